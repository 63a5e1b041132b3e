/* SPDX-License-Identifier: Apache-2.0 */
/* allow_list.c - addresses are read by libcurl, which will call them: what was compared is what is
 * called. */
#include "net/allow_list.h"

#include "base/ascii.h"

#include <curl/curl.h>

static str part_of(CURLU *handle, CURLUPart part, unsigned flags, struct arena *arena)
{
    char *text = NULL;
    str copy = {0};
    if (curl_url_get(handle, part, &text, flags) == CURLUE_OK)
        copy = arena_dup(arena, str_from(text));
    curl_free(text);
    return copy;
}

static str lower(str text, struct arena *arena)
{
    str copy = arena_dup(arena, text);
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < copy.n; i++)
        if (ascii_is_upper(p[i]))
            p[i] = (char)(p[i] - 'A' + 'a');
    return copy;
}

static bool is_plain(str url)
{
    for (size_t i = 0; i < url.n; i++)
        if (url.p[i] <= ' ' || url.p[i] > '~' || url.p[i] == '\\' || url.p[i] == '#')
            return false;
    return true;
}

/* "%2e", "%2f", "%5c": servers differ in whether they decode these before they look at segments. */
static bool hides_segments(str path)
{
    static const char *const escapes[] = {"%2e", "%2f", "%5c"};
    for (size_t i = 0; i + 3 <= path.n; i++)
        for (size_t k = 0; k < COUNT_OF(escapes); k++)
            if (str_equal_nocase(str_of(path.p + i, 3), str_from(escapes[k])))
                return true;
    return false;
}

/* Schemes with the ports that they stand for: RFC 9110; IANA's registry of services; W3C WoT Modbus
 * Binding. */
static const struct scheme {
    str name;
    const char *port;
    bool web;
} schemes[] = {{STR("http"), "80", true},
               {STR("https"), "443", true},
               {STR("mqtt"), "1883", false},
               {STR("mqtts"), "8883", false},
               {STR("modbus+tcp"), "502", false}};

static const struct scheme *scheme_find(str name)
{
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (str_equal(schemes[i].name, name))
            return &schemes[i];
    return NULL;
}

/* False: it is none, or has a user or password. */
static bool take_apart(CURLU *handle, struct arena *arena, struct address *ret_address)
{
    struct address address = {0};
    address.scheme = lower(part_of(handle, CURLUPART_SCHEME, 0, arena), arena);
    address.host = lower(part_of(handle, CURLUPART_HOST, 0, arena), arena);
    address.port = part_of(handle, CURLUPART_PORT, 0, arena);
    address.path = part_of(handle, CURLUPART_PATH, 0, arena);
    address.url = part_of(handle, CURLUPART_URL, 0, arena);
    const struct scheme *scheme = scheme_find(address.scheme);
    if (scheme && !address.port.n)
        address.port = str_from(scheme->port);
    *ret_address = address;
    return scheme && address.host.n && address.path.n && !hides_segments(address.path) &&
           !part_of(handle, CURLUPART_USER, 0, arena).p &&
           !part_of(handle, CURLUPART_PASSWORD, 0, arena).p;
}

static bool read_any(struct arena *arena, str base, str href, struct address *ret_address)
{
    const unsigned flags = CURLU_NON_SUPPORT_SCHEME;
    CURLU *handle = curl_url();
    bool read =
        handle && curl_url_set(handle, CURLUPART_URL, arena_dup(arena, base).p, flags) == CURLUE_OK;
    if (read && href.p)
        read = curl_url_set(handle, CURLUPART_URL, arena_dup(arena, href).p, flags) == CURLUE_OK;
    read = read && take_apart(handle, arena, ret_address);
    curl_url_cleanup(handle);
    return read;
}

static bool is_short_and_plain(str url)
{
    return url.n <= ALLOW_LIST_URL_BYTES_MAX && is_plain(url);
}

static err_t refuse_length(str url, struct fail *why)
{
    return fail_set(why, ERR_INVALID, 0, url, "not a plain URL of at most %d bytes",
                    ALLOW_LIST_URL_BYTES_MAX);
}

err_t address_read(struct arena *arena, str url, struct address *ret_address, struct fail *why)
{
    struct address address;
    if (!is_short_and_plain(url))
        return refuse_length(url, why);
    if (!read_any(arena, url, (str){0}, &address) || !scheme_find(address.scheme)->web)
        return fail_set(why, ERR_INVALID, 0, url,
                        "not an address of the form http://host:port/path");
    *ret_address = address;
    return ERR_OK;
}

err_t address_read_machine(struct arena *arena, str base, str href, struct address *ret_address,
                           struct fail *why)
{
    struct address address;
    if (!is_short_and_plain(base) || !is_short_and_plain(href))
        return refuse_length(href.p ? href : base, why);
    if (!read_any(arena, base, href, &address))
        return fail_set(why, ERR_INVALID, 0, href.p ? href : base,
                        "not an address of the form http://host:port/path, mqtt://host:port or "
                        "modbus+tcp://host:port");
    *ret_address = address;
    return ERR_OK;
}

static err_t add(struct allow_list *list, struct arena *arena, const struct address *address)
{
    ARENA_GROW(arena, list->items, list->count, list->room, 4);
    list->items[list->count++] = *address;
    return ERR_OK;
}

err_t allow_list_add(struct allow_list *list, struct arena *arena, const char *pattern,
                     struct fail *why)
{
    struct address address;
    str text = str_from(pattern);
    if (str_find_char(text, '?') < text.n || address_read(arena, text, &address, why) != ERR_OK)
        return fail_set(why, ERR_USAGE, 0, text, "not of the form http://host:port/prefix");
    return add(list, arena, &address);
}

err_t allow_list_add_machine(struct allow_list *list, struct arena *arena, const char *pattern,
                             struct fail *why)
{
    struct address address;
    str text = str_from(pattern);
    if (str_find_char(text, '?') < text.n ||
        address_read_machine(arena, text, (str){0}, &address, why) != ERR_OK)
        return fail_set(why, ERR_USAGE, 0, text,
                        "not of the form http://host:port/prefix, mqtt://host:port or "
                        "modbus+tcp://host:port");
    return add(list, arena, &address);
}

static bool is_below(str path, str prefix)
{
    if (!str_starts_with(path, prefix))
        return false;
    return path.n == prefix.n || prefix.p[prefix.n - 1] == '/' || path.p[prefix.n] == '/';
}

bool allow_list_has(const struct allow_list *list, const struct address *address)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct address *item = &list->items[i];
        if (str_equal(item->scheme, address->scheme) && str_equal(item->host, address->host) &&
            str_equal(item->port, address->port) && is_below(address->path, item->path))
            return true;
    }
    return false;
}
