/* SPDX-License-Identifier: Apache-2.0 */
/* preparing.h - an asset while it is made ready for matching: what the files of match_asset pass to
 * each other, and nothing that others need. */
#ifndef SCHALE_PLAN_SECURITY_PREPARING_H
#define SCHALE_PLAN_SECURITY_PREPARING_H

#include "plan/security/match/advisory_match.h"

struct preparing {
    struct arena *arena;
    struct match_asset *to;
    struct asset_code codes[ASSET_CODES_MAX];
    struct asset_word words[ASSET_WORDS_MAX];
    struct asset_name names[ASSET_NAMES];
    size_t aside; /* which of the names stands in parentheses; 0: none */
    bool in_notes;
};

/* Codes count once; past ASSET_CODES_MAX nothing is added, nor is an empty one. */
void preparing_add_code(struct preparing *preparing, str code, str text);

/* What the asset may be called: `name` (designation.h), its type, what stands in parentheses, its
 * family and these, names that its maker gave to the product too, the range of its codes. The codes
 * in names are added. */
void preparing_read_names(struct preparing *preparing, str name);

/* All words of what is known of the asset, also parted, joined, in English and written out; behind
 * ASSET_WORDS_MAX the others are left out. The names have to be read. */
void preparing_read_words(struct preparing *preparing, str name);

#endif
