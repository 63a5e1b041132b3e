/* SPDX-License-Identifier: Apache-2.0 */
/* package_files.c - supplementary files and thumbnails of a package: those that relationships name,
 * and those that the data names. */
#include "model/package_files.h"

#include "base/ascii.h"
#include "model/package.h"

static const str octets = {"application/octet-stream", 24};

/* "file:///aasx/x" and "file:/aasx/x" as "/aasx/x"; anything else as it is. */
static str without_file_scheme(str path)
{
    if (!str_starts_with(path, STR("file:/")))
        return path;
    str rest = str_of(path.p + 5, path.n - 5);
    return str_starts_with(rest, STR("///")) ? str_of(rest.p + 2, rest.n - 2) : rest;
}

bool package_path_is_local(str path)
{
    path = without_file_scheme(path);
    size_t end = 0;
    while (end < path.n && !memchr("/?#", path.p[end], 3))
        end++;
    if (path.n == 0 || path.p[0] == '#' || path.p[0] == '?' || path.p[path.n - 1] == '/')
        return false;
    return !str_starts_with(path, STR("//")) && str_find_char(path, ':') >= end &&
           str_find_char(path, '\\') == path.n;
}

bool package_part_of_path(struct arena *arena, struct opc_package *package, str part, str path,
                          str *ret_name)
{
    if (!package_path_is_local(path))
        return false;
    path = without_file_scheme(path);
    str name;
    if (!opc_resolve(arena, part, path, &name))
        return false;
    *ret_name = name;
    if (package && !opc_has_part(package, name) && opc_resolve(arena, STR("/"), path, &name) &&
        opc_has_part(package, name))
        *ret_name = name;
    return true;
}

err_t package_part_read(struct package_files *files, str name, str *ret_bytes, struct fail *why)
{
    str bytes;
    err_t rc = opc_read_part(files->package, name, files->bytes_left, &bytes, why);
    if (rc != ERR_OK)
        return rc;
    files->bytes_left -= bytes.n;
    *ret_bytes = arena_dup(files->arena, bytes);
    free((char *)(uintptr_t)bytes.p);
    return ERR_OK;
}

str package_lower(struct arena *arena, str s)
{
    char *p = arena_alloc(arena, s.n + 1);
    for (size_t i = 0; i < s.n; i++)
        p[i] = ascii_lower(s.p[i]);
    return str_of(p, s.n);
}

/* Reads the part unless it is known. */
static err_t part_of(struct package_files *files, str name, struct package_part **ret_part,
                     struct fail *why)
{
    str key = package_lower(files->arena, name);
    struct package_part *part = map_pointer(&files->parts, key);
    if (part) {
        *ret_part = part;
        return ERR_OK;
    }
    part = ARENA_NEW(files->arena, struct package_part);
    map_put_pointer(&files->parts, key, part);
    part->name = name;
    part->content_type = opc_content_type(files->package, name);
    if (!part->content_type.n) {
        finding_overlook(files->findings, RULE_AASX_CONTENT_TYPE, NULL, 0, name, STR("none"));
        part->content_type = octets;
    }
    ARENA_GROW(files->arena, files->order, files->part_count, files->part_room, 16);
    files->order[files->part_count++] = part;
    *ret_part = part;
    return package_part_read(files, name, &part->bytes, why);
}

err_t package_files_add(struct package_files *files, str name, struct fail *why)
{
    struct package_part *part;
    if (!opc_has_part(files->package, name)) {
        finding_overlook(files->findings, RULE_AASX_PART, NULL, 0, name, (str){0});
        return ERR_OK;
    }
    err_t rc = part_of(files, name, &part, why);
    if (rc == ERR_OK)
        part->related = true;
    return rc;
}

static void add_file(struct package_files *files, str path, const struct package_part *part)
{
    ARENA_GROW(files->arena, files->files, files->file_count, files->file_room, 16);
    files->files[files->file_count++] = (struct package_file){
        .path = path, .content_type = part->content_type, .bytes = part->bytes};
}

/* --- what the data names --- */

struct walk {
    struct package_files *files;
    str part;
    struct fail *why;
};

static err_t name_part(struct walk *walk, str path, const struct place *place)
{
    struct package_files *files = walk->files;
    str name;
    if (!path.n || map_find(&files->texts, path) ||
        !package_part_of_path(files->arena, files->package, walk->part, path, &name))
        return ERR_OK;
    if (!opc_has_part(files->package, name)) {
        finding_add(files->findings, SEVERITY_WARNING, RULE_AASX_PART, place, 0, path, (str){0});
        return ERR_OK;
    }
    struct package_part *part;
    err_t rc = part_of(files, name, &part, walk->why);
    if (rc != ERR_OK)
        return rc;
    if (!part->related && !part->named)
        finding_overlook(files->findings, RULE_AASX_SUPPL, place, 0, name, (str){0});
    part->named = true;
    path = arena_dup(files->arena, path);
    map_put_pointer(&files->texts, path, part);
    add_file(files, path, part);
    return ERR_OK;
}

static err_t walk_node(struct walk *walk, const struct node *node, struct place *place);

static err_t walk_slot(struct walk *walk, const struct slot *slot, const struct value *value,
                       const struct place *up)
{
    struct place here = {.up = up, .property = (enum property)slot->property, .index = -1};
    if (slot->kind == SLOT_NODE)
        return walk_node(walk, value->node, &here);
    err_t rc = ERR_OK;
    for (uint32_t i = 0; slot->kind == SLOT_LIST && i < value->n && rc == ERR_OK; i++) {
        struct place item = {.up = &here, .property = PROP_NONE, .index = (int32_t)i};
        item.in_list = up && up->element && slot->property == PROP_VALUE;
        rc = walk_node(walk, value->items[i], &item);
    }
    return rc;
}

static err_t walk_node(struct walk *walk, const struct node *node, struct place *place)
{
    enum class_id class = (enum class_id)node->class;
    const struct class_info *info = &class_infos[class];
    enum property named = class == CLASS_FILE       ? PROP_VALUE
                          : class == CLASS_RESOURCE ? PROP_PATH
                                                    : PROP_NONE;
    place->element = class_has(class, CLASS_FLAG_SUBMODEL_ELEMENT);
    place->id_short = node_text(node, PROP_ID_SHORT);
    if (place->id_short.n)
        place->in_list = false;
    if (named != PROP_NONE) {
        struct place here = {.up = place, .property = named, .index = -1};
        err_t rc = name_part(walk, node_text(node, named), &here);
        if (rc != ERR_OK)
            return rc;
    }
    const struct value *value = node->values;
    for (uint32_t left = node->present; left; left &= left - 1, value++) {
        const struct slot *slot = &info->slots[__builtin_ctz(left)];
        err_t rc = walk_slot(walk, slot, value, place);
        if (rc != ERR_OK)
            return rc;
    }
    return ERR_OK;
}

err_t package_files_collect(struct package_files *files, const struct node *root, str part,
                            struct fail *why)
{
    struct walk walk = {files, part, why};
    struct place place = {.property = PROP_NONE, .index = -1};
    return walk_node(&walk, root, &place);
}

void package_files_finish(struct package_files *files, struct loaded *loaded)
{
    for (size_t i = 0; i < files->part_count; i++)
        if (!files->order[i]->named)
            add_file(files, files->order[i]->name, files->order[i]);
    loaded->files = files->files;
    loaded->file_count = files->file_count;
}

void package_files_release(struct package_files *files)
{
    map_release(&files->parts);
    map_release(&files->texts);
}
