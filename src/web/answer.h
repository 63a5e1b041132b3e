/* SPDX-License-Identifier: Apache-2.0 */
/* answer.h - the answers of the AAS API: bytes with an ETag, nothing, or a Result. Each ends the
 * call. Rules: RFC 9110 sections 8.8.3 (ETag), 13 (conditions). */
#ifndef SCHALE_WEB_ANSWER_H
#define SCHALE_WEB_ANSWER_H

#include "web/call.h"

/* An ETag: "12" for a document at revision 12, "12-value" for a view or part of it,
 * "r12-0a1b2c3d-list" for what depends on the whole store, where form_id is the part that changes
 * when another version of the program may write the same list in another form. */
extern const char form_id[];
enum { ETAG_BYTES_MAX = 64, ETAG_HASH_BYTES = 32 };
struct etag {
    char text[ETAG_BYTES_MAX];
    uint8_t n;
};
struct etag etag_of_revision(uint64_t revision, const char *suffix);
/* By the bytes of an answer that depends on more than stored documents: the program itself. */
struct etag etag_of_bytes(str bytes);
struct etag etag_of_store(const struct call *call, const char *suffix);

/* Sends the answer as it is. Every answer goes through here. */
void answer_send(struct call *call, const struct http_answer *answer);

/* True when If-None-Match names the ETag: then 304 was answered. */
bool answer_unchanged(struct call *call, struct etag etag);

/* 200 with a part of a document, no copy; takes the caller's count of the document. */
void answer_document(struct call *call, struct document *document, str body, const char *suffix);

/* JSON; takes the buffer's bytes. Over its cap: 413. */
void answer_json(struct call *call, int status, const struct etag *etag, struct buf *body);

/* 200 with JSON that was made, when err is ERR_OK; else nothing is answered. Takes the buffer's
 * bytes, returns err. */
MUST_CHECK err_t answer_made(struct call *call, err_t err, const struct etag *etag,
                             struct buf *body);

/* Any bytes. The answer may carry more headers, set before; release as in http.h. */
void answer_bytes(struct call *call, struct http_answer *answer, const struct etag *etag,
                  str content_type);

void answer_empty(struct call *call, int status, const struct etag *etag);

/* 201 with Location (path below the prefix) and the created object. */
void answer_created(struct call *call, str location, const struct etag *etag, struct buf *body);

/* The Result for an error: the findings when there are errors among them, the refusal when there is
 * one, else *why. */
void answer_error(struct call *call, err_t error, const struct fail *why);

/* Refuses with 412 when If-Match, or for what a PUT may create If-None-Match, does not hold for
 * something at this revision, or that is not there. */
MUST_CHECK err_t answer_condition_holds(struct call *call, bool there, uint64_t revision,
                                        bool creates);

/* What If-Match or If-None-Match ask of a document before it is changed. Sets condition and
 * revision of the change. Refuses with 412 when it cannot hold any more. */
MUST_CHECK err_t answer_condition(struct call *call, struct store_change *change, struct fail *why);

#endif
