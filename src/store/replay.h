/* SPDX-License-Identifier: Apache-2.0 */
/* replay.h - from the log to a current document: its last whole body and the changes after it. */
#ifndef SCHALE_STORE_REPLAY_H
#define SCHALE_STORE_REPLAY_H

#include "store/document.h"
#include "store/log_record.h"

/* Reads one record; its texts are views of the session or in the arena. ERR_NOT_FOUND. */
MUST_CHECK err_t replay_record(const struct store_driver *driver, struct session *session,
                               uint64_t seq, struct arena *arena, struct record *ret_record,
                               struct fail *why);

/* Reads the current document. ERR_NOT_FOUND (why->where = id), ERR_CORRUPT, ERR_IO. */
MUST_CHECK err_t replay_document(const struct store_driver *driver, struct session *session,
                                 enum document_kind kind, str id, struct stored **ret_stored,
                                 struct fail *why);

/* The same when its head is known. */
MUST_CHECK err_t replay_head(const struct store_driver *driver, struct session *session,
                             const struct head *head, str id, struct stored **ret_stored,
                             struct fail *why);

#endif
