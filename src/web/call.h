/* SPDX-License-Identifier: Apache-2.0 */
/* call.h - one request on its way through a handler: what it asks for, decoded, and the answers it
 * can be given. A call lives in its exchange's arena, and ends with its answer. */
#ifndef SCHALE_WEB_CALL_H
#define SCHALE_WEB_CALL_H

#include "store/store.h"
#include "web/result.h"
#include "web/routes.h"
#include "web/web.h"

/* One more reason. */
struct refusal_more {
    enum refusal refusal;
    str argument;
    struct refusal_more *next;
};

struct call {
    struct http_exchange *exchange;
    const struct http_request *request;
    struct arena *arena;
    struct web *web;
    struct store *store;
    const struct route *route;
    enum mount mount;
    str prefix; /* "/api/v3" ...: what own links begin with */
    enum language language;
    str parameters[PARAMETER_COUNT]; /* of the path, decoded; {NULL, 0} when the route has none */
    struct http_parameter *query;
    size_t query_count;
    bool core;              /* level=core */
    bool with_blob_value;   /* extent=withBlobValue */
    uint64_t after;         /* from the cursor */
    uint64_t after_inside;  /* from the cursor: items of the document `after` (Q_INSIDE); 0: all */
    size_t limit;           /* 1 to STORE_PAGE_ROWS_MAX */
    route_handler *handler; /* what runs on the worker */
    bool on_worker;         /* it does */
    enum refusal refusal;   /* set by refuse() */
    str refusal_argument;
    struct refusal_more *more;   /* set by refuse_also() */
    bool refusals_with_findings; /* both are told */
    struct findings findings;    /* of the body; all go into the Result when it is refused */
    int64_t last_modified_ms;    /* of what is answered; 0: not told */
    unsigned allow;              /* methods for the header Allow of a 405 */
};

/* Entry: finds the route, decodes, runs the handler. */
void call_begin(struct web *web, struct http_exchange *exchange);

/* The first query parameter of that name, case as in the specification. */
bool call_query(const struct call *call, const char *name, str *ret_value);

/* Reads a query parameter that is true or false; *flag stays when it is not there. */
MUST_CHECK err_t call_query_flag(struct call *call, const char *name, bool *flag);

/* The value of a header that is a list: all lines of that name count, joined by commas (RFC 9110,
 * 5.3). {NULL, 0} when there is none. */
str call_header_list(const struct call *call, const char *name);

/* What is told to whom the server's stop finds waiting. */
extern const struct fail call_stopping;

/* Runs `handler` for this call on a worker thread. Returns ERR_OK. */
err_t call_on_worker(struct call *call, route_handler *handler);

/* Whether work on so many bytes should not hold up the event thread the call is on. */
bool call_is_heavy(const struct call *call, size_t bytes);

/* Notes why the call is refused and returns the error to return. */
err_t refuse(struct call *call, enum refusal refusal, str argument);

/* Notes one more reason of the same status; they are told in the order they were noted, before the
 * findings. */
err_t refuse_also(struct call *call, enum refusal refusal, str argument);

/* Decodes base64url text into UTF-8 without NUL; refuses with `refusal`. */
MUST_CHECK err_t call_decode(struct call *call, str text, enum refusal refusal, str *ret_text);

/* Sets the id of the shell or submodel that the path leaves out: /aas and /submodel stand for the
 * one that the server was told, else for the only one that there is. Refuses when it is unclear. */
MUST_CHECK err_t call_find_service(struct call *call, struct fail *why);

/* True below a shell's submodels, with its id or below /aas. */
bool call_is_over_shell(const struct call *call);

/* Where the shell or the submodel is that the path names, below the prefix, as it was asked for:
 * "/aas", or "/shells/" and the encoded id; below a shell, with its place. */
str call_shell_location(struct call *call);
str call_submodel_location(struct call *call);

/* The kind's refusal when there is no such document. */
err_t refuse_missing(struct call *call, enum document_kind kind, str id);

/* Whether what a document of that kind and id would say follows from a shell or submodel stored
 * here: its descriptor and asset links are not written but derived. */
MUST_CHECK err_t document_is_derived(struct store *store, enum document_kind kind, str id,
                                     bool *ret_derived, struct fail *why);
/* Refuses a write of what is derived. */
MUST_CHECK err_t refuse_derived(struct call *call, enum document_kind kind, str id,
                                struct fail *why);

/* store_get, refusing when there is none. */
MUST_CHECK err_t call_document(struct call *call, enum document_kind kind, str id,
                               struct document **ret_document, struct fail *why);

/* The shell or submodel that the path names, counted; on the way over a shell, only when the shell
 * refers to it. */
MUST_CHECK err_t call_shell(struct call *call, struct document **ret_document, struct fail *why);
MUST_CHECK err_t call_submodel(struct call *call, struct document **ret_document, struct fail *why);

/* The element at an idShortPath of a submodel; refuses what is no path and what is not there. */
MUST_CHECK err_t call_element_in(struct call *call, struct document *document, str path,
                                 str *ret_json, struct fail *why);

/* The element that the path names, and its submodel, counted. */
MUST_CHECK err_t call_element(struct call *call, struct document **ret_document, str *ret_json,
                              struct fail *why);

#endif
