/* SPDX-License-Identifier: Apache-2.0 */
/* feed_provider.c - the two files against their schemas, as far as they are used or promise
 * something. */
#include "plan/security/feed/feed_provider.h"

#include "base/ascii.h"
#include "base/clock.h"
#include "codec/json.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_url.h"

/* One reading. */
struct reading {
    struct json json;
    struct arena *arena;
    struct fail *why;
};

static err_t refuse_at(struct reading *reading, const char *place, enum feed_reason rule)
{
    return feed_fail(reading->why, ERR_INVALID, rule, str_from(place), STR(""));
}

static err_t refuse_many(struct reading *reading, const char *place, size_t max)
{
    return feed_fail(reading->why, ERR_TOO_LARGE, FEED_FORM_MANY, str_from(place),
                     arena_printf(reading->arena, "%zu", max));
}

/* --- members -----------------------------------------------------------------------------------
 */

static err_t read_text(struct reading *reading, uint32_t object, const char *name,
                       const char *place, str *ret_text)
{
    str text = json_member_text(&reading->json, object, str_from(name), reading->arena);
    if (!text.n)
        return refuse_at(reading, place, FEED_FORM_TEXT);
    *ret_text = arena_dup(reading->arena, text);
    return ERR_OK;
}

/* One of several words; the last is NULL. */
static err_t read_word(struct reading *reading, uint32_t object, const char *name,
                       const char *place, const char *const *words, str *ret_text)
{
    err_t err = read_text(reading, object, name, place, ret_text);
    for (size_t i = 0; !err && words[i]; i++)
        if (str_equal(*ret_text, str_from(words[i])))
            return ERR_OK;
    return err ? err : refuse_at(reading, place, FEED_FORM_WORD);
}

static err_t read_date(struct reading *reading, uint32_t object, const char *name,
                       const char *place)
{
    str text;
    int64_t ms;
    err_t err = read_text(reading, object, name, place, &text);
    return err ? err : clock_parse(text, &ms) ? ERR_OK : refuse_at(reading, place, FEED_FORM_DATE);
}

static err_t read_flag(struct reading *reading, uint32_t object, const char *name,
                       const char *place)
{
    uint32_t token = json_member(&reading->json, object, str_from(name));
    enum json_type type = token ? json_type(&reading->json, token) : JSON_NULL;
    return type == JSON_TRUE || type == JSON_FALSE ? ERR_OK
                                                   : refuse_at(reading, place, FEED_FORM_FLAG);
}

static err_t take_url(struct reading *reading, str text, const char *place, const char *ending,
                      str *ret_url)
{
    if (!feed_url_is_sound(text))
        return refuse_at(reading, place, FEED_FORM_URL);
    if (!str_ends_with(text, str_from(ending)))
        return feed_fail(reading->why, ERR_INVALID, FEED_FORM_ENDING, str_from(place),
                         str_from(ending));
    *ret_url = arena_dup(reading->arena, text);
    return ERR_OK;
}

static err_t read_url(struct reading *reading, uint32_t object, const char *name, const char *place,
                      const char *ending, str *ret_url)
{
    str text = json_member_text(&reading->json, object, str_from(name), reading->arena);
    return take_url(reading, text, place, ending, ret_url);
}

/* The items of a list, which must not be longer than `max`. */
static err_t open_list(struct reading *reading, uint32_t object, const char *name,
                       const char *place, size_t max, uint32_t *ret_item, uint32_t *ret_end)
{
    uint32_t token = json_member(&reading->json, object, str_from(name));
    *ret_item = *ret_end = 0;
    if (!token)
        return ERR_OK;
    if (json_type(&reading->json, token) != JSON_ARRAY)
        return refuse_at(reading, place, FEED_FORM_LIST);
    if (json_count(&reading->json, token) > max)
        return refuse_many(reading, place, max);
    *ret_item = token + 1;
    *ret_end = json_next(&reading->json, token);
    return ERR_OK;
}

/* --- what both files have ----------------------------------------------------------------------
 */

static err_t read_publisher(struct reading *reading, uint32_t object, const char *place,
                            str *ret_name, str *ret_namespace)
{
    static const char *const categories[] = {"coordinator", "discoverer", "other", "translator",
                                             "user",        "vendor",     NULL};
    uint32_t publisher = json_member(&reading->json, object, STR("publisher"));
    str word;
    if (!publisher || json_type(&reading->json, publisher) != JSON_OBJECT)
        return refuse_at(reading, place, FEED_FORM_PUBLISHER);
    err_t err = read_word(reading, publisher, "category", place, categories, &word);
    if (!err)
        err = read_text(reading, publisher, "name", place, ret_name);
    return err ? err : read_text(reading, publisher, "namespace", place, ret_namespace);
}

static err_t begin(struct reading *reading, str text, struct fail *why)
{
    if (text.n > FEED_PROVIDER_BYTES_MAX)
        return feed_fail(why, ERR_TOO_LARGE, FEED_TEXT_LARGE,
                         arena_printf(reading->arena, "%d", FEED_PROVIDER_BYTES_MAX), STR(""));
    struct fail reason = {0};
    err_t err = json_read(text, &reading->json, &reason);
    if (err)
        return feed_fail(why, err, FEED_NO_JSON, str_from(reason.text), STR(""));
    if (json_type(&reading->json, 0) == JSON_OBJECT)
        return ERR_OK;
    json_release(&reading->json);
    return refuse_at(reading, "$", FEED_FORM_OBJECT);
}

/* --- provider-metadata.json --------------------------------------------------------------------
 */

/* At least 40 hexadecimal digits. */
static bool read_fingerprint(struct arena *arena, str text, str *ret_fingerprint)
{
    str copy = arena_dup(arena, text);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < copy.n; i++) {
        if (p[i] >= 'a' && p[i] <= 'f')
            p[i] = (char)(p[i] - 'a' + 'A');
        if (!ascii_is_digit(p[i]) && !(p[i] >= 'A' && p[i] <= 'F'))
            return false;
    }
    *ret_fingerprint = copy;
    return copy.n >= 40;
}

static err_t read_keys(struct reading *reading, struct feed_provider *provider)
{
    static const char place[] = "$.public_openpgp_keys";
    uint32_t item, end;
    err_t err =
        open_list(reading, 0, "public_openpgp_keys", place, FEED_PROVIDER_KEYS_MAX, &item, &end);
    struct feed_provider_key *keys =
        ARENA_ARRAY(reading->arena, struct feed_provider_key, FEED_PROVIDER_KEYS_MAX);
    for (; !err && item < end; item = json_next(&reading->json, item)) {
        struct feed_provider_key *key = &keys[provider->key_count++];
        str fingerprint =
            json_member_text(&reading->json, item, STR("fingerprint"), reading->arena);
        err = read_url(reading, item, "url", place, "", &key->url);
        if (!err && fingerprint.p &&
            !read_fingerprint(reading->arena, fingerprint, &key->fingerprint))
            err = refuse_at(reading, place, FEED_FORM_FINGERPRINT);
    }
    provider->keys = keys;
    return err;
}

/* The lists of a provider that grow while its distributions are read. */
struct lists {
    str *feeds, *directories;
};

static err_t read_feeds(struct reading *reading, uint32_t rolie, struct lists *lists,
                        struct feed_provider *provider)
{
    static const char place[] = "$.distributions[].rolie.feeds";
    static const char *const labels[] = {"UNLABELED", "WHITE", "GREEN", "AMBER", "RED", NULL};
    uint32_t item, end;
    err_t err = open_list(reading, rolie, "feeds", place, FEED_PROVIDER_LISTS_MAX, &item, &end);
    if (!err && item == end)
        err = refuse_at(reading, place, FEED_FORM_FEEDS);
    for (; !err && item < end; item = json_next(&reading->json, item)) {
        str label, url;
        err = read_word(reading, item, "tlp_label", place, labels, &label);
        if (!err)
            err = read_url(reading, item, "url", place, ".json", &url);
        if (err)
            return err;
        if (!str_equal(label, STR("WHITE")) && !str_equal(label, STR("UNLABELED")))
            provider->closed_feed_count++;
        else if (provider->feed_count == FEED_PROVIDER_LISTS_MAX)
            err = refuse_many(reading, place, FEED_PROVIDER_LISTS_MAX);
        else
            lists->feeds[provider->feed_count++] = url;
    }
    return err;
}

static err_t read_distributions(struct reading *reading, struct feed_provider *provider)
{
    static const char place[] = "$.distributions";
    struct lists lists = {ARENA_ARRAY(reading->arena, str, FEED_PROVIDER_LISTS_MAX),
                          ARENA_ARRAY(reading->arena, str, FEED_PROVIDER_LISTS_MAX)};
    uint32_t item, end;
    err_t err = open_list(reading, 0, "distributions", place, FEED_PROVIDER_LISTS_MAX, &item, &end);
    for (; !err && item < end; item = json_next(&reading->json, item)) {
        uint32_t rolie = json_member(&reading->json, item, STR("rolie"));
        if (rolie)
            err = read_feeds(reading, rolie, &lists, provider);
        if (!err && json_member(&reading->json, item, STR("directory_url")))
            err = read_url(reading, item, "directory_url", "$.distributions[].directory_url", "",
                           &lists.directories[provider->directory_count++]);
    }
    provider->feeds = lists.feeds;
    provider->directories = lists.directories;
    return err;
}

static err_t read_provider(struct reading *reading, struct feed_provider *provider)
{
    static const char *const versions[] = {"2.0", NULL};
    static const char *const roles[] = {"csaf_publisher", "csaf_provider", "csaf_trusted_provider",
                                        NULL};
    str version, role = {0};
    err_t err = read_url(reading, 0, "canonical_url", "$.canonical_url", "/provider-metadata.json",
                         &provider->canonical_url);
    if (!err)
        err = read_word(reading, 0, "metadata_version", "$.metadata_version", versions, &version);
    if (!err)
        err = read_date(reading, 0, "last_updated", "$.last_updated");
    if (!err)
        err = read_flag(reading, 0, "list_on_CSAF_aggregators", "$.list_on_CSAF_aggregators");
    if (!err)
        err = read_flag(reading, 0, "mirror_on_CSAF_aggregators", "$.mirror_on_CSAF_aggregators");
    if (!err)
        err = read_word(reading, 0, "role", "$.role", roles, &role);
    if (!err)
        err = read_publisher(reading, 0, "$.publisher", &provider->name,
                             &provider->publisher_namespace);
    if (!err)
        err = read_keys(reading, provider);
    provider->is_trusted = str_equal(role, STR("csaf_trusted_provider"));
    return err ? err : read_distributions(reading, provider);
}

err_t feed_provider_read(struct arena *arena, str text, struct feed_provider *ret_provider,
                         struct fail *why)
{
    struct reading reading = {.arena = arena, .why = why};
    struct feed_provider provider = {0};
    err_t err = begin(&reading, text, why);
    if (err)
        return err;
    err = read_provider(&reading, &provider);
    json_release(&reading.json);
    if (!err)
        *ret_provider = provider;
    return err;
}

/* --- aggregator.json ---------------------------------------------------------------------------
 */

struct urls {
    str *items;
    size_t count;
};

static err_t read_entry(struct reading *reading, uint32_t item, bool needs_mirror,
                        const char *place, str *ret_url)
{
    static const char ending[] = "/provider-metadata.json";
    str name, space;
    uint32_t metadata = json_member(&reading->json, item, STR("metadata")), mirror, end;
    if (!metadata)
        return refuse_at(reading, place, FEED_FORM_METADATA);
    err_t err = read_date(reading, metadata, "last_updated", place);
    if (!err)
        err = read_publisher(reading, metadata, place, &name, &space);
    if (!err)
        err = open_list(reading, item, "mirrors", place, FEED_AGGREGATOR_PROVIDERS_MAX, &mirror,
                        &end);
    if (err)
        return err;
    if (mirror < end)
        return take_url(reading, json_text(&reading->json, mirror, reading->arena), place, ending,
                        ret_url);
    return needs_mirror ? refuse_at(reading, place, FEED_FORM_MIRRORS)
                        : read_url(reading, metadata, "url", place, ending, ret_url);
}

static err_t read_entries(struct reading *reading, const char *name, bool needs_mirror,
                          const char *place, struct urls *urls)
{
    uint32_t item, end;
    err_t err = open_list(reading, 0, name, place, FEED_AGGREGATOR_PROVIDERS_MAX, &item, &end);
    for (; !err && item < end; item = json_next(&reading->json, item))
        err = read_entry(reading, item, needs_mirror, place, &urls->items[urls->count++]);
    return err;
}

static err_t read_aggregator(struct reading *reading, struct urls *urls)
{
    static const char *const versions[] = {"2.0", NULL};
    static const char *const categories[] = {"aggregator", "lister", NULL};
    str text;
    uint32_t aggregator = json_member(&reading->json, 0, STR("aggregator"));
    if (!aggregator)
        return refuse_at(reading, "$.aggregator", FEED_FORM_MISSING);
    err_t err =
        read_word(reading, aggregator, "category", "$.aggregator.category", categories, &text);
    if (!err)
        err = read_text(reading, aggregator, "name", "$.aggregator.name", &text);
    if (!err)
        err = read_text(reading, aggregator, "namespace", "$.aggregator.namespace", &text);
    if (!err)
        err = read_word(reading, 0, "aggregator_version", "$.aggregator_version", versions, &text);
    if (!err)
        err = read_url(reading, 0, "canonical_url", "$.canonical_url", "/aggregator.json", &text);
    if (!err)
        err = read_date(reading, 0, "last_updated", "$.last_updated");
    if (!err)
        err = read_entries(reading, "csaf_providers", false, "$.csaf_providers", urls);
    if (!err && urls->count == 0)
        err = refuse_at(reading, "$.csaf_providers", FEED_FORM_NONE);
    return err ? err : read_entries(reading, "csaf_publishers", true, "$.csaf_publishers", urls);
}

err_t feed_aggregator_read(struct arena *arena, str text, const str **ret_urls, size_t *ret_count,
                           struct fail *why)
{
    struct reading reading = {.arena = arena, .why = why};
    struct urls urls = {.items =
                            ARENA_ARRAY(arena, str, (size_t)2 * FEED_AGGREGATOR_PROVIDERS_MAX)};
    err_t err = begin(&reading, text, why);
    if (err)
        return err;
    err = read_aggregator(&reading, &urls);
    json_release(&reading.json);
    if (err)
        return err;
    *ret_urls = urls.items;
    *ret_count = urls.count;
    return ERR_OK;
}
