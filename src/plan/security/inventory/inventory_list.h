/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_list.h - the inventory as people read it: sorted by name, filtered, in pages; as JSON
 * or CSV. Pure functions over facts; who has the facts in memory can list them as often as needed.
 */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_LIST_H
#define SCHALE_PLAN_SECURITY_INVENTORY_LIST_H

#include "base/buf.h"
#include "model/finding.h"
#include "plan/security/inventory/asset_facts.h"
#include "search/structure.h"

enum {
    INVENTORY_LIMIT_DEFAULT = 100,
    INVENTORY_LIMIT_MAX = 1000,
    INVENTORY_DUPLICATES_LISTED_MAX = 20, /* of one shell */
};

/* What an asset is a part of. */
struct inventory_whole {
    str shell_id; /* empty: no shell stands for it */
    str name;     /* empty: a part of nothing */
};

/* The facts with what stands around them; made once for any number of lists. */
struct inventory {
    const struct asset_facts *facts; /* borrowed */
    size_t count;
    const size_t *next;     /* of the same device (inventory_duplicate.h) */
    const str *zones;       /* id of the zone of each; NULL: nobody asked. Set by the caller */
    const str *zone_names;  /* the same */
    enum language language; /* of the assets' names. Set by the caller */
    struct inventory_whole *wholes;
    str *keys;     /* to sort by: of the name */
    size_t *order; /* numbers of the facts, by key and then id */
};

/* `structure` may be NULL: then nothing is a part of anything. All in the arena. */
void inventory_make(struct arena *arena, const struct asset_facts *facts, size_t count,
                    const struct structure *structure, struct inventory *ret_inventory);

struct inventory_query {
    str text;       /* words, each of which begins a word of the facts, or stands in a code */
    unsigned lacks; /* bits of enum asset_lack: all of these */
    bool lacks_any; /* something that a sure match needs */
    str cursor;     /* of the page before; empty: from the start */
    size_t limit;   /* rows of the page, above 0 */
};

/* Adds {"total":…,"result":[…],"paging_metadata":{"cursor":…}}; one object is that of
 * inventory_asset_write. ERR_SYNTAX: the cursor is none of this list. */
MUST_CHECK err_t inventory_list_write(const struct inventory *inventory,
                                      const struct inventory_query *query, struct buf *out,
                                      struct fail *why);

/* Adds {"asset":…,"name":…,"maker":…,…}. */
void inventory_asset_write(const struct inventory *inventory, size_t number, struct buf *out);

/* Adds all that the query finds as CSV (RFC 4180) in UTF-8 with a byte order mark, without which
 * spreadsheets take it for something else; the heads are those that the import knows. Cursor and
 * limit do not count. */
void inventory_list_write_csv(const struct inventory *inventory,
                              const struct inventory_query *query, enum language language,
                              struct buf *out);

#endif
