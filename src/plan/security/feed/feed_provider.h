/* SPDX-License-Identifier: Apache-2.0 */
/* feed_provider.h - what a provider of advisories says of itself in its provider-metadata.json, and
 * whom an aggregator.json names. Rules: CSAF 2.0, 7.1.7 to 7.1.10, 7.1.20 to 7.1.23, and the two
 * JSON schemas beside it. */
#ifndef SCHALE_PLAN_SECURITY_FEED_PROVIDER_H
#define SCHALE_PLAN_SECURITY_FEED_PROVIDER_H

#include "base/arena.h"

enum {
    FEED_PROVIDER_BYTES_MAX = 4 << 20, /* of either file */
    FEED_PROVIDER_KEYS_MAX = 32,
    FEED_PROVIDER_LISTS_MAX = 64, /* feeds and directories */
    FEED_AGGREGATOR_PROVIDERS_MAX = 500,
};

struct feed_provider_key {
    str url;
    str fingerprint; /* upper case; empty: not told */
};

struct feed_provider {
    str canonical_url, name, publisher_namespace;
    bool is_trusted; /* role csaf_trusted_provider: hashes and signatures are promised */
    const struct feed_provider_key *keys;
    size_t key_count;
    const str *feeds; /* ROLIE feeds of what anybody may read: TLP WHITE and UNLABELED */
    size_t feed_count;
    size_t closed_feed_count; /* the others */
    const str *directories;
    size_t directory_count;
};

/* Reads and checks the file by its schema; all addresses must be sound (feed_url.h). Texts are in
 * the arena. ERR_SYNTAX, ERR_INVALID (why->where: the place), ERR_TOO_LARGE. */
MUST_CHECK err_t feed_provider_read(struct arena *arena, str text,
                                    struct feed_provider *ret_provider, struct fail *why);

/* Reads and checks an aggregator.json: the provider-metadata.json of each provider and publisher,
 * and where the aggregator has a mirror, that of the first mirror instead. */
MUST_CHECK err_t feed_aggregator_read(struct arena *arena, str text, const str **ret_urls,
                                      size_t *ret_count, struct fail *why);

#endif
