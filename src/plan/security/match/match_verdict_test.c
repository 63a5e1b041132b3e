/* SPDX-License-Identifier: Apache-2.0 */
/* match_verdict_test.c - a file that an asset has, and makers who contradict themselves. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/match/advisory_match.h"

#define SHA_256 "0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9"
#define SHA_1 "123456789012345678901234567890123456789a"
#define MD5 "00112233445566778899aabbccddeeff"
#define IS_OF_A_FILE " is that of a file of the product; "

/* clang-format off */
#define FILES(files) ",\"product_identification_helper\":{\"hashes\":[" files "]}"
#define FILE_OF(hashes) "{\"filename\":\"f\",\"file_hashes\":[" hashes "]}"
#define HASH(algorithm, value) "{\"algorithm\":\"" algorithm "\",\"value\":\"" value "\"}"
#define VERSION(id, version, name, more) "{\"category\":\"product_version\",\"name\":\"" version "\",\"product\":{" \
    "\"product_id\":\"" id "\",\"name\":\"" name "\"" more "}}"
#define PRODUCT(name, versions) "{\"category\":\"product_name\",\"name\":\"" name "\",\"branches\":[" versions "]}"

/* Runner 1.0 has two files, the second of which is told by two algorithms; 1.1 and 1.2 share one. */
static const char document[] =
    "{\"document\":{\"title\":\"T\",\"publisher\":{\"name\":\"P\"},\"tracking\":{\"id\":\"EX-1\"}},"
    "\"product_tree\":{\"branches\":[{\"category\":\"vendor\",\"name\":\"Acme\",\"branches\":["
    PRODUCT("Runner",
        VERSION("a", "1.0", "Runner 1.0", FILES(FILE_OF(HASH("sha256", "ff" SHA_256)) ","
                                                FILE_OF(HASH("sha256", SHA_256) "," HASH("md5", MD5)))) ","
        VERSION("b", "1.1", "Runner 1.1", FILES(FILE_OF(HASH("sha1", SHA_1)))) ","
        VERSION("c", "1.2", "Runner 1.2", FILES(FILE_OF(HASH("sha1", SHA_1))))) ","
    PRODUCT("Collector", VERSION("d", "3.2.5", "Acme Collector: < 3.2.5", "")) ","
    PRODUCT("Sampler", VERSION("e", "3.2.5", "Sampler: Version 3.2.5", "")) ","
    PRODUCT("Grinder", VERSION("f", "3.2.5", "Grinder: some day", "")) ","
    PRODUCT("Polisher", VERSION("g", "vers:generic/<1.7.0", "Polisher", "")) ","
    PRODUCT("Turnmaster", VERSION("j", "3.1", "Turnmaster", "")) ","
    PRODUCT("Turnmaster Legacy", VERSION("k", "<= 2.11", "Turnmaster Legacy", "")) ","
    PRODUCT("Miller", VERSION("l", "vers:all/*", "Miller",
        ",\"product_identification_helper\":{\"model_numbers\":[\"ML-10001\",\"ML-10002\"]}")) ","
    PRODUCT("Turner", VERSION("h", "< 6.4", "Turner", ""))
    "]},{\"category\":\"vendor\",\"name\":\"Rockwell Automation\",\"branches\":["
    PRODUCT("Bridge", VERSION("i", "< 6.4", "Bridge", ""))
    "]}]},\"vulnerabilities\":[{\"cve\":\"CVE-2026-1\",\"product_status\":{"
    "\"known_affected\":[\"a\",\"b\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\",\"l\"],\"fixed\":[\"c\"]}}]}";
/* clang-format on */

struct row {
    const char *maker, *product, *checksum, *software, *told;
};

static void found(void *context, const struct advisory_match *match)
{
    struct buf *told = context;
    str tier = match_tier_name(match->tier), verdict = match_verdict_name(match->verdict);
    buf_printf(told, "%.*s %.*s %.*s: ", STR_ARG(tier), STR_ARG(verdict),
               STR_ARG(match->product->id));
    match_write_evidence(match, LANGUAGE_ENGLISH, told);
}

static void is_told(const struct asset *asset, const char *expected)
{
    struct arena arena = {0};
    struct advisory advisory;
    struct advisory_index index = {0};
    struct buf told = {0};
    struct match_asset ready;
    struct fail why;
    assert_int_equal(advisory_read(&arena, str_from(document), &advisory, &why), ERR_OK);
    advisory_index_add(&index, &advisory);
    match_asset_read(&arena, asset, &ready);
    advisory_match_asset(&index, &ready, found, &told);
    if (!str_equal(buf_str(&told), str_from(expected)))
        fail_msg("%.*s, not %s", STR_ARG(buf_str(&told)), expected);
    buf_release(&told);
    advisory_index_release(&index);
    arena_release(&arena);
}

static void each_is_told_as_expected(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct asset asset = {.maker = str_from(rows[i].maker),
                                    .product = str_from(rows[i].product),
                                    .checksum = str_from(rows[i].checksum),
                                    .software = str_from(rows[i].software)};
        is_told(&asset, rows[i].told);
    }
}

static void the_hash_of_a_file_says_product_and_version(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"", "", SHA_256, "",
         "certain affected a: checksum " SHA_256 IS_OF_A_FILE "the file is that of 1.0"},
        {"Other", "", "sha256:0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A4B5C6D7E8F9", "",
         "certain affected a: checksum sha256:0A1B2C3D4E5F60718293A4B5C6D7E8F90A1B2C3D4E5F60718293A"
         "4B5C6D7E8F9" IS_OF_A_FILE "the file is that of 1.0"},
        /* What somebody typed as version does not count against the file itself. */
        {"Acme", "", "MD5 " MD5, "1.2",
         "certain affected a: checksum MD5 " MD5 IS_OF_A_FILE "the file is that of 1.0"},
        /* A file that an affected and a fixed version share says neither. */
        {"", "", SHA_1, "",
         "certain unknown b: checksum " SHA_1 IS_OF_A_FILE
         "the advisory says different things of version "},
        {"", "", "0x2783", "", ""},
        {"", "", "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "", ""}, /* the beginning of one */
        {"", "", SHA_256 "!", "", ""},
    };
    each_is_told_as_expected(rows, COUNT_OF(rows));
}

static void a_full_name_that_says_the_opposite_leaves_it_open(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"Acme", "Collector", "", "3.2.4",
         "family unknown d: maker and product name agree: \"Collector\" and \"Collector\"; "
         "the advisory says different things of version 3.2.4"},
        {"Acme", "Collector", "", "3.2.6",
         "family not_affected d: maker and product name agree: \"Collector\" and \"Collector\"; "
         "version 3.2.6 is not among 3.2.5"},
        /* The same in other words, and words that nobody understands. */
        {"Acme", "Sampler", "", "3.2.5",
         "family affected e: maker and product name agree: \"Sampler\" and \"Sampler\"; "
         "version 3.2.5 is among 3.2.5"},
        {"Acme", "Grinder", "", "3.2.5",
         "family affected f: maker and product name agree: \"Grinder\" and \"Grinder\"; "
         "version 3.2.5 is among 3.2.5"},
        {"Acme", "Polisher", "", "1.6",
         "family affected g: maker and product name agree: \"Polisher\" and \"Polisher\"; "
         "version 1.6 is among <1.7.0"},
        {"Acme", "Collector", "", "",
         "family unknown d: maker and product name agree: \"Collector\" and \"Collector\"; "
         "the asset's version is not known; meant is 3.2.5"},
    };
    each_is_told_as_expected(rows, COUNT_OF(rows));
}

/* Rockwell's 6.4 is 6.40, and behind 6.31; for others 31 is more than 4. */
static void a_digit_that_may_be_left_out_leaves_it_open(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"Rockwell", "Bridge", "", "6.31",
         "family unknown i: maker and product name agree: \"Bridge\" and \"Bridge\"; whether "
         "version 6.31 is among < 6.4 cannot be decided"},
        {"Rockwell", "Bridge", "", "6.40",
         "family not_affected i: maker and product name agree: \"Bridge\" and \"Bridge\"; "
         "version 6.40 is not among < 6.4"},
        {"Rockwell", "Bridge", "", "6.3",
         "family affected i: maker and product name agree: \"Bridge\" and \"Bridge\"; version "
         "6.3 is among < 6.4"},
        {"Acme", "Turner", "", "6.31",
         "family not_affected h: maker and product name agree: \"Turner\" and \"Turner\"; "
         "version 6.31 is not among < 6.4"},
    };
    each_is_told_as_expected(rows, COUNT_OF(rows));
}

static void the_number_that_agrees_is_told(void **state)
{
    (void)state;
    const struct asset asset = {.maker = STR("Acme"), .order_code = STR("ML-10002")};
    is_told(&asset, "certain affected l: order code ML-10002 is the product's model number "
                    "ML-10002; all versions are meant");
}

/* What is told as safe by one name hides no other that may be hit. */
static void a_safe_version_hides_nothing(void **state)
{
    (void)state;
#define AGREES "j: maker and product name agree: \"Turnmaster\" and \"Turnmaster\"; version "
    static const struct row rows[] = {
        {"Acme", "Turnmaster", "", "2.9",
         "family not_affected " AGREES "2.9 is not among 3.1"
         "possible unknown k: \"Turnmaster\" may stand for \"Turnmaster Legacy\", which says more; "
         "version "
         "2.9 is among <= 2.11"},
        {"Acme", "Turnmaster", "", "3.1", "family affected " AGREES "3.1 is among 3.1"},
        {"Acme", "Turnmaster", "", "3.2", "family not_affected " AGREES "3.2 is not among 3.1"},
    };
    each_is_told_as_expected(rows, COUNT_OF(rows));
}

int match_verdict_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_digit_that_may_be_left_out_leaves_it_open),
        cmocka_unit_test(a_safe_version_hides_nothing),
        cmocka_unit_test(the_number_that_agrees_is_told),
        cmocka_unit_test(the_hash_of_a_file_says_product_and_version),
        cmocka_unit_test(a_full_name_that_says_the_opposite_leaves_it_open),
    };
    return cmocka_run_group_tests_name("match_verdict", tests, NULL, NULL);
}
