/* SPDX-License-Identifier: Apache-2.0 */
/* client_private.h - what both ways of sending requests share: one at a time, and many at once. */
#ifndef SCHALE_NET_CLIENT_PRIVATE_H
#define SCHALE_NET_CLIENT_PRIVATE_H

#include <curl/curl.h>

#include "net/client.h"

/* A handle that does the request and adds the answer's body to `body`, as far as that goes; NULL
 * when libcurl does not start. *ret_headers goes to curl_slist_free_all() after the handle. */
CURL *client_handle_new(const struct client_request *request, struct buf *body,
                        struct curl_slist **ret_headers);

#endif
