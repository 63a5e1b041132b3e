/* SPDX-License-Identifier: Apache-2.0 */
/* login_test.c - the file of logins, and addresses of machines. */
#include "link/login.h"

#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"

static err_t read_text(struct arena *arena, const char *text, struct link_logins *logins,
                       struct fail *why)
{
    char path[] = "/tmp/schale-login-XXXXXX";
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
    err_t err = link_logins_read(arena, path, logins, why);
    unlink(path);
    return err;
}

static void files(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        err_t err;
        size_t count;
    } table[] = {{"", ERR_OK, 0},
                 {"# none\n\n", ERR_OK, 0},
                 {"http://a user hush\nmqtt://b:1 u a b c\r\n", ERR_OK, 2},
                 {"http://a user", ERR_USAGE, 0},
                 {"http://a user ", ERR_USAGE, 0},
                 {"ftp://a user hush", ERR_USAGE, 0},
                 {"user hush", ERR_USAGE, 0}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena arena = {0};
        struct link_logins logins;
        struct fail why = {0};
        assert_int_equal(read_text(&arena, table[i].text, &logins, &why), table[i].err);
        if (!table[i].err)
            assert_int_equal(logins.count, table[i].count);
        else
            assert_null(strstr(why.text, "hush"));
        arena_release(&arena);
    }
}

static void limit_of_lines(void **state)
{
    (void)state;
    for (size_t more = 0; more < 2; more++) {
        struct arena arena = {0};
        struct buf text = {0};
        struct link_logins logins;
        struct fail why = {0};
        for (size_t i = 0; i < LINK_LOGINS_MAX + more; i++)
            buf_printf(&text, "http://host%zu user hush\n", i);
        buf_add_char(&text, '\0');
        assert_int_equal(read_text(&arena, text.p, &logins, &why), more ? ERR_TOO_LARGE : ERR_OK);
        buf_release(&text);
        arena_release(&arena);
    }
}

static void found_by_address(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct link_logins logins;
    struct fail why = {0};
    struct address address;
    assert_int_equal(read_text(&arena, "mqtt://b:1 user a b c\n", &logins, &why), ERR_OK);
    assert_int_equal(address_read_machine(&arena, STR("mqtt://B:1/"), (str){0}, &address, &why),
                     ERR_OK);
    const struct link_login *login = link_login_find(&logins, &address);
    assert_non_null(login);
    assert_string_equal(login->user, "user");
    assert_string_equal(login->password, "a b c");
    assert_int_equal(address_read_machine(&arena, STR("mqtt://b"), (str){0}, &address, &why),
                     ERR_OK);
    assert_true(str_equal(address.port, STR("1883")));
    assert_null(link_login_find(&logins, &address));
    arena_release(&arena);
}

static void machine_addresses(void **state)
{
    (void)state;
    static const struct {
        const char *base, *href, *host, *port, *path; /* host NULL: refused */
    } table[] = {{"modbus+tcp://10.0.0.1", NULL, "10.0.0.1", "502", "/"},
                 {"modbus+tcp://plc:1502/1", NULL, "plc", "1502", "/1"},
                 {"mqtts://broker", NULL, "broker", "8883", "/"},
                 {"http://a/api/", "x/y", "a", "80", "/api/x/y"},
                 {"http://a/api/", "/x", "a", "80", "/x"},
                 {"http://a/api", "https://b/z", "b", "443", "/z"},
                 {"http://a/", "//b/x", "b", "80", "/x"},
                 {"http://[::1]:8080", NULL, "[::1]", "8080", "/"},
                 {"http://a/api/", "../%2e%2e/x", NULL, NULL, NULL},
                 {"opc.tcp://a:4840", NULL, NULL, NULL, NULL},
                 {"http://u:p@a/", NULL, NULL, NULL, NULL},
                 {"/x", NULL, NULL, NULL, NULL},
                 {"", NULL, NULL, NULL, NULL}};
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct arena arena = {0};
        struct address address;
        struct fail why = {0};
        err_t err = address_read_machine(&arena, str_from(table[i].base), str_from(table[i].href),
                                         &address, &why);
        assert_int_equal(err, table[i].host ? ERR_OK : ERR_INVALID);
        if (!err) {
            assert_string_equal(address.host.p, table[i].host);
            assert_string_equal(address.port.p, table[i].port);
            assert_string_equal(address.path.p, table[i].path);
        }
        assert_int_equal(address_read(&arena, STR("mqtt://a/"), &address, &why), ERR_INVALID);
        arena_release(&arena);
    }
}

int login_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(files), cmocka_unit_test(limit_of_lines),
                                       cmocka_unit_test(found_by_address),
                                       cmocka_unit_test(machine_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
