/* SPDX-License-Identifier: Apache-2.0 */
/* maker.h - whether two names are one maker's: without case, accents, spaces, legal forms, text
 * that was decoded wrongly, and by a table of other names (maker.def), and without
 * the words of a trade at the end ("Automation", "Technologies"). */
#ifndef SCHALE_PLAN_SECURITY_MAKER_H
#define SCHALE_PLAN_SECURITY_MAKER_H

#include "base/arena.h"

enum {
    MAKERS_MAX = 12,       /* keys of one text: "ABB, Siemens, and WAGO" */
    SHORTS_MAX = 4,        /* short names of them; the others are not known by one */
    MAKER_BYTES_MAX = 200, /* a longer text is cut */
};

/* The makers that a text names, as keys that are equal when the makers are. */
struct makers {
    str keys[MAKERS_MAX];
    size_t count;
    str shorts[SHORTS_MAX]; /* the first word of a name and its initials, which may stand for it */
    size_t short_count;
    str whole; /* all words of the first name, joined, without legal forms: "jtektelectronics" */
    uint32_t letters; /* see makers_may_be_in */
};

/* Keys live in the arena or are static. No maker for an empty text. */
void makers_read(struct arena *arena, str text, struct makers *ret_makers);

/* Whether maker.def has a row for the key. */
bool maker_is_known(str key);

/* Whether the table has the word as a name of one of the makers: a brand. */
bool maker_has_name(const struct makers *makers, str word);

/* Adds keys by which "AVTECH" is AVTECH Security, and "RTA" Real Time Automation: a short name of a
 * product's maker meets an asset's maker that is called no more, and the other way round. Two long
 * names do not meet by what they begin with. A long name that the table has but for one letter
 * counts as that too ("Raisecomm"). */
void makers_add_short(struct arena *arena, struct makers *makers, bool of_product);

/* Adds the maker of the table that the words in front of a text name, up to words_max of them, with
 * others behind: "Rockwell Automation KEPServer Enterprise". Keys of less than bytes_min do not
 * count: they are words of products too. */
void makers_add_in_front(struct arena *arena, str text, size_t words_max, size_t bytes_min,
                         struct makers *makers);

/* Adds a maker by its key, unless it is there or there is no room. */
void makers_add(struct makers *makers, str key);

/* The key is what one of theirs begins with, five bytes at least: "Viessmann" of Viessmann Climate.
 */
bool makers_begin_with(const struct makers *makers, str key);

/* False when makers_read would find none in the text that makers_meet or makers_begin_with: no word
 * begins as one of their names does. */
bool makers_may_be_in(const struct makers *makers, str text);

/* True when key is one of the makers; when one of a is one of b. */
bool makers_have(const struct makers *makers, str key);
bool makers_meet(const struct makers *a, const struct makers *b);

#endif
