/* SPDX-License-Identifier: Apache-2.0 */
/* signer.c - signatures by librhonabwy. Its header brings names that codec/json.h has, too: the two
 * cannot meet in one file. */
#include "web/signer.h"

#include <limits.h>
#include <pthread.h>
#include <rhonabwy.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"
#include "web/jws_header.h"

enum { KEY_BYTES_MAX = 16 << 10 };

struct signer {
    char key_path[PATH_MAX], trusted_path[PATH_MAX];
    pthread_mutex_t lock; /* the library's keys are counted objects: one thread at a time */
    jwk_t *private_key;
    char *kid;
    str keys;
};

static err_t fail_key(const struct signer *signer, err_t code, const char *what, struct fail *why)
{
    return fail_set(why, code, 0, str_from(signer->key_path), "%s", what);
}

/* A file's content with a NUL behind it, in the arena. */
static err_t read_text(const char *path, size_t bytes_max, struct arena *arena, char **ret_text,
                       struct fail *why)
{
    struct file_view view;
    err_t err = file_open(path, bytes_max, &view, why);
    if (err)
        return err;
    *ret_text = arena_zalloc(arena, view.bytes.n + 1);
    memcpy(*ret_text, view.bytes.p, view.bytes.n);
    file_close(&view);
    return ERR_OK;
}

/* --- the own key ---------------------------------------------------------------------------- */

static err_t make_key(struct signer *signer, struct fail *why)
{
    jwk_t *public_key = NULL;
    char *text = NULL;
    bool made = r_jwk_init(&public_key) == RHN_OK &&
                r_jwk_generate_key_pair(signer->private_key, public_key, R_KEY_TYPE_EC, 256,
                                        NULL) == RHN_OK &&
                (text = r_jwk_export_to_json_str(signer->private_key, 0));
    err_t err = made ? file_replace_secret(signer->key_path, str_from(text), why)
                     : fail_key(signer, ERR_IO, "the library cannot make a key", why);
    r_free(text);
    r_jwk_free(public_key);
    return err;
}

static err_t take_key(struct signer *signer, struct arena *arena, struct fail *why)
{
    struct stat info;
    char *text;
    unsigned bits = 0;
    err_t err = read_text(signer->key_path, KEY_BYTES_MAX, arena, &text, why);
    if (err == ERR_NOT_FOUND)
        return make_key(signer, why);
    if (err)
        return err;
    if (stat(signer->key_path, &info) == 0 && info.st_mode & 077)
        log_line(LOG_WARN, "%s can be read by others: chmod 600 it", signer->key_path);
    bool read = r_jwk_import_from_json_str(signer->private_key, text) == RHN_OK;
    int type = read ? r_jwk_key_type(signer->private_key, &bits, R_FLAG_IGNORE_REMOTE) : 0;
    explicit_bzero(text, strlen(text));
    if (!(type & R_KEY_TYPE_EC) || !(type & R_KEY_TYPE_PRIVATE) || bits != 256)
        return fail_key(signer, ERR_CORRUPT,
                        "is no private key of the curve P-256; put it back from a copy, or move it "
                        "away: then a new one is made",
                        why);
    return ERR_OK;
}

/* The name of the key is its thumbprint (RFC 7638): the same wherever the key turns up. */
static err_t show_key(struct signer *signer, struct arena *arena, struct fail *why)
{
    jwk_t *public_key = NULL;
    char *text = NULL;
    bool shown =
        r_jwk_init(&public_key) == RHN_OK &&
        r_jwk_extract_pubkey(signer->private_key, public_key, R_FLAG_IGNORE_REMOTE) == RHN_OK &&
        (signer->kid = r_jwk_thumbprint(public_key, R_JWK_THUMB_SHA256, R_FLAG_IGNORE_REMOTE)) &&
        r_jwk_set_property_str(public_key, "kid", signer->kid) == RHN_OK &&
        r_jwk_set_property_str(public_key, "alg", "ES256") == RHN_OK &&
        r_jwk_set_property_str(public_key, "use", "sig") == RHN_OK &&
        r_jwk_set_property_str(signer->private_key, "kid", signer->kid) == RHN_OK &&
        (text = r_jwk_export_to_json_str(public_key, 0));
    if (shown)
        signer->keys = arena_printf(arena, "{\"keys\":[%s]}", text);
    r_free(text);
    r_jwk_free(public_key);
    return shown ? ERR_OK : fail_key(signer, ERR_CORRUPT, "the library cannot use this key", why);
}

err_t signer_open(struct arena *arena, const char *dir, struct signer **ret_signer,
                  struct fail *why)
{
    struct signer *signer = ARENA_NEW(arena, struct signer);
    int bytes = snprintf(signer->key_path, PATH_MAX - 8, "%s/signing-key.jwk", dir);
    if (bytes < 0 || bytes >= PATH_MAX - 8)
        return fail_set(why, ERR_IO, 0, str_from(dir), "the path is too long");
    snprintf(signer->trusted_path, PATH_MAX, "%s/trusted.jwks", dir);
    pthread_mutex_init(&signer->lock, NULL);
    if (r_global_init() != RHN_OK || r_jwk_init(&signer->private_key) != RHN_OK)
        return fail_key(signer, ERR_IO, "the library does not start", why);
    err_t err = take_key(signer, arena, why);
    if (!err)
        err = show_key(signer, arena, why);
    if (err)
        signer_close(signer);
    else
        *ret_signer = signer;
    return err;
}

void signer_close(struct signer *signer)
{
    r_jwk_free(signer->private_key);
    r_free(signer->kid);
    r_global_close();
    pthread_mutex_destroy(&signer->lock);
}

str signer_keys(const struct signer *signer)
{
    return signer->keys;
}

/* --- signing -------------------------------------------------------------------------------- */

err_t signer_sign(struct signer *signer, str payload, struct buf *out, struct fail *why)
{
    jws_t *jws = NULL;
    char *text = NULL;
    pthread_mutex_lock(&signer->lock);
    bool made = r_jws_init(&jws) == RHN_OK && r_jws_set_alg(jws, R_JWA_ALG_ES256) == RHN_OK &&
                r_jws_set_header_str_value(jws, "kid", signer->kid) == RHN_OK &&
                r_jws_set_header_str_value(jws, "cty", "json") == RHN_OK &&
                r_jws_set_payload(jws, (const unsigned char *)payload.p, payload.n) == RHN_OK &&
                (text = r_jws_serialize(jws, signer->private_key, R_FLAG_IGNORE_REMOTE));
    r_jws_free(jws);
    pthread_mutex_unlock(&signer->lock);
    if (made)
        buf_add(out, str_from(text));
    r_free(text);
    return made ? ERR_OK : fail_key(signer, ERR_IO, "the library cannot sign", why);
}

/* --- verifying ------------------------------------------------------------------------------ */

/* One trusted key; a kid that differs from the header's says that it is another. */
static bool made_by(jws_t *jws, jwk_t *key, str kid)
{
    unsigned bits;
    str own = str_from(r_jwk_get_property_str(key, "kid"));
    int type = r_jwk_key_type(key, &bits, R_FLAG_IGNORE_REMOTE);
    return type & R_KEY_TYPE_PUBLIC && !(type & R_KEY_TYPE_SYMMETRIC) &&
           (!kid.p || !own.p || str_equal(kid, own)) &&
           r_jws_verify_signature(jws, key, R_FLAG_IGNORE_REMOTE) == RHN_OK;
}

static bool made_by_any(jws_t *jws, const char *trusted, str kid)
{
    jwks_t *keys = NULL;
    bool found = false;
    if (r_jwks_init(&keys) == RHN_OK && r_jwks_import_from_json_str(keys, trusted) == RHN_OK) {
        size_t count = r_jwks_size(keys);
        for (size_t i = 0; i < count && i < SIGNER_TRUSTED_KEYS_MAX && !found; i++) {
            jwk_t *key = r_jwks_get_at(keys, i);
            found = made_by(jws, key, kid);
            r_jwk_free(key);
        }
    }
    r_jwks_free(keys);
    return found;
}

err_t signer_verify(struct signer *signer, str jws, struct arena *arena, str *ret_payload,
                    struct fail *why)
{
    jws_t *parsed = NULL;
    char *trusted;
    str kid;
    size_t bytes = 0;
    err_t err = jws_header_read(jws, arena, &kid, why);
    if (err)
        return err;
    err = read_text(signer->trusted_path, SIGNER_TRUSTED_BYTES_MAX, arena, &trusted, why);
    if (err && err != ERR_NOT_FOUND) /* the operator's affair, not the client's */
        log_line(LOG_WARN, "%s cannot be read: %s", signer->trusted_path, why->text);
    if (err)
        return fail_set(why, ERR_INVALID, 0, STR("body"), "no key is trusted");
    pthread_mutex_lock(&signer->lock);
    if (r_jws_init(&parsed) != RHN_OK ||
        r_jws_advanced_parsen(parsed, jws.p, jws.n, R_PARSE_NONE, R_FLAG_IGNORE_REMOTE) != RHN_OK)
        err = fail_set(why, ERR_SYNTAX, 0, STR("body"), "not a JWS");
    else if (!made_by_any(parsed, trusted, kid))
        err = fail_set(why, ERR_INVALID, 0, STR("body"), "no trusted key made this signature");
    if (!err) {
        const char *payload = (const char *)r_jws_get_payload(parsed, &bytes);
        *ret_payload = arena_dup(arena, str_of(payload ? payload : "", bytes));
    }
    r_jws_free(parsed);
    pthread_mutex_unlock(&signer->lock);
    return err;
}
