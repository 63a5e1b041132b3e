/* SPDX-License-Identifier: Apache-2.0 */
/* media.c - media types in headers. */
#include "web/media.h"

str media_type_of(str content_type)
{
    str type = str_of(content_type.p, str_find_char(content_type, ';'));
    while (type.n && (type.p[0] == ' ' || type.p[0] == '\t'))
        type = str_of(type.p + 1, type.n - 1);
    while (type.n && (type.p[type.n - 1] == ' ' || type.p[type.n - 1] == '\t'))
        type.n--;
    return type;
}

str media_take(str *list)
{
    size_t bytes = str_find_char(*list, ',');
    str range = str_of(list->p, bytes);
    *list = bytes < list->n ? str_of(list->p + bytes + 1, list->n - bytes - 1) : (str){0};
    return media_type_of(range);
}

str media_package(str type)
{
    static const char *const names[] = {
        "application/asset-administration-shell-package",     /* AASX file server */
        "application/aas+zip",                                /* 3.2, registered with IANA */
        "application/asset-administration-shell-package+xml", /* /serialization in 3.1.2's files */
        "application/aasx+xml",                               /* and in its text */
    };
    for (size_t i = 0; i < COUNT_OF(names); i++)
        if (str_equal_nocase(type, str_from(names[i])))
            return str_from(names[i]);
    return (str){0};
}

str media_first_package(str list)
{
    str found = {0};
    while (list.n && !found.n)
        found = media_package(media_take(&list));
    return found;
}
