/* SPDX-License-Identifier: Apache-2.0 */
/* own_provider_test.c - the list of documents, and the files that speak of them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/publish/own_provider.h"

#define WHITE "/aasx/files/csaf/white/"

static struct own_provider_document document_at(const char *advisory, const char *file,
                                                const char *released, const char *folder)
{
    return (struct own_provider_document){.advisory = str_from(advisory),
                                          .tracking_id = str_from(advisory),
                                          .title = STR("T"),
                                          .summary = STR("S"),
                                          .initially_released = str_from(released),
                                          .released = str_from(released),
                                          .file = str_from(file),
                                          .sha256 = STR(WHITE "h"),
                                          .sha512 = STR(WHITE "h"),
                                          .signature = STR(WHITE "s"),
                                          .folder = str_from(folder)};
}

static str bytes_of(const struct own_provider_file *files, size_t count, const char *path)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(files[i].path, str_from(path)))
            return files[i].bytes;
    fail_msg("there is no %s", path);
    return (str){0};
}

static void the_latest_release_comes_first(void **state)
{
    struct arena arena = {0};
    struct own_provider provider = {.name = STR("Own"),
                                    .namespace = STR("https://own.example"),
                                    .category = STR("vendor"),
                                    .public_url = STR("https://own.example"),
                                    .key = STR("AB")};
    struct own_provider_document documents[] = {
        document_at("a", WHITE "2025/a.json", "2025-05-01T00:00:00Z", WHITE "2025/listing.html"),
        document_at("b", WHITE "2026/b.json", "2026-01-01T00:00:00Z", WHITE "2026/listing.html"),
        document_at("a", WHITE "2025/a.json", "2026-02-01T00:00:00Z", WHITE "2025/listing.html"),
    };
    struct own_provider_file *files;
    size_t count;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(documents); i++)
        own_provider_put_document(&provider, &arena, &documents[i]);
    assert_int_equal(provider.documents.count, 2);
    assert_true(str_equal(own_provider_document_of(&provider, STR("a"))->released,
                          STR("2026-02-01T00:00:00Z")));
    assert_null(own_provider_document_of(&provider, STR("c")));
    own_provider_make_files(&provider, STR("KEY"), STR("2026-02-01T00:00:00Z"), &arena, &files,
                            &count);
    assert_int_equal(count, 10); /* eight of all, two years */
    assert_string_equal(bytes_of(files, count, WHITE "index.txt").p, "2025/a.json\n2026/b.json\n");
    assert_string_equal(bytes_of(files, count, WHITE "changes.csv").p,
                        "\"2025/a.json\",\"2026-02-01T00:00:00Z\"\n"
                        "\"2026/b.json\",\"2026-01-01T00:00:00Z\"\n");
    assert_string_equal(bytes_of(files, count, "/aasx/files/csaf/openpgp/AB.asc").p, "KEY");
    str listing = bytes_of(files, count, WHITE "2026/listing.html");
    assert_true(str_find(listing, STR("/2026/b.json\"")) < listing.n);
    assert_true(str_find(listing, STR("/2025/a.json\"")) == listing.n);
    arena_release(&arena);
}

static void addresses_of_files(void **state)
{
    static const char *const rows[][2] = {
        {"https://own.example", "https://own.example/.well-known/csaf/x"},
        {"https://own.example/", "https://own.example/.well-known/csaf/x"},
        {"https://own.example/a//", "https://own.example/a/.well-known/csaf/x"},
    };
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        const struct own_provider provider = {.public_url = str_from(rows[i][0])};
        assert_string_equal(own_provider_url(&arena, &provider, STR("/aasx/files/csaf/x")).p,
                            rows[i][1]);
    }
    arena_release(&arena);
}

static void security_txt(void **state)
{
    struct arena arena = {0};
    struct buf out = {0};
    struct own_provider provider = {.namespace = STR("https://own.example"),
                                    .contact_details = STR("by phone"),
                                    .public_url = STR("https://own.example"),
                                    .metadata = STR("/aasx/files/csaf/provider-metadata.json"),
                                    .key_file = STR("/aasx/files/csaf/openpgp/AB.asc")};
    (void)state;
    /* 2026-01-01 and 180 days */
    own_provider_write_security_txt(&provider, &arena, INT64_C(1767225600000) + 5, &out);
    assert_string_equal(arena_dup(&arena, buf_str(&out)).p,
                        "Contact: https://own.example\nExpires: 2026-06-30T00:00:00.000Z\n"
                        "Encryption: https://own.example/.well-known/csaf/openpgp/AB.asc\n"
                        "Canonical: https://own.example/.well-known/security.txt\n"
                        "CSAF: https://own.example/.well-known/csaf/provider-metadata.json\n");
    buf_release(&out);
    arena_release(&arena);
}

int own_provider_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_latest_release_comes_first),
        cmocka_unit_test(addresses_of_files),
        cmocka_unit_test(security_txt),
    };
    return cmocka_run_group_tests_name("own_provider", tests, NULL, NULL);
}
