/* SPDX-License-Identifier: Apache-2.0 */
/* advisory.h - what an advisory in the form of CSAF 2.0 says, as far as matching needs it: which
 * products, in which versions, are in which state for which vulnerability. */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_H
#define SCHALE_PLAN_SECURITY_ADVISORY_H

#include "base/arena.h"
#include "base/hash.h"

enum {
    ADVISORY_PRODUCTS_MAX = 20000,
    ADVISORY_VULNERABILITIES_MAX = 2000,
    ADVISORY_PAIRS_MAX = 8 << 20,   /* products times vulnerabilities: each has a state */
    ADVISORY_BRANCH_DEPTH_MAX = 30, /* CSAF 2.0, 3.2.2.1: at most 30 branches in each other */
    ADVISORY_REMEDIES_MAX = 1000,   /* different ones; others are not read */
};

/* Of a product for a vulnerability. Rule: CSAF 2.0, 3.2.3.9. */
enum product_state {
    STATE_NONE,
    STATE_AFFECTED,     /* known_affected, first_affected, last_affected */
    STATE_FIXED,        /* fixed, first_fixed */
    STATE_NOT_AFFECTED, /* known_not_affected */
    STATE_INVESTIGATED, /* under_investigation */
};

/* What a product is known by, in the order of product_identification_helper. */
enum product_id_kind {
    PRODUCT_MODEL_NUMBER,
    PRODUCT_SKU,
    PRODUCT_SERIAL_NUMBER,
    PRODUCT_CPE,
    PRODUCT_PURL,
    PRODUCT_URI,
    PRODUCT_HASH, /* of one of its files */
};

struct product_id {
    enum product_id_kind kind;
    str text;
};

struct advisory_product {
    str id;      /* product_id */
    str maker;   /* the branch of category vendor; may be empty */
    str name;    /* the branch of category product_name; else the full name */
    str version; /* the branch of category product_version or product_version_range; {NULL, 0}:
                    none above it, so the product as a whole; "unspecified": not known */
    str said;    /* what the full name says behind that name and a colon, where it is not the
                    version to the letter; {NULL, 0}: nothing */
    const struct product_id *ids;
    size_t id_count;
    uint8_t *states; /* enum product_state, one for each vulnerability */
    bool has_fix;    /* a remedy of category REMEDY_FIX names it */
};

struct advisory_vulnerability {
    str cve;    /* CVE, else the first other id; may be empty */
    str title;  /* may be empty */
    int score;  /* highest base score of CVSS, in tenths; 0: none */
    str vector; /* that has this score; may be empty */
};

/* In the order of what one would rather do. Rule: CSAF 2.0, 3.2.3.12.1. */
enum remedy_category {
    REMEDY_FIX,        /* vendor_fix */
    REMEDY_WORKAROUND, /* against the attack */
    REMEDY_MITIGATION, /* against what comes of it */
    REMEDY_NONE,       /* none_available: not yet */
    REMEDY_NOT_PLANNED,
    REMEDY_CATEGORY_COUNT
};
/* "vendor_fix" … */
str remedy_category_name(enum remedy_category category);

/* One that several vulnerabilities name with the same words is one. */
struct advisory_remedy {
    enum remedy_category category;
    str text, url;     /* url may be empty */
    uint8_t *products; /* a bit for each product it is for */
};

struct advisory {
    str id; /* document.tracking.id */
    str publisher, publisher_namespace, title, version, status, language;
    str released, initially_released; /* as written */
    int score;                        /* highest of the vulnerabilities */
    str severity;                     /* aggregate_severity.text, else the word for the score */
    struct advisory_product *products;
    size_t product_count;
    struct advisory_vulnerability *vulnerabilities;
    size_t vulnerability_count;
    struct advisory_remedy *remedies; /* in the order of their categories */
    size_t remedy_count;
    char digest[SHA256_HEX_BYTES]; /* of products, their states and remediations: equal when a new
                                      version changes nothing that one has to act on */
};

/* Reads a document that csaf_check passes. Texts are in the arena: the document may go. ERR_SYNTAX,
 * ERR_INVALID (no tracking id or publisher), ERR_TOO_LARGE. */
MUST_CHECK err_t advisory_read(struct arena *arena, str text, struct advisory *ret_advisory,
                               struct fail *why);

/* Whether a remedy is for the product of that index. */
static inline bool advisory_remedy_is_for(const struct advisory_remedy *remedy, size_t product)
{
    return remedy->products[product / 8] >> product % 8 & 1;
}

/* True when version `a` of a document is newer than `b`: by number or, where they cannot be
 * compared, by date of release. Rule: CSAF 2.0, 3.1.11 (integer or semantic versioning). */
bool advisory_is_newer(str a, str a_released, str b, str b_released);

#endif
