/* SPDX-License-Identifier: Apache-2.0 */
/* utf8_test.c - RFC 3629 at its edges. */
#include "base/utf8.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void every_code_point_goes_round(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        char text[4];
        size_t bytes = utf8_encode(code, text);
        assert_int_equal(bytes, code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
        assert_int_equal(utf8_char_bytes(text, text + bytes), bytes);
        for (size_t cut = 1; cut < bytes; cut++)
            assert_int_equal(utf8_char_bytes(text, text + cut), 0);
        const char *p = text;
        assert_int_equal(utf8_decode(&p), code);
        assert_ptr_equal(p, text + bytes);
    }
}

static void wrong_bytes_are_found(void **state)
{
    (void)state;
    static const struct {
        str text;
        size_t at; /* of the first wrong byte */
    } rows[] = {
        {STR(""), 0},
        {STR("abcdefgh"), 8},
        {STR("abcdefgh\x80"), 8},
        {STR("\xC0\x80"), 0},
        {STR("a\xC1\xBF"), 1},
        {STR("\xE0\x9F\xBF"), 0},
        {STR("\xED\xA0\x80"), 0},
        {STR("\xED\x9F\xBF"), 3},
        {STR("\xF0\x8F\xBF\xBF"), 0},
        {STR("\xF4\x8F\xBF\xBF"), 4},
        {STR("\xF4\x90\x80\x80"), 0},
        {STR("\xF5\x80\x80\x80"), 0},
        {STR("\xFF"), 0},
        {STR("abcdefg\xC3"), 7},
        {STR("abcdefg\xC3\xBC"), 9},
        {STR("\xC3\xBC\xC3"), 2},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_int_equal(utf8_find_invalid(rows[i].text), rows[i].at);
}

static void characters_are_counted(void **state)
{
    (void)state;
    assert_int_equal(utf8_length(STR("")), 0);
    assert_int_equal(utf8_length(STR("a\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80")), 4);
}

static void xml_characters_are_known(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        if (code >= 0xD800 && code <= 0xDFFF)
            continue;
        /* XML 1.0 [2]: #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF] */
        bool expected = code == 9 || code == 10 || code == 13 || (code >= 0x20 && code <= 0xFFFD) ||
                        code >= 0x10000;
        char text[5] = "a";
        size_t bytes = 1 + utf8_encode(code, text + 1);
        assert_int_equal(utf8_find_non_xml(str_of(text, bytes)), expected ? bytes : 1);
    }
}

int utf8_test(void);
int utf8_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_goes_round),
        cmocka_unit_test(wrong_bytes_are_found),
        cmocka_unit_test(characters_are_counted),
        cmocka_unit_test(xml_characters_are_known),
    };
    return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
