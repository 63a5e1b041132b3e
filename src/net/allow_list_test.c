/* SPDX-License-Identifier: Apache-2.0 */
/* allow_list_test.c - what an item allows, and the ways around it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "net/allow_list.h"

static void items_allow(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *url;
        bool expected;
    } table[] = {
        {"http://a.example:8000/ops", "http://a.example:8000/ops", true},
        {"http://a.example:8000/ops", "http://a.example:8000/ops/add?x=1", true},
        {"http://a.example:8000/ops", "HTTP://A.Example:8000/ops/add", true},
        {"http://a.example:8000/ops", "http://a.example:8000/opsx", false},
        {"http://a.example:8000/ops", "http://a.example:8000/Ops", false},
        {"http://a.example:8000/ops/", "http://a.example:8000/ops/x", true},
        {"http://a.example:8000/ops/", "http://a.example:8000/ops", false},
        {"http://a.example:8000", "http://a.example:8000/anything", true},
        {"http://a.example:8000", "http://a.example:8001/", false},
        {"http://a.example:8000", "https://a.example:8000/", false},
        {"http://a.example", "http://a.example:80/x", true},
        {"https://a.example:443", "https://a.example/x", true},
        {"http://a.example", "http://a.example.evil.example/", false},
        {"http://a.example", "http://a.example@evil.example/", false},
        {"http://a.example", "http://a.example:80@evil.example/", false},
        {"http://a.example", "http://evil.example#@a.example/", false},
        {"http://a.example", "http://evil.example\\@a.example/", false},
        {"http://a.example", "http://user:word@a.example/", false},
        {"http://a.example/ops", "http://a.example/ops/../admin", false},
        {"http://a.example/ops", "http://a.example/ops/%2e%2e/admin", false},
        {"http://a.example/ops", "http://a.example/ops/%2E./admin", false},
        {"http://a.example/ops", "http://a.example/ops/..%2fadmin", false},
        {"http://a.example/ops", "http://a.example/ops/..%5cadmin", false},
        {"http://a.example/ops", "http://a.example/x/../ops", true},
        {"http://127.0.0.1:80", "http://127.1/", true},      /* libcurl calls 127.0.0.1 */
        {"http://127.0.0.1:80", "http://0x7f000001/", true}, /* too */
        {"http://10.0.0.1", "http://0x7f000001/", false},
        {"http://[::1]:80", "http://[::1]/x", true},
        {"http://a.example", "file:///etc/passwd", false},
        {"http://a.example", "gopher://a.example:80/", false},
        {"http://a.example", "a.example", false},
        {"http://a.example", "http://a.example /", false},
        {"http://a.example", "http://a.example/\r\nX: y", false},
        {"http://a.example", "http://a.\xc3\xa4xample/", false},
        {"http://a.example", "", false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena arena = {0};
        struct allow_list list = {0};
        struct address address;
        struct fail why;
        assert_int_equal(allow_list_add(&list, &arena, table[i].pattern, &why), ERR_OK);
        bool allowed = address_read(&arena, str_from(table[i].url), &address, &why) == ERR_OK &&
                       allow_list_has(&list, &address);
        if (allowed != table[i].expected)
            fail_msg("%s and %s", table[i].pattern, table[i].url);
        arena_release(&arena);
    }
}

static void what_is_no_item(void **state)
{
    (void)state;
    static const char *const table[] = {"",
                                        "a.example",
                                        "ftp://a.example",
                                        "http://",
                                        "http://u@a.example",
                                        "http://a.example?x",
                                        "http://a.example#x",
                                        "*",
                                        "http://a.example:99999"};
    struct arena arena = {0};
    struct allow_list list = {0};
    struct fail why;
    for (size_t i = 0; i < COUNT_OF(table); i++)
        assert_int_equal(allow_list_add(&list, &arena, table[i], &why), ERR_USAGE);
    assert_int_equal(list.count, 0);
    arena_release(&arena);
}

static void length_is_limited(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct fail why;
    struct address address;
    char url[ALLOW_LIST_URL_BYTES_MAX + 2];
    memset(url, 'a', sizeof url);
    memcpy(url, "http://a/", 9);
    assert_int_equal(address_read(&arena, str_of(url, ALLOW_LIST_URL_BYTES_MAX), &address, &why),
                     ERR_OK);
    assert_int_equal(
        address_read(&arena, str_of(url, ALLOW_LIST_URL_BYTES_MAX + 1), &address, &why),
        ERR_INVALID);
    arena_release(&arena);
}

int allow_list_test(void);
int allow_list_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(items_allow),
                                       cmocka_unit_test(what_is_no_item),
                                       cmocka_unit_test(length_is_limited)};
    return cmocka_run_group_tests_name("allow_list", tests, NULL, NULL);
}
