/* SPDX-License-Identifier: Apache-2.0 */
/* document.c - one allocation for each document; text and slices on first use. */
#include "store/document.h"

#include <stdatomic.h>

#include "store/children.h"

static struct stored *allocate(const struct head *head, str id, size_t text_bytes, size_t text_room)
{
    size_t bytes = sizeof(struct stored) + id.n + 1 + text_room;
    struct stored *stored = malloc(bytes);
    if (!stored) {
        fprintf(stderr, "schale: out of memory (document of %zu bytes)\n", text_bytes);
        abort();
    }
    char *text = (char *)(stored + 1);
    *stored = (struct stored){
        .document = {.users = 1,
                     .kind = head->kind,
                     .id = {text, id.n},
                     .text_bytes = text_bytes,
                     .number = head->number,
                     .revision = head->last_seq,
                     .created_ms = head->created_ms},
        .body_seq = head->body_seq,
        .bytes = (uint32_t)bytes,
    };
    memcpy(text, id.p, id.n);
    text[id.n] = 0;
    return stored;
}

struct stored *document_new(const struct head *head, str id, str body)
{
    struct stored *stored = allocate(head, id, body.n, body.n + 1);
    char *text = (char *)(stored + 1) + id.n + 1;
    memcpy(text, body.p, body.n);
    text[body.n] = 0;
    stored->document.text = text;
    return stored;
}

struct stored *document_new_view(const struct head *head, str id, str body)
{
    struct stored *stored = allocate(head, id, body.n, 0);
    stored->document.text = body.p;
    return stored;
}

void document_ref(struct document *document)
{
    document->users++;
}

void document_unref(struct document *document)
{
    if (!document || --document->users > 0)
        return;
    struct stored *stored = stored_of(document);
    slices_free(stored->slices);
    free(stored->made);
    overlay_unref(stored->overlay);
    if (stored->base)
        document_unref(&stored->base->document);
    free(stored);
}

/* --- text --------------------------------------------------------------------------------------
 */

str document_make_body(const struct document *document)
{
    struct stored *stored = stored_of(document);
    struct buf text = {0};
    size_t bytes;
    char *before = NULL;
    overlay_write(stored->overlay, stored->items, document_body(&stored->base->document), &text);
    assert(text.n == document->text_bytes);
    char *made = buf_take(&text, &bytes);
    /* Two threads may race here; both come to the same result, one of them is kept. */
    if (atomic_compare_exchange_strong(&stored->made, &before, made)) {
        stored->document.text = made;
    } else {
        free(made);
        made = before;
    }
    return str_of(made, bytes);
}

err_t document_slices(struct document *document, const struct slices **ret_slices, struct fail *why)
{
    struct stored *stored = stored_of(document);
    struct slices *slices = stored->slices;
    if (!slices) {
        struct slices *fresh;
        err_t rc = slices_new(document_body(document), &fresh, why);
        if (rc != ERR_OK)
            return rc;
        /* Two threads may race here as well. */
        if (atomic_compare_exchange_strong(&stored->slices, &slices, fresh))
            slices = fresh;
        else
            slices_free(fresh);
    }
    *ret_slices = slices;
    return ERR_OK;
}

/* --- elements ----------------------------------------------------------------------------------
 */

static str cut(const struct document *document, struct slice slice)
{
    return str_of(document_body(document).p + slice.at, slice.bytes);
}

static err_t find_slice(struct document *document, str id_short_path, struct slice *ret_slice,
                        struct fail *why)
{
    const struct slices *slices;
    err_t rc = document_slices(document, &slices, why);
    return rc == ERR_OK ? slices_find(slices, id_short_path, ret_slice, why) : rc;
}

static err_t element_of_text(struct document *document, str id_short_path, str *ret_json,
                             struct fail *why)
{
    struct slice slice;
    err_t rc = find_slice(document, id_short_path, &slice, why);
    if (rc == ERR_OK)
        *ret_json = cut(document, slice);
    return rc;
}

err_t document_element(struct document *document, str id_short_path, str *ret_json,
                       struct fail *why)
{
    const struct stored *stored = stored_of(document);
    struct slice slice;
    if (document->text)
        return element_of_text(document, id_short_path, ret_json, why);
    err_t rc = find_slice(&stored->base->document, id_short_path, &slice, why);
    if (rc != ERR_OK)
        return rc;
    /* Of a container of something that changed, the text has to be made. */
    if (overlay_is_inside(stored->overlay, stored->items, slice))
        return element_of_text(document, id_short_path, ret_json, why);
    if (!overlay_find(stored->overlay, stored->items, slice, ret_json))
        *ret_json = cut(&stored->base->document, slice);
    return ERR_OK;
}

bool document_may_replace(str old, str json)
{
    struct json old_tape, new_tape;
    if (json_read(old, &old_tape, NULL) != ERR_OK)
        return false;
    if (json_read(json, &new_tape, NULL) != ERR_OK) {
        json_release(&old_tape);
        return false;
    }
    uint32_t old_name = json_member(&old_tape, 0, STR("idShort"));
    uint32_t new_name = json_member(&new_tape, 0, STR("idShort"));
    bool may =
        !container_class_of(&old_tape, 0) && !container_class_of(&new_tape, 0) &&
        (old_name != 0) == (new_name != 0) &&
        (!old_name || str_equal(json_slice(&old_tape, old_name), json_slice(&new_tape, new_name)));
    json_release(&old_tape);
    json_release(&new_tape);
    return may;
}

/* What the next version stands on: the same text and overlay, or, where that is full or there is
 * none, the current text. Counted. */
static void begin_version(const struct head *head, struct stored *current, struct stored *fresh)
{
    if (current->overlay && current->items < current->overlay->room) {
        fresh->base = current->base;
        fresh->overlay = current->overlay;
        fresh->items = current->items;
        document_ref(&fresh->base->document);
        overlay_ref(fresh->overlay);
        return;
    }
    if (current->overlay) {
        /* A copy: the text that was made would keep what it was made of. */
        fresh->base = document_new(head, current->document.id, document_body(&current->document));
    } else {
        fresh->base = current;
        document_ref(&current->document);
    }
    fresh->overlay = overlay_new(current->document.text_bytes);
}

err_t document_new_with(const struct head *head, struct stored *current, str id_short_path,
                        str json, struct stored **ret_stored, struct fail *why)
{
    struct slice slice;
    str old;
    struct stored *fresh = allocate(head, current->document.id, 0, 0);
    begin_version(head, current, fresh);
    err_t rc = document_element(&current->document, id_short_path, &old, why);
    if (rc == ERR_OK)
        rc = find_slice(&fresh->base->document, id_short_path, &slice, why);
    if (rc != ERR_OK) {
        document_unref(&fresh->document);
        return rc;
    }
    bool added = overlay_add(fresh->overlay, fresh->items, slice, json);
    assert(added);
    fresh->items += added;
    fresh->document.text_bytes = current->document.text_bytes - old.n + json.n;
    *ret_stored = fresh;
    return ERR_OK;
}

size_t document_bytes(const struct stored *stored)
{
    const struct slices *slices = stored->slices;
    size_t bytes = stored->bytes + (slices ? slices_bytes(slices) : 0);
    if (stored->made)
        bytes += stored->document.text_bytes;
    if (stored->overlay)
        bytes += stored->overlay->bytes + document_bytes(stored->base);
    return bytes;
}
