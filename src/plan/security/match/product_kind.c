/* SPDX-License-Identifier: Apache-2.0 */
/* product_kind.c - words of product_kind.def looked up. */
#include "plan/security/match/product_kind.h"

#include "base/sorted.h"
#include "plan/security/match/german_word.h"

/* clang-format off */
static const struct {
    str word;
    enum thing thing;
} kinds_known[] = {
#define PRODUCT_KIND(word, thing) {STR_ROW(word), THING_##thing},
#include "plan/security/match/product_kind.def"
#undef PRODUCT_KIND
};
/* clang-format on */

static unsigned find(str word)
{
    size_t at;
    return sorted_find(kinds_known, COUNT_OF(kinds_known), sizeof kinds_known[0], word, &at)
               ? kinds_known[at].thing
               : 0;
}

unsigned things_of(str word)
{
    struct german_parts parts;
    unsigned things = word.n ? find(word) : 0;
    if (things || !german_word_read(word, &parts))
        return things;
    str last = parts.english[parts.count - 1];
    size_t space = str_find_char(last, ' ');
    return find(space < last.n ? str_of(last.p + space + 1, last.n - space - 1) : last);
}

bool things_exclude(unsigned a, unsigned b)
{
    return a && b && !(a & b);
}
