/* SPDX-License-Identifier: Apache-2.0 */
/* feed_keys.c - whose signatures are believed: the keys that were there at the first run, and those
 * that a user accepted or gave. Rule: CSAF 2.0, 7.1.20. */
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_running.h"

/* Keys as they are collected. */
struct collecting {
    struct arena *arena;
    struct openpgp *all; /* what signatures are checked with */
    str *fingerprints;
    size_t count, room;
};

static bool has_text(const str *items, size_t count, str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(items[i], text))
            return true;
    return false;
}

/* The fingerprints of the keys in a file. */
static err_t list_file(struct arena *arena, str bytes, const str **ret_items, size_t *ret_count,
                       struct fail *why)
{
    struct openpgp *alone;
    err_t err = openpgp_open(&alone, why);
    if (err)
        return err;
    err = openpgp_add_keys(alone, bytes, why);
    if (!err)
        err = openpgp_fingerprints(alone, arena, ret_items, ret_count, why);
    openpgp_close(alone);
    return err;
}

/* `wanted` must be among its keys when it is told: ERR_CONFLICT. */
static err_t add_file(struct collecting *collecting, str bytes, str wanted, struct fail *why)
{
    const str *items = NULL;
    size_t count = 0;
    err_t err = list_file(collecting->arena, bytes, &items, &count, why);
    if (!err && wanted.n && !has_text(items, count, wanted))
        err = fail_set(why, ERR_CONFLICT, 0, wanted, "it is not the key %.*s", STR_ARG(wanted));
    if (!err)
        err = openpgp_add_keys(collecting->all, bytes, why);
    for (size_t i = 0; !err && i < count; i++) {
        if ((wanted.n && !str_equal_nocase(items[i], wanted)) ||
            has_text(collecting->fingerprints, collecting->count, items[i]))
            continue;
        ARENA_GROW(collecting->arena, collecting->fingerprints, collecting->count, collecting->room,
                   4);
        collecting->fingerprints[collecting->count++] = items[i];
    }
    return err;
}

err_t feed_trust_open(struct arena *arena, const str *key_files, size_t count,
                      struct feed_trust *ret_trust, struct fail *why)
{
    struct collecting collecting = {.arena = arena};
    err_t err = openpgp_open(&collecting.all, why);
    if (err)
        return err;
    for (size_t i = 0; !err && i < count; i++)
        err = add_file(&collecting, key_files[i], (str){0}, why);
    if (err) {
        openpgp_close(collecting.all);
        return err;
    }
    *ret_trust = (struct feed_trust){.keys = collecting.all,
                                     .fingerprints = collecting.fingerprints,
                                     .fingerprint_count = collecting.count};
    return ERR_OK;
}

void feed_trust_close(struct feed_trust *trust)
{
    openpgp_close(trust->keys);
}

/* --- those of a provider -----------------------------------------------------------------------
 */

/* False: it could not be got, or is not the one that was named. */
static bool get_key(struct feed_running *running, struct collecting *collecting,
                    const struct feed_provider_key *key)
{
    struct fail why = {0};
    err_t err =
        feed_get(running->run->fetch, key->url, OPENPGP_KEYS_BYTES_MAX, &running->body, &why);
    if (!err) {
        struct fail reason = {0};
        err = add_file(collecting, buf_str(&running->body), key->fingerprint, &reason);
        if (err == ERR_CONFLICT)
            feed_fail(&why, err, FEED_OTHER_KEY, key->fingerprint, STR(""));
        else if (err)
            feed_fail(&why, err, err == ERR_SYNTAX ? FEED_NO_KEY : FEED_OPENPGP,
                      str_from(reason.text), STR(""));
    }
    if (err) {
        feed_fail_by(&why, FEED_BAD_KEY, key->url);
        feed_note(running, str_from(why.text));
    }
    return err == ERR_OK;
}

static struct source_provider *find_record(struct source *source, str url)
{
    for (size_t i = 0; i < source->provider_count; i++)
        if (str_equal(source->providers[i].url, url))
            return &source->providers[i];
    return NULL;
}

static struct source_provider *add_record(struct feed_running *running, str url)
{
    struct source *source = running->run->source;
    struct source_provider *more =
        ARENA_ARRAY(running->arena, struct source_provider, source->provider_count + 1);
    for (size_t i = 0; i < source->provider_count; i++)
        more[i] = source->providers[i];
    source->providers = more;
    more[source->provider_count].url = url;
    return &more[source->provider_count++];
}

/* The first keys that a provider has are believed; later ones are offered. */
static void pin(const struct collecting *collecting, struct source_provider *record)
{
    if (record->key_count == 0) {
        record->keys = collecting->fingerprints;
        record->key_count = collecting->count;
        return;
    }
    str *offered = ARENA_ARRAY(collecting->arena, str, collecting->count + 1);
    record->offered_count = 0;
    for (size_t i = 0; i < collecting->count; i++)
        if (!has_text(record->keys, record->key_count, collecting->fingerprints[i]))
            offered[record->offered_count++] = collecting->fingerprints[i];
    record->offered = offered;
}

bool feed_trust_provider(struct feed_running *running, const struct feed_provider *provider,
                         struct feed_trust *trust)
{
    struct collecting collecting = {.arena = running->arena, .all = trust->keys};
    struct source_provider *record = find_record(running->run->source, provider->canonical_url);
    bool failed = false;
    for (size_t i = 0; i < provider->key_count; i++)
        failed = !get_key(running, &collecting, &provider->keys[i]) || failed;
    if (failed && (!record || !record->key_count))
        return false; /* half of the keys would be believed for ever */
    if (!record)
        record = add_record(running, provider->canonical_url);
    pin(&collecting, record);
    str *believed =
        ARENA_ARRAY(running->arena, str, record->key_count + trust->fingerprint_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < record->key_count; i++)
        believed[count++] = record->keys[i];
    for (size_t i = 0; i < trust->fingerprint_count; i++)
        believed[count++] = trust->fingerprints[i];
    trust->fingerprints = believed;
    trust->fingerprint_count = count;
    trust->needs_hash = provider->is_trusted;
    trust->needs_signature = provider->is_trusted || record->key_count || provider->key_count;
    trust->publisher_namespace = provider->publisher_namespace;
    return true;
}
