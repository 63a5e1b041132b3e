/* SPDX-License-Identifier: Apache-2.0 */
/* plan_create.h - several new documents and their files, stored together or not at all. */
#ifndef SCHALE_WEB_PLAN_CREATE_H
#define SCHALE_WEB_PLAN_CREATE_H

#include "model/node.h"
#include "web/answer.h"

/* In an arena of its own, which holds all texts until the store is done with them. */
struct plan_create {
    struct call *call;
    struct arena arena;
    struct store_change *changes;
    size_t count, room;
    struct store_batch batch;
};

struct plan_create *plan_create_new(struct call *call);
void plan_create_free(struct plan_create *create);

/* Adds a document that must not be there yet. Checks it: ERR_INVALID with findings in the call. */
MUST_CHECK err_t plan_create_add(struct plan_create *create, enum document_kind kind,
                                 const struct node *node);

/* Adds all files of a stored document to one that was added. */
MUST_CHECK err_t plan_create_add_files(struct plan_create *create, enum document_kind kind,
                                       str from_id, str to_id, struct fail *why);

/* Submits and answers later: 201 with the place of the first document and
 * {"shell":…,"submodels":[…]}; 409 when one of them is there. Frees `create`. */
void plan_create_submit(struct plan_create *create);

#endif
