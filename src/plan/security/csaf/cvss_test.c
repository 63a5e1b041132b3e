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
        /* CVSS v4.0 Examples. */
        {"CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 73, 73, 73},
        {"CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 77, 77, 77},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N", 87, 87, 87},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A", 100, 100, 100},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 93, 93, 93},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:H/SI:H/SA:H", 79, 79, 79},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U", 100, 91, 91},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/MVI:L/MSA:S", 100, 100,
         98},
        {"CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N", 10, 10, 10},
        {"CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:P/VC:N/VI:H/VA:H/SC:N/SI:L/SA:L", 52, 52, 52},
        {"CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:P/VC:N/VI:H/VA:H/SC:N/SI:L/SA:L/E:P/CR:H/IR:M/AR:H/MAV:A/"
         "MAT:P/MPR:N/MVI:H/MVA:N/MSI:H/MSA:N/S:N/V:C/U:Amber",
         -1, -1, 47},
        {"CVSS:4.0/AV:N/AC:H/AT:N/PR:H/UI:N/VC:N/VI:N/VA:H/SC:H/SI:H/SA:H/CR:L/IR:L/AR:L", -1, -1,
         58},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:H/SC:N/SI:N/SA:N/AR:L", 87, 87, 79},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/MSI:H", 0, 0, 77},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/E:A", 0, 0, 0},
        {"CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:P", 73, 59, 59},
        {"CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:U", 73, 41, 41},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cvss_vector vector;
        assert_true(cvss_read(str_from(rows[i].vector), &vector));
        struct cvss_scores scores = cvss_scores(&vector);
        if (rows[i].base < 0) { /* only the last is published */
            assert_int_equal(scores.environmental, rows[i].environmental);
            continue;
        }
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

/* Published scores of one vector with every choice of CR, IR, AR, each H, M, L. */
static void requirements_of_4_count_as_published(void **state)
{
    (void)state;
    static const int published[3][3][3] = {{{73, 72, 72}, {72, 72, 71}, {72, 71, 71}},
                                           {{72, 72, 71}, {72, 55, 55}, {71, 55, 55}},
                                           {{72, 71, 71}, {71, 55, 55}, {71, 55, 54}}};
    struct cvss_vector vector;
    assert_true(
        cvss_read(STR("CVSS:4.0/AV:P/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"), &vector));
    size_t first = cvss_metric_find(CVSS_4_0, STR("CR"));
    for (uint8_t i = 0; i < 27; i++) {
        vector.values[first] = (uint8_t)(1 + i / 9);
        vector.values[first + 1] = (uint8_t)(1 + i / 3 % 3);
        vector.values[first + 2] = (uint8_t)(1 + i % 3);
        assert_int_equal(cvss_scores(&vector).environmental, published[i / 9][i / 3 % 3][i % 3]);
    }
}

static void vectors_are_written(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/CDP:ND", "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F"},
        {"CVSS:3.1/AC:L/AV:N/PR:L/UI:N/S:U/C:L/I:L/A:N/MAV:A",
         "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:L/I:L/A:N/MAV:A"},
        {"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/E:X/MSI:S/U:Red",
         "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N/MSI:S/U:Red"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct cvss_vector vector;
        struct buf out = {0};
        assert_true(cvss_read(str_from(rows[i][0]), &vector));
        cvss_write(&vector, &out);
        assert_true(str_equal(buf_str(&out), str_from(rows[i][1])));
        buf_release(&out);
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
        "CVSS:4.0/AV:F/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/SC:N/SI:N/SA:N",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:S/SA:N",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N/E:A/E:X",
        "AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:L/VA:N/SC:N/SI:N/SA:N",
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
        cmocka_unit_test(requirements_of_4_count_as_published),
        cmocka_unit_test(vectors_are_written),
        cmocka_unit_test(broken_vectors_are_refused),
        cmocka_unit_test(severities_are_by_score),
    };
    return cmocka_run_group_tests_name("cvss", tests, NULL, NULL);
}
