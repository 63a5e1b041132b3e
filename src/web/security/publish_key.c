/* SPDX-License-Identifier: Apache-2.0 */
/* publish_key.c - the key's file, and the lock around it. */
#include "web/security/publish_key.h"

#include <limits.h>
#include <pthread.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "base/utf8.h"
#include "codec/openpgp.h"

enum { USER_ID_BYTES_MAX = 120 }; /* librnp takes 128 */

struct publish_key {
    char path[PATH_MAX];
    pthread_mutex_t lock;
    struct openpgp *openpgp; /* NULL: not read yet */
};

struct publish_key *publish_key_new(struct arena *arena, const char *dir)
{
    struct publish_key *key = ARENA_NEW(arena, struct publish_key);
    snprintf(key->path, sizeof key->path, "%s/openpgp-key.asc", dir);
    pthread_mutex_init(&key->lock, NULL);
    return key;
}

void publish_key_close(struct publish_key *key)
{
    if (key->openpgp)
        openpgp_close(key->openpgp);
    pthread_mutex_destroy(&key->lock);
}

static err_t read_key(struct publish_key *key, struct openpgp *openpgp, struct fail *why)
{
    struct file_view view;
    struct stat info;
    err_t err = file_open(key->path, OPENPGP_KEYS_BYTES_MAX, &view, why);
    if (err)
        return err;
    if (stat(key->path, &info) == 0 && info.st_mode & 077)
        log_line(LOG_WARN, "%s can be read by others: chmod 600 it", key->path);
    err = openpgp_add_keys(openpgp, view.bytes, why);
    file_close(&view);
    return err ? fail_set(why, ERR_CORRUPT, 0, str_from(key->path),
                          "is no private OpenPGP key; put it back from a copy, or move it away: "
                          "then a new one is made")
               : ERR_OK;
}

static err_t make_key(struct publish_key *key, struct openpgp *openpgp, str user_id,
                      struct fail *why)
{
    struct buf secret = {0};
    while (user_id.n > USER_ID_BYTES_MAX || utf8_find_invalid(user_id) < user_id.n)
        user_id.n--;
    err_t err = openpgp_make_key(openpgp, user_id, why);
    if (!err)
        err = openpgp_write_keys(openpgp, true, &secret, why);
    if (!err)
        err = file_replace_secret(key->path, buf_str(&secret), why);
    if (secret.n)
        explicit_bzero(secret.p, secret.n);
    buf_release(&secret);
    return err;
}

static err_t open_key(struct publish_key *key, str user_id, struct fail *why)
{
    struct openpgp *openpgp;
    if (key->openpgp)
        return ERR_OK;
    err_t err = openpgp_open(&openpgp, why);
    if (err)
        return err;
    err = read_key(key, openpgp, why);
    if (err == ERR_NOT_FOUND && user_id.n)
        err = make_key(key, openpgp, user_id, why);
    if (err)
        openpgp_close(openpgp);
    else
        key->openpgp = openpgp;
    return err;
}

err_t publish_key_open(struct publish_key *key, str user_id, struct arena *arena,
                       struct publish_key_facts *ret_facts, struct fail *why)
{
    struct buf text = {0};
    const str *fingerprints;
    size_t count;
    pthread_mutex_lock(&key->lock);
    err_t err = open_key(key, user_id, why);
    if (!err)
        err = openpgp_fingerprints(key->openpgp, arena, &fingerprints, &count, why);
    if (!err)
        err = openpgp_write_keys(key->openpgp, false, &text, why);
    pthread_mutex_unlock(&key->lock);
    if (!err && !count)
        err = fail_set(why, ERR_CORRUPT, 0, str_from(key->path), "holds no key");
    if (!err)
        *ret_facts = (struct publish_key_facts){.fingerprint = fingerprints[0],
                                                .public_key = arena_dup(arena, buf_str(&text))};
    buf_release(&text);
    return err;
}

err_t publish_key_sign(struct publish_key *key, str text, struct buf *out, struct fail *why)
{
    pthread_mutex_lock(&key->lock);
    err_t err = open_key(key, (str){0}, why);
    if (!err)
        err = openpgp_sign(key->openpgp, text, out, why);
    pthread_mutex_unlock(&key->lock);
    return err;
}
