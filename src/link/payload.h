/* SPDX-License-Identifier: Apache-2.0 */
/* payload.h - what goes over the wire as text: JSON, or a value as it is (text/plain). A part of a
 * JSON payload is found by the names of members from outside (nested `properties` of the AID). */
#ifndef SCHALE_LINK_PAYLOAD_H
#define SCHALE_LINK_PAYLOAD_H

#include "base/buf.h"
#include "link/value.h"

enum link_codec { CODEC_JSON, CODEC_PLAIN };

/* application/json and what ends in +json; text/plain; nothing said: JSON (WoT Thing Description
 * 1.1, 5.3.4.2: the default of contentType). False: another one. */
bool link_codec_find(str content_type, enum link_codec *ret_codec);

/* The value at `keys` in a payload. Texts are in `arena`. ERR_SYNTAX: not well-formed.
 * ERR_NOT_FOUND: no such member. ERR_INVALID: it is null, an object or an array. */
MUST_CHECK err_t link_payload_read(enum link_codec codec, str payload, const str *keys,
                                   size_t key_count, struct arena *arena, struct link_raw *ret_raw,
                                   struct fail *why);

/* Adds the payload for one value. */
void link_payload_write(enum link_codec codec, const struct link_raw *raw, struct buf *out);

#endif
