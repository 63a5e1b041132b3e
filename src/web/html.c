/* SPDX-License-Identifier: Apache-2.0 */
/* html.c - escaping, and what all pages share. */
#include "web/html.h"

void html_text(struct buf *out, str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.n; i++) {
        str mark;
        switch (text.p[i]) {
        case '&':
            mark = STR("&amp;");
            break;
        case '<':
            mark = STR("&lt;");
            break;
        case '>':
            mark = STR("&gt;");
            break;
        case '"':
            mark = STR("&quot;");
            break;
        case '\'':
            mark = STR("&#39;");
            break;
        default:
            continue;
        }
        buf_add(out, str_of(text.p + from, i - from));
        buf_add(out, mark);
        from = i + 1;
    }
    if (text.n > from)
        buf_add(out, str_of(text.p + from, text.n - from));
}

void html_data(struct buf *out, str text)
{
    buf_add(out, STR("<bdi>"));
    html_text(out, text);
    buf_add(out, STR("</bdi>"));
}

enum language html_language(const struct call *call)
{
    str value;
    if (call_query(call, "lang", &value)) {
        if (str_equal(value, STR("de")))
            return LANGUAGE_GERMAN;
        if (str_equal(value, STR("en")))
            return LANGUAGE_ENGLISH;
    }
    return call->language;
}

void html_begin(struct call *call, struct buf *out, str title)
{
    bool german = call->language == LANGUAGE_GERMAN;
    buf_printf(out,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
               "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
               german ? "de" : "en");
    html_text(out, title);
    buf_printf(out,
               "</title>\n<link rel=\"icon\" href=\"%.*s/favicon.ico\" type=\"image/svg+xml\">\n"
               "<link rel=\"stylesheet\" href=\"%.*s/home.css\">\n</head>\n<body>\n"
               "<header>\n<a class=\"mark\" href=\"%.*s/?lang=%s\">"
               "<img src=\"%.*s/favicon.ico\" alt=\"\" width=\"28\" height=\"28\">Schale</a>\n",
               STR_ARG(call->prefix), STR_ARG(call->prefix), STR_ARG(call->prefix),
               german ? "de" : "en", STR_ARG(call->prefix));
    buf_printf(out,
               "<nav><a href=\"%.*s/?lang=%s#upload\">%s</a><a href=\"%.*s/api?lang=%s\">API</a>"
               "<a href=\"",
               STR_ARG(call->prefix), german ? "de" : "en", german ? "Hochladen" : "Upload",
               STR_ARG(call->prefix), german ? "de" : "en");
    /* The same page in the other language; the answer to a form cannot be asked for again. */
    if (call->request->method == HTTP_GET)
        html_text(out, call->request->path);
    else
        buf_printf(out, "%.*s/", STR_ARG(call->prefix));
    buf_printf(out, "?lang=%s\" lang=\"%s\" hreflang=\"%s\">%s</a></nav>\n", german ? "en" : "de",
               german ? "en" : "de", german ? "en" : "de", german ? "English" : "Deutsch");
    buf_add(out, STR("</header>\n<main>\n"));
}

void html_end(struct call *call, struct buf *out)
{
    bool german = call->language == LANGUAGE_GERMAN;
    static const char *const paths[] = {"/shells",      "/submodels", "/concept-descriptions",
                                        "/description", "/health",    "/metrics"};
    buf_printf(out, "</main>\n<footer>\n<p>%s</p>\n<p>",
               german ? "Jede andere Anwendung erreicht dieselben Daten über die AAS-API:"
                      : "Any other application reaches the same data by the AAS API:");
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        buf_printf(out, "<a href=\"%.*s%s\">%s</a>%s", STR_ARG(call->prefix), paths[i], paths[i],
                   i + 1 < COUNT_OF(paths) ? " " : "");
    buf_add(out, STR("</p>\n</footer>\n</body>\n</html>\n"));
}

void html_answer(struct call *call, int status, const struct etag *etag, struct buf *page)
{
    struct http_answer answer = {.status = status};
    size_t bytes;
    answer.owner = buf_take(page, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    http_answer_header(&answer, STR("Content-Security-Policy"),
                       STR("default-src 'none'; style-src 'self'; img-src 'self'; form-action "
                           "'self'; base-uri 'none'; frame-ancestors 'none'"));
    http_answer_header(&answer, STR("Referrer-Policy"), STR("no-referrer"));
    http_answer_header(&answer, STR("Vary"), STR("Accept-Language, Accept"));
    answer_bytes(call, &answer, etag, STR("text/html; charset=utf-8"));
}
