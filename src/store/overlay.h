/* SPDX-License-Identifier: Apache-2.0 */
/* overlay.h - elements that stand in the place of those of a text, without the text being made
 * anew: so a new value costs the value, not its submodel. One overlay is shared by the versions of
 * a document that came one after the other; each knows how many of its items are its own. */
#ifndef SCHALE_STORE_OVERLAY_H
#define SCHALE_STORE_OVERLAY_H

#include "base/arena.h"
#include "base/buf.h"
#include "store/slices.h"

struct overlay_item {
    struct slice slice; /* in the text below */
    str json;           /* what stands there instead; in the overlay's memory */
};

struct overlay {
    _Atomic uint32_t users;
    uint32_t count, room; /* the writer's */
    _Atomic size_t bytes; /* of memory */
    struct arena arena;
    struct overlay_item *items; /* those a version knows of never change */
};

/* For a text of so many bytes: making it anew after as many changes as there is room costs each of
 * them little. Used once. */
struct overlay *overlay_new(size_t text_bytes);
void overlay_ref(struct overlay *overlay);
void overlay_unref(struct overlay *overlay);

/* Adds an item behind the first `count`; false when there is no room. Only the writer, only for the
 * newest version: items behind `count` are of versions that were given up. */
bool overlay_add(struct overlay *overlay, uint32_t count, struct slice slice, str json);

/* The last of the first `count` items in the place of `slice`; false: it is as in the text. */
bool overlay_find(const struct overlay *overlay, uint32_t count, struct slice slice, str *ret_json);

/* True when an item stands somewhere inside of `slice`. */
bool overlay_is_inside(const struct overlay *overlay, uint32_t count, struct slice slice);

/* Adds the text with the first `count` items in it. */
void overlay_write(const struct overlay *overlay, uint32_t count, str text, struct buf *out);

#endif
