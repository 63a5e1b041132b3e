/* SPDX-License-Identifier: Apache-2.0 */
/* opc.c - reading packages: which parts there are, of which type, and what they relate to. */
#include "codec/opc.h"

#include "base/ascii.h"
#include "base/map.h"
#include "codec/opc_name.h"
#include "codec/xml.h"

struct opc_default {
    str ending, content_type;
    struct opc_default *next;
};

struct opc_package {
    struct arena *arena;
    struct zip_reader *zip;
    str *names; /* of the parts */
    size_t count;
    struct map places;    /* lower-case name of a part or .rels, to zip index */
    struct map overrides; /* lower-case name to content type: an index of `types` */
    struct opc_default *defaults;
    str *types;
    size_t type_count, type_room;
};

static void lower_copy(str s, char *to)
{
    for (size_t i = 0; i < s.n; i++)
        to[i] = ascii_lower(s.p[i]);
}

static str lower_dup(struct arena *arena, str s)
{
    char *copy = arena_alloc(arena, s.n + 1);
    lower_copy(s, copy);
    return str_of(copy, s.n);
}

/* Keys of the maps are in lower case. */
static const uint64_t *find_nocase(const struct map *map, str name)
{
    char lower[ZIP_NAME_BYTES_MAX + 1]; /* one more for the slash at the start */
    if (name.n > sizeof lower)
        return NULL;
    lower_copy(name, lower);
    return map_find(map, str_of(lower, name.n));
}

/* The value of an attribute without namespace, or {NULL, 0}. */
static str attribute(const struct xml_attributes *attributes, str name)
{
    for (size_t i = 0; i < attributes->count; i++)
        if (!attributes->items[i].namespace.p && str_equal(attributes->items[i].name, name))
            return attributes->items[i].value;
    return (str){0};
}

static err_t ignore_text(void *context, str text)
{
    (void)context, (void)text;
    return ERR_OK;
}

static err_t ignore_end(void *context)
{
    (void)context;
    return ERR_OK;
}

/* Reads one XML entry of the zip through `start`. */
static err_t parse_entry(struct opc_package *package, size_t index,
                         const struct xml_handler *handler, void *context, struct fail *why)
{
    str bytes;
    err_t rc = zip_reader_read(package->zip, index, OPC_XML_BYTES_MAX, &bytes, why);
    if (rc != ERR_OK)
        return rc;
    rc = xml_parse(bytes, handler, context, why);
    free((char *)(uintptr_t)bytes.p);
    if (rc != ERR_OK && why) {
        struct fail inner = *why;
        fail_set(why, rc, inner.offset, zip_reader_entry(package->zip, index)->name, "%s: %s",
                 inner.where, inner.text);
    }
    return rc;
}

/* --- content types --- */

static void add_override(struct opc_package *package, str part, str content_type)
{
    struct arena *arena = package->arena;
    bool added;
    ARENA_GROW(arena, package->types, package->type_count, package->type_room, 16);
    str name = lower_dup(arena, opc_name_decode(arena, part));
    uint64_t *index = map_put(&package->overrides, name, &added);
    if (!added)
        return;
    *index = package->type_count;
    package->types[package->type_count++] = arena_dup(arena, content_type);
}

static err_t on_content_type(void *context, str namespace, str name,
                             const struct xml_attributes *attributes, uint32_t line)
{
    (void)namespace, (void)line;
    struct opc_package *package = context;
    str content_type = attribute(attributes, STR("ContentType"));
    str part = attribute(attributes, STR("PartName"));
    str ending = attribute(attributes, STR("Extension"));
    if (str_equal(name, STR("Override")) && part.n && content_type.p) {
        add_override(package, part, content_type);
    } else if (str_equal(name, STR("Default")) && ending.n && content_type.p) {
        struct opc_default *item = ARENA_NEW(package->arena, struct opc_default);
        *item = (struct opc_default){arena_dup(package->arena, ending),
                                     arena_dup(package->arena, content_type), package->defaults};
        package->defaults = item;
    }
    return ERR_OK;
}

static err_t read_content_types(struct opc_package *package, struct fail *why)
{
    static const struct xml_handler handler = {on_content_type, ignore_text, ignore_end};
    size_t index = zip_reader_find(package->zip, STR("[Content_Types].xml"));
    if (index == SIZE_MAX)
        return fail_set(why, ERR_SYNTAX, 0, (str){0},
                        "not an OPC package: [Content_Types].xml is missing");
    return parse_entry(package, index, &handler, package, why);
}

str opc_content_type(const struct opc_package *package, str part)
{
    const uint64_t *index = find_nocase(&package->overrides, part);
    if (index)
        return package->types[*index];
    const char *dot = part.n ? memrchr(part.p, '.', part.n) : NULL;
    str ending = dot ? str_of(dot + 1, (size_t)(part.p + part.n - dot - 1)) : (str){0};
    for (const struct opc_default *item = package->defaults; item && ending.n; item = item->next)
        if (str_equal_nocase(item->ending, ending))
            return item->content_type;
    return (str){0};
}

/* --- parts --- */

static err_t list_parts(struct opc_package *package, struct fail *why)
{
    size_t entries = zip_reader_count(package->zip);
    package->names = ARENA_ARRAY(package->arena, str, entries);
    for (size_t i = 0; i < entries; i++) {
        str item = zip_reader_entry(package->zip, i)->name;
        str name =
            opc_name_decode(package->arena, arena_printf(package->arena, "/%.*s", STR_ARG(item)));
        bool added;
        uint64_t *place = map_put(&package->places, lower_dup(package->arena, name), &added);
        if (!added)
            return fail_set(why, ERR_SYNTAX, 0, item, "there are two parts of this name");
        *place = i;
        if (!opc_name_is_relationships(name) &&
            !str_equal_nocase(name, STR("/[Content_Types].xml")))
            package->names[package->count++] = name;
    }
    return ERR_OK;
}

err_t opc_open(str bytes, struct arena *arena, struct opc_package **ret_package, struct fail *why)
{
    struct opc_package *package = ARENA_NEW(arena, struct opc_package);
    package->arena = arena;
    err_t rc = zip_reader_open(bytes, arena, &package->zip, why);
    if (rc != ERR_OK)
        return rc;
    rc = read_content_types(package, why);
    if (rc == ERR_OK)
        rc = list_parts(package, why);
    if (rc != ERR_OK)
        opc_close(package);
    else
        *ret_package = package;
    return rc;
}

void opc_close(struct opc_package *package)
{
    zip_reader_close(package->zip);
    map_release(&package->places);
    map_release(&package->overrides);
}

bool opc_has_part(const struct opc_package *package, str part)
{
    return find_nocase(&package->places, part) != NULL;
}

err_t opc_read_part(struct opc_package *package, str part, uint64_t bytes_max, str *ret_bytes,
                    struct fail *why)
{
    const uint64_t *place = find_nocase(&package->places, part);
    if (!place)
        return fail_set(why, ERR_NOT_FOUND, 0, part, "the package has no such part");
    return zip_reader_read(package->zip, (size_t)*place, bytes_max, ret_bytes, why);
}

size_t opc_parts(const struct opc_package *package, const str **ret_names)
{
    *ret_names = package->names;
    return package->count;
}

/* --- relationships --- */

struct relationships_reader {
    struct opc_package *package;
    str source;
    struct buf items; /* struct opc_relationship, one after the other */
    struct fail *why;
};

static err_t on_relationship(void *context, str namespace, str name,
                             const struct xml_attributes *attributes, uint32_t line)
{
    (void)namespace;
    struct relationships_reader *reader = context;
    struct arena *arena = reader->package->arena;
    if (!str_equal(name, STR("Relationship")))
        return ERR_OK;
    str target = attribute(attributes, STR("Target"));
    str type = attribute(attributes, STR("Type"));
    if (!target.p || !type.p)
        return fail_set(reader->why, ERR_SYNTAX, 0, (str){0},
                        "line %u: a relationship without Target or Type", line);
    if (reader->items.n >= OPC_RELATIONSHIPS_MAX * sizeof(struct opc_relationship))
        return fail_set(reader->why, ERR_TOO_LARGE, 0, (str){0}, "over %d relationships",
                        OPC_RELATIONSHIPS_MAX);
    struct opc_relationship item = {
        .id = arena_dup(arena, attribute(attributes, STR("Id"))),
        .type = arena_dup(arena, type),
        .external = str_equal(attribute(attributes, STR("TargetMode")), STR("External")),
    };
    bool resolved = opc_resolve(arena, reader->source, target, &item.target);
    /* Tools exist that call everything external, also what is in the package. */
    if (resolved && item.external && target.p[0] == '/')
        item.external = !opc_has_part(reader->package, item.target);
    if (!resolved || item.external) {
        item.external = true;
        item.target = arena_dup(arena, target);
    }
    buf_add(&reader->items, str_of((const char *)&item, sizeof item));
    return ERR_OK;
}

err_t opc_relationships(struct opc_package *package, str source,
                        struct opc_relationship **ret_items, size_t *ret_count, struct fail *why)
{
    static const struct xml_handler handler = {on_relationship, ignore_text, ignore_end};
    struct relationships_reader reader = {.package = package, .why = why};
    reader.source = source.n ? source : STR("/");
    str name = opc_name_of_relationships(package->arena, source);
    const uint64_t *place = find_nocase(&package->places, name);
    err_t rc = place ? parse_entry(package, (size_t)*place, &handler, &reader, why) : ERR_OK;
    if (rc == ERR_OK) {
        size_t count = reader.items.n / sizeof(struct opc_relationship);
        struct opc_relationship *items =
            ARENA_ARRAY(package->arena, struct opc_relationship, count);
        if (count)
            memcpy(items, reader.items.p, reader.items.n);
        *ret_items = items;
        *ret_count = count;
    }
    buf_release(&reader.items);
    return rc;
}
