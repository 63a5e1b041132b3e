/* SPDX-License-Identifier: Apache-2.0 */
/* maker.c - makers' names become keys. */
#include "plan/security/match/maker.h"

#include "search/fold.h"

enum { MAKER_KEY_BYTES = 3 /* of a name that is left without its trade */ };

/* clang-format off */
static const struct {
    const char *key, *others;
} makers_known[] = {
#define MAKER(key, others) {key, others},
#include "plan/security/match/maker.def"
#undef MAKER
};
/* clang-format on */

static const char *const legal_forms[] = {
    "gmbh",    "ag",          "kg",      "kgaa",          "mbh",
    "co",      "inc",         "ltd",     "llc",           "corp",
    "lp",      "sa",          "se",      "spa",           "srl",
    "sl",      "bv",          "nv",      "plc",           "oy",
    "oyj",     "ab",          "as",      "aps",           "company",
    "limited", "corporation", "kk",      "pty",           "pvt",
    "sas",     "sarl",        "holding", "incorporated",  "gesellschaft",
    "the",     "und",         "and",     "gesmbh",        "cokg",
    "ohg",     "ev",          "intl",    "international",
};

/* What a maker's name may end with without being another maker's: the trade, the place. Where it
 * tells two makers apart, maker.def has a row for each. */
static const char *const trade_words[] = {
    "automation", "systems",    "system",      "technologies", "technology", "electronics",
    "electronic", "electric",   "solutions",   "industrial",   "industries", "industry",
    "industrie",  "elektronik", "software",    "controls",     "control",    "group",
    "networks",   "solar",      "digital",     "engineering",  "climate",    "global",
    "europe",     "germany",    "deutschland", "usa",          "america",    "machine",
    "process",
};

/* In front of another name of the same maker. */
static const char *const former_words[] = {"formerly", "previously", "vormals", "ehemals"};

static bool is_among(str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, str_from(list[i])))
            return true;
    return false;
}

static bool is_legal_form(str word)
{
    return is_among(word, legal_forms, COUNT_OF(legal_forms));
}

/* --- the table ---------------------------------------------------------------------------------
 */

static bool row_has(size_t row, str key)
{
    if (str_equal(key, str_from(makers_known[row].key)))
        return true;
    str rest = str_from(makers_known[row].others);
    while (rest.n) {
        size_t n = str_find_char(rest, ' ');
        if (str_equal(key, str_of(rest.p, n)))
            return true;
        rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
    }
    return false;
}

bool maker_is_known(str key)
{
    for (size_t i = 0; i < COUNT_OF(makers_known); i++)
        if (row_has(i, key))
            return true;
    return false;
}

/* --- text --------------------------------------------------------------------------------------
 */

/* Bytes C3 83 C2 BC are what C3 BC becomes. */
static bool is_mojibake(const char *p, size_t n)
{
    const unsigned char *u = (const unsigned char *)p;
    return n >= 4 && u[0] == 0xC3 && (u[1] == 0x82 || u[1] == 0x83) && u[2] == 0xC2 && u[3] >= 0x80;
}

str mojibake_mended(struct arena *arena, str text)
{
    size_t i = 0;
    while (i < text.n && !is_mojibake(text.p + i, text.n - i))
        i++;
    if (i == text.n)
        return text;
    char *to = arena_alloc(arena, text.n);
    size_t n = 0;
    for (i = 0; i < text.n;) {
        if (is_mojibake(text.p + i, text.n - i)) {
            to[n++] = (char)((unsigned char)text.p[i + 1] + 0x40);
            to[n++] = text.p[i + 3];
            i += 4;
        } else
            to[n++] = text.p[i++];
    }
    return str_of(to, n);
}

static void add(struct makers *makers, str key)
{
    for (size_t i = 0; i < makers->count; i++)
        if (str_equal(makers->keys[i], key))
            return;
    if (makers->count < MAKERS_MAX)
        makers->keys[makers->count++] = key;
}

/* The first name of each row that has the key; without a row the key itself. A name may stand for
 * two makers: "ABB Power Grids" was ABB's and is Hitachi Energy's. */
static void add_rows(struct makers *makers, str key)
{
    bool known = false;
    for (size_t i = 0; i < COUNT_OF(makers_known); i++)
        if (row_has(i, key)) {
            add(makers, str_from(makers_known[i].key));
            known = true;
        }
    if (!known)
        add(makers, key);
}

static str joined(struct arena *arena, const str *words, size_t count)
{
    struct buf key = {0};
    for (size_t i = 0; i < count; i++)
        buf_add(&key, words[i]);
    str copy = arena_dup(arena, buf_str(&key));
    buf_release(&key);
    return copy;
}

/* One name: its words without legal forms, unless it has no others; without the words of its trade
 * at the end, unless the table knows it with them. */
static void read_one(struct arena *arena, str name, struct makers *makers)
{
    str all[SEARCH_WORDS_MAX], words[SEARCH_WORDS_MAX];
    size_t count = 0, all_count = fold_words(arena, name, all);
    for (size_t i = 0; i < all_count; i++)
        if (!(i == 0 && all_count > 1 && is_among(all[0], former_words, COUNT_OF(former_words))) &&
            (!is_legal_form(all[i]) || (all_count == 1 && makers->count == 0)))
            words[count++] = all[i];
    if (!count)
        return;
    str key = joined(arena, words, count);
    while (count > 1 && is_among(words[count - 1], trade_words, COUNT_OF(trade_words)) &&
           key.n - words[count - 1].n >= MAKER_KEY_BYTES && !maker_is_known(key))
        key = joined(arena, words, --count);
    add_rows(makers, key);
}

/* Where a name ends: a comma, a slash, "and", "by" or a dash between words. Ampersands belong to
 * names. */
static size_t name_end(str text, size_t *ret_skip)
{
    static const char *const between[] = {
        " and ", " by ", " - ", " affiliate of ", " subsidiary of ", " division of "};
    for (size_t i = 0; i < text.n; i++) {
        *ret_skip = 1;
        if (text.p[i] == ',' || text.p[i] == '/' || text.p[i] == ';')
            return i;
        for (size_t k = 0; k < COUNT_OF(between); k++) {
            *ret_skip = strlen(between[k]);
            if (str_starts_with(str_of(text.p + i, text.n - i), str_from(between[k])))
                return i;
        }
    }
    *ret_skip = 0;
    return text.n;
}

void makers_read(struct arena *arena, str text, struct makers *ret_makers)
{
    *ret_makers = (struct makers){0};
    text = mojibake_mended(arena, text.n ? text : STR(""));
    text.n = text.n < MAKER_BYTES_MAX ? text.n : MAKER_BYTES_MAX;
    struct buf plain = {0}, aside = {0}; /* "(formerly …)", "(GE)" */
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        depth += c == '(';
        if (c == '(')
            buf_add_char(&aside, ',');
        else if (c != '.' && c != ')')
            buf_add_char(depth ? &aside : &plain, c);
        depth -= c == ')' && depth > 0;
    }
    buf_add(&plain, buf_str(&aside));
    str rest = buf_str(&plain);
    while (rest.n) {
        size_t skip, n = name_end(rest, &skip);
        read_one(arena, str_of(rest.p, n), ret_makers);
        rest = str_of(rest.p + n + skip, rest.n - n - skip);
    }
    buf_release(&plain);
    buf_release(&aside);
}

bool makers_meet(const struct makers *a, const struct makers *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (str_equal(a->keys[i], b->keys[k]))
                return true;
    return false;
}
