/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_test.c - heads of columns as people write them, what makes two rows one device, what
 * lacks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/inventory/inventory.h"

static void heads_are_known_in_two_languages(void **state)
{
    (void)state;
    static const struct {
        const char *head;
        enum inventory_column column; /* INVENTORY_COLUMN_COUNT: none */
    } cases[] = {
        {"Hersteller", COLUMN_MAKER},
        {"Vendor", COLUMN_MAKER},
        {"MANUFACTURER NAME", COLUMN_MAKER},
        {"Produkt", COLUMN_PRODUCT},
        {"Gerätebezeichnung", COLUMN_PRODUCT},
        {"Typ", COLUMN_TYPE},
        {"Bestell-Nr.", COLUMN_ORDER_CODE},
        {"MLFB", COLUMN_ORDER_CODE},
        {"MLFB (Siemens)", COLUMN_ORDER_CODE},
        {"Artikelnummer", COLUMN_ARTICLE_NUMBER},
        {"Part No.", COLUMN_ARTICLE_NUMBER},
        {"Serien-Nr.", COLUMN_SERIAL_NUMBER},
        {"S/N", COLUMN_SERIAL_NUMBER},
        {"FW-Version", COLUMN_FIRMWARE},
        {"Firmwarestand", COLUMN_FIRMWARE},
        {"Standort / Raum", COLUMN_LOCATION},
        {"Name", COLUMN_NAME},
        {"Inventar-Nr", COLUMN_INVENTORY_NUMBER},
        {"IP-Adresse", INVENTORY_COLUMN_COUNT},
        {"Preis", INVENTORY_COLUMN_COUNT},
        {"", INVENTORY_COLUMN_COUNT},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct inventory_head head;
        str field = str_from(cases[i].head);
        inventory_head_read(&arena, &field, 1, &head);
        for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++)
            if ((head.fields[column] == 0) != (column == cases[i].column))
                fail_msg("%s", cases[i].head);
    }
    /* What is equal goes before what only begins so, wherever it stands. */
    const str two[] = {STR("Seriennummer alt"), STR("Seriennummer"), STR("Hersteller")};
    struct inventory_head head;
    inventory_head_read(&arena, two, COUNT_OF(two), &head);
    assert_int_equal(head.fields[COLUMN_SERIAL_NUMBER], 1);
    assert_int_equal(head.language, LANGUAGE_GERMAN);
    arena_release(&arena);
}

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
    assert_int_equal(inventory_row_lacks(&a), 1u << COLUMN_ORDER_CODE | 1u << COLUMN_FIRMWARE);
    struct inventory_row named = {{[COLUMN_MAKER] = STR("Siemens"),
                                   [COLUMN_PRODUCT] = STR("CPU 6ES7515-2FM00-0AB0"),
                                   [COLUMN_SOFTWARE] = STR("1")}};
    assert_int_equal(inventory_row_lacks(&named), 0);
    arena_release(&arena);
}

static void other_characters_become_utf8(void **state)
{
    (void)state;
    struct arena arena = {0};
    assert_true(str_equal(inventory_utf8(&arena, STR("Ger\xe4t \x80")), STR("Gerät €")));
    assert_true(str_equal(inventory_utf8(&arena, STR("Gerät")), STR("Gerät")));
    arena_release(&arena);
}

int inventory_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_known_in_two_languages),
        cmocka_unit_test(maker_and_serial_number_make_a_device),
        cmocka_unit_test(other_characters_become_utf8),
    };
    return cmocka_run_group_tests_name("inventory", tests, NULL, NULL);
}
