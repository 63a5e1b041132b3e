/* SPDX-License-Identifier: Apache-2.0 */
/* code_range.h - the ranges that an order code or a type is of: "1756-L85E" is a ControlLogix
 * 5580. */
#ifndef SCHALE_PLAN_SECURITY_CODE_RANGE_H
#define SCHALE_PLAN_SECURITY_CODE_RANGE_H

#include "plan/security/match/maker.h"

enum { RANGES_MAX = 4 /* names of the ranges of one code; a test counts them */ };

/* The ranges of a code (code_normal) of one of the makers, as advisories call them, with a
 * semicolon between them; empty: the table (code_range.def) has none. A constant. */
str code_range_of(const struct makers *makers, str code);

#endif
