/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias.h - what stands in no name: products that their maker renamed ("Unity Pro" is
 * Control Expert), and what a product is part of, runs or is sold with ("Multisim" is of the
 * Circuit Design Suite). */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_ALIAS_H
#define SCHALE_PLAN_SECURITY_PRODUCT_ALIAS_H

#include "plan/security/match/product_name.h"

/* Other names of one product, and what it is part of; a test counts them. */
enum { ALIASES_MAX = 3, WHOLES_MAX = 3 };

/* The other names in words of the product whose name stands in `name`, of one of the makers; of two
 * that do, of the longer. Returns their number. Texts are constants (product_alias.def). */
size_t product_alias_find(const struct makers *makers, const struct product_name *name,
                          str ret_others[static ALIASES_MAX]);

/* The same of what the product is part of, runs or is sold with (product_whole.def). */
size_t product_whole_find(const struct makers *makers, const struct product_name *name,
                          str ret_wholes[static WHOLES_MAX]);

#endif
