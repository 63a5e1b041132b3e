/* SPDX-License-Identifier: Apache-2.0 */
/* publication.c - versions, checks, and the batch of changes. */
#include "plan/security/publish/publication.h"

#include <stdlib.h>

#include "base/clock.h"
#include "plan/security/advisory/advisory_import.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/publish/publish_text.h"

static const struct own_revision *last_revision(const struct own_advisory *advisory)
{
    const struct own_revision *revisions = advisory->revisions.items;
    return advisory->revisions.count ? &revisions[advisory->revisions.count - 1] : NULL;
}

static str write_document(const struct publication *publication)
{
    struct buf out = {0};
    csaf_write(publication->advisory, publication->provider, publication->arena, &out);
    str text = arena_dup(publication->arena, buf_str(&out));
    buf_release(&out);
    return text;
}

err_t publication_begin(struct publication *publication, struct fail *why)
{
    const struct own_provider_document *document =
        own_provider_document_of(publication->provider, publication->advisory->id);
    struct store_file file;
    if (!document || !last_revision(publication->advisory))
        return ERR_OK;
    err_t err = store_get_file(publication->store, publication->arena, DOCUMENT_SUBMODEL,
                               STR(OWN_PROVIDER_ID), document->file, &file, why);
    if (err)
        return err == ERR_NOT_FOUND ? ERR_OK : err;
    union {
        const char *p;
        void *owner;
    } bytes = {file.bytes.p}; /* malloc'd, see store_get_file */
    publication->before = arena_dup(publication->arena, file.bytes);
    free(bytes.owner);
    return ERR_OK;
}

bool publication_is_unchanged(const struct publication *publication)
{
    return publication->before.n && str_equal(write_document(publication), publication->before);
}

/* --- checks ------------------------------------------------------------------------------------
 */

static void check_name(const struct publication *publication, struct findings *findings)
{
    const struct own_advisory *advisory = publication->advisory;
    const struct own_provider_document *documents = publication->provider->documents.items;
    str name = publish_file_name(publication->arena, advisory->tracking_id);
    for (size_t i = 0; i < publication->provider->documents.count; i++) {
        bool own = str_equal(documents[i].advisory, advisory->id);
        if (own && !str_equal(documents[i].tracking_id, advisory->tracking_id))
            form_report(findings, PUBLISH_ID_CHANGED, STR("$.tracking_id"),
                        documents[i].tracking_id, STR(""));
        else if (!own &&
                 str_equal(publish_file_name(publication->arena, documents[i].tracking_id), name))
            form_report(findings, PUBLISH_ID_TAKEN, STR("$.tracking_id"), name, STR(""));
    }
}

void publication_check(struct publication *publication, struct findings *findings)
{
    const struct own_revision *last = last_revision(publication->advisory);
    own_provider_check(publication->provider, true, findings);
    own_advisory_check(publication->advisory, findings);
    check_name(publication, findings);
    size_t count = publication->provider->documents.count;
    if (count >= OWN_PROVIDER_DOCUMENTS_MAX &&
        !own_provider_document_of(publication->provider, publication->advisory->id))
        form_report(findings, PUBLISH_FULL, STR("$"),
                    arena_printf(publication->arena, "%zu", count), STR(""));
    if (last && !publication->advisory->changes.n)
        form_report(findings, PUBLISH_CHANGES, STR("$.changes"), last->number, STR(""));
}

void publication_check_document(struct publication *publication, struct findings *findings)
{
    struct findings found = {.arena = findings->arena};
    csaf_check(publication->document, &found);
    for (size_t i = 0; i < found.count; i++) {
        const struct finding *one = &found.items[i];
        finding_add_other(findings, one->severity, one->texts,
                          csaf_form_path(findings->arena, one->path), 0, one->argument[0],
                          one->argument[1]);
    }
}

/* --- the next version --------------------------------------------------------------------------
 */

static str next_number(struct arena *arena, str number, bool to_act_on)
{
    uint64_t parts[3] = {0};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        size_t n = str_find_char(number, '.');
        (void)str_to_u64(str_of(number.p, n), INT32_MAX, &parts[i]);
        number = n < number.n ? str_of(number.p + n + 1, number.n - n - 1) : (str){0};
    }
    parts[2] = to_act_on ? 0 : parts[2] + 1;
    parts[1] += to_act_on;
    return arena_printf(arena, "%u.%u.%u", (unsigned)parts[0], (unsigned)parts[1],
                        (unsigned)parts[2]);
}

/* Whether the document says something else about what has to be done. */
static err_t asks_for_more(const struct publication *publication, str document, bool *ret_more,
                           struct fail *why)
{
    struct advisory before, after;
    struct arena arena = {0};
    err_t err = advisory_read(&arena, publication->before, &before, why);
    if (!err)
        err = advisory_read(&arena, document, &after, why);
    if (!err)
        *ret_more = memcmp(before.digest, after.digest, SHA256_HEX_BYTES) != 0;
    arena_release(&arena);
    return err;
}

/* Releases are told apart by their time, and sorted by it. */
static str time_text(struct arena *arena, int64_t now_ms, str not_before)
{
    int64_t last_ms;
    char text[CLOCK_TEXT_BYTES];
    if (clock_parse(not_before, &last_ms) && now_ms <= last_ms)
        now_ms = last_ms + 1;
    clock_format(now_ms, text);
    return arena_dup(arena, str_from(text));
}

static str first_summary(const struct own_advisory *advisory)
{
    if (advisory->changes.n)
        return advisory->changes;
    return str_starts_with(advisory->language, STR("de")) ? STR("Erste Fassung")
                                                          : STR("Initial version");
}

err_t publication_make(struct publication *publication, int64_t now_ms, struct fail *why)
{
    struct own_advisory *advisory = publication->advisory;
    const struct own_revision *last = last_revision(advisory);
    if (publication_is_unchanged(publication)) {
        publication->document = publication->before;
        return ERR_OK;
    }
    struct own_revision *revisions =
        ARENA_ARRAY(publication->arena, struct own_revision, advisory->revisions.count + 1);
    if (last)
        memcpy(revisions, advisory->revisions.items, sizeof *revisions * advisory->revisions.count);
    struct own_revision *next = &revisions[advisory->revisions.count];
    *next = (struct own_revision){
        .number = last ? next_number(publication->arena, last->number, true) : STR("1.0.0"),
        .date = time_text(publication->arena, now_ms, publication->provider->updated),
        .summary = first_summary(advisory)};
    advisory->revisions =
        (struct form_list){.items = revisions, .count = advisory->revisions.count + 1};
    publication->document = write_document(publication);
    bool more = true;
    err_t err = publication->before.n
                    ? asks_for_more(publication, publication->document, &more, why)
                    : ERR_OK;
    if (!err && !more) {
        next->number = next_number(publication->arena, last->number, false);
        publication->document = write_document(publication);
    }
    return err;
}

/* --- what is stored ----------------------------------------------------------------------------
 */

struct gathering {
    struct arena *arena;
    struct store_change *changes;
    size_t count, room;
};

static void add(struct gathering *gathering, const struct store_change *change)
{
    ARENA_GROW(gathering->arena, gathering->changes, gathering->count, gathering->room, 16);
    gathering->changes[gathering->count++] = *change;
}

static void add_file(struct gathering *gathering, str path, const char *content_type, str bytes)
{
    add(gathering,
        &(struct store_change){
            .operation = STORE_FILE_PUT,
            .kind = DOCUMENT_SUBMODEL,
            .id = STR(OWN_PROVIDER_ID),
            .path = path,
            .file = {.path = path, .content_type = str_from(content_type), .bytes = bytes}});
}

static err_t add_record(struct gathering *gathering, struct buf *text, uint64_t revision,
                        struct fail *why)
{
    struct store_change change;
    err_t err = record_change(gathering->arena, buf_str(text), &change, why);
    buf_release(text);
    if (err)
        return err;
    change.condition = STORE_IF_REVISION;
    change.revision = revision;
    add(gathering, &change);
    return ERR_OK;
}

/* Product names and the language: what readers of the feed may choose by (CSAF 2.0, 7.1.17). */
static struct form_list categories_of(const struct publication *publication)
{
    const struct own_advisory *advisory = publication->advisory;
    const struct own_product *products = advisory->products.items;
    str *terms = ARENA_ARRAY(publication->arena, str, advisory->products.count + 1);
    struct form_list list = {.items = terms};
    terms[list.count++] = advisory->language;
    for (size_t i = 0; i < advisory->products.count; i++) {
        size_t j = 0;
        while (j < list.count && !str_equal(terms[j], products[i].name))
            j++;
        if (j == list.count)
            terms[list.count++] = products[i].name;
    }
    return list;
}

static struct own_provider_document document_of(const struct publication *publication)
{
    struct own_advisory *advisory = publication->advisory;
    struct arena *arena = publication->arena;
    const struct own_revision *revisions = advisory->revisions.items;
    str file = csaf_document_path(arena, advisory);
    size_t folder = file.n;
    while (file.p[folder - 1] != '/')
        folder--;
    return (struct own_provider_document){
        .advisory = advisory->id,
        .tracking_id = advisory->tracking_id,
        .title = advisory->title,
        .summary = advisory->summary,
        .initially_released = revisions[0].date,
        .released = last_revision(advisory)->date,
        .file = file,
        .sha256 = arena_printf(arena, "%.*s.sha256", STR_ARG(file)),
        .sha512 = arena_printf(arena, "%.*s.sha512", STR_ARG(file)),
        .signature = arena_printf(arena, "%.*s.asc", STR_ARG(file)),
        .folder = arena_printf(arena, "%.*s" OWN_PROVIDER_LISTING, (int)folder, file.p),
        .categories = categories_of(publication)};
}

static void add_document(struct gathering *gathering, const struct own_provider_document *document,
                         str text, str signature)
{
    char sha256[SHA256_HEX_BYTES], sha512[SHA512_HEX_BYTES];
    struct sha256 digest = sha256_of(&text, 1);
    str name = document->file;
    for (size_t i = 0; i < document->file.n; i++)
        if (document->file.p[i] == '/')
            name = str_of(document->file.p + i + 1, document->file.n - i - 1);
    sha256_hex(&digest, sha256);
    sha512_hex_of(text, sha512);
    add_file(gathering, document->file, "application/json", text);
    add_file(
        gathering, document->sha256, "text/plain; charset=utf-8",
        arena_printf(gathering->arena, "%.*s  %.*s\n", SHA256_HEX_BYTES, sha256, STR_ARG(name)));
    add_file(
        gathering, document->sha512, "text/plain; charset=utf-8",
        arena_printf(gathering->arena, "%.*s  %.*s\n", SHA512_HEX_BYTES, sha512, STR_ARG(name)));
    add_file(gathering, document->signature, "application/pgp-signature", signature);
}

static void add_provider_files(struct gathering *gathering, const struct own_provider_file *files,
                               size_t count)
{
    for (size_t i = 0; i < count; i++)
        add_file(gathering, files[i].path, files[i].content_type.p, files[i].bytes);
}

/* The document as one that came from elsewhere. */
static err_t add_advisory(struct gathering *gathering, const struct publication *publication,
                          struct fail *why)
{
    struct advisory_import import = {.store = publication->store};
    struct findings findings = {.arena = gathering->arena};
    err_t err = advisory_import_take(&import, publication->document, &findings, why);
    for (size_t i = 0; i < import.change_count && !err; i++)
        add(gathering, &import.changes[i]);
    arena_adopt(gathering->arena, &import.arena);
    import.changes = NULL;
    import.change_count = 0;
    advisory_import_release(&import);
    return err;
}

err_t publication_changes(struct publication *publication, const struct publication_key *key,
                          uint64_t advisory_revision, uint64_t provider_revision,
                          struct store_change **ret_changes, size_t *ret_count, struct fail *why)
{
    struct gathering gathering = {.arena = publication->arena};
    struct own_advisory *advisory = publication->advisory;
    struct own_provider *provider = publication->provider;
    struct own_provider_document document = document_of(publication);
    struct own_provider_file *files;
    struct buf own = {0}, settings = {0};
    size_t count;
    own_provider_set_key(provider, publication->arena, key->fingerprint);
    own_provider_put_document(provider, publication->arena, &document);
    own_provider_make_files(provider, key->public_key, document.released, publication->arena,
                            &files, &count);
    advisory->state = STR("published");
    advisory->version = last_revision(advisory)->number;
    advisory->url = own_provider_url(publication->arena, provider, document.file);
    advisory->changes = (str){0};
    own_advisory_write_record(advisory, &own);
    err_t err = add_record(&gathering, &own, advisory_revision, why);
    own_provider_write_record(provider, &settings);
    if (!err)
        err = add_record(&gathering, &settings, provider_revision, why);
    buf_release(&settings);
    add_document(&gathering, &document, publication->document, key->signature);
    add_provider_files(&gathering, files, count);
    if (!err)
        err = add_advisory(&gathering, publication, why);
    *ret_changes = gathering.changes;
    *ret_count = gathering.count;
    return err;
}

err_t publication_refresh(struct own_provider *provider, struct arena *arena,
                          const struct publication_key *key, int64_t now_ms,
                          struct store_change **ret_changes, size_t *ret_count, struct fail *why)
{
    struct gathering gathering = {.arena = arena};
    struct own_provider_file *files = NULL;
    struct buf settings = {0};
    size_t count = 0;
    struct store_change change;
    if (key)
        own_provider_set_key(provider, arena, key->fingerprint);
    if (key)
        own_provider_make_files(provider, key->public_key,
                                time_text(arena, now_ms, provider->updated), arena, &files, &count);
    own_provider_write_record(provider, &settings);
    err_t err = record_change(arena, buf_str(&settings), &change, why);
    buf_release(&settings);
    if (err)
        return err;
    add(&gathering, &change);
    add_provider_files(&gathering, files, count);
    *ret_changes = gathering.changes;
    *ret_count = gathering.count;
    return ERR_OK;
}
