/* SPDX-License-Identifier: Apache-2.0 */
/* edit.h - changing part of a document: read it, say what changes, submit that on condition that
 * nobody else wrote meanwhile; else once more. Edits of one document wait for each other, so that
 * they do not outrun one another in vain. No thread waits for the disk. */
#ifndef SCHALE_WEB_EDIT_H
#define SCHALE_WEB_EDIT_H

#include <pthread.h>

#include "model/node.h"
#include "web/write.h"

enum { EDIT_TRIES_MAX = 8, EDIT_GATES = 256 };

struct edit;

/* Looks at edit->document and adds changes. Called anew on each try. If-Match has to be looked at
 * here (answer_condition_holds), where it is known what the path names. */
typedef err_t edit_function(struct edit *edit, struct fail *why);

/* Answers the call once the changes are on disk, on the store's writer thread: must be short. */
typedef void edit_answer(struct edit *edit);

struct edit {
    struct call *call;
    enum document_kind kind;
    edit_function *function;
    edit_answer *answer;
    const void *context;       /* the handler's */
    struct document *document; /* as it is at this try */
    const struct node *shell;  /* edits of shells: the document read */
    struct node_builder next;  /* edits of shells: as it shall be; begins as a copy */
    uint64_t revision;         /* for the answer: after the changes */
    const void *made;          /* for the answer: the function's, of the last try */
    struct store_change *changes;
    size_t count, room;
    int tries;
    bool ungated;
    struct edit *behind; /* waits at the same gate */
    struct store_batch batch;
};

/* Begins an edit of the shell or of the submodel that the path names. Returns ERR_OK: the call is
 * answered later. */
err_t edit_shell(struct call *call, edit_function *function, edit_answer *answer,
                 const void *context);
err_t edit_submodel(struct call *call, edit_function *function, edit_answer *answer,
                    const void *context);

/* The same for values of elements: the function gives each change the element's JSON that it was
 * made from (`expected`), and that is the condition, not the revision. So many may change elements
 * of one submodel at once; only who meets another one at an element goes through the gate. Its
 * document may be without text (document_body). */
err_t edit_elements(struct call *call, edit_function *function, edit_answer *answer,
                    const void *context);

/* Adds a change; its texts must live as long as the call. The kind and id of the document are set
 * when the change has none. */
void edit_add(struct edit *edit, const struct store_change *change);

/* 204, without and with the ETag of the document after the changes. */
void edit_answer_done(struct edit *edit);
void edit_answer_updated(struct edit *edit);

/* Where edits of one document wait; several documents may share a gate. */
struct edit_gates {
    struct edit_gate {
        pthread_mutex_t lock;
        bool busy;
        struct edit *first, *last;
    } gates[EDIT_GATES];
};
void edit_gates_init(struct edit_gates *gates);

#endif
