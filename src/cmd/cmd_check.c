/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_check.c - schale check: files and folders of files, each with its findings. */
#include "cmd/check_run.h"
#include "model/check_report.h"

const struct option_row check_options[] = {
    {"json", NULL, "one JSON object for each file"},
    {"as", "CLASS", "each file is one object of this class (default: Environment)"},
    {"metamodel", "3.0|3.1|3.2", "the version to check against (default: what the file says)"},
    {"tolerant", NULL, "overlook what an import would overlook"},
    {"lang", "en|de", "language of the messages"},
    {"quiet", NULL, "only files with findings, and the sum"},
    {0},
};

static const char *const endings[] = {".json", ".xml", ".aasx", NULL};

struct checking {
    struct load_options options;
    bool mends; /* what mending would change is told where the file is looked at as it is */
    struct mend_file mend;
};

static void check(struct check_run *run, str bytes, struct findings *findings)
{
    struct checking *checking = run->options;
    struct mend_file *mend = &checking->mend;
    *mend = (struct mend_file){.before = *findings};
    if (run->json && checking->mends) {
        mend_file_read(bytes, &checking->options, FIX_ALL, &run->arena, mend);
    } else {
        err_t rc =
            load_document(bytes, &checking->options, &run->arena, &mend->before, &mend->loaded);
        assert(rc == ERR_OK || mend->before.error_count > 0);
        mend->readable = rc == ERR_OK;
    }
    *findings = mend->before;
}

static void write_json(struct check_run *run, const char *path, str bytes,
                       const struct findings *findings)
{
    const struct checking *checking = run->options;
    bool readable = checking->mend.readable;
    struct check_report report = {.file = str_from(path),
                                  .bytes = bytes,
                                  .loaded = readable ? &checking->mend.loaded : NULL,
                                  .findings = findings,
                                  .mended =
                                      checking->mends && readable ? &checking->mend.mended : NULL,
                                  .language = run->language};
    check_report_write(&report, &run->out);
    buf_add_char(&run->out, '\n');
}

static bool read_options(const struct arguments *arguments, struct load_options *options)
{
    const char *class = argument_of(arguments, "as");
    const char *version = argument_of(arguments, "metamodel");
    *options = (struct load_options){
        .class = CLASS_ENVIRONMENT,
        .ask_file = version == NULL,
        .version = METAMODEL_3_2,
        .tolerant = argument_of(arguments, "tolerant") != NULL,
        .check = true,
    };
    if (version && !metamodel_find(str_from(version), &options->version)) {
        fprintf(stderr, "schale check: --metamodel is 3.0, 3.1 or 3.2, not %s\n", version);
        return false;
    }
    if (class)
        options->class = class_find(str_from(class));
    if (options->class == CLASS_NONE) {
        fprintf(stderr, "schale check: the metamodel has no class %s\n", class);
        return false;
    }
    return true;
}

int cmd_check(const struct arguments *arguments)
{
    struct checking checking;
    struct check_run run = {
        .check = check, .write_json = write_json, .options = &checking, .endings = endings};
    if (!read_options(arguments, &checking.options) || !check_run_begin(&run, arguments))
        return EXIT_USAGE;
    checking.mends = !checking.options.tolerant;
    return check_run_files(&run, arguments);
}
