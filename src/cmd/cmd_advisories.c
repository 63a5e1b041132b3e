/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories.c - schale advisories check: what is wrong with security advisories (CSAF 2.0). */
#include "cmd/check_run.h"
#include "plan/security/csaf/csaf_check.h"

const struct option_row advisories_check_options[] = {
    {"json", NULL, "one JSON object for each file"},
    {"lang", "en|de", "language of the messages"},
    {"quiet", NULL, "only files with findings, and the sum"},
    {0},
};

static const char *const endings[] = {".json", NULL};

static void check(struct check_run *run, str bytes, struct findings *findings)
{
    (void)run;
    csaf_check(bytes, findings);
}

int cmd_advisories_check(const struct arguments *arguments)
{
    struct check_run run = {.check = check, .endings = endings};
    return check_run_begin(&run, arguments) ? check_run_files(&run, arguments) : EXIT_USAGE;
}
