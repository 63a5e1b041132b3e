/* SPDX-License-Identifier: Apache-2.0 */
/* match_hash_test.c - a file that an asset has, and the versions it may be of. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/advisory_match.h"

#define SHA_A "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"
#define MD5_B "00112233445566778899aabbccddeeff"
#define FILES(hashes) ",\"product_identification_helper\":{\"hashes\":[" hashes "]}"
#define FILE_OF(hashes) "{\"filename\":\"f\",\"file_hashes\":[" hashes "]}"
#define HASH(algorithm, value) "{\"algorithm\":\"" algorithm "\",\"value\":\"" value "\"}"
#define VERSION(id, version, more)                                                                 \
    "{\"category\":\"product_version\",\"name\":\"" version "\",\"product\":{\"product_id\":\"" id \
    "\",\"name\":\"" id "\"" more "}}"

/* Version 1.0 has two files, the second of which is told by two algorithms; 1.1 shares one of them. */
static const char document[] =
    "{\"document\":{\"title\":\"T\",\"publisher\":{\"name\":\"P\"},\"tracking\":{\"id\":\"EX-1\"}},"
    "\"product_tree\":{\"branches\":[{\"category\":\"vendor\",\"name\":\"Acme\",\"branches\":["
    "{\"category\":\"product_name\",\"name\":\"Runner\",\"branches\":[" VERSION(
        "a", "1.0",
        FILES(FILE_OF(HASH("sha256", "ffff" SHA_A)) "," FILE_OF(
            HASH("sha256", SHA_A) "," HASH("md5", MD5_B)))) ","
    VERSION("b", "1.1", FILES(FILE_OF(HASH("sha1", "123456789012345678901234567890123456789A")))) ","
    VERSION("c", "1.2", FILES(FILE_OF(HASH("sha1", "123456789012345678901234567890123456789A"))))
    "]}]}]},\"vulnerabilities\":[{\"cve\":\"CVE-2026-1\",\"product_status\":{\"known_affected\":[\"a\",\"b\"],"
    "\"fixed\":[\"c\"]}}]}";

static void found(void *context, const struct advisory_match *match)
{
    struct buf *told = context;
    str tier = match_tier_name(match->tier), verdict = match_verdict_name(match->verdict);
    buf_printf(told, "%.*s %.*s %.*s: ", STR_ARG(tier), STR_ARG(verdict),
               STR_ARG(match->product->id));
    match_write_evidence(match, LANGUAGE_ENGLISH, told);
}

static void the_hash_of_a_file_says_product_and_version(void **state)
{
    (void)state;
    static const struct {
        const char *maker, *checksum, *software, *told;
    } rows[] = {
        {"", SHA_A, "", "certain affected a: checksum " SHA_A " is that of a file of the product; "
                        "the file is that of 1.0"},
        {"Other", "sha256:0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9", "",
         "certain affected a: checksum sha256:"
         "0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9 is that of a file of "
         "the product; the file is that of 1.0"},
        /* What somebody typed as version does not count against the file itself. */
        {"Acme", "MD5 " MD5_B, "1.2", "certain affected a: checksum MD5 " MD5_B
                                      " is that of a file of the product; the file is that of 1.0"},
        /* A file that two versions share says neither. */
        {"", "123456789012345678901234567890123456789a", "",
         "certain unknown b: checksum 123456789012345678901234567890123456789a is that of a file of "
         "the product; the advisory says different things of version "},
        {"", "0x2783", "", ""},
        {"", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "", ""}, /* the beginning of one is another one */
        {"", SHA_A "!", "", ""},
    };
    struct arena arena = {0};
    struct advisory advisory;
    struct advisory_index index = {0};
    struct fail why;
    assert_int_equal(advisory_read(&arena, str_from(document), &advisory, &why), ERR_OK);
    advisory_index_add(&index, &advisory);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf told = {0};
        struct match_asset ready;
        const struct asset asset = {.maker = str_from(rows[i].maker),
                                    .checksum = str_from(rows[i].checksum),
                                    .software = str_from(rows[i].software)};
        match_asset_read(&arena, &asset, &ready);
        advisory_match_asset(&index, &ready, found, &told);
        if (!str_equal(buf_str(&told), str_from(rows[i].told)))
            fail_msg("%zu: %.*s", i, STR_ARG(buf_str(&told)));
        buf_release(&told);
    }
    advisory_index_release(&index);
    arena_release(&arena);
}

int match_hash_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_hash_of_a_file_says_product_and_version),
    };
    return cmocka_run_group_tests_name("match_hash", tests, NULL, NULL);
}
