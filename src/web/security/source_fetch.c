/* SPDX-License-Identifier: Apache-2.0 */
/* source_fetch.c - a GET for each file, over connections that are kept. */
#include "web/security/source_fetch.h"

static err_t get(void *context, str url, struct buf *body, int *ret_status, struct fail *why)
{
    static const char *const headers[] = {"User-Agent: schale"};
    struct source_fetch *fetch = context;
    struct arena arena = {0};
    struct client_request request = {.url = arena_dup(&arena, url).p,
                                     .headers = headers,
                                     .header_count = COUNT_OF(headers),
                                     .ms_max = fetch->ms_max ? fetch->ms_max : SOURCE_FETCH_MS_MAX,
                                     .ca = fetch->ca,
                                     .is_cancelled = &fetch->is_cancelled};
    err_t err = client_do_kept(&fetch->kept, &request, body, ret_status, why);
    arena_release(&arena);
    return err;
}

struct feed_fetch source_fetch_of(struct source_fetch *fetch)
{
    return (struct feed_fetch){get, fetch};
}
