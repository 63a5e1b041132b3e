/* SPDX-License-Identifier: Apache-2.0 */
/* lexical.h - lexical forms of the metamodel's constrained strings, as the patterns of its official
 * JSON schema and XSD have them. The patterns are the same in 3.0, 3.1 and 3.2 unless said. Lengths
 * are for the caller, unless said. Nothing here allocates. Texts are valid UTF-8. */
#ifndef SCHALE_CODEC_LEXICAL_H
#define SCHALE_CODEC_LEXICAL_H

#include "base/base.h"

/* BCP 47: the grammar of RFC 5646 section 2.1; irregular tags in their registered case only. */
bool lexical_is_language_tag(str tag);

/* ContentType: type "/" subtype with parameters, RFC 2046 in the grammar of RFC 7231. */
bool lexical_is_content_type(str text);

/* PathType from 3.1 on: a URI reference of RFC 2396, ASCII only; "" is one. 3.0 has no pattern. */
bool lexical_is_path(str text);

/* xs:anyURI: a URI reference of RFC 2396 with RFC 2732 or an IRI reference of RFC 3987; what either
 * allows. */
bool lexical_is_any_uri(str text);

/* VersionType, RevisionType: 0 or a number without leading zero, at most 4 digits. */
bool lexical_is_version(str text);

/* ID_SHORT: AASd-002. 3.0: [a-zA-Z][a-zA-Z0-9_]*; with dash_allowed, from 3.1 on:
 * [a-zA-Z][a-zA-Z0-9_-]*[a-zA-Z0-9_]+, hence at least two characters. */
bool lexical_is_id_short(str text, bool dash_allowed);

#endif
