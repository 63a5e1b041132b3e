/* SPDX-License-Identifier: Apache-2.0 */
/* http_multipart_test.c - form data as browsers and tools send it, and as they must not. */
#include "net/http.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/buf.h"

#define TYPE STR("multipart/form-data; boundary=b")
#define DISPOSITION "Content-Disposition: form-data; name=\"n\""
#define PART(head, bytes) STR("--b\r\n" head "\r\n\r\n" bytes "\r\n--b--\r\n")

static void content_types_are_judged(void **state)
{
    (void)state;
    static const struct {
        str type;
        err_t code;
    } rows[] = {
        {STR("multipart/form-data; boundary=b"), ERR_OK},
        {STR("Multipart/Form-Data;BOUNDARY=\"b\""), ERR_OK},
        {STR("multipart/form-data ; charset=utf-8 ; boundary=b;"), ERR_OK},
        {STR("multipart/form-data; x=\"; boundary=c\"; boundary=b"), ERR_OK},
        {STR("multipart/mixed; boundary=b"), ERR_MEDIA_TYPE},
        {STR("multipart/form-data2; boundary=b"), ERR_MEDIA_TYPE},
        {STR("application/json"), ERR_MEDIA_TYPE},
        {STR(""), ERR_MEDIA_TYPE},
        {STR("multipart/form-data"), ERR_SYNTAX},
        {STR("multipart/form-data; boundary="), ERR_SYNTAX},
        {STR("multipart/form-data; boundary=\"\""), ERR_SYNTAX},
        {STR("multipart/form-data; boundary=\"b"), ERR_SYNTAX},
        {STR("multipart/form-data; boundary=\"b \""), ERR_SYNTAX},
        {STR("multipart/form-data; boundary=\"b\xc3\xa4\""), ERR_SYNTAX},
        {STR("multipart/form-data; boundary=b; boundary=b"), ERR_SYNTAX},
        {STR("multipart/form-data; boundary=\"1234567890123456789012345678901234567890"
             "1234567890123456789012345678901\""),
         ERR_SYNTAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct http_part *parts;
        size_t count;
        err_t code = http_multipart_parse(&arena, rows[i].type, PART(DISPOSITION, "x"), &parts,
                                          &count, NULL);
        if (code != rows[i].code)
            fail_msg("row %zu (%.*s): %s", i, STR_ARG(rows[i].type), err_text(code));
        arena_release(&arena);
    }
}

static void single_parts_are_read(void **state)
{
    (void)state;
    static const struct {
        str body;
        struct http_part part;
    } rows[] = {
        {PART(DISPOSITION, "x"), {STR("n"), {0}, {0}, STR("x")}},
        {PART(DISPOSITION, ""), {STR("n"), {0}, {0}, STR("")}},
        {STR("--b\r\n" DISPOSITION "\r\n\r\n--b--"), {STR("n"), {0}, {0}, STR("")}},
        {PART(DISPOSITION, "\r\n--\r\n--c\r\n"), {STR("n"), {0}, {0}, STR("\r\n--\r\n--c\r\n")}},
        {PART(DISPOSITION, "a\r\n--bc\r\nd"), {STR("n"), {0}, {0}, STR("a\r\n--bc\r\nd")}},
        {PART(DISPOSITION, "\0\xff"), {STR("n"), {0}, {0}, STR("\0\xff")}},
        {STR("preamble\r\n--b \t\r\n" DISPOSITION "\r\n\r\nx\r\n--b--epilogue"),
         {STR("n"), {0}, {0}, STR("x")}},
        {PART("content-type:text/plain\r\nX-Other: 1\r\n" DISPOSITION "; filename=\"f.txt\"", "x"),
         {STR("n"), STR("f.txt"), STR("text/plain"), STR("x")}},
        {PART("Content-Disposition:form-data;name=n;filename=f", "x"),
         {STR("n"), STR("f"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"\"", "x"), {STR("n"), STR(""), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"\xc3\xa4 \\\"\\\\ ;.txt\"", "x"),
         {STR("n"), STR(" ;.txt"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"a\\\"b\"", "x"), {STR("n"), STR("a\"b"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"\xc3\xa4.aasx\"", "x"),
         {STR("n"), STR("\xc3\xa4.aasx"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"C:\\dir\\f.txt\"", "x"),
         {STR("n"), STR("f.txt"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"../../etc/f\"", "x"), {STR("n"), STR("f"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename=\"a\"; filename*=UTF-8''%C3%A4%20.txt", "x"),
         {STR("n"), STR("\xc3\xa4 .txt"), {0}, STR("x")}},
        {PART(DISPOSITION "; filename*=utf-8'de'..%2Fa", "x"), {STR("n"), STR("a"), {0}, STR("x")}},
        {PART("Content-Transfer-Encoding: binary\r\n" DISPOSITION, "x"),
         {STR("n"), {0}, {0}, STR("x")}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct http_part *parts;
        size_t count;
        struct fail why = {0};
        const struct http_part *wanted = &rows[i].part;
        if (http_multipart_parse(&arena, TYPE, rows[i].body, &parts, &count, &why))
            fail_msg("row %zu: %s", i, why.text);
        assert_int_equal(count, 1);
        if (!str_equal(parts[0].name, wanted->name) || !str_equal(parts[0].bytes, wanted->bytes) ||
            !str_equal(parts[0].file_name, wanted->file_name) ||
            !str_equal(parts[0].content_type, wanted->content_type) ||
            !parts[0].file_name.p != !wanted->file_name.p)
            fail_msg("row %zu: got %.*s, %.*s, %.*s", i, STR_ARG(parts[0].name),
                     STR_ARG(parts[0].file_name), STR_ARG(parts[0].bytes));
        arena_release(&arena);
    }
}

static void faults_are_refused(void **state)
{
    (void)state;
    static const str rows[] = {
        STR(""),
        STR("--b"),
        STR("--b\r\n"),
        STR("x\n--b--"),
        STR("--b\r\n" DISPOSITION "\r\n\r\nx"),
        STR("--b\r\n" DISPOSITION "\r\n\r\nx\r\n--b"),
        STR("--b\r\n" DISPOSITION "\r\n\r\nx\n--b--"),
        STR("--b\r\n" DISPOSITION "\n\nx\r\n--b--"),
        STR("--b\r\n\r\nx\r\n--b--"),
        PART("X: y", "x"),
        PART("Content-Disposition: attachment; name=n", "x"),
        PART("Content-Disposition: form-data", "x"),
        PART("Content-Disposition: form-data; name", "x"),
        PART("Content-Disposition: form-data; name=", "x"),
        PART("Content-Disposition: form-data name=n", "x"),
        PART("Content-Disposition: form-data; name=\"n", "x"),
        PART("Content-Disposition: form-data; name=\"\xff\"", "x"),
        PART("Content-Disposition: form-data; name=\"a\0b\"", "x"),
        PART(DISPOSITION "; name=m", "x"),
        PART(DISPOSITION "; filename=a; filename=b", "x"),
        PART(DISPOSITION "\r\n" DISPOSITION, "x"),
        PART(DISPOSITION "; filename=\"a\tb\"", "x"),
        PART(DISPOSITION "; filename*=ISO-8859-1''a", "x"),
        PART(DISPOSITION "; filename*=UTF-8''%FF", "x"),
        PART(DISPOSITION "; filename*=UTF-8''%00", "x"),
        PART(DISPOSITION "; filename*=a", "x"),
        PART(DISPOSITION "\r\n folded", "x"),
        PART("Content-Transfer-Encoding: base64\r\n" DISPOSITION, "x"),
        PART("Content-Type: a\x01\r\n" DISPOSITION, "x"),
        PART("Content-Type: a\r\nContent-Type: a\r\n" DISPOSITION, "x"),
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct http_part *parts;
        size_t count;
        err_t code = http_multipart_parse(&arena, TYPE, rows[i], &parts, &count, NULL);
        if (code != ERR_SYNTAX)
            fail_msg("row %zu: %s", i, err_text(code));
        arena_release(&arena);
    }
}

static err_t parse_parts(size_t wanted, size_t *ret_count)
{
    struct arena arena = {0};
    struct buf body = {0};
    struct http_part *parts;
    for (size_t i = 0; i < wanted; i++)
        buf_add(&body, STR("--b\r\n" DISPOSITION "\r\n\r\nx\r\n"));
    buf_add(&body, STR("--b--\r\n"));
    err_t code = http_multipart_parse(&arena, TYPE, buf_str(&body), &parts, ret_count, NULL);
    for (size_t i = 0; !code && i < wanted; i++)
        assert_true(str_equal(parts[i].bytes, STR("x")));
    buf_release(&body);
    arena_release(&arena);
    return code;
}

static void part_count_is_bounded(void **state)
{
    (void)state;
    size_t count = 99;
    assert_int_equal(parse_parts(0, &count), ERR_OK);
    assert_int_equal(count, 0);
    assert_int_equal(parse_parts(HTTP_PARTS_MAX, &count), ERR_OK);
    assert_int_equal(count, HTTP_PARTS_MAX);
    assert_int_equal(parse_parts(HTTP_PARTS_MAX + 1, &count), ERR_TOO_LARGE);
}

static err_t parse_head(int headers, int value_bytes)
{
    struct arena arena = {0};
    struct buf body = {0};
    struct http_part *parts;
    size_t count;
    buf_add(&body, STR("--b\r\n" DISPOSITION "\r\n"));
    for (int i = 1; i < headers; i++)
        buf_printf(&body, "X:%*s\r\n", value_bytes, "");
    buf_add(&body, STR("\r\nx\r\n--b--\r\n"));
    err_t code = http_multipart_parse(&arena, TYPE, buf_str(&body), &parts, &count, NULL);
    buf_release(&body);
    arena_release(&arena);
    return code;
}

static void part_heads_are_bounded(void **state)
{
    (void)state;
    assert_int_equal(parse_head(16, 1), ERR_OK);
    assert_int_equal(parse_head(17, 1), ERR_TOO_LARGE);
    assert_int_equal(parse_head(2, 4096 - 4), ERR_OK);
    assert_int_equal(parse_head(2, 4096 - 3), ERR_TOO_LARGE);
}

int http_multipart_test(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(content_types_are_judged), cmocka_unit_test(single_parts_are_read),
        cmocka_unit_test(faults_are_refused), cmocka_unit_test(part_count_is_bounded),
        cmocka_unit_test(part_heads_are_bounded)};
    return cmocka_run_group_tests_name("http_multipart", tests, NULL, NULL);
}
