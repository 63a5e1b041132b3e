/* SPDX-License-Identifier: Apache-2.0 */
/* reference.h - References in stored JSON: what they refer to. */
#ifndef SCHALE_WEB_REFERENCE_H
#define SCHALE_WEB_REFERENCE_H

#include "codec/json.h"

/* Writes a ModelReference: its first key, more keys, its end. */
void reference_begin(struct buf *out, str key_type, str key_value);
void reference_add_key(struct buf *out, str key_type, str key_value);
void reference_end(struct buf *out);

/* The value of a Reference's last key: what it refers to; {NULL, 0} when it has none. */
str reference_last_key(const struct json *json, uint32_t reference, struct arena *arena);

/* Whether the shell's list of submodels names `submodel_id`. */
bool shell_refers_to(str shell_json, str submodel_id, struct arena *arena);

/* Calls each(context, value) for what the items of a list of References refer to. */
typedef void reference_visitor(void *context, str value);
void references_of_list(const struct json *json, uint32_t list, struct arena *arena,
                        reference_visitor *each, void *context);

/* Calls each(context, value) for every key of every Reference in a document. */
void references_of_document(const struct json *json, struct arena *arena, reference_visitor *each,
                            void *context);

#endif
