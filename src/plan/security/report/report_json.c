/* SPDX-License-Identifier: Apache-2.0 */
/* report_json.c - the report for programs; items as the list of what to do has them
 * (docs/security-api.md). */
#include "codec/json.h"
#include "plan/security/report/report.h"
#include "plan/security/todo/item_list.h"

static void write_time(struct buf *out, const char *name, int64_t time_ms)
{
    char time[CLOCK_TEXT_BYTES];
    if (!time_ms)
        return;
    clock_format(time_ms, time);
    buf_printf(out, ",\"%s\":\"%s\"", name, time);
}

static void write_counts(const struct report_counts *counts, struct buf *out)
{
    buf_printf(out, "\"assets\":%zu,\"matched_assets\":%zu,\"states\":{", counts->assets,
               counts->matched);
    for (size_t i = 0; i < DECISION_STATE_COUNT; i++)
        buf_printf(out, "%s\"%s\":%zu", i ? "," : "", decision_state_name((enum decision_state)i).p,
                   counts->states[i]);
    buf_add(out, STR("},\"verdicts\":{"));
    for (size_t i = 0; i <= VERDICT_NOT_AFFECTED; i++)
        buf_printf(out, "%s\"%s\":%zu", i ? "," : "", match_verdict_name((enum match_verdict)i).p,
                   counts->verdicts[i]);
    buf_printf(out,
               "},\"exploited\":%zu,\"reachable\":%zu,\"risk\":%lld,\"risk_open\":%lld,"
               "\"lacking\":%zu,\"unzoned\":%zu",
               counts->exploited, counts->reachable, (long long)counts->risk,
               (long long)counts->risk_open, counts->lacking, counts->unzoned);
}

static void write_summary(const struct report *report, struct buf *out)
{
    const struct watch_view *view = report->view;
    buf_add(out, STR(",\"summary\":{"));
    write_counts(&report->counts, out);
    buf_printf(out, ",\"advisories\":%zu", view->advisory_count);
    if (view->advisory_count)
        json_write_filled_member(out, "newest_advisory", view->advisories[0]->advisory.released);
    buf_add(out, STR("},\"exploited_list\":{"));
    exploited_write_members(&report->exploited, out);
    buf_add_char(out, '}');
}

static void write_levels(struct buf *out, const char *name, const uint8_t *levels)
{
    buf_printf(out, ",\"%s\":[", name);
    for (size_t i = 0; i < ZONE_REQUIREMENTS; i++)
        buf_printf(out, "%s%d", i ? "," : "", levels[i]);
    buf_add_char(out, ']');
}

static void write_zones(const struct report *report, struct buf *out)
{
    const struct zones *zones = &report->view->zones;
    bool any = false;
    buf_add(out, STR(",\"zones\":["));
    for (size_t i = 0; i < zones->zone_count; i++) {
        const struct zone *zone = &zones->zones[i];
        if (report->zone != zones->zone_count && report->zone != i)
            continue;
        buf_add(out, any ? STR(",{\"id\":") : STR("{\"id\":"));
        json_write_string(out, zone->id);
        json_write_filled_member(out, "name", zone->name);
        buf_printf(out, ",\"untrusted\":%s", zone->untrusted ? "true" : "false");
        if (zone->criticality)
            buf_printf(out, ",\"criticality\":%d", zone->criticality);
        write_levels(out, "target", zone->target);
        write_levels(out, "achieved", zone->achieved);
        buf_add_char(out, ',');
        write_counts(&report->zones[i], out);
        buf_add_char(out, '}');
        any = true;
    }
    buf_add_char(out, ']');
}

static void write_items(const struct report *report, struct buf *out)
{
    buf_add(out, STR(",\"items\":["));
    for (size_t i = 0; i < report->item_count; i++) {
        const struct report_item *row = &report->items[i];
        buf_add(out, i ? STR(",") : STR(""));
        item_write(report->view, row->item, report->language, out);
        write_time(out, "known_since", row->known_ms);
        write_time(out, "version_since", row->version_ms);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
}

static void write_decision(const struct report_decision *row, struct buf *out)
{
    const struct decision *decision = &row->decision;
    buf_printf(out, "{\"seq\":%llu", (unsigned long long)row->seq);
    write_time(out, "time", row->time_ms);
    json_write_filled_member(out, "actor", row->actor);
    json_write_member(out, "item", decision->id);
    buf_add(out, STR(",\"asset\":{\"id\":"));
    json_write_string(out, decision->asset);
    json_write_filled_member(out, "name", row->asset_name);
    buf_add(out, STR("},\"advisory\":{\"id\":"));
    json_write_string(out, decision->advisory);
    json_write_filled_member(out, "tracking_id", decision->tracking_id);
    json_write_filled_member(out, "version", decision->version);
    buf_printf(out, "},\"deleted\":%s", row->is_deletion ? "true" : "false");
    json_write_member(out, "state", decision_state_name(decision->state));
    json_write_filled_member(out, "verdict", decision->verdict);
    decision_write_members(decision, out);
    buf_add_char(out, '}');
}

static void write_lacking(const struct report *report, size_t number, struct buf *out)
{
    const struct watch_view *view = report->view;
    const struct asset_facts *facts = &view->assets[number]->facts;
    size_t zone = view->asset_zones[number];
    unsigned written = 0;
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, facts->shell_id);
    json_write_member(out, "name", facts->name);
    if (zone < view->zones.zone_count)
        json_write_member(out, "zone", view->zones.zones[zone].id);
    buf_add(out, STR(",\"lacks\":["));
    for (unsigned bit = 1; bit <= ASSET_LACKS_ALL; bit <<= 1)
        if (facts->lacks & ASSET_LACKS_MATCH & bit)
            buf_printf(out, "%s\"%s\"", written++ ? "," : "",
                       asset_lack_name((enum asset_lack)bit).p);
    buf_add(out, STR("]}"));
}

static void write_gap(const struct past_gap *gap, struct buf *out)
{
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, gap->id);
    json_write_filled_member(out, "tracking_id", gap->tracking_id);
    json_write_filled_member(out, "version", gap->version);
    json_write_filled_member(out, "title", gap->title);
    buf_add_char(out, '}');
}

void report_write_json(const struct report *report, struct buf *out)
{
    const struct zones *zones = &report->view->zones;
    buf_printf(out, "{\"seq\":%llu,\"time\":\"%s\",\"hash\":\"%s\"",
               (unsigned long long)report->seq, report->time, report->hash);
    if (report->zone < zones->zone_count)
        json_write_member(out, "zone", zones->zones[report->zone].id);
    write_summary(report, out);
    write_zones(report, out);
    write_items(report, out);
    buf_add(out, STR(",\"decisions\":["));
    for (size_t i = 0; i < report->decision_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        write_decision(&report->decisions[i], out);
    }
    buf_add(out, STR("],\"lacking\":["));
    for (size_t i = 0; i < report->lacking_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        write_lacking(report, report->lacking[i], out);
    }
    buf_add(out, STR("],\"gaps\":["));
    for (size_t i = 0; i < report->past.gap_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        write_gap(&report->past.gaps[i], out);
    }
    buf_printf(out, "],\"not_listed\":{\"items\":%zu,\"decisions\":%zu,\"assets\":%zu}}\n",
               report->items_left, report->decisions_left, report->lacking_left);
}
