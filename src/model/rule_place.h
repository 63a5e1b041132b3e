/* SPDX-License-Identifier: Apache-2.0 */
/* rule_place.h - what the rules share: sets of classes, reports at a child of the node that a rule
 * looks at, and the search for texts that are there twice. */
#ifndef SCHALE_MODEL_RULE_PLACE_H
#define SCHALE_MODEL_RULE_PLACE_H

#include "model/check.h"

#define CLASS_BIT(class) ((uint64_t)1 << (class))
#define CLASSES_IDENTIFIABLE                                                                       \
    (CLASS_BIT(CLASS_ASSET_ADMINISTRATION_SHELL) | CLASS_BIT(CLASS_SUBMODEL) |                     \
     CLASS_BIT(CLASS_CONCEPT_DESCRIPTION))
#define CLASSES_DATA_ELEMENT                                                                       \
    (CLASS_BIT(CLASS_PROPERTY) | CLASS_BIT(CLASS_MULTI_LANGUAGE_PROPERTY) |                        \
     CLASS_BIT(CLASS_RANGE) | CLASS_BIT(CLASS_REFERENCE_ELEMENT) | CLASS_BIT(CLASS_BLOB) |         \
     CLASS_BIT(CLASS_FILE))
#define CLASSES_ELEMENT                                                                            \
    (CLASSES_DATA_ELEMENT | CLASS_BIT(CLASS_RELATIONSHIP_ELEMENT) |                                \
     CLASS_BIT(CLASS_ANNOTATED_RELATIONSHIP_ELEMENT) | CLASS_BIT(CLASS_SUBMODEL_ELEMENT_LIST) |    \
     CLASS_BIT(CLASS_SUBMODEL_ELEMENT_COLLECTION) | CLASS_BIT(CLASS_ENTITY) |                      \
     CLASS_BIT(CLASS_BASIC_EVENT_ELEMENT) | CLASS_BIT(CLASS_OPERATION) |                           \
     CLASS_BIT(CLASS_CAPABILITY))
#define CLASSES_REFERABLE (CLASSES_IDENTIFIABLE | CLASSES_ELEMENT)
#define CLASSES_WITH_SEMANTICS                                                                     \
    (CLASSES_ELEMENT | CLASS_BIT(CLASS_SUBMODEL) | CLASS_BIT(CLASS_EXTENSION) |                    \
     CLASS_BIT(CLASS_QUALIFIER) | CLASS_BIT(CLASS_SPECIFIC_ASSET_ID))

/* Reports at one property of `node`. */
void rule_report_property(struct check *check, enum rule rule, const struct node *node,
                          const struct place *place, enum property property, str argument0,
                          str argument1);

/* Reports at item `index` of the list `list` of `node`; at the item's `property`, unless it is
 * PROP_NONE. */
void rule_report_item(struct check *check, enum rule rule, const struct node *node,
                      const struct place *place, enum property list, size_t index,
                      enum property property, str argument0, str argument1);

/* Whether it names the template that DataSpecificationIec61360 is of (AASc-3a-050). */
bool rule_is_iec61360_reference(const struct node *reference);

enum { SEEN_PLAIN_MAX = 16 };

/* Texts met so far: compared one by one while they are few, hashed when they are many. Zero is
 * empty. Texts are borrowed. */
struct seen {
    str plain[SEEN_PLAIN_MAX];
    size_t count;
    struct map map;
};

/* Notes the text; true when it was there before. */
bool seen_before(struct seen *seen, str text);
void seen_release(struct seen *seen);

/* Reports each item of a list whose text property repeats that of an item before it; argument 0 is
 * the text, 1 the list. Items without the text do not count. */
void rule_check_unique(struct check *check, const struct node *node, const struct place *place,
                       enum property list, enum property property, enum rule rule);

#endif
