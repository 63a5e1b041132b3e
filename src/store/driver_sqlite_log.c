/* SPDX-License-Identifier: Apache-2.0 */
/* driver_sqlite_log.c - lines of the log, by the places that the index or `recent` has of them. */
#include "store/driver_sqlite.h"

err_t sqlite_line_append(struct session *session, const struct log_line *line, bool with_file,
                         struct fail *why)
{
    if (line->text.n > LOG_LINE_BYTES_MAX)
        return sqlite_fail(session, SQLITE_TOOBIG, why);
    struct log_place place = {.at = log_file_end(&session->log),
                              .bytes = line->text.n,
                              .body_bytes = line->body_bytes,
                              .time_ms = line->time_ms,
                              .number = line->number};
    err_t rc = log_file_add(&session->log, line->text, why);
    if (rc == ERR_OK)
        rc = log_file_add(&session->log, STR("\n"), why);
    if (rc != ERR_OK)
        return rc;
    generation_add_place(&session->uncommitted, line->seq, &place);
    session->seq = line->seq;
    session->hash = line->hash;
    session->with_file |= with_file;
    return ERR_OK;
}

static struct log_place place_of_row(sqlite3_stmt *row, int from)
{
    return (struct log_place){.at = sqlite_column_number(row, from),
                              .bytes = sqlite_column_number(row, from + 1),
                              .body_bytes = sqlite_column_number(row, from + 2),
                              .time_ms = sqlite3_column_int64(row, from + 3)};
}

void sqlite_bind_place(sqlite3_stmt *statement, int from, const struct log_place *place)
{
    sqlite_bind_number(statement, from, place->at);
    sqlite_bind_number(statement, from + 1, place->bytes);
    sqlite_bind_number(statement, from + 2, place->body_bytes);
    sqlite3_bind_int64(statement, from + 3, place->time_ms);
}

static err_t find_place(struct session *session, uint64_t seq, struct log_place *ret_place,
                        struct fail *why)
{
    sqlite3_stmt *row;
    sqlite_settle(session);
    if (generation_find_place(&session->uncommitted, seq, ret_place) ||
        (session->recent && recent_find_place(session->recent, seq, ret_place)))
        return ERR_OK;
    err_t rc = sqlite_statement(session, STATEMENT_PLACE_AT, &row, why);
    if (rc != ERR_OK)
        return rc;
    sqlite_bind_number(row, 1, seq);
    rc = sqlite_row(session, row, why);
    if (rc == ERR_OK)
        *ret_place = place_of_row(row, 0);
    sqlite_settle(session);
    return rc;
}

err_t sqlite_line_at(struct session *session, uint64_t seq, str *ret_text, struct fail *why)
{
    struct log_place place;
    bool lasts;
    err_t rc = find_place(session, seq, &place, why);
    return rc == ERR_OK ? log_file_read(&session->log, place.at, place.bytes, &session->line,
                                        ret_text, &lasts, why)
                        : rc;
}

/* A body is an object. When it does not look like one, the place is wrong or the file damaged. */
static err_t read_body(struct session *session, const struct log_place *place,
                       struct body *ret_body, struct fail *why)
{
    struct body body = {.time_ms = place->time_ms};
    if (place->body_bytes >= place->bytes)
        return sqlite_fail(session, SQLITE_CORRUPT, why);
    if (place->body_bytes) {
        uint64_t at = place->at + place->bytes - 1 - place->body_bytes;
        err_t rc = log_file_read(&session->log, at, place->body_bytes, &session->line, &body.text,
                                 &body.lasts, why);
        if (rc != ERR_OK)
            return rc;
        if (body.text.p[0] != '{' || body.text.p[body.text.n - 1] != '}')
            return fail_set(why, ERR_CORRUPT, (size_t)at, STR("store.log"),
                            "the log is damaged at byte %llu; restore the last backup with "
                            "schale restore FILE DIR",
                            (unsigned long long)at);
    }
    *ret_body = body;
    return ERR_OK;
}

err_t sqlite_body_at(struct session *session, uint64_t seq, struct body *ret_body, struct fail *why)
{
    struct log_place place;
    err_t rc = find_place(session, seq, &place, why);
    return rc == ERR_OK ? read_body(session, &place, ret_body, why) : rc;
}

err_t sqlite_load(struct session *session, enum document_kind kind, str id, struct head *ret_head,
                  struct body *ret_body, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_row_of(session, STATEMENT_LOAD, kind, id, &row, why);
    if (rc != ERR_OK)
        return rc;
    struct head head = sqlite_head_of_row(row, kind);
    struct log_place place = place_of_row(row, 4);
    sqlite_settle(session);
    uint64_t settled_seq = head.body_seq;
    sqlite_head_refresh(session, &head);
    if (head.body_seq != settled_seq)
        rc = find_place(session, head.body_seq, &place, why);
    if (rc == ERR_OK)
        rc = read_body(session, &place, ret_body, why);
    if (rc == ERR_OK)
        *ret_head = head;
    return rc;
}

err_t sqlite_applied_end(struct session *session, struct log_end *ret_end, struct fail *why)
{
    sqlite3_stmt *row;
    err_t rc = sqlite_statement(session, STATEMENT_APPLIED, &row, why);
    if (rc == ERR_OK)
        rc = sqlite_row(session, row, why);
    if (rc != ERR_OK)
        return rc == ERR_NOT_FOUND ? sqlite_fail(session, SQLITE_CORRUPT, why) : rc;
    ret_end->seq = sqlite_column_number(row, 0);
    ret_end->bytes = sqlite_column_number(row, 1);
    bool sound = sqlite_column_hash(row, 2, &ret_end->hash);
    sqlite_settle(session);
    return sound ? ERR_OK : sqlite_fail(session, SQLITE_CORRUPT, why);
}

err_t sqlite_applied(struct session *session, uint64_t *ret_seq, struct fail *why)
{
    struct log_end end;
    err_t rc = sqlite_applied_end(session, &end, why);
    if (rc == ERR_OK)
        *ret_seq = end.seq;
    return rc;
}

err_t sqlite_line_last(struct session *session, uint64_t *ret_seq, struct sha256 *ret_hash,
                       struct fail *why)
{
    struct log_end end;
    err_t rc = sqlite_applied_end(session, &end, why);
    if (rc != ERR_OK)
        return rc;
    if (end.seq < session->end.seq)
        end = session->end;
    *ret_seq = end.seq;
    *ret_hash = end.hash;
    return ERR_OK;
}

err_t sqlite_log_scan(struct session *session, struct fail *why)
{
    struct log_end end;
    struct generation fresh = {0};
    err_t rc = sqlite_applied_end(session, &end, why);
    if (rc != ERR_OK)
        return rc;
    fresh.first_seq = end.seq + 1;
    rc = log_file_scan(&session->log, &end, &fresh.places, why);
    if (rc == ERR_OK) {
        session->end = end;
        recent_turn(session->recent); /* what an earlier scan found */
        recent_add(session->recent, &fresh);
    }
    generation_release(&fresh);
    return rc;
}

/* --- checking ------------------------------------------------------------------------------- */

struct log_check {
    struct session *session;
    void (*report)(void *context, str text);
    void *context;
    struct buf text;
    uint64_t at; /* the next byte of the log that has to be explained */
};

static void report_gap(struct log_check *check, uint64_t seq)
{
    buf_reset(&check->text);
    buf_printf(&check->text, "the log has something that is no record before record %llu",
               (unsigned long long)seq);
    check->report(check->context, buf_str(&check->text));
}

/* Between two records there may be a line break, and one line that ends a commit. */
static err_t check_gap(struct log_check *check, uint64_t seq, uint64_t end, struct fail *why)
{
    str between;
    bool lasts;
    struct log_commit commit;
    if (end == check->at)
        return ERR_OK;
    if (end < check->at || end - check->at > LOG_COMMIT_LINE_BYTES_MAX) {
        report_gap(check, seq);
        return ERR_OK;
    }
    err_t rc = log_file_read(&check->session->log, check->at, end - check->at,
                             &check->session->line, &between, &lasts, why);
    if (rc == ERR_OK &&
        (between.p[between.n - 1] != '\n' ||
         !log_commit_read(str_of(between.p, between.n - 1), &commit) || commit.seq != seq - 1))
        report_gap(check, seq);
    return rc;
}

err_t sqlite_log_check(struct session *session, void (*report)(void *context, str text),
                       void *context, struct fail *why)
{
    struct log_check check = {.session = session, .report = report, .context = context};
    struct log_end end;
    uint64_t seq = 0;
    err_t rc = sqlite_applied_end(session, &end, why);
    while (rc == ERR_OK) {
        sqlite3_stmt *row;
        rc = sqlite_statement(session, STATEMENT_PLACE_NEXT, &row, why);
        if (rc != ERR_OK)
            break;
        sqlite_bind_number(row, 1, seq);
        rc = sqlite_row(session, row, why);
        if (rc != ERR_OK)
            break;
        seq = sqlite_column_number(row, 0);
        uint64_t at = sqlite_column_number(row, 1), bytes = sqlite_column_number(row, 2);
        sqlite_settle(session);
        rc = check_gap(&check, seq, at, why);
        check.at = at + bytes + 1;
    }
    if (rc == ERR_NOT_FOUND)
        rc = check_gap(&check, seq + 1, end.bytes, why);
    buf_release(&check.text);
    return rc;
}
