/* SPDX-License-Identifier: Apache-2.0 */
/* code_key.h - CPE, package, checksum and URI as keys that are equal when they name the same thing.
 */
#ifndef SCHALE_PLAN_SECURITY_CODE_KEY_H
#define SCHALE_PLAN_SECURITY_CODE_KEY_H

#include "base/arena.h"

/* Where a code of a product comes from. */
enum code_place {
    CODE_MODEL_NUMBER,
    CODE_SKU,
    CODE_SERIAL_NUMBER,
    CODE_CPE,
    CODE_PURL,
    CODE_URI,
    CODE_HASH,
    CODE_IN_NAME, /* an order number in the product's name */
    CODE_WORD,    /* a word of the name that has digits */
    CODE_HEAD,    /* the first two blocks of an order number */
    CODE_VERSION, /* stands where a version belongs */
    CODE_TITLE,   /* a word of the advisory's title, where the name names no product */
    CODE_MODEL,   /* a pattern: one of several models that the name stands for */
};

/* Model numbers, SKUs and serial numbers as code_normal has them; CPE, purl, URI and the hash of a
 * file as "CPE:siemens:s7", without versions and qualifiers. Empty: it is none. */
str code_key(struct arena *arena, enum code_place place, str text);

#endif
