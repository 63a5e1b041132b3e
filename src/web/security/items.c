/* SPDX-License-Identifier: Apache-2.0 */
/* items.c - GET /plan/security/items, one of them, and the summary: what is to be done. Our own
 * operations (docs/security-api.md). */
#include "web/security/items.h"

#include "base/clock.h"
#include "codec/json.h"
#include "store/follow.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/plan.h"

enum { HISTORY_MAX = 100 }; /* decisions of one item that are shown */

str items_today(struct call *call)
{
    char now[CLOCK_TEXT_BYTES];
    clock_format(clock_wall_ms(), now);
    return arena_dup(call->arena, str_of(now, strlen("2026-11-26")));
}

/* --- what is asked for -------------------------------------------------------------------------
 */

static bool find_state(str word, unsigned *ret_number)
{
    enum decision_state state;
    bool found = decision_state_find(word, &state);
    *ret_number = found ? state : 0;
    return found;
}

static bool find_verdict(str word, unsigned *ret_number)
{
    for (unsigned i = 0; i <= VERDICT_NOT_AFFECTED; i++)
        if (str_equal(word, match_verdict_name((enum match_verdict)i))) {
            *ret_number = i;
            return true;
        }
    return false;
}

static bool find_tier(str word, unsigned *ret_number)
{
    for (unsigned i = 0; i <= TIER_POSSIBLE; i++)
        if (str_equal(word, match_tier_name((enum match_tier)i))) {
            *ret_number = i;
            return true;
        }
    return false;
}

static bool find_reach(str word, unsigned *ret_number)
{
    for (unsigned i = 0; i <= REACH_NOT_REACHABLE; i++)
        if (str_equal(word, reach_verdict_name((enum reach_verdict)i))) {
            *ret_number = i;
            return true;
        }
    return false;
}

/* A parameter that may come several times: any of its words. */
static err_t read_bits(struct call *call, const char *name,
                       bool (*find)(str word, unsigned *ret_number), unsigned *bits)
{
    for (size_t i = 0; i < call->query_count; i++) {
        unsigned number;
        if (!str_equal(call->query[i].name, str_from(name)))
            continue;
        if (!find(call->query[i].value, &number))
            return refuse(call, REFUSAL_BAD_CHOICE, call->query[i].value);
        *bits |= 1u << number;
    }
    return ERR_OK;
}

static err_t read_id(struct call *call, const char *name, str *id)
{
    str text;
    return call_query(call, name, &text) ? call_decode(call, text, REFUSAL_BAD_IDENTIFIER, id)
                                         : ERR_OK;
}

static err_t read_sort(struct call *call, enum item_sort *sort)
{
    static const char *const names[] = {
        [ITEMS_BY_RISK] = "risk", [ITEMS_BY_DUE] = "due", [ITEMS_BY_CHANGE] = "changed"};
    str text;
    if (!call_query(call, "sort", &text))
        return ERR_OK;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(text, str_from(names[i]))) {
            *sort = (enum item_sort)i;
            return ERR_OK;
        }
    return refuse(call, REFUSAL_BAD_CHOICE, text);
}

static err_t read_filter(struct call *call, struct item_filter *filter)
{
    filter->today = items_today(call);
    (void)call_query(call, "q", &filter->text);
    (void)call_query(call, "zone", &filter->zone);
    (void)call_query(call, "owner", &filter->owner);
    err_t err = plan_read_language(call);
    err = err ? err : page_read_query(call);
    err = err ? err : read_id(call, "asset", &filter->asset);
    err = err ? err : read_id(call, "advisory", &filter->advisory);
    err = err ? err : read_bits(call, "state", find_state, &filter->states);
    err = err ? err : read_bits(call, "verdict", find_verdict, &filter->verdicts);
    err = err ? err : read_bits(call, "tier", find_tier, &filter->tiers);
    err = err ? err : read_bits(call, "reach", find_reach, &filter->reaches);
    err = err ? err : call_query_flag(call, "exploited", &filter->exploited);
    err = err ? err : call_query_flag(call, "overdue", &filter->overdue);
    return err ? err : read_sort(call, &filter->sort);
}

/* --- the list ----------------------------------------------------------------------------------
 */

err_t items_list(struct call *call, struct fail *why)
{
    struct item_filter filter = {0};
    struct buf out = {0};
    (void)why;
    err_t err = read_filter(call, &filter);
    if (err)
        return err;
    const struct watch_view *view = watch_take(web_watch(call->web));
    size_t count;
    const struct item **items = items_find(view, &filter, call->arena, &count);
    size_t first = call->after < count ? (size_t)call->after : count,
           end = count - first < call->limit ? count : first + call->limit;
    buf_printf(&out, "{\"seq\":%llu,\"building\":%s,\"total\":%zu,\"result\":[",
               (unsigned long long)view->seq, view->is_building ? "true" : "false", count);
    for (size_t i = first; i < end; i++) {
        buf_add(&out, i > first ? STR(",") : STR(""));
        item_write(view, items[i], call->language, &out);
        buf_add_char(&out, '}');
    }
    watch_release(web_watch(call->web));
    buf_add_char(&out, ']');
    page_end(&out, end < count ? end : 0);
    return answer_made(call, ERR_OK, NULL, &out);
}

err_t security_summary_read(struct call *call, struct fail *why)
{
    struct buf out = {0};
    (void)why;
    const struct watch_view *view = watch_take(web_watch(call->web));
    items_write_summary(view, items_today(call), &out);
    watch_release(web_watch(call->web));
    return answer_made(call, ERR_OK, NULL, &out);
}

/* --- one item ----------------------------------------------------------------------------------
 */

err_t item_take(struct call *call, str id, const struct watch_view **ret_view,
                const struct item **ret_item)
{
    *ret_view = watch_take(web_watch(call->web));
    *ret_item = watch_item(*ret_view, id);
    if (*ret_item)
        return ERR_OK;
    watch_release(web_watch(call->web));
    return refuse(call, REFUSAL_NO_ITEM, id);
}

static void write_decision(const struct record *record, struct arena *arena, size_t number,
                           struct buf *out)
{
    struct decision decision;
    char time[CLOCK_TEXT_BYTES];
    clock_format(record->time_ms, time);
    buf_printf(out, "%s{\"seq\":%llu,\"time\":\"%s\"", number ? "," : "",
               (unsigned long long)record->seq, time);
    json_write_filled_member(out, "actor", record->actor);
    if (record->body.p && decision_read(arena, record->body, &decision)) {
        json_write_member(out, "state", decision_state_name(decision.state));
        json_write_filled_member(out, "measure", decision_measure_name(decision.measure));
        json_write_filled_member(out, "owner", decision.owner);
        json_write_filled_member(out, "due", decision.due);
        json_write_filled_member(out, "reason", decision.reason);
        json_write_filled_member(out, "advisory_version", decision.version);
        json_write_filled_member(out, "verdict", decision.verdict);
    }
    buf_add_char(out, '}');
}

/* The records of the decision's submodel, from its last one back. */
static err_t write_history(struct call *call, uint64_t seq, struct buf *out, struct fail *why)
{
    err_t err = ERR_OK;
    buf_add(out, STR(",\"history\":["));
    for (size_t i = 0; !err && seq && i < HISTORY_MAX; i++) {
        struct record *records;
        size_t count;
        err = store_records(call->store, call->arena, seq - 1, 1, 1, &records, &count, why);
        if (err || !count)
            break;
        write_decision(&records[0], call->arena, i, out);
        seq = records[0].previous;
    }
    buf_add_char(out, ']');
    return err;
}

err_t item_write_whole(struct call *call, const struct watch_view *view, const struct item *item,
                       uint64_t decision_revision, struct buf *out, struct fail *why)
{
    item_write(view, item, call->language, out);
    item_write_vulnerabilities(view, item, out);
    err_t err = write_history(call, decision_revision, out, why);
    buf_add_char(out, '}');
    return err;
}

err_t item_answer(struct call *call, err_t err, uint64_t decision_revision, struct buf *out)
{
    struct etag etag = etag_of_revision(decision_revision, "item");
    return answer_made(call, err, decision_revision ? &etag : NULL, out);
}

err_t item_read(struct call *call, struct fail *why)
{
    const struct watch_view *view;
    const struct item *item;
    struct document *decision;
    struct buf out = {0};
    uint64_t revision = 0;
    err_t err = plan_read_language(call);
    if (!err)
        err = item_take(call, call->parameters[PARAMETER_ITEM], &view, &item);
    if (err)
        return err;
    if (store_get(call->store, DOCUMENT_SUBMODEL, item->id, &decision, why) == ERR_OK) {
        revision = decision->revision;
        document_unref(decision);
    }
    err = item_write_whole(call, view, item, revision, &out, why);
    watch_release(web_watch(call->web));
    return item_answer(call, err, revision, &out);
}
