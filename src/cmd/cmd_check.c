/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_check.c - schale check: files and folders of files, each with its findings. */
#include "cmd/command.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cmd/output.h"
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

enum { FOLDER_DEPTH_MAX = 32 };

struct run {
    struct load_options options;
    enum language language;
    bool json, quiet;
    size_t files, files_with_errors, unreadable;
    struct buf out;
    struct arena arena;
};

/* What mending would change is told where the file is looked at as it is. */
static void write_json(struct run *run, const char *path, str bytes, const struct loaded *loaded,
                       const struct findings *findings, const struct mended *mended)
{
    struct check_report report = {.file = str_from(path),
                                  .bytes = bytes,
                                  .loaded = loaded,
                                  .findings = findings,
                                  .mended = mended,
                                  .language = run->language};
    check_report_write(&report, &run->out);
    buf_add_char(&run->out, '\n');
}

static void write_text(struct run *run, const char *path, const struct findings *findings)
{
    struct buf *out = &run->out;
    if (findings->count == 0) {
        if (!run->quiet)
            buf_printf(out, "%s: %s\n", path,
                       run->language == LANGUAGE_GERMAN ? "in Ordnung" : "fine");
        return;
    }
    for (size_t i = 0; i < findings->count; i++)
        output_finding(out, path, &findings->items[i], run->language);
    size_t all = findings->error_count + findings->warning_count;
    if (all > findings->count)
        buf_printf(out, "%s: %zu more findings\n", path, all - findings->count);
}

static void flush_out(struct run *run)
{
    if (run->out.n)
        fwrite(run->out.p, 1, run->out.n, stdout);
    buf_reset(&run->out);
}

static void check_file(struct run *run, const char *path)
{
    struct fail why = {0};
    struct file_view file;
    if (file_open(path, SIZE_MAX, &file, &why) != ERR_OK) {
        fprintf(stderr, "schale check: %s: %s\n", why.where, why.text);
        run->unreadable++;
        return;
    }
    bool mends = run->json && !run->options.tolerant;
    struct mend_file mend = {.before = {.arena = &run->arena}};
    struct findings *findings = &mend.before;
    if (mends) {
        mend_file_read(file.bytes, &run->options, FIX_ALL, &run->arena, &mend);
    } else {
        err_t rc = load_document(file.bytes, &run->options, &run->arena, findings, &mend.loaded);
        assert(rc == ERR_OK || findings->error_count > 0);
        mend.readable = rc == ERR_OK;
    }
    run->files++;
    run->files_with_errors += findings->error_count > 0;
    if (run->json)
        write_json(run, path, file.bytes, mend.readable ? &mend.loaded : NULL, findings,
                   mends && mend.readable ? &mend.mended : NULL);
    else
        write_text(run, path, findings);
    if (run->out.n > 60000)
        flush_out(run);
    file_close(&file);
    arena_reset(&run->arena);
    if (run->files % 64 == 0)
        progress_show("%zu files", run->files);
}

static void check_path(struct run *run, const char *path, int depth);

/* Links to folders below it are not followed: they may lead back up. Pipes and the like are not
 * read: they may never end. */
static void check_folder(struct run *run, const char *path, int depth)
{
    struct dirent **entries;
    int count = depth < FOLDER_DEPTH_MAX ? scandir(path, &entries, NULL, alphasort) : -1;
    if (count < 0) {
        fprintf(stderr, "schale check: cannot read the folder %s\n", path);
        run->unreadable++;
        return;
    }
    for (int i = 0; i < count; i++) {
        str name = str_from(entries[i]->d_name);
        struct buf full = {0};
        buf_printf(&full, "%s/%s", path, entries[i]->d_name);
        buf_add_char(&full, 0);
        struct stat info, target;
        bool is_folder = lstat(full.p, &info) == 0 && S_ISDIR(info.st_mode);
        bool is_no_file = !is_folder && stat(full.p, &target) == 0 && !S_ISREG(target.st_mode);
        bool is_ours = str_ends_with(name, STR(".json")) || str_ends_with(name, STR(".xml")) ||
                       str_ends_with(name, STR(".aasx"));
        if (name.p[0] != '.' && !is_no_file && (is_folder || is_ours))
            check_path(run, full.p, depth + 1);
        buf_release(&full);
        free(entries[i]);
    }
    free(entries);
}

static void check_path(struct run *run, const char *path, int depth)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        check_folder(run, path, depth);
    else
        check_file(run, path);
}

static bool read_options(const struct arguments *arguments, struct run *run)
{
    const char *class = argument_of(arguments, "as");
    const char *version = argument_of(arguments, "metamodel");
    run->json = argument_of(arguments, "json") != NULL;
    run->quiet = argument_of(arguments, "quiet") != NULL;
    run->language = command_language(argument_of(arguments, "lang"));
    run->options = (struct load_options){
        .class = CLASS_ENVIRONMENT,
        .ask_file = version == NULL,
        .version = METAMODEL_3_2,
        .tolerant = argument_of(arguments, "tolerant") != NULL,
        .check = true,
    };
    if (version && !metamodel_find(str_from(version), &run->options.version)) {
        fprintf(stderr, "schale check: --metamodel is 3.0, 3.1 or 3.2, not %s\n", version);
        return false;
    }
    if (class)
        run->options.class = class_find(str_from(class));
    if (run->options.class == CLASS_NONE) {
        fprintf(stderr, "schale check: the metamodel has no class %s\n", class);
        return false;
    }
    if (arguments->file_count == 0)
        fprintf(stderr, "schale check: which files?\nTry: schale check --help\n");
    return arguments->file_count > 0;
}

int cmd_check(const struct arguments *arguments)
{
    struct run run = {0};
    if (!read_options(arguments, &run))
        return EXIT_USAGE;
    for (size_t i = 0; i < arguments->file_count; i++)
        check_path(&run, arguments->files[i], 0);
    flush_out(&run);
    progress_show("%s", "");
    if (!run.json && run.files > 1)
        fprintf(stderr, "%zu files, %zu with errors\n", run.files, run.files_with_errors);
    buf_release(&run.out);
    arena_release(&run.arena);
    if (run.unreadable)
        return EXIT_USAGE;
    return run.files_with_errors ? EXIT_FINDINGS : EXIT_FINE;
}
