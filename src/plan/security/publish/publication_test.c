/* SPDX-License-Identifier: Apache-2.0 */
/* publication_test.c - the next version and its time; the most documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/publish/publication.h"

static const struct own_provider provider_of_all = {.name = STR("Own"),
                                                    .namespace = STR("https://own.example"),
                                                    .category = STR("vendor"),
                                                    .contact_details = STR("c"),
                                                    .public_url = STR("https://own.example")};

static struct own_advisory advisory_in(struct arena *arena)
{
    struct own_product *product = ARENA_NEW(arena, struct own_product);
    struct own_vulnerability *vulnerability = ARENA_NEW(arena, struct own_vulnerability);
    struct form_pair *state = ARENA_NEW(arena, struct form_pair);
    *product = (struct own_product){.key = STR("p"), .name = STR("N"), .order_code = STR("C")};
    *state = (struct form_pair){STR("p"), STR("fixed")};
    *vulnerability =
        (struct own_vulnerability){.title = STR("V"), .text = STR("X"), .states = {state, 1}};
    return (struct own_advisory){.id = STR("urn:a"),
                                 .tracking_id = STR("A"),
                                 .title = STR("T"),
                                 .language = STR("en"),
                                 .tlp = STR("WHITE"),
                                 .summary = STR("S"),
                                 .products = {product, 1},
                                 .vulnerabilities = {vulnerability, 1}};
}

static void versions_and_times(void **state)
{
    /* What is changed; what the version is then; the clock's time, and that of the release. */
    static const struct {
        const char *title, *versions, *number;
        int64_t now_ms;
        const char *date;
    } rows[] = {
        {"T", "1.0", "1.0.0", 1000, "1970-01-01T00:00:01.000Z"},
        {"T", "1.0", "1.0.0", 2000, "1970-01-01T00:00:01.000Z"}, /* nothing */
        {"U", "1.0", "1.0.1", 3000, "1970-01-01T00:00:03.000Z"},
        {"V", "1.0", "1.0.2", 3000, "1970-01-01T00:00:03.001Z"},
        {"V", "1.1", "1.1.0", 500, "1970-01-01T00:00:03.002Z"}, /* the clock went back */
        {"W", "1.1", "1.1.1", 9000, "1970-01-01T00:00:09.000Z"},
        {"X", "2.0", "1.2.0", 9001, "1970-01-01T00:00:09.001Z"},
    };
    struct arena arena = {0};
    struct own_advisory advisory = advisory_in(&arena);
    struct own_product *product = advisory.products.items;
    struct own_provider provider = provider_of_all;
    struct publication publication = {
        .arena = &arena, .advisory = &advisory, .provider = &provider};
    struct fail why;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        advisory.title = str_from(rows[i].title);
        advisory.changes = STR("new");
        product->versions = str_from(rows[i].versions);
        assert_int_equal(publication_make(&publication, rows[i].now_ms, &why), ERR_OK);
        const struct own_revision *last =
            (const struct own_revision *)advisory.revisions.items + advisory.revisions.count - 1;
        assert_true(str_equal(last->number, str_from(rows[i].number)));
        assert_string_equal(last->date.p, rows[i].date);
        publication.before = publication.document;
        provider.updated = last->date;
    }
    assert_int_equal(advisory.revisions.count, COUNT_OF(rows) - 1);
    arena_release(&arena);
}

static void there_is_a_most(void **state)
{
    struct arena arena = {0};
    struct own_advisory advisory = advisory_in(&arena);
    struct own_provider_document *documents =
        ARENA_ARRAY(&arena, struct own_provider_document, OWN_PROVIDER_DOCUMENTS_MAX);
    (void)state;
    for (size_t i = 0; i < OWN_PROVIDER_DOCUMENTS_MAX; i++)
        documents[i] =
            (struct own_provider_document){.advisory = arena_printf(&arena, "urn:%zu", i),
                                           .tracking_id = arena_printf(&arena, "n%zu", i)};
    for (int over = 0; over < 2; over++) {
        struct own_provider provider = provider_of_all;
        struct findings findings = {.arena = &arena};
        struct publication publication = {
            .arena = &arena, .advisory = &advisory, .provider = &provider};
        provider.documents =
            (struct form_list){documents, (size_t)(OWN_PROVIDER_DOCUMENTS_MAX - 1 + over)};
        publication_check(&publication, &findings);
        assert_int_equal(findings.error_count, over);
    }
    arena_release(&arena);
}

int publication_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(versions_and_times),
        cmocka_unit_test(there_is_a_most),
    };
    return cmocka_run_group_tests_name("publication", tests, NULL, NULL);
}
