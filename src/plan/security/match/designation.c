/* SPDX-License-Identifier: Apache-2.0 */
/* designation.c - the name in what a plant's list calls a device. */
#include "plan/security/match/designation.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "plan/security/match/product_name.h"

enum { NOTE_BYTES = 5 };

static const char *const units[] = {"kw",  "kva",  "va",  "w",    "kv",   "vac", "vdc", "ma",
                                    "mm",  "cm",   "m",   "zoll", "inch", "\"",  "hp",  "ps",
                                    "bar", "mhz",  "khz", "hz",   "gb",   "tb",  "mb",  "kg",
                                    "nm",  "kvar", "mva", "mw",   "l",    "m3h", "ah",  "kwh"};

/* --- words -------------------------------------------------------------------------------------
 */

static str next_word(str *rest)
{
    while (rest->n && rest->p[0] == ' ')
        *rest = str_of(rest->p + 1, rest->n - 1);
    str word = str_of(rest->p, str_find_char(*rest, ' '));
    *rest = str_of(rest->p + word.n, rest->n - word.n);
    return word;
}

static bool is_of_number(char c)
{
    return ascii_is_digit(c) || c == ',' || c == '.';
}

/* "110", "7,4" */
static bool is_number(str word)
{
    return str_run(word, is_of_number) == word.n && word_has_digit(word);
}

static bool is_unit(str word)
{
    while (word.n && (word.p[word.n - 1] == ',' || word.p[word.n - 1] == ';'))
        word.n--;
    for (size_t i = 0; i < COUNT_OF(units); i++)
        if (str_equal_nocase(word, str_from(units[i])))
            return true;
    return false;
}

/* --- notes -------------------------------------------------------------------------------------
 */

/* Capitals that are in no table: "AWM" of "AWM module". */
static bool is_code(struct arena *arena, str word)
{
    static const struct makers none;
    struct product_name name;
    product_name_read(arena, word, &none, &name);
    return word.n >= 2 && str_run(word, ascii_is_upper) == word.n && name.word_count &&
           name.classes[0] == WORD_NAME;
}

/* "Leitrechner 2", "robot cell layout PC"; not "SIL 3", "CP300", "DRAS", "AWM module", nor one word
 * that may be a name. */
static bool is_note(struct arena *arena, str text)
{
    static const struct makers none;
    struct product_name name;
    bool is_one = false;
    product_name_read(arena, text, &none, &name);
    if (name.word_count == 1 && name.classes[0] == WORD_NAME)
        return false;
    for (str rest = text; rest.n;) {
        str word = next_word(&rest);
        size_t lower = 0;
        if (is_code(arena, word))
            return false;
        for (size_t i = 0; i < word.n; i++)
            lower += ascii_is_lower(word.p[i]) || (unsigned char)word.p[i] >= 0x80;
        is_one |= word.n >= NOTE_BYTES && lower + 1 >= word.n;
    }
    return is_one;
}

/* How surely a text names something: 0 for "HMI Panel", 1 for "Browser based SCADA", 2 for "EVlink
 * Home Smart". */
static int names_something(struct arena *arena, str text, const struct makers *makers)
{
    struct product_name name;
    product_name_read(arena, text, makers, &name);
    return name.code_count || name.distinct ? 2 : __builtin_popcount(name.content) >= 2;
}

/* Bytes in front of a comma or a dash between spaces, behind which a note may begin, outside of
 * parentheses; all of the text: there is none. */
static size_t part_end(str text, size_t from)
{
    static const char *const ends[] = {", ", "; ", " - ", " – ", " | "};
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        depth += (text.p[i] == '(') - (text.p[i] == ')');
        for (size_t k = 0; k < COUNT_OF(ends) && i >= from && depth == 0; k++)
            if (str_starts_with(str_of(text.p + i, text.n - i), str_from(ends[k])))
                return i;
    }
    return text.n;
}

/* "CM 8x IO-Link, M12-L": types have letters and digits in one word, notes do not. */
static bool has_type(str text)
{
    bool letter = false, digit = false;
    for (size_t i = 0; i < text.n && !(letter && digit); i++) {
        letter |= ascii_is_letter(text.p[i]);
        digit |= ascii_is_digit(text.p[i]);
        if (text.p[i] == ' ')
            letter = digit = false;
    }
    return letter && digit;
}

static str without_tail(struct arena *arena, str text, const struct makers *makers)
{
    for (size_t end = part_end(text, 1); end < text.n; end = part_end(text, end + 1)) {
        str front = str_of(text.p, end), behind = str_of(text.p + end, text.n - end);
        int named = names_something(arena, front, makers);
        if (named && !has_type(behind) &&
            (named == 2 || names_something(arena, behind, makers) < 2))
            return front;
    }
    return text;
}

/* "4mm", "2.8mm", "4 mm": all of the text. */
static bool is_quantity(str text)
{
    size_t n = str_run(text, is_of_number);
    return is_number(str_of(text.p, n)) && is_unit(str_trim(str_of(text.p + n, text.n - n)));
}

static void add_without_notes(struct arena *arena, str text, struct buf *name)
{
    while (text.n) {
        size_t open = str_find_char(text, '('), close = str_find_char(text, ')');
        if (close >= text.n || close < open) {
            buf_add(name, text);
            return;
        }
        str inner = str_of(text.p + open + 1, close - open - 1);
        buf_add(name,
                str_of(text.p, is_note(arena, inner) || is_quantity(inner) ? open : close + 1));
        text = str_of(text.p + close + 1, text.n - close - 1);
    }
}

static void add_without_quantities(str text, struct buf *name)
{
    for (str rest = text; rest.n;) {
        str word = next_word(&rest), behind = rest;
        if (is_number(word) && is_unit(next_word(&behind))) {
            rest = behind;
            continue;
        }
        if (word.n && name->n)
            buf_add_char(name, ' ');
        buf_add(name, word);
    }
}

str designation_name(struct arena *arena, str text, const struct makers *makers)
{
    struct buf kept = {0}, name = {0};
    add_without_notes(arena, text, &kept);
    add_without_quantities(without_tail(arena, buf_str(&kept), makers), &name);
    bool same = !name.n || str_equal(buf_str(&name), text);
    str result = same ? text : arena_dup(arena, buf_str(&name));
    buf_release(&kept);
    buf_release(&name);
    return result;
}
