/* SPDX-License-Identifier: Apache-2.0 */
/* match.c - looks through a card, then through the values, for the words of a query. */
#include "search/match.h"

#include "codec/json.h"

void match_begin(struct match *match, struct arena *arena, str query)
{
    match->arena = arena;
    match->count = fold_words(arena, query, match->words);
}

static bool has_all(const struct match *match, str text)
{
    for (size_t i = 0; i < match->count; i++)
        if (fold_find(text, match->words[i]) == text.n)
            return false;
    return match->count > 0;
}

static bool has_first(const struct match *match, str text)
{
    return match->count > 0 && fold_find(text, match->words[0]) < text.n;
}

static str cut(str text)
{
    if (text.n > MATCH_TEXT_BYTES_MAX) {
        text.n = MATCH_TEXT_BYTES_MAX;
        while (text.n && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
            text.n--;
    }
    return text;
}

static void add(struct buf *out, str field, str text)
{
    buf_add(out, STR(",\"match\":{\"field\":"));
    json_write_string(out, field);
    buf_add(out, STR(",\"text\":"));
    json_write_string(out, cut(text));
    buf_add_char(out, '}');
}

typedef bool text_test(const struct match *match, str text);

/* The first member, or text of a member by language, that fits. */
static bool add_member(const struct match *match, const struct json *json, text_test *fits,
                       struct buf *out)
{
    uint32_t end = json_next(json, 0);
    for (uint32_t key = 1; key < end; key = json_next(json, key + 1)) {
        uint32_t value = key + 1, inner_end = json_next(json, value);
        str name = json_string_raw(json, key);
        if (str_equal(name, STR("kind")) || str_equal(name, STR("changed")))
            continue;
        if (json_type(json, value) == JSON_STRING &&
            fits(match, json_string(json, value, match->arena))) {
            add(out, name, json_string(json, value, match->arena));
            return true;
        }
        for (uint32_t inner = value + 1; json_type(json, value) == JSON_OBJECT && inner < inner_end;
             inner = json_next(json, inner + 1))
            if (json_type(json, inner + 1) == JSON_STRING &&
                fits(match, json_string(json, inner + 1, match->arena))) {
                add(out, name, json_string(json, inner + 1, match->arena));
                return true;
            }
    }
    return false;
}

static bool add_value(const struct match *match, str values, text_test *fits, struct buf *out)
{
    while (values.n) {
        size_t n = str_find_char(values, '\n');
        str line = str_of(values.p, n);
        values = n < values.n ? str_of(values.p + n + 1, values.n - n - 1) : (str){0};
        size_t space = str_find_char(line, ' ');
        str text = space < line.n ? str_of(line.p + space + 1, line.n - space - 1) : (str){0};
        if (space && text.n && fits(match, text)) {
            add(out, str_of(line.p, space), text);
            return true;
        }
    }
    return false;
}

void match_write(const struct match *match, str card, str values, struct buf *out)
{
    struct json json;
    struct fail why;
    str whole = arena_printf(match->arena, "%.*s}", STR_ARG(card));
    if (json_read(whole, &json, &why) != ERR_OK)
        return;
    if (!add_member(match, &json, has_all, out) && !add_value(match, values, has_all, out) &&
        !add_member(match, &json, has_first, out))
        (void)add_value(match, values, has_first, out);
    json_release(&json);
}
