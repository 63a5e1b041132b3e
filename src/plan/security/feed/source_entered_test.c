/* SPDX-License-Identifier: Apache-2.0 */
/* source_entered_test.c - addresses that were entered, and what cannot be. */
#include "plan/security/feed/source_entered.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/scratch_test.h"

static void addresses_are_entered_and_taken_out(void **state)
{
    (void)state;
    char folder[SCRATCH_DIR_BYTES];
    struct fail why = {0};
    scratch_make(folder);
    str one = STR("psirt.example"), other = STR("https://psirt.example/");
    assert_false(source_entered_has(folder, one));
    assert_int_equal(source_entered_remove(folder, one, &why), ERR_OK);
    assert_int_equal(source_entered_add(folder, one, &why), ERR_OK);
    assert_int_equal(source_entered_add(folder, other, &why), ERR_OK);
    assert_int_equal(source_entered_add(folder, one, &why), ERR_OK);
    assert_true(source_entered_has(folder, one) && source_entered_has(folder, other));
    assert_false(source_entered_has(folder, STR("psirt")));
    assert_int_equal(source_entered_remove(folder, one, &why), ERR_OK);
    assert_false(source_entered_has(folder, one));
    assert_true(source_entered_has(folder, other));
    /* Two lines in one would enter what nobody saw. */
    assert_int_equal(source_entered_add(folder, STR("a.example\nb.example"), &why), ERR_OK);
    assert_false(source_entered_has(folder, STR("b.example")));
    assert_int_equal(source_entered_add("/nowhere/at/all", one, &why), ERR_NOT_FOUND);
    scratch_remove(folder);
}

int source_entered_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_entered_and_taken_out),
    };
    return cmocka_run_group_tests_name("source_entered", tests, NULL, NULL);
}
