/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias_test.c - products that their maker renamed. */
#include "plan/security/match/product_alias.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/match_rows_test.h"

struct asked {
    const char *maker, *name, *told;
};

typedef void find_names(const struct makers *, const struct product_name *, struct product_told *);

static void check(find_names *find, const struct asked *rows, size_t count)
{
    struct arena arena = {0};
    for (size_t i = 0; i < count; i++) {
        struct makers makers;
        struct product_name name;
        struct product_told found;
        struct buf told = {0};
        makers_read(&arena, str_from(rows[i].maker), &makers);
        product_name_read(&arena, str_from(rows[i].name), &makers, &name);
        find(&makers, &name, &found);
        for (size_t k = 0; k < found.count; k++)
            buf_printf(&told, "%s%.*s", k ? ";" : "", STR_ARG(found.names[k]));
        if (!str_equal(buf_str(&told), str_from(rows[i].told)))
            fail_msg("%s: %.*s", rows[i].name, STR_ARG(buf_str(&told)));
        buf_release(&told);
    }
    arena_release(&arena);
}

static void other_names_are_of_one_maker(void **state)
{
    (void)state;
    static const struct asked rows[] = {
        {"Schneider Electric", "Unity Pro XL", "control expert"},
        {"Schneider Electric", "EcoStruxure Control Expert", "unity pro"},
        {"Telemecanique", "SoMachine V4.3", "machine expert"},
        {"Schneider Electric", "SoMachine Basic",
         "ecostruxure machine expert basic;machine expert basic"},
        {"Schneider Electric", "Unity Loader", ""},
        {"Schneider Electric", "Pro Unity", ""},
        {"Siemens", "Unity Pro XL", ""},
        {"", "Unity Pro XL", ""},
        {"Rockwell Automation", "RSView SE",
         "factorytalk view site edition;factorytalk view se;rsview supervisory edition;ft view se"},
    };
    check(product_alias_find, rows, COUNT_OF(rows));
}

static void wholes_are_of_one_maker(void **state)
{
    (void)state;
    static const struct asked rows[] = {
        {"Westermo", "Managed Switch Lynx 3510", "WeOS;WeOS 5"},
        {"Westermo", "Lynx", "WeOS"},
        {"Westermo", "Quill 3510", ""},
        {"Siemens", "Lynx 3510", ""},
    };
    check(product_whole_find, rows, COUNT_OF(rows));
}

/* Rows in the order of their makers, as many names as a caller has room for, and names that can be
 * found: in the words of product_name_read. */
static void check_table(const char *const rows[][2], size_t count, size_t least, size_t most)
{
    struct arena arena = {0};
    static const struct makers nobody;
    for (size_t i = 0; i < count; i++) {
        size_t names = 0;
        for (str rest = str_from(rows[i][1]); rest.n; names++) {
            struct product_name name;
            struct buf words = {0};
            str one = str_cut(&rest, ';');
            product_name_read(&arena, one, &nobody, &name);
            for (size_t k = 0; k < name.word_count; k++)
                buf_printf(&words, "%s%.*s", k ? " " : "", STR_ARG(name.words[k]));
            if (!str_equal(buf_str(&words), one))
                fail_msg("%.*s: %.*s", STR_ARG(one), STR_ARG(buf_str(&words)));
            buf_release(&words);
        }
        assert_in_range(names, least, most);
        assert_true(rows[i][0][0]);
        if (i && strcmp(rows[i - 1][0], rows[i][0]) > 0)
            fail_msg("%s stands behind %s", rows[i][0], rows[i - 1][0]);
    }
    arena_release(&arena);
}

static void the_tables_keep_their_limits(void **state)
{
    (void)state;
    static const char *const aliases[][2] = {
#define ALIAS(maker, names) {maker, names},
#include "plan/security/match/product_alias.def"
#undef ALIAS
    };
    static const char *const wholes[][2] = {
#define WHOLE(maker, name, of) {maker, name},
#include "plan/security/match/product_whole.def"
#undef WHOLE
    };
    static const char *const told[] = {
#define WHOLE(maker, name, of) of,
#include "plan/security/match/product_whole.def"
#undef WHOLE
    };
    check_table(aliases, COUNT_OF(aliases), 2, TOLD_MAX + 1);
    check_table(wholes, COUNT_OF(wholes), 1, 1);
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        size_t count = 0;
        for (str rest = str_from(told[i]); rest.n; count++)
            str_cut(&rest, ';');
        assert_in_range(count, 1, TOLD_MAX);
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

static void a_part_may_be_hit_with_the_whole(void **state)
{
    (void)state;
    static const struct written written = {"Westermo WeOS 5", "Westermo", "WeOS 5"};
    static const struct row rows[] = {
        {"Westermo", "Managed Switch Lynx 3510", "", "", "", "possible p1", "what it runs"},
        {"Westermo", "Managed Switch", "Lynx 3510", "", "", "possible p1", "of its family"},
        {"Westermo", "Wevigator", "Lynx 3510", "", "", "", "a program for the family"},
        {"Westermo", "Netzteil für Lynx 3510", "", "", "", "", "what it is for"},
        {"Hirschmann", "Lynx 3510", "", "", "", "", "of another maker"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

int product_alias_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_names_are_of_one_maker),
        cmocka_unit_test(wholes_are_of_one_maker),
        cmocka_unit_test(the_tables_keep_their_limits),
        cmocka_unit_test(a_renamed_product_is_found),
        cmocka_unit_test(a_part_may_be_hit_with_the_whole),
    };
    return cmocka_run_group_tests_name("product_alias", tests, NULL, NULL);
}
