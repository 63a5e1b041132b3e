/* SPDX-License-Identifier: Apache-2.0 */
/* config.c - looks the submodels up in the index, so that a store without any costs nothing. */
#include "link/config.h"

enum { PAGE_ROWS = 100 };

static const struct kind {
    str semantic_id; /* last key of the submodel's semanticId */
    bool mapping;    /* a mapping configuration, else a description of interfaces */
} kinds[] = {
    {STR("https://admin-shell.io/idta/AssetInterfacesDescription/1/0/Submodel"), false},
    {STR("https://admin-shell.io/idta/AssetInterfacesDescription/1/1/Submodel"), false},
    {STR("https://admin-shell.io/idta/AssetInterfacesMappingConfiguration/1/0/Submodel"), true},
    {STR("https://admin-shell.io/idta/AssetInterfacesMappingConfiguration/2/0/Submodel"), true}};

static err_t visit_kind(struct store *store, const struct kind *kind, store_visit *visit,
                        void *context, struct fail *why)
{
    struct store_filter filter = {PROJECTION_SEMANTIC_ID, kind->semantic_id};
    struct store_query query = {
        .kind = DOCUMENT_SUBMODEL, .filters = &filter, .filter_count = 1, .limit = PAGE_ROWS};
    return store_walk(store, &query, visit, context, why);
}

/* --- the stamp ------------------------------------------------------------------------------- */

static bool add_revision(void *context, struct document *document)
{
    buf_printf(context, "%llu %llu\n", (unsigned long long)document->number,
               (unsigned long long)document->revision);
    return true;
}

err_t link_config_stamp(struct store *store, struct sha256 *ret_stamp, struct fail *why)
{
    struct buf all = {0};
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < COUNT_OF(kinds); i++)
        err = visit_kind(store, &kinds[i], add_revision, &all, why);
    str text = buf_str(&all);
    *ret_stamp = sha256_of(&text, 1);
    buf_release(&all);
    return err;
}

/* --- reading --------------------------------------------------------------------------------- */

struct loader {
    struct link_config *config;
    struct link_relations relations;
    const struct allow_list *allowed;
    const struct link_logins *logins;
    size_t interface_room, problem_room;
    bool over;
};

static void add_problem(struct loader *loader, str submodel_id, str path, str text)
{
    struct link_config *config = loader->config;
    ARENA_GROW(&config->home, config->problems, config->problem_count, loader->problem_room, 8);
    config->problems[config->problem_count++] =
        (struct link_problem){arena_dup(&config->home, submodel_id), arena_dup(&config->home, path),
                              arena_dup(&config->home, text)};
}

static bool is_template(const struct json *json)
{
    uint32_t kind = json_member(json, 0, STR("kind"));
    return kind && json_type(json, kind) == JSON_STRING &&
           str_equal(json_string_raw(json, kind), STR("Template"));
}

static bool read_mapping(void *context, struct document *document)
{
    struct loader *loader = context;
    struct json json;
    if (json_read(document_body(document), &json, NULL) != ERR_OK)
        return true;
    if (!is_template(&json))
        mapping_read(&json, document->id, &loader->config->home, &loader->relations);
    json_release(&json);
    return true;
}

static void add_interface(struct loader *loader, const struct json *json, uint32_t element,
                          str submodel_id)
{
    struct link_config *config = loader->config;
    if (config->interface_count == LINK_INTERFACES_MAX) {
        loader->over = true;
        return;
    }
    ARENA_GROW(&config->home, config->interfaces, config->interface_count, loader->interface_room,
               16);
    config->interfaces[config->interface_count++] =
        interface_read(json, element, submodel_id, loader->relations.items, loader->relations.count,
                       loader->allowed, loader->logins);
}

/* Every collection that says where it is: interfaces have idShorts of their own. */
static bool read_description(void *context, struct document *document)
{
    struct loader *loader = context;
    struct json json;
    if (json_read(document_body(document), &json, NULL) != ERR_OK)
        return true;
    uint32_t children = is_template(&json) ? 0 : element_children(&json, 0);
    if (children)
        for (uint32_t at = children + 1; at < json_next(&json, children); at = json_next(&json, at))
            if (term_find(&json, at, TERM_ENDPOINT))
                add_interface(loader, &json, at, document->id);
    json_release(&json);
    return true;
}

static void tell_problems(struct loader *loader)
{
    for (size_t i = 0; i < loader->relations.count; i++) {
        const struct link_relation *relation = &loader->relations.items[i];
        if (relation->problem.p)
            add_problem(loader, relation->aimc_id, relation->aimc_path, relation->problem);
        else if (!relation->taken)
            add_problem(loader, relation->aimc_id, relation->aimc_path,
                        STR("the interface that it refers to is not stored here"));
    }
    struct arena *home = &loader->config->home;
    if (loader->over)
        add_problem(loader, STR(""), STR(""),
                    arena_printf(home, "there are more than %d interfaces; the others are left out",
                                 LINK_INTERFACES_MAX));
    if (loader->relations.over)
        add_problem(loader, STR(""), STR(""),
                    arena_printf(home, "there are more than %d mappings; the others are left out",
                                 LINK_MAPPINGS_MAX));
}

err_t link_config_load(struct store *store, const struct allow_list *allowed,
                       const struct link_logins *logins, struct link_config *ret_config,
                       struct fail *why)
{
    struct link_config config = {0};
    struct loader loader = {.config = &config, .allowed = allowed, .logins = logins};
    err_t err = ERR_OK;
    for (int mapping = 1; !err && mapping >= 0; mapping--) /* the mappings first */
        for (size_t i = 0; !err && i < COUNT_OF(kinds); i++)
            if (kinds[i].mapping == (mapping != 0))
                err = visit_kind(store, &kinds[i], mapping ? read_mapping : read_description,
                                 &loader, why);
    if (err) {
        link_config_release(&config);
        return err;
    }
    tell_problems(&loader);
    *ret_config = config;
    return ERR_OK;
}

void link_config_release(struct link_config *config)
{
    for (size_t i = 0; i < config->interface_count; i++)
        if (config->interfaces[i])
            interface_free(config->interfaces[i]);
    arena_release(&config->home);
}
