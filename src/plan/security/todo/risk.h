/* SPDX-License-Identifier: Apache-2.0 */
/* risk.h - how much an item weighs: a number to sort by, the same for the same facts. */
#ifndef SCHALE_PLAN_SECURITY_RISK_H
#define SCHALE_PLAN_SECURITY_RISK_H

#include "plan/security/csaf/cvss.h"
#include "plan/security/match/advisory_match.h"
#include "plan/security/zone/reach.h"

enum { RISK_MAX = 1000 };

struct risk_facts {
    int place_score; /* CVSS as it is at this place, in tenths; 0: not known, counts as 7.0 */
    bool exploited;
    enum match_verdict verdict;
    enum match_tier tier;
    enum reach_verdict reach;
    int criticality; /* of the zone, 1 to 4; 0: not said, counts as 2 */
};

/* 0 to RISK_MAX; 0 for fixed and not affected. Monotonic in each fact. */
int risk_of(const struct risk_facts *facts);

/* The vector as it is at a place, and its environmental score in tenths:
 * - An attack over the network that cannot reach the asset comes from next to it at most: modified
 *   attack vector A (2.0 has none: the access vector itself).
 * - The security requirements follow the criticality, 1 to 4; 0: not said, they stay as they are.
 * Works for 2.0, 3.0, 3.1 and 4.0. At least 1, since 0 stands for a score that is not known. */
int risk_place_score(struct cvss_vector *vector, enum reach_verdict reach, int criticality);

/* How an attack of this vector comes; a modified attack vector counts. */
enum attack_vector risk_attack_vector(const struct cvss_vector *vector);

#endif
