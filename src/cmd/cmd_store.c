/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_store.c - schale verify, backup, restore: the upkeep of a store. */
#include "cmd/command.h"
#include "store/store.h"

static bool want_files(const struct arguments *arguments, size_t count)
{
    if (arguments->file_count == count)
        return true;
    fprintf(stderr, "schale %s: usage: schale %s %s\n", arguments->command->name,
            arguments->command->name, arguments->command->usage);
    return false;
}

static void print_problem(void *context, str text)
{
    (void)context;
    printf("%.*s\n", STR_ARG(text));
}

/* What cannot be read is wrong use (2), what is damaged or cannot be written a failure (1).
 * `source` is what the command reads. */
static int fail_at(const struct arguments *arguments, const char *source, const struct fail *why)
{
    str where = str_from(why->where), own = str_from(source);
    int status = command_fail(arguments, why);
    bool at_source = str_starts_with(where, own) && (where.n == own.n || where.p[own.n] == '/');
    bool of_target =
        arguments->file_count > 1 && str_starts_with(where, str_from(arguments->files[1]));
    bool unreadable =
        why->code == ERR_NOT_FOUND || (why->code == ERR_IO && at_source && !of_target);
    return unreadable ? EXIT_USAGE : status;
}

int cmd_verify(const struct arguments *arguments)
{
    struct fail why = {0};
    struct store_verdict verdict = {0};
    if (!want_files(arguments, 1))
        return EXIT_USAGE;
    err_t rc = store_verify(arguments->files[0], print_problem, NULL, &verdict, &why);
    if (rc != ERR_OK)
        return fail_at(arguments, arguments->files[0], &why);
    printf("%llu records, %llu documents, %llu files: all in order\n",
           (unsigned long long)verdict.records, (unsigned long long)verdict.documents,
           (unsigned long long)verdict.files);
    return EXIT_FINE;
}

int cmd_backup(const struct arguments *arguments)
{
    struct fail why = {0};
    if (!want_files(arguments, 2))
        return EXIT_USAGE;
    if (store_backup(arguments->files[0], arguments->files[1], &why) != ERR_OK)
        return fail_at(arguments, arguments->files[0], &why);
    return EXIT_FINE;
}

int cmd_restore(const struct arguments *arguments)
{
    struct fail why = {0};
    if (!want_files(arguments, 2))
        return EXIT_USAGE;
    if (store_restore(arguments->files[0], arguments->files[1], &why) != ERR_OK)
        return fail_at(arguments, arguments->files[0], &why);
    return EXIT_FINE;
}
