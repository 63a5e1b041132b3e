/* SPDX-License-Identifier: Apache-2.0 */
/* product_name.h - names of products, taken apart so that they can be compared: the words, the
 * variant that stands in parentheses, the line of releases at the end ("TIA Portal V15.1"). */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_NAME_H
#define SCHALE_PLAN_SECURITY_PRODUCT_NAME_H

#include "plan/security/match/maker.h"
#include "plan/security/match/product_code.h"
#include "plan/security/match/product_word.h"

enum {
    NAME_BYTES_MAX = 500, /* what is behind is not looked at */
    NAME_WORDS_MAX = 24,  /* the same */
};

struct product_name {
    str base;               /* the words, joined: "simatics71500cpu1515f2pn" */
    str variant;            /* what stands in parentheses, joined: "cp300"; empty: nothing */
    str line;               /* "15.1" of "V15.1" at the end; empty: none */
    bool is_line_open;      /* "V7.3 and newer" */
    str initials;           /* "gws" of "Gateway Station (GWS)"; empty: none */
    str maker;              /* what was left out in front, joined; empty: nothing */
    str written_out;        /* what the initials stand for, in parentheses behind them; a view */
    bool is_family;         /* it says "series" or "family": it names several products */
    bool is_list;           /* it says "and", and no dash behind that names a part */
    char revision;          /* 'C' of "Series C"; 0: none */
    const str *words;       /* of the base, each once */
    const uint8_t *classes; /* enum word_class of each */
    size_t word_count;
    uint32_t alternatives; /* bit i: word i stands behind a slash, in place of the one before */
    uint32_t purpose; /* bit i: word i stands behind "for", and another word in front of that */
    unsigned things;  /* what its words say it is: product_kind.h */
    uint32_t digits, kinds, content, distinct; /* the same of words that have digits, and of those
                                                  that product_word.h calls so */
    const str *codes;                          /* order numbers in it, normalised */
    size_t code_count;
};

/* Words are letters and digits without case and accents; hyphens and dots in a word are left out,
 * so that "S7-1500" is "s71500". The maker in front, order numbers, words that say nothing of the
 * product ("firmware", "devices"), and what stands behind "containing" or "using" do not count;
 * "SC+" is SC plus; nor are part numbers in parentheses a variant, nor a former name, nor the
 * initials of the words before, an operating system or the name of a file. A maker in front that is
 * all there is ("Fernhill SCADA") stays. Texts live in the arena. */
void product_name_read(struct arena *arena, str text, const struct makers *makers,
                       struct product_name *ret_name);

bool product_name_has(const struct product_name *name, str word);

/* The last of several words is one digit or a year: "Zelio Soft 2", "Substation Server 2021". */
bool product_name_ends_with_digit(const struct product_name *name);

/* Another name of the same product is of the same release and series where it does not say one:
 * "TIA Portal" in "Totally Integrated Automation Portal (TIA Portal) V15.1". */
void product_name_inherit(struct product_name *name, const struct product_name *from);

#endif
