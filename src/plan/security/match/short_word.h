/* SPDX-License-Identifier: Apache-2.0 */
/* short_word.h - what plants call a maker's ranges for short. */
#ifndef SCHALE_PLAN_SECURITY_SHORT_WORD_H
#define SCHALE_PLAN_SECURITY_SHORT_WORD_H

#include "plan/security/match/maker.h"

/* What the beginning of a word (of product_name_read) is short for, when the asset is of the maker
 * that is called so: words with spaces between them; ret_rest: what stands behind it in the word,
 * a number or another word, or nothing. Empty: it is short for nothing. */
str short_word_read(const struct makers *makers, str word, str *ret_rest);

#endif
