/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c - any bytes as a list of devices: no crash, all rows within the limits; what is shown of it
 * and what a row becomes is JSON; a row that is written and read again is the same. */
#include <stdlib.h>

#include "base/utf8.h"
#include "codec/json.h"
#include "plan/security/inventory/inventory_row.h"
#include "plan/security/inventory/inventory_table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_json(struct buf *text)
{
    struct json json;
    struct fail why;
    if (json_read(buf_str(text), &json, &why) != ERR_OK)
        abort();
    json_release(&json);
    buf_release(text);
}

static void check_row(const struct inventory_head *head, const str *fields, size_t count)
{
    struct arena arena = {0};
    struct inventory_row row;
    struct buf shell = {0}, nameplate = {0};
    inventory_row_read(head, fields, count, &row);
    str key = inventory_row_key(&arena, &row);
    inventory_row_write_shell(&row, key, head->language, &arena, &shell);
    inventory_row_write_nameplate(&row, key, head->language, &arena, &nameplate);
    check_json(&shell);
    check_json(&nameplate);
    arena_release(&arena);
}

/* A formula comes back with its apostrophe. */
static void check_writing(const str *fields, size_t count)
{
    struct arena arena = {0};
    struct buf text = {0};
    struct fail why;
    str again[CSV_FIELDS_MAX];
    size_t read;
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_char(&text, ',');
        csv_write_field(&text, fields[i]);
    }
    struct csv csv = {.text = buf_str(&text), .delimiter = ',', .next_line = 1};
    if (csv_next(&csv, &arena, again, &read, &why) == ERR_OK) {
        if (read != count)
            abort();
        for (size_t i = 0; i < count; i++) {
            bool guarded = fields[i].n && csv_is_formula(fields[i].p[0]);
            if (!str_equal(guarded ? str_of(again[i].p + 1, again[i].n - 1) : again[i], fields[i]))
                abort();
        }
    } else if (csv.fault != CSV_LONG_FIELD)
        abort();
    arena_release(&arena);
    buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct inventory_table table;
    struct fail why;
    str fields[CSV_FIELDS_MAX];
    size_t count = 0, rows = 0;
    if (inventory_table_read(&arena, str_of((const char *)data, size), &table, &why) == ERR_OK) {
        struct buf shown = {0};
        inventory_table_write(&table, &shown);
        check_json(&shown);
        while (csv_next(&table.csv, &arena, fields, &count, &why) == ERR_OK && count) {
            for (size_t i = 0; i < count; i++)
                if (fields[i].n > CSV_FIELD_BYTES_MAX || utf8_find_invalid(fields[i]) < fields[i].n)
                    abort();
            check_row(&table.guess, fields, count);
            check_writing(fields, count);
            rows++;
        }
        if (rows != table.rows)
            abort();
    } else if (!table.fault)
        abort();
    arena_release(&arena);
    return 0;
}
