/* SPDX-License-Identifier: Apache-2.0 */
/* version_phrase_test.c - words into comparators, marks, conditions and serial numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/version_phrase.h"

int version_phrase_test(void);

/* Spaces in a row count as one, those at the ends not at all. */
static str squeezed(struct arena *arena, str text)
{
    char *to = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != ' ' || (n && to[n - 1] != ' '))
            to[n++] = text.p[i];
    return str_of(to, n && to[n - 1] == ' ' ? n - 1 : n);
}

static void words_become_comparators(void **state)
{
    (void)state;
    static const struct {
        const char *written, *text, *condition;
        uint8_t serial_digits;
    } rows[] = {
        {"All versions < V15.1 Upd 3", "< V15.1 Upd 3", "", 0},
        {"up to and including 2.5", "<= 2.5", "", 0},
        {"up to but not including 2.5", "< 2.5", "", 0},
        {"2.5 and earlier", "2.5 \1", "", 0},
        {"2.5 or later", "2.5 \2", "", 0},
        {"2.5 to 2.7", "2.5 \3 2.7", "", 0},
        {"2.5 - 2.7", "2.5 \3 2.7", "", 0},
        {"2.5 -GA", "2.5 -GA", "", 0},
        {"between 1 and 2 (excluding)", "\5 1 | 2 \6", "", 0},
        {"1.0; 1.1, 1.2 & 1.3", "1.0| 1.1| 1.2 | 1.3", "", 0},
        {"\xe2\x89\xa4 2 \xe2\x89\xa5 1", "<= 2 >= 1", "", 0},
        {"01.02(09)", "01.02 09", "", 0},
        {"2 (inclusive)", "2", "", 0},
        {"2 (Windows 7, 10)", "2", "Windows 7, 10", 0},
        {"2 (Windows 7", "2", "Windows 7", 0},
        {"<V8_installed_on_CP100", "<V8", "CP100", 0},
        {"* only when it rains", "*", "it rains", 0},
        {"A1 (index B1 with BSP <= UN30 1.76)", "<= UN30 1.76", "A1 index B1", 0},
        {"A1 with Guardian <= 1.76", "A1", "Guardian <= 1.76", 0},
        {"<= the first 5 digits of serial number 24061", "<= 24061", "", 5},
        {"<=with_the_first_four_digits_of_the_serial_no._2406", "<= . 2406", "", 4},
        {"<= the first 2 digits of serial number 24", "<= the first 2 digits of serial number 24",
         "", 0},
        {"the first 5", "the first 5", "", 0},
        {"", "", "", 0},
        {"(", "", "", 0},
        {"()", "", "", 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct version_phrase phrase;
        version_phrase_read(&arena, str_from(rows[i].written), &phrase);
        str text = squeezed(&arena, phrase.text), condition = squeezed(&arena, phrase.condition);
        if (!str_equal(text, str_from(rows[i].text)) ||
            !str_equal(condition, str_from(rows[i].condition)) ||
            phrase.serial_digits != rows[i].serial_digits)
            fail_msg("\"%s\" is \"%.*s\" on \"%.*s\", %d digits", rows[i].written, (int)text.n,
                     text.p, (int)condition.n, condition.p ? condition.p : "",
                     phrase.serial_digits);
        arena_release(&arena);
    }
}

int version_phrase_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(words_become_comparators)};
    return cmocka_run_group_tests_name("version_phrase", tests, NULL, NULL);
}
