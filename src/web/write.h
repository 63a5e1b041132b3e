/* SPDX-License-Identifier: Apache-2.0 */
/* write.h - changes on their way to the store: a body is read and checked strictly, handed to the
 * store, and answered from its writer thread once it is on disk. No thread waits meanwhile. */
#ifndef SCHALE_WEB_WRITE_H
#define SCHALE_WEB_WRITE_H

#include "codec/json.h"
#include "model/node.h"
#include "web/answer.h"

/* Reads the call's body as JSON of `class` and checks it by metamodel 3.2. ERR_MEDIA_TYPE unless it
 * is application/json; ERR_INVALID with all findings in the call. An empty list of an optional
 * property counts as left out. The node lives in the call's arena. */
MUST_CHECK err_t write_read_body(struct call *call, enum class_id class,
                                 const struct node **ret_node, struct fail *why);

/* Reads the call's body as JSON, whatever is in it. ERR_MEDIA_TYPE unless it is application/json;
 * ERR_INVALID with the syntax error in the call; ERR_TOO_LARGE. Call json_release. */
MUST_CHECK err_t write_read_json(struct call *call, struct json *ret_json, struct fail *why);

/* Reads the call's body as a JSON array, whatever is in it; `what` names the items where it is
 * none. ERR_TOO_LARGE: more than items_max; else as above. Call json_release. */
MUST_CHECK err_t write_read_list(struct call *call, const char *what, size_t items_max,
                                 struct json *ret_json, struct fail *why);

/* Reads the call's body as a JSON array of objects of `class`, each checked as above. */
MUST_CHECK err_t write_read_nodes(struct call *call, enum class_id class, size_t items_max,
                                  struct node_list *ret_nodes, struct fail *why);

/* Refuses a body that is missing or no JSON by its Content-Type. PATCH takes the type of RFC 7396,
 * too, which many clients send with it. */
MUST_CHECK err_t write_check_media(struct call *call);

/* Reads the body of a PATCH: as above, but not checked, since it need not be whole. Empty lists are
 * refused: what is left out stays, so they would mean the opposite of what they say. */
MUST_CHECK err_t write_read_patch(struct call *call, enum class_id class,
                                  const struct node **ret_node, struct fail *why);

/* Checks a node that was made from a stored one. What an import let in does not hinder a change:
 * ERR_INVALID, with findings in the call, only for errors that the stored one does not have. */
MUST_CHECK err_t write_check_change(struct call *call, const struct node *stored,
                                    const struct node *next);

/* Adds the errors in `after` that are not in `before` to the findings of the call. */
MUST_CHECK err_t write_refuse_new(struct call *call, const struct findings *before,
                                  struct findings *after);

/* POST of a document: 201 with Location, or 409. */
MUST_CHECK err_t write_create(struct call *call, enum document_kind kind, enum class_id class,
                              struct fail *why);

/* PUT of a document at its id: 204, or 201 when it was not there. If-Match and If-None-Match count.
 */
MUST_CHECK err_t write_replace(struct call *call, enum document_kind kind, enum class_id class,
                               str id, struct fail *why);

/* DELETE of a document: 204, or 404. If-Match counts. */
MUST_CHECK err_t write_delete(struct call *call, enum document_kind kind, str id, struct fail *why);

/* The canonical text of a node, in the arena. */
str write_text(struct arena *arena, const struct node *node);

/* The path of a document below the prefix: "/shells/" and the encoded id. */
str document_location(struct arena *arena, enum document_kind kind, str id);

#endif
