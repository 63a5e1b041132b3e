/* SPDX-License-Identifier: Apache-2.0 */
/* zones.c - /plan/security/zones, its proposal and gaps, and /plan/security/reach. Our own
 * operations (docs/security-api.md). */
#include "plan/security/zone/zones.h"

#include "codec/json.h"
#include "plan/security/record.h"
#include "plan/security/todo/watch.h"
#include "plan/security/zone/proposal.h"
#include "web/answer.h"
#include "web/handlers.h"
#include "web/plan.h"
#include "web/write.h"

/* --- reading and replacing ---------------------------------------------------------------------
 */

err_t security_zones_read(struct call *call, struct fail *why)
{
    struct zones zones;
    struct buf out = {0};
    uint64_t revision;
    err_t err = zones_load(call->store, call->arena, &zones, &revision, why);
    if (err)
        return err;
    struct etag etag = etag_of_revision(revision, "zones");
    if (revision && answer_unchanged(call, etag))
        return ERR_OK;
    zones_write_json(&zones, &out);
    return answer_made(call, ERR_OK, revision ? &etag : NULL, &out);
}

/* The zones of the body. What is wrong is told with its place. */
static err_t read_body(struct call *call, struct zones *ret_zones, struct fail *why)
{
    struct json json;
    err_t err = write_read_json(call, &json, why);
    if (err)
        return err;
    err = zones_read_json(call->arena, &json, call->language, ret_zones, why);
    json_release(&json);
    return err ? refuse(call, err == ERR_TOO_LARGE ? REFUSAL_MANY_ZONES : REFUSAL_BAD_ZONES,
                        arena_printf(call->arena, "%s: %s", why->where, why->text))
               : ERR_OK;
}

static err_t store_zones(struct call *call, const struct zones *zones, uint64_t *ret_revision,
                         struct fail *why)
{
    struct store_change change;
    struct buf text = {0};
    zones_write_submodel(zones, &text);
    err_t err = record_change(call->arena, arena_dup(call->arena, buf_str(&text)), &change, why);
    buf_release(&text);
    if (err == ERR_INVALID)
        return refuse(call, REFUSAL_BAD_ZONES, arena_dup(call->arena, str_from(why->text)));
    err = err ? err : answer_condition(call, &change, why);
    if (err)
        return err;
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("anonymous")};
    err = store_commit(call->store, &batch, why);
    if (change.condition != STORE_ALWAYS &&
        (err == ERR_PRECONDITION || err == ERR_CONFLICT || err == ERR_NOT_FOUND))
        return refuse(call, REFUSAL_CHANGED, STR(""));
    *ret_revision = change.ret_revision;
    return err;
}

err_t security_zones_replace(struct call *call, struct fail *why)
{
    struct zones zones;
    struct buf out = {0};
    uint64_t revision = 0;
    err_t err = plan_read_language(call);
    err = err ? err : read_body(call, &zones, why);
    err = err ? err : store_zones(call, &zones, &revision, why);
    if (err)
        return err;
    struct etag etag = etag_of_revision(revision, "zones");
    zones_write_json(&zones, &out);
    return answer_made(call, ERR_OK, &etag, &out);
}

/* --- the state that is watched -----------------------------------------------------------------
 */

static void begin_answer(const struct watch_view *view, struct buf *out)
{
    buf_printf(out, "{\"seq\":%llu,\"building\":%s,", (unsigned long long)view->seq,
               view->is_building ? "true" : "false");
}

static void write_proposal(const struct proposal *proposal, struct buf *out)
{
    zones_write_members(&proposal->zones, out);
    buf_add(out, STR(",\"reasons\":["));
    for (size_t i = 0; i < proposal->reason_count; i++) {
        const struct proposal_reason *reason = &proposal->reasons[i];
        buf_add(out, i ? STR(",{\"text\":") : STR("{\"text\":"));
        json_write_string(out, reason->text);
        json_write_filled_member(out, "zone", reason->zone);
        json_write_filled_member(out, "conduit", reason->conduit);
        buf_add_char(out, '}');
    }
    buf_add(out, STR("]}"));
}

err_t security_zones_propose(struct call *call, struct fail *why)
{
    struct structure structure;
    struct proposal proposal;
    struct buf out = {0};
    err_t err = plan_read_language(call);
    if (err)
        return err;
    err = structure_read(call->store, call->arena, &structure, why);
    if (!err) {
        const struct watch_view *view = watch_take(web_watch(call->web));
        const struct asset_facts **facts =
            ARENA_ARRAY(call->arena, const struct asset_facts *, view->asset_count + 1);
        for (size_t i = 0; i < view->asset_count; i++)
            facts[i] = &view->assets[i]->facts;
        proposal_make(call->arena, &structure, facts, view->asset_count, call->language, &proposal);
        begin_answer(view, &out);
        write_proposal(&proposal, &out);
        watch_release(web_watch(call->web));
    }
    structure_release(&structure);
    return answer_made(call, err, NULL, &out);
}

static void write_unzoned(const struct watch_view *view, enum language language, struct buf *out)
{
    struct map zoned = {0};
    size_t written = 0;
    bool added;
    for (size_t i = 0; i < view->zones.zone_count; i++)
        for (size_t k = 0; k < view->zones.zones[i].asset_count; k++)
            map_put(&zoned, view->zones.zones[i].assets[k], &added);
    buf_add(out, STR("\"unzoned\":["));
    for (size_t i = 0; i < view->asset_count; i++) {
        const struct asset_facts *facts = &view->assets[i]->facts;
        if (view->asset_zones[i] < view->zones.zone_count)
            continue;
        buf_add(out, written++ ? STR(",{\"id\":") : STR("{\"id\":"));
        json_write_string(out, facts->shell_id);
        json_write_member(out, "name", asset_facts_name(facts, language));
        buf_add_char(out, '}');
    }
    map_release(&zoned);
}

err_t security_zones_gaps(struct call *call, struct fail *why)
{
    struct buf out = {0};
    size_t written = 0;
    (void)why;
    const struct watch_view *view = watch_take(web_watch(call->web));
    begin_answer(view, &out);
    write_unzoned(view, call->language, &out);
    buf_add(&out, STR("],\"below_target\":["));
    for (size_t i = 0; i < view->zones.zone_count; i++) {
        const struct zone *zone = &view->zones.zones[i];
        for (size_t k = 0; k < ZONE_REQUIREMENTS; k++) {
            if (zone->achieved[k] >= zone->target[k])
                continue;
            buf_add(&out, written++ ? STR(",{\"zone\":") : STR("{\"zone\":"));
            json_write_string(&out, zone->id);
            buf_printf(&out, ",\"requirement\":\"FR%zu\",\"target\":%u,\"achieved\":%u}", k + 1,
                       zone->target[k], zone->achieved[k]);
        }
    }
    buf_add(&out, STR("]}"));
    watch_release(web_watch(call->web));
    return answer_made(call, ERR_OK, NULL, &out);
}

/* --- reachability ------------------------------------------------------------------------------
 */

static err_t read_vector(struct call *call, enum attack_vector *vector)
{
    static const char *const names[] = {[ATTACK_NETWORK] = "N",
                                        [ATTACK_ADJACENT] = "A",
                                        [ATTACK_LOCAL] = "L",
                                        [ATTACK_PHYSICAL] = "P",
                                        [ATTACK_UNKNOWN] = "X"};
    str text;
    if (!call_query(call, "vector", &text))
        return ERR_OK;
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal(text, str_from(names[i]))) {
            *vector = (enum attack_vector)i;
            return ERR_OK;
        }
    return refuse(call, REFUSAL_BAD_CHOICE, text);
}

/* The sentences as a list. */
static void write_sentences(str text, struct buf *out)
{
    for (size_t i = 0; text.n; i++) {
        size_t n = str_find_char(text, '\n');
        buf_add(out, i ? STR(",") : STR(""));
        json_write_string(out, str_of(text.p, n));
        text = n < text.n ? str_of(text.p + n + 1, text.n - n - 1) : (str){0};
    }
}

static void write_ids(const char *name, const str *ids, size_t count, struct buf *out)
{
    buf_printf(out, "\"%s\":[", name);
    for (size_t i = 0; i < count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        json_write_string(out, ids[i]);
    }
    buf_add_char(out, ']');
}

static void write_way(const struct reach_way *way, struct buf *out)
{
    buf_add(out, STR("],\"way\":{"));
    write_ids("zones", way->zones, way->zone_count, out);
    buf_add_char(out, ',');
    write_ids("conduits", way->conduits, way->conduit_count, out);
    buf_add(out, STR("}}"));
}

err_t security_reach_read(struct call *call, struct fail *why)
{
    enum attack_vector vector = ATTACK_NETWORK;
    struct document *shell;
    struct buf out = {0}, proof = {0};
    str text, id = {0};
    struct reach_way way = {0};
    err_t err = plan_read_language(call);
    err = err ? err : read_vector(call, &vector);
    if (!err && !call_query(call, "asset", &text))
        err = refuse(call, REFUSAL_NO_ASSET_GIVEN, STR(""));
    err = err ? err : call_decode(call, text, REFUSAL_BAD_IDENTIFIER, &id);
    err = err ? err : call_document(call, DOCUMENT_SHELL, id, &shell, why);
    if (err)
        return err;
    document_unref(shell);
    const struct watch_view *view = watch_take(web_watch(call->web));
    begin_answer(view, &out);
    if (view->reach) {
        reach_write_proof(view->reach, id, vector, call->language, &proof);
        buf_printf(&out, "\"verdict\":\"%.*s\",\"proof\":[",
                   STR_ARG(reach_verdict_name(reach_of(view->reach, id, vector))));
        write_sentences(buf_str(&proof), &out);
        reach_find_way(view->reach, id, vector, call->arena, &way);
    } else
        buf_add(&out, STR("\"verdict\":\"unknown\",\"proof\":["));
    write_way(&way, &out);
    watch_release(web_watch(call->web));
    buf_release(&proof);
    return answer_made(call, ERR_OK, NULL, &out);
}
