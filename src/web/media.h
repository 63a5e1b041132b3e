/* SPDX-License-Identifier: Apache-2.0 */
/* media.h - media types in headers: the ranges of Accept, and the names that an AASX package goes
 * by. Rules: RFC 9110, 12.5.1; IDTA-01002 3.1.2 and 3.2, whose files and texts name packages in
 * four ways. */
#ifndef SCHALE_WEB_MEDIA_H
#define SCHALE_WEB_MEDIA_H

#include "base/base.h"

/* Takes the next range off a list of media types, without its parameters and the spaces around it;
 * weights do not count. Call while list->n. */
str media_take(str *list);

/* The type without its parameters. */
str media_type_of(str content_type);

/* One of the names of a package, as the specification spells it, or {NULL, 0}. */
str media_package(str type);

/* The name of a package that a list (Accept) has first, or {NULL, 0}. */
str media_first_package(str list);

#endif
