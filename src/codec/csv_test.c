/* SPDX-License-Identifier: Apache-2.0 */
/* csv_test.c - rows as spreadsheets write them, and the limits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "codec/csv.h"

/* All rows of a text: fields between '|', rows behind '/'; "!" and the error. */
static str read_all(struct arena *arena, str text)
{
    struct buf out = {0};
    struct csv csv;
    struct fail why = {0};
    str fields[CSV_FIELDS_MAX];
    size_t count = 1;
    csv_begin(&csv, text);
    while (count) {
        if (csv_next(&csv, arena, fields, &count, &why) != ERR_OK) {
            buf_printf(&out, "!%s", why.text);
            break;
        }
        for (size_t i = 0; i < count; i++)
            buf_printf(&out, "%s%.*s", i ? "|" : "/", STR_ARG(fields[i]));
    }
    str all = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return all;
}

static void rows_are_read_as_spreadsheets_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows, *reason;
    } cases[] = {
        {"a,b\n1,2\n", "/a|b/1|2", "commas"},
        {"a;b\r\n1,5;2\r\n", "/a|b/1,5|2", "semicolons, since there are more of them"},
        {"a\tb\n1\t2", "/a|b/1|2", "tabs, no end of line at the end"},
        {"\xef\xbb\xbf"
         "a;b\n",
         "/a|b", "a byte order mark"},
        {"a;b\n\"x;y\";\"he said \"\"no\"\"\"\n", "/a|b/x;y|he said \"no\"", "quotes"},
        {"a;b\n\"two\nlines\";2\n", "/a|b/two\nlines|2", "a line end in quotes"},
        {"a;b\n\n;\n 1 ;2\n", "/a|b/1|2", "empty rows, spaces"},
        {"a;b\n1\n1;2;3\n", "/a|b/1/1|2|3", "rows of other lengths are what they are"},
        {"\"a;b\",c\n1,2\n", "/a;b|c/1|2", "the delimiter is looked for outside of quotes"},
        {"Devices, hall 1, 2026\na;b\n1,5;2\n", "/Devices, hall 1, 2026/a|b/1,5|2", "a title"},
        {"sep=\t\r\na,b\tc\n", "/a,b|c", "the delimiter is told"},
        {"19\" rack;b\n1;2\n", "/19\" rack|b/1|2", "a quote inside of a field is none"},
        {"", "", "nothing"},
        {"a;b\n\"x", "/a|b!line 2: a quote is not closed", "a quote that is open"},
        {"a;b\n\"x\"y;2", "/a|b!line 2: text behind a closing quote", "what is not said"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        str rows = read_all(&arena, str_from(cases[i].text));
        if (!str_equal(rows, str_from(cases[i].rows)))
            fail_msg("%s: %.*s", cases[i].reason, STR_ARG(rows));
    }
    arena_release(&arena);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    for (int i = 0; i < CSV_FIELDS_MAX; i++)
        buf_printf(&text, "%sa", i ? "," : "");
    assert_int_equal(read_all(&arena, buf_str(&text)).n, 2 * CSV_FIELDS_MAX);
    buf_add(&text, STR(",a"));
    assert_string_equal(read_all(&arena, buf_str(&text)).p, "!line 1: more than 200 fields");
    text.n = 0;
    for (int i = 0; i < CSV_FIELD_BYTES_MAX; i++)
        buf_add_char(&text, 'a');
    assert_int_equal(read_all(&arena, buf_str(&text)).n, 1 + CSV_FIELD_BYTES_MAX);
    buf_add_char(&text, 'a');
    assert_string_equal(read_all(&arena, buf_str(&text)).p, "!line 1: a field over 4000 bytes");
    buf_release(&text);
    arena_release(&arena);
}

static void fields_are_written_so_that_they_can_be_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *field;
    } rows[] = {
        {"plain", "plain"},
        {"", ""},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"a \"b\"", "\"a \"\"b\"\"\""},
        {"two\nlines", "\"two\nlines\""},
        {" spaces ", "\" spaces \""},
        {"=1+1", "'=1+1"},
        {"+49 30", "'+49 30"},
        {"-1", "'-1"},
        {"@SUM(A1)", "'@SUM(A1)"},
        {"=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
        {"\t=1", "\"'\t=1\""},
        {"a=1", "a=1"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = {0};
        csv_write_field(&out, str_from(rows[i].text));
        if (!str_equal(buf_str(&out), str_from(rows[i].field)))
            fail_msg("%s: %.*s", rows[i].text, STR_ARG(buf_str(&out)));
        buf_release(&out);
    }
}

int csv_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_read_as_spreadsheets_write_them),
        cmocka_unit_test(fields_are_written_so_that_they_can_be_read),
        cmocka_unit_test(limits_are_kept),
    };
    return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
