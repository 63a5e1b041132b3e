/* SPDX-License-Identifier: Apache-2.0 */
/* version_range.h - which versions an advisory speaks of, as makers write it: "vers:all/...",
 * ">=V3.1.39 and < V3.3", "All versions < V15.1 Upd 3", "6.00 | 6.10", "4.0.x", "up to and
 * including 2.5". The answer is yes, no, or unknown; what is not understood is never a yes. Rules:
 * CSAF 2.0, 3.1.2.2 (product_version_range); the vers specification, of which the comparators. */
#ifndef SCHALE_PLAN_SECURITY_VERSION_RANGE_H
#define SCHALE_PLAN_SECURITY_VERSION_RANGE_H

#include "base/arena.h"
#include "plan/security/match/version.h"

enum { RANGE_CONSTRAINTS_MAX = 32, RANGE_BYTES_MAX = 1000 };

enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

enum comparator {
    COMPARE_EQUAL,
    COMPARE_NOT_EQUAL,
    COMPARE_LESS,
    COMPARE_LESS_EQUAL,
    COMPARE_GREATER,
    COMPARE_GREATER_EQUAL,
};

struct constraint {
    enum comparator comparator;
    /* 0: exactly this version. Else it stands for all that begin with it, "4.0.x", and the last
     * number for so many: "R16x" is 160 and 10. A comparator holds against the whole of them. */
    uint64_t span;
    struct version version;
};

struct version_range {
    str text;           /* as written; a copy in the arena */
    bool all;           /* every version */
    bool is_understood; /* false: each answer is unknown */
    str condition;      /* "installed on CP100 devices": holds only where this does; empty: none */
    uint8_t serial_digits; /* the range is of the first digits of the serial number; 0: it is not */
    uint8_t count;
    struct constraint constraints[RANGE_CONSTRAINTS_MAX];
};

/* Reads a range; never fails: what it cannot read makes it not understood. Views lie in the arena.
 */
void version_range_read(struct arena *arena, str text, struct version_range *ret_range);

/* The same, kept in the arena in no more bytes than it has constraints. */
const struct version_range *version_range_kept(struct arena *arena, str text);

/* Whether a version is in the range. `version` NULL: nobody knows the version of the asset. */
enum truth version_range_holds(const struct version_range *range, const struct version *version);

/* The same from texts. */
enum truth version_in_range(str version, str range);

#endif
