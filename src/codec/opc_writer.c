/* SPDX-License-Identifier: Apache-2.0 */
/* opc_writer.c - writing packages: [Content_Types].xml first, then the package's relationships,
 * then each part with its own. */
#include "codec/opc.h"

#include "codec/opc_name.h"

#define XML_HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE_NAMESPACE "http://schemas.openxmlformats.org/package/2006/"
#define RELATIONSHIPS_TYPE "application/vnd.openxmlformats-package.relationships+xml"

struct part {
    str name, content_type, bytes;
    struct part *next;
};

struct relationship {
    str source, type, target;
    struct relationship *next;
};

struct opc_writer {
    struct arena arena; /* where the writer itself lives */
    struct part *parts, **parts_end;
    struct relationship *relationships, **relationships_end;
};

struct opc_writer *opc_writer_new(void)
{
    struct arena arena = {0};
    struct opc_writer *writer = ARENA_NEW(&arena, struct opc_writer);
    writer->arena = arena;
    writer->parts_end = &writer->parts;
    writer->relationships_end = &writer->relationships;
    return writer;
}

void opc_writer_part(struct opc_writer *writer, str name, str content_type, str bytes)
{
    assert(name.n > 1 && name.p[0] == '/');
    struct part *part = ARENA_NEW(&writer->arena, struct part);
    *part = (struct part){name, content_type, bytes, NULL};
    *writer->parts_end = part;
    writer->parts_end = &part->next;
}

void opc_writer_relationship(struct opc_writer *writer, str source, str type, str target)
{
    struct relationship *item = ARENA_NEW(&writer->arena, struct relationship);
    *item = (struct relationship){source.n ? source : STR("/"), type, target, NULL};
    *writer->relationships_end = item;
    writer->relationships_end = &item->next;
}

/* Adds ` name="value"`. */
static void add_attribute(struct buf *out, const char *name, str value)
{
    buf_printf(out, " %s=\"", name);
    for (size_t i = 0; i < value.n; i++) {
        switch (value.p[i]) {
        case '&':
            buf_add(out, STR("&amp;"));
            break;
        case '<':
            buf_add(out, STR("&lt;"));
            break;
        case '"':
            buf_add(out, STR("&quot;"));
            break;
        default:
            buf_add_char(out, value.p[i]);
        }
    }
    buf_add_char(out, '"');
}

/* The text so far, in the arena, and an empty buffer again. */
static str take_text(struct opc_writer *writer, struct buf *text)
{
    str copy = arena_dup(&writer->arena, buf_str(text));
    buf_reset(text);
    return copy;
}

static str content_types(struct opc_writer *writer, struct buf *text)
{
    buf_add(text,
            STR(XML_HEAD "<Types xmlns=\"" PACKAGE_NAMESPACE "content-types\">\n"
                         "<Default Extension=\"rels\" ContentType=\"" RELATIONSHIPS_TYPE "\"/>\n"));
    for (const struct part *part = writer->parts; part; part = part->next) {
        buf_add(text, STR("<Override"));
        add_attribute(text, "PartName", opc_name_encode(&writer->arena, part->name));
        add_attribute(text, "ContentType", part->content_type);
        buf_add(text, STR("/>\n"));
    }
    buf_add(text, STR("</Types>\n"));
    return take_text(writer, text);
}

/* A zip's names have no leading slash. */
static void add_to_zip(struct opc_writer *writer, struct zip_writer *zip, str name, str bytes)
{
    str item = opc_name_encode(&writer->arena, name);
    zip_writer_add(zip, str_of(item.p + 1, item.n - 1), bytes);
}

static void add_relationships(struct opc_writer *writer, struct zip_writer *zip, str source,
                              struct buf *text)
{
    unsigned count = 0;
    buf_add(text, STR(XML_HEAD "<Relationships xmlns=\"" PACKAGE_NAMESPACE "relationships\">\n"));
    for (const struct relationship *r = writer->relationships; r; r = r->next) {
        if (!str_equal(r->source, source))
            continue;
        bool inside = str_starts_with(r->target, STR("/"));
        buf_printf(text, "<Relationship Id=\"rId%u\"", ++count);
        add_attribute(text, "Type", r->type);
        add_attribute(text, "Target",
                      inside ? opc_name_encode(&writer->arena, r->target) : r->target);
        if (!inside)
            add_attribute(text, "TargetMode", STR("External"));
        buf_add(text, STR("/>\n"));
    }
    buf_add(text, STR("</Relationships>\n"));
    str bytes = take_text(writer, text);
    if (count)
        add_to_zip(writer, zip, opc_name_of_relationships(&writer->arena, source), bytes);
}

err_t opc_writer_finish(struct opc_writer *writer, struct buf *out, struct fail *why)
{
    struct zip_writer *zip = zip_writer_new();
    struct buf text = {0};
    zip_writer_add(zip, STR("[Content_Types].xml"), content_types(writer, &text));
    add_relationships(writer, zip, STR("/"), &text);
    for (const struct part *part = writer->parts; part; part = part->next) {
        add_to_zip(writer, zip, part->name, part->bytes);
        add_relationships(writer, zip, part->name, &text);
    }
    err_t rc = zip_writer_finish(zip, out, why);
    buf_release(&text);
    struct arena arena = writer->arena;
    arena_release(&arena);
    return rc;
}
