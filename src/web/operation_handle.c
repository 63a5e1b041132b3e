/* SPDX-License-Identifier: Apache-2.0 */
/* operation_handle.c - a file is one JSON object: submodel, path and valueOnly; while the operation
 * is under way run and until, afterwards result and value. */
#include "web/operation_handle.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/random.h"
#include "codec/json.h"

enum { FILE_BYTES_MAX = 64 << 20 };

void operation_handles_init(struct operation_handles *handles, struct arena *arena,
                            const char *folder)
{
    *handles = (struct operation_handles){.folder = folder,
                                          .run = random_name(arena),
                                          .handles_max = OPERATION_HANDLES_MAX,
                                          .bytes_max = OPERATION_HANDLE_BYTES_MAX};
    pthread_mutex_init(&handles->lock, NULL);
}

static const char *file_path(const struct operation_handles *handles, struct arena *arena,
                             const char *name)
{
    return arena_printf(arena, "%s/%s", handles->folder, name).p;
}

static const char *handle_path(const struct operation_handles *handles, struct arena *arena, str id)
{
    return file_path(handles, arena, arena_dup(arena, id).p);
}

static bool is_too_old(const struct stat *info)
{
    int64_t age_ms = clock_wall_ms() - (int64_t)info->st_mtime * 1000;
    return age_ms > INT64_C(3600000) * OPERATION_HANDLE_HOURS_MAX;
}

/* --- what a file says --------------------------------------------------------------------------
 */

static void begin_text(struct buf *out, const struct operation_place *place)
{
    buf_add(out, STR("{\"submodel\":"));
    json_write_string(out, place->submodel);
    buf_add(out, STR(",\"path\":"));
    json_write_string(out, place->path);
    buf_printf(out, ",\"valueOnly\":%s", place->value_only ? "true" : "false");
}

static str slice_of(const struct json *json, const char *name, struct arena *arena)
{
    uint32_t token = json_member(json, 0, str_from(name));
    return token ? arena_dup(arena, json_slice(json, token)) : (str){0};
}

static bool is_running(const struct operation_handles *handles, const struct json *json,
                       struct arena *arena)
{
    uint64_t until_ms;
    return str_equal(json_member_text(json, 0, STR("run"), arena), handles->run) &&
           str_to_u64(slice_of(json, "until", arena), UINT64_MAX, &until_ms) &&
           clock_wall_ms() < (int64_t)until_ms + OPERATION_HANDLE_LATE_MS;
}

static void read_handle(const struct operation_handles *handles, const struct json *json,
                        struct arena *arena, struct operation_handle *handle)
{
    uint32_t value_only = json_member(json, 0, STR("valueOnly"));
    *handle = (struct operation_handle){.whole = slice_of(json, "result", arena),
                                        .value = slice_of(json, "value", arena)};
    handle->value_only = value_only && json_type(json, value_only) == JSON_TRUE;
    handle->state = handle->whole.n                    ? OPERATION_FINISHED
                    : is_running(handles, json, arena) ? OPERATION_RUNNING
                                                       : OPERATION_LOST;
}

/* Reads one file; it is in the arena but for the tape. */
static err_t read_file(const char *path, struct arena *arena, struct json *ret_json,
                       struct fail *why)
{
    struct file_view view;
    err_t err = file_open(path, FILE_BYTES_MAX, &view, why);
    if (err)
        return err;
    str text = arena_dup(arena, view.bytes);
    file_close(&view);
    err = json_read(text, ret_json, why);
    return err ? fail_set(why, ERR_CORRUPT, 0, str_from(path), "no JSON") : ERR_OK;
}

err_t operation_handle_read(struct operation_handles *handles, struct arena *arena, str id,
                            const struct operation_place *place,
                            struct operation_handle *ret_handle, struct fail *why)
{
    struct stat info;
    struct json json;
    if (!random_is_name(id))
        return ERR_NOT_FOUND;
    const char *path = handle_path(handles, arena, id);
    if (stat(path, &info) != 0 || is_too_old(&info))
        return ERR_NOT_FOUND;
    err_t err = read_file(path, arena, &json, why);
    if (err)
        return err;
    bool here = str_equal(json_member_text(&json, 0, STR("submodel"), arena), place->submodel) &&
                str_equal(json_member_text(&json, 0, STR("path"), arena), place->path);
    read_handle(handles, &json, arena, ret_handle);
    json_release(&json);
    return here ? ERR_OK : ERR_NOT_FOUND;
}

/* --- room --------------------------------------------------------------------------------------
 */

struct kept {
    const char *name;
    int64_t time_ns;
    uint64_t bytes;
};

static int compare_kept(const void *a, const void *b)
{
    const struct kept *kept_a = a, *kept_b = b;
    return (kept_a->time_ns > kept_b->time_ns) - (kept_a->time_ns < kept_b->time_ns);
}

/* Removes what is too old, and counts the rest, the oldest first. */
static size_t list_kept(struct operation_handles *handles, struct arena *arena,
                        struct kept **ret_kept)
{
    struct kept *kept = NULL;
    size_t count = 0, room = 0;
    DIR *folder = opendir(handles->folder);
    struct dirent *entry;
    handles->bytes = 0;
    while (folder && (entry = readdir(folder))) {
        struct stat info;
        const char *path = file_path(handles, arena, entry->d_name);
        if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
            continue;
        if (is_too_old(&info)) {
            unlink(path);
            continue;
        }
        ARENA_GROW(arena, kept, count, room, 64);
        kept[count++] =
            (struct kept){arena_dup(arena, str_from(entry->d_name)).p,
                          (int64_t)info.st_mtim.tv_sec * 1000000000 + info.st_mtim.tv_nsec,
                          (uint64_t)info.st_size};
        handles->bytes += (uint64_t)info.st_size;
    }
    if (folder)
        closedir(folder);
    if (count)
        qsort(kept, count, sizeof *kept, compare_kept);
    *ret_kept = kept;
    return count;
}

static bool may_go(struct operation_handles *handles, struct arena *arena, const char *path)
{
    struct json json;
    struct fail why;
    if (read_file(path, arena, &json, &why) != ERR_OK)
        return true;
    struct operation_handle handle;
    read_handle(handles, &json, arena, &handle);
    json_release(&json);
    return handle.state != OPERATION_RUNNING;
}

/* A tenth more than has to goes, so that not each new handle has to look through the folder. */
static void sweep(struct operation_handles *handles)
{
    struct arena arena = {0};
    struct kept *kept;
    size_t count = list_kept(handles, &arena, &kept);
    handles->count = count;
    size_t count_kept = handles->handles_max, bytes_kept = handles->bytes_max;
    if (handles->count >= handles->handles_max || handles->bytes >= handles->bytes_max) {
        count_kept -= count_kept / 10 + 1;
        bytes_kept -= bytes_kept / 10;
    }
    for (size_t i = 0; i < count && (handles->count > count_kept || handles->bytes > bytes_kept);
         i++) {
        struct arena one = {0};
        const char *path = file_path(handles, &arena, kept[i].name);
        if (may_go(handles, &one, path) && unlink(path) == 0) {
            handles->count--;
            handles->bytes -= kept[i].bytes;
        }
        arena_release(&one);
    }
    handles->swept_ms = clock_steady_ms();
    arena_release(&arena);
}

static void make_room(struct operation_handles *handles, size_t bytes)
{
    pthread_mutex_lock(&handles->lock);
    bool due =
        !handles->swept_ms || clock_steady_ms() - handles->swept_ms > OPERATION_HANDLE_SWEEP_MS ||
        handles->count >= handles->handles_max || handles->bytes + bytes > handles->bytes_max;
    if (due)
        sweep(handles);
    handles->count++;
    handles->bytes += bytes;
    pthread_mutex_unlock(&handles->lock);
}

/* --- writing -----------------------------------------------------------------------------------
 */

err_t operation_handle_create(struct operation_handles *handles, struct arena *arena,
                              const struct operation_place *place, uint32_t ms_max, str *ret_id,
                              struct fail *why)
{
    str id = random_name(arena);
    struct buf out = {0};
    begin_text(&out, place);
    buf_add(&out, STR(",\"run\":"));
    json_write_string(&out, handles->run);
    buf_printf(&out, ",\"until\":%llu}", (unsigned long long)(clock_wall_ms() + ms_max));
    make_room(handles, out.n);
    err_t err = file_make_dirs(handles->folder, why);
    if (!err)
        err = file_replace(handle_path(handles, arena, id), buf_str(&out), why);
    buf_release(&out);
    if (!err)
        *ret_id = id;
    return err;
}

err_t operation_handle_finish(struct operation_handles *handles, str id,
                              const struct operation_place *place, str whole, str value,
                              struct fail *why)
{
    struct arena arena = {0};
    struct buf out = {0};
    begin_text(&out, place);
    buf_add(&out, STR(",\"result\":"));
    buf_add(&out, whole);
    buf_add(&out, STR(",\"value\":"));
    buf_add(&out, value);
    buf_add_char(&out, '}');
    err_t err = file_replace(handle_path(handles, &arena, id), buf_str(&out), why);
    pthread_mutex_lock(&handles->lock);
    handles->bytes += out.n;
    pthread_mutex_unlock(&handles->lock);
    buf_release(&out);
    arena_release(&arena);
    return err;
}

void operation_handle_remove(struct operation_handles *handles, str id)
{
    struct arena arena = {0};
    unlink(handle_path(handles, &arena, id));
    arena_release(&arena);
    pthread_mutex_lock(&handles->lock);
    handles->count--;
    pthread_mutex_unlock(&handles->lock);
}
