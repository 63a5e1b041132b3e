/* SPDX-License-Identifier: Apache-2.0 */
/* load_text.c - which reader a JSON or XML text needs: today's, that of metamodel 1.0 and 2.0, or
 * one for a single object where an Environment is expected. */
#include "model/load_text.h"

#include "codec/xml.h"
#include "model/check.h"
#include "model/legacy.h"
#include "model/read.h"

/* The first byte that is not a byte order mark, white space or half of a UTF-16 character, or 0. */
static char first_char(str bytes)
{
    size_t i = str_starts_with(bytes, STR("\xEF\xBB\xBF")) ? 3 : 0;
    if (str_starts_with(bytes, STR("\xFF\xFE")) || str_starts_with(bytes, STR("\xFE\xFF")))
        i = 2;
    while (i < bytes.n && memchr(" \t\r\n", bytes.p[i], 5))
        i++;
    return i < bytes.n ? bytes.p[i] : 0;
}

bool load_text_format(str text, enum load_format *ret_format)
{
    char first = first_char(text);
    *ret_format = first == '<' ? LOAD_XML : LOAD_JSON;
    return first == '<' || first == '{' || first == '[';
}

/* The environment that holds one object or several. */
static const struct node *wrapped(const struct node *const *nodes, size_t count,
                                  struct arena *arena)
{
    static const struct {
        enum class_id class;
        enum property list;
    } kinds[] = {
        {CLASS_ASSET_ADMINISTRATION_SHELL, PROP_ASSET_ADMINISTRATION_SHELLS},
        {CLASS_SUBMODEL, PROP_SUBMODELS},
        {CLASS_CONCEPT_DESCRIPTION, PROP_CONCEPT_DESCRIPTIONS},
    };
    struct node_builder builder = node_begin(CLASS_ENVIRONMENT, count ? nodes[0]->at : 0);
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        struct node_list list = {0};
        for (size_t i = 0; i < count; i++)
            if (nodes[i]->class == kinds[k].class)
                node_list_add(&list, arena, nodes[i]);
        node_set_list(&builder, kinds[k].list, list.items, list.count);
    }
    return node_finish(&builder, arena);
}

static void report_alone(struct findings *findings, str what, uint32_t line)
{
    finding_overlook(findings, RULE_NOT_AAS, NULL, line, what, (str){0});
}

/* --- JSON --- */

/* The class of an identifiable by its modelType, or by what only that class has. */
static enum class_id identifiable_class(const struct json *json, uint32_t token,
                                        struct arena *arena)
{
    uint32_t model_type = json_member(json, token, STR("modelType"));
    if (model_type && json_type(json, model_type) == JSON_STRING) {
        enum class_id class = class_find(json_string(json, model_type, arena));
        bool fits = class != CLASS_NONE && class_has(class, CLASS_FLAG_IDENTIFIABLE);
        return fits ? class : CLASS_NONE;
    }
    if (!json_member(json, token, STR("id")))
        return CLASS_NONE;
    if (json_member(json, token, STR("assetInformation")))
        return CLASS_ASSET_ADMINISTRATION_SHELL;
    if (json_member(json, token, STR("submodelElements")))
        return CLASS_SUBMODEL;
    if (json_member(json, token, STR("isCaseOf")))
        return CLASS_CONCEPT_DESCRIPTION;
    return CLASS_NONE;
}

/* What a document without Environment is: one object, an array of them, or an object that holds
 * them under names of its own. */
enum shape { SHAPE_ENVIRONMENT, SHAPE_OBJECT, SHAPE_ARRAY, SHAPE_MEMBERS };

static bool has_list(const struct json *json)
{
    return json_member(json, 0, STR("assetAdministrationShells")) ||
           json_member(json, 0, STR("submodels")) ||
           json_member(json, 0, STR("conceptDescriptions"));
}

static enum shape shape_of(const struct json *json, struct arena *arena)
{
    enum json_type type = json_type(json, 0);
    if (type == JSON_OBJECT && identifiable_class(json, 0, arena) != CLASS_NONE)
        return SHAPE_OBJECT;
    if ((type != JSON_ARRAY && type != JSON_OBJECT) || json_count(json, 0) == 0 || has_list(json))
        return SHAPE_ENVIRONMENT;
    uint32_t first = type == JSON_ARRAY ? 1 : 2; /* behind the first key */
    if (identifiable_class(json, first, arena) == CLASS_NONE)
        return SHAPE_ENVIRONMENT;
    return type == JSON_ARRAY ? SHAPE_ARRAY : SHAPE_MEMBERS;
}

static err_t read_alone(const struct json *json, enum shape shape, struct arena *arena,
                        struct findings *findings, struct loaded *loaded)
{
    bool single = shape == SHAPE_OBJECT;
    size_t room = single ? 1 : json_count(json, 0), count = 0;
    const struct node **nodes = ARENA_ARRAY(arena, const struct node *, room);
    report_alone(findings,
                 single ? STR("a single object where an Environment is expected")
                        : STR("several objects without an Environment around them"),
                 1);
    uint32_t end = single ? 1 : json_next(json, 0);
    uint32_t step = shape == SHAPE_MEMBERS; /* the key of each */
    for (uint32_t token = single ? 0 : 1; token < end; token = json_next(json, token)) {
        token += step;
        enum class_id class = identifiable_class(json, token, arena);
        if (class == CLASS_NONE) {
            finding_add(findings, SEVERITY_ERROR, RULE_NOT_AAS, NULL,
                        findings_line(findings, json->text, json->tokens[token].at),
                        STR("an item that is no shell, submodel or concept description"), (str){0});
            continue;
        }
        err_t rc =
            node_read_tape(json, token, class, loaded->version, arena, findings, &nodes[count]);
        if (rc != ERR_OK)
            return rc;
        count += nodes[count] != NULL;
    }
    loaded->root = wrapped(nodes, count, arena);
    return ERR_OK;
}

static err_t load_json(str text, const struct load_options *options, struct arena *arena,
                       struct findings *findings, struct loaded *loaded)
{
    struct json json;
    struct fail why = {0};
    str old;
    bool environment = options->class == CLASS_ENVIRONMENT;
    enum shape shape;
    err_t rc = json_read(text, &json, &why);
    if (rc != ERR_OK) {
        finding_add_fail(findings, RULE_JSON_SYNTAX, &why,
                         findings_line(findings, text, why.offset));
        return rc;
    }
    if (environment && legacy_is_json(&json, &old)) {
        loaded->converted = true;
        loaded->version = METAMODEL_3_1;
        rc = legacy_read_json(&json, arena, findings, &loaded->root);
    } else if (environment && (shape = shape_of(&json, arena)) != SHAPE_ENVIRONMENT) {
        rc = read_alone(&json, shape, arena, findings, loaded);
    } else if (environment && json_type(&json, 0) == JSON_OBJECT && json_count(&json, 0) > 0 &&
               !has_list(&json)) {
        finding_add(findings, SEVERITY_ERROR, RULE_NOT_AAS, NULL, 1,
                    STR("an object without shells, submodels and concept descriptions"), (str){0});
        rc = ERR_INVALID;
    } else {
        rc = node_read_tape(&json, 0, options->class, loaded->version, arena, findings,
                            &loaded->root);
    }
    json_release(&json);
    return rc;
}

/* --- XML --- */

struct root {
    struct arena *arena;
    str namespace, name;
    bool found;
};

/* Stops at once; the error is not one of xml_parse. */
static err_t on_root(void *context, str namespace, str name,
                     const struct xml_attributes *attributes, uint32_t line)
{
    struct root *root = context;
    (void)attributes;
    (void)line;
    root->namespace = arena_dup(root->arena, namespace);
    root->name = arena_dup(root->arena, name);
    root->found = true;
    return ERR_CONFLICT;
}

static err_t on_root_text(void *context, str text)
{
    (void)context;
    (void)text;
    return ERR_OK;
}

static err_t on_root_end(void *context)
{
    (void)context;
    return ERR_OK;
}

static struct root xml_root(str text, struct arena *arena)
{
    static const struct xml_handler handler = {on_root, on_root_text, on_root_end};
    struct root root = {.arena = arena};
    struct fail why;
    err_t rc = xml_parse(text, &handler, &root, &why);
    (void)rc;
    return root;
}

static err_t load_xml(str text, const struct load_options *options, struct arena *arena,
                      struct findings *findings, struct loaded *loaded)
{
    struct root root = xml_root(text, arena);
    enum class_id class = options->class;
    str old;
    if (class == CLASS_ENVIRONMENT && root.found && legacy_is_xml_namespace(root.namespace, &old)) {
        loaded->converted = true;
        loaded->version = METAMODEL_3_1;
        return legacy_read_xml(text, arena, findings, &loaded->root);
    }
    enum class_id named = root.found ? class_find_xml(root.name) : CLASS_NONE;
    bool alone = class == CLASS_ENVIRONMENT && named != CLASS_NONE &&
                 class_has(named, CLASS_FLAG_IDENTIFIABLE);
    if (alone)
        report_alone(findings, STR("a single object where an Environment is expected"), 1);
    const struct node *node = NULL;
    err_t rc = node_read_xml(text, alone ? named : class, options->ask_file, &loaded->version,
                             arena, findings, &node);
    if (rc == ERR_OK)
        loaded->root = alone ? wrapped(&node, 1, arena) : node;
    return rc;
}

/* --- both --- */

err_t load_text(str text, const struct load_options *options, struct arena *arena,
                struct findings *findings, struct loaded *ret_loaded)
{
    char first = first_char(text);
    bool xml = first == '<';
    struct loaded loaded = {.format = xml ? LOAD_XML : LOAD_JSON,
                            .version = options->ask_file ? METAMODEL_3_2 : options->version};
    findings->line_offset = findings->line = 0;
    if (first == 0) {
        finding_add(findings, SEVERITY_ERROR, RULE_NOT_AAS, NULL, 0, STR("it is empty"), (str){0});
        return ERR_INVALID;
    }
    /* What JSON can begin with: RFC 8259, section 3. */
    if (!xml && !memchr("{[\"-0123456789tfn", first, 17)) {
        finding_add(findings, SEVERITY_ERROR, RULE_NOT_AAS, NULL, 1,
                    STR("it is neither JSON nor XML nor an AASX package"), (str){0});
        return ERR_INVALID;
    }
    err_t rc = xml ? load_xml(text, options, arena, findings, &loaded)
                   : load_json(text, options, arena, findings, &loaded);
    if (rc != ERR_OK)
        return rc;
    /* Nodes of converted documents and of XML know their line, those of JSON their byte. */
    if (options->check)
        node_check(loaded.root, loaded.version, xml || loaded.converted ? (str){0} : text,
                   findings);
    *ret_loaded = loaded;
    return ERR_OK;
}

bool load_text_is_environment(str text)
{
    static const str lists[] = {
        {"assetAdministrationShells", 25}, {"submodels", 9}, {"conceptDescriptions", 19}};
    struct arena arena = {0};
    struct json json;
    bool found = false;
    char first = first_char(text);
    if (first == '<') {
        struct root root = xml_root(text, &arena);
        found = root.found &&
                (str_equal(root.name, STR("environment")) || str_equal(root.name, STR("aasenv")));
    } else if (first == '{' && json_read(text, &json, NULL) == ERR_OK) {
        for (size_t i = 0; i < COUNT_OF(lists); i++)
            found |= json_member(&json, 0, lists[i]) != 0;
        json_release(&json);
    }
    arena_release(&arena);
    return found;
}
