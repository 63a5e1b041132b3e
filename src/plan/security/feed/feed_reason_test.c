/* SPDX-License-Identifier: Apache-2.0 */
/* feed_reason_test.c - every reason in both languages, and what lines do to hostile arguments. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "plan/security/feed/feed_reason.h"

static str told(struct arena *arena, str lines, enum language language)
{
    struct buf out = {0};
    feed_reason_write(lines, language, &out);
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return text;
}

static const char *const names[] = {
#define FEED_REASON(id, name, english, german) [id] = name,
#include "plan/security/feed/feed_reason.def"
#undef FEED_REASON
};

static const char *const sentences[][LANGUAGE_COUNT] = {
#define FEED_REASON(id, name, english, german) [id] = {english, german},
#include "plan/security/feed/feed_reason.def"
#undef FEED_REASON
};

/* What is no sentence any more would be told as it is. */
static void each_reason_is_told_with_its_arguments(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < FEED_REASON_COUNT; i++) {
        str line = feed_reason_line(&arena, (enum feed_reason)i, STR("<first>"), STR("<second>"));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(names[i], names[k]);
        for (int language = 0; language < LANGUAGE_COUNT; language++) {
            str pattern = str_from(sentences[i][language]);
            str text = told(&arena, line, (enum language)language);
            bool has_first = str_find(pattern, STR("{0}")) < pattern.n,
                 has_second = str_find(pattern, STR("{1}")) < pattern.n;
            assert_true(str_ends_with(text, STR(".")));
            assert_int_equal(str_find(text, STR("<first>")) < text.n, has_first);
            assert_int_equal(str_find(text, STR("<second>")) < text.n, has_second);
            assert_true(str_find_char(text, '{') == text.n && str_find_char(text, '\t') == text.n);
        }
        assert_string_not_equal(sentences[i][LANGUAGE_ENGLISH], sentences[i][LANGUAGE_GERMAN]);
    }
    arena_release(&arena);
}

static void a_cause_follows_its_reason(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct fail why = {0};
    assert_int_equal(feed_fail(&why, ERR_IO, FEED_STATUS, STR("https://a/b"), STR("503")), ERR_IO);
    assert_int_equal(feed_fail_by(&why, FEED_NO_PROVIDER, STR("a.example")), ERR_IO);
    str text = told(&arena, str_from(why.text), LANGUAGE_ENGLISH);
    assert_string_equal(text.p, "No provider-metadata.json was found for a.example. "
                                "https://a/b: the server answers 503.");
    text = told(&arena, str_from(why.text), LANGUAGE_GERMAN);
    assert_string_equal(text.p, "Für a.example wurde keine provider-metadata.json gefunden. "
                                "https://a/b: Der Server antwortet mit 503.");
    arena_release(&arena);
}

static void arguments_cannot_make_lines(void **state)
{
    (void)state;
    struct arena arena = {0};
    str line =
        feed_reason_line(&arena, FEED_NOT_THERE, STR("a\tb\nstopped\x01{1}\xFF z"), STR("no"));
    assert_string_equal(told(&arena, line, LANGUAGE_ENGLISH).p, "a b stopped {1} is not there.");
    arena_release(&arena);
}

static void long_arguments_are_cut_between_characters(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t over = 0; over <= 1; over++) {
        struct buf text = {0};
        for (size_t i = 0; i < FEED_ARGUMENT_BYTES_MAX / 2; i++)
            buf_add(&text, STR("ü"));
        for (size_t i = 0; i < over; i++)
            buf_add_char(&text, '!');
        str line = feed_reason_line(&arena, FEED_NOT_THERE, buf_str(&text), STR(""));
        str sentence = told(&arena, line, LANGUAGE_ENGLISH);
        assert_int_equal(str_find(sentence, STR("ü… is")) < sentence.n, over);
        assert_true(sentence.n <= FEED_ARGUMENT_BYTES_MAX + strlen(" is not there."));
        assert_int_equal(utf8_find_invalid(sentence), sentence.n);
        buf_release(&text);
    }
    arena_release(&arena);
}

static void a_document_that_is_not_fetched_has_a_finding(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct fail why = {0};
    struct buf text = {0};
    assert_int_equal(feed_fail(&why, ERR_IO, FEED_STATUS, STR("https://a/b"), STR("503")), ERR_IO);
    feed_reason_report(&findings, &why);
    assert_int_equal(findings.error_count, 1);
    assert_string_equal(findings.items[0].texts->name.p, "not-fetched");
    finding_message(&findings.items[0], LANGUAGE_GERMAN, &text);
    assert_true(str_equal(buf_str(&text), STR("https://a/b: Der Server antwortet mit 503.")));
    buf_release(&text);
    arena_release(&arena);
}

static void what_is_no_reason_is_told_as_it_is(void **state)
{
    (void)state;
    struct arena arena = {0};
    static const char *const texts[] = {"https://a/b is not there", "Stopped", "x\ty"};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        assert_string_equal(told(&arena, str_from(texts[i]), LANGUAGE_GERMAN).p, texts[i]);
    assert_int_equal(told(&arena, STR(""), LANGUAGE_GERMAN).n, 0);
    arena_release(&arena);
}

int feed_reason_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_reason_is_told_with_its_arguments),
        cmocka_unit_test(a_cause_follows_its_reason),
        cmocka_unit_test(arguments_cannot_make_lines),
        cmocka_unit_test(long_arguments_are_cut_between_characters),
        cmocka_unit_test(a_document_that_is_not_fetched_has_a_finding),
        cmocka_unit_test(what_is_no_reason_is_told_as_it_is),
    };
    return cmocka_run_group_tests_name("feed_reason", tests, NULL, NULL);
}
