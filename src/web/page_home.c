/* SPDX-License-Identifier: Apache-2.0 */
/* page_home.c - the first page: what is here, shell by shell, and a form to bring more. Written on
 * the server, without script. */
#include "base/base64.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "web/handlers.h"
#include "web/html.h"
#include "web/reference.h"

enum { HOME_SHELLS = 24, HOME_SUBMODELS_MAX = 40 };

enum text {
    TEXT_TITLE,
    TEXT_LEAD,
    TEXT_SHELLS,
    TEXT_SUBMODELS,
    TEXT_CONCEPTS,
    TEXT_LIST,
    TEXT_EMPTY,
    TEXT_ASSET,
    TEXT_VALUES,
    TEXT_PACKAGE,
    TEXT_NOT_HERE,
    TEXT_NO_SUBMODELS,
    TEXT_MORE,
    TEXT_FIRST_PAGE,
    TEXT_NEXT_PAGE,
    TEXT_UPLOAD,
    TEXT_UPLOAD_HOW,
    TEXT_STRICT,
    TEXT_SEND,
    TEXT_FILES,
    HOME_TEXT_COUNT
};

static const char *const texts[HOME_TEXT_COUNT][LANGUAGE_COUNT] = {
    [TEXT_TITLE] = {"Asset Administration Shells on this server",
                    "Verwaltungsschalen auf diesem Server"},
    [TEXT_LEAD] = {"Every machine, product or document here is described by a shell, the digital "
                   "nameplate and file of an asset. Open one to read it, or take it along as a "
                   "package.",
                   "Jede Maschine, jedes Produkt und Dokument hat hier eine Schale, das digitale "
                   "Typenschild samt Akte eines Assets. Öffnen Sie eine zum Lesen, oder nehmen Sie "
                   "sie als Paket mit."},
    [TEXT_SHELLS] = {"shells", "Schalen"},
    [TEXT_SUBMODELS] = {"submodels", "Submodelle"},
    [TEXT_CONCEPTS] = {"concept descriptions", "Konzeptbeschreibungen"},
    [TEXT_LIST] = {"Shells", "Schalen"},
    [TEXT_EMPTY] = {"There is nothing here yet. Upload a file below, or start the server with "
                    "--example.",
                    "Hier ist noch nichts. Laden Sie unten eine Datei hoch, oder starten Sie den "
                    "Server mit --example."},
    [TEXT_ASSET] = {"Asset", "Asset"},
    [TEXT_VALUES] = {"values", "Werte"},
    [TEXT_PACKAGE] = {"Download AASX package", "AASX-Paket herunterladen"},
    [TEXT_NOT_HERE] = {"not on this server", "nicht auf diesem Server"},
    [TEXT_NO_SUBMODELS] = {"no submodels", "keine Submodelle"},
    [TEXT_MORE] = {"and more", "und weitere"},
    [TEXT_FIRST_PAGE] = {"First page", "Erste Seite"},
    [TEXT_NEXT_PAGE] = {"Next page", "Nächste Seite"},
    [TEXT_UPLOAD] = {"Upload", "Hochladen"},
    [TEXT_UPLOAD_HOW] = {"AASX packages and environments as JSON or XML, of metamodel 1 to 3. What "
                         "has the same id is replaced. You are told everything the check finds.",
                         "AASX-Pakete und Environments als JSON oder XML, Metamodell 1 bis 3. Was "
                         "dieselbe id hat, wird ersetzt. Sie sehen alle Befunde der Prüfung."},
    [TEXT_STRICT] = {"Refuse what breaks a rule", "Regelverstöße ablehnen"},
    [TEXT_SEND] = {"Upload", "Hochladen"},
    [TEXT_FILES] = {"Files", "Dateien"},
};

struct home {
    struct call *call;
    struct buf *out;
    struct store_page page;
};

static void add_text(const struct home *home, enum text text)
{
    html_text(home->out, str_from(texts[text][home->call->language]));
}

static str member_text(const struct home *home, const struct json *json, uint32_t token,
                       const char *name)
{
    uint32_t value = json_member(json, token, str_from(name));
    return value && json_type(json, value) == JSON_STRING
               ? json_string(json, value, home->call->arena)
               : (str){0};
}

/* The name in the page's language, in any, or the idShort, or the id. */
static str name_of(const struct home *home, const struct json *json)
{
    uint32_t list = json_member(json, 0, STR("displayName"));
    uint32_t end = list && json_type(json, list) == JSON_ARRAY ? json_next(json, list) : 0;
    str wanted = home->call->language == LANGUAGE_GERMAN ? STR("de") : STR("en"), any = {0};
    for (uint32_t item = list + 1; item < end; item = json_next(json, item)) {
        str text = member_text(home, json, item, "text");
        if (str_starts_with(member_text(home, json, item, "language"), wanted))
            return text;
        any = any.n ? any : text;
    }
    any = any.n ? any : member_text(home, json, 0, "idShort");
    return any.n ? any : member_text(home, json, 0, "id");
}

static void add_path(const struct home *home, const char *collection, str id)
{
    buf_add(home->out, home->call->prefix);
    buf_add(home->out, str_from(collection));
    base64url_encode(home->out, id);
}

/* --- one shell ----------------------------------------------------------------------------------
 */

static bool has_file(const struct home *home, const struct document *shell, str path)
{
    struct store_file *files;
    size_t count;
    struct fail why;
    if (!path.n || store_list_files(home->call->store, home->call->arena, shell->kind, shell->id,
                                    &files, &count, &why) != ERR_OK)
        return false;
    for (size_t i = 0; i < count; i++)
        if (str_equal(files[i].path, path))
            return true;
    return false;
}

static void add_picture(const struct home *home, const struct json *json,
                        const struct document *shell, str name)
{
    uint32_t asset = json_member(json, 0, STR("assetInformation"));
    uint32_t thumbnail = asset ? json_member(json, asset, STR("defaultThumbnail")) : 0;
    str path = thumbnail ? member_text(home, json, thumbnail, "path") : (str){0};
    if (has_file(home, shell, path)) {
        buf_add(home->out, STR("<img class=\"picture\" alt=\"\" loading=\"lazy\" src=\""));
        add_path(home, "/shells/", shell->id);
        buf_add(home->out, STR("/asset-information/thumbnail\">\n"));
        return;
    }
    buf_add(home->out, STR("<span class=\"picture\" aria-hidden=\"true\">"));
    if (name.n)
        html_text(home->out, str_of(name.p, utf8_char_bytes(name.p, name.p + name.n)));
    buf_add(home->out, STR("</span>\n"));
}

struct submodel_list {
    const struct home *home;
    size_t count;
};

static void add_submodel(void *context, str id)
{
    struct submodel_list *list = context;
    const struct home *home = list->home;
    struct document *document;
    struct json json;
    struct fail why;
    if (++list->count > HOME_SUBMODELS_MAX)
        return;
    buf_add(home->out, STR("<li>"));
    if (store_get(home->call->store, DOCUMENT_SUBMODEL, id, &document, &why) != ERR_OK) {
        buf_add(home->out, STR("<span>"));
        html_data(home->out, id);
        buf_add(home->out, STR("</span> <span class=\"missing more\">"));
        add_text(home, TEXT_NOT_HERE);
        buf_add(home->out, STR("</span></li>\n"));
        return;
    }
    buf_add(home->out, STR("<a href=\""));
    add_path(home, "/submodels/", id);
    buf_add(home->out, STR("\">"));
    if (json_read(document_body(document), &json, &why) == ERR_OK) {
        html_data(home->out, name_of(home, &json));
        json_release(&json);
    }
    buf_add(home->out, STR("</a> <a class=\"more\" href=\""));
    add_path(home, "/submodels/", id);
    buf_add(home->out, STR("/$value\">"));
    add_text(home, TEXT_VALUES);
    buf_add(home->out, STR("</a></li>\n"));
    document_unref(document);
}

static void add_submodels(const struct home *home, const struct json *json)
{
    struct submodel_list list = {.home = home};
    buf_add(home->out, STR("<ul class=\"parts\">\n"));
    references_of_list(json, json_member(json, 0, STR("submodels")), home->call->arena,
                       add_submodel, &list);
    if (list.count == 0 || list.count > HOME_SUBMODELS_MAX) {
        buf_add(home->out, STR("<li class=\"missing\">"));
        add_text(home, list.count ? TEXT_MORE : TEXT_NO_SUBMODELS);
        buf_add(home->out, STR("</li>\n"));
    }
    buf_add(home->out, STR("</ul>\n"));
}

static void add_fact(const struct home *home, const char *name, str value)
{
    if (!value.n)
        return;
    buf_printf(home->out, "<dt>%s</dt><dd>", name);
    html_data(home->out, value);
    buf_add(home->out, STR("</dd>\n"));
}

static void add_shell(const struct home *home, const struct document *shell)
{
    struct json json;
    struct fail why;
    if (json_read(document_body(shell), &json, &why) != ERR_OK)
        return;
    struct buf *out = home->out;
    str name = name_of(home, &json), id_short = member_text(home, &json, 0, "idShort");
    uint32_t asset = json_member(&json, 0, STR("assetInformation"));
    buf_add(out, STR("<li class=\"shell\">\n<div class=\"top\">\n"));
    add_picture(home, &json, shell, name);
    buf_add(out, STR("<div class=\"who\"><h3><a href=\""));
    add_path(home, "/shells/", shell->id);
    buf_add(out, STR("\">"));
    html_data(out, name);
    buf_add(out, STR("</a></h3>\n<p class=\"kind\">"));
    if (!str_equal(id_short, name))
        html_data(out, id_short);
    buf_add(out, STR("</p></div>\n</div>\n<dl>\n"));
    add_fact(home, "Id", shell->id);
    if (asset)
        add_fact(home, texts[TEXT_ASSET][home->call->language],
                 member_text(home, &json, asset, "globalAssetId"));
    buf_add(out, STR("</dl>\n"));
    add_submodels(home, &json);
    buf_add(out, STR("<p class=\"take\"><a href=\""));
    buf_add(out, home->call->prefix);
    buf_add(out, STR("/serialization?format=aasx&amp;aasIds="));
    base64url_encode(out, shell->id);
    buf_add(out, STR("\" download=\""));
    html_text(out, id_short.n ? id_short : STR("shell"));
    buf_add(out, STR(".aasx\">"));
    add_text(home, TEXT_PACKAGE);
    buf_add(out, STR("</a></p>\n</li>\n"));
    json_release(&json);
}

/* --- the page -----------------------------------------------------------------------------------
 */

static void add_counts(const struct home *home)
{
    static const struct {
        enum document_kind kind;
        enum text text;
        const char *path;
    } rows[] = {{DOCUMENT_SHELL, TEXT_SHELLS, "/shells"},
                {DOCUMENT_SUBMODEL, TEXT_SUBMODELS, "/submodels"},
                {DOCUMENT_CONCEPT_DESCRIPTION, TEXT_CONCEPTS, "/concept-descriptions"}};
    buf_add(home->out, STR("<ul class=\"counts\">\n"));
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        buf_printf(home->out, "<li><a href=\"%.*s%s\"><b>%llu</b> ", STR_ARG(home->call->prefix),
                   rows[i].path, (unsigned long long)store_count(home->call->store, rows[i].kind));
        add_text(home, rows[i].text);
        buf_add(home->out, STR("</a></li>\n"));
    }
    buf_add(home->out, STR("</ul>\n"));
}

static void add_paging(const struct home *home)
{
    const char *lang = home->call->language == LANGUAGE_GERMAN ? "de" : "en";
    if (!home->call->after && !home->page.next)
        return;
    buf_add(home->out, STR("<p class=\"pages\">"));
    if (home->call->after) {
        buf_printf(home->out, "<a href=\"?lang=%s\">", lang);
        add_text(home, TEXT_FIRST_PAGE);
        buf_add(home->out, STR("</a> "));
    }
    if (home->page.next) {
        str digits = arena_printf(home->call->arena, "%llu", (unsigned long long)home->page.next);
        buf_printf(home->out, "<a rel=\"next\" href=\"?lang=%s&amp;limit=%zu&amp;cursor=", lang,
                   home->call->limit);
        base64url_encode(home->out, digits);
        buf_add(home->out, STR("\">"));
        add_text(home, TEXT_NEXT_PAGE);
        buf_add(home->out, STR("</a>"));
    }
    buf_add(home->out, STR("</p>\n"));
}

static void add_upload(const struct home *home)
{
    struct buf *out = home->out;
    buf_add(out, STR("<section class=\"upload\" id=\"upload\">\n<h2>"));
    add_text(home, TEXT_UPLOAD);
    buf_add(out, STR("</h2>\n<p>"));
    add_text(home, TEXT_UPLOAD_HOW);
    buf_printf(out,
               "</p>\n<form method=\"post\" action=\"%.*s/upload?lang=%s\" "
               "enctype=\"multipart/form-data\">\n<input type=\"file\" name=\"file\" multiple "
               "required accept=\".aasx,.json,.xml\" aria-label=\"",
               STR_ARG(home->call->prefix), home->call->language == LANGUAGE_GERMAN ? "de" : "en");
    add_text(home, TEXT_FILES);
    buf_add(out, STR("\">\n<label class=\"check\"><input type=\"checkbox\" name=\"strict\" "
                     "value=\"true\">"));
    add_text(home, TEXT_STRICT);
    buf_add(out, STR("</label>\n<button>"));
    add_text(home, TEXT_SEND);
    buf_add(out, STR("</button>\n</form>\n</section>\n"));
}

static void write_page(const struct home *home)
{
    struct buf *out = home->out;
    html_begin(home->call, out, str_from(texts[TEXT_TITLE][home->call->language]));
    buf_add(out, STR("<h1>"));
    add_text(home, TEXT_TITLE);
    buf_add(out, STR("</h1>\n<p class=\"lead\">"));
    add_text(home, TEXT_LEAD);
    buf_add(out, STR("</p>\n"));
    add_counts(home);
    if (home->page.count == 0) {
        buf_add(out, STR("<div class=\"empty\"><p>"));
        add_text(home, TEXT_EMPTY);
        buf_add(out, STR("</p></div>\n"));
    } else {
        buf_add(out, STR("<ul class=\"shells\">\n"));
        for (size_t i = 0; i < home->page.count; i++)
            add_shell(home, home->page.documents[i]);
        buf_add(out, STR("</ul>\n"));
    }
    add_paging(home);
    add_upload(home);
    html_end(home->call, out);
}

err_t home_read(struct call *call, struct fail *why)
{
    struct buf out = {0};
    struct home home = {.call = call, .out = &out};
    str text;
    call->language = html_language(call);
    if (!call_query(call, "limit", &text))
        call->limit = HOME_SHELLS;
    struct etag etag =
        etag_of_store(call, call->language == LANGUAGE_GERMAN ? "home-de" : "home-en");
    if (answer_unchanged(call, etag))
        return ERR_OK;
    struct store_query query = {.kind = DOCUMENT_SHELL, .after = call->after, .limit = call->limit};
    err_t err = store_find(call->store, call->arena, &query, &home.page, why);
    if (err)
        return err;
    write_page(&home);
    store_page_release(&home.page);
    html_answer(call, 200, &etag, &out);
    return ERR_OK;
}
