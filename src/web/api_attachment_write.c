/* SPDX-License-Identifier: Apache-2.0 */
/* api_attachment_write.c - the bytes of a File or Blob put and deleted:
 * .../submodel-elements/{idShortPath}/attachment. The element and its file change together. */
#include "base/base64.h"
#include "base/hash.h"
#include "web/element_edit.h"
#include "web/element_file.h"
#include "web/file_answer.h"
#include "web/handlers.h"

/* The File or Blob that the path names; any other class is 405. */
static err_t read_target(struct edit *edit, const struct node **ret_element, str *ret_json,
                         struct fail *why)
{
    struct call *call = edit->call;
    err_t err =
        element_edit_read(edit, call->parameters[PARAMETER_PATH], ret_element, ret_json, why);
    if (err)
        return err;
    enum class_id class = (enum class_id)(*ret_element)->class;
    return class == CLASS_FILE || class == CLASS_BLOB
               ? ERR_OK
               : refuse(call, REFUSAL_NOT_A_FILE, class_infos[class].name);
}

static err_t replace(struct edit *edit, const struct node *stored, const struct node_builder *next,
                     struct fail *why)
{
    struct call *call = edit->call;
    const struct node *element = node_finish(next, call->arena);
    err_t err = write_check_change(call, stored, element);
    return err ? err : element_edit_replace(edit, call->parameters[PARAMETER_PATH], element, why);
}

/* Two Files of one submodel, or of two in one package, may be called the same: the path of the
 * element makes the difference. An element that was here before and moved on, by another idShort or
 * another position in a list, still names its file: then the next number does. */
static str path_of_file(struct edit *edit, str json, str name)
{
    struct call *call = edit->call;
    str path = {0};
    for (unsigned number = 0; !number || element_file_is_shared(edit, json, path); number++) {
        char digits[SHA256_HEX_BYTES];
        str more = number ? arena_printf(call->arena, "\n%u", number) : STR("");
        str owner[] = {edit->document->id, STR("\n"), call->parameters[PARAMETER_PATH], more};
        struct sha256 digest = sha256_of(owner, COUNT_OF(owner));
        sha256_hex(&digest, digits);
        path = arena_printf(call->arena, "/aasx/files/%.16s/%.*s", digits, STR_ARG(name));
    }
    return path;
}

static err_t put_blob(struct edit *edit, const struct node *element, const struct file_part *part,
                      struct fail *why)
{
    struct node_builder next = node_copy(element);
    struct buf text = {0};
    if (part->bytes.n > WEB_BLOB_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, part->name,
                        "a Blob takes at most %d bytes; a File takes more", WEB_BLOB_BYTES_MAX);
    base64_encode(&text, part->bytes);
    node_set_text(&next, PROP_VALUE, arena_dup(edit->call->arena, buf_str(&text)));
    node_set_text(&next, PROP_CONTENT_TYPE, part->content_type);
    buf_release(&text);
    return replace(edit, element, &next, why);
}

static err_t put(struct edit *edit, struct fail *why)
{
    const struct file_part *part = edit->context;
    const struct node *element;
    str json;
    err_t err = read_target(edit, &element, &json, why);
    if (err || element->class == CLASS_BLOB)
        return err ? err : put_blob(edit, element, part, why);
    struct node_builder next = node_copy(element);
    str path = path_of_file(edit, json, part->name);
    node_set_text(&next, PROP_VALUE, path);
    node_set_text(&next, PROP_CONTENT_TYPE, part->content_type);
    err = replace(edit, element, &next, why);
    if (!err)
        edit_add(edit, &(struct store_change){.operation = STORE_FILE_PUT,
                                              .path = path,
                                              .file = {path, part->content_type, part->bytes}});
    return err;
}

err_t attachment_replace(struct call *call, struct fail *why)
{
    struct file_part *part = ARENA_NEW(call->arena, struct file_part);
    err_t err = call_file_part(call, part, why);
    return err ? err : edit_submodel(call, put, edit_answer_updated, part);
}

/* The content type stays: metamodel 3.0 does not let a File be without. */
static err_t remove_file(struct edit *edit, struct fail *why)
{
    const struct node *element;
    str json;
    err_t err = read_target(edit, &element, &json, why);
    if (err)
        return err;
    if (!node_value(element, PROP_VALUE))
        return refuse(edit->call, REFUSAL_NO_FILE, node_text(element, PROP_ID_SHORT));
    struct node_builder next = node_copy(element);
    node_unset(&next, PROP_VALUE);
    return replace(edit, element, &next, why);
}

/* DeleteFileByPath answers 200, unlike all other deletions (IDTA-01002 3.1.2, all four files). */
static void answer_removed(struct edit *edit)
{
    struct etag etag = etag_of_revision(edit->revision, "part");
    answer_empty(edit->call, 200, &etag);
}

err_t attachment_delete(struct call *call, struct fail *why)
{
    (void)why;
    return edit_submodel(call, remove_file, answer_removed, NULL);
}
