/* SPDX-License-Identifier: Apache-2.0 */
/* report_csv.c - the items of a report as a table for spreadsheets: one row each, the heaviest
 * first. */
#include "codec/csv.h"
#include "plan/security/report/report.h"

static const enum report_text heads[] = {
    TEXT_STATE,           TEXT_RISK,           TEXT_ZONE,
    TEXT_CSV_NAME,        TEXT_CSV_SHELL,      TEXT_CSV_MAKER,
    TEXT_CSV_PRODUCT,     TEXT_CSV_ORDER_CODE, TEXT_CSV_SERIAL_NUMBER,
    TEXT_CSV_FIRMWARE,    TEXT_CSV_LOCATION,   TEXT_ADVISORY,
    TEXT_CSV_VERSION,     TEXT_CSV_TITLE,      TEXT_CSV_PUBLISHER,
    TEXT_CSV_RELEASED,    TEXT_CSV_KNOWN,      TEXT_CSV_VERSION_KNOWN,
    TEXT_CSV_VERDICT,     TEXT_CSV_TIER,       TEXT_CSV_EVIDENCE,
    TEXT_CSV_CVE,         TEXT_CSV_EXPLOITED,  TEXT_CSV_SCORE,
    TEXT_CSV_PLACE_SCORE, TEXT_REACH,          TEXT_CSV_PROOF,
    TEXT_CSV_MEASURE,     TEXT_OWNER,          TEXT_DUE,
    TEXT_REASON,          TEXT_DECIDED,        TEXT_CSV_DECIDED_BY,
    TEXT_CSV_CHANGED,     TEXT_RECORD};

struct row {
    const struct report *report;
    struct buf *out;
    struct buf text; /* what is made before it becomes a field */
    bool needs_comma;
};

static void field(struct row *row, str text)
{
    if (row->needs_comma)
        buf_add_char(row->out, ',');
    csv_write_field(row->out, text);
    row->needs_comma = true;
}

static void made_field(struct row *row)
{
    field(row, buf_str(&row->text));
    buf_reset(&row->text);
}

static void end(struct row *row)
{
    buf_add(row->out, STR("\r\n"));
    row->needs_comma = false;
}

static void time_field(struct row *row, int64_t time_ms)
{
    char time[CLOCK_TEXT_BYTES] = "";
    if (time_ms)
        clock_format(time_ms, time);
    field(row, str_from(time));
}

static void score_field(struct row *row, int tenths)
{
    if (tenths)
        buf_printf(&row->text, "%d.%d", tenths / 10, tenths % 10);
    made_field(row);
}

static void write_asset(struct row *row, const struct item *item)
{
    const struct zones *zones = &row->report->view->zones;
    const struct asset_facts *facts = &item->asset->facts;
    field(row, item->zone < zones->zone_count ? zones->zones[item->zone].id : (str){0});
    field(row, facts->name);
    field(row, facts->shell_id);
    field(row, facts->maker);
    field(row, facts->product);
    field(row, facts->order_code.n ? facts->order_code : facts->article_number);
    field(row, facts->serial_number);
    field(row, facts->firmware.n ? facts->firmware : facts->software);
    field(row, facts->location);
}

static void write_advisory(struct row *row, const struct report_item *one)
{
    const struct advisory *advisory = &one->item->advisory->advisory;
    field(row, advisory->id);
    field(row, advisory->version);
    field(row, advisory->title);
    field(row, advisory->publisher);
    field(row, advisory->released);
    time_field(row, one->known_ms);
    time_field(row, one->version_ms);
}

static void write_verdict(struct row *row, const struct item *item)
{
    enum language language = row->report->language;
    field(row, report_verdict(language, item->match->verdict));
    field(row, report_tier(language, item->match->tier));
    match_write_evidence(item->match, language, &row->text);
    made_field(row);
    report_write_cves(row->report, item, false, &row->text);
    made_field(row);
    report_write_cves(row->report, item, true, &row->text);
    made_field(row);
    score_field(row, item->match->score);
    score_field(row, item->place_score);
    field(row, report_reach(language, item->reach));
    reach_write_proof(row->report->view->reach, item->asset->facts.shell_id, item->vector, language,
                      &row->text);
    made_field(row);
}

static void write_decision(struct row *row, const struct item *item)
{
    static const struct decision none;
    enum language language = row->report->language;
    const struct decision *decision = item->decision ? item->decision : &none;
    field(row, report_measure(language, decision->measure));
    field(row, decision->owner);
    field(row, decision->due);
    field(row, decision->reason);
    field(row, decision->decided_at);
    field(row, decision->decided_by);
    field(row, item->changed_since ? report_text(language, TEXT_CSV_YES) : (str){0});
}

static void write_row(struct row *row, const struct report_item *one)
{
    const struct item *item = one->item;
    field(row, report_state(row->report->language, item->state));
    buf_printf(&row->text, "%d", item->risk);
    made_field(row);
    write_asset(row, item);
    write_advisory(row, one);
    write_verdict(row, item);
    write_decision(row, item);
    buf_printf(&row->text, "%llu", (unsigned long long)row->report->seq);
    made_field(row);
    end(row);
}

void report_write_csv(const struct report *report, struct buf *out)
{
    struct row row = {.report = report, .out = out};
    buf_add(out, STR("\xef\xbb\xbf"));
    for (size_t i = 0; i < COUNT_OF(heads); i++)
        field(&row, report_text(report->language, heads[i]));
    end(&row);
    for (size_t i = 0; i < report->item_count; i++)
        write_row(&row, &report->items[i]);
    if (report->items_left) {
        str text = report_text(report->language, TEXT_NOT_LISTED);
        buf_printf(&row.text, "%.*s: %zu", STR_ARG(text), report->items_left);
        made_field(&row);
        end(&row);
    }
    for (size_t i = 0; i < report->past.gap_count; i++) {
        const struct past_gap *gap = &report->past.gaps[i];
        field(&row, report_text(report->language, TEXT_GAPS));
        field(&row, gap->tracking_id.n ? gap->tracking_id : gap->id);
        field(&row, gap->version);
        end(&row);
    }
    buf_release(&row.text);
}
