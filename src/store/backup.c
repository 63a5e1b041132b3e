/* SPDX-License-Identifier: Apache-2.0 */
/* backup.c - a store as one file, and back. */
#include "store/store_private.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

err_t store_open_beside(const struct store_driver *driver, const char *dir,
                        struct session **ret_session, int *ret_lock, struct fail *why)
{
    struct session *session;
    int lock = -1;
    /* Who holds the lock has the file alone; else a server is at work, and one reads beside it. */
    bool alone = access(dir, F_OK) == 0 && store_lock_take(dir, &lock, NULL) == ERR_OK;
    err_t rc = driver->open(dir, alone ? SESSION_FROZEN : SESSION_READ, NULL, &session, why);
    if (rc == ERR_OK && (rc = driver->read_begin(session, why)) != ERR_OK)
        driver->close(session);
    if (rc != ERR_OK) {
        store_lock_release(lock);
        return rc;
    }
    *ret_session = session;
    *ret_lock = lock;
    return ERR_OK;
}

static err_t fail_errno(const char *path, const char *what, struct fail *why)
{
    err_t code = errno == EEXIST                                        ? ERR_CONFLICT
                 : errno == ENOSPC || errno == EDQUOT || errno == EFBIG ? ERR_FULL
                                                                        : ERR_IO;
    return fail_set(why, code, 0, str_from(path), "%s: %s", what, strerror(errno));
}

/* Gives a finished file its name, unless something has that name by now. */
static err_t publish(const char *fresh, const char *file, struct fail *why)
{
    err_t rc = file_sync_path(fresh, why);
    if (rc != ERR_OK)
        return rc;
    if (renameat2(AT_FDCWD, fresh, AT_FDCWD, file, RENAME_NOREPLACE) != 0 &&
        (errno != EINVAL || rename(fresh, file) != 0))
        return fail_errno(file, "cannot create", why);
    return file_sync_folder_of(file, why);
}

err_t store_backup(const char *dir, const char *file, struct fail *why)
{
    const struct store_driver *driver = &driver_sqlite;
    struct session *session;
    char fresh[PATH_MAX];
    int lock;
    if (access(file, F_OK) == 0)
        return fail_set(why, ERR_CONFLICT, 0, str_from(file), "the file exists already");
    int bytes = snprintf(fresh, sizeof fresh, "%s.new-%ld", file, (long)getpid());
    if (bytes < 0 || (size_t)bytes >= sizeof fresh)
        return fail_set(why, ERR_IO, 0, str_from(file), "the path is too long");
    err_t rc = store_open_beside(driver, dir, &session, &lock, why);
    if (rc != ERR_OK)
        return rc;
    unlink(fresh);
    rc = driver->backup(session, fresh, why);
    driver->read_end(session);
    driver->close(session);
    store_lock_release(lock);
    if (rc == ERR_OK)
        rc = publish(fresh, file, why);
    if (rc != ERR_OK)
        unlink(fresh);
    return rc;
}

static err_t check_empty(const char *dir, struct fail *why)
{
    DIR *folder = opendir(dir);
    if (!folder)
        return fail_errno(dir, "cannot open", why);
    err_t rc = ERR_OK;
    for (struct dirent *entry; rc == ERR_OK && (entry = readdir(folder));)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            rc = fail_set(why, ERR_CONFLICT, 0, str_from(dir),
                          "the folder is not empty; a backup is restored into a new one");
    closedir(folder);
    return rc;
}

/* The first problem is what the person is told. */
static void keep_first(void *context, str text)
{
    struct fail *first = context;
    if (first->code == ERR_OK)
        fail_set(first, ERR_CORRUPT, 0, (str){0}, "%.*s", STR_ARG(text));
}

static void remove_store(const char *dir)
{
    static const char *const names[] = {"store.log", "store.db", "store.db-wal", "store.db-shm",
                                        "lock"};
    char path[PATH_MAX];
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        unlink(path);
    }
}

err_t store_restore(const char *file, const char *dir, struct fail *why)
{
    struct store_verdict verdict;
    struct fail first = {0};
    err_t rc = file_make_dirs(dir, why);
    if (rc == ERR_OK)
        rc = check_empty(dir, why);
    if (rc != ERR_OK)
        return rc;
    rc = driver_sqlite.restore(file, dir, why);
    if (rc == ERR_OK)
        rc = file_sync_path(dir, why);
    if (rc == ERR_OK) {
        rc = store_verify(dir, keep_first, &first, &verdict, why);
        if (rc == ERR_CORRUPT)
            fail_set(why, rc, 0, str_from(file), "this backup is damaged: %s", first.text);
    }
    if (rc != ERR_OK)
        remove_store(dir);
    return rc;
}
