/* SPDX-License-Identifier: Apache-2.0 */
/* cwe.h - the list of weaknesses that advisories cite. */
#ifndef SCHALE_PLAN_SECURITY_CWE_H
#define SCHALE_PLAN_SECURITY_CWE_H

#include "base/base.h"

struct cwe {
    uint32_t id;
    const char *name;
};

extern const struct cwe cwe_list[]; /* by id */
extern const size_t cwe_count;

#endif
