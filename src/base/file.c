/* SPDX-License-Identifier: Apache-2.0 */
/* file.c - mapping, replacing, making folders. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

static err_t fail_errno(struct fail *why, const char *path, const char *what)
{
    err_t code = errno == ENOENT                      ? ERR_NOT_FOUND
                 : errno == ENOSPC || errno == EDQUOT ? ERR_FULL
                                                      : ERR_IO;
    return fail_set(why, code, 0, str_from(path), "%s: %s", what, strerror(errno));
}

static err_t read_stream(int fd, const char *path, size_t bytes_max, str *ret_bytes,
                         struct fail *why)
{
    struct buf all = {0};
    for (;;) {
        char *to = buf_reserve(&all, 65536);
        ssize_t n = read(fd, to, 65536);
        if (n == 0)
            break;
        if (n < 0) {
            buf_release(&all);
            return fail_errno(why, path, "cannot read");
        }
        all.n += (size_t)n;
        if (all.n > bytes_max) {
            buf_release(&all);
            return fail_set(why, ERR_TOO_LARGE, 0, str_from(path), "larger than %zu bytes",
                            bytes_max);
        }
    }
    size_t bytes;
    char *p = buf_take(&all, &bytes);
    *ret_bytes = str_of(p, bytes);
    return ERR_OK;
}

static err_t open_fd(int fd, const char *path, size_t bytes_max, struct file_view *ret_view,
                     struct fail *why)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return fail_errno(why, path, "cannot read");
    if (S_ISDIR(info.st_mode))
        return fail_set(why, ERR_IO, 0, str_from(path), "is a directory");
    if (!S_ISREG(info.st_mode) || info.st_size == 0) {
        ret_view->mapped = false;
        return read_stream(fd, path, bytes_max, &ret_view->bytes, why);
    }
    if ((uint64_t)info.st_size > bytes_max)
        return fail_set(why, ERR_TOO_LARGE, 0, str_from(path), "larger than %zu bytes", bytes_max);
    void *p = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (p == MAP_FAILED)
        return fail_errno(why, path, "cannot map");
    *ret_view = (struct file_view){.bytes = str_of(p, (size_t)info.st_size), .mapped = true};
    return ERR_OK;
}

err_t file_open(const char *path, size_t bytes_max, struct file_view *ret_view, struct fail *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(why, path, "cannot open");
    err_t rc = open_fd(fd, path, bytes_max, ret_view, why);
    close(fd);
    return rc;
}

void file_close(struct file_view *view)
{
    if (view->mapped)
        munmap((void *)(uintptr_t)view->bytes.p, view->bytes.n);
    else
        free((void *)(uintptr_t)view->bytes.p);
    *view = (struct file_view){0};
}

static bool write_all(int fd, str bytes)
{
    while (bytes.n) {
        ssize_t n = write(fd, bytes.p, bytes.n);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        bytes = str_of(bytes.p + n, bytes.n - (size_t)n);
    }
    return fsync(fd) == 0;
}

err_t file_sync_path(const char *path, struct fail *why)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_errno(why, path, "cannot open");
    int rc = fsync(fd);
    close(fd);
    return rc == 0 ? ERR_OK : fail_errno(why, path, "cannot sync");
}

err_t file_sync_folder_of(const char *path, struct fail *why)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path + 1) : 1,
             slash ? path : ".");
    return file_sync_path(folder, why);
}

static err_t replace(const char *path, str bytes, mode_t mode, struct fail *why)
{
    char fresh[PATH_MAX];
    int n = snprintf(fresh, sizeof fresh, "%s.new-%d", path, (int)getpid());
    if (n < 0 || (size_t)n >= sizeof fresh)
        return fail_set(why, ERR_IO, 0, str_from(path), "path too long");
    unlink(fresh); /* one that was left behind might be open to others */
    int fd = open(fresh, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
    if (fd < 0)
        return fail_errno(why, fresh, "cannot create");
    bool written = write_all(fd, bytes);
    if (!written || rename(fresh, path) != 0) {
        err_t rc = fail_errno(why, path, "cannot write");
        close(fd);
        unlink(fresh);
        return rc;
    }
    close(fd);
    return file_sync_folder_of(path, why);
}

err_t file_replace(const char *path, str bytes, struct fail *why)
{
    return replace(path, bytes, 0644, why);
}

err_t file_replace_secret(const char *path, str bytes, struct fail *why)
{
    return replace(path, bytes, 0600, why);
}

err_t file_make_dirs(const char *path, struct fail *why)
{
    char part[PATH_MAX];
    size_t n = strlen(path);
    if (n >= sizeof part)
        return fail_set(why, ERR_IO, 0, str_from(path), "path too long");
    for (size_t i = 1; i <= n; i++) {
        if (path[i] != '/' && path[i] != 0)
            continue;
        memcpy(part, path, i);
        part[i] = 0;
        if (mkdir(part, 0755) != 0 && errno != EEXIST)
            return fail_errno(why, part, "cannot create folder");
    }
    struct stat info;
    if (stat(path, &info) != 0 || !S_ISDIR(info.st_mode))
        return fail_set(why, ERR_IO, 0, str_from(path), "is there and is not a folder");
    return ERR_OK;
}
