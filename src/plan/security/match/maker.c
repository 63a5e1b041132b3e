/* SPDX-License-Identifier: Apache-2.0 */
/* maker.c - makers' names become keys. */
#include "plan/security/match/maker.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/sorted.h"
#include "plan/security/match/product_word.h"
#include "plan/security/match/text_mended.h"
#include "search/fold.h"

enum {
    MAKER_KEY_BYTES = 3,  /* of a name that is left without its trade */
    MAKER_HEAD_BYTES = 4, /* of a first word that stands for all of a name */
    BEGIN_BYTES = 5,      /* of a key that another one begins with */
    ROW_NAMES_MAX = 5000, /* names in the table, in all its rows; a test counts them */
    TWO_WORDS_BYTES = 10, /* of two first words that do, of a name of three */
    INITIALS_MIN = 3,     /* and of initials that do */
    ALIKE_BYTES = 8,      /* of a name in which one letter may be wrong */
};

/* clang-format off */
static const struct {
    str key, others;
} makers_known[] = {
#define MAKER(key, others) {STR_ROW(key), STR_ROW(others)},
#include "plan/security/match/maker.def"
#undef MAKER
};
/* clang-format on */

/* What a word of a name is, as bits: maker_word.def. */
enum {
    FORM = 1 << 0,
    TRADE = 1 << 1,
    PLACE = 1 << 2,
    NOTE = 1 << 3,
    COMMON = 1 << 4,
    NOBODY = 1 << 5,
};

/* clang-format off */
static const struct {
    str word;
    unsigned kinds;
} words_known[] = {
#define MAKER_WORD(word, kinds) {STR_ROW(word), kinds},
#include "plan/security/match/maker_word.def"
#undef MAKER_WORD
};
/* clang-format on */

/* A word of a name. */
struct word {
    str text;
    unsigned kinds;
};

static unsigned kinds_of(str word)
{
    size_t at;
    return sorted_find(words_known, COUNT_OF(words_known), sizeof words_known[0], word, &at)
               ? words_known[at].kinds
               : 0;
}

/* --- the table ---------------------------------------------------------------------------------
 */

/* A name in a row. */
struct row_name {
    str name;
    uint32_t row;
};

/* The letters that the names begin with of all makers whose keys begin so, as those of two makers
 * do of which one begins with the other: a bit each, by word_letter. */
struct head_letters {
    str head;
    uint32_t letters;
};

static struct head_letters heads[COUNT_OF(makers_known)];
static size_t head_count;
static struct row_name row_names[ROW_NAMES_MAX];
static size_t row_name_count;
static pthread_once_t rows_are_sorted = PTHREAD_ONCE_INIT;

static int by_name(const void *a, const void *b)
{
    const struct row_name *first = a, *second = b;
    int order = str_compare(first->name, second->name);
    return order ? order : (first->row > second->row) - (first->row < second->row);
}

static int by_head(const void *a, const void *b)
{
    return str_compare(((const struct head_letters *)a)->head,
                       ((const struct head_letters *)b)->head);
}

static uint32_t letter_of(str name)
{
    return UINT32_C(1) << word_letter(name);
}

static str head_of(str key)
{
    return str_of(key.p, key.n < BEGIN_BYTES ? key.n : BEGIN_BYTES);
}

static void sort_heads(void)
{
    for (size_t i = 0; i < COUNT_OF(makers_known); i++) {
        heads[i].head = head_of(makers_known[i].key);
        heads[i].letters = letter_of(heads[i].head);
        for (str rest = makers_known[i].others; rest.n;)
            heads[i].letters |= letter_of(str_cut(&rest, ' '));
    }
    qsort(heads, COUNT_OF(heads), sizeof heads[0], by_head);
    for (size_t i = 0; i < COUNT_OF(heads); i++) {
        if (head_count && str_equal(heads[head_count - 1].head, heads[i].head))
            heads[head_count - 1].letters |= heads[i].letters;
        else
            heads[head_count++] = heads[i];
    }
}

static void sort_rows(void)
{
    sort_heads();
    for (uint32_t row = 0; row < COUNT_OF(makers_known); row++) {
        row_names[row_name_count++] = (struct row_name){makers_known[row].key, row};
        for (str rest = makers_known[row].others; rest.n;)
            row_names[row_name_count++] = (struct row_name){str_cut(&rest, ' '), row};
    }
    qsort(row_names, row_name_count, sizeof row_names[0], by_name);
}

/* How many rows have the key, and the first of them; of none, where it would stand. */
static size_t rows_of(str key, const struct row_name **ret_first)
{
    size_t first, count;
    pthread_once(&rows_are_sorted, sort_rows);
    count = sorted_find(row_names, row_name_count, sizeof row_names[0], key, &first);
    *ret_first = row_names + first;
    return count;
}

bool maker_is_known(str key)
{
    const struct row_name *first;
    return rows_of(key, &first) > 0;
}

/* --- text --------------------------------------------------------------------------------------
 */

static uint32_t letters_of(str key)
{
    size_t at;
    str head = head_of(key);
    pthread_once(&rows_are_sorted, sort_rows);
    return letter_of(key) |
           (sorted_find(heads, head_count, sizeof heads[0], head, &at) ? heads[at].letters : 0);
}

void makers_add(struct makers *makers, str key)
{
    if (makers_have(makers, key) || makers->count == MAKERS_MAX)
        return;
    makers->keys[makers->count++] = key;
    makers->letters |= letters_of(key);
}

bool makers_begin_with(const struct makers *makers, str key)
{
    for (size_t i = 0; i < makers->count; i++)
        if (key.n >= BEGIN_BYTES && str_starts_with(makers->keys[i], key))
            return true;
    return false;
}

bool makers_may_be_in(const struct makers *makers, str text)
{
    bool inside = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool is_word = ascii_is_alnum(c);
        if ((unsigned char)c >= 0x80 ||
            (is_word && !inside && (makers->letters >> word_letter(str_of(&c, 1)) & 1)))
            return true; /* letters with accents, and dashes, are left to who folds them */
        inside = is_word;
    }
    return false;
}

/* The first name of each row that has the key; without a row the key itself. A name may stand for
 * two makers: "ABB Power Grids" was ABB's and is Hitachi Energy's. */
static void add_rows(struct makers *makers, str key)
{
    const struct row_name *rows;
    size_t count = rows_of(key, &rows);
    if (!count)
        makers_add(makers, key);
    for (size_t i = 0; i < count; i++)
        makers_add(makers, makers_known[rows[i].row].key);
}

static str joined(struct arena *arena, const struct word *words, size_t count)
{
    size_t bytes = 0, n = 0;
    for (size_t i = 0; i < count; i++)
        bytes += words[i].text.n;
    char *key = arena_alloc(arena, bytes);
    for (size_t i = 0; i < count; i++) {
        memcpy(key + n, words[i].text.p, words[i].text.n);
        n += words[i].text.n;
    }
    return str_of(key, n);
}

static str initials_of(struct arena *arena, const struct word *words, size_t count)
{
    char *initials = arena_alloc(arena, count);
    for (size_t i = 0; i < count; i++)
        initials[i] = words[i].text.p[0];
    return str_of(initials, count);
}

static bool is_first_of_row(str key)
{
    const struct row_name *rows;
    size_t count = rows_of(key, &rows);
    for (size_t i = 0; i < count; i++)
        if (str_equal(makers_known[rows[i].row].key, key))
            return true;
    return false;
}

/* "Panasonic" is one maker, "Delta" and "General" are several. */
static bool may_stand_alone(struct word word)
{
    return word.text.n >= MAKER_HEAD_BYTES && !(word.kinds & (TRADE | COMMON)) &&
           (!maker_is_known(word.text) || is_first_of_row(word.text));
}

static void add_short(struct makers *makers, str key)
{
    if (makers->short_count < SHORTS_MAX)
        makers->shorts[makers->short_count++] = key;
}

/* Words of a kind that may go from a name, in front or behind, as long as something is left of it
 * that the table need not know. */
static size_t without_words(struct arena *arena, struct word *words, size_t count, unsigned kind,
                            bool in_front)
{
    while (count > 1) {
        struct word word = words[in_front ? 0 : count - 1];
        if (!(word.kinds & kind) || (in_front && (words[1].kinds & TRADE)))
            break;
        str key = joined(arena, words, count);
        if (key.n - word.text.n < MAKER_KEY_BYTES || maker_is_known(key))
            break;
        count--;
        if (in_front)
            memmove(words, words + 1, count * sizeof *words);
    }
    return count;
}

/* Names that may stand for it: its initials, with those of its legal form too ("WTI" of Western
 * Telematic Inc), and its first words. */
static void add_shorts(struct arena *arena, const struct word *all, size_t all_count,
                       const struct word *words, size_t count, struct makers *makers)
{
    if (count >= INITIALS_MIN)
        add_short(makers, initials_of(arena, words, count));
    if (count > 1 && may_stand_alone(words[0]))
        add_short(makers, words[0].text);
    if (count > 2 && words[0].text.n + words[1].text.n >= TWO_WORDS_BYTES)
        add_short(makers, joined(arena, words, 2));
    if (count == 2 && all_count == INITIALS_MIN)
        add_short(makers, initials_of(arena, all, all_count));
}

/* One name: its words without legal forms, unless it has no others, and without the place; without
 * the words of its trade at the end, unless the table knows it with them. */
static void read_one(struct arena *arena, str name, struct makers *makers)
{
    str texts[SEARCH_WORDS_MAX];
    struct word all[SEARCH_WORDS_MAX], words[SEARCH_WORDS_MAX];
    size_t count = 0, all_count = fold_words(arena, name, texts);
    for (size_t i = 0; i < all_count; i++) {
        all[i] = (struct word){texts[i], kinds_of(texts[i])};
        bool is_note = i == 0 && all_count > 1 && (all[i].kinds & NOTE);
        bool is_form = (all[i].kinds & FORM) && (all_count > 1 || makers->count);
        if (!is_note && !is_form)
            words[count++] = all[i];
    }
    if (!count || (count == 1 && (words[0].kinds & NOBODY)))
        return;
    str whole = joined(arena, words, count);
    count = without_words(arena, words, count, PLACE, true);
    count = without_words(arena, words, count, PLACE, false);
    size_t full_count = count;
    count = without_words(arena, words, count, TRADE, false);
    str key = joined(arena, words, count);
    if (!makers->whole.n)
        makers->whole = whole;
    if (!maker_is_known(key))
        add_shorts(arena, all, all_count, words, full_count, makers);
    add_rows(makers, key);
}

/* Where a name ends: a comma, a slash, "and", "by" or a dash between words. Ampersands belong to
 * names. */
static size_t name_end(str text, size_t *ret_skip)
{
    static const char *const between[] = {
        " and ", " by ",  " - ",     " affiliate of ", " subsidiary of ", " division of ",
        " ex ",  " now ", " jetzt ", " vormals ",      " ehemals ",       " formerly "};
    for (size_t i = 0; i < text.n; i++) {
        *ret_skip = 1;
        if (text.p[i] == ',' || text.p[i] == '/' || text.p[i] == ';' || text.p[i] == '|' ||
            text.p[i] == ':')
            return i;
        for (size_t k = 0; text.p[i] == ' ' && k < COUNT_OF(between); k++) {
            *ret_skip = strlen(between[k]);
            if (str_starts_with(str_of(text.p + i, text.n - i), str_from(between[k])))
                return i;
        }
    }
    *ret_skip = 0;
    return text.n;
}

/* The slash of "A/S". */
static bool is_within_form(str text, size_t at)
{
    return text.p[at] == '/' && at >= 2 && text.p[at - 2] == ' ' && text.p[at - 1] == 'A' &&
           at + 1 < text.n && text.p[at + 1] == 'S' &&
           (at + 2 == text.n || text.p[at + 2] == ' ' || text.p[at + 2] == ',');
}

void makers_read(struct arena *arena, str text, struct makers *ret_makers)
{
    *ret_makers = (struct makers){0};
    text = text_mended(arena, text.n ? text : STR(""));
    if (str_equal_nocase(text, STR("n/a")))
        return;
    text.n = text.n < MAKER_BYTES_MAX ? text.n : MAKER_BYTES_MAX;
    char plain[MAKER_BYTES_MAX], aside[MAKER_BYTES_MAX]; /* "(formerly …)", "(GE)" */
    size_t n = 0, aside_n = 0;
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        depth += c == '(';
        if (c == '(')
            aside[aside_n++] = ',';
        else if (c == '.' || c == ')' || is_within_form(text, i))
            depth -= c == ')' && depth > 0;
        else if (depth)
            aside[aside_n++] = c;
        else
            plain[n++] = c;
    }
    memcpy(plain + n, aside, aside_n); /* each byte went to one of both */
    for (str rest = str_of(plain, n + aside_n); rest.n;) {
        size_t skip, end = name_end(rest, &skip);
        read_one(arena, str_of(rest.p, end), ret_makers);
        rest = str_of(rest.p + end + skip, rest.n - end - skip);
    }
}

/* A long name of the table that differs in one letter: "Raisecomm". Empty: none does. */
static str find_alike(str key)
{
    const struct row_name *row;
    if (key.n < ALIKE_BYTES)
        return (str){0};
    (void)rows_of(str_of(key.p, 1), &row);
    for (; row < row_names + row_name_count && row->name.p[0] == key.p[0]; row++)
        if (row->name.n + 1 >= key.n && key.n + 1 >= row->name.n &&
            word_is_misspelt(row->name, key))
            return row->name;
    return (str){0};
}

/* A key of makers that meets only names that are short as a whole. */
static str marked(struct arena *arena, str key)
{
    return arena_printf(arena, "%.*s+", STR_ARG(key));
}

void makers_add_short(struct arena *arena, struct makers *makers, bool of_product)
{
    size_t count = makers->count;
    for (size_t i = 0; i < count; i++) {
        str alike = maker_is_known(makers->keys[i]) ? (str){0} : find_alike(makers->keys[i]);
        if (alike.n)
            add_rows(makers, alike);
    }
    for (size_t i = 0; !of_product && i < count; i++)
        makers_add(makers, marked(arena, makers->keys[i]));
    for (size_t i = 0; i < makers->short_count; i++)
        makers_add(makers, of_product ? marked(arena, makers->shorts[i]) : makers->shorts[i]);
}

void makers_add_in_front(struct arena *arena, str text, size_t words_max, size_t bytes_min,
                         struct makers *makers)
{
    size_t n = str_find_char(text, ' ');
    for (size_t words = 0; n < text.n && words < words_max; words++) {
        struct makers found;
        makers_read(arena, str_of(text.p, n), &found);
        if (found.count == 1 && found.keys[0].n >= bytes_min && maker_is_known(found.keys[0]))
            makers_add(makers, found.keys[0]);
        n += 1 + str_find_char(str_of(text.p + n + 1, text.n - n - 1), ' ');
    }
}

bool makers_have(const struct makers *makers, str key)
{
    for (size_t i = 0; i < makers->count; i++)
        if (str_equal(makers->keys[i], key))
            return true;
    return false;
}

bool maker_has_name(const struct makers *makers, str word)
{
    const struct row_name *rows;
    size_t count = rows_of(word, &rows);
    for (size_t i = 0; i < count; i++)
        if (makers_have(makers, makers_known[rows[i].row].key))
            return true;
    return false;
}

bool makers_meet(const struct makers *a, const struct makers *b)
{
    for (size_t i = 0; i < a->count; i++)
        if (makers_have(b, a->keys[i]))
            return true;
    return false;
}
