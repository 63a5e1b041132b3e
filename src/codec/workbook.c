/* SPDX-License-Identifier: Apache-2.0 */
/* workbook.c - a workbook's list of sheets and its strings, then its sheets one by one. */
#include "codec/workbook.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "codec/opc.h"
#include "codec/xml.h"

enum { FORMAT_DIGITS_MAX = 30, NUMBER_FORMATS_MAX = 256 /* with zeros; others do not count */ };

struct sheet {
    str name, id, part;
};

/* A format of numbers, and how many digits it shows at least. */
struct number_format {
    uint32_t id, digits;
};

struct workbook {
    struct arena *arena;
    struct opc_package *package;
    struct sheet *sheets;
    size_t sheet_count, sheet_room;
    str *strings;
    size_t string_count, string_room;
    struct number_format *formats; /* those with zeros in front */
    size_t format_count, format_room;
    uint32_t *digits; /* of each format of cells */
    size_t digits_count, digits_room;
};

bool workbook_is_one(str bytes)
{
    return str_starts_with(bytes, STR("PK\x03\x04"));
}

bool workbook_is_old(str bytes)
{
    return str_starts_with(bytes, STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"));
}

/* --- what is read of the XML -------------------------------------------------------------------
 */

enum element {
    ELEMENT_OTHER,
    ELEMENT_SHEET,
    ELEMENT_ITEM, /* of the shared strings */
    ELEMENT_ROW,
    ELEMENT_CELL,
    ELEMENT_VALUE,
    ELEMENT_TEXT,
    ELEMENT_PHONETIC, /* how the text is spoken */
    ELEMENT_NUMBER_FORMAT,
    ELEMENT_CELL_FORMATS,
    ELEMENT_FORMAT,
};

static enum element element_of(str name)
{
    static const struct {
        str name;
        enum element element;
    } elements[] = {
        {STR_ROW("sheet"), ELEMENT_SHEET},
        {STR_ROW("si"), ELEMENT_ITEM},
        {STR_ROW("row"), ELEMENT_ROW},
        {STR_ROW("c"), ELEMENT_CELL},
        {STR_ROW("v"), ELEMENT_VALUE},
        {STR_ROW("t"), ELEMENT_TEXT},
        {STR_ROW("rPh"), ELEMENT_PHONETIC},
        {STR_ROW("numFmt"), ELEMENT_NUMBER_FORMAT},
        {STR_ROW("cellXfs"), ELEMENT_CELL_FORMATS},
        {STR_ROW("xf"), ELEMENT_FORMAT},
    };
    for (size_t i = 0; i < COUNT_OF(elements); i++)
        if (str_equal(elements[i].name, name))
            return elements[i].element;
    return ELEMENT_OTHER;
}

/* One part while it is read. */
struct reading {
    struct workbook *workbook;
    struct fail *why;
    enum element open[XML_DEPTH_MAX];
    size_t depth, phonetics; /* how many of these are open */
    struct buf text;         /* of the cell or string at hand */
    /* Of a sheet: */
    struct buf *out;
    uint64_t row, column; /* of the cell at hand, from 1 */
    uint64_t out_row, out_column;
    char type[10];   /* of the cell: "s", "inlineStr" … */
    uint32_t digits; /* that its format shows at least */
    struct arena scratch;
};

static str attribute_of(const struct xml_attributes *attributes, const char *name)
{
    for (size_t i = 0; i < attributes->count; i++)
        if (str_equal(attributes->items[i].name, str_from(name)))
            return attributes->items[i].value;
    return (str){0};
}

/* A number of a list; UINT32_MAX: it is none. */
static uint32_t number_of(str text)
{
    uint64_t number = text.n ? 0 : UINT32_MAX;
    for (size_t i = 0; i < text.n && number < UINT32_MAX; i++)
        number = ascii_is_digit(text.p[i]) ? number * 10 + (uint64_t)(text.p[i] - '0') : UINT32_MAX;
    return number < UINT32_MAX ? (uint32_t)number : UINT32_MAX;
}

static void open_element(struct reading *reading, enum element element)
{
    reading->phonetics += element == ELEMENT_PHONETIC;
    reading->open[reading->depth++] = element;
}

static enum element close_element(struct reading *reading)
{
    enum element element = reading->open[--reading->depth];
    reading->phonetics -= element == ELEMENT_PHONETIC;
    return element;
}

static enum element innermost(const struct reading *reading)
{
    return reading->depth ? reading->open[reading->depth - 1] : ELEMENT_OTHER;
}

static err_t take_text(void *context, str text)
{
    struct reading *reading = context;
    enum element element = innermost(reading);
    if (element == ELEMENT_VALUE || (element == ELEMENT_TEXT && !reading->phonetics))
        buf_add(&reading->text, text);
    return ERR_OK;
}

static err_t read_part(struct workbook *workbook, str part, const struct xml_handler *handler,
                       struct buf *out, struct fail *why)
{
    struct reading reading = {.workbook = workbook, .why = why, .out = out, .out_row = 1};
    str bytes;
    err_t rc = opc_read_part(workbook->package, part, WORKBOOK_PART_BYTES_MAX, &bytes, why);
    if (rc != ERR_OK)
        return rc == ERR_NOT_FOUND ? fail_set(why, ERR_SYNTAX, 0, part, "this part is missing")
                                   : rc;
    rc = xml_parse(bytes, handler, &reading, why);
    free((char *)(uintptr_t)bytes.p);
    buf_release(&reading.text);
    arena_release(&reading.scratch);
    return rc;
}

/* --- the list of sheets ------------------------------------------------------------------------
 */

static err_t start_in_workbook(void *context, str namespace, str name,
                               const struct xml_attributes *attributes, uint32_t line)
{
    (void)namespace;
    (void)line;
    struct reading *reading = context;
    struct workbook *workbook = reading->workbook;
    enum element element = element_of(name);
    str state = attribute_of(attributes, "state");
    open_element(reading, element);
    if (element != ELEMENT_SHEET || str_equal(state, STR("hidden")) ||
        str_equal(state, STR("veryHidden")))
        return ERR_OK;
    if (workbook->sheet_count == WORKBOOK_SHEETS_MAX)
        return fail_set(reading->why, ERR_TOO_LARGE, 0, (str){0}, "more than %d sheets",
                        WORKBOOK_SHEETS_MAX);
    ARENA_GROW(workbook->arena, workbook->sheets, workbook->sheet_count, workbook->sheet_room, 8);
    workbook->sheets[workbook->sheet_count++] =
        (struct sheet){.name = arena_dup(workbook->arena, attribute_of(attributes, "name")),
                       .id = arena_dup(workbook->arena, attribute_of(attributes, "id"))};
    return ERR_OK;
}

static err_t end_of_other(void *context)
{
    close_element(context);
    return ERR_OK;
}

/* --- strings -----------------------------------------------------------------------------------
 */

static err_t start_in_strings(void *context, str namespace, str name,
                              const struct xml_attributes *attributes, uint32_t line)
{
    (void)namespace;
    (void)attributes;
    (void)line;
    struct reading *reading = context;
    enum element element = element_of(name);
    open_element(reading, element);
    if (element == ELEMENT_ITEM)
        buf_reset(&reading->text);
    return ERR_OK;
}

static err_t end_in_strings(void *context)
{
    struct reading *reading = context;
    struct workbook *workbook = reading->workbook;
    if (close_element(reading) != ELEMENT_ITEM)
        return ERR_OK;
    if (workbook->string_count == WORKBOOK_STRINGS_MAX)
        return fail_set(reading->why, ERR_TOO_LARGE, 0, (str){0}, "more than %d strings",
                        WORKBOOK_STRINGS_MAX);
    ARENA_GROW(workbook->arena, workbook->strings, workbook->string_count, workbook->string_room,
               256);
    workbook->strings[workbook->string_count++] =
        arena_dup(workbook->arena, buf_str(&reading->text));
    return ERR_OK;
}

/* --- formats -----------------------------------------------------------------------------------
 */

/* "00000" shows five digits at least. */
static void take_number_format(struct workbook *workbook, const struct xml_attributes *attributes)
{
    str code = attribute_of(attributes, "formatCode");
    size_t digits = 0;
    while (digits < code.n && code.p[digits] == '0')
        digits++;
    if (digits < 2 || digits > FORMAT_DIGITS_MAX || digits < str_find_char(code, ';') ||
        workbook->format_count == NUMBER_FORMATS_MAX)
        return;
    ARENA_GROW(workbook->arena, workbook->formats, workbook->format_count, workbook->format_room,
               8);
    workbook->formats[workbook->format_count++] =
        (struct number_format){number_of(attribute_of(attributes, "numFmtId")), (uint32_t)digits};
}

static err_t take_cell_format(struct reading *reading, const struct xml_attributes *attributes)
{
    struct workbook *workbook = reading->workbook;
    uint32_t id = number_of(attribute_of(attributes, "numFmtId")), digits = 0;
    if (workbook->digits_count == WORKBOOK_FORMATS_MAX)
        return fail_set(reading->why, ERR_TOO_LARGE, 0, (str){0}, "more than %d formats",
                        WORKBOOK_FORMATS_MAX);
    for (size_t i = 0; i < workbook->format_count && !digits; i++)
        digits = workbook->formats[i].id == id ? workbook->formats[i].digits : 0;
    ARENA_GROW(workbook->arena, workbook->digits, workbook->digits_count, workbook->digits_room,
               64);
    workbook->digits[workbook->digits_count++] = digits;
    return ERR_OK;
}

static err_t start_in_styles(void *context, str namespace, str name,
                             const struct xml_attributes *attributes, uint32_t line)
{
    (void)namespace;
    (void)line;
    struct reading *reading = context;
    enum element element = element_of(name), parent = innermost(reading);
    open_element(reading, element);
    if (element == ELEMENT_NUMBER_FORMAT)
        take_number_format(reading->workbook, attributes);
    return element == ELEMENT_FORMAT && parent == ELEMENT_CELL_FORMATS
               ? take_cell_format(reading, attributes)
               : ERR_OK;
}

/* --- a sheet -----------------------------------------------------------------------------------
 */

/* Column and row of "BC12"; what is missing is behind the last one. */
static void read_place(struct reading *reading, str place)
{
    size_t letters = str_run(place, ascii_is_upper);
    uint64_t column = 0, row = 0;
    for (size_t i = 0; i < letters && column <= WORKBOOK_COLUMNS_MAX; i++)
        column = column * 26 + (uint64_t)(place.p[i] - 'A' + 1);
    for (size_t i = letters; i < place.n && row <= WORKBOOK_ROWS_MAX; i++)
        row = ascii_is_digit(place.p[i]) ? row * 10 + (uint64_t)(place.p[i] - '0') : UINT64_MAX;
    reading->column = column ? column : reading->column + 1;
    reading->row = row ? row : reading->row;
}

static err_t start_in_sheet(void *context, str namespace, str name,
                            const struct xml_attributes *attributes, uint32_t line)
{
    (void)namespace;
    (void)line;
    struct reading *reading = context;
    enum element element = element_of(name);
    open_element(reading, element);
    if (element == ELEMENT_ROW) {
        reading->row++;
        reading->column = 0;
        read_place(reading, attribute_of(attributes, "r"));
        reading->column = 0;
    }
    if (element == ELEMENT_CELL) {
        str type = attribute_of(attributes, "t");
        read_place(reading, attribute_of(attributes, "r"));
        snprintf(reading->type, sizeof reading->type, "%.*s", STR_ARG(type));
        uint32_t format = number_of(attribute_of(attributes, "s"));
        reading->digits =
            format < reading->workbook->digits_count ? reading->workbook->digits[format] : 0;
        buf_reset(&reading->text);
    }
    if (reading->row > WORKBOOK_ROWS_MAX || reading->column > WORKBOOK_COLUMNS_MAX)
        return fail_set(reading->why, ERR_SYNTAX, 0, (str){0},
                        "a cell that no sheet has: a row over %d or a column over %d",
                        WORKBOOK_ROWS_MAX, WORKBOOK_COLUMNS_MAX);
    return ERR_OK;
}

/* "4.5999999999999996" is 4.6: fifteen digits are what Excel shows. 815 is "00815" where its format
 * says so. */
static str number_text(struct arena *arena, str text, uint32_t digits)
{
    if (str_run(text, ascii_is_digit) == text.n)
        return text.n < digits
                   ? arena_printf(arena, "%0*d%.*s", (int)(digits - text.n), 0, STR_ARG(text))
                   : text;
    str whole = arena_dup(arena, text);
    char *end;
    double number = strtod(whole.p, &end);
    return end == whole.p + whole.n ? arena_printf(arena, "%.15g", number) : text;
}

/* The text of the cell at hand. */
static err_t read_cell(struct reading *reading, str *ret_text)
{
    str text = buf_str(&reading->text), type = str_from(reading->type);
    *ret_text = text;
    if (str_equal(type, STR("s"))) {
        uint32_t number = number_of(text);
        if (text.n && number >= reading->workbook->string_count)
            return fail_set(reading->why, ERR_SYNTAX, 0, (str){0},
                            "a cell refers to a string that is not there");
        *ret_text = text.n ? reading->workbook->strings[number] : text;
    } else if (str_equal(type, STR("b")))
        *ret_text = str_equal(text, STR("1")) ? STR("TRUE") : STR("FALSE");
    else if (str_equal(type, STR("e"))) /* "#N/A" */
        *ret_text = (str){0};
    else if ((!type.n || str_equal(type, STR("n"))) && text.n)
        *ret_text = number_text(&reading->scratch, text, reading->digits);
    return ERR_OK;
}

static void write_cell(struct reading *reading, str text)
{
    struct buf *out = reading->out;
    uint64_t column =
        reading->row == reading->out_row && reading->out_column ? reading->out_column : 1;
    for (; reading->out_row < reading->row; reading->out_row++)
        buf_add_char(out, '\n');
    for (; column < reading->column; column++)
        buf_add_char(out, ',');
    reading->out_column = column;
    buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '"')
            buf_add_char(out, '"');
        buf_add_char(out,
                     text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t' ? ' ' : text.p[i]);
    }
    buf_add_char(out, '"');
}

static err_t end_in_sheet(void *context)
{
    struct reading *reading = context;
    str text;
    if (close_element(reading) != ELEMENT_CELL)
        return ERR_OK;
    err_t rc = read_cell(reading, &text);
    bool is_behind = reading->row > reading->out_row ||
                     (reading->row == reading->out_row && reading->column > reading->out_column);
    if (rc == ERR_OK && text.n && is_behind)
        write_cell(reading, text);
    arena_reset(&reading->scratch);
    if (rc == ERR_OK && text.n && !is_behind)
        rc = fail_set(reading->why, ERR_SYNTAX, 0, (str){0}, "cells are not in their order");
    if (rc == ERR_OK && reading->out->over)
        rc = fail_set(reading->why, ERR_TOO_LARGE, 0, (str){0}, "more text than a list may have");
    return rc;
}

/* --- all of it ---------------------------------------------------------------------------------
 */

static const struct xml_handler in_workbook = {start_in_workbook, take_text, end_of_other},
                                in_strings = {start_in_strings, take_text, end_in_strings},
                                in_styles = {start_in_styles, take_text, end_of_other},
                                in_sheet = {start_in_sheet, take_text, end_in_sheet};

/* The relationship of a type, in either edition of the standard: by the end of its name. */
static str part_of_type(const struct opc_relationship *items, size_t count, const char *type)
{
    for (size_t i = 0; i < count; i++)
        if (!items[i].external && str_ends_with(items[i].type, str_from(type)))
            return items[i].target;
    return (str){0};
}

/* Finds the parts of the sheets; of what is no sheet of cells, as a diagram, there is none. */
static void find_sheets(struct workbook *workbook, const struct opc_relationship *items,
                        size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < workbook->sheet_count; i++) {
        struct sheet sheet = workbook->sheets[i];
        for (size_t k = 0; k < count; k++)
            if (!items[k].external && str_equal(items[k].id, sheet.id) &&
                str_ends_with(items[k].type, STR("/worksheet")))
                sheet.part = items[k].target;
        if (sheet.part.n)
            workbook->sheets[kept++] = sheet;
    }
    workbook->sheet_count = kept;
}

static err_t read_workbook(struct workbook *workbook, struct fail *why)
{
    struct opc_relationship *items;
    size_t count;
    err_t rc = opc_relationships(workbook->package, (str){0}, &items, &count, why);
    str part = rc == ERR_OK ? part_of_type(items, count, "/officeDocument") : (str){0};
    if (rc == ERR_OK && !part.n)
        rc = fail_set(why, ERR_SYNTAX, 0, (str){0}, "this is no Excel workbook");
    if (rc == ERR_OK)
        rc = read_part(workbook, part, &in_workbook, NULL, why);
    if (rc == ERR_OK)
        rc = opc_relationships(workbook->package, part, &items, &count, why);
    if (rc != ERR_OK)
        return rc;
    find_sheets(workbook, items, count);
    str strings = part_of_type(items, count, "/sharedStrings"),
        styles = part_of_type(items, count, "/styles");
    rc = strings.n ? read_part(workbook, strings, &in_strings, NULL, why) : ERR_OK;
    return rc == ERR_OK && styles.n ? read_part(workbook, styles, &in_styles, NULL, why) : rc;
}

err_t workbook_open(str bytes, struct arena *arena, struct workbook **ret_workbook,
                    struct fail *why)
{
    struct workbook *workbook = ARENA_NEW(arena, struct workbook);
    workbook->arena = arena;
    err_t rc = opc_open(bytes, arena, &workbook->package, why);
    if (rc != ERR_OK)
        return rc;
    rc = read_workbook(workbook, why);
    if (rc == ERR_OK)
        *ret_workbook = workbook;
    else
        opc_close(workbook->package);
    return rc;
}

void workbook_close(struct workbook *workbook)
{
    opc_close(workbook->package);
}

size_t workbook_sheets(const struct workbook *workbook)
{
    return workbook->sheet_count;
}

str workbook_sheet_name(const struct workbook *workbook, size_t sheet)
{
    return workbook->sheets[sheet].name;
}

err_t workbook_sheet_csv(struct workbook *workbook, size_t sheet, struct buf *out, struct fail *why)
{
    return read_part(workbook, workbook->sheets[sheet].part, &in_sheet, out, why);
}
