/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_test.c - what is read of an advisory: relationships, names without branches, digests;
 * the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "plan/security/advisory/advisory.h"

/* clang-format off */
#define HEAD "{\"document\":{\"publisher\":{\"name\":\"P\"},\"tracking\":{\"id\":\"E\"%s}},"
/* clang-format on */

static err_t read_text(struct arena *arena, const struct buf *text, struct advisory *ret_advisory)
{
    struct fail why;
    return advisory_read(arena, buf_str(text), ret_advisory, &why);
}

/* Reads a document of which `head` stands in its tracking and `rest` behind its first member. */
static void read_document(struct arena *arena, const char *head, str rest,
                          struct advisory *ret_advisory)
{
    struct buf text = {0};
    buf_printf(&text, HEAD, head);
    buf_add(&text, rest);
    assert_int_equal(read_text(arena, &text, ret_advisory), ERR_OK);
    buf_release(&text);
}

static void relationships_are_read(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct advisory advisory;
    read_document(
        &arena, "",
        STR("\"product_tree\":{\"branches\":[{\"category\":\"vendor\",\"name\":\"M\","
            "\"branches\":[{\"category\":\"product_name\",\"name\":\"Device\",\"product\":{"
            "\"product_id\":\"d\",\"name\":\"D\",\"product_identification_helper\":{\"skus\":["
            "\"D-1\"],\"x_generic_uris\":[{\"namespace\":\"n\",\"uri\":\"https://d\"}]}}},"
            "{\"category\":\"product_name\",\"name\":\"Firmware\",\"branches\":[{\"category\":"
            "\"product_version\",\"name\":\"1.0\",\"product\":{\"product_id\":\"f\",\"name\":"
            "\"F\"}}]}]}],\"full_product_names\":[{\"product_id\":\"n\",\"name\":\"Alone 1.0\"}],"
            "\"relationships\":[{\"category\":\"installed_on\",\"product_reference\":\"f\","
            "\"relates_to_product_reference\":\"d\",\"full_product_name\":{\"product_id\":"
            "\"fd\",\"name\":\"F on D\"}}]},\"vulnerabilities\":[{\"ids\":[{\"system_name\":"
            "\"s\",\"text\":\"BUG-1\"}],\"scores\":[{\"cvss_v2\":{\"baseScore\":7}}],"
            "\"product_status\":{\"last_affected\":[\"fd\"],\"first_fixed\":[\"f\",\"?\"]}}]}"),
        &advisory);
    assert_int_equal(advisory.product_count, 4);
    const struct advisory_product *both = &advisory.products[3], *alone = &advisory.products[2];
    assert_true(str_equal(both->name, STR("Device")) && str_equal(both->version, STR("1.0")) &&
                str_equal(both->maker, STR("M")));
    assert_int_equal(both->id_count, 2);
    assert_int_equal(both->states[0], STATE_AFFECTED);
    assert_int_equal(advisory.products[1].states[0], STATE_FIXED);
    assert_null(advisory.products[0].version.p); /* the product as a whole */
    assert_true(str_equal(alone->version, STR("unspecified")));
    assert_true(str_equal(advisory.vulnerabilities[0].cve, STR("BUG-1")));
    assert_int_equal(advisory.score, 70);
    assert_true(str_equal(advisory.severity, STR("HIGH")));
    arena_release(&arena);
}

static void names_below_names_are_joined(void **state)
{
    (void)state;
    static const char *const expected[] = {"Drive Memory", "Drive 880", "Drive"};
    struct arena arena = {0};
    struct advisory advisory;
    read_document(&arena, "",
                  STR("\"product_tree\":{\"branches\":[{\"category\":\"product_name\",\"name\":"
                      "\"Drive\",\"branches\":[{\"category\":\"product_name\",\"name\":\"Memory\","
                      "\"product\":{\"product_id\":\"a\",\"name\":\"A\"}},{\"category\":"
                      "\"product_name\",\"name\":\"Drive 880\",\"product\":{\"product_id\":\"b\","
                      "\"name\":\"B\"}},{\"category\":\"product_version\",\"name\":\"1\","
                      "\"product\":{\"product_id\":\"c\",\"name\":\"C\"}}]}]}}"),
                  &advisory);
    assert_int_equal(advisory.product_count, COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        assert_true(str_equal(advisory.products[i].name, str_from(expected[i])));
    arena_release(&arena);
}

static bool names(const struct advisory *advisory, size_t remedy, const char *products)
{
    for (size_t i = 0; i < advisory->product_count; i++)
        if (advisory_remedy_is_for(&advisory->remedies[remedy], i) != (products[i] == '1'))
            return false;
    return true;
}

static void remedies_are_read(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct advisory advisory;
    read_document(
        &arena, "",
        STR("\"product_tree\":{\"full_product_names\":[{\"product_id\":\"a\",\"name\":\"A\"},{"
            "\"product_id\":\"b\",\"name\":\"B\"},{\"product_id\":\"c\",\"name\":\"C\"}],"
            "\"product_groups\":[{\"group_id\":\"g\",\"product_ids\":[\"b\",\"c\"]}]},"
            "\"vulnerabilities\":[{\"cve\":\"CVE-1\",\"title\":\"T\",\"scores\":[{\"cvss_v3\":{"
            "\"baseScore\":5.5,\"vectorString\":\"low\"}},{\"cvss_v3\":{\"baseScore\":9.1,"
            "\"vectorString\":\"high\"}}],\"remediations\":[{\"category\":\"mitigation\","
            "\"details\":\"close the port\",\"product_ids\":[\"a\",\"?\"]},{\"category\":"
            "\"vendor_fix\",\"details\":\"update\",\"url\":\"https://u\",\"group_ids\":[\"g\"]},"
            "{\"category\":\"magic\",\"details\":\"x\"}]},{\"remediations\":[{\"category\":"
            "\"mitigation\",\"details\":\"close the port\",\"product_ids\":[\"c\"]}]}]}"),
        &advisory);
    assert_int_equal(advisory.remedy_count, 2);
    assert_int_equal(advisory.remedies[0].category, REMEDY_FIX);
    assert_true(str_equal(advisory.remedies[0].url, STR("https://u")));
    assert_true(names(&advisory, 0, "011"));
    assert_int_equal(advisory.remedies[1].category, REMEDY_MITIGATION);
    assert_true(str_equal(advisory.remedies[1].text, STR("close the port")));
    assert_true(names(&advisory, 1, "101")); /* of both vulnerabilities */
    assert_true(!advisory.products[0].has_fix && advisory.products[2].has_fix);
    assert_true(str_equal(advisory.vulnerabilities[0].title, STR("T")));
    assert_int_equal(advisory.vulnerabilities[0].score, 91);
    assert_true(str_equal(advisory.vulnerabilities[0].vector, STR("high")));
    arena_release(&arena);
}

static void make_many(struct buf *text, int products, int vulnerabilities, int depth)
{
    buf_reset(text);
    buf_printf(text, HEAD, "");
    buf_add(text, STR("\"product_tree\":{\"full_product_names\":["));
    for (int i = 0; i < products; i++)
        buf_printf(text, "%s{\"product_id\":\"%d\",\"name\":\"n\"}", i ? "," : "", i);
    buf_add(text, STR("]"));
    for (int i = 0; i < depth; i++)
        buf_printf(text, "%s\"branches\":[{\"category\":\"product_family\",\"name\":\"f\"%s", ",",
                   i + 1 == depth ? ",\"product\":{\"product_id\":\"deep\",\"name\":\"n\"}" : "");
    for (int i = 0; i < depth; i++)
        buf_add(text, STR("}]"));
    buf_add(text, STR("},\"vulnerabilities\":["));
    for (int i = 0; i < vulnerabilities; i++)
        buf_printf(text, "%s{}", i ? "," : "");
    buf_add(text, STR("]}"));
}

static void limits_are_kept(void **state)
{
    (void)state;
    static const struct {
        int products, vulnerabilities;
        err_t result;
    } cases[] = {
        {ADVISORY_PRODUCTS_MAX, 1, ERR_OK},
        {ADVISORY_PRODUCTS_MAX + 1, 1, ERR_TOO_LARGE},
        {1, ADVISORY_VULNERABILITIES_MAX, ERR_OK},
        {1, ADVISORY_VULNERABILITIES_MAX + 1, ERR_TOO_LARGE},
        {ADVISORY_PAIRS_MAX / 512, 512, ERR_OK}, /* both together */
        {ADVISORY_PAIRS_MAX / 512 + 1, 512, ERR_TOO_LARGE},
    };
    struct buf text = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena = {0};
        struct advisory advisory;
        make_many(&text, cases[i].products, cases[i].vulnerabilities, 0);
        assert_int_equal(read_text(&arena, &text, &advisory), cases[i].result);
        arena_release(&arena);
    }
    for (int past = 0; past < 2; past++) {
        struct arena arena = {0};
        struct advisory advisory;
        make_many(&text, 0, 0, ADVISORY_BRANCH_DEPTH_MAX + past);
        assert_int_equal(read_text(&arena, &text, &advisory), ERR_OK);
        assert_int_equal(advisory.product_count, 1 - past);
        arena_release(&arena);
    }
    buf_release(&text);
}

static void so_many_remedies_are_read(void **state)
{
    (void)state;
    for (size_t past = 0; past < 2; past++) {
        struct arena arena = {0};
        struct advisory advisory;
        struct buf text = {0};
        buf_printf(&text, HEAD "\"vulnerabilities\":[{\"remediations\":[", "");
        for (size_t i = 0; i < ADVISORY_REMEDIES_MAX + past; i++)
            buf_printf(&text, "%s{\"category\":\"workaround\",\"details\":\"%zu\"}", i ? "," : "",
                       i);
        buf_add(&text, STR("]}]}"));
        assert_int_equal(read_text(&arena, &text, &advisory), ERR_OK);
        assert_int_equal(advisory.remedy_count, ADVISORY_REMEDIES_MAX);
        buf_release(&text);
        arena_release(&arena);
    }
}

static void only_what_one_acts_on_is_in_the_digest(void **state)
{
    (void)state;
    static const struct {
        const char *head, *rest;
        bool same;
    } cases[] = {
        {"", "\"vulnerabilities\":[{\"cve\":\"C\",\"remediations\":[{\"details\":\"a\"}]}]}", true},
        {",\"version\":\"2\"",
         "\"vulnerabilities\" : [ {\"notes\":[],\"cve\":\"C\", \"remediations\":[{\"details\":"
         "\"a\"}]} ]}",
         true},
        {"", "\"vulnerabilities\":[{\"cve\":\"C\",\"remediations\":[{\"details\":\"a \"}]}]}",
         false},
        {"", "\"vulnerabilities\":[{\"cve\":\"D\",\"remediations\":[{\"details\":\"a\"}]}]}",
         false},
    };
    char first[SHA256_HEX_BYTES];
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena = {0};
        struct advisory advisory;
        read_document(&arena, cases[i].head, str_from(cases[i].rest), &advisory);
        if (i == 0)
            memcpy(first, advisory.digest, sizeof first);
        assert_int_equal(memcmp(first, advisory.digest, sizeof first) == 0, cases[i].same);
        arena_release(&arena);
    }
}

static void what_is_none_is_told(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct advisory advisory;
    struct fail why;
    assert_int_equal(advisory_read(&arena, STR("{"), &advisory, &why), ERR_SYNTAX);
    assert_int_equal(advisory_read(&arena, STR("{}"), &advisory, &why), ERR_INVALID);
    assert_int_equal(advisory_read(&arena, STR("7"), &advisory, &why), ERR_INVALID);
    arena_release(&arena);
}

int advisory_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relationships_are_read),
        cmocka_unit_test(names_below_names_are_joined),
        cmocka_unit_test(remedies_are_read),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(so_many_remedies_are_read),
        cmocka_unit_test(only_what_one_acts_on_is_in_the_digest),
        cmocka_unit_test(what_is_none_is_told),
    };
    return cmocka_run_group_tests_name("advisory", tests, NULL, NULL);
}
