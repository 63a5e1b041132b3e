/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_xml.c - an old XML document as a tree of items. */
#include "codec/xml.h"
#include "model/legacy_tree.h"

/* Texts of the open elements lie one behind the other in `text`; each begins where its element's
 * parent stopped. */
struct open_element {
    struct legacy_item *item;
    size_t text_at;
    bool has_elements;
};

struct reading {
    struct arena *arena;
    struct legacy_item *root;
    str namespace;
    struct buf text;
    struct open_element open[XML_DEPTH_MAX];
    size_t depth;
};

static const str xsi = {"http://www.w3.org/2001/XMLSchema-instance", 41};

static err_t on_start(void *context, str namespace, str local_name,
                      const struct xml_attributes *attributes, uint32_t line)
{
    struct reading *reading = context;
    if (reading->depth == XML_DEPTH_MAX)
        return ERR_TOO_LARGE;
    struct legacy_item *parent = NULL;
    if (reading->depth) {
        parent = reading->open[reading->depth - 1].item;
        reading->open[reading->depth - 1].has_elements = true;
    } else {
        reading->namespace = arena_dup(reading->arena, namespace);
    }
    struct legacy_item *item =
        legacy_item_new(reading->arena, parent, arena_dup(reading->arena, local_name), line);
    if (!parent)
        reading->root = item;
    for (size_t i = 0; i < attributes->count; i++) {
        const struct xml_attribute *attribute = &attributes->items[i];
        if (str_equal(attribute->namespace, xsi))
            continue;
        struct legacy_item *child =
            legacy_item_new(reading->arena, item, arena_dup(reading->arena, attribute->name), line);
        child->text = arena_dup(reading->arena, attribute->value);
        child->attribute = true;
    }
    reading->open[reading->depth++] =
        (struct open_element){.item = item, .text_at = reading->text.n};
    return ERR_OK;
}

static err_t on_text(void *context, str text)
{
    struct reading *reading = context;
    buf_add(&reading->text, text);
    return ERR_OK;
}

static err_t on_end(void *context)
{
    struct reading *reading = context;
    const struct open_element *element = &reading->open[--reading->depth];
    str text = str_of(reading->text.p ? reading->text.p + element->text_at : "",
                      reading->text.n - element->text_at);
    /* White space between elements is layout; in a leaf it may be the value. */
    if (!element->has_elements || legacy_trim(text).n)
        element->item->text = arena_dup(reading->arena, text);
    reading->text.n = element->text_at;
    return ERR_OK;
}

err_t legacy_tree_from_xml(str text, struct arena *arena, str *ret_namespace,
                           struct legacy_item **ret_root, struct fail *why)
{
    static const struct xml_handler handler = {on_start, on_text, on_end};
    struct reading *reading = ARENA_NEW(arena, struct reading);
    reading->arena = arena;
    err_t code = xml_parse(text, &handler, reading, why);
    buf_release(&reading->text);
    if (code == ERR_OK) {
        *ret_namespace = reading->namespace;
        *ret_root = reading->root;
    }
    return code;
}
