/* SPDX-License-Identifier: Apache-2.0 */
/* form_test.c - a form with every kind of member: JSON in, JSON out, by way of a record; what is
 * wrong is told at its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/publish/form.h"

struct part {
    str name;
};

struct sample {
    str title, told, file, asset;
    struct form_list words, pairs, parts;
};

static const struct form_field part_fields[] = {
    {"name", "PartName", NULL, FORM_TEXT, offsetof(struct part, name), 0, NULL, false}};
static const struct form part_form = {sizeof(struct part), part_fields, COUNT_OF(part_fields)};
static const struct form_field sample_fields[] = {
    {"title", "Title", NULL, FORM_TEXT, offsetof(struct sample, title), 0, NULL, false},
    {"told", "Told", NULL, FORM_TEXT, offsetof(struct sample, told), 0, NULL, true},
    {NULL, "File", "text/plain", FORM_FILE, offsetof(struct sample, file), 0, NULL, false},
    {"asset", "Asset", NULL, FORM_REFERENCE, offsetof(struct sample, asset), 0, NULL, false},
    {"words", "Words", "Word", FORM_TEXTS, offsetof(struct sample, words), 2, NULL, false},
    {"pairs", "Pairs", "Pair", FORM_PAIRS, offsetof(struct sample, pairs), 2, NULL, false},
    {"parts", "Parts", "Part", FORM_ITEMS, offsetof(struct sample, parts), 2, &part_form, false},
    {"more", NULL, NULL, FORM_NOTHING, 0, 0, NULL, true},
};
static const struct form sample_form = {sizeof(struct sample), sample_fields,
                                        COUNT_OF(sample_fields)};

static void read(struct arena *arena, const char *text, struct sample *to,
                 struct findings *findings)
{
    struct json json;
    struct fail why;
    *to = (struct sample){0};
    *findings = (struct findings){.arena = arena};
    assert_int_equal(json_read(str_from(text), &json, &why), ERR_OK);
    form_read_json(&sample_form, &json, 0, STR("$"), to, findings);
    json_release(&json);
}

static void forms_are_kept(void **state)
{
    /* What is sent, and what is told of it afterwards. */
    static const char *const rows[][2] = {
        {"{}", ""},
        {"{\"title\":null,\"words\":null,\"pairs\":{},\"parts\":[]}", ""},
        {"{\"title\":\"a \\\"b\\\"\",\"told\":7,\"more\":[1]}", "\"title\":\"a \\\"b\\\"\""},
        {"{\"asset\":\"urn:x\",\"words\":[\"a\",\"\"]}",
         "\"asset\":\"urn:x\",\"words\":[\"a\",\"\"]"},
        {"{\"pairs\":{\"p\":\"q\",\"r\":\"\"}}", "\"pairs\":{\"p\":\"q\",\"r\":\"\"}"},
        {"{\"parts\":[{\"name\":\"x\"},{}]}", "\"parts\":[{\"name\":\"x\"},{}]"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sample sample, again = {0};
        struct findings findings;
        struct record_writer writer;
        struct store_change change;
        struct json json;
        struct fail why;
        struct buf text = {0}, out = {0};
        read(&arena, rows[i][0], &sample, &findings);
        assert_int_equal(findings.count, 0);
        sample.file = STR("/aasx/files/a.txt"); /* not for JSON */
        record_begin(&writer, "Sample", STR("urn:s"), &text);
        form_write_record(&sample_form, &sample, &writer);
        record_end(&writer);
        assert_int_equal(record_change(&arena, buf_str(&text), &change, &why), ERR_OK);
        assert_int_equal(json_read(change.body, &json, &why), ERR_OK);
        form_read_record(&sample_form, &json, record_elements(&json, 0), &arena, &again);
        json_release(&json);
        assert_true(str_equal(again.file, sample.file));
        form_write_json(&sample_form, &again, false, &out);
        assert_true(str_equal(buf_str(&out), str_from(rows[i][1])));
        buf_release(&text);
        buf_release(&out);
    }
    arena_release(&arena);
}

static void what_is_wrong_is_told(void **state)
{
    static const struct {
        const char *text, *rule, *path;
    } rows[] = {
        {"[]", "form-type", "$"},
        {"{\"x\":1}", "form-member", "$.x"},
        {"{\"file\":\"x\"}", "form-member", "$.file"},
        {"{\"title\":1}", "form-type", "$.title"},
        {"{\"words\":[],\"words\":[]}", "form-twice", "$.words"},
        {"{\"title\":\"\\u0001\"}", "form-characters", "$.title"},
        {"{\"words\":\"x\"}", "form-type", "$.words"},
        {"{\"words\":[\"a\",1]}", "form-type", "$.words[1]"},
        {"{\"words\":[\"a\",\"b\",\"c\"]}", "form-length", "$.words"},
        {"{\"pairs\":[]}", "form-type", "$.pairs"},
        {"{\"pairs\":{\"p\":{}}}", "form-type", "$.pairs.p"},
        {"{\"parts\":[7]}", "form-type", "$.parts[0]"},
        {"{\"parts\":[{},{\"y\":1}]}", "form-member", "$.parts[1].y"},
        {"{\"parts\":[{},{},{}]}", "form-length", "$.parts"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct sample sample;
        struct findings findings;
        read(&arena, rows[i].text, &sample, &findings);
        assert_int_equal(findings.error_count, 1);
        assert_string_equal(findings.items[0].texts->name.p, rows[i].rule);
        assert_string_equal(findings.items[0].path.p, rows[i].path);
    }
    arena_release(&arena);
}

static void texts_have_a_limit(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        struct buf text = {0};
        struct sample sample;
        struct findings findings;
        buf_add(&text, STR("{\"title\":\""));
        for (size_t i = 0; i < FORM_TEXT_BYTES_MAX + over; i++)
            buf_add_char(&text, 'x');
        buf_add(&text, STR("\"}"));
        read(&arena, arena_dup(&arena, buf_str(&text)).p, &sample, &findings);
        assert_int_equal(findings.error_count, over);
        assert_int_equal(sample.title.n, over ? 0 : FORM_TEXT_BYTES_MAX);
        buf_release(&text);
    }
    arena_release(&arena);
}

static void three_findings_only_warn(void **state)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    (void)state;
    for (unsigned rule = 0; rule < PUBLISH_RULE_COUNT; rule++)
        form_report(&findings, (enum publish_rule)rule, STR("$"), STR("a"), STR("b"));
    assert_int_equal(findings.warning_count, 3);
    assert_int_equal(findings.error_count, PUBLISH_RULE_COUNT - 3);
    arena_release(&arena);
}

int form_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_kept),
        cmocka_unit_test(what_is_wrong_is_told),
        cmocka_unit_test(texts_have_a_limit),
        cmocka_unit_test(three_findings_only_warn),
    };
    return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
