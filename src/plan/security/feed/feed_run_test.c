/* SPDX-License-Identifier: Apache-2.0 */
/* feed_run_test.c - finding a provider, lists, limits, over files in memory. Signatures, hashes and
 * the web are tested over the wire (tests/advisories_fetch_test.py). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/hash.h"
#include "plan/security/feed/feed_list.h"
#include "plan/security/feed/feed_run.h"
#include "plan/security/feed/feed_seen.h"
#include "store/scratch_store_test.h"

#define METADATA(url, lists)                                                                       \
    "{\"canonical_url\":\"" url "\",\"last_updated\":\"2026-01-01T00:00:00Z\","                    \
    "\"list_on_CSAF_aggregators\":true,\"mirror_on_CSAF_aggregators\":false,"                      \
    "\"metadata_version\":\"2.0\",\"role\":\"csaf_publisher\",\"publisher\":{\"category\":"        \
    "\"vendor\",\"name\":\"P\",\"namespace\":\"https://p.example/\"},\"distributions\":[" lists    \
    "]}"
#define DIRECTORY "{\"directory_url\":\"https://psirt.example/white\"}"
#define DOCUMENT                                                                                   \
    "{\"document\":{\"category\":\"csaf_base\",\"csaf_version\":\"2.0\",\"title\":\"T\","          \
    "\"publisher\":{\"category\":\"vendor\",\"name\":\"P\",\"namespace\":\"https://p.example\"}"   \
    ",\"tracking\":{\"id\":\"A\",\"status\":\"final\",\"version\":\"1\","                          \
    "\"current_release_date\":\"2026-01-01T00:00:00Z\",\"initial_release_date\":"                  \
    "\"2026-01-01T00:00:00Z\",\"revision_history\":[{\"date\":\"2026-01-01T00:00:00Z\","           \
    "\"number\":\"1\",\"summary\":\"S\"}]}}}"
#define CHANGES "\"2026/a.json\",\"2026-01-01T00:00:00Z\"\n"

struct file {
    const char *url, *text;
};

/* A web of few files. */
struct web {
    const struct file *files;
    size_t file_count;
    int status_of_others;
    size_t asked;
    uint64_t bytes_max;
    size_t end_at; /* is_ended says so after as many requests; 0: never */
    char folder[SCRATCH_DIR_BYTES];
    struct arena arena;
    struct store *store;
    struct source source;
    size_t counts[ADVISORY_OUTCOME_COUNT];
};

static err_t get(void *context, str url, struct buf *body, int *ret_status, struct fail *why)
{
    struct web *web = context;
    (void)why;
    web->asked++;
    *ret_status = web->status_of_others;
    for (size_t i = 0; i < web->file_count; i++)
        if (str_equal(url, str_from(web->files[i].url))) {
            buf_add(body, str_from(web->files[i].text));
            *ret_status = 200;
        }
    return ERR_OK;
}

static bool is_ended(void *context)
{
    const struct web *web = context;
    return web->end_at && web->asked >= web->end_at;
}

static void web_begin(struct web *web, const char *address)
{
    struct fail why = {0};
    *web = (struct web){.status_of_others = 404};
    web->store = scratch_store_open(web->folder);
    web->source =
        (struct source){.id = source_id(&web->arena, str_from(address)), .url = str_from(address)};
    assert_int_equal(source_create(web->store, &web->source, STR("test"), &why), ERR_OK);
}

static void web_end(struct web *web)
{
    scratch_store_close(web->store, web->folder);
    arena_release(&web->arena);
}

static err_t run(struct web *web)
{
    struct advisory_import import = {.store = web->store, .actor = STR("test")};
    struct feed_fetch fetch = {get, web};
    struct feed_run feed = {.fetch = &fetch,
                            .import = &import,
                            .source = &web->source,
                            .bytes_max = web->bytes_max,
                            .is_ended = is_ended,
                            .context = web};
    struct fail why = {0};
    web->asked = 0;
    err_t err = feed_run(&feed, &web->arena, &why);
    memcpy(web->counts, import.counts, sizeof web->counts);
    advisory_import_release(&import);
    return err;
}

static void a_provider_is_found_by_its_domain(void **state)
{
    (void)state;
    static const struct file well_known[] = {
        {"https://maker.example/.well-known/csaf/provider-metadata.json",
         METADATA("https://maker.example/.well-known/csaf/provider-metadata.json", DIRECTORY)},
        {"https://psirt.example/white/changes.csv", CHANGES},
        {"https://psirt.example/white/2026/a.json", DOCUMENT}};
    static const struct file security_txt[] = {
        {"https://maker.example/.well-known/security.txt",
         "# a comment\r\nContact: mailto:a@b.c\r\nCSAF: http://psirt.example/no\r\n"
         "CSAF:https://psirt.example/gone.json\r\ncsaf: \thttps://psirt.example/csaf.json \r\n"},
        {"https://psirt.example/csaf.json",
         METADATA("https://psirt.example/provider-metadata.json", DIRECTORY)},
        {"https://psirt.example/white/changes.csv", CHANGES},
        {"https://psirt.example/white/2026/a.json", DOCUMENT}};
    static const struct file by_name[] = {
        {"https://maker.example/.well-known/csaf/provider-metadata.json", "no metadata"},
        {"https://csaf.data.security.maker.example/",
         METADATA("https://psirt.example/provider-metadata.json", DIRECTORY)},
        {"https://psirt.example/white/index.txt", "2026/a.json\r\n"},
        {"https://psirt.example/white/2026/a.json", DOCUMENT}};
    static const struct {
        const struct file *files;
        size_t count;
    } rows[] = {{well_known, COUNT_OF(well_known)},
                {security_txt, COUNT_OF(security_txt)},
                {by_name, COUNT_OF(by_name)}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct web web;
        web_begin(&web, "maker.example");
        web.files = rows[i].files;
        web.file_count = rows[i].count;
        assert_int_equal(run(&web), ERR_OK);
        if (web.counts[ADVISORY_NEW] != 1 || web.source.error.n)
            fail_msg("row %zu: %.*s", i, STR_ARG(web.source.error));
        web_end(&web);
    }
}

static void where_there_is_no_provider_the_first_reason_is_told(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"https://maker.example/.well-known/csaf/provider-metadata.json", "{}"}};
    struct web web;
    web_begin(&web, "maker.example");
    web.files = files;
    web.file_count = 1;
    assert_int_equal(run(&web), ERR_OK);
    assert_true(str_find(web.source.error, STR("$.canonical_url")) < web.source.error.n);
    assert_true(web.source.is_complete);
    assert_int_equal(web.asked, 3);
    web_end(&web);
}

static void so_many_failures_end_a_run(void **state)
{
    (void)state;
    struct web web;
    struct buf list = {0};
    web_begin(&web, "https://psirt.example/white/");
    for (int i = 0; i < FEED_FAILURES_MAX + 5; i++)
        buf_printf(&list, "\"2026/%d.json\",\"2026-01-01T00:00:00Z\"\n", i);
    buf_add_char(&list, 0);
    struct file files[] = {{"https://psirt.example/white/changes.csv", list.p}};
    web.files = files;
    web.file_count = 1;
    assert_int_equal(run(&web), ERR_OK); /* what is not there is no failure of the server */
    assert_int_equal(web.source.failed, FEED_FAILURES_MAX + 5);
    web.status_of_others = 500;
    assert_int_equal(run(&web), ERR_OK);
    assert_int_equal(web.source.failed, FEED_FAILURES_MAX);
    assert_true(web.source.is_complete);
    buf_release(&list);
    web_end(&web);
}

static void a_stop_is_no_failure(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"https://psirt.example/white/changes.csv", CHANGES "\"2026/b.json\",\"2026\"\n"},
        {"https://psirt.example/white/2026/a.json", DOCUMENT}};
    struct web web;
    int64_t next;
    web_begin(&web, "https://psirt.example/white/");
    web.files = files;
    web.file_count = COUNT_OF(files);
    web.end_at = 2; /* the list and the first document */
    assert_int_equal(run(&web), ERR_OK);
    assert_int_equal(web.counts[ADVISORY_NEW], 1);
    assert_int_equal(web.source.failed, 0);
    assert_false(web.source.is_complete);
    web.source.every_hours = 24;
    assert_true(source_next_run(&web.source, 0, &next));
    struct source kept;
    struct fail why;
    assert_int_equal(source_get(web.store, &web.arena, web.source.id, &kept, &why), ERR_OK);
    assert_false(kept.is_complete);
    assert_int_equal(kept.counts[ADVISORY_NEW], 1);
    web.end_at = 0;
    assert_int_equal(run(&web), ERR_OK);
    assert_int_equal(web.counts[ADVISORY_NEW] + web.counts[ADVISORY_LEFT_OUT], 0); /* seen */
    assert_int_equal(web.source.failed, 1);
    web_end(&web);
}

static void so_many_bytes_end_a_run(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"https://psirt.example/white/changes.csv", CHANGES "\"2026/b.json\",\"2026\"\n"},
        {"https://psirt.example/white/2026/a.json", DOCUMENT}};
    for (int over = 0; over < 2; over++) {
        struct web web;
        web_begin(&web, "https://psirt.example/white/");
        web.files = files;
        web.file_count = COUNT_OF(files);
        web.bytes_max = strlen(DOCUMENT) - (size_t)over;
        assert_int_equal(run(&web), ERR_OK);
        assert_int_equal(web.counts[ADVISORY_NEW], 1);
        assert_int_equal(web.source.failed, over ? 0 : 1); /* b.json was asked for */
        assert_int_equal(web.source.is_complete, !over);
        web_end(&web);
    }
}

/* How many advisories come of a maker with such a security.txt, when psirt.example has one. */
static size_t advisories_by(struct buf *security_txt)
{
    struct web web;
    buf_add_char(security_txt, 0);
    const struct file files[] = {
        {"https://maker.example/.well-known/security.txt", security_txt->p},
        {"https://psirt.example/csaf.json",
         METADATA("https://psirt.example/provider-metadata.json", DIRECTORY)},
        {"https://psirt.example/white/changes.csv", CHANGES},
        {"https://psirt.example/white/2026/a.json", DOCUMENT}};
    web_begin(&web, "maker.example");
    web.files = files;
    web.file_count = COUNT_OF(files);
    assert_int_equal(run(&web), ERR_OK);
    web_end(&web);
    return web.counts[ADVISORY_NEW];
}

static void so_many_lines_of_a_security_txt_are_tried(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct buf text = {0};
        for (int i = 0; i < FEED_CSAF_LINES_MAX - 1 + over; i++)
            buf_printf(&text, "CSAF: https://gone%d.example/csaf.json\n", i);
        buf_add(&text, STR("CSAF: https://psirt.example/csaf.json\n"));
        assert_int_equal(advisories_by(&text), over ? 0 : 1);
        buf_release(&text);
    }
}

/* Whatever was asked for last: a stop is told as one, and the run goes on soon. */
static void a_stop_may_come_at_any_request(void **state)
{
    (void)state;
    for (size_t at = 1; at <= 3; at++) {
        struct web web;
        web_begin(&web, "maker.example");
        web.end_at = at;
        assert_int_equal(run(&web), ERR_OK);
        assert_true(str_starts_with(web.source.error, STR("stopped\t")));
        assert_false(web.source.is_complete);
        web_end(&web);
    }
}

/* A security.txt that is as long as may be, and one byte longer. */
static void a_security_txt_may_be_so_long(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct buf text = {0};
        buf_add(&text, STR("CSAF: https://psirt.example/csaf.json\n"));
        while (text.n < FEED_SECURITY_TXT_BYTES_MAX + (size_t)over)
            buf_add_char(&text, '#');
        assert_int_equal(advisories_by(&text), over ? 0 : 1);
        buf_release(&text);
    }
}

static void a_hash_file_may_be_so_long(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct web web = {.status_of_others = 404};
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        struct feed_trust trust = {0};
        struct feed_fetch fetch = {get, &web};
        struct buf text = {0};
        char hex[SHA512_HEX_BYTES];
        sha512_hex_of(STR(DOCUMENT), hex);
        buf_add(&text, str_of(hex, sizeof hex));
        while (text.n < FEED_HASH_FILE_BYTES_MAX + (size_t)over)
            buf_add_char(&text, ' ');
        buf_add_char(&text, 0);
        const struct file files[] = {{"https://psirt.example/a.json.sha512", text.p}};
        web.files = files;
        web.file_count = 1;
        feed_check(&fetch, STR("https://psirt.example/a.json"), STR(DOCUMENT), &trust, &findings);
        assert_int_equal(findings.error_count, over);
        if (over)
            assert_true(str_equal(findings.items[0].texts->name, STR("not-fetched")));
        buf_release(&text);
        arena_release(&arena);
    }
}

static void a_source_that_was_deleted_ends_the_run(void **state)
{
    (void)state;
    struct web web;
    struct fail why;
    web_begin(&web, "maker.example");
    struct store_change change = {
        .operation = STORE_DELETE, .kind = DOCUMENT_SUBMODEL, .id = web.source.id};
    struct store_batch batch = {.changes = &change, .count = 1, .actor = STR("test")};
    assert_int_equal(store_commit(web.store, &batch, &why), ERR_OK);
    assert_int_equal(run(&web), ERR_NOT_FOUND);
    assert_int_equal(web.asked, 0);
    web_end(&web);
}

static void sources_run_at_their_time(void **state)
{
    (void)state;
    static const struct {
        uint32_t every_hours;
        const char *last_run;
        bool is_complete;
        int64_t next_minutes; /* after 2026-01-01T00:00:00Z; -1: never, -2: now */
    } rows[] = {
        {0, "2026-01-01T00:00:00Z", true, -1},
        {24, "", false, -2},
        {24, "2026-01-01T00:00:00Z", true, 24 * 60},
        {1, "2026-01-01T00:00:00Z", true, 60},
        {24, "2026-01-01T00:00:00Z", false, SOURCE_RETRY_MINUTES},
    };
    const int64_t begin_ms = 1767225600000, now_ms = 5;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct source source = {.every_hours = rows[i].every_hours,
                                .last_run = str_from(rows[i].last_run),
                                .is_complete = rows[i].is_complete};
        int64_t next = -1;
        bool runs = source_next_run(&source, now_ms, &next);
        assert_int_equal(runs, rows[i].next_minutes != -1);
        if (runs)
            assert_int_equal(next, rows[i].next_minutes == -2
                                       ? now_ms
                                       : begin_ms + rows[i].next_minutes * 60000);
    }
}

static void lists_end_at_their_limit(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct buf text = {0};
    struct fail why;
    struct feed_list list = {0}, longer = {0};
    str url = STR("https://psirt.example/index.txt");
    for (int i = 0; i < FEED_DOCUMENTS_MAX; i++)
        buf_add(&text, STR("a\n"));
    assert_int_equal(feed_list_read_index(&arena, url, buf_str(&text), &list, &why), ERR_OK);
    assert_int_equal(list.count, FEED_DOCUMENTS_MAX);
    buf_add(&text, STR("a\n"));
    assert_int_equal(feed_list_read_index(&arena, url, buf_str(&text), &longer, &why),
                     ERR_TOO_LARGE);
    buf_release(&text);
    arena_release(&arena);
}

static void what_is_seen_is_kept_and_pruned(void **state)
{
    (void)state;
    struct feed_seen seen = {0}, again = {0};
    struct arena arena = {0};
    assert_false(feed_seen_has(&seen, STR("a"), STR("1")));
    feed_seen_add(&seen, STR("a"), STR("1"));
    feed_seen_add(&seen, STR("b"), STR("1"));
    str bytes = feed_seen_write(&seen, &arena);
    assert_int_equal(bytes.n, 16);
    feed_seen_read(&again, bytes);
    assert_false(again.changed);
    assert_true(feed_seen_has(&again, STR("a"), STR("1")));
    assert_false(feed_seen_has(&again, STR("a"), STR("2"))); /* another version */
    feed_seen_prune(&again);
    assert_int_equal(feed_seen_write(&again, &arena).n, 8);
    feed_seen_release(&seen);
    feed_seen_release(&again);
    arena_release(&arena);
}

static void files_are_named_by_their_id(void **state)
{
    (void)state;
    /* The examples of CSAF 2.0, 5.1. */
    static const char *const rows[][2] = {
        {"Example Company - 2019-YH3234", "example_company_-_2019-yh3234.json"},
        {"RHBA-2019:0024", "rhba-2019_0024.json"},
        {"cisco-sa-20190513-secureboot", "cisco-sa-20190513-secureboot.json"},
        {"2022_#01-A", "2022_01-a.json"},
        {"A+b", "a+b.json"}};
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        assert_string_equal(feed_file_name(&arena, str_from(rows[i][0])).p, rows[i][1]);
    arena_release(&arena);
}

int feed_run_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_provider_is_found_by_its_domain),
        cmocka_unit_test(where_there_is_no_provider_the_first_reason_is_told),
        cmocka_unit_test(so_many_failures_end_a_run),
        cmocka_unit_test(a_stop_is_no_failure),
        cmocka_unit_test(so_many_bytes_end_a_run),
        cmocka_unit_test(so_many_lines_of_a_security_txt_are_tried),
        cmocka_unit_test(a_stop_may_come_at_any_request),
        cmocka_unit_test(a_security_txt_may_be_so_long),
        cmocka_unit_test(a_hash_file_may_be_so_long),
        cmocka_unit_test(a_source_that_was_deleted_ends_the_run),
        cmocka_unit_test(sources_run_at_their_time),
        cmocka_unit_test(lists_end_at_their_limit),
        cmocka_unit_test(what_is_seen_is_kept_and_pruned),
        cmocka_unit_test(files_are_named_by_their_id),
    };
    return cmocka_run_group_tests_name("feed_run", tests, NULL, NULL);
}
