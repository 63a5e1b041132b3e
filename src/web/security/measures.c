/* SPDX-License-Identifier: Apache-2.0 */
/* measures.c - GET /plan/security/measures: the smallest set of measures that removes a share of
 * the risk that attackers may reach. Our own operation (docs/security-api.md). */
#include "plan/security/todo/measures.h"

#include <math.h>
#include <stdlib.h>

#include "codec/json.h"
#include "plan/security/todo/watch.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/plan.h"

/* 0.8 */
static const double share_default = 0.8;

static err_t read_share(struct call *call, double *share)
{
    str text;
    *share = share_default;
    if (!call_query(call, "share", &text))
        return ERR_OK;
    char *end;
    str copy = arena_dup(call->arena, text);
    *share = strtod(copy.p, &end);
    return copy.n && end == copy.p + copy.n && *share > 0 && *share <= 1
               ? ERR_OK
               : refuse(call, REFUSAL_BAD_SHARE, text);
}

static bool is_open(const struct item *item)
{
    return item->risk > 0 && (item->state == DECIDED_OPEN || item->state == DECIDED_IN_PROGRESS);
}

static struct measure_item item_of(const struct item *item, enum language language)
{
    const struct advisory *advisory = &item->advisory->advisory;
    size_t product = (size_t)(item->match->product - advisory->products);
    struct measure_item of = {.id = item->id,
                              .asset = item->asset->facts.shell_id,
                              .asset_name = asset_facts_name(&item->asset->facts, language),
                              .risk = item->risk,
                              .reach = item->reach,
                              .vectors = item->vectors};
    for (size_t i = 0; i < advisory->remedy_count; i++) {
        const struct advisory_remedy *remedy = &advisory->remedies[i];
        if (!advisory_remedy_is_for(remedy, product))
            continue;
        if (remedy->category == REMEDY_FIX && !of.has_fix)
            of.fix = remedy->text;
        of.has_fix |= remedy->category == REMEDY_FIX;
        of.can_be_configured |=
            remedy->category == REMEDY_WORKAROUND || remedy->category == REMEDY_MITIGATION;
    }
    return of;
}

static void write_measure(const struct measure *measure, const struct measure_item *items,
                          struct buf *out)
{
    buf_printf(out, "{\"kind\":\"%s\"", decision_measure_name(measure->kind).p);
    json_write_member(out, "text", measure->text);
    if (measure->asset.n) {
        buf_add(out, STR(",\"asset\":{\"id\":"));
        json_write_string(out, measure->asset);
        json_write_member(out, "name", measure->asset_name);
        buf_add_char(out, '}');
    }
    json_write_filled_member(out, "conduit", measure->conduit);
    buf_printf(out, ",\"removes\":%lld,\"effort\":%d,\"items\":[", (long long)measure->removes,
               measure->effort);
    for (size_t i = 0; i < measure->item_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        json_write_string(out, items[measure->items[i]].id);
    }
    buf_add(out, STR("]}"));
}

static void write_plan(const struct measure_plan *plan, const struct measure_item *items,
                       struct buf *out)
{
    double share = plan->risk ? (double)plan->removed / (double)plan->risk : 1;
    buf_printf(out, "{\"risk\":%lld,\"removed\":%lld,\"share\":%.3f,\"is_smallest\":%s,",
               (long long)plan->risk, (long long)plan->removed, share,
               plan->is_smallest ? "true" : "false");
    buf_add(out, STR("\"measures\":["));
    for (size_t i = 0; i < plan->count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        write_measure(&plan->measures[i], items, out);
    }
    buf_add(out, STR("]}"));
}

err_t security_measures_read(struct call *call, struct fail *why)
{
    struct measure_plan plan;
    struct buf out = {0};
    double share;
    (void)why;
    err_t err = plan_read_language(call);
    err = err ? err : read_share(call, &share);
    if (err)
        return err;
    struct arena arena = {0}; /* of its own: the request's is kept for the next one */
    const struct watch_view *view = watch_take(web_watch(call->web));
    struct measure_item *items = ARENA_ARRAY(&arena, struct measure_item, view->item_count);
    size_t count = 0, candidate_count = 0;
    for (size_t i = 0; i < view->item_count && count < MEASURE_ITEMS_MAX; i++)
        if (is_open(&view->items[i]))
            items[count++] = item_of(&view->items[i], call->language);
    const struct measure *candidates = count ? measure_candidates(&arena, items, count, view->reach,
                                                                  call->language, &candidate_count)
                                             : NULL;
    measures_choose(&arena, items, count, candidates, candidate_count, share, &plan);
    write_plan(&plan, items, &out);
    watch_release(web_watch(call->web));
    arena_release(&arena);
    return answer_made(call, ERR_OK, NULL, &out);
}
