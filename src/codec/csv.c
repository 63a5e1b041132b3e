/* SPDX-License-Identifier: Apache-2.0 */
/* csv.c - rows of fields. */
#include "codec/csv.h"

static void advance(struct csv *csv, size_t bytes)
{
    csv->text = str_of(csv->text.p + bytes, csv->text.n - bytes);
}

static void skip_line_end(struct csv *csv)
{
    if (csv->text.n && csv->text.p[0] == '\r')
        advance(csv, 1);
    if (csv->text.n && csv->text.p[0] == '\n')
        advance(csv, 1);
    csv->next_line++;
}

/* --- the delimiter -----------------------------------------------------------------------------
 */

enum { GUESS_LINES = 20, DELIMITERS = 3, SEPARATOR_BYTES = 5 };
static const char delimiters[DELIMITERS] = {';', ',', '\t'};

struct guess {
    uint32_t counts[DELIMITERS][GUESS_LINES];
    size_t lines;
};

static void count_delimiters(str text, struct guess *guess)
{
    bool quoted = false, filled = false;
    for (size_t i = 0; i < text.n && guess->lines < GUESS_LINES; i++) {
        char c = text.p[i];
        quoted ^= c == '"';
        if (!quoted && (c == '\n' || c == '\r')) {
            guess->lines += filled;
            for (size_t k = 0; !filled && k < DELIMITERS; k++)
                guess->counts[k][guess->lines] = 0;
            filled = false;
            continue;
        }
        bool is_delimiter = false;
        for (size_t k = 0; !quoted && k < DELIMITERS; k++)
            if (c == delimiters[k]) {
                guess->counts[k][guess->lines]++;
                is_delimiter = true;
            }
        filled |= !is_delimiter && c != ' ';
    }
    if (guess->lines < GUESS_LINES)
        guess->lines += filled;
}

/* The lower one of the two in the middle. */
static uint32_t median(uint32_t *counts, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && counts[k - 1] > counts[k]; k--) {
            uint32_t other = counts[k];
            counts[k] = counts[k - 1];
            counts[k - 1] = other;
        }
    return count ? counts[(count - 1) / 2] : 0;
}

/* How much speaks for a delimiter: how often it stands in a line, then how many lines have it just
 * as often, then how often it stands anywhere. */
static uint64_t weight_of(uint32_t *counts, size_t lines)
{
    uint64_t own = median(counts, lines), same = 0, sum = 0;
    for (size_t i = 0; i < lines; i++) {
        same += own && counts[i] == own;
        sum += counts[i];
    }
    return own << 48 | same << 40 | (sum < UINT32_MAX ? sum : UINT32_MAX);
}

static char guess_delimiter(str text)
{
    struct guess guess = {0};
    uint64_t best = 0;
    char delimiter = delimiters[0];
    count_delimiters(text, &guess);
    for (size_t k = 0; k < DELIMITERS; k++) {
        uint64_t own = weight_of(guess.counts[k], guess.lines);
        if (own > best) {
            best = own;
            delimiter = delimiters[k];
        }
    }
    return delimiter;
}

void csv_begin(struct csv *csv, str text)
{
    if (str_starts_with(text, STR("\xef\xbb\xbf")))
        text = str_of(text.p + 3, text.n - 3);
    *csv = (struct csv){.text = text, .next_line = 1};
    bool told = text.n > SEPARATOR_BYTES && str_starts_with(text, STR("sep=")) &&
                (text.p[SEPARATOR_BYTES] == '\r' || text.p[SEPARATOR_BYTES] == '\n');
    csv->delimiter = told ? text.p[SEPARATOR_BYTES - 1] : guess_delimiter(text);
    if (!told)
        return;
    advance(csv, SEPARATOR_BYTES);
    skip_line_end(csv);
}

/* --- one field ---------------------------------------------------------------------------------
 */

static bool at_end_of_field(const struct csv *csv, size_t at)
{
    return at >= csv->text.n || csv->text.p[at] == csv->delimiter || csv->text.p[at] == '\n' ||
           csv->text.p[at] == '\r';
}

static err_t refuse_long(struct csv *csv, struct fail *why)
{
    csv->fault = CSV_LONG_FIELD;
    return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "line %u: a field over %d bytes", csv->line,
                    CSV_FIELD_BYTES_MAX);
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
    *ret_field = str_trim(arena_dup(arena, buf_str(&out)));
    buf_release(&out);
    if (!closed) {
        csv->fault = CSV_OPEN_QUOTE;
        return fail_set(why, ERR_SYNTAX, 0, (str){0}, "line %u: a quote is not closed", csv->line);
    }
    for (i++; !at_end_of_field(csv, i) && (csv->text.p[i] == ' ' || csv->text.p[i] == '\t'); i++)
        ;
    if (!at_end_of_field(csv, i)) {
        csv->fault = CSV_BEHIND_QUOTE;
        return fail_set(why, ERR_SYNTAX, 0, (str){0}, "line %u: text behind a closing quote",
                        csv->line);
    }
    advance(csv, i);
    return over ? refuse_long(csv, why) : ERR_OK;
}

static err_t plain_field(struct csv *csv, str *ret_field, struct fail *why)
{
    size_t n = 0;
    while (!at_end_of_field(csv, n))
        n++;
    *ret_field = str_trim(str_of(csv->text.p, n));
    advance(csv, n);
    return ret_field->n > CSV_FIELD_BYTES_MAX ? refuse_long(csv, why) : ERR_OK;
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

err_t csv_next(struct csv *csv, struct arena *arena, str fields[static CSV_FIELDS_MAX],
               size_t *ret_count, struct fail *why)
{
    while (csv->text.n) {
        size_t count = 0, bytes = 0;
        csv->line = csv->next_line;
        for (;;) {
            if (count == CSV_FIELDS_MAX) {
                csv->fault = CSV_MANY_FIELDS;
                return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "line %u: more than %d fields",
                                csv->line, CSV_FIELDS_MAX);
            }
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

/* --- writing -----------------------------------------------------------------------------------
 */

bool csv_is_formula(char first)
{
    return first == '=' || first == '+' || first == '-' || first == '@' || first == '\t' ||
           first == '\r';
}

void csv_write_field(struct buf *out, str text)
{
    bool formula = text.n && csv_is_formula(text.p[0]), quoted = false;
    for (size_t i = 0; i < text.n; i++)
        quoted |= text.p[i] == '"' || text.p[i] == ',' || text.p[i] == ';' || text.p[i] == '\n' ||
                  text.p[i] == '\r' || text.p[i] == '\t';
    quoted |= text.n && (text.p[0] == ' ' || text.p[text.n - 1] == ' ');
    if (quoted)
        buf_add_char(out, '"');
    if (formula)
        buf_add_char(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out, text.p[i]);
    }
    if (quoted)
        buf_add_char(out, '"');
}
