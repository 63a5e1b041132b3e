/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_convert.c - schale convert: from any format that can be read to the one that the ending of
 * OUT names. */
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "model/load.h"

const struct option_row convert_options[] = {
    {"as", "CLASS", "the file is one object of this class (default: Environment)"},
    {"metamodel", "3.0|3.1|3.2", "the version of the file (default: what it says)"},
    {"strict", NULL, "stop when there is anything to overlook"},
    {"lang", "en|de", "language of the messages"},
    {0},
};

static bool read_options(const struct arguments *arguments, struct load_options *options)
{
    const char *class = argument_of(arguments, "as");
    const char *version = argument_of(arguments, "metamodel");
    *options = (struct load_options){
        .class = class ? class_find(str_from(class)) : CLASS_ENVIRONMENT,
        .ask_file = version == NULL,
        .version = METAMODEL_3_2,
        .tolerant = argument_of(arguments, "strict") == NULL,
        .check = argument_of(arguments, "strict") != NULL,
    };
    if (arguments->file_count != 2) {
        fprintf(stderr, "schale convert: IN and OUT are needed\n");
        return false;
    }
    if (options->class == CLASS_NONE ||
        (version && !metamodel_find(str_from(version), &options->version))) {
        fprintf(stderr, "schale convert: no such class or version of the metamodel\n");
        return false;
    }
    return true;
}

static int convert(const struct arguments *arguments, str bytes, const struct load_options *options,
                   struct arena *arena)
{
    struct findings findings = {.arena = arena};
    struct fail why = {0};
    struct loaded loaded;
    err_t rc = load_document(bytes, options, arena, &findings, &loaded);
    output_findings(arguments->files[0], &findings,
                    command_language(argument_of(arguments, "lang")));
    if (rc != ERR_OK || (!options->tolerant && findings.error_count))
        return EXIT_FINDINGS;
    enum metamodel version = options->ask_file ? output_version(&loaded) : options->version;
    rc = output_write(arguments->files[1], loaded.root, version, loaded.files, loaded.file_count,
                      &why);
    if (rc == ERR_OK)
        return EXIT_FINE;
    return command_fail(arguments, &why);
}

int cmd_convert(const struct arguments *arguments)
{
    struct load_options options;
    struct fail why = {0};
    struct file_view file;
    if (!read_options(arguments, &options))
        return EXIT_USAGE;
    if (file_open(arguments->files[0], SIZE_MAX, &file, &why) != ERR_OK) {
        command_fail(arguments, &why);
        return EXIT_USAGE; /* unreadable */
    }
    struct arena arena = {0};
    int status = convert(arguments, file.bytes, &options, &arena);
    arena_release(&arena);
    file_close(&file);
    return status;
}
