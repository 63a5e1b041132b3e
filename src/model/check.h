/* SPDX-License-Identifier: Apache-2.0 */
/* check.h - everything the metamodel asks of a tree of nodes: cardinality, texts, patterns,
 * constraints. */
#ifndef SCHALE_MODEL_CHECK_H
#define SCHALE_MODEL_CHECK_H

#include "base/map.h"
#include "model/finding.h"
#include "model/node.h"

/* For nodes that come from more than one text: findings have no line. */
#define CHECK_NO_TEXT STR("")

/* What a rule's function gets to see. */
struct check {
    enum metamodel version;
    struct findings *findings;
    str text; /* the input, when `at` of the nodes is a byte in it; else {NULL, 0}: `at` is a line
               */
    bool in_template; /* below a Submodel of kind Template or in an operation variable; true when a
                         lone element is checked */
    const struct node *root; /* where the walk began */
    struct map concepts; /* id of a concept description to its node; rule_iec61360.c fills it on the
                            first valueId, node_check releases it */
    bool concepts_known;
};

/* Checks `node` and all below it; adds what is wrong. */
void node_check(const struct node *node, enum metamodel version, str text,
                struct findings *findings);

/* The same for an element that stands in a submodel which is no template (AASd-129). */
void node_check_in_instance(const struct node *element, enum metamodel version,
                            struct findings *findings);

/* Checks what `parent` asks of its direct children (rule_children.c), and nothing else. `parent`
 * may hold only some of them, and need not be whole otherwise. */
void node_check_children(const struct node *parent, enum metamodel version,
                         struct findings *findings);

/* Whether a text has the form that the metamodel asks of it in this version. */
bool text_form_is_right(enum text_form form, str text, enum metamodel version);

/* Adds a finding at `place` with the line of `node`. For the rules. */
void check_report(struct check *check, enum rule rule, const struct node *node,
                  const struct place *place, str argument0, str argument1);

/* The same with another severity: warnings for what cannot be decided for sure. */
void check_report_as(struct check *check, enum severity severity, enum rule rule,
                     const struct node *node, const struct place *place, str argument0,
                     str argument1);

/* One rule of the metamodel: looks at one node. `place` is where it stands. */
typedef void check_function(struct check *check, const struct node *node,
                            const struct place *place);

/* Rows of the constraint table: which function looks at which classes from which version to which.
 */
struct check_row {
    check_function *function;
    uint64_t classes; /* bit of each class_id it looks at */
    enum metamodel since, until;
};

/* The rules, by area: rule_reference.c, rule_element.c, rule_children.c, rule_identity.c,
 * rule_iec61360.c. Each table ends with {0}. */
extern const struct check_row rule_reference_rows[];
extern const struct check_row rule_element_rows[];
extern const struct check_row rule_children_rows[];
extern const struct check_row rule_identity_rows[];
extern const struct check_row rule_iec61360_rows[];

#endif
