/* SPDX-License-Identifier: Apache-2.0 */
/* element_file.h - stored files go with the last element of the submodel that names them: what is
 * deleted must not come along in a package later. */
#ifndef SCHALE_WEB_ELEMENT_FILE_H
#define SCHALE_WEB_ELEMENT_FILE_H

#include "web/edit.h"

/* Text of the submodel that an edit replaces; next is empty when it goes. */
struct element_text {
    str old; /* a view of edit->document */
    str next;
};

/* Adds the deletion of each stored file that only the old texts name. The texts do not overlap. */
MUST_CHECK err_t element_file_drop(struct edit *edit, const struct element_text *texts,
                                   size_t count, struct fail *why);

/* Whether text of the submodel outside of `json`, which is a view of edit->document, names the file
 * as well. */
bool element_file_is_shared(const struct edit *edit, str json, str path);

#endif
