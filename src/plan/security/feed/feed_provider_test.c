/* SPDX-License-Identifier: Apache-2.0 */
/* feed_provider_test.c - what is taken from the two files, and their limits. What they may do wrong
 * is tested over the wire (tests/advisories_fetch_test.py). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "plan/security/feed/feed_provider.h"

#define PUBLISHER                                                                                  \
    "\"publisher\":{\"category\":\"vendor\",\"name\":\"P\",\"namespace\":\"https://p.example\"}"
#define DATE "\"last_updated\":\"2026-01-01T00:00:00Z\""
#define KEY                                                                                        \
    "{\"url\":\"https://p.example/k.asc\",\"fingerprint\":"                                        \
    "\"34db134be85b74a00edafd4c794c3dbdde264f3f\"}"
#define FEED "{\"tlp_label\":\"WHITE\",\"url\":\"https://p.example/f.json\"}"
#define DIRECTORY "{\"directory_url\":\"https://p.example/d/\"}"
#define ENTRY                                                                                      \
    "{\"metadata\":{" DATE "," PUBLISHER ",\"url\":\"https://p.example/provider-metadata.json\"}}"

static void repeat(struct buf *text, const char *item, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_printf(text, "%s%s", i ? "," : "", item);
}

static err_t read_provider(struct arena *arena, size_t keys, size_t feeds, size_t directories,
                           size_t bytes, struct feed_provider *provider)
{
    struct buf text = {0};
    struct fail why;
    buf_add(&text, STR("{\"canonical_url\":\"https://p.example/provider-metadata.json\"," DATE
                       ",\"list_on_CSAF_aggregators\":true,\"mirror_on_CSAF_aggregators\":true,"
                       "\"metadata_version\":\"2.0\",\"role\":\"csaf_trusted_provider\"," PUBLISHER
                       ",\"public_openpgp_keys\":["));
    repeat(&text, KEY, keys);
    buf_add(&text, STR("],\"distributions\":["));
    repeat(&text, DIRECTORY, directories);
    if (feeds) {
        buf_add(&text,
                directories ? STR(",{\"rolie\":{\"feeds\":[") : STR("{\"rolie\":{\"feeds\":["));
        repeat(&text, FEED, feeds);
        buf_add(&text, STR(",{\"tlp_label\":\"RED\",\"url\":\"https://p.example/r.json\"}]}}"));
    }
    buf_add(&text, STR("]}"));
    while (text.n < bytes)
        buf_add_char(&text, ' ');
    err_t err = feed_provider_read(arena, buf_str(&text), provider, &why);
    buf_release(&text);
    return err;
}

static void what_a_provider_says_is_taken(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct feed_provider provider;
    assert_int_equal(read_provider(&arena, 1, 2, 1, 0, &provider), ERR_OK);
    assert_true(provider.is_trusted);
    assert_int_equal(provider.key_count, 1);
    assert_true(
        str_equal(provider.keys[0].fingerprint, STR("34DB134BE85B74A00EDAFD4C794C3DBDDE264F3F")));
    assert_int_equal(provider.feed_count, 2);
    assert_int_equal(provider.closed_feed_count, 1);
    assert_int_equal(provider.directory_count, 1);
    assert_true(str_equal(provider.directories[0], STR("https://p.example/d/")));
    assert_true(str_equal(provider.publisher_namespace, STR("https://p.example")));
    arena_release(&arena);
}

static void limits_are_kept(void **state)
{
    (void)state;
    const size_t keys = FEED_PROVIDER_KEYS_MAX, lists = FEED_PROVIDER_LISTS_MAX,
                 bytes = FEED_PROVIDER_BYTES_MAX;
    const struct {
        size_t keys, feeds, directories, bytes;
        err_t result;
    } rows[] = {
        {keys, 0, 1, 0, ERR_OK},      {keys + 1, 0, 1, 0, ERR_TOO_LARGE},
        {0, lists - 1, 1, 0, ERR_OK}, {0, lists, 1, 0, ERR_TOO_LARGE}, /* and the closed one */
        {0, 0, lists, 0, ERR_OK},     {0, 0, lists + 1, 0, ERR_TOO_LARGE},
        {0, 0, 1, bytes, ERR_OK},     {0, 0, 1, bytes + 1, ERR_TOO_LARGE},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct feed_provider provider;
        err_t err = read_provider(&arena, rows[i].keys, rows[i].feeds, rows[i].directories,
                                  rows[i].bytes, &provider);
        if (err != rows[i].result)
            fail_msg("row %zu: %s", i, err_text(err));
        arena_release(&arena);
    }
}

static void an_aggregator_names_so_many(void **state)
{
    (void)state;
    for (size_t over = 0; over < 2; over++) {
        struct arena arena = {0};
        struct buf text = {0};
        struct fail why;
        const str *urls;
        size_t count;
        buf_add(&text,
                STR("{\"aggregator\":{\"category\":\"lister\",\"name\":\"A\",\"namespace\":"
                    "\"https://a.example\"},\"aggregator_version\":\"2.0\",\"canonical_url\":"
                    "\"https://a.example/aggregator.json\"," DATE ",\"csaf_providers\":["));
        repeat(&text, ENTRY, FEED_AGGREGATOR_PROVIDERS_MAX + over);
        buf_add(&text, STR("]}"));
        err_t err = feed_aggregator_read(&arena, buf_str(&text), &urls, &count, &why);
        assert_int_equal(err, over ? ERR_TOO_LARGE : ERR_OK);
        if (!err)
            assert_int_equal(count, FEED_AGGREGATOR_PROVIDERS_MAX);
        buf_release(&text);
        arena_release(&arena);
    }
}

int feed_provider_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_provider_says_is_taken),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(an_aggregator_names_so_many),
    };
    return cmocka_run_group_tests_name("feed_provider", tests, NULL, NULL);
}
