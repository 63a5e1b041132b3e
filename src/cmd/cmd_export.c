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

static int complain(const struct fail *why)
{
    fprintf(stderr, "schale export: %s%s%s\n", why->where, why->where[0] ? ": " : "", why->text);
    return EXIT_FINDINGS;
}

/* Sorts the named ids into shells and submodels by what the store holds. */
static err_t sort_ids(struct store *store, const struct arguments *arguments, struct arena *arena,
                      struct export_options *ret_options, struct fail *why)
{
    const char *const *ids;
    size_t count = argument_list(arguments, "id", &ids);
    str *shells = ARENA_ARRAY(arena, str, count), *submodels = ARENA_ARRAY(arena, str, count);
    for (size_t i = 0; i < count; i++) {
        struct document *document;
        str id = str_from(ids[i]);
        err_t rc = store_get(store, DOCUMENT_SHELL, id, &document, why);
        if (rc == ERR_OK) {
            document_unref(document);
            shells[ret_options->shell_count++] = id;
        } else if (rc == ERR_NOT_FOUND) {
            submodels[ret_options->submodel_count++] = id;
        } else {
            return rc;
        }
    }
    ret_options->shell_ids = shells;
    ret_options->submodel_ids = submodels;
    ret_options->everything = count == 0;
    return ERR_OK;
}

static err_t export_store(struct store *store, const struct arguments *arguments,
                          struct arena *arena, struct fail *why)
{
    const char *path = arguments->files[0];
    struct export_options options = {
        .concept_descriptions = true,
        .files = str_ends_with(str_from(path), STR(".aasx")),
    };
    struct exported exported;
    err_t rc = sort_ids(store, arguments, arena, &options, why);
    if (rc == ERR_OK)
        rc = export_environment(store, &options, arena, &exported, why);
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
    if (store_open(dir, &options, &store, &why) != ERR_OK)
        return complain(&why);
    struct arena arena = {0};
    err_t rc = export_store(store, arguments, &arena, &why);
    arena_release(&arena);
    store_close(store);
    return rc == ERR_OK ? EXIT_FINE : complain(&why);
}

static const char *media_type_of(str path)
{
    if (str_ends_with(path, STR(".xml")))
        return "application/xml";
    if (str_ends_with(path, STR(".aasx")))
        return "application/asset-administration-shell-package";
    return str_ends_with(path, STR(".json")) ? "application/json" : NULL;
}

/* The ids may be of shells or submodels: the server is asked for both and leaves out what it does
 * not know. */
static str serialization_url(const struct arguments *arguments, const char *url,
                             struct arena *arena)
{
    const char *const *ids;
    size_t count = argument_list(arguments, "id", &ids);
    struct buf out = {0};
    buf_printf(&out, "%s/serialization", url);
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
    if (!accept) {
        fprintf(stderr, "schale export: %s: the name must end in .json, .xml or .aasx\n", path);
        return EXIT_USAGE;
    }
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
    return rc == ERR_OK ? EXIT_FINE : complain(&why);
}

int cmd_export(const struct arguments *arguments)
{
    const char *data = argument_of(arguments, "data"), *url = argument_of(arguments, "url");
    if (arguments->file_count != 1 || (data && url)) {
        fprintf(stderr, "schale export: usage: schale export %s\n", arguments->command->usage);
        return EXIT_USAGE;
    }
    return url ? export_url(arguments, url) : export_local(arguments, data ? data : "schale-data");
}
