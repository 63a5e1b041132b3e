/* SPDX-License-Identifier: Apache-2.0 */
/* link.h - asset connections: values of Properties read from and written to machines, as the
 * submodels Asset Interfaces Description and Asset Interfaces Mapping Configuration in the store
 * say. What is connected follows the store. Nothing is connected that the operator did not allow.
 */
#ifndef SCHALE_LINK_LINK_H
#define SCHALE_LINK_LINK_H

#include "link/connection.h"
#include "store/store.h"

enum {
    LINK_CONFIG_MS = 500,         /* at most so often it is looked whether the submodels changed */
    LINK_BATCH_CHANGES_MAX = 256, /* values of one submission to the store */
    LINK_RECORDS_MAX = 256,       /* of the log in one look */
    LINK_STOP_MS_MAX = 2000       /* for the threads to end when the server stops */
};

/* What stands in the log as the actor of a value that came from a machine. */
#define LINK_ACTOR "connection"

struct link_options {
    struct store *store;
    const char *const *allowed; /* addresses as allow_list_add_machine takes them; none: nothing is
                                   connected */
    size_t allowed_count;
    const char *login_file; /* login.h; NULL: none */
};

struct links;

/* Starts. ERR_USAGE: an option is wrong; ERR_IO, ERR_NOT_FOUND: the file cannot be read. */
MUST_CHECK err_t links_start(const struct link_options *options, struct links **ret_links,
                             struct fail *why);
void links_stop(struct links *links);

/* Adds what is known of all interfaces as JSON (docs/link.md). From any thread. */
void links_write_json(struct links *links, struct buf *out);

struct links_count {
    uint64_t states[LINK_STATE_COUNT]; /* interfaces in each */
    uint64_t reads, writes, failures, losses;
};

/* Since the start. From any thread. */
struct links_count links_count(struct links *links);

#endif
