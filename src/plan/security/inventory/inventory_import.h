/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_import.h - the rows of a list become shells in the store. A device that is there
 * already stays as it is; a row that no shell can hold is refused alone. For the command line and
 * the route alike. */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_IMPORT_H
#define SCHALE_PLAN_SECURITY_INVENTORY_IMPORT_H

#include "base/map.h"
#include "plan/security/inventory/asset_facts.h"
#include "plan/security/inventory/inventory_row.h"
#include "plan/security/inventory/inventory_table.h"

enum { INVENTORY_BATCH_ROWS = 2000 }; /* that are stored together */

enum inventory_outcome_kind { INVENTORY_STORED, INVENTORY_DUPLICATE, INVENTORY_REFUSED };

/* What became of a row. Texts live for the time of the call. */
struct inventory_outcome {
    enum inventory_outcome_kind kind;
    uint32_t line;
    str shell_id;
    unsigned lacks;                  /* of a sure match */
    uint32_t same_line;              /* of a duplicate: the row with the same device; 0: it was in
                                        the store */
    const struct findings *findings; /* of a refused one; none: no column that counts has a text */
};
typedef void inventory_tell(void *context, const struct inventory_outcome *outcome);

/* Zero but for the first group. */
struct inventory_import {
    struct store *store;
    str actor;
    const struct asset_facts *known; /* the devices that the store has */
    size_t known_count;
    inventory_tell *tell;
    void *context;
    size_t stored, lacking, duplicates, refused;
    /* Its own: */
    struct arena arena; /* of what waits to be stored */
    struct store_change *changes;
    size_t change_count, change_room, waiting;
    struct arena keys;
    struct map seen; /* key of a device → line of the list, or 0: it was in the store */
};

/* Stores the rows of a list that was read, by these columns. Rows are stored in batches: when a
 * later one fails (ERR_IO, ERR_FULL, ERR_CONFLICT: another import stored the same device
 * meanwhile), the counts tell what came before, and the same list can be imported again. */
MUST_CHECK err_t inventory_import_run(struct inventory_import *import,
                                      const struct inventory_table *table,
                                      const struct inventory_head *head, struct fail *why);
void inventory_import_release(struct inventory_import *import);

/* Adds a sentence of what became of a row: what it lacks, what it is a duplicate of, the first
 * reason why it was refused. Nothing for a row that was stored and lacks nothing. */
void inventory_outcome_write(const struct inventory_outcome *outcome, enum language language,
                             struct buf *out);

#endif
