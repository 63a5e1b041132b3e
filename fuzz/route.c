/* SPDX-License-Identifier: Apache-2.0 */
/* route.c - any path: what is found lies inside the path, and finding a path twice, with and
 * without a prefix, gives the same row. */
#include "web/routes.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    static const struct routes *routes;
    if (!routes)
        routes = routes_new(&arena);
    if (size < 1)
        return 0;
    enum http_method method = (enum http_method)(data[0] % HTTP_METHOD_COUNT);
    str path = {(const char *)data + 1, size - 1};
    struct route_match match, prefixed;
    routes_find(routes, method, path, &match);
    check(!match.route || match.methods & 1u << match.route->method);
    for (size_t i = 0; i < PARAMETER_COUNT; i++) {
        str value = match.parameters[i];
        check(!value.p || (value.p >= path.p && value.n > 0 &&
                           value.p + value.n <= path.p + path.n && !memchr(value.p, '/', value.n)));
    }
    if (match.prefix.n == 0 && path.n && path.p[0] == '/') {
        struct arena scratch = {0};
        str text = arena_printf(&scratch, "/api/v3.0%.*s", STR_ARG(path));
        if (text.n == path.n + 9) { /* no NUL in the path */
            routes_find(routes, method, text, &prefixed);
            check(prefixed.route == match.route && prefixed.methods == match.methods);
        }
        arena_release(&scratch);
    }
    return 0;
}
