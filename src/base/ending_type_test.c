/* SPDX-License-Identifier: Apache-2.0 */
/* ending_type_test.c - endings that are known and names that have none. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/ending_type.h"

int ending_type_test(void);

static void endings(void **state)
{
    (void)state;
    assert_true(str_equal(ending_type_of(STR("/aasx/files/Manual.PDF")), STR("application/pdf")));
    assert_true(str_equal(ending_type_of(STR("a.b.jpeg")), STR("image/jpeg")));
    assert_null(ending_type_of(STR(".pdf")).p); /* a hidden file without an ending */
    assert_null(ending_type_of(STR("pdf")).p);
    assert_null(ending_type_of(STR("a.pdf ")).p);
    assert_null(ending_type_of(STR("")).p);
    assert_null(ending_type_of((str){0}).p);
}

int ending_type_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(endings)};
    return cmocka_run_group_tests_name("ending_type", tests, NULL, NULL);
}
