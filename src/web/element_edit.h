/* SPDX-License-Identifier: Apache-2.0 */
/* element_edit.h - changes of one element, as parts of an edit of its submodel. */
#ifndef SCHALE_WEB_ELEMENT_EDIT_H
#define SCHALE_WEB_ELEMENT_EDIT_H

#include "web/edit.h"

/* The element at a path as nodes, and its text. 404 when it is not there. If-Match counts. */
MUST_CHECK err_t element_edit_read(struct edit *edit, str path, const struct node **ret_element,
                                   str *ret_json, struct fail *why);

/* Replaces the element at `path`, which exists, by one that was checked for itself; checks what its
 * container asks. It may have another idShort. */
MUST_CHECK err_t element_edit_replace(struct edit *edit, str path, const struct node *element,
                                      struct fail *why);

/* Adds the element to the container at `path`; edit->made is what element_edit_answer_created
 * answers with: 201, the element, Location. */
MUST_CHECK err_t element_edit_add(struct edit *edit, str path, const struct node *element,
                                  struct fail *why);

/* Refuses what node_patch, node_patch_metadata and value_apply refuse for the element at `path`;
 * `invalid` is what ERR_INVALID means. */
err_t element_edit_refuse(struct call *call, err_t err, enum refusal invalid, str path,
                          const struct fail *why);

/* 201 when the last try added an element, else 204. */
void element_edit_answer(struct edit *edit);

#endif
