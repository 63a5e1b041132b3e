/* SPDX-License-Identifier: Apache-2.0 */
/* media_test.c - ranges off a list, and the names of a package. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/media.h"

int media_test(void);

#define PACKAGE "application/asset-administration-shell-package"

static const struct {
    const char *list, *first; /* NULL: none */
} rows[] = {
    {"", NULL},
    {"*/*", NULL},
    {"application/zip", NULL},
    {"application/json, text/html", NULL},
    {PACKAGE, PACKAGE},
    {PACKAGE "s", NULL},
    {"application/aas+zip", "application/aas+zip"},
    {"APPLICATION/AAS+ZIP", "application/aas+zip"},
    {"  application/aas+zip ; q=0.1 ", "application/aas+zip"},
    {"text/html,\tapplication/aasx+xml;q=0.5, application/aas+zip", "application/aasx+xml"},
    {",,;,application/aas+zip", "application/aas+zip"},
    {PACKAGE "+xml," PACKAGE, PACKAGE "+xml"},
};

static void the_first_name_of_a_package_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str found = media_first_package(str_from(rows[i].list));
        str wanted = rows[i].first ? str_from(rows[i].first) : (str){0};
        if (!str_equal(found, wanted))
            fail_msg("%s: %.*s", rows[i].list, STR_ARG(found));
    }
}

static void lists_are_taken_apart(void **state)
{
    (void)state;
    str list = STR("a/b;c=d , e/f");
    assert_true(str_equal(media_take(&list), STR("a/b")));
    assert_true(str_equal(media_take(&list), STR("e/f")));
    assert_int_equal(list.n, 0);
}

int media_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_name_of_a_package_is_found),
        cmocka_unit_test(lists_are_taken_apart),
    };
    return cmocka_run_group_tests_name("media", tests, NULL, NULL);
}
