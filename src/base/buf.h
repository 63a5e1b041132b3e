/* SPDX-License-Identifier: Apache-2.0 */
/* buf.h - text that grows at its end, with a cap. Adding to a buffer that is over its cap does
 * nothing, so a writer adds freely and looks at `over` once at the end. */
#ifndef SCHALE_BASE_BUF_H
#define SCHALE_BASE_BUF_H

#include "base/base.h"

/* Zero with `bytes_max` 0 means no cap but memory. */
struct buf {
    char *p;
    size_t n;
    size_t room;
    size_t bytes_max;
    bool over; /* something did not fit under bytes_max and was left out */
};

/* Makes room for `bytes` more and returns where they go, or NULL when over the cap. The caller
 * writes up to `bytes` there and adds what it wrote to buf->n. */
char *buf_reserve(struct buf *buf, size_t bytes);

void buf_add(struct buf *buf, str s);
void buf_add_char(struct buf *buf, char c);
void buf_add_u64(struct buf *buf, uint64_t number);
void buf_printf(struct buf *buf, const char *format, ...) PRINTF_LIKE(2, 3);

static inline str buf_str(const struct buf *buf)
{
    return str_of(buf->p ? buf->p : "", buf->n);
}

/* Empties it, keeping the memory and the cap. */
void buf_reset(struct buf *buf);

/* Gives the memory back; the buffer may be used again. */
void buf_release(struct buf *buf);

/* Moves the bytes to the caller, who calls free() on them; the buffer is empty afterwards. The
 * bytes are followed by a NUL that is not counted in *ret_bytes. Never NULL. */
char *buf_take(struct buf *buf, size_t *ret_bytes);

#endif
