/* SPDX-License-Identifier: Apache-2.0 */
/* allow_list.h - the addresses that the operator lets the program call on behalf of what stands in
 * a document. Empty: none. */
#ifndef SCHALE_NET_ALLOW_LIST_H
#define SCHALE_NET_ALLOW_LIST_H

#include "base/arena.h"

enum { ALLOW_LIST_URL_BYTES_MAX = 2048 };

/* A URL, taken apart. */
struct address {
    str scheme, host; /* in lower case */
    str port;         /* also when it is the scheme's own */
    str path;         /* begins with '/'; without dot segments */
    str url;          /* all of it in its normal form; followed by NUL */
};

struct allow_list {
    struct address *items;
    size_t count, room;
};

/* Adds scheme://host[:port][/prefix]. ERR_USAGE: it is none, or has a user, query or fragment. */
MUST_CHECK err_t allow_list_add(struct allow_list *list, struct arena *arena, const char *pattern,
                                struct fail *why);

/* Reads an address that is to be called. ERR_INVALID: no http or https URL, too long, or written in
 * a way that two programs may read differently (user, fragment, backslash, escaped dots and
 * slashes, characters that are not ASCII). */
MUST_CHECK err_t address_read(struct arena *arena, str url, struct address *ret_address,
                              struct fail *why);

/* The same two for machines: besides http and https there are mqtt, mqtts and modbus+tcp. `href` is
 * resolved against `base` (RFC 3986, 5); {NULL, 0}: `base` itself is read. */
MUST_CHECK err_t allow_list_add_machine(struct allow_list *list, struct arena *arena,
                                        const char *pattern, struct fail *why);
MUST_CHECK err_t address_read_machine(struct arena *arena, str base, str href,
                                      struct address *ret_address, struct fail *why);

/* Whether an item has the same scheme, host and port, and a path that ends where a segment of the
 * address's path ends: "/a" allows "/a" and "/a/b", not "/ab". */
bool allow_list_has(const struct allow_list *list, const struct address *address);

#endif
