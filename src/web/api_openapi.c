/* SPDX-License-Identifier: Apache-2.0 */
/* api_openapi.c - GET /openapi.json: what is served, as an OpenAPI 3.0.3 document. */
#include "base/ascii.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/openapi.h"

static void add_comma(struct buf *out)
{
    char last = out->n ? out->p[out->n - 1] : '{';
    if (last != '{' && last != '[')
        buf_add_char(out, ',');
}

static void add_member(struct buf *out, str name, str value)
{
    add_comma(out);
    json_write_string(out, name);
    buf_add_char(out, ':');
    buf_add(out, value);
}

/* The members of an object, but for those that are named. */
static void add_members(struct buf *out, const struct json *file, uint32_t object,
                        const char *const *without)
{
    uint32_t end = json_next(file, object);
    for (uint32_t key = object + 1; key < end; key = json_next(file, key + 1)) {
        str name = json_string_raw(file, key);
        bool add = true;
        for (size_t i = 0; without && without[i]; i++)
            add &= !str_equal(name, str_from(without[i]));
        if (add)
            add_member(out, name, json_slice(file, key + 1));
    }
}

static void add_reference(struct buf *out, const char *kind, str name)
{
    buf_printf(out, "{\"$ref\":\"#/components/%s/%.*s\"}", kind, STR_ARG(name));
}

static void add_parameter(void *context, str name, enum parameter_origin origin,
                          const struct json *file, uint32_t token)
{
    struct buf *out = context;
    add_comma(out);
    if (origin == PARAMETER_OF_FILE)
        buf_add(out, json_slice(file, token));
    else if (file)
        add_reference(out, "parameters", name);
    else
        buf_printf(out,
                   "{\"name\":\"%.*s\",\"in\":\"%s\",\"required\":%s,\"schema\":{\"type\":"
                   "\"string\"}}",
                   STR_ARG(name), origin == PARAMETER_OF_PATH ? "path" : "query",
                   origin == PARAMETER_OF_PATH ? "true" : "false");
}

/* The answers the file names, the errors it names, and any other error: all errors are Results. */
static void add_responses(struct buf *out, const struct operation *operation)
{
    const struct json *file = operation->file;
    buf_add(out, STR(",\"responses\":{"));
    if (file)
        add_members(out, file, json_member(file, operation->token, STR("responses")), NULL);
    else
        buf_add(out, STR("\"2XX\":{\"description\":\"Done\"}"));
    uint32_t errors = file ? json_member(file, operation->token, STR("errors")) : 0;
    uint32_t end = errors ? json_next(file, errors) : 0;
    for (uint32_t item = errors + 1; item < end; item++) {
        str status = json_slice(file, item);
        buf_printf(out, ",\"%.*s\":", STR_ARG(status));
        add_reference(out, "responses", status);
    }
    buf_add(out, STR(",\"default\":"));
    add_reference(out, "responses", STR("default"));
    buf_add_char(out, '}');
}

/* What is said of an operation that no file describes: a name, the kind of its body. */
static void add_undescribed(struct buf *out, const struct operation *operation)
{
    unsigned flags = operation->route->flags;
    buf_printf(out, "\"tags\":[\"Schale\"],\"operationId\":\"%.*s",
               STR_ARG(http_method_name(operation->route->method)));
    for (size_t i = 0; i < operation->path.n; i++) {
        char c = operation->path.p[i];
        bool plain = ascii_is_alnum(c);
        buf_add_char(out, plain ? c : '_');
    }
    buf_add_char(out, '"');
    if (flags & ROUTE_JSON)
        buf_add(out, STR(",\"requestBody\":{\"content\":{\"application/json\":{\"schema\":{}}}}"));
    else if (flags & (ROUTE_FILE | ROUTE_UPLOAD))
        buf_add(out, STR(",\"requestBody\":{\"content\":{\"multipart/form-data\":{\"schema\":"
                         "{\"type\":\"object\"}}}}"));
}

static void add_operation(struct buf *out, const struct openapi *openapi,
                          const struct operation *operation)
{
    static const char *const made_here[] = {"parameters", "responses", "errors", NULL};
    static const char *const methods[HTTP_METHOD_COUNT] = {
        [HTTP_GET] = "get",     [HTTP_PUT] = "put",       [HTTP_POST] = "post",
        [HTTP_PATCH] = "patch", [HTTP_DELETE] = "delete",
    };
    assert(methods[operation->route->method]);
    add_member(out, str_from(methods[operation->route->method]), STR("{"));
    if (operation->file)
        add_members(out, operation->file, operation->token, made_here);
    else
        add_undescribed(out, operation);
    buf_add(out, STR(",\"parameters\":["));
    operation_parameters(openapi, operation, add_parameter, out);
    buf_add_char(out, ']');
    add_responses(out, operation);
    buf_add_char(out, '}');
}

/* All methods of a path stand together, where the table names the path first. */
static void add_paths(struct buf *out, const struct openapi *openapi)
{
    buf_add(out, STR(",\"paths\":{"));
    for (size_t i = 0; i < openapi->count; i++) {
        str path = openapi->operations[i].path;
        bool done = false;
        for (size_t k = 0; k < i && !done; k++)
            done = str_equal(openapi->operations[k].path, path);
        if (done)
            continue;
        add_member(out, path, STR("{"));
        for (size_t k = i; k < openapi->count; k++)
            if (str_equal(openapi->operations[k].path, path))
                add_operation(out, openapi, &openapi->operations[k]);
        buf_add_char(out, '}');
    }
    buf_add_char(out, '}');
}

static void add_components(struct buf *out, const struct openapi *openapi)
{
    static const char *const kinds[] = {"parameters", "responses", "schemas"};
    buf_add(out, STR(",\"components\":{"));
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        add_member(out, str_from(kinds[i]), STR("{"));
        for (size_t k = 0; k < OPENAPI_FILES; k++) {
            const struct json *file = &openapi->files[k];
            uint32_t components = json_member(file, 0, STR("components"));
            add_members(out, file, json_member(file, components, str_from(kinds[i])), NULL);
        }
        buf_add_char(out, '}');
    }
    buf_add_char(out, '}');
}

static void write_document(struct buf *out, const struct openapi *openapi)
{
    str tags[OPENAPI_TAGS_MAX];
    size_t count = openapi_tags(openapi, tags);
    buf_add(out,
            STR("{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"Schale\",\"version\":\"3.1.2\","
                "\"description\":\"The AAS API (IDTA-01002) as this server has it, and what is "
                "its own. Texts and schemas of the AAS API: Industrial Digital Twin "
                "Association, CC BY 4.0.\"},\"servers\":[{\"url\":\"/api/v3\"}],\"tags\":["));
    for (size_t i = 0; i < count; i++) {
        buf_add(out, i ? STR(",{\"name\":") : STR("{\"name\":"));
        json_write_string(out, tags[i]);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    add_paths(out, openapi);
    add_components(out, openapi);
    buf_add_char(out, '}');
}

err_t openapi_read(struct call *call, struct fail *why)
{
    struct openapi openapi;
    struct buf out = {0};
    err_t err = openapi_open(call->arena, &openapi, why);
    if (err)
        return err;
    write_document(&out, &openapi);
    openapi_release(&openapi);
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}
