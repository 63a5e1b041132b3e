/* SPDX-License-Identifier: Apache-2.0 */
/* opc_name.c - part names and references to them. */
#include "codec/opc_name.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "codec/opc.h"

static int hex_value(char c)
{
    if (ascii_is_digit(c))
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

str opc_name_decode(struct arena *arena, str name)
{
    if (str_find_char(name, '%') == name.n)
        return name;
    char *copy = arena_alloc(arena, name.n), *to = copy;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (c == '%') {
            int high = i + 2 < name.n ? hex_value(name.p[i + 1]) : -1;
            int low = high >= 0 ? hex_value(name.p[i + 2]) : -1;
            c = (char)(low < 0 ? 0 : high << 4 | low);
            if ((unsigned char)c < 0x20 || c == 0x7F || c == '/' || c == '\\')
                return name;
            i += 2;
        }
        *to++ = c;
    }
    str decoded = str_of(copy, (size_t)(to - copy));
    return utf8_find_invalid(decoded) == decoded.n ? decoded : name;
}

str opc_name_encode(struct arena *arena, str name)
{
    static const char digits[] = "0123456789ABCDEF", plain[] = "/-._~!$&'()*+,;=:@";
    char *copy = arena_alloc(arena, name.n * 3), *to = copy;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i], lower = (char)(c | 0x20);
        if (ascii_is_lower(lower) || ascii_is_digit(c) || memchr(plain, c, sizeof plain - 1)) {
            *to++ = c;
        } else {
            *to++ = '%';
            *to++ = digits[(unsigned char)c >> 4];
            *to++ = digits[(unsigned char)c & 15];
        }
    }
    return str_of(copy, (size_t)(to - copy));
}

/* Bytes up to and with the last slash. */
static size_t folder_bytes(str name)
{
    const char *slash = name.n ? memrchr(name.p, '/', name.n) : NULL;
    return slash ? (size_t)(slash - name.p) + 1 : 0;
}

str opc_name_of_relationships(struct arena *arena, str source)
{
    if (source.n == 0)
        source = STR("/");
    size_t folder = folder_bytes(source);
    return arena_printf(arena, "%.*s_rels/%.*s.rels", (int)folder, source.p,
                        (int)(source.n - folder), source.p + folder);
}

bool opc_name_is_relationships(str name)
{
    static const str folder_name = {"/_rels/", 7}, ending = {".rels", 5};
    size_t folder = folder_bytes(name);
    return name.n >= ending.n && folder >= folder_name.n &&
           str_equal_nocase(str_of(name.p + name.n - ending.n, ending.n), ending) &&
           str_equal_nocase(str_of(name.p + folder - folder_name.n, folder_name.n), folder_name);
}

static bool has_scheme(str reference)
{
    size_t colon = str_find_char(reference, ':');
    return colon < str_find_char(reference, '/');
}

/* Adds the segments of `path` to `to`; false when ".." leaves the root. */
static bool add_segments(char **to, const char *root, str path)
{
    while (path.n) {
        size_t slash = str_find_char(path, '/');
        str segment = str_of(path.p, slash);
        size_t used = slash < path.n ? slash + 1 : slash;
        path = str_of(path.p + used, path.n - used);
        if (segment.n == 0 || str_equal(segment, STR(".")))
            continue;
        if (str_equal(segment, STR(".."))) {
            if (*to == root)
                return false;
            while (*--*to != '/')
                continue;
            continue;
        }
        *(*to)++ = '/';
        memcpy(*to, segment.p, segment.n);
        *to += segment.n;
    }
    return true;
}

bool opc_resolve(struct arena *arena, str base_part, str reference, str *ret_part)
{
    reference = str_of(reference.p, str_find_char(reference, '#'));
    if (reference.n == 0 || has_scheme(reference) || str_starts_with(reference, STR("//")) ||
        reference.p[reference.n - 1] == '/')
        return false;
    bool absolute = reference.p[0] == '/';
    str folder = str_of(base_part.p, absolute ? 0 : folder_bytes(base_part));
    /* Escapes are decoded last, so that %2E%2E climbs nowhere. */
    char *path = arena_alloc(arena, folder.n + reference.n + 2), *to = path;
    if (!add_segments(&to, path, folder) || !add_segments(&to, path, reference) || to == path)
        return false;
    *ret_part = opc_name_decode(arena, str_of(path, (size_t)(to - path)));
    return true;
}
