/* SPDX-License-Identifier: Apache-2.0 */
/* own_advisory.h - an advisory for own products as it is written in a form: what it says, as JSON
 * (docs/security-api.md, Publishing) and as a submodel (templates/own_advisory.json), and what is
 * still wrong with it. The document that is published follows from it: csaf_write.h. */
#ifndef SCHALE_PLAN_SECURITY_OWN_ADVISORY_H
#define SCHALE_PLAN_SECURITY_OWN_ADVISORY_H

#include "plan/security/publish/form.h"

#define OWN_ADVISORY_SEMANTIC_ID "urn:schale:template:OwnAdvisory:1:0"
#define OWN_ADVISORY_ID_HEAD "urn:schale:own-advisory:"

enum {
    OWN_PRODUCTS_MAX = 1000,
    OWN_VULNERABILITIES_MAX = 200,
    OWN_REMEDIES_MAX = 200, /* of one vulnerability */
    OWN_ACKNOWLEDGMENTS_MAX = 100,
};

struct own_product {
    str key; /* what states and remedies call it by */
    str maker, family, name, order_code, versions;
    str asset; /* id of the shell it was picked from; may be empty */
};

struct own_remedy {
    str category, text, url;
    struct form_list products; /* of str; none: all that are affected */
};

struct own_vulnerability {
    str cve, title, text, cwe, vector;
    struct form_list states;   /* of struct form_pair: key of a product, state */
    struct form_list remedies; /* of struct own_remedy */
};

struct own_acknowledgment {
    struct form_list names; /* of str */
    str organization;
};

/* One published version. */
struct own_revision {
    str number, date, summary;
};

struct own_advisory {
    str id; /* of the submodel */
    str tracking_id, title, language, tlp, summary;
    str changes;                      /* what is new in the version that comes next */
    str state, version, url;          /* "draft", "published"; the last published version, "0.1.0"
                                         before the first; where that is served */
    struct form_list products;        /* of struct own_product */
    struct form_list vulnerabilities; /* of struct own_vulnerability */
    struct form_list acknowledgments; /* of struct own_acknowledgment */
    struct form_list revisions;       /* of struct own_revision, oldest first */
};

extern const struct form own_advisory_form;

/* Adds the submodel as JSON, for record_change. */
void own_advisory_write_record(const struct own_advisory *advisory, struct buf *out);
/* Reads a stored one; texts are in the arena. ERR_CORRUPT: it is no JSON. */
MUST_CHECK err_t own_advisory_read_record(struct arena *arena, str id, str body,
                                          struct own_advisory *ret_advisory, struct fail *why);

/* Fills in what a product leaves out from the shell that it was picked from (asset_facts.h): maker,
 * family, name, order code. A shell that is not here is a finding. */
MUST_CHECK err_t own_advisory_fill(struct store *store, struct own_advisory *advisory,
                                   struct findings *findings, struct fail *why);

/* Adds what keeps it from being published, at its place in the form ("$.products[0].name"). */
void own_advisory_check(const struct own_advisory *advisory, struct findings *findings);

#endif
