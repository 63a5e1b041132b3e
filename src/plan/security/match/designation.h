/* SPDX-License-Identifier: Apache-2.0 */
/* designation.h - what a plant's list calls a device: its name, and notes on where it stands and
 * what it does there. */
#ifndef SCHALE_PLAN_SECURITY_DESIGNATION_H
#define SCHALE_PLAN_SECURITY_DESIGNATION_H

#include "plan/security/match/maker.h"

/* The name in "PowerChute Serial Shutdown (Leitrechner 2)", "EVlink Home Smart 7,4 kW, Parkplatz":
 * without parentheses that hold words a person wrote, without what stands behind a comma or a dash
 * between spaces, and without quantities ("110 kW"). Where nothing in front of a comma names
 * anything, the name goes on behind it. The text as it is where nothing was left out; else it lives
 * in the arena. Notes are no part of the name, but words of the asset all the same. */
str designation_name(struct arena *arena, str text, const struct makers *makers);

#endif
