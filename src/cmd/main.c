/* SPDX-License-Identifier: Apache-2.0 */
/* main.c - the table of subcommands. */
#include <malloc.h>

#include "cmd/command.h"

static const struct command commands[] = {
    {"serve", cmd_serve,
     "[--data DIR] [--listen HOST:PORT] [--public-url URL] [--delegate URL…] [--example]",
     "Serves the AAS API and the pages.", serve_options},
    {"check", cmd_check, "FILE… [--json]",
     "Says what is wrong with JSON, XML and AASX files, and how to mend it.", check_options},
    {"advisories check", cmd_advisories_check, "FILE… [--json]",
     "Says what is wrong with security advisories (CSAF 2.0).", advisories_check_options},
    {"advisories import", cmd_advisories_import, "PATH… [--data DIR]",
     "Puts security advisories into a store, or newer versions of them.",
     advisories_import_options},
    {"advisories fetch", cmd_advisories_fetch, "URL|DOMAIN|FOLDER… [--data DIR]",
     "Gets security advisories from their publishers, checked by hash and signature.",
     advisories_fetch_options},
    {"advisories match", cmd_advisories_match, "[--data DIR] [--json]",
     "Says which advisories may hit which assets of a store, and why.", advisories_match_options},
    {"advisories report", cmd_advisories_report,
     "[--data DIR] [--zone ID] [--date DATE] [--out FILE]",
     "Writes what was known on a day and what was done, from the log.", advisories_report_options},
    {"advisories exploited", cmd_advisories_exploited, "FILE [--data DIR] [--json]",
     "Keeps a list of vulnerabilities that are known to be exploited (KEV).",
     advisories_exploited_options},
    {"inventory import", cmd_inventory_import, "FILE.csv|FILE.xlsx [--data DIR] [--columns NAMES]",
     "Makes shells of a list of devices, and says what they lack.", inventory_import_options},
    {"inventory list", cmd_inventory_list, "[--data DIR] [--json | --csv]",
     "Lists the devices of a store: what each is, where, with which versions and ports.",
     inventory_list_options},
    {"mend", cmd_mend, "IN OUT [--fix ID…]",
     "Writes a file anew with all that has one right outcome put right.", mend_options},
    {"convert", cmd_convert, "IN OUT",
     "Converts between .json, .xml and .aasx, and old files to 3.1.", convert_options},
    {"import", cmd_import, "FILE… [--data DIR | --url URL]",
     "Puts files into a store: all of them or none.", import_options},
    {"export", cmd_export, "OUT [--data DIR | --url URL] [--id ID…]",
     "Writes a store, or parts of it, to .json, .xml or .aasx.", export_options},
    {"verify", cmd_verify, "DIR", "Walks the hash chain of a store and all that follows from it.",
     no_options},
    {"backup", cmd_backup, "DIR FILE", "Copies a store, also while it is served, into one file.",
     no_options},
    {"restore", cmd_restore, "FILE DIR", "Makes a store from such a copy.", no_options},
};

static void help(FILE *to)
{
    fputs("schale - a server and checker for Asset Administration Shells\n\n", to);
    for (size_t i = 0; i < COUNT_OF(commands); i++)
        fprintf(to, "  schale %-16s %s\n", commands[i].name, commands[i].summary);
    fputs("\nschale COMMAND --help says more.\n", to);
}

/* Memory that was given back is used again soon: keep it, and let heaps grow in large steps. */
static void tune_memory(void)
{
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_TOP_PAD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 64 << 20);
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
}

/* How many words of the command line name the command; 0: they name another one. */
static int words_of(const struct command *command, int argc, char **argv)
{
    const char *rest = strchr(command->name, ' ');
    size_t first = rest ? (size_t)(rest - command->name) : strlen(command->name);
    if (!str_equal(str_from(argv[1]), str_of(command->name, first)))
        return 0;
    if (!rest)
        return 1;
    return argc > 2 && strcmp(argv[2], rest + 1) == 0 ? 2 : 0;
}

int main(int argc, char **argv)
{
    tune_memory();
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0) {
        help(argc < 2 ? stderr : stdout);
        return argc < 2 ? EXIT_USAGE : EXIT_FINE;
    }
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        struct arguments arguments;
        int words = words_of(&commands[i], argc, argv);
        if (words == 0)
            continue;
        if (argc == words + 2 && strcmp(argv[words + 1], "--help") == 0) {
            command_help(&commands[i]);
            return EXIT_FINE;
        }
        if (!arguments_read(&commands[i], argc - words - 1, argv + words + 1, &arguments))
            return EXIT_USAGE;
        int status = commands[i].run(&arguments);
        arguments_release(&arguments);
        return status;
    }
    fprintf(stderr, "schale: unknown command %s\n", argv[1]);
    help(stderr);
    return EXIT_USAGE;
}
