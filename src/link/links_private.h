/* SPDX-License-Identifier: Apache-2.0 */
/* links_private.h - what the files of the engine share. */
#ifndef SCHALE_LINK_LINKS_PRIVATE_H
#define SCHALE_LINK_LINKS_PRIVATE_H

#include <stdatomic.h>

#include "base/map.h"
#include "link/config.h"
#include "link/link.h"
#include "store/follow.h"

struct links {
    struct arena home;
    struct store *store;
    struct allow_list allowed;
    struct link_logins logins;
    struct link_shared shared;
    struct store_follower follower;
    pthread_t thread;
    /* Under shared.lock. */
    bool ended;
    struct link_connection *connections;
    struct link_config config; /* its problems; the interfaces were taken */
    struct links_count gone;   /* of connections that are no more */
    /* The engine's thread. */
    struct link_connection *ending; /* threads that have not finished yet */
    struct sha256 stamp;            /* of the configuration */
    int64_t config_at_ms;           /* when it is looked at again */
    uint64_t config_revision;       /* of the store, when it was looked at */
    uint64_t after;                 /* record up to which changes of targets were seen */
    struct map writable;            /* ids of submodels with targets that are written to machines */
    _Atomic bool follows;           /* there are some: each commit is looked at at once */
    struct arena batch;
};

/* Writes what came from machines into the store. True: there may be more. */
bool links_store_values(struct links *links);

/* Looks at what others changed in the store, and gives it to the machines. */
void links_follow_targets(struct links *links);

/* Notes what the targets of a new connection hold, so that only later changes are written. */
void links_know_targets(struct links *links, struct link_connection *connection);

#endif
