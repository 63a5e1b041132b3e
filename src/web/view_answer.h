/* SPDX-License-Identifier: Apache-2.0 */
/* view_answer.h - answers that show a submodel or element by level and extent, or as value only. */
#ifndef SCHALE_WEB_VIEW_ANSWER_H
#define SCHALE_WEB_VIEW_ANSWER_H

#include "model/view.h"
#include "web/answer.h"

/* What level and extent of the query ask for. */
struct view call_view(const struct call *call);

/* The name of a representation in ETags: `base`, and what level and extent change of it. */
const char *view_suffix(struct call *call, const char *base);

/* Writes a form of `json`, a part of the document. */
typedef err_t form_writer(struct call *call, struct document *document, str json, struct buf *out,
                          struct fail *why);

/* Answers a form that has to be written: on a worker when there is much to read. `suffix` names it
 * in the ETag. Takes the caller's count of the document. */
MUST_CHECK err_t answer_form(struct call *call, struct document *document, str json,
                             const char *suffix, form_writer *writer, struct fail *why);

/* Whether the stored bytes of the document, or of an element in it, are the view. Nearly every
 * document is without Blobs: that is found out once for each, not for each request. */
bool view_is_stored(const struct document *document, str json, struct view view);

/* Answers `json`, a part of the document, in the call's view: without a copy when the view is all
 * of it. Takes the caller's count of the document. */
MUST_CHECK err_t answer_view(struct call *call, struct document *document, str json,
                             const char *suffix, struct fail *why);

/* Refuses the element when its class is one of `classes`, which end with NULL; or, with
 * `others`, when it is none of them. Relies on the canonical text. Rule: IDTA-01002 3.1.2,
 * "SerializationModifiers", applicability. */
err_t refuse_form(struct call *call, str json, const char *const *classes, bool others,
                  enum refusal refusal);

/* Answers the value-only form. Takes the count. 400 for an element that has none. */
MUST_CHECK err_t answer_value(struct call *call, struct document *document, str json,
                              struct fail *why);

#endif
