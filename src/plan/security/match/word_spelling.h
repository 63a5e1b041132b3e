/* SPDX-License-Identifier: Apache-2.0 */
/* word_spelling.h - words that are written in two ways. */
#ifndef SCHALE_PLAN_SECURITY_WORD_SPELLING_H
#define SCHALE_PLAN_SECURITY_WORD_SPELLING_H

#include "base/arena.h"

/* The spelling by which a word of a product's name is compared: "center" of centre, "3" of III and
 * of 3rd, "gen" of generation, the year of "SE2021". `raw`: the word as written. The word itself, a
 * constant or in the arena. */
str word_in_one_spelling(struct arena *arena, str word, str raw);

#endif
