/* SPDX-License-Identifier: Apache-2.0 */
/* page_upload.c - the answer to the upload form. */
#include "web/page_upload.h"

#include "web/html.h"

static void add_summary(struct call *call, const struct upload_outcome *outcome, struct buf *out)
{
    bool german = call->language == LANGUAGE_GERMAN;
    if (outcome->error) {
        buf_printf(out, "<h1>%s</h1>\n", german ? "Nicht übernommen" : "Nothing was stored");
        struct buf text = {0};
        if (call->refusal != REFUSAL_NONE)
            refusal_write(call->refusal, call->language, call->refusal_argument, &text);
        else if (outcome->findings->error_count == 0)
            buf_add(&text, str_from(outcome->why->text[0] ? outcome->why->text
                                                          : err_text(outcome->error)));
        buf_add(out, STR("<p class=\"lead\">"));
        html_text(out, buf_str(&text));
        buf_add(out, STR("</p>\n"));
        buf_release(&text);
        return;
    }
    buf_printf(out, "<h1>%s</h1>\n<p class=\"lead\">", german ? "Übernommen" : "Stored");
    buf_printf(out,
               german ? "%zu Dokumente neu, %zu ersetzt, %zu Dateien."
                      : "%zu documents new, %zu replaced, %zu files.",
               outcome->created, outcome->replaced, outcome->attachments);
    buf_add(out, STR("</p>\n"));
}

static void add_finding(struct call *call, const struct finding *finding, struct buf *out)
{
    static const char *const words[][LANGUAGE_COUNT] = {[SEVERITY_ERROR] = {"Error", "Fehler"},
                                                        [SEVERITY_WARNING] = {"Warning", "Warnung"},
                                                        [SEVERITY_INFO] = {"Note", "Hinweis"}};
    struct buf text = {0};
    buf_add(out, STR("<li><span class=\""));
    buf_add(out, severity_name(finding->severity));
    buf_printf(out, "\">%s %.*s</span>\n<p>", words[finding->severity][call->language],
               STR_ARG(finding->texts->name));
    finding_message(finding, call->language, &text);
    html_data(out, buf_str(&text));
    buf_add(out, STR("</p>\n<p class=\"where\">"));
    html_data(out, finding->element.n ? finding->element : finding->path);
    if (finding->line)
        buf_printf(out, call->language == LANGUAGE_GERMAN ? ", Zeile %u" : ", line %u",
                   finding->line);
    buf_add(out, STR("</p>\n<p>"));
    buf_reset(&text);
    finding_hint(finding, call->language, &text);
    html_data(out, buf_str(&text));
    buf_add(out, STR("</p></li>\n"));
    buf_release(&text);
}

void page_upload_answer(struct call *call, const struct upload_outcome *outcome)
{
    struct buf out = {0};
    const struct findings *findings = outcome->findings;
    call->language = html_language(call);
    bool german = call->language == LANGUAGE_GERMAN;
    html_begin(call, &out, german ? STR("Hochladen - Schale") : STR("Upload - Schale"));
    add_summary(call, outcome, &out);
    buf_printf(&out, "<p><a href=\"%.*s/?lang=%s\">%s</a></p>\n", STR_ARG(call->prefix),
               german ? "de" : "en", german ? "Zurück zur Übersicht" : "Back to the overview");
    if (findings->count) {
        buf_printf(&out, "<section class=\"outcome\">\n<h2>%s: %zu</h2>\n<ol class=\"findings\">\n",
                   german ? "Befunde" : "Findings", findings->count);
        for (size_t i = 0; i < findings->count; i++)
            add_finding(call, &findings->items[i], &out);
        buf_add(&out, STR("</ol>\n</section>\n"));
    }
    html_end(call, &out);
    html_answer(call, outcome->error ? err_http_status(outcome->error) : 200, NULL, &out);
}
