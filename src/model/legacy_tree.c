/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_tree.c - looking things up in the tree of an old document. */
#include "model/legacy_tree.h"

enum { EXCERPT_BYTES_MAX = 100 };

struct legacy_item *legacy_item_new(struct arena *arena, struct legacy_item *parent, str name,
                                    uint32_t line)
{
    struct legacy_item *item = ARENA_NEW(arena, struct legacy_item);
    item->name = name;
    item->line = line;
    if (parent) {
        if (parent->last)
            parent->last->next = item;
        else
            parent->first = item;
        parent->last = item;
    }
    return item;
}

str legacy_trim(str text)
{
    while (text.n && (unsigned char)text.p[0] <= ' ')
        text = str_of(text.p + 1, text.n - 1);
    while (text.n && (unsigned char)text.p[text.n - 1] <= ' ')
        text.n--;
    return text;
}

static bool name_in(str name, const char *names)
{
    for (;;) {
        size_t n = strcspn(names, "|");
        if (str_equal(name, str_of(names, n)))
            return true;
        if (names[n] == '\0')
            return false;
        names += n + 1;
    }
}

bool legacy_name_is(const struct legacy_item *item, const char *names)
{
    return item->name.p && name_in(item->name, names);
}

struct legacy_item *legacy_take(struct legacy_item *parent, const char *names)
{
    for (struct legacy_item *item = parent ? parent->first : NULL; item; item = item->next) {
        if (legacy_name_is(item, names)) {
            item->taken = true;
            return item;
        }
    }
    return NULL;
}

str legacy_take_text(struct legacy_item *parent, const char *names)
{
    struct legacy_item *item = legacy_take(parent, names);
    str text = item && item->text.p ? legacy_trim(item->text) : (str){0};
    return text.n ? text : (str){0};
}

void legacy_pass_over(struct legacy_item *parent, const char *names)
{
    for (struct legacy_item *item = parent->first; item; item = item->next)
        item->taken |= legacy_name_is(item, names);
}

/* Marks the items below `item` that are no attributes; adds them to `to` when it is not NULL. */
static size_t take_children(struct legacy_item *item, struct legacy_item **to)
{
    size_t count = 0;
    for (struct legacy_item *child = item->first; child; child = child->next) {
        if (child->attribute)
            continue;
        child->taken = true;
        if (to)
            to[count] = child;
        count++;
    }
    return count;
}

struct legacy_items legacy_take_repeated(struct arena *arena, struct legacy_item *parent,
                                         const char *names)
{
    struct legacy_items found = {0};
    size_t count = 0;
    for (struct legacy_item *item = parent ? parent->first : NULL; item; item = item->next)
        if (legacy_name_is(item, names))
            count += item->list ? take_children(item, NULL) : 1;
    if (count == 0)
        return found;
    found.items = ARENA_ARRAY(arena, struct legacy_item *, count);
    for (struct legacy_item *item = parent->first; item; item = item->next) {
        if (!legacy_name_is(item, names))
            continue;
        item->taken = true;
        if (item->list)
            found.count += take_children(item, found.items + found.count);
        else
            found.items[found.count++] = item;
    }
    return found;
}

struct legacy_items legacy_take_members(struct arena *arena, struct legacy_item *parent,
                                        const char *names)
{
    struct legacy_items found = {0};
    size_t count = 0;
    for (struct legacy_item *item = parent ? parent->first : NULL; item; item = item->next) {
        if (legacy_name_is(item, names)) {
            item->taken = true;
            count += take_children(item, NULL);
        }
    }
    if (count == 0)
        return found;
    found.items = ARENA_ARRAY(arena, struct legacy_item *, count);
    for (struct legacy_item *item = parent->first; item; item = item->next)
        if (legacy_name_is(item, names))
            found.count += take_children(item, found.items + found.count);
    return found;
}

bool legacy_is_empty(const struct legacy_item *item)
{
    if (item->text.p && legacy_trim(item->text).n)
        return false;
    for (const struct legacy_item *child = item->first; child; child = child->next)
        if (!legacy_is_empty(child))
            return false;
    return true;
}

static void add_texts(const struct legacy_item *item, struct buf *out)
{
    str text = item->text.p ? legacy_trim(item->text) : (str){0};
    if (text.n) {
        if (out->n)
            buf_add_char(out, ' ');
        buf_add(out, text.n > EXCERPT_BYTES_MAX ? str_of(text.p, EXCERPT_BYTES_MAX) : text);
    }
    for (const struct legacy_item *child = item->first; child && out->n < EXCERPT_BYTES_MAX;
         child = child->next)
        add_texts(child, out);
}

str legacy_excerpt(const struct legacy_item *item, struct arena *arena)
{
    struct buf out = {0};
    add_texts(item, &out);
    str text = buf_str(&out);
    if (text.n > EXCERPT_BYTES_MAX) {
        text.n = EXCERPT_BYTES_MAX;
        while (text.n && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
            text.n--;
        text = arena_printf(arena, "%.*s…", STR_ARG(text));
    } else {
        text = arena_dup(arena, text);
    }
    buf_release(&out);
    return text;
}
