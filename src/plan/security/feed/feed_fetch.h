/* SPDX-License-Identifier: Apache-2.0 */
/* feed_fetch.h - how the files of a provider are got: over the web by a function that the caller
 * hands in, or out of a folder that mirrors a provider (a USB stick). Who reads a provider does not
 * know which. */
#ifndef SCHALE_PLAN_SECURITY_FEED_FETCH_H
#define SCHALE_PLAN_SECURITY_FEED_FETCH_H

#include "base/arena.h"
#include "base/buf.h"

struct feed_fetch {
    /* Adds what is at an address that is sound (feed_url.h) to `body`, whose cap
     * holds: ERR_TOO_LARGE. *ret_status is that of HTTP; redirects are not followed. ERR_IO,
     * ERR_TIMEOUT: no answer; why->text says why in words of the library that asked. */
    err_t (*get)(void *context, str url, struct buf *body, int *ret_status, struct fail *why);
    void *context;
};

/* The file at an address, at most bytes_max. ERR_NOT_FOUND: the server says so (404, 410).
 * ERR_IO: any other answer than 200. why->text is a reason (feed_reason.h) that says which file. */
MUST_CHECK err_t feed_get(const struct feed_fetch *fetch, str url, size_t bytes_max,
                          struct buf *body, struct fail *why);

/* A folder as a provider: its provider-metadata.json, when there is one, says which addresses its
 * files have; the lists that count are the ones that lie in it, not the ones that it names. */
struct feed_folder {
    struct arena *arena;
    str path;    /* without a slash at its end */
    str base;    /* the address that `path` stands for */
    str address; /* what to begin with: of provider-metadata.json, or `base` */
    bool has_metadata;
    str *directories; /* addresses of the folders with changes.csv or index.txt */
    size_t directory_count;
};

enum { FEED_FOLDER_DIRECTORIES_MAX = 64, FEED_FOLDER_DEPTH_MAX = 4 };

/* Looks into the folder. ERR_NOT_FOUND: it has no provider-metadata.json, changes.csv or index.txt.
 * ERR_IO, ERR_INVALID (its provider-metadata.json). */
MUST_CHECK err_t feed_folder_open(struct arena *arena, const char *path,
                                  struct feed_folder *ret_folder, struct fail *why);
/* Gets files out of it, and nothing else. */
struct feed_fetch feed_folder_fetch(struct feed_folder *folder);

#endif
