/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_store.h - the advisories and the assets of a store, as matching wants them. */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_STORE_H
#define SCHALE_PLAN_SECURITY_ADVISORY_STORE_H

#include "plan/security/advisory/advisory_record.h"
#include "plan/security/inventory/asset_facts.h"
#include "plan/security/match/advisory_match.h"
#include "store/store.h"

/* The advisories of a store in an index. Zero before the first use. */
struct stored_advisories {
    struct arena arena;
    struct advisory_index index;
    size_t count;
    size_t unreadable; /* records without a document that can be read */
};

/* Reads all records. ERR_IO, ERR_CORRUPT. */
MUST_CHECK err_t stored_advisories_load(struct store *store, struct stored_advisories *advisories,
                                        struct fail *why);
void stored_advisories_release(struct stored_advisories *advisories);

/* What the document says that a record keeps; in the arena. False: there is none that can be read.
 */
bool stored_advisory_read(struct store *store, struct arena *arena, struct document *record,
                          struct advisory *ret_advisory);

/* What the record of that id says. False: there is none. Texts in the arena. */
bool stored_advisory_facts(struct store *store, struct arena *arena, str id,
                           struct advisory_facts *ret_facts);

/* The facts as matching wants them; its texts are views of theirs. */
void stored_asset_of(const struct asset_facts *facts, struct asset *ret_asset);

/* The assets of all shells. Zero before the first use. */
struct stored_assets {
    struct arena arena;
    struct match_asset *items;
    str *names; /* what each shell goes by */
    size_t count;
};
MUST_CHECK err_t stored_assets_load(struct store *store, struct stored_assets *assets,
                                    struct fail *why);
void stored_assets_release(struct stored_assets *assets);

#endif
