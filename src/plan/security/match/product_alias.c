/* SPDX-License-Identifier: Apache-2.0 */
/* product_alias.c - names of product_alias.def looked up. */
#include "plan/security/match/product_alias.h"

/* clang-format off */
static const struct {
    const char *maker, *names;
} rows[] = {
#define ALIAS(maker, names) {maker, names},
#include "plan/security/match/product_alias.def"
#undef ALIAS
};
/* clang-format on */

/* Its words stand there side by side. */
static bool stands_in(str alias, const struct product_name *name)
{
    for (size_t from = 0; from < name->word_count; from++) {
        str rest = alias;
        size_t at = from;
        while (rest.n && at < name->word_count && str_equal(str_cut(&rest, ' '), name->words[at]))
            at++;
        if (!rest.n && at > from && str_ends_with(alias, name->words[at - 1]))
            return true;
    }
    return false;
}

/* The longest name of the row that stands in the name; empty: none does. */
static str known_in(const char *names, const struct product_name *name)
{
    str known = {0};
    for (str rest = str_from(names); rest.n;) {
        str alias = str_cut(&rest, ';');
        if (alias.n > known.n && stands_in(alias, name))
            known = alias;
    }
    return known;
}

size_t product_alias_find(const struct makers *makers, const struct product_name *name,
                          str ret_others[static ALIASES_MAX])
{
    size_t count = 0, row = 0;
    str best = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str known =
            makers_have(makers, str_from(rows[i].maker)) ? known_in(rows[i].names, name) : best;
        if (known.n > best.n) {
            best = known;
            row = i;
        }
    }
    for (str rest = str_from(rows[row].names); best.n && rest.n && count < ALIASES_MAX;) {
        str alias = str_cut(&rest, ';');
        if (!str_equal(alias, best))
            ret_others[count++] = alias;
    }
    return count;
}
