/* SPDX-License-Identifier: Apache-2.0 */
/* decision.h - what people decided about an advisory for an asset, and what was known when they
 * did: a submodel for each such pair, made at the first decision. The log keeps the earlier ones.
 * Its template: templates/advisory_status.json. */
#ifndef SCHALE_PLAN_SECURITY_DECISION_H
#define SCHALE_PLAN_SECURITY_DECISION_H

#include "base/buf.h"
#include "store/store.h"

#define DECISION_SEMANTIC_ID "urn:schale:template:AdvisoryStatus:1:0"
#define DECISION_ID_HEAD "urn:schale:advisory-status:"

enum {
    DECISION_OWNER_BYTES_MAX = 200,
    DECISION_REASON_BYTES_MAX = 4000,
};

enum decision_state { DECIDED_OPEN, DECIDED_IN_PROGRESS, DECIDED_DONE, DECIDED_ACCEPTED };
enum { DECISION_STATE_COUNT = 4 };
/* "open", "in_progress", "done", "accepted" */
str decision_state_name(enum decision_state state);
bool decision_state_find(str name, enum decision_state *ret_state);

enum decision_measure {
    MEASURE_NONE,
    MEASURE_PATCH,
    MEASURE_CONFIGURE,
    MEASURE_SEGMENT,
    MEASURE_REPLACE,
    MEASURE_ACCEPT,
};
enum { DECISION_MEASURE_COUNT = 6 };
/* "" for none, "patch", "configure", "segment", "replace", "accept" */
str decision_measure_name(enum decision_measure measure);
bool decision_measure_find(str name, enum decision_measure *ret_measure);

struct decision {
    str id;                           /* of the submodel, and of the item of the list */
    str asset, advisory;              /* ids of the shell and of the advisory's submodel */
    str tracking_id, version, digest; /* of the advisory, then */
    str tier, verdict;
    const str *cves;
    size_t cve_count;
    enum decision_state state;
    enum decision_measure measure;
    str owner, due, reason; /* due: "2026-12-31" */
    str decided_at, decided_by;
};

/* The id of an asset and an advisory together, in the arena. */
str decision_id(struct arena *arena, str asset, str advisory);

/* Whether a text is a date of xs:date without time zone: "2026-12-31". */
bool decision_is_date(str text);

/* What is wrong with it, as a member's name and a sentence; false: nothing. Accepting a risk needs
 * the reason and the date on which it is looked at again, so that it does not stay for ever. */
enum decision_fault {
    DECISION_FINE,
    DECISION_NO_REASON,
    DECISION_NO_DUE,
    DECISION_BAD_DUE,
    DECISION_LONG_OWNER,
    DECISION_LONG_REASON,
};
enum decision_fault decision_fault_of(const struct decision *decision);

/* Adds it as a submodel. */
void decision_write(const struct decision *decision, struct buf *out);

/* Adds ,"measure":… and the others of what was decided that say something, but for the state. */
void decision_write_members(const struct decision *decision, struct buf *out);

/* Texts in the arena. False: the submodel is no decision. */
bool decision_read(struct arena *arena, str body, struct decision *ret_decision);

#endif
