/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias.h - what stands in no name: products that their maker renamed ("Unity Pro" is
 * Control Expert), and what a product is part of or runs ("Multisim" is of the Circuit Design
 * Suite). */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_ALIAS_H
#define SCHALE_PLAN_SECURITY_PRODUCT_ALIAS_H

#include "plan/security/match/product_name.h"

enum { TOLD_MAX = 4 /* names that a row tells; a test counts them */ };

/* What a table tells of a name; the texts are constants. */
struct product_told {
    str names[TOLD_MAX];
    size_t count;
    bool is_all; /* the name says nothing else */
};

/* The other names in words of the product whose name stands in `name`, of one of the makers; of two
 * that do, of the longer (product_alias.def). A name that others of its row go on from has to be
 * all that the name says. */
void product_alias_find(const struct makers *makers, const struct product_name *name,
                        struct product_told *ret_told);

/* The same of what the product is part of or runs (product_whole.def). */
void product_whole_find(const struct makers *makers, const struct product_name *name,
                        struct product_told *ret_told);

#endif
