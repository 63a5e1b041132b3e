/* SPDX-License-Identifier: Apache-2.0 */
/* security_txt.c - any bytes as the security.txt of a domain, where nothing else is: no crash, few
 * requests, and each to an address that is sound. */
#include <stdint.h>
#include <stdlib.h>

#include "plan/security/feed/feed_run.h"
#include "plan/security/feed/feed_url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct web {
    str text;
    size_t asked;
};

static err_t get(void *context, str url, struct buf *body, int *ret_status, struct fail *why)
{
    struct web *web = context;
    (void)why;
    web->asked++;
    if (!feed_url_is_sound(url))
        abort();
    *ret_status = str_ends_with(url, STR("/.well-known/security.txt")) ? 200 : 404;
    if (*ret_status == 200)
        buf_add(body, web->text);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct web web = {.text = str_of((const char *)data, size)};
    struct advisory_import import = {0};
    struct feed_fetch fetch = {get, &web};
    struct source source = {.url = STR("maker.example")};
    struct feed_run run = {.fetch = &fetch, .import = &import, .source = &source};
    struct fail why = {0};
    /* The three places that are known, and the lines. */
    if (feed_run(&run, &arena, &why) != ERR_OK || web.asked > 3 + FEED_CSAF_LINES_MAX ||
        !source.error.n)
        abort();
    advisory_import_release(&import);
    arena_release(&arena);
    return 0;
}
