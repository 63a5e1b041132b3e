/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_table_test.c - lists as spreadsheets export them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/inventory/inventory_table.h"

#include "base/buf.h"

#define BYTES(text)                                                                                \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }

static void lists_are_read_as_spreadsheets_export_them(void **state)
{
    (void)state;
    static const struct {
        const char *reason;
        str text;
        const char *encoding;
        char separator;
        unsigned head_line, rows, width, known;
    } cases[] = {
        {"plain", BYTES("Maker,Product\nA,B\nC,D\n"), "utf-8", ',', 1, 2, 2, 2},
        {"semicolons, byte order mark", BYTES("\xef\xbb\xbfHersteller;Typ;SN\r\nA;B;1\r\n"),
         "utf-8", ';', 1, 1, 3, 3},
        {"tabs", BYTES("Maker\tProduct\nA\tB, C; D\n"), "utf-8", '\t', 1, 1, 2, 2},
        {"Windows-1252", BYTES("Hersteller;Ger\xe4t\nM\xfcller;x\n"), "windows-1252", ';', 1, 1, 2,
         2},
        {"UTF-16, little end first", BYTES("\xff\xfeS\0N\0;\0T\0y\0p\0\n\0001\0;\0\xe4\0\n\0"),
         "utf-16le", ';', 1, 1, 2, 2},
        {"UTF-16, big end first", BYTES("\xfe\xff\0S\0N\0;\0T\0y\0p\0\n\0001\0;\0\xe4\0\n"),
         "utf-16be", ';', 1, 1, 2, 2},
        {"a title above the head",
         BYTES("Inventar, Halle 1, Stand 2026\n\nHersteller;Typ;SN\nA;B;1\n"), "utf-8", ';', 3, 1,
         3, 3},
        {"a title with as many fields",
         BYTES("Inventar;2026;;\n;;;\nHersteller;Typ;SN;IP\nA;B;1;2\n"), "utf-8", ';', 3, 1, 4, 3},
        {"what Excel writes first", BYTES("sep=;\r\nHersteller;Typ\r\nA,1,2,3;B\r\n"), "utf-8", ';',
         2, 1, 2, 2},
        {"empty rows and columns", BYTES("Maker,,Product,,\n,,,,\nA,,B,,\n,,,,\n"), "utf-8", ',', 1,
         1, 5, 2},
        {"rows longer than the head", BYTES("Maker,Product\nA,B,C,D\n"), "utf-8", ',', 1, 1, 4, 2},
        {"nothing known: the fullest of the first rows", BYTES("List\none,two\n1,2\n"), "utf-8",
         ',', 2, 1, 2, 0},
        {"no head", BYTES("Siemens;6ES7 515-2FM00-0AB0;x\nWAGO;750-880;y\n"), "utf-8", ';', 0, 2, 3,
         2},
        {"no head, a text that begins like one", BYTES("Siemens;750-880;Halle 1\nA;750-881;y\n"),
         "utf-8", ';', 0, 2, 3, 1},
        {"no head below a title", BYTES("Halle 1\nx;750-880\ny;750-881\n"), "utf-8", ';', 0, 2, 2,
         1},
        {"decimal commas", BYTES("Hersteller;Typ\nA 1,5;B 2,5\n"), "utf-8", ';', 1, 1, 2, 2},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena = {0};
        struct inventory_table table;
        struct fail why = {0};
        if (inventory_table_read(&arena, cases[i].text, &table, &why) != ERR_OK)
            fail_msg("%s: %s", cases[i].reason, why.text);
        if (strcmp(table.encoding, cases[i].encoding) != 0 ||
            table.csv.delimiter != cases[i].separator || table.head_line != cases[i].head_line ||
            table.rows != cases[i].rows || table.width != cases[i].width ||
            table.guess.known != cases[i].known)
            fail_msg("%s: %s %c %u %zu %zu %zu", cases[i].reason, table.encoding,
                     table.csv.delimiter, table.head_line, table.rows, table.width,
                     table.guess.known);
        arena_release(&arena);
    }
}

static void broken_lists_say_what_and_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum inventory_fault fault;
        unsigned line;
    } rows[] = {
        {"", INVENTORY_EMPTY, 0},
        {"\n\n", INVENTORY_EMPTY, 0},
        {"Maker,Product\n", INVENTORY_EMPTY, 1},
        {"Maker,Product\n,\n", INVENTORY_EMPTY, 1},
        {"Maker,Product\n\"A,B\n", INVENTORY_OPEN_QUOTE, 2},
        {"Maker,Product\nA,B\n\"A\"B,C\n", INVENTORY_BEHIND_QUOTE, 3},
        {"PK\x03\x04", INVENTORY_BAD_WORKBOOK, 0},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", INVENTORY_OLD_WORKBOOK, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct inventory_table table;
        struct fail why = {0};
        assert_int_equal(inventory_table_read(&arena, str_from(rows[i].text), &table, &why),
                         ERR_SYNTAX);
        if (table.fault != rows[i].fault || table.fault_line != rows[i].line)
            fail_msg("%s: %d %u", rows[i].text, table.fault, table.fault_line);
        arena_release(&arena);
    }
}

static void it_is_shown_before_it_is_imported(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct inventory_table table;
    struct fail why;
    struct buf out = {0};
    str text = STR("Hersteller;;Spalte;Bemerkung\nA;;750-880;\nA;;750-881;\nB;;750-882;x\n");
    assert_int_equal(inventory_table_read(&arena, text, &table, &why), ERR_OK);
    inventory_table_write(&table, &out);
    str expected =
        STR("{\"separator\":\";\",\"encoding\":\"utf-8\",\"head_line\":1,\"rows\":3,\"columns\":["
            "{\"index\":0,\"head\":\"Hersteller\",\"guess\":\"maker\",\"samples\":[\"A\",\"B\"]},"
            "{\"index\":2,\"head\":\"Spalte\",\"guess\":\"order_code\",\"samples\":[\"750-880\","
            "\"750-881\",\"750-882\"]},"
            "{\"index\":3,\"head\":\"Bemerkung\",\"samples\":[\"x\"]}],"
            "\"first\":[[\"A\",\"\",\"750-880\",\"\"],[\"A\",\"\",\"750-881\",\"\"],"
            "[\"B\",\"\",\"750-882\",\"x\"]],\"names\":[\"maker\",");
    assert_true(out.n > expected.n);
    if (!str_equal(str_of(out.p, expected.n), expected))
        fail_msg("%.*s", STR_ARG(buf_str(&out)));
    buf_release(&out);
    struct inventory_head head;
    assert_int_equal(inventory_table_columns(&table, (str){0}, &head, &why), ERR_OK);
    assert_int_equal(inventory_table_columns(&table, STR(",,,name"), &head, &why), ERR_OK);
    assert_int_equal(head.fields[COLUMN_NAME], 3);
    assert_int_equal(head.known, 1);
    arena_release(&arena);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct inventory_table table;
    struct fail why;
    struct buf text = {0};
    buf_add(&text, STR("Maker,Product\n"));
    for (int i = 0; i < INVENTORY_ROWS_MAX; i++)
        buf_add(&text, STR("a,b\n"));
    assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_OK);
    assert_int_equal(table.rows, INVENTORY_ROWS_MAX);
    buf_add(&text, STR("a,b\n"));
    assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_TOO_LARGE);
    assert_int_equal(table.fault, INVENTORY_MANY_ROWS);
    assert_int_equal(table.fault_line, INVENTORY_ROWS_MAX + 2);
    text.n = 0;
    buf_add(&text, STR("Maker,Product\na,b\n"));
    while (text.n < INVENTORY_BYTES_MAX)
        buf_add_char(&text, '\n');
    assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_OK);
    buf_add_char(&text, '\n');
    assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_TOO_LARGE);
    assert_int_equal(table.fault, INVENTORY_MANY_BYTES);
    buf_release(&text);
    arena_release(&arena);
}

/* The head is looked for in the first ten rows; a guess looks at a hundred, of which five texts are
 * shown, of sixty characters each. */
static void no_more_than_that_is_looked_at(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct fail why;
    for (int late = 0; late < 2; late++) {
        struct inventory_table table;
        struct buf text = {0};
        for (int i = 1; i < INVENTORY_HEAD_ROWS_MAX + late; i++)
            buf_add(&text, STR("x\n"));
        buf_add(&text, STR("Hersteller;Typ\nA;B\n"));
        assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_OK);
        assert_int_equal(table.guess.known, late ? 0 : 2);
        buf_release(&text);
    }
    for (int late = 0; late < 2; late++) {
        struct inventory_table table;
        struct buf text = {0};
        buf_add(&text, STR("Name;Spalte\n"));
        for (int i = 0; i < INVENTORY_GUESS_ROWS_MAX; i++) /* two of three are codes, or one less */
            buf_printf(&text, "x%d;%s\n", i, i < 67 - late ? "750-880" : "y");
        buf_add(&text, STR("x;750-880\n"));
        assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_OK);
        assert_int_equal(table.guess.known, late ? 1 : 2);
        assert_int_equal(table.samples[0].count, INVENTORY_SAMPLES_MAX);
        assert_int_equal(table.samples[1].count, 2);
        buf_release(&text);
    }
    for (int late = 0; late < 2; late++) {
        struct inventory_table table;
        struct buf text = {0}, shown = {0};
        buf_add(&text, STR("Name;Typ\n"));
        for (int i = 0; i < INVENTORY_SAMPLE_CHARACTERS_MAX + late; i++)
            buf_add(&text, i ? STR("ä") : STR("b"));
        buf_add(&text, STR(";z\n"));
        assert_int_equal(inventory_table_read(&arena, buf_str(&text), &table, &why), ERR_OK);
        inventory_table_write(&table, &shown);
        str expected = str_of(text.p + 9, 1 + 2 * (INVENTORY_SAMPLE_CHARACTERS_MAX - 1));
        str sample = arena_printf(&arena, "[\"%.*s\"]", STR_ARG(expected));
        assert_true(str_find(buf_str(&shown), sample) < shown.n);
        buf_release(&text);
        buf_release(&shown);
    }
    arena_release(&arena);
}

static void other_characters_become_utf8(void **state)
{
    (void)state;
    static const struct {
        str text;
        const char *encoding, *expected;
    } rows[] = {
        {BYTES("Ger\xe4t \x80"), "windows-1252", "Gerät €"},
        {BYTES("Gerät"), "utf-8", "Gerät"},
        {BYTES("\xff\xfe\x3d\xd8\x00\xde!\0"), "utf-16le", "\xf0\x9f\x98\x80!"}, /* a pair */
        {BYTES("\xfe\xff\xd8\x3d\0!\0"), "utf-16be",
         "\xef\xbf\xbd!"}, /* half of one, half a unit */
        {BYTES("\xff\xfe"), "utf-16le", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const char *encoding;
        str text = inventory_utf8(&arena, rows[i].text, &encoding);
        if (strcmp(encoding, rows[i].encoding) != 0 || !str_equal(text, str_from(rows[i].expected)))
            fail_msg("%zu: %s %.*s", i, encoding, STR_ARG(text));
    }
    arena_release(&arena);
}

int inventory_table_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_read_as_spreadsheets_export_them),
        cmocka_unit_test(broken_lists_say_what_and_where),
        cmocka_unit_test(it_is_shown_before_it_is_imported),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(no_more_than_that_is_looked_at),
        cmocka_unit_test(other_characters_become_utf8),
    };
    return cmocka_run_group_tests_name("inventory_table", tests, NULL, NULL);
}
