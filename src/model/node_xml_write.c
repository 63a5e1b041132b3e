/* SPDX-License-Identifier: Apache-2.0 */
/* node_xml_write.c - nodes as XML, by the metamodel's table, without white space between elements.
 */
#include "model/read.h"
#include "model/xml_names.h"

static const str namespaces[METAMODEL_COUNT] = {
    {"https://admin-shell.io/aas/3/0", 30},
    {"https://admin-shell.io/aas/3/1", 30},
    {"https://admin-shell.io/aas/3/2", 30},
};

bool xml_namespace_version(str namespace, enum metamodel *ret_version)
{
    for (unsigned i = 0; i < METAMODEL_COUNT; i++) {
        if (str_equal(namespace, namespaces[i])) {
            *ret_version = (enum metamodel)i;
            return true;
        }
    }
    return false;
}

/* What a character of a text is written as, or {NULL, 0}: as it is. A carriage return would be read
 * back as a line feed; a control character cannot be written in XML at all (AASd-130). */
static str escape_of(unsigned char c)
{
    switch (c) {
    case '&':
        return STR("&amp;");
    case '<':
        return STR("&lt;");
    case '>':
        return STR("&gt;");
    case '\r':
        return STR("&#13;");
    case '\t':
    case '\n':
        return (str){0};
    default:
        return c < 0x20 ? STR("\xEF\xBF\xBD") : (str){0};
    }
}

static void write_text(struct buf *out, str text)
{
    size_t start = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c > '>' || (c >= ' ' && c != '&' && c != '<' && c != '>'))
            continue;
        str escape = escape_of(c);
        if (!escape.p)
            continue;
        buf_add(out, str_of(text.p + start, i - start));
        buf_add(out, escape);
        start = i + 1;
    }
    buf_add(out, str_of(text.p + start, text.n - start));
}

/* Writes a tag; the names of classes begin with a small letter in XML. */
static void write_tag(struct buf *out, const char *open, str name)
{
    buf_add(out, str_from(open));
    buf_add_char(out, (char)(name.p[0] | 0x20));
    buf_add(out, str_of(name.p + 1, name.n - 1));
    buf_add_char(out, '>');
}

static void write_object(const struct node *node, struct buf *out);

static void write_named(const struct node *node, struct buf *out)
{
    str name = class_infos[node->class].name;
    write_tag(out, "<", name);
    write_object(node, out);
    write_tag(out, "</", name);
}

static void write_value(const struct slot *slot, const struct value *value, struct buf *out)
{
    switch ((enum slot_kind)slot->kind) {
    case SLOT_TEXT:
    case SLOT_ENUM:
        write_text(out, str_of(value->text, value->n));
        return;
    case SLOT_BOOLEAN:
        buf_add(out, value->n ? STR("true") : STR("false"));
        return;
    case SLOT_NODE:
        if (class_has((enum class_id)slot->type, CLASS_FLAG_ABSTRACT))
            write_named(value->node, out);
        else
            write_object(value->node, out);
        return;
    case SLOT_LIST:
        for (uint32_t i = 0; i < value->n; i++)
            write_named(value->items[i], out);
        return;
    case SLOT_TEXTS: /* descriptors have no XML form */
        return;
    }
}

static void write_object(const struct node *node, struct buf *out)
{
    const struct class_info *info = &class_infos[node->class];
    const struct value *value = node->values;
    for (uint32_t left = node->present; left; left &= left - 1, value++) {
        const struct slot *slot = &info->slots[__builtin_ctz(left)];
        str name = property_name((enum property)slot->property);
        write_tag(out, "<", name);
        write_value(slot, value, out);
        write_tag(out, "</", name);
    }
}

void node_write_xml(const struct node *node, enum metamodel version, struct buf *out)
{
    str name = class_infos[node->class].name;
    buf_add(out, STR("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<"));
    buf_add_char(out, (char)(name.p[0] | 0x20));
    buf_add(out, str_of(name.p + 1, name.n - 1));
    buf_add(out, STR(" xmlns=\""));
    buf_add(out, namespaces[version]);
    buf_add(out, STR("\">"));
    write_object(node, out);
    write_tag(out, "</", name);
    buf_add_char(out, '\n');
}
