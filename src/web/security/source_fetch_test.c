/* SPDX-License-Identifier: Apache-2.0 */
/* source_fetch_test.c - a provider that takes the connection and says nothing. What else a provider
 * may do: tests/advisories_fetch_test.py. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/clock.h"
#include "net/silent_test.h"
#include "web/security/source_fetch.h"

enum { WAIT_MS = 200, PATIENCE_MS = 20000 };

static void a_file_takes_so_long_at_most(void **state)
{
    (void)state;
    char url[SILENT_URL_BYTES];
    struct source_fetch web = {.ms_max = WAIT_MS};
    struct feed_fetch fetch = source_fetch_of(&web);
    struct buf body = {0};
    struct fail why;
    int status, listener = silent_listen(url);
    int64_t began = clock_steady_ms();
    assert_int_equal(fetch.get(fetch.context, str_from(url), &body, &status, &why), ERR_TIMEOUT);
    assert_in_range(clock_steady_ms() - began, WAIT_MS - 10, PATIENCE_MS);
    assert_non_null(strstr(why.text, "200 ms"));
    buf_release(&body);
    client_kept_release(&web.kept);
    close(listener);
}

int source_fetch_test(void);
int source_fetch_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_file_takes_so_long_at_most)};
    return cmocka_run_group_tests_name("source_fetch", tests, NULL, NULL);
}
