/* SPDX-License-Identifier: Apache-2.0 */
/* version.h - versions as makers write them ("V14 SP1 Update 14", "1.606G", "15.2(4)EA7", "January
 * 2019"), and how two of them stand to each other. There is no standard for them; what is compared
 * here is what a person would: numbers as numbers, service packs and the like behind them, and
 * "unknown" wherever two versions are written too differently. */
#ifndef SCHALE_PLAN_SECURITY_VERSION_H
#define SCHALE_PLAN_SECURITY_VERSION_H

#include "base/base.h"

enum { VERSION_PARTS_MAX = 24, VERSION_BYTES_MAX = 200 };

/* What a number belongs to: the release itself, or a word before it ("SP 2", "Build 172"). */
struct version_part {
    uint8_t tag;    /* row of version_tags; 0: the release; VERSION_TAG_OTHER: `word` says */
    bool is_letter; /* "1.B", "Rev T": number is 1 for A, 2 for B … */
    uint64_t number;
    str word; /* as written; a view of the text */
};

struct version {
    str text;  /* as written, trimmed; a view of what was read */
    str label; /* letters before the first number that are not just "V": "R", or a name that stands
                * before it, "UN30"; may be empty */
    bool is_date; /* the release is year, month and perhaps day */
    uint8_t count;
    struct version_part parts[VERSION_PARTS_MAX];
};

/* Reads one version. False when the text holds no number or letter that could be one, words that
 * are no part of a version ("Windows"), or more than the limits. */
bool version_read(str text, struct version *ret_version);

/* True when the words only say that a version follows, or of what: "firmware version", "". */
bool version_says_nothing(str words);

enum version_order { VERSION_LESS, VERSION_EQUAL, VERSION_GREATER, VERSION_UNKNOWN };

/* How a stands to b. Missing numbers of the release count as 0 ("V2" is "V2.0"), missing service
 * packs, updates, patches and hotfixes as none; a build or revision that only one of them names
 * makes it unknown, as do other words, other labels, a date against a number, and a first number of
 * five digits or more (a serial number, a date) against one of less. */
enum version_order version_compare(const struct version *a, const struct version *b);

/* True when all numbers of `head` are the first ones of the version: "4.0" of "4.0.7". */
bool version_starts_with(const struct version *version, const struct version *head);

#endif
