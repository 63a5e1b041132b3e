/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_column_test.c - heads of columns as people write them, values that tell a column, names
 * that a person gives. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/inventory/inventory_column.h"

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

static void values_tell_where_heads_do_not(void **state)
{
    (void)state;
    static const struct {
        const char *values[3];
        enum inventory_column column;
    } rows[] = {
        {{"6ES7 515-2FM00-0AB0", "6ES7315-2EH14-0AB0", "6GK5 208-0BA00-2AC2"}, COLUMN_ORDER_CODE},
        {{"750-8202", "750-880/025-000", "2904-601"}, COLUMN_ORDER_CODE},
        {{"750-8202", "Klemme", "2904-601"}, COLUMN_ORDER_CODE}, /* two of three */
        {{"750-8202", "Klemme", "Kabel"}, INVENTORY_COLUMN_COUNT},
        {{"10.0.0.5", "10.0.0.6", "192.168.10.1"}, INVENTORY_COLUMN_COUNT},
        {{"2024-01-31", "2023-11-02", "2021-05-05"}, INVENTORY_COLUMN_COUNT},
        {{"0151-12345", "030-123456", "089-9876543"}, COLUMN_ORDER_CODE}, /* shown, not hidden */
        {{"Siemens AG", "WAGO", "Phoenix Contact GmbH"}, COLUMN_MAKER},
        {{"V2.1", "v 3.0.4", "V15"}, COLUMN_FIRMWARE},
        {{"2.1", "3.0.4", "15"}, INVENTORY_COLUMN_COUNT},
        {{"cpe:2.3:o:siemens:simatic:-:*:*:*:*:*:*:*", "cpe:/h:wago:750-880", "cpe:2.3:a:x:y:1"},
         COLUMN_CPE},
        {{"pkg:npm/a@1", "pkg:deb/debian/b@2", "pkg:generic/c"}, COLUMN_PURL},
        {{"00112233445566778899aabbccddeeff", "0x00112233445566778899AABBCCDDEEFF",
          "md5:00112233445566778899aabbccddee01"},
         COLUMN_CHECKSUM},
        {{"00112233445566778899aabbccddeef", "0x2783", "crc32:cbf43926"}, INVENTORY_COLUMN_COUNT},
        {{"", "", ""}, INVENTORY_COLUMN_COUNT},
    };
    struct arena arena = {0};
    str head_of = STR("Spalte 1");
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct inventory_head head;
        str values[3];
        size_t count = 0;
        for (size_t k = 0; k < 3; k++)
            if (*rows[i].values[k])
                values[count++] = str_from(rows[i].values[k]);
        inventory_head_read(&arena, &head_of, 1, &head);
        inventory_head_guess(&arena, 0, values, count, &head);
        if (inventory_head_column(&head, 0) != rows[i].column)
            fail_msg("%s: %d", rows[i].values[0], inventory_head_column(&head, 0));
    }
    /* What has a head keeps it; what has a column already gets no second one. */
    const str heads[] = {STR("Kommentar"), STR("Hersteller")};
    const str makers[] = {STR("Siemens"), STR("WAGO")};
    struct inventory_head head;
    inventory_head_read(&arena, heads, 2, &head);
    inventory_head_guess(&arena, 0, makers, 2, &head);
    assert_int_equal(inventory_head_column(&head, 0), INVENTORY_COLUMN_COUNT);
    assert_int_equal(inventory_head_column(&head, 1), COLUMN_MAKER);
    arena_release(&arena);
}

static void a_person_names_the_columns(void **state)
{
    (void)state;
    static const struct {
        const char *names, *where, *text; /* text NULL: fine */
    } rows[] = {
        {"maker,,order_code", "", NULL},
        {",,maker", "", NULL},
        {"maker,colour", "colour", "there is no column of that name"},
        {"maker,,maker", "maker", "the column is named twice"},
        {"Maker", "Maker", "there is no column of that name"},
        {"", "", "no column is named"},
        {",,,", "", "no column is named"},
    };
    struct inventory_head head = {.language = LANGUAGE_GERMAN};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct fail why = {0};
        err_t rc = inventory_head_set(str_from(rows[i].names), &head, &why);
        if ((rc == ERR_OK) != !rows[i].text)
            fail_msg("%s", rows[i].names);
        if (rows[i].text) {
            assert_string_equal(why.text, rows[i].text);
            assert_string_equal(why.where, rows[i].where);
        }
    }
    assert_int_equal(head.fields[COLUMN_MAKER], 2);
    assert_int_equal(head.fields[COLUMN_ORDER_CODE], CSV_FIELDS_MAX);
    assert_int_equal(head.language, LANGUAGE_GERMAN);
    char names[CSV_FIELDS_MAX + 8] = "";
    struct fail why;
    memset(names, ',', CSV_FIELDS_MAX - 1); /* the last column that a list can have */
    memcpy(names + CSV_FIELDS_MAX - 1, "maker", 6);
    assert_int_equal(inventory_head_set(str_from(names), &head, &why), ERR_OK);
    assert_int_equal(head.fields[COLUMN_MAKER], CSV_FIELDS_MAX - 1);
    memset(names, ',', CSV_FIELDS_MAX);
    memcpy(names + CSV_FIELDS_MAX, "maker", 6);
    assert_int_equal(inventory_head_set(str_from(names), &head, &why), ERR_SYNTAX);
}

int inventory_column_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(heads_are_known_in_two_languages),
        cmocka_unit_test(values_tell_where_heads_do_not),
        cmocka_unit_test(a_person_names_the_columns),
    };
    return cmocka_run_group_tests_name("inventory_column", tests, NULL, NULL);
}
