/* SPDX-License-Identifier: Apache-2.0 */
/* product_part.h - names that stand within the name of a product: a former one, one in parentheses,
 * a part's. All are views, and empty where there is none. */
#ifndef SCHALE_PLAN_SECURITY_PRODUCT_PART_H
#define SCHALE_PLAN_SECURITY_PRODUCT_PART_H

#include "base/base.h"

/* The name in "(formerly RSLinx Enterprise)", "(previously called …)". */
str product_part_former(str name);

/* "GT SoftGOT2000" of "GOT2000 compatible HMI software (GT SoftGOT2000)": several words, one of
 * which somebody made up, or "NPS Series"; "(CPU variant CP300)" is a variant. */
str product_part_aside(str name);

/* "RemoteConnect" of "Utilities for SCADAPack - RemoteConnect": what stands behind the last dash
 * names it too. */
str product_part_behind_dash(str name);

#endif
