/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_import.c - schale import: files into a store in one transaction, or to a running server one
 * by one. */
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "net/client.h"
#include "web/import.h"

const struct option_row import_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"url", "URL", "a running server instead of a folder"},
    {"strict", NULL, "refuse what does not conform instead of overlooking it"},
    {"lang", "en|de", "language of the messages"},
    {0},
};

enum { ANSWER_BYTES_MAX = 16 << 20 };

struct run {
    const struct arguments *arguments;
    enum language language;
    bool strict;
    struct arena arena; /* everything of one import: it is one transaction */
    struct file_view *views;
    struct import_list list;
    size_t refused;
};

/* One file: its findings are told; what can be stored joins the list. */
static void load_one(struct run *run, const char *path, str bytes)
{
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = !run->strict, .check = true};
    struct findings findings = {.arena = &run->arena};
    struct loaded loaded;
    struct fail why = {0};
    err_t rc = load_document(bytes, &options, &run->arena, &findings, &loaded);
    output_findings(path, &findings, run->language);
    if (rc == ERR_OK && !(run->strict && findings.error_count))
        rc = import_changes(&loaded, &run->arena, &run->list, &why);
    else
        rc = ERR_INVALID;
    if (why.code != ERR_OK)
        fprintf(stderr, "%s: %s: %s\n", path, why.where, why.text);
    if (rc != ERR_OK) {
        fprintf(stderr, "%s: refused\n", path);
        run->refused++;
    }
}

static int load_all(struct run *run)
{
    struct fail why = {0};
    size_t count = run->arguments->file_count;
    for (size_t i = 0; i < count; i++) {
        const char *path = run->arguments->files[i];
        progress_show("reading %zu of %zu: %s", i + 1, count, path);
        if (file_open(path, SIZE_MAX, &run->views[i], &why) != ERR_OK) {
            command_fail(run->arguments, &why);
            return EXIT_USAGE;
        }
        load_one(run, path, run->views[i].bytes);
    }
    progress_show("%s", "");
    if (run->refused == 0)
        return EXIT_FINE;
    fprintf(stderr, "schale import: %zu of %zu files refused; nothing was stored\n", run->refused,
            count);
    return EXIT_FINDINGS;
}

static int commit(struct run *run, const char *dir)
{
    struct fail why = {0};
    struct store *store;
    struct store_options options = {0};
    if (store_open(dir, &options, &store, &why) != ERR_OK)
        return command_fail(run->arguments, &why);
    struct store_batch batch = {
        .changes = run->list.changes, .count = run->list.count, .actor = STR("import")};
    progress_show("storing %zu changes", run->list.count);
    err_t rc = batch.count ? store_commit(store, &batch, &why) : ERR_OK;
    progress_show("%s", "");
    store_close(store);
    if (rc != ERR_OK)
        return command_fail(run->arguments, &why);
    size_t documents = 0, created = 0;
    for (size_t i = 0; i < run->list.count; i++) {
        documents += run->list.changes[i].operation == STORE_PUT;
        created += run->list.changes[i].ret_created;
    }
    printf("%zu documents stored, %zu of them new, %zu files\n", documents, created,
           run->list.count - documents);
    return EXIT_FINE;
}

static int import_local(struct run *run, const char *dir)
{
    size_t count = run->arguments->file_count;
    run->views = ARENA_ARRAY(&run->arena, struct file_view, count);
    int status = load_all(run);
    if (status == EXIT_FINE)
        status = commit(run, dir);
    for (size_t i = 0; i < count; i++)
        if (run->views[i].bytes.p)
            file_close(&run->views[i]);
    return status;
}

static int upload_one(struct run *run, const char *url, const char *path)
{
    struct fail why = {0};
    struct file_view file;
    struct buf answer = {.bytes_max = ANSWER_BYTES_MAX};
    int http_status = 0;
    if (file_open(path, SIZE_MAX, &file, &why) != ERR_OK) {
        command_fail(run->arguments, &why);
        return EXIT_USAGE;
    }
    str target = arena_printf(&run->arena, "%.*s/upload%s", STR_ARG(server_address(url)),
                              run->strict ? "?strict=true" : "");
    struct client_request request = {.url = target.p,
                                     .accept = "application/json",
                                     .content_type = "application/octet-stream",
                                     .body = file.bytes};
    err_t rc = client_do(&request, &answer, &http_status, &why);
    if (rc == ERR_OK)
        printf("%.*s\n", STR_ARG(buf_str(&answer)));
    else
        command_fail(run->arguments, &why);
    buf_release(&answer);
    file_close(&file);
    return rc == ERR_OK && http_status < 300 ? EXIT_FINE : EXIT_FINDINGS;
}

int cmd_import(const struct arguments *arguments)
{
    struct run run = {.arguments = arguments,
                      .language = command_language(argument_of(arguments, "lang")),
                      .strict = argument_of(arguments, "strict") != NULL};
    const char *data = argument_of(arguments, "data"), *url = argument_of(arguments, "url");
    int status = EXIT_FINE;
    if (arguments->file_count == 0 || (data && url)) {
        fprintf(stderr, "schale import: usage: schale import %s\n", arguments->command->usage);
        return EXIT_USAGE;
    }
    if (!url)
        status = import_local(&run, data ? data : "schale-data");
    for (size_t i = 0; url && i < arguments->file_count; i++) {
        int one = upload_one(&run, url, arguments->files[i]);
        status = one > status ? one : status;
    }
    arena_release(&run.arena);
    return status;
}
