/* SPDX-License-Identifier: Apache-2.0 */
/* plan_body.h - the small JSON objects that our own operations take:
 * {"id_short":…,"templates":[…]}.
 */
#ifndef SCHALE_WEB_PLAN_BODY_H
#define SCHALE_WEB_PLAN_BODY_H

#include "codec/json.h"
#include "web/answer.h"

/* Reads the body as an object whose members are all among `names` (ends with NULL). No body at all
 * counts as {}. Call json_release. */
MUST_CHECK err_t plan_body_read(struct call *call, const char *const *names, struct json *ret_json,
                                struct fail *why);

/* The same for an object inside the body. */
MUST_CHECK err_t plan_body_check_names(struct call *call, const struct json *json, uint32_t object,
                                       const char *const *names);

/* A text member, in the call's arena; *text stays when there is none. Refuses what is no text, or
 * an empty one. */
MUST_CHECK err_t plan_body_text(struct call *call, const struct json *json, uint32_t object,
                                const char *name, str *text);

/* A member that is a list of texts; count 0 when there is none. Refuses what is none, or has more
 * than items_max. */
MUST_CHECK err_t plan_body_texts(struct call *call, const struct json *json, uint32_t object,
                                 const char *name, size_t items_max, const str **ret_items,
                                 size_t *ret_count);

#endif
