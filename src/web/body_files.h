/* SPDX-License-Identifier: Apache-2.0 */
/* body_files.h - the files of a request: its whole body, or the file parts of a form. */
#ifndef SCHALE_WEB_BODY_FILES_H
#define SCHALE_WEB_BODY_FILES_H

#include "web/answer.h"

struct body_file {
    str name; /* as the client sent it: any bytes; empty when it told none */
    str bytes;
};

struct body_files {
    struct body_file *items;
    size_t count;            /* at least 1 */
    struct http_part *parts; /* of a form, those that are no files too; count 0 for a plain body */
    size_t part_count;
};

/* Reads them; views of the body. Parts without a file name or without bytes are no files. A plain
 * body gets its name from the query parameter `name`. Refuses a body without a file. */
MUST_CHECK err_t body_files_read(struct call *call, struct body_files *ret_files, struct fail *why);

/* The same where there must be one only. */
MUST_CHECK err_t body_file_read(struct call *call, struct body_file *ret_file, struct fail *why);

/* Whether a part of that name says true. */
bool body_files_flag(const struct body_files *files, const char *name);

#endif
