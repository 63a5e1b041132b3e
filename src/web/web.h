/* SPDX-License-Identifier: Apache-2.0 */
/* web.h - the service: the AAS API, upload, health and the first page over one store. */
#ifndef SCHALE_WEB_WEB_H
#define SCHALE_WEB_WEB_H

#include "net/http.h"
#include "store/store.h"

enum {
    WEB_JSON_BYTES_MAX = 64 << 20,    /* body of one document, reference ... */
    WEB_FILE_BYTES_MAX = 256 << 20,   /* a file in multipart/form-data */
    WEB_BLOB_BYTES_MAX = 16 << 20,    /* such a file that becomes the value of a Blob */
    WEB_UPLOAD_BYTES_MAX = 512 << 20, /* body of POST /upload */
    WEB_OTHER_BYTES_MAX = 1 << 20,    /* body that no operation asks for: read and left aside */
    WEB_INLINE_BYTES_MAX = 64 << 10,  /* more than this is worked on by a worker thread */
    WEB_INLINE_ROWS_MAX = 100,        /* a longer page is collected by a worker thread */
    WEB_CONNECTIONS_DEFAULT = 4000,
    WEB_CONNECTIONS_MAX = 1000000,
};

struct web_options {
    struct store *store; /* borrowed; must outlive the service */
    const char *data;    /* folder of the store: the node's own key and handles of operations are
                            there; borrowed */
    const char *host;
    uint16_t port;          /* 0: a free one */
    const char *public_url; /* "https://plant.example/aas": where clients reach this server, when
                               that is not what they send as Host; NULL. Borrowed */
    const char *const *delegates; /* addresses that operations may be delegated to */
    size_t delegate_count;
    const char *shell, *submodel; /* ids of what /aas and /submodel stand for; NULL: of the only one
                                     that there is. Copied */
    struct links *links;          /* asset connections; NULL: none. Borrowed */
    const char *advisories_ca;    /* certificates that sources of advisories are checked with; NULL:
                                     the system's. Borrowed */
    uint32_t connections_max;     /* 0: WEB_CONNECTIONS_DEFAULT */
};

struct web;

/* Starts answering. Errors of http_server_start and operations_start. */
MUST_CHECK err_t web_start(const struct web_options *options, struct web **ret_web,
                           struct fail *why);
uint16_t web_port(const struct web *web);

/* Takes no more requests, waits up to wait_ms for open ones, frees everything. False when one is
 * still at work: nothing that it uses may be freed then, the store neither. */
bool web_stop(struct web *web, uint32_t wait_ms);

struct web_status {
    struct http_stats http;
    int64_t up_ms;
};
struct web_status web_status_of(const struct web *web);

struct store *web_store(const struct web *web);
const struct routes *web_routes(const struct web *web);
struct handles *web_handles(const struct web *web);

/* web_options.public_url without a slash at its end, or empty. */
str web_public_url(const struct web *web);
/* "http://host:port" as the server listens. */
str web_own_url(const struct web *web, struct arena *arena);
/* The id in web_options of the shell or submodel that its service stands for, or empty. */
str web_service_id(const struct web *web, enum document_kind kind);

/* The node's own key, and whose signatures it believes. */
struct signer *web_signer(struct web *web);

/* The key that signs what is published (web/security/publish_key.h). */
struct publish_key *web_publish_key(struct web *web);

/* Where edits of one document wait for each other (edit.h). */
struct edit_gates *web_edit_gates(struct web *web);

/* Invocations on their way (operations.h). */
struct operations *web_operations(struct web *web);
/* What assets are found by. */
struct search *web_search(const struct web *web);
/* What security advisories ask for. */
struct watch *web_watch(const struct web *web);
/* What advisories are fetched from (web/security/sources.h). */
struct sources *web_sources(const struct web *web);
/* Those who are told of changes. */
struct event_hub *web_events(const struct web *web);
/* Asset connections (link/link.h), or NULL. */
struct links *web_links(const struct web *web);
/* What sources of events begin with: the public URL, or how the server listens. */
str web_event_base(const struct web *web);

/* Counts the calls that have no answer yet, so that nothing is freed under a late one. */
void web_call_begin(struct web *web);
void web_call_end(struct web *web);

/* A number for every answer that names one: "<start>-<count>", so that the log and the client speak
 * of the same request. */
str web_correlation(struct web *web, struct arena *arena);

#endif
