/* SPDX-License-Identifier: Apache-2.0 */
/* arena.h - memory that is given back all at once: one arena per request, per document, per file.
 * Running out of memory ends the program: bound the input, not the allocator (docs/limits.md). */
#ifndef SCHALE_BASE_ARENA_H
#define SCHALE_BASE_ARENA_H

#include "base/base.h"

struct arena_block;

/* Zero is a valid, empty arena: `struct arena a = {0};`. Not safe for use by two threads at once.
 */
struct arena {
    struct arena_block *blocks; /* newest first */
    char *next;                 /* first free byte of the newest block */
    char *end;
    size_t bytes_total; /* of all blocks; what the arena costs */
};

/* `bytes` of memory aligned to 8, not zeroed; never NULL. */
void *arena_alloc(struct arena *arena, size_t bytes);

/* The same, zeroed. */
void *arena_zalloc(struct arena *arena, size_t bytes);

#define ARENA_NEW(arena, type) ((type *)arena_zalloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_zalloc((arena), sizeof(type) * (count)))

/* Room for one more behind the `count` items of an array in the arena: when *room is used up, the
 * items as the head of an array of twice the room (at first `first`), zeroed behind them. The old
 * array stays in the arena, so that pointers into it live on. */
void *arena_grow(struct arena *arena, void *items, size_t item_bytes, size_t count, size_t *room,
                 size_t first);

/* The same for an array by its name: `items` may point elsewhere afterwards. */
#define ARENA_GROW(arena, items, count, room, first)                                               \
    ((items) = arena_grow((arena), (items), sizeof *(items), (count), &(room), (first)))

/* A copy of `s` in the arena, followed by a NUL that is not counted. */
str arena_dup(struct arena *arena, str s);

/* Formats as printf into the arena; the text is followed by a NUL that is not counted. */
str arena_printf(struct arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);

/* Moves all memory of `other` to `arena`; what was made in it lives on. `other` is empty then. */
void arena_adopt(struct arena *arena, struct arena *other);

/* Gives everything back but one block, which is kept for the next use. */
void arena_reset(struct arena *arena);

/* Gives everything back. The arena is empty and may be used again. */
void arena_release(struct arena *arena);

#endif
