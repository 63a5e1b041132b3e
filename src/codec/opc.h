/* SPDX-License-Identifier: Apache-2.0 */
/* opc.h - Open Packaging Conventions (ISO/IEC 29500-2) over a ZIP: content types, relationships.
 * Part names are absolute, without percent escapes, and compared without regard to the case of A to
 * Z: "/aasx/data.xml". */
#ifndef SCHALE_CODEC_OPC_H
#define SCHALE_CODEC_OPC_H

#include "codec/zip.h"

enum {
    OPC_XML_BYTES_MAX = 16 * 1024 * 1024, /* [Content_Types].xml and each .rels, unpacked */
    OPC_RELATIONSHIPS_MAX = 100000,       /* of one source */
};

struct opc_relationship {
    str id, type;
    str target; /* absolute part name, resolved against the source's folder: "/aasx/data.xml"; or as
                   written when external */
    bool external; /* says so (unless it is the absolute name of a part that is there), or names no
                      place in the package (has a scheme, leaves the root) */
};

struct opc_package; /* opened from memory, lives in the arena but for the zip reader */

/* `bytes` must outlive the package. ERR_SYNTAX when it is no package ([Content_Types].xml missing
 * or broken ...), ERR_TOO_LARGE. */
MUST_CHECK err_t opc_open(str bytes, struct arena *arena, struct opc_package **ret_package,
                          struct fail *why);
/* Must be called before the arena is released. */
void opc_close(struct opc_package *package);
/* Relationships of a part, in the arena; source {NULL,0} or "/" is the package itself. None: count
 * 0. ERR_SYNTAX: its .rels is broken. */
MUST_CHECK err_t opc_relationships(struct opc_package *package, str source,
                                   struct opc_relationship **ret_items, size_t *ret_count,
                                   struct fail *why);
/* The content type of a part by Override, then by Default of its ending (any case), or {NULL, 0}.
 */
str opc_content_type(const struct opc_package *package, str part);
bool opc_has_part(const struct opc_package *package, str part);
/* Unpacked bytes, malloc'd, followed by a NUL that is not counted; the caller frees. ERR_NOT_FOUND:
 * no such part. Others as zip_reader_read. */
MUST_CHECK err_t opc_read_part(struct opc_package *package, str part, uint64_t bytes_max,
                               str *ret_bytes, struct fail *why);
/* Names of all parts ("/aasx/data.xml"), without [Content_Types].xml and .rels files. */
size_t opc_parts(const struct opc_package *package, const str **ret_names);

struct opc_writer;
/* Writes parts, relationships and content types in a fixed order: same input, same bytes. All texts
 * must live until finish. */
struct opc_writer *opc_writer_new(void);
/* `name` absolute, without percent escapes. */
void opc_writer_part(struct opc_writer *writer, str name, str content_type, str bytes);
/* source {NULL,0}: the package; else a part. A target that begins with '/' is a part, others are
 * external. Ids are given: rId1, rId2 ... */
void opc_writer_relationship(struct opc_writer *writer, str source, str type, str target);
/* Adds the package to `out` and frees the writer. Errors as zip_writer_finish. */
MUST_CHECK err_t opc_writer_finish(struct opc_writer *writer, struct buf *out, struct fail *why);

/* Resolves a relative reference against the folder of `base_part` and removes "." and ".."
 * segments; percent escapes are decoded, a fragment is dropped. False when it leaves the root,
 * holds a scheme or host, or names no part. */
bool opc_resolve(struct arena *arena, str base_part, str reference, str *ret_part);

#endif
