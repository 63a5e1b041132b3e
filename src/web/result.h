/* SPDX-License-Identifier: Apache-2.0 */
/* result.h - what a client is told when something went wrong: the Result of the AAS API with its
 * messages, in English or German. Rule: IDTA-01002 3.1.2, Result and Message (code at most 32,
 * correlationId at most 128 characters). */
#ifndef SCHALE_WEB_RESULT_H
#define SCHALE_WEB_RESULT_H

#include "base/buf.h"
#include "model/finding.h"

#define REFUSAL(id, error, code, message_en, hint_en, message_de, hint_de) id,
enum refusal {
    REFUSAL_NONE,
#include "web/refusal.def"
    REFUSAL_COUNT
};
#undef REFUSAL

/* The error behind a refusal, which gives the HTTP status. */
err_t refusal_error(enum refusal refusal);
str refusal_code(enum refusal refusal);

/* The short code of an error that is no refusal: "io", "too-large" ... */
str error_code(err_t error);

/* A Result that is being written: begin, any number of messages, end. */
struct result {
    struct buf *out;
    enum language language;
    str correlation;
    char time[32];
    bool any;
};

void result_begin(struct result *result, struct buf *out, enum language language, str correlation);
/* One message of type "Error", "Warning", "Info" or "Exception"; code is cut at 32 bytes. */
void result_add(struct result *result, str type, str code, str text);
void result_add_refusal(struct result *result, enum refusal refusal, str argument);
void result_add_fail(struct result *result, const struct fail *why);
/* One message for each finding: its sentence, where, and the remedy. */
void result_add_findings(struct result *result, const struct findings *findings);
void result_end(struct result *result);

/* The sentence and the remedy of a refusal, {0} filled in. */
void refusal_write(enum refusal refusal, enum language language, str argument, struct buf *out);

#endif
