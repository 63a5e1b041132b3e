/* SPDX-License-Identifier: Apache-2.0 */
/* json.h - reading JSON (RFC 8259) into a flat tape over the text, and writing it. One pass checks
 * the grammar, UTF-8 and depth; strings and numbers stay what they are in the text ("1.10"
 * stays 1.10). */
#ifndef SCHALE_CODEC_JSON_H
#define SCHALE_CODEC_JSON_H

#include "base/arena.h"
#include "base/buf.h"

enum { JSON_DEPTH_MAX = 512 };
/* A text is at most this long, so that a place in it fits 32 bits. */
#define JSON_BYTES_MAX ((size_t)UINT32_MAX - 16)

enum json_type {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

/* One value or one object key. Values of a container follow it; an object's keys and values take
 * turns. */
struct json_token {
    uint32_t at;     /* byte of its first character: the quote, the bracket, the digit */
    uint32_t n : 28; /* strings: bytes between the quotes; numbers: bytes; containers: tape index
                        behind the last token in it */
    uint32_t escaped : 1; /* strings: some character is written as an escape */
    uint32_t type : 3;
};

struct json {
    str text; /* borrowed: must outlive the tape */
    struct json_token
        *tokens; /* owned; tokens[0] is the whole value; one closing token at the end */
    uint32_t count;
};

/* Reads one JSON value, with nothing but white space behind it; a UTF-8 byte order mark before it
 * is skipped. ERR_SYNTAX (why->offset = byte), ERR_TOO_LARGE (depth over JSON_DEPTH_MAX, text over
 * JSON_BYTES_MAX or with 2^28 tokens or a
 * string of as many bytes). Duplicate keys and lone surrogates in escapes: the first are for
 * the reader of the tape, the second are ERR_SYNTAX. */
MUST_CHECK err_t json_read(str text, struct json *ret_json, struct fail *why);

/* The same for a value at the beginning of `text`; whatever follows it is not looked at. */
MUST_CHECK err_t json_read_first(str text, struct json *ret_json, struct fail *why);
void json_release(struct json *json);

static inline enum json_type json_type(const struct json *json, uint32_t token)
{
    return (enum json_type)json->tokens[token].type;
}

/* The tape index of what follows `token` and all in it. */
static inline uint32_t json_next(const struct json *json, uint32_t token)
{
    return json->tokens[token].type >= JSON_ARRAY ? json->tokens[token].n : token + 1;
}

/* Walks a container: first = token + 1, end = json_next(token), step by json_next. */

/* The bytes between the quotes, escapes and all (view of the text). */
static inline str json_string_raw(const struct json *json, uint32_t token)
{
    assert(json_type(json, token) == JSON_STRING);
    return str_of(json->text.p + json->tokens[token].at + 1, json->tokens[token].n);
}

/* The string itself: a view of the text, or a copy in `arena` when it holds escapes. */
str json_string_copy(const struct json *json, uint32_t token, struct arena *arena);
static inline str json_string(const struct json *json, uint32_t token, struct arena *arena)
{
    return json->tokens[token].escaped ? json_string_copy(json, token, arena)
                                       : json_string_raw(json, token);
}

/* The value as it stands in the text: number, literal, string with quotes, container with brackets.
 */
str json_slice(const struct json *json, uint32_t token);

/* The value of `key` in an object, or 0 (tokens[0] is never a member). `token` may be any value;
 * not an object: 0. */
uint32_t json_member(const struct json *json, uint32_t token, str key);

/* Number of items in an array or members in an object. */
uint32_t json_count(const struct json *json, uint32_t token);

/* Line of a byte in `text`, from 1. */
uint32_t json_line_of(str text, size_t offset);

/* The text of a string; {NULL, 0} for what is no string, and for token 0: nothing was found. */
str json_text(const struct json *json, uint32_t token, struct arena *arena);

/* The text of the member `name` of an object, in the same way. */
str json_member_text(const struct json *json, uint32_t object, str name, struct arena *arena);

/* The first item of a list that is the member `name` of an object, and where the items end; 0 and 0
 * when it is no list: for (item = json_items(…, &end); item < end; item = json_next(json, item)).
 */
uint32_t json_items(const struct json *json, uint32_t object, str name, uint32_t *ret_end);

/* Adds `s` as a JSON string with quotes: the two marks, the backslash and control characters are
 * escaped, nothing else. */
void json_write_string(struct buf *out, str s);

/* Adds ,"name":"text" / the same, or nothing for an empty text. The name needs no escape. */
void json_write_member(struct buf *out, const char *name, str text);
void json_write_filled_member(struct buf *out, const char *name, str text);

#endif
