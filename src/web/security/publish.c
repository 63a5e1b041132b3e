/* SPDX-License-Identifier: Apache-2.0 */
/* publish.c - /plan/security/provider and /plan/security/own-advisories: forms are kept, checked
 * and published. Our own operations (docs/security-publish.md). */
#include <pthread.h>

#include "base/base64.h"
#include "base/clock.h"
#include "base/random.h"
#include "codec/json.h"
#include "model/check_report.h"
#include "plan/security/publish/publication.h"
#include "plan/security/publish/publish_text.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/plan.h"
#include "web/security/publish_key.h"
#include "web/write.h"

enum { PUBLISH_TRIES_MAX = 5 };

/* An advisory and its provider as they are stored, and at which revisions. */
struct stored {
    struct own_advisory advisory;
    struct own_provider provider;
    uint64_t advisory_revision, provider_revision;
    bool has_provider;
};

/* --- bodies and answers ------------------------------------------------------------------------
 */

static err_t read_form(struct call *call, const struct form *form, void *to, struct fail *why)
{
    struct json json;
    err_t err = plan_read_language(call);
    if (!err)
        err = write_read_json(call, &json, why);
    if (err)
        return err;
    form_read_json(form, &json, 0, STR("$"), to, &call->findings);
    json_release(&json);
    return call->findings.error_count ? ERR_INVALID : ERR_OK;
}

static void write_answer(struct call *call, const struct form *form, const void *from, str id,
                         const struct findings *findings, struct buf *out)
{
    buf_add_char(out, '{');
    if (id.n) {
        buf_add(out, STR("\"id\":"));
        json_write_string(out, id);
    }
    size_t before = out->n;
    form_write_json(form, from, id.n > 0, out);
    if (id.n || out->n > before)
        buf_add_char(out, ',');
    check_report_write_findings(findings, NULL, call->language, out);
    buf_add_char(out, '}');
}

static err_t commit(struct call *call, struct store_change *changes, size_t count, struct fail *why)
{
    struct store_batch batch = {.changes = changes, .count = count, .actor = STR("anonymous")};
    return store_commit(call->store, &batch, why);
}

static err_t read_provider(struct call *call, struct stored *stored, struct fail *why)
{
    return own_provider_read(call->store, call->arena, web_public_url(call->web), &stored->provider,
                             &stored->has_provider, &stored->provider_revision, why);
}

static err_t read_advisory(struct call *call, struct stored *stored, struct fail *why)
{
    str id = call->parameters[PARAMETER_ADVISORY];
    struct document *document;
    err_t err = str_starts_with(id, STR(OWN_ADVISORY_ID_HEAD))
                    ? store_get(call->store, DOCUMENT_SUBMODEL, id, &document, why)
                    : ERR_NOT_FOUND;
    if (err)
        return err == ERR_NOT_FOUND ? refuse(call, REFUSAL_NO_OWN_ADVISORY, id) : err;
    stored->advisory_revision = document->revision;
    err =
        own_advisory_read_record(call->arena, id, document_body(document), &stored->advisory, why);
    document_unref(document);
    return err ? err : read_provider(call, stored, why);
}

/* --- the provider ------------------------------------------------------------------------------
 */

static err_t answer_provider(struct call *call, const struct own_provider *provider,
                             uint64_t revision)
{
    struct findings findings = {.arena = call->arena};
    struct buf out = {0};
    struct etag etag = etag_of_revision(revision, "provider");
    own_provider_check(provider, true, &findings);
    write_answer(call, &own_provider_form, provider, (str){0}, &findings, &out);
    answer_json(call, 200, revision ? &etag : NULL, &out);
    return ERR_OK;
}

err_t provider_settings_read(struct call *call, struct fail *why)
{
    struct stored stored;
    err_t err = plan_read_language(call);
    if (!err)
        err = read_provider(call, &stored, why);
    return err ? err : answer_provider(call, &stored.provider, stored.provider_revision);
}

/* What was published, and by which key, is not for the form to say. */
static void keep_published(struct call *call, struct own_provider *next,
                           const struct own_provider *stored)
{
    struct own_provider form = *next;
    *next = *stored;
    next->name = form.name;
    next->namespace = form.namespace;
    next->category = form.category.n ? form.category : STR("vendor");
    next->contact_details = form.contact_details;
    next->issuing_authority = form.issuing_authority;
    next->public_url = form.public_url.n ? form.public_url : web_public_url(call->web);
}

err_t provider_settings_replace(struct call *call, struct fail *why)
{
    struct stored stored;
    struct own_provider provider = {0};
    struct publish_key_facts facts;
    struct publication_key key;
    struct store_change *changes;
    size_t count;
    err_t err = read_form(call, &own_provider_form, &provider, why);
    if (!err)
        err = read_provider(call, &stored, why);
    if (!err)
        err = answer_condition_holds(call, stored.has_provider, stored.provider_revision, true);
    if (err)
        return err;
    keep_published(call, &provider, &stored.provider);
    own_provider_check(&provider, provider.documents.count > 0, &call->findings);
    if (call->findings.error_count)
        return ERR_INVALID;
    if (provider.documents.count)
        err = publish_key_open(web_publish_key(call->web), provider.name, call->arena, &facts, why);
    if (err)
        return err;
    if (provider.documents.count)
        key = (struct publication_key){.fingerprint = facts.fingerprint,
                                       .public_key = facts.public_key};
    err = publication_refresh(&provider, call->arena, provider.documents.count ? &key : NULL,
                              clock_wall_ms(), &changes, &count, why);
    if (err)
        return err;
    changes[0].condition = stored.has_provider ? STORE_IF_REVISION : STORE_IF_ABSENT;
    changes[0].revision = stored.provider_revision;
    err = commit(call, changes, count, why);
    if (err == ERR_PRECONDITION || err == ERR_CONFLICT)
        return refuse(call, REFUSAL_CHANGED, STR(""));
    /* All changes are of one submodel, whose revision counts its files, too. */
    return err ? err : answer_provider(call, &provider, changes[count - 1].ret_revision);
}

/* --- one advisory ------------------------------------------------------------------------------
 */

static struct publication publication_of(struct call *call, struct stored *stored)
{
    return (struct publication){.arena = call->arena,
                                .store = call->store,
                                .advisory = &stored->advisory,
                                .provider = &stored->provider};
}

/* What keeps it from being published; nothing when it is published as it is. Works on a copy: the
 * revision that would come next is not for the answer. */
static err_t judge(struct call *call, struct stored stored, struct findings *findings,
                   bool *ret_unchanged, struct fail *why)
{
    struct publication publication = publication_of(call, &stored);
    err_t err = publication_begin(&publication, why);
    if (err)
        return err;
    *ret_unchanged = publication_is_unchanged(&publication);
    if (*ret_unchanged)
        return ERR_OK;
    publication_check(&publication, findings);
    if (findings->error_count)
        return ERR_OK;
    err = publication_make(&publication, clock_wall_ms(), why);
    if (!err)
        publication_check_document(&publication, findings);
    return err;
}

static void answer_advisory(struct call *call, const struct own_advisory *advisory,
                            uint64_t revision, const struct findings *findings, bool created)
{
    struct buf out = {0};
    struct etag etag = etag_of_revision(revision, "form");
    write_answer(call, &own_advisory_form, advisory, advisory->id, findings, &out);
    if (!created) {
        answer_json(call, 200, &etag, &out);
        return;
    }
    str location = arena_printf(call->arena, "/plan/security/own-advisories/%.*s",
                                STR_ARG(base64url_dup(call->arena, advisory->id)));
    answer_created(call, location, &etag, &out);
}

/* Checks and stores a form that was read; `stored` holds what was there. */
static err_t save(struct call *call, struct stored *stored, enum store_condition condition,
                  bool created, struct fail *why)
{
    struct own_advisory *advisory = &stored->advisory;
    struct findings findings = {.arena = call->arena};
    struct store_change change;
    struct buf text = {0};
    bool unchanged;
    if (!advisory->language.n)
        advisory->language = call->language == LANGUAGE_GERMAN ? STR("de") : STR("en");
    if (!advisory->tlp.n)
        advisory->tlp = STR("WHITE");
    err_t err = own_advisory_fill(call->store, advisory, &call->findings, why);
    if (!err && call->findings.error_count)
        err = ERR_INVALID;
    if (!err)
        err = judge(call, *stored, &findings, &unchanged, why);
    if (err)
        return err;
    advisory->state = unchanged ? STR("published") : STR("draft");
    own_advisory_write_record(advisory, &text);
    err = record_change(call->arena, buf_str(&text), &change, why);
    buf_release(&text);
    if (err)
        return err;
    change.condition = condition;
    change.revision = stored->advisory_revision;
    err = commit(call, &change, 1, why);
    if (err == ERR_PRECONDITION || err == ERR_NOT_FOUND)
        return refuse(call, REFUSAL_CHANGED, STR(""));
    if (!err)
        answer_advisory(call, advisory, change.ret_revision, &findings, created);
    return err;
}

err_t own_advisory_create(struct call *call, struct fail *why)
{
    struct stored stored = {0};
    err_t err = read_form(call, &own_advisory_form, &stored.advisory, why);
    if (!err)
        err = read_provider(call, &stored, why);
    if (err)
        return err;
    stored.advisory.id =
        arena_printf(call->arena, OWN_ADVISORY_ID_HEAD "%.*s", STR_ARG(random_name(call->arena)));
    stored.advisory.version = STR("0.1.0");
    return save(call, &stored, STORE_IF_ABSENT, true, why);
}

err_t own_advisory_replace(struct call *call, struct fail *why)
{
    struct stored stored = {0};
    struct own_advisory form = {0};
    err_t err = read_form(call, &own_advisory_form, &form, why);
    if (!err)
        err = read_advisory(call, &stored, why);
    if (!err)
        err = answer_condition_holds(call, true, stored.advisory_revision, false);
    if (err)
        return err;
    form.id = stored.advisory.id;
    form.version = stored.advisory.version;
    form.url = stored.advisory.url;
    form.revisions = stored.advisory.revisions;
    stored.advisory = form;
    return save(call, &stored, STORE_IF_REVISION, false, why);
}

static err_t answer_document_text(struct call *call, struct stored *stored, struct fail *why)
{
    struct publication publication = publication_of(call, stored);
    struct buf out = {0};
    err_t err = publication_begin(&publication, why);
    if (!err)
        err = publication_make(&publication, clock_wall_ms(), why);
    if (err)
        return err;
    buf_add(&out, publication.document);
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

err_t own_advisory_read(struct call *call, struct fail *why)
{
    struct stored stored = {0};
    struct findings findings = {.arena = call->arena};
    bool unchanged;
    str format;
    err_t err = plan_read_language(call);
    if (!err)
        err = read_advisory(call, &stored, why);
    if (err)
        return err;
    if (call_query(call, "format", &format))
        return str_equal(format, STR("csaf")) ? answer_document_text(call, &stored, why)
                                              : refuse(call, REFUSAL_BAD_ADVISORY_FORMAT, format);
    err = judge(call, stored, &findings, &unchanged, why);
    if (!err)
        answer_advisory(call, &stored.advisory, stored.advisory_revision, &findings, false);
    return err;
}

err_t own_advisory_delete(struct call *call, struct fail *why)
{
    struct stored stored = {0};
    err_t err = read_advisory(call, &stored, why);
    if (err)
        return err;
    if (stored.advisory.revisions.count)
        return refuse(call, REFUSAL_PUBLISHED, stored.advisory.tracking_id);
    return write_delete(call, DOCUMENT_SUBMODEL, stored.advisory.id, why);
}

/* --- the list ----------------------------------------------------------------------------------
 */

struct listing {
    struct call *call;
    struct buf out;
    uint64_t total, next;
    size_t count;
    struct fail *why;
    err_t err;
};

static bool list_one(void *context, struct document *document)
{
    struct listing *listing = context;
    struct call *call = listing->call;
    struct arena arena = {0};
    struct own_advisory advisory;
    listing->total++;
    if (document->number <= call->after || listing->count >= call->limit)
        return true;
    listing->err = own_advisory_read_record(&arena, document->id, document_body(document),
                                            &advisory, listing->why);
    if (!listing->err) {
        const struct own_revision *revisions = advisory.revisions.items;
        size_t count = advisory.revisions.count;
        buf_add(&listing->out, listing->count++ ? STR(",{\"id\":") : STR("{\"id\":"));
        json_write_string(&listing->out, advisory.id);
        json_write_filled_member(&listing->out, "tracking_id", advisory.tracking_id);
        json_write_filled_member(&listing->out, "title", advisory.title);
        json_write_member(&listing->out, "state", advisory.state);
        json_write_member(&listing->out, "version", advisory.version);
        json_write_filled_member(&listing->out, "url", advisory.url);
        if (count)
            json_write_member(&listing->out, "released", revisions[count - 1].date);
        buf_add_char(&listing->out, '}');
        listing->next = document->number;
    }
    arena_release(&arena);
    return !listing->err;
}

err_t own_advisories_list(struct call *call, struct fail *why)
{
    const struct store_filter filter = {.projection = PROJECTION_SEMANTIC_ID,
                                        .value = STR(OWN_ADVISORY_SEMANTIC_ID)};
    const struct store_query query = {.kind = DOCUMENT_SUBMODEL,
                                      .filters = &filter,
                                      .filter_count = 1,
                                      .limit = STORE_PAGE_ROWS_MAX};
    struct listing listing = {.call = call, .why = why};
    page_begin(&listing.out);
    buf_add_char(&listing.out, '[');
    err_t err = store_walk(call->store, &query, list_one, &listing, why);
    buf_printf(&listing.out, "],\"total\":%llu", (unsigned long long)listing.total);
    page_end(&listing.out, listing.count >= call->limit ? listing.next : 0);
    return answer_made(call, err ? err : listing.err, NULL, &listing.out);
}

/* --- publishing --------------------------------------------------------------------------------
 */

static str user_id(struct call *call, const struct own_provider *provider)
{
    str mail = publish_find_mail(provider->contact_details);
    return mail.n ? arena_printf(call->arena, "%.*s <%.*s>", STR_ARG(provider->name), STR_ARG(mail))
                  : provider->name;
}

static err_t sign(struct call *call, const struct publication *publication,
                  struct publication_key *ret_key, struct fail *why)
{
    struct publish_key *key = web_publish_key(call->web);
    struct publish_key_facts facts;
    struct buf signature = {0};
    err_t err =
        publish_key_open(key, user_id(call, publication->provider), call->arena, &facts, why);
    if (!err)
        err = publish_key_sign(key, publication->document, &signature, why);
    if (!err)
        *ret_key =
            (struct publication_key){.fingerprint = facts.fingerprint,
                                     .public_key = facts.public_key,
                                     .signature = arena_dup(call->arena, buf_str(&signature))};
    buf_release(&signature);
    return err;
}

/* ERR_PRECONDITION: somebody else published or wrote meanwhile. */
static err_t publish_once(struct call *call, struct stored *stored, struct fail *why)
{
    struct publication publication = publication_of(call, stored);
    struct publication_key key;
    struct store_change *changes;
    size_t count;
    call->findings = (struct findings){.arena = call->arena};
    err_t err = publication_begin(&publication, why);
    if (err)
        return err;
    if (publication_is_unchanged(&publication))
        form_report(&call->findings, PUBLISH_UNCHANGED, STR("$"), stored->advisory.version,
                    STR(""));
    else
        publication_check(&publication, &call->findings);
    if (call->findings.error_count)
        return ERR_INVALID;
    err = publication_make(&publication, clock_wall_ms(), why);
    if (err)
        return err;
    publication_check_document(&publication, &call->findings);
    if (call->findings.error_count)
        return ERR_INVALID;
    err = sign(call, &publication, &key, why);
    if (!err)
        err = publication_changes(&publication, &key, stored->advisory_revision,
                                  stored->provider_revision, &changes, &count, why);
    if (!err)
        err = commit(call, changes, count, why);
    if (!err)
        stored->advisory_revision = changes[0].ret_revision;
    return err;
}

/* Every publication writes the provider's submodel: they wait for each other, and start again only
 * when somebody else wrote it. */
static pthread_mutex_t publishing = PTHREAD_MUTEX_INITIALIZER;

err_t own_advisory_publish(struct call *call, struct fail *why)
{
    struct stored stored = {0};
    err_t err = plan_read_language(call);
    if (err)
        return err;
    err = ERR_PRECONDITION;
    pthread_mutex_lock(&publishing);
    for (int i = 0; i < PUBLISH_TRIES_MAX && err == ERR_PRECONDITION; i++) {
        err = read_advisory(call, &stored, why);
        if (!err)
            err = publish_once(call, &stored, why);
    }
    pthread_mutex_unlock(&publishing);
    if (err == ERR_PRECONDITION)
        return fail_set(why, ERR_BUSY, 0, STR("$"), "others write it at this moment");
    if (!err)
        answer_advisory(call, &stored.advisory, stored.advisory_revision, &call->findings, false);
    return err;
}
