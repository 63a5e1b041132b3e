/* SPDX-License-Identifier: Apache-2.0 */
/* feed_running.h - what the files of a run share: feed_run.c, feed_documents.c, feed_keys.c. */
#ifndef SCHALE_PLAN_SECURITY_FEED_RUNNING_H
#define SCHALE_PLAN_SECURITY_FEED_RUNNING_H

#include "plan/security/feed/feed_list.h"
#include "plan/security/feed/feed_provider.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_run.h"
#include "plan/security/feed/feed_seen.h"

struct feed_running {
    struct feed_run *run;
    struct arena *arena; /* of the whole run */
    struct arena document_arena;
    struct feed_trust trust; /* in the keys that the user gave; all keys of the run are in it */
    struct feed_seen seen;
    struct buf body;
    size_t failures_in_row, since_flush;
    uint64_t bytes;
    bool lists_failed;   /* some list could not be read: what it lists is not known */
    bool is_over;        /* nothing more is to be done */
    bool is_interrupted; /* since it was stopped, or at a limit: there is more to do soon */
    err_t store_error;
    struct fail store_why;
};

/* Notes the first thing that went wrong, for the source's record: lines of feed_reason.h. */
void feed_note(struct feed_running *running, str lines);
void feed_note_reason(struct feed_running *running, enum feed_reason reason, str argument);

/* Whether to end now. */
bool feed_is_over(struct feed_running *running);

/* Stores what waits, and what was seen and counted (feed_run.c). */
void feed_flush(struct feed_running *running);

/* Takes the documents of a list (feed_documents.c). */
void feed_take_list(struct feed_running *running, const struct feed_list *list,
                    const struct feed_trust *trust);

/* Gets the keys of a provider, and adds to what is believed already what is believed of it. False:
 * they could not be got, and the provider must not be read (feed_keys.c). */
bool feed_trust_provider(struct feed_running *running, const struct feed_provider *provider,
                         struct feed_trust *trust);

#endif
