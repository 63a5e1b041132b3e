/* SPDX-License-Identifier: Apache-2.0 */
/* login.c - reads the file of logins. */
#include "link/login.h"

#include "base/file.h"

static err_t read_line(struct link_logins *logins, struct arena *arena, str line, struct fail *why)
{
    str address = str_cut(&line, ' '), user = str_cut(&line, ' ');
    if (!address.n || !user.n || !line.n)
        return ERR_USAGE;
    ARENA_GROW(arena, logins->items, logins->count, logins->room, 4);
    struct link_login *login = &logins->items[logins->count++];
    login->user = arena_dup(arena, user).p;
    login->password = arena_dup(arena, line).p;
    return allow_list_add_machine(&login->address, arena, arena_dup(arena, address).p, why);
}

err_t link_logins_read(struct arena *arena, const char *path, struct link_logins *ret_logins,
                       struct fail *why)
{
    struct file_view view;
    struct link_logins logins = {0};
    err_t err = file_open(path, LINK_LOGIN_FILE_BYTES_MAX, &view, why);
    if (err)
        return err;
    str rest = view.bytes;
    for (size_t number = 1; !err && rest.n; number++) {
        size_t end = str_find_char(rest, '\n');
        str line = str_of(rest.p, end);
        rest = end < rest.n ? str_of(rest.p + end + 1, rest.n - end - 1) : str_of(rest.p, 0);
        if (line.n && line.p[line.n - 1] == '\r')
            line.n--;
        if (!line.n || line.p[0] == '#')
            continue;
        if (logins.count == LINK_LOGINS_MAX)
            err = fail_set(why, ERR_TOO_LARGE, 0, str_from(path), "%s: more than %d lines", path,
                           LINK_LOGINS_MAX);
        else if (read_line(&logins, arena, line, why) != ERR_OK)
            err = fail_set(why, ERR_USAGE, 0, str_from(path),
                           "%s, line %zu: an address as --connect has it, a space, the user, a "
                           "space, the password",
                           path, number);
    }
    file_close(&view);
    *ret_logins = logins;
    return err;
}

const struct link_login *link_login_find(const struct link_logins *logins,
                                         const struct address *address)
{
    for (size_t i = 0; i < logins->count; i++)
        if (allow_list_has(&logins->items[i].address, address))
            return &logins->items[i];
    return NULL;
}
