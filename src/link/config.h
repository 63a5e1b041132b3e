/* SPDX-License-Identifier: Apache-2.0 */
/* config.h - all interfaces and mappings that are stored, found by the semanticIds of their
 * submodels. */
#ifndef SCHALE_LINK_CONFIG_H
#define SCHALE_LINK_CONFIG_H

#include "link/mapping.h"
#include "store/store.h"

enum { LINK_INTERFACES_MAX = 500 }; /* each that is connected has a thread */

/* What one submodel, or the whole, does wrong; no interface has it. */
struct link_problem {
    str submodel_id, path, text;
};

struct link_config {
    struct arena home;
    struct link_interface **interfaces; /* owned until taken: then NULL */
    size_t interface_count;
    struct link_problem *problems;
    size_t problem_count;
};

/* Changes whenever one of those submodels does. ERR_IO, ERR_CORRUPT. */
MUST_CHECK err_t link_config_stamp(struct store *store, struct sha256 *ret_stamp, struct fail *why);

/* Reads all. Templates (kind Template) are left out. ERR_IO, ERR_CORRUPT. */
MUST_CHECK err_t link_config_load(struct store *store, const struct allow_list *allowed,
                                  const struct link_logins *logins, struct link_config *ret_config,
                                  struct fail *why);
void link_config_release(struct link_config *config);

#endif
