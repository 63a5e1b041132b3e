/* SPDX-License-Identifier: Apache-2.0 */
/* term.h - submodel elements on a tape, found by the terms of term.def: by semanticId first, since
 * idShorts may be chosen freely, then by idShort, where "htv:methodName" of older files is the same
 * as "htv_methodName". */
#ifndef SCHALE_MODEL_TERM_H
#define SCHALE_MODEL_TERM_H

#include "codec/json.h"

#define TERM(name, id_short, semantic_id) name,
enum term {
#include "model/term.def"
    TERM_COUNT
};
#undef TERM

/* The array of an element's children (value or submodelElements), or 0. */
uint32_t element_children(const struct json *json, uint32_t element);

/* Whether the last key of the semanticId is `value`, or that of a supplemental one. */
bool element_means(const struct json *json, uint32_t element, str value);

/* The child of a collection that is the term, or that has this idShort; 0: none. */
uint32_t term_find(const struct json *json, uint32_t collection, enum term term);
uint32_t element_child(const struct json *json, uint32_t collection, str id_short);

/* Whether an element is the term, by the same. */
bool element_is_term(const struct json *json, uint32_t element, enum term term);

/* Value of the Property that is the term; {NULL, 0}: there is none, or it has no value. */
str term_text(const struct json *json, uint32_t collection, enum term term, struct arena *arena);

/* "htv_methodName": for people. */
const char *term_name(enum term term);

/* The element that a Reference names: the submodel's id and the idShortPath in it. Keys of a
 * ModelReference: the submodel, then an element for each step; items of a list by index
 * (IDTA-01001 3.1, AASd-128). False: it is no reference to an element. Both are in `arena`. */
bool reference_read(const struct json *json, uint32_t reference, struct arena *arena, str *ret_id,
                    str *ret_path);

#endif
