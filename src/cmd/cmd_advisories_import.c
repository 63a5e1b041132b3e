/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories_import.c - schale advisories import: checked advisories into the store; a newer
 * version in the place of the older one. */
#include "cmd/check_run.h"
#include "codec/zip.h"
#include "plan/security/csaf/csaf_check.h"
#include "plan/security/match/advisory_store.h"
#include "web/import.h"

const struct option_row advisories_import_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"json", NULL, "one JSON object for each file, and one with the sum"},
    {"lang", "en|de", "language of the messages"},
    {"quiet", NULL, "only the sum"},
    {0},
};

static const char *const endings[] = {".json", ".zip", NULL};

enum {
    BATCH_BYTES = 16 << 20,        /* of documents that are stored together */
    ADVISORY_BYTES_MAX = 64 << 20, /* of one document */
};

struct import_run {
    struct store *store;
    struct arena arena; /* of what waits to be stored */
    struct import_list list;
    size_t bytes;
    struct arena names; /* of the keys of `seen` */
    struct map seen;    /* id → struct advisory_facts *: what waits or was stored by this run */
    size_t fresh, updated, unchanged, left_out, refused;
    err_t result; /* of the store; `why` says more */
    struct fail why;
};

/* --- storing -----------------------------------------------------------------------------------
 */

static void flush(struct import_run *import)
{
    struct store_batch batch = {.changes = import->list.changes,
                                .count = import->list.count,
                                .actor = STR("advisories import")};
    if (batch.count && import->result == ERR_OK)
        import->result = store_commit(import->store, &batch, &import->why);
    import->list = (struct import_list){0};
    import->bytes = 0;
    arena_reset(&import->arena);
}

/* The submodel, checked like every other, and its file. */
static bool add_changes(struct import_run *import, const struct advisory *advisory, str bytes,
                        struct fail *why)
{
    struct load_options options = {.class = CLASS_SUBMODEL, .ask_file = true, .check = true};
    struct arena *arena = &import->arena;
    struct findings findings = {.arena = arena};
    struct buf text = {0};
    struct loaded *loaded = ARENA_NEW(arena, struct loaded);
    advisory_record_write(advisory, arena, &text);
    str kept = arena_dup(arena, buf_str(&text));
    buf_release(&text);
    if (load_document(kept, &options, arena, &findings, loaded) != ERR_OK || findings.error_count) {
        fail_set(why, ERR_INVALID, 0, STR("$"), "its facts break a rule of the metamodel");
        return false;
    }
    if (import_changes(loaded, arena, &import->list, why) != ERR_OK)
        return false;
    ARENA_GROW(arena, import->list.changes, import->list.count, import->list.room, 64);
    str path = advisory_record_path(arena, advisory);
    import->list.changes[import->list.count++] =
        (struct store_change){.operation = STORE_FILE_PUT,
                              .kind = DOCUMENT_SUBMODEL,
                              .id = advisory_record_id(arena, advisory),
                              .path = path,
                              .file = {
                                  path,
                                  STR("application/json"),
                                  arena_dup(arena, bytes)
                              }};
    import->bytes += bytes.n;
    return true;
}

static void remember(struct import_run *import, str id, const struct advisory *advisory)
{
    bool added;
    struct advisory_facts *facts = ARENA_NEW(&import->names, struct advisory_facts);
    facts->version = arena_dup(&import->names, advisory->version);
    facts->released = arena_dup(&import->names, advisory->released);
    facts->digest = arena_dup(&import->names, str_of(advisory->digest, SHA256_HEX_BYTES));
    *map_put(&import->seen, arena_dup(&import->names, id), &added) = (uint64_t)(uintptr_t)facts;
}

/* What the store has, or this run will have stored. */
static bool known_facts(struct import_run *import, struct arena *arena, str id,
                        struct advisory_facts *ret_facts)
{
    uint64_t *seen = map_find(&import->seen, id);
    if (!seen)
        return stored_advisory_facts(import->store, arena, id, ret_facts);
    *ret_facts = *(struct advisory_facts *)(uintptr_t)*seen;
    return true;
}

/* --- one document ------------------------------------------------------------------------------
 */

static void import_one(struct import_run *import, str bytes, struct findings *findings)
{
    struct arena arena = {0};
    struct advisory advisory;
    struct advisory_facts facts;
    struct fail why = {0};
    size_t before = findings->error_count;
    csaf_check(bytes, findings);
    if (findings->error_count > before) {
        import->refused++;
        return;
    }
    if (advisory_read(&arena, bytes, &advisory, &why) != ERR_OK) {
        csaf_add_fail(findings, CSAF_UNREADABLE, &why);
        import->refused++;
        arena_release(&arena);
        return;
    }
    str id = advisory_record_id(&arena, &advisory);
    bool known = known_facts(import, &arena, id, &facts);
    if (known &&
        !advisory_is_newer(advisory.version, advisory.released, facts.version, facts.released))
        import->left_out++;
    else if (!add_changes(import, &advisory, bytes, &why)) {
        csaf_add_fail(findings, CSAF_UNREADABLE, &why);
        import->refused++;
    } else {
        bool same = known && str_equal(facts.digest, str_of(advisory.digest, SHA256_HEX_BYTES));
        import->fresh += !known;
        import->unchanged += same;
        import->updated += known && !same;
        remember(import, id, &advisory);
    }
    if (import->bytes > BATCH_BYTES)
        flush(import);
    arena_release(&arena);
}

static void import_zip(struct import_run *import, str bytes, struct findings *findings)
{
    struct arena arena = {0};
    struct zip_reader *reader;
    struct fail why = {0};
    if (zip_reader_open(bytes, &arena, &reader, &why) != ERR_OK) {
        csaf_add_fail(findings, CSAF_ZIP, &why);
        import->refused++;
        arena_release(&arena);
        return;
    }
    for (size_t i = 0; i < zip_reader_count(reader); i++) {
        str document;
        if (!str_ends_with(zip_reader_entry(reader, i)->name, STR(".json")))
            continue;
        if (zip_reader_read(reader, i, ADVISORY_BYTES_MAX, &document, &why) == ERR_OK) {
            import_one(import, document, findings);
            free((void *)(uintptr_t)document.p);
        } else {
            csaf_add_fail(findings, CSAF_ZIP, &why);
            import->refused++;
        }
    }
    zip_reader_close(reader);
    arena_release(&arena);
}

static void import_file(struct check_run *run, str bytes, struct findings *findings)
{
    struct import_run *import = run->options;
    if (str_starts_with(bytes, STR("PK\x03\x04")))
        import_zip(import, bytes, findings);
    else
        import_one(import, bytes, findings);
}

/* --- the command -------------------------------------------------------------------------------
 */

static void tell_sum(const struct check_run *run, const struct import_run *import)
{
    if (run->json)
        printf("{\"new\":%zu,\"updated\":%zu,\"unchanged\":%zu,\"left_out\":%zu,\"refused\":%zu}\n",
               import->fresh, import->updated, import->unchanged, import->left_out,
               import->refused);
    else if (run->language == LANGUAGE_GERMAN)
        printf(
            "%zu neu, %zu aktualisiert, %zu unverändert (eine neuere Fassung, die weder Produkte "
            "noch Abhilfen ändert), %zu ausgelassen (nicht neuer), %zu zurückgewiesen\n",
            import->fresh, import->updated, import->unchanged, import->left_out, import->refused);
    else
        printf("%zu new, %zu updated, %zu unchanged (a newer version that changes neither products "
               "nor remediations), %zu left out (not newer), %zu refused\n",
               import->fresh, import->updated, import->unchanged, import->left_out,
               import->refused);
}

int cmd_advisories_import(const struct arguments *arguments)
{
    struct import_run import = {0};
    struct check_run run = {.check = import_file, .endings = endings, .options = &import};
    struct store_options options = {0};
    struct fail why = {0};
    const char *data = argument_of(arguments, "data");
    if (!check_run_begin(&run, arguments))
        return EXIT_USAGE;
    run.quiet = true;
    if (store_open(data ? data : "schale-data", &options, &import.store, &why) != ERR_OK)
        return command_fail(arguments, &why);
    int status = check_run_files(&run, arguments);
    flush(&import);
    store_close(import.store);
    if (import.result != ERR_OK)
        status = command_fail(arguments, &import.why);
    else
        tell_sum(&run, &import);
    map_release(&import.seen);
    arena_release(&import.arena);
    arena_release(&import.names);
    return status;
}
