/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_import.c - checked, compared with what is there, and stored many at once. */
#include "plan/security/advisory/advisory_import.h"

#include <stdlib.h>

#include "codec/zip.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/match/advisory_store.h"
#include "plan/security/record.h"

str advisory_outcome_name(enum advisory_outcome outcome)
{
    static const char *const names[] = {[ADVISORY_NEW] = "new",
                                        [ADVISORY_UPDATED] = "updated",
                                        [ADVISORY_UNCHANGED] = "unchanged",
                                        [ADVISORY_LEFT_OUT] = "left_out",
                                        [ADVISORY_REFUSED] = "refused"};
    assert(outcome < ADVISORY_OUTCOME_COUNT);
    return str_from(names[outcome]);
}

/* --- storing -----------------------------------------------------------------------------------
 */

err_t advisory_import_flush(struct advisory_import *import, struct fail *why)
{
    struct store_batch batch = {
        .changes = import->changes, .count = import->change_count, .actor = import->actor};
    err_t err = batch.count ? store_commit(import->store, &batch, why) : ERR_OK;
    import->changes = NULL;
    import->change_count = import->change_room = import->bytes = 0;
    arena_reset(&import->arena);
    return err;
}

void advisory_import_release(struct advisory_import *import)
{
    map_release(&import->seen);
    arena_release(&import->arena);
    arena_release(&import->names);
}

static void add_change(struct advisory_import *import, struct store_change change)
{
    ARENA_GROW(&import->arena, import->changes, import->change_count, import->change_room, 64);
    import->changes[import->change_count++] = change;
}

/* The submodel and its file. */
static err_t add_changes(struct advisory_import *import, const struct advisory *advisory, str bytes,
                         struct fail *why)
{
    struct arena scratch = {0}, *arena = &import->arena;
    struct buf text = {0};
    struct store_change put;
    advisory_record_write(advisory, &scratch, &text);
    err_t err = record_change(&scratch, buf_str(&text), &put, why);
    if (!err) {
        str path = advisory_record_path(arena, advisory);
        put.id = arena_dup(arena, put.id);
        put.body = arena_dup(arena, put.body);
        struct store_change file = {
            .operation = STORE_FILE_PUT,
            .kind = DOCUMENT_SUBMODEL,
            .id = put.id,
            .path = path,
            .file = {path, STR("application/json"), arena_dup(arena, bytes)}};
        add_change(import, put);
        add_change(import, file);
        import->bytes += bytes.n;
    }
    buf_release(&text);
    arena_release(&scratch);
    return err;
}

/* --- what is there -----------------------------------------------------------------------------
 */

static void remember(struct advisory_import *import, str id, const struct advisory *advisory)
{
    struct advisory_facts *facts = ARENA_NEW(&import->names, struct advisory_facts);
    facts->version = arena_dup(&import->names, advisory->version);
    facts->released = arena_dup(&import->names, advisory->released);
    facts->digest = arena_dup(&import->names, str_of(advisory->digest, SHA256_HEX_BYTES));
    map_put_pointer(&import->seen, arena_dup(&import->names, id), facts);
}

/* What the store has, or this import will have stored. */
static bool known_facts(struct advisory_import *import, struct arena *arena, str id,
                        struct advisory_facts *ret_facts)
{
    const struct advisory_facts *seen = map_pointer(&import->seen, id);
    if (!seen)
        return stored_advisory_facts(import->store, arena, id, ret_facts);
    *ret_facts = *seen;
    return true;
}

/* --- one document ------------------------------------------------------------------------------
 */

static enum advisory_outcome refuse_for(struct findings *findings, enum csaf_rule rule,
                                        const struct fail *why)
{
    csaf_add_fail(findings, rule, why);
    return ADVISORY_REFUSED;
}

static enum advisory_outcome take_read(struct advisory_import *import, struct arena *arena,
                                       const struct advisory *advisory, str bytes,
                                       struct findings *findings)
{
    struct advisory_facts facts;
    struct fail why = {0};
    str id = advisory_record_id(arena, advisory);
    bool known = known_facts(import, arena, id, &facts);
    if (known &&
        !advisory_is_newer(advisory->version, advisory->released, facts.version, facts.released))
        return ADVISORY_LEFT_OUT;
    if (add_changes(import, advisory, bytes, &why) != ERR_OK)
        return refuse_for(findings, CSAF_UNREADABLE, &why);
    remember(import, id, advisory);
    if (!known)
        return ADVISORY_NEW;
    return str_equal(facts.digest, str_of(advisory->digest, SHA256_HEX_BYTES)) ? ADVISORY_UNCHANGED
                                                                               : ADVISORY_UPDATED;
}

static enum advisory_outcome take_document(struct advisory_import *import, str bytes,
                                           struct findings *findings)
{
    struct arena arena = {0};
    struct advisory advisory;
    struct fail why = {0};
    enum advisory_outcome outcome = ADVISORY_REFUSED;
    size_t before = findings->error_count;
    if (bytes.n > ADVISORY_BYTES_MAX) {
        fail_set(&why, ERR_TOO_LARGE, 0, STR("$"), "it has more than %d bytes", ADVISORY_BYTES_MAX);
        return refuse_for(findings, CSAF_UNREADABLE, &why);
    }
    findings->tolerant = true; /* a plant must not miss an advisory for the name of a weakness */
    csaf_check(bytes, findings);
    if (findings->error_count == before) {
        if (advisory_read(&arena, bytes, &advisory, &why) == ERR_OK)
            outcome = take_read(import, &arena, &advisory, bytes, findings);
        else
            refuse_for(findings, CSAF_UNREADABLE, &why);
    }
    arena_release(&arena);
    return outcome;
}

static err_t take_one(struct advisory_import *import, str bytes, struct findings *findings,
                      struct fail *why)
{
    import->counts[take_document(import, bytes, findings)]++;
    return import->bytes > ADVISORY_BATCH_BYTES_MAX ? advisory_import_flush(import, why) : ERR_OK;
}

/* --- archives ----------------------------------------------------------------------------------
 */

static err_t take_entry(struct advisory_import *import, struct zip_reader *reader, size_t index,
                        struct findings *findings, struct fail *why)
{
    struct fail reason = {0};
    size_t before = findings->count;
    str name = zip_reader_entry(reader, index)->name, document;
    err_t err = ERR_OK;
    if (zip_reader_read(reader, index, ADVISORY_BYTES_MAX, &document, &reason) == ERR_OK) {
        /* Lines are counted in one text after the other. */
        findings->line_offset = 0;
        findings->line = 0;
        err = take_one(import, document, findings, why);
        free((void *)(uintptr_t)document.p);
    } else
        import->counts[refuse_for(findings, CSAF_ZIP, &reason)]++;
    for (size_t i = before; i < findings->count; i++)
        findings->items[i].element = arena_dup(findings->arena, name);
    return err;
}

static err_t take_zip(struct advisory_import *import, str bytes, struct findings *findings,
                      struct fail *why)
{
    struct arena arena = {0};
    struct zip_reader *reader;
    struct fail reason = {0};
    err_t err = ERR_OK;
    if (zip_reader_open(bytes, &arena, &reader, &reason) != ERR_OK) {
        import->counts[refuse_for(findings, CSAF_ZIP, &reason)]++;
    } else {
        for (size_t i = 0; !err && i < zip_reader_count(reader); i++)
            if (str_ends_with(zip_reader_entry(reader, i)->name, STR(".json")))
                err = take_entry(import, reader, i, findings, why);
        zip_reader_close(reader);
    }
    arena_release(&arena);
    return err;
}

err_t advisory_import_take(struct advisory_import *import, str bytes, struct findings *findings,
                           struct fail *why)
{
    return str_starts_with(bytes, STR("PK\x03\x04")) ? take_zip(import, bytes, findings, why)
                                                     : take_one(import, bytes, findings, why);
}
