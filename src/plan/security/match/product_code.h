/* SPDX-License-Identifier: Apache-2.0 */
/* product_code.h - order codes, model numbers, article numbers: equal without case, spaces and
 * separators; with placeholders; found inside product names. */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_CODE_H
#define SCHALE_PLAN_SECURITY_PRODUCT_CODE_H

#include "base/arena.h"

enum {
    CODE_BYTES_MAX = 80,  /* normalised; a longer one is none */
    CODE_HEAD_BYTES = 12, /* of an order number: what stands before its last block */
    CODES_OF_TEXT_MAX = 4,
};

/* The letters and digits in upper case; '?' for one unknown character, '*' at the end for any
 * number of them. Lower-case x and y in a code with capitals, and three X in a row, are
 * placeholders. Empty: no digit, too long, or nothing but placeholders. Rule: CSAF 2.0, 3.1.3.3.5
 * and 3.1.3.3.8. */
str code_normal(struct arena *arena, str text);

/* True when it has '?' or '*'. */
bool code_has_placeholder(str code);

/* Whether a code fits a pattern; both normalised, placeholders in the pattern only. */
bool code_fits(str pattern, str code);

/* An order number with blocks of 7, 5 and mostly 4 characters ("6ES7 515-2FM00-0AB0"), the form
 * that Siemens calls MLFB: where the first one at or behind `from` stands in a text. False: none.
 */
bool code_find(str text, size_t from, size_t *ret_at, size_t *ret_bytes);

/* The order code that some makers write where a version belongs ("2700988", "1SAP535100R0001 |
 * G1"), normalised, and what stands behind it; empty: the text begins with none. */
str code_of_version(struct arena *arena, str version, str *ret_rest);

/* True for a normalised code of that form: 12 or 16 characters. */
bool code_is_order_number(str code);

#endif
