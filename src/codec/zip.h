/* SPDX-License-Identifier: Apache-2.0 */
/* zip.h - ZIP archives from memory and to memory, over libzip; everything that could hurt is
 * checked before a byte is unpacked. */
#ifndef SCHALE_CODEC_ZIP_H
#define SCHALE_CODEC_ZIP_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    ZIP_ENTRIES_MAX = 10000,
    ZIP_RATIO_MAX = 1000, /* unpacked to packed, for entries over 1 MiB */
    ZIP_NAME_BYTES_MAX = 1024,
};
#define ZIP_UNPACKED_BYTES_MAX ((uint64_t)4 << 30) /* all entries together */

struct zip_entry {
    str name;       /* with '/' between folders, no leading '/' */
    uint64_t bytes; /* unpacked, as declared; reading more or fewer is an error */
};

struct zip_reader;

/* Opens an archive in memory (`bytes` must outlive the reader) and checks all names and sizes.
 * ERR_SYNTAX (not a ZIP, encrypted, overlapping entries, a name that is absolute or holds ".." or a
 * backslash or is there twice without regard to case), ERR_TOO_LARGE (the limits above; why->where
 * = the entry). */
MUST_CHECK err_t zip_open(str bytes, struct arena *arena, struct zip_reader **ret_reader,
                          struct fail *why);
size_t zip_count(const struct zip_reader *reader);
const struct zip_entry *zip_entry_at(const struct zip_reader *reader, size_t index);
/* Index of the entry of that name (exact first, then without regard to case, as OPC asks), or
 * SIZE_MAX. */
size_t zip_find(const struct zip_reader *reader, str name);
/* Unpacks one entry into malloc'd memory of exactly its size; the caller frees ret_bytes->p. */
MUST_CHECK err_t zip_read(struct zip_reader *reader, size_t index, str *ret_bytes,
                          struct fail *why);
void zip_close(struct zip_reader *reader);

struct zip_writer;
struct zip_writer *zip_writer_new(void);
/* `bytes` must live until zip_writer_finish. Same input, same archive: times are fixed. Pictures,
 * PDFs and other packed content (by name ending) is stored, the rest deflated. */
void zip_writer_add(struct zip_writer *writer, str name, str bytes);
/* Writes the archive to `out` and frees the writer. */
MUST_CHECK err_t zip_writer_finish(struct zip_writer *writer, struct buf *out, struct fail *why);

#endif
