/* SPDX-License-Identifier: Apache-2.0 */
/* version_phrase.h - a maker's words about versions as comparators: "All versions prior to V2.1
 * (with option G28)" is "< V2.1" on a condition. What the versions are is not read here. */
#ifndef SCHALE_PLAN_SECURITY_VERSION_PHRASE_H
#define SCHALE_PLAN_SECURITY_VERSION_PHRASE_H

#include "base/arena.h"

/* What stands for words that no comparator before a version can say. */
enum version_mark {
    MARK_UPPER = 1,     /* "2.5 and earlier": behind the version, it is the upper end */
    MARK_LOWER = 2,     /* "2.5 and later" */
    MARK_TO = 3,        /* "2.5 to 2.7" */
    MARK_CONDITION = 4, /* what follows says where the range holds; not in what is returned */
    MARK_BETWEEN = 5,   /* "between": two versions follow, the second behind a '|' */
    MARK_STRICT = 6,    /* "2.5 (excluding)": the end before it is not part of the range */
};

struct version_phrase {
    str text;      /* versions, the comparators < <= > >= = !=, marks, '|' between alternatives */
    str condition; /* "installed on CP100 devices", "with option G28"; empty: none */
    uint8_t serial_digits; /* "the first 5 digits of serial number": 5; 0: it is about versions */
};

/* Reads the words; never fails. Views lie in the arena. */
void version_phrase_read(struct arena *arena, str written, struct version_phrase *ret_phrase);

#endif
