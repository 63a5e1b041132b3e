/* SPDX-License-Identifier: Apache-2.0 */
/* openapi.c - the route table and the embedded files, brought together. */
#include "web/openapi.h"

static str file_text(const struct embedded_file *file)
{
    return str_of(file->begin, (size_t)(file->end - file->begin));
}

/* "GET /shells" is the name of an operation in the files. */
static void describe(const struct openapi *openapi, struct operation *operation)
{
    str method = http_method_name(operation->route->method);
    str name = arena_printf(openapi->arena, "%.*s %.*s", STR_ARG(method), STR_ARG(operation->path));
    for (size_t i = 0; i < OPENAPI_FILES; i++) {
        const struct json *file = &openapi->files[i];
        uint32_t operations = json_member(file, 0, STR("operations"));
        uint32_t token = json_member(file, operations, name);
        if (token) {
            operation->file = file;
            operation->token = token;
            return;
        }
    }
}

err_t openapi_open(struct arena *arena, struct openapi *ret_openapi, struct fail *why)
{
    struct openapi *openapi = ret_openapi;
    *openapi = (struct openapi){.arena = arena};
    for (size_t i = 0; i < OPENAPI_FILES; i++) {
        err_t err = json_read(file_text(&openapi_files[i]), &openapi->files[i], why);
        if (err) {
            openapi_release(openapi);
            return err;
        }
    }
    openapi->operations = ARENA_ARRAY(arena, struct operation, route_count * MOUNT_COUNT);
    for (size_t i = 0; i < route_count; i++)
        for (unsigned mount = 0; mount < MOUNT_COUNT; mount++) {
            const struct route *route = &route_table[i];
            if (!(route->mounts & 1u << mount) || !route->handler)
                continue;
            struct operation *operation = &openapi->operations[openapi->count++];
            operation->route = route;
            operation->mount = (enum mount)mount;
            operation->path = route_path(arena, route, operation->mount);
            describe(openapi, operation);
        }
    return ERR_OK;
}

void openapi_release(struct openapi *openapi)
{
    for (size_t i = 0; i < OPENAPI_FILES; i++)
        json_release(&openapi->files[i]);
}

str operation_text(const struct openapi *openapi, const struct operation *operation,
                   const char *name)
{
    uint32_t token =
        operation->file ? json_member(operation->file, operation->token, str_from(name)) : 0;
    return token ? json_string(operation->file, token, openapi->arena) : (str){0};
}

str operation_tag(const struct openapi *openapi, const struct operation *operation)
{
    uint32_t tags =
        operation->file ? json_member(operation->file, operation->token, STR("tags")) : 0;
    return tags && json_count(operation->file, tags)
               ? json_string(operation->file, tags + 1, openapi->arena)
               : STR("Schale");
}

static bool has_tag(const struct openapi *openapi, str tag)
{
    for (size_t i = 0; i < openapi->count; i++)
        if (str_equal(operation_tag(openapi, &openapi->operations[i]), tag))
            return true;
    return false;
}

size_t openapi_tags(const struct openapi *openapi, str to[static OPENAPI_TAGS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < OPENAPI_FILES; i++) {
        const struct json *file = &openapi->files[i];
        uint32_t tags = json_member(file, 0, STR("tags")), end = json_next(file, tags);
        for (uint32_t item = tags + 1; item < end && count < OPENAPI_TAGS_MAX; item++) {
            str tag = json_string(file, item, openapi->arena);
            if (has_tag(openapi, tag))
                to[count++] = tag;
        }
    }
    return count;
}

bool openapi_parameter(const struct openapi *openapi, str name, const struct json **ret_file,
                       uint32_t *ret_token)
{
    for (size_t i = 0; i < OPENAPI_FILES; i++) {
        const struct json *file = &openapi->files[i];
        uint32_t components = json_member(file, 0, STR("components"));
        uint32_t token = json_member(file, json_member(file, components, STR("parameters")), name);
        if (token) {
            *ret_file = file;
            *ret_token = token;
            return true;
        }
    }
    return false;
}

static void named(const struct openapi *openapi, str name, enum parameter_origin origin,
                  operation_parameter *each, void *context)
{
    const struct json *file = NULL;
    uint32_t token = 0;
    openapi_parameter(openapi, name, &file, &token);
    each(context, name, origin, file, token);
}

/* The name a Parameter Object or a reference to one gives: "#/components/parameters/level". */
static str parameter_name(const struct openapi *openapi, const struct json *file, uint32_t token)
{
    static const char head[] = "#/components/parameters/";
    uint32_t reference = json_member(file, token, STR("$ref"));
    if (!reference) {
        uint32_t name = json_member(file, token, STR("name"));
        return name ? json_string(file, name, openapi->arena) : STR("");
    }
    str text = json_string(file, reference, openapi->arena);
    assert(str_starts_with(text, STR(head)));
    return str_of(text.p + sizeof head - 1, text.n - (sizeof head - 1));
}

void operation_parameters(const struct openapi *openapi, const struct operation *operation,
                          operation_parameter *each, void *context)
{
    static const struct {
        unsigned flag;
        const char *names[2];
    } checked[] = {{Q_LEVEL, {"level"}}, {Q_EXTENT, {"extent"}}, {Q_PAGE, {"limit", "cursor"}}};
    str path = operation->path;
    for (size_t at; (at = str_find_char(path, '{')) < path.n;) {
        path = str_of(path.p + at + 1, path.n - at - 1);
        named(openapi, str_of(path.p, str_find_char(path, '}')), PARAMETER_OF_PATH, each, context);
    }
    for (size_t i = 0; i < COUNT_OF(checked); i++)
        for (size_t k = 0; k < 2 && operation->route->query & checked[i].flag; k++)
            if (checked[i].names[k])
                named(openapi, str_from(checked[i].names[k]), PARAMETER_OF_TABLE, each, context);
    const struct json *file = operation->file;
    uint32_t list = file ? json_member(file, operation->token, STR("parameters")) : 0;
    uint32_t end = list ? json_next(file, list) : 0;
    for (uint32_t item = list + 1; item < end; item = json_next(file, item))
        each(context, parameter_name(openapi, file, item), PARAMETER_OF_FILE, file, item);
}
