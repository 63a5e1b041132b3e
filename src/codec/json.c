/* SPDX-License-Identifier: Apache-2.0 */
/* json.c - one pass over the text with an explicit stack; grammar of RFC 8259, nothing beyond it.
 */
#include "codec/json.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "base/ascii.h"
#include "base/utf8.h"

/* At first room for a token for each eight bytes of text, which is about what documents have. */
enum {
    TOKENS_FIRST_MIN = 16,
    TOKENS_FIRST_MAX = 4096,
    BYTES_PER_TOKEN = 8,
    TOKENS_MAX = (1 << 28) - 1
};

/* What may come next in the text. */
enum expect {
    EXPECT_VALUE,
    EXPECT_VALUE_OR_END,
    EXPECT_KEY,
    EXPECT_KEY_OR_END,
    EXPECT_COMMA_OR_END
};

struct reader {
    const char *start, *p, *end;
    struct json_token *tokens;
    uint32_t count, room;
    uint32_t depth;
    uint32_t open[JSON_DEPTH_MAX];
    struct fail *why;
};

static err_t fail_at(const struct reader *r, const char *p, err_t code, const char *text)
{
    return fail_set(r->why, code, (size_t)(p - r->start), (str){0}, "%s", text);
}

static uint32_t first_room(size_t bytes)
{
    size_t room = bytes / BYTES_PER_TOKEN;
    return (uint32_t)(room < TOKENS_FIRST_MIN   ? TOKENS_FIRST_MIN
                      : room > TOKENS_FIRST_MAX ? TOKENS_FIRST_MAX
                                                : room);
}

static err_t tokens_grow(struct reader *r)
{
    uint32_t room = r->room ? r->room * 2 : first_room((size_t)(r->end - r->start));
    if (r->count >= TOKENS_MAX)
        return fail_at(r, r->p, ERR_TOO_LARGE, "too many values in one JSON text");
    struct json_token *tokens = realloc(r->tokens, room * sizeof *tokens);
    if (!tokens) {
        fprintf(stderr, "schale: out of memory (%u JSON tokens)\n", room);
        abort();
    }
    r->tokens = tokens;
    r->room = room;
    return ERR_OK;
}

/* `n` as struct json_token says; at most TOKENS_MAX. */
static inline err_t token_add(struct reader *r, enum json_type type, size_t n, bool escaped)
{
    if (r->count + 1 >= r->room) {
        err_t rc = tokens_grow(r);
        if (rc != ERR_OK)
            return rc;
    }
    r->tokens[r->count++] = (struct json_token){
        .at = (uint32_t)(r->p - r->start),
        .n = (uint32_t)n & TOKENS_MAX,
        .escaped = escaped,
        .type = (uint32_t)type & 7,
    };
    return ERR_OK;
}

static inline const char *skip_space(const char *p, const char *end)
{
    while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t'))
        p++;
    return p;
}

/* The first byte that a plain run of ASCII text cannot hold: quote, backslash, control, above 7F.
 */
static inline const char *plain_end(const char *p, const char *end)
{
#ifdef __SSE2__
    while (end - p >= 16) {
        __m128i block = _mm_loadu_si128((const __m128i *)(const void *)p);
        __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
        __m128i slash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
        /* As signed bytes, controls and everything above 7F are less than a space. */
        __m128i other = _mm_cmplt_epi8(block, _mm_set1_epi8(' '));
        int hits = _mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), other));
        if (hits)
            return p + __builtin_ctz((unsigned)hits);
        p += 16;
    }
#endif
    while (p < end && *p != '"' && *p != '\\' && (signed char)*p >= ' ')
        p++;
    return p;
}

static int hex_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The four digits behind \u, or -1. */
static int32_t unit_at(const char *p, const char *end)
{
    int32_t unit = 0;
    if (end - p < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        int digit = hex_value(p[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* Bytes of the escape at p (which is a backslash), or 0 when it is not one that JSON knows, or a
 * surrogate without its other half. */
static size_t escape_bytes(const char *p, const char *end)
{
    if (end - p < 2)
        return 0;
    if (p[1] != 'u')
        return memchr("\"\\/bfnrt", p[1], 8) ? 2 : 0;
    int32_t unit = unit_at(p + 2, end);
    if (unit < 0 || (unit >= 0xDC00 && unit <= 0xDFFF))
        return 0;
    if (unit < 0xD800 || unit > 0xDBFF)
        return 6;
    if (end - p < 12 || p[6] != '\\' || p[7] != 'u')
        return 0;
    int32_t low = unit_at(p + 8, end);
    return low >= 0xDC00 && low <= 0xDFFF ? 12 : 0;
}

static err_t read_string(struct reader *r)
{
    const char *p = r->p + 1;
    bool escaped = false;
    for (;;) {
        p = plain_end(p, r->end);
        if (p >= r->end)
            return fail_at(r, r->p, ERR_SYNTAX, "the string that begins here has no end");
        if (*p == '"')
            break;
        if (*p == '\\') {
            size_t bytes = escape_bytes(p, r->end);
            if (bytes == 0)
                return fail_at(r, p, ERR_SYNTAX, "wrong escape in a string");
            p += bytes;
            escaped = true;
            continue;
        }
        if ((unsigned char)*p < 0x20)
            return fail_at(r, p, ERR_SYNTAX, "control character in a string");
        size_t bytes = utf8_char_bytes(p, r->end);
        if (bytes == 0)
            return fail_at(r, p, ERR_SYNTAX, "not valid UTF-8");
        p += bytes;
    }
    size_t bytes = (size_t)(p - r->p) - 1;
    if (bytes > TOKENS_MAX)
        return fail_at(r, r->p, ERR_TOO_LARGE, "a string of over 256 MB");
    err_t rc = token_add(r, JSON_STRING, bytes, escaped);
    r->p = p + 1;
    return rc;
}

static const char *skip_digits(const char *p, const char *end)
{
    while (p < end && ascii_is_digit(*p))
        p++;
    return p;
}

static err_t read_number(struct reader *r)
{
    const char *p = r->p, *digits;
    p += *p == '-';
    digits = p;
    p = skip_digits(p, r->end);
    bool right = p > digits && (*digits != '0' || p == digits + 1);
    if (right && p < r->end && *p == '.') {
        digits = ++p;
        p = skip_digits(p, r->end);
        right = p > digits;
    }
    if (right && p < r->end && (*p == 'e' || *p == 'E')) {
        p++;
        p += p < r->end && (*p == '+' || *p == '-');
        digits = p;
        p = skip_digits(p, r->end);
        right = p > digits;
    }
    if (!right)
        return fail_at(r, r->p, ERR_SYNTAX, "not a value that JSON knows");
    if ((size_t)(p - r->p) > TOKENS_MAX)
        return fail_at(r, r->p, ERR_TOO_LARGE, "a number of over 256 million digits");
    err_t rc = token_add(r, JSON_NUMBER, (size_t)(p - r->p), false);
    r->p = p;
    return rc;
}

static err_t read_literal(struct reader *r, str word, enum json_type type)
{
    if ((size_t)(r->end - r->p) < word.n || memcmp(r->p, word.p, word.n) != 0)
        return fail_at(r, r->p, ERR_SYNTAX, "not a value that JSON knows");
    err_t rc = token_add(r, type, 0, false);
    r->p += word.n;
    return rc;
}

static err_t open_container(struct reader *r, enum json_type type)
{
    if (r->depth >= JSON_DEPTH_MAX)
        return fail_at(r, r->p, ERR_TOO_LARGE, "nested too deeply");
    r->open[r->depth++] = r->count;
    err_t rc = token_add(r, type, 0, false);
    r->p++;
    return rc;
}

static err_t read_value(struct reader *r, enum expect *ret_next)
{
    *ret_next = EXPECT_COMMA_OR_END;
    switch (*r->p) {
    case '"':
        return read_string(r);
    case '{':
        *ret_next = EXPECT_KEY_OR_END;
        return open_container(r, JSON_OBJECT);
    case '[':
        *ret_next = EXPECT_VALUE_OR_END;
        return open_container(r, JSON_ARRAY);
    case 't':
        return read_literal(r, STR("true"), JSON_TRUE);
    case 'f':
        return read_literal(r, STR("false"), JSON_FALSE);
    case 'n':
        return read_literal(r, STR("null"), JSON_NULL);
    default:
        return read_number(r);
    }
}

static err_t read_key(struct reader *r)
{
    if (*r->p != '"')
        return fail_at(r, r->p, ERR_SYNTAX, "a property name in quotes is expected here");
    err_t rc = read_string(r);
    if (rc != ERR_OK)
        return rc;
    r->p = skip_space(r->p, r->end);
    if (r->p >= r->end || *r->p != ':')
        return fail_at(r, r->p, ERR_SYNTAX, "a colon is expected here");
    r->p++;
    return ERR_OK;
}

/* Behind a value: a comma, or the end of the container. */
static err_t read_separator(struct reader *r, enum expect *ret_next)
{
    struct json_token *container = &r->tokens[r->open[r->depth - 1]];
    bool is_object = container->type == JSON_OBJECT;
    if (*r->p == ',') {
        *ret_next = is_object ? EXPECT_KEY : EXPECT_VALUE;
    } else if (*r->p == (is_object ? '}' : ']')) {
        container->n = r->count & TOKENS_MAX;
        r->depth--;
        *ret_next = EXPECT_COMMA_OR_END;
    } else {
        return fail_at(r, r->p, ERR_SYNTAX,
                       is_object ? "a comma or } is expected here"
                                 : "a comma or ] is expected here");
    }
    r->p++;
    return ERR_OK;
}

static err_t read_step(struct reader *r, enum expect *expect)
{
    switch (*expect) {
    case EXPECT_KEY_OR_END:
        if (*r->p == '}')
            return read_separator(r, expect);
        break;
    case EXPECT_VALUE_OR_END:
        if (*r->p == ']')
            return read_separator(r, expect);
        return read_value(r, expect);
    case EXPECT_VALUE:
        return read_value(r, expect);
    case EXPECT_COMMA_OR_END:
        return read_separator(r, expect);
    case EXPECT_KEY:
        break;
    }
    *expect = EXPECT_VALUE;
    return read_key(r);
}

static err_t read_text(struct reader *r, bool whole)
{
    enum expect expect = EXPECT_VALUE;
    do {
        r->p = skip_space(r->p, r->end);
        if (r->p >= r->end)
            return fail_at(r, r->p, ERR_SYNTAX, "the text ends too early");
        err_t rc = read_step(r, &expect);
        if (rc != ERR_OK)
            return rc;
    } while (r->depth > 0 || expect != EXPECT_COMMA_OR_END);
    r->p = skip_space(r->p, r->end);
    if (whole && r->p < r->end)
        return fail_at(r, r->p, ERR_SYNTAX, "something follows the JSON value");
    return token_add(r, JSON_NULL, 0, false); /* the closing token: a slice ends before it */
}

static err_t read_tape(str text, bool whole, struct json *ret_json, struct fail *why)
{
    if (!text.p)
        text = STR("");
    struct reader r = {.start = text.p, .p = text.p, .end = text.p + text.n, .why = why};
    if (text.n > JSON_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "a JSON text of over 4 GB");
    if (str_starts_with(text, STR("\xEF\xBB\xBF")))
        r.p += 3;
    err_t rc = read_text(&r, whole);
    if (rc != ERR_OK) {
        free(r.tokens);
        return rc;
    }
    *ret_json = (struct json){.text = text, .tokens = r.tokens, .count = r.count - 1};
    return ERR_OK;
}

err_t json_read(str text, struct json *ret_json, struct fail *why)
{
    return read_tape(text, true, ret_json, why);
}

err_t json_read_first(str text, struct json *ret_json, struct fail *why)
{
    return read_tape(text, false, ret_json, why);
}

void json_release(struct json *json)
{
    free(json->tokens);
    *json = (struct json){0};
}

/* Writes what the escape at *p stands for, and moves both on. */
static void unescape(const char **p, char **to)
{
    static const char from[] = "bfnrt", plain[] = "\b\f\n\r\t";
    char kind = (*p)[1];
    if (kind != 'u') {
        const char *hit = memchr(from, kind, 5);
        *(*to)++ = hit ? plain[hit - from] : kind;
        *p += 2;
        return;
    }
    uint32_t code = (uint32_t)unit_at(*p + 2, *p + 6);
    *p += 6;
    if (code >= 0xD800 && code <= 0xDBFF) {
        uint32_t low = (uint32_t)unit_at(*p + 2, *p + 6);
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        *p += 6;
    }
    *to += utf8_encode(code, *to);
}

str json_string_copy(const struct json *json, uint32_t token, struct arena *arena)
{
    str raw = json_string_raw(json, token);
    char *copy = arena_alloc(arena, raw.n), *to = copy;
    for (const char *p = raw.p; p < raw.p + raw.n;) {
        if (*p == '\\')
            unescape(&p, &to);
        else
            *to++ = *p++;
    }
    return str_of(copy, (size_t)(to - copy));
}

str json_slice(const struct json *json, uint32_t token)
{
    const char *p = json->text.p + json->tokens[token].at, *end = json->text.p + json->text.n;
    switch (json_type(json, token)) {
    case JSON_STRING:
        return str_of(p, json_string_raw(json, token).n + 2);
    case JSON_NUMBER:
        return str_of(p, json->tokens[token].n);
    case JSON_FALSE:
        return str_of(p, 5);
    case JSON_TRUE:
    case JSON_NULL:
        return str_of(p, 4);
    case JSON_ARRAY:
    case JSON_OBJECT:
        break;
    }
    /* The last token inside ends before the bracket; only white space stands between. */
    uint32_t last = token, next = token + 1;
    while (next < json_next(json, token)) {
        last = next;
        next = json_next(json, next);
    }
    const char *close = p + 1;
    if (last != token) {
        str inner = json_slice(json, last);
        close = inner.p + inner.n;
    }
    close = skip_space(close, end);
    return str_of(p, (size_t)(close - p) + 1);
}

/* A key may be written with escapes; that is rare, so the copy is made only then. */
static bool key_is(const struct json *json, uint32_t token, str key)
{
    if (!json->tokens[token].escaped)
        return str_equal(json_string_raw(json, token), key);
    struct arena arena = {0};
    bool equal = str_equal(json_string(json, token, &arena), key);
    arena_release(&arena);
    return equal;
}

uint32_t json_member(const struct json *json, uint32_t token, str key)
{
    if (json_type(json, token) != JSON_OBJECT)
        return 0;
    uint32_t end = json_next(json, token);
    for (uint32_t at = token + 1; at < end; at = json_next(json, at + 1)) {
        if (key_is(json, at, key))
            return at + 1;
    }
    return 0;
}

str json_text(const struct json *json, uint32_t token, struct arena *arena)
{
    return token && json_type(json, token) == JSON_STRING ? json_string(json, token, arena)
                                                          : (str){0};
}

str json_member_text(const struct json *json, uint32_t object, str name, struct arena *arena)
{
    return json_text(json, json_member(json, object, name), arena);
}

uint32_t json_items(const struct json *json, uint32_t object, str name, uint32_t *ret_end)
{
    uint32_t token = json_member(json, object, name);
    bool is_list = token && json_type(json, token) == JSON_ARRAY;
    *ret_end = is_list ? json_next(json, token) : 0;
    return is_list ? token + 1 : 0;
}

uint32_t json_count(const struct json *json, uint32_t token)
{
    uint32_t count = 0, end = json_next(json, token);
    if (json_type(json, token) < JSON_ARRAY)
        return 0;
    for (uint32_t at = token + 1; at < end; at = json_next(json, at))
        count++;
    return json_type(json, token) == JSON_OBJECT ? count / 2 : count;
}

uint32_t json_line_of(str text, size_t offset)
{
    uint32_t line = 1;
    for (size_t i = 0; i < offset && i < text.n; i++)
        line += text.p[i] == '\n';
    return line;
}

/* The first character that must be escaped, or end. */
static const char *escaped_at(const char *p, const char *end)
{
    for (p = plain_end(p, end); p < end && (unsigned char)*p >= 0x80;)
        p = plain_end(p + 1, end);
    return p;
}

static void write_escape(struct buf *out, char c)
{
    static const char marks[] = "\b\f\n\r\t\"\\";
    const char *kind = memchr(marks, c, 7);
    if (kind)
        buf_printf(out, "\\%c", "bfnrt\"\\"[kind - marks]);
    else
        buf_printf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

void json_write_string(struct buf *out, str s)
{
    const char *p = s.p ? s.p : "", *end = p + s.n, *stop = escaped_at(p, end);
    if (stop == end) { /* nearly always: one piece */
        char *to = buf_reserve(out, s.n + 2);
        if (!to)
            return;
        to[0] = '"';
        memcpy(to + 1, p, s.n);
        to[s.n + 1] = '"';
        out->n += s.n + 2;
        return;
    }
    buf_add_char(out, '"');
    for (; stop < end; p = stop + 1, stop = escaped_at(p, end)) {
        buf_add(out, str_of(p, (size_t)(stop - p)));
        write_escape(out, *stop);
    }
    buf_add(out, str_of(p, (size_t)(end - p)));
    buf_add_char(out, '"');
}

void json_write_member(struct buf *out, const char *name, str text)
{
    buf_printf(out, ",\"%s\":", name);
    json_write_string(out, text);
}

void json_write_filled_member(struct buf *out, const char *name, str text)
{
    if (text.n)
        json_write_member(out, name, text);
}
