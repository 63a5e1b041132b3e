/* SPDX-License-Identifier: Apache-2.0 */
/* jws_header_test.c - headers of RFC 7515 that are taken, and those that are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base64.h"
#include "base/buf.h"
#include "web/jws_header.h"

static err_t read_header(struct arena *arena, str header, str *ret_kid)
{
    struct buf jws = {0};
    struct fail why;
    base64url_encode(&jws, header);
    buf_add(&jws, STR(".e30.AA"));
    err_t err = jws_header_read(buf_str(&jws), arena, ret_kid, &why);
    buf_release(&jws);
    return err;
}

static void test_headers(void **state)
{
    static const struct {
        const char *header;
        bool taken;
    } rows[] = {
        {"{\"alg\":\"ES256\"}", true},
        {"{\"alg\":\"EdDSA\",\"kid\":\"k\",\"typ\":\"JWT\"}", true},
        {"{\"alg\":\"none\"}", false},
        {"{\"alg\":\"HS256\"}", false},
        {"{\"alg\":\"es256\"}", false},
        {"{\"alg\":7}", false},
        {"{}", false},
        {"[\"alg\"]", false},
        {"{\"alg\":\"ES256\"", false},
        {"{\"alg\":\"ES256\",\"kid\":1}", false},
        {"{\"alg\":\"ES256\",\"crit\":[\"exp\"]}", false},
        {"{\"alg\":\"ES256\",\"zip\":\"DEF\"}", false},
        {"{\"alg\":\"ES256\",\"b64\":false}", false},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str kid;
        err_t err = read_header(&arena, str_from(rows[i].header), &kid);
        if ((err == ERR_OK) != rows[i].taken)
            fail_msg("%s: %d", rows[i].header, (int)err);
    }
    str kid;
    assert_int_equal(read_header(&arena, str_from(rows[1].header), &kid), ERR_OK);
    assert_true(str_equal(kid, STR("k")));
    assert_int_equal(read_header(&arena, str_from(rows[0].header), &kid), ERR_OK);
    assert_null(kid.p);
    arena_release(&arena);
}

/* Base64url of 3 bytes is 4: JWS_HEADER_BYTES_MAX is met exactly, and passed by the next. */
static void test_longest(void **state)
{
    struct arena arena = {0};
    struct buf header = {0};
    str kid;
    (void)state;
    buf_add(&header, STR("{\"alg\":\"ES256\""));
    while (header.n < JWS_HEADER_BYTES_MAX / 4 * 3 - 1)
        buf_add_char(&header, ' ');
    buf_add_char(&header, '}');
    assert_int_equal(read_header(&arena, buf_str(&header), &kid), ERR_OK);
    buf_add_char(&header, ' ');
    assert_int_equal(read_header(&arena, buf_str(&header), &kid), ERR_SYNTAX);
    buf_release(&header);
    arena_release(&arena);
}

int jws_header_test(void);

int jws_header_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers),
        cmocka_unit_test(test_longest),
    };
    return cmocka_run_group_tests_name("jws_header", tests, NULL, NULL);
}
