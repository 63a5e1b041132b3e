/* SPDX-License-Identifier: Apache-2.0 */
/* mend_private.h - what the fixes share: the node at work, and the list of changes. */
#ifndef SCHALE_MODEL_MEND_PRIVATE_H
#define SCHALE_MODEL_MEND_PRIVATE_H

#include "base/map.h"
#include "codec/xsd.h"
#include "model/mend.h"
#include "model/rule_place.h"

/* One walk over a tree. */
struct mend {
    enum metamodel version;
    fix_set fixes;
    struct arena *arena;
    struct mended *out;
    str submodel_id;            /* of the Submodel that the walk is in */
    size_t submodel_name_bytes; /* of it in the text of place_write_element */
    struct map renames;         /* id, newline, old idShortPath to a str in the arena: the new
                                   idShort */
};

/* One node at work. `node` is the newest finished state of it. */
struct mending {
    struct mend *mend;
    const struct node *node;
    const struct place *place;
    struct node_builder next;
    bool begun; /* `next` differs from `node` */
};

/* The builder to change the node with. */
struct node_builder *mending_next(struct mending *mending);
/* Finishes what was begun. */
void mending_settle(struct mending *mending);

static inline bool mend_wants(const struct mend *mend, enum fix fix)
{
    return (mend->fixes & FIX_BIT(fix)) != 0;
}

/* Notes a change at a place / at a property of the node / at item `index` of its list, there at
 * `property` unless that is PROP_NONE. */
void mend_note(struct mend *mend, enum fix fix, enum rule rule, const struct place *place,
               str before, str after);
void mend_note_property(struct mending *mending, enum fix fix, enum rule rule,
                        enum property property, str before, str after);
void mend_note_item(struct mending *mending, enum fix fix, enum rule rule, enum property list,
                    size_t index, enum property property, str before, str after);

/* Notes that a required property was missing (the rule `required`) and was set. */
void mend_note_required(struct mending *mending, enum fix fix, enum property property, str after);

/* One fix of whole nodes, run when the children are done. */
typedef void mend_function(struct mending *mending);
struct mend_row {
    mend_function *function;
    enum fix fix;
    uint64_t classes;
};
/* By area, each ends with {0}: mend_list.c, mend_reference.c, mend_element.c. */
extern const struct mend_row mend_list_rows[];
extern const struct mend_row mend_reference_rows[];
extern const struct mend_row mend_element_rows[];

/* mend_text.c: the texts and enumerations of the node. */
void mend_text(struct mending *mending, const struct slot *slot, const struct value *value,
               const struct place *here);
void mend_enum(struct mending *mending, const struct slot *slot, const struct value *value,
               const struct place *here);

/* The text without white space around it; a view. */
str mend_trim(str text);

/* mend_value.c: the one form of `value` that the type has, or {NULL, 0}. */
str mend_value_form(enum xsd_type type, str value, struct arena *arena);

/* mend_reference.c: the references of a tree after idShorts changed. */
const struct node *mend_follow_renames(struct mend *mend, const struct node *root);

#endif
