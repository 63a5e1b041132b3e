/* SPDX-License-Identifier: Apache-2.0 */
/* buf.c - growing text; the memory doubles. */
#include "base/buf.h"

#include <stdarg.h>

enum { ROOM_FIRST = 256 };

char *buf_reserve(struct buf *buf, size_t bytes)
{
    assert(bytes < SIZE_MAX / 4);
    if (buf->over || (buf->bytes_max && bytes > buf->bytes_max - buf->n)) {
        buf->over = true;
        return NULL;
    }
    if (!buf->p || bytes > buf->room - buf->n) {
        size_t room = buf->room ? buf->room : ROOM_FIRST;
        while (room - buf->n < bytes)
            room *= 2;
        char *p = realloc(buf->p, room);
        if (!p) {
            fprintf(stderr, "schale: out of memory (%zu bytes)\n", room);
            abort();
        }
        buf->p = p;
        buf->room = room;
    }
    return buf->p + buf->n;
}

void buf_add(struct buf *buf, str s)
{
    char *to = buf_reserve(buf, s.n);
    if (!to || s.n == 0)
        return;
    memcpy(to, s.p, s.n);
    buf->n += s.n;
}

void buf_add_char(struct buf *buf, char c)
{
    char *to = buf_reserve(buf, 1);
    if (!to)
        return;
    *to = c;
    buf->n++;
}

void buf_add_u64(struct buf *buf, uint64_t number)
{
    char room[U64_DIGITS_MAX];
    buf_add(buf, str_of_u64(number, room));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int bytes = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(bytes >= 0);
    char *to = buf_reserve(buf, (size_t)bytes + 1);
    if (!to)
        return;
    va_start(args, format);
    vsnprintf(to, (size_t)bytes + 1, format, args);
    va_end(args);
    buf->n += (size_t)bytes;
}

void buf_reset(struct buf *buf)
{
    buf->n = 0;
    buf->over = false;
}

void buf_release(struct buf *buf)
{
    free(buf->p);
    *buf = (struct buf){.bytes_max = buf->bytes_max};
}

char *buf_take(struct buf *buf, size_t *ret_bytes)
{
    buf->bytes_max = 0;
    buf->over = false;
    *buf_reserve(buf, 1) = 0;
    char *p = buf->p;
    *ret_bytes = buf->n;
    *buf = (struct buf){0};
    return p;
}
