/* SPDX-License-Identifier: Apache-2.0 */
/* command.h - the subcommands: each has one row in main.c and one file. Standard output is the
 * product, standard error is talk. Exit: 0 fine, 1 findings or failure, 2 wrong use or unreadable
 * (design.md, "Program"). */
#ifndef SCHALE_CMD_COMMAND_H
#define SCHALE_CMD_COMMAND_H

#include "base/base.h"
#include "model/finding.h"

enum { EXIT_FINE = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2 };
enum { OPTIONS_MAX = 24 };

struct option_row {
    const char *name; /* without the two dashes */
    const char
        *argument; /* what stands behind it in the help, or NULL: a switch. Ends in "…": any
                      number of values, also by giving it again. Has "|": one of these words */
    const char *help;
};

struct arguments;

struct command {
    const char *name; /* one word or two: "advisories check" */
    int (*run)(const struct arguments *arguments);
    const char *usage;                /* what follows the name: "FILE… [--json]" */
    const char *summary;              /* one line */
    const struct option_row *options; /* ends with a zero row */
};

struct arguments {
    const struct command *command;
    const char *const *files; /* everything that is no option */
    size_t file_count;
    const char
        *values[OPTIONS_MAX]; /* by row of the options; NULL: not given; "" for a switch that is */
    const char **lists[OPTIONS_MAX]; /* the values, for options with any number of them */
    size_t list_counts[OPTIONS_MAX];
};

/* The value of option `name` (a row of the command, asserted), or NULL. "" for a switch that is on.
 */
const char *argument_of(const struct arguments *arguments, const char *name);

/* The values of an option that takes any number; 0: not given. The list lives until
 * arguments_release. */
size_t argument_list(const struct arguments *arguments, const char *name,
                     const char *const **ret_values);

/* Splits argv by the command's table; options may stand anywhere, "--" ends them, "--name=value"
 * works. Writes what is wrong to standard error and returns false on an unknown option, an option
 * given twice, or a missing or impossible value. The values live in argv. */
MUST_CHECK bool arguments_read(const struct command *command, int argc, char **argv,
                               struct arguments *ret_arguments);
void arguments_release(struct arguments *arguments);

/* Tells on standard error why the command failed. EXIT_USAGE for ERR_USAGE, else EXIT_FINDINGS. */
int command_fail(const struct arguments *arguments, const struct fail *why);

/* The address of a server, as --url gives it, without the slashes at its end. */
str server_address(const char *url);

/* Writes the command's help to standard output. */
void command_help(const struct command *command);

/* The language of messages: --lang, else LC_ALL, LC_MESSAGES, LANG; English unless it begins with
 * "de". */
enum language command_language(const char *option);

/* A line on standard error that is written over, when that is a terminal; nothing otherwise. Empty
 * text ends it. */
void progress_show(const char *format, ...) PRINTF_LIKE(1, 2);

int cmd_advisories_exploited(const struct arguments *arguments);
int cmd_advisories_check(const struct arguments *arguments);
int cmd_advisories_fetch(const struct arguments *arguments);
int cmd_advisories_import(const struct arguments *arguments);
int cmd_advisories_match(const struct arguments *arguments);
int cmd_advisories_report(const struct arguments *arguments);
int cmd_check(const struct arguments *arguments);
int cmd_mend(const struct arguments *arguments);
int cmd_convert(const struct arguments *arguments);
int cmd_serve(const struct arguments *arguments);
int cmd_import(const struct arguments *arguments);
int cmd_inventory_import(const struct arguments *arguments);
int cmd_inventory_list(const struct arguments *arguments);
int cmd_export(const struct arguments *arguments);
int cmd_verify(const struct arguments *arguments);
int cmd_backup(const struct arguments *arguments);
int cmd_restore(const struct arguments *arguments);

extern const struct option_row advisories_exploited_options[], advisories_fetch_options[],
    advisories_import_options[], advisories_match_options[], advisories_report_options[],
    inventory_import_options[], inventory_list_options[];
extern const struct option_row advisories_check_options[], check_options[], mend_options[],
    convert_options[], serve_options[], import_options[], export_options[], no_options[];

#endif
