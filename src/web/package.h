/* SPDX-License-Identifier: Apache-2.0 */
/* package.h - a package that a client sends: it is kept as it is, and what is in it becomes part of
 * the store, all of it in one batch. Rule: IDTA-01002 3.1.2, AASX File Server Interface; what it
 * leaves open stands in docs/decisions.md. */
#ifndef SCHALE_WEB_PACKAGE_H
#define SCHALE_WEB_PACKAGE_H

#include "model/finding.h"
#include "web/call.h"

enum {
    PACKAGE_ID_LENGTH_MAX = 128,       /* characters: PackageDescription.packageId */
    PACKAGE_FILE_NAME_BYTES_MAX = 255, /* what file systems take */
    PACKAGE_MADE_ID_BYTES = 32,        /* of SHA-256 in hex */
};

/* The stored file of a package's document. */
#define PACKAGE_PATH STR("package.aasx")

struct package {
    str id;
    str file_name; /* the last segment of what was sent, UTF-8 without control characters */
    str bytes;
    const str *aas_ids; /* as the form has them; empty ones are left out */
    size_t aas_id_count;
    bool strict; /* refuse what breaks a rule */
    /* From package_changes: */
    struct store_change *changes; /* the first is the package's document */
    size_t change_count;
    enum refusal refusal; /* why not, when it is none of the findings */
    str refusal_argument;
};

/* Reads the form, or the package alone, from the call's body; views of it, or in the call's arena.
 * Refuses what is no AASX package by its first bytes. `id` is made from the bytes. */
MUST_CHECK err_t package_read_body(struct call *call, struct package *ret_package,
                                   struct fail *why);

/* Reads the package and says what puts it into the store: its document and its bytes, then what
 * import.h says. Texts live in `arena` or are views of package->bytes. ERR_INVALID with findings,
 * or with package->refusal; ERR_TOO_LARGE. */
MUST_CHECK err_t package_changes(struct package *package, struct arena *arena,
                                 struct findings *findings, struct fail *why);

/* Adds the PackageDescription of a stored package's body. */
MUST_CHECK err_t package_description_write(str body, struct arena *arena, struct buf *out,
                                           struct fail *why);

/* The file's name from a stored package's body, in the arena. */
MUST_CHECK err_t package_file_name(str body, struct arena *arena, str *ret_name, struct fail *why);

#endif
