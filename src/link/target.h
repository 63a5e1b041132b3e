/* SPDX-License-Identifier: Apache-2.0 */
/* target.h - the element that a datapoint is mapped to, as it stands in the store: looked at before
 * each value, since it may have another type, scale or value by then. */
#ifndef SCHALE_LINK_TARGET_H
#define SCHALE_LINK_TARGET_H

#include "link/value.h"
#include "store/store.h"

struct link_target {
    str json;                /* the element as it stands */
    enum xsd_type type;      /* of the Property */
    str value;               /* {NULL, 0}: it has none */
    struct link_scale scale; /* the datapoint's, with what the element's own qualifiers say */
};

/* Looks the element up; all texts are in `arena`. ERR_NOT_FOUND: there is no such submodel or
 * element. ERR_INVALID: it is no Property, or its qualifiers are wrong. */
MUST_CHECK err_t link_target_read(struct store *store, str id, str path,
                                  const struct link_scale *scale, struct arena *arena,
                                  struct link_target *ret_target, struct fail *why);

/* The element with another value, checked by the rules of the metamodel. ERR_INVALID. */
MUST_CHECK err_t link_target_with(const struct link_target *target, str value, struct arena *arena,
                                  str *ret_json, struct fail *why);

#endif
