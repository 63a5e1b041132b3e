/* SPDX-License-Identifier: Apache-2.0 */
/* product_model.c - names of several models taken apart. */
#include "plan/security/match/product_model.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "plan/security/match/product_word.h"

enum { HUNDRED_DIGITS = 3, OPTION_BYTES_MAX = 3 };

struct reading {
    struct arena *arena;
    struct models *to;
    bool has_lists;      /* "x=16,32": x, y and z stand for what the lists say */
    bool in_parentheses; /* the word at hand */
    bool in_list;        /* it stands among several models: "(MP70, RV50)" */
};

/* --- patterns ----------------------------------------------------------------------------------
 */

static bool is_place(char c)
{
    return c == '?' || c == '#' || c == '*';
}

static bool may_be(char place, char c)
{
    return place == '?' || place == '*' || place == c || (place == '#' && ascii_is_digit(c));
}

/* What fits a '*' may be nothing: where the code stands in front of one, it stands behind it. */
static void pass_empty(str pattern, bool at[static MODEL_BYTES_MAX + 1])
{
    for (size_t k = 0; k < pattern.n; k++)
        at[k + 1] |= at[k] && pattern.p[k] == '*';
}

/* Goes over the code once, with all places of the pattern at which it may stand by then: the time
 * is that of one comparison for each pair of characters, however many places are open. */
bool model_fits(str pattern, str code)
{
    bool at[MODEL_BYTES_MAX + 1] = {true}; /* at[k]: the first k characters fit what was read */
    while (pattern.n && code.n && !is_place(pattern.p[0])) { /* most do not fit here already */
        if (pattern.p[0] != code.p[0])
            return false;
        pattern = str_of(pattern.p + 1, pattern.n - 1);
        code = str_of(code.p + 1, code.n - 1);
    }
    assert(pattern.n <= MODEL_BYTES_MAX);
    pass_empty(pattern, at);
    for (size_t i = 0; i < code.n; i++) {
        bool any = false;
        for (size_t k = pattern.n; k > 0; k--) {
            char place = pattern.p[k - 1];
            bool goes_on = at[k] && (place == '*' || place == '#');
            at[k] = (at[k - 1] || goes_on) && may_be(place, code.p[i]);
            any |= at[k];
        }
        at[0] = false;
        if (!any)
            return false;
        pass_empty(pattern, at);
    }
    return at[pattern.n];
}

/* x, y and z between capitals and digits, X behind two digits, three X: placeholders. */
static bool is_open(str word, size_t at, bool has_capitals)
{
    char c = word.p[at];
    if (c >= 'x' && c <= 'z')
        return has_capitals &&
               (at == 0 || !ascii_is_lower(word.p[at - 1]) || word.p[at - 1] >= 'x') &&
               (at + 1 == word.n || !ascii_is_lower(word.p[at + 1]) || word.p[at + 1] >= 'x');
    if (c != 'X')
        return false;
    size_t from = at;
    while (from > 0 && word.p[from - 1] == 'X')
        from--;
    size_t to = at;
    while (to < word.n && word.p[to] == 'X')
        to++;
    return to - from >= 3 ||
           (to == word.n && from >= 2 && ascii_is_digit(word.p[from - 1]) &&
            (ascii_is_digit(word.p[from - 2]) || to - from == 2)) ||
           (to == word.n && to - from == 2);
}

/* X that ends a word, behind another: a model may have fewer letters there (DS-K1T671M of
 * DS-K1T671XXX). Of three all are so. */
static bool is_open_end(str word, size_t at)
{
    size_t from = at;
    while (from > 0 && word.p[from - 1] == 'X')
        from--;
    for (size_t i = at; i < word.n; i++)
        if (word.p[i] != 'X')
            return false;
    return word.n - from >= 3 || (at + 1 == word.n && at > from);
}

/* Adds a word as a pattern. `several`: it names more than one model also without placeholders. */
static void add_pattern(struct reading *reading, str word, bool several)
{
    char to[MODEL_BYTES_MAX];
    size_t n = 0, closed = 0, head = 0, runs = 0;
    bool capitals = false, lower = false, digit = false, open = false;
    for (size_t i = 0; i < word.n; i++)
        capitals |= ascii_is_upper(word.p[i]);
    for (size_t i = 0; i < word.n && n < sizeof to; i++) {
        char c = word.p[i], put = 0;
        if (c == '*' || is_open(word, i, capitals)) {
            /* "ENT-x", "BMX P34x" */
            bool is_tail = c == 'x' && i + 1 == word.n && i &&
                           (word.p[i - 1] == '-' || ascii_is_digit(word.p[i - 1]));
            put = c == '*' || c == 'z' || is_tail || (reading->has_lists && c == 'y') ? '*'
                  : reading->has_lists && c == 'x'                                    ? '#'
                  : c == 'X' && is_open_end(word, i)                                  ? '*'
                                                                                      : '?';
            open = true;
        } else if (ascii_is_alnum(c)) {
            lower |= ascii_is_lower(c);
            digit |= ascii_is_digit(c);
            put = ascii_is_lower(c) ? (char)(c - 'a' + 'A') : c;
            closed++;
            head += !open;
        }
        if (put && !(put == '*' && n && to[n - 1] == '*')) {
            to[n++] = put;
            runs += put == '*' || put == '#';
        }
    }
    struct models *models = reading->to;
    if (n == 0 || (!open && !several && !(reading->in_list && capitals && digit)) ||
        (open && lower) ||
        closed + (str_ends_with(word, STR("x")) && str_find_char(word, '-') < word.n
                      ? 1
                      : 0) < /* "MAT-x", "C0-1x" */
            (size_t)(ascii_is_upper(to[0]) ? MODEL_CLOSED_BYTES : MODEL_CLOSED_BYTES + 1) ||
        head < MODEL_HEAD_BYTES ||
        !(digit || (open && !several) || closed >= MODEL_LETTERS_BYTES) || runs > MODEL_RUNS_MAX ||
        models->count == MODELS_MAX)
        return;
    models->list[models->count++] = arena_dup(reading->arena, str_of(to, n));
    models->in_parentheses |= reading->in_parentheses;
}

/* --- words that stand for several --------------------------------------------------------------
 */

static str joined(struct arena *arena, str a, str b, str c)
{
    return arena_printf(arena, "%.*s%.*s%.*s", STR_ARG(a), STR_ARG(b), STR_ARG(c));
}

static size_t pieces_of(str word, str pieces[static MODEL_PIECES_MAX])
{
    size_t count = 0;
    while (word.n && count < MODEL_PIECES_MAX) {
        size_t n = str_find_char(word, '/');
        pieces[count++] = str_of(word.p, n);
        word = n < word.n ? str_of(word.p + n + 1, word.n - n - 1) : (str){0};
    }
    return word.n ? 0 : count;
}

static size_t digits_in(str text, size_t from)
{
    size_t n = from;
    while (n < text.n && ascii_is_digit(text.p[n]))
        n++;
    return n - from;
}

static size_t letters_in(str text)
{
    size_t n = 0;
    while (n < text.n && ascii_is_upper(text.p[n]))
        n++;
    return n;
}

/* "R04/08/16CPU": numbers between one head and one tail. */
static bool add_numbers(struct reading *reading, const str *pieces, size_t count)
{
    size_t head = 0;
    while (head < pieces[0].n && !ascii_is_digit(pieces[0].p[head]))
        head++;
    str last = pieces[count - 1];
    size_t last_digits = digits_in(last, 0);
    bool fits = head > 0 && head + digits_in(pieces[0], head) == pieces[0].n && last_digits > 0 &&
                head < pieces[0].n;
    for (size_t i = 1; i + 1 < count; i++)
        fits = fits && pieces[i].n && digits_in(pieces[i], 0) == pieces[i].n;
    if (!fits)
        return false;
    str front = str_of(pieces[0].p, head);
    str tail = str_of(last.p + last_digits, last.n - last_digits);
    for (size_t i = 0; i < count; i++) {
        str number = i == 0           ? str_of(pieces[0].p + head, pieces[0].n - head)
                     : i == count - 1 ? str_of(last.p, last_digits)
                                      : pieces[i];
        add_pattern(reading, joined(reading->arena, front, number, tail), true);
    }
    return true;
}

/* "SEL-787-2/-3/-4": the pieces replace the last block of the first. */
static bool add_blocks(struct reading *reading, const str *pieces, size_t count)
{
    size_t head = pieces[0].n;
    while (head > 0 && pieces[0].p[head - 1] != '-')
        head--;
    for (size_t i = 1; i < count; i++)
        if (!head || pieces[i].n < 2 || pieces[i].p[0] != '-')
            return false;
    str front = str_of(pieces[0].p, head ? head - 1 : 0);
    add_pattern(reading, pieces[0], true);
    for (size_t i = 1; head && i < count; i++)
        add_pattern(reading, joined(reading->arena, front, pieces[i], STR("")), true);
    return head > 0;
}

/* "CS1H/G-CPU65": one letter replaces the last of the first, and both go on alike. */
static bool add_letters(struct reading *reading, const str *pieces, size_t count)
{
    const str *last = &pieces[count - 1];
    size_t head = pieces[0].n;
    if (head < 2 || !ascii_is_upper(pieces[0].p[head - 1]) || letters_in(pieces[0]) == head ||
        last->n < 3 || last->p[1] != '-')
        return false;
    for (size_t i = 1; i < count; i++)
        if (!ascii_is_upper(pieces[i].p[0]) || (i + 1 < count && pieces[i].n > 1))
            return false;
    str rest = str_of(last->p + 1, last->n - 1);
    add_pattern(reading, joined(reading->arena, pieces[0], rest, STR("")), true);
    for (size_t i = 1; i < count; i++)
        add_pattern(
            reading,
            joined(reading->arena, str_of(pieces[0].p, head - 1), str_of(pieces[i].p, 1), rest),
            true);
    return true;
}

/* "AFS660/AFS665": whole models, which begin alike. */
static bool add_whole(struct reading *reading, const str *pieces, size_t count)
{
    size_t digits = 0, letters = letters_in(pieces[0]);
    while (digits < pieces[0].n && ascii_is_digit(pieces[0].p[digits]))
        digits++;
    size_t head = letters ? letters : digits;
    for (size_t i = 1; i < count; i++)
        if (!head || pieces[i].n <= head || memcmp(pieces[i].p, pieces[0].p, head) != 0)
            return false;
    for (size_t i = 0; i < count; i++)
        add_pattern(reading, pieces[i], true);
    return true;
}

static void add_slashes(struct reading *reading, str word, bool several)
{
    str pieces[MODEL_PIECES_MAX];
    size_t count = pieces_of(word, pieces);
    if (count < 2 || (!add_numbers(reading, pieces, count) && !add_blocks(reading, pieces, count) &&
                      !add_letters(reading, pieces, count) && !add_whole(reading, pieces, count)))
        add_pattern(reading, word, several);
}

/* "R04(EN)CPU", "QJ71C24N(-R2/R4)": without and with each of what stands in the parentheses. */
static void add_options(struct reading *reading, str word)
{
    size_t open = str_find_char(word, '('), close = str_find_char(word, ')');
    if (open == 0 || close >= word.n || close < open) {
        add_slashes(reading, word, false);
        return;
    }
    str front = str_of(word.p, open), tail = str_of(word.p + close + 1, word.n - close - 1);
    str pieces[MODEL_PIECES_MAX];
    size_t count = pieces_of(str_of(word.p + open + 1, close - open - 1), pieces);
    add_slashes(reading, joined(reading->arena, front, tail, STR("")), true);
    for (size_t i = 0; i < count; i++)
        add_slashes(reading, joined(reading->arena, front, pieces[i], tail), true);
}

/* --- the text ----------------------------------------------------------------------------------
 */

/* "models GT27 GT25": the list behind it says which, not the word in front. */
static bool lists_behind(str word, str behind)
{
    size_t from = 0;
    while (from < behind.n && behind.p[from] == ' ')
        from++;
    size_t letters = letters_in(str_of(behind.p + from, behind.n - from));
    return str_equal_nocase(word, STR("models")) && letters && from + letters < behind.n &&
           ascii_is_digit(behind.p[from + letters]);
}

static bool is_series(str word)
{
    return str_starts_with(word, STR("series")) || str_starts_with(word, STR("Series")) ||
           str_starts_with(word, STR("model"));
}

static bool is_list(str word)
{
    return word.n > 2 && word.p[0] >= 'x' && word.p[0] <= 'z' && word.p[1] == '=';
}

/* Whether what stands up to the parenthesis has two words with digits, and commas or no other word.
 */
static bool lists_models(str text)
{
    size_t end = str_find_char(text, ')'), digits = 0, words = 1;
    bool comma = false, in_word = false;
    for (size_t i = 0; i < end; i++) {
        comma |= text.p[i] == ',';
        words += text.p[i] == ' ';
        in_word = in_word && text.p[i] != ' ';
        if (ascii_is_digit(text.p[i]) && !in_word) {
            in_word = true;
            digits++;
        }
    }
    return (comma || digits == words) && digits >= 2 && !str_starts_with(text, STR("incl"));
}

/* The next word; parentheses within it belong to it. */
static str next_word(struct reading *reading, str *text)
{
    size_t from = 0, to;
    while (from < text->n && strchr(" ,;\"", text->p[from]))
        from++;
    if (from < text->n && text->p[from] == '(') {
        from++;
        reading->in_parentheses = true;
        reading->in_list = lists_models(str_of(text->p + from, text->n - from));
    }
    int depth = 0;
    for (to = from; to < text->n && !strchr(" ,;\"", text->p[to]); to++) {
        if (text->p[to] == ')' && depth == 0)
            break;
        depth += text->p[to] == '(';
        depth -= text->p[to] == ')';
    }
    str word = str_of(text->p + from, to - from);
    *text = str_of(text->p + to, text->n - to);
    return word;
}

/* "ILC" and "1x0" are one word. */
static str with_letters(struct reading *reading, str before, str word)
{
    size_t letters = 0; /* "AK-SM 8xxA" */
    for (size_t i = 0; i < before.n; i++)
        letters += ascii_is_upper(before.p[i]) || (i && before.p[i] == '-');
    bool is_tail = word.n && ascii_is_digit(word.p[0]) && before.n && letters == before.n;
    return is_tail ? joined(reading->arena, before, word, STR("")) : word;
}

/* "UC-2100 Series" is also UC-2116. */
static bool is_hundred(str word)
{
    size_t digits = 0;
    while (digits < word.n && ascii_is_digit(word.p[word.n - 1 - digits]))
        digits++;
    return digits >= HUNDRED_DIGITS && word.n < MODEL_BYTES_MAX && str_ends_with(word, STR("00")) &&
           word.p[word.n - HUNDRED_DIGITS] != '0';
}

/* " Systems" behind "MPS 400". */
static bool names_many(str text)
{
    static const char *const words[] = {" systems", " controllers", " switches", " devices"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_equal_nocase(str_of(text.p, text.n < strlen(words[i]) ? text.n : strlen(words[i])),
                             str_from(words[i])))
            return true;
    return false;
}

static void add_series(struct reading *reading, str before, str word)
{
    size_t count = reading->to->count;
    word = with_letters(reading, before, word);
    bool several = str_find_char(word, '/') < word.n; /* "HMIGK/HMIGTO/HMISTU series" */
    for (str rest = word; rest.n && word.n < MODEL_BYTES_MAX;) {
        str one = str_cut(&rest, '/');
        if (!several || letters_in(one) == one.n)
            add_pattern(reading, joined(reading->arena, one, STR("*"), STR("")), true);
    }
    if (is_hundred(word))
        add_pattern(reading,
                    joined(reading->arena, str_of(word.p, word.n - 2), STR("xx"), STR("*")), true);
    for (size_t i = count; i < reading->to->count; i++)
        reading->to->is_series[i] = true;
}

/* Bytes of " (EN) " in "R04 (EN) CPU", which is written R04(EN)CPU elsewhere; 0: there is none. */
static size_t option_bytes(str text)
{
    size_t n = 2;
    if (text.n < n || text.p[0] != ' ' || text.p[1] != '(')
        return 0;
    while (n < text.n && ascii_is_upper(text.p[n]))
        n++;
    bool is_one = n > 2 && n <= 2 + OPTION_BYTES_MAX && n + 3 < text.n && text.p[n] == ')' &&
                  text.p[n + 1] == ' ' && ascii_is_upper(text.p[n + 2]) &&
                  ascii_is_upper(text.p[n + 3]);
    return is_one ? n + 2 : 0;
}

void models_read(struct arena *arena, str name, struct models *ret_models)
{
    *ret_models = (struct models){0};
    struct reading reading = {.arena = arena, .to = ret_models};
    struct buf closed = {0};
    for (size_t i = 0; i < name.n; i++) { /* "1756 - L8z" */
        bool dash = i + 2 < name.n && memcmp(name.p + i, " - ", 3) == 0;
        size_t option =
            i && ascii_is_digit(name.p[i - 1]) ? option_bytes(str_of(name.p + i, name.n - i)) : 0;
        if (option) {
            buf_add(&closed, str_of(name.p + i + 1, option - 2));
            i += option - 1;
            continue;
        }
        buf_add_char(&closed, dash ? '-' : name.p[i]);
        i += dash ? 2 : 0;
        reading.has_lists |= is_list(str_of(name.p + i, name.n - i));
    }
    str text = arena_dup(arena, buf_str(&closed)), before = STR(""), earlier = before;
    buf_release(&closed);
    bool listing = false;
    while (text.n) {
        str word = next_word(&reading, &text);
        bool begins_list = lists_behind(word, text);
        if (listing && word.n && letters_in(word) < word.n)
            add_series(&reading, before, word);
        else if (begins_list)
            listing = true;
        else if (str_ends_with(word, STR("-Series")) || str_ends_with(word, STR("-series")))
            add_series(&reading, before, str_of(word.p, word.n - strlen("-series")));
        else if (is_series(word)) {
            if (word_has_digit(before) ||
                !word_has_digit(text)) /* "MELSEC-F series FX3U-32MR" is no series */
                add_series(&reading, earlier, before);
        } else if (is_hundred(word) && names_many(text))
            add_series(&reading, before, word);
        else if (word.n && word.n < MODEL_BYTES_MAX && !is_list(word)) {
            add_options(&reading, with_letters(&reading, before, word));
        }
        earlier = before;
        before = word;
        if (text.n && text.p[0] == ')') {
            reading.in_parentheses = reading.in_list = false;
            text = str_of(text.p + 1, text.n - 1);
        }
    }
}
