/* SPDX-License-Identifier: Apache-2.0 */
/* item_write.c - items as JSON. */
#include "codec/json.h"
#include "plan/security/todo/item_list.h"

void score_write_member(struct buf *out, const char *name, int tenths)
{
    if (tenths)
        buf_printf(out, ",\"%s\":%d.%d", name, tenths / 10, tenths % 10);
}

void advisory_write_head(const struct watched_advisory *watched, struct buf *out)
{
    const struct advisory *advisory = &watched->advisory;
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, watched->record_id);
    json_write_member(out, "tracking_id", advisory->id);
    json_write_member(out, "title", advisory->title);
    json_write_member(out, "publisher", advisory->publisher);
    json_write_filled_member(out, "version", advisory->version);
    json_write_filled_member(out, "released", advisory->released);
    score_write_member(out, "score", advisory->score);
    json_write_filled_member(out, "severity", advisory->severity);
}

void remedy_write(const struct advisory_remedy *remedy, size_t number, struct buf *out)
{
    buf_printf(out, "%s{\"category\":\"%s\"", number ? "," : "",
               remedy_category_name(remedy->category).p);
    json_write_member(out, "details", remedy->text);
    json_write_filled_member(out, "url", remedy->url);
    buf_add_char(out, '}');
}

static void write_asset(const struct watch_view *view, const struct item *item,
                        enum language language, struct buf *out)
{
    const struct asset_facts *facts = &item->asset->facts;
    buf_add(out, STR(",\"asset\":{\"id\":"));
    json_write_string(out, facts->shell_id);
    json_write_member(out, "name", asset_facts_name(facts, language));
    json_write_filled_member(out, "maker", facts->maker);
    json_write_filled_member(out, "product", facts->product);
    json_write_filled_member(out, "order_code",
                             facts->order_code.n ? facts->order_code : facts->article_number);
    json_write_filled_member(out, "serial_number", facts->serial_number);
    json_write_filled_member(out, "firmware",
                             facts->firmware.n ? facts->firmware : facts->software);
    json_write_filled_member(out, "location", facts->location);
    if (item->zone < view->zones.zone_count) {
        json_write_member(out, "zone", view->zones.zones[item->zone].id);
        json_write_filled_member(out, "zone_name", view->zones.zones[item->zone].name);
    }
    buf_add_char(out, '}');
}

/* What would settle what is not sure. */
static void write_missing(const struct item *item, struct buf *out)
{
    const struct advisory_match *match = item->match;
    unsigned lacks = 0, written = 0;
    if (match->verdict == VERDICT_UNKNOWN)
        lacks |= item->asset->facts.lacks & ASSET_LACKS_VERSION;
    if (match->tier != TIER_CERTAIN)
        lacks |= item->asset->facts.lacks & ASSET_LACKS_ORDER_CODE;
    if (match->tier == TIER_POSSIBLE)
        lacks |= item->asset->facts.lacks & ASSET_LACKS_MAKER;
    if (!lacks)
        return;
    buf_add(out, STR(",\"missing\":["));
    for (unsigned bit = 1; bit <= lacks; bit <<= 1)
        if (lacks & bit)
            buf_printf(out, "%s\"%s\"", written++ ? "," : "",
                       asset_lack_name((enum asset_lack)bit).p);
    buf_add_char(out, ']');
}

static void write_cves(const struct watch_view *view, const struct item *item, struct buf *out)
{
    size_t exploited = 0;
    buf_add(out, STR(",\"cve\":["));
    for (size_t i = 0; i < item->match->cve_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        json_write_string(out, item->match->cves[i]);
    }
    buf_add(out, STR("],\"exploited\":["));
    for (size_t i = 0; i < item->match->cve_count; i++)
        if (map_find(&view->exploited, item->match->cves[i])) {
            buf_add(out, exploited++ ? STR(",") : STR(""));
            json_write_string(out, item->match->cves[i]);
        }
    buf_add_char(out, ']');
}

static void write_remedies(const struct item *item, struct buf *out)
{
    const struct advisory *advisory = &item->advisory->advisory;
    size_t product = (size_t)(item->match->product - advisory->products), written = 0;
    buf_add(out, STR(",\"remedies\":["));
    for (size_t i = 0; i < advisory->remedy_count; i++)
        if (advisory_remedy_is_for(&advisory->remedies[i], product))
            remedy_write(&advisory->remedies[i], written++, out);
    buf_add_char(out, ']');
}

static void write_decision(const struct item *item, struct buf *out)
{
    const struct decision *decision = item->decision;
    json_write_member(out, "state", decision_state_name(item->state));
    if (decision)
        decision_write_members(decision, out);
    buf_printf(out, ",\"changed_since\":%s", item->changed_since ? "true" : "false");
}

void item_write(const struct watch_view *view, const struct item *item, enum language language,
                struct buf *out)
{
    struct buf text = {0};
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, item->id);
    write_asset(view, item, language, out);
    buf_add(out, STR(",\"advisory\":"));
    advisory_write_head(item->advisory, out);
    buf_add_char(out, '}');
    json_write_member(out, "product", item->match->product->name);
    json_write_member(out, "tier", match_tier_name(item->match->tier));
    json_write_member(out, "verdict", match_verdict_name(item->match->verdict));
    match_write_evidence(item->match, language, &text);
    json_write_member(out, "evidence", buf_str(&text));
    write_missing(item, out);
    write_cves(view, item, out);
    score_write_member(out, "score", item->match->score);
    score_write_member(out, "place_score", item->place_score);
    buf_reset(&text);
    reach_write_proof(view->reach, item->asset->facts.shell_id, item->vector, language, &text);
    buf_printf(out, ",\"reach\":{\"verdict\":\"%s\"", reach_verdict_name(item->reach).p);
    json_write_filled_member(out, "proof", buf_str(&text));
    buf_printf(out, "},\"risk\":%d", item->risk);
    write_remedies(item, out);
    write_decision(item, out);
    buf_release(&text);
}

void item_write_vulnerabilities(const struct watch_view *view, const struct item *item,
                                struct buf *out)
{
    const struct advisory *advisory = &item->advisory->advisory;
    size_t written = 0;
    buf_add(out, STR(",\"vulnerabilities\":["));
    for (size_t i = 0; i < advisory->vulnerability_count; i++) {
        const struct advisory_vulnerability *vulnerability = &advisory->vulnerabilities[i];
        struct cvss_vector placed;
        if (!watch_counts(item->match, i))
            continue;
        int place_score = watch_place_score(view, item, i, &placed);
        buf_add(out, written++ ? STR(",{\"cve\":") : STR("{\"cve\":"));
        json_write_string(out, vulnerability->cve);
        json_write_filled_member(out, "title", vulnerability->title);
        score_write_member(out, "score", vulnerability->score);
        json_write_filled_member(out, "vector", vulnerability->vector);
        score_write_member(out, "place_score", place_score);
        if (place_score) {
            struct buf text = {0};
            cvss_write(&placed, &text);
            json_write_member(out, "place_vector", buf_str(&text));
            buf_release(&text);
        }
        buf_printf(out, ",\"exploited\":%s}",
                   map_find(&view->exploited, vulnerability->cve) ? "true" : "false");
    }
    buf_add_char(out, ']');
}
