/* SPDX-License-Identifier: Apache-2.0 */
/* product_part.c - names that stand within the name of a product. */
#include "plan/security/match/product_part.h"

#include "base/ascii.h"
#include "search/fold.h"

str product_part_former(str text)
{
    static const char *const lead[] = {"formerly", "previously", "called", "known", "as", "named"};
    size_t open = str_find_char(text, '(');
    str rest = open < text.n ? str_of(text.p + open + 1, text.n - open - 1) : (str){0};
    bool former = false;
    for (size_t i = 0; i < COUNT_OF(lead); i++) {
        str word = str_from(lead[i]);
        if (rest.n <= word.n || fold_find(str_of(rest.p, word.n), word) != 0)
            continue;
        former |= i < 2;
        rest = str_of(rest.p + word.n, rest.n - word.n);
        while (rest.n && rest.p[0] == ' ')
            rest = str_of(rest.p + 1, rest.n - 1);
    }
    return former ? str_of(rest.p, str_find_char(rest, ')')) : (str){0};
}

/* "SoftGOT": somebody made it up. */
static bool has_inner_capital(str text)
{
    for (size_t i = 1; i < text.n; i++)
        if (ascii_is_lower(text.p[i - 1]) && ascii_is_upper(text.p[i]))
            return true;
    return false;
}

/* "Network Power Switch (NPS Series)" */
static bool names_series(str aside)
{
    size_t n = str_find_char(aside, ' ');
    return n < aside.n && n >= 2 && ascii_is_upper(aside.p[1]) &&
           (str_equal_nocase(str_of(aside.p + n + 1, aside.n - n - 1), STR("series")) ||
            str_equal_nocase(str_of(aside.p + n + 1, aside.n - n - 1), STR("family")));
}

str product_part_aside(str name)
{
    size_t open = str_find_char(name, '('), close = str_find_char(name, ')');
    if (close >= name.n || close < open + 2 || !ascii_is_upper(name.p[open + 1]))
        return (str){0};
    str aside = str_of(name.p + open + 1, close - open - 1);
    bool is_name = str_find_char(aside, ' ') < aside.n && str_find_char(aside, ',') == aside.n &&
                   (has_inner_capital(aside) || names_series(aside));
    return is_name ? aside : (str){0};
}

str product_part_behind_dash(str name)
{
    str rest = {0};
    for (size_t i = 0; i + 3 < name.n; i++)
        if (memcmp(name.p + i, " - ", 3) == 0)
            rest = str_of(name.p + i + 3, name.n - i - 3);
    return str_find_char(rest, '(') == rest.n ? rest : (str){0};
}
