/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_store.c - advisories and assets out of the store. */
#include "plan/security/match/advisory_store.h"

#include <stdlib.h>

#include "plan/security/record.h"

/* --- advisories --------------------------------------------------------------------------------
 */

bool stored_advisory_read(struct store *store, struct arena *arena, struct document *record,
                          struct advisory *ret_advisory)
{
    struct arena scratch = {0};
    struct advisory_facts facts;
    struct store_file file = {0};
    struct fail why;
    bool read = advisory_record_read(&scratch, document_body(record), &facts) && facts.path.n &&
                store_get_file(store, &scratch, DOCUMENT_SUBMODEL, record->id, facts.path, &file,
                               &why) == ERR_OK &&
                advisory_read(arena, file.bytes, ret_advisory, &why) == ERR_OK;
    free((void *)(uintptr_t)file.bytes.p);
    arena_release(&scratch);
    return read;
}

struct loading {
    struct store *store;
    struct stored_advisories *advisories;
};

static bool add_record(void *context, struct document *document)
{
    const struct loading *loading = context;
    struct stored_advisories *advisories = loading->advisories;
    struct advisory *advisory = ARENA_NEW(&advisories->arena, struct advisory);
    if (stored_advisory_read(loading->store, &advisories->arena, document, advisory)) {
        advisories->count++;
        advisory_index_add(&advisories->index, advisory);
    } else
        advisories->unreadable++;
    return true;
}

err_t stored_advisories_load(struct store *store, struct stored_advisories *advisories,
                             struct fail *why)
{
    struct loading loading = {store, advisories};
    return records_walk(store, ADVISORY_SEMANTIC_ID, add_record, &loading, why);
}

void stored_advisories_release(struct stored_advisories *advisories)
{
    advisory_index_release(&advisories->index);
    arena_release(&advisories->arena);
}

bool stored_advisory_facts(struct store *store, struct arena *arena, str id,
                           struct advisory_facts *ret_facts)
{
    struct document *document;
    struct fail why;
    if (store_get(store, DOCUMENT_SUBMODEL, id, &document, &why) != ERR_OK)
        return false;
    bool read = advisory_record_read(arena, arena_dup(arena, document_body(document)), ret_facts);
    document_unref(document);
    return read;
}

/* --- assets ------------------------------------------------------------------------------------
 */

err_t stored_assets_load(struct store *store, struct stored_assets *assets, struct fail *why)
{
    struct arena *arena = &assets->arena;
    struct asset_list list;
    struct match_kinds kinds = {0};
    err_t rc = asset_facts_read_all(store, arena, &list, why);
    assets->items = ARENA_ARRAY(arena, struct match_asset, list.count);
    assets->names = ARENA_ARRAY(arena, str, list.count);
    for (size_t i = 0; i < list.count; i++) {
        struct asset asset;
        stored_asset_of(&list.items[i], &asset);
        match_asset_read_kind(arena, &kinds, &asset, &assets->items[i]);
        assets->names[i] = list.items[i].name;
    }
    assets->count = list.count;
    match_kinds_release(&kinds);
    return rc;
}

void stored_asset_of(const struct asset_facts *facts, struct asset *ret_asset)
{
    *ret_asset = (struct asset){.id = facts->shell_id,
                                .maker = facts->maker,
                                .product = facts->product,
                                .family = facts->family,
                                .type = facts->type,
                                .order_code = facts->order_code,
                                .article_number = facts->article_number,
                                .serial_number = facts->serial_number,
                                .firmware = facts->firmware,
                                .software = facts->software,
                                .uri = facts->global_asset_id,
                                .cpe = facts->cpe,
                                .purl = facts->purl,
                                .checksum = facts->checksum};
}

void stored_assets_release(struct stored_assets *assets)
{
    arena_release(&assets->arena);
}
