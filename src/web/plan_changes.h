/* SPDX-License-Identifier: Apache-2.0 */
/* plan_changes.h - records of the log as people read them, newest first. */
#ifndef SCHALE_WEB_PLAN_CHANGES_H
#define SCHALE_WEB_PLAN_CHANGES_H

#include "web/answer.h"

enum {
    PLAN_CHANGES_MAX = 200,
    PLAN_CHANGES_DEFAULT = 50,
    PLAN_CHANGES_LOOKS_MAX = 20000, /* records that one page looks at */
};

struct plan_changes {
    str id;          /* of one document; empty: all */
    unsigned kinds;  /* bits of document kinds; 0: all */
    uint64_t before; /* only records before this one */
    size_t limit;
    uint64_t next; /* set: `before` of the next page; 0: there is nothing more */
};

/* Adds {"seq",…},{…}: the items of the list. */
MUST_CHECK err_t plan_changes_write(struct call *call, struct plan_changes *changes,
                                    struct buf *out, struct fail *why);

#endif
