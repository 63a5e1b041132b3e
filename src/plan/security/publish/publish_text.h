/* SPDX-License-Identifier: Apache-2.0 */
/* publish_text.h - small texts of what is published: words, addresses, weaknesses, file names. */
#ifndef SCHALE_PLAN_SECURITY_PUBLISH_TEXT_H
#define SCHALE_PLAN_SECURITY_PUBLISH_TEXT_H

#include "base/arena.h"

/* Whether a text is one of a list such as "WHITE, GREEN". */
bool publish_is_word(str text, str words);

/* Whether it is a URI that begins with https:// or http:// and a host. */
bool publish_is_web_url(str text);

/* Where advisories may be fetched from: https://, or http://127.0.0.1 for a try (CSAF 2.0, 7.1.3).
 */
bool publish_is_public_url(str text);

/* The name of a weakness by "CWE-79"; {NULL, 0}: there is none. */
str publish_cwe_name(str id);

/* Whether versions such as "< 2.4.1" or "vers:all" name more than one (CSAF 2.0, 3.1.2.2: a
 * product_version is one version). */
bool publish_is_range(str versions);

/* A range in the form of vers where the text is one comparator and a version ("< 2.4.1"), or a
 * lower and an upper one (">= 2.0, < 2.4.1"); everything for an empty text; else the text itself,
 * as the standard's vls allows. Rule: CSAF 2.0, 3.1.2.3.2. */
str publish_range(struct arena *arena, str versions);

/* The canonical file name of a document: "ahr-2026-001.json". Rule: CSAF 2.0, 5.1. */
str publish_file_name(struct arena *arena, str tracking_id);

/* The first e-mail address in a text; {NULL, 0}: there is none. */
str publish_find_mail(str text);

#endif
