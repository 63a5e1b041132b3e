/* SPDX-License-Identifier: Apache-2.0 */
/* past.h - what security looks at, as it was at a record of the log: shells, the submodels they
 * refer to, advisories with their documents, decisions, zones, the list of exploited
 * vulnerabilities, in a temporary store, so that whatever reads the store of today reads that of
 * then. The same record gives the same documents in the same order for ever, but for what was
 * deleted with its files since: that is told as a gap. */
#ifndef SCHALE_PLAN_SECURITY_PAST_H
#define SCHALE_PLAN_SECURITY_PAST_H

#include "base/map.h"
#include "store/log_record.h"

enum {
    PAST_STEPS_MAX = 10000, /* records of one document that are followed back */
};

/* A record of ours, an advisory or decision, as the log has it. */
struct past_document {
    str id;
    uint64_t revision; /* its last record then; of a deleted one the record that deleted it */
    int64_t created_ms;
};

/* An advisory that was there but whose document is not kept any more. With the id EXPLOITED_ID: the
 * list of exploited vulnerabilities. */
struct past_gap {
    str id, tracking_id, version, title; /* as far as the record says; may be empty */
};

struct past {
    struct arena arena;
    struct store *store; /* the temporary one */
    uint64_t seq;
    struct map advisories; /* id → struct past_document * */
    const struct past_document
        *decisions; /* those of earlier lives of an id and deleted ones, too */
    size_t decision_count;
    const struct past_gap *gaps; /* in order of their creation */
    size_t gap_count;
    char folder[200];
};

/* Collects what was there when record `seq` was the last one; `seq` is one of the log. The folder
 * is made below TMPDIR. past_close in any case. ERR_IO, ERR_FULL, ERR_CORRUPT. */
MUST_CHECK err_t past_open(struct store *store, uint64_t seq, struct past *past, struct fail *why);
/* Removes the folder, too. */
void past_close(struct past *past);

/* When the advisory whose last record is `revision` was stored in this version. */
MUST_CHECK err_t past_version_time(struct store *store, uint64_t revision, str version,
                                   int64_t *ret_time_ms, struct fail *why);

#endif
