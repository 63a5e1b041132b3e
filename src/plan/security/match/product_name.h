/* SPDX-License-Identifier: Apache-2.0 */
/* product_name.h - names of products, taken apart so that they can be compared: the words, the
 * variant that stands in parentheses, the line of releases at the end ("TIA Portal V15.1"). */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_NAME_H
#define SCHALE_PLAN_SECURITY_PRODUCT_NAME_H

#include "plan/security/match/maker.h"
#include "plan/security/match/product_code.h"

enum {
    NAME_BYTES_MAX = 500, /* what is behind is not looked at */
    NAME_WORDS_MAX = 24,  /* the same */
};

struct product_name {
    str base;         /* the words, joined: "simatics71500cpu1515f2pn" */
    str variant;      /* what stands in parentheses, joined: "cp300"; empty: nothing */
    str line;         /* "15.1" of "V15.1" at the end; empty: none */
    bool is_family;   /* it says "series" or "family": it names several products */
    bool is_list;     /* it says "and" */
    char revision;    /* 'C' of "Series C"; 0: none */
    const str *words; /* of the base, each once */
    size_t word_count;
    uint32_t alternatives; /* bit i: word i stands behind a slash, in place of the one before */
    size_t digit_count;    /* of these words, those with digits */
    size_t kind_count;     /* of these words, those of word_is_kind */
    const str *codes;      /* order numbers in it, normalised */
    size_t code_count;
};

/* Words are letters and digits without case and accents; hyphens and dots in a word are left out,
 * so that "S7-1500" is "s71500". The maker in front, order numbers, words that say nothing of the
 * product ("firmware", "devices"), and what stands behind "containing" or "running" do not count;
 * nor are part numbers in parentheses a variant, nor a former name, nor the initials of the words
 * before. Texts live in the arena. */
void product_name_read(struct arena *arena, str text, const struct makers *makers,
                       struct product_name *ret_name);

bool word_has_digit(str word);

bool product_name_has(const struct product_name *name, str word);

/* True for a word that says what kind of thing a product is ("controller", "switch"): names of one
 * product have it or not. */
bool word_is_kind(str word);

/* True for such a word, and for one that a person adds in front of a name or behind it: "software",
 * and names that one maker gives to all of a trade ("MELSOFT", "SYSMAC"). */
bool word_is_added(str word);

/* True for a word that makes another product of a name: "Plus", "Safety", "Client"; so may every
 * short one ("PN", "HF"). */
bool word_is_other(str word);

/* True for a word that may name a product by itself: it has a digit and at least three characters.
 */
bool word_is_telling(str word);

#endif
