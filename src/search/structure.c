/* SPDX-License-Identifier: Apache-2.0 */
/* structure.c - walks the entities of each submodel and joins them. The archetype says which way
 * nesting goes: OneDown and Full hold parts, OneUp holds what the entry is a part of. */
#include "search/structure.h"

#include "codec/json.h"

static const char *const semantic_ids[] = {
    "https://admin-shell.io/idta/HierarchicalStructures/1/0/Submodel",
    "https://admin-shell.io/idta/HierarchicalStructures/1/1/Submodel"};

struct reader {
    struct structure *structure;
    struct store *store;
    const struct json *json;
    str submodel_id;
    bool up;
};

static str text_at(const struct reader *reader, uint32_t object, const char *name)
{
    return json_member_text(reader->json, object, str_from(name), reader->structure->arena);
}

static uint32_t list_at(const struct reader *reader, uint32_t object, const char *name,
                        uint32_t *ret_end)
{
    return json_items(reader->json, object, str_from(name), ret_end);
}

/* --- nodes and edges ---------------------------------------------------------------------------
 */

static size_t add_node(struct structure *structure, const struct structure_node *node)
{
    bool added;
    uint64_t *number = map_find(&structure->numbers, node->key);
    if (!number) {
        if (structure->node_count == STRUCTURE_NODES_MAX) {
            structure->is_cut = true;
            return SIZE_MAX;
        }
        ARENA_GROW(structure->arena, structure->nodes, structure->node_count, structure->node_room,
                   64);
        struct structure_node *own = &structure->nodes[structure->node_count++];
        *own = *node;
        own->key = arena_dup(structure->arena, node->key);
        *map_put(&structure->numbers, own->key, &added) = structure->node_count;
        return structure->node_count - 1;
    }
    /* The submodel whose entry it is says most of it; the first that has a name counts. */
    struct structure_node *own = &structure->nodes[*number - 1];
    own->display_name = own->display_name.n ? own->display_name : node->display_name;
    own->entity_type = own->entity_type.n ? own->entity_type : node->entity_type;
    own->bulk_count = own->bulk_count.n ? own->bulk_count : node->bulk_count;
    return *number - 1;
}

static void add_edge(struct structure *structure, size_t parent, size_t child)
{
    bool added;
    if (parent == SIZE_MAX || child == SIZE_MAX || parent == child)
        return;
    map_put(&structure->known, arena_printf(structure->arena, "%zu %zu", parent, child), &added);
    if (!added)
        return;
    ARENA_GROW(structure->arena, structure->edges, structure->edge_count, structure->edge_room, 64);
    structure->edges[structure->edge_count++] = (struct structure_edge){.child = child};
    size_t *last = &structure->nodes[parent].first_child;
    while (*last)
        last = &structure->edges[*last - 1].next;
    *last = structure->edge_count;
    structure->nodes[parent].child_count++;
    structure->nodes[child].parent_count++;
}

/* --- one submodel ------------------------------------------------------------------------------
 */

/* The asset of the shell that refers to the submodel: an entry without an id of its own stands for
 * it. */
static str asset_of_shell(struct reader *reader)
{
    struct arena *arena = reader->structure->arena;
    struct store_filter filter = {PROJECTION_REFERENCE, reader->submodel_id};
    struct store_query query = {
        .kind = DOCUMENT_SHELL, .filters = &filter, .filter_count = 1, .limit = 1};
    struct store_page page;
    struct json json;
    struct fail why;
    str asset = {0};
    if (store_find(reader->store, arena, &query, &page, &why) != ERR_OK)
        return asset;
    if (page.count && json_read(document_body(page.documents[0]), &json, &why) == ERR_OK) {
        uint32_t information = json_member(&json, 0, STR("assetInformation"));
        uint32_t token = information ? json_member(&json, information, STR("globalAssetId")) : 0;
        if (token && json_type(&json, token) == JSON_STRING)
            asset = arena_dup(arena, json_string(&json, token, arena));
        json_release(&json);
    }
    store_page_release(&page);
    return asset;
}

static str bulk_count_of(struct reader *reader, uint32_t entity)
{
    uint32_t end;
    for (uint32_t item = list_at(reader, entity, "statements", &end); item < end;
         item = json_next(reader->json, item))
        if (str_equal(text_at(reader, item, "idShort"), STR("BulkCount")))
            return text_at(reader, item, "value");
    return (str){0};
}

static size_t read_entity(struct reader *reader, uint32_t entity, str path, int depth)
{
    struct structure *structure = reader->structure;
    struct arena *arena = structure->arena;
    str id_short = text_at(reader, entity, "idShort");
    uint32_t end, names = json_member(reader->json, entity, STR("displayName"));
    struct structure_node node = {
        .asset = arena_dup(arena, text_at(reader, entity, "globalAssetId")),
        .id_short = arena_dup(arena, id_short),
        .display_name = names ? arena_dup(arena, json_slice(reader->json, names)) : (str){0},
        .entity_type = arena_dup(arena, text_at(reader, entity, "entityType")),
        .bulk_count = arena_dup(arena, bulk_count_of(reader, entity)),
    };
    if (!node.asset.n && depth == 0)
        node.asset = asset_of_shell(reader);
    str own_path =
        path.n ? arena_printf(arena, "%.*s.%.*s", STR_ARG(path), STR_ARG(id_short)) : id_short;
    node.key = node.asset.n ? node.asset
                            : arena_printf(arena, "%.*s#%.*s", STR_ARG(reader->submodel_id),
                                           STR_ARG(own_path));
    size_t number = add_node(structure, &node);
    for (uint32_t item = list_at(reader, entity, "statements", &end);
         item < end && depth < STRUCTURE_DEPTH_MAX; item = json_next(reader->json, item)) {
        if (!str_equal(text_at(reader, item, "modelType"), STR("Entity")))
            continue;
        size_t other = read_entity(reader, item, own_path, depth + 1);
        add_edge(structure, reader->up ? other : number, reader->up ? number : other);
    }
    return number;
}

static void read_submodel(struct structure *structure, struct store *store,
                          const struct document *document)
{
    struct json json;
    struct fail why;
    uint32_t end;
    if (json_read(document_body(document), &json, &why) != ERR_OK)
        return;
    struct reader reader = {.structure = structure,
                            .store = store,
                            .json = &json,
                            .submodel_id = arena_dup(structure->arena, document->id)};
    uint32_t first = list_at(&reader, 0, "submodelElements", &end);
    for (uint32_t item = first; item < end; item = json_next(&json, item))
        if (str_equal_nocase(text_at(&reader, item, "idShort"), STR("ArcheType")))
            reader.up = str_equal_nocase(text_at(&reader, item, "value"), STR("OneUp"));
    for (uint32_t item = first; item < end; item = json_next(&json, item))
        if (str_equal(text_at(&reader, item, "modelType"), STR("Entity")))
            (void)read_entity(&reader, item, STR(""), 0);
    json_release(&json);
}

struct reading {
    struct structure *structure;
    struct store *store;
    size_t count; /* submodels so far */
};

static bool read_next(void *context, struct document *document)
{
    struct reading *reading = context;
    read_submodel(reading->structure, reading->store, document);
    reading->structure->is_cut |= ++reading->count == STRUCTURE_SUBMODELS_MAX;
    return reading->count < STRUCTURE_SUBMODELS_MAX;
}

err_t structure_read(struct store *store, struct arena *arena, struct structure *ret_structure,
                     struct fail *why)
{
    *ret_structure = (struct structure){.arena = arena};
    struct reading reading = {.structure = ret_structure, .store = store};
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < COUNT_OF(semantic_ids); i++) {
        struct store_filter filter = {PROJECTION_SEMANTIC_ID, str_from(semantic_ids[i])};
        struct store_query query = {
            .kind = DOCUMENT_SUBMODEL, .filters = &filter, .filter_count = 1, .limit = 200};
        if (reading.count < STRUCTURE_SUBMODELS_MAX)
            err = store_walk(store, &query, read_next, &reading, why);
    }
    return err;
}

void structure_release(struct structure *structure)
{
    map_release(&structure->numbers);
    map_release(&structure->known);
}

size_t structure_find(const struct structure *structure, str key)
{
    uint64_t *number = map_find(&structure->numbers, key);
    return number ? (size_t)*number - 1 : structure->node_count;
}
