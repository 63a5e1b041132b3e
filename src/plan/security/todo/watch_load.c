/* SPDX-License-Identifier: Apache-2.0 */
/* watch_load.c - advisories, assets, decisions, zones out of the store: all of them, or one that
 * changed. */
#include "plan/security/advisory/advisory_record.h"
#include "plan/security/match/advisory_store.h"
#include "plan/security/record.h"
#include "plan/security/todo/exploited.h"
#include "plan/security/todo/watch_private.h"

/* --- each kind ---------------------------------------------------------------------------------
 */

static struct watched_advisory *read_advisory(struct watch_state *state, struct document *document)
{
    struct arena *arena = &state->arena;
    struct watched_advisory *watched = ARENA_NEW(arena, struct watched_advisory);
    struct advisory *advisory = &watched->advisory;
    if (!stored_advisory_read(state->store, arena, document, advisory))
        return NULL;
    watched->record_id = arena_dup(arena, document->id);
    struct cvss_vector *vectors =
        ARENA_ARRAY(arena, struct cvss_vector, advisory->vulnerability_count);
    bool *has_vector = ARENA_ARRAY(arena, bool, advisory->vulnerability_count);
    for (size_t i = 0; i < advisory->vulnerability_count; i++)
        has_vector[i] = cvss_read(advisory->vulnerabilities[i].vector, &vectors[i]);
    watched->vectors = vectors;
    watched->has_vector = has_vector;
    return watched;
}

static struct watched_asset *read_asset(struct watch_state *state, struct document *shell)
{
    struct arena *arena = &state->arena;
    struct watched_asset *watched = ARENA_NEW(arena, struct watched_asset);
    struct asset asset;
    asset_facts_read(state->store, arena, shell, &watched->facts);
    stored_asset_of(&watched->facts, &asset);
    match_asset_read_kind(arena, &state->kinds, &asset, &watched->ready);
    return watched;
}

static struct decision *read_decision(struct watch_state *state, struct document *document)
{
    struct decision *decision = ARENA_NEW(&state->arena, struct decision);
    return decision_read(&state->arena, document_body(document), decision) ? decision : NULL;
}

/* --- all of them -------------------------------------------------------------------------------
 */

static bool add_advisory(void *context, struct document *document)
{
    struct watch_state *state = context;
    struct watched_advisory *watched = read_advisory(state, document);
    if (watched) {
        map_put_pointer(&state->advisories, watched->record_id, watched);
        advisory_index_add(&state->index, &watched->advisory);
    }
    return true;
}

static bool add_asset(void *context, struct document *document)
{
    struct watch_state *state = context;
    struct watched_asset *watched = read_asset(state, document);
    map_put_pointer(&state->assets, watched->facts.shell_id, watched);
    return true;
}

static bool add_decision(void *context, struct document *document)
{
    struct watch_state *state = context;
    struct decision *decision = read_decision(state, document);
    if (decision)
        map_put_pointer(&state->decisions, decision->id, decision);
    return true;
}

static err_t read_zones(struct watch_state *state, struct fail *why)
{
    uint64_t revision;
    state->zones = (struct zones){0};
    err_t err = zones_load(state->store, &state->arena, &state->zones, &revision, why);
    /* One that somebody wrote by hand and that has no meaning is none. */
    return err == ERR_IO || err == ERR_CORRUPT ? err : ERR_OK;
}

static err_t read_exploited(struct watch_state *state, struct fail *why)
{
    struct exploited list;
    map_reset(&state->exploited);
    err_t err = exploited_load(state->store, &state->arena, &list, why);
    if (!err)
        exploited_map(&list, &state->exploited);
    return err == ERR_IO || err == ERR_CORRUPT ? err : ERR_OK;
}

err_t watch_state_load(struct watch_state *state, struct fail *why)
{
    struct store_query shells = {.kind = DOCUMENT_SHELL, .limit = STORE_PAGE_ROWS_MAX};
    err_t err = records_walk(state->store, ADVISORY_SEMANTIC_ID, add_advisory, state, why);
    if (!err)
        err = records_walk(state->store, DECISION_SEMANTIC_ID, add_decision, state, why);
    if (!err)
        err = store_walk(state->store, &shells, add_asset, state, why);
    if (!err)
        err = read_zones(state, why);
    if (!err)
        err = read_exploited(state, why);
    return err;
}

void watch_state_release(struct watch_state *state)
{
    advisory_index_release(&state->index);
    match_kinds_release(&state->kinds);
    map_release(&state->advisories);
    map_release(&state->assets);
    map_release(&state->decisions);
    map_release(&state->exploited);
    arena_release(&state->arena);
}

/* --- what changed ------------------------------------------------------------------------------
 */

static bool same_text(const void *a, const void *b, size_t offset)
{
    return str_equal(*(const str *)((const char *)a + offset),
                     *(const str *)((const char *)b + offset));
}

/* Whether matching and lists would say the same of both. */
static bool same_facts(const struct asset_facts *a, const struct asset_facts *b)
{
    static const size_t texts[] = {
        offsetof(struct asset_facts, name),          offsetof(struct asset_facts, global_asset_id),
        offsetof(struct asset_facts, maker),         offsetof(struct asset_facts, product),
        offsetof(struct asset_facts, family),        offsetof(struct asset_facts, type),
        offsetof(struct asset_facts, order_code),    offsetof(struct asset_facts, article_number),
        offsetof(struct asset_facts, serial_number), offsetof(struct asset_facts, hardware),
        offsetof(struct asset_facts, firmware),      offsetof(struct asset_facts, software),
        offsetof(struct asset_facts, location),      offsetof(struct asset_facts, inventory_number),
        offsetof(struct asset_facts, cpe),           offsetof(struct asset_facts, purl),
        offsetof(struct asset_facts, checksum),
    };
    bool same = a->is_type == b->is_type && a->port_count == b->port_count &&
                a->ports_known == b->ports_known && a->lacks == b->lacks;
    for (size_t i = 0; same && i < COUNT_OF(texts); i++)
        same = same_text(a, b, texts[i]);
    for (size_t i = 0; same && i < a->port_count; i++)
        same =
            a->ports[i].port == b->ports[i].port && a->ports[i].transport == b->ports[i].transport;
    return same;
}

static void take_shell(struct watch_state *state, struct document *shell, struct arena *arena,
                       struct watch_changes *changes)
{
    const struct watched_asset *before = map_pointer(&state->assets, shell->id);
    struct watched_asset *now = read_asset(state, shell);
    if (before && same_facts(&before->facts, &now->facts))
        return;
    map_put_pointer(&state->assets, now->facts.shell_id, now);
    ARENA_GROW(arena, changes->assets, changes->asset_count, changes->asset_room, 16);
    changes->assets[changes->asset_count++] = now;
}

static void take_advisory(struct watch_state *state, str id, struct document *document,
                          struct arena *arena, struct watch_changes *changes)
{
    changes->any_gone |= map_remove(&state->advisories, id);
    struct watched_advisory *now = document ? read_advisory(state, document) : NULL;
    if (!now)
        return;
    map_put_pointer(&state->advisories, now->record_id, now);
    ARENA_GROW(arena, changes->fresh, changes->fresh_count, changes->fresh_room, 16);
    changes->fresh[changes->fresh_count++] = now;
}

static void take_decision(struct watch_state *state, str id, struct document *document,
                          struct watch_changes *changes)
{
    struct decision *now = document ? read_decision(state, document) : NULL;
    if (now)
        map_put_pointer(&state->decisions, now->id, now);
    else
        (void)map_remove(&state->decisions, id);
    changes->other = true;
}

/* A shell says what its submodels say. */
struct referring {
    struct watch_state *state;
    struct arena *arena;
    struct watch_changes *changes;
};

static bool take_referring(void *context, struct document *shell)
{
    const struct referring *referring = context;
    take_shell(referring->state, shell, referring->arena, referring->changes);
    return true;
}

static void take_part(struct watch_state *state, str id, struct arena *arena,
                      struct watch_changes *changes)
{
    struct store_filter filter = {PROJECTION_REFERENCE, id};
    struct store_query query = {.kind = DOCUMENT_SHELL,
                                .filters = &filter,
                                .filter_count = 1,
                                .limit = STORE_PAGE_ROWS_MAX};
    struct referring referring = {state, arena, changes};
    struct fail why;
    (void)!store_walk(state->store, &query, take_referring, &referring, &why);
}

static str semantic_id_of(struct document *document, struct arena *arena)
{
    struct json json;
    struct fail why;
    str id = {0};
    uint32_t end;
    if (json_read(document_head(document->kind, document_body(document), arena), &json, &why) !=
        ERR_OK)
        return id;
    uint32_t reference = json_member(&json, 0, STR("semanticId"));
    uint32_t key = reference ? json_items(&json, reference, STR("keys"), &end) : 0;
    if (key)
        id = arena_dup(arena, json_member_text(&json, key, STR("value"), arena));
    json_release(&json);
    return id;
}

static void take_submodel(struct watch_state *state, str id, struct document *document,
                          struct arena *arena, struct watch_changes *changes)
{
    str meaning = document ? semantic_id_of(document, arena) : (str){0};
    struct fail why;
    if (map_pointer(&state->advisories, id) || str_equal(meaning, STR(ADVISORY_SEMANTIC_ID)))
        take_advisory(state, id, document, arena, changes);
    else if (map_pointer(&state->decisions, id) || str_equal(meaning, STR(DECISION_SEMANTIC_ID)))
        take_decision(state, id, document, changes);
    else if (str_equal(id, STR(ZONES_ID)))
        changes->other |= read_zones(state, &why) == ERR_OK;
    else if (str_equal(id, STR(EXPLOITED_ID)))
        changes->other |= read_exploited(state, &why) == ERR_OK;
    else
        take_part(state, id, arena, changes);
}

void watch_state_take(struct watch_state *state, enum document_kind kind, str id,
                      struct arena *arena, struct watch_changes *changes)
{
    struct document *document = NULL;
    struct fail why;
    if (store_get(state->store, kind, id, &document, &why) != ERR_OK)
        document = NULL;
    if (kind == DOCUMENT_SUBMODEL)
        take_submodel(state, id, document, arena, changes);
    else if (kind == DOCUMENT_SHELL && document)
        take_shell(state, document, arena, changes);
    else if (kind == DOCUMENT_SHELL)
        changes->other |= map_remove(&state->assets, id);
    if (document)
        document_unref(document);
}
