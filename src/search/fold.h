/* SPDX-License-Identifier: Apache-2.0 */
/* fold.h - text as people look for it: without case and accents, umlauts both ways ("Gerät" is
 * found by "gerat" and by "geraet"), codes with and without what stands between their letters
 * ("6ES7 512-1CK01" by "6es7512" and by "512-1ck01"). */
#ifndef SCHALE_SEARCH_FOLD_H
#define SCHALE_SEARCH_FOLD_H

#include "base/arena.h"
#include "base/buf.h"

enum { SEARCH_QUERY_BYTES_MAX = 200, SEARCH_WORDS_MAX = 12, SEARCH_WORD_BYTES_MAX = 60 };

/* Adds `text` for the index, with a space before it: as it is, and when it has umlauts once more
 * with these spelled out. */
void fold_add(struct buf *out, str text);

/* Only the second of these. */
void fold_add_spelled(struct buf *out, str text);

/* The same for a code (serial number, order code, id): once more without what is no letter or
 * digit. */
void fold_add_code(struct buf *out, str text);

/* What sorts a name: lower case, umlauts as their vowels, at most 80 bytes. */
str fold_sort_key(struct arena *arena, str text);

/* The words of a query: pieces of letters and digits, folded to lower case without accents (umlauts
 * as their vowels). At most SEARCH_WORDS_MAX; longer ones are cut. */
size_t fold_words(struct arena *arena, str query, str to[static SEARCH_WORDS_MAX]);

/* The expression for FTS5 that wants all words, each as the beginning of one; empty when there are
 * none. */
str fold_expression(struct arena *arena, str query);

/* Offset in `text` of the first word that begins with `word` (folded); text.n when there is none.
 */
size_t fold_find(str text, str word);

#endif
