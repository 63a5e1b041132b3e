/* SPDX-License-Identifier: Apache-2.0 */
/* jws_header.h - the header of a foreign JWS, looked at before a library sees it, which would
 * unpack "zip" and might fetch keys that the header names. */
#ifndef SCHALE_WEB_JWS_HEADER_H
#define SCHALE_WEB_JWS_HEADER_H

#include "base/arena.h"

enum { JWS_HEADER_BYTES_MAX = 16 << 10 };

/* Reads the header of a compact JWS. *ret_kid is absent when there is none. ERR_SYNTAX: it is none,
 * its algorithm has no public key, or it has "crit", "zip" or "b64". Who does not know what "crit"
 * names has to refuse (RFC 7515, 4.1.11). */
MUST_CHECK err_t jws_header_read(str jws, struct arena *arena, str *ret_kid, struct fail *why);

#endif
