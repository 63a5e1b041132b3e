/* SPDX-License-Identifier: Apache-2.0 */
/* file_answer.h - files to and from a browser: stored files as downloads that cannot run, and the
 * one file of a multipart/form-data body. */
#ifndef SCHALE_WEB_FILE_ANSWER_H
#define SCHALE_WEB_FILE_ANSWER_H

#include "web/answer.h"

enum { FILE_NAME_BYTES_MAX = 120 };

/* 200 with a file's bytes. Pictures that cannot carry script are shown, everything else is offered
 * for download; what a browser could run gets a sandbox (Content-Security-Policy). The
 * name goes along as RFC 6266 says. `release` as in http.h. */
void answer_file(struct call *call, const struct etag *etag, str name, str content_type, str bytes,
                 void (*release)(void *owner), void *owner);

/* Reads a stored file of a document and answers it. 404 when it is not stored. */
MUST_CHECK err_t answer_stored_file(struct call *call, const struct document *document, str path,
                                    str content_type, struct fail *why);

/* The file of a multipart/form-data body: part "file"; its name from part "fileName" or the file
 * part, made harmless: letters, digits, '.', '-' and '_'. */
struct file_part {
    str name, content_type, bytes;
};
MUST_CHECK err_t call_file_part(struct call *call, struct file_part *ret_part, struct fail *why);

/* The value of Content-Disposition for a file of that name (RFC 6266); how: "attachment". */
str file_disposition(struct arena *arena, const char *how, str path);

/* The name percent-encoded, all but letters, digits, '.', '-' and '_' (RFC 8187). */
str file_name_encode(struct arena *arena, str name);

/* The last segment of a path, made harmless. */
str file_name_of(struct arena *arena, str path);

#endif
