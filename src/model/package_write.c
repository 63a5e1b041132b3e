/* SPDX-License-Identifier: Apache-2.0 */
/* package_write.c - AASX packages out (IDTA-01005 3.1, "The AASX package file format"). */
#include "model/package.h"
#include "model/package_files.h"
#include "model/read.h"

#define RELATIONSHIPS "http://admin-shell.io/aasx/relationships/"

static const str origin = {"/aasx/aasx-origin", 17};

struct file_part {
    str name;
    const struct package_file *file;
    struct file_part *next;
};

struct writing {
    struct arena arena;
    str data_part;
    struct map names; /* in small letters to struct file_part; 0 for parts that are not files */
    struct file_part *first, **end;
};

/* The list of content types, a segment that ends in a dot, the folder of relationships: no parts
 * (ISO/IEC 29500-2, 6.2.2 and 6.5.2). */
static bool is_reserved(str name)
{
    if (str_equal_nocase(name, STR("/[Content_Types].xml")))
        return true;
    while (name.n > 1) {
        str rest = str_of(name.p + 1, name.n - 1);
        str segment = str_of(rest.p, str_find_char(rest, '/'));
        if (segment.n == 0 || segment.p[segment.n - 1] == '.' ||
            str_equal_nocase(segment, STR("_rels")))
            return true;
        name = str_of(rest.p + segment.n, rest.n - segment.n);
    }
    return false;
}

/* Files of one part under two texts are written once. */
static err_t add_file(struct writing *writing, const struct package_file *file, struct fail *why)
{
    str name;
    if (!package_part_of_path(&writing->arena, NULL, writing->data_part, file->path, &name) ||
        is_reserved(name))
        return fail_set(why, ERR_INVALID, 0, file->path, "this path cannot be a part of a package");
    bool added;
    str key = package_lower(&writing->arena, name);
    map_put(&writing->names, key, &added);
    if (!added) {
        const struct file_part *known = map_pointer(&writing->names, key);
        if (known && str_equal(known->file->bytes, file->bytes))
            return ERR_OK;
        return fail_set(why, ERR_INVALID, 0, file->path,
                        "two files would be the part %.*s of the package", STR_ARG(name));
    }
    struct file_part *part = ARENA_NEW(&writing->arena, struct file_part);
    *part = (struct file_part){name, file, NULL};
    map_put_pointer(&writing->names, key, part);
    *writing->end = part;
    writing->end = &part->next;
    return ERR_OK;
}

/* The part of the first shell's thumbnail, or {NULL, 0}. */
static str thumbnail_part(struct writing *writing, const struct node *environment)
{
    struct nodes shells = node_list(environment, PROP_ASSET_ADMINISTRATION_SHELLS);
    const struct node *information =
        shells.count ? node_child(shells.items[0], PROP_ASSET_INFORMATION) : NULL;
    const struct node *resource =
        information ? node_child(information, PROP_DEFAULT_THUMBNAIL) : NULL;
    str path = resource ? node_text(resource, PROP_PATH) : (str){0}, name;
    if (!path.n || !package_part_of_path(&writing->arena, NULL, writing->data_part, path, &name))
        return (str){0};
    const struct file_part *part =
        map_pointer(&writing->names, package_lower(&writing->arena, name));
    return part ? part->name : (str){0};
}

static err_t write_parts(struct writing *writing, const struct node *environment, str data,
                         enum load_format format, struct buf *out, struct fail *why)
{
    struct opc_writer *opc = opc_writer_new();
    opc_writer_part(opc, origin, STR("text/plain"), STR("Intentionally empty."));
    opc_writer_part(opc, writing->data_part,
                    format == LOAD_JSON ? STR("application/json") : STR("application/xml"), data);
    opc_writer_relationship(opc, (str){0}, STR(RELATIONSHIPS "aasx-origin"), origin);
    opc_writer_relationship(opc, origin, STR(RELATIONSHIPS "aas-spec"), writing->data_part);
    for (const struct file_part *part = writing->first; part; part = part->next) {
        str type = part->file->content_type;
        opc_writer_part(opc, part->name, type.n ? type : STR("application/octet-stream"),
                        part->file->bytes);
        opc_writer_relationship(opc, writing->data_part, STR(RELATIONSHIPS "aas-suppl"),
                                part->name);
    }
    str thumbnail = thumbnail_part(writing, environment);
    if (thumbnail.n)
        opc_writer_relationship(
            opc, (str){0},
            STR("http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"),
            thumbnail);
    return opc_writer_finish(opc, out, why);
}

err_t package_write(const struct node *environment, enum metamodel version, enum load_format format,
                    const struct package_file *files, size_t file_count, struct buf *out,
                    struct fail *why)
{
    assert(format == LOAD_JSON || format == LOAD_XML);
    struct writing writing = {.data_part = format == LOAD_JSON ? STR("/aasx/data.json")
                                                               : STR("/aasx/data.xml")};
    struct buf data = {.bytes_max = out->bytes_max};
    bool added;
    err_t rc = ERR_OK;
    writing.end = &writing.first;
    map_put(&writing.names, origin, &added);
    map_put(&writing.names, writing.data_part, &added);
    for (size_t i = 0; i < file_count && rc == ERR_OK; i++)
        rc = add_file(&writing, &files[i], why);
    if (format == LOAD_JSON)
        node_write_json(environment, &data);
    else
        node_write_xml(environment, version, &data);
    if (rc == ERR_OK && data.over)
        rc = fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "the package is too large");
    if (rc == ERR_OK)
        rc = write_parts(&writing, environment, buf_str(&data), format, out, why);
    buf_release(&data);
    map_release(&writing.names);
    arena_release(&writing.arena);
    return rc;
}
