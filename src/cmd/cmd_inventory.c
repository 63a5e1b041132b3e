/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inventory.c - schale inventory import: a list of devices (CSV) becomes shells. */
#include "base/file.h"
#include "base/map.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "codec/json.h"
#include "plan/security/inventory/inventory.h"
#include "plan/security/match/advisory_store.h"
#include "web/import.h"

const struct option_row inventory_import_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each row, and one with the sum"},
    {"lang", "en|de", "language of the messages"},
    {0},
};

enum { BATCH_ROWS = 2000 };

struct inventory_run {
    const char *path;
    struct store *store;
    enum language language;
    bool json;
    struct arena arena; /* of what waits to be stored */
    struct import_list list;
    size_t waiting;
    struct arena keys;
    struct map seen; /* key of a device → line of the list, or 0: it was in the store */
    struct buf out;
    size_t stored, duplicates, refused, incomplete;
    err_t result; /* of the store; `why` says more */
    struct fail why;
};

static void flush(struct inventory_run *run)
{
    struct store_batch batch = {
        .changes = run->list.changes, .count = run->list.count, .actor = STR("inventory import")};
    if (batch.count && run->result == ERR_OK)
        run->result = store_commit(run->store, &batch, &run->why);
    run->list = (struct import_list){0};
    run->waiting = 0;
    arena_reset(&run->arena);
    if (run->out.n)
        fwrite(run->out.p, 1, run->out.n, stdout);
    buf_reset(&run->out);
}

/* --- what is told of a row ---------------------------------------------------------------------
 */

static void tell_json(struct inventory_run *run, uint32_t line, str id, const char *result,
                      unsigned lacks)
{
    buf_printf(&run->out, "{\"line\":%u,\"shell\":", line);
    json_write_string(&run->out, id);
    buf_printf(&run->out, ",\"result\":\"%s\",\"missing\":[", result);
    bool first = true;
    for (unsigned column = 0; column < INVENTORY_COLUMN_COUNT; column++)
        if (lacks & (1u << column)) {
            str name = inventory_column_name((enum inventory_column)column);
            buf_printf(&run->out, "%s\"%.*s\"", first ? "" : ",", STR_ARG(name));
            first = false;
        }
    buf_add(&run->out, STR("]}\n"));
}

static void tell_lacks(struct inventory_run *run, uint32_t line, unsigned lacks)
{
    static const struct {
        enum inventory_column column;
        const char *texts[LANGUAGE_COUNT];
    } words[] = {{COLUMN_MAKER, {"the maker", "der Hersteller"}},
                 {COLUMN_ORDER_CODE, {"the order code", "die Bestellnummer"}},
                 {COLUMN_FIRMWARE, {"the version", "die Version"}}};
    buf_printf(&run->out, "%s:%u: ", run->path, line);
    buf_add(&run->out, run->language == LANGUAGE_GERMAN ? STR("für eine sichere Zuordnung fehlt ")
                                                        : STR("for a sure match lacks "));
    bool first = true;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (lacks & (1u << words[i].column)) {
            buf_printf(&run->out, "%s%s", first ? "" : ", ", words[i].texts[run->language]);
            first = false;
        }
    buf_add_char(&run->out, '\n');
}

static void tell_duplicate(struct inventory_run *run, uint32_t line, uint64_t before)
{
    bool german = run->language == LANGUAGE_GERMAN;
    buf_printf(&run->out, "%s:%u: ", run->path, line);
    if (before)
        buf_printf(&run->out,
                   german ? "dasselbe Gerät wie in Zeile %u\n" : "the same device as in line %u\n",
                   (unsigned)before);
    else
        buf_add(&run->out, german ? STR("dieses Gerät ist schon im Speicher\n")
                                  : STR("this device is in the store already\n"));
}

/* --- one row -----------------------------------------------------------------------------------
 */

static bool add_changes(struct inventory_run *run, const struct inventory_row *row, str key,
                        enum language language, uint32_t line)
{
    struct load_options options = {.class = CLASS_ENVIRONMENT, .ask_file = true, .check = true};
    struct arena *arena = &run->arena;
    struct findings findings = {.arena = arena};
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    struct fail why = {0};
    struct buf text = {0};
    inventory_row_write(row, key, language, arena, &text);
    str kept = arena_dup(arena, buf_str(&text));
    buf_release(&text);
    err_t rc = load_document(kept, &options, arena, &findings, loaded);
    if (rc == ERR_OK && !findings.error_count)
        rc = import_changes(loaded, arena, &run->list, &why);
    else
        rc = ERR_INVALID;
    if (rc != ERR_OK) {
        fprintf(stderr, "%s:%u:\n", run->path, line);
        output_findings(run->path, &findings, run->language);
    }
    return rc == ERR_OK;
}

static bool is_stored(struct inventory_run *run, str id)
{
    struct document *document;
    struct fail why;
    bool found = store_get(run->store, DOCUMENT_SHELL, id, &document, &why) == ERR_OK;
    if (found)
        document_unref(document);
    return found;
}

static void import_row(struct inventory_run *run, const struct inventory_head *head,
                       const struct inventory_row *row, uint32_t line)
{
    bool added;
    str key = inventory_row_key(&run->keys, row), id = inventory_shell_id(&run->keys, key);
    unsigned lacks = inventory_row_lacks(row);
    uint64_t *seen = map_put(&run->seen, key, &added);
    const char *result = "stored";
    if (!added || is_stored(run, id)) {
        run->duplicates++;
        result = "duplicate";
        if (!run->json)
            tell_duplicate(run, line, *seen);
    } else if (!add_changes(run, row, key, head->language, line)) {
        run->refused++;
        result = "refused";
    } else {
        *seen = line;
        run->stored++;
        run->incomplete += lacks != 0;
        if (lacks && !run->json)
            tell_lacks(run, line, lacks);
    }
    if (run->json)
        tell_json(run, line, id, result, lacks);
    if (++run->waiting == BATCH_ROWS)
        flush(run);
}

/* --- the list ----------------------------------------------------------------------------------
 */

/* The devices that the store has: those with a maker and a serial number, and shells of lists. */
static err_t note_known(struct inventory_run *run)
{
    struct stored_assets assets = {0};
    err_t rc = stored_assets_load(run->store, &assets, &run->why);
    for (size_t i = 0; rc == ERR_OK && i < assets.count; i++) {
        bool added;
        const struct asset *asset = &assets.items[i].asset;
        str key = inventory_key_of(&run->keys, asset->maker, asset->serial_number);
        if (key.n)
            (void)map_put(&run->seen, key, &added);
    }
    stored_assets_release(&assets);
    return rc;
}

/* The whole list is read once before anything is stored: nothing is kept of a broken one. */
static err_t read_through(struct csv csv, struct fail *why)
{
    struct arena arena = {0};
    str fields[CSV_FIELDS_MAX];
    size_t count = 1;
    err_t rc = ERR_OK;
    while (rc == ERR_OK && count) {
        rc = csv_next(&csv, &arena, fields, &count, why);
        arena_reset(&arena);
    }
    arena_release(&arena);
    return rc;
}

static err_t import_rows(struct inventory_run *run, str bytes)
{
    struct arena arena = {0}, row_arena = {0};
    struct csv csv;
    struct inventory_head head;
    str fields[CSV_FIELDS_MAX];
    size_t count;
    csv_begin(&csv, inventory_utf8(&arena, bytes));
    err_t rc = read_through(csv, &run->why);
    if (rc == ERR_OK)
        rc = csv_next(&csv, &arena, fields, &count, &run->why);
    if (rc == ERR_OK) {
        inventory_head_read(&arena, fields, count, &head);
        if (head.known < 2)
            rc = fail_set(&run->why, ERR_SYNTAX, 0, str_from(run->path),
                          "the first line names fewer than two columns that are known; name them "
                          "maker, product, order code, serial number, firmware, location, name");
    }
    while (rc == ERR_OK && run->result == ERR_OK) {
        struct inventory_row row;
        rc = csv_next(&csv, &row_arena, fields, &count, &run->why);
        if (rc != ERR_OK || count == 0)
            break;
        inventory_row_read(&head, fields, count, &row);
        import_row(run, &head, &row, csv.line);
        arena_reset(&row_arena);
    }
    arena_release(&row_arena);
    arena_release(&arena);
    return rc;
}

static void tell_sum(const struct inventory_run *run)
{
    if (run->json)
        printf("{\"stored\":%zu,\"duplicates\":%zu,\"refused\":%zu,\"incomplete\":%zu}\n",
               run->stored, run->duplicates, run->refused, run->incomplete);
    else if (run->language == LANGUAGE_GERMAN)
        printf("%zu Geräte abgelegt, bei %zu fehlt etwas für eine sichere Zuordnung; %zu doppelt, "
               "%zu zurückgewiesen\n",
               run->stored, run->incomplete, run->duplicates, run->refused);
    else
        printf("%zu devices stored, %zu of them lack something for a sure match; %zu duplicates, "
               "%zu refused\n",
               run->stored, run->incomplete, run->duplicates, run->refused);
}

int cmd_inventory_import(const struct arguments *arguments)
{
    const char *data = argument_of(arguments, "data");
    struct inventory_run run = {.language = command_language(argument_of(arguments, "lang")),
                                .json = argument_of(arguments, "json") != NULL};
    struct store_options options = {0};
    struct file_view file;
    if (arguments->file_count != 1) {
        fprintf(stderr, "schale inventory import: usage: schale inventory import %s\n",
                arguments->command->usage);
        return EXIT_USAGE;
    }
    run.path = arguments->files[0];
    if (file_open(run.path, INVENTORY_BYTES_MAX, &file, &run.why) != ERR_OK) {
        command_fail(arguments, &run.why);
        return EXIT_USAGE;
    }
    err_t rc = store_open(data ? data : "schale-data", &options, &run.store, &run.why);
    if (rc == ERR_OK) {
        rc = note_known(&run);
        if (rc == ERR_OK)
            rc = import_rows(&run, file.bytes);
        if (rc == ERR_OK)
            flush(&run);
        store_close(run.store);
    }
    rc = rc == ERR_OK ? run.result : rc;
    if (rc == ERR_OK)
        tell_sum(&run);
    int status = rc != ERR_OK  ? command_fail(arguments, &run.why)
                 : run.refused ? EXIT_FINDINGS
                               : EXIT_FINE;
    file_close(&file);
    buf_release(&run.out);
    map_release(&run.seen);
    arena_release(&run.arena);
    arena_release(&run.keys);
    return status;
}
