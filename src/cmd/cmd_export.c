/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_export.c - schale export: a store, or the named shells and submodels with what they refer to,
 * into one file. */
#include "base/base64.h"
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "net/client.h"
#include "web/export.h"

const struct option_row export_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"url", "URL", "a running server instead of a folder"},
    {"id", "ID…", "only these shells and submodels, with what they refer to"},
    {0},
};

enum { EXPORT_BYTES_MAX = INT32_MAX };

static err_t export_store(struct store *store, const struct arguments *arguments,
                          struct arena *arena, struct fail *why)
{
    const char *path = arguments->files[0];
    const char *const *texts;
    size_t count = argument_list(arguments, "id", &texts);
    str *ids = ARENA_ARRAY(arena, str, count);
    for (size_t i = 0; i < count; i++)
        ids[i] = str_from(texts[i]);
    struct export_options options = {
        .ids = ids,
        .id_count = count,
        .everything = count == 0,
        .concept_descriptions = true,
        .files = str_ends_with(str_from(path), STR(".aasx")),
    };
    struct exported exported;
    err_t rc = export_environment(store, &options, arena, &exported, why);
    if (rc != ERR_OK)
        return rc;
    struct loaded loaded = {.format = LOAD_JSON, .root = exported.environment};
    return output_write(path, exported.environment, output_version(&loaded), exported.files,
                        exported.file_count, why);
}

static int export_local(const struct arguments *arguments, const char *dir)
{
    struct fail why = {0};
    struct store *store;
    struct store_options options = {.read_only = true};
    if (store_open(dir, &options, &store, &why) != ERR_OK) {
        int status = command_fail(arguments, &why);
        bool unreadable = why.code == ERR_NOT_FOUND || why.code == ERR_IO;
        return unreadable ? EXIT_USAGE : status;
    }
    struct arena arena = {0};
    err_t rc = export_store(store, arguments, &arena, &why);
    arena_release(&arena);
    store_close(store);
    return rc == ERR_OK ? EXIT_FINE : command_fail(arguments, &why);
}

static const char *media_type_of(str path)
{
    if (str_ends_with(path, STR(".xml")))
        return "application/xml";
    if (str_ends_with(path, STR(".aasx")))
        return "application/asset-administration-shell-package";
    return str_ends_with(path, STR(".json")) ? "application/json" : NULL;
}

/* The ids may be of shells or submodels; the server looks for both. */
static str serialization_url(const struct arguments *arguments, const char *url,
                             struct arena *arena)
{
    const char *const *ids;
    size_t count = argument_list(arguments, "id", &ids);
    struct buf out = {0};
    buf_add(&out, server_address(url));
    buf_add(&out, STR("/serialization"));
    for (size_t i = 0; i < count; i++) {
        buf_add(&out, i == 0 ? STR("?ids=") : STR("&ids="));
        base64url_encode(&out, str_from(ids[i]));
    }
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return text;
}

static int export_url(const struct arguments *arguments, const char *url)
{
    const char *path = arguments->files[0], *accept = media_type_of(str_from(path));
    struct arena arena = {0};
    struct fail why = {0};
    struct buf body = {.bytes_max = EXPORT_BYTES_MAX};
    int http_status = 0;
    str target = serialization_url(arguments, url, &arena);
    struct client_request request = {.url = target.p, .accept = accept};
    err_t rc = client_do(&request, &body, &http_status, &why);
    if (rc == ERR_OK && http_status != 200)
        rc = fail_set(&why, ERR_IO, 0, target, "the server answered %d: %.*s", http_status,
                      STR_ARG(buf_str(&body)));
    if (rc == ERR_OK)
        rc = file_replace(path, buf_str(&body), &why);
    buf_release(&body);
    arena_release(&arena);
    return rc == ERR_OK ? EXIT_FINE : command_fail(arguments, &why);
}

int cmd_export(const struct arguments *arguments)
{
    const char *data = argument_of(arguments, "data"), *url = argument_of(arguments, "url");
    if (arguments->file_count != 1 || (data && url)) {
        fprintf(stderr, "schale export: usage: schale export %s\n", arguments->command->usage);
        return EXIT_USAGE;
    }
    if (!media_type_of(str_from(arguments->files[0]))) {
        fprintf(stderr, "schale export: %s: the name must end in .json, .xml or .aasx\n",
                arguments->files[0]);
        return EXIT_USAGE;
    }
    return url ? export_url(arguments, url) : export_local(arguments, data ? data : "schale-data");
}
