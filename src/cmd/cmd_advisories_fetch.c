/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories_fetch.c - schale advisories fetch: advisories from providers of CSAF, over the web
 * or out of a folder that mirrors one. */
#include "cmd/advisories_fetch.h"
#include "plan/security/feed/source_entered.h"
#include "web/security/source_fetch.h"

const struct option_row advisories_fetch_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each document that is not taken, and one with the sum"},
    {"lang", "en|de", "language of the messages"},
    {"key", "FILE…", "OpenPGP keys that are believed besides those of the provider"},
    {"accept-key", "FINGERPRINT…", "believe these new keys of the provider from now on"},
    {"ca", "FILE", "certificates that the server's is checked with (default: the system's)"},
    {0},
};

static const char *data_of(const struct arguments *arguments)
{
    const char *data = argument_of(arguments, "data");
    return data ? data : "schale-data";
}

/* The source of an address; made when there is none, to be run by hand only. */
static err_t open_source(struct store *store, struct arena *arena, str url,
                         struct source *ret_source, struct fail *why)
{
    str id = source_id(arena, url);
    err_t err = source_get(store, arena, id, ret_source, why);
    if (err != ERR_NOT_FOUND)
        return err;
    *ret_source = (struct source){.id = id, .url = url};
    return source_create(store, ret_source, STR("advisories fetch"), why);
}

static err_t accept_keys(const struct arguments *arguments, struct store *store, str id,
                         struct fail *why)
{
    const char *const *keys;
    size_t count = argument_list(arguments, "accept-key", &keys);
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < count; i++)
        err = source_accept_key(store, id, str_from(keys[i]), STR("advisories fetch"), why);
    return err;
}

static err_t fetch_address(const struct arguments *arguments, struct fetching *fetching, str url,
                           struct fail *why)
{
    struct arena arena = {0};
    struct source source;
    struct source_fetch web = {.ca = argument_of(arguments, "ca")};
    struct feed_fetch fetch = source_fetch_of(&web);
    err_t err = open_source(fetching->store, &arena, url, &source, why);
    if (!err)
        err = source_entered_add(data_of(arguments), url, why);
    if (!err)
        err = accept_keys(arguments, fetching->store, source.id, why);
    if (!err)
        err = source_get(fetching->store, &arena, source.id, &source, why);
    if (!err)
        err = fetching_run_source(fetching, &fetch, &source, &arena, why);
    client_kept_release(&web.kept);
    arena_release(&arena);
    return err;
}

static bool are_addresses(const struct arguments *arguments)
{
    for (size_t i = 0; i < arguments->file_count; i++)
        if (!fetching_is_mirror(arguments->files[i]) &&
            !source_url_is_sound(str_from(arguments->files[i]))) {
            fprintf(stderr,
                    "schale %s: %s is no https:// address, no domain, and no folder with "
                    "provider-metadata.json, changes.csv or index.txt\n",
                    arguments->command->name, arguments->files[i]);
            return false;
        }
    if (!arguments->file_count)
        fprintf(stderr, "schale %s: fetch from where?\nTry: schale %s --help\n",
                arguments->command->name, arguments->command->name);
    return arguments->file_count > 0;
}

int cmd_advisories_fetch(const struct arguments *arguments)
{
    struct fetching fetching = {.language = command_language(argument_of(arguments, "lang")),
                                .json = argument_of(arguments, "json") != NULL};
    struct store_options options = {0};
    struct arena arena = {0};
    struct fail why = {0};
    if (!are_addresses(arguments) || !fetching_read_keys(arguments, &arena, &fetching)) {
        arena_release(&arena);
        return EXIT_USAGE;
    }
    err_t err = store_open(data_of(arguments), &options, &fetching.store, &why);
    bool is_open = err == ERR_OK;
    for (size_t i = 0; !err && i < arguments->file_count; i++)
        err = fetching_is_mirror(arguments->files[i])
                  ? fetching_run_folder(&fetching, arguments->files[i], &why)
                  : fetch_address(arguments, &fetching, str_from(arguments->files[i]), &why);
    if (is_open)
        store_close(fetching.store);
    arena_release(&arena);
    if (err)
        return command_fail(arguments, &why);
    fetching_tell_sum(fetching.counts, &fetching.failed, fetching.json, fetching.language);
    return fetching.counts[ADVISORY_REFUSED] || fetching.failed || fetching.has_error
               ? EXIT_FINDINGS
               : EXIT_FINE;
}
