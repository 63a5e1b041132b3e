/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_record.h - an advisory as a submodel, so that every AAS tool can read it: the facts as
 * Properties, the document itself as a File. Its template: templates/security_advisory.json. */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_RECORD_H
#define SCHALE_PLAN_SECURITY_ADVISORY_RECORD_H

#include "base/buf.h"
#include "plan/security/advisory/advisory.h"

#define ADVISORY_SEMANTIC_ID "urn:schale:template:SecurityAdvisory:1:0"

/* The id of the submodel: one for each publisher's namespace (its name where it has none) and
 * tracking id. */
str advisory_record_id(struct arena *arena, const struct advisory *advisory);

/* The path that the File element names and the document is kept under: one for each version, so
 * that the older documents stay with the submodel and reports of the past can read them. */
str advisory_record_path(struct arena *arena, const struct advisory *advisory);

/* Adds the submodel as JSON; to be checked like any other before it is stored. */
void advisory_record_write(const struct advisory *advisory, struct arena *arena, struct buf *out);

/* What a stored record says, for telling whether another document is newer. */
struct advisory_facts {
    str version, released, digest, path;
};

/* Texts are views of `body` or in the arena; false: it is no JSON. */
bool advisory_record_read(struct arena *arena, str body, struct advisory_facts *ret_facts);

#endif
