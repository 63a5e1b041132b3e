/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_inventory.c - schale inventory import: a list of devices (CSV, .xlsx) becomes shells; schale
 * inventory list: what the shells of a store say of their devices. */
#include "base/file.h"
#include "cmd/command.h"
#include "cmd/output.h"
#include "codec/json.h"
#include "plan/security/inventory/inventory_import.h"
#include "plan/security/inventory/inventory_list.h"

/* --- import ------------------------------------------------------------------------------------
 */

const struct option_row inventory_import_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"columns", "NAMES", "what the columns hold, in their order: maker,,order_code"},
    {"json", NULL, "one JSON object for each row, and one with the sum"},
    {"lang", "en|de", "language of the messages"},
    {0},
};

struct telling {
    const char *path;
    enum language language;
    bool json;
    struct buf out;
};

static void tell_json(const struct inventory_outcome *outcome, struct buf *out)
{
    static const char *const results[] = {"stored", "duplicate", "refused"};
    bool first = true;
    buf_printf(out, "{\"line\":%u,\"shell\":", outcome->line);
    json_write_string(out, outcome->shell_id);
    buf_printf(out, ",\"result\":\"%s\",\"missing\":[", results[outcome->kind]);
    for (unsigned bit = 1; bit <= ASSET_LACKS_ALL; bit <<= 1)
        if (outcome->lacks & bit) {
            buf_printf(out, "%s\"%.*s\"", first ? "" : ",",
                       STR_ARG(asset_lack_name((enum asset_lack)bit)));
            first = false;
        }
    buf_add(out, STR("]}\n"));
}

static void tell(void *context, const struct inventory_outcome *outcome)
{
    struct telling *telling = context;
    if (outcome->kind == INVENTORY_REFUSED)
        output_findings(telling->path, outcome->findings, telling->language);
    if (telling->json)
        tell_json(outcome, &telling->out);
    else if (outcome->kind != INVENTORY_STORED || outcome->lacks) {
        buf_printf(&telling->out, "%s:%u: ", telling->path, outcome->line);
        inventory_outcome_write(outcome, telling->language, &telling->out);
        buf_add_char(&telling->out, '\n');
    }
}

static void tell_sum(const struct inventory_import *import, struct telling *telling)
{
    struct buf *out = &telling->out;
    if (telling->json)
        buf_printf(out, "{\"stored\":%zu,\"duplicates\":%zu,\"refused\":%zu,\"incomplete\":%zu}\n",
                   import->stored, import->duplicates, import->refused, import->lacking);
    else if (telling->language == LANGUAGE_GERMAN)
        buf_printf(out,
                   "%zu Geräte abgelegt, bei %zu fehlt etwas für eine sichere Zuordnung; %zu "
                   "doppelt, %zu zurückgewiesen\n",
                   import->stored, import->lacking, import->duplicates, import->refused);
    else
        buf_printf(out,
                   "%zu devices stored, %zu of them lack something for a sure match; %zu "
                   "duplicates, %zu refused\n",
                   import->stored, import->lacking, import->duplicates, import->refused);
    fwrite(out->p, 1, out->n, stdout);
}

static err_t import_list(const struct arguments *arguments, struct store *store, str bytes,
                         struct inventory_import *import, struct fail *why)
{
    struct arena arena = {0};
    struct inventory_table table;
    struct inventory_head head;
    struct asset_list known;
    err_t rc = inventory_table_read(&arena, bytes, &table, why);
    if (rc == ERR_OK)
        rc = inventory_table_columns(&table, str_from(argument_of(arguments, "columns")), &head,
                                     why);
    if (rc == ERR_OK)
        rc = asset_facts_read_all(store, &arena, &known, why);
    if (rc == ERR_OK) {
        import->known = known.items;
        import->known_count = known.count;
        rc = inventory_import_run(import, &table, &head, why);
    }
    arena_release(&arena);
    return rc;
}

int cmd_inventory_import(const struct arguments *arguments)
{
    const char *data = argument_of(arguments, "data");
    struct telling telling = {.language = command_language(argument_of(arguments, "lang")),
                              .json = argument_of(arguments, "json") != NULL};
    struct inventory_import import = {
        .actor = STR("inventory import"), .tell = tell, .context = &telling};
    struct store_options options = {0};
    struct file_view file;
    struct fail why = {0};
    if (arguments->file_count != 1) {
        fprintf(stderr, "schale inventory import: usage: schale inventory import %s\n",
                arguments->command->usage);
        return EXIT_USAGE;
    }
    telling.path = arguments->files[0];
    if (file_open(telling.path, INVENTORY_BYTES_MAX, &file, &why) != ERR_OK) {
        command_fail(arguments, &why);
        return EXIT_USAGE;
    }
    err_t rc = store_open(data ? data : "schale-data", &options, &import.store, &why);
    if (rc == ERR_OK) {
        rc = import_list(arguments, import.store, file.bytes, &import, &why);
        store_close(import.store);
    }
    if (rc == ERR_OK)
        tell_sum(&import, &telling);
    int status = rc != ERR_OK     ? command_fail(arguments, &why)
                 : import.refused ? EXIT_FINDINGS
                                  : EXIT_FINE;
    file_close(&file);
    buf_release(&telling.out);
    inventory_import_release(&import);
    return status;
}

/* --- list --------------------------------------------------------------------------------------
 */

const struct option_row inventory_list_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each device"},
    {"csv", NULL, "a table for spreadsheets"},
    {"lang", "en|de", "language of the heads"},
    {0},
};

static void write_line(const struct inventory *inventory, size_t number, struct buf *out)
{
    const struct asset_facts *facts = &inventory->facts[number];
    const str texts[] = {facts->maker,
                         facts->product,
                         facts->order_code.n ? facts->order_code : facts->article_number,
                         facts->serial_number,
                         facts->firmware.n ? facts->firmware : facts->software,
                         facts->location};
    buf_add(out, facts->name);
    for (size_t i = 0; i < COUNT_OF(texts); i++)
        buf_printf(out, "  %.*s", STR_ARG(texts[i].n ? texts[i] : STR("-")));
    for (size_t i = 0; i < facts->port_count; i++)
        buf_printf(out, "%s%.*s/%u", i ? " " : "  ",
                   STR_ARG(asset_transport_name(facts->ports[i].transport)), facts->ports[i].port);
    buf_add_char(out, '\n');
}

static err_t list(struct store *store, const struct arguments *arguments, struct arena *arena,
                  struct buf *out, struct fail *why)
{
    struct asset_list assets;
    struct structure structure;
    struct inventory inventory;
    struct inventory_query query = {0};
    err_t rc = asset_facts_read_all(store, arena, &assets, why);
    if (rc != ERR_OK)
        return rc;
    rc = structure_read(store, arena, &structure, why);
    if (rc == ERR_OK) {
        inventory_make(arena, assets.items, assets.count, &structure, &inventory);
        if (argument_of(arguments, "csv"))
            inventory_list_write_csv(&inventory, &query,
                                     command_language(argument_of(arguments, "lang")), out);
        for (size_t i = 0; !argument_of(arguments, "csv") && i < inventory.count; i++) {
            if (argument_of(arguments, "json")) {
                inventory_asset_write(&inventory, inventory.order[i], out);
                buf_add_char(out, '\n');
            } else
                write_line(&inventory, inventory.order[i], out);
        }
    }
    structure_release(&structure);
    return rc;
}

int cmd_inventory_list(const struct arguments *arguments)
{
    const char *data = argument_of(arguments, "data");
    struct store_options options = {.read_only = true};
    struct arena arena = {0};
    struct store *store;
    struct buf out = {0};
    struct fail why = {0};
    if (arguments->file_count ||
        (argument_of(arguments, "json") && argument_of(arguments, "csv"))) {
        fprintf(stderr, "schale inventory list: usage: schale inventory list %s\n",
                arguments->command->usage);
        return EXIT_USAGE;
    }
    if (store_open(data ? data : "schale-data", &options, &store, &why) != ERR_OK) {
        command_fail(arguments, &why);
        return EXIT_USAGE;
    }
    err_t rc = list(store, arguments, &arena, &out, &why);
    if (rc == ERR_OK && out.n)
        fwrite(out.p, 1, out.n, stdout);
    store_close(store);
    buf_release(&out);
    arena_release(&arena);
    return rc == ERR_OK ? EXIT_FINE : command_fail(arguments, &why);
}
