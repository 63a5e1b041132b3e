/* SPDX-License-Identifier: Apache-2.0 */
/* feed_list.c - three forms of one list. */
#include "plan/security/feed/feed_list.h"

#include "base/clock.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "plan/security/feed/feed_reason.h"
#include "plan/security/feed/feed_url.h"

static err_t add(struct arena *arena, struct feed_list *list, str url, str updated,
                 struct fail *why)
{
    int64_t ms;
    if (list->count == FEED_DOCUMENTS_MAX)
        return feed_fail(why, ERR_TOO_LARGE, FEED_DOCUMENTS_FULL,
                         arena_printf(arena, "%d", FEED_DOCUMENTS_MAX), STR(""));
    ARENA_GROW(arena, list->items, list->count, list->room, 64);
    list->items[list->count++] = (struct feed_entry){
        arena_dup(arena, url), clock_parse(updated, &ms) ? arena_dup(arena, updated) : STR("")};
    return ERR_OK;
}

static err_t check_bytes(struct arena *arena, str text, struct fail *why)
{
    return text.n <= FEED_LIST_BYTES_MAX
               ? ERR_OK
               : feed_fail(why, ERR_TOO_LARGE, FEED_TEXT_LARGE,
                           arena_printf(arena, "%d", FEED_LIST_BYTES_MAX), STR(""));
}

/* --- ROLIE -------------------------------------------------------------------------------------
 */

bool feed_list_is_rolie(str text)
{
    struct json json;
    struct fail why;
    if (json_read(text, &json, &why) != ERR_OK)
        return false;
    uint32_t feed = json_member(&json, 0, STR("feed"));
    bool is_rolie = feed && json_type(&json, feed) == JSON_OBJECT;
    json_release(&json);
    return is_rolie;
}

/* The link to the document itself; where there is none, its content. */
static str document_of(const struct json *json, uint32_t entry, struct arena *arena)
{
    uint32_t end, link = json_items(json, entry, STR("link"), &end);
    for (; link < end; link = json_next(json, link))
        if (str_equal(json_member_text(json, link, STR("rel"), arena), STR("self")))
            return json_member_text(json, link, STR("href"), arena);
    uint32_t content = json_member(json, entry, STR("content"));
    return content ? json_member_text(json, content, STR("src"), arena) : (str){0};
}

static err_t read_entries(const struct json *json, struct arena *arena, str url,
                          struct feed_list *list, struct fail *why)
{
    uint32_t feed = json_member(json, 0, STR("feed")), end;
    if (!feed || json_type(json, feed) != JSON_OBJECT)
        return feed_fail(why, ERR_INVALID, FEED_NO_ROLIE, STR(""), STR(""));
    err_t err = ERR_OK;
    uint32_t entry = json_items(json, feed, STR("entry"), &end);
    for (; !err && entry < end; entry = json_next(json, entry)) {
        str document = document_of(json, entry, arena);
        if (!feed_url_is_sound(document) ||
            !str_equal_nocase(feed_url_host(document), feed_url_host(url)))
            list->unsound++;
        else
            err = add(arena, list, document, json_member_text(json, entry, STR("updated"), arena),
                      why);
    }
    return err;
}

err_t feed_list_read_rolie(struct arena *arena, str url, str text, struct feed_list *list,
                           struct fail *why)
{
    struct json json;
    struct fail reason = {0};
    err_t err = check_bytes(arena, text, why);
    if (err)
        return err;
    err = json_read(text, &json, &reason);
    if (err)
        return feed_fail(why, err, FEED_NO_JSON, str_from(reason.text), STR(""));
    err = read_entries(&json, arena, url, list, why);
    json_release(&json);
    return err;
}

/* --- files of a directory ----------------------------------------------------------------------
 */

/* Names of files are relative to the folder that the list is in. */
static err_t add_file(struct arena *arena, struct feed_list *list, str url, str name, str updated,
                      struct fail *why)
{
    str document;
    if (feed_url_join(arena, feed_url_folder(url), name, &document))
        return add(arena, list, document, updated, why);
    list->unsound++;
    return ERR_OK;
}

err_t feed_list_read_changes(struct arena *arena, str url, str text, struct feed_list *list,
                             struct fail *why)
{
    struct csv csv;
    str fields[CSV_FIELDS_MAX];
    struct fail reason = {0};
    size_t count = 1;
    err_t err = check_bytes(arena, text, why);
    csv_begin(&csv, text);
    while (!err && count) {
        err = csv_next(&csv, arena, fields, &count, &reason);
        if (err)
            feed_fail(why, err, FEED_NO_CSV, str_from(reason.text), STR(""));
        else if (count)
            err = add_file(arena, list, url, fields[0], count > 1 ? fields[1] : STR(""), why);
    }
    return err;
}

err_t feed_list_read_index(struct arena *arena, str url, str text, struct feed_list *list,
                           struct fail *why)
{
    err_t err = check_bytes(arena, text, why);
    while (!err && text.n) {
        size_t end = str_find_char(text, '\n'), n = end;
        while (n && (text.p[n - 1] == '\r' || text.p[n - 1] == ' '))
            n--;
        if (n)
            err = add_file(arena, list, url, str_of(text.p, n), STR(""), why);
        end += end < text.n;
        text = str_of(text.p + end, text.n - end);
    }
    return err;
}
