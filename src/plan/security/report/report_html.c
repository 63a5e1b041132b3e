/* SPDX-License-Identifier: Apache-2.0 */
/* report_html.c - the report as one HTML file: no script, nothing from elsewhere, made for A4 and
 * for a phone. Texts of others are escaped and kept in their own direction (bdi). */
#include "plan/security/report/report.h"

/* --- pieces -------------------------------------------------------------------------------------
 */

struct html {
    const struct report *report;
    struct buf *out;
    struct buf text; /* what is made before it is escaped */
};

static void add(struct html *html, const char *markup)
{
    buf_add(html->out, str_from(markup));
}

/* A text of the report's own or of others. Control characters, which HTML does not allow, become
 * blanks. */
static void escaped(struct html *html, str text)
{
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (strchr("\"&<>'", c) && c)
            buf_printf(html->out, "&#%d;", c);
        else
            buf_add_char(html->out, (char)(c < ' ' || c == 0x7f ? ' ' : c));
    }
}

static void foreign(struct html *html, str text)
{
    add(html, "<bdi>");
    escaped(html, text);
    add(html, "</bdi>");
}

static str word(const struct html *html, enum report_text text)
{
    return report_text(html->report->language, text);
}

static void say(struct html *html, enum report_text text)
{
    escaped(html, word(html, text));
}

static void made(struct html *html)
{
    foreign(html, buf_str(&html->text));
    buf_reset(&html->text);
}

/* "<p>", label and text; nothing for an empty text. */
static void labelled(struct html *html, enum report_text label, str text)
{
    if (!text.n)
        return;
    add(html, "<div class=\"small\"><span class=\"soft\">");
    say(html, label);
    add(html, ":</span> ");
    foreign(html, text);
    add(html, "</div>");
}

static void labelled_time(struct html *html, enum report_text label, int64_t time_ms)
{
    char time[CLOCK_TEXT_BYTES];
    if (!time_ms)
        return;
    clock_format(time_ms, time);
    labelled(html, label, str_from(time));
}

static void heading(struct html *html, enum report_text text)
{
    add(html, "<h2>");
    say(html, text);
    add(html, "</h2>\n");
}

static void fact_begin(struct html *html, enum report_text label)
{
    add(html, "<dt>");
    say(html, label);
    add(html, "</dt><dd>");
}

static void fact(struct html *html, enum report_text label, str text)
{
    fact_begin(html, label);
    foreign(html, text);
    add(html, "</dd>");
}

static void fact_number(struct html *html, enum report_text label, size_t number)
{
    fact_begin(html, label);
    buf_printf(html->out, "%zu</dd>", number);
}

static void not_listed(struct html *html, size_t count)
{
    if (!count)
        return;
    add(html, "<p class=\"bad\">");
    say(html, TEXT_NOT_LISTED);
    buf_printf(html->out, ": %zu</p>\n", count);
}

struct column {
    enum report_text head;
    const char *class;
};

static void table_begin(struct html *html, const struct column *columns, size_t count)
{
    add(html, "<table><thead><tr>");
    for (size_t i = 0; i < count; i++) {
        buf_printf(html->out, "<th scope=\"col\" class=\"%s\">", columns[i].class);
        say(html, columns[i].head);
        add(html, "</th>");
    }
    add(html, "</tr></thead><tbody>\n");
}

static void cell(struct html *html, const struct column *column)
{
    add(html, "<td data-label=\"");
    say(html, column->head);
    add(html, "\">");
}

/* --- head and summary ---------------------------------------------------------------------------
 */

static void write_scope(struct html *html)
{
    const struct zones *zones = &html->report->view->zones;
    if (html->report->zone == zones->zone_count) {
        say(html, TEXT_PLANT);
        return;
    }
    const struct zone *zone = &zones->zones[html->report->zone];
    say(html, TEXT_ZONE);
    add(html, " ");
    foreign(html, zone->name.n ? zone->name : zone->id);
}

static void write_head(struct html *html)
{
    const struct report *report = html->report;
    bool german = report->language == LANGUAGE_GERMAN;
    buf_printf(html->out,
               "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>",
               german ? "de" : "en");
    say(html, TEXT_TITLE);
    buf_printf(html->out, " %llu</title><style>%s</style></head>\n<body><header><h1>",
               (unsigned long long)report->seq, report_style);
    say(html, TEXT_TITLE);
    add(html, "</h1><p>");
    say(html, TEXT_LEAD);
    add(html, "</p><dl>");
    fact_begin(html, TEXT_SCOPE);
    write_scope(html);
    add(html, "</dd>");
    fact_number(html, TEXT_RECORD, report->seq);
    fact(html, TEXT_WRITTEN, str_from(report->time));
    fact_begin(html, TEXT_HASH);
    buf_printf(html->out, "<code>%s</code></dd></dl></header>\n<main>", report->hash);
}

static void write_newest(struct html *html)
{
    const struct watch_view *view = html->report->view;
    fact_begin(html, TEXT_NEWEST);
    if (view->advisory_count) {
        const struct advisory *newest = &view->advisories[0]->advisory;
        foreign(html, newest->id);
        add(html, ", ");
        foreign(html, newest->released);
    } else
        say(html, TEXT_NONE);
    add(html, "</dd>");
    fact_begin(html, TEXT_EXPLOITED_LIST);
    const struct exploited *list = &html->report->exploited;
    if (list->count) {
        foreign(html, list->title);
        add(html, " ");
        foreign(html, list->version);
        buf_printf(html->out, " (%zu CVE)", list->count);
    } else
        say(html, TEXT_NONE);
    add(html, "</dd>");
}

static void write_summary(struct html *html)
{
    const struct report_counts *counts = &html->report->counts;
    enum language language = html->report->language;
    heading(html, TEXT_SUMMARY);
    add(html, "<dl>");
    fact_number(html, TEXT_ASSETS, counts->assets);
    fact_number(html, TEXT_MATCHED, counts->matched);
    fact_number(html, TEXT_ADVISORIES, html->report->view->advisory_count);
    write_newest(html);
    fact_begin(html, TEXT_STATES);
    for (size_t i = 0; i < DECISION_STATE_COUNT; i++) {
        add(html, i ? ", " : "");
        escaped(html, report_state(language, (enum decision_state)i));
        buf_printf(html->out, " %zu", counts->states[i]);
    }
    add(html, "</dd>");
    fact_begin(html, TEXT_VERDICTS);
    for (size_t i = 0; i <= VERDICT_NOT_AFFECTED; i++) {
        add(html, i ? ", " : "");
        escaped(html, report_verdict(language, (enum match_verdict)i));
        buf_printf(html->out, " %zu", counts->verdicts[i]);
    }
    add(html, "</dd>");
    fact_number(html, TEXT_EXPLOITED_OPEN, counts->exploited);
    fact_number(html, TEXT_REACHABLE_OPEN, counts->reachable);
    fact_begin(html, TEXT_RISK_SUM);
    buf_printf(html->out, "%lld, %lld</dd></dl>\n", (long long)counts->risk,
               (long long)counts->risk_open);
}

/* --- zones --------------------------------------------------------------------------------------
 */

static void write_levels(struct html *html, const uint8_t *levels)
{
    for (size_t i = 0; i < ZONE_REQUIREMENTS; i++)
        buf_printf(html->out, "%s%d", i ? " " : "", levels[i]);
    add(html, "</td>");
}

static void write_zone(struct html *html, size_t number, const struct column *columns)
{
    const struct zone *zone = &html->report->view->zones.zones[number];
    const struct report_counts *counts = &html->report->zones[number];
    bool below = false;
    add(html, "<tr>");
    cell(html, &columns[0]);
    foreign(html, zone->name.n ? zone->name : zone->id);
    if (zone->untrusted) {
        add(html, " (");
        say(html, TEXT_UNTRUSTED);
        add(html, ")");
    }
    add(html, "</td>");
    cell(html, &columns[1]);
    buf_printf(html->out, "%zu</td>", counts->assets);
    cell(html, &columns[2]);
    if (zone->criticality)
        buf_printf(html->out, "%d", zone->criticality);
    add(html, "</td>");
    cell(html, &columns[3]);
    write_levels(html, zone->target);
    cell(html, &columns[4]);
    write_levels(html, zone->achieved);
    cell(html, &columns[5]);
    for (size_t i = 0; i < ZONE_REQUIREMENTS; i++)
        if (zone->achieved[i] < zone->target[i]) {
            buf_printf(html->out, "%sFR %zu", below ? ", " : "", i + 1);
            below = true;
        }
    add(html, "</td>");
    cell(html, &columns[6]);
    buf_printf(html->out, "%zu</td>",
               counts->states[DECIDED_OPEN] + counts->states[DECIDED_IN_PROGRESS]);
    cell(html, &columns[7]);
    buf_printf(html->out, "%lld</td></tr>\n", (long long)counts->risk_open);
}

static void write_zones(struct html *html)
{
    static const struct column columns[] = {
        {TEXT_ZONE, ""},     {TEXT_ASSETS, "n"}, {TEXT_CRITICALITY, "n"}, {TEXT_TARGET, ""},
        {TEXT_ACHIEVED, ""}, {TEXT_BELOW, ""},   {TEXT_TODO, "n"},        {TEXT_RISK, "n"}};
    const struct report *report = html->report;
    size_t count = report->view->zones.zone_count;
    heading(html, TEXT_ZONES);
    if (!count) {
        add(html, "<p>");
        say(html, TEXT_NO_ZONES);
        add(html, "</p>\n");
        return;
    }
    table_begin(html, columns, COUNT_OF(columns));
    for (size_t i = 0; i < count; i++)
        if (report->zone == count || report->zone == i)
            write_zone(html, i, columns);
    add(html, "</tbody></table>\n");
}

/* --- items --------------------------------------------------------------------------------------
 */

static const struct column item_columns[] = {{TEXT_RISK, "n"},    {TEXT_ASSET, ""},
                                             {TEXT_ADVISORY, ""}, {TEXT_VERDICT, ""},
                                             {TEXT_REACH, ""},    {TEXT_DECISION, ""}};

static void write_asset(struct html *html, const struct item *item)
{
    const struct asset_facts *facts = &item->asset->facts;
    const struct zones *zones = &html->report->view->zones;
    cell(html, &item_columns[1]);
    add(html, "<strong>");
    foreign(html, facts->name);
    add(html, "</strong>");
    labelled(html, TEXT_CSV_MAKER, facts->maker);
    labelled(html, TEXT_CSV_ORDER_CODE,
             facts->order_code.n ? facts->order_code : facts->article_number);
    labelled(html, TEXT_CSV_SERIAL_NUMBER, facts->serial_number);
    labelled(html, TEXT_CSV_FIRMWARE, facts->firmware.n ? facts->firmware : facts->software);
    labelled(html, TEXT_CSV_LOCATION, facts->location);
    if (item->zone < zones->zone_count) {
        const struct zone *zone = &zones->zones[item->zone];
        labelled(html, TEXT_ZONE, zone->name.n ? zone->name : zone->id);
    }
    add(html, "</td>");
}

static void write_advisory(struct html *html, const struct report_item *row)
{
    const struct advisory *advisory = &row->item->advisory->advisory;
    cell(html, &item_columns[2]);
    add(html, "<strong>");
    foreign(html, advisory->id);
    add(html, "</strong> ");
    foreign(html, advisory->title);
    labelled(html, TEXT_CSV_PUBLISHER, advisory->publisher);
    labelled(html, TEXT_CSV_VERSION, advisory->version);
    labelled(html, TEXT_CSV_RELEASED, advisory->released);
    labelled_time(html, TEXT_CSV_KNOWN, row->known_ms);
    labelled_time(html, TEXT_CSV_VERSION_KNOWN, row->version_ms);
    report_write_cves(html->report, row->item, false, &html->text);
    labelled(html, TEXT_CSV_CVE, buf_str(&html->text));
    buf_reset(&html->text);
    report_write_cves(html->report, row->item, true, &html->text);
    labelled(html, TEXT_CSV_EXPLOITED, buf_str(&html->text));
    buf_reset(&html->text);
    add(html, "</td>");
}

static void labelled_score(struct html *html, enum report_text label, int tenths)
{
    if (!tenths)
        return;
    buf_printf(&html->text, "%d.%d", tenths / 10, tenths % 10);
    labelled(html, label, buf_str(&html->text));
    buf_reset(&html->text);
}

static void write_verdict(struct html *html, const struct item *item)
{
    enum language language = html->report->language;
    cell(html, &item_columns[3]);
    add(html, "<strong>");
    escaped(html, report_verdict(language, item->match->verdict));
    add(html, "</strong> (");
    escaped(html, report_tier(language, item->match->tier));
    add(html, ")<div class=\"small\">");
    match_write_evidence(item->match, language, &html->text);
    made(html);
    add(html, "</div>");
    labelled_score(html, TEXT_CSV_SCORE, item->match->score);
    labelled_score(html, TEXT_CSV_PLACE_SCORE, item->place_score);
    add(html, "</td>");
}

static void write_reach(struct html *html, const struct item *item)
{
    enum language language = html->report->language;
    cell(html, &item_columns[4]);
    add(html, "<strong>");
    escaped(html, report_reach(language, item->reach));
    add(html, "</strong><div class=\"small\">");
    reach_write_proof(html->report->view->reach, item->asset->facts.shell_id, item->vector,
                      language, &html->text);
    made(html);
    add(html, "</div></td>");
}

static void write_decision_texts(struct html *html, const struct decision *decision)
{
    labelled(html, TEXT_CSV_MEASURE, report_measure(html->report->language, decision->measure));
    labelled(html, TEXT_OWNER, decision->owner);
    labelled(html, TEXT_DUE, decision->due);
    labelled(html, TEXT_REASON, decision->reason);
}

static void write_decision(struct html *html, const struct item *item)
{
    const struct decision *decision = item->decision;
    cell(html, &item_columns[5]);
    add(html, "<strong>");
    escaped(html, report_state(html->report->language, item->state));
    add(html, "</strong>");
    if (decision) {
        write_decision_texts(html, decision);
        labelled(html, TEXT_DECIDED, decision->decided_at);
        labelled(html, TEXT_CSV_DECIDED_BY, decision->decided_by);
    } else {
        add(html, "<div class=\"small soft\">");
        say(html, TEXT_NOT_DECIDED);
        add(html, "</div>");
    }
    if (item->changed_since) {
        add(html, "<div class=\"bad small\">");
        say(html, TEXT_CHANGED_SINCE);
        add(html, "</div>");
    }
    add(html, "</td>");
}

static bool is_settled(const struct item *item)
{
    return item->state == DECIDED_DONE || item->state == DECIDED_ACCEPTED;
}

static void write_items(struct html *html, enum report_text title, bool settled)
{
    const struct report *report = html->report;
    size_t written = 0;
    heading(html, title);
    for (size_t i = 0; i < report->item_count; i++) {
        const struct report_item *row = &report->items[i];
        if (is_settled(row->item) != settled)
            continue;
        if (!written++)
            table_begin(html, item_columns, COUNT_OF(item_columns));
        add(html, "<tr>");
        cell(html, &item_columns[0]);
        buf_printf(html->out, "%d</td>", row->item->risk);
        write_asset(html, row->item);
        write_advisory(html, row);
        write_verdict(html, row->item);
        write_reach(html, row->item);
        write_decision(html, row->item);
        add(html, "</tr>\n");
    }
    add(html, written ? "</tbody></table>\n" : "<p>");
    if (!written) {
        say(html, TEXT_NO_ITEMS);
        add(html, "</p>\n");
    }
}

/* --- what was done, what is missing -------------------------------------------------------------
 */

static void write_done(struct html *html, const struct report_decision *row,
                       const struct column *columns)
{
    const struct decision *decision = &row->decision;
    char time[CLOCK_TEXT_BYTES];
    clock_format(row->time_ms, time);
    add(html, "<tr>");
    cell(html, &columns[0]);
    buf_printf(html->out, "%s<div class=\"small soft\">", time);
    say(html, TEXT_RECORD);
    buf_printf(html->out, " %llu</div></td>", (unsigned long long)row->seq);
    cell(html, &columns[1]);
    foreign(html, decision->decided_by.n ? decision->decided_by : row->actor);
    add(html, "</td>");
    cell(html, &columns[2]);
    foreign(html, row->asset_name.n ? row->asset_name : decision->asset);
    add(html, "</td>");
    cell(html, &columns[3]);
    foreign(html, decision->tracking_id);
    labelled(html, TEXT_CSV_VERSION, decision->version);
    add(html, "</td>");
    cell(html, &columns[4]);
    add(html, "<strong>");
    escaped(html, row->is_deletion ? word(html, TEXT_DELETED)
                                   : report_state(html->report->language, decision->state));
    add(html, "</strong>");
    write_decision_texts(html, decision);
    add(html, "</td></tr>\n");
}

static void write_decisions(struct html *html)
{
    static const struct column columns[] = {{TEXT_WHEN, "m"},
                                            {TEXT_WHO, "m"},
                                            {TEXT_ASSET, ""},
                                            {TEXT_ADVISORY, ""},
                                            {TEXT_DECISION, ""}};
    const struct report *report = html->report;
    heading(html, TEXT_DECISIONS);
    not_listed(html, report->decisions_left);
    if (!report->decision_count) {
        add(html, "<p>");
        say(html, TEXT_NO_ITEMS);
        add(html, "</p>\n");
        return;
    }
    table_begin(html, columns, COUNT_OF(columns));
    for (size_t i = 0; i < report->decision_count; i++)
        write_done(html, &report->decisions[i], columns);
    add(html, "</tbody></table>\n");
}

static void write_lacking(struct html *html, size_t number, const struct column *columns)
{
    const struct watch_view *view = html->report->view;
    const struct asset_facts *facts = &view->assets[number]->facts;
    bool unzoned = view->asset_zones[number] == view->zones.zone_count;
    unsigned lacks = facts->lacks & ASSET_LACKS_MATCH;
    add(html, "<tr>");
    cell(html, &columns[0]);
    foreign(html, facts->name);
    add(html, "</td>");
    cell(html, &columns[1]);
    report_write_lacks(html->report->language, lacks, &html->text);
    if (unzoned) {
        buf_add(&html->text, lacks ? STR(", ") : STR(""));
        buf_add(&html->text, word(html, TEXT_LACKS_ZONE));
    }
    made(html);
    add(html, "</td></tr>\n");
}

static void write_missing(struct html *html)
{
    static const struct column columns[] = {{TEXT_ASSET, ""}, {TEXT_LACKS, ""}};
    const struct report *report = html->report;
    heading(html, TEXT_MISSING);
    add(html, "<dl>");
    fact_number(html, TEXT_LACKING_SUM, report->counts.lacking);
    fact_number(html, TEXT_UNZONED_SUM, report->counts.unzoned);
    fact_number(html, TEXT_UNKNOWN, report->counts.verdicts[VERDICT_UNKNOWN]);
    add(html, "</dl>\n");
    not_listed(html, report->lacking_left);
    if (!report->lacking_count)
        return;
    table_begin(html, columns, COUNT_OF(columns));
    for (size_t i = 0; i < report->lacking_count; i++)
        write_lacking(html, report->lacking[i], columns);
    add(html, "</tbody></table>\n");
}

static void write_gaps(struct html *html)
{
    const struct past *past = &html->report->past;
    if (!past->gap_count)
        return;
    heading(html, TEXT_GAPS);
    add(html, "<p>");
    say(html, TEXT_GAPS_LEAD);
    add(html, "</p><ul>");
    for (size_t i = 0; i < past->gap_count; i++) {
        const struct past_gap *gap = &past->gaps[i];
        add(html, "<li>");
        if (str_equal(gap->id, STR(EXPLOITED_ID)))
            say(html, TEXT_EXPLOITED_LIST);
        else
            foreign(html, gap->tracking_id.n ? gap->tracking_id : gap->id);
        add(html, " ");
        foreign(html, gap->title);
        labelled(html, TEXT_CSV_VERSION, gap->version);
        add(html, "</li>");
    }
    add(html, "</ul>\n");
}

void report_write_html(const struct report *report, struct buf *out)
{
    struct html html = {.report = report, .out = out};
    struct arena arena = {0};
    write_head(&html);
    write_summary(&html);
    write_gaps(&html);
    write_zones(&html);
    not_listed(&html, report->items_left);
    write_items(&html, TEXT_TODO, false);
    write_items(&html, TEXT_SETTLED, true);
    write_decisions(&html);
    write_missing(&html);
    str name = report_file_name(&arena, report, REPORT_HTML);
    heading(&html, TEXT_PROOF);
    add(&html, "<p>");
    say(&html, TEXT_PROOF_LEAD);
    buf_printf(out, "</p><p><code>gpg --verify %.*s.asc %.*s</code></p></main></body></html>\n",
               STR_ARG(name), STR_ARG(name));
    buf_release(&html.text);
    arena_release(&arena);
}
