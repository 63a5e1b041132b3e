/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias_test.c - products that their maker renamed. */
#include "plan/security/match/product_alias.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/match_rows_test.h"

static void other_names_are_of_one_maker(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *name, *others;
    } rows[] = {
        {"Schneider Electric", "Unity Pro XL", "control expert"},
        {"Schneider Electric", "EcoStruxure Control Expert", "unity pro"},
        {"Telemecanique", "SoMachine V4.3", "machine expert"},
        {"Schneider Electric", "SoMachine Basic", "machine expert basic"},
        {"Schneider Electric", "Unity Loader", ""},
        {"Schneider Electric", "Pro Unity", ""},
        {"Siemens", "Unity Pro XL", ""},
        {"", "Unity Pro XL", ""},
        {"Rockwell Automation", "RSView SE", "factorytalk view se;factorytalk view site edition"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct makers makers;
        struct product_name name;
        struct buf told = {0};
        str others[ALIASES_MAX];
        makers_read(&arena, str_from(rows[i].maker), &makers);
        product_name_read(&arena, str_from(rows[i].name), &makers, &name);
        size_t count = product_alias_find(&makers, &name, others);
        for (size_t k = 0; k < count; k++)
            buf_printf(&told, "%s%.*s", k ? ";" : "", STR_ARG(others[k]));
        if (!str_equal(buf_str(&told), str_from(rows[i].others)))
            fail_msg("%s: %.*s", rows[i].name, STR_ARG(buf_str(&told)));
        buf_release(&told);
    }
    arena_release(&arena);
}

static void the_table_keeps_its_limits(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *names;
    } rows[] = {
#define ALIAS(maker, names) {maker, names},
#include "plan/security/match/product_alias.def"
#undef ALIAS
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t count = 0;
        for (const char *p = rows[i].names; *p; p++)
            count += *p == ';';
        assert_in_range(count, 1, ALIASES_MAX);
        assert_true(rows[i].maker[0]);
    }
}

static void a_renamed_product_is_found(void **state)
{
    (void)state;
    static const struct written written = {"Schneider Electric Control Expert",
                                           "Schneider Electric", "EcoStruxure Control Expert"};
    static const struct row rows[] = {
        {"Schneider Electric", "Unity Pro XL", "", "", "", "possible p1",
         "its former name, without the range"},
        {"Schneider Electric", "Unity Loader", "", "", "", "", "another product"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

int product_alias_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_names_are_of_one_maker),
        cmocka_unit_test(the_table_keeps_its_limits),
        cmocka_unit_test(a_renamed_product_is_found),
    };
    return cmocka_run_group_tests_name("product_alias", tests, NULL, NULL);
}
