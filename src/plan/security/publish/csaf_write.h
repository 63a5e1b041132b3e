/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_write.h - the document of CSAF 2.0 that a form becomes: category csaf_security_advisory,
 * members in alphabetical order. Rules: CSAF 2.0, 3, 4.4 and 5.1. */
#ifndef SCHALE_PLAN_SECURITY_CSAF_WRITE_H
#define SCHALE_PLAN_SECURITY_CSAF_WRITE_H

#include "plan/security/publish/own_advisory.h"
#include "plan/security/publish/own_provider.h"

/* The path of the document among the provider's files: the year is that of the first release. */
str csaf_document_path(struct arena *arena, const struct own_advisory *advisory);

/* Adds the document. Its version is that of the last of the advisory's revisions; there is at least
 * one. */
void csaf_write(const struct own_advisory *advisory, const struct own_provider *provider,
                struct arena *arena, struct buf *out);

/* The place in the form that a place in the document comes from: "$.vulnerabilities[0].vector" for
 * "$.vulnerabilities[0].scores[0].cvss_v3". */
str csaf_form_path(struct arena *arena, str path);

#endif
