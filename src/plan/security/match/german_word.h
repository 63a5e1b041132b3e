/* SPDX-License-Identifier: Apache-2.0 */
/* german_word.h - German words for kinds of things, which are made of others without end:
 * "Fernwartungsrouter", "Zutrittskontrollzentrale". They are taken apart by a table
 * (german_word.def), so that they name no product, and are known in English. */
#ifndef SCHALE_PLAN_SECURITY_GERMAN_WORD_H
#define SCHALE_PLAN_SECURITY_GERMAN_WORD_H

#include "base/base.h"

enum {
    GERMAN_PARTS_MAX = 4, /* of one word; one of more parts is taken for none */
};

/* What the parts of a word are in English, in their order; one text may be two words. */
struct german_parts {
    str english[GERMAN_PARTS_MAX];
    size_t count;
};

/* Whether a word of product_name_read (lower case, umlauts as vowels or with an e) is made of the
 * table's parts, has anything in front of a long tail that is no English word, or is an adjective
 * with its ending, and what these are. */
bool german_word_read(str word, struct german_parts *ret_parts);

/* Whether a word is the first part of such words and no more: "Servo" of "Servo-Steuerung". */
bool german_word_is_front(str word);

#endif
