/* SPDX-License-Identifier: Apache-2.0 */
/* base64.h - base64 (RFC 4648 section 4) and base64url (section 5). */
#ifndef SCHALE_BASE_BASE64_H
#define SCHALE_BASE_BASE64_H

#include "base/arena.h"
#include "base/buf.h"

/* Decodes base64url, as ids stand in paths: without padding; padding and non-zero leftover bits,
 * which older clients send, are accepted. False on any other character or an impossible length.
 * Rule: IDTA-01002 3.1.2, "identifiers are base64url-encoded without padding". */
bool base64url_decode(struct arena *arena, str text, str *ret_bytes);

/* Adds base64url without padding. */
void base64url_encode(struct buf *out, str bytes);

/* The same into an arena. */
str base64url_dup(struct arena *arena, str bytes);

/* Decodes base64 with padding; white space as xs:base64Binary allows it is skipped. */
bool base64_decode(struct arena *arena, str text, str *ret_bytes);

/* Adds base64 with padding. */
void base64_encode(struct buf *out, str bytes);

/* True when `text` is base64 with padding; white space is not counted. Allocates nothing. */
bool base64_is_valid(str text);

#endif
