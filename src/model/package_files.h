/* SPDX-License-Identifier: Apache-2.0 */
/* package_files.h - the files of a package that is being read; for package*.c. */
#ifndef SCHALE_MODEL_PACKAGE_FILES_H
#define SCHALE_MODEL_PACKAGE_FILES_H

#include "base/map.h"
#include "codec/opc.h"
#include "model/load.h"

/* A part that is a supplementary file or a thumbnail. */
struct package_part {
    str name;
    str bytes; /* in the arena */
    str content_type;
    bool related; /* a relationship names it */
    bool named;   /* a File.value or defaultThumbnail.path names it */
};

struct package_files {
    struct opc_package *package;
    uint64_t bytes_left; /* that may still be unpacked */
    struct arena *arena;
    struct findings *findings;
    struct map parts; /* name in small letters to struct package_part */
    struct map texts; /* each text that names a part, to its struct package_part */
    struct package_part **order;
    struct package_file *files;
    size_t part_count, part_room, file_count, file_room;
};

/* Notes a part that a relationship names; when there is no such part, a finding. */
err_t package_files_add(struct package_files *files, str name, struct fail *why);

/* Walks the tree for File.value and defaultThumbnail.path, whose texts are relative to `part`. */
err_t package_files_collect(struct package_files *files, const struct node *root, str part,
                            struct fail *why);

/* Parts that no text names get their own name as path. */
void package_files_finish(struct package_files *files, struct loaded *loaded);

void package_files_release(struct package_files *files);

/* The part's bytes as a copy in the arena. Errors of opc_read_part; ERR_TOO_LARGE also when nothing
 * is left of bytes_left. */
MUST_CHECK err_t package_part_read(struct package_files *files, str name, str *ret_bytes,
                                   struct fail *why);

/* Names of parts are compared without regard to the case of A to Z. */
str package_lower(struct arena *arena, str s);

/* The part that a text means, seen from `part`: as a relative reference (RFC 3986), or, when only
 * that one exists in `package` (may be NULL), from the root. The file: URIs that some tools write
 * are understood. False when the text is not local. */
bool package_part_of_path(struct arena *arena, struct opc_package *package, str part, str path,
                          str *ret_name);

#endif
