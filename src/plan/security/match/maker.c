/* SPDX-License-Identifier: Apache-2.0 */
/* maker.c - makers' names become keys. */
#include "plan/security/match/maker.h"

#include "search/fold.h"

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
    "gmbh",
    "ag",
    "kg",
    "kgaa",
    "mbh",
    "co",
    "inc",
    "ltd",
    "llc",
    "corp",
    "lp",
    "sa",
    "se",
    "spa",
    "srl",
    "sl",
    "bv",
    "nv",
    "plc",
    "oy",
    "oyj",
    "ab",
    "as",
    "aps",
    "company",
    "limited",
    "corporation",
    "kk",
    "pty",
    "pvt",
    "sas",
    "sarl",
    "holding",
    "incorporated",
    "gesellschaft",
    "the",
    "und",
    "and",
    "cokg",
    "ohg",
    "ev",
    "intl",
    "international",
};

static bool is_legal_form(str word)
{
    for (size_t i = 0; i < COUNT_OF(legal_forms); i++)
        if (str_equal(word, str_from(legal_forms[i])))
            return true;
    return false;
}

/* --- the table ---------------------------------------------------------------------------------
 */

static str row_of(str key)
{
    for (size_t i = 0; i < COUNT_OF(makers_known); i++) {
        if (str_equal(key, str_from(makers_known[i].key)))
            return str_from(makers_known[i].key);
        str rest = str_from(makers_known[i].others);
        while (rest.n) {
            size_t n = str_find_char(rest, ' ');
            if (str_equal(key, str_of(rest.p, n)))
                return str_from(makers_known[i].key);
            rest = n < rest.n ? str_of(rest.p + n + 1, rest.n - n - 1) : (str){0};
        }
    }
    return key;
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
    key = row_of(key);
    for (size_t i = 0; i < makers->count; i++)
        if (str_equal(makers->keys[i], key))
            return;
    if (makers->count < MAKERS_MAX)
        makers->keys[makers->count++] = key;
}

/* One name: its words without legal forms, unless it has no others. */
static void read_one(struct arena *arena, str name, struct makers *makers)
{
    str words[SEARCH_WORDS_MAX];
    size_t count = fold_words(arena, name, words);
    struct buf key = {0};
    for (int with_forms = 0; with_forms < 2 && key.n == 0; with_forms++)
        for (size_t i = 0; i < count; i++)
            if (with_forms ? count == 1 && makers->count == 0 : !is_legal_form(words[i]))
                buf_add(&key, words[i]);
    if (key.n)
        add(makers, arena_dup(arena, buf_str(&key)));
    buf_release(&key);
}

/* Where a name ends: a comma, a slash or "and" between words. Ampersands belong to names. */
static size_t name_end(str text, size_t *ret_skip)
{
    for (size_t i = 0; i < text.n; i++) {
        *ret_skip = 1;
        if (text.p[i] == ',' || text.p[i] == '/' || text.p[i] == ';')
            return i;
        *ret_skip = 5;
        if (str_starts_with(str_of(text.p + i, text.n - i), STR(" and ")))
            return i;
    }
    *ret_skip = 0;
    return text.n;
}

void makers_read(struct arena *arena, str text, struct makers *ret_makers)
{
    *ret_makers = (struct makers){0};
    text = mojibake_mended(arena, text.n ? text : STR(""));
    text.n = text.n < MAKER_BYTES_MAX ? text.n : MAKER_BYTES_MAX;
    struct buf plain = {0};
    int depth = 0; /* "(formerly …)", "(GE)" */
    for (size_t i = 0; i < text.n; i++) {
        depth += text.p[i] == '(';
        if (depth == 0 && text.p[i] != '.')
            buf_add_char(&plain, text.p[i]);
        depth -= text.p[i] == ')' && depth > 0;
    }
    str rest = buf_str(&plain);
    while (rest.n) {
        size_t skip, n = name_end(rest, &skip);
        read_one(arena, str_of(rest.p, n), ret_makers);
        rest = str_of(rest.p + n + skip, rest.n - n - skip);
    }
    buf_release(&plain);
}

bool makers_meet(const struct makers *a, const struct makers *b)
{
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < b->count; k++)
            if (str_equal(a->keys[i], b->keys[k]))
                return true;
    return false;
}
