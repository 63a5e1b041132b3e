/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_import_test.c - what happens to a document, alone, in an archive, too long. The rules of
 * newer and older are tested over the wire (tests/advisories_match_test.py). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "codec/zip.h"
#include "plan/security/advisory/advisory_import.h"
#include "store/scratch_store_test.h"

/* A sound document of the category csaf_base, in a version and with a status. */
static str document_of(struct arena *arena, const char *id, int version, const char *status)
{
    return arena_printf(
        arena,
        "{\"document\":{\"category\":\"csaf_base\",\"csaf_version\":\"2.0\",\"title\":\"T\","
        "\"publisher\":{\"category\":\"vendor\",\"name\":\"P\",\"namespace\":\"https://p.example\"}"
        ",\"tracking\":{\"id\":\"%s\",\"status\":\"%s\",\"version\":\"%d\","
        "\"current_release_date\":\"2026-01-01T00:00:00Z\",\"initial_release_date\":"
        "\"2026-01-01T00:00:00Z\",\"revision_history\":[{\"date\":\"2026-01-01T00:00:00Z\","
        "\"number\":\"%d\",\"summary\":\"S\"}]}}}",
        id, status, version, version);
}

struct trial {
    char folder[SCRATCH_DIR_BYTES];
    struct arena arena;
    struct findings findings;
    struct advisory_import import;
};

static void trial_begin(struct trial *trial)
{
    *trial = (struct trial){.import.actor = STR("test")};
    trial->findings.arena = &trial->arena;
    trial->import.store = scratch_store_open(trial->folder);
}

static void trial_end(struct trial *trial)
{
    scratch_store_close(trial->import.store, trial->folder);
    advisory_import_release(&trial->import);
    arena_release(&trial->arena);
}

static void assert_counts(const struct trial *trial, const char *wanted)
{
    char got[100] = "";
    for (int i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
        if (trial->import.counts[i])
            snprintf(got + strlen(got), sizeof got - strlen(got), "%zu %s,",
                     trial->import.counts[i], advisory_outcome_name(i).p);
    assert_string_equal(got, wanted);
}

static void take(struct trial *trial, str bytes)
{
    struct fail why = {0};
    if (advisory_import_take(&trial->import, bytes, &trial->findings, &why) != ERR_OK)
        fail_msg("%s", why.text);
}

static void documents_wait_until_they_are_stored(void **state)
{
    (void)state;
    struct trial trial;
    struct fail why;
    trial_begin(&trial);
    take(&trial, document_of(&trial.arena, "A", 1, "final"));
    take(&trial, document_of(&trial.arena, "B", 1, "final"));
    take(&trial, document_of(&trial.arena, "A", 1, "final"));
    take(&trial, STR("{"));
    assert_counts(&trial, "2 new,1 left_out,1 refused,");
    assert_int_equal(store_count(trial.import.store, DOCUMENT_SUBMODEL), 0);
    assert_int_equal(advisory_import_flush(&trial.import, &why), ERR_OK);
    assert_int_equal(store_count(trial.import.store, DOCUMENT_SUBMODEL), 2);
    take(&trial, document_of(&trial.arena, "B", 1, "final"));
    assert_counts(&trial, "2 new,2 left_out,1 refused,");
    assert_int_equal(trial.findings.error_count, 1);
    trial_end(&trial);
}

static void findings_name_the_file_in_an_archive(void **state)
{
    (void)state;
    struct trial trial;
    struct fail why = {0};
    struct buf archive = {0};
    struct zip_writer *writer = zip_writer_new();
    trial_begin(&trial);
    zip_writer_add(writer, STR("2026/a.json"), STR("{\n\n}"));
    zip_writer_add(writer, STR("2026/b.json"), document_of(&trial.arena, "B", 1, "final"));
    zip_writer_add(writer, STR("2026/c.json"), STR("{\n\n\n["));
    zip_writer_add(writer, STR("index.txt"), STR("2026/a.json"));
    assert_int_equal(zip_writer_finish(writer, &archive, &why), ERR_OK);
    take(&trial, buf_str(&archive));
    assert_counts(&trial, "1 new,2 refused,");
    const struct finding *first = &trial.findings.items[0],
                         *last = &trial.findings.items[trial.findings.count - 1];
    assert_true(str_equal(first->element, STR("2026/a.json")));
    assert_int_equal(first->line, 1);
    assert_true(str_equal(last->element, STR("2026/c.json")));
    assert_int_equal(last->line, 4);
    buf_release(&archive);
    trial_end(&trial);
}

static void a_document_may_be_so_long(void **state)
{
    (void)state;
    struct trial trial;
    struct buf text = {0};
    trial_begin(&trial);
    buf_add(&text, document_of(&trial.arena, "A", 1, "final"));
    size_t blanks = ADVISORY_BYTES_MAX + 1 - text.n;
    memset(buf_reserve(&text, blanks), ' ', blanks);
    text.n += blanks;
    take(&trial, buf_str(&text));
    assert_counts(&trial, "1 refused,");
    assert_true(str_equal(trial.findings.items[0].texts->name, STR("not-stored")));
    take(&trial, str_of(text.p, text.n - 1));
    assert_counts(&trial, "1 new,1 refused,");
    /* More than a batch: it was stored at once. */
    assert_int_equal(store_count(trial.import.store, DOCUMENT_SUBMODEL), 1);
    buf_release(&text);
    trial_end(&trial);
}

int advisory_import_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_wait_until_they_are_stored),
        cmocka_unit_test(findings_name_the_file_in_an_archive),
        cmocka_unit_test(a_document_may_be_so_long),
    };
    return cmocka_run_group_tests_name("advisory_import", tests, NULL, NULL);
}
