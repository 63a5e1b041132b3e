/* SPDX-License-Identifier: Apache-2.0 */
/* base64_test.c - the vectors of RFC 4648 section 10 and what lies beside them. */
#include "base/base64.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct row {
    const char *plain, *standard, *url;
};

static const struct row vectors[] = {
    {"", "", ""},
    {"f", "Zg==", "Zg"},
    {"fo", "Zm8=", "Zm8"},
    {"foo", "Zm9v", "Zm9v"},
    {"foob", "Zm9vYg==", "Zm9vYg"},
    {"fooba", "Zm9vYmE=", "Zm9vYmE"},
    {"foobar", "Zm9vYmFy", "Zm9vYmFy"},
    {"\xFB\xEF\xFF", "++//", "--__"},
};

static void vectors_go_both_ways(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(vectors); i++) {
        str plain = str_from(vectors[i].plain), bytes;
        struct buf out = {0};
        base64_encode(&out, plain);
        assert_true(str_equal(buf_str(&out), str_from(vectors[i].standard)));
        buf_reset(&out);
        base64url_encode(&out, plain);
        assert_true(str_equal(buf_str(&out), str_from(vectors[i].url)));
        assert_true(str_equal(base64url_dup(&arena, plain), str_from(vectors[i].url)));
        assert_true(base64_decode(&arena, str_from(vectors[i].standard), &bytes));
        assert_true(str_equal(bytes, plain));
        assert_true(base64url_decode(&arena, str_from(vectors[i].url), &bytes));
        assert_true(str_equal(bytes, plain));
        assert_true(base64_is_valid(str_from(vectors[i].standard)));
        buf_release(&out);
    }
    arena_release(&arena);
}

static void decoders_know_their_alphabet(void **state)
{
    (void)state;
    static const struct {
        str text;
        bool standard, url;
    } rows[] = {
        {STR("Zg"), false, true},        {STR("Zg="), false, false},
        {STR("Zg=="), true, true},       {STR("Zg==="), false, false},
        {STR("Z"), false, false},        {STR("Zh=="), true, true},
        {STR("Zm9v\n"), true, false},    {STR("Z m 9 v"), true, false},
        {STR("Zm=9"), false, false},     {STR("=Zm9"), false, false},
        {STR("===="), false, false},     {STR("++//"), true, false},
        {STR("--__"), false, true},      {STR("Zm9v!"), false, false},
        {STR("Zg==Zg=="), false, false}, {STR("\xC3\xBC"), false, false},
        {STR("Z\0g="), false, false},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str bytes;
        bool standard = base64_decode(&arena, rows[i].text, &bytes);
        bool url = base64url_decode(&arena, rows[i].text, &bytes);
        if (standard != rows[i].standard || url != rows[i].url ||
            base64_is_valid(rows[i].text) != standard)
            fail_msg("%.*s: %d %d", STR_ARG(rows[i].text), standard, url);
    }
    arena_release(&arena);
}

static void every_byte_goes_round(void **state)
{
    (void)state;
    char all[256 + 2];
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)i;
    for (size_t n = 250; n <= sizeof all; n++) {
        struct buf out = {0};
        str bytes;
        base64_encode(&out, str_of(all, n));
        assert_true(base64_decode(&arena, buf_str(&out), &bytes));
        assert_true(str_equal(bytes, str_of(all, n)));
        assert_true(base64url_decode(&arena, base64url_dup(&arena, str_of(all, n)), &bytes));
        assert_true(str_equal(bytes, str_of(all, n)));
        buf_release(&out);
    }
    arena_release(&arena);
}

static void encoder_keeps_the_cap(void **state)
{
    (void)state;
    struct buf out = {.bytes_max = 7};
    base64_encode(&out, STR("foob"));
    assert_true(out.over);
    assert_int_equal(out.n, 0);
    buf_release(&out);
}

int base64_test(void);
int base64_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_go_both_ways),
        cmocka_unit_test(decoders_know_their_alphabet),
        cmocka_unit_test(every_byte_goes_round),
        cmocka_unit_test(encoder_keeps_the_cap),
    };
    return cmocka_run_group_tests_name("base64", tests, NULL, NULL);
}
