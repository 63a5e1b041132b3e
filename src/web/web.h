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
    WEB_CONNECTIONS_DEFAULT = 4000,
    WEB_CONNECTIONS_MAX = 1000000,
    WEB_INLINE_ROWS_MAX = 16, /* a longer page is collected by a worker thread */
};

struct web_options {
    struct store *store; /* borrowed; must outlive the service */
    const char *host;
    uint16_t port;            /* 0: a free one */
    str public_url;           /* what sources of events begin with; absent: the address above */
    uint32_t connections_max; /* 0: WEB_CONNECTIONS_DEFAULT */
};

struct web;

/* Starts answering. Errors of http_server_start. */
MUST_CHECK err_t web_start(const struct web_options *options, struct web **ret_web,
                           struct fail *why);
uint16_t web_port(const struct web *web);

/* Takes no more requests, waits up to wait_ms for open ones, frees everything. */
void web_stop(struct web *web, uint32_t wait_ms);

struct web_status {
    struct http_stats http;
    int64_t up_ms;
};
struct web_status web_status_of(const struct web *web);

struct store *web_store(const struct web *web);
const struct routes *web_routes(const struct web *web);

/* Where edits of one document wait for each other (edit.h). */
struct edit_gates *web_edit_gates(struct web *web);

/* Those who are told of changes. */
struct event_hub *web_events(const struct web *web);
/* What sources of events begin with. */
str web_public_url(const struct web *web);

/* Counts the calls that have no answer yet, so that nothing is freed under a late one. */
void web_call_begin(struct web *web);
void web_call_end(struct web *web);

/* A number for every answer that names one: "<start>-<count>", so that the log and the client speak
 * of the same request. */
str web_correlation(struct web *web, struct arena *arena);

#endif
