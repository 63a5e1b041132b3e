/* SPDX-License-Identifier: Apache-2.0 */
/* scratch_test.h - a folder of its own for a test. For tests alone. */
#ifndef SCHALE_BASE_SCRATCH_TEST_H
#define SCHALE_BASE_SCRATCH_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/base.h"

enum { SCRATCH_DIR_BYTES = 24 };

/* Makes a new, empty folder below /tmp and says its path. */
static inline void scratch_make(char ret_dir[SCRATCH_DIR_BYTES])
{
    snprintf(ret_dir, SCRATCH_DIR_BYTES, "/tmp/schale-test-XXXXXX");
    assert_non_null(mkdtemp(ret_dir));
}

/* Removes a folder and what is in it. */
static inline void scratch_remove(const char *dir)
{
    char command[200];
    snprintf(command, sizeof command, "rm -r %s", dir);
    assert_int_equal(system(command), 0);
}

#endif
