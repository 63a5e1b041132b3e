/* SPDX-License-Identifier: Apache-2.0 */
/* check_run.h - what commands that check files share: walking folders, output as text or JSON, the
 * sum, the exit code (design.md, "Program"). */
#ifndef SCHALE_CMD_CHECK_RUN_H
#define SCHALE_CMD_CHECK_RUN_H

#include "cmd/command.h"

struct check_run {
    /* Set by the command: what is checked how. */
    void (*check)(struct check_run *run, str bytes, struct findings *findings);
    /* How one file is written with --json; NULL: its findings alone. */
    void (*write_json)(struct check_run *run, const char *path, str bytes,
                       const struct findings *findings);
    void *options;              /* for both */
    const char *const *endings; /* of the files that are taken from folders; ends with NULL */
    /* The run's own. */
    const char *command;
    const char *path; /* of the file that is checked */
    enum language language;
    bool json, quiet;
    size_t files, files_with_errors, unreadable;
    struct buf out;
    struct arena arena; /* for `check`; emptied behind each file */
};

/* Reads the options json, quiet and lang. False, and told, when there is no file. */
MUST_CHECK bool check_run_begin(struct check_run *run, const struct arguments *arguments);

/* Checks all files and folders of the command line. Returns the exit code. */
int check_run_files(struct check_run *run, const struct arguments *arguments);

#endif
