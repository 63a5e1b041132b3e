/* SPDX-License-Identifier: Apache-2.0 */
/* feed_url.c - addresses, strictly. */
#include "plan/security/feed/feed_url.h"

#include "base/ascii.h"

#define SCHEME STR("https://")

/* The characters of a host and a port; IPv6 addresses stand in brackets. */
static bool is_host(str host)
{
    for (size_t i = 0; i < host.n; i++)
        if (!ascii_is_alnum(host.p[i]) && !strchr("-.:[]_", host.p[i]))
            return false;
    return host.n > 0 && host.p[0] != ':' && host.p[0] != '.';
}

static str rest_behind_scheme(str url)
{
    return str_of(url.p + SCHEME.n, url.n - SCHEME.n);
}

/* Slashes, dots and control characters must not hide behind an escape. */
static bool is_sound_escape(str path, size_t at)
{
    static const char digits[] = "0123456789abcdefABCDEF";
    if (at + 2 >= path.n || !path.p[at + 1] || !path.p[at + 2] || !strchr(digits, path.p[at + 1]) ||
        !strchr(digits, path.p[at + 2]))
        return false;
    static const char *const bad[] = {"2e", "2f", "5c", "7f"};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        if (str_equal_nocase(str_of(path.p + at + 1, 2), str_from(bad[i])))
            return false;
    return path.p[at + 1] != '0' && path.p[at + 1] != '1';
}

/* Characters of pchar (RFC 3986, 3.3), and no segment that leads elsewhere. */
static bool is_sound_path(str path)
{
    size_t begin = 0;
    for (size_t i = 0; i <= path.n; i++) {
        if (i < path.n && path.p[i] != '/') {
            char c = path.p[i];
            if (c == '%' ? !is_sound_escape(path, i)
                         : !c || (!ascii_is_alnum(c) && !strchr("-._~!$&'()*+,;=:@", c)))
                return false;
            continue;
        }
        str segment = str_of(path.p + begin, i - begin);
        if (str_equal(segment, STR(".")) || str_equal(segment, STR("..")) ||
            (segment.n == 0 && i < path.n && begin > 0))
            return false;
        begin = i + 1;
    }
    return true;
}

bool feed_url_is_sound(str url)
{
    if (url.n > FEED_URL_BYTES_MAX || !str_starts_with(url, SCHEME))
        return false;
    str rest = rest_behind_scheme(url);
    size_t slash = str_find_char(rest, '/');
    return slash < rest.n && is_host(str_of(rest.p, slash)) &&
           is_sound_path(str_of(rest.p + slash, rest.n - slash));
}

bool feed_url_is_domain(str text)
{
    size_t dots = 0;
    if (text.n > 253)
        return false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        bool at_edge = i == 0 || i + 1 == text.n;
        dots += c == '.';
        if (c == '.' || c == '-' ? at_edge || text.p[i - 1] == '.' : !ascii_is_alnum(c))
            return false;
    }
    return dots > 0;
}

str feed_url_host(str url)
{
    str rest = rest_behind_scheme(url);
    return str_of(rest.p, str_find_char(rest, '/'));
}

str feed_url_folder(str url)
{
    while (url.n && url.p[url.n - 1] != '/')
        url.n--;
    return url;
}

str feed_url_file(str url)
{
    size_t n = feed_url_folder(url).n;
    return str_of(url.p + n, url.n - n);
}

bool feed_url_join(struct arena *arena, str folder, str path, str *ret_url)
{
    if (!path.n || path.p[0] == '/' || path.n > FEED_URL_BYTES_MAX ||
        !str_ends_with(folder, STR("/")))
        return false;
    str url = arena_printf(arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(path));
    if (url.n != folder.n + path.n || !feed_url_is_sound(url))
        return false;
    *ret_url = url;
    return true;
}
