/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_list_test.c - order, filters, pages, and a table that comes back in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "codec/json.h"
#include "plan/security/inventory/inventory_list.h"
#include "plan/security/inventory/inventory_row.h"
#include "plan/security/inventory/inventory_table.h"

static const struct asset_facts plant[] = {
    {.shell_id = STR("urn:1"),
     .name = STR("Zentrifuge"),
     .maker = STR("Siemens AG"),
     .order_code = STR("6ES7 515-2FM00-0AB0"),
     .lacks = ASSET_LACKS_VERSION | ASSET_LACKS_PRODUCT},
    {.shell_id = STR("urn:2"), .name = STR("Ölpumpe"), .maker = STR("ABB"), .firmware = STR("2.1")},
    {.shell_id = STR("urn:4"),
     .name = STR("Pumpe"),
     .lacks = ASSET_LACKS_MAKER | ASSET_LACKS_VERSION},
    {.shell_id = STR("urn:3"), .name = STR("Pumpe"), .lacks = ASSET_LACKS_SERIAL_NUMBER},
};

/* The last characters of the ids of a page, and its cursor. */
static void list(struct arena *arena, const struct inventory_query *query, char ids[static 8],
                 size_t *ret_total, str *ret_cursor)
{
    struct inventory inventory;
    struct buf out = {0};
    struct json json;
    struct fail why;
    size_t count = 0;
    uint32_t end;
    inventory_make(arena, plant, COUNT_OF(plant), NULL, &inventory);
    assert_int_equal(inventory_list_write(&inventory, query, &out, &why), ERR_OK);
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    assert_int_equal(json_read(text, &json, &why), ERR_OK);
    for (uint32_t item = json_items(&json, 0, STR("result"), &end); item < end;
         item = json_next(&json, item)) {
        str id = json_member_text(&json, item, STR("asset"), arena);
        ids[count++] = id.p[id.n - 1];
    }
    ids[count] = 0;
    uint64_t total;
    assert_true(str_to_u64(json_slice(&json, json_member(&json, 0, STR("total"))), 100, &total));
    *ret_total = (size_t)total;
    *ret_cursor = json_member_text(&json, json_member(&json, 0, STR("paging_metadata")),
                                   STR("cursor"), arena);
    json_release(&json);
}

static void it_is_filtered_and_sorted_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned lacks;
        bool lacks_any;
        const char *ids;
    } rows[] = {
        {"", 0, false, "2341"}, /* Ölpumpe, Pumpe, Pumpe, Zentrifuge */
        {"pump", 0, false, "34"},
        {"ölpumpe", 0, false, "2"},
        {"SIEMENS", 0, false, "1"},
        {"6es7515", 0, false, "1"},
        {"515-2fm", 0, false, "1"},
        {"2fm00", 0, false, "1"},
        {"abb 2.1", 0, false, "2"},
        {"abb 3", 0, false, ""},
        {"urn:3", 0, false, "3"},
        {"", ASSET_LACKS_VERSION, false, "41"},
        {"", ASSET_LACKS_VERSION | ASSET_LACKS_MAKER, false, "4"},
        {"", 0, true, "41"}, /* no serial number is needed */
        {"siemens", ASSET_LACKS_MAKER, false, ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct inventory_query query = {.text = str_from(rows[i].text),
                                        .lacks = rows[i].lacks,
                                        .lacks_any = rows[i].lacks_any,
                                        .limit = 10};
        char ids[8];
        size_t total;
        str cursor;
        list(&arena, &query, ids, &total, &cursor);
        if (strcmp(ids, rows[i].ids) != 0 || total != strlen(rows[i].ids) || cursor.n)
            fail_msg("%s: %s", rows[i].text, ids);
        arena_release(&arena);
    }
}

static void pages_follow_each_other(void **state)
{
    (void)state;
    static const struct {
        size_t limit;
        const char *pages[4];
    } rows[] = {{1, {"2", "3", "4", "1"}}, {2, {"23", "41"}}, {3, {"234", "1"}}, {4, {"2341"}}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct inventory_query query = {.limit = rows[i].limit};
        for (size_t page = 0; page < 4 && rows[i].pages[page]; page++) {
            char ids[8];
            size_t total;
            list(&arena, &query, ids, &total, &query.cursor);
            assert_string_equal(ids, rows[i].pages[page]);
            assert_int_equal(total, 4);
            assert_int_equal(query.cursor.n > 0, page < 3 && rows[i].pages[page + 1]);
        }
        arena_release(&arena);
    }
    struct arena arena = {0};
    struct inventory inventory;
    struct buf out = {0};
    struct fail why;
    inventory_make(&arena, plant, COUNT_OF(plant), NULL, &inventory);
    static const char *const broken[] = {"!", "YWJj"};
    for (size_t i = 0; i < COUNT_OF(broken); i++) {
        struct inventory_query query = {.limit = 1, .cursor = str_from(broken[i])};
        assert_int_equal(inventory_list_write(&inventory, &query, &out, &why), ERR_SYNTAX);
    }
    buf_release(&out);
    arena_release(&arena);
}

static void a_written_table_can_be_imported(void **state)
{
    (void)state;
    static const struct asset_facts facts = {.shell_id = STR("urn:1"),
                                             .name = STR("-K1; \"Pumpe\""),
                                             .maker = STR("Müller, Söhne"),
                                             .product = STR("=1+1"),
                                             .family = STR("F"),
                                             .type = STR("T"),
                                             .order_code = STR("O-1"),
                                             .article_number = STR("A-1"),
                                             .serial_number = STR("S-1"),
                                             .hardware = STR("H"),
                                             .firmware = STR("1.0"),
                                             .software = STR("2.0"),
                                             .location = STR("Halle\n1"),
                                             .inventory_number = STR("I-1"),
                                             .cpe = STR("cpe:2.3:o:a:b:*"),
                                             .purl = STR("pkg:a/b"),
                                             .checksum = STR("sha256:00ff")};
    const str expected[INVENTORY_COLUMN_COUNT] = {[COLUMN_MAKER] = facts.maker,
                                                  [COLUMN_PRODUCT] = facts.product,
                                                  [COLUMN_FAMILY] = facts.family,
                                                  [COLUMN_TYPE] = facts.type,
                                                  [COLUMN_ORDER_CODE] = facts.order_code,
                                                  [COLUMN_ARTICLE_NUMBER] = facts.article_number,
                                                  [COLUMN_SERIAL_NUMBER] = facts.serial_number,
                                                  [COLUMN_FIRMWARE] = facts.firmware,
                                                  [COLUMN_SOFTWARE] = facts.software,
                                                  [COLUMN_HARDWARE] = facts.hardware,
                                                  [COLUMN_LOCATION] = facts.location,
                                                  [COLUMN_NAME] = facts.name,
                                                  [COLUMN_INVENTORY_NUMBER] =
                                                      facts.inventory_number,
                                                  [COLUMN_CPE] = facts.cpe,
                                                  [COLUMN_PURL] = facts.purl,
                                                  [COLUMN_CHECKSUM] = facts.checksum};
    for (unsigned language = 0; language < LANGUAGE_COUNT; language++) {
        struct arena arena = {0};
        struct inventory inventory;
        struct inventory_query query = {0};
        struct inventory_table table;
        struct inventory_row row;
        struct buf out = {0};
        struct fail why;
        str fields[CSV_FIELDS_MAX];
        size_t count;
        inventory_make(&arena, &facts, 1, NULL, &inventory);
        inventory_list_write_csv(&inventory, &query, (enum language)language, &out);
        assert_int_equal(inventory_table_read(&arena, buf_str(&out), &table, &why), ERR_OK);
        assert_int_equal(table.guess.known, INVENTORY_COLUMN_COUNT);
        assert_int_equal(csv_next(&table.csv, &arena, fields, &count, &why), ERR_OK);
        inventory_row_read(&table.guess, fields, count, &row);
        for (size_t i = 0; i < INVENTORY_COLUMN_COUNT; i++)
            if (!str_equal(row.texts[i], expected[i]))
                fail_msg("%zu: %.*s", i, STR_ARG(row.texts[i]));
        buf_release(&out);
        arena_release(&arena);
    }
}

int inventory_list_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_filtered_and_sorted_by_name),
        cmocka_unit_test(pages_follow_each_other),
        cmocka_unit_test(a_written_table_can_be_imported),
    };
    return cmocka_run_group_tests_name("inventory_list", tests, NULL, NULL);
}
