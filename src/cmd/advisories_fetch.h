/* SPDX-License-Identifier: Apache-2.0 */
/* advisories_fetch.h - providers on the command line: what `advisories fetch` and `advisories
 * import` share. */
#ifndef SCHALE_CMD_ADVISORIES_FETCH_H
#define SCHALE_CMD_ADVISORIES_FETCH_H

#include "cmd/command.h"
#include "plan/security/feed/feed_run.h"

/* A command that fetches. */
struct fetching {
    struct store *store;
    enum language language;
    bool json;
    const str *key_files; /* contents */
    size_t key_file_count;
    size_t counts[ADVISORY_OUTCOME_COUNT], failed; /* of all runs */
    bool has_error;                                /* some run could not do all */
};

/* Reads the files of --key. Bytes are in the arena. False, and told: one cannot be read or holds no
 * key. */
MUST_CHECK bool fetching_read_keys(const struct arguments *arguments, struct arena *arena,
                                   struct fetching *fetching);

/* Whether a path is a folder that mirrors a provider. */
bool fetching_is_mirror(const char *path);

/* One run over such a folder; over a source of the store. What is wrong is told. Errors are those
 * of the store, and ERR_INVALID: of the folder. */
MUST_CHECK err_t fetching_run_folder(struct fetching *fetching, const char *path, struct fail *why);
MUST_CHECK err_t fetching_run_source(struct fetching *fetching, const struct feed_fetch *fetch,
                                     struct source *source, struct arena *arena, struct fail *why);

/* The sum: {"new":…,"updated":…,…} or a sentence; with `failed` also what could not be fetched. */
void fetching_tell_sum(const size_t *counts, const size_t *failed, bool json,
                       enum language language);

#endif
