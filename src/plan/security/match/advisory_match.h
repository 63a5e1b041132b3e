/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_match.h - which advisories may hit an asset, how sure that is, and what follows from the
 * asset's version. Pure functions over structs; the store is not known here. The order of what is
 * looked at (identifiers, then maker and name, then parts of the name) follows the sketch of the
 * CSAF committee; the verdicts are those of VEX. */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_MATCH_H
#define SCHALE_PLAN_SECURITY_ADVISORY_MATCH_H

#include "base/buf.h"
#include "model/finding.h"
#include "plan/security/match/advisory_index.h"

/* What is known of an asset; empty texts: not known. Borrowed. */
struct asset {
    str id; /* of the shell */
    str maker, product, family, type, order_code, article_number, serial_number;
    str firmware, software; /* versions; that of the hardware decides nothing */
    str uri, cpe, purl;
    str checksum; /* of the software's installation file */
};

enum match_tier { TIER_CERTAIN, TIER_FAMILY, TIER_POSSIBLE };

/* In the order of what a person should look at first. */
enum match_verdict {
    VERDICT_AFFECTED,
    VERDICT_UNKNOWN,
    VERDICT_UNDER_INVESTIGATION,
    VERDICT_FIXED,
    VERDICT_NOT_AFFECTED,
};

#define EVIDENCE(id, en, de) id,
enum match_evidence {
#include "plan/security/match/advisory_match.def"
    MATCH_EVIDENCE_COUNT
};
#undef EVIDENCE

struct evidence {
    enum match_evidence kind;
    str argument[2]; /* as written in asset and advisory */
};

/* One asset and one product of one advisory: all its rows of one name are one. */
struct advisory_match {
    const struct asset *asset;
    const struct advisory *advisory;
    const struct advisory_product *product; /* the row that decides */
    enum match_tier tier;
    enum match_verdict verdict;
    struct evidence tie, version;
    const str *cves; /* those with this verdict; others are less urgent */
    size_t cve_count;
    int score; /* the highest of these, in tenths */
};

enum {
    ASSET_CODES_MAX = 32,
    OWN_CODES_MAX = 5,
    ASSET_NAMES = 20, /* product as it is and joined, type, what stands in parentheses, three pairs,
                       * twice TOLD_MAX, RANGES_MAX, what it is with */
    ASSET_WORDS_MAX = 96,
    MATCH_HITS_MAX = 20000, /* ties of one asset: a product may have several, codes come first */
};

struct asset_code {
    str code, text;           /* normalised; as written */
    uint64_t hash, head_hash; /* of the code and its first MODEL_HEAD_BYTES */
    bool is_serial, is_key;   /* is_key: CPE, purl, URI, hash */
    bool is_word;             /* a word of a name, or two: only models are looked up by it */
    bool is_type; /* the type, or all of the name: products are looked up that have it as a word */
};

/* Where a name of an asset comes from: from what is written of it; another name of all of that;
 * from the table of ranges by its order code; by a type, or another name of a part of the
 * designation; from the table of what it is part of or runs. */
enum name_origin { NAME_OWN, NAME_ALIAS, NAME_RANGE, NAME_SERIES, NAME_WHOLE };

struct asset_name {
    struct product_name name;
    enum name_origin origin;
    str text;
    uint64_t base_hash;
    const uint64_t *hashes; /* of its words */
};

struct asset_word {
    str text;
    uint64_t hash;              /* see map_find_hashed, here and below */
    bool has_digit, is_content; /* see product_word.h */
    bool is_whole;              /* it stands there as it is */
    bool is_initials;           /* of words side by side: "se" of Site Edition */
    bool is_coined;             /* see product_word.h */
    bool is_head;               /* the beginning of a word: "nj" of NJ501, "fcn" of FCN-RTU */
    bool is_note;               /* stands in notes on the asset alone (designation.h) */
};

/* An asset made ready, once for any number of indexes. */
struct match_asset {
    const uint64_t *keys; /* hashes of all that an index finds it by, but for its own codes; first
                           * those of its makers */
    size_t key_count;
    struct asset asset;
    struct makers makers;
    const struct asset_code *own; /* its serial number, CPE, purl, URI, hash of a file */
    size_t own_count;
    const struct asset_code *codes; /* the others */
    const struct asset_name *names;
    const struct asset_word *words; /* all in names and codes, also parted and joined, in the order
                                     * of word_letter */
    size_t word_count;
    uint8_t letters[WORD_LETTERS + 1]; /* where the words of each letter begin */
    str family_base;                   /* see product_name.h */
    bool is_maker_guessed;             /* none is given: words of the designation may be it */
    str maker_word; /* the maker, where it stands in front of the designation; empty: it does not */
    char revision;  /* 'C' of "1734-AENTR/C"; 0: not known */
    size_t code_count, name_count;
};

/* Texts of `asset` stay borrowed; the rest lives in the arena. */
void match_asset_read(struct arena *arena, const struct asset *asset,
                      struct match_asset *ret_asset);

/* What was read of assets so far: those that are written alike but for what each has of its own
 * (serial number, versions, CPE …) share it. Zero is empty; belongs to one arena. */
struct match_kinds {
    struct map known;
    struct buf key;
};

/* The same as match_asset_read, faster and smaller for the second of a kind. The texts of all
 * assets that were read with these kinds have to live as long as what is read. */
void match_asset_read_kind(struct arena *arena, struct match_kinds *kinds,
                           const struct asset *asset, struct match_asset *ret_asset);
void match_kinds_release(struct match_kinds *kinds);

typedef void match_found(void *context, const struct advisory_match *match);

/* Tells every advisory of the index that the asset is tied to: of each advisory and name of a
 * product the best tier, and possible ones only of advisories that have no better. What is told
 * lives until `found` returns. From any thread, also on one index at once. */
void advisory_match_asset(const struct advisory_index *index, const struct match_asset *asset,
                          match_found *found, void *context);

/* "certain", "family", "possible"; "affected", "fixed", "not_affected" … */
str match_tier_name(enum match_tier tier);
str match_verdict_name(enum match_verdict verdict);

/* Adds one sentence: what ties the two, and what the version says. */
void match_write_evidence(const struct advisory_match *match, enum language language,
                          struct buf *out);

/* --- between the files of matching -------------------------------------------------------------
 */

/* Whether a word stands in what is known of the asset, in singular or plural, or but for one letter
 * of a long word. */
bool match_knows_word(const struct match_asset *asset, str word);

/* The same of all words of the product's name, as bits; what the functions below ask for as
 * known_words. */
uint32_t match_known_words(const struct match_asset *asset, const struct product_name *its);

/* Whether every word of the product's name does, but for those that say what kind of thing it is,
 * and they say enough together. Words side by side may be one there, or initials ("SE" of "Site
 * Edition"); of words with a slash or "and" between them one side is enough. */
bool match_knows_name(const struct match_asset *asset, const struct product_name *its,
                      uint32_t known_words);

/* The same of the words of content alone, one of which must be distinct (product_word.h), unless
 * they are the asset's family; the beginning of a word of the asset will do. ret_is_head: such a
 * one was needed. */
bool match_knows_content(const struct match_asset *asset, const struct product_name *its,
                         uint32_t known_words, bool *ret_is_head);

/* The same of the words of content without digits alone: which of a series are meant ("FC6A Series
 * Plus"). */
bool match_knows_rest(const struct match_asset *asset, const struct product_name *its);

/* Whether so much of the product's name is known that says which product it is, and only words are
 * not that many names have, that both may be the same; nor does the designation say of another
 * product. */
bool match_is_near(const struct match_asset *asset, const struct product_name *its,
                   uint32_t known_words);

/* Where the asset's maker stands in front of its designation, and in the product's name too:
 * whether something else agrees, or nothing else is said. "Fernhill Historian" is no "Fernhill
 * SCADA". */
bool match_is_beyond_maker(const struct match_asset *asset, const struct product_name *its);

/* Whether all words of the name do that say what kind of thing it is, and there is one. */
bool match_knows_kinds(const struct match_asset *asset, const struct product_name *its);

/* Whether the designation says nothing beyond the product's name that could make it another one:
 * numbers, kinds of things, family and type, words of the advisory's title, what it is "for",
 * initials, and what they stand for, do not, nor does anything where family and type say all of the
 * product's name. */
bool match_adds_nothing(const struct match_asset *asset, const struct product_name *its, str title);

/* Whether the designation says of all words of the product's name only what the asset is for: the
 * "Netzteil für M340" is no M340. */
bool match_is_purpose(const struct match_asset *asset, const struct product_name *its);

/* Whether what the designation says beyond the product's name stands in the title. */
bool match_title_has_rest(const struct product_name *own, const struct product_name *its,
                          const struct product_name *title);

/* A row of the index that an asset is tied to; by_file: by the hash of a file, which is of that
 * row's version whatever else is said. */
struct tied_row {
    uint32_t product;
    bool by_file;
};

/* What the rows that are one group say of the asset's version. Fills
 * verdict, version, product, cves and score of the match, whose tier and asset are set; an affected
 * product that is only possible is unknown. False: the advisory says nothing of them. */
bool match_verdict_of(const struct advisory_index *index, const struct tied_row *tied, size_t count,
                      struct arena *arena, struct advisory_match *match);

#endif
