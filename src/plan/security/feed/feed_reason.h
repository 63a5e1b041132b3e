/* SPDX-License-Identifier: Apache-2.0 */
/* feed_reason.h - why a run over a source could not do all, to be told in either language: the id
 * of a row of feed_reason.def and its arguments, as a line of text "not-there\thttps://…". A reason
 * may have a cause, which is the next line. This is what source->error holds and what the functions
 * of this folder leave in why->text, so that it passes through struct fail. */
#ifndef SCHALE_PLAN_SECURITY_FEED_REASON_H
#define SCHALE_PLAN_SECURITY_FEED_REASON_H

#include "base/arena.h"
#include "model/finding.h"

#define FEED_REASON(id, name, english, german) id,
enum feed_reason {
#include "plan/security/feed/feed_reason.def"
    FEED_REASON_COUNT
};
#undef FEED_REASON

/* Two of them and a cause fit into struct fail; what is longer is cut, with an ellipsis. */
enum { FEED_ARGUMENT_BYTES_MAX = 160 };

/* The line of a reason. Control characters of arguments become spaces; an argument
 * ends where its UTF-8 is broken. */
str feed_reason_line(struct arena *arena, enum feed_reason reason, str argument0, str argument1);

/* Sets *why and returns `code`, as fail_set() does. */
err_t feed_fail(struct fail *why, err_t code, enum feed_reason reason, str argument0,
                str argument1);

/* The same with what *why held as the cause. */
err_t feed_fail_by(struct fail *why, enum feed_reason reason, str argument0);

/* Adds a finding of the whole document, rule "not-fetched"; why as of feed_get(). */
void feed_reason_report(struct findings *findings, const struct fail *why);

/* Adds the sentences of all lines, with spaces between. A line that is no reason is told as it is:
 * records of former versions hold sentences. */
void feed_reason_write(str lines, enum language language, struct buf *out);

#endif
