/* SPDX-License-Identifier: Apache-2.0 */
/* source.h - where advisories are fetched from: what the user entered, how the last run went, which
 * keys are believed, which documents were seen; a submodel with a file. Its template:
 * templates/advisory_source.json. */
#ifndef SCHALE_PLAN_SECURITY_SOURCE_H
#define SCHALE_PLAN_SECURITY_SOURCE_H

#include "base/buf.h"
#include "plan/security/advisory/advisory_import.h"
#include "store/store.h"

#define SOURCE_SEMANTIC_ID "urn:schale:template:AdvisorySource:1:0"

enum {
    SOURCE_NAME_BYTES_MAX = 200,
    SOURCE_HOURS_MAX = 8760, /* a year */
    SOURCE_RETRY_MINUTES = 15,
    SOURCES_MAX = 200,
};

/* The keys of a provider. A key is believed when it was there at the first run, or was accepted. */
struct source_provider {
    str url;         /* canonical_url of its metadata */
    const str *keys; /* fingerprints of those that are believed */
    size_t key_count;
    const str *offered; /* of those that it has now besides; a user may accept them */
    size_t offered_count;
};

struct source {
    str id, url, name;                             /* url: https://…, or a domain */
    uint32_t every_hours;                          /* 0: only by hand */
    str last_run;                                  /* when it began; empty: never */
    bool is_complete;                              /* it was not interrupted */
    size_t counts[ADVISORY_OUTCOME_COUNT], failed; /* of the last run */
    str error; /* why the last run could not do all, as lines of feed_reason.h; empty: it could */
    struct source_provider *providers;
    size_t provider_count;
};

/* The id of the source of an address: the same address is the same source. */
str source_id(struct arena *arena, str url);

/* Whether it can be an address of a source: a sound https:// address, or a domain. */
bool source_url_is_sound(str url);

/* When it is to run next, in milliseconds; false: only by hand. `now_ms` when it never ran. One
 * that was interrupted runs again SOURCE_RETRY_MINUTES after it began. */
bool source_next_run(const struct source *source, int64_t now_ms, int64_t *ret_ms);

/* Texts in the arena. False: the submodel is no source. */
bool source_read(struct arena *arena, str body, struct source *ret_source);
void source_write(const struct source *source, struct buf *out);

/* --- in the store ------------------------------------------------------------------------------
 */

/* Makes one. ERR_CONFLICT: it is there already. */
MUST_CHECK err_t source_create(struct store *store, const struct source *source, str actor,
                               struct fail *why);
/* The source of that id. ERR_NOT_FOUND. Texts in the arena. */
MUST_CHECK err_t source_get(struct store *store, struct arena *arena, str id,
                            struct source *ret_source, struct fail *why);
/* All of them, in order of creation; at most SOURCES_MAX. */
MUST_CHECK err_t source_list(struct store *store, struct arena *arena, struct source **ret_sources,
                             size_t *ret_count, struct fail *why);

/* The source that has a provider of this canonical URL, or the URL itself. ERR_NOT_FOUND. */
MUST_CHECK err_t source_find(struct store *store, struct arena *arena, str url,
                             struct source *ret_source, struct fail *why);

/* Writes what a run changed, and with `seen` (p not NULL) its file. What a user did meanwhile
 * stays: name, interval, accepted keys; with `how_it_went` false the counts, times and error, too.
 * ERR_NOT_FOUND: it was deleted. */
MUST_CHECK err_t source_save_run(struct store *store, const struct source *source, bool how_it_went,
                                 str seen, struct fail *why);
/* The file of what was seen (feed_seen.h); empty when there is none. Texts in the arena. */
MUST_CHECK err_t source_get_seen(struct store *store, struct arena *arena, str id, str *ret_seen,
                                 struct fail *why);

/* Believes a key that is offered. ERR_NOT_FOUND: there is no such source, or it does not offer the
 * key. */
MUST_CHECK err_t source_accept_key(struct store *store, str id, str fingerprint, str actor,
                                   struct fail *why);

#endif
