/* SPDX-License-Identifier: Apache-2.0 */
/* export.h - the store, or parts of it, as one environment with its files. */
#ifndef SCHALE_WEB_EXPORT_H
#define SCHALE_WEB_EXPORT_H

#include "base/buf.h"
#include "model/load.h"
#include "store/store.h"

struct export_options {
    const str *shell_ids; /* named shells come with the submodels they refer to */
    size_t shell_count;
    const str *submodel_ids;
    size_t submodel_count;
    const str *ids; /* of shells, submodels, or both alike */
    size_t id_count;
    bool only_named_submodels; /* ... unless told so */
    bool everything;           /* all documents; the ids are not looked at */
    bool concept_descriptions; /* also those that the semantic ids, valueIds and value lists of the
                                  rest name */
    bool files;
};

struct exported {
    const struct node *environment;
    struct package_file *files;
    size_t file_count;
};

/* All memory belongs to `arena`. ERR_NOT_FOUND (why->where = the id): a named shell or submodel is
 * not there, or an id of `ids` is neither. */
MUST_CHECK err_t export_environment(struct store *store, const struct export_options *options,
                                    struct arena *arena, struct exported *ret_exported,
                                    struct fail *why);

/* The same environment as JSON text, from the stored texts without reading them; files are not
 * looked at. */
MUST_CHECK err_t export_json(struct store *store, const struct export_options *options,
                             struct buf *out, struct fail *why);

#endif
