/* SPDX-License-Identifier: Apache-2.0 */
/* language.h - whether the parts of a language tag are registered ones. Rules: RFC 5646, 2.2.9
 * ("valid"); the subtags of the IANA Language Subtag Registry for languages, scripts and regions;
 * variants and extensions are not looked up. */
#ifndef SCHALE_PLAN_SECURITY_LANGUAGE_H
#define SCHALE_PLAN_SECURITY_LANGUAGE_H

#include "base/base.h"

/* The tables: codes of one length without anything between them, sorted. */
extern const char language_two[], language_three[], language_region[], language_area[],
    language_script[];

/* True for a well-formed tag whose subtags are registered: "de-AT", not "ez". Private ones ("x-…",
 * "i-default", qaa to qtz) are. */
bool language_is_registered(str tag);

#endif
