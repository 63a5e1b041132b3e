/* SPDX-License-Identifier: Apache-2.0 */
/* arena.c - a chain of blocks that grow from 4 KiB to 1 MiB; big pieces get a block of their own.
 */
#include "base/arena.h"

#include <stdarg.h>
#include <sys/mman.h>

enum { BLOCK_BYTES_FIRST = 4096, BLOCK_BYTES_MAX = 32 << 20, HUGE_PAGE_BYTES = 2 << 20, ALIGN = 8 };

struct arena_block {
    struct arena_block *older;
    size_t bytes;
    char data[];
};

static struct arena_block *block_new(struct arena *arena, size_t bytes)
{
    /* Large blocks begin at a huge page and ask for more of them: filling memory then costs a fault
     * for 2 MiB instead of one for 4 KiB. */
    size_t whole =
        (sizeof(struct arena_block) + bytes + HUGE_PAGE_BYTES - 1) & ~(size_t)(HUGE_PAGE_BYTES - 1);
    bool large = bytes >= HUGE_PAGE_BYTES;
    struct arena_block *block =
        large ? aligned_alloc(HUGE_PAGE_BYTES, whole) : malloc(sizeof *block + bytes);
    if (large && block)
        madvise(block, whole, MADV_HUGEPAGE);
    if (!block) {
        fprintf(stderr, "schale: out of memory (%zu bytes)\n", bytes);
        abort();
    }
    block->bytes = bytes;
    arena->bytes_total += bytes;
    return block;
}

static void *alloc_slow(struct arena *arena, size_t bytes)
{
    size_t newest = arena->blocks ? arena->blocks->bytes : 0;
    size_t want = newest == 0 ? BLOCK_BYTES_FIRST : newest * 2;
    if (want > BLOCK_BYTES_MAX)
        want = BLOCK_BYTES_MAX;
    if (arena->blocks && bytes > want / 4) {
        /* A big piece goes behind the newest block, which stays the one to cut from. */
        struct arena_block *own = block_new(arena, bytes);
        own->older = arena->blocks->older;
        arena->blocks->older = own;
        return own->data;
    }
    if (want < bytes)
        want = bytes;
    struct arena_block *block = block_new(arena, want);
    block->older = arena->blocks;
    arena->blocks = block;
    arena->next = block->data + bytes;
    arena->end = block->data + want;
    return block->data;
}

void *arena_alloc(struct arena *arena, size_t bytes)
{
    assert(bytes < SIZE_MAX / 2);
    bytes = (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (bytes > (size_t)(arena->end - arena->next) || !arena->next)
        return alloc_slow(arena, bytes);
    void *piece = arena->next;
    arena->next += bytes;
    return piece;
}

void *arena_zalloc(struct arena *arena, size_t bytes)
{
    void *piece = arena_alloc(arena, bytes);
    memset(piece, 0, bytes);
    return piece;
}

void *arena_grow(struct arena *arena, void *items, size_t item_bytes, size_t count, size_t *room,
                 size_t first)
{
    if (count < *room)
        return items;
    *room = *room ? *room * 2 : first;
    char *grown = arena_alloc(arena, *room * item_bytes);
    if (count)
        memcpy(grown, items, count * item_bytes);
    memset(grown + count * item_bytes, 0, (*room - count) * item_bytes);
    return grown;
}

str arena_dup(struct arena *arena, str s)
{
    char *copy = arena_alloc(arena, s.n + 1);
    if (s.n)
        memcpy(copy, s.p, s.n);
    copy[s.n] = 0;
    return str_of(copy, s.n);
}

str arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int bytes = vsnprintf(NULL, 0, format, args);
    va_end(args);
    assert(bytes >= 0);
    char *text = arena_alloc(arena, (size_t)bytes + 1);
    va_start(args, format);
    vsnprintf(text, (size_t)bytes + 1, format, args);
    va_end(args);
    return str_of(text, (size_t)bytes);
}

void arena_adopt(struct arena *arena, struct arena *other)
{
    if (!other->blocks)
        return;
    if (!arena->blocks) {
        *arena = *other;
    } else {
        /* The other's blocks go behind our newest one, which stays the one to cut from. */
        struct arena_block *oldest = other->blocks;
        while (oldest->older)
            oldest = oldest->older;
        oldest->older = arena->blocks->older;
        arena->blocks->older = other->blocks;
        arena->bytes_total += other->bytes_total;
    }
    *other = (struct arena){0};
}

static void blocks_free(struct arena_block *block)
{
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
}

void arena_reset(struct arena *arena)
{
    if (!arena->blocks)
        return;
    blocks_free(arena->blocks->older);
    arena->blocks->older = NULL;
    arena->next = arena->blocks->data;
    arena->end = arena->next + arena->blocks->bytes;
    arena->bytes_total = arena->blocks->bytes;
}

void arena_release(struct arena *arena)
{
    blocks_free(arena->blocks);
    *arena = (struct arena){0};
}
