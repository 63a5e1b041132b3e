/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_index.h - the products of many advisories, found by code and by words, so that an asset
 * is compared with few of them. */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_INDEX_H
#define SCHALE_PLAN_SECURITY_ADVISORY_INDEX_H

#include "base/map.h"
#include "plan/security/advisory/advisory.h"
#include "plan/security/match/code_key.h"
#include "plan/security/match/product_model.h"
#include "plan/security/match/product_name.h"
#include "plan/security/match/version_range.h"

struct code_entry {
    uint32_t product; /* in products[] */
    enum code_place place;
    str code; /* normalised, perhaps with placeholders */
};

struct code_list {
    struct code_entry *items;
    size_t count, room;
};

struct number_list {
    uint32_t *items;
    size_t count, room;
};

struct indexed_product {
    const struct advisory *advisory;
    const struct advisory_product *product;
    const struct makers *makers;
    const struct product_name *title; /* that of the advisory, read as a name */
    const str *codes; /* model numbers, SKUs and order numbers in the name, normalised */
    size_t code_count;
    const struct models *models;       /* that its name stands for */
    const struct version_range *range; /* NULL: the product as a whole */
    const struct version_range *said;  /* the same as its full name has it; NULL: no other */
    bool has_code;                     /* an order code stands in front of the range */
    uint32_t name; /* in names[], of its first maker: the same for products of one name */
};

/* A word of one maker's products. */
struct indexed_word {
    struct number_list names;  /* those that have it */
    struct number_list joined; /* those that have it parted: "bmxp342020" of BMX P34 2020 */
};

struct indexed_maker {
    struct map words; /* word → struct indexed_word * */
};

/* A name of one maker, and the products that have it. */
struct indexed_name {
    str maker;
    const struct product_name *name;
    struct number_list products;
    bool is_title; /* it is the advisory's title, for products whose name names none */
    uint8_t digit_count, content_count; /* words of the name that are so */
    uint8_t plain_count;                /* those that say no kind of thing */
    str code;                           /* the first one of its products */
    bool many_codes;                    /* they have different ones: the name does not say which */
};

enum { INDEX_WORDS_MAX = 500000, SCREEN_SLOTS = 2048 };

/* Zero is a valid, empty index. */
struct advisory_index {
    struct arena arena;
    struct indexed_product *products;
    size_t product_count, product_room;
    struct indexed_name *names;
    size_t name_count, name_room;
    size_t advisory_count;
    /* Different words of all makers' names. Behind words_max (0: INDEX_WORDS_MAX) a name counts for
     * its first maker alone, and is found by its codes and as a whole: makers' own texts decide how
     * many words there are, so that memory needs an end. */
    size_t word_count, words_max;
    bool has_models;       /* some name stands for several models */
    struct map codes;      /* code → struct code_list *; the keys of code_key */
    struct map open_codes; /* first three characters of codes with placeholders → the same */
    struct map makers;     /* maker → struct indexed_maker * */
    struct map bases;      /* base of a name → struct number_list * of names */
    struct map coined;     /* word that a maker made up → struct number_list * of names */
    uint64_t screen[SCREEN_SLOTS]; /* a bit for each key of codes, makers, bases and coined */
    struct map name_of;            /* maker and all parts of a name → its number */
    struct map raw;                /* maker and name as written → what was made of them */
};

/* Adds the products of an advisory, which must live as long as the index. */
void advisory_index_add(struct advisory_index *index, const struct advisory *advisory);
void advisory_index_release(struct advisory_index *index);

/* False: the index has none of the keys with these hashes (map_hash). */
bool advisory_index_may_have(const struct advisory_index *index, const uint64_t *hashes,
                             size_t count);

/* NULL: there is none. `hash`: map_hash of the code. */
const struct code_list *advisory_index_code(const struct advisory_index *index, str code,
                                            uint64_t hash);
/* Codes with placeholders that a code may fit; `hash`: that of its first MODEL_HEAD_BYTES. */
const struct code_list *advisory_index_open_codes(const struct advisory_index *index, str code,
                                                  uint64_t hash);
/* NULL: no product is of that maker. */
const struct indexed_maker *advisory_index_maker(const struct advisory_index *index, str maker,
                                                 uint64_t hash);
/* `hash`: map_hash of the word, made once for all indexes. NULL: no name has it. */
const struct indexed_word *advisory_index_word(const struct indexed_maker *maker, str word,
                                               uint64_t hash);
/* Names of any maker that have this word (word_is_coined). */
const struct number_list *advisory_index_coined(const struct advisory_index *index, str word,
                                                uint64_t hash);
const struct number_list *advisory_index_base(const struct advisory_index *index, str base,
                                              uint64_t hash);

#endif
