/* SPDX-License-Identifier: Apache-2.0 */
/* ui.c - GET / and the files of the web UI. The page names a folder that is called by the hash of
 * all files, so a browser keeps these for ever and asks for the page alone. */
#include "web/ui.h"
#include "web/answer.h"
#include "web/handlers.h"

/* Nothing comes from elsewhere, no script stands in the page, no other site frames it. blob: is
 * what the page itself made: previews, downloads. */
#define PAGE_POLICY                                                                                \
    "default-src 'self'; img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; "  \
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const struct embedded_file *ui_find(str name)
{
    for (const struct embedded_file *file = ui_files; file->name; file++)
        if (str_equal(str_from(file->name), name))
            return file;
    return NULL;
}

str ui_content_type(str name)
{
    static const struct {
        const char *ending, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".svg", "image/svg+xml"},
    };
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_ends_with(name, str_from(types[i].ending)))
            return str_from(types[i].type);
    return STR("application/octet-stream");
}

/* Compressed when the client says that it takes that. */
static void answer_file_of_ui(struct call *call, str name, const struct embedded_file *file,
                              struct http_answer *answer, const struct etag *etag)
{
    str accepted = http_header(call->request, "Accept-Encoding");
    const struct embedded_file *gzip = file + 1;
    bool compressed = str_find(accepted, STR("gzip")) < accepted.n;
    if (compressed)
        http_answer_header(answer, STR("Content-Encoding"), STR("gzip"));
    http_answer_header(answer, STR("Vary"), STR("Accept-Encoding"));
    const struct embedded_file *sent = compressed ? gzip : file;
    answer->status = 200;
    answer->body = str_of(sent->begin, (size_t)(sent->end - sent->begin));
    answer_bytes(call, answer, etag, ui_content_type(name));
}

err_t ui_page_read(struct call *call, struct fail *why)
{
    (void)why;
    str name = STR("index.html");
    const struct embedded_file *file = ui_find(name);
    struct etag etag = etag_of_bytes(str_of(file->begin, (size_t)(file->end - file->begin)));
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct http_answer answer = {0};
    http_answer_header(&answer, STR("Content-Security-Policy"), STR(PAGE_POLICY));
    http_answer_header(&answer, STR("Referrer-Policy"), STR("no-referrer"));
    http_answer_header(&answer, STR("Cache-Control"), STR("no-cache"));
    answer_file_of_ui(call, name, file, &answer, &etag);
    return ERR_OK;
}

err_t ui_file_read(struct call *call, struct fail *why)
{
    (void)why;
    str name =
        arena_printf(call->arena, "%.*s/%.*s/%.*s", STR_ARG(call->parameters[PARAMETER_UI_VERSION]),
                     STR_ARG(call->parameters[PARAMETER_UI_FOLDER]),
                     STR_ARG(call->parameters[PARAMETER_UI_FILE]));
    const struct embedded_file *file = str_ends_with(name, STR(".gz")) ? NULL : ui_find(name);
    if (!file)
        return refuse(call, REFUSAL_NO_ROUTE, name);
    struct http_answer answer = {0};
    http_answer_header(&answer, STR("Cache-Control"), STR("public, max-age=31536000, immutable"));
    answer_file_of_ui(call, name, file, &answer, NULL);
    return ERR_OK;
}

err_t ui_icon_read(struct call *call, struct fail *why)
{
    (void)why;
    for (const struct embedded_file *file = ui_files; file->name; file++)
        if (str_ends_with(str_from(file->name), STR("/picture/icon.svg"))) {
            struct http_answer answer = {0};
            http_answer_header(&answer, STR("Cache-Control"), STR("max-age=600"));
            answer_file_of_ui(call, STR("icon.svg"), file, &answer, NULL);
            return ERR_OK;
        }
    return refuse(call, REFUSAL_NO_ROUTE, STR("/favicon.ico"));
}
