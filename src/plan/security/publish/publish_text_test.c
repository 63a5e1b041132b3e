/* SPDX-License-Identifier: Apache-2.0 */
/* publish_text_test.c - rows of small texts. Expected file names follow the standard's expression
 * [^+\-a-z0-9]+ (CSAF 2.0, 5.1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/publish/publish_text.h"

static void file_names(void **state)
{
    static const char *const rows[][2] = {
        {"AHR-2026-001", "ahr-2026-001.json"},
        {"Example Company - 2019-YH3234", "example_company_-_2019-yh3234.json"},
        {"RHBA-2019:0024", "rhba-2019_0024.json"},
        {"2022 #01-A+b", "2022_01-a+b.json"},
        {"a__b/../c", "a_b_c.json"},
        {"Größe 1", "gr_e_1.json"},
        {"..", "_.json"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(publish_file_name(&arena, str_from(rows[i][0])).p, rows[i][1]);
    arena_release(&arena);
}

static void words(void **state)
{
    (void)state;
    assert_true(publish_is_word(STR("WHITE"), STR("WHITE, GREEN")));
    assert_true(publish_is_word(STR("GREEN"), STR("WHITE, GREEN")));
    assert_false(publish_is_word(STR("GREE"), STR("WHITE, GREEN")));
    assert_false(publish_is_word(STR("WHITE, GREEN"), STR("WHITE, GREEN")));
    assert_false(publish_is_word(STR(""), STR("WHITE, GREEN")));
}

static void addresses(void **state)
{
    static const struct {
        const char *text;
        bool web, public;
    } rows[] = {
        {"https://a.example", true, true},
        {"https://a.example/b", true, true},
        {"http://a.example", true, false},
        {"http://127.0.0.1", true, true},
        {"http://127.0.0.1:8080", true, true},
        {"http://127.0.0.1/x", true, true},
        {"http://127.0.0.12", true, false},
        {"http://127.0.0.1.example", true, false},
        {"https://a.example/?q", true, false},
        {"https://a.example/#f", true, false},
        {"https://", false, false},
        {"https:///x", false, false},
        {"ftp://a.example", false, false},
        {"https://a b", false, false},
        {"", false, false},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        assert_int_equal(publish_is_web_url(str_from(rows[i].text)), rows[i].web);
        assert_int_equal(publish_is_public_url(str_from(rows[i].text)), rows[i].public);
    }
}

static void weaknesses(void **state)
{
    (void)state;
    assert_string_equal(publish_cwe_name(STR("CWE-306")).p,
                        "Missing Authentication for Critical Function");
    const str wrong[] = {STR("CWE-0306"), STR("CWE-999999"), STR("306"), STR("CWE-"), STR("")};
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_null(publish_cwe_name(wrong[i]).p);
}

static void ranges(void **state)
{
    static const struct {
        const char *text;
        bool range;
        const char *written;
    } rows[] = {
        {"2.4.1", false, NULL},
        {"V2.4 SP1", false, NULL},
        {"", false, "vers:all/*"},
        {"< 2.4.1", true, "vers:generic/<2.4.1"},
        {"<=V2.4.1", true, "vers:generic/<=V2.4.1"},
        {">= 2.0, < 2.4.1", true, "vers:generic/>=2.0|<2.4.1"},
        {">2.0 <=2.4.1", true, "vers:generic/>2.0|<=2.4.1"},
        {"< 2.0, >= 3.0", true, "< 2.0, >= 3.0"},
        {"<= 4.2 | <= 5.0", true, "<= 4.2 | <= 5.0"},
        {"< 2.4 SP1", true, "< 2.4 SP1"},
        {"< next", true, "< next"},
        {"<< 2", true, "<< 2"},
        {"<", true, "<"},
        {"all versions", true, "all versions"},
        {"alle", true, "alle"},
        {"2.4 and earlier", true, "2.4 and earlier"},
        {"vers:semver/>=1.0.0", true, "vers:semver/>=1.0.0"},
        {"< 1.0, < 2.0, < 3.0", true, "< 1.0, < 2.0, < 3.0"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str text = str_from(rows[i].text);
        assert_int_equal(publish_is_range(text), rows[i].range);
        if (rows[i].written)
            assert_true(str_equal(publish_range(&arena, text), str_from(rows[i].written)));
    }
    arena_release(&arena);
}

static void mail_addresses(void **state)
{
    static const char *const rows[][2] = {
        {"security@a.example", "security@a.example"},
        {"PSIRT <security@a.example>, 24 h", "security@a.example"},
        {"Write to security@a.example.", "security@a.example"},
        {"call us", ""},
        {"@", ""},
        {"x@", ""},
        {"@x", ""},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_true(str_equal(publish_find_mail(str_from(rows[i][0])), str_from(rows[i][1])));
}

int publish_text_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_names), cmocka_unit_test(words),  cmocka_unit_test(addresses),
        cmocka_unit_test(weaknesses), cmocka_unit_test(ranges), cmocka_unit_test(mail_addresses),
    };
    return cmocka_run_group_tests_name("publish_text", tests, NULL, NULL);
}
