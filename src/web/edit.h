/* SPDX-License-Identifier: Apache-2.0 */
/* edit.h - changing part of a shell or shell descriptor: read it, make it anew, check it, write it
 * if nobody else did meanwhile; else once more. Waits for the disk: worker threads only. */
#ifndef SCHALE_WEB_EDIT_H
#define SCHALE_WEB_EDIT_H

#include "web/write.h"

enum { EDIT_TRIES_MAX = 8, EDIT_MORE_MAX = 4 };

struct edit {
    struct call *call;
    const struct node *shell;                /* it, or its descriptor, as it is */
    struct node_builder next;                /* as it shall be; begins as a copy */
    struct store_change more[EDIT_MORE_MAX]; /* done in the same batch */
    size_t more_count;
    const void *context;
};

/* Changes edit->next. Called anew on each try. */
typedef err_t edit_function(struct edit *edit, struct fail *why);

/* Edits the shell that the path names. If-Match counts; where it goes on to a submodel,
 * `function` has to see to it (answer_condition). ret_revision is the shell's new one. */
MUST_CHECK err_t edit_shell(struct call *call, edit_function *function, const void *context,
                            uint64_t *ret_revision, struct fail *why);

/* The same with the written descriptor of a shell; refuses when it is derived. */
MUST_CHECK err_t edit_shell_descriptor(struct call *call, edit_function *function,
                                       const void *context, uint64_t *ret_revision,
                                       struct fail *why);

#endif
