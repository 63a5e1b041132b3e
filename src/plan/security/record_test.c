/* SPDX-License-Identifier: Apache-2.0 */
/* record_test.c - records written and read back; what breaks a rule is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/record.h"

static void write_all(struct buf *text)
{
    const str texts[] = {STR("a"), STR("\"b\"")};
    struct record_writer writer;
    record_begin(&writer, "Sample", STR("urn:x"), text);
    record_property(&writer, "Name", "xs:string", STR("a \"name\""));
    record_property(&writer, "Nothing", "xs:string", (str){0});
    record_date(&writer, "When", STR("2026-11-26T10:00:00Z"));
    record_date(&writer, "Never", STR("tomorrow"));
    record_number(&writer, "Count", "xs:int", -7);
    record_flag(&writer, "Flag", true);
    record_texts(&writer, "Texts", "Text", texts, 2);
    record_texts(&writer, "NoTexts", "Text", texts, 0);
    record_reference(&writer, "Asset", DOCUMENT_SHELL, STR("urn:shell"));
    record_list_begin(&writer, "Parts");
    for (int i = 0; i < 2; i++) {
        record_item_begin(&writer, "Part");
        record_number(&writer, "Number", "xs:int", i);
        record_item_end(&writer);
    }
    record_list_end(&writer);
    record_file(&writer, "Document", STR("text/plain"), STR("/aasx/files/a.txt"));
    record_end(&writer);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    struct store_change change;
    struct json json;
    struct fail why;
    write_all(&text);
    assert_int_equal(record_change(&arena, buf_str(&text), &change, &why), ERR_OK);
    assert_true(str_equal(change.id, STR("urn:x")));
    assert_int_equal(json_read(change.body, &json, &why), ERR_OK);
    uint32_t elements = record_elements(&json, 0);
    assert_true(str_equal(record_text(&json, elements, "Name", &arena), STR("a \"name\"")));
    assert_int_equal(record_find(&json, elements, "Nothing"), 0);
    assert_int_equal(record_find(&json, elements, "Never"), 0);
    assert_int_equal(record_find(&json, elements, "NoTexts"), 0);
    assert_int_equal(record_integer(&json, elements, "Count", 0), -7);
    assert_int_equal(record_integer(&json, elements, "Name", 5), 5);
    assert_true(record_is_true(&json, elements, "Flag"));
    assert_false(record_is_true(&json, elements, "Nothing"));
    assert_true(str_equal(record_referred(&json, elements, "Asset", &arena), STR("urn:shell")));
    const str *texts;
    size_t count, parts = 0;
    record_read_texts(&json, elements, "Texts", &arena, &texts, &count);
    assert_int_equal(count, 2);
    assert_true(str_equal(texts[1], STR("\"b\"")));
    for (RECORD_EACH(&json, record_find(&json, elements, "Parts"), part)) {
        uint32_t inside = record_elements(&json, part);
        assert_int_equal(record_integer(&json, inside, "Number", -1), parts++);
    }
    assert_int_equal(parts, 2);
    for (RECORD_EACH(&json, record_find(&json, elements, "None"), none))
        fail();
    json_release(&json);
    buf_release(&text);
    arena_release(&arena);
}

static void what_breaks_a_rule_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    struct store_change change;
    struct fail why;
    struct record_writer writer;
    record_begin(&writer, "Sample", STR("urn:x"), &text);
    record_property(&writer, "Count", "xs:int", STR("many"));
    record_end(&writer);
    assert_int_equal(record_change(&arena, buf_str(&text), &change, &why), ERR_INVALID);
    assert_true(strcmp(why.where, "$.submodelElements[0].value") == 0);
    assert_int_equal(record_change(&arena, STR("{"), &change, &why), ERR_INVALID);
    buf_release(&text);
    arena_release(&arena);
}

int record_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(what_breaks_a_rule_is_refused),
    };
    return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
