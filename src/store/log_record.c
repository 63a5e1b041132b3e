/* SPDX-License-Identifier: Apache-2.0 */
/* log_record.c - the bytes of a record that are hashed. */
#include "store/log_record.h"

static void add_number(struct buf *to, uint64_t number)
{
    char bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (char)(number >> (56 - 8 * i));
    buf_add(to, str_of(bytes, sizeof bytes));
}

static void add_length(struct buf *to, str text)
{
    add_number(to, text.p ? text.n : UINT64_MAX);
}

struct sha256 log_record_hash(const struct sha256 *before, const struct record *record,
                              struct buf *scratch)
{
    buf_reset(scratch);
    buf_add(scratch, str_of((const char *)before->bytes, SHA256_BYTES));
    add_number(scratch, record->seq);
    add_number(scratch, (uint64_t)record->time_ms);
    add_number(scratch, (uint64_t)record->operation);
    add_number(scratch, (uint64_t)record->kind);
    add_number(scratch, record->number);
    add_number(scratch, record->previous);
    const str texts[] = {record->actor, record->id, record->path, record->change};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        add_length(scratch, texts[i]);
        buf_add(scratch, texts[i]);
    }
    add_length(scratch, record->body);
    const str pieces[] = {buf_str(scratch), record->body};
    return sha256_of(pieces, COUNT_OF(pieces));
}
