/* SPDX-License-Identifier: Apache-2.0 */
/* inventory.c - /plan/security/inventory: the devices that the shells tell of, and lists of devices
 * on their way to become shells. Our own operations (docs/security-inventory.md). */
#include <stdlib.h>

#include "codec/json.h"
#include "plan/security/inventory/inventory_import.h"
#include "plan/security/inventory/inventory_list.h"
#include "plan/security/todo/watch.h"
#include "search/fold.h"
#include "web/body_files.h"
#include "web/file_answer.h"
#include "web/handlers.h"
#include "web/plan.h"

/* The facts that are kept in memory, as of a moment ago, with the zone of each; while they are
 * being gathered for the first time, from the store. Texts live as long as the view. */
static err_t take_facts(struct call *call, const struct watch_view *view, struct arena *arena,
                        struct asset_list *ret_list, struct inventory *inventory, struct fail *why)
{
    if (view->is_building)
        return asset_facts_read_all(call->store, arena, ret_list, why);
    struct asset_facts *items = ARENA_ARRAY(arena, struct asset_facts, view->asset_count);
    str *zones = ARENA_ARRAY(arena, str, view->asset_count),
        *names = ARENA_ARRAY(arena, str, view->asset_count);
    for (size_t i = 0; i < view->asset_count; i++) {
        items[i] = view->assets[i]->facts;
        if (view->asset_zones[i] < view->zones.zone_count) {
            zones[i] = view->zones.zones[view->asset_zones[i]].id;
            names[i] = view->zones.zones[view->asset_zones[i]].name;
        }
    }
    *ret_list = (struct asset_list){items, view->asset_count, view->asset_count};
    inventory->zones = zones;
    inventory->zone_names = names;
    return ERR_OK;
}

/* --- the list ----------------------------------------------------------------------------------
 */

static err_t read_lacks(struct call *call, struct inventory_query *query)
{
    for (size_t i = 0; i < call->query_count; i++) {
        enum asset_lack lack;
        str value = call->query[i].value;
        if (!str_equal(call->query[i].name, STR("lacks")))
            continue;
        if (str_equal(value, STR("any")))
            query->lacks_any = true;
        else if (asset_lack_find(value, &lack))
            query->lacks |= lack;
        else
            return refuse(call, REFUSAL_BAD_LACK, value);
    }
    return ERR_OK;
}

static err_t read_query(struct call *call, struct inventory_query *query, bool *as_csv)
{
    str format;
    *query = (struct inventory_query){.limit = INVENTORY_LIMIT_DEFAULT};
    *as_csv = false;
    (void)call_query(call, "q", &query->text);
    (void)call_query(call, "cursor", &query->cursor);
    if (query->text.n > SEARCH_QUERY_BYTES_MAX)
        return refuse(call, REFUSAL_LONG_SEARCH, STR(""));
    if (call_query(call, "format", &format)) {
        *as_csv = str_equal(format, STR("csv"));
        if (!*as_csv && !str_equal(format, STR("json")))
            return refuse(call, REFUSAL_BAD_LIST_FORMAT, format);
    }
    err_t err = plan_read_language(call);
    err = err ? err : plan_read_limit(call, INVENTORY_LIMIT_MAX, &query->limit);
    return err ? err : read_lacks(call, query);
}

static void answer_csv(struct call *call, struct buf *out)
{
    struct http_answer answer = {.status = 200};
    size_t bytes;
    str name = call->language == LANGUAGE_GERMAN ? STR("inventar.csv") : STR("inventory.csv");
    answer.owner = buf_take(out, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    http_answer_header(&answer, STR("Content-Disposition"),
                       file_disposition(call->arena, "attachment", name));
    answer_bytes(call, &answer, NULL, STR("text/csv; charset=utf-8"));
}

static err_t list(struct call *call, const struct watch_view *view,
                  const struct inventory_query *query, bool as_csv, struct arena *arena,
                  struct buf *out, struct fail *why)
{
    struct asset_list assets;
    struct structure structure;
    struct inventory inventory, around = {.language = call->language};
    err_t err = take_facts(call, view, arena, &assets, &around, why);
    if (err)
        return err;
    err = structure_read(call->store, arena, &structure, why);
    if (!err) {
        inventory_make(arena, assets.items, assets.count, &structure, &inventory);
        inventory.zones = around.zones;
        inventory.zone_names = around.zone_names;
        inventory.language = around.language;
        if (as_csv)
            inventory_list_write_csv(&inventory, query, call->language, out);
        else
            err = inventory_list_write(&inventory, query, out, why);
    }
    structure_release(&structure);
    return err == ERR_SYNTAX ? refuse(call, REFUSAL_BAD_CURSOR, query->cursor) : err;
}

err_t security_inventory_list(struct call *call, struct fail *why)
{
    struct arena arena = {0}; /* of its own: the request's is kept for the next one */
    struct inventory_query query;
    struct buf out = {0};
    bool as_csv;
    err_t err = read_query(call, &query, &as_csv);
    if (!err) {
        const struct watch_view *view = watch_take(web_watch(call->web));
        err = list(call, view, &query, as_csv, &arena, &out, why);
        watch_release(web_watch(call->web));
    }
    arena_release(&arena);
    if (err || !as_csv)
        return answer_made(call, err, NULL, &out);
    answer_csv(call, &out);
    return ERR_OK;
}

/* --- a list of devices -------------------------------------------------------------------------
 */

static err_t refuse_table(struct call *call, const struct inventory_table *table)
{
    static const enum refusal refusals[INVENTORY_FAULT_COUNT] = {
        [INVENTORY_OPEN_QUOTE] = REFUSAL_LIST_OPEN_QUOTE,
        [INVENTORY_BEHIND_QUOTE] = REFUSAL_LIST_BEHIND_QUOTE,
        [INVENTORY_LONG_FIELD] = REFUSAL_LIST_LONG_FIELD,
        [INVENTORY_MANY_FIELDS] = REFUSAL_LIST_MANY_FIELDS,
        [INVENTORY_MANY_ROWS] = REFUSAL_LIST_MANY_ROWS,
        [INVENTORY_MANY_BYTES] = REFUSAL_LIST_MANY_BYTES,
        [INVENTORY_EMPTY] = REFUSAL_LIST_EMPTY,
        [INVENTORY_BAD_WORKBOOK] = REFUSAL_LIST_BAD_WORKBOOK,
        [INVENTORY_OLD_WORKBOOK] = REFUSAL_LIST_OLD_WORKBOOK,
    };
    return refuse(call, refusals[table->fault], arena_printf(call->arena, "%u", table->fault_line));
}

static err_t read_table(struct call *call, struct arena *arena, struct inventory_table *ret_table,
                        struct fail *why)
{
    struct body_file file;
    err_t err = plan_read_language(call);
    if (!err)
        err = body_file_read(call, &file, why);
    if (err)
        return err;
    return inventory_table_read(arena, file.bytes, ret_table, why) ? refuse_table(call, ret_table)
                                                                   : ERR_OK;
}

err_t security_inventory_preview(struct call *call, struct fail *why)
{
    struct arena arena = {0};
    struct inventory_table table;
    struct buf out = {0};
    err_t err = read_table(call, &arena, &table, why);
    if (!err)
        inventory_table_write(&table, &out);
    arena_release(&arena);
    return answer_made(call, err, NULL, &out);
}

/* --- the import --------------------------------------------------------------------------------
 */

enum { ROWS_TOLD_MAX = 1000 };

struct telling {
    enum language language;
    struct buf rows, assets;
    size_t told, not_listed;
};

static void tell(void *context, const struct inventory_outcome *outcome)
{
    static const char *const kinds[] = {"lacks", "duplicate", "refused"};
    struct telling *telling = context;
    if (outcome->kind == INVENTORY_STORED) {
        if (telling->assets.n)
            buf_add_char(&telling->assets, ',');
        json_write_string(&telling->assets, outcome->shell_id);
        if (!outcome->lacks)
            return;
    }
    if (telling->told == ROWS_TOLD_MAX) {
        telling->not_listed++;
        return;
    }
    struct buf text = {0};
    inventory_outcome_write(outcome, telling->language, &text);
    buf_printf(&telling->rows, "%s{\"line\":%u,\"kind\":\"%s\"", telling->told++ ? "," : "",
               outcome->line, kinds[outcome->kind]);
    json_write_member(&telling->rows, "text", buf_str(&text));
    buf_add_char(&telling->rows, '}');
    buf_release(&text);
}

static err_t read_columns(struct call *call, const struct inventory_table *table,
                          struct inventory_head *ret_head)
{
    str names = {0};
    struct fail fault = {0};
    bool named = call_query(call, "columns", &names);
    if (named && !names.p)
        names = STR("");
    if (inventory_table_columns(table, named ? names : (str){0}, ret_head, &fault) == ERR_OK)
        return ERR_OK;
    if (named)
        return refuse(call, REFUSAL_BAD_COLUMNS,
                      fault.where[0] ? arena_dup(call->arena, str_from(fault.where)) : names);
    return refuse(call, REFUSAL_LIST_NO_HEAD, STR(""));
}

static err_t import_list(struct call *call, struct arena *arena, struct inventory_import *import,
                         struct fail *why)
{
    struct inventory_table table;
    struct inventory_head head;
    struct asset_list known;
    err_t err = read_table(call, arena, &table, why);
    if (!err)
        err = read_columns(call, &table, &head);
    if (!err)
        err = asset_facts_read_all(call->store, arena, &known, why);
    if (err)
        return err;
    import->known = known.items;
    import->known_count = known.count;
    return inventory_import_run(import, &table, &head, why);
}

err_t security_inventory_import(struct call *call, struct fail *why)
{
    struct arena arena = {0};
    struct telling telling = {0};
    struct inventory_import import = {
        .store = call->store, .actor = STR("anonymous"), .tell = tell, .context = &telling};
    struct buf out = {0};
    err_t err = plan_read_language(call);
    telling.language = call->language;
    if (!err)
        err = import_list(call, &arena, &import, why);
    if (!err) {
        buf_printf(&out, "{\"stored\":%zu,\"lacking\":%zu,\"duplicates\":%zu,\"refused\":%zu,",
                   import.stored, import.lacking, import.duplicates, import.refused);
        buf_add(&out, STR("\"rows\":["));
        buf_add(&out, buf_str(&telling.rows));
        buf_printf(&out, "],\"not_listed\":%zu,\"assets\":[", telling.not_listed);
        buf_add(&out, buf_str(&telling.assets));
        buf_add(&out, STR("]}"));
    }
    inventory_import_release(&import);
    buf_release(&telling.rows);
    buf_release(&telling.assets);
    arena_release(&arena);
    return answer_made(call, err, NULL, &out);
}
