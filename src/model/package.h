/* SPDX-License-Identifier: Apache-2.0 */
/* package.h - AASX packages (IDTA-01005 3.0 to 3.2): environments and files found by relationships,
 * never by name. */
#ifndef SCHALE_MODEL_PACKAGE_H
#define SCHALE_MODEL_PACKAGE_H

#include "base/buf.h"
#include "model/load.h"

/* All parts that are read may unpack to this many bytes, or to so many times the package's own,
 * whichever is more. */
enum { PACKAGE_RATIO_MAX = 200 };
#define PACKAGE_BYTES_ALWAYS ((uint64_t)64 << 20)

/* Reads a package into ret_loaded (one environment: those of several aas-spec parts are joined; the
 * same data in two formats counts once). Files: aas-suppl targets, the package's thumbnail, and
 * parts that a File.value or defaultThumbnail.path names even without a relationship (finding
 * aasx-supplementary). Findings for everything that Part 5 forbids. Errors as load_document. */
MUST_CHECK err_t package_read(str bytes, const struct load_options *options, struct arena *arena,
                              struct findings *findings, struct loaded *ret_loaded);

/* Writes a package: /aasx/data.json or /aasx/data.xml (`format`), origin, all files as
 * supplementary files with relationships and content types; the first shell's thumbnail, when among
 * the files, also as package thumbnail. Same input, same bytes. Every path is made a legal part
 * name; ERR_INVALID when two collide. */
MUST_CHECK err_t package_write(const struct node *environment, enum metamodel version,
                               enum load_format format, const struct package_file *files,
                               size_t file_count, struct buf *out, struct fail *why);

/* Whether a File.value or path names a part of a package (relative reference) and not something on
 * the net or disk elsewhere. */
bool package_path_is_local(str path);

#endif
