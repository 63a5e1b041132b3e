/* SPDX-License-Identifier: Apache-2.0 */
/* feed_fetch.c - what an answer means; folders. */
#include "plan/security/feed/feed_fetch.h"

#include <dirent.h>
#include <sys/stat.h>

#include "base/file.h"
#include "plan/security/feed/feed_provider.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_url.h"

err_t feed_get(const struct feed_fetch *fetch, str url, size_t bytes_max, struct buf *body,
               struct fail *why)
{
    struct fail reason = {0};
    char number[24];
    int status = 0;
    buf_reset(body);
    body->bytes_max = bytes_max;
    body->over = false;
    err_t err = fetch->get(fetch->context, url, body, &status, &reason);
    if (body->over) {
        snprintf(number, sizeof number, "%zu", bytes_max);
        return feed_fail(why, ERR_TOO_LARGE, FEED_FILE_LARGE, url, str_from(number));
    }
    if (err)
        return feed_fail(why, err, err == ERR_TIMEOUT ? FEED_TIMEOUT : FEED_NO_ANSWER, url,
                         str_from(reason.text));
    if (status == 404 || status == 410)
        return feed_fail(why, ERR_NOT_FOUND, FEED_NOT_THERE, url, STR(""));
    snprintf(number, sizeof number, "%d", status);
    return status == 200
               ? ERR_OK
               : feed_fail(why, ERR_IO, status >= 300 && status < 400 ? FEED_REDIRECT : FEED_STATUS,
                           url, str_from(number));
}

/* --- a folder ----------------------------------------------------------------------------------
 */

static err_t get_from_folder(void *context, str url, struct buf *body, int *ret_status,
                             struct fail *why)
{
    const struct feed_folder *folder = context;
    struct arena arena = {0};
    struct file_view view;
    struct stat info;
    *ret_status = 404;
    if (!str_starts_with(url, folder->base))
        return ERR_OK;
    str path = arena_printf(&arena, "%.*s/%.*s", STR_ARG(folder->path),
                            (int)(url.n - folder->base.n), url.p + folder->base.n);
    err_t err = ERR_OK;
    /* Pipes and devices would never end. */
    if (stat(path.p, &info) == 0 && S_ISREG(info.st_mode)) {
        err = file_open(path.p, SIZE_MAX, &view, why);
        if (!err) {
            buf_add(body, view.bytes);
            file_close(&view);
            *ret_status = 200;
        }
    }
    arena_release(&arena);
    return err == ERR_NOT_FOUND ? ERR_OK : err;
}

struct feed_fetch feed_folder_fetch(struct feed_folder *folder)
{
    return (struct feed_fetch){get_from_folder, folder};
}

static bool has_file(str folder, const char *name)
{
    struct arena arena = {0};
    struct stat info;
    str path = arena_printf(&arena, "%.*s/%s", STR_ARG(folder), name);
    bool has = stat(path.p, &info) == 0 && S_ISREG(info.st_mode);
    arena_release(&arena);
    return has;
}

static int is_visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Adds the folder when it has a list, else looks into those in it: a list speaks of all below. */
static void look_for_lists(struct feed_folder *folder, str path, str address, int depth)
{
    if (folder->directory_count == FEED_FOLDER_DIRECTORIES_MAX)
        return;
    if (has_file(path, "changes.csv") || has_file(path, "index.txt")) {
        folder->directories[folder->directory_count++] = address;
        return;
    }
    struct dirent **entries;
    int count =
        depth < FEED_FOLDER_DEPTH_MAX ? scandir(path.p, &entries, is_visible, alphasort) : -1;
    for (int i = 0; i < count; i++) {
        str below;
        struct stat info;
        str inner = arena_printf(folder->arena, "%.*s/%s", STR_ARG(path), entries[i]->d_name),
            name = arena_printf(folder->arena, "%s/", entries[i]->d_name);
        if (lstat(inner.p, &info) == 0 && S_ISDIR(info.st_mode) &&
            feed_url_join(folder->arena, address, name, &below))
            look_for_lists(folder, inner, below, depth + 1);
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

static err_t read_base(struct feed_folder *folder, struct fail *why)
{
    struct file_view view;
    struct feed_provider provider;
    str name = arena_printf(folder->arena, "%.*s/provider-metadata.json", STR_ARG(folder->path));
    err_t err = file_open(name.p, FEED_PROVIDER_BYTES_MAX, &view, why);
    if (err)
        return err;
    struct fail reason = {0};
    err = feed_provider_read(folder->arena, view.bytes, &provider, &reason);
    file_close(&view);
    if (err) {
        struct buf text = {0};
        feed_reason_write(str_from(reason.text), LANGUAGE_ENGLISH, &text);
        fail_set(why, err, 0, name, "%.*s", STR_ARG(buf_str(&text)));
        buf_release(&text);
        return err;
    }
    folder->address = provider.canonical_url;
    folder->base = feed_url_folder(provider.canonical_url);
    return ERR_OK;
}

err_t feed_folder_open(struct arena *arena, const char *path, struct feed_folder *ret_folder,
                       struct fail *why)
{
    /* An address that nobody can have (RFC 2606) for a folder that does not say its own. */
    struct feed_folder folder = {.arena = arena,
                                 .base = STR("https://folder.invalid/"),
                                 .address = STR("https://folder.invalid/")};
    str text = str_from(path);
    while (text.n > 1 && text.p[text.n - 1] == '/')
        text.n--;
    folder.path = arena_dup(arena, text);
    folder.directories = ARENA_ARRAY(arena, str, FEED_FOLDER_DIRECTORIES_MAX);
    folder.has_metadata = has_file(folder.path, "provider-metadata.json");
    if (!folder.has_metadata && !has_file(folder.path, "changes.csv") &&
        !has_file(folder.path, "index.txt"))
        return fail_set(why, ERR_NOT_FOUND, 0, text,
                        "%s has no provider-metadata.json, changes.csv or index.txt", path);
    err_t err = folder.has_metadata ? read_base(&folder, why) : ERR_OK;
    if (err)
        return err;
    look_for_lists(&folder, folder.path, folder.base, 0);
    *ret_folder = folder;
    return ERR_OK;
}
