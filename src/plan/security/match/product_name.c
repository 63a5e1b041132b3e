/* SPDX-License-Identifier: Apache-2.0 */
/* product_name.c - product names taken apart. */
#include "plan/security/match/product_name.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "plan/security/match/product_kind.h"
#include "plan/security/match/text_mended.h"
#include "plan/security/match/word_spelling.h"
#include "search/fold.h"

enum { MAKER_DASH_BYTES = 4, SLASHED_BYTES = 3, TAIL_BYTES = 2, DASHED_BYTES = 4 };

/* The name ends, and a sentence goes on. */
static const char *const sentence_words[] = {"containing", "running",      "as",
                                             "using",      "manufactured", "built",
                                             "installed",  "shipped",      "used"};

struct reading {
    struct arena *arena;
    const struct makers *makers;
    struct product_name *name;
    struct buf base, variant;
    struct buf capitals; /* first letters of the words, and capitals within them, in lower case */
    str last_raw;        /* the last word of the base as written */
    bool ignore_parentheses;
    bool after_series, ended, after_slash, slash_seen, after_comma;
    uint32_t commas;     /* bit i: word i stands behind one */
    struct buf initials; /* of the words in the parentheses at hand */
    size_t variant_from; /* where these begin in `variant` */
    uint8_t classes[NAME_WORDS_MAX];
    str words[NAME_WORDS_MAX], codes[CODES_OF_TEXT_MAX];
};

bool product_name_has(const struct product_name *name, str word)
{
    for (size_t i = 0; i < name->word_count; i++)
        if (str_equal(name->words[i], word))
            return true;
    return false;
}

bool product_name_ends_with_digit(const struct product_name *name)
{
    size_t last = name->word_count - 1;
    return name->word_count > 1 &&
           ((name->words[last].n == 1 && ascii_is_digit(name->words[last].p[0])) ||
            word_is_year(name->words[last]));
}

static bool ends_word(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || (c && strchr(",;:=/+&\"'|", c));
}

/* Lower case, without accents and without what is no letter or digit. */
static str squeeze(struct arena *arena, str raw)
{
    str folded = fold_sort_key(arena, raw);
    char *to = arena_alloc(arena, folded.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        if (ascii_is_digit(c) || ascii_is_lower(c))
            to[n++] = c;
    }
    return str_of(to, n);
}

/* --- words -------------------------------------------------------------------------------------
 */

static bool is_plain(str word)
{
    bool plain = word.n >= SLASHED_BYTES;
    for (size_t i = 0; i < word.n; i++)
        plain &= ascii_is_lower(word.p[i]);
    return plain;
}

static void add_capitals(struct reading *reading, str word, str raw)
{
    buf_add_char(&reading->capitals, word.p[0]);
    for (size_t i = 1; i < raw.n; i++)
        if (ascii_is_upper(raw.p[i]))
            buf_add_char(&reading->capitals, (char)(raw.p[i] | 0x20));
}

/* "Gateway Station (GWS)", "PowerSYSTEM Center (PSC)": first letters or capitals in their order. */
static bool are_initials(const struct reading *reading, str word)
{
    str capitals = buf_str(&reading->capitals);
    size_t at = 0;
    for (size_t i = 0; i < capitals.n && at < word.n; i++)
        at += capitals.p[i] == word.p[at];
    return word.n >= 2 && at == word.n;
}

/* "(Windows 10, 64-bit)", "(DashBoard.exe)": no variant of the product. */
static bool is_system_or_file(str word, str raw)
{
    static const char *const systems[] = {"windows", "linux",  "android", "ios",   "macos",
                                          "x64",     "x86",    "32bit",   "64bit", "unix",
                                          "ubuntu",  "debian", "vxworks"};
    static const char *const files[] = {".exe", ".dll", ".ocx", ".jar", ".sys", ".apk"};
    bool is_one = false;
    for (size_t i = 0; i < COUNT_OF(systems); i++)
        is_one |= str_equal(word, str_from(systems[i]));
    for (size_t i = 0; i < COUNT_OF(files); i++)
        is_one |= str_find(raw, str_from(files[i])) < raw.n;
    return is_one;
}

/* "RUT model routers" */
static bool is_capitals(str raw)
{
    bool capitals = raw.n >= 2;
    for (size_t i = 0; i < raw.n; i++)
        capitals &= ascii_is_upper(raw.p[i]);
    return capitals;
}

/* "FX5-ENET/IP" is one word, and another module than FX5-ENET. */
static bool is_tail(const struct reading *reading, str raw)
{
    return reading->after_slash && raw.n == TAIL_BYTES && is_capitals(raw) &&
           reading->name->word_count && word_has_digit(reading->last_raw) &&
           str_find_char(reading->last_raw, '-') < reading->last_raw.n;
}

/* "CNCSoft-B v1.0.0.4 DOPSoft": a release of several numbers names nothing, unless it stands at the
 * end, where it is the line. */
static void drop_release(struct reading *reading)
{
    struct product_name *name = reading->name;
    str raw = reading->last_raw;
    size_t dots = 0;
    for (size_t i = 1; i < raw.n; i++) {
        dots += raw.p[i] == '.';
        if (raw.p[i] != '.' && !ascii_is_digit(raw.p[i]))
            return;
    }
    if (dots < 2 || (raw.p[0] | 0x20) != 'v' || name->word_count < 2)
        return;
    str word = reading->words[name->word_count - 1];
    if (str_ends_with(buf_str(&reading->base), word)) {
        reading->base.n -= word.n;
        name->word_count--;
    }
}

/* "Plan/Studio", "GX10 / GX20": one in place of the other. */
static bool stands_beside(const struct reading *reading, str word, str before)
{
    bool both_plain = is_plain(word) && is_plain(before);
    bool both_types = word_is_telling(word) && word_is_telling(before) && word.n == before.n &&
                      word.p[0] == before.p[0] && ascii_is_letter(word.p[0]);
    return (reading->after_slash && both_plain) || (reading->slash_seen && both_types);
}

static void add_base(struct reading *reading, str word, str raw)
{
    struct product_name *name = reading->name;
    bool is_series = str_starts_with(word, STR("serie"));
    for (size_t i = 0; i < COUNT_OF(sentence_words); i++)
        reading->ended |= name->word_count && str_equal(raw, str_from(sentence_words[i]));
    if (reading->ended)
        return;
    if (reading->after_series && raw.n == 1 && ascii_is_upper(raw.p[0]))
        name->revision = raw.p[0];
    reading->after_series = is_series;
    name->is_list |= str_equal(word, STR("and"));
    name->is_family |= is_series || str_starts_with(word, STR("famil")) ||
                       str_equal(word, STR("models")) || str_equal(word, STR("baureihe")) ||
                       (str_equal(word, STR("model")) && is_capitals(reading->last_raw));
    enum word_class class = str_equal(raw, STR("a")) ? WORD_EMPTY : word_class_of(word);
    if (class == WORD_EMPTY || (name->revision && raw.n == 1 && raw.p[0] == name->revision))
        return;
    drop_release(reading);
    buf_add(&reading->base, word);
    add_capitals(reading, word, raw);
    if (is_tail(reading, raw)) {
        str *last = &reading->words[name->word_count - 1];
        *last = arena_printf(reading->arena, "%.*s%.*s", STR_ARG(*last), STR_ARG(word));
        reading->classes[name->word_count - 1] = (uint8_t)word_class_of(*last);
        return;
    }
    reading->last_raw = raw;
    for (size_t i = 0; i < name->word_count; i++)
        if (str_equal(reading->words[i], word))
            return;
    if (name->word_count == NAME_WORDS_MAX)
        return;
    if (name->word_count && stands_beside(reading, word, reading->words[name->word_count - 1]))
        name->alternatives |= UINT32_C(1) << name->word_count;
    reading->commas |= (uint32_t)reading->after_comma << name->word_count;
    reading->after_comma = false;
    reading->classes[name->word_count] = (uint8_t) class;
    reading->words[name->word_count++] = word;
}

static void add_word(struct reading *reading, str raw, int depth)
{
    str word = word_in_one_spelling(reading->arena, squeeze(reading->arena, raw), raw);
    if (!word.n)
        return;
    if (depth > 0)
        buf_add_char(&reading->initials, word.p[0]);
    if (depth == 0)
        add_base(reading, word, raw);
    else if (str_starts_with(word, STR("incl")) || str_equal(word, STR("inkl")) ||
             str_equal(word, STR("part")) || str_equal(word, STR("also")) ||
             str_equal(word, STR("formerly")) || str_equal(word, STR("previously")) ||
             str_equal(word, STR("end")) || str_find_char(raw, '*') < raw.n ||
             is_system_or_file(word, raw))
        reading->ignore_parentheses = true;
    else if (reading->ignore_parentheses || word_class_of(word) == WORD_EMPTY)
        return;
    else if (!is_plain(word) || !are_initials(reading, word))
        buf_add(&reading->variant, word);
    else if (word.n >= SLASHED_BYTES)
        reading->name->initials = word;
}

/* Letters, also those of other alphabets. */
static bool is_letters(str text)
{
    bool letters = true;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        letters &= ascii_is_letter(c) || (unsigned char)c >= 0x80;
    }
    return letters;
}

/* Bytes in front of the dash of two words that are one in some texts: "Build-Rapsody",
 * "OCS-Programmierung", "E3-Series". All of the text: it is one word, as "Run-Time",
 * "Allen-Bradley" and "1734-AENTR" are. */
static size_t dash_between(struct reading *reading, str raw)
{
    size_t at = str_find_char(raw, '-');
    str front = str_of(raw.p, at),
        behind = at < raw.n ? str_of(raw.p + at + 1, raw.n - at - 1) : (str){0};
    behind.n = str_find_char(behind, '-');
    if (front.n && str_starts_with(squeeze(reading->arena, behind), STR("serie")))
        return at; /* "X-Series" */
    if (front.n < TAIL_BYTES || behind.n < DASHED_BYTES || !is_letters(behind))
        return raw.n;
    bool both = front.n >= DASHED_BYTES && is_letters(front) &&
                word_class_of(squeeze(reading->arena, raw)) == WORD_NAME;
    bool is_kind =
        !is_capitals(behind) && word_class_of(squeeze(reading->arena, behind)) != WORD_NAME;
    return both || is_kind ? at : raw.n;
}

static void add_dashed(struct reading *reading, str raw, int depth)
{
    for (size_t at; (at = dash_between(reading, raw)) < raw.n;
         raw = str_of(raw.p + at + 1, raw.n - at - 1))
        add_word(reading, str_of(raw.p, at), depth);
    add_word(reading, raw, depth);
}

/* The text with order numbers taken out; they are kept apart. */
static str without_codes(struct reading *reading, str text)
{
    struct product_name *name = reading->name;
    struct buf rest = {0};
    size_t from = 0, at, bytes;
    while (code_find(text, from, &at, &bytes)) {
        buf_add(&rest, str_of(text.p + from, at - from));
        buf_add_char(&rest, ' ');
        str code = code_normal(reading->arena, str_of(text.p + at, bytes));
        if (code.n && name->code_count < CODES_OF_TEXT_MAX)
            reading->codes[name->code_count++] = code;
        from = at + bytes;
    }
    buf_add(&rest, str_of(text.p + from, text.n - from));
    str kept = arena_dup(reading->arena, buf_str(&rest));
    buf_release(&rest);
    return kept;
}

static bool is_open(char c)
{
    return c == '(' || c == '[';
}

static bool is_close(char c)
{
    return c == ')' || c == ']';
}

/* "IGSS (Interactive Graphical SCADA System)": the words written out. */
static bool stands_for_base(const struct reading *reading)
{
    const struct product_name *name = reading->name;
    return name->word_count && reading->initials.n >= 3 &&
           str_equal(reading->words[name->word_count - 1], buf_str(&reading->initials));
}

/* "Mission Control / Internal Logic Control": two names, of two words at least. Of two types, or of
 * one word, the second stands in place of the first. */
static bool parts_names(const struct reading *reading, str slash)
{
    str behind = str_of(slash.p + 1, slash.n - 1);
    size_t first = behind.n && behind.p[0] == ' '
                       ? str_find_char(str_of(behind.p + 1, behind.n - 1), ' ') + 1
                       : behind.n;
    return reading->name->word_count >= 2 && first + 1 < behind.n && ascii_is_letter(behind.p[1]) &&
           !word_has_digit(str_of(behind.p, first));
}

static void read_words(struct reading *reading, str text)
{
    int depth = 0;
    size_t from = 0, opened = 0;
    for (size_t i = 0; i <= text.n; i++) {
        char c = i < text.n ? text.p[i] : ' ';
        /* No-break space, and the first byte of other spaces and dashes (U+2000 to U+203F). */
        bool is_space = ends_word(c) || (unsigned char)c == 0xA0;
        if (!is_space && !is_open(c) && !is_close(c))
            continue;
        size_t n = i - from;
        n -= (unsigned char)c == 0xA0 && n > 0; /* its lead byte */
        add_dashed(reading, str_of(text.p + from, n), depth);
        if (c == '+' && n && depth == 0 && (i + 1 == text.n || ends_word(text.p[i + 1])))
            add_word(reading, STR("plus"), depth); /* "Tracer SC+" */
        if (c == '/' && !n && depth == 0 && parts_names(reading, str_of(text.p + i, text.n - i)))
            add_word(reading, STR("and"), depth);
        reading->after_slash = c == '/' && n; /* "MyMachines /Remote" goes on */
        reading->slash_seen = c == '/' || (reading->slash_seen && !n);
        reading->after_comma |= c == ',';
        from = i + 1;
        if (is_open(c) && depth++ == 0) {
            buf_reset(&reading->initials);
            reading->variant_from = reading->variant.n;
            opened = i + 1;
        }
        if (is_close(c)) {
            depth -= depth > 0;
            reading->ignore_parentheses = false;
            if (stands_for_base(reading)) {
                reading->variant.n = reading->variant_from;
                reading->name->written_out = str_of(text.p + opened, i - opened);
            }
        }
    }
    buf_release(&reading->initials);
}

/* --- maker in front, release at the end --------------------------------------------------------
 */

static bool is_maker(const struct reading *reading, str text, size_t bytes)
{
    struct makers found;
    if (!makers_may_be_in(reading->makers, str_of(text.p, bytes)) ||
        word_class_of(squeeze(reading->arena, str_of(text.p, bytes))) == WORD_OTHER)
        return false; /* "SIPLUS" may stand as a maker in lists; in names it makes another product
                       */
    makers_read(reading->arena, str_of(text.p, bytes), &found);
    return found.count && (makers_meet(&found, reading->makers) ||
                           makers_begin_with(reading->makers, found.keys[0]));
}

/* Bytes of the words in front that name one of the makers: the fewest, or those of its full name.
 */
static size_t maker_bytes(const struct reading *reading, str text)
{
    size_t bytes = 0;
    for (size_t words = 1, i = 0; words <= 4 && i < text.n; words++) {
        while (i < text.n && text.p[i] == ' ')
            i++;
        size_t from = i;
        while (i < text.n && text.p[i] != ' ')
            i++;
        str word = str_of(text.p + from, i - from);
        size_t dash = words == 1 ? str_find_char(word, '-') : 0, dot = str_find_char(word, '.');
        dash = words == 1 && dash == word.n ? dot : dash; /* "KUKA.Sim" */
        if (dash >= MAKER_DASH_BYTES && from + dash < i && is_maker(reading, text, from + dash))
            return from + dash + 1;
        if (i == text.n || !is_maker(reading, text, i))
            continue;
        str whole = squeeze(reading->arena, str_of(text.p, i));
        struct makers found;
        makers_read(reading->arena, str_of(text.p, i), &found);
        if (!bytes || str_equal(whole, found.keys[0]) ||
            str_starts_with(reading->makers->whole, whole))
            bytes = i;
    }
    return bytes;
}

/* "V15.1" → "15.1", "V5.X" → "5", "22.10.X" → "22.10". */
static str line_of(str raw)
{
    bool has_r = raw.n >= 2 && raw.p[0] == 'R' && str_find_char(raw, '.') < raw.n; /* "R10.04" */
    bool has_v = has_r || (raw.n >= 2 && (raw.p[0] | 0x20) == 'v');
    str line = has_v ? str_of(raw.p + 1, raw.n - 1) : raw;
    if (!line.n || line.p[0] < '0' || line.p[0] > '9' ||
        (!has_v && str_find_char(line, '.') == line.n))
        return (str){0};
    if (line.n > 2 && (line.p[line.n - 1] | 0x20) == 'x' && line.p[line.n - 2] == '.')
        line.n -= 2;
    for (size_t i = 0; i < line.n; i++)
        if (line.p[i] != '.' && (line.p[i] < '0' || line.p[i] > '9'))
            return (str){0};
    return line;
}

static void take_line(struct reading *reading)
{
    struct product_name *name = reading->name;
    str line = line_of(reading->last_raw);
    if (!line.n || name->word_count < 2)
        return;
    str word = squeeze(reading->arena, reading->last_raw);
    if (!str_equal(reading->words[name->word_count - 1], word) ||
        !str_ends_with(buf_str(&reading->base), word))
        return;
    name->line = line;
    name->word_count--;
    reading->base.n -= word.n;
}

static bool drop_last(struct reading *reading, str word)
{
    struct product_name *name = reading->name;
    if (name->word_count < 2 || !str_equal(reading->words[name->word_count - 1], word) ||
        !str_ends_with(buf_str(&reading->base), word))
        return false;
    name->word_count--;
    reading->base.n -= word.n;
    return true;
}

/* "FPWIN Pro software"; "R32MTCPU operating system software" is the firmware of a thing. */
static void drop_software(struct reading *reading)
{
    bool is_software = drop_last(reading, STR("software"));
    size_t count = reading->name->word_count;
    if (count > 2 && str_equal(reading->words[count - 2], STR("operating")) &&
        drop_last(reading, STR("system")))
        is_software = !drop_last(reading, STR("operating"));
    if (is_software)
        reading->name->things |= THING_SOFTWARE;
}

/* What each word says, once for all comparing. */
static void class_words(struct reading *reading)
{
    struct product_name *name = reading->name;
    bool behind_for = false;
    for (size_t i = 0; i < name->word_count; i++) {
        str word = reading->words[i];
        behind_for &= !(reading->commas >> i & 1); /* "server for FOX, FOXMAN" */
        name->purpose |= (uint32_t)behind_for << i;
        behind_for |= (i > 0 || name->maker.n) &&
                      (str_equal(word, STR("for")) || str_equal(word, STR("fur")) ||
                       str_equal(word, STR("fuer")));
        enum word_class class = (enum word_class)reading->classes[i];
        bool digit = word_has_digit(word), content = class_is_content(class);
        /* "WebAccess/SCADA" is not WebAccess/NMS. */
        bool is_side = (name->alternatives >> i & 1) &&
                       class_is_content((enum word_class)reading->classes[i - 1]);
        name->kinds |= (uint32_t)(class == WORD_KIND) << i;
        name->digits |= (uint32_t)digit << i;
        name->content |= (uint32_t)(content || is_side) << i;
        name->distinct |= (uint32_t)class_is_distinct(class, word) << i;
        name->things |= class == WORD_NAME ? 0 : things_of(word);
    }
}

static const str *copy_of(struct arena *arena, const str *texts, size_t count)
{
    str *copy = ARENA_ARRAY(arena, str, count);
    for (size_t i = 0; i < count; i++)
        copy[i] = texts[i];
    return copy;
}

/* The maker's words count for initials: "Delta Robot Automation Studio (DRAS)". */
static void add_skipped(struct reading *reading, str maker)
{
    for (size_t from = 0, n; from < maker.n; from += n + 1) {
        str rest = str_of(maker.p + from, maker.n - from);
        n = str_find_char(rest, ' ');
        str word = squeeze(reading->arena, str_of(rest.p, n));
        if (word.n)
            add_capitals(reading, word, str_of(rest.p, n));
    }
}

/* "WinCC V7.3 and newer": bytes of the name in front. */
static size_t open_end(str text)
{
    static const char *const ends[] = {" and newer", " and later", " and above", " and higher",
                                       " or newer",  " or later",  " or higher"};
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        if (str_ends_with(text, str_from(ends[i])))
            return text.n - strlen(ends[i]);
    return text.n;
}

static void read_name(struct arena *arena, str text, const struct makers *makers,
                      struct product_name *ret_name)
{
    *ret_name = (struct product_name){0};
    struct reading reading = {.arena = arena, .makers = makers, .name = ret_name};
    size_t skip = makers->count ? maker_bytes(&reading, text) : 0;
    add_skipped(&reading, str_of(text.p, skip));
    ret_name->maker = squeeze(arena, str_of(text.p, skip));
    text = without_codes(&reading, str_of(text.p + skip, text.n - skip));
    size_t end = open_end(text);
    ret_name->is_line_open = end < text.n;
    text.n = end;
    read_words(&reading, text);
    drop_software(&reading);
    take_line(&reading);
    class_words(&reading);
    ret_name->words = copy_of(arena, reading.words, ret_name->word_count);
    uint8_t *classes = arena_alloc(arena, ret_name->word_count + 1);
    memcpy(classes, reading.classes, ret_name->word_count);
    ret_name->classes = classes;
    ret_name->codes = copy_of(arena, reading.codes, ret_name->code_count);
    ret_name->base = arena_dup(arena, buf_str(&reading.base));
    ret_name->variant = arena_dup(arena, buf_str(&reading.variant));
    buf_release(&reading.base);
    buf_release(&reading.variant);
    buf_release(&reading.capitals);
}

/* "Fernhill SCADA" of Fernhill: without its maker nothing would be left that names it. Makers of
 * the table are no products. */
static bool lacks_maker(const struct makers *makers, const struct product_name *name)
{
    for (size_t i = 0; i < name->word_count; i++)
        if (name->classes[i] == WORD_NAME)
            return false;
    return makers->count && name->word_count && !name->code_count &&
           !maker_is_known(makers->keys[0]);
}

void product_name_read(struct arena *arena, str text, const struct makers *makers,
                       struct product_name *ret_name)
{
    static const struct makers none;
    text = text_mended(arena, text.n ? text : STR(""));
    text.n = text.n < NAME_BYTES_MAX ? text.n : NAME_BYTES_MAX;
    while (text.n && text.p[0] == ' ')
        text = str_of(text.p + 1, text.n - 1);
    read_name(arena, text, makers, ret_name);
    if (lacks_maker(makers, ret_name))
        read_name(arena, text, &none, ret_name);
    size_t dash = str_find(text, STR(" - "));
    if (str_find(str_of(text.p + dash, text.n - dash), STR(" and ")) == text.n - dash)
        ret_name->is_list &= dash == text.n; /* "Connect and Pad - Connect": one of both */
}

void product_name_inherit(struct product_name *name, const struct product_name *from)
{
    if (!name->line.n)
        name->line = from->line;
    if (!name->revision)
        name->revision = from->revision;
}
