/* SPDX-License-Identifier: Apache-2.0 */
/* routes_test.c - finding rows by method and path, and the table's own order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "web/routes.h"

static const struct {
    enum http_method method;
    const char *path;
    const char *suffix; /* of the row; NULL: none */
    enum mount mount;
    const char *prefix;
    enum route_parameter parameter;
    const char *value; /* NULL: not looked at */
} rows[] = {
    {HTTP_GET, "/", "", MOUNT_ROOT, "", 0, NULL},
    {HTTP_GET, "/api/v3", "", MOUNT_ROOT, "/api/v3", 0, NULL},
    {HTTP_GET, "/shells", "/shells", MOUNT_ROOT, "", 0, NULL},
    {HTTP_HEAD, "/shells/", "/shells", MOUNT_ROOT, "", 0, NULL},
    {HTTP_GET, "/api/v3.1/shells/QQ", "", MOUNT_SHELL, "/api/v3.1", PARAMETER_SHELL, "QQ"},
    {HTTP_GET, "/shells/$reference", "/shells/$reference", MOUNT_ROOT, "", 0, NULL},
    {HTTP_GET, "/shells/%24reference", "/shells/$reference", MOUNT_ROOT, "", 0, NULL},
    {HTTP_GET, "/shells/a/submodels/b/submodel-elements/c%5B0%5D/$value",
     "/submodel-elements/{idShortPath}/$value", MOUNT_SHELL_SUBMODEL, "", PARAMETER_PATH,
     "c%5B0%5D"},
    {HTTP_PUT, "/submodel", "", MOUNT_SUBMODEL_SERVICE, "", 0, NULL},
    {HTTP_DELETE, "/submodel", NULL, 0, "", 0, NULL},
    {HTTP_PATCH, "/shells", NULL, 0, "", 0, NULL},
    {HTTP_GET, "/api/v3.3/shells", NULL, 0, "", 0, NULL},
    {HTTP_GET, "//", NULL, 0, "", 0, NULL},
    {HTTP_GET, "/shells//submodels/x", NULL, 0, "", 0, NULL},
    {HTTP_GET, "", "", MOUNT_ROOT, "", 0, NULL},
};

static void test_find(void **state)
{
    struct arena arena = {0};
    const struct routes *routes = routes_new(&arena);
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct route_match match;
        routes_find(routes, rows[i].method, str_from(rows[i].path), &match);
        assert_int_equal(match.route != NULL, rows[i].suffix != NULL);
        if (!match.route)
            continue;
        assert_string_equal(match.route->suffix, rows[i].suffix);
        assert_int_equal(match.mount, rows[i].mount);
        assert_true(str_equal(match.prefix, str_from(rows[i].prefix)));
        if (rows[i].value)
            assert_true(str_equal(match.parameters[rows[i].parameter], str_from(rows[i].value)));
    }
    arena_release(&arena);
}

static void test_allow(void **state)
{
    char text[ALLOW_BYTES_MAX];
    (void)state;
    assert_true(str_equal(routes_allow(0, text), STR("OPTIONS")));
    assert_true(str_equal(routes_allow(1u << HTTP_GET | 1u << HTTP_PUT, text),
                          STR("GET, HEAD, PUT, OPTIONS")));
    assert_true(str_equal(routes_allow((1u << HTTP_METHOD_COUNT) - 1, text),
                          STR("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")));
}

/* A parameter before a literal would swallow it. */
static void test_literals_are_reached(void **state)
{
    struct arena arena = {0};
    const struct routes *routes = routes_new(&arena);
    (void)state;
    for (size_t i = 0; i < route_count; i++) {
        struct route_match match;
        if (!(route_table[i].mounts & AT_ROOT))
            continue;
        routes_find(routes, route_table[i].method, str_from(route_table[i].suffix), &match);
        assert_ptr_equal(match.route, &route_table[i]);
    }
    arena_release(&arena);
}

int routes_test(void);
int routes_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_find), cmocka_unit_test(test_allow),
                                       cmocka_unit_test(test_literals_are_reached)};
    return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
