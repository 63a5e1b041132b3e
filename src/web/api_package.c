/* SPDX-License-Identifier: Apache-2.0 */
/* api_package.c - AASX packages as they were sent: /packages, /packages/{packageId}. What is in
 * them is part of the store like everything else. Rule: IDTA-01002 3.1.2, AasxFileServerService
 * SSP-001. */
#include "base/utf8.h"
#include "web/file_answer.h"
#include "web/handlers.h"
#include "web/media.h"
#include "web/package.h"
#include "web/page.h"
#include "web/write.h"

/* --- reading ------------------------------------------------------------------------------------
 */

static err_t write_item(struct call *call, const struct document *document, struct buf *out,
                        struct fail *why)
{
    return package_description_write(document_body(document), call->arena, out, why);
}

err_t packages_list(struct call *call, struct fail *why)
{
    struct store_filter filter = {.projection = PROJECTION_REFERENCE};
    str encoded;
    bool filtered = call_query(call, "aasId", &encoded);
    err_t err =
        filtered ? call_decode(call, encoded, REFUSAL_BAD_IDENTIFIER, &filter.value) : ERR_OK;
    return err ? err
               : page_answer(call, DOCUMENT_PACKAGE, &filter, filtered, write_item, "packages",
                             why);
}

/* A header has ASCII only: a name with other characters goes percent-encoded (RFC 3986), as in
 * Content-Disposition's filename*. */
static str header_name(struct arena *arena, str name)
{
    bool plain = true;
    for (size_t i = 0; i < name.n; i++)
        plain = plain && name.p[i] >= 0x20 && name.p[i] <= 0x7E;
    return plain ? name : file_name_encode(arena, name);
}

static err_t answer_package(struct call *call, const struct document *document, struct fail *why)
{
    struct etag etag = etag_of_revision(document->revision, "");
    struct store_file file;
    str name, type = media_first_package(call_header_list(call, "Accept"));
    if (answer_unchanged(call, etag))
        return ERR_OK;
    err_t err = package_file_name(document_body(document), call->arena, &name, why);
    if (!err)
        err = store_get_file(call->store, call->arena, DOCUMENT_PACKAGE, document->id, PACKAGE_PATH,
                             &file, why);
    if (err)
        return err;
    union {
        const char *p;
        void *owner;
    } bytes = {file.bytes.p}; /* ours to free, see store_get_file */
    struct http_answer answer = {
        .status = 200, .body = file.bytes, .release = free, .owner = bytes.owner};
    http_answer_header(&answer, STR("X-FileName"), header_name(call->arena, name));
    http_answer_header(&answer, STR("Content-Disposition"),
                       file_disposition(call->arena, "attachment", name));
    http_answer_header(&answer, STR("Vary"), STR("Accept"));
    answer_bytes(call, &answer, &etag, type.n ? type : file.content_type);
    return ERR_OK;
}

err_t package_download(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err =
        call_document(call, DOCUMENT_PACKAGE, call->parameters[PARAMETER_PACKAGE], &document, why);
    if (err)
        return err;
    err = answer_package(call, document, why);
    document_unref(document);
    return err;
}

err_t package_delete(struct call *call, struct fail *why)
{
    return write_delete(call, DOCUMENT_PACKAGE, call->parameters[PARAMETER_PACKAGE], why);
}

/* --- writing ------------------------------------------------------------------------------------
 */

/* The batch and what to tell when it is done; in an arena of its own, freed by `done`. */
struct package_write {
    struct call *call;
    struct arena arena;
    struct package package;
    struct store_batch batch;
    bool tells_findings;
};

static void release(struct package_write *write)
{
    struct arena arena = write->arena; /* holds `write` itself */
    arena_release(&arena);
}

/* A condition of the client that does not hold is 412; without one, the package is there already.
 */
static err_t conflict(struct call *call, err_t result, str id)
{
    bool asked = http_header(call->request, "If-Match").n > 0 ||
                 http_header(call->request, "If-None-Match").n > 0;
    if (result == ERR_PRECONDITION ||
        (asked && (result == ERR_CONFLICT || result == ERR_NOT_FOUND)))
        return refuse(call, REFUSAL_CHANGED, STR(""));
    return result == ERR_CONFLICT ? refuse(call, REFUSAL_EXISTS, id) : result;
}

/* PackageDescription has no place for findings: who asks for them finds them beside it. */
static void add_findings(const struct call *call, struct buf *out)
{
    out->n--;
    buf_add(out, STR(",\"findings\":["));
    for (size_t i = 0; i < call->findings.count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        finding_write_json(&call->findings.items[i], call->language, out);
    }
    buf_add(out, STR("]}"));
}

/* On the store's writer thread. */
static void done(void *context, err_t result, const struct fail *why)
{
    struct package_write *write = context;
    struct call *call = write->call;
    const struct package *package = &write->package;
    struct buf out = {0};
    struct fail own = {0};
    if (result) {
        result = conflict(call, result, package->id);
        release(write);
        answer_error(call, result, why);
        return;
    }
    bool created = package->changes[0].ret_created, tells = write->tells_findings;
    /* The last record of the document is that of its file: import.h comes behind it. */
    struct etag etag = etag_of_revision(package->changes[1].ret_revision, "");
    str location = document_location(call->arena, DOCUMENT_PACKAGE, package->id);
    err_t err = package_description_write(package->changes[0].body, call->arena, &out, &own);
    release(write);
    if (!created) {
        buf_release(&out);
        answer_empty(call, 204, &etag);
    } else if (err) {
        buf_release(&out);
        answer_error(call, err, &own);
    } else {
        if (tells)
            add_findings(call, &out);
        answer_created(call, location, &etag, &out);
    }
}

static err_t prepare(struct package_write *write, str id, struct fail *why)
{
    struct call *call = write->call;
    struct package *package = &write->package;
    err_t err = call_query_flag(call, "findings", &write->tells_findings);
    if (!err)
        err = package_read_body(call, package, why);
    if (err)
        return err;
    if (id.n)
        package->id = id;
    err = package_changes(package, &write->arena, &call->findings, why);
    if (err)
        return package->refusal ? refuse(call, package->refusal, package->refusal_argument) : err;
    struct store_change *document = &package->changes[0];
    if (id.n)
        return answer_condition(call, document, why);
    document->condition = STORE_IF_ABSENT;
    return ERR_OK;
}

static err_t write_package(struct call *call, str id, struct fail *why)
{
    struct arena arena = {0};
    struct package_write *write = ARENA_NEW(&arena, struct package_write);
    write->arena = arena;
    write->call = call;
    err_t err = prepare(write, id, why);
    if (err) {
        release(write);
        return err;
    }
    write->batch = (struct store_batch){.changes = write->package.changes,
                                        .count = write->package.change_count,
                                        .actor = STR("anonymous"),
                                        .done = done,
                                        .context = write};
    store_submit(call->store, &write->batch);
    return ERR_OK;
}

err_t package_create(struct call *call, struct fail *why)
{
    return write_package(call, (str){0}, why);
}

err_t package_replace(struct call *call, struct fail *why)
{
    str id = call->parameters[PARAMETER_PACKAGE];
    if (utf8_length(id) > PACKAGE_ID_LENGTH_MAX)
        return refuse(call, REFUSAL_BAD_PACKAGE_ID, id);
    return write_package(call, id, why);
}
