/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_duplicate.h - which shells stand for the same device. */
#ifndef SCHALE_PLAN_SECURITY_INVENTORY_DUPLICATE_H
#define SCHALE_PLAN_SECURITY_INVENTORY_DUPLICATE_H

#include "plan/security/inventory/asset_facts.h"

/* Two shells are one device when they have one maker and serial number, one globalAssetId, or one
 * maker, order code and inventory number; and then all that are the same as one of them. The answer
 * is a ring for each device: next[i] is the next shell of the device, i itself when there is no
 * other. `count` numbers in the arena. */
const size_t *inventory_duplicates_find(struct arena *arena, const struct asset_facts *facts,
                                        size_t count);

#endif
