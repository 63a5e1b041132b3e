/* SPDX-License-Identifier: Apache-2.0 */
/* own_provider_files.c - the files that speak of all published documents. */
#include "base/clock.h"
#include "base/map.h"
#include "plan/security/publish/own_provider.h"
#include "plan/security/publish/publish_text.h"

#define FILE_OF(name) STR(OWN_PROVIDER_FILES "/csaf/" name)
#define WHITE_FILE(name) STR(OWN_PROVIDER_FILES OWN_PROVIDER_WHITE name)

enum { FILES_FIXED = 8, EXPIRES_DAYS = 180 };

static const int64_t day_ms = 24 * 60 * 60 * INT64_C(1000);

struct making {
    const struct own_provider *provider;
    struct arena *arena;
    const struct own_provider_document *documents;
    size_t count;
    str now;
    struct own_provider_file *files;
    size_t file_count;
};

static void add_file(struct making *making, str path, const char *content_type, struct buf *text)
{
    making->files[making->file_count++] =
        (struct own_provider_file){.path = path,
                                   .content_type = str_from(content_type),
                                   .bytes = arena_dup(making->arena, buf_str(text))};
    buf_release(text);
}

static str url_of(const struct making *making, str path)
{
    return own_provider_url(making->arena, making->provider, path);
}

static str feed_title(const struct making *making)
{
    return arena_printf(making->arena, "%.*s: CSAF (TLP:WHITE)", STR_ARG(making->provider->name));
}

static str key_path(struct arena *arena, str fingerprint)
{
    return arena_printf(arena, OWN_PROVIDER_FILES "/csaf/openpgp/%.*s.asc", STR_ARG(fingerprint));
}

static void write_key(const struct making *making, str fingerprint, struct buf *out)
{
    buf_add(out, STR("{\"fingerprint\":"));
    json_write_string(out, fingerprint);
    json_write_member(out, "url", url_of(making, key_path(making->arena, fingerprint)));
    buf_add_char(out, '}');
}

/* --- 7.1.7 -------------------------------------------------------------------------------------
 */

static void make_metadata(struct making *making)
{
    const struct own_provider *provider = making->provider;
    const str *former = provider->former_keys.items;
    struct buf out = {0};
    buf_add(&out, STR("{\"canonical_url\":"));
    json_write_string(&out, url_of(making, provider->metadata));
    buf_add(&out, STR(",\"distributions\":[{\"directory_url\":"));
    json_write_string(&out, url_of(making, WHITE_FILE("")));
    buf_add(&out, STR("},{\"rolie\":{\"categories\":["));
    json_write_string(&out, url_of(making, provider->category_file));
    buf_add(&out, STR("],\"feeds\":[{\"summary\":"));
    json_write_string(&out, feed_title(making));
    buf_add(&out, STR(",\"tlp_label\":\"WHITE\",\"url\":"));
    json_write_string(&out, url_of(making, provider->feed));
    buf_add(&out, STR("}],\"services\":["));
    json_write_string(&out, url_of(making, provider->service));
    buf_add(&out, STR("]}}]"));
    json_write_member(&out, "last_updated", making->now);
    buf_add(&out, STR(",\"list_on_CSAF_aggregators\":true,\"metadata_version\":\"2.0\","
                      "\"mirror_on_CSAF_aggregators\":true,\"public_openpgp_keys\":["));
    write_key(making, provider->key, &out);
    for (size_t i = 0; i < provider->former_keys.count; i++) {
        buf_add_char(&out, ',');
        write_key(making, former[i], &out);
    }
    buf_add(&out, STR("],\"publisher\":"));
    own_provider_write_publisher(provider, &out);
    buf_add(&out, STR(",\"role\":\"csaf_trusted_provider\"}\n"));
    add_file(making, provider->metadata, "application/json", &out);
}

/* --- 7.1.12, 7.1.13, 7.1.14 --------------------------------------------------------------------
 */

static void make_index(struct making *making)
{
    struct buf index = {0}, changes = {0};
    for (size_t i = 0; i < making->count; i++) {
        str name = own_provider_short_path(making->documents[i].file);
        buf_printf(&index, "%.*s\n", STR_ARG(name));
        buf_printf(&changes, "\"%.*s\",\"%.*s\"\n", STR_ARG(name),
                   STR_ARG(making->documents[i].released));
    }
    add_file(making, making->provider->index, "text/plain; charset=utf-8", &index);
    add_file(making, making->provider->changes, "text/csv; charset=utf-8", &changes);
}

static void begin_listing(const char *title, struct buf *out)
{
    buf_printf(out,
               "<!DOCTYPE html><html lang=\"en\"><meta charset=\"utf-8\"><title>%s</title>"
               "<h1>%s</h1><ul>\n",
               title, title);
}

static void write_escaped(str text, struct buf *out)
{
    for (size_t i = 0; i < text.n; i++)
        if (strchr("\"&<>'", text.p[i]))
            buf_printf(out, "&#%d;", text.p[i]);
        else
            buf_add_char(out, text.p[i]);
}

static void list_link(const struct making *making, str path, struct buf *out)
{
    str name = path;
    for (size_t i = 0; i + 1 < path.n; i++)
        if (path.p[i] == '/')
            name = str_of(path.p + i + 1, path.n - i - 1);
    buf_add(out, STR("<li><a href=\""));
    write_escaped(url_of(making, path), out);
    buf_add(out, STR("\">"));
    write_escaped(name, out);
    buf_add(out, STR("</a></li>\n"));
}

static void list_year(struct making *making, size_t first)
{
    const struct own_provider_document *documents = making->documents;
    struct buf out = {0};
    begin_listing("TLP:WHITE", &out);
    for (size_t i = first; i < making->count; i++) {
        if (!str_equal(documents[i].folder, documents[first].folder))
            continue;
        const str paths[] = {documents[i].file, documents[i].sha256, documents[i].sha512,
                             documents[i].signature};
        for (size_t j = 0; j < COUNT_OF(paths); j++)
            list_link(making, paths[j], &out);
    }
    buf_add(&out, STR("</ul>\n"));
    add_file(making, documents[first].folder, "text/html; charset=utf-8", &out);
}

static void make_listings(struct making *making)
{
    const struct own_provider *provider = making->provider;
    const str paths[] = {provider->index, provider->changes, provider->feed};
    struct buf out = {0};
    begin_listing("TLP:WHITE", &out);
    for (size_t i = 0; i < COUNT_OF(paths); i++)
        list_link(making, paths[i], &out);
    for (size_t i = 0; i < making->count; i++) {
        size_t before = 0;
        while (before < i &&
               !str_equal(making->documents[before].folder, making->documents[i].folder))
            before++;
        if (before < i)
            continue;
        str folder = making->documents[i].folder;
        if (str_ends_with(folder, STR(OWN_PROVIDER_LISTING)))
            folder.n -= strlen(OWN_PROVIDER_LISTING);
        list_link(making, folder, &out);
        list_year(making, i);
    }
    buf_add(&out, STR("</ul>\n"));
    add_file(making, provider->folder, "text/html; charset=utf-8", &out);
}

/* --- 7.1.15, 7.1.16, 7.1.17: ROLIE -------------------------------------------------------------
 */

#define ROLIE_CATEGORY                                                                             \
    "{\"scheme\":\"urn:ietf:params:rolie:category:information-type\",\"term\":\"csaf\"}"

static void write_link(const struct making *making, const char *relation, str path, bool first,
                       struct buf *out)
{
    buf_printf(out, "%s{\"rel\":\"%s\",\"href\":", first ? "" : ",", relation);
    json_write_string(out, url_of(making, path));
    buf_add_char(out, '}');
}

static void write_entry(const struct making *making, const struct own_provider_document *document,
                        struct buf *out)
{
    const str *categories = document->categories.items;
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, document->tracking_id);
    json_write_member(out, "title", document->title);
    buf_add(out, STR(",\"link\":["));
    write_link(making, "self", document->file, true, out);
    write_link(making, "hash", document->sha256, false, out);
    write_link(making, "hash", document->sha512, false, out);
    write_link(making, "signature", document->signature, false, out);
    buf_add(out, STR("],\"category\":[" ROLIE_CATEGORY));
    for (size_t i = 0; i < document->categories.count; i++) {
        buf_add(out, STR(",{\"term\":"));
        json_write_string(out, categories[i]);
        buf_add_char(out, '}');
    }
    buf_add_char(out, ']');
    json_write_member(out, "published", document->initially_released);
    json_write_member(out, "updated", document->released);
    buf_add(out, STR(",\"summary\":{\"content\":"));
    json_write_string(out, document->summary);
    buf_add(out, STR("},\"content\":{\"type\":\"application/json\",\"src\":"));
    json_write_string(out, url_of(making, document->file));
    buf_add(out, STR("},\"format\":{\"schema\":\"https://docs.oasis-open.org/csaf/csaf/v2.0/"
                     "csaf_json_schema.json\",\"version\":\"2.0\"}}"));
}

static void make_feed(struct making *making)
{
    struct buf out = {0};
    buf_add(&out, STR("{\"feed\":{\"id\":\"csaf-feed-tlp-white\""));
    json_write_member(&out, "title", feed_title(making));
    buf_add(&out, STR(",\"link\":["));
    write_link(making, "self", making->provider->feed, true, &out);
    write_link(making, "service", making->provider->service, false, &out);
    buf_add(&out, STR("],\"category\":[" ROLIE_CATEGORY "]"));
    json_write_member(&out, "updated", making->now);
    buf_add(&out, STR(",\"entry\":["));
    for (size_t i = 0; i < making->count; i++) {
        if (i)
            buf_add_char(&out, ',');
        write_entry(making, &making->documents[i], &out);
    }
    buf_add(&out, STR("]}}\n"));
    add_file(making, making->provider->feed, "application/json", &out);
}

static void make_service(struct making *making)
{
    struct buf out = {0};
    buf_add(&out, STR("{\"service\":{\"workspace\":[{\"title\":\"CSAF\",\"collection\":["
                      "{\"title\":"));
    json_write_string(&out, feed_title(making));
    json_write_member(&out, "href", url_of(making, making->provider->feed));
    buf_add(&out, STR(",\"categories\":{\"category\":[" ROLIE_CATEGORY "]}}]}]}}\n"));
    add_file(making, making->provider->service, "application/json", &out);
}

static void make_categories(struct making *making)
{
    struct map seen = {0};
    struct buf out = {0};
    buf_add(&out, STR("{\"categories\":{\"category\":[" ROLIE_CATEGORY));
    for (size_t i = 0; i < making->count; i++) {
        const str *terms = making->documents[i].categories.items;
        for (size_t j = 0; j < making->documents[i].categories.count; j++) {
            bool added;
            map_put(&seen, terms[j], &added);
            if (!added)
                continue;
            buf_add(&out, STR(",{\"term\":"));
            json_write_string(&out, terms[j]);
            buf_add_char(&out, '}');
        }
    }
    buf_add(&out, STR("]}}\n"));
    map_release(&seen);
    add_file(making, making->provider->category_file, "application/json", &out);
}

/* --- all ---------------------------------------------------------------------------------------
 */

void own_provider_make_files(struct own_provider *provider, str public_key, str now,
                             struct arena *arena, struct own_provider_file **ret_files,
                             size_t *ret_count)
{
    struct buf key = {0};
    provider->updated = now;
    provider->metadata = FILE_OF("provider-metadata.json");
    provider->service = FILE_OF("service.json");
    provider->category_file = FILE_OF("categories.json");
    provider->index = WHITE_FILE("index.txt");
    provider->changes = WHITE_FILE("changes.csv");
    provider->feed = WHITE_FILE("csaf-feed-tlp-white.json");
    provider->folder = WHITE_FILE(OWN_PROVIDER_LISTING);
    provider->key_file = key_path(arena, provider->key);
    struct making making = {.provider = provider,
                            .arena = arena,
                            .documents = provider->documents.items,
                            .count = provider->documents.count,
                            .now = now};
    /* One listing for each year at most. */
    making.files = ARENA_ARRAY(arena, struct own_provider_file, FILES_FIXED + making.count);
    make_metadata(&making);
    make_index(&making);
    make_listings(&making);
    make_feed(&making);
    make_service(&making);
    make_categories(&making);
    buf_add(&key, public_key);
    add_file(&making, provider->key_file, "application/pgp-keys", &key);
    *ret_files = making.files;
    *ret_count = making.file_count;
}

void own_provider_write_security_txt(const struct own_provider *provider, struct arena *arena,
                                     int64_t now_ms, struct buf *out)
{
    char expires[CLOCK_TEXT_BYTES];
    str mail = publish_find_mail(provider->contact_details);
    clock_format((now_ms / day_ms + EXPIRES_DAYS) * day_ms, expires);
    if (mail.n)
        buf_printf(out, "Contact: mailto:%.*s\n", STR_ARG(mail));
    else
        buf_printf(out, "Contact: %.*s\n", STR_ARG(provider->namespace));
    buf_printf(out, "Expires: %s\nEncryption: %.*s\nCanonical: %.*s\nCSAF: %.*s\n", expires,
               STR_ARG(own_provider_url(arena, provider, provider->key_file)),
               STR_ARG(own_provider_url(arena, provider, STR(OWN_PROVIDER_FILES "/security.txt"))),
               STR_ARG(own_provider_url(arena, provider, provider->metadata)));
}
