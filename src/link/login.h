/* SPDX-License-Identifier: Apache-2.0 */
/* login.h - names and passwords for machines, which never stand in a submodel: a file that the
 * operator names. Each line: the address as --connect has it, a space, the user, a space, the
 * password up to the end of the line. Empty lines and those that begin with # are left out. */
#ifndef SCHALE_LINK_LOGIN_H
#define SCHALE_LINK_LOGIN_H

#include "net/allow_list.h"

enum { LINK_LOGINS_MAX = 1000, LINK_LOGIN_FILE_BYTES_MAX = 1 << 20 };

struct link_login {
    struct allow_list address; /* of one item */
    const char *user, *password;
};

struct link_logins {
    struct link_login *items;
    size_t count, room;
};

/* Reads the file into `arena`. ERR_USAGE names the line that is wrong, never its text. ERR_IO,
 * ERR_NOT_FOUND, ERR_TOO_LARGE. */
MUST_CHECK err_t link_logins_read(struct arena *arena, const char *path,
                                  struct link_logins *ret_logins, struct fail *why);

/* The first that is for the address, or NULL. */
const struct link_login *link_login_find(const struct link_logins *logins,
                                         const struct address *address);

#endif
