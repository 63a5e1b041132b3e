/* SPDX-License-Identifier: Apache-2.0 */
/* lexical_test.c - texts that the patterns of the official schema take and do not take. */
#include "codec/lexical.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static bool id_short_30(str text)
{
    return lexical_is_id_short(text, false);
}

static bool id_short_31(str text)
{
    return lexical_is_id_short(text, true);
}

struct row {
    bool (*check)(str text);
    const char *text;
    bool expected;
};

static const struct row rows[] = {
    {lexical_is_language_tag, "de", true},
    {lexical_is_language_tag, "de-CH-1901", true},
    {lexical_is_language_tag, "zh-cmn-Hans-CN", true},
    {lexical_is_language_tag, "zh-abc-def-ghi", true},
    {lexical_is_language_tag, "zh-abc-def-ghi-jkl", false},
    {lexical_is_language_tag, "abcd", true},
    {lexical_is_language_tag, "abcd-efg", false},
    {lexical_is_language_tag, "abcdefgh", true},
    {lexical_is_language_tag, "abcdefghi", false},
    {lexical_is_language_tag, "sl-rozaj-biske-1994", true},
    {lexical_is_language_tag, "en-a-bb-ccc-b-dd-x-e", true},
    {lexical_is_language_tag, "en-a", false},
    {lexical_is_language_tag, "en-a-b", false},
    {lexical_is_language_tag, "en-x", false},
    {lexical_is_language_tag, "en-x-a", true},
    {lexical_is_language_tag, "X-whatever", true},
    {lexical_is_language_tag, "x-123456789", false},
    {lexical_is_language_tag, "i-klingon", true},
    {lexical_is_language_tag, "I-KLINGON", false},
    {lexical_is_language_tag, "en-GB-oed", true},
    {lexical_is_language_tag, "a", false},
    {lexical_is_language_tag, "", false},
    {lexical_is_language_tag, "-", false},
    {lexical_is_language_tag, "de-", false},
    {lexical_is_language_tag, "de--AT", false},
    {lexical_is_language_tag, "-de", false},
    {lexical_is_language_tag, "de_AT", false},
    {lexical_is_language_tag, "d\xC3\xA4", false},
    {lexical_is_language_tag, "de-419-1abc", true},
    {lexical_is_language_tag, "de-41", false},
    {lexical_is_content_type, "text/plain", true},
    {lexical_is_content_type, "application/vnd.a.b+xml", true},
    {lexical_is_content_type, "text/plain; charset=utf-8", true},
    {lexical_is_content_type, "text/plain\t ;\tcharset=\"utf-8\";a=b", true},
    {lexical_is_content_type, "a/b;c=\"d\\\"e\"", true},
    {lexical_is_content_type, "a/b;c=\"\"", true},
    {lexical_is_content_type, "a/b;c=\"\xC3\xBC\xC2\x80\"", true},
    {lexical_is_content_type, "a/b;c=\"\xC4\x80\"", false},
    {lexical_is_content_type, "a/b;c=\"d", false},
    {lexical_is_content_type, "a/b;c=\"d\\", false},
    {lexical_is_content_type, "a/b;c=\"\n\"", false},
    {lexical_is_content_type, "a/b;c=", false},
    {lexical_is_content_type, "a/b;", false},
    {lexical_is_content_type, "a/b ", false},
    {lexical_is_content_type, "a/b;c =d", false},
    {lexical_is_content_type, "a", false},
    {lexical_is_content_type, "a/", false},
    {lexical_is_content_type, "/b", false},
    {lexical_is_content_type, "a/b/c", false},
    {lexical_is_content_type, "", false},
    {lexical_is_path, "", true},
    {lexical_is_path, "/aasx/files/a.pdf", true},
    {lexical_is_path, "a.pdf", true},
    {lexical_is_path, "file:///a.pdf", true},
    {lexical_is_path, "http://user:pw@e.org:80/a;b?c=d#e", true},
    {lexical_is_path, "a%20b.pdf", true},
    {lexical_is_path, "#f", true},
    {lexical_is_path, "a:?", true},
    {lexical_is_path, "a b.pdf", false},
    {lexical_is_path, "\xC3\xBC.pdf", false},
    {lexical_is_path, "?q", false},
    {lexical_is_path, "a:", false},
    {lexical_is_path, "://e.org", false},
    {lexical_is_path, "1:a", false},
    {lexical_is_path, "a%2", false},
    {lexical_is_path, "http://[::1]/", false},
    {lexical_is_path, "a#b#c", false},
    {lexical_is_path, "C:\\a.pdf", false},
    {lexical_is_any_uri, "http://[::1]:8080/a", true},
    {lexical_is_any_uri, "http://u@[1:2::3.4.5.6]", true},
    {lexical_is_any_uri, "http://[::1", false},
    {lexical_is_any_uri, "http://[::1]x", false},
    {lexical_is_any_uri, "http://[]", false},
    {lexical_is_any_uri, "http://e.org/\xC3\xBC?\xEE\x80\x80", true},
    {lexical_is_any_uri, "http://e.org/\xEE\x80\x80", false},
    {lexical_is_any_uri, "a\xC2\x9F", false},
    {lexical_is_any_uri, "a\xEF\xBF\xBE", false},
    {lexical_is_version, "0", true},
    {lexical_is_version, "9999", true},
    {lexical_is_version, "10000", false},
    {lexical_is_version, "01", false},
    {lexical_is_version, "", false},
    {lexical_is_version, "1.0", false},
    {id_short_30, "a", true},
    {id_short_30, "Ab_1", true},
    {id_short_30, "a-b", false},
    {id_short_30, "_a", false},
    {id_short_30, "1a", false},
    {id_short_30, "", false},
    {id_short_31, "a", false},
    {id_short_31, "ab", true},
    {id_short_31, "a-b", true},
    {id_short_31, "a_", true},
    {id_short_31, "a-", false},
    {id_short_31, "-a", false},
    {id_short_31, "a b", false},
    {id_short_31, "\xC3\xA4\x62", false},
};

static void rows_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t n = strlen(rows[i].text);
        char *exact = malloc(n + !n); /* so that reading past the end is seen */
        memcpy(exact, rows[i].text, n);
        if (rows[i].check(str_of(exact, n)) != rows[i].expected)
            fail_msg("row %zu: \"%s\"", i, rows[i].text);
        free(exact);
    }
}

int lexical_test(void);
int lexical_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(rows_hold)};
    return cmocka_run_group_tests_name("lexical", tests, NULL, NULL);
}
