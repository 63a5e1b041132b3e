/* SPDX-License-Identifier: Apache-2.0 */
/* text_mended.h - texts of lists and advisories as they were meant. */
#ifndef SCHALE_PLAN_SECURITY_TEXT_MENDED_H
#define SCHALE_PLAN_SECURITY_TEXT_MENDED_H

#include "base/arena.h"

/* The text with "Ã¼" as "ü" (UTF-8 that somebody read as Latin-1), typographic dashes as "-" and
 * the micro sign as "u", as people write it. A view when there is nothing to mend. */
str text_mended(struct arena *arena, str text);

#endif
