/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_table.c - from bytes to a head and rows. */
#include "plan/security/inventory/inventory_table.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "codec/json.h"
#include "codec/workbook.h"

/* --- characters --------------------------------------------------------------------------------
 */

static str from_windows(struct arena *arena, str text)
{
    static const uint16_t windows[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};
    char *to = arena_alloc(arena, text.n * 3);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        uint32_t code_point = c >= 0x80 && c < 0xA0 ? windows[c - 0x80] : c;
        n += utf8_encode(code_point, to + n);
    }
    return str_of(to, n);
}

/* Rule: RFC 2781. Half of a pair becomes U+FFFD, a byte too many at the end goes. */
static str from_utf16(struct arena *arena, str text, size_t high)
{
    const unsigned char *p = (const unsigned char *)text.p;
    char *to = arena_alloc(arena, text.n / 2 * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i + 1 < text.n; i += 2) {
        uint32_t unit = (uint32_t)p[i + high] << 8 | p[i + 1 - high], next = 0;
        if (i + 3 < text.n)
            next = (uint32_t)p[i + 2 + high] << 8 | p[i + 3 - high];
        if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            unit = 0x10000 + ((unit - 0xD800) << 10 | (next - 0xDC00));
            i += 2;
        } else if (unit >= 0xD800 && unit < 0xE000)
            unit = 0xFFFD;
        n += utf8_encode(unit, to + n);
    }
    return str_of(to, n);
}

str inventory_utf8(struct arena *arena, str text, const char **ret_encoding)
{
    bool little = str_starts_with(text, STR("\xff\xfe")),
         big = str_starts_with(text, STR("\xfe\xff"));
    if (little || big) {
        *ret_encoding = little ? "utf-16le" : "utf-16be";
        return from_utf16(arena, str_of(text.p + 2, text.n - 2), little ? 1 : 0);
    }
    bool valid = utf8_find_invalid(text) == text.n;
    *ret_encoding = valid ? "utf-8" : "windows-1252";
    return valid ? text : from_windows(arena, text);
}

/* --- reading -----------------------------------------------------------------------------------
 */

static err_t fault(struct inventory_table *table, enum inventory_fault fault, uint32_t line)
{
    table->fault = fault;
    table->fault_line = line;
    return fault >= INVENTORY_EMPTY ? ERR_SYNTAX : ERR_TOO_LARGE;
}

static err_t next_row(struct inventory_table *table, struct csv *csv, struct arena *arena,
                      str fields[static CSV_FIELDS_MAX], size_t *ret_count, struct fail *why)
{
    err_t rc = csv_next(csv, arena, fields, ret_count, why);
    if (rc != ERR_OK) {
        table->fault = (enum inventory_fault)csv->fault;
        table->fault_line = csv->line;
    }
    return rc;
}

static size_t filled_of(const str *fields, size_t count)
{
    size_t filled = 0;
    for (size_t i = 0; i < count; i++)
        filled += fields[i].n > 0;
    return filled;
}

static void no_columns(struct arena *arena, struct inventory_head *ret_head)
{
    inventory_head_read(arena, &(str){0}, 1, ret_head);
}

/* How many texts of a row are such as no head is: an order code, a maker … */
static size_t device_texts_of(struct arena *arena, const str *fields, size_t count)
{
    size_t hits = 0;
    for (size_t i = 0; i < count; i++) {
        struct inventory_head head;
        no_columns(arena, &head);
        if (fields[i].n)
            inventory_head_guess(arena, i, &fields[i], 1, &head);
        hits += head.known;
    }
    return hits;
}

static err_t find_head(struct inventory_table *table, struct csv csv, struct arena *arena,
                       struct fail *why)
{
    str fields[CSV_FIELDS_MAX];
    size_t best_known = 0, best_filled = 0, count;
    struct csv before = csv, head_begin = csv;
    for (size_t row = 0; row < INVENTORY_HEAD_ROWS_MAX; row++) {
        struct inventory_head head;
        before = csv;
        err_t rc = next_row(table, &csv, arena, fields, &count, why);
        if (rc != ERR_OK)
            return rc;
        if (!count)
            break;
        inventory_head_read(arena, fields, count, &head);
        size_t known = head.known >= 2 ? head.known : 0, filled = filled_of(fields, count);
        if (known < best_known || (known == best_known && (best_known || filled <= best_filled)))
            continue;
        best_known = known;
        best_filled = filled;
        head_begin = before;
        table->csv = csv;
        table->head_line = csv.line;
        table->head_count = count;
        table->heads = ARENA_ARRAY(arena, str, count);
        memcpy(table->heads, fields, count * sizeof *fields);
        table->guess = head;
    }
    /* "Halle 1" begins as a head does. */
    if (table->guess.known < 2 &&
        device_texts_of(arena, table->heads, table->head_count) > table->guess.known) {
        no_columns(arena, &table->guess);
        table->csv = head_begin;
        table->head_line = 0;
        table->head_count = 0;
    }
    return ERR_OK;
}

/* What is noted of the rows. */
struct rows {
    struct arena *arena;
    struct inventory_samples samples[CSV_FIELDS_MAX];
    str values[CSV_FIELDS_MAX][INVENTORY_GUESS_ROWS_MAX];
    size_t value_counts[CSV_FIELDS_MAX];
};

static void note_value(struct rows *rows, size_t field, str text)
{
    struct inventory_samples *samples = &rows->samples[field];
    samples->filled = true;
    if (rows->value_counts[field] == INVENTORY_GUESS_ROWS_MAX)
        return;
    text = arena_dup(rows->arena, text);
    rows->values[field][rows->value_counts[field]++] = text;
    for (size_t i = 0; i < samples->count; i++)
        if (str_equal(samples->texts[i], text))
            return;
    if (samples->count < INVENTORY_SAMPLES_MAX)
        samples->texts[samples->count++] = text;
}

static err_t read_rows(struct inventory_table *table, struct rows *rows, struct fail *why)
{
    struct csv csv = table->csv;
    struct arena scratch = {0};
    str fields[CSV_FIELDS_MAX];
    size_t count;
    err_t rc;
    while ((rc = next_row(table, &csv, &scratch, fields, &count, why)) == ERR_OK && count) {
        if (table->rows == INVENTORY_ROWS_MAX) {
            rc = fail_set(why, fault(table, INVENTORY_MANY_ROWS, csv.line), 0, (str){0},
                          "line %u: more than %d rows", csv.line, INVENTORY_ROWS_MAX);
            break;
        }
        table->rows++;
        table->width = count > table->width ? count : table->width;
        for (size_t i = 0; i < count; i++)
            if (fields[i].n)
                note_value(rows, i, fields[i]);
        arena_reset(&scratch);
    }
    arena_release(&scratch);
    return rc;
}

/* The table of `table->csv`. */
static err_t read_csv(struct inventory_table *table, struct arena *arena, struct fail *why)
{
    err_t rc = find_head(table, table->csv, arena, why);
    if (rc != ERR_OK)
        return rc;
    struct rows *rows = ARENA_NEW(arena, struct rows);
    rows->arena = arena;
    table->width = table->head_count;
    if (table->heads)
        rc = read_rows(table, rows, why);
    if (rc == ERR_OK && !table->rows)
        return fail_set(why, fault(table, INVENTORY_EMPTY, table->head_line), 0, (str){0},
                        "there is no row below a head");
    table->samples = rows->samples;
    for (size_t i = 0; rc == ERR_OK && i < table->width; i++)
        inventory_head_guess(arena, i, rows->values[i], rows->value_counts[i], &table->guess);
    return rc;
}

/* --- workbooks ---------------------------------------------------------------------------------
 */

static err_t bad_workbook(struct inventory_table *table, err_t rc)
{
    return fault(table, rc == ERR_TOO_LARGE ? INVENTORY_MANY_BYTES : INVENTORY_BAD_WORKBOOK, 0);
}

/* Reads one sheet; `room`: bytes that its text may have, of which it takes what it needs. */
static err_t read_sheet(struct workbook *workbook, size_t sheet, struct arena *arena, size_t *room,
                        struct inventory_table *ret_table, struct fail *why)
{
    struct buf text = {.bytes_max = *room};
    *ret_table = (struct inventory_table){.encoding = "utf-8",
                                          .sheet = workbook_sheet_name(workbook, sheet)};
    err_t rc = workbook_sheet_csv(workbook, sheet, &text, why);
    if (rc == ERR_OK) {
        ret_table->csv = (struct csv){
            .text = arena_dup(arena, buf_str(&text)), .delimiter = ',', .next_line = 1};
        *room -= text.n;
        rc = read_csv(ret_table, arena, why);
    } else
        rc = bad_workbook(ret_table, rc);
    buf_release(&text);
    return rc;
}

/* The sheet whose columns are known best. */
static err_t read_workbook(struct inventory_table *table, struct arena *arena, str bytes,
                           struct fail *why)
{
    struct workbook *workbook;
    size_t room = INVENTORY_BYTES_MAX;
    struct fail detail = {0};
    err_t best = workbook_open(bytes, arena, &workbook, &detail);
    if (best != ERR_OK)
        return fail_set(why, bad_workbook(table, best), 0, (str){0},
                        "no Excel workbook that can be read: %s; save it as .xlsx or CSV",
                        detail.text);
    best = fail_set(why, fault(table, INVENTORY_EMPTY, 0), 0, (str){0}, "there is no sheet");
    for (size_t i = 0; i < workbook_sheets(workbook) && i < INVENTORY_SHEETS_MAX; i++) {
        struct inventory_table one;
        struct fail one_why = {0};
        err_t rc = read_sheet(workbook, i, arena, &room, &one, &one_why);
        if (i && (rc != ERR_OK || (best == ERR_OK && one.guess.known <= table->guess.known)))
            continue;
        *table = one;
        best = rc;
        *why = one_why;
    }
    workbook_close(workbook);
    return best;
}

err_t inventory_table_read(struct arena *arena, str bytes, struct inventory_table *ret_table,
                           struct fail *why)
{
    struct inventory_table *table = ret_table;
    *table = (struct inventory_table){0};
    if (bytes.n > INVENTORY_BYTES_MAX)
        return fail_set(why, fault(table, INVENTORY_MANY_BYTES, 0), 0, (str){0},
                        "more than %d bytes", INVENTORY_BYTES_MAX);
    if (workbook_is_old(bytes))
        return fail_set(why, fault(table, INVENTORY_OLD_WORKBOOK, 0), 0, (str){0},
                        "an old Excel workbook, or one with a password: save it as .xlsx or CSV");
    if (workbook_is_one(bytes))
        return read_workbook(table, arena, bytes, why);
    csv_begin(&table->csv, inventory_utf8(arena, bytes, &table->encoding));
    return read_csv(table, arena, why);
}

err_t inventory_table_columns(const struct inventory_table *table, str names,
                              struct inventory_head *ret_head, struct fail *why)
{
    struct inventory_head head = table->guess;
    if (names.p) {
        err_t rc = inventory_head_set(names, &head, why);
        if (rc != ERR_OK)
            return rc;
    } else if (head.known < 2)
        return fail_set(why, ERR_SYNTAX, 0, (str){0},
                        "fewer than two columns are known by their heads or by what stands in "
                        "them; name them maker, product, order code, serial number, firmware, "
                        "location, name, or say with columns what they hold");
    *ret_head = head;
    return ERR_OK;
}

/* --- what is shown -----------------------------------------------------------------------------
 */

static str cut(str text, size_t characters_max)
{
    size_t i = 0;
    for (size_t characters = 0; i < text.n && characters < characters_max; characters++)
        i += utf8_char_bytes(text.p + i, text.p + text.n);
    return str_of(text.p, i);
}

static void write_column(const struct inventory_table *table, size_t field, struct buf *out)
{
    const struct inventory_samples *samples = &table->samples[field];
    enum inventory_column guess = inventory_head_column(&table->guess, field);
    buf_printf(out, "{\"index\":%zu,\"head\":", field);
    json_write_string(out, field < table->head_count ? table->heads[field] : STR(""));
    if (guess != INVENTORY_COLUMN_COUNT)
        json_write_member(out, "guess", inventory_column_name(guess));
    buf_add(out, STR(",\"samples\":["));
    for (size_t i = 0; i < samples->count; i++) {
        if (i)
            buf_add_char(out, ',');
        json_write_string(out, cut(samples->texts[i], INVENTORY_SAMPLE_CHARACTERS_MAX));
    }
    buf_add(out, STR("]}"));
}

static void write_first_rows(const struct inventory_table *table, struct buf *out)
{
    struct csv csv = table->csv;
    struct arena arena = {0};
    str fields[CSV_FIELDS_MAX];
    size_t count;
    for (size_t row = 0; row < INVENTORY_FIRST_ROWS; row++) {
        if (csv_next(&csv, &arena, fields, &count, NULL) != ERR_OK || !count)
            break;
        buf_add(out, row ? STR(",[") : STR("["));
        for (size_t i = 0; i < count; i++) {
            if (i)
                buf_add_char(out, ',');
            json_write_string(out, cut(fields[i], INVENTORY_SAMPLE_CHARACTERS_MAX));
        }
        buf_add_char(out, ']');
    }
    arena_release(&arena);
}

void inventory_table_write(const struct inventory_table *table, struct buf *out)
{
    bool first = true;
    buf_add(out, STR("{\"separator\":"));
    json_write_string(out, str_of(&table->csv.delimiter, 1));
    buf_printf(out, ",\"encoding\":\"%s\"", table->encoding);
    if (table->sheet.n)
        json_write_member(out, "sheet", table->sheet);
    buf_printf(out, ",\"head_line\":%u,\"rows\":%zu,\"columns\":[", table->head_line, table->rows);
    for (size_t i = 0; i < table->width; i++) {
        if (!table->samples[i].filled && (i >= table->head_count || !table->heads[i].n))
            continue;
        if (!first)
            buf_add_char(out, ',');
        write_column(table, i, out);
        first = false;
    }
    buf_add(out, STR("],\"first\":["));
    write_first_rows(table, out);
    buf_add(out, STR("],\"names\":["));
    for (unsigned column = 0; column < INVENTORY_COLUMN_COUNT; column++) {
        if (column)
            buf_add_char(out, ',');
        json_write_string(out, inventory_column_name((enum inventory_column)column));
    }
    buf_add(out, STR("]}"));
}
