/* SPDX-License-Identifier: Apache-2.0 */
/* product_word.h - what a word in the name of a product says: nothing, the kind of thing, the
 * range, another product, what many names have, or which product it is. */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_WORD_H
#define SCHALE_PLAN_SECURITY_PRODUCT_WORD_H

#include "base/base.h"

enum word_class {
    WORD_NAME, /* in no row of product_word.def: it may name a product */
    WORD_EMPTY,
    WORD_KIND,
    WORD_ADDED,
    WORD_RANGE,
    WORD_OTHER,
    WORD_COMMON,
};

/* Words are those of product_name_read. */
enum word_class word_class_of(str word);

/* word_is_content and word_is_distinct of a word whose class is known. */
bool class_is_content(enum word_class class);
bool class_is_distinct(enum word_class class, str word);

bool word_has_digit(str word);

/* True for a word that may name a product by itself: it has a digit and at least three characters.
 */
bool word_is_telling(str word);

/* True for a word that says which product it is: one with digits, or one that is not EMPTY, KIND,
 * ADDED or RANGE. */
bool word_is_content(str word);

/* True for a word of content that names a product without another: with digits, or a long one that
 * is not OTHER. */
bool word_is_distinct(str word);

/* True for a word that a maker made up for one product: a long one of letters in no row. */
bool word_is_coined(str word);

enum { WORD_LETTERS = 32 };

/* A number below WORD_LETTERS for the first character: words with different ones are not the same.
 */
size_t word_letter(str word);

enum { YEAR_MIN = 1900, YEAR_MAX = 2099 };

/* True for "2021": the year of a release, from YEAR_MIN to YEAR_MAX. */
bool word_is_year(str word);

/* True for KIND. */
bool word_is_kind(str word);

/* True for KIND and ADDED, and for RANGE: names of products have it or not. */
bool word_is_added(str word);

/* True for OTHER, and for every short word, which may be one ("PN", "HF"). */
bool word_is_other(str word);

/* True for words without digits of which one has one letter more, less or other behind the first:
 * "ThingWorkx" is ThingWorx. Too much is so for short ones: the caller looks at the length. */
bool word_is_misspelt(str a, str b);

#endif
