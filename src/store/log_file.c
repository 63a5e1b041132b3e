/* SPDX-License-Identifier: Apache-2.0 */
/* log_file.c - appending, and finding the end again. */
#include "store/log_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { WAITING_BYTES_MAX = 1 << 20 };
static const size_t map_bytes = (size_t)1 << 40; /* of address space; longer logs are read */

static err_t fail_system(const char *what, struct fail *why)
{
    int cause = errno;
    bool full = cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
    if (full)
        return fail_set(why, ERR_FULL, 0, STR("store.log"), "no space left: %s", strerror(cause));
    return fail_set(why, ERR_IO, 0, STR("store.log"), "%s: %s", what, strerror(cause));
}

static err_t fail_shorter(struct fail *why)
{
    return fail_set(why, ERR_CORRUPT, 0, STR("store.log"),
                    "the log is shorter than the index says; restore the last backup with schale "
                    "restore FILE DIR");
}

static err_t fail_broken(struct fail *why)
{
    return fail_set(why, ERR_IO, 0, STR("store.log"),
                    "the disk failed while the log was written; look at the disk, then start "
                    "the program anew");
}

static int fd_of(const struct log_file *file)
{
    assert(file->fd > 0);
    return file->fd - 1;
}

static err_t open_file(const char *dir, bool writing, struct log_file *ret_file, struct fail *why)
{
    char path[PATH_MAX];
    struct stat info;
    int bytes = snprintf(path, sizeof path, "%s/store.log", dir);
    if (bytes < 0 || (size_t)bytes >= sizeof path)
        return fail_set(why, ERR_IO, 0, str_from(dir), "the path is too long");
    int fd = open(path, (writing ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0644);
    if (fd < 0 && errno == ENOENT)
        return fail_set(why, ERR_NOT_FOUND, 0, str_from(path), "there is no log in this folder");
    if (fd < 0 || fstat(fd, &info) != 0) {
        if (fd >= 0)
            close(fd);
        return fail_system("cannot open", why);
    }
    *ret_file = (struct log_file){
        .fd = fd + 1, .committed = (uint64_t)info.st_size, .written = (uint64_t)info.st_size};
    return ERR_OK;
}

err_t log_file_open(const char *dir, bool writing, struct log_file *ret_file, struct fail *why)
{
    err_t rc = open_file(dir, writing, ret_file, why);
    if (rc != ERR_OK)
        return rc;
    if (!writing)
        return ERR_OK; /* another process may cut it, and what is mapped there must not be touched
                        */
    void *map = mmap(NULL, map_bytes, PROT_READ, MAP_SHARED, fd_of(ret_file), 0);
    ret_file->own.p = map == MAP_FAILED ? NULL : map;
    ret_file->own.bytes = ret_file->committed;
    /* The names of a new store's files have to last, too. */
    return ret_file->committed == 0 ? file_sync_path(dir, why) : ERR_OK;
}

err_t log_file_open_beside(const char *dir, struct log_file *writer, struct log_file *ret_file,
                           struct fail *why)
{
    err_t rc = open_file(dir, false, ret_file, why);
    if (rc == ERR_OK)
        ret_file->shared = &writer->own;
    return rc;
}

void log_file_close(struct log_file *file)
{
    if (file->own.p)
        munmap((void *)(uintptr_t)file->own.p, map_bytes);
    if (file->fd)
        close(fd_of(file));
    buf_release(&file->waiting);
    *file = (struct log_file){0};
}

uint64_t log_file_end(const struct log_file *file)
{
    return file->written + file->waiting.n;
}

static err_t write_waiting(struct log_file *file, struct fail *why)
{
    str rest = buf_str(&file->waiting);
    uint64_t at = file->written;
    while (rest.n) {
        ssize_t n = pwrite(fd_of(file), rest.p, rest.n, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return fail_system("cannot write", why);
        rest = str_of(rest.p + n, rest.n - (size_t)n);
        at += (uint64_t)n;
        file->written = at; /* so that a cut also takes back half of a line */
        memmove(file->waiting.p, rest.p, rest.n);
        file->waiting.n = rest.n;
        rest = buf_str(&file->waiting);
    }
    return ERR_OK;
}

err_t log_file_add(struct log_file *file, str bytes, struct fail *why)
{
    if (file->broken)
        return fail_broken(why);
    buf_add(&file->waiting, bytes);
    if (file->waiting.n < WAITING_BYTES_MAX)
        return ERR_OK;
    uint64_t from = file->written;
    err_t rc = write_waiting(file, why);
    /* A large import need not wait for the disk at its end only. A hint: nothing depends on it. */
    (void)!sync_file_range(fd_of(file), (off_t)from, (off_t)(file->written - from),
                           SYNC_FILE_RANGE_WRITE);
    return rc;
}

err_t log_file_commit(struct log_file *file, struct fail *why)
{
    if (file->broken)
        return fail_broken(why);
    err_t rc = write_waiting(file, why);
    if (rc != ERR_OK)
        return rc;
    if (fdatasync(fd_of(file)) != 0) {
        /* The kernel may have dropped what it could not write: trying again would lie. */
        file->broken = true;
        return fail_system("cannot make the log durable", why);
    }
    file->committed = file->written;
    return ERR_OK;
}

err_t log_file_cut(struct log_file *file, uint64_t end, struct fail *why)
{
    if (end >= file->written) {
        file->waiting.n = (size_t)(end - file->written);
        return ERR_OK;
    }
    if (file->broken)
        return fail_broken(why);
    buf_reset(&file->waiting);
    if (ftruncate(fd_of(file), (off_t)end) != 0) {
        file->broken = true;
        return fail_system("cannot cut the log", why);
    }
    file->written = end;
    file->own.bytes = end;
    if (file->committed > end)
        file->committed = end;
    return ERR_OK;
}

static err_t copy_out(const struct log_file *file, uint64_t at, uint64_t bytes, struct buf *into,
                      struct fail *why)
{
    buf_reset(into);
    char *to = buf_reserve(into, (size_t)bytes + 1);
    for (size_t got = 0; got < bytes;) {
        ssize_t n = pread(fd_of(file), to + got, (size_t)bytes - got, (off_t)(at + got));
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return fail_system("cannot read", why);
        if (n == 0)
            return fail_shorter(why);
        got += (size_t)n;
    }
    into->n = (size_t)bytes;
    return ERR_OK;
}

/* Looking at what is mapped behind the end of the file would end the process. */
static err_t check_reaches(struct log_file *file, struct log_map *map, uint64_t end,
                           struct fail *why)
{
    struct stat info;
    if (end <= map->bytes)
        return ERR_OK;
    if (fstat(fd_of(file), &info) != 0)
        return fail_system("cannot read", why);
    map->bytes = (uint64_t)info.st_size;
    return end <= (uint64_t)info.st_size ? ERR_OK : fail_shorter(why);
}

err_t log_file_read(struct log_file *file, uint64_t at, uint64_t bytes, struct buf *into,
                    str *ret_bytes, bool *ret_lasts, struct fail *why)
{
    struct log_map *map = file->shared ? file->shared : &file->own;
    err_t rc = ERR_OK;
    /* What the writer has just added is looked at by the writer alone. */
    if (file->waiting.n && at + bytes > file->written)
        rc = write_waiting(file, why);
    bool mapped = map->p && at + bytes <= map_bytes;
    if (rc == ERR_OK)
        rc = mapped ? check_reaches(file, map, at + bytes, why)
                    : copy_out(file, at, bytes, into, why);
    if (rc != ERR_OK)
        return rc;
    *ret_bytes = mapped ? str_of(map->p + at, (size_t)bytes) : buf_str(into);
    *ret_lasts = mapped;
    return ERR_OK;
}

/* --- finding the end ------------------------------------------------------------------------ */

/* A walk over the lines behind a known end. */
struct scan {
    str text;     /* from that end to the end of the file */
    size_t next;  /* of the line to be read */
    uint64_t seq; /* of the record before */
    struct sha256 hash;
    bool has_files; /* of the commit being read */
    struct buf places;
    struct arena arena;
};

static bool next_line(struct scan *scan, str *ret_line)
{
    str rest = str_of(scan->text.p + scan->next, scan->text.n - scan->next);
    size_t bytes = str_find_char(rest, '\n');
    if (bytes == rest.n)
        return false;
    *ret_line = str_of(rest.p, bytes);
    return true;
}

/* Takes the line as the record that follows the one before. */
static bool take_record(struct scan *scan, const struct log_end *from, str line)
{
    struct record record;
    arena_reset(&scan->arena);
    if (log_record_read(line, &scan->arena, &record, NULL) != ERR_OK ||
        record.seq != scan->seq + 1 || memcmp(&record.before, &scan->hash, sizeof scan->hash) != 0)
        return false;
    struct log_place place = {.at = from->bytes + scan->next,
                              .bytes = line.n,
                              .body_bytes = record.body.n,
                              .time_ms = record.time_ms};
    buf_add(&scan->places, str_of((const char *)&place, sizeof place));
    scan->has_files |= record.operation == STORE_FILE_PUT;
    scan->seq = record.seq;
    scan->hash = sha256_of(&line, 1);
    return true;
}

/* A commit that is not whole can only be the last thing in the file: it is damage when another one
 * was made after it, or when anything follows its end. */
static err_t check_nothing_follows(const struct scan *scan, const struct log_end *from,
                                   const struct log_end *end, struct fail *why)
{
    size_t at = (size_t)(end->bytes - from->bytes);
    str rest = str_of(scan->text.p + at, scan->text.n - at);
    while (rest.n) {
        size_t bytes = str_find_char(rest, '\n');
        struct log_commit commit;
        if (bytes < rest.n && log_commit_read(str_of(rest.p, bytes), &commit) &&
            (commit.after != end->seq || bytes + 1 < rest.n))
            return fail_set(why, ERR_CORRUPT, (size_t)end->bytes, STR("store.log"),
                            "the log is damaged behind byte %llu; restore the last backup with "
                            "schale restore FILE DIR",
                            (unsigned long long)end->bytes);
        size_t step = bytes < rest.n ? bytes + 1 : rest.n;
        rest = str_of(rest.p + step, rest.n - step);
    }
    return ERR_OK;
}

/* The commit's line fits the records before it. */
static bool ends_commit(const struct scan *scan, const struct log_end *end,
                        const struct log_commit *commit)
{
    return !scan->has_files && commit->seq == scan->seq && commit->after == end->seq &&
           memcmp(&commit->hash, &scan->hash, sizeof scan->hash) == 0;
}

static err_t walk(struct scan *scan, struct log_end *end, struct buf *found, struct fail *why)
{
    const struct log_end from = *end;
    str line;
    while (next_line(scan, &line)) {
        struct log_commit commit;
        bool commits = log_commit_read(line, &commit);
        if (commits ? !ends_commit(scan, end, &commit) : !take_record(scan, &from, line))
            break;
        scan->next += line.n + 1;
        if (!commits)
            continue;
        buf_add(found, buf_str(&scan->places));
        buf_reset(&scan->places);
        *end = (struct log_end){from.bytes + scan->next, commit.seq, commit.hash};
    }
    return check_nothing_follows(scan, &from, end, why);
}

err_t log_file_scan(struct log_file *file, struct log_end *end, struct buf *found, struct fail *why)
{
    struct stat info;
    struct buf copy = {0};
    struct scan scan = {.seq = end->seq, .hash = end->hash};
    bool lasts;
    if (fstat(fd_of(file), &info) != 0)
        return fail_system("cannot read", why);
    if ((uint64_t)info.st_size < end->bytes)
        return fail_shorter(why);
    err_t rc = log_file_read(file, end->bytes, (uint64_t)info.st_size - end->bytes, &copy,
                             &scan.text, &lasts, why);
    if (rc == ERR_OK)
        rc = walk(&scan, end, found, why);
    buf_release(&scan.places);
    arena_release(&scan.arena);
    buf_release(&copy);
    return rc;
}
