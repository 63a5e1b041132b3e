/* SPDX-License-Identifier: Apache-2.0 */
/* file.h - whole files in and out. */
#ifndef SCHALE_BASE_FILE_H
#define SCHALE_BASE_FILE_H

#include "base/base.h"

/* A file mapped read-only, or copied when it cannot be mapped (a pipe). */
struct file_view {
    str bytes;
    bool mapped;
};

/* Opens `path` whole, at most bytes_max. ERR_NOT_FOUND, ERR_TOO_LARGE, ERR_IO (also: a directory).
 */
MUST_CHECK err_t file_open(const char *path, size_t bytes_max, struct file_view *ret_view,
                           struct fail *why);
void file_close(struct file_view *view);

/* Writes `bytes` to `path` by way of a new file beside it and a rename, with fsync of both: after a
 * crash the old or the new content is there, whole. ERR_IO, ERR_FULL. */
MUST_CHECK err_t file_replace(const char *path, str bytes, struct fail *why);
/* The same for a secret: readable by its owner alone, also while it is written. */
MUST_CHECK err_t file_replace_secret(const char *path, str bytes, struct fail *why);

/* Makes a file, or the names in a folder, durable (fsync). ERR_IO. */
MUST_CHECK err_t file_sync_path(const char *path, struct fail *why);
/* The same for the folder that `path` is in. */
MUST_CHECK err_t file_sync_folder_of(const char *path, struct fail *why);

/* Makes the folder and its parents. ERR_IO. */
MUST_CHECK err_t file_make_dirs(const char *path, struct fail *why);

#endif
