/* SPDX-License-Identifier: Apache-2.0 */
/* zip.h - ZIP archives from memory and to memory, over libzip; everything that could hurt is
 * checked before a byte is unpacked. (libzip owns the names zip_open and zip_close.) */
#ifndef SCHALE_CODEC_ZIP_H
#define SCHALE_CODEC_ZIP_H

#include "base/arena.h"
#include "base/buf.h"

enum {
    ZIP_ENTRIES_MAX = 10000,
    ZIP_RATIO_MAX = 1000, /* unpacked to packed, for entries over 1 MiB */
    ZIP_NAME_BYTES_MAX = 1024,
    ZIP_DIRECTORY_BYTES_MAX = 16 * 1024 * 1024, /* the archive's own list of entries */
};
#define ZIP_UNPACKED_BYTES_MAX ((uint64_t)4 << 30) /* all entries together; all reads together */

struct zip_entry {
    str name;       /* with '/' between folders, no leading '/' */
    uint64_t bytes; /* unpacked, as declared; reading more or fewer is an error */
};

struct zip_reader;

/* Opens an archive in memory (`bytes` must outlive the reader; the reader lives in `arena`) and
 * checks all names and sizes. Entries for folders are left out. ERR_SYNTAX (not a ZIP, encrypted,
 * packed by another method than deflate, entries that overlap: they claim more bytes than there
 * are; a name that is absolute or holds "..", a backslash or a control character, or is there twice
 * without regard to case), ERR_TOO_LARGE (the limits above; why->where = the entry). */
MUST_CHECK err_t zip_reader_open(str bytes, struct arena *arena, struct zip_reader **ret_reader,
                                 struct fail *why);
size_t zip_reader_count(const struct zip_reader *reader);
const struct zip_entry *zip_reader_entry(const struct zip_reader *reader, size_t index);
/* Index of the entry of that name, without regard to case, as OPC asks, or SIZE_MAX. */
size_t zip_reader_find(const struct zip_reader *reader, str name);
/* Unpacks one entry into malloc'd memory of exactly its size, followed by a NUL that is not
 * counted; the caller frees ret_bytes->p. ERR_SYNTAX (damaged, or not of the declared size),
 * ERR_TOO_LARGE (over bytes_max, or all reads of this reader together over ZIP_UNPACKED_BYTES_MAX).
 */
MUST_CHECK err_t zip_reader_read(struct zip_reader *reader, size_t index, uint64_t bytes_max,
                                 str *ret_bytes, struct fail *why);
/* Must be called before the arena is released. */
void zip_reader_close(struct zip_reader *reader);

struct zip_writer;
struct zip_writer *zip_writer_new(void);
/* `bytes` must live until zip_writer_finish, `name` need not. Same
 * input, same archive: times are fixed. Pictures, PDFs and other packed content (by name ending) is
 * stored, the rest deflated. What goes wrong is told by zip_writer_finish. */
void zip_writer_add(struct zip_writer *writer, str name, str bytes);
/* Adds the archive to `out` and frees the writer. ERR_CONFLICT (a name was added twice),
 * ERR_TOO_LARGE (over the cap of `out`, a name too long), ERR_IO. */
MUST_CHECK err_t zip_writer_finish(struct zip_writer *writer, struct buf *out, struct fail *why);

#endif
