/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_convert.h - what the files of the conversion share; nobody else includes it. Each function
 * takes what it uses from an item and ends with legacy_report_rest, so nothing is lost silently. */
#ifndef SCHALE_MODEL_LEGACY_CONVERT_H
#define SCHALE_MODEL_LEGACY_CONVERT_H

#include "base/map.h"
#include "codec/xsd.h"
#include "model/finding.h"
#include "model/legacy_tree.h"
#include "model/node.h"

enum { LEGACY_REPEATS_MAX = 64 };

/* A finding that stands for many like it; the count is filled in at the end. */
struct legacy_repeat {
    enum rule rule;
    str argument[2];
    size_t finding; /* index among the findings */
    size_t count;
};

struct legacy {
    struct arena *arena;
    struct findings *findings;
    struct map assets; /* id to struct legacy_asset */
    unsigned depth;    /* of submodel elements in each other */
    bool in_template;  /* in a submodel of kind Template */
    struct legacy_repeat repeats[LEGACY_REPEATS_MAX];
    size_t repeat_count;
};

/* legacy_report.c: findings */

void legacy_report(struct legacy *legacy, enum severity severity, enum rule rule,
                   const struct place *place, uint32_t line, str argument0, str argument1);

/* One finding for all that have the same rule and arguments, at the place of the first. */
void legacy_report_repeated(struct legacy *legacy, enum severity severity, enum rule rule,
                            const struct place *place, uint32_t line, str argument0, str argument1);

/* Reports each item below `item` that has content and was not taken as lost. */
void legacy_report_rest(struct legacy *legacy, struct legacy_item *item, const struct place *place);

/* Writes the counts into the findings of legacy_report_repeated. */
void legacy_report_end(struct legacy *legacy);

/* legacy_text.c: single texts */

/* A valid idShort (AASd-002) like `text`: other characters become '_'. Never empty; `text` itself
 * when it is valid. */
str legacy_id_short(struct arena *arena, str text);

/* The names of siblings: valid and each once. `names` holds what the file says, {NULL, 0} for none;
 * `lines` and `classes` tell where and what they are. */
void legacy_unique_names(struct legacy *legacy, str *names, const uint32_t *lines,
                         const enum class_id *classes, size_t count, const struct place *place);

/* "string", "xsd:int", "http://…#date", "langString" … as a type of today. `value` may be absent;
 * when it is no value of the type, the type becomes xs:string, with a finding. */
enum xsd_type legacy_value_type(struct legacy *legacy, str name, str value,
                                const struct place *place, uint32_t line);

/* A list of texts in languages: <x><langString lang=""/></x>, [{language, text}], or one plain
 * text. */
void legacy_lang_strings(struct legacy *legacy, struct legacy_item *item, const char *names,
                         struct node_builder *builder, enum property property,
                         const struct place *place);

/* The literal of IEC 61360 of today, or {NULL, 0}. */
str legacy_iec_data_type(struct arena *arena, str name);

/* Sets a text unless it is absent. */
void legacy_set_text(struct node_builder *builder, enum property property, str text);

/* legacy_reference.c: references */

enum legacy_role {
    LEGACY_ANY,      /* what the first key says */
    LEGACY_SEMANTIC, /* names a concept: external where possible */
    LEGACY_SUBMODEL, /* a ModelReference to a submodel */
    LEGACY_SHELL     /* a ModelReference to a shell */
};

/* A reference ({keys}, or the keys themselves), or NULL when it has no key. */
const struct node *legacy_reference(struct legacy *legacy, struct legacy_item *item,
                                    enum legacy_role role, const struct place *place);

/* Takes the named item and sets the property when there is a reference in it. */
void legacy_set_reference(struct legacy *legacy, struct legacy_item *item, const char *names,
                          struct node_builder *builder, enum property property,
                          enum legacy_role role, const struct place *place);

/* The value of the last key of a reference (may be NULL), or {NULL, 0}. */
str legacy_key_value(struct legacy *legacy, struct legacy_item *item);

/* A ModelReference or ExternalReference with one key. */
const struct node *legacy_reference_to(struct arena *arena, const char *type, const char *key_type,
                                       str value, uint32_t line);

/* legacy_common.c: what several classes have */

/* category, displayName, description. The idShort is the caller's. */
void legacy_referable(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                      const struct place *place);

/* idShort, id, administration and the above. `place` is where the object will stand; its id_short
 * is filled in. */
void legacy_identifiable(struct legacy *legacy, struct legacy_item *item,
                         struct node_builder *builder, struct place *place);

/* The id of an identifiable: <identification idType="">id</…> or {id, idType}. */
str legacy_take_id(struct legacy_item *item, str *ret_id_type);

void legacy_qualifiers(struct legacy *legacy, struct legacy_item *item,
                       struct node_builder *builder, const struct place *place);

/* legacy_iec61360.c */
void legacy_data_specifications(struct legacy *legacy, struct legacy_item *item,
                                struct node_builder *builder, const struct place *place);

/* legacy_element.c: submodel elements */

/* Converts the elements and sets them as a list property of the builder, which stands at `place`.
 */
void legacy_elements(struct legacy *legacy, struct legacy_items items, struct node_builder *builder,
                     enum property property, const struct place *place);

/* An element on its way: the item that holds it without wrappers, and its class. */
struct legacy_element {
    struct legacy_item *item;
    const struct legacy_element_row *row; /* NULL: no class that could be kept */
};
struct legacy_element legacy_element_find(struct legacy_item *item);
const struct node *legacy_element_convert(struct legacy *legacy, struct legacy_element element,
                                          struct place *place);
enum class_id legacy_element_class(struct legacy_element element);

/* legacy_operation.c */
void legacy_operation(struct legacy *legacy, struct legacy_item *item, struct node_builder *builder,
                      const struct place *place);

/* legacy_convert.c */

/* The whole tree as an Environment. */
const struct node *legacy_environment(struct legacy *legacy, struct legacy_item *root);

#endif
