/* SPDX-License-Identifier: Apache-2.0 */
/* registers_test.c - every type in every order of bytes and registers, there and back. */
#include "link/registers.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct row {
    const char *type;
    uint16_t count; /* as asked for; 0: as many as it needs */
    bool least_byte_first, least_register_first;
    uint16_t words[4];
    const char *text;
};

static const struct row rows[] = {
    {"xsd:float", 0, false, false, {0x41ac, 0x0000}, "21.5"},
    {"xs:float", 2, false, true, {0x0000, 0x41ac}, "21.5"},
    {"float", 2, true, false, {0xac41, 0x0000}, "21.5"},
    {"xsd:float", 2, true, true, {0x0000, 0xac41}, "21.5"},
    {"xsd:float", 2, false, false, {0x7f80, 0x0000}, "INF"},
    {"xsd:double", 0, false, false, {0x3fb9, 0x9999, 0x9999, 0x999a}, "0.1"},
    {"xsd:double", 0, false, true, {0x999a, 0x9999, 0x9999, 0x3fb9}, "0.1"},
    {"xsd:short", 1, false, false, {0xffff}, "-1"},
    {"xsd:unsignedShort", 1, false, false, {0xffff}, "65535"},
    {"xsd:unsignedShort", 1, true, false, {0x0100}, "1"},
    {"xsd:byte", 1, false, false, {0x00ff}, "-1"},
    {"xsd:unsignedbyte", 1, false, false, {0x00ff}, "255"},
    {"xsd:int", 2, false, false, {0xffff, 0xfffe}, "-2"},
    {"xsd:unsignedInt", 2, false, false, {0x0001, 0x1170}, "70000"},
    {"xsd:long", 4, false, false, {0x8000, 0, 0, 0}, "-9223372036854775808"},
    {"xsd:unsignedLong", 4, false, false, {0xffff, 0xffff, 0xffff, 0xffff}, "18446744073709551615"},
    {"xsd:integer", 1, false, false, {0x8000}, "-32768"},
    {"xsd:integer", 2, false, false, {0x0001, 0x0000}, "65536"},
    {"number", 2, false, false, {0x41ac, 0x0000}, "21.5"},
    {"number", 1, false, false, {5}, "5"},
    {"xsd:boolean", 1, false, false, {1}, "true"},
    {"xsd:boolean", 1, false, false, {0}, "false"},
    {"xsd:string", 2, false, false, {0x4142, 0x4300}, "ABC"},
    {"xsd:string", 2, true, false, {0x4241, 0x0043}, "ABC"},
    {"xsd:hexBinary", 2, false, false, {0x0102, 0xfe00}, "0102FE00"},
};

static void there_and_back(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct row *row = &rows[i];
        struct register_form form;
        struct fail why = {0};
        struct arena arena = {0};
        uint16_t words[LINK_REGISTERS_MAX] = {0};
        str text;
        assert_int_equal(register_form_find(str_from(row->type), row->count, &form, &why), ERR_OK);
        form.least_byte_first = row->least_byte_first;
        form.least_register_first = row->least_register_first;
        assert_int_equal(registers_read(row->words, &form, &arena, &text, &why), ERR_OK);
        assert_string_equal(text.p, row->text);
        assert_int_equal(registers_write(text, &form, words, &why), ERR_OK);
        assert_memory_equal(words, row->words, form.count * sizeof *words);
        arena_release(&arena);
    }
}

static void what_does_not_fit(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        uint16_t count;
        const char *text;
    } table[] = {{"xsd:short", 1, "32768"},      {"xsd:short", 1, "-32769"},
                 {"xsd:unsignedShort", 1, "-1"}, {"xsd:unsignedByte", 1, "256"},
                 {"xsd:int", 2, "text"},         {"xsd:boolean", 1, "2"},
                 {"xsd:float", 2, "1e300"},      {"xsd:string", 2, "ABCDE"},
                 {"xsd:hexBinary", 1, "0g"},     {"xsd:hexBinary", 1, "012"},
                 {"xsd:hexBinary", 1, "010203"}, {"xsd:long", 4, "NaN"}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct register_form form;
        struct fail why = {0};
        uint16_t words[LINK_REGISTERS_MAX] = {0};
        assert_int_equal(register_form_find(str_from(table[i].type), table[i].count, &form, &why),
                         ERR_OK);
        assert_int_equal(registers_write(str_from(table[i].text), &form, words, &why), ERR_INVALID);
    }
}

static void forms(void **state)
{
    (void)state;
    static const struct {
        const char *type;
        uint16_t count, expected; /* 0: ERR_INVALID */
    } table[] = {{"xsd:float", 1, 0},    {"xsd:float", 3, 0},   {"xsd:integer", 3, 0},
                 {"xsd:integer", 4, 4},  {"xsd:integer", 5, 0}, {"xsd:string", 123, 123},
                 {"xsd:string", 124, 0}, {"xsd:decimal", 2, 0}, {"", 1, 0},
                 {"xsd:double", 0, 4},   {"xsd:string", 0, 1},  {"xsd:short", 2, 0}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct register_form form;
        struct fail why = {0};
        err_t err = register_form_find(str_from(table[i].type), table[i].count, &form, &why);
        assert_int_equal(err, table[i].expected ? ERR_OK : ERR_INVALID);
        if (!err)
            assert_int_equal(form.count, table[i].expected);
    }
}

static void text_that_is_none(void **state)
{
    (void)state;
    struct register_form form = {REGISTER_TEXT, 0, 1, false, false};
    struct arena arena = {0};
    struct fail why = {0};
    str text;
    assert_int_equal(registers_read((uint16_t[]){0xfffe}, &form, &arena, &text, &why), ERR_INVALID);
    arena_release(&arena);
}

int registers_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(there_and_back),
                                       cmocka_unit_test(what_does_not_fit), cmocka_unit_test(forms),
                                       cmocka_unit_test(text_that_is_none)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
