/* SPDX-License-Identifier: Apache-2.0 */
/* match.h - why a card was found: the field and its text. */
#ifndef SCHALE_SEARCH_MATCH_H
#define SCHALE_SEARCH_MATCH_H

#include "search/fold.h"

enum { MATCH_TEXT_BYTES_MAX = 160 };

struct match {
    struct arena *arena;
    str words[SEARCH_WORDS_MAX];
    size_t count;
};

void match_begin(struct match *match, struct arena *arena, str query);

/* Adds ,"match":{"field":…,"text":…}: a member of the card, else the line of `values` ("\nidShort
 * text") that has the first word; nothing when none shows it as it is. */
void match_write(const struct match *match, str card, str values, struct buf *out);

#endif
