/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/security/match/code_key.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define MD5 "00112233445566778899aabbccddeeff"

static void identifiers_become_keys(void **state)
{
    (void)state;
    static const struct {
        enum code_place place;
        const char *text, *key;
    } rows[] = {
        {CODE_CPE, "cpe:2.3:o:Siemens:S7_Firmware:2.1:*:*:*:*:*:*:*", "CPE:o:siemens:s7_firmware"},
        {CODE_CPE, "cpe:/h:wago:750-880", "CPE:h:wago:750-880"},
        {CODE_CPE, "cpe:2.3:a:siemens:*:9.0:*:*:*:*:*:*:*", ""}, /* every product */
        {CODE_CPE, "cpe:2.3:a:siemens::9.0", ""},
        {CODE_CPE, "siemens", ""},
        {CODE_PURL, "pkg:Generic/mendix@9.0?arch=x#lib", "PURL:pkg:generic/mendix"},
        {CODE_PURL, "generic/mendix", ""},
        {CODE_URI, "https://maker.example/7", "URI:https://maker.example/7"},
        {CODE_URI, "", ""},
        {CODE_HASH, MD5, "HASH:" MD5},
        {CODE_HASH, "0x00112233445566778899AABBCCDDEEFF", "HASH:" MD5},
        {CODE_HASH, "MD5: 00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff", "HASH:" MD5},
        {CODE_HASH, "00112233445566778899aabbccddeef", ""}, /* a digit less */
        {CODE_HASH, "00112233445566778899aabbccddeeffg", ""},
        {CODE_HASH, "crc32:cbf43926", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str key = code_key(&arena, rows[i].place, str_from(rows[i].text));
        if (!str_equal(key, str_from(rows[i].key)))
            fail_msg("%zu: %.*s", i, STR_ARG(key));
    }
    arena_release(&arena);
}

int code_key_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(identifiers_become_keys),
    };
    return cmocka_run_group_tests_name("code_key", tests, NULL, NULL);
}
