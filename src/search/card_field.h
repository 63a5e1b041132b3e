/* SPDX-License-Identifier: Apache-2.0 */
/* card_field.h - which element says what: the tables. */
#ifndef SCHALE_SEARCH_CARD_FIELD_H
#define SCHALE_SEARCH_CARD_FIELD_H

#include "search/card.h"

/* The field that an element holds, CARD_FIELD_COUNT: none. `in_nameplate`: idShorts that say little
 * elsewhere count too. */
enum card_field card_field_of(str semantic_id, str id_short, bool in_nameplate);

/* The field that a specificAssetId of this name holds, CARD_FIELD_COUNT: none. */
enum card_field card_field_of_asset_id(str name);

#endif
