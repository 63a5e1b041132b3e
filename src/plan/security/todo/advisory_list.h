/* SPDX-License-Identifier: Apache-2.0 */
/* advisory_list.h - the advisories of a view: found by words, with how many assets they hit, as
 * JSON (docs/security-api.md). */
#ifndef SCHALE_PLAN_SECURITY_ADVISORY_LIST_H
#define SCHALE_PLAN_SECURITY_ADVISORY_LIST_H

#include "base/buf.h"
#include "plan/security/todo/watch.h"

/* Those whose id, title, publisher or vulnerabilities have all words of `text`, each as the
 * beginning of one; the newest first, in the arena. */
const struct watched_advisory **advisories_find(const struct watch_view *view, str text,
                                                struct arena *arena, size_t *ret_count);

/* Adds one as an object without its closing brace. */
void advisory_write(const struct watch_view *view, const struct watched_advisory *advisory,
                    struct buf *out);

/* Adds ,"vulnerabilities":…,"products":…,"remedies":…. */
void advisory_write_parts(const struct watch_view *view, const struct watched_advisory *advisory,
                          struct buf *out);

/* Adds ,"notes":…,"references":… of the document as it came; nothing when it cannot be read. */
void advisory_write_texts(str document, struct buf *out);

#endif
