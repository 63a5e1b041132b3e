/* SPDX-License-Identifier: Apache-2.0 */
/* example.h - the example factory that is built into the program (examples/factory,
 * docs/example-factory.md). */
#ifndef SCHALE_CMD_EXAMPLE_H
#define SCHALE_CMD_EXAMPLE_H

#include "base/embedded.h"

extern const struct embedded_file example_files[]; /* sorted by name; ends with a zero row */

#endif
