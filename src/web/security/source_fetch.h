/* SPDX-License-Identifier: Apache-2.0 */
/* source_fetch.h - files of a provider over the web, for feed_run.h: TLS always checked, redirects
 * not followed, nothing sent but the address. */
#ifndef SCHALE_WEB_SECURITY_SOURCE_FETCH_H
#define SCHALE_WEB_SECURITY_SOURCE_FETCH_H

#include <stdatomic.h>

#include "net/client.h"
#include "plan/security/feed/feed_fetch.h"

enum { SOURCE_FETCH_MS_MAX = 120000 }; /* for one file */

struct source_fetch {
    const char *ca;  /* file of certificates instead of the system's; NULL. Borrowed */
    uint32_t ms_max; /* for one file; 0: SOURCE_FETCH_MS_MAX */
    _Atomic bool is_cancelled;
    struct client_kept kept; /* release it */
};

struct feed_fetch source_fetch_of(struct source_fetch *fetch);

#endif
