/* SPDX-License-Identifier: Apache-2.0 */
/* page_api.c - GET /api: every operation that is served, by group, with its parameters and a curl
 * example. The texts of the AAS API are the specification's, in English. */
#include "web/handlers.h"
#include "web/html.h"
#include "web/openapi.h"

enum text {
    TEXT_TITLE,
    TEXT_LEAD,
    TEXT_HOW,
    TEXT_DOCUMENT,
    TEXT_BODY,
    TEXT_JSON_BODY,
    TEXT_FILE_BODY,
    TEXT_UPLOAD_BODY,
    TEXT_LEVEL,
    TEXT_EXTENT,
    TEXT_LIMIT,
    TEXT_CURSOR,
    API_TEXT_COUNT
};

static const char *const texts[API_TEXT_COUNT][LANGUAGE_COUNT] = {
    [TEXT_TITLE] = {"The API of this server", "Die API dieses Servers"},
    [TEXT_LEAD] = {"The AAS API (IDTA-01002) as it is served here, and what is our own. Open an "
                   "operation to see its parameters and a call with curl.",
                   "Die AAS-API (IDTA-01002), wie sie hier bedient wird, und was hinzukommt. "
                   "Öffnen Sie eine Operation: Parameter und ein Aufruf mit curl. Die Texte der "
                   "Norm sind englisch."},
    [TEXT_HOW] = {"Ids stand in paths base64url-encoded, without padding. The examples use them "
                  "as shell variables:",
                  "Ids stehen in Pfaden als base64url ohne Füllzeichen. Die Beispiele benutzen sie "
                  "als Variablen der Shell:"},
    [TEXT_DOCUMENT] = {"The same for programs: OpenAPI 3.0.3",
                       "Dasselbe für Programme: OpenAPI 3.0.3"},
    [TEXT_BODY] = {"body", "Inhalt"},
    [TEXT_JSON_BODY] = {"JSON", "JSON"},
    [TEXT_FILE_BODY] = {"a form with fileName and file", "ein Formular mit fileName und file"},
    [TEXT_UPLOAD_BODY] = {"files: AASX, JSON, XML", "Dateien: AASX, JSON, XML"},
    [TEXT_LEVEL] = {"deep (everything) or core (direct children only)",
                    "deep (alles) oder core (nur direkte Kinder)"},
    [TEXT_EXTENT] = {"withoutBlobValue or withBlobValue", "withoutBlobValue oder withBlobValue"},
    [TEXT_LIMIT] = {"length of a page, 1 to 1000", "Länge einer Seite, 1 bis 1000"},
    [TEXT_CURSOR] = {"the next page: from paging_metadata",
                     "die nächste Seite: aus paging_metadata"},
};

/* What the table checks has words of ours, in both languages; other texts are the files'. */
static const struct {
    const char *name;
    enum text text;
} checked[] = {
    {"level", TEXT_LEVEL}, {"extent", TEXT_EXTENT}, {"limit", TEXT_LIMIT}, {"cursor", TEXT_CURSOR}};

/* What stands for a parameter of a path in the examples. */
static const struct {
    const char *parameter, *variable, *sample;
} variables[] = {
    {"aasIdentifier", "AAS", "https://example.org/shells/1"},
    {"submodelIdentifier", "SUBMODEL", "https://example.org/submodels/1"},
    {"cdIdentifier", "CONCEPT", "https://example.org/concepts/1"},
};

struct page {
    struct call *call;
    struct buf *out;
    struct openapi openapi;
    str host;
};

static void add_text(const struct page *page, enum text text)
{
    html_text(page->out, str_from(texts[text][page->call->language]));
}

/* --- one operation ---------------------------------------------------------------------------- */

static str description_of(const struct page *page, str name, const struct json *file,
                          uint32_t token)
{
    if (file && json_member(file, token, STR("$ref")))
        openapi_parameter(&page->openapi, name, &file, &token);
    uint32_t text = file ? json_member(file, token, STR("description")) : 0;
    return text ? json_string(file, text, page->openapi.arena) : (str){0};
}

static void add_parameter(void *context, str name, enum parameter_origin origin,
                          const struct json *file, uint32_t token)
{
    const struct page *page = context;
    buf_add(page->out, STR("<dt><code>"));
    html_text(page->out, origin == PARAMETER_OF_PATH ? STR("") : STR("?"));
    html_text(page->out, name);
    buf_add(page->out, STR("</code></dt>"));
    for (size_t i = 0; origin == PARAMETER_OF_TABLE && i < COUNT_OF(checked); i++)
        if (str_equal(name, str_from(checked[i].name))) {
            buf_add(page->out, STR("<dd>"));
            add_text(page, checked[i].text);
            buf_add(page->out, STR("</dd>\n"));
            return;
        }
    buf_add(page->out, STR("<dd lang=\"en\">"));
    html_text(page->out, description_of(page, name, file, token));
    buf_add(page->out, STR("</dd>\n"));
}

static void add_body(const struct page *page, unsigned flags)
{
    if (!(flags & (ROUTE_JSON | ROUTE_FILE | ROUTE_UPLOAD)))
        return;
    buf_add(page->out, STR("<dt>"));
    add_text(page, TEXT_BODY);
    buf_add(page->out, STR("</dt><dd>"));
    add_text(page, flags & ROUTE_JSON   ? TEXT_JSON_BODY
                   : flags & ROUTE_FILE ? TEXT_FILE_BODY
                                        : TEXT_UPLOAD_BODY);
    buf_add(page->out, STR("</dd>\n"));
}

/* The path inside the shell's double quotes: "$value" as "\$value", a parameter as a variable, the
 * path of an element as it may be. */
static void add_example_path(const struct page *page, str path)
{
    for (size_t i = 0; i < path.n; i++) {
        if (path.p[i] != '{') {
            if (path.p[i] == '$')
                buf_add_char(page->out, '\\');
            html_text(page->out, str_of(path.p + i, 1));
            continue;
        }
        str rest = str_of(path.p + i + 1, path.n - i - 1);
        str name = str_of(rest.p, str_find_char(rest, '}')), variable = name;
        for (size_t k = 0; k < COUNT_OF(variables); k++)
            if (str_equal(name, str_from(variables[k].parameter)))
                variable = str_from(variables[k].variable);
        if (str_equal(name, STR("idShortPath"))) {
            buf_add(page->out, STR("Motor.Speed"));
        } else {
            buf_add_char(page->out, '$');
            html_text(page->out, variable);
        }
        i += name.n + 1;
    }
}

static void add_example(const struct page *page, const struct operation *operation)
{
    unsigned flags = operation->route->flags;
    struct buf *out = page->out;
    buf_add(out, STR("<pre><code>curl"));
    if (operation->route->method != HTTP_GET)
        buf_printf(out, " -X %.*s", STR_ARG(http_method_name(operation->route->method)));
    if (flags & ROUTE_JSON)
        buf_add(out, STR(" -H &#39;Content-Type: application/json&#39; -d @body.json"));
    else if (flags & ROUTE_FILE)
        buf_add(out, STR(" -F fileName=machine.png -F file=@machine.png"));
    else if (flags & ROUTE_UPLOAD)
        buf_add(out, STR(" -F file=@machine.aasx"));
    buf_add(out, STR(" &quot;http://"));
    html_text(out, page->host);
    buf_add(out, STR("/api/v3"));
    add_example_path(page, operation->path);
    buf_add(out, STR("&quot;</code></pre>\n"));
}

static void add_operation(struct page *page, const struct operation *operation)
{
    struct buf *out = page->out;
    str method = http_method_name(operation->route->method);
    buf_add(out, STR("<details class=\"operation\"><summary><span class=\"method "));
    for (size_t i = 0; i < method.n; i++)
        buf_add_char(out, (char)(method.p[i] | 0x20));
    buf_printf(out, "\">%.*s</span><code>", STR_ARG(method));
    html_text(out, operation->path);
    buf_add(out, STR("</code><span class=\"what\" lang=\"en\">"));
    str what = operation_text(&page->openapi, operation, "summary");
    html_text(out, what.n ? what : operation_text(&page->openapi, operation, "operationId"));
    buf_add(out, STR("</span></summary>\n<div class=\"inside\"><dl>\n"));
    operation_parameters(&page->openapi, operation, add_parameter, page);
    add_body(page, operation->route->flags);
    buf_add(out, STR("</dl>\n"));
    add_example(page, operation);
    buf_add(out, STR("</div></details>\n"));
}

/* --- the page --------------------------------------------------------------------------------- */

static void add_groups(struct page *page)
{
    str tags[OPENAPI_TAGS_MAX];
    size_t count = openapi_tags(&page->openapi, tags);
    struct buf *out = page->out;
    buf_add(out, STR("<ul class=\"groups\">\n"));
    for (size_t i = 0; i < count; i++) {
        buf_printf(out, "<li><a href=\"#group-%zu\">", i + 1);
        html_text(out, tags[i]);
        buf_add(out, STR("</a></li>\n"));
    }
    buf_add(out, STR("</ul>\n"));
    for (size_t i = 0; i < count; i++) {
        buf_printf(out, "<section id=\"group-%zu\">\n<h2>", i + 1);
        html_text(out, tags[i]);
        buf_add(out, STR("</h2>\n"));
        for (size_t k = 0; k < page->openapi.count; k++)
            if (str_equal(operation_tag(&page->openapi, &page->openapi.operations[k]), tags[i]))
                add_operation(page, &page->openapi.operations[k]);
        buf_add(out, STR("</section>\n"));
    }
}

static void add_how(const struct page *page)
{
    struct buf *out = page->out;
    buf_add(out, STR("<section class=\"how\">\n<p>"));
    add_text(page, TEXT_HOW);
    buf_add(out, STR("</p>\n<pre><code>id() { printf %s &quot;$1&quot; | basenc --base64url -w0 | "
                     "tr -d =; }\n"));
    for (size_t i = 0; i < COUNT_OF(variables); i++)
        buf_printf(out, "%s=$(id %s)\n", variables[i].variable, variables[i].sample);
    buf_printf(out, "</code></pre>\n<p><a href=\"%.*s/openapi.json\">",
               STR_ARG(page->call->prefix));
    add_text(page, TEXT_DOCUMENT);
    buf_add(out, STR("</a></p>\n</section>\n"));
}

err_t api_page_read(struct call *call, struct fail *why)
{
    struct buf out = {0};
    struct page page = {.call = call, .out = &out, .host = http_header(call->request, "Host")};
    call->language = html_language(call);
    err_t err = openapi_open(call->arena, &page.openapi, why);
    if (err)
        return err;
    html_begin(call, &out, str_from(texts[TEXT_TITLE][call->language]));
    buf_add(&out, STR("<h1>"));
    add_text(&page, TEXT_TITLE);
    buf_add(&out, STR("</h1>\n<p class=\"lead\">"));
    add_text(&page, TEXT_LEAD);
    buf_add(&out, STR("</p>\n"));
    add_how(&page);
    add_groups(&page);
    html_end(call, &out);
    openapi_release(&page.openapi);
    html_answer(call, 200, NULL, &out);
    return ERR_OK;
}
