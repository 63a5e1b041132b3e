/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c - rows of fields. */
#include "codec/csv.h"

#include "base/buf.h"

static str trim(str text)
{
    while (text.n && (text.p[0] == ' ' || text.p[0] == '\t'))
        text = str_of(text.p + 1, text.n - 1);
    while (text.n && (text.p[text.n - 1] == ' ' || text.p[text.n - 1] == '\t'))
        text.n--;
    return text;
}

void csv_begin(struct csv *csv, str text)
{
    static const char delimiters[] = {';', ',', '\t'};
    size_t counts[COUNT_OF(delimiters)] = {0}, best = 0;
    bool quoted = false;
    if (str_starts_with(text, STR("\xef\xbb\xbf")))
        text = str_of(text.p + 3, text.n - 3);
    for (size_t i = 0; i < text.n && (quoted || (text.p[i] != '\n' && text.p[i] != '\r')); i++) {
        quoted ^= text.p[i] == '"';
        for (size_t k = 0; k < COUNT_OF(delimiters); k++)
            counts[k] += !quoted && text.p[i] == delimiters[k];
    }
    for (size_t k = 1; k < COUNT_OF(delimiters); k++)
        best = counts[k] > counts[best] ? k : best;
    *csv = (struct csv){.text = text, .delimiter = delimiters[best], .next_line = 1};
}

/* --- one field ---------------------------------------------------------------------------------
 */

static void advance(struct csv *csv, size_t bytes)
{
    csv->text = str_of(csv->text.p + bytes, csv->text.n - bytes);
}

static bool at_end_of_field(const struct csv *csv, size_t at)
{
    return at >= csv->text.n || csv->text.p[at] == csv->delimiter || csv->text.p[at] == '\n' ||
           csv->text.p[at] == '\r';
}

/* A field in quotes; the text stands on the first quote. */
static err_t quoted_field(struct csv *csv, struct arena *arena, str *ret_field, struct fail *why)
{
    struct buf out = {.bytes_max = CSV_FIELD_BYTES_MAX};
    size_t i = 1;
    for (; i < csv->text.n; i++) {
        char c = csv->text.p[i];
        csv->next_line += c == '\n';
        if (c == '"') {
            if (i + 1 == csv->text.n || csv->text.p[i + 1] != '"')
                break;
            i++;
        }
        buf_add_char(&out, c);
    }
    bool over = out.over, closed = i < csv->text.n;
    *ret_field = trim(arena_dup(arena, buf_str(&out)));
    buf_release(&out);
    if (!closed)
        return fail_set(why, ERR_SYNTAX, 0, (str){0}, "line %u: a quote is not closed", csv->line);
    for (i++; !at_end_of_field(csv, i) && (csv->text.p[i] == ' ' || csv->text.p[i] == '\t'); i++)
        ;
    if (!at_end_of_field(csv, i))
        return fail_set(why, ERR_SYNTAX, 0, (str){0}, "line %u: text behind a closing quote",
                        csv->line);
    advance(csv, i);
    return over ? fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "line %u: a field over %d bytes",
                           csv->line, CSV_FIELD_BYTES_MAX)
                : ERR_OK;
}

static err_t plain_field(struct csv *csv, str *ret_field, struct fail *why)
{
    size_t n = 0;
    while (!at_end_of_field(csv, n))
        n++;
    *ret_field = trim(str_of(csv->text.p, n));
    advance(csv, n);
    return ret_field->n > CSV_FIELD_BYTES_MAX
               ? fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "line %u: a field over %d bytes",
                          csv->line, CSV_FIELD_BYTES_MAX)
               : ERR_OK;
}

static err_t next_field(struct csv *csv, struct arena *arena, str *ret_field, struct fail *why)
{
    size_t i = 0;
    while (i < csv->text.n && csv->text.p[i] == ' ')
        i++;
    if (i < csv->text.n && csv->text.p[i] == '"') {
        advance(csv, i);
        return quoted_field(csv, arena, ret_field, why);
    }
    return plain_field(csv, ret_field, why);
}

/* --- one row -----------------------------------------------------------------------------------
 */

static void skip_line_end(struct csv *csv)
{
    if (csv->text.n && csv->text.p[0] == '\r')
        advance(csv, 1);
    if (csv->text.n && csv->text.p[0] == '\n')
        advance(csv, 1);
    csv->next_line++;
}

err_t csv_next(struct csv *csv, struct arena *arena, str fields[static CSV_FIELDS_MAX],
               size_t *ret_count, struct fail *why)
{
    while (csv->text.n) {
        size_t count = 0, bytes = 0;
        csv->line = csv->next_line;
        for (;;) {
            if (count == CSV_FIELDS_MAX)
                return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "line %u: more than %d fields",
                                csv->line, CSV_FIELDS_MAX);
            err_t rc = next_field(csv, arena, &fields[count], why);
            if (rc != ERR_OK)
                return rc;
            bytes += fields[count++].n;
            if (!csv->text.n || csv->text.p[0] != csv->delimiter)
                break;
            advance(csv, 1);
        }
        skip_line_end(csv);
        if (bytes) {
            *ret_count = count;
            return ERR_OK;
        }
    }
    *ret_count = 0;
    return ERR_OK;
}
