/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_import.h - documents of CSAF 2.0 on their way into the store: checked, a newer version
 * in the place of an older one, never the other way. For the command line, uploads and sources
 * alike. */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_IMPORT_H
#define SCHALE_PLAN_SECURITY_ADVISORY_IMPORT_H

#include "base/map.h"
#include "model/finding.h"
#include "plan/security/advisory/advisory.h"
#include "store/store.h"

enum {
    ADVISORY_BYTES_MAX = 64 << 20,       /* of one document */
    ADVISORY_BATCH_BYTES_MAX = 16 << 20, /* of documents that are stored together */
};

enum advisory_outcome {
    ADVISORY_NEW,
    ADVISORY_UPDATED,
    ADVISORY_UNCHANGED, /* a newer version that changes neither products nor remediations */
    ADVISORY_LEFT_OUT,  /* not newer than what is here */
    ADVISORY_REFUSED,   /* with a finding */
    ADVISORY_OUTCOME_COUNT
};
/* "new", "updated", "unchanged", "left_out", "refused" */
str advisory_outcome_name(enum advisory_outcome outcome);

/* Zero but for the first two. */
struct advisory_import {
    struct store *store;
    str actor;
    size_t counts[ADVISORY_OUTCOME_COUNT];
    /* Its own: */
    struct arena arena; /* of what waits to be stored */
    struct store_change *changes;
    size_t change_count, change_room, bytes;
    struct arena names;
    struct map seen; /* id → struct advisory_facts *: what waits, or was stored by this import */
};

/* Takes one document or a ZIP archive of them; `bytes` may go afterwards. Findings are added; a
 * refused one stores nothing. Errors are those of the store: nothing more can be stored then. */
MUST_CHECK err_t advisory_import_take(struct advisory_import *import, str bytes,
                                      struct findings *findings, struct fail *why);
/* Stores what waits. */
MUST_CHECK err_t advisory_import_flush(struct advisory_import *import, struct fail *why);
void advisory_import_release(struct advisory_import *import);

#endif
