/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_column.c - heads and values tell what a column holds. */
#include "plan/security/inventory/inventory_column.h"

#include "base/ascii.h"
#include "plan/security/match/code_key.h"
#include "plan/security/match/maker.h"
#include "plan/security/match/product_code.h"
#include "search/fold.h"

/* clang-format off */
static const struct {
    const char *name, *heads;
} columns[INVENTORY_COLUMN_COUNT] = {
#define COLUMN(id, name, heads) [id] = {name, heads},
#include "plan/security/inventory/inventory_column.def"
#undef COLUMN
};

static const char *const makers_listed[] = {
#define MAKER(key, others) key,
#include "plan/security/match/maker.def"
#undef MAKER
};
/* clang-format on */

str inventory_column_name(enum inventory_column column)
{
    return str_from(columns[column].name);
}

/* --- heads -------------------------------------------------------------------------------------
 */

str inventory_squeeze(struct arena *arena, str text)
{
    str words[SEARCH_WORDS_MAX];
    if (!text.n || text.n > SEARCH_WORD_BYTES_MAX)
        return text;
    size_t count = fold_words(arena, text, words);
    struct buf out = {0};
    for (size_t i = 0; i < count; i++)
        buf_add(&out, words[i]);
    str squeezed = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return squeezed;
}

enum { FITS_NOT, FITS_HEAD, FITS };

static int fits(enum inventory_column column, str head)
{
    enum { HEAD_BYTES_MIN = 4 }; /* "sn" begins too many words */
    int best = FITS_NOT;
    str rest = str_from(columns[column].heads);
    while (rest.n && head.n) {
        str word = str_cut(&rest, ' ');
        if (str_equal(word, head))
            return FITS;
        if (word.n >= HEAD_BYTES_MIN && str_starts_with(head, word))
            best = FITS_HEAD;
    }
    return best;
}

static bool is_german(str head)
{
    static const char *const words[] = {"hersteller", "bestell", "serien", "standort", "bezeichn",
                                        "artikel",    "produkt", "geraet", "gerat",    "typ"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_starts_with(head, str_from(words[i])) && !str_equal(head, STR("type")))
            return true;
    return false;
}

void inventory_head_read(struct arena *arena, const str *fields, size_t count,
                         struct inventory_head *ret_head)
{
    bool *taken = ARENA_ARRAY(arena, bool, count);
    *ret_head = (struct inventory_head){.language = LANGUAGE_ENGLISH};
    for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++)
        ret_head->fields[column] = CSV_FIELDS_MAX;
    for (int wanted = FITS; wanted >= FITS_HEAD; wanted--)
        for (size_t i = 0; i < count; i++) {
            str head = inventory_squeeze(arena, fields[i]);
            ret_head->language = is_german(head) ? LANGUAGE_GERMAN : ret_head->language;
            for (size_t column = 0; column < INVENTORY_COLUMN_COUNT && !taken[i]; column++)
                if (ret_head->fields[column] == CSV_FIELDS_MAX &&
                    fits((enum inventory_column)column, head) == wanted) {
                    ret_head->fields[column] = i;
                    ret_head->known++;
                    taken[i] = true;
                }
        }
}

/* --- values ------------------------------------------------------------------------------------
 */

static bool is_cpe(struct arena *arena, str text)
{
    (void)arena;
    return str_starts_with(text, STR("cpe:2.3:")) || str_starts_with(text, STR("cpe:/"));
}

static bool is_purl(struct arena *arena, str text)
{
    (void)arena;
    return str_starts_with(text, STR("pkg:"));
}

static bool is_checksum(struct arena *arena, str text)
{
    return code_key(arena, CODE_HASH, text).n > 0;
}

/* Three or more digits, a hyphen, three or more digits: "750-8202", "2904-601". */
static bool is_catalogue_number(str text)
{
    size_t hyphen = str_find_char(text, '-');
    bool plain = hyphen >= 3 && text.n - hyphen >= 4;
    for (size_t i = 0; plain && i < text.n && text.p[i] != '/'; i++)
        plain = i == hyphen || ascii_is_digit(text.p[i]);
    return plain;
}

static bool is_order_code(struct arena *arena, str text)
{
    (void)arena;
    size_t at, bytes;
    return (code_find(text, 0, &at, &bytes) && at == 0 && bytes == text.n) ||
           is_catalogue_number(text);
}

static bool is_maker(struct arena *arena, str text)
{
    struct makers makers;
    makers_read(arena, text, &makers);
    for (size_t i = 0; makers.count && i < COUNT_OF(makers_listed); i++)
        if (str_equal(makers.keys[0], str_from(makers_listed[i])))
            return true;
    return false;
}

/* "V2.1", "v 1.4.0"; without the letter it may be anything. */
static bool is_version(struct arena *arena, str text)
{
    (void)arena;
    size_t i = 1;
    if (text.n < 2 || (text.p[0] != 'V' && text.p[0] != 'v'))
        return false;
    while (i < text.n && text.p[i] == ' ')
        i++;
    return i < text.n && ascii_is_digit(text.p[i]);
}

void inventory_head_guess(struct arena *arena, size_t field, const str *values, size_t count,
                          struct inventory_head *head)
{
    static const struct {
        enum inventory_column column;
        bool (*is)(struct arena *arena, str text);
    } kinds[] = {{COLUMN_CPE, is_cpe},           {COLUMN_PURL, is_purl},
                 {COLUMN_CHECKSUM, is_checksum}, {COLUMN_ORDER_CODE, is_order_code},
                 {COLUMN_MAKER, is_maker},       {COLUMN_FIRMWARE, is_version}};
    if (inventory_head_column(head, field) != INVENTORY_COLUMN_COUNT)
        return;
    for (size_t k = 0; k < COUNT_OF(kinds); k++) {
        size_t hits = 0;
        if (head->fields[kinds[k].column] != CSV_FIELDS_MAX)
            continue;
        for (size_t i = 0; i < count; i++)
            hits += kinds[k].is(arena, values[i]);
        if (hits * 3 >= count * 2 && hits) {
            head->fields[kinds[k].column] = field;
            head->known++;
            return;
        }
    }
}

/* --- what a person says ------------------------------------------------------------------------
 */

enum inventory_column inventory_head_column(const struct inventory_head *head, size_t field)
{
    size_t column = 0;
    while (column < INVENTORY_COLUMN_COUNT && head->fields[column] != field)
        column++;
    return (enum inventory_column)column;
}

static size_t column_named(str name)
{
    size_t column = 0;
    while (column < INVENTORY_COLUMN_COUNT && !str_equal(name, str_from(columns[column].name)))
        column++;
    return column;
}

err_t inventory_head_set(str names, struct inventory_head *head, struct fail *why)
{
    struct inventory_head next = {.language = head->language};
    for (size_t column = 0; column < INVENTORY_COLUMN_COUNT; column++)
        next.fields[column] = CSV_FIELDS_MAX;
    for (size_t field = 0;; field++) {
        size_t n = str_find_char(names, ',');
        str name = str_of(names.p, n);
        size_t column = name.n ? column_named(name) : INVENTORY_COLUMN_COUNT;
        if (name.n && column == INVENTORY_COLUMN_COUNT)
            return fail_set(why, ERR_SYNTAX, 0, name, "there is no column of that name");
        if (name.n && next.fields[column] != CSV_FIELDS_MAX)
            return fail_set(why, ERR_SYNTAX, 0, name, "the column is named twice");
        if (field == CSV_FIELDS_MAX)
            return fail_set(why, ERR_SYNTAX, 0, name, "more than %d columns", CSV_FIELDS_MAX);
        if (name.n) {
            next.fields[column] = field;
            next.known++;
        }
        if (n == names.n)
            break;
        names = str_of(names.p + n + 1, names.n - n - 1);
    }
    if (!next.known)
        return fail_set(why, ERR_SYNTAX, 0, (str){0}, "no column is named");
    *head = next;
    return ERR_OK;
}
