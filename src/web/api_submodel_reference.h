/* SPDX-License-Identifier: Apache-2.0 */
/* api_submodel_reference.h - what writing a submodel over its shell shares with writing the
 * shell's references. */
#ifndef SCHALE_WEB_API_SUBMODEL_REFERENCE_H
#define SCHALE_WEB_API_SUBMODEL_REFERENCE_H

#include "web/edit.h"

/* Takes the reference to the submodel of the path out of the shell; 404 when there is none. */
err_t submodel_reference_remove(struct edit *edit, struct fail *why);

/* A ModelReference to a submodel, in the call's arena. */
const struct node *submodel_reference_make(struct call *call, str id);

/* Adds a reference to the shell; 409 when it is there. */
err_t submodel_reference_append(struct edit *edit, const struct node *reference, struct fail *why);

#endif
