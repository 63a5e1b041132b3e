/* SPDX-License-Identifier: Apache-2.0 */
/* feed.c - any bytes as what a provider sends: by the first byte as provider-metadata.json,
 * aggregator.json, ROLIE feed, changes.csv, index.txt or the hash and name of a document. No crash,
 * and no address comes out that is not sound, or of another host than the list. */
#include <stdlib.h>

#include "plan/security/feed/feed_check.h"
#include "plan/security/feed/feed_list.h"
#include "plan/security/feed/feed_provider.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_url.h"
#include "plan/security/feed/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const str place = {"https://psirt.example/csaf/white/changes.csv",
                          sizeof "https://psirt.example/csaf/white/changes.csv" - 1};

static void check_urls(const str *urls, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!feed_url_is_sound(urls[i]))
            abort();
}

static void read_provider(struct arena *arena, str text)
{
    struct feed_provider provider;
    struct fail why;
    if (feed_provider_read(arena, text, &provider, &why) != ERR_OK)
        return;
    check_urls(&provider.canonical_url, 1);
    check_urls(provider.feeds, provider.feed_count);
    check_urls(provider.directories, provider.directory_count);
    for (size_t i = 0; i < provider.key_count; i++)
        check_urls(&provider.keys[i].url, 1);
}

static void read_aggregator(struct arena *arena, str text)
{
    const str *urls;
    size_t count;
    struct fail why;
    if (feed_aggregator_read(arena, text, &urls, &count, &why) == ERR_OK)
        check_urls(urls, count);
}

typedef err_t list_reader(struct arena *arena, str url, str text, struct feed_list *list,
                          struct fail *why);

static void read_list(struct arena *arena, str text, list_reader *read)
{
    struct feed_list list = {0};
    struct fail why;
    (void)!read(arena, place, text, &list, &why);
    for (size_t i = 0; i < list.count; i++) {
        check_urls(&list.items[i].url, 1);
        if (!str_equal_nocase(feed_url_host(list.items[i].url), feed_url_host(place)))
            abort();
    }
}

/* What lies beside a document is the same bytes. */
static err_t get(void *context, str url, struct buf *body, int *ret_status, struct fail *why)
{
    (void)url, (void)why;
    buf_add(body, *(const str *)context);
    *ret_status = 200;
    return ERR_OK;
}

static void check_document(struct arena *arena, str text)
{
    struct findings findings = {.arena = arena};
    struct feed_fetch fetch = {get, &text};
    struct feed_trust trust = {.publisher_namespace = STR("https://p.example")};
    feed_check(&fetch, STR("https://psirt.example/a.json"), text, &trust, &findings);
    if (findings.error_count == 0) /* it cannot hold its own hash */
        abort();
    str name = feed_file_name(arena, text);
    for (size_t i = 0; i + 5 < name.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789+-_", name.p[i]))
            abort();
}

/* Reasons come from records that anybody may have written. */
static void tell(str lines)
{
    struct buf out = {0};
    for (int i = 0; i < LANGUAGE_COUNT; i++)
        feed_reason_write(lines, (enum language)i, &out);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct source source;
    if (size == 0)
        return 0;
    str text = str_of((const char *)data + 1, size - 1);
    switch (data[0] % 7) {
    case 0:
        read_provider(&arena, text);
        break;
    case 1:
        read_aggregator(&arena, text);
        break;
    case 2:
        read_list(&arena, text, feed_list_read_rolie);
        break;
    case 3:
        read_list(&arena, text, feed_list_read_changes);
        break;
    case 4:
        read_list(&arena, text, feed_list_read_index);
        break;
    case 5:
        check_document(&arena, text);
        break;
    default:
        if (source_read(&arena, text, &source))
            tell(source.error);
        tell(text);
    }
    arena_release(&arena);
    return 0;
}
