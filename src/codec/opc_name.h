/* SPDX-License-Identifier: Apache-2.0 */
/* opc_name.h - names of parts: percent escapes, and where a part's relationships are; for opc*.c.
 */
#ifndef SCHALE_CODEC_OPC_NAME_H
#define SCHALE_CODEC_OPC_NAME_H

#include "base/arena.h"

/* The name without percent escapes; as it is when they are broken or hide a slash, a control
 * character or wrong UTF-8. */
str opc_name_decode(struct arena *arena, str name);

/* The name with percent escapes for all that a part name (ISO/IEC 29500-2, 6.2.2) cannot hold. */
str opc_name_encode(struct arena *arena, str name);

/* "/aasx/_rels/data.xml.rels" for "/aasx/data.xml", "/_rels/.rels" for "/". */
str opc_name_of_relationships(struct arena *arena, str source);

/* Whether the name is one that opc_name_of_relationships makes. */
bool opc_name_is_relationships(str name);

#endif
