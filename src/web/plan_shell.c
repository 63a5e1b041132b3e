/* SPDX-License-Identifier: Apache-2.0 */
/* plan_shell.c - /plan/shells: a new shell with its submodels in one step, and the copy of one. Our
 * own operations. */
#include "base/map.h"
#include "base/random.h"
#include "model/read.h"
#include "web/api_submodel_reference.h"
#include "web/handlers.h"
#include "web/plan_body.h"
#include "web/plan_create.h"
#include "web/plan_template.h"
#include "web/reference.h"

enum { TEMPLATES_OF_SHELL_MAX = 100, SUBMODELS_OF_COPY_MAX = 1000 };

/* --- a new shell --------------------------------------------------------------------------------
 */

static const char *const shell_names[] = {"id",         "id_short",        "asset_kind",
                                          "asset_type", "display_name",    "description",
                                          "templates",  "global_asset_id", NULL};

/* The id of the shell, of its asset and what else is one text. */
struct shell_texts {
    str id, id_short, asset_kind, asset_type, global_asset_id;
};

static err_t read_texts(struct call *call, const struct json *json, struct shell_texts *texts)
{
    const struct {
        const char *name;
        str *text;
    } members[] = {{"id", &texts->id},
                   {"id_short", &texts->id_short},
                   {"asset_kind", &texts->asset_kind},
                   {"asset_type", &texts->asset_type},
                   {"global_asset_id", &texts->global_asset_id}};
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < COUNT_OF(members); i++)
        err = plan_body_text(call, json, 0, members[i].name, members[i].text);
    if (!texts->id.n)
        texts->id = random_uuid_urn(call->arena);
    if (!texts->global_asset_id.n)
        texts->global_asset_id = random_uuid_urn(call->arena);
    if (!texts->asset_kind.n)
        texts->asset_kind = STR("Instance");
    return err;
}

static void add_text(struct buf *out, const char *name, str text)
{
    if (!text.n)
        return;
    buf_printf(out, ",\"%s\":", name);
    json_write_string(out, text);
}

/* The texts in several languages are read as the metamodel writes them. */
static void add_list(struct buf *out, const char *name, const struct json *json, const char *member)
{
    uint32_t token = json_member(json, 0, str_from(member));
    if (token)
        buf_printf(out, ",\"%s\":%.*s", name, STR_ARG(json_slice(json, token)));
}

/* As JSON first, so that reader and check say what is wrong with it. */
static err_t make_shell(struct call *call, const struct json *json, const struct node **ret_shell)
{
    struct shell_texts texts = {0};
    struct buf out = {0};
    err_t err = read_texts(call, json, &texts);
    if (err)
        return err;
    buf_add(&out, STR("{\"modelType\":\"AssetAdministrationShell\""));
    add_text(&out, "idShort", texts.id_short);
    add_list(&out, "displayName", json, "display_name");
    add_list(&out, "description", json, "description");
    add_text(&out, "id", texts.id);
    buf_add(&out, STR(",\"assetInformation\":{\"assetKind\":"));
    json_write_string(&out, texts.asset_kind);
    add_text(&out, "globalAssetId", texts.global_asset_id);
    add_text(&out, "assetType", texts.asset_type);
    buf_add(&out, STR("}}"));
    str text = arena_dup(call->arena, buf_str(&out));
    buf_release(&out);
    err = node_read_json(text, CLASS_ASSET_ADMINISTRATION_SHELL, METAMODEL_3_2, call->arena,
                         &call->findings, ret_shell);
    return err || call->findings.error_count ? ERR_INVALID : ERR_OK;
}

/* The instances of its templates. */
static err_t make_submodels(struct call *call, const struct json *json, struct node_list *submodels,
                            struct fail *why)
{
    uint32_t token = json_member(json, 0, STR("templates"));
    if (!token)
        return ERR_OK;
    if (json_type(json, token) != JSON_ARRAY || json_count(json, token) > TEMPLATES_OF_SHELL_MAX)
        return refuse(call, REFUSAL_BAD_MEMBER, STR("templates"));
    uint32_t end = json_next(json, token);
    for (uint32_t item = token + 1; item < end; item = json_next(json, item)) {
        const struct node *instance;
        err_t err = plan_template_instance(call, json, item, STR(""), &instance, why);
        if (err)
            return err;
        node_list_add(submodels, call->arena, instance);
    }
    return ERR_OK;
}

static const struct node *with_references(struct call *call, const struct node *shell,
                                          const struct node_list *submodels)
{
    struct node_builder next = node_copy(shell);
    struct node_list references = {0};
    for (size_t i = 0; i < submodels->count; i++)
        node_list_add(&references, call->arena,
                      submodel_reference_make(call, node_text(submodels->items[i], PROP_ID)));
    node_set_list(&next, PROP_SUBMODELS, references.items, references.count);
    return node_finish(&next, call->arena);
}

static err_t add_all(struct plan_create *create, const struct node *shell,
                     const struct node_list *submodels)
{
    err_t err = plan_create_add(create, DOCUMENT_SHELL, shell);
    for (size_t i = 0; !err && i < submodels->count; i++)
        err = plan_create_add(create, DOCUMENT_SUBMODEL, submodels->items[i]);
    return err;
}

err_t plan_shell_create(struct call *call, struct fail *why)
{
    struct json json;
    const struct node *shell;
    struct node_list submodels = {0};
    err_t err = plan_body_read(call, shell_names, &json, why);
    if (err)
        return err;
    err = make_shell(call, &json, &shell);
    if (!err)
        err = make_submodels(call, &json, &submodels, why);
    json_release(&json);
    if (err)
        return err;
    struct plan_create *create = plan_create_new(call);
    err = add_all(create, with_references(call, shell, &submodels), &submodels);
    if (err)
        plan_create_free(create);
    else
        plan_create_submit(create);
    return err;
}

/* --- a copy -------------------------------------------------------------------------------------
 */

static const char *const copy_names[] = {"id", "id_short", "global_asset_id", NULL};

struct copying {
    struct call *call;
    struct map ids; /* of what is copied to a str in the arena: the id of its copy */
    struct node_list submodels;
};

static const struct node *moved(struct copying *copying, const struct node *node);

/* A reference into what is copied leads into the copy. */
static const struct node *moved_reference(struct copying *copying, const struct node *reference)
{
    struct arena *arena = copying->call->arena;
    struct nodes keys = node_list(reference, PROP_KEYS);
    if (!keys.count || node_literal(reference, PROP_TYPE) != REFERENCE_TYPE_MODEL)
        return reference;
    const str *id = map_pointer(&copying->ids, node_text(keys.items[0], PROP_VALUE));
    if (!id)
        return reference;
    struct node_builder key = node_copy(keys.items[0]), next = node_copy(reference);
    const struct node **items = ARENA_ARRAY(arena, const struct node *, keys.count);
    memcpy(items, keys.items, keys.count * sizeof(struct node *));
    node_set_text(&key, PROP_VALUE, *id);
    items[0] = node_finish(&key, arena);
    node_set_list(&next, PROP_KEYS, items, keys.count);
    return node_finish(&next, arena);
}

static const struct node **moved_items(struct copying *copying, const struct value *value)
{
    const struct node **items = NULL;
    for (uint32_t i = 0; i < value->n; i++) {
        const struct node *next = moved(copying, value->items[i]);
        if (next == value->items[i])
            continue;
        if (!items) {
            items = ARENA_ARRAY(copying->call->arena, const struct node *, value->n);
            memcpy(items, value->items, value->n * sizeof(struct node *));
        }
        items[i] = next;
    }
    return items;
}

static const struct node *moved(struct copying *copying, const struct node *node)
{
    const struct class_info *info = &class_infos[node->class];
    const struct value *value = node->values;
    struct node_builder next = node_copy(node);
    bool changed = false;
    if (node->class == CLASS_REFERENCE)
        return moved_reference(copying, node);
    for (uint8_t i = 0; i < info->slot_count; i++) {
        enum property property = (enum property)info->slots[i].property;
        if (!(node->present & 1u << i))
            continue;
        if (info->slots[i].kind == SLOT_NODE) {
            const struct node *child = moved(copying, value->node);
            changed = changed || child != value->node;
            node_set_node(&next, property, child);
        } else if (info->slots[i].kind == SLOT_LIST) {
            const struct node **items = moved_items(copying, value);
            changed = changed || items;
            if (items)
                node_set_list(&next, property, items, value->n);
        }
        value++;
    }
    return changed ? node_finish(&next, copying->call->arena) : node;
}

static void note_id(struct copying *copying, str from, str to)
{
    str *kept = ARENA_NEW(copying->call->arena, str);
    *kept = to;
    map_put_pointer(&copying->ids, from, kept);
}

static err_t read_document(struct call *call, enum document_kind kind, str id, enum class_id class,
                           const struct node **ret_node, struct fail *why)
{
    struct document *document;
    struct findings findings = {.arena = call->arena, .tolerant = true};
    err_t err = store_get(call->store, kind, id, &document, why);
    if (err)
        return err;
    str body = arena_dup(call->arena, document_body(document));
    document_unref(document);
    err = node_read_json(body, class, METAMODEL_3_2, call->arena, &findings, ret_node);
    return err ? fail_set(why, ERR_CORRUPT, 0, id, "the stored document cannot be read") : ERR_OK;
}

/* Submodels that the shell refers to and that are stored here; others stay referred to. */
static err_t read_submodels(struct copying *copying, const struct node *shell, struct fail *why)
{
    struct call *call = copying->call;
    struct nodes references = node_list(shell, PROP_SUBMODELS);
    if (references.count > SUBMODELS_OF_COPY_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, node_text(shell, PROP_ID),
                        "a shell with more than %d submodels is not copied", SUBMODELS_OF_COPY_MAX);
    for (size_t i = 0; i < references.count; i++) {
        struct nodes keys = node_list(references.items[i], PROP_KEYS);
        const struct node *submodel;
        str id = keys.count ? node_text(keys.items[keys.count - 1], PROP_VALUE) : (str){0};
        if (!id.n || map_find(&copying->ids, id))
            continue;
        err_t err = read_document(call, DOCUMENT_SUBMODEL, id, CLASS_SUBMODEL, &submodel, why);
        if (err == ERR_NOT_FOUND)
            continue;
        if (err)
            return err;
        note_id(copying, id, random_uuid_urn(call->arena));
        node_list_add(&copying->submodels, call->arena, submodel);
    }
    return ERR_OK;
}

static const struct node *with_id(struct copying *copying, const struct node *node)
{
    struct node_builder next = node_copy(moved(copying, node));
    const str *id = map_pointer(&copying->ids, node_text(node, PROP_ID));
    assert(id);
    node_set_text(&next, PROP_ID, *id);
    return node_finish(&next, copying->call->arena);
}

struct copy_texts {
    str id, id_short, global_asset_id;
};

static const struct node *copied_shell(struct copying *copying, const struct node *shell,
                                       const struct copy_texts *texts)
{
    struct arena *arena = copying->call->arena;
    struct node_builder next = node_copy(with_id(copying, shell));
    const struct node *information = node_child(shell, PROP_ASSET_INFORMATION);
    if (texts->id_short.n)
        node_set_text(&next, PROP_ID_SHORT, texts->id_short);
    if (texts->global_asset_id.n && information) {
        struct node_builder asset = node_copy(information);
        node_set_text(&asset, PROP_GLOBAL_ASSET_ID, texts->global_asset_id);
        node_set_node(&next, PROP_ASSET_INFORMATION, node_finish(&asset, arena));
    }
    return node_finish(&next, arena);
}

static err_t add_copy(struct plan_create *create, struct copying *copying, const struct node *shell,
                      const struct copy_texts *texts, struct fail *why)
{
    str id = node_text(shell, PROP_ID);
    err_t err = plan_create_add(create, DOCUMENT_SHELL, copied_shell(copying, shell, texts));
    if (!err)
        err = plan_create_add_files(create, DOCUMENT_SHELL, id, texts->id, why);
    for (size_t i = 0; !err && i < copying->submodels.count; i++) {
        const struct node *submodel = copying->submodels.items[i];
        const struct node *copy = with_id(copying, submodel);
        err = plan_create_add(create, DOCUMENT_SUBMODEL, copy);
        if (!err)
            err = plan_create_add_files(create, DOCUMENT_SUBMODEL, node_text(submodel, PROP_ID),
                                        node_text(copy, PROP_ID), why);
    }
    return err;
}

static err_t read_copy_texts(struct call *call, struct copy_texts *texts, struct fail *why)
{
    struct json json;
    err_t err = plan_body_read(call, copy_names, &json, why);
    if (err)
        return err;
    err = plan_body_text(call, &json, 0, "id", &texts->id);
    if (!err)
        err = plan_body_text(call, &json, 0, "id_short", &texts->id_short);
    if (!err)
        err = plan_body_text(call, &json, 0, "global_asset_id", &texts->global_asset_id);
    json_release(&json);
    if (!texts->id.n)
        texts->id = random_uuid_urn(call->arena);
    return err;
}

err_t plan_shell_copy(struct call *call, struct fail *why)
{
    struct copying copying = {.call = call};
    struct copy_texts texts = {0};
    const struct node *shell;
    str id = call->parameters[PARAMETER_SHELL];
    err_t err = read_copy_texts(call, &texts, why);
    if (err)
        return err;
    err = read_document(call, DOCUMENT_SHELL, id, CLASS_ASSET_ADMINISTRATION_SHELL, &shell, why);
    if (err)
        return err == ERR_NOT_FOUND ? refuse_missing(call, DOCUMENT_SHELL, id) : err;
    note_id(&copying, id, texts.id);
    err = read_submodels(&copying, shell, why);
    if (!err) {
        struct plan_create *create = plan_create_new(call);
        err = add_copy(create, &copying, shell, &texts, why);
        if (err)
            plan_create_free(create);
        else
            plan_create_submit(create);
    }
    map_release(&copying.ids);
    return err;
}
