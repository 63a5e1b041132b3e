/* SPDX-License-Identifier: Apache-2.0 */
/* cvss_test.c - scores of FIRST's own examples and of equations worked out by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/csaf/cvss.h"

int cvss_test(void);

static void scores_are_those_of_the_guides(void **state)
{
    (void)state;
    static const struct {
        const char *vector;
        int base, temporal, environmental;
    } rows[] = {
        /* CVSS v2 Complete Guide, 3.3.1 to 3.3.3. */
        {"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 78, 64, 92},
        {"AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:L", 100, 83, 90},
        {"AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M", 62, 49, 75},
        {"AV:N/AC:L/Au:N/C:N/I:N/A:N", 0, 0, 0},
        /* CVSS v3.1 Examples: 1 (MySQL), 2 (SSLv3), 3 (VMware), 6 (Bash), 9 (Juniper), 24 (Cisco).
         */
        {"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N", 54, 54, 54},
        {"CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N", 31, 31, 31},
        {"CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H", 99, 99, 99},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 98, 98, 98},
        {"CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 61, 61, 61},
        {"CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N", 46, 46, 46},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C", 98, 88, 88},
        /* In a place that the network does not reach, and where only availability counts. */
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/MAV:P", 98, 98, 68},
        {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0, 0, 0},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cvss_vector vector;
        assert_true(cvss_read(str_from(rows[i].vector), &vector));
        struct cvss_scores scores = cvss_scores(&vector);
        if (scores.base != rows[i].base || scores.temporal != rows[i].temporal ||
            scores.environmental != rows[i].environmental)
            print_error("%s: %d %d %d\n", rows[i].vector, scores.base, scores.temporal,
                        scores.environmental);
        assert_int_equal(scores.base, rows[i].base);
        assert_int_equal(scores.temporal, rows[i].temporal);
        assert_int_equal(scores.environmental, rows[i].environmental);
        struct buf text = {0};
        cvss_write(&vector, &text);
        assert_true(str_equal(buf_str(&text), str_from(rows[i].vector)));
        buf_release(&text);
    }
}

static void broken_vectors_are_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "CVSS:3.1/",
        "AV:N",
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L",
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N/",
        "CVSS:3.1/AV:N/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N",
        "CVSS:3.2/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N",
        "CVSS:3.1/AV:Z/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N",
        "AV:N/AC:L/Au:N/C:N/I:N/A:C/PR:N",
    };
    struct cvss_vector vector;
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(cvss_read(str_from(bad[i]), &vector));
}

static void severities_are_by_score(void **state)
{
    (void)state;
    assert_string_equal(cvss_severity(0), "NONE");
    assert_string_equal(cvss_severity(1), "LOW");
    assert_string_equal(cvss_severity(39), "LOW");
    assert_string_equal(cvss_severity(40), "MEDIUM");
    assert_string_equal(cvss_severity(70), "HIGH");
    assert_string_equal(cvss_severity(89), "HIGH");
    assert_string_equal(cvss_severity(90), "CRITICAL");
}

int cvss_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_those_of_the_guides),
        cmocka_unit_test(broken_vectors_are_refused),
        cmocka_unit_test(severities_are_by_score),
    };
    return cmocka_run_group_tests_name("cvss", tests, NULL, NULL);
}
