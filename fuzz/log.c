/* SPDX-License-Identifier: Apache-2.0 */
/* log.c - any bytes as a line of the log: what is taken for a record or a commit is written as the
 * same bytes again, but for white space and escapes that we do not write. */
#include "codec/json.h"
#include "store/log_record.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_record(str line)
{
    struct arena arena = {0};
    struct record record, again;
    struct buf once = {0}, twice = {0};
    if (log_record_read(line, &arena, &record, NULL) == ERR_OK) {
        log_record_write(&record, &once);
        check(log_record_read(buf_str(&once), &arena, &again, NULL) == ERR_OK);
        check(again.seq == record.seq && again.number == record.number);
        check(str_equal(again.id, record.id) && str_equal(again.change, record.change));
        check(str_equal(again.body, record.body));
        log_record_write(&again, &twice);
        check(str_equal(buf_str(&once), buf_str(&twice)));
    }
    buf_release(&once);
    buf_release(&twice);
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str line = {(const char *)data, size};
    struct log_commit commit;
    check_record(line);
    if (log_commit_read(line, &commit)) {
        struct log_commit again;
        struct buf text = {0};
        log_commit_write(&commit, &text);
        check(text.n && log_commit_read(str_of(text.p, text.n - 1), &again));
        check(again.seq == commit.seq && again.after == commit.after);
        check(memcmp(&again.hash, &commit.hash, sizeof commit.hash) == 0);
        buf_release(&text);
    }
    return 0;
}
