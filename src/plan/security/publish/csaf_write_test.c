/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_write_test.c - the document of a form, member by member; places in it and in the form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/csaf/csaf_check.h"
#include "plan/security/publish/csaf_write.h"

#define HEAD                                                                                       \
    "{\"tracking_id\":\"A 1\",\"title\":\"T\",\"summary\":\"S\",\"language\":\"en\",\"tlp\":"      \
    "\"WHITE\",\"products\":["
#define TAIL(states)                                                                               \
    "],\"vulnerabilities\":[{\"title\":\"V\",\"text\":\"X\",\"states\":{" states "}}]}"

/* A form that is published, and what its product tree is: branches above each other as A>B>C=id. */
static const struct {
    const char *form, *tree;
} trees[] = {
    {HEAD "{\"key\":\"p\",\"name\":\"N\"}" TAIL("\"p\":\"fixed\""), "Own>N>vers:all/*=p "},
    {HEAD
     "{\"key\":\"p\",\"name\":\"N\",\"maker\":\"M\",\"versions\":\"1.0\"}" TAIL("\"p\":\"fixed\""),
     "M>N>1.0=p "},
    {HEAD
     "{\"key\":\"p\",\"name\":\"N\",\"family\":\"F\",\"versions\":\"1\"},"
     "{\"key\":\"q\",\"name\":\"N\",\"versions\":\"1\"},"
     "{\"key\":\"r\",\"name\":\"O\",\"family\":\"F\",\"versions\":\"1\"},"
     "{\"key\":\"s\",\"name\":\"N\",\"family\":\"F\",\"versions\":\"2\"},"
     "{\"key\":\"t\",\"name\":\"N\",\"maker\":\"M\",\"versions\":\"1\"}" TAIL("\"p\":\"fixed\""),
     "Own>F>N>1=p Own>F>N>2=s Own>F>O>1=r Own>N>1=q M>N>1=t "},
};

static const struct own_provider provider = {.name = STR("Own"),
                                             .namespace = STR("https://own.example"),
                                             .category = STR("vendor"),
                                             .contact_details = STR("c"),
                                             .public_url = STR("https://own.example/")};

static str document_of(struct arena *arena, const char *form)
{
    struct own_revision revisions[] = {
        {.number = STR("1.0.0"), .date = STR("2025-12-31T23:59:59.000Z"), .summary = STR("first")},
        {.number = STR("1.0.1"), .date = STR("2026-01-01T00:00:00.000Z"), .summary = STR("next")}};
    struct findings findings = {.arena = arena};
    struct own_advisory advisory = {0};
    struct json json;
    struct fail why;
    struct buf out = {0};
    assert_int_equal(json_read(str_from(form), &json, &why), ERR_OK);
    form_read_json(&own_advisory_form, &json, 0, STR("$"), &advisory, &findings);
    json_release(&json);
    own_advisory_check(&advisory, &findings);
    assert_int_equal(findings.error_count, 0);
    advisory.revisions = (struct form_list){.items = revisions, .count = COUNT_OF(revisions)};
    csaf_write(&advisory, &provider, arena, &out);
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    csaf_check(text, &findings);
    assert_int_equal(findings.error_count, 0);
    return text;
}

static void list_branches(const struct json *json, struct arena *arena, uint32_t object, str above,
                          struct buf *out)
{
    uint32_t end, item = json_items(json, object, STR("branches"), &end);
    for (; item < end; item = json_next(json, item)) {
        str here = arena_printf(arena, "%.*s%s%.*s", STR_ARG(above), above.n ? ">" : "",
                                STR_ARG(json_member_text(json, item, STR("name"), arena)));
        uint32_t product = json_member(json, item, STR("product"));
        if (product)
            buf_printf(out, "%.*s=%.*s ", STR_ARG(here),
                       STR_ARG(json_member_text(json, product, STR("product_id"), arena)));
        list_branches(json, arena, item, here, out);
    }
}

static void product_trees(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(trees); i++) {
        struct json json;
        struct fail why;
        struct buf out = {0};
        assert_int_equal(json_read(document_of(&arena, trees[i].form), &json, &why), ERR_OK);
        list_branches(&json, &arena, json_member(&json, 0, STR("product_tree")), STR(""), &out);
        assert_true(str_equal(buf_str(&out), str_from(trees[i].tree)));
        buf_release(&out);
        json_release(&json);
    }
    arena_release(&arena);
}

static void the_first_release_gives_the_year(void **state)
{
    struct arena arena = {0};
    (void)state;
    str text = document_of(&arena, trees[0].form);
    assert_true(str_find(text, STR("\"url\":\"https://own.example/.well-known/csaf/white/2025/"
                                   "a_1.json\"")) < text.n);
    assert_true(str_find(text, STR("\"initial_release_date\":\"2025-12-31T23:59:59.000Z\"")) <
                text.n);
    assert_true(str_find(text, STR("\"current_release_date\":\"2026-01-01T00:00:00.000Z\"")) <
                text.n);
    assert_true(str_find(text, STR("\"version\":\"1.0.1\"")) < text.n);
    arena_release(&arena);
}

static void places(void **state)
{
    static const char *const rows[][2] = {
        {"$.document.tracking.id", "$.tracking_id"},
        {"$.document.tracking.revision_history[1].summary", "$.changes"},
        {"$.document.title", "$.title"},
        {"$.document.publisher.namespace", "provider"},
        {"$.product_tree.branches[0].name", "$.products"},
        {"$.vulnerabilities[3].scores[0].cvss_v3", "$.vulnerabilities[3].vector"},
        {"$.vulnerabilities[12].remediations[1].url", "$.vulnerabilities[12].remedies"},
        {"$.vulnerabilities[0]", "$.vulnerabilities[0]"},
        {"$.vulnerabilities", "$"},
        {"$", "$"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_true(str_equal(csaf_form_path(&arena, str_from(rows[i][0])), str_from(rows[i][1])));
    arena_release(&arena);
}

int csaf_write_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(product_trees),
        cmocka_unit_test(the_first_release_gives_the_year),
        cmocka_unit_test(places),
    };
    return cmocka_run_group_tests_name("csaf_write", tests, NULL, NULL);
}
