/* SPDX-License-Identifier: Apache-2.0 */
/* proposal.h - zones and conduits to begin with: one zone for each top part of the plant's
 * structure, or for each place where the structure says nothing; an office that is not trusted;
 * conduits for the interfaces that are known. Nothing is stored. */
#ifndef SCHALE_PLAN_SECURITY_PROPOSAL_H
#define SCHALE_PLAN_SECURITY_PROPOSAL_H

#include "model/finding.h"
#include "plan/security/zone/zones.h"
#include "search/structure.h"

/* Why: of a zone or of a conduit, the other one is empty. */
struct proposal_reason {
    str zone, conduit, text;
};

struct proposal {
    struct zones zones;
    const struct proposal_reason *reasons;
    size_t reason_count;
};

/* `facts`: of all assets; all is borrowed and must outlive the proposal, whose texts are in the
 * arena. What stands nowhere is put into no zone. */
void proposal_make(struct arena *arena, const struct structure *structure,
                   const struct asset_facts *const *facts, size_t fact_count,
                   enum language language, struct proposal *ret_proposal);

#endif
