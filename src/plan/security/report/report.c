/* SPDX-License-Identifier: Apache-2.0 */
/* report.c - the facts of a report, out of the past and the log. */
#include "plan/security/report/report.h"

#include <stdlib.h>

#include "store/follow.h"
#include "store/history.h"

/* --- words --------------------------------------------------------------------------------------
 */

#define REPORT_TEXT(id, english, german) [id] = {english, german},
static const char *const texts[REPORT_TEXT_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/report/report_text.def"
};
#undef REPORT_TEXT

str report_text(enum language language, enum report_text text)
{
    return str_from(texts[text][language]);
}

str report_state(enum language language, enum decision_state state)
{
    return report_text(language, TEXT_OPEN + (enum report_text)state);
}

str report_measure(enum language language, enum decision_measure measure)
{
    return report_text(language, TEXT_NO_MEASURE + (enum report_text)measure);
}

str report_verdict(enum language language, enum match_verdict verdict)
{
    return report_text(language, TEXT_AFFECTED + (enum report_text)verdict);
}

str report_tier(enum language language, enum match_tier tier)
{
    return report_text(language, TEXT_CERTAIN + (enum report_text)tier);
}

str report_reach(enum language language, enum reach_verdict verdict)
{
    return report_text(language, TEXT_REACHABLE + (enum report_text)verdict);
}

void report_write_lacks(enum language language, unsigned lacks, struct buf *out)
{
    bool any = false;
    for (unsigned i = 0; i < ASSET_LACK_COUNT; i++) {
        if (!(lacks >> i & 1))
            continue;
        buf_add(out, any ? STR(", ") : STR(""));
        buf_add(out, report_text(language, TEXT_LACKS_MAKER + i));
        any = true;
    }
}

void report_write_cves(const struct report *report, const struct item *item, bool only_exploited,
                       struct buf *out)
{
    bool any = false;
    for (size_t i = 0; i < item->match->cve_count; i++) {
        str cve = item->match->cves[i];
        if (only_exploited && !map_find(&report->view->exploited, cve))
            continue;
        buf_add(out, any ? STR(", ") : STR(""));
        buf_add(out, cve);
        any = true;
    }
}

/* --- which one ----------------------------------------------------------------------------------
 */

static const struct {
    const char *name, *media_type;
    void (*write)(const struct report *report, struct buf *out);
} formats[REPORT_FORMAT_COUNT] = {
    [REPORT_HTML] = {"html", "text/html; charset=utf-8", report_write_html},
    [REPORT_CSV] = {"csv", "text/csv; charset=utf-8", report_write_csv},
    [REPORT_JSON] = {"json", "application/json", report_write_json},
};

str report_format_name(enum report_format format)
{
    return str_from(formats[format].name);
}

str report_media_type(enum report_format format)
{
    return str_from(formats[format].media_type);
}

bool report_format_find(str name, enum report_format *ret_format)
{
    for (size_t i = 0; i < COUNT_OF(formats); i++)
        if (str_equal(name, str_from(formats[i].name))) {
            *ret_format = (enum report_format)i;
            return true;
        }
    return false;
}

void report_write(const struct report *report, enum report_format format, struct buf *out)
{
    formats[format].write(report, out);
}

static const struct zone *zone_of(const struct report *report)
{
    const struct zones *zones = &report->view->zones;
    return report->zone < zones->zone_count ? &zones->zones[report->zone] : NULL;
}

str report_file_name(struct arena *arena, const struct report *report, enum report_format format)
{
    const struct zone *zone = zone_of(report); /* its id is an idShort: letters, digits, '_' */
    return arena_printf(arena, "report-%llu%s%.*s.%s", (unsigned long long)report->seq,
                        zone ? "-" : "", STR_ARG(zone ? zone->id : STR("")), formats[format].name);
}

enum report_date report_date_read(str text, int64_t now_ms, int64_t *ret_time_ms)
{
    enum { HOUR_MS = 3600 * 1000, EARLIEST_HOURS = 14 /* UTC+14 */ };
    char whole[32];
    int64_t time_ms;
    if (!decision_is_date(text)) {
        if (!clock_parse(text, &time_ms))
            return REPORT_DATE_BAD;
        *ret_time_ms = time_ms;
        return time_ms > now_ms ? REPORT_DATE_FUTURE : REPORT_DATE_FINE;
    }
    int n = snprintf(whole, sizeof whole, "%.*sT00:00:00Z", STR_ARG(text));
    if (!clock_parse(str_of(whole, (size_t)n), &time_ms))
        return REPORT_DATE_BAD;
    *ret_time_ms = time_ms + 24 * (int64_t)HOUR_MS - 1;
    return time_ms > now_ms + EARLIEST_HOURS * HOUR_MS ? REPORT_DATE_FUTURE : REPORT_DATE_FINE;
}

/* --- the record ---------------------------------------------------------------------------------
 */

static err_t read_record(struct store *store, struct report *report, struct fail *why)
{
    struct arena arena = {0};
    struct record *records;
    size_t count = 0;
    err_t err = report->seq
                    ? store_records(store, &arena, report->seq - 1, 1, 1, &records, &count, why)
                    : ERR_OK;
    if (!err && !count)
        err = fail_set(why, ERR_NOT_FOUND, 0, (str){0}, "the log has no record %llu",
                       (unsigned long long)report->seq);
    if (!err) {
        struct buf line = {0};
        log_record_write(&records[0], &line);
        str text = buf_str(&line);
        struct sha256 hash = sha256_of(&text, 1);
        sha256_hex(&hash, report->hash);
        clock_format(records[0].time_ms, report->time);
        buf_release(&line);
    }
    arena_release(&arena);
    return err;
}

/* --- items and assets ---------------------------------------------------------------------------
 */

bool report_has_asset(const struct report *report, size_t number)
{
    return !zone_of(report) || report->view->asset_zones[number] == report->zone;
}

static bool is_unsettled(const struct item *item)
{
    return item->state == DECIDED_OPEN || item->state == DECIDED_IN_PROGRESS;
}

static void count_item(struct report_counts *counts, const struct item *item)
{
    counts->states[item->state]++;
    counts->verdicts[item->match->verdict]++;
    counts->exploited += is_unsettled(item) && item->exploited;
    counts->reachable += is_unsettled(item) && item->reach == REACH_REACHABLE;
    counts->risk += item->risk;
    counts->risk_open += is_unsettled(item) ? item->risk : 0;
}

static void count_asset(struct report_counts *counts, const struct watched_asset *asset,
                        bool has_zone)
{
    counts->assets++;
    counts->matched += asset->match_count > 0;
    counts->lacking += (asset->facts.lacks & ASSET_LACKS_MATCH) != 0;
    counts->unzoned += !has_zone;
}

static void take_assets(struct report *report, struct report_counts *zones)
{
    const struct watch_view *view = report->view;
    size_t *lacking = ARENA_ARRAY(&report->arena, size_t, view->asset_count);
    for (size_t i = 0; i < view->asset_count; i++) {
        size_t zone = view->asset_zones[i];
        bool has_zone = zone < view->zones.zone_count;
        if (!report_has_asset(report, i))
            continue;
        count_asset(&report->counts, view->assets[i], has_zone);
        if (has_zone)
            count_asset(&zones[zone], view->assets[i], true);
        if (has_zone && !(view->assets[i]->facts.lacks & ASSET_LACKS_MATCH))
            continue;
        if (report->lacking_count < REPORT_ASSETS_MAX)
            lacking[report->lacking_count++] = i;
        else
            report->lacking_left++;
    }
    report->lacking = lacking;
}

/* When each advisory was stored is looked up once. */
struct version_time {
    int64_t known_ms, version_ms;
};

static err_t find_times(struct store *store, struct report *report, struct map *times,
                        const struct watched_advisory *advisory, struct version_time *ret_times,
                        struct fail *why)
{
    struct version_time *known = map_pointer(times, advisory->record_id);
    if (!known) {
        known = ARENA_NEW(&report->arena, struct version_time);
        map_put_pointer(times, advisory->record_id, known);
        const struct past_document *document =
            map_pointer(&report->past.advisories, advisory->record_id);
        known->known_ms = document ? document->created_ms : 0;
        err_t err = document
                        ? past_version_time(store, document->revision, advisory->advisory.version,
                                            &known->version_ms, why)
                        : ERR_OK;
        if (err)
            return err;
    }
    *ret_times = *known;
    return ERR_OK;
}

static err_t take_items(struct store *store, struct report *report, struct report_counts *zones,
                        struct fail *why)
{
    const struct watch_view *view = report->view;
    size_t room = view->item_count < REPORT_ITEMS_MAX ? view->item_count : REPORT_ITEMS_MAX;
    struct report_item *items = ARENA_ARRAY(&report->arena, struct report_item, room);
    struct map times = {0};
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < view->item_count; i++) {
        const struct item *item = &view->items[i];
        struct version_time found;
        if (zone_of(report) && item->zone != report->zone)
            continue;
        count_item(&report->counts, item);
        if (item->zone < view->zones.zone_count)
            count_item(&zones[item->zone], item);
        if (report->item_count == REPORT_ITEMS_MAX) {
            report->items_left++;
            continue;
        }
        err = find_times(store, report, &times, item->advisory, &found, why);
        if (!err)
            items[report->item_count++] =
                (struct report_item){item, found.known_ms, found.version_ms};
    }
    map_release(&times);
    report->items = items;
    return err;
}

/* --- decisions ----------------------------------------------------------------------------------
 */

struct decisions {
    struct report *report;
    struct store *store;
    struct map assets; /* id of the shell → number in view->assets */
    struct report_decision *items;
    size_t count, room;
};

/* What the decision said at its record; one whose element was changed has it in no record. */
static bool read_then(struct decisions *decisions, str id, const struct record *record,
                      struct decision *ret_decision)
{
    struct arena *arena = &decisions->report->arena;
    struct document *document;
    struct fail why;
    if (record->body.p)
        return decision_read(arena, arena_dup(arena, record->body), ret_decision);
    uint64_t seq = record->operation == STORE_DELETE ? record->previous : record->seq;
    if (store_get_at(decisions->store, DOCUMENT_SUBMODEL, id, seq, &document, &why) != ERR_OK)
        return false;
    bool is_read = decision_read(arena, arena_dup(arena, document_body(document)), ret_decision);
    document_unref(document);
    return is_read;
}

static void add_decision(struct decisions *decisions, str id, const struct record *record)
{
    struct report *report = decisions->report;
    struct report_decision one = {.seq = record->seq,
                                  .time_ms = record->time_ms,
                                  .actor = arena_dup(&report->arena, record->actor),
                                  .is_deletion = record->operation == STORE_DELETE};
    if (!read_then(decisions, id, record, &one.decision))
        return;
    const uint64_t *asset = map_find(&decisions->assets, one.decision.asset);
    if (zone_of(report) && !(asset && report_has_asset(report, (size_t)*asset)))
        return;
    if (asset)
        one.asset_name = report->view->assets[*asset]->facts.name;
    ARENA_GROW(&report->arena, decisions->items, decisions->count, decisions->room, 64);
    decisions->items[decisions->count++] = one;
}

/* All records of one decision, from its last one back. */
static err_t follow_back(struct decisions *decisions, const struct past_document *document,
                         struct fail *why)
{
    struct arena arena = {0};
    uint64_t seq = document->revision;
    err_t err = ERR_OK;
    for (int i = 0; !err && seq && i < PAST_STEPS_MAX; i++) {
        struct record *records;
        size_t count = 0;
        arena_reset(&arena);
        err = store_records(decisions->store, &arena, seq - 1, 1, 1, &records, &count, why);
        if (err || !count)
            break;
        add_decision(decisions, document->id, &records[0]);
        seq = records[0].previous;
    }
    arena_release(&arena);
    return err;
}

static int by_seq(const void *a, const void *b)
{
    const struct report_decision *first = a, *second = b;
    return (first->seq > second->seq) - (first->seq < second->seq);
}

static err_t take_decisions(struct store *store, struct report *report, struct fail *why)
{
    struct decisions decisions = {.report = report, .store = store};
    err_t err = ERR_OK;
    for (size_t i = 0; i < report->view->asset_count; i++) {
        bool added;
        *map_put(&decisions.assets, report->view->assets[i]->facts.shell_id, &added) = i;
    }
    for (size_t i = 0; !err && i < report->past.decision_count; i++)
        err = follow_back(&decisions, &report->past.decisions[i], why);
    if (decisions.count)
        qsort(decisions.items, decisions.count, sizeof *decisions.items, by_seq);
    if (decisions.count > REPORT_DECISIONS_MAX)
        report->decisions_left = decisions.count - REPORT_DECISIONS_MAX;
    report->decisions = decisions.items + report->decisions_left;
    report->decision_count = decisions.count - report->decisions_left;
    map_release(&decisions.assets);
    return err;
}

/* --- all ----------------------------------------------------------------------------------------
 */

static err_t find_zone(struct report *report, str zone, struct fail *why)
{
    const struct zones *zones = &report->view->zones;
    report->zone = zones->zone_count;
    for (size_t i = 0; zone.n && i < zones->zone_count; i++)
        if (str_equal(zones->zones[i].id, zone))
            report->zone = i;
    return zone.n && report->zone == zones->zone_count
               ? fail_set(why, ERR_NOT_FOUND, 0, zone, "there was no zone %.*s then", STR_ARG(zone))
               : ERR_OK;
}

err_t report_open(struct store *store, uint64_t seq, str zone, enum language language,
                  struct report *report, struct fail *why)
{
    *report = (struct report){.seq = seq, .language = language};
    err_t err = read_record(store, report, why);
    if (!err)
        err = past_open(store, seq, &report->past, why);
    if (!err)
        err = watch_once_open(report->past.store, seq, &report->once, &report->view, why);
    if (!err)
        err = find_zone(report, zone, why);
    if (!err)
        err = exploited_load(report->past.store, &report->arena, &report->exploited, why);
    if (err == ERR_INVALID || err == ERR_SYNTAX || err == ERR_TOO_LARGE)
        err = ERR_OK; /* a list that somebody wrote by hand and that has no meaning is none */
    if (err)
        return err;
    struct report_counts *zones =
        ARENA_ARRAY(&report->arena, struct report_counts, report->view->zones.zone_count);
    report->zones = zones;
    take_assets(report, zones);
    err = take_items(store, report, zones, why);
    return err ? err : take_decisions(store, report, why);
}

void report_close(struct report *report)
{
    if (report->once)
        watch_once_close(report->once);
    past_close(&report->past);
    arena_release(&report->arena);
}
