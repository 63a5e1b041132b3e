/* SPDX-License-Identifier: Apache-2.0 */
/* product_part_test.c - names within names of products. */
#include "plan/security/match/product_part.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct row {
    const char *name, *part;
};

static void check_rows(str (*part_of)(str name), const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        str part = part_of(str_from(rows[i].name));
        if (!str_equal(part, str_from(rows[i].part)))
            fail_msg("%s: %.*s", rows[i].name, STR_ARG(part));
    }
}

static void names_are_found_within_names(void **state)
{
    (void)state;
    static const struct row formers[] = {
        {"Linx software (Previously called RSLinx Enterprise)", "RSLinx Enterprise"},
        {"Edge (formerly known as Studio)", "Studio"},
        {"Edge (known as Studio)", ""},
        {"Edge (Studio)", ""},
        {"Edge (formerly ", ""},
        {"", ""},
    };
    check_rows(product_part_former, formers, COUNT_OF(formers));
    static const struct row asides[] = {
        {"GOT2000 compatible HMI software (GT SoftGOT2000)", "GT SoftGOT2000"},
        {"Network Power Switch (NPS Series)", "NPS Series"},
        {"Network Power Switch (the Series)", ""},
        {"SIPROTEC 5 (CPU variant CP300)", ""},
        {"Edge (SoftEdge)", ""},
        {"Edge (", ""},
        {"", ""},
    };
    check_rows(product_part_aside, asides, COUNT_OF(asides));
    static const struct row parts[] = {
        {"Utilities for SCADAPack - RemoteConnect", "RemoteConnect"},
        {"A - B - C", "C"},
        {"1756-L85E", ""},
        {"Edge - Server (x64)", ""},
        {"Edge - ", ""},
        {"", ""},
    };
    check_rows(product_part_behind_dash, parts, COUNT_OF(parts));
}

int product_part_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_found_within_names),
    };
    return cmocka_run_group_tests_name("product_part", tests, NULL, NULL);
}
