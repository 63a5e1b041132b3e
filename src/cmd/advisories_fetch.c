/* SPDX-License-Identifier: Apache-2.0 */
/* advisories_fetch.c - runs over providers, and what is told of them. */
#include "cmd/advisories_fetch.h"

#include <sys/stat.h>

#include "base/file.h"
#include "cmd/output.h"
#include "codec/json.h"
#include "model/check_report.h"
#include "plan/security/feed/feed_reason.h"

bool fetching_read_keys(const struct arguments *arguments, struct arena *arena,
                        struct fetching *fetching)
{
    const char *const *paths;
    size_t count = argument_list(arguments, "key", &paths);
    str *files = ARENA_ARRAY(arena, str, count + 1);
    struct feed_trust trust;
    struct fail why = {0};
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < count; i++) {
        struct file_view view;
        err = file_open(paths[i], OPENPGP_KEYS_BYTES_MAX, &view, &why);
        if (err)
            break;
        files[i] = arena_dup(arena, view.bytes);
        file_close(&view);
    }
    if (!err)
        err = feed_trust_open(arena, files, count, &trust, &why);
    if (err) {
        fprintf(stderr, "schale %s: --key: %s\n", arguments->command->name, why.text);
        return false;
    }
    feed_trust_close(&trust);
    fetching->key_files = files;
    fetching->key_file_count = count;
    return true;
}

/* --- telling -----------------------------------------------------------------------------------
 */

static void tell_document(void *context, str url, const struct findings *findings)
{
    const struct fetching *fetching = context;
    struct arena arena = {0};
    struct buf out = {0};
    if (fetching->json) {
        buf_add(&out, STR("{\"file\":"));
        check_report_write_name(url, &out);
        buf_add(&out, STR(",\"valid\":false,"));
        check_report_write_findings(findings, NULL, fetching->language, &out);
        buf_add(&out, STR("}\n"));
    } else {
        for (size_t i = 0; i < findings->count; i++)
            output_finding(&out, arena_dup(&arena, url).p, &findings->items[i], fetching->language);
    }
    fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
    arena_release(&arena);
}

void fetching_tell_sum(const size_t *counts, const size_t *failed, bool json,
                       enum language language)
{
    bool is_german = language == LANGUAGE_GERMAN;
    if (json)
        printf("{\"new\":%zu,\"updated\":%zu,\"unchanged\":%zu,\"left_out\":%zu,\"refused\":%zu",
               counts[ADVISORY_NEW], counts[ADVISORY_UPDATED], counts[ADVISORY_UNCHANGED],
               counts[ADVISORY_LEFT_OUT], counts[ADVISORY_REFUSED]);
    else
        printf(is_german ? "%zu neu, %zu aktualisiert, %zu unverändert (eine neuere Fassung, die "
                           "weder Produkte noch Abhilfen ändert), %zu ausgelassen (nicht neuer), "
                           "%zu zurückgewiesen"
                         : "%zu new, %zu updated, %zu unchanged (a newer version that changes "
                           "neither products nor remediations), %zu left out (not newer), %zu "
                           "refused",
               counts[ADVISORY_NEW], counts[ADVISORY_UPDATED], counts[ADVISORY_UNCHANGED],
               counts[ADVISORY_LEFT_OUT], counts[ADVISORY_REFUSED]);
    if (failed && json)
        printf(",\"failed\":%zu", *failed);
    else if (failed)
        printf(is_german ? ", %zu nicht abrufbar" : ", %zu could not be fetched", *failed);
    printf(json ? "}\n" : "\n");
}

/* Errors, and the keys that wait for somebody to accept them. */
static void tell_source(const struct fetching *fetching, const struct source *source)
{
    bool is_german = fetching->language == LANGUAGE_GERMAN;
    struct buf error = {0};
    feed_reason_write(source->error, fetching->language, &error);
    bool has_address = str_starts_with(buf_str(&error), STR("https://"));
    if (error.n)
        fprintf(stderr, "%.*s%s%.*s\n", has_address ? 0 : (int)source->url.n, source->url.p,
                has_address ? "" : ": ", STR_ARG(buf_str(&error)));
    buf_release(&error);
    for (size_t i = 0; i < source->provider_count; i++) {
        const struct source_provider *provider = &source->providers[i];
        for (size_t k = 0; k < provider->offered_count; k++)
            fprintf(stderr,
                    is_german
                        ? "%.*s: neuer Schlüssel %.*s; nach Prüfung anerkennen: --accept-key %.*s\n"
                        : "%.*s: a new key %.*s; when it is the publisher's: --accept-key %.*s\n",
                    STR_ARG(provider->url), STR_ARG(provider->offered[k]),
                    STR_ARG(provider->offered[k]));
    }
}

/* --- runs --------------------------------------------------------------------------------------
 */

static err_t run(struct fetching *fetching, struct feed_run *feed, struct arena *arena,
                 struct fail *why)
{
    struct advisory_import import = {.store = fetching->store, .actor = STR("advisories fetch")};
    feed->import = &import;
    feed->key_files = fetching->key_files;
    feed->key_file_count = fetching->key_file_count;
    feed->tell = tell_document;
    feed->context = fetching;
    err_t err = feed_run(feed, arena, why);
    for (int i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
        fetching->counts[i] += import.counts[i];
    fetching->failed += feed->source->failed;
    fetching->has_error = fetching->has_error || feed->source->error.n;
    if (!err)
        tell_source(fetching, feed->source);
    advisory_import_release(&import);
    return err;
}

err_t fetching_run_source(struct fetching *fetching, const struct feed_fetch *fetch,
                          struct source *source, struct arena *arena, struct fail *why)
{
    struct feed_run feed = {.fetch = fetch, .source = source};
    return run(fetching, &feed, arena, why);
}

bool fetching_is_mirror(const char *path)
{
    struct arena arena = {0};
    struct feed_folder folder;
    struct fail why;
    struct stat info;
    bool is_mirror = stat(path, &info) == 0 && S_ISDIR(info.st_mode) &&
                     feed_folder_open(&arena, path, &folder, &why) != ERR_NOT_FOUND;
    arena_release(&arena);
    return is_mirror;
}

/* The keys of a provider are those that were believed before, wherever it was read from. */
static err_t source_of_folder(struct store *store, const struct feed_folder *folder,
                              struct source *ret_source, struct fail *why)
{
    *ret_source = (struct source){.url = folder->path};
    if (!folder->has_metadata)
        return ERR_OK;
    err_t err = source_find(store, folder->arena, folder->address, ret_source, why);
    if (err != ERR_NOT_FOUND)
        return err;
    *ret_source =
        (struct source){.id = source_id(folder->arena, folder->address), .url = folder->address};
    return source_create(store, ret_source, STR("advisories fetch"), why);
}

err_t fetching_run_folder(struct fetching *fetching, const char *path, struct fail *why)
{
    struct arena arena = {0};
    struct feed_folder folder;
    struct source source;
    err_t err = feed_folder_open(&arena, path, &folder, why);
    if (!err)
        err = source_of_folder(fetching->store, &folder, &source, why);
    if (!err) {
        struct feed_fetch fetch = feed_folder_fetch(&folder);
        struct feed_run feed = {.fetch = &fetch, .source = &source, .folder = &folder};
        err = run(fetching, &feed, &arena, why);
    }
    arena_release(&arena);
    return err;
}
