/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_tree.h - a document of metamodel 1.0 or 2.0 as a tree of named items, the same for XML and
 * JSON: an XML attribute is an item below its element, a JSON array an item whose items have no
 * name. Whatever the conversion takes is marked, so that what is left over can be reported. */
#ifndef SCHALE_MODEL_LEGACY_TREE_H
#define SCHALE_MODEL_LEGACY_TREE_H

#include "base/arena.h"
#include "codec/json.h"

struct legacy_item {
    str name; /* local name or key; {NULL, 0} for an item of an array */
    str text; /* of a leaf, exactly as it stands in the file; {NULL, 0}: none */
    uint32_t line;
    bool attribute; /* was an XML attribute */
    bool list;      /* was a JSON array */
    bool taken;     /* the conversion has used it */
    struct legacy_item *first, *last, *next;
};

struct legacy_items {
    struct legacy_item **items;
    size_t count;
};

/* Reads a whole document. Texts are copies in `arena`. Errors of xml_parse. */
MUST_CHECK err_t legacy_tree_from_xml(str text, struct arena *arena, str *ret_namespace,
                                      struct legacy_item **ret_root, struct fail *why);

/* The same from a tape, which must live as long as the arena. Members that are null are left out.
 */
struct legacy_item *legacy_tree_from_json(const struct json *json, struct arena *arena);

struct legacy_item *legacy_item_new(struct arena *arena, struct legacy_item *parent, str name,
                                    uint32_t line);

/* `names` of the functions below: one or more names with '|' between. `parent` may be NULL. */

/* The first item of such a name, marked, or NULL. */
struct legacy_item *legacy_take(struct legacy_item *parent, const char *names);

/* Its text without white space around; {NULL, 0} when there is none or it is blank. */
str legacy_take_text(struct legacy_item *parent, const char *names);

/* What stands more than once: each item of such a name, or the items of the array of that name. All
 * marked. */
struct legacy_items legacy_take_repeated(struct arena *arena, struct legacy_item *parent,
                                         const char *names);

/* What stands in a container: the items inside each item of such a name. All marked. */
struct legacy_items legacy_take_members(struct arena *arena, struct legacy_item *parent,
                                        const char *names);

/* Marks what is to be passed over on purpose. */
void legacy_pass_over(struct legacy_item *parent, const char *names);

bool legacy_name_is(const struct legacy_item *item, const char *names);

/* No text but white space in it and in all below it. */
bool legacy_is_empty(const struct legacy_item *item);

/* The texts in it, for a message. */
str legacy_excerpt(const struct legacy_item *item, struct arena *arena);

str legacy_trim(str text);

#endif
