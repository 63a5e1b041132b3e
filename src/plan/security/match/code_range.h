/* SPDX-License-Identifier: Apache-2.0 */
/* code_range.h - the range that an order code or a type is of: "1756-L85E" is a ControlLogix 5580.
 */
#ifndef SCHALE_PLAN_SECURITY_CODE_RANGE_H
#define SCHALE_PLAN_SECURITY_CODE_RANGE_H

#include "plan/security/match/maker.h"

/* The range of a code (code_normal) of one of the makers, as advisories call it; empty: the table
 * (code_range.def) has none. A constant. */
str code_range_of(const struct makers *makers, str code);

#endif
