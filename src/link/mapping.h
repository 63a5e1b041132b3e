/* SPDX-License-Identifier: Apache-2.0 */
/* mapping.h - the Asset Interfaces Mapping Configuration: which element follows which datapoint.
 * Rules: IDTA 02027-1-0 (relations of an interface) and 02027-2-0 (sources and sinks that belong
 * together by their ids). */
#ifndef SCHALE_LINK_MAPPING_H
#define SCHALE_LINK_MAPPING_H

#include "link/interface.h"

enum { LINK_MAPPINGS_MAX = 5000 }; /* of all mapping configurations */

struct link_relations {
    struct link_relation *items;
    size_t count, room;
    bool over; /* there were more than LINK_MAPPINGS_MAX; those are left out */
};

/* Adds what the submodel on the tape says. Which end of a relation is a datapoint follows from
 * its path, which goes through InteractionMetadata. What cannot be done is a relation with a
 * problem. All texts are in `arena`. */
void mapping_read(const struct json *json, str submodel_id, struct arena *arena,
                  struct link_relations *relations);

#endif
