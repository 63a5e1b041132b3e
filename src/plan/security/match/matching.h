/* SPDX-License-Identifier: Apache-2.0 */
/* matching.h - one asset against the index while it is looked at: what the files of matching pass
 * to each other, and nothing that others need. */
#ifndef SCHALE_PLAN_SECURITY_MATCHING_H
#define SCHALE_PLAN_SECURITY_MATCHING_H

#include "plan/security/match/advisory_match.h"
#include "plan/security/match/version.h"

/* A product that the asset is tied to. */
struct hit {
    uint32_t product;
    enum match_tier tier;
    struct evidence tie;
    bool is_weak; /* another hit of the advisory says more */
};

struct matching {
    const struct advisory_index *index;
    const struct match_asset *asset;
    const struct indexed_maker *makers[MAKERS_MAX]; /* those of the asset; NULL: no product here */
    struct arena arena;
    uint8_t *shared; /* for each name of the index how many words it shares with the one at hand:
                      * all 0 between two; NULL: not needed yet */
    struct hit *hits;
    size_t hit_count, hit_room;
    bool version_tried, has_version;
    struct version version;
};

/* How a part of the asset's name and the same part of the product's are: open where one of them
 * lacks it. */
enum part { PART_EQUAL, PART_OPEN, PART_OTHER };

/* Past MATCH_HITS_MAX nothing is added. */
void matching_add(struct matching *matching, uint32_t product, enum match_tier tier,
                  enum match_evidence kind, str of_asset, str of_product);

/* "Series B" against "1734-AENTR/C". */
enum part match_compare_revisions(const struct matching *matching, const struct product_name *name);

/* The same of a product that is found by the title of its advisory: what its own name says. */
bool match_fits_series(const struct matching *matching, const struct indexed_product *product,
                       const struct indexed_name *by);

/* What the advisory says of the product: its name, or the title that it was found by. */
str match_text_of(const struct indexed_product *product, const struct indexed_name *by);

/* "TIA Portal V15.1" against an asset that says V15.1 in its name (`asset`; empty: it does not) or
 * as its version; open where the name says "and newer". */
enum part match_compare_lines(struct matching *matching, str asset, const struct product_name *its);

/* The asset's order code is another one of the same scheme: another product of the same name. */
bool match_codes_contradict(const struct match_asset *asset, const struct indexed_product *indexed);

/* The same of codes, and of part numbers in parentheses. */
bool match_contradicts(const struct match_asset *asset, const struct indexed_product *indexed);

/* One of its codes begins like the models of a product and none fits: R08SFCPU is none of
 * "R08(EN)CPU", though it begins with R08. */
bool match_is_other_model(const struct match_asset *asset, const struct models *models);

/* Hits by the asset's codes. `known`: the index has products of its maker. */
void match_by_codes(struct matching *matching, bool known);

/* Hits by one of its names. */
void match_by_name(struct matching *matching, const struct asset_name *own);

/* The table has both makers, and would have a row with both names if one owned the other. */
bool match_makers_are_apart(const struct match_asset *asset, const struct indexed_product *product);

/* Hits by words that some maker made up, among the products of makers that are not its own. */
void match_by_coined(struct matching *matching);

/* Hits by all that is known of it, among the products of one of its makers. */
void match_by_words(struct matching *matching, const struct indexed_maker *maker);

#endif
