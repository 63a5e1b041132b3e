/* SPDX-License-Identifier: Apache-2.0 */
/* feed_documents.c - the documents of a list, one by one. */
#include <inttypes.h>

#include "plan/security/csaf/csaf_check.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_running.h"

/* One document on its way. */
struct taking {
    struct feed_running *running;
    const struct feed_trust *trust;
    str url;
    struct findings findings;
};

/* What a list without times tells versions apart by: the hash beside the document. Empty: there is
 * none, so that the document is always got. */
static str version_by_hash(struct feed_running *running, str url)
{
    static const char *const endings[] = {".sha512", ".sha256"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        struct fail why;
        str beside = arena_printf(&running->document_arena, "%.*s%s", STR_ARG(url), endings[i]);
        if (feed_get(running->run->fetch, beside, FEED_HASH_FILE_BYTES_MAX, &running->body, &why) ==
            ERR_OK)
            return arena_dup(&running->document_arena, buf_str(&running->body));
    }
    return STR("");
}

static void tell(struct taking *taking)
{
    const struct feed_run *run = taking->running->run;
    if (taking->findings.error_count && run->tell)
        run->tell(run->context, taking->url, &taking->findings);
}

/* Many failures one after the other end the run: each may have cost minutes. */
static void count_failure(struct feed_running *running, bool server_answers)
{
    running->run->source->failed++;
    if (server_answers || ++running->failures_in_row < FEED_FAILURES_MAX)
        return;
    feed_note_reason(running, FEED_SERVER_GONE, STR(""));
    running->is_over = true;
}

static void fail_document(struct taking *taking, const struct fail *why)
{
    feed_reason_report(&taking->findings, why);
    feed_note(taking->running, str_from(why->text));
    count_failure(taking->running, why->code == ERR_NOT_FOUND);
}

static bool has_rule(const struct findings *findings, const char *name)
{
    for (size_t i = 0; i < findings->count; i++)
        if (str_equal(findings->items[i].texts->name, str_from(name)))
            return true;
    return false;
}

/* Checks what was got, and hands it on. True: it need not be got again in this version. */
static bool take_bytes(struct taking *taking, str document)
{
    struct feed_running *running = taking->running;
    struct feed_run *run = running->run;
    feed_check(run->fetch, taking->url, document, taking->trust, &taking->findings);
    if (taking->findings.error_count) {
        if (has_rule(&taking->findings, "not-fetched"))
            count_failure(running, false);
        else
            run->import->counts[ADVISORY_REFUSED]++;
        return false;
    }
    running->failures_in_row = 0;
    if (str_starts_with(document, STR("PK"))) { /* an archive would hide its names from the check */
        csaf_check(document, &taking->findings);
        run->import->counts[ADVISORY_REFUSED]++;
        return true;
    }
    running->store_error =
        advisory_import_take(run->import, document, &taking->findings, &running->store_why);
    return running->store_error == ERR_OK;
}

static void take_document(struct feed_running *running, const struct feed_entry *entry, str version,
                          const struct feed_trust *trust)
{
    struct taking taking = {.running = running,
                            .trust = trust,
                            .url = entry->url,
                            .findings = {.arena = &running->document_arena}};
    struct fail why = {0};
    err_t err = feed_get(running->run->fetch, entry->url, ADVISORY_BYTES_MAX, &running->body, &why);
    if (err) {
        if (!feed_is_over(running)) /* a stop breaks off what is under way */
            fail_document(&taking, &why);
    } else {
        running->bytes += running->body.n;
        if (take_bytes(&taking, buf_str(&running->body)) && version.n)
            feed_seen_add(&running->seen, entry->url, version);
    }
    tell(&taking);
}

void feed_take_list(struct feed_running *running, const struct feed_list *list,
                    const struct feed_trust *trust)
{
    if (list->unsound)
        feed_note_reason(running, FEED_UNSOUND, arena_printf(running->arena, "%zu", list->unsound));
    uint64_t bytes_max =
        running->run->bytes_max ? running->run->bytes_max : (uint64_t)FEED_RUN_BYTES_MAX;
    for (size_t i = 0; i < list->count && !feed_is_over(running); i++) {
        const struct feed_entry *entry = &list->items[i];
        str version = entry->updated.n ? entry->updated : version_by_hash(running, entry->url);
        bool seen = version.n && feed_seen_has(&running->seen, entry->url, version);
        if (!seen || running->run->folder)
            take_document(running, entry, version, trust);
        arena_reset(&running->document_arena);
        if (running->bytes > bytes_max) {
            feed_note_reason(running, FEED_BYTES_FULL,
                             arena_printf(running->arena, "%" PRIu64, bytes_max));
            running->is_over = running->is_interrupted = true;
        }
        if (++running->since_flush >= FEED_FLUSH_DOCUMENTS)
            feed_flush(running);
    }
}
