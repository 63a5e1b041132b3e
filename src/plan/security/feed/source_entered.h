/* SPDX-License-Identifier: Apache-2.0 */
/* source_entered.h - the addresses that a user of this node entered, in a file beside the store.
 * Anybody whose file is imported can bring a submodel that looks like a source; by itself the
 * server fetches only from addresses that stand here. */
#ifndef SCHALE_PLAN_SECURITY_SOURCE_ENTERED_H
#define SCHALE_PLAN_SECURITY_SOURCE_ENTERED_H

#include "base/base.h"

/* DIR/advisory-sources.txt, a line for each. */

/* From any thread. What is no sound address (source.h) is not entered. ERR_IO, ERR_FULL,
 * ERR_NOT_FOUND: there is no such folder. */
MUST_CHECK err_t source_entered_add(const char *dir, str url, struct fail *why);
MUST_CHECK err_t source_entered_remove(const char *dir, str url, struct fail *why);
bool source_entered_has(const char *dir, str url);

#endif
