/* SPDX-License-Identifier: Apache-2.0 */
/* maker.c - makers' names become keys. */
#include "plan/security/match/maker.h"

#include <pthread.h>
#include <stdlib.h>

#include "plan/security/match/product_word.h"
#include "plan/security/match/text_mended.h"
#include "search/fold.h"

enum {
    MAKER_KEY_BYTES = 3,  /* of a name that is left without its trade */
    MAKER_HEAD_BYTES = 4, /* of a first word that stands for all of a name */
    ROW_NAMES_MAX = 5000, /* names in the table, in all its rows; a test counts them */
    TWO_WORDS_BYTES = 10, /* of two first words that do, of a name of three */
    INITIALS_MIN = 3,     /* and of initials that do */
    ALIKE_BYTES = 8,      /* of a name in which one letter may be wrong */
};

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
    "gesmbh",
    "cokg",
    "ohg",
    "ev",
    "intl",
    "international",
    "sp",
    "z",
    "o",
    "oo",
    "zoo",
    "spzoo",
    "doo",
    "sro",
    "ltda",
    "me",
    "lda",
    "sdn",
    "bhd",
    "pte",
    "jsc",
    "ooo",
    "kft",
    "zrt",
    "asa",
    "cv",
    "ug",
    "ek",
    "hgaa",
    "bvba",
};

/* What a maker's name may end with without being another maker's: the trade. Where it tells two
 * makers apart, maker.def has a row for each. */
static const char *const trade_words[] = {
    "cyber",          "ia",
    "enterprise",     "sace",
    "automation",     "systems",
    "system",         "technologies",
    "technology",     "electronics",
    "electronic",     "electric",
    "solutions",      "industrial",
    "industries",     "industry",
    "industrie",      "elektronik",
    "software",       "controls",
    "control",        "group",
    "networks",       "solar",
    "digital",        "engineering",
    "climate",        "global",
    "services",       "service",
    "products",       "manufacturing",
    "drives",         "robotics",
    "instruments",    "telecom",
    "communications", "communication",
    "laboratories",   "labs",
    "machine",        "process",
};

/* Where a maker is: in front of its name or behind it. */
static const char *const place_words[] = {
    "jinan",     "shenzhen",      "anhui",       "henan",       "hubei",   "wuxi",
    "chongqing", "sichuan",       "shaanxi",     "liaoning",    "dalian",  "ningbo",
    "wenzhou",   "yokohama",      "kyoto",       "nagoya",      "seoul",   "netherlands",
    "hangzhou",  "zhejiang",      "guangzhou",   "guangdong",   "beijing", "shanghai",
    "nanjing",   "jiangsu",       "suzhou",      "wuhan",       "chengdu", "xiamen",
    "fujian",    "shandong",      "qingdao",     "hebei",       "hunan",   "tianjin",
    "xian",      "dongguan",      "zhuhai",      "taiwan",      "china",   "japan",
    "tokyo",     "osaka",         "korea",       "india",       "schweiz", "suisse",
    "swiss",     "austria",       "osterreich",  "oesterreich", "france",  "italia",
    "italy",     "espana",        "spain",       "polska",      "poland",  "nederland",
    "benelux",   "belgium",       "sweden",      "sverige",     "norway",  "finland",
    "denmark",   "danmark",       "switzerland", "uk",          "emea",    "asia",
    "pacific",   "international", "americas",    "canada",      "brasil",  "brazil",
    "mexico",    "australia",     "turkiye",     "turkey",      "czech",   "hungary",
    "romania",   "israel",        "singapore",   "deutschland", "germany", "europe",
    "usa",       "america",       "north",
};

/* What lists write in front of a maker's name. */
static const char *const note_words[] = {"hersteller", "fabrikat", "firma", "fa",  "lieferant",
                                         "maker",      "brand",    "marke", "oem", "supplier",
                                         "vendor",     "ex",       "jetzt", "now", "von"};

/* First words of many makers' names. */
static const char *const common_words[] = {
    "advanced", "american", "applied", "data",     "first",  "general",   "national", "open",
    "power",    "real",     "smart",   "standard", "united", "universal", "world",
};

/* In front of another name of the same maker. */
static const char *const former_words[] = {"formerly", "previously", "vormals", "ehemals"};

/* What lists write where nobody knows the maker. */
static const char *const no_makers[] = {"unknown", "unbekannt", "na",     "none",     "keiner",
                                        "various", "diverse",   "divers", "multiple", "tbd"};

static bool is_among(str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (word.n && list[i][0] == word.p[0] && str_equal(word, str_from(list[i])))
            return true;
    return false;
}

static bool is_legal_form(str word)
{
    return is_among(word, legal_forms, COUNT_OF(legal_forms));
}

/* --- the table ---------------------------------------------------------------------------------
 */

/* A name in a row. */
struct row_name {
    str name;
    uint32_t row;
};

static struct row_name row_names[ROW_NAMES_MAX];
static size_t row_name_count;
static pthread_once_t rows_are_sorted = PTHREAD_ONCE_INIT;

static int by_name(const void *a, const void *b)
{
    const struct row_name *first = a, *second = b;
    int order = str_compare(first->name, second->name);
    return order ? order : (first->row > second->row) - (first->row < second->row);
}

static void sort_rows(void)
{
    for (uint32_t row = 0; row < COUNT_OF(makers_known); row++) {
        row_names[row_name_count++] = (struct row_name){str_from(makers_known[row].key), row};
        for (str rest = str_from(makers_known[row].others); rest.n;)
            row_names[row_name_count++] = (struct row_name){str_cut(&rest, ' '), row};
    }
    qsort(row_names, row_name_count, sizeof row_names[0], by_name);
}

/* The first row whose name is not before the key. */
static size_t first_row(str key)
{
    pthread_once(&rows_are_sorted, sort_rows);
    size_t from = 0, to = row_name_count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (str_compare(row_names[middle].name, key) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The first of the rows that have the key; those behind it may have it too. NULL: none has. */
static const struct row_name *find_row(str key)
{
    size_t from = first_row(key);
    bool found = key.n && from < row_name_count && str_equal(row_names[from].name, key);
    return found ? &row_names[from] : NULL;
}

bool maker_is_known(str key)
{
    return find_row(key) != NULL;
}

/* --- text --------------------------------------------------------------------------------------
 */

static void add(struct makers *makers, str key)
{
    if (!makers_have(makers, key) && makers->count < MAKERS_MAX)
        makers->keys[makers->count++] = key;
}

/* The first name of each row that has the key; without a row the key itself. A name may stand for
 * two makers: "ABB Power Grids" was ABB's and is Hitachi Energy's. */
static void add_rows(struct makers *makers, str key)
{
    const struct row_name *row = find_row(key);
    if (!row)
        add(makers, key);
    for (; row && row < row_names + row_name_count && str_equal(row->name, key); row++)
        add(makers, str_from(makers_known[row->row].key));
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

static str initials_of(struct arena *arena, const str *words, size_t count)
{
    str initials[SEARCH_WORDS_MAX];
    for (size_t i = 0; i < count; i++)
        initials[i] = str_of(words[i].p, 1);
    return joined(arena, initials, count);
}

static bool is_first_of_row(str key)
{
    const struct row_name *row = find_row(key);
    for (; row && row < row_names + row_name_count && str_equal(row->name, key); row++)
        if (str_equal(str_from(makers_known[row->row].key), key))
            return true;
    return false;
}

/* "Panasonic" is one maker, "Delta" and "General" are several. */
static bool may_stand_alone(str word)
{
    return word.n >= MAKER_HEAD_BYTES && !is_among(word, trade_words, COUNT_OF(trade_words)) &&
           !is_among(word, common_words, COUNT_OF(common_words)) &&
           (!maker_is_known(word) || is_first_of_row(word));
}

static void add_short(struct makers *makers, str key)
{
    if (makers->short_count < SHORTS_MAX)
        makers->shorts[makers->short_count++] = key;
}

/* Words that may go from a name, in front or behind, as long as something is left of it that the
 * table need not know. */
static size_t without_words(struct arena *arena, str *words, size_t count, const char *const *list,
                            size_t list_count, bool in_front)
{
    while (count > 1) {
        str key = joined(arena, words, count), word = words[in_front ? 0 : count - 1];
        bool is_trade = in_front && is_among(words[1], trade_words, COUNT_OF(trade_words));
        if (!is_among(word, list, list_count) || key.n - word.n < MAKER_KEY_BYTES || is_trade ||
            maker_is_known(key))
            break;
        count--;
        if (in_front)
            memmove(words, words + 1, count * sizeof *words);
    }
    return count;
}

/* Names that may stand for it: its initials, with those of its legal form too ("WTI" of Western
 * Telematic Inc), and its first words. */
static void add_shorts(struct arena *arena, const str *all, size_t all_count, const str *words,
                       size_t count, struct makers *makers)
{
    if (count >= INITIALS_MIN)
        add_short(makers, initials_of(arena, words, count));
    if (count > 1 && may_stand_alone(words[0]))
        add_short(makers, words[0]);
    if (count > 2 && words[0].n + words[1].n >= TWO_WORDS_BYTES)
        add_short(makers, joined(arena, words, 2));
    if (count == 2 && all_count == INITIALS_MIN)
        add_short(makers, initials_of(arena, all, all_count));
}

/* One name: its words without legal forms, unless it has no others, and without the place; without
 * the words of its trade at the end, unless the table knows it with them. */
static void read_one(struct arena *arena, str name, struct makers *makers)
{
    str all[SEARCH_WORDS_MAX], words[SEARCH_WORDS_MAX];
    size_t count = 0, all_count = fold_words(arena, name, all);
    for (size_t i = 0; i < all_count; i++)
        if (!(i == 0 && all_count > 1 &&
              (is_among(all[0], former_words, COUNT_OF(former_words)) ||
               is_among(all[0], note_words, COUNT_OF(note_words)))) &&
            (!is_legal_form(all[i]) || (all_count == 1 && makers->count == 0)))
            words[count++] = all[i];
    if (!count)
        return;
    if (count == 1 && is_among(words[0], no_makers, COUNT_OF(no_makers)))
        return;
    str whole = joined(arena, words, count);
    count = without_words(arena, words, count, place_words, COUNT_OF(place_words), true);
    count = without_words(arena, words, count, place_words, COUNT_OF(place_words), false);
    size_t full_count = count;
    count = without_words(arena, words, count, trade_words, COUNT_OF(trade_words), false);
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
        for (size_t k = 0; k < COUNT_OF(between); k++) {
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
    struct buf plain = {0}, aside = {0}; /* "(formerly …)", "(GE)" */
    int depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        depth += c == '(';
        if (c == '(')
            buf_add_char(&aside, ',');
        else if (c != '.' && c != ')' && !is_within_form(text, i))
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

/* A long name of the table that differs in one letter: "Raisecomm". */
static const struct row_name *find_alike(str key)
{
    str letter = str_of(key.p, 1);
    size_t from = key.n >= ALIKE_BYTES ? first_row(letter) : row_name_count;
    for (; from < row_name_count && row_names[from].name.p[0] == letter.p[0]; from++)
        if (row_names[from].name.n + 1 >= key.n && key.n + 1 >= row_names[from].name.n &&
            word_is_misspelt(row_names[from].name, key))
            return find_row(row_names[from].name);
    return NULL;
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
        const struct row_name *alike =
            maker_is_known(makers->keys[i]) ? NULL : find_alike(makers->keys[i]);
        if (alike)
            add_rows(makers, alike->name);
    }
    for (size_t i = 0; !of_product && i < count; i++)
        add(makers, marked(arena, makers->keys[i]));
    for (size_t i = 0; i < makers->short_count; i++)
        add(makers, of_product ? marked(arena, makers->shorts[i]) : makers->shorts[i]);
}

void makers_add_in_front(struct arena *arena, str text, size_t words_max, size_t bytes_min,
                         struct makers *makers)
{
    size_t n = str_find_char(text, ' ');
    for (size_t words = 0; n < text.n && words < words_max; words++) {
        struct makers found;
        makers_read(arena, str_of(text.p, n), &found);
        if (found.count == 1 && found.keys[0].n >= bytes_min && maker_is_known(found.keys[0]))
            add(makers, found.keys[0]);
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
    const struct row_name *row = find_row(word);
    for (; row && row < row_names + row_name_count && str_equal(row->name, word); row++)
        if (makers_have(makers, str_from(makers_known[row->row].key)))
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
