/* SPDX-License-Identifier: Apache-2.0 */
/* load.h - any file that holds AAS data, read by what is in it, not by its name: JSON, XML, an AASX
 * package; metamodel 3.x as it is, 1.0 and 2.0 converted. What check, import, convert and upload
 * stand on. */
#ifndef SCHALE_MODEL_LOAD_H
#define SCHALE_MODEL_LOAD_H

#include "model/finding.h"
#include "model/node.h"

enum load_format { LOAD_JSON, LOAD_XML, LOAD_AASX };

struct load_options {
    enum class_id class; /* CLASS_ENVIRONMENT unless the caller knows it is one object of another
                            class */
    bool ask_file; /* take the metamodel's version from the file: XML namespace; JSON: the newest */
    enum metamodel version; /* when not ask_file */
    bool tolerant;          /* sets findings->tolerant */
    bool check;             /* also run node_check */
};

/* A file inside a package, or one that belongs to the documents. */
struct package_file {
    str path; /* as File.value and defaultThumbnail.path name it: "/aasx/files/manual.pdf" */
    str content_type;
    str bytes;
};

struct loaded {
    enum load_format format;
    enum metamodel version;
    bool converted; /* was metamodel 1.0 or 2.0 */
    const struct node *root;
    struct package_file *files; /* supplementary files and thumbnails; count 0 for JSON and XML */
    size_t file_count;
};

/* "json", "xml", "aasx". */
str load_format_name(enum load_format format);
bool load_format_find(str name, enum load_format *ret_format);

/* The format by the first bytes, as load_document sees it. False: empty, or none of the three. */
bool load_format_of(str bytes, enum load_format *ret_format);

/* Reads `bytes` (must outlive the arena). All memory, also of unpacked parts, belongs to `arena`.
 * Strict: ret_loaded is set when there is a tree to work with, even with findings;
 * findings->error_count tells whether it is acceptable. Tolerant: ERR_OK says that all of the file
 * that has a meaning is in the tree; what is left are broken rules. ERR_SYNTAX, ERR_INVALID,
 * ERR_TOO_LARGE: there is no tree, or (tolerant) something could not be taken into it; the reason
 * is among the findings. */
MUST_CHECK err_t load_document(str bytes, const struct load_options *options, struct arena *arena,
                               struct findings *findings, struct loaded *ret_loaded);

/* The metamodel to write a tree in that was made from this document: that of its XML; else 3.1, or
 * 3.2 when it uses what only that has. */
enum metamodel load_write_version(const struct loaded *loaded, const struct node *root);

#endif
