/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_convert.c - environments, shells, assets, submodels and concept descriptions of old
 * documents. The asset of V1 and V2 is the AssetInformation of the shells that refer to it. */
#include "model/legacy_convert.h"

struct legacy_asset {
    struct legacy_item *item;
    bool used;
};

static const char asset_models[] =
    "assetIdentificationModelRef|assetIdentificationModel|billOfMaterialRef|billOfMaterial";

static void report_lost(struct legacy *legacy, struct legacy_item *item, const char *what,
                        const struct place *place)
{
    if (legacy_is_empty(item))
        return;
    legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_LOST, place, item->line, str_from(what),
                  legacy_excerpt(item, legacy->arena));
}

static void report_all_lost(struct legacy *legacy, struct legacy_item *item, const char *names,
                            const char *what, const struct place *place)
{
    struct legacy_items found = legacy_take_members(legacy->arena, item, names);
    for (size_t i = 0; i < found.count; i++)
        report_lost(legacy, found.items[i], what, place);
}

/* --- assets -------------------------------------------------------------------------------------
 */

static void index_assets(struct legacy *legacy, struct legacy_item *root)
{
    struct legacy_items found = legacy_take_members(legacy->arena, root, "assets");
    for (size_t i = 0; i < found.count; i++) {
        str type;
        str id = legacy_take_id(found.items[i], &type);
        if (!id.n || map_pointer(&legacy->assets, id)) {
            report_lost(legacy, found.items[i], "An asset without an id of its own", NULL);
            continue;
        }
        struct legacy_asset *asset = ARENA_NEW(legacy->arena, struct legacy_asset);
        asset->item = found.items[i];
        map_put_pointer(&legacy->assets, id, asset);
    }
}

/* In the order of the file, so that the same file gives the same findings. */
static void report_unused_assets(struct legacy *legacy, struct legacy_item *root)
{
    struct legacy_items found = legacy_take_members(legacy->arena, root, "assets");
    for (size_t i = 0; i < found.count; i++) {
        str type, id = legacy_take_id(found.items[i], &type);
        struct legacy_asset *asset = id.n ? map_pointer(&legacy->assets, id) : NULL;
        if (asset && asset->item == found.items[i] && !asset->used)
            report_lost(legacy, asset->item, "An asset that no shell refers to", NULL);
    }
}

/* References to the submodels of one shell, and the ids in them. */
struct submodel_list {
    struct node_list nodes;
    struct map ids;
};

/* False when it is there already. */
static bool is_new_submodel(struct submodel_list *list, const struct node *reference)
{
    bool added;
    map_put(&list->ids, node_text(node_list(reference, PROP_KEYS).items[0], PROP_VALUE), &added);
    return added;
}

/* assetIdentificationModel and billOfMaterial are submodels of the shell today. */
static void move_asset_models(struct legacy *legacy, struct legacy_item *asset,
                              struct submodel_list *submodels, const struct place *place)
{
    struct place list = {.up = place, .property = PROP_SUBMODELS, .index = -1};
    for (struct legacy_item *child = asset->first; child; child = child->next) {
        if (!legacy_name_is(child, asset_models))
            continue;
        child->taken = true;
        const struct node *reference = legacy_reference(legacy, child, LEGACY_SUBMODEL, &list);
        if (!reference)
            continue;
        if (is_new_submodel(submodels, reference))
            node_list_add(&submodels->nodes, legacy->arena, reference);
        legacy_report(legacy, SEVERITY_INFO, RULE_CONVERTED_MOVED, &list, child->line, child->name,
                      STR("one of the submodels of the shell"));
    }
}

/* What the asset of an old document says about itself beyond its id and kind. */
static const struct node *asset_information(struct legacy *legacy, struct legacy_item *shell,
                                            struct submodel_list *submodels, const struct place *up)
{
    struct place place = {.up = up, .property = PROP_ASSET_INFORMATION, .index = -1};
    struct legacy_item *held = legacy_take(shell, "assetRef|asset");
    str type = {0}, id = {0}, kind = {0};
    struct legacy_item *item = NULL;
    if (!held) { /* the release candidate of 3.0 */
        item = legacy_take(shell, "assetInformation");
        id = legacy_key_value(legacy, legacy_take(item, "globalAssetId"));
        kind = legacy_take_text(item, "assetKind");
    } else {
        id = legacy_take_id(held, &type); /* some JSON has the asset itself here */
        item = id.n ? held : NULL;
        if (!id.n)
            id = legacy_key_value(legacy, held);
    }
    struct legacy_asset *asset = id.n ? map_pointer(&legacy->assets, id) : NULL;
    if (asset) {
        asset->used = true;
        item = asset->item;
    }
    struct node_builder builder =
        node_begin(CLASS_ASSET_INFORMATION, item ? item->line : shell->line);
    if (item) {
        if (!kind.n)
            kind = legacy_take_text(item, "kind");
        move_asset_models(legacy, item, submodels, up);
        legacy_pass_over(item, "modelType|parent");
        legacy_report_rest(legacy, item, &place);
    }
    bool is_type = str_equal_nocase(kind, STR("Type")) || str_equal_nocase(kind, STR("Template"));
    if (!kind.n)
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_ADDED, &place, shell->line,
                      STR("assetKind"), STR("Instance"));
    else if (!is_type && !str_equal_nocase(kind, STR("Instance")))
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, &place, item->line, kind,
                      STR("Instance"));
    node_set_enum(&builder, PROP_ASSET_KIND, is_type ? STR("Type") : STR("Instance"));
    legacy_set_text(&builder, PROP_GLOBAL_ASSET_ID, id);
    return node_finish(&builder, legacy->arena);
}

/* --- identifiables ------------------------------------------------------------------------------
 */

static void add_submodel_references(struct legacy *legacy, struct legacy_item *shell,
                                    struct submodel_list *submodels, const struct place *up)
{
    struct place place = {.up = up, .property = PROP_SUBMODELS, .index = -1};
    struct legacy_items found = legacy_take_members(legacy->arena, shell, "submodelRefs|submodels");
    for (size_t i = 0; i < found.count; i++) {
        struct place here = {
            .up = &place, .property = PROP_NONE, .index = (int32_t)submodels->nodes.count};
        const struct node *reference =
            legacy_reference(legacy, found.items[i], LEGACY_SUBMODEL, &here);
        if (reference && is_new_submodel(submodels, reference))
            node_list_add(&submodels->nodes, legacy->arena, reference);
    }
}

static const struct node *shell_node(struct legacy *legacy, struct legacy_item *item,
                                     struct place *place)
{
    struct node_builder builder = node_begin(CLASS_ASSET_ADMINISTRATION_SHELL, item->line);
    struct submodel_list submodels = {0};
    legacy_identifiable(legacy, item, &builder, place);
    legacy_data_specifications(legacy, item, &builder, place);
    legacy_set_reference(legacy, item, "derivedFrom", &builder, PROP_DERIVED_FROM, LEGACY_SHELL,
                         place);
    add_submodel_references(legacy, item, &submodels, place);
    node_set_node(&builder, PROP_ASSET_INFORMATION,
                  asset_information(legacy, item, &submodels, place));
    node_set_list(&builder, PROP_SUBMODELS, submodels.nodes.items, submodels.nodes.count);
    map_release(&submodels.ids);
    report_all_lost(legacy, item, "views", "A view", place);
    report_all_lost(legacy, item, "conceptDictionaries", "A concept dictionary", place);
    legacy_report_rest(legacy, item, place);
    return node_finish(&builder, legacy->arena);
}

static const struct node *submodel_node(struct legacy *legacy, struct legacy_item *item,
                                        struct place *place)
{
    struct node_builder builder = node_begin(CLASS_SUBMODEL, item->line);
    legacy_identifiable(legacy, item, &builder, place);
    str kind = legacy_take_text(item, "kind");
    bool template = str_equal(kind, STR("Template")) || str_equal(kind, STR("Type"));
    if (kind.n && !template && !str_equal(kind, STR("Instance")))
        legacy_report(legacy, SEVERITY_WARNING, RULE_CONVERTED_CHANGED, place, item->line, kind,
                      STR("Instance"));
    if (kind.n)
        node_set_enum(&builder, PROP_KIND, template ? STR("Template") : STR("Instance"));
    legacy->in_template = template;
    legacy_set_reference(legacy, item, "semanticId", &builder, PROP_SEMANTIC_ID, LEGACY_SEMANTIC,
                         place);
    legacy_qualifiers(legacy, item, &builder, place);
    legacy_data_specifications(legacy, item, &builder, place);
    legacy_elements(legacy, legacy_take_members(legacy->arena, item, "submodelElements"), &builder,
                    PROP_SUBMODEL_ELEMENTS, place);
    legacy_report_rest(legacy, item, place);
    return node_finish(&builder, legacy->arena);
}

static const struct node *concept_node(struct legacy *legacy, struct legacy_item *item,
                                       struct place *place)
{
    struct place cases = {.up = place, .property = PROP_IS_CASE_OF, .index = -1};
    struct node_builder builder = node_begin(CLASS_CONCEPT_DESCRIPTION, item->line);
    legacy_identifiable(legacy, item, &builder, place);
    legacy_data_specifications(legacy, item, &builder, place);
    struct legacy_items found = legacy_take_repeated(legacy->arena, item, "isCaseOf");
    struct node_list list = {0};
    for (size_t i = 0; i < found.count; i++) {
        const struct node *reference =
            legacy_reference(legacy, found.items[i], LEGACY_SEMANTIC, &cases);
        if (reference)
            node_list_add(&list, legacy->arena, reference);
    }
    node_set_list(&builder, PROP_IS_CASE_OF, list.items, list.count);
    legacy_report_rest(legacy, item, place);
    return node_finish(&builder, legacy->arena);
}

/* --- environment --------------------------------------------------------------------------------
 */

struct kind_row {
    const char *list, *one; /* name of the list; modelType of an object that stands alone */
    enum property property;
    const struct node *(*convert)(struct legacy *legacy, struct legacy_item *item,
                                  struct place *place);
};

static const struct kind_row kinds[] = {
    {"assetAdministrationShells", "AssetAdministrationShell", PROP_ASSET_ADMINISTRATION_SHELLS,
     shell_node},
    {"submodels", "Submodel", PROP_SUBMODELS, submodel_node},
    {"conceptDescriptions", "ConceptDescription", PROP_CONCEPT_DESCRIPTIONS, concept_node},
};

static bool is_one(struct legacy_item *item, const struct kind_row *kind)
{
    struct legacy_item *type = legacy_take(item, "modelType");
    str name = type && type->text.n ? type->text : legacy_take_text(type, "name");
    return str_equal(name, str_from(kind->one));
}

/* Objects that stand alone or in a bare array, as some servers gave them out. */
static struct legacy_items take_lone(struct legacy *legacy, struct legacy_item *root,
                                     const struct kind_row *kind)
{
    struct legacy_items found = {0};
    size_t count = 1;
    for (struct legacy_item *child = root->first; root->list && child; child = child->next)
        count++;
    found.items = ARENA_ARRAY(legacy->arena, struct legacy_item *, count);
    if (!root->list && is_one(root, kind))
        found.items[found.count++] = root;
    for (struct legacy_item *child = root->first; root->list && child; child = child->next) {
        if (is_one(child, kind)) {
            child->taken = true;
            found.items[found.count++] = child;
        }
    }
    return found;
}

const struct node *legacy_environment(struct legacy *legacy, struct legacy_item *root)
{
    struct node_builder builder = node_begin(CLASS_ENVIRONMENT, root->line);
    bool lone = root->list || legacy_take(root, "identification");
    index_assets(legacy, root);
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        struct place place = {.property = kinds[k].property, .index = -1};
        struct node_list list = {0};
        struct legacy_items items = lone ? take_lone(legacy, root, &kinds[k])
                                         : legacy_take_members(legacy->arena, root, kinds[k].list);
        for (size_t i = 0; i < items.count; i++) {
            struct place here = {.up = &place, .property = PROP_NONE, .index = (int32_t)list.count};
            if (!legacy_is_empty(items.items[i]))
                node_list_add(&list, legacy->arena,
                              kinds[k].convert(legacy, items.items[i], &here));
        }
        node_set_list(&builder, kinds[k].property, list.items, list.count);
    }
    report_unused_assets(legacy, root);
    legacy_report_rest(legacy, root, NULL);
    return node_finish(&builder, legacy->arena);
}
