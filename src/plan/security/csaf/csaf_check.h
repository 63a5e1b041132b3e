/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_check.h - what is wrong with an advisory in the form of CSAF 2.0: its schema, and the
 * mandatory tests of section 6.1. Rules: OASIS "Common Security Advisory Framework Version 2.0", 3
 * and 6.1. */
#ifndef SCHALE_PLAN_SECURITY_CSAF_CHECK_H
#define SCHALE_PLAN_SECURITY_CSAF_CHECK_H

#include "codec/json.h"
#include "model/finding.h"

#define RULE(id, name, message_en, hint_en, message_de, hint_de) id,
enum csaf_rule {
#include "plan/security/csaf/csaf_rule.def"
    CSAF_RULE_COUNT
};
#undef RULE

/* Checks a whole document. All findings are errors, but where `findings->tolerant` is set those
 * that say nothing of products, states, versions or scores are warnings: the name of a weakness, a
 * language, a note that is missing (6.1.11, 12, 15, 24, 26, 27.1, .2, .5, .9, .10, 28, 32).
 * `findings->arena` is set by the caller. A text that is no JSON has one finding. The tests run
 * also when the schema is broken, over what is there.
 */
void csaf_check(str text, struct findings *findings);

/* Adds what kept an advisory from being read or stored as a finding of the whole document. */
void csaf_add_fail(struct findings *findings, enum csaf_rule rule, const struct fail *why);

/* --- between the files of the check ------------------------------------------------------------
 */

/* Where the check stands: written out only when something is found, as $.a.b[2]. */
struct csaf_place {
    const struct csaf_place *up;
    str name; /* of a member; empty for an item */
    uint32_t index;
};

struct csaf_check {
    const struct json *json;
    struct findings *findings;
    struct arena *arena;
    size_t group_steps; /* groups and products of groups that were gone through */
};

/* Of one document: a group of thousands that thousands of items name is millions of products. */
enum { CSAF_GROUP_STEPS_MAX = 10000000 };
static inline bool csaf_has_too_many_groups(const struct csaf_check *check)
{
    return check->group_steps > CSAF_GROUP_STEPS_MAX;
}

void csaf_report(struct csaf_check *check, enum csaf_rule rule, const struct csaf_place *place,
                 uint32_t token, str argument0, str argument1);

/* Walks the document against the schema (csaf_form.c). */
void csaf_check_form(struct csaf_check *check);

/* Of each relationship of the list (0: there is none) whether it leads back to what it defines
 * (csaf_circles.c): 6.1.3. In the arena of the check. */
const bool *csaf_circles(struct csaf_check *check, uint32_t relationships);

/* One object of CVSS (csaf_cvss.c): 6.1.8, 6.1.9, 6.1.10. */
void csaf_check_cvss(struct csaf_check *check, uint32_t token, bool is_v3,
                     const struct csaf_place *place);

/* The other tests, by what they look at. */
void csaf_check_products(struct csaf_check *check);
void csaf_check_vulnerabilities(struct csaf_check *check);
void csaf_check_tracking(struct csaf_check *check);
void csaf_check_profile(struct csaf_check *check);

/* --- reading the tape --- */

/* The member at a path of names, "tracking.version"; 0 when one is not there. */
uint32_t csaf_at(const struct json *json, uint32_t object, const char *path);
/* A string's text, or {NULL, 0} for what is no string. */
str csaf_text(const struct csaf_check *check, uint32_t token);

/* Calls `each` for every text of a list. */
typedef void csaf_each(void *context, str text, uint32_t token);
void csaf_each_text(const struct csaf_check *check, uint32_t list, csaf_each *each, void *context);
/* The same for every product that an object names: in product_ids, in the groups of group_ids.
 * Groups past CSAF_GROUP_STEPS_MAX are left out. */
void csaf_each_product(struct csaf_check *check, uint32_t object, csaf_each *each, void *context);

/* for (CSAF_EACH(json, array, item, index)): nothing when it is no array. */
#define CSAF_EACH(json, array, item, index)                                                        \
    uint32_t item = (array) && json_type(json, array) == JSON_ARRAY ? (array) + 1 : 0, index = 0,  \
             item##_end = item ? json_next(json, array) : 0;                                       \
    item < item##_end;                                                                             \
    item = json_next(json, item), index++

#endif
