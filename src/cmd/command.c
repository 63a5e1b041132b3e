/* SPDX-License-Identifier: Apache-2.0 */
/* command.c - options by a table, help, language, progress. */
#include "cmd/command.h"

#include <stdarg.h>
#include <unistd.h>

const struct option_row no_options[] = {{0}};

static bool takes_many(const struct option_row *row)
{
    return row->argument && str_ends_with(str_from(row->argument), STR("…"));
}

/* Whether the value is one of the words in "en|de". */
static bool is_possible(const struct option_row *row, str value)
{
    str words = str_from(row->argument);
    if (str_find_char(words, '|') == words.n)
        return true;
    for (;;) {
        size_t bytes = str_find_char(words, '|');
        if (str_equal(str_of(words.p, bytes), value))
            return true;
        if (bytes == words.n)
            return false;
        words = str_of(words.p + bytes + 1, words.n - bytes - 1);
    }
}

static int row_find(const struct command *command, str name)
{
    for (int i = 0; command->options[i].name; i++)
        if (str_equal(str_from(command->options[i].name), name))
            return i;
    return -1;
}

const char *argument_of(const struct arguments *arguments, const char *name)
{
    int row = row_find(arguments->command, str_from(name));
    assert(row >= 0);
    return arguments->values[row];
}

size_t argument_list(const struct arguments *arguments, const char *name,
                     const char *const **ret_values)
{
    int row = row_find(arguments->command, str_from(name));
    assert(row >= 0);
    *ret_values = arguments->lists[row];
    return arguments->list_counts[row];
}

static bool complain(const struct command *command, const char *what, str name)
{
    fprintf(stderr, "schale %s: %s %.*s\nTry: schale %s --help\n", command->name, what,
            STR_ARG(name), command->name);
    return false;
}

struct parser {
    const struct command *command;
    int argc;
    char **argv;
    struct arguments *out;
    const char **files;
};

/* One more value of an option; options that take many may be given more than once. */
static void add_value(struct parser *parser, int row, const char *value)
{
    struct arguments *out = parser->out;
    if (!out->lists[row])
        out->lists[row] = calloc((size_t)parser->argc, sizeof *out->lists[row]);
    if (!out->lists[row])
        abort();
    out->lists[row][out->list_counts[row]++] = value;
    out->values[row] = value;
}

/* One option at argv[*at]; moves *at behind its last word. */
static bool read_option(struct parser *parser, int *at)
{
    str word = str_from(parser->argv[(*at)++] + 2);
    size_t equals = str_find_char(word, '=');
    str name = str_of(word.p, equals);
    int row = row_find(parser->command, name);
    if (row < 0)
        return complain(parser->command, "unknown option", str_of(word.p - 2, name.n + 2));
    const struct option_row *option = &parser->command->options[row];
    struct arguments *out = parser->out;
    if (out->values[row] && !takes_many(option))
        return complain(parser->command, "given twice:", str_of(word.p - 2, name.n + 2));
    if (!option->argument) {
        out->values[row] = "";
        return equals == word.n || complain(parser->command, "no value is possible with", name);
    }
    out->values[row] = "";
    if (equals < word.n) {
        add_value(parser, row, word.p + equals + 1);
    } else {
        while (*at < parser->argc && strncmp(parser->argv[*at], "--", 2) != 0) {
            add_value(parser, row, parser->argv[(*at)++]);
            if (!takes_many(option))
                break;
        }
    }
    if (!out->values[row][0])
        return complain(parser->command, "a value is missing behind", name);
    if (!is_possible(option, str_from(out->values[row])))
        return complain(parser->command, "this value is not possible:", word);
    return true;
}

bool arguments_read(const struct command *command, int argc, char **argv,
                    struct arguments *ret_arguments)
{
    const char **files = calloc((size_t)argc + 1, sizeof *files);
    if (!files)
        abort();
    *ret_arguments = (struct arguments){.command = command, .files = files};
    struct parser parser = {command, argc, argv, ret_arguments, files};
    bool options_end = false;
    for (int at = 0; at < argc;) {
        if (options_end || strncmp(argv[at], "--", 2) != 0) {
            files[ret_arguments->file_count++] = argv[at++];
        } else if (argv[at][2] == 0) {
            options_end = true;
            at++;
        } else if (!read_option(&parser, &at)) {
            arguments_release(ret_arguments);
            return false;
        }
    }
    return true;
}

void arguments_release(struct arguments *arguments)
{
    free((void *)(uintptr_t)arguments->files);
    for (size_t i = 0; i < OPTIONS_MAX; i++)
        free(arguments->lists[i]);
    *arguments = (struct arguments){0};
}

int command_fail(const struct arguments *arguments, const struct fail *why)
{
    fprintf(stderr, "schale %s: %s%s%s\n", arguments->command->name, why->where,
            why->where[0] ? ": " : "", why->text);
    return why->code == ERR_USAGE ? EXIT_USAGE : EXIT_FINDINGS;
}

str server_address(const char *url)
{
    str address = str_from(url);
    while (address.n && address.p[address.n - 1] == '/')
        address.n--;
    return address;
}

void command_help(const struct command *command)
{
    printf("schale %s %s\n  %s\n", command->name, command->usage, command->summary);
    for (const struct option_row *row = command->options; row->name; row++) {
        char head[64];
        snprintf(head, sizeof head, "--%s %s", row->name, row->argument ? row->argument : "");
        printf("  %-26s %s\n", head, row->help);
    }
}

enum language command_language(const char *option)
{
    const char *const sources[] = {option, getenv("LC_ALL"), getenv("LC_MESSAGES"), getenv("LANG")};
    for (size_t i = 0; i < COUNT_OF(sources); i++)
        if (sources[i] && sources[i][0])
            return strncmp(sources[i], "de", 2) == 0 ? LANGUAGE_GERMAN : LANGUAGE_ENGLISH;
    return LANGUAGE_ENGLISH;
}

void progress_show(const char *format, ...)
{
    if (!isatty(STDERR_FILENO))
        return;
    va_list args;
    va_start(args, format);
    fputs("\r\033[K", stderr);
    vfprintf(stderr, format, args);
    va_end(args);
    fflush(stderr);
}
