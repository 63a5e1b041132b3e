/* SPDX-License-Identifier: Apache-2.0 */
/* import.h - what was loaded from a file, as changes for the store. */
#ifndef SCHALE_WEB_IMPORT_H
#define SCHALE_WEB_IMPORT_H

#include "model/load.h"
#include "store/store.h"

/* Adds to the growing list what puts a loaded environment into the store: each identifiable as
 * canonical JSON (STORE_PUT, STORE_ALWAYS), then each file with each document whose File.value or
 * defaultThumbnail.path names it; files that none names go with the first. A root of class
 * Submodel, AssetAdministrationShell or ConceptDescription counts as an environment with that one.
 * Texts live in `arena` or are views of `loaded`. ERR_INVALID (why->where = path): an identifiable
 * without an id, or with an empty or too long one. */
struct import_list {
    struct store_change *changes;
    size_t count, room;
};
MUST_CHECK err_t import_changes(const struct loaded *loaded, struct arena *arena,
                                struct import_list *list, struct fail *why);

#endif
