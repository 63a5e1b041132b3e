/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_row.h - one device of a list, becoming a shell with a nameplate. Nothing is made up:
 * what the list does not say is missing. */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_ROW_H
#define SCHALE_PLAN_SECURITY_INVENTORY_ROW_H

#include "base/buf.h"
#include "plan/security/inventory/inventory_column.h"

/* Texts borrowed; empty ones are not known. */
struct inventory_row {
    str texts[INVENTORY_COLUMN_COUNT];
};
void inventory_row_read(const struct inventory_head *head, const str *fields, size_t count,
                        struct inventory_row *ret_row);
bool inventory_row_is_empty(const struct inventory_row *row);

/* What tells one device from another: the maker and the serial number where both are there, else
 * the inventory number, else all that is known. "n/a", "000" and the like are no numbers. In the
 * arena. */
str inventory_row_key(struct arena *arena, const struct inventory_row *row);
/* The same for a device that is known otherwise; empty when it has none. */
str inventory_key_of(struct arena *arena, str maker, str serial_number);
str inventory_key_of_number(struct arena *arena, str inventory_number);

/* The id of the shell of a device with that key. */
str inventory_shell_id(struct arena *arena, str key);

/* Adds the shell, and its nameplate (IDTA 02006-3-0), as JSON, to be checked before it is stored.
 */
void inventory_row_write_shell(const struct inventory_row *row, str key, enum language language,
                               struct arena *arena, struct buf *out);
void inventory_row_write_nameplate(const struct inventory_row *row, str key, enum language language,
                                   struct arena *arena, struct buf *out);

/* What lacks for a sure match with advisories: bits of ASSET_LACKS_MATCH. */
unsigned inventory_row_lacks(const struct inventory_row *row);

#endif
