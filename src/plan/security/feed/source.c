/* SPDX-License-Identifier: Apache-2.0 */
/* source.c - sources as submodels. */
#include "plan/security/feed/source.h"

#include <stdlib.h>

#include "base/clock.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_url.h"
#include "plan/security/record.h"

enum { ID_DIGITS = 32, SAVE_TRIES_MAX = 5 };

static const str seen_path = {"/aasx/files/seen.bin", sizeof "/aasx/files/seen.bin" - 1};
static const char *const count_names[ADVISORY_OUTCOME_COUNT] = {"New", "Updated", "Unchanged",
                                                                "LeftOut", "Refused"};

str source_id(struct arena *arena, str url)
{
    char hex[SHA256_HEX_BYTES];
    struct sha256 digest = sha256_of(&url, 1);
    sha256_hex(&digest, hex);
    return arena_printf(arena, "urn:schale:advisory-source:%.*s", ID_DIGITS, hex);
}

bool source_url_is_sound(str url)
{
    return feed_url_is_sound(url) || feed_url_is_domain(url);
}

bool source_next_run(const struct source *source, int64_t now_ms, int64_t *ret_ms)
{
    int64_t last_ms;
    if (!source->every_hours)
        return false;
    if (!clock_parse(source->last_run, &last_ms))
        *ret_ms = now_ms;
    else if (!source->is_complete)
        *ret_ms = last_ms + (int64_t)SOURCE_RETRY_MINUTES * 60 * 1000;
    else
        *ret_ms = last_ms + (int64_t)source->every_hours * 3600 * 1000;
    return true;
}

/* --- the submodel ------------------------------------------------------------------------------
 */

static void write_providers(const struct source *source, struct record_writer *writer)
{
    if (!source->provider_count)
        return;
    record_list_begin(writer, "Providers");
    for (size_t i = 0; i < source->provider_count; i++) {
        const struct source_provider *provider = &source->providers[i];
        record_item_begin(writer, "Provider");
        record_property(writer, "ProviderUrl", "xs:anyURI", provider->url);
        record_texts(writer, "Keys", "Key", provider->keys, provider->key_count);
        record_texts(writer, "OfferedKeys", "OfferedKey", provider->offered,
                     provider->offered_count);
        record_item_end(writer);
    }
    record_list_end(writer);
}

/* The reason for telling it in any language; the sentence for who reads the submodel. */
static void write_error(const struct source *source, struct record_writer *writer)
{
    struct buf text = {0};
    feed_reason_write(source->error, LANGUAGE_ENGLISH, &text);
    record_property(writer, "Error", "xs:string", buf_str(&text));
    record_property(writer, "ErrorReason", "xs:string", source->error);
    buf_release(&text);
}

void source_write(const struct source *source, struct buf *out)
{
    struct record_writer writer;
    record_begin(&writer, "AdvisorySource", source->id, out);
    record_property(&writer, "Url", "xs:string", source->url);
    record_property(&writer, "Name", "xs:string", source->name);
    if (source->every_hours)
        record_number(&writer, "EveryHours", "xs:unsignedInt", source->every_hours);
    record_date(&writer, "LastRun", source->last_run);
    if (source->last_run.n) {
        record_flag(&writer, "IsComplete", source->is_complete);
        for (size_t i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
            record_number(&writer, count_names[i], "xs:unsignedInt", (int64_t)source->counts[i]);
        record_number(&writer, "Failed", "xs:unsignedInt", (int64_t)source->failed);
    }
    write_error(source, &writer);
    write_providers(source, &writer);
    record_file(&writer, "Seen", STR("application/octet-stream"), seen_path);
    record_end(&writer);
}

static size_t read_count(const struct json *json, uint32_t elements, const char *name)
{
    int64_t count = record_integer(json, elements, name, 0);
    return count > 0 ? (size_t)count : 0;
}

static void read_providers(const struct json *json, uint32_t elements, struct arena *arena,
                           struct source *source)
{
    uint32_t list = record_find(json, elements, "Providers");
    size_t room = 0;
    for (RECORD_EACH(json, list, item)) {
        uint32_t inner = record_elements(json, item);
        ARENA_GROW(arena, source->providers, source->provider_count, room, 4);
        struct source_provider *provider = &source->providers[source->provider_count++];
        provider->url = record_text(json, inner, "ProviderUrl", arena);
        record_read_texts(json, inner, "Keys", arena, &provider->keys, &provider->key_count);
        record_read_texts(json, inner, "OfferedKeys", arena, &provider->offered,
                          &provider->offered_count);
    }
}

bool source_read(struct arena *arena, str body, struct source *ret_source)
{
    struct json json;
    struct fail why;
    if (json_read(body, &json, &why) != ERR_OK)
        return false;
    uint32_t elements = record_elements(&json, 0);
    struct source source = {.id = arena_dup(arena, json_member_text(&json, 0, STR("id"), arena))};
    source.url = record_text(&json, elements, "Url", arena);
    source.name = record_text(&json, elements, "Name", arena);
    size_t hours = read_count(&json, elements, "EveryHours");
    source.every_hours = (uint32_t)(hours < SOURCE_HOURS_MAX ? hours : SOURCE_HOURS_MAX);
    source.last_run = record_text(&json, elements, "LastRun", arena);
    source.is_complete = record_is_true(&json, elements, "IsComplete");
    for (size_t i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
        source.counts[i] = read_count(&json, elements, count_names[i]);
    source.failed = read_count(&json, elements, "Failed");
    source.error = record_text(&json, elements, "ErrorReason", arena);
    if (!source.error.n) /* of a former version */
        source.error = record_text(&json, elements, "Error", arena);
    read_providers(&json, elements, arena, &source);
    bool is_template = str_equal(json_member_text(&json, 0, STR("kind"), arena), STR("Template"));
    json_release(&json);
    if (!source.url.n || is_template)
        return false;
    *ret_source = source;
    return true;
}

static bool has_text(const str *items, size_t count, str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(items[i], text))
            return true;
    return false;
}

static const struct source_provider *find_provider(const struct source *source, str url)
{
    for (size_t i = 0; i < source->provider_count; i++)
        if (str_equal(source->providers[i].url, url))
            return &source->providers[i];
    return NULL;
}

/* --- reading the store -------------------------------------------------------------------------
 */

/* The source and the revision it has. */
static err_t get_revision(struct store *store, struct arena *arena, str id,
                          struct source *ret_source, uint64_t *ret_revision, struct fail *why)
{
    struct document *document;
    err_t err = store_get(store, DOCUMENT_SUBMODEL, id, &document, why);
    if (err)
        return err;
    if (!source_read(arena, arena_dup(arena, document_body(document)), ret_source))
        err = fail_set(why, ERR_NOT_FOUND, 0, id, "this submodel is no source of advisories");
    *ret_revision = document->revision;
    document_unref(document);
    return err;
}

err_t source_get(struct store *store, struct arena *arena, str id, struct source *ret_source,
                 struct fail *why)
{
    uint64_t revision;
    return get_revision(store, arena, id, ret_source, &revision, why);
}

struct listing {
    struct arena *arena;
    struct source *items;
    size_t count;
};

static bool list_source(void *context, struct document *document)
{
    struct listing *listing = context;
    str body = arena_dup(listing->arena, document_body(document));
    if (source_read(listing->arena, body, &listing->items[listing->count]))
        listing->count++;
    return listing->count < SOURCES_MAX;
}

err_t source_list(struct store *store, struct arena *arena, struct source **ret_sources,
                  size_t *ret_count, struct fail *why)
{
    struct store_filter filter = {PROJECTION_SEMANTIC_ID, STR(SOURCE_SEMANTIC_ID)};
    struct store_query query = {
        .kind = DOCUMENT_SUBMODEL, .filters = &filter, .filter_count = 1, .limit = SOURCES_MAX};
    struct listing listing = {arena, ARENA_ARRAY(arena, struct source, SOURCES_MAX), 0};
    err_t err = store_walk(store, &query, list_source, &listing, why);
    if (err)
        return err;
    *ret_sources = listing.items;
    *ret_count = listing.count;
    return ERR_OK;
}

err_t source_find(struct store *store, struct arena *arena, str url, struct source *ret_source,
                  struct fail *why)
{
    struct source *sources;
    size_t count;
    err_t err = source_list(store, arena, &sources, &count, why);
    for (size_t i = 0; !err && i < count; i++)
        if (str_equal(sources[i].url, url) || find_provider(&sources[i], url)) {
            *ret_source = sources[i];
            return ERR_OK;
        }
    return err ? err : fail_set(why, ERR_NOT_FOUND, 0, url, "there is no such source");
}

err_t source_get_seen(struct store *store, struct arena *arena, str id, str *ret_seen,
                      struct fail *why)
{
    struct store_file file;
    *ret_seen = STR("");
    err_t err = store_get_file(store, arena, DOCUMENT_SUBMODEL, id, seen_path, &file, why);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    *ret_seen = arena_dup(arena, file.bytes);
    free((void *)(uintptr_t)file.bytes.p);
    return ERR_OK;
}

/* --- writing the store -------------------------------------------------------------------------
 */

/* Puts the submodel, and its file with `seen`, under a condition. */
static err_t put(struct store *store, const struct source *source, enum store_condition condition,
                 uint64_t revision, str seen, str actor, struct fail *why)
{
    struct arena arena = {0};
    struct buf text = {0};
    struct store_change changes[2] = {{0}};
    source_write(source, &text);
    err_t err = record_change(&arena, buf_str(&text), &changes[0], why);
    if (!err) {
        changes[0].condition = condition;
        changes[0].revision = revision;
        changes[1] =
            (struct store_change){.operation = STORE_FILE_PUT,
                                  .kind = DOCUMENT_SUBMODEL,
                                  .id = source->id,
                                  .path = seen_path,
                                  .file = {seen_path, STR("application/octet-stream"), seen}};
        struct store_batch batch = {.changes = changes, .count = seen.p ? 2 : 1, .actor = actor};
        err = store_commit(store, &batch, why);
    }
    buf_release(&text);
    arena_release(&arena);
    return err;
}

err_t source_create(struct store *store, const struct source *source, str actor, struct fail *why)
{
    return put(store, source, STORE_IF_ABSENT, 0, STR(""), actor, why);
}

/* Moves a key from those that are offered to those that are believed; false: it is not offered. */
static bool accept_key(struct source_provider *provider, str fingerprint, struct arena *arena)
{
    if (!has_text(provider->offered, provider->offered_count, fingerprint))
        return false;
    str *keys = ARENA_ARRAY(arena, str, provider->key_count + 1),
        *offered = ARENA_ARRAY(arena, str, provider->offered_count);
    size_t left = 0;
    for (size_t i = 0; i < provider->key_count; i++)
        keys[i] = provider->keys[i];
    for (size_t i = 0; i < provider->offered_count; i++)
        if (str_equal_nocase(provider->offered[i], fingerprint))
            keys[provider->key_count] = provider->offered[i];
        else
            offered[left++] = provider->offered[i];
    provider->keys = keys;
    provider->key_count++;
    provider->offered = offered;
    provider->offered_count = left;
    return true;
}

/* What the run knows of the providers over what stands there; what a user accepted meanwhile stays
 * accepted. */
static void merge_providers(struct source *merged, const struct source *source, struct arena *arena)
{
    const struct source current = *merged;
    merged->provider_count = source->provider_count;
    merged->providers = ARENA_ARRAY(arena, struct source_provider, source->provider_count + 1);
    for (size_t i = 0; i < source->provider_count; i++) {
        struct source_provider *provider = &merged->providers[i];
        *provider = source->providers[i];
        const struct source_provider *now = find_provider(&current, provider->url);
        for (size_t k = 0; now && k < now->key_count; k++)
            (void)accept_key(provider, now->keys[k], arena);
    }
}

err_t source_save_run(struct store *store, const struct source *source, bool how_it_went, str seen,
                      struct fail *why)
{
    struct arena arena = {0};
    err_t err = ERR_PRECONDITION;
    for (int i = 0; err == ERR_PRECONDITION && i < SAVE_TRIES_MAX; i++) {
        struct source merged;
        uint64_t revision;
        err = get_revision(store, &arena, source->id, &merged, &revision, why);
        if (err)
            break;
        merge_providers(&merged, source, &arena);
        if (how_it_went) {
            merged.last_run = source->last_run;
            merged.is_complete = source->is_complete;
            memcpy(merged.counts, source->counts, sizeof merged.counts);
            merged.failed = source->failed;
            merged.error = source->error;
        }
        err = put(store, &merged, STORE_IF_REVISION, revision, seen, STR("advisories fetch"), why);
    }
    arena_release(&arena);
    return err;
}

err_t source_accept_key(struct store *store, str id, str fingerprint, str actor, struct fail *why)
{
    struct arena arena = {0};
    err_t err = ERR_PRECONDITION;
    for (int i = 0; err == ERR_PRECONDITION && i < SAVE_TRIES_MAX; i++) {
        struct source source;
        uint64_t revision;
        bool found = false;
        err = get_revision(store, &arena, id, &source, &revision, why);
        for (size_t k = 0; !err && k < source.provider_count; k++)
            found = accept_key(&source.providers[k], fingerprint, &arena) || found;
        if (!err && !found)
            err = fail_set(why, ERR_NOT_FOUND, 0, fingerprint, "this key is not offered");
        if (!err)
            err = put(store, &source, STORE_IF_REVISION, revision, (str){0}, actor, why);
    }
    arena_release(&arena);
    return err;
}
