/* SPDX-License-Identifier: Apache-2.0 */
/* package_read.c - AASX packages in: origin, environments, files, all found by relationships
 * (IDTA-01005 3.1, "The AASX package file format"). */
#include "model/load_text.h"
#include "model/package.h"
#include "model/package_files.h"

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

/* clang-format off */
/* The second, with www, is that of the first editions. */
static const str type_heads[] = {
    TEXT("http://admin-shell.io/aasx/relationships/"),
    TEXT("http://www.admin-shell.io/aasx/relationships/"),
};
/* The standard prints the first; OPC (ISO/IEC 29500-2) has the second, and so have the files. */
static const str thumbnail_types[] = {
    TEXT("http://schema.openxmlformats.org/package/2006/relationships/metadata/thumbnail"),
    TEXT("http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"),
};
static const str json_types[] = {TEXT("application/json"), TEXT("text/json"), TEXT("+json")};
static const str xml_types[] = {TEXT("text/xml"), TEXT("application/xml"), TEXT("+xml")};
/* clang-format on */

struct reading {
    struct opc_package *package;
    const struct load_options *options;
    struct arena *arena;
    struct findings *findings;
    struct package_files files;
    struct fail why;
    bool deprecated_reported;
    str *specs; /* parts with an environment */
    size_t spec_count, spec_room;
    struct loaded loaded;
    struct node_list lists[3]; /* shells, submodels, concept descriptions of all of them */
    struct map ids;            /* class and id to node */
    struct map seen;           /* parts that an aas-spec relationship named, in small letters */
};

/* Whether the type is …/aasx/relationships/<what>, with or without www. */
static bool type_is(struct reading *reading, str type, const char *what)
{
    for (size_t i = 0; i < COUNT_OF(type_heads); i++) {
        str head = type_heads[i];
        if (!str_starts_with(type, head) ||
            !str_equal(str_of(type.p + head.n, type.n - head.n), str_from(what)))
            continue;
        if (i == 1 && !reading->deprecated_reported) {
            finding_add(reading->findings, SEVERITY_WARNING, RULE_AASX_NAMESPACE, NULL, 0, type,
                        (str){0});
            reading->deprecated_reported = true;
        }
        return true;
    }
    return false;
}

static err_t relationships_of(struct reading *reading, str source, struct opc_relationship **items,
                              size_t *count)
{
    struct fail why = {0};
    *count = 0;
    err_t rc = opc_relationships(reading->package, source, items, count, &why);
    if (rc == ERR_SYNTAX) { /* broken: what it says is missing, the rest can be read */
        finding_overlook(reading->findings, RULE_AASX_PACKAGE, NULL, 0, str_from(why.text),
                         (str){0});
        *count = 0;
        rc = ERR_OK;
    }
    if (rc != ERR_OK)
        reading->why = why;
    return rc;
}

/* --- finding the environments --- */

static void add_spec(struct reading *reading, str part)
{
    bool added;
    map_put(&reading->seen, package_lower(reading->arena, part), &added);
    if (!added)
        return;
    if (!opc_has_part(reading->package, part)) {
        finding_overlook(reading->findings, RULE_AASX_PART, NULL, 0, part, (str){0});
        return;
    }
    ARENA_GROW(reading->arena, reading->specs, reading->spec_count, reading->spec_room, 4);
    reading->specs[reading->spec_count++] = part;
}

static err_t add_specs_of(struct reading *reading, str source)
{
    struct opc_relationship *items;
    size_t count;
    err_t rc = relationships_of(reading, source, &items, &count);
    for (size_t i = 0; i < count && rc == ERR_OK; i++)
        if (!items[i].external && type_is(reading, items[i].type, "aas-spec"))
            add_spec(reading, items[i].target);
    return rc;
}

/* Every part's relationships, then every part's content. */
static err_t search_specs(struct reading *reading)
{
    const str *names;
    size_t count = opc_parts(reading->package, &names);
    err_t rc = add_specs_of(reading, (str){0});
    for (size_t i = 0; i < count && rc == ERR_OK; i++)
        rc = add_specs_of(reading, names[i]);
    if (rc != ERR_OK || reading->spec_count)
        return rc;
    for (size_t i = 0; i < count; i++) {
        str bytes;
        if (!str_ends_with(names[i], STR("xml")) && !str_ends_with(names[i], STR("json")))
            continue;
        rc = package_part_read(&reading->files, names[i], &bytes, &reading->why);
        if (rc != ERR_OK)
            return rc;
        if (load_text_is_environment(bytes))
            add_spec(reading, names[i]);
    }
    return ERR_OK;
}

static err_t find_specs(struct reading *reading)
{
    struct opc_relationship *items;
    size_t count, origins = 0;
    err_t rc = relationships_of(reading, (str){0}, &items, &count);
    for (size_t i = 0; i < count && rc == ERR_OK; i++) {
        if (items[i].external || !type_is(reading, items[i].type, "aasx-origin"))
            continue;
        if (!opc_has_part(reading->package, items[i].target))
            finding_overlook(reading->findings, RULE_AASX_PART, NULL, 0, items[i].target, (str){0});
        if (++origins == 2)
            finding_overlook(reading->findings, RULE_AASX_PACKAGE, NULL, 0,
                             STR("it has more than one aasx-origin"), (str){0});
        rc = add_specs_of(reading, items[i].target);
    }
    if (rc != ERR_OK)
        return rc;
    if (origins == 0)
        finding_overlook(reading->findings, RULE_AASX_ORIGIN, NULL, 0, (str){0}, (str){0});
    if (reading->spec_count)
        return ERR_OK;
    rc = search_specs(reading);
    if (rc != ERR_OK)
        return rc;
    if (reading->spec_count == 0) {
        finding_add(reading->findings, SEVERITY_ERROR, RULE_AASX_SPEC, NULL, 0, (str){0}, (str){0});
        return ERR_INVALID;
    }
    if (origins)
        finding_overlook(reading->findings, RULE_AASX_SPEC, NULL, 0, (str){0}, (str){0});
    return ERR_OK;
}

/* --- environments --- */

/* The same identifiable in two parts counts once; one that differs is reported. */
static bool is_known(struct reading *reading, const struct node *node, enum property list,
                     size_t index)
{
    str id = node_text(node, PROP_ID);
    if (!id.n)
        return false;
    str key = arena_printf(reading->arena, "%u %.*s", node->class, STR_ARG(id));
    const struct node *known = map_pointer(&reading->ids, key);
    if (!known) {
        map_put_pointer(&reading->ids, key, node);
        return false;
    }
    struct place lists = {.property = list, .index = -1};
    struct place place = {.up = &lists, .property = PROP_NONE, .index = (int32_t)index};
    if (!node_equal(node, known))
        finding_overlook(reading->findings, RULE_DUPLICATE_ID, &place, 0, id,
                         class_infos[node->class].name);
    return true;
}

static const enum property list_properties[] = {PROP_ASSET_ADMINISTRATION_SHELLS, PROP_SUBMODELS,
                                                PROP_CONCEPT_DESCRIPTIONS};

static void join(struct reading *reading, const struct node *environment)
{
    for (size_t k = 0; k < COUNT_OF(list_properties); k++) {
        struct nodes nodes = node_list(environment, list_properties[k]);
        for (size_t i = 0; i < nodes.count; i++)
            if (!is_known(reading, nodes.items[i], list_properties[k], i))
                node_list_add(&reading->lists[k], reading->arena, nodes.items[i]);
    }
}

static const struct node *joined(struct reading *reading)
{
    struct node_builder builder = node_begin(CLASS_ENVIRONMENT, 0);
    for (size_t k = 0; k < COUNT_OF(list_properties); k++)
        node_set_list(&builder, list_properties[k], reading->lists[k].items,
                      reading->lists[k].count);
    return node_finish(&builder, reading->arena);
}

static void check_content_type(struct reading *reading, str part, enum load_format format)
{
    str type = opc_content_type(reading->package, part);
    str bare = str_of(type.p, str_find_char(type, ';'));
    const str *known = format == LOAD_JSON ? json_types : xml_types;
    for (size_t i = 0; i < COUNT_OF(json_types); i++)
        if (bare.n >= known[i].n &&
            str_equal_nocase(str_of(bare.p + bare.n - known[i].n, known[i].n), known[i]))
            return;
    finding_overlook(reading->findings, RULE_AASX_CONTENT_TYPE, NULL, 0, part,
                     type.n ? type : STR("none"));
}

static err_t add_supplementary(struct reading *reading, str part)
{
    struct opc_relationship *items;
    size_t count;
    err_t rc = relationships_of(reading, part, &items, &count);
    for (size_t i = 0; i < count && rc == ERR_OK; i++)
        if (!items[i].external && type_is(reading, items[i].type, "aas-suppl"))
            rc = package_files_add(&reading->files, items[i].target, &reading->why);
    return rc;
}

static err_t add_thumbnail(struct reading *reading)
{
    struct opc_relationship *items;
    size_t count;
    err_t rc = relationships_of(reading, (str){0}, &items, &count);
    for (size_t i = 0; i < count && rc == ERR_OK; i++)
        for (size_t k = 0; k < COUNT_OF(thumbnail_types) && rc == ERR_OK; k++)
            if (!items[i].external && str_equal(items[i].type, thumbnail_types[k]))
                rc = package_files_add(&reading->files, items[i].target, &reading->why);
    return rc;
}

static err_t read_spec(struct reading *reading, str part, bool *ret_text_failed)
{
    struct loaded loaded;
    str bytes;
    err_t rc = package_part_read(&reading->files, part, &bytes, &reading->why);
    if (rc != ERR_OK)
        return rc;
    struct load_options options = *reading->options;
    options.class = CLASS_ENVIRONMENT;
    rc = load_text(bytes, &options, reading->arena, reading->findings, &loaded);
    if (rc != ERR_OK) {
        *ret_text_failed = true; /* load_text has said why */
        return rc;
    }
    check_content_type(reading, part, loaded.format);
    reading->loaded.converted |= loaded.converted;
    if (loaded.version > reading->loaded.version || reading->loaded.root == NULL)
        reading->loaded.version = loaded.version;
    reading->loaded.root = loaded.root;
    rc = add_supplementary(reading, part);
    if (rc == ERR_OK && reading->spec_count > 1)
        join(reading, loaded.root);
    return rc;
}

static err_t read_all(struct reading *reading, bool *ret_text_failed)
{
    err_t rc = find_specs(reading);
    if (rc != ERR_OK) {
        *ret_text_failed = rc == ERR_INVALID;
        return rc;
    }
    const struct node **roots =
        ARENA_ARRAY(reading->arena, const struct node *, reading->spec_count);
    for (size_t i = 0; i < reading->spec_count; i++) {
        rc = read_spec(reading, reading->specs[i], ret_text_failed);
        if (rc != ERR_OK)
            return rc;
        roots[i] = reading->loaded.root;
    }
    rc = add_thumbnail(reading);
    for (size_t i = 0; i < reading->spec_count && rc == ERR_OK; i++)
        rc = package_files_collect(&reading->files, roots[i], reading->specs[i], &reading->why);
    if (rc != ERR_OK)
        return rc;
    if (reading->spec_count > 1)
        reading->loaded.root = joined(reading);
    package_files_finish(&reading->files, &reading->loaded);
    return ERR_OK;
}

err_t package_read(str bytes, const struct load_options *options, struct arena *arena,
                   struct findings *findings, struct loaded *ret_loaded)
{
    struct reading reading = {.options = options, .arena = arena, .findings = findings};
    bool reported = false;
    reading.loaded.format = LOAD_AASX;
    err_t rc = opc_open(bytes, arena, &reading.package, &reading.why);
    if (rc == ERR_OK) {
        uint64_t by_ratio = (uint64_t)bytes.n * PACKAGE_RATIO_MAX;
        reading.files = (struct package_files){
            .package = reading.package,
            .bytes_left = by_ratio > PACKAGE_BYTES_ALWAYS ? by_ratio : PACKAGE_BYTES_ALWAYS,
            .arena = arena,
            .findings = findings};
        rc = read_all(&reading, &reported);
        package_files_release(&reading.files);
        map_release(&reading.ids);
        map_release(&reading.seen);
        opc_close(reading.package);
    }
    if (rc != ERR_OK && !reported)
        finding_add_fail(findings, RULE_AASX_PACKAGE, &reading.why, 0);
    if (rc == ERR_OK)
        *ret_loaded = reading.loaded;
    return rc;
}
