/* SPDX-License-Identifier: Apache-2.0 */
/* feed_run.c - from an address to lists of documents; what is kept of a run. */
#include "plan/security/feed/feed_run.h"

#include "base/clock.h"
#include "plan/security/feed/feed_running.h"
#include "plan/security/feed/feed_url.h"

#define METADATA_ENDING STR("/provider-metadata.json")

/* --- what is kept ------------------------------------------------------------------------------
 */

/* A stop breaks off what is under way: what failed then failed for this. */
static bool is_stopped(struct feed_running *running)
{
    const struct feed_run *run = running->run;
    if (run->is_ended && run->is_ended(run->context))
        running->is_over = running->is_interrupted = true;
    return running->is_interrupted;
}

void feed_note(struct feed_running *running, str lines)
{
    struct source *source = running->run->source;
    if (source->error.n)
        return;
    source->error = is_stopped(running)
                        ? feed_reason_line(running->arena, FEED_STOPPED, STR(""), STR(""))
                        : arena_dup(running->arena, lines);
}

void feed_note_reason(struct feed_running *running, enum feed_reason reason, str argument)
{
    feed_note(running, feed_reason_line(running->arena, reason, argument, STR("")));
}

bool feed_is_over(struct feed_running *running)
{
    if (is_stopped(running))
        feed_note_reason(running, FEED_STOPPED, STR(""));
    return running->is_over || running->store_error;
}

static void save(struct feed_running *running)
{
    struct feed_run *run = running->run;
    struct arena arena = {0};
    str seen = running->seen.changed ? feed_seen_write(&running->seen, &arena) : (str){0};
    memcpy(run->source->counts, run->import->counts, sizeof run->source->counts);
    if (!running->store_error && run->source->id.n)
        running->store_error = source_save_run(run->import->store, run->source, !run->folder, seen,
                                               &running->store_why);
    running->seen.changed = false;
    arena_release(&arena);
}

void feed_flush(struct feed_running *running)
{
    running->since_flush = 0;
    if (!running->store_error)
        running->store_error = advisory_import_flush(running->run->import, &running->store_why);
    save(running);
}

/* --- lists -------------------------------------------------------------------------------------
 */

static void note_list(struct feed_running *running, const struct fail *why)
{
    running->lists_failed = true;
    feed_note(running, str_from(why->text));
}

typedef err_t list_reader(struct arena *arena, str url, str text, struct feed_list *list,
                          struct fail *why);

static err_t get_list(struct feed_running *running, str url, list_reader *read,
                      struct feed_list *list, struct fail *why)
{
    err_t err = feed_get(running->run->fetch, url, FEED_LIST_BYTES_MAX, &running->body, why);
    if (err)
        return err;
    err = read(running->arena, url, buf_str(&running->body), list, why);
    return err ? feed_fail_by(why, FEED_BAD_FILE, url) : ERR_OK;
}

/* changes.csv tells times; a folder without it has index.txt. */
static void take_directory(struct feed_running *running, str folder, const struct feed_trust *trust)
{
    struct feed_list list = {0};
    struct fail why = {0};
    str changes = arena_printf(running->arena, "%.*schanges.csv", STR_ARG(folder)),
        index = arena_printf(running->arena, "%.*sindex.txt", STR_ARG(folder));
    err_t err = get_list(running, changes, feed_list_read_changes, &list, &why);
    if (err == ERR_NOT_FOUND)
        err = get_list(running, index, feed_list_read_index, &list, &why);
    if (err)
        note_list(running, &why);
    else
        feed_take_list(running, &list, trust);
}

static void take_rolie(struct feed_running *running, str url, const struct feed_trust *trust)
{
    struct feed_list list = {0};
    struct fail why = {0};
    if (get_list(running, url, feed_list_read_rolie, &list, &why) != ERR_OK)
        note_list(running, &why);
    else
        feed_take_list(running, &list, trust);
}

/* --- providers ---------------------------------------------------------------------------------
 */

static void take_lists(struct feed_running *running, const struct feed_provider *provider,
                       const struct feed_trust *trust)
{
    const struct feed_folder *folder = running->run->folder;
    for (size_t i = 0; folder && i < folder->directory_count; i++)
        take_directory(running, folder->directories[i], trust);
    if (folder && folder->directory_count)
        return;
    for (size_t i = 0; i < provider->feed_count && !feed_is_over(running); i++)
        take_rolie(running, provider->feeds[i], trust);
    if (provider->feed_count)
        return;
    for (size_t i = 0; i < provider->directory_count && !feed_is_over(running); i++) {
        str url = provider->directories[i];
        if (!str_ends_with(url, STR("/")))
            url = arena_printf(running->arena, "%.*s/", STR_ARG(url));
        take_directory(running, url, trust);
    }
    if (!provider->directory_count) {
        running->lists_failed = true;
        feed_note_reason(running, provider->closed_feed_count ? FEED_ALL_CLOSED : FEED_NO_LIST,
                         STR(""));
    }
}

static void take_provider(struct feed_running *running, str url, str text)
{
    struct feed_provider provider;
    struct feed_trust trust = running->trust;
    struct fail why = {0};
    if (feed_provider_read(running->arena, text, &provider, &why) != ERR_OK) {
        feed_fail_by(&why, FEED_BAD_FILE, url);
        note_list(running, &why);
        return;
    }
    if (feed_trust_provider(running, &provider, &trust))
        take_lists(running, &provider, &trust);
    else
        running->lists_failed = true;
}

static void get_provider(struct feed_running *running, str url)
{
    struct fail why = {0};
    if (feed_get(running->run->fetch, url, FEED_PROVIDER_BYTES_MAX, &running->body, &why) != ERR_OK)
        note_list(running, &why);
    else
        take_provider(running, url, arena_dup(running->arena, buf_str(&running->body)));
}

static void take_aggregator(struct feed_running *running, str url, str text)
{
    const str *urls;
    size_t count;
    struct fail why = {0};
    if (feed_aggregator_read(running->arena, text, &urls, &count, &why) != ERR_OK) {
        feed_fail_by(&why, FEED_BAD_FILE, url);
        note_list(running, &why);
        return;
    }
    for (size_t i = 0; i < count && !feed_is_over(running); i++)
        get_provider(running, urls[i]);
}

/* --- finding a provider ------------------------------------------------------------------------
 */

/* Whether there is a provider-metadata.json that can be read; then it is taken. */
static bool try_provider(struct feed_running *running, str url, struct fail *first)
{
    struct feed_provider provider;
    struct fail why = {0};
    err_t err = feed_get(running->run->fetch, url, FEED_PROVIDER_BYTES_MAX, &running->body, &why);
    if (!err) {
        str text = arena_dup(running->arena, buf_str(&running->body));
        err = feed_provider_read(running->arena, text, &provider, &why);
        if (!err) {
            take_provider(running, url, text);
            return true;
        }
        feed_fail_by(&why, FEED_BAD_FILE, url);
    }
    if (!first->code)
        *first = why;
    return false;
}

/* The lines "CSAF: https://…" of a security.txt. Rule: CSAF 2.0, 7.1.8; RFC 9116. */
static bool try_security_txt(struct feed_running *running, str domain, struct fail *first)
{
    struct fail why = {0};
    str url =
        arena_printf(running->arena, "https://%.*s/.well-known/security.txt", STR_ARG(domain));
    if (feed_get(running->run->fetch, url, FEED_SECURITY_TXT_BYTES_MAX, &running->body, &why) !=
        ERR_OK)
        return false;
    str text = arena_dup(running->arena, buf_str(&running->body));
    for (int tries = 0; text.n && tries < FEED_CSAF_LINES_MAX && !feed_is_over(running);) {
        size_t end = str_find_char(text, '\n');
        str line = str_of(text.p, end);
        end += end < text.n;
        text = str_of(text.p + end, text.n - end);
        if (line.n < 5 || !str_equal_nocase(str_of(line.p, 5), STR("CSAF:")))
            continue;
        line = str_of(line.p + 5, line.n - 5);
        while (line.n && strchr(" \t", line.p[0]))
            line = str_of(line.p + 1, line.n - 1);
        while (line.n && strchr(" \t\r", line.p[line.n - 1]))
            line.n--;
        str kept = arena_dup(running->arena, line);
        tries++;
        if (feed_url_is_sound(kept) && try_provider(running, kept, first))
            return true;
    }
    return false;
}

/* Rule: CSAF 2.0, 7.3.1, in its order. */
static void find_provider(struct feed_running *running, str domain)
{
    struct fail first = {0};
    struct arena *arena = running->arena;
    str well_known = arena_printf(arena, "https://%.*s/.well-known/csaf/provider-metadata.json",
                                  STR_ARG(domain)),
        by_name = arena_printf(arena, "https://csaf.data.security.%.*s/", STR_ARG(domain));
    if (try_provider(running, well_known, &first) || feed_is_over(running) ||
        try_security_txt(running, domain, &first) || feed_is_over(running) ||
        try_provider(running, by_name, &first))
        return;
    feed_fail_by(&first, FEED_NO_PROVIDER, domain);
    note_list(running, &first);
}

/* --- the run -----------------------------------------------------------------------------------
 */

/* A list without metadata: only keys that the user gave are believed. */
static void take_bare(struct feed_running *running, str url, str rolie)
{
    struct feed_list list = {0};
    struct fail why = {0};
    if (!rolie.n)
        take_directory(running, feed_url_folder(url), &running->trust);
    else if (feed_list_read_rolie(running->arena, url, rolie, &list, &why) != ERR_OK) {
        feed_fail_by(&why, FEED_BAD_FILE, url);
        note_list(running, &why);
    } else
        feed_take_list(running, &list, &running->trust);
}

static void take_address(struct feed_running *running, str url)
{
    struct fail why = {0};
    str file = feed_url_file(url);
    if (!file.n || str_equal(file, STR("changes.csv")) || str_equal(file, STR("index.txt"))) {
        take_bare(running, url, (str){0});
        return;
    }
    if (str_ends_with(url, METADATA_ENDING)) {
        get_provider(running, url);
        return;
    }
    if (feed_get(running->run->fetch, url, FEED_LIST_BYTES_MAX, &running->body, &why) != ERR_OK) {
        note_list(running, &why);
        return;
    }
    str text = arena_dup(running->arena, buf_str(&running->body));
    if (str_ends_with(url, STR("/aggregator.json")))
        take_aggregator(running, url, text);
    else if (feed_list_is_rolie(text))
        take_bare(running, url, text);
    else {
        running->lists_failed = true;
        feed_note_reason(running, FEED_NO_FORM, url);
    }
}

static void begin(struct feed_running *running)
{
    struct feed_run *run = running->run;
    struct source *source = run->source;
    char now[CLOCK_TEXT_BYTES];
    str seen = STR("");
    clock_format(clock_wall_ms(), now);
    source->last_run = arena_dup(running->arena, str_from(now));
    source->is_complete = false;
    source->failed = 0;
    source->error = (str){0};
    if (source->id.n)
        running->store_error = source_get_seen(run->import->store, running->arena, source->id,
                                               &seen, &running->store_why);
    feed_seen_read(&running->seen, seen);
    save(running); /* whatever happens now, it is not begun again at once */
}

static void run_all(struct feed_running *running)
{
    struct feed_run *run = running->run;
    str address = run->folder ? run->folder->address : run->source->url;
    if (!source_url_is_sound(address)) /* anybody may have put the record into the store */
        feed_note_reason(running, FEED_BAD_ADDRESS, STR(""));
    else if (feed_url_is_domain(address))
        find_provider(running, address);
    else
        take_address(running, address);
    if (!feed_is_over(running) && !running->lists_failed && !run->folder)
        feed_seen_prune(&running->seen);
    run->source->is_complete = !running->is_interrupted;
    feed_flush(running);
}

err_t feed_run(struct feed_run *run, struct arena *arena, struct fail *why)
{
    struct feed_running running = {.run = run, .arena = arena};
    err_t err = feed_trust_open(arena, run->key_files, run->key_file_count, &running.trust, why);
    if (err)
        return err;
    begin(&running);
    if (!running.store_error)
        run_all(&running);
    feed_trust_close(&running.trust);
    feed_seen_release(&running.seen);
    buf_release(&running.body);
    arena_release(&running.document_arena);
    if (running.store_error && why)
        *why = running.store_why;
    return running.store_error;
}
