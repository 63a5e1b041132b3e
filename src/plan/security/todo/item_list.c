/* SPDX-License-Identifier: Apache-2.0 */
/* item_list.c - finding items, and counting them. */
#include "plan/security/todo/item_list.h"

#include <stdlib.h>

#include "codec/json.h"
#include "search/fold.h"

/* --- finding -----------------------------------------------------------------------------------
 */

static bool has_bit(unsigned bits, unsigned number)
{
    return !bits || bits >> number & 1;
}

static str zone_id_of(const struct watch_view *view, const struct item *item)
{
    return item->zone < view->zones.zone_count ? view->zones.zones[item->zone].id : (str){0};
}

static bool is_overdue(const struct item *item, str today)
{
    return item->decision && item->decision->due.n && str_compare(item->decision->due, today) < 0 &&
           item->state != DECIDED_DONE;
}

/* Whether one of the texts has a word that begins so. */
static bool has_word(const struct item *item, str word)
{
    const struct asset_facts *facts = &item->asset->facts;
    const struct advisory *advisory = &item->advisory->advisory;
    const str texts[] = {facts->name,          facts->german_name,
                         facts->maker,         facts->product,
                         facts->family,        facts->type,
                         facts->order_code,    facts->location,
                         facts->serial_number, facts->shell_id,
                         advisory->id,         advisory->title,
                         advisory->publisher,  item->match->product->name};
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        if (texts[i].n && fold_find(texts[i], word) < texts[i].n)
            return true;
    for (size_t i = 0; i < item->match->cve_count; i++)
        if (fold_find(item->match->cves[i], word) < item->match->cves[i].n)
            return true;
    return false;
}

static bool fits(const struct watch_view *view, const struct item *item,
                 const struct item_filter *filter, const str *words, size_t word_count)
{
    str owner = item->decision ? item->decision->owner : (str){0};
    bool does = has_bit(filter->states, item->state) &&
                has_bit(filter->verdicts, item->match->verdict) &&
                has_bit(filter->tiers, item->match->tier) &&
                has_bit(filter->reaches, item->reach) && (!filter->exploited || item->exploited) &&
                (!filter->overdue || is_overdue(item, filter->today)) &&
                (!filter->asset.n || str_equal(filter->asset, item->asset->facts.shell_id)) &&
                (!filter->advisory.n || str_equal(filter->advisory, item->advisory->record_id)) &&
                (!filter->zone.n || str_equal(filter->zone, zone_id_of(view, item))) &&
                (!filter->owner.n || str_equal(filter->owner, owner));
    for (size_t i = 0; does && i < word_count; i++)
        does = has_word(item, words[i]);
    return does;
}

static str due_of(const struct item *item)
{
    return item->decision ? item->decision->due : (str){0};
}

static str changed_of(const struct item *item)
{
    str released = item->advisory->advisory.released;
    str decided = item->decision ? item->decision->decided_at : (str){0};
    return str_compare(decided, released) > 0 ? decided : released;
}

/* The view's order, by risk, decides among equals. */
static int by_view(const struct item *first, const struct item *second)
{
    return (first > second) - (first < second);
}

static int by_due(const void *a, const void *b)
{
    const struct item *first = *(const struct item *const *)a,
                      *second = *(const struct item *const *)b;
    str one = due_of(first), other = due_of(second);
    if (!one.n != !other.n)
        return one.n ? -1 : 1;
    int order = str_compare(one, other);
    return order ? order : by_view(first, second);
}

static int by_change(const void *a, const void *b)
{
    const struct item *first = *(const struct item *const *)a,
                      *second = *(const struct item *const *)b;
    int order = str_compare(changed_of(second), changed_of(first));
    return order ? order : by_view(first, second);
}

const struct item **items_find(const struct watch_view *view, const struct item_filter *filter,
                               struct arena *arena, size_t *ret_count)
{
    const struct item **found = ARENA_ARRAY(arena, const struct item *, view->item_count);
    str words[SEARCH_WORDS_MAX];
    size_t count = 0, word_count = fold_words(arena, filter->text, words);
    for (size_t i = 0; i < view->item_count; i++)
        if (fits(view, &view->items[i], filter, words, word_count))
            found[count++] = &view->items[i];
    if (count && filter->sort != ITEMS_BY_RISK)
        qsort(found, count, sizeof *found, filter->sort == ITEMS_BY_DUE ? by_due : by_change);
    *ret_count = count;
    return found;
}

/* --- counting ----------------------------------------------------------------------------------
 */

struct counts {
    size_t states[DECISION_STATE_COUNT], verdicts[VERDICT_NOT_AFFECTED + 1];
    size_t exploited, reachable, overdue, matched, lacking, unzoned;
    int64_t risk, risk_open;
};

static void count_items(const struct watch_view *view, str today, struct counts *counts)
{
    for (size_t i = 0; i < view->item_count; i++) {
        const struct item *item = &view->items[i];
        bool is_open = item->state == DECIDED_OPEN || item->state == DECIDED_IN_PROGRESS;
        counts->states[item->state]++;
        counts->verdicts[item->match->verdict]++;
        counts->exploited += is_open && item->exploited;
        counts->reachable += is_open && item->reach == REACH_REACHABLE;
        counts->overdue += is_overdue(item, today);
        counts->risk += item->risk;
        counts->risk_open += is_open ? item->risk : 0;
    }
}

static void count_assets(const struct watch_view *view, struct counts *counts)
{
    for (size_t i = 0; i < view->asset_count; i++) {
        const struct watched_asset *asset = view->assets[i];
        counts->matched += asset->match_count > 0;
        counts->lacking += (asset->facts.lacks & ASSET_LACKS_MATCH) != 0;
        counts->unzoned += view->asset_zones[i] == view->zones.zone_count;
    }
}

void items_write_summary(const struct watch_view *view, str today, struct buf *out)
{
    struct counts counts = {0};
    count_items(view, today, &counts);
    count_assets(view, &counts);
    buf_printf(out,
               "{\"seq\":%llu,\"building\":%s,\"assets\":%zu,\"matched_assets\":%zu,"
               "\"advisories\":%zu",
               (unsigned long long)view->seq, view->is_building ? "true" : "false",
               view->asset_count, counts.matched, view->advisory_count);
    if (view->advisory_count)
        json_write_filled_member(out, "newest_advisory", view->advisories[0]->advisory.released);
    buf_add(out, STR(",\"states\":{"));
    for (size_t i = 0; i < DECISION_STATE_COUNT; i++)
        buf_printf(out, "%s\"%s\":%zu", i ? "," : "", decision_state_name((enum decision_state)i).p,
                   counts.states[i]);
    buf_add(out, STR("},\"verdicts\":{"));
    for (size_t i = 0; i <= VERDICT_NOT_AFFECTED; i++)
        buf_printf(out, "%s\"%s\":%zu", i ? "," : "", match_verdict_name((enum match_verdict)i).p,
                   counts.verdicts[i]);
    buf_printf(out,
               "},\"exploited\":%zu,\"reachable\":%zu,\"overdue\":%zu,\"risk\":%lld,"
               "\"risk_open\":%lld,\"lacking\":%zu,\"zones\":%zu,\"unzoned\":%zu}",
               counts.exploited, counts.reachable, counts.overdue, (long long)counts.risk,
               (long long)counts.risk_open, counts.lacking, view->zones.zone_count, counts.unzoned);
}
