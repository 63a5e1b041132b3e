/* SPDX-License-Identifier: Apache-2.0 */
/* source_entered_test.c - addresses that were entered, and what cannot be. */
#include "plan/security/feed/source_entered.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void addresses_are_entered_and_taken_out(void **state)
{
    (void)state;
    char folder[] = "/tmp/source_entered_XXXXXX", command[100];
    struct fail why = {0};
    assert_non_null(mkdtemp(folder));
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
    snprintf(command, sizeof command, "rm -rf %s", folder);
    assert_int_equal(system(command), 0);
}

int source_entered_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_entered_and_taken_out),
    };
    return cmocka_run_group_tests_name("source_entered", tests, NULL, NULL);
}
