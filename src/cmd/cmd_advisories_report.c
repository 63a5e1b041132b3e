/* SPDX-License-Identifier: Apache-2.0 */
/* cmd_advisories_report.c - schale advisories report: what was known then and what was done, out of
 * a store. Unsigned: who serves the store signs. */
#include "base/file.h"
#include "cmd/command.h"
#include "plan/security/report/report.h"
#include "store/history.h"

const struct option_row advisories_report_options[] = {
    {"data", "DIR", "folder of the store (default ./schale-data)"},
    {"zone", "ID", "only this zone"},
    {"date", "DATE", "a day (its end, in UTC) or a date and time; without it: now"},
    {"seq", "N", "the record of the log, in the place of a date"},
    {"format", "html|csv|json", "of the report (default html)"},
    {"out", "FILE", "where to (default: standard output)"},
    {"lang", "en|de", "language of the report"},
    {0},
};

static err_t find_seq(const struct arguments *arguments, struct store *store, uint64_t *ret_seq,
                      struct fail *why)
{
    const char *date = argument_of(arguments, "date"), *seq = argument_of(arguments, "seq");
    int64_t time_ms = clock_wall_ms();
    if (seq) {
        if (str_to_u64(str_from(seq), store_revision(store), ret_seq) && *ret_seq)
            return ERR_OK;
        return fail_set(why, ERR_USAGE, 0, STR("--seq"),
                        "the log has no record %s; it has 1 to %llu", seq,
                        (unsigned long long)store_revision(store));
    }
    enum report_date read =
        date ? report_date_read(str_from(date), time_ms, &time_ms) : REPORT_DATE_FINE;
    if (read == REPORT_DATE_BAD)
        return fail_set(why, ERR_USAGE, 0, STR("--date"),
                        "%s is no date; write 2026-11-26 or 2026-11-26T21:00:00Z", date);
    if (read == REPORT_DATE_FUTURE)
        return fail_set(why, ERR_USAGE, 0, STR("--date"), "%s has not come yet", date);
    err_t err = store_seq_at(store, time_ms, ret_seq, why);
    return !err && !*ret_seq
               ? fail_set(why, ERR_NOT_FOUND, 0, STR("--date"), "nothing was stored at that time")
               : err;
}

static err_t tell(const struct arguments *arguments, const struct report *report, struct fail *why)
{
    const char *name = argument_of(arguments, "format"), *path = argument_of(arguments, "out");
    enum report_format format = REPORT_HTML;
    struct buf out = {0};
    err_t err = ERR_OK;
    if (name)
        (void)report_format_find(str_from(name), &format); /* arguments_read has looked at it */
    report_write(report, format, &out);
    if (path)
        err = file_replace(path, buf_str(&out), why);
    else
        fwrite(out.p, 1, out.n, stdout);
    buf_release(&out);
    return err;
}

static err_t report(const struct arguments *arguments, struct store *store, struct fail *why)
{
    const char *zone = argument_of(arguments, "zone");
    struct report made;
    uint64_t seq;
    err_t err = find_seq(arguments, store, &seq, why);
    if (err)
        return err;
    err = report_open(store, seq, zone ? str_from(zone) : (str){0},
                      command_language(argument_of(arguments, "lang")), &made, why);
    if (!err)
        err = tell(arguments, &made, why);
    report_close(&made);
    return err;
}

int cmd_advisories_report(const struct arguments *arguments)
{
    struct store_options options = {.read_only = true};
    struct store *store;
    struct fail why = {0};
    const char *data = argument_of(arguments, "data");
    if (arguments->file_count) {
        fprintf(stderr, "schale advisories report: usage: schale advisories report %s\n",
                arguments->command->usage);
        return EXIT_USAGE;
    }
    if (store_open(data ? data : "schale-data", &options, &store, &why) != ERR_OK) {
        command_fail(arguments, &why);
        return EXIT_USAGE;
    }
    err_t err = report(arguments, store, &why);
    store_close(store);
    return err ? command_fail(arguments, &why) : EXIT_FINE;
}
