/* SPDX-License-Identifier: Apache-2.0 */
/* example_load.h - puts the built-in example factory into a store. */
#ifndef SCHALE_CMD_EXAMPLE_LOAD_H
#define SCHALE_CMD_EXAMPLE_LOAD_H

#include "store/store.h"

/* Does nothing when the store holds any shell or submodel. Errors of store_commit. */
MUST_CHECK err_t example_load(struct store *store, struct fail *why);

#endif
