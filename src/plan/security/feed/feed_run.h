/* SPDX-License-Identifier: Apache-2.0 */
/* feed_run.h - one run over a source: from its address to the provider's lists, from them to the
 * documents that were not seen yet, each checked and taken into the store. Rule: CSAF 2.0, 7.3. */
#ifndef SCHALE_PLAN_SECURITY_FEED_RUN_H
#define SCHALE_PLAN_SECURITY_FEED_RUN_H

#include "plan/security/advisory/advisory_import.h"
#include "plan/security/feed/feed_check.h"
#include "plan/security/feed/source.h"

enum {
    FEED_SECURITY_TXT_BYTES_MAX = 64 << 10,
    FEED_CSAF_LINES_MAX = 8,       /* of a security.txt: each may name another host */
    FEED_FAILURES_MAX = 10,        /* one after the other: the server is down, the run ends */
    FEED_FLUSH_DOCUMENTS = 100,    /* stored, and noted as seen, together */
    FEED_RUN_BYTES_MAX = INT32_MAX /* of documents in one run; the rest is for the next one */
};

struct feed_run {
    /* Set by the caller; what is not needed stays zero. */
    const struct feed_fetch *fetch;
    struct advisory_import *import;   /* fresh; the source is in its store */
    struct source *source;            /* gets what happened; without an id nothing of it is kept */
    const struct feed_folder *folder; /* it is read instead of the source's address: all of it, and
                                         the run does not count as one of the source */
    const str *key_files;             /* contents of files with keys that the user believes */
    size_t key_file_count;
    uint64_t bytes_max;              /* of documents; 0: FEED_RUN_BYTES_MAX */
    bool (*is_ended)(void *context); /* asked between documents; NULL: never */
    void (*tell)(void *context, str url, const struct findings *findings); /* of a document with
                                                                              something wrong; or
                                                                              NULL */
    void *context;
};

/* Runs, and keeps in the store how it went: source->counts, failed, error, providers, last_run.
 * What was stored is noted as seen, portion by portion: whatever ends the run, the next one goes on
 * there and leaves out nothing. Errors are those of the store, and ERR_NOT_FOUND: the source was
 * deleted meanwhile; ERR_SYNTAX: a key file holds none. What the source does wrong is
 * source->error. Texts of the source are then in `arena`, which must outlive it. */
MUST_CHECK err_t feed_run(struct feed_run *run, struct arena *arena, struct fail *why);

#endif
