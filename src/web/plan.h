/* SPDX-License-Identifier: Apache-2.0 */
/* plan.h - what the operations below /plan share: parameters of checking and of formats. */
#ifndef SCHALE_WEB_PLAN_H
#define SCHALE_WEB_PLAN_H

#include "model/load.h"
#include "web/answer.h"

/* The query parameter `language` (en, de) is the call's language; without it Accept-Language was.
 */
MUST_CHECK err_t plan_read_language(struct call *call);

/* `language`, and how to read a file: `metamodel` (else the file says it) and `as` (else an
 * Environment). */
MUST_CHECK err_t plan_read_options(struct call *call, struct load_options *ret_options);

/* `format`: json, xml or aasx; *format stays when it is not there. */
MUST_CHECK err_t plan_read_format(struct call *call, enum load_format *format);

/* `limit`: a number from 1 on, above limit_max counts as that; *limit stays when it is not there.
 */
MUST_CHECK err_t plan_read_limit(struct call *call, size_t limit_max, size_t *limit);

/* "application/json" and so on. */
str plan_media_type(enum load_format format);

#endif
