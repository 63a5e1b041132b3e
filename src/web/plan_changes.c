/* SPDX-License-Identifier: Apache-2.0 */
/* plan_changes.c - GET /plan/changes and /plan/changes/{seq}: the log, newest first, for people:
 * what happened to what, when, by whom. */
#include "web/plan_changes.h"

#include "base/clock.h"
#include "codec/json.h"
#include "search/search.h"
#include "store/follow.h"
#include "web/handlers.h"

enum { LOOK_RECORDS = 200, LOOK_BYTES_MAX = 64 << 20 };

/* What happened, in the words of docs/search.md. */
static const char *operation_name(const struct record *record)
{
    switch (record->operation) {
    case STORE_PUT:
        return record->previous ? "replaced" : "created";
    case STORE_DELETE:
        return "deleted";
    case STORE_ELEMENT_PUT:
        return "element_changed";
    case STORE_ELEMENT_ADD:
        return "element_added";
    case STORE_ELEMENT_DELETE:
        return "element_deleted";
    case STORE_FILE_PUT:
        return "file_stored";
    case STORE_FILE_DELETE:
        return "file_deleted";
    }
    return "";
}

/* The idShort of the document: of the record's body, else as it is now. */
static void add_id_short(struct call *call, const struct record *record, struct buf *out)
{
    struct document *document = NULL;
    struct json json;
    struct fail why;
    str body = record->body;
    if (!body.p && store_get(call->store, record->kind, record->id, &document, &why) == ERR_OK)
        body = document_body(document);
    if (body.p &&
        json_read(document_head(record->kind, body, call->arena), &json, &why) == ERR_OK) {
        json_write_filled_member(out, "id_short",
                                 json_member_text(&json, 0, STR("idShort"), call->arena));
        json_release(&json);
    }
    if (document)
        document_unref(document);
}

/* The card of the asset that a submodel tells of; none when the search cannot say. */
static void add_shell(struct call *call, const struct record *record, struct buf *out)
{
    struct buf card = {0};
    struct fail why;
    err_t err = record->kind == DOCUMENT_SUBMODEL
                    ? search_card_of_submodel(web_search(call->web), record->id, &card, &why)
                : record->kind == DOCUMENT_SHELL
                    ? search_card_of_id(web_search(call->web), record->id, &card, &why)
                    : ERR_OK;
    if (!err && card.n) {
        buf_add(out, STR(",\"shell\":"));
        buf_add(out, buf_str(&card));
    }
    buf_release(&card);
}

static void write_record(struct call *call, const struct record *record, struct buf *out)
{
    char time[CLOCK_TEXT_BYTES];
    clock_format(record->time_ms, time);
    buf_printf(out, "{\"seq\":%llu,\"time\":\"%s\",\"operation\":\"%s\",\"kind\":\"%s\"",
               (unsigned long long)record->seq, time, operation_name(record),
               document_kind_name(record->kind));
    json_write_filled_member(out, "actor", record->actor);
    json_write_filled_member(out, "id", record->id);
    add_id_short(call, record, out);
    json_write_filled_member(out, "path", record->path);
    add_shell(call, record, out);
    buf_printf(out, ",\"previous\":%llu,\"size\":%zu", (unsigned long long)record->previous,
               record->body.n + record->change.n);
}

static bool is_wanted(const struct plan_changes *changes, const struct record *record)
{
    bool of_kind = !changes->kinds || changes->kinds & 1u << record->kind;
    return of_kind && (!changes->id.n || str_equal(record->id, changes->id));
}

/* The records from `last` back, at most `wanted` of them. */
static err_t look_back(struct call *call, uint64_t last, uint64_t wanted,
                       struct record **ret_records, size_t *ret_count, struct fail *why)
{
    uint64_t count = last < wanted ? last : wanted;
    return store_records(call->store, call->arena, last - count, (size_t)count, LOOK_BYTES_MAX,
                         ret_records, ret_count, why);
}

err_t plan_changes_write(struct call *call, struct plan_changes *changes, struct buf *out,
                         struct fail *why)
{
    uint64_t revision = store_revision(call->store),
             last = changes->before > revision ? revision : changes->before - 1;
    size_t written = 0, looked = 0;
    uint64_t wanted = LOOK_RECORDS; /* 1: the next record is known, or records are very long */
    changes->next = 0;
    while (last > 0) {
        struct record *records;
        size_t count;
        if (written == changes->limit || looked >= PLAN_CHANGES_LOOKS_MAX) {
            changes->next = last + 1;
            return ERR_OK;
        }
        err_t err = look_back(call, last, wanted, &records, &count, why);
        if (err || count == 0)
            return err;
        /* A look that was cut short by its bytes does not reach the newest one. */
        if (wanted > 1 && records[count - 1].seq != last) {
            wanted = 1;
            continue;
        }
        looked += count;
        while (count && written < changes->limit) {
            const struct record *record = &records[--count];
            last = record->seq - 1;
            if (!is_wanted(changes, record))
                continue;
            buf_add(out, written++ ? STR(",") : STR(""));
            write_record(call, record, out);
            buf_add_char(out, '}');
            /* The records of one document name the one before. Behind the first one there may be
             * those of a document that had the id earlier. */
            if (changes->id.n && record->previous) {
                last = record->previous;
                wanted = 1;
                break;
            }
            if (changes->id.n)
                wanted = LOOK_RECORDS;
        }
    }
    return ERR_OK;
}

/* --- the handlers ------------------------------------------------------------------------------
 */

static err_t read_kinds(struct call *call, unsigned *kinds)
{
    str text;
    enum document_kind kind;
    if (!call_query(call, "kind", &text))
        return ERR_OK;
    if (!document_kind_find(text, &kind))
        return refuse(call, REFUSAL_BAD_KIND, text);
    *kinds = 1u << kind;
    return ERR_OK;
}

static err_t read_number(struct call *call, const char *name, uint64_t max, enum refusal refusal,
                         uint64_t *number)
{
    str text;
    if (!call_query(call, name, &text))
        return ERR_OK;
    return str_to_u64(text, max, number) && *number > 0 ? ERR_OK : refuse(call, refusal, text);
}

err_t plan_changes_read(struct call *call, struct fail *why)
{
    struct plan_changes changes = {.before = UINT64_MAX};
    uint64_t limit = PLAN_CHANGES_DEFAULT;
    struct buf out = {0};
    str id;
    err_t err = read_kinds(call, &changes.kinds);
    err = err ? err : read_number(call, "before", UINT64_MAX, REFUSAL_BAD_SINCE, &changes.before);
    err = err ? err : read_number(call, "limit", UINT64_MAX, REFUSAL_BAD_LIMIT, &limit);
    if (!err && call_query(call, "id", &id))
        err = call_decode(call, id, REFUSAL_BAD_IDENTIFIER, &changes.id);
    if (err)
        return err;
    changes.limit = limit > PLAN_CHANGES_MAX ? PLAN_CHANGES_MAX : (size_t)limit;
    buf_add(&out, STR("{\"result\":["));
    err = plan_changes_write(call, &changes, &out, why);
    if (err) {
        buf_release(&out);
        return err;
    }
    buf_add(&out, STR("],\"paging_metadata\":{"));
    if (changes.next)
        buf_printf(&out, "\"cursor\":\"%llu\"", (unsigned long long)changes.next);
    buf_add(&out, STR("}}"));
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

/* One record, with what it wrote: "change" is an element's JSON, "body" a whole document's. */
err_t plan_change_read(struct call *call, struct fail *why)
{
    str text = call->parameters[PARAMETER_SEQ];
    struct record *records;
    size_t count = 0;
    uint64_t seq;
    if (!str_to_u64(text, UINT64_MAX, &seq) || seq == 0 || seq > store_revision(call->store))
        return refuse(call, REFUSAL_BAD_SINCE, text);
    err_t err =
        store_records(call->store, call->arena, seq - 1, 1, LOOK_BYTES_MAX, &records, &count, why);
    if (err || count == 0)
        return err ? err : refuse(call, REFUSAL_BAD_SINCE, text);
    struct buf out = {0};
    const struct record *record = &records[0];
    bool is_element =
        record->operation == STORE_ELEMENT_PUT || record->operation == STORE_ELEMENT_ADD;
    write_record(call, record, &out);
    if (is_element && record->change.n) {
        buf_add(&out, STR(",\"change\":"));
        buf_add(&out, record->change);
    }
    if (record->operation == STORE_PUT && record->body.n) {
        buf_add(&out, STR(",\"body\":"));
        buf_add(&out, record->body);
    }
    buf_add_char(&out, '}');
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}
