/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_row_test.c - what makes two rows one device, what lacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/inventory/inventory_row.h"

#include "plan/security/inventory/asset_facts.h"

static void maker_and_serial_number_make_a_device(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct inventory_row
        a = {{[COLUMN_MAKER] = STR("Siemens AG"),
              [COLUMN_SERIAL_NUMBER] = STR("S C-1"),
              [COLUMN_LOCATION] = STR("here")}},
        b = {{[COLUMN_MAKER] = STR("SIEMENS"), [COLUMN_SERIAL_NUMBER] = STR("sc1")}},
        other = {{[COLUMN_MAKER] = STR("ABB"), [COLUMN_SERIAL_NUMBER] = STR("sc1")}},
        bare = {{[COLUMN_PRODUCT] = STR("Pump")}},
        placed = {{[COLUMN_PRODUCT] = STR("Pump"), [COLUMN_LOCATION] = STR("here")}};
    assert_true(str_equal(inventory_row_key(&arena, &a), inventory_row_key(&arena, &b)));
    assert_false(str_equal(inventory_row_key(&arena, &a), inventory_row_key(&arena, &other)));
    assert_false(str_equal(inventory_row_key(&arena, &bare), inventory_row_key(&arena, &placed)));
    assert_int_equal(inventory_key_of(&arena, STR(""), STR("1")).n, 0);
    static const char *const none[] = {"n/a", "N.A.", "-", "0000", "xxx", "unbekannt", ""};
    for (size_t i = 0; i < COUNT_OF(none); i++)
        if (inventory_key_of(&arena, STR("ABB"), str_from(none[i])).n)
            fail_msg("%s", none[i]);
    assert_true(inventory_key_of(&arena, STR("ABB"), STR("0010")).n > 0);
    /* Long numbers that differ at their end are two. */
    str one = STR("00000000001111111111222222222233333333334444444444555555555566666666661"),
        two = STR("00000000001111111111222222222233333333334444444444555555555566666666662");
    assert_false(str_equal(inventory_key_of(&arena, STR("ABB"), one),
                           inventory_key_of(&arena, STR("ABB"), two)));
    assert_int_equal(inventory_row_lacks(&a), ASSET_LACKS_ORDER_CODE | ASSET_LACKS_VERSION);
    struct inventory_row named = {{[COLUMN_MAKER] = STR("Siemens"),
                                   [COLUMN_PRODUCT] = STR("CPU 6ES7515-2FM00-0AB0"),
                                   [COLUMN_SOFTWARE] = STR("1")}};
    assert_int_equal(inventory_row_lacks(&named), 0);
    arena_release(&arena);
}

int inventory_row_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maker_and_serial_number_make_a_device),
    };
    return cmocka_run_group_tests_name("inventory_row", tests, NULL, NULL);
}
