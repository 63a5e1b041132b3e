/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories_import.c - schale advisories import: checked advisories into the store; a newer
 * version in the place of the older one. */
#include "cmd/advisories_fetch.h"
#include "cmd/check_run.h"

const struct option_row advisories_import_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each file, and one with the sum"},
    {"key", "FILE…", "OpenPGP keys that signatures beside the files are checked with"},
    {"lang", "en|de", "language of the messages"},
    {"quiet", NULL, "only the sum"},
    {0},
};

static const char *const endings[] = {".json", ".zip", NULL};

struct import_run {
    struct advisory_import import;
    struct fetching fetching;
    struct feed_trust trust;
    err_t result; /* of the store; `why` says more */
    struct fail why;
};

/* --- files -------------------------------------------------------------------------------------
 */

/* Hashes and a signature that lie beside a file must fit; those that are missing are no error. */
static void check_beside(const struct import_run *import, const char *path, str bytes,
                         struct findings *findings)
{
    struct arena arena = {0};
    const char *slash = strrchr(path, '/');
    str base = slash ? str_of(path, (size_t)(slash - path) + 1) : STR("./");
    str url = slash ? str_from(path) : arena_printf(&arena, "./%s", path);
    struct feed_folder folder = {
        .arena = &arena, .base = base, .path = arena_printf(&arena, "%.*s.", STR_ARG(base))};
    struct feed_fetch fetch = feed_folder_fetch(&folder);
    feed_check(&fetch, url, bytes, &import->trust, findings);
    arena_release(&arena);
}

static void import_file(struct check_run *run, str bytes, struct findings *findings)
{
    struct import_run *import = run->options;
    if (import->result != ERR_OK)
        return;
    check_beside(import, run->path, bytes, findings);
    if (findings->error_count)
        import->import.counts[ADVISORY_REFUSED]++;
    else
        import->result = advisory_import_take(&import->import, bytes, findings, &import->why);
}

/* --- the command -------------------------------------------------------------------------------
 */

/* Folders that mirror a provider are read as such; *ret_rest gets the other paths. */
static void import_mirrors(struct import_run *import, const struct arguments *arguments,
                           const char **rest, struct arguments *ret_rest)
{
    *ret_rest = *arguments;
    ret_rest->files = rest;
    ret_rest->file_count = 0;
    for (size_t i = 0; i < arguments->file_count; i++)
        if (!fetching_is_mirror(arguments->files[i]))
            rest[ret_rest->file_count++] = arguments->files[i];
        else if (import->result == ERR_OK)
            import->result =
                fetching_run_folder(&import->fetching, arguments->files[i], &import->why);
}

static int import_all(struct import_run *import, struct check_run *run,
                      const struct arguments *arguments, struct arena *arena)
{
    const char **rest = ARENA_ARRAY(arena, const char *, arguments->file_count);
    struct arguments files;
    import_mirrors(import, arguments, rest, &files);
    int status = check_run_files(run, &files);
    if (import->result == ERR_OK)
        import->result = advisory_import_flush(&import->import, &import->why);
    for (int i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
        import->fetching.counts[i] += import->import.counts[i];
    import->fetching.counts[ADVISORY_REFUSED] += import->fetching.failed;
    if (import->fetching.counts[ADVISORY_REFUSED] || import->fetching.has_error)
        status = status == EXIT_FINE ? EXIT_FINDINGS : status;
    return status;
}

int cmd_advisories_import(const struct arguments *arguments)
{
    struct import_run import = {.import.actor = STR("advisories import")};
    struct check_run run = {.check = import_file, .endings = endings, .options = &import};
    struct store_options options = {0};
    struct arena arena = {0};
    struct fail why = {0};
    const char *data = argument_of(arguments, "data");
    int status = EXIT_USAGE;
    if (!check_run_begin(&run, arguments) ||
        !fetching_read_keys(arguments, &arena, &import.fetching))
        goto out;
    run.quiet = true;
    import.fetching.json = run.json;
    import.fetching.language = run.language;
    if (feed_trust_open(&arena, import.fetching.key_files, import.fetching.key_file_count,
                        &import.trust, &why) != ERR_OK ||
        store_open(data ? data : "schale-data", &options, &import.import.store, &why) != ERR_OK) {
        status = command_fail(arguments, &why);
        goto out;
    }
    import.trust.any_name = true;
    import.fetching.store = import.import.store;
    status = import_all(&import, &run, arguments, &arena);
    store_close(import.import.store);
    if (import.result != ERR_OK)
        status = command_fail(arguments, &import.why);
    else
        fetching_tell_sum(import.fetching.counts, NULL, run.json, run.language);
out:
    if (import.trust.keys)
        feed_trust_close(&import.trust);
    advisory_import_release(&import.import);
    arena_release(&arena);
    return status;
}
