/* SPDX-License-Identifier: Apache-2.0 */
/* check_run.c - files and folders of files one by one through a check, and what is told of each. */
#include "cmd/check_run.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"
#include "cmd/output.h"
#include "model/check_report.h"

enum { FOLDER_DEPTH_MAX = 32 };

static void write_json(struct check_run *run, const char *path, const struct findings *findings)
{
    buf_add(&run->out, STR("{\"file\":"));
    check_report_write_name(str_from(path), &run->out);
    buf_printf(&run->out, ",\"valid\":%s,", findings->error_count ? "false" : "true");
    check_report_write_findings(findings, NULL, run->language, &run->out);
    buf_add(&run->out, STR("}\n"));
}

static void write_text(struct check_run *run, const char *path, const struct findings *findings)
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

static void flush_out(struct check_run *run)
{
    if (run->out.n)
        fwrite(run->out.p, 1, run->out.n, stdout);
    buf_reset(&run->out);
}

static void check_file(struct check_run *run, const char *path)
{
    struct fail why = {0};
    struct file_view file;
    if (file_open(path, SIZE_MAX, &file, &why) != ERR_OK) {
        fprintf(stderr, "schale %s: %s: %s\n", run->command, why.where, why.text);
        run->unreadable++;
        return;
    }
    struct findings findings = {.arena = &run->arena};
    run->path = path;
    run->check(run, file.bytes, &findings);
    run->files++;
    run->files_with_errors += findings.error_count > 0;
    if (run->json && run->write_json)
        run->write_json(run, path, file.bytes, &findings);
    else if (run->json)
        write_json(run, path, &findings);
    else
        write_text(run, path, &findings);
    if (run->out.n > 60000)
        flush_out(run);
    file_close(&file);
    arena_reset(&run->arena);
    if (run->files % 64 == 0)
        progress_show("%zu files", run->files);
}

static void check_path(struct check_run *run, const char *path, int depth);

/* Links to folders below it are not followed: they may lead back up. Pipes and the like are not
 * read: they may never end. */
static void check_folder(struct check_run *run, const char *path, int depth)
{
    struct dirent **entries;
    int count = depth < FOLDER_DEPTH_MAX ? scandir(path, &entries, NULL, alphasort) : -1;
    if (count < 0) {
        fprintf(stderr, "schale %s: cannot read the folder %s\n", run->command, path);
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
        bool is_ours = false;
        for (size_t k = 0; run->endings[k]; k++)
            is_ours = is_ours || str_ends_with(name, str_from(run->endings[k]));
        if (name.p[0] != '.' && !is_no_file && (is_folder || is_ours))
            check_path(run, full.p, depth + 1);
        buf_release(&full);
        free(entries[i]);
    }
    free(entries);
}

static void check_path(struct check_run *run, const char *path, int depth)
{
    struct stat info;
    if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        check_folder(run, path, depth);
    else
        check_file(run, path);
}

int check_run_files(struct check_run *run, const struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->file_count; i++)
        check_path(run, arguments->files[i], 0);
    flush_out(run);
    progress_show("%s", "");
    if (!run->json && run->files > 1)
        fprintf(stderr, "%zu files, %zu with errors\n", run->files, run->files_with_errors);
    buf_release(&run->out);
    arena_release(&run->arena);
    if (run->unreadable)
        return EXIT_USAGE;
    return run->files_with_errors ? EXIT_FINDINGS : EXIT_FINE;
}

bool check_run_begin(struct check_run *run, const struct arguments *arguments)
{
    run->command = arguments->command->name;
    run->json = argument_of(arguments, "json") != NULL;
    run->quiet = argument_of(arguments, "quiet") != NULL;
    run->language = command_language(argument_of(arguments, "lang"));
    if (arguments->file_count == 0)
        fprintf(stderr, "schale %s: which files?\nTry: schale %s --help\n", run->command,
                run->command);
    return arguments->file_count > 0;
}
