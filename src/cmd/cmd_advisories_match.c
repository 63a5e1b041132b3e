/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories_match.c - schale advisories match: which advisories of the store may hit which of
 * its assets, the gravest first. */
#include <stdlib.h>

#include "cmd/command.h"
#include "codec/json.h"
#include "plan/security/match/advisory_store.h"

const struct option_row advisories_match_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each match"},
    {"lang", "en|de", "language of the evidence"},
    {0},
};

struct result {
    struct advisory_match match; /* its list of CVEs in the run's arena */
    str name;                    /* of the asset */
};

struct match_run {
    struct arena arena;
    struct result *results;
    size_t count, room;
    str name;
    enum language language;
};

static void keep(void *context, const struct advisory_match *match)
{
    struct match_run *run = context;
    ARENA_GROW(&run->arena, run->results, run->count, run->room, 256);
    struct result *result = &run->results[run->count++];
    str *cves = ARENA_ARRAY(&run->arena, str, match->cve_count);
    for (size_t i = 0; i < match->cve_count; i++)
        cves[i] = match->cves[i];
    *result = (struct result){*match, run->name};
    result->match.cves = cves;
}

static int by_urgency(const void *a, const void *b)
{
    const struct advisory_match *first = &((const struct result *)a)->match,
                                *second = &((const struct result *)b)->match;
    if (first->score != second->score)
        return second->score - first->score;
    if (first->verdict != second->verdict)
        return (int)first->verdict - (int)second->verdict;
    if (first->tier != second->tier)
        return (int)first->tier - (int)second->tier;
    int order = str_compare(first->advisory->id, second->advisory->id);
    if (order == 0)
        order = str_compare(first->asset->id, second->asset->id);
    return order ? order : str_compare(first->product->name, second->product->name);
}

/* --- telling -----------------------------------------------------------------------------------
 */

static void write_member(struct buf *out, const char *name, str value)
{
    buf_printf(out, "\"%s\":", name);
    json_write_string(out, value);
    buf_add_char(out, ',');
}

static str code_of(const struct asset *asset)
{
    return asset->order_code.n ? asset->order_code : asset->article_number;
}

static void write_json(const struct result *result, enum language language, struct buf *out)
{
    const struct advisory_match *match = &result->match;
    struct buf evidence = {0};
    buf_add_char(out, '{');
    write_member(out, "asset", match->asset->id);
    write_member(out, "name", result->name);
    write_member(out, "order_code", code_of(match->asset));
    write_member(out, "advisory", match->advisory->id);
    write_member(out, "title", match->advisory->title);
    buf_add(out, STR("\"cve\":["));
    for (size_t i = 0; i < match->cve_count; i++) {
        if (i)
            buf_add_char(out, ',');
        json_write_string(out, match->cves[i]);
    }
    buf_printf(out, "],\"score\":%d.%d,", match->score / 10, match->score % 10);
    write_member(out, "product", match->product->name);
    write_member(out, "tier", match_tier_name(match->tier));
    write_member(out, "verdict", match_verdict_name(match->verdict));
    match_write_evidence(match, language, &evidence);
    buf_add(out, STR("\"evidence\":"));
    json_write_string(out, buf_str(&evidence));
    buf_add(out, STR("}\n"));
    buf_release(&evidence);
}

static void write_text(const struct result *result, enum language language, struct buf *out)
{
    const struct advisory_match *match = &result->match;
    str tier = match_tier_name(match->tier), verdict = match_verdict_name(match->verdict),
        code = code_of(match->asset);
    buf_printf(out, "%2d.%d  %-12.*s %-8.*s %.*s  %.*s", match->score / 10, match->score % 10,
               STR_ARG(verdict), STR_ARG(tier), STR_ARG(match->advisory->id),
               STR_ARG(result->name));
    if (code.n)
        buf_printf(out, " (%.*s)", STR_ARG(code));
    buf_printf(out, "\n      %.*s\n      ", STR_ARG(match->advisory->title));
    match_write_evidence(match, language, out);
    for (size_t i = 0; i < match->cve_count; i++)
        buf_printf(out, "%s%.*s", i ? ", " : "\n      ", STR_ARG(match->cves[i]));
    buf_add_char(out, '\n');
}

static void tell(const struct match_run *run, bool as_json)
{
    struct buf out = {0};
    for (size_t i = 0; i < run->count; i++) {
        if (as_json)
            write_json(&run->results[i], run->language, &out);
        else
            write_text(&run->results[i], run->language, &out);
        if (out.n > 60000 || i + 1 == run->count) {
            fwrite(out.p, 1, out.n, stdout);
            buf_reset(&out);
        }
    }
    buf_release(&out);
}

/* --- the command -------------------------------------------------------------------------------
 */

static err_t match_all(struct store *store, struct match_run *run, bool as_json, struct fail *why)
{
    struct stored_advisories advisories = {0};
    struct stored_assets assets = {0};
    err_t rc = stored_advisories_load(store, &advisories, why);
    if (rc == ERR_OK)
        rc = stored_assets_load(store, &assets, why);
    for (size_t i = 0; rc == ERR_OK && i < assets.count; i++) {
        run->name = assets.names[i];
        advisory_match_asset(&advisories.index, &assets.items[i], keep, run);
        if (i % 1000 == 999)
            progress_show("%zu of %zu assets", i + 1, assets.count);
    }
    progress_show("%s", "");
    if (run->count)
        qsort(run->results, run->count, sizeof *run->results, by_urgency);
    if (rc == ERR_OK) {
        tell(run, as_json);
        fprintf(stderr, "%zu matches of %zu assets and %zu advisories\n", run->count, assets.count,
                advisories.count);
        if (advisories.unreadable)
            fprintf(stderr, "%zu advisories of the store have no document that can be read\n",
                    advisories.unreadable);
    }
    stored_assets_release(&assets);
    stored_advisories_release(&advisories);
    return rc;
}

int cmd_advisories_match(const struct arguments *arguments)
{
    struct match_run run = {.language = command_language(argument_of(arguments, "lang"))};
    struct store_options options = {.read_only = true};
    struct store *store;
    struct fail why = {0};
    const char *data = argument_of(arguments, "data");
    if (arguments->file_count) {
        fprintf(stderr, "schale advisories match: usage: schale advisories match %s\n",
                arguments->command->usage);
        return EXIT_USAGE;
    }
    err_t rc = store_open(data ? data : "schale-data", &options, &store, &why);
    if (rc != ERR_OK) {
        command_fail(arguments, &why);
        return EXIT_USAGE;
    }
    rc = match_all(store, &run, argument_of(arguments, "json") != NULL, &why);
    store_close(store);
    arena_release(&run.arena);
    return rc == ERR_OK ? EXIT_FINE : command_fail(arguments, &why);
}
