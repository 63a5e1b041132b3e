/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias.h - products that their maker renamed: "Unity Pro" is Control Expert. */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_ALIAS_H
#define SCHALE_PLAN_SECURITY_PRODUCT_ALIAS_H

#include "plan/security/match/product_name.h"

enum { ALIASES_MAX = 3 }; /* other names of one product; a test counts them */

/* The other names in words of the product whose name stands in `name`, of one of the makers; of two
 * that do, of the longer. Returns their number. Texts are constants. */
size_t product_alias_find(const struct makers *makers, const struct product_name *name,
                          str ret_others[static ALIASES_MAX]);

#endif
