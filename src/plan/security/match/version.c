/* SPDX-License-Identifier: Apache-2.0 */
/* version.c - reading versions into numbers with words before them, and comparing these. */
#include "plan/security/match/version.h"

#include "base/ascii.h"
#include "plan/security/match/product_word.h"

enum {
    LABEL_BYTES_MAX = 16,
    WORD_BYTES_MAX = 4,
};

enum absent { ABSENT_IS_NONE, ABSENT_IS_UNKNOWN, ABSENT_IS_LAST /* before the release itself */ };

/* The words that count behind a release, the weightiest first. */
static const struct {
    const char *name;
    enum absent absent;
    const char *words[7];
} tags[] = {
    {"release", ABSENT_IS_NONE, {0}},
    {"pre-release", ABSENT_IS_LAST, {"alpha", "beta", "rc", "preview", "pre"}},
    {"feature pack", ABSENT_IS_NONE, {"fp", "featurepack", "feature"}},
    {"service pack", ABSENT_IS_NONE, {"sp", "servicepack", "service", "sr"}},
    {"update", ABSENT_IS_NONE, {"update", "upd", "updt", "up", "u"}},
    {"rollup", ABSENT_IS_NONE, {"ru", "cu", "rollup"}},
    {"patch", ABSENT_IS_NONE, {"patch", "p", "pl"}},
    {"hotfix", ABSENT_IS_NONE, {"hf", "hotfix", "hotfixrev", "fix", "mp"}},
    {"security patch", ABSENT_IS_NONE, {"secpatch", "security"}},
    {"revision", ABSENT_IS_UNKNOWN, {"rev", "revision"}},
    {"build", ABSENT_IS_UNKNOWN, {"build", "bld", "b"}},
};
enum {
    TAG_RELEASE = 0,
    TAG_PRE = 1,
    TAG_PATCH = 6,
    TAG_SECURITY_PATCH = 8,
    TAG_OTHER = COUNT_OF(tags)
};

/* Words that say only that a version follows, or what of. */
static const char *const neutral[] = {
    "v",        "ver",  "vers", "version", "versions", "firmware", "fw",
    "software", "sw",   "hw",   "release", "rel",      "nr",       "no",
    "number",   "pack", "the",  "ga",      "from",     "bios",     "bsp"};

static const char *const months[] = {"january",   "february", "march",    "april",
                                     "may",       "june",     "july",     "august",
                                     "september", "october",  "november", "december"};

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '_';
}

static uint64_t letter_number(char c)
{
    return (uint64_t)((c | 0x20) - 'a' + 1);
}

static bool word_is_in(str word, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count && words[i]; i++)
        if (str_equal_nocase(word, str_from(words[i])))
            return true;
    return false;
}

static uint8_t tag_of(str word)
{
    for (uint8_t i = 1; i < COUNT_OF(tags); i++)
        if (word_is_in(word, tags[i].words, COUNT_OF(tags[i].words)))
            return i;
    return TAG_OTHER;
}

/* Number of a month by its name or the first three letters of it; 0: none. */
static uint64_t month_of(str word)
{
    for (size_t i = 0; i < COUNT_OF(months); i++) {
        str name = str_from(months[i]);
        if (str_equal_nocase(word, name) || str_equal_nocase(word, str_of(name.p, 3)))
            return i + 1;
    }
    return 0;
}

/* --- reading ---------------------------------------------------------------------------------- */

struct reader {
    struct version *version;
    str text;
    size_t at;
    uint8_t tag; /* of the numbers that follow */
    str word;
    uint64_t month;
    bool tag_has_number; /* "Update" alone is no version */
};

static bool add_part(struct reader *reader, uint64_t number, bool letter)
{
    struct version *version = reader->version;
    if (version->count == VERSION_PARTS_MAX)
        return false;
    version->parts[version->count++] =
        (struct version_part){reader->tag, letter, number, reader->word};
    reader->tag_has_number = true;
    return true;
}

static str take_while(struct reader *reader, bool (*is)(char))
{
    size_t from = reader->at;
    while (reader->at < reader->text.n && is(reader->text.p[reader->at]))
        reader->at++;
    return str_of(reader->text.p + from, reader->at - from);
}

static bool take_number(struct reader *reader)
{
    uint64_t number;
    str digits = take_while(reader, ascii_is_digit);
    return str_to_u64(digits, UINT64_MAX, &number) && add_part(reader, number, false);
}

/* A letter that stands where a number would: "1.606G", "1.B", "Rev T". */
static bool takes_letter(const struct reader *reader, str word)
{
    bool more = reader->at < reader->text.n && ascii_is_digit(reader->text.p[reader->at]);
    bool behind = word.p > reader->text.p && (ascii_is_digit(word.p[-1]) || word.p[-1] == '.');
    bool of_tag = reader->tag != TAG_RELEASE && !reader->tag_has_number;
    return word.n == 1 && !more && (of_tag || (reader->version->count > 0 && behind));
}

/* "UN30 1.76", "CPCI85 V05", "EW-50J Ver. 7.97": a block of letters and digits is a name when a
 * version of its own stands behind it. Bytes of the block that begins at a word; 0: it is none. */
static size_t name_at(const struct reader *reader, str word)
{
    str rest = str_of(word.p, (size_t)(reader->text.p + reader->text.n - word.p));
    size_t n = word.n;
    bool has_digit = false;
    for (; n < rest.n && !is_space(rest.p[n]); n++) {
        if (!ascii_is_digit(rest.p[n]) && !ascii_is_letter(rest.p[n]) && rest.p[n] != '-')
            return 0;
        has_digit |= ascii_is_digit(rest.p[n]);
    }
    size_t behind = n;
    while (behind < rest.n && is_space(rest.p[behind]))
        behind++;
    size_t marker = behind;
    while (marker < rest.n && ascii_is_letter(rest.p[marker]))
        marker++;
    if (marker > behind &&
        !word_is_in(str_of(rest.p + behind, marker - behind), neutral, COUNT_OF(neutral)))
        return 0;
    while (marker < rest.n && (rest.p[marker] == '.' || is_space(rest.p[marker])))
        marker++;
    return has_digit && marker < rest.n && ascii_is_digit(rest.p[marker]) ? n : 0;
}

/* Letters before the first number: all that is between the first and the last of them. */
static bool add_label(struct reader *reader, str word)
{
    struct version *version = reader->version;
    size_t name = version->label.n ? 0 : name_at(reader, word);
    if (name)
        reader->at = (size_t)(word.p - reader->text.p) + name;
    const char *from = version->label.n ? version->label.p : word.p;
    version->label = str_of(from, (size_t)(reader->text.p + reader->at - from));
    reader->tag = TAG_RELEASE; /* "Service Pack R8.2": what kind of release it is, no more */
    reader->tag_has_number = true;
    return version->label.n <= LABEL_BYTES_MAX;
}

/* A word at the end, tied to the number before it: "4.6.3SP" is the first one, "4.1SAA" has it. */
static bool ends_with_word(const struct reader *reader, str word)
{
    return reader->at == reader->text.n && word.p > reader->text.p &&
           (ascii_is_digit(word.p[-1]) || word.p[-1] == '.');
}

static bool take_word(struct reader *reader)
{
    str word = take_while(reader, ascii_is_letter);
    struct version *version = reader->version;
    if (takes_letter(reader, word))
        return add_part(reader, letter_number(word.p[0]), true);
    uint64_t month = word.n >= 3 ? month_of(word) : 0;
    if (month) {
        reader->month = month;
        return true;
    }
    if (word_is_in(word, neutral, COUNT_OF(neutral)))
        return true;
    uint8_t tag = tag_of(word);
    if (version->count == 0 && tag == TAG_OTHER)
        return add_label(reader, word);
    if (tag == TAG_OTHER && word.n > WORD_BYTES_MAX)
        return false;
    /* "Security Patch 1" is one word. */
    bool goes_on = reader->tag == TAG_SECURITY_PATCH && !reader->tag_has_number;
    if (goes_on && tag == TAG_PATCH)
        return true;
    if (version->count > 0 || tag != TAG_OTHER) {
        reader->tag = tag;
        reader->word = word;
        reader->tag_has_number = false;
    }
    /* "beta" alone counts as the first one. */
    if (tag == TAG_PRE && reader->at == reader->text.n)
        return add_part(reader, 0, false);
    bool counts_alone = tag == TAG_OTHER || tags[tag].absent == ABSENT_IS_NONE;
    return counts_alone && ends_with_word(reader, word) ? add_part(reader, 1, false) : true;
}

/* "January 2019", "April/19/2023", "19 April 2023": year, month, day. */
static bool read_date(struct reader *reader)
{
    struct version *version = reader->version;
    uint64_t year = 0, day = 0;
    for (uint8_t i = 0; i < version->count; i++) {
        uint64_t number = version->parts[i].number;
        if (version->parts[i].tag != TAG_RELEASE || version->parts[i].is_letter)
            return false;
        if (number >= YEAR_MIN && number <= YEAR_MAX && !year)
            year = number;
        else if (number >= 1 && number <= 31 && !day)
            day = number;
        else
            return false;
    }
    version->is_date = true;
    version->count = 0;
    reader->tag = TAG_RELEASE;
    return year && add_part(reader, year, false) && add_part(reader, reader->month, false) &&
           (!day || add_part(reader, day, false));
}

/* Up to three numbers with one sign between them; 0: the text is not that. */
static size_t split_date(str text, str ret_numbers[3])
{
    size_t count = 0;
    char sign = 0;
    while (count < 3) {
        size_t digits = str_run(text, ascii_is_digit);
        if (!digits)
            return 0;
        ret_numbers[count++] = str_of(text.p, digits);
        if (digits == text.n)
            return count;
        char next = text.p[digits];
        if ((next != '-' && next != '/') || (sign && next != sign))
            return 0;
        sign = next;
        text = str_of(text.p + digits + 1, text.n - digits - 1);
    }
    return 0;
}

/* Replaces the numbers that were read by year, month and day where all of the text is a date:
 * "2024-08-12", "15-12-2025", "03/2023". Dots make versions. False: it is one of which nobody knows
 * which number is the month, "03-04-2025". */
static bool read_numeric_date(struct reader *reader)
{
    struct version *version = reader->version;
    str numbers[3];
    size_t count = split_date(reader->text, numbers);
    bool year_first = count == 3 && word_is_year(numbers[0]);
    bool of_month = count == 2 && str_find_char(reader->text, '/') < reader->text.n;
    if (!year_first &&
        !(count >= 2 && word_is_year(numbers[count - 1]) && (count == 3 || of_month)))
        return true;
    uint64_t number[3] = {0};
    for (size_t i = 0; i < count; i++)
        number[i] = version->parts[i].number;
    uint64_t year = year_first ? number[0] : number[count - 1], month = number[year_first],
             day = count == 2 ? 0 : number[year_first ? 2 : 1];
    if (!year_first && count == 3) {
        if (month <= 12 && day <= 12 && month != day)
            return false;
        if (month > 12) {
            day = number[0];
            month = number[1];
        }
    }
    if (month < 1 || month > 12 || day > 31)
        return true;
    version->is_date = true;
    version->count = 0;
    return add_part(reader, year, false) && add_part(reader, month, false) &&
           (!day || add_part(reader, day, false));
}

static str trimmed(str text)
{
    while (text.n && (is_space(text.p[0]) || text.p[0] == '='))
        text = str_of(text.p + 1, text.n - 1);
    while (text.n && (is_space(text.p[text.n - 1]) || text.p[text.n - 1] == '.'))
        text.n--;
    return text;
}

/* "V", "A_B": letters count as numbers when there is nothing else. */
static bool is_letters(str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (i % 2 ? !is_space(text.p[i]) && text.p[i] != '.' : !ascii_is_letter(text.p[i]))
            return false;
    return text.n % 2;
}

static bool read_letters(struct reader *reader)
{
    bool taken = true;
    for (; taken && reader->at < reader->text.n; reader->at += 2)
        taken = add_part(reader, letter_number(reader->text.p[reader->at]), true);
    return taken;
}

bool version_read(str text, struct version *ret_version)
{
    *ret_version = (struct version){.text = trimmed(text)};
    struct reader reader = {
        .version = ret_version, .text = ret_version->text, .tag_has_number = true};
    if (reader.text.n > VERSION_BYTES_MAX)
        return false;
    if (is_letters(reader.text))
        return read_letters(&reader);
    while (reader.at < reader.text.n) {
        char c = reader.text.p[reader.at];
        bool taken = true;
        if (ascii_is_digit(c))
            taken = take_number(&reader);
        else if (ascii_is_letter(c))
            taken = take_word(&reader);
        else if ((unsigned char)c >= 0x80 || strchr("<>=|*?!", c))
            return false;
        else
            reader.at++;
        if (!taken)
            return false;
    }
    if (reader.month)
        return read_date(&reader);
    if (!read_numeric_date(&reader))
        return false;
    return ret_version->count > 0 && reader.tag_has_number;
}

bool version_says_nothing(str words)
{
    struct version version;
    struct reader reader = {.version = &version, .text = words};
    while (reader.at < words.n) {
        str word = take_while(&reader, ascii_is_letter);
        if (word.n ? !word_is_in(word, neutral, COUNT_OF(neutral)) : !is_space(words.p[reader.at]))
            return false;
        reader.at += word.n == 0;
    }
    return true;
}

/* --- comparing -------------------------------------------------------------------------------- */

/* The parts of one tag: for OTHER, of one word. */
struct group {
    const struct version_part *parts;
    size_t count;
};

static struct group group_of(const struct version *version, uint8_t tag, str word)
{
    struct group group = {0};
    for (uint8_t i = 0; i < version->count; i++) {
        const struct version_part *part = &version->parts[i];
        bool same = part->tag == tag && (tag != TAG_OTHER || str_equal_nocase(part->word, word));
        if (same && !group.count)
            group.parts = part;
        if (same && part == group.parts + group.count)
            group.count++;
    }
    return group;
}

static enum version_order order_of(uint64_t a, uint64_t b)
{
    return a < b ? VERSION_LESS : a > b ? VERSION_GREATER : VERSION_EQUAL;
}

static enum version_order compare_groups(struct group a, struct group b)
{
    size_t count = a.count > b.count ? a.count : b.count;
    static const struct version_part none;
    for (size_t i = 0; i < count; i++) {
        const struct version_part *x = i < a.count ? &a.parts[i] : &none;
        const struct version_part *y = i < b.count ? &b.parts[i] : &none;
        /* "1.606G" is behind "1.606"; a letter against another number says nothing. */
        if (x->is_letter != y->is_letter && x->number && y->number)
            return VERSION_UNKNOWN;
        enum version_order order = order_of(x->number, y->number);
        if (order != VERSION_EQUAL)
            return order;
    }
    return VERSION_EQUAL;
}

static enum version_order compare_tag(const struct version *a, const struct version *b, uint8_t tag)
{
    struct group x = group_of(a, tag, STR("")), y = group_of(b, tag, STR(""));
    if (tags[tag].absent == ABSENT_IS_UNKNOWN && (x.count == 0) != (y.count == 0))
        return VERSION_UNKNOWN;
    if (tags[tag].absent == ABSENT_IS_LAST && (x.count == 0) != (y.count == 0))
        return x.count ? VERSION_LESS : VERSION_GREATER;
    return compare_groups(x, y);
}

static bool has_other_words(const struct version *a, const struct version *b)
{
    for (uint8_t i = 0; i < a->count; i++)
        if (a->parts[i].tag == TAG_OTHER && !group_of(b, TAG_OTHER, a->parts[i].word).count)
            return true;
    return false;
}

/* Words that we do not know: both must have the same ones, and since nobody knows which weighs
 * more, their numbers must agree. */
static enum version_order compare_others(const struct version *a, const struct version *b)
{
    if (has_other_words(a, b) || has_other_words(b, a))
        return VERSION_UNKNOWN;
    enum version_order result = VERSION_EQUAL;
    for (uint8_t i = 0; i < a->count; i++) {
        if (a->parts[i].tag != TAG_OTHER)
            continue;
        str word = a->parts[i].word;
        enum version_order order =
            compare_groups(group_of(a, TAG_OTHER, word), group_of(b, TAG_OTHER, word));
        if (order != VERSION_EQUAL && result != VERSION_EQUAL && order != result)
            return VERSION_UNKNOWN;
        result = order != VERSION_EQUAL ? order : result;
    }
    return result;
}

/* "R8" without "R" is the same, and "CPCI85 V05" without the name; words are not: "Collection". */
static bool may_be_left_out(str label)
{
    bool has_digit = false;
    for (size_t i = 0; i < label.n; i++) {
        has_digit |= ascii_is_digit(label.p[i]);
        if (is_space(label.p[i]) || label.p[i] == '.' || label.p[i] == '/')
            return false;
    }
    return has_digit || label.n <= WORD_BYTES_MAX;
}

static bool labels_agree(str a, str b)
{
    if (!a.n || !b.n)
        return may_be_left_out(a.n ? a : b);
    for (size_t i = 0; a.n == b.n && i < a.n; i++)
        if (!str_equal_nocase(str_of(a.p + i, 1), str_of(b.p + i, 1)) &&
            !(is_space(a.p[i]) && is_space(b.p[i])))
            return false;
    return a.n == b.n;
}

/* A number of five digits or more is a serial number, an order number or a date: it is not of the
 * same counting as "1.4"; nor is "Update 18" of "2020 Update 18", since nobody says of which. */
static bool count_alike(const struct version *a, const struct version *b)
{
    enum { LONG_NUMBER = 10000 };
    const struct version_part *x = &a->parts[0], *y = &b->parts[0];
    if (x->tag != TAG_RELEASE || y->tag != TAG_RELEASE)
        return x->tag != TAG_RELEASE && y->tag != TAG_RELEASE;
    return (x->number >= LONG_NUMBER) == (y->number >= LONG_NUMBER);
}

enum version_order version_compare(const struct version *a, const struct version *b)
{
    if (a->is_date != b->is_date || !labels_agree(a->label, b->label) || !count_alike(a, b))
        return VERSION_UNKNOWN;
    if (a->is_date && a->count != b->count) {
        /* "January 2019" against a day in it. */
        struct version shorter = a->count < b->count ? *b : *a;
        shorter.count = a->count < b->count ? a->count : b->count;
        enum version_order order =
            a->count < b->count ? version_compare(a, &shorter) : version_compare(&shorter, b);
        return order == VERSION_EQUAL ? VERSION_UNKNOWN : order;
    }
    enum version_order order = VERSION_EQUAL;
    for (uint8_t tag = 0; tag < TAG_OTHER && order == VERSION_EQUAL; tag++)
        order = compare_tag(a, b, tag);
    return order == VERSION_EQUAL ? compare_others(a, b) : order;
}

bool version_starts_with(const struct version *version, const struct version *head)
{
    if (version->is_date != head->is_date || version->count < head->count)
        return false;
    if (version->label.n && head->label.n && !str_equal_nocase(version->label, head->label))
        return false;
    for (uint8_t i = 0; i < head->count; i++)
        if (version->parts[i].number != head->parts[i].number ||
            version->parts[i].tag != head->parts[i].tag)
            return false;
    return true;
}
