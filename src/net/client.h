/* SPDX-License-Identifier: Apache-2.0 */
/* client.h - one HTTP request to another server, over libcurl. Only what the user asked for goes
 * out; redirects are not followed, certificates are checked. */
#ifndef SCHALE_NET_CLIENT_H
#define SCHALE_NET_CLIENT_H

#include "base/buf.h"

enum { CLIENT_CONNECT_SECONDS_MAX = 20, CLIENT_SECONDS_MAX = 600 };

struct client_request {
    const char *url;
    const char *accept;         /* NULL: anything */
    const char *content_type;   /* of the body */
    str body;                   /* p NULL: GET, else POST */
    const char *method;         /* NULL: as `body` says */
    const char *const *headers; /* "Name: value" each */
    size_t header_count;
    const char *user, *password; /* for "Basic" (RFC 7617); NULL: none; never logged */
    uint32_t ms_max;             /* for client_do: all of it; 0: CLIENT_SECONDS_MAX */
    const char *ca; /* file of the certificates that a server's is checked with; NULL: the system's
                     */
    const _Atomic bool *is_cancelled; /* ends it within a second or so with ERR_IO; NULL: nobody can
                                       */
};

/* Does the request. ret_body gets the answer's body (its bytes_max is respected: ERR_TOO_LARGE),
 * *ret_status the HTTP status. ERR_IO: no connection, no answer (why->text says what). An answer of
 * any status is ERR_OK. */
MUST_CHECK err_t client_do(const struct client_request *request, struct buf *ret_body,
                           int *ret_status, struct fail *why);

/* What is kept from one request for the next to the same server: its connections. Zero before the
 * first use; used by one thread at a time. */
struct client_kept {
    void *handle;
};
MUST_CHECK err_t client_do_kept(struct client_kept *kept, const struct client_request *request,
                                struct buf *ret_body, int *ret_status, struct fail *why);
void client_kept_release(struct client_kept *kept);

/* Only connects (for https with the handshake), within request->ms_max. ERR_IO. */
MUST_CHECK err_t client_reach(const struct client_request *request, struct fail *why);

#endif
