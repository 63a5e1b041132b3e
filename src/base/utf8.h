/* SPDX-License-Identifier: Apache-2.0 */
/* utf8.h - UTF-8 as RFC 3629 allows it: no overlong forms, no surrogates, at most U+10FFFF. */
#ifndef SCHALE_BASE_UTF8_H
#define SCHALE_BASE_UTF8_H

#include "base/base.h"

/* Bytes of the character at p (1 to 4), or 0 when it is not valid UTF-8. Needs p < end. */
size_t utf8_char_bytes(const char *p, const char *end);

/* Decodes one valid character (see utf8_char_bytes) and moves *p behind it. */
uint32_t utf8_decode(const char **p);

/* Writes the character to `to` (room for 4) and returns its bytes. */
size_t utf8_encode(uint32_t code_point, char *to);

/* Offset of the first byte that is not valid UTF-8, or s.n. */
size_t utf8_find_invalid(str s);

/* Number of characters (code points) in valid UTF-8. */
size_t utf8_length(str s);

/* Offset of the first character that XML 1.0 does not allow, or s.n. `s` is valid UTF-8.
 * Rule: AASd-130; XML 1.0, production [2] Char. */
size_t utf8_find_non_xml(str s);

#endif
