/* SPDX-License-Identifier: Apache-2.0 */
/* output.h - what the commands write: environments into files, findings for people. */
#ifndef SCHALE_CMD_OUTPUT_H
#define SCHALE_CMD_OUTPUT_H

#include "model/load.h"

/* The metamodel to write a document in: that of its XML; else 3.1, or 3.2 when it uses what only
 * that has. */
enum metamodel output_version(const struct loaded *loaded);

/* Writes `root` to `path` as its ending says: .json, .xml or .aasx. ERR_USAGE for another ending;
 * ERR_IO, ERR_FULL. */
MUST_CHECK err_t output_write(const char *path, const struct node *root, enum metamodel version,
                              const struct package_file *files, size_t file_count,
                              struct fail *why);

/* Writes findings to standard error, one line and its hint each; nothing when there are none. */
void output_findings(const char *path, const struct findings *findings, enum language language);

/* Adds one finding in two or three lines: file:line: severity rule: sentence, place, remedy. */
void output_finding(struct buf *out, const char *path, const struct finding *finding,
                    enum language language);

#endif
