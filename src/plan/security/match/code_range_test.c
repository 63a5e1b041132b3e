/* SPDX-License-Identifier: Apache-2.0 */
/* code_range_test.c - ranges of order codes, and what is found by them. */
#include "plan/security/match/code_range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/ascii.h"
#include "plan/security/match/match_rows_test.h"
#include "plan/security/match/product_model.h"

static void codes_are_of_ranges(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *code, *ranges;
    } rows[] = {
        {"Allen-Bradley", "1756-L85E", "ControlLogix 5580"},
        {"Allen-Bradley", "1756-L85ES", "GuardLogix 5580"},
        {"Allen-Bradley", "1756-L72S", "GuardLogix 5570"},
        {"Rockwell Automation", "5069-L306ERMS3", "Compact GuardLogix 5380"},
        {"Rockwell Automation", "1766-L32BXB", "MicroLogix 1400;MicroLogix"},
        {"Schneider Electric", "BMXP342020", "Modicon M340 CPU"},
        {"Mitsubishi", "GT2710-VTBA", "GOT2000 Series GT27 model;GT27 model"},
        {"Mitsubishi", "GT27", "GOT2000 series GT27 model;GOT2000 series"},
        {"Allen-Bradley", "1756-QX2T", ""},
        {"Siemens", "1756-L85E", ""},
        {"", "1756-L85E", ""},
        {"Allen-Bradley", "", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct makers makers;
        makers_read(&arena, str_from(rows[i].maker), &makers);
        str ranges = code_range_of(&makers, code_normal(&arena, str_from(rows[i].code)));
        if (!str_equal(ranges, str_from(rows[i].ranges)))
            fail_msg("%s: %.*s", rows[i].code, STR_ARG(ranges));
    }
    arena_release(&arena);
}

static void the_table_keeps_its_limits(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
#define CODE_RANGE(maker, pattern, ranges) {maker, pattern, ranges},
#include "plan/security/match/code_range.def"
#undef CODE_RANGE
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        size_t count = 0, runs = 0;
        for (str rest = str_from(rows[i][2]); rest.n; count++)
            str_cut(&rest, ';');
        for (const char *p = rows[i][1]; *p; p++) {
            runs += *p == '*' || *p == '#';
            assert_true(ascii_is_upper(*p) || ascii_is_digit(*p) || strchr("*#?", *p));
        }
        assert_in_range(count, 1, RANGES_MAX);
        assert_in_range(runs, 0, MODEL_RUNS_MAX);
        assert_in_range(strlen(rows[i][1]), MODEL_HEAD_BYTES, MODEL_BYTES_MAX);
        int order = i ? strcmp(rows[i - 1][0], rows[i][0]) : -1;
        if (order > 0 || (order == 0 && strcmp(rows[i - 1][1], rows[i][1]) >= 0))
            fail_msg("%s stands behind %s", rows[i][1], rows[i - 1][1]);
    }
}

static void ranges_are_found_by_codes(void **state)
{
    (void)state;
    static const struct written written = {"Rockwell Controllers", "Rockwell Automation",
                                           "ControlLogix 5580;CompactLogix 5380 controllers"};
    static const struct row rows[] = {
        {"Allen-Bradley", "SPS Presse 2", "", "", "1756-L85E/B", "family p1", "by its order code"},
        {"Allen-Bradley", "Steuerung 5069-L320ER Verpackung", "", "", "", "possible p2",
         "by a code in the designation"},
        {"Allen-Bradley", "SPS Presse 2", "", "", "1756-L73", "", "of another range"},
    };
    check_rows(&written, rows, COUNT_OF(rows));
}

int code_range_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_of_ranges),
        cmocka_unit_test(the_table_keeps_its_limits),
        cmocka_unit_test(ranges_are_found_by_codes),
    };
    return cmocka_run_group_tests_name("code_range", tests, NULL, NULL);
}
