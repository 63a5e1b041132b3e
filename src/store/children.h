/* SPDX-License-Identifier: Apache-2.0 */
/* children.h - where submodels and submodel elements keep their child elements in canonical JSON.
 * Rule: IDTA-01001 3.1.2, classes Submodel, SubmodelElementCollection, SubmodelElementList, Entity,
 * AnnotatedRelationshipElement; idShortPath: IDTA-01002 3.1.2. */
#ifndef SCHALE_STORE_CHILDREN_H
#define SCHALE_STORE_CHILDREN_H

#include "codec/json.h"

/* A class whose children have idShortPaths. */
struct container_class {
    str model_type;
    str property;   /* the array of children */
    bool indexed;   /* children are addressed by [index], not by idShort */
    str follows[3]; /* properties that stand behind it in canonical order, nearest first */
};

/* The class of the JSON object `token` by its modelType; NULL when it has no such children. */
const struct container_class *container_class_of(const struct json *json, uint32_t token);

/* The array of children of `token`, or 0 when absent or not an array. */
uint32_t container_children(const struct json *json, uint32_t token,
                            const struct container_class *container);

#endif
