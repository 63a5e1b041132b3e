/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories_import.c - schale advisories import: checked advisories into the store; a newer
 * version in the place of the older one. */
#include "cmd/check_run.h"
#include "plan/security/advisory/advisory_import.h"

const struct option_row advisories_import_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each file, and one with the sum"},
    {"lang", "en|de", "language of the messages"},
    {"quiet", NULL, "only the sum"},
    {0},
};

static const char *const endings[] = {".json", ".zip", NULL};

struct import_run {
    struct advisory_import import;
    err_t result; /* of the store; `why` says more */
    struct fail why;
};

static void import_file(struct check_run *run, str bytes, struct findings *findings)
{
    struct import_run *import = run->options;
    if (import->result == ERR_OK)
        import->result = advisory_import_take(&import->import, bytes, findings, &import->why);
}

static void tell_sum(const struct check_run *run, const size_t *counts)
{
    if (run->json)
        printf("{\"new\":%zu,\"updated\":%zu,\"unchanged\":%zu,\"left_out\":%zu,\"refused\":%zu}\n",
               counts[ADVISORY_NEW], counts[ADVISORY_UPDATED], counts[ADVISORY_UNCHANGED],
               counts[ADVISORY_LEFT_OUT], counts[ADVISORY_REFUSED]);
    else
        printf(run->language == LANGUAGE_GERMAN
                   ? "%zu neu, %zu aktualisiert, %zu unverändert (eine neuere Fassung, die weder "
                     "Produkte noch Abhilfen ändert), %zu ausgelassen (nicht neuer), %zu "
                     "zurückgewiesen\n"
                   : "%zu new, %zu updated, %zu unchanged (a newer version that changes neither "
                     "products nor remediations), %zu left out (not newer), %zu refused\n",
               counts[ADVISORY_NEW], counts[ADVISORY_UPDATED], counts[ADVISORY_UNCHANGED],
               counts[ADVISORY_LEFT_OUT], counts[ADVISORY_REFUSED]);
}

int cmd_advisories_import(const struct arguments *arguments)
{
    struct import_run import = {.import.actor = STR("advisories import")};
    struct check_run run = {.check = import_file, .endings = endings, .options = &import};
    struct store_options options = {0};
    struct fail why = {0};
    const char *data = argument_of(arguments, "data");
    if (!check_run_begin(&run, arguments))
        return EXIT_USAGE;
    run.quiet = true;
    if (store_open(data ? data : "schale-data", &options, &import.import.store, &why) != ERR_OK)
        return command_fail(arguments, &why);
    int status = check_run_files(&run, arguments);
    if (import.result == ERR_OK)
        import.result = advisory_import_flush(&import.import, &import.why);
    store_close(import.import.store);
    if (import.result != ERR_OK)
        status = command_fail(arguments, &import.why);
    else
        tell_sum(&run, import.import.counts);
    advisory_import_release(&import.import);
    return status;
}
