/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c - any bytes as an inventory: no crash, all rows within the limits; what a row becomes is
 * JSON. */
#include <stdlib.h>

#include "codec/json.h"
#include "plan/security/inventory/inventory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_row(const struct inventory_head *head, const str *fields, size_t count)
{
    struct arena arena = {0};
    struct inventory_row row;
    struct buf out = {0};
    struct json json;
    struct fail why;
    inventory_row_read(head, fields, count, &row);
    inventory_row_write(&row, inventory_row_key(&arena, &row), head->language, &arena, &out);
    if (json_read(buf_str(&out), &json, &why) != ERR_OK)
        abort();
    json_release(&json);
    buf_release(&out);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct csv csv;
    struct inventory_head head;
    struct fail why;
    str fields[CSV_FIELDS_MAX];
    size_t count = 0;
    csv_begin(&csv, inventory_utf8(&arena, str_of((const char *)data, size)));
    if (csv_next(&csv, &arena, fields, &count, &why) == ERR_OK && count) {
        inventory_head_read(&arena, fields, count, &head);
        while (csv_next(&csv, &arena, fields, &count, &why) == ERR_OK && count) {
            for (size_t i = 0; i < count; i++)
                if (fields[i].n > CSV_FIELD_BYTES_MAX)
                    abort();
            check_row(&head, fields, count);
        }
    }
    arena_release(&arena);
    return 0;
}
