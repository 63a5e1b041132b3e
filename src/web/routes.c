/* SPDX-License-Identifier: Apache-2.0 */
/* routes.c - a tree of path segments over the route table: built once, read by every request. */
#include "web/routes.h"

#include "web/handlers.h"

const struct route route_table[] = {
#include "web/routes.def"
};
const size_t route_count = COUNT_OF(route_table);

static const char *const mount_paths[MOUNT_COUNT] = {
    [MOUNT_ROOT] = "",
    [MOUNT_SHELL] = "/shells/{aasIdentifier}",
    [MOUNT_SHELL_SERVICE] = "/aas",
    [MOUNT_SUBMODEL] = "/submodels/{submodelIdentifier}",
    [MOUNT_SHELL_SUBMODEL] = "/shells/{aasIdentifier}/submodels/{submodelIdentifier}",
    [MOUNT_SERVICE_SUBMODEL] = "/aas/submodels/{submodelIdentifier}",
    [MOUNT_SUBMODEL_SERVICE] = "/submodel",
};

static const char *const parameter_names[PARAMETER_COUNT] = {
    [PARAMETER_SHELL] = "{aasIdentifier}",
    [PARAMETER_SUBMODEL] = "{submodelIdentifier}",
    [PARAMETER_CONCEPT] = "{cdIdentifier}",
    [PARAMETER_PATH] = "{idShortPath}",
    [PARAMETER_HANDLE] = "{handleId}",
    [PARAMETER_PACKAGE] = "{packageId}",
    [PARAMETER_ITEM] = "{itemIdentifier}",
    [PARAMETER_ADVISORY] = "{advisoryIdentifier}",
    [PARAMETER_SOURCE] = "{sourceIdentifier}",
    [PARAMETER_UI_VERSION] = "{uiVersion}",
    [PARAMETER_UI_FOLDER] = "{uiFolder}",
    [PARAMETER_UI_FILE] = "{uiFile}",
    [PARAMETER_SEQ] = "{seq}",
    [PARAMETER_CSAF_NAME] = "{csafName}",
    [PARAMETER_CSAF_FILE] = "{csafFile}",
};

/* One segment of a path. Children are a list: at most a dozen, the frequent ones first. */
struct step {
    str literal; /* empty for a parameter */
    enum route_parameter parameter;
    struct step *children;
    struct step *next;
    const struct route *routes[HTTP_METHOD_COUNT];
    enum mount mounts[HTTP_METHOD_COUNT];
};

struct routes {
    struct step root;
};

/* Takes the segment up to the next '/' off *path, which begins with one. */
static str take_segment(str *path)
{
    str rest = str_of(path->p + 1, path->n - 1);
    size_t bytes = str_find_char(rest, '/');
    *path = str_of(rest.p + bytes, rest.n - bytes);
    return str_of(rest.p, bytes);
}

static struct step *step_below(struct arena *arena, struct step *step, str segment)
{
    struct step **last = &step->children;
    for (; *last; last = &(*last)->next) {
        str own =
            (*last)->literal.n ? (*last)->literal : str_from(parameter_names[(*last)->parameter]);
        if (str_equal(own, segment))
            return *last;
    }
    *last = ARENA_NEW(arena, struct step);
    if (segment.p[0] != '{') {
        (*last)->literal = segment;
        return *last;
    }
    for (size_t i = 0; i < PARAMETER_COUNT; i++)
        if (str_equal(segment, str_from(parameter_names[i])))
            (*last)->parameter = (enum route_parameter)i;
    return *last;
}

static void add_route(struct arena *arena, struct routes *routes, const struct route *route,
                      enum mount mount)
{
    struct step *step = &routes->root;
    str parts[2] = {str_from(mount_paths[mount]), str_from(route->suffix)};
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        while (parts[i].n > 1)
            step = step_below(arena, step, take_segment(&parts[i]));
    assert(!step->routes[route->method]);
    step->routes[route->method] = route;
    step->mounts[route->method] = mount;
}

const struct routes *routes_new(struct arena *arena)
{
    struct routes *routes = ARENA_NEW(arena, struct routes);
    for (size_t i = 0; i < route_count; i++)
        for (unsigned mount = 0; mount < MOUNT_COUNT; mount++)
            if (route_table[i].mounts & 1u << mount)
                add_route(arena, routes, &route_table[i], (enum mount)mount);
    return routes;
}

/* Compares a segment as sent with a literal; "%24value" is "$value". */
static bool segment_is(str segment, str literal)
{
    static const char digits[] = "0123456789abcdef";
    if (segment.n == literal.n)
        return memcmp(segment.p, literal.p, literal.n) == 0;
    size_t at = 0;
    for (size_t i = 0; i < literal.n; i++) {
        unsigned char c = (unsigned char)literal.p[i];
        if (at < segment.n && segment.p[at] == (char)c)
            at++;
        else if (at + 2 < segment.n && segment.p[at] == '%' &&
                 (segment.p[at + 1] | 0x20) == (digits[c >> 4] | 0x20) &&
                 (segment.p[at + 2] | 0x20) == (digits[c & 15] | 0x20))
            at += 3;
        else
            return false;
    }
    return at == segment.n;
}

static str strip_prefix(str *path)
{
    static const char *const prefixes[] = {"/api/v3", "/api/v3.0", "/api/v3.1", "/api/v3.2"};
    if (!str_starts_with(*path, STR("/api/v3")))
        return STR("");
    for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
        str prefix = str_from(prefixes[i]);
        if (str_starts_with(*path, prefix) && (path->n == prefix.n || path->p[prefix.n] == '/')) {
            str found = str_of(path->p, prefix.n);
            *path = str_of(path->p + prefix.n, path->n - prefix.n);
            return found;
        }
    }
    return STR("");
}

static const struct step *find_step(const struct routes *routes, str path,
                                    struct route_match *match)
{
    const struct step *step = &routes->root;
    while (path.n > 1) {
        str segment = take_segment(&path);
        const struct step *child = step->children;
        for (; child; child = child->next)
            if (child->literal.n ? segment_is(segment, child->literal) : segment.n > 0)
                break;
        if (!child)
            return NULL;
        if (!child->literal.n)
            match->parameters[child->parameter] = segment;
        step = child;
    }
    return step;
}

void routes_find(const struct routes *routes, enum http_method method, str path,
                 struct route_match *ret_match)
{
    *ret_match = (struct route_match){0};
    ret_match->prefix = strip_prefix(&path);
    if (path.n && path.p[0] != '/')
        return;
    const struct step *step = find_step(routes, path, ret_match);
    if (!step)
        return;
    for (unsigned i = 0; i < HTTP_METHOD_COUNT; i++)
        if (step->routes[i])
            ret_match->methods |= 1u << i;
    if (method == HTTP_HEAD)
        method = HTTP_GET;
    ret_match->route = step->routes[method];
    ret_match->mount = step->mounts[method];
}

str route_path(struct arena *arena, const struct route *route, enum mount mount)
{
    str path = arena_printf(arena, "%s%s", mount_paths[mount], route->suffix);
    return path.n ? path : STR("/");
}

str routes_allow(unsigned methods, char to[static ALLOW_BYTES_MAX])
{
    size_t n = 0;
    if (methods & 1u << HTTP_GET)
        methods |= 1u << HTTP_HEAD;
    methods |= 1u << HTTP_OPTIONS;
    for (unsigned i = 0; i < HTTP_METHOD_COUNT; i++) {
        if (!(methods & 1u << i))
            continue;
        str name = http_method_name((enum http_method)i);
        if (n) {
            memcpy(to + n, ", ", 2);
            n += 2;
        }
        memcpy(to + n, name.p, name.n);
        n += name.n;
    }
    return str_of(to, n);
}
