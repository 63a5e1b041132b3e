/* SPDX-License-Identifier: Apache-2.0 */
/* item_decide.c - PUT /plan/security/items/{itemIdentifier} and POST …/decide: what people decide
 * about one item, or the same about many, all or none. */
#include "base/clock.h"
#include "plan/security/record.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/plan.h"
#include "web/plan_body.h"
#include "web/security/items.h"

enum { ITEMS_DECIDED_MAX = 1000 };

/* --- the body ----------------------------------------------------------------------------------
 */

/* A text that may be empty or null: then there is none. */
static err_t read_text(struct call *call, const struct json *json, const char *name, str *ret_text)
{
    uint32_t token = json_member(json, 0, str_from(name));
    *ret_text = (str){0};
    if (!token || json_type(json, token) == JSON_NULL)
        return ERR_OK;
    if (json_type(json, token) != JSON_STRING)
        return refuse(call, REFUSAL_BAD_MEMBER, str_from(name));
    *ret_text = json_string(json, token, call->arena);
    return ERR_OK;
}

static err_t refuse_fault(struct call *call, const struct decision *decision)
{
    switch (decision_fault_of(decision)) {
    case DECISION_NO_REASON:
        return refuse(call, REFUSAL_NO_REASON, STR(""));
    case DECISION_NO_DUE:
        return refuse(call, REFUSAL_NO_DUE, STR(""));
    case DECISION_BAD_DUE:
        return refuse(call, REFUSAL_BAD_DUE, decision->due);
    case DECISION_LONG_OWNER:
        return refuse(call, REFUSAL_BAD_MEMBER, STR("owner"));
    case DECISION_LONG_REASON:
        return refuse(call, REFUSAL_BAD_MEMBER, STR("reason"));
    case DECISION_FINE:
        break;
    }
    return ERR_OK;
}

/* What was decided, not yet of what. */
static err_t read_decision(struct call *call, const struct json *json, struct decision *decision)
{
    str state = {0}, measure = {0};
    err_t err = plan_body_text(call, json, 0, "state", &state);
    err = err ? err : read_text(call, json, "measure", &measure);
    err = err ? err : read_text(call, json, "owner", &decision->owner);
    err = err ? err : read_text(call, json, "due", &decision->due);
    err = err ? err : read_text(call, json, "reason", &decision->reason);
    if (err)
        return err;
    if (!decision_state_find(state, &decision->state))
        return refuse(call, REFUSAL_BAD_MEMBER, STR("state"));
    if (!decision_measure_find(measure, &decision->measure))
        return refuse(call, REFUSAL_BAD_MEMBER, STR("measure"));
    char now[CLOCK_TEXT_BYTES];
    clock_format(clock_wall_ms(), now);
    decision->decided_at = arena_dup(call->arena, str_from(now));
    decision->decided_by = STR("anonymous");
    return refuse_fault(call, decision);
}

/* --- storing -----------------------------------------------------------------------------------
 */

/* What is known of the item now, so that it can be told later what the decision rested on. */
static void add_facts(const struct item *item, struct decision *decision)
{
    const struct advisory *advisory = &item->advisory->advisory;
    decision->id = item->id;
    decision->asset = item->asset->facts.shell_id;
    decision->advisory = item->advisory->record_id;
    decision->tracking_id = advisory->id;
    decision->version = advisory->version;
    decision->digest = str_of(advisory->digest, SHA256_HEX_BYTES);
    decision->tier = match_tier_name(item->match->tier);
    decision->verdict = match_verdict_name(item->match->verdict);
    decision->cves = item->match->cves;
    decision->cve_count = item->match->cve_count;
}

static err_t make_change(struct call *call, const struct decision *decision,
                         struct store_change *ret_change, struct fail *why)
{
    struct buf text = {0};
    decision_write(decision, &text);
    err_t err = record_change(call->arena, arena_dup(call->arena, buf_str(&text)), ret_change, why);
    buf_release(&text);
    return err;
}

static err_t commit_one(struct call *call, struct decision *decision, const struct watch_view *view,
                        const struct item *item, uint64_t *ret_revision, struct buf *out,
                        struct fail *why)
{
    struct store_change change = {0};
    add_facts(item, decision);
    err_t err = make_change(call, decision, &change, why);
    err = err ? err : answer_condition(call, &change, why);
    if (err)
        return err;
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("anonymous")};
    err = store_commit(call->store, &batch, why);
    if (change.condition != STORE_ALWAYS && (err == ERR_PRECONDITION || err == ERR_CONFLICT))
        return refuse(call, REFUSAL_CHANGED, STR(""));
    if (err)
        return err;
    /* The list follows in a moment; the answer does not wait for it. */
    struct item now = *item;
    now.decision = decision;
    now.state = decision->state;
    now.changed_since = false;
    *ret_revision = change.ret_revision;
    return item_write_whole(call, view, &now, change.ret_revision, out, why);
}

static err_t decide_one(struct call *call, struct decision *decision, struct fail *why)
{
    const struct watch_view *view;
    const struct item *item;
    struct buf out = {0};
    uint64_t revision = 0;
    err_t err = item_take(call, call->parameters[PARAMETER_ITEM], &view, &item);
    if (err)
        return err;
    err = commit_one(call, decision, view, item, &revision, &out, why);
    watch_release(web_watch(call->web));
    return item_answer(call, err, revision, &out);
}

err_t item_decide(struct call *call, struct fail *why)
{
    static const char *const names[] = {"state", "measure", "owner", "due", "reason", NULL};
    struct decision decision = {0};
    struct json json;
    err_t err = plan_read_language(call);
    if (!err)
        err = plan_body_read(call, names, &json, why);
    if (err)
        return err;
    err = read_decision(call, &json, &decision);
    json_release(&json);
    return err ? err : decide_one(call, &decision, why);
}

/* --- many --------------------------------------------------------------------------------------
 */

static err_t decide_all(struct call *call, const struct decision *decision, const str *ids,
                        size_t count, struct fail *why)
{
    struct store_change *changes = ARENA_ARRAY(call->arena, struct store_change, count);
    const struct watch_view *view = watch_take(web_watch(call->web));
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < count; i++) {
        const struct item *item = watch_item(view, ids[i]);
        struct decision one = *decision;
        if (!item) {
            err = refuse(call, REFUSAL_NO_ITEM, ids[i]);
            break;
        }
        add_facts(item, &one);
        err = make_change(call, &one, &changes[i], why);
    }
    watch_release(web_watch(call->web));
    struct store_batch batch = {.changes = changes, .count = count, .actor = STR("anonymous")};
    return err || !count ? err : store_commit(call->store, &batch, why);
}

err_t items_decide(struct call *call, struct fail *why)
{
    static const char *const names[] = {"items", "state",  "measure", "owner",
                                        "due",   "reason", NULL};
    struct decision decision = {0};
    struct json json;
    const str *ids;
    size_t count;
    struct buf out = {0};
    err_t err = plan_read_language(call);
    if (!err)
        err = plan_body_read(call, names, &json, why);
    if (err)
        return err;
    err = plan_body_texts(call, &json, 0, "items", ITEMS_DECIDED_MAX, &ids, &count);
    err = err ? err : read_decision(call, &json, &decision);
    json_release(&json);
    err = err ? err : decide_all(call, &decision, ids, count, why);
    buf_printf(&out, "{\"decided\":%zu}", count);
    return answer_made(call, err, NULL, &out);
}
