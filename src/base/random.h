/* SPDX-License-Identifier: Apache-2.0 */
/* random.h - bytes that nobody can guess, from the kernel. */
#ifndef SCHALE_BASE_RANDOM_H
#define SCHALE_BASE_RANDOM_H

#include "base/arena.h"

/* 128 random bits as base64url. */
enum { RANDOM_NAME_BYTES = 22 };

void random_bytes(void *to, size_t bytes);

/* A new name of RANDOM_NAME_BYTES characters, in the arena. */
str random_name(struct arena *arena);

/* "urn:uuid:" and a new UUID of version 4 (RFC 9562), in the arena. */
str random_uuid_urn(struct arena *arena);

/* Whether a text could be such a name: of its length and characters. */
bool random_is_name(str text);

#endif
