/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_store.c - advisories and assets out of the store. */
#include "plan/security/match/advisory_store.h"

#include <stdlib.h>

#include "codec/json.h"
#include "search/card.h"

/* --- advisories --------------------------------------------------------------------------------
 */

struct loading {
    struct store *store;
    struct stored_advisories *advisories;
};

static bool add_record(void *context, struct document *document)
{
    const struct loading *loading = context;
    struct store *store = loading->store;
    struct stored_advisories *advisories = loading->advisories;
    struct arena scratch = {0};
    struct advisory_facts facts;
    struct store_file file = {0};
    struct fail why;
    struct advisory *advisory = ARENA_NEW(&advisories->arena, struct advisory);
    bool found = advisory_record_read(&scratch, document_body(document), &facts) && facts.path.n &&
                 store_get_file(store, &scratch, DOCUMENT_SUBMODEL, document->id, facts.path, &file,
                                &why) == ERR_OK;
    if (found && advisory_read(&advisories->arena, file.bytes, advisory, &why) == ERR_OK) {
        advisories->count++;
        advisory_index_add(&advisories->index, advisory);
    } else
        advisories->unreadable++;
    free((void *)(uintptr_t)file.bytes.p);
    arena_release(&scratch);
    return true;
}

err_t stored_advisories_load(struct store *store, struct stored_advisories *advisories,
                             struct fail *why)
{
    struct store_filter filter = {PROJECTION_SEMANTIC_ID, STR(ADVISORY_SEMANTIC_ID)};
    struct store_query query = {.kind = DOCUMENT_SUBMODEL,
                                .filters = &filter,
                                .filter_count = 1,
                                .limit = STORE_PAGE_ROWS_MAX};
    struct loading loading = {store, advisories};
    return store_walk(store, &query, add_record, &loading, why);
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

/* A specificAssetId of that name. */
static str specific_id(const struct json *json, str name, struct arena *arena)
{
    uint32_t asset = json_member(json, 0, STR("assetInformation"));
    uint32_t list = asset ? json_member(json, asset, STR("specificAssetIds")) : 0;
    uint32_t end = list && json_type(json, list) == JSON_ARRAY ? json_next(json, list) : 0;
    for (uint32_t item = list + 1; item < end; item = json_next(json, item)) {
        uint32_t own = json_member(json, item, STR("name")),
                 value = json_member(json, item, STR("value"));
        if (own && value && json_type(json, own) == JSON_STRING &&
            json_type(json, value) == JSON_STRING &&
            str_equal_nocase(json_string(json, own, arena), name))
            return arena_dup(arena, json_string(json, value, arena));
    }
    return (str){0};
}

struct gathering {
    struct store *store;
    struct stored_assets *assets;
};

static bool add_shell(void *context, struct document *document)
{
    const struct gathering *gathering = context;
    struct store *store = gathering->store;
    struct stored_assets *assets = gathering->assets;
    struct arena scratch = {0}, *arena = &assets->arena;
    struct card card;
    struct json json;
    struct fail why;
    card_make(store, &scratch, document, &card);
    struct asset asset = {.id = arena_dup(arena, document->id)};
    const struct {
        str *to;
        enum card_field field;
    } fields[] = {
        {&asset.maker, CARD_MAKER},
        {&asset.product, CARD_PRODUCT},
        {&asset.family, CARD_FAMILY},
        {&asset.type, CARD_TYPE},
        {&asset.order_code, CARD_ORDER_CODE},
        {&asset.article_number, CARD_ARTICLE_NUMBER},
        {&asset.serial_number, CARD_SERIAL_NUMBER},
        {&asset.firmware, CARD_FIRMWARE},
        {&asset.software, CARD_SOFTWARE},
    };
    for (size_t i = 0; i < COUNT_OF(fields); i++)
        if (card.texts[fields[i].field].n)
            *fields[i].to = arena_dup(arena, card.texts[fields[i].field]);
    asset.uri = arena_dup(arena, card.global_asset_id);
    if (json_read(document_body(document), &json, &why) == ERR_OK) {
        asset.cpe = specific_id(&json, STR("cpe"), arena);
        asset.purl = specific_id(&json, STR("purl"), arena);
        json_release(&json);
    }
    size_t room = assets->room;
    ARENA_GROW(arena, assets->items, assets->count, assets->room, 256);
    ARENA_GROW(arena, assets->names, assets->count, room, 256);
    match_asset_read(arena, &asset, &assets->items[assets->count]);
    assets->names[assets->count++] = arena_dup(arena, card_name(&card));
    card_release(&card);
    arena_release(&scratch);
    return true;
}

err_t stored_assets_load(struct store *store, struct stored_assets *assets, struct fail *why)
{
    struct store_query query = {.kind = DOCUMENT_SHELL, .limit = STORE_PAGE_ROWS_MAX};
    struct gathering gathering = {store, assets};
    return store_walk(store, &query, add_shell, &gathering, why);
}

void stored_assets_release(struct stored_assets *assets)
{
    arena_release(&assets->arena);
}
