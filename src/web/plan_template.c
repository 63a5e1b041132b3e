/* SPDX-License-Identifier: Apache-2.0 */
/* plan_template.c - /plan/templates: the list, one template, an instance of it. Our own operations.
 */
#include "web/plan_template.h"

#include "base/map.h"
#include "base/random.h"
#include "model/check.h"
#include "model/read.h"
#include "web/api_submodel_reference.h"
#include "web/handlers.h"
#include "web/plan.h"
#include "web/plan_body.h"
#include "web/plan_create.h"

/* --- finding ------------------------------------------------------------------------------------
 */

static str file_text(const struct embedded_file *file)
{
    return str_of(file->begin, (size_t)(file->end - file->begin));
}

/* NULL: it cannot be read. */
static const struct node *read_submodel(str text, struct arena *arena)
{
    struct findings findings = {.arena = arena, .tolerant = true};
    const struct node *node = NULL;
    err_t err = node_read_json(text, CLASS_SUBMODEL, METAMODEL_3_2, arena, &findings, &node);
    return err ? NULL : node;
}

static const struct node *find_built_in(str id, struct arena *arena)
{
    for (const struct embedded_file *file = template_files; file->name; file++) {
        const struct node *node = read_submodel(file_text(file), arena);
        assert(node);
        if (str_equal(node_text(node, PROP_ID), id))
            return node;
    }
    return NULL;
}

static bool is_template(const struct node *node)
{
    return node && node_literal(node, PROP_KIND) == MODELLING_KIND_TEMPLATE;
}

err_t plan_template_find(struct call *call, str id, struct arena *arena,
                         const struct node **ret_template, struct fail *why)
{
    struct document *document;
    err_t err = store_get(call->store, DOCUMENT_SUBMODEL, id, &document, why);
    *ret_template = NULL;
    if (!err) {
        *ret_template = read_submodel(arena_dup(arena, document_body(document)), arena);
        document_unref(document);
    } else if (err != ERR_NOT_FOUND) {
        return err;
    }
    if (!is_template(*ret_template))
        *ret_template = find_built_in(id, arena);
    return *ret_template ? ERR_OK : refuse(call, REFUSAL_NO_TEMPLATE, id);
}

/* --- the list -----------------------------------------------------------------------------------
 */

/* The text in the call's language, else in English, else the first; or {NULL, 0}. */
static str text_in(const struct call *call, struct nodes texts)
{
    str wanted = call->language == LANGUAGE_GERMAN ? STR("de") : STR("en"), english = {0};
    for (size_t i = 0; i < texts.count; i++) {
        str tag = node_text(texts.items[i], PROP_LANGUAGE);
        str primary = str_of(tag.p, str_find_char(tag, '-'));
        if (str_equal_nocase(primary, wanted))
            return node_text(texts.items[i], PROP_TEXT);
        if (str_equal_nocase(primary, STR("en")))
            english = node_text(texts.items[i], PROP_TEXT);
    }
    return english.p ? english : texts.count ? node_text(texts.items[0], PROP_TEXT) : (str){0};
}

static void write_member(struct buf *out, const char *name, str value)
{
    if (value.p)
        json_write_member(out, name, value);
}

static void write_item(const struct call *call, const struct node *node, bool built_in,
                       struct buf *out)
{
    const struct node *administration = node_child(node, PROP_ADMINISTRATION);
    const struct node *semantic_id = node_child(node, PROP_SEMANTIC_ID);
    struct nodes keys = semantic_id ? node_list(semantic_id, PROP_KEYS) : (struct nodes){0};
    str name = text_in(call, node_list(node, PROP_DISPLAY_NAME));
    str id_short = node_text(node, PROP_ID_SHORT), version = {0}, revision = {0};
    if (administration) {
        version = node_text(administration, PROP_VERSION);
        revision = node_text(administration, PROP_REVISION);
    }
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, node_text(node, PROP_ID));
    write_member(out, "id_short", id_short);
    write_member(out, "name", name.p ? name : id_short.p ? id_short : node_text(node, PROP_ID));
    if (version.p && revision.p)
        version = arena_printf(call->arena, "%.*s.%.*s", STR_ARG(version), STR_ARG(revision));
    write_member(out, "version", version);
    write_member(out, "description", text_in(call, node_list(node, PROP_DESCRIPTION)));
    if (keys.count)
        write_member(out, "semantic_id", node_text(keys.items[keys.count - 1], PROP_VALUE));
    buf_printf(out, ",\"built_in\":%s}", built_in ? "true" : "false");
}

struct listing {
    struct call *call;
    struct buf out;
    struct map ids; /* of templates in the store */
    size_t count;
    bool complete;
};

static void list_document(struct listing *listing, const struct document *document,
                          struct arena *arena)
{
    bool added;
    str head = document_head(DOCUMENT_SUBMODEL, document_body(document), arena);
    if (str_find(head, STR("\"kind\":\"Template\"")) == head.n)
        return;
    const struct node *node = read_submodel(head, arena);
    if (!is_template(node))
        return;
    if (listing->count == PLAN_TEMPLATES_MAX) {
        listing->complete = false;
        return;
    }
    if (listing->count++)
        buf_add_char(&listing->out, ',');
    write_item(listing->call, node, false, &listing->out);
    map_put(&listing->ids, arena_dup(listing->call->arena, document->id), &added);
}

/* There is no index over kinds: templates are few, and looked for by people. */
static err_t list_stored(struct listing *listing, struct fail *why)
{
    struct store_query query = {.kind = DOCUMENT_SUBMODEL, .limit = STORE_PAGE_ROWS_MAX};
    size_t walked = 0;
    do {
        struct arena arena = {0};
        struct store_page page;
        err_t err = store_find(listing->call->store, &arena, &query, &page, why);
        for (size_t i = 0; !err && i < page.count; i++)
            list_document(listing, page.documents[i], &arena);
        if (!err) {
            walked += page.count;
            query.after = page.next;
            store_page_release(&page);
        }
        arena_release(&arena);
        if (err)
            return err;
    } while (query.after && walked < PLAN_TEMPLATE_WALK_MAX);
    listing->complete = listing->complete && !query.after;
    return ERR_OK;
}

static void list_built_in(struct listing *listing)
{
    for (const struct embedded_file *file = template_files; file->name; file++) {
        struct arena arena = {0};
        const struct node *node = read_submodel(file_text(file), &arena);
        assert(node);
        if (!map_find(&listing->ids, node_text(node, PROP_ID))) {
            if (listing->count++)
                buf_add_char(&listing->out, ',');
            write_item(listing->call, node, true, &listing->out);
        }
        arena_release(&arena);
    }
}

err_t plan_templates_list(struct call *call, struct fail *why)
{
    struct listing listing = {.call = call, .complete = true};
    err_t err = plan_read_language(call);
    if (err)
        return err;
    buf_add(&listing.out, STR("{\"templates\":["));
    err = list_stored(&listing, why);
    if (!err)
        list_built_in(&listing);
    map_release(&listing.ids);
    if (err) {
        buf_release(&listing.out);
        return err;
    }
    buf_printf(&listing.out, "],\"complete\":%s}", listing.complete ? "true" : "false");
    answer_json(call, 200, NULL, &listing.out);
    return ERR_OK;
}

err_t plan_template_read(struct call *call, struct fail *why)
{
    const struct node *template;
    struct arena arena = {0};
    struct buf out = {0};
    err_t err =
        plan_template_find(call, call->parameters[PARAMETER_SUBMODEL], &arena, &template, why);
    if (!err)
        node_write_json(template, &out);
    arena_release(&arena);
    if (err)
        return err;
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

/* --- instances ----------------------------------------------------------------------------------
 */

static const char *const instance_names[] = {"id",       "submodel_id", "shell_id",
                                             "id_short", "optional",    NULL};

err_t plan_template_instance(struct call *call, const struct json *json, uint32_t token, str id,
                             const struct node **ret_instance, struct fail *why)
{
    struct template_choice choice = {0};
    const struct node *template;
    err_t err = ERR_OK;
    if (json_type(json, token) == JSON_STRING) {
        id = json_string(json, token, call->arena);
    } else {
        err = plan_body_check_names(call, json, token, instance_names);
        if (!err)
            err = plan_body_text(call, json, token, "id", &id);
        if (!err)
            err = plan_body_text(call, json, token, "submodel_id", &choice.id);
        if (!err)
            err = plan_body_text(call, json, token, "id_short", &choice.id_short);
        if (!err)
            err = plan_body_texts(call, json, token, "optional", TEMPLATE_OPTIONAL_MAX,
                                  &choice.optional, &choice.optional_count);
    }
    if (!err && !id.n)
        err = refuse(call, REFUSAL_BAD_MEMBER, STR("id"));
    if (!err)
        err = plan_template_find(call, id, call->arena, &template, why);
    if (err)
        return err;
    if (!choice.id.n)
        choice.id = random_uuid_urn(call->arena);
    err = template_instance(template, &choice, call->arena, ret_instance, why);
    return err == ERR_NOT_FOUND ? refuse(call, REFUSAL_NO_TEMPLATE_ELEMENT, str_from(why->where))
                                : err;
}

/* With the shell's reference to it: both or none. */
static err_t add_to_shell(struct edit *edit, struct fail *why)
{
    const struct store_change *submodel = edit->context;
    edit_add(edit, submodel);
    return submodel_reference_append(edit, submodel_reference_make(edit->call, submodel->id), why);
}

static void answer_submodel(struct edit *edit)
{
    const struct store_change *submodel = edit->context;
    struct buf body = {0};
    buf_printf(&body, "{\"submodels\":[%.*s]}", STR_ARG(submodel->body));
    answer_created(edit->call,
                   document_location(edit->call->arena, DOCUMENT_SUBMODEL, submodel->id), NULL,
                   &body);
}

static err_t create_in_shell(struct call *call, str shell_id, const struct node *instance)
{
    size_t errors = call->findings.error_count;
    node_check(instance, METAMODEL_3_2, CHECK_NO_TEXT, &call->findings);
    if (call->findings.error_count > errors)
        return ERR_INVALID;
    struct store_change *submodel = ARENA_NEW(call->arena, struct store_change);
    *submodel = (struct store_change){.operation = STORE_PUT,
                                      .kind = DOCUMENT_SUBMODEL,
                                      .id = node_text(instance, PROP_ID),
                                      .body = write_text(call->arena, instance),
                                      .condition = STORE_IF_ABSENT};
    call->parameters[PARAMETER_SHELL] = shell_id; /* what edit.h goes by */
    call->parameters[PARAMETER_SUBMODEL] = submodel->id;
    return edit_shell(call, add_to_shell, answer_submodel, submodel);
}

err_t plan_template_instantiate(struct call *call, struct fail *why)
{
    struct json json;
    const struct node *instance;
    str shell_id = {0};
    err_t err = plan_body_read(call, instance_names, &json, why);
    if (err)
        return err;
    err = plan_body_text(call, &json, 0, "shell_id", &shell_id);
    if (!err)
        err = plan_template_instance(call, &json, 0, call->parameters[PARAMETER_SUBMODEL],
                                     &instance, why);
    json_release(&json);
    if (err)
        return err;
    if (shell_id.n)
        return create_in_shell(call, shell_id, instance);
    struct plan_create *create = plan_create_new(call);
    err = plan_create_add(create, DOCUMENT_SUBMODEL, instance);
    if (err)
        plan_create_free(create);
    else
        plan_create_submit(create);
    return err;
}
