/* SPDX-License-Identifier: Apache-2.0 */
/* api_submodel_reference.h - what deleting a submodel over its shell shares with deleting the
 * reference. */
#ifndef SCHALE_WEB_API_SUBMODEL_REFERENCE_H
#define SCHALE_WEB_API_SUBMODEL_REFERENCE_H

#include "web/edit.h"

/* Takes the reference to the submodel of the path out of the shell; 404 when there is none. */
err_t submodel_reference_remove(struct edit *edit, struct fail *why);

#endif
