/* SPDX-License-Identifier: Apache-2.0 */
/* finding_test.c - what a finding keeps of hostile documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "model/finding.h"

/* idShorts have at most 128 characters (IDTA-01001); a thousand findings below one of a megabyte
 * must not keep a gigabyte. */
static void long_id_shorts_are_cut(void **state)
{
    (void)state;
    static const struct {
        const char *unit;
        size_t times, kept;
    } rows[] = {{"a", 128, 128}, {"a", 129, 128}, {"a", 1 << 20, 128}, {"\xe2\x82\xac", 100, 126}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        struct buf id_short = {0};
        for (size_t k = 0; k < rows[i].times; k++)
            buf_add(&id_short, str_from(rows[i].unit));
        struct place top = {.index = -1, .id_short = buf_str(&id_short)};
        struct place below = {.up = &top, .index = -1, .id_short = STR("b")};
        finding_add(&findings, SEVERITY_ERROR, RULE_REQUIRED, &below, 0, buf_str(&id_short),
                    STR(""));
        str element = findings.items[0].element;
        bool cut = id_short.n > rows[i].kept;
        assert_int_equal(element.n, rows[i].kept + (cut ? strlen("…") : 0) + strlen(".b"));
        assert_true(str_ends_with(element, cut ? STR("….b") : STR(".b")));
        assert_int_equal(utf8_find_invalid(element), element.n);
        assert_true(findings.items[0].argument[0].n <= 120 + strlen("…"));
        assert_int_equal(utf8_find_invalid(findings.items[0].argument[0]),
                         findings.items[0].argument[0].n);
        buf_release(&id_short);
        arena_release(&arena);
    }
}

int finding_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(long_id_shorts_are_cut)};
    return cmocka_run_group_tests_name("finding", tests, NULL, NULL);
}
