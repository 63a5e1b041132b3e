/* SPDX-License-Identifier: Apache-2.0 */
/* template.h - submodels of kind Template, and the instances made from them. Cardinalities are
 * qualifiers: SMT/Cardinality, and Cardinality or Multiplicity in older templates; one without is
 * One. Rule: IDTA-01001 3.1.2, kind and templates; the qualifiers of IDTA's Submodel Templates. */
#ifndef SCHALE_MODEL_TEMPLATE_H
#define SCHALE_MODEL_TEMPLATE_H

#include "model/node.h"

enum template_cardinality {
    TEMPLATE_ONE,
    TEMPLATE_ZERO_TO_ONE,
    TEMPLATE_ZERO_TO_MANY,
    TEMPLATE_ONE_TO_MANY
};

enum { TEMPLATE_OPTIONAL_MAX = 1000 }; /* paths in one request */

/* What the qualifiers of an element say. */
enum template_cardinality template_cardinality(const struct node *element);

struct template_choice {
    str id;              /* of the new submodel */
    str id_short;        /* {NULL, 0}: the template's */
    const str *optional; /* idShortPaths in the template of optional elements to have too; what
                            stands around them comes along */
    size_t optional_count;
};

/* The instance: elements that must be there and those that were chosen, with the template's
 * idShort, semanticId, names and descriptions, but without its example values and template
 * qualifiers; kind Instance; administration.templateId names the template. A self-managed Entity
 * without asset id becomes a co-managed one, until somebody names the asset. ERR_NOT_FOUND: a path
 * of `optional` names no element of the template (why->where). Lives in `arena`, shares with
 * `template`. */
MUST_CHECK err_t template_instance(const struct node *template,
                                   const struct template_choice *choice, struct arena *arena,
                                   const struct node **ret_instance, struct fail *why);

#endif
