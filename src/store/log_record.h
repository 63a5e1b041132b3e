/* SPDX-License-Identifier: Apache-2.0 */
/* log_record.h - the hash that chains the records of the log. */
#ifndef SCHALE_STORE_LOG_RECORD_H
#define SCHALE_STORE_LOG_RECORD_H

#include "store/driver.h"

/* SHA-256 over the hash of the record before (zeros before the first) and all fields of `record`
 * but its hash: numbers as 8 bytes, most significant first; texts with their length before them,
 * an absent text as the length 2^64-1. No two different records give the same bytes. `scratch` is
 * only memory to work in. */
struct sha256 log_record_hash(const struct sha256 *before, const struct record *record,
                              struct buf *scratch);

#endif
