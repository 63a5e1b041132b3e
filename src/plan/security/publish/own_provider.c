/* SPDX-License-Identifier: Apache-2.0 */
/* own_provider.c - the provider's submodel, its check, its list of documents. */
#include "plan/security/publish/own_provider.h"

#include <stddef.h>

#include "base/clock.h"
#include "plan/security/publish/publish_text.h"

#define CATEGORIES "vendor, coordinator, discoverer, user, other"

/* clang-format off */
#define TEXT(type, member, json, id_short) {json, id_short, NULL, FORM_TEXT, offsetof(type, member), 0, NULL, false}
#define FILE_ROW(type, member, id_short, content_type) {NULL, id_short, content_type, FORM_FILE, offsetof(type, member), 0, NULL, false}

static const struct form_field document_fields[] = {
    TEXT(struct own_provider_document, advisory, NULL, "Advisory"),
    TEXT(struct own_provider_document, tracking_id, NULL, "TrackingId"),
    TEXT(struct own_provider_document, title, NULL, "Title"),
    TEXT(struct own_provider_document, summary, NULL, "Summary"),
    TEXT(struct own_provider_document, initially_released, NULL, "InitialReleaseDate"),
    TEXT(struct own_provider_document, released, NULL, "CurrentReleaseDate"),
    FILE_ROW(struct own_provider_document, file, "Document", "application/json"),
    FILE_ROW(struct own_provider_document, sha256, "Sha256", "text/plain"),
    FILE_ROW(struct own_provider_document, sha512, "Sha512", "text/plain"),
    FILE_ROW(struct own_provider_document, signature, "Signature", "application/pgp-signature"),
    FILE_ROW(struct own_provider_document, folder, "Folder", "text/html"),
    {NULL, "Categories", "Category", FORM_TEXTS, offsetof(struct own_provider_document, categories), 0, NULL, false},
};
static const struct form document_form = {sizeof(struct own_provider_document), document_fields, COUNT_OF(document_fields)};

static const struct form_field provider_fields[] = {
    TEXT(struct own_provider, name, "name", "ProviderName"),
    TEXT(struct own_provider, namespace, "namespace", "Namespace"),
    TEXT(struct own_provider, category, "category", "PublisherCategory"),
    TEXT(struct own_provider, contact_details, "contact_details", "ContactDetails"),
    TEXT(struct own_provider, issuing_authority, "issuing_authority", "IssuingAuthority"),
    TEXT(struct own_provider, public_url, "public_url", "PublicUrl"),
    {"key", "Key", NULL, FORM_TEXT, offsetof(struct own_provider, key), 0, NULL, true},
    {NULL, "FormerKeys", "FormerKey", FORM_TEXTS, offsetof(struct own_provider, former_keys), 0, NULL, false},
    TEXT(struct own_provider, updated, NULL, "Updated"),
    FILE_ROW(struct own_provider, metadata, "ProviderMetadata", "application/json"),
    FILE_ROW(struct own_provider, index, "Index", "text/plain"),
    FILE_ROW(struct own_provider, changes, "Changes", "text/csv"),
    FILE_ROW(struct own_provider, feed, "Feed", "application/json"),
    FILE_ROW(struct own_provider, service, "Service", "application/json"),
    FILE_ROW(struct own_provider, category_file, "CategoryDocument", "application/json"),
    FILE_ROW(struct own_provider, folder, "Folder", "text/html"),
    FILE_ROW(struct own_provider, key_file, "PublicKey", "application/pgp-keys"),
    {NULL, "PublishedDocuments", "PublishedDocument", FORM_ITEMS, offsetof(struct own_provider, documents), OWN_PROVIDER_DOCUMENTS_MAX,
     &document_form, false},
    {"findings", NULL, NULL, FORM_NOTHING, 0, 0, NULL, true},
};
const struct form own_provider_form = {sizeof(struct own_provider), provider_fields, COUNT_OF(provider_fields)};
/* clang-format on */

err_t own_provider_read(struct store *store, struct arena *arena, str public_url,
                        struct own_provider *ret_provider, bool *ret_there, uint64_t *ret_revision,
                        struct fail *why)
{
    struct document *document;
    struct json json;
    err_t err = store_get(store, DOCUMENT_SUBMODEL, STR(OWN_PROVIDER_ID), &document, why);
    *ret_provider = (struct own_provider){.category = STR("vendor"), .public_url = public_url};
    *ret_there = err == ERR_OK;
    *ret_revision = 0;
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    *ret_revision = document->revision;
    err = json_read(document_body(document), &json, why);
    if (!err) {
        form_read_record(&own_provider_form, &json, record_elements(&json, 0), arena, ret_provider);
        if (!ret_provider->public_url.n)
            ret_provider->public_url = public_url;
        json_release(&json);
    }
    document_unref(document);
    return err;
}

void own_provider_write_record(const struct own_provider *provider, struct buf *out)
{
    struct record_writer writer;
    record_begin(&writer, "CsafProvider", STR(OWN_PROVIDER_ID), out);
    form_write_record(&own_provider_form, provider, &writer);
    record_end(&writer);
}

/* --- the check ---------------------------------------------------------------------------------
 */

void own_provider_check(const struct own_provider *provider, bool is_whole,
                        struct findings *findings)
{
    const struct {
        const char *path;
        str text;
    } needed[] = {{"provider.name", provider->name},
                  {"provider.namespace", provider->namespace},
                  {"provider.contact_details", provider->contact_details},
                  {"provider.public_url", provider->public_url}};
    for (size_t i = 0; is_whole && i < COUNT_OF(needed); i++)
        if (!needed[i].text.n)
            form_report(findings, PUBLISH_PROVIDER, str_from(needed[i].path),
                        str_from(needed[i].path + strlen("provider.")), STR(""));
    if (!publish_is_word(provider->category, STR(CATEGORIES)))
        form_report(findings, PUBLISH_WORD, STR("provider.category"), provider->category,
                    STR(CATEGORIES));
    if (provider->namespace.n && !publish_is_web_url(provider->namespace))
        form_report(findings, PUBLISH_URL, STR("provider.namespace"), provider->namespace, STR(""));
    if (provider->public_url.n && !publish_is_public_url(provider->public_url))
        form_report(findings, PUBLISH_PUBLIC_URL, STR("provider.public_url"), provider->public_url,
                    STR(""));
}

void own_provider_write_publisher(const struct own_provider *provider, struct buf *out)
{
    buf_add(out, STR("{\"category\":"));
    json_write_string(out, provider->category);
    json_write_filled_member(out, "contact_details", provider->contact_details);
    json_write_filled_member(out, "issuing_authority", provider->issuing_authority);
    json_write_member(out, "name", provider->name);
    json_write_member(out, "namespace", provider->namespace);
    buf_add_char(out, '}');
}

/* --- documents ---------------------------------------------------------------------------------
 */

void own_provider_set_key(struct own_provider *provider, struct arena *arena, str fingerprint)
{
    const str *from = provider->former_keys.items;
    if (str_equal(provider->key, fingerprint))
        return;
    str *to = ARENA_ARRAY(arena, str, provider->former_keys.count + 1);
    size_t count = 0;
    if (provider->key.n)
        to[count++] = provider->key;
    for (size_t i = 0; i < provider->former_keys.count; i++)
        if (!str_equal(from[i], fingerprint))
            to[count++] = from[i];
    provider->former_keys = (struct form_list){.items = to, .count = count};
    provider->key = fingerprint;
}

void own_provider_put_document(struct own_provider *provider, struct arena *arena,
                               const struct own_provider_document *document)
{
    const struct own_provider_document *from = provider->documents.items;
    struct own_provider_document *to =
        ARENA_ARRAY(arena, struct own_provider_document, provider->documents.count + 1);
    size_t count = 0;
    to[count++] = *document; /* the latest: time does not go back in a list of one writer */
    for (size_t i = 0; i < provider->documents.count; i++)
        if (!str_equal(from[i].advisory, document->advisory))
            to[count++] = from[i];
    provider->documents = (struct form_list){.items = to, .count = count};
}

const struct own_provider_document *own_provider_document_of(const struct own_provider *provider,
                                                             str advisory)
{
    const struct own_provider_document *documents = provider->documents.items;
    for (size_t i = 0; i < provider->documents.count; i++)
        if (str_equal(documents[i].advisory, advisory))
            return &documents[i];
    return NULL;
}

/* Others may write the submodel, too: a path need not be one of ours. */
static str without_head(str path, str head)
{
    return str_starts_with(path, head) ? str_of(path.p + head.n, path.n - head.n) : path;
}

str own_provider_short_path(str path)
{
    return without_head(path, STR(OWN_PROVIDER_FILES OWN_PROVIDER_WHITE));
}

str own_provider_url(struct arena *arena, const struct own_provider *provider, str path)
{
    str below = without_head(path, STR(OWN_PROVIDER_FILES)), base = provider->public_url;
    while (base.n && base.p[base.n - 1] == '/')
        base.n--;
    return arena_printf(arena, "%.*s/.well-known%.*s", STR_ARG(base), STR_ARG(below));
}
