/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias.c - names of product_alias.def and product_whole.def looked up. */
#include "plan/security/match/product_alias.h"

#include "base/sorted.h"

/* Names of which one has to stand in the asset's, and what is told then; absent: the other names.
 */
struct row {
    str maker, names, told;
};

/* clang-format off */
static const struct row aliases[] = {
#define ALIAS(maker, names) {STR_ROW(maker), STR_ROW(names), {NULL, 0}},
#include "plan/security/match/product_alias.def"
#undef ALIAS
};

static const struct row wholes[] = {
#define WHOLE(maker, name, of) {STR_ROW(maker), STR_ROW(name), STR_ROW(of)},
#include "plan/security/match/product_whole.def"
#undef WHOLE
};
/* clang-format on */

/* A bit for each letter that a word of the name or what stands in parentheses begins with. */
static uint32_t letters_of(const struct product_name *name)
{
    uint32_t letters = UINT32_C(1) << word_letter(name->variant);
    for (size_t i = 0; i < name->word_count; i++)
        letters |= UINT32_C(1) << word_letter(name->words[i]);
    return letters;
}

/* Its words stand there side by side: as bits of the name's words; 0: they do not. One word may be
 * all that stands in parentheses too. */
static uint32_t stands_in(str alias, const struct product_name *name)
{
    if (name->variant.n && str_equal(alias, name->variant))
        return UINT32_MAX;
    for (size_t from = 0; from < name->word_count; from++) {
        str rest = alias;
        size_t at = from;
        while (rest.n && at < name->word_count && str_equal(str_cut(&rest, ' '), name->words[at]))
            at++;
        if (!rest.n && at > from && str_ends_with(alias, name->words[at - 1]))
            return (UINT32_C(1) << at) - (UINT32_C(1) << from);
    }
    return 0;
}

/* "WebAccess" is WebAccess/SCADA where nothing else is said, and WebAccess/NMS is not. */
static bool is_short_for_another(str alias, str names)
{
    for (str rest = names; rest.n;) {
        str other = str_cut(&rest, ';');
        if (other.n > alias.n && str_find(other, alias) < other.n)
            return true;
    }
    return false;
}

/* The longest name of the row that stands in the name; empty: none does. letters: of the name.
 * ret_all: nothing of content beside it. */
static str known_in(const struct row *row, const struct product_name *name, uint32_t letters,
                    bool *ret_all)
{
    str known = {0};
    for (str rest = row->names; rest.n;) {
        str alias = str_cut(&rest, ';');
        bool may_stand = alias.n > known.n && (letters >> word_letter(alias) & 1);
        uint32_t words = may_stand ? stands_in(alias, name) : 0;
        bool is_all = !((name->content | name->digits) & ~name->purpose & ~words) && !name->line.n;
        if (words && (words == UINT32_MAX || !(words & name->purpose)) &&
            (is_all || !is_short_for_another(alias, row->names))) {
            known = alias;
            *ret_all = is_all;
        }
    }
    return known;
}

/* Adds what a row tells, but for what is known already. */
static void tell(struct product_told *told, const struct row *row, str known)
{
    for (str rest = row->told.n ? row->told : row->names; rest.n && told->count < TOLD_MAX;) {
        str other = str_cut(&rest, ';');
        bool is_new = str_find(known, other) == known.n;
        for (size_t i = 0; i < told->count; i++)
            is_new &= !str_equal(told->names[i], other);
        if (is_new)
            told->names[told->count++] = other;
    }
}

/* What the rows of the makers tell that have the longest name standing in the name. */
static void find(const struct row *rows, size_t row_count, const struct makers *makers,
                 const struct product_name *name, struct product_told *ret_told)
{
    size_t first;
    str best = {0};
    uint32_t letters = letters_of(name);
    *ret_told = (struct product_told){0};
    for (size_t k = 0; k < makers->count; k++) {
        size_t count = sorted_find(rows, row_count, sizeof *rows, makers->keys[k], &first);
        for (size_t i = first; i < first + count; i++) {
            bool is_all = false;
            str known = known_in(&rows[i], name, letters, &is_all);
            if (!known.n || known.n < best.n)
                continue;
            if (known.n > best.n)
                ret_told->count = 0;
            ret_told->is_all = is_all;
            best = known;
            tell(ret_told, &rows[i], known);
        }
    }
}

void product_alias_find(const struct makers *makers, const struct product_name *name,
                        struct product_told *ret_told)
{
    find(aliases, COUNT_OF(aliases), makers, name, ret_told);
}

void product_whole_find(const struct makers *makers, const struct product_name *name,
                        struct product_told *ret_told)
{
    find(wholes, COUNT_OF(wholes), makers, name, ret_told);
}
