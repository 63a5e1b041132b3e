/* SPDX-License-Identifier: Apache-2.0 */
/* base.h - what every file of the program knows: borrowed strings, errors, small helpers. */
#ifndef SCHALE_BASE_BASE_H
#define SCHALE_BASE_BASE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/banned.h"

#define MUST_CHECK __attribute__((warn_unused_result))
#define PRINTF_LIKE(at, first) __attribute__((format(printf, at, first)))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* A borrowed piece of text: `n` bytes at `p`, not terminated by NUL. Whoever holds one must know
 * what it is a view of. {NULL, 0} is "absent"; an empty text that is present has p != NULL. */
typedef struct str {
    const char *p;
    size_t n;
} str;

#define STR(literal) ((str){(literal), sizeof(literal) - 1})
/* The same in the rows of a static table. */
#define STR_ROW(literal)                                                                           \
    {                                                                                              \
        (literal), sizeof(literal) - 1                                                             \
    }
/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p

static inline str str_of(const char *p, size_t n)
{
    return (str){p, n};
}

/* A view of a NUL-terminated text; {NULL, 0} for NULL. */
static inline str str_from(const char *z)
{
    return (str){z, z ? strlen(z) : 0};
}

static inline bool str_equal(str a, str b)
{
    return a.n == b.n && (a.n == 0 || (a.p[0] == b.p[0] && memcmp(a.p, b.p, a.n) == 0));
}

static inline bool str_starts_with(str s, str head)
{
    return s.n >= head.n &&
           (head.n == 0 || (s.p[0] == head.p[0] && memcmp(s.p, head.p, head.n) == 0));
}

static inline bool str_ends_with(str s, str tail)
{
    return s.n >= tail.n && (tail.n == 0 || memcmp(s.p + s.n - tail.n, tail.p, tail.n) == 0);
}

/* Byte order, shorter first when one is the head of the other: <0, 0, >0. */
int str_compare(str a, str b);

/* True when equal without regard to the case of the letters A to Z. */
bool str_equal_nocase(str a, str b);

/* Offset of the first `c` in `s`, or s.n when there is none. */
size_t str_find_char(str s, char c);

/* Offset of the first `part` in `s`, or s.n when there is none. */
size_t str_find(str s, str part);

/* Cuts off the front of *rest what stands before the first `between`, or all of it, and `between`
 * too. */
str str_cut(str *rest, char between);

/* Bytes in front for which `is_one` holds. */
size_t str_run(str s, bool (*is_one)(char c));

/* Without the spaces, tabs and line ends around it. */
str str_trim(str s);

/* Reads a decimal number without sign; false when empty, not a digit, or above `max`. */
bool str_to_u64(str s, uint64_t max, uint64_t *ret_number);

enum { U64_DIGITS_MAX = 20 };
/* The decimal digits of a number: a view of the end of `room`. */
str str_of_u64(uint64_t number, char room[static U64_DIGITS_MAX]);

/* Every error of the program: X(name, HTTP status that tells it to a client, short text). */
#define ERR_LIST(X)                                                                                \
    X(ERR_OK, 200, "ok")                                                                           \
    X(ERR_USAGE, 400, "wrong use of a command or option")                                          \
    X(ERR_SYNTAX, 400, "not well-formed")                                                          \
    X(ERR_INVALID, 400, "breaks a rule of the metamodel")                                          \
    X(ERR_NOT_FOUND, 404, "not found")                                                             \
    X(ERR_NOT_ALLOWED, 405, "not possible on this element")                                        \
    X(ERR_TIMEOUT, 408, "took too long")                                                           \
    X(ERR_CONFLICT, 409, "exists already")                                                         \
    X(ERR_PRECONDITION, 412, "changed by somebody else")                                           \
    X(ERR_TOO_LARGE, 413, "over a limit")                                                          \
    X(ERR_MEDIA_TYPE, 415, "media type not supported")                                             \
    X(ERR_CORRUPT, 500, "stored data is damaged")                                                  \
    X(ERR_IO, 500, "reading or writing failed")                                                    \
    X(ERR_NOT_IMPLEMENTED, 501, "not part of this version")                                        \
    X(ERR_BUSY, 503, "busy, try again")                                                            \
    X(ERR_FULL, 507, "no space left")

#define ERR_ENUM(name, status, text) name,
typedef enum { ERR_LIST(ERR_ENUM) ERR_COUNT } err_t;
#undef ERR_ENUM

/* The HTTP status of an error, and its text in a few words (static). */
int err_http_status(err_t code);
const char *err_text(err_t code);

enum { FAIL_TEXT_BYTES_MAX = 400, FAIL_WHERE_BYTES_MAX = 200 };

/* What went wrong, where, for a person. Filled by `fail_set` on the way up, by the function that
 * knows most; callers pass it on. `offset` is a byte in the input where that makes sense, else 0.
 */
struct fail {
    err_t code;
    size_t offset;
    char where[FAIL_WHERE_BYTES_MAX];
    char text[FAIL_TEXT_BYTES_MAX];
};

/* Fills *why (may be NULL) and returns `code`, so that `return fail_set(...)` is one line. Text
 * that is too long is cut between characters. `where` may be {NULL, 0}. */
err_t fail_set(struct fail *why, err_t code, size_t offset, str where, const char *format, ...)
    PRINTF_LIKE(5, 6);

#endif
