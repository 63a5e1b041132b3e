/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_mend.c - schale mend: the file anew, with all that has one right outcome put right. What was
 * done goes to standard output, what is left to standard error. */
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "model/mend.h"

const struct option_row mend_options[] = {
    {"fix", "ID…", "only these fixes (default: all; docs/mend.md lists them)"},
    {"as", "CLASS", "the file is one object of this class (default: Environment)"},
    {"metamodel", "3.0|3.1|3.2", "the version of the file (default: what it says)"},
    {"json", NULL, "one JSON object for each change"},
    {"lang", "en|de", "language of the messages"},
    {0},
};

struct run {
    const struct arguments *arguments;
    struct load_options options;
    enum language language;
    enum load_format format;
    fix_set fixes;
    struct arena arena;
};

static bool complain(const char *what, const char *value)
{
    fprintf(stderr, "schale mend: %s %s\nTry: schale mend --help\n", what, value);
    return false;
}

static bool read_format(const char *path, enum load_format *ret_format)
{
    str name = str_from(path);
    size_t dot = name.n;
    while (dot > 0 && name.p[dot - 1] != '.')
        dot--;
    return load_format_find(str_of(name.p + dot, name.n - dot), ret_format) ||
           complain("the name must end in .json, .xml or .aasx:", path);
}

static bool read_fixes(struct run *run)
{
    const char *const *names;
    size_t count = argument_list(run->arguments, "fix", &names);
    run->fixes = count ? 0 : FIX_ALL;
    for (size_t i = 0; i < count; i++) {
        enum fix fix;
        if (!fix_find(str_from(names[i]), &fix))
            return complain("there is no fix", names[i]);
        run->fixes |= FIX_BIT(fix);
    }
    return true;
}

static bool read_arguments(struct run *run)
{
    const struct arguments *arguments = run->arguments;
    const char *class = argument_of(arguments, "as");
    const char *version = argument_of(arguments, "metamodel");
    run->language = command_language(argument_of(arguments, "lang"));
    run->options = (struct load_options){
        .class = class ? class_find(str_from(class)) : CLASS_ENVIRONMENT,
        .ask_file = version == NULL,
        .version = METAMODEL_3_2,
    };
    if (arguments->file_count != 2)
        return complain("usage: schale mend", arguments->command->usage);
    if (run->options.class == CLASS_NONE)
        return complain("the metamodel has no class", class);
    if (version && !metamodel_find(str_from(version), &run->options.version))
        return complain("the metamodel has no version", version);
    if (!read_format(arguments->files[1], &run->format) || !read_fixes(run))
        return false;
    return run->options.class == CLASS_ENVIRONMENT || run->format != LOAD_AASX ||
           complain("a package holds an Environment:", arguments->files[1]);
}

static void print_changes(const struct run *run, const struct mended *mended)
{
    bool json = argument_of(run->arguments, "json") != NULL;
    struct buf out = {0};
    for (size_t i = 0; i < mended->count; i++) {
        const struct mend_change *change = &mended->changes[i];
        if (json) {
            mend_change_write_json(change, run->language, &out);
            buf_add_char(&out, '\n');
            continue;
        }
        buf_printf(&out, "%.*s %.*s: %.*s", STR_ARG(fix_id(change->fix)), STR_ARG(change->path),
                   STR_ARG(fix_title(change->fix, run->language)));
        if (change->argument.n)
            buf_printf(&out, " (%.*s)", STR_ARG(change->argument));
        if (change->before.p)
            buf_printf(&out, " \"%.*s\"", STR_ARG(change->before));
        if (change->after.p)
            buf_printf(&out, " -> \"%.*s\"", STR_ARG(change->after));
        buf_add_char(&out, '\n');
    }
    if (mended->total > mended->count)
        fprintf(stderr, "%zu more changes\n", mended->total - mended->count);
    if (out.n)
        fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
}

static int mend_bytes(struct run *run, str bytes)
{
    const char *const *files = run->arguments->files;
    struct mend_file mend;
    struct fail why = {0};
    struct buf out = {0};
    mend_file_read(bytes, &run->options, run->fixes, &run->arena, &mend);
    if (!mend.readable) {
        output_findings(files[0], &mend.before, run->language);
        return EXIT_FINDINGS;
    }
    err_t err = mend_file_write(&mend, &run->options, run->format, &run->arena, &out, &why);
    if (!err)
        err = file_replace(files[1], buf_str(&out), &why);
    buf_release(&out);
    if (err)
        return command_fail(run->arguments, &why);
    print_changes(run, &mend.mended);
    output_findings(files[1], &mend.after, run->language);
    return mend.after.error_count ? EXIT_FINDINGS : EXIT_FINE;
}

int cmd_mend(const struct arguments *arguments)
{
    struct run run = {.arguments = arguments};
    struct fail why = {0};
    struct file_view file;
    if (!read_arguments(&run))
        return EXIT_USAGE;
    if (file_open(arguments->files[0], SIZE_MAX, &file, &why) != ERR_OK) {
        command_fail(arguments, &why);
        return EXIT_USAGE; /* unreadable */
    }
    int status = mend_bytes(&run, file.bytes);
    arena_release(&run.arena);
    file_close(&file);
    return status;
}
