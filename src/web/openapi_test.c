/* SPDX-License-Identifier: Apache-2.0 */
/* openapi_test.c - what is listed as served, and what the files say of it. */
#include "web/openapi.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static const struct operation *find(const struct openapi *openapi, enum http_method method,
                                    const char *path)
{
    for (size_t i = 0; i < openapi->count; i++)
        if (openapi->operations[i].route->method == method &&
            str_equal(openapi->operations[i].path, str_from(path)))
            return &openapi->operations[i];
    return NULL;
}

static void add_name(void *context, str name, enum parameter_origin origin, const struct json *file,
                     uint32_t token)
{
    struct buf *out = context;
    (void)token;
    buf_add_char(out, "ptf"[origin]);
    buf_add_char(out, file ? ':' : '?');
    buf_add(out, name);
    buf_add_char(out, ' ');
}

static void test_operations(void **state)
{
    static const struct {
        enum http_method method;
        const char *path, *tag, *id, *parameters;
    } rows[] = {
        {HTTP_GET, "/shells", "Asset Administration Shell Repository API",
         "GetAllAssetAdministrationShells", "t:limit t:cursor f:assetIds f:idShort "},
        {HTTP_GET, "/shells/{aasIdentifier}/submodels/{submodelIdentifier}",
         "Asset Administration Shell Repository API", "GetSubmodelById_AasRepository",
         "p:aasIdentifier p:submodelIdentifier t:level t:extent "},
        {HTTP_POST, "/upload", "Schale", "PostUpload", "f:strict "},
        {HTTP_GET, "/", "Schale", "GetHome", ""},
    };
    struct arena arena = {0};
    struct openapi openapi;
    struct fail why;
    (void)state;
    assert_int_equal(openapi_open(&arena, &openapi, &why), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct operation *operation = find(&openapi, rows[i].method, rows[i].path);
        struct buf names = {0};
        assert_non_null(operation);
        assert_true(str_equal(operation_tag(&openapi, operation), str_from(rows[i].tag)));
        assert_true(
            str_equal(operation_text(&openapi, operation, "operationId"), str_from(rows[i].id)));
        operation_parameters(&openapi, operation, add_name, &names);
        buf_add_char(&names, '\0');
        assert_string_equal(names.p, rows[i].parameters);
        buf_release(&names);
    }
    openapi_release(&openapi);
    arena_release(&arena);
}

/* What answers 501 is not listed; whatever else the table has is. */
static void test_what_is_served(void **state)
{
    struct arena arena = {0};
    struct openapi openapi;
    struct fail why;
    size_t served = 0;
    (void)state;
    assert_int_equal(openapi_open(&arena, &openapi, &why), ERR_OK);
    for (size_t i = 0; i < route_count; i++)
        for (unsigned mount = 0; mount < MOUNT_COUNT; mount++)
            served += route_table[i].mounts & 1u << mount && route_table[i].handler;
    assert_int_equal(openapi.count, served);
    assert_true(served > 90);
    openapi_release(&openapi);
    arena_release(&arena);
}

/* The groups stand in the order of the files, each once, and none without an operation. */
static void test_tags(void **state)
{
    struct arena arena = {0};
    struct openapi openapi;
    struct fail why;
    str tags[OPENAPI_TAGS_MAX];
    (void)state;
    assert_int_equal(openapi_open(&arena, &openapi, &why), ERR_OK);
    size_t count = openapi_tags(&openapi, tags);
    assert_true(count > 3);
    assert_true(str_equal(tags[0], STR("Asset Administration Shell API")));
    assert_true(str_equal(tags[count - 2], STR("Schale")));
    assert_true(str_equal(tags[count - 1], STR("Security")));
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(tags[i], tags[k]));
    openapi_release(&openapi);
    arena_release(&arena);
}

static void test_undescribed(void **state)
{
    static const struct route route = {HTTP_GET, AT_ROOT, "/plan/x", NULL, Q_LEVEL, 0};
    struct operation operation = {.route = &route, .path = STR("/plan/{name}/x")};
    struct arena arena = {0};
    struct openapi openapi;
    struct fail why;
    struct buf names = {0};
    (void)state;
    assert_int_equal(openapi_open(&arena, &openapi, &why), ERR_OK);
    assert_true(str_equal(operation_tag(&openapi, &operation), STR("Schale")));
    assert_null(operation_text(&openapi, &operation, "summary").p);
    operation_parameters(&openapi, &operation, add_name, &names);
    assert_true(str_equal(buf_str(&names), STR("p?name t:level ")));
    buf_release(&names);
    openapi_release(&openapi);
    arena_release(&arena);
}

int openapi_test(void);
int openapi_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_operations), cmocka_unit_test(test_what_is_served),
        cmocka_unit_test(test_tags), cmocka_unit_test(test_undescribed)};
    return cmocka_run_group_tests_name("openapi", tests, NULL, NULL);
}
