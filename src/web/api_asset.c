/* SPDX-License-Identifier: Apache-2.0 */
/* api_asset.c - the asset information of a shell and its picture:
 * /shells/{aasIdentifier}/asset-information. */
#include "base/hash.h"
#include "codec/json.h"
#include "model/read.h"
#include "web/edit.h"
#include "web/file_answer.h"
#include "web/handlers.h"

err_t asset_information_read(struct call *call, struct fail *why)
{
    struct document *document;
    struct json json;
    err_t err = call_shell(call, &document, why);
    if (err)
        return err;
    err = json_read(document_body(document), &json, why);
    if (err) {
        document_unref(document);
        return err;
    }
    uint32_t token = json_member(&json, 0, STR("assetInformation"));
    str slice = token ? json_slice(&json, token) : STR("{}");
    json_release(&json);
    answer_document(call, document, slice, "asset");
    return ERR_OK;
}

static err_t set_asset_information(struct edit *edit, struct fail *why)
{
    (void)why;
    node_set_node(&edit->next, PROP_ASSET_INFORMATION, edit->context);
    return ERR_OK;
}

err_t asset_information_replace(struct call *call, struct fail *why)
{
    const struct node *node;
    err_t err = write_read_body(call, CLASS_ASSET_INFORMATION, &node, why);
    return err ? err : edit_shell(call, set_asset_information, edit_answer_updated, node);
}

/* --- the picture --------------------------------------------------------------------------------
 */

static const struct node *thumbnail_of(const struct node *shell)
{
    const struct node *asset = node_child(shell, PROP_ASSET_INFORMATION);
    return asset ? node_child(asset, PROP_DEFAULT_THUMBNAIL) : NULL;
}

err_t thumbnail_read(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_shell(call, &document, why);
    if (err)
        return err;
    const struct node *shell = NULL;
    struct findings findings = {.arena = call->arena};
    err = node_read_json(document_body(document), CLASS_ASSET_ADMINISTRATION_SHELL, METAMODEL_3_2,
                         call->arena, &findings, &shell);
    const struct node *thumbnail = err ? NULL : thumbnail_of(shell);
    if (!err && !thumbnail)
        err = refuse(call, REFUSAL_NO_THUMBNAIL, STR(""));
    if (!err)
        err = answer_stored_file(call, document, node_text(thumbnail, PROP_PATH),
                                 node_text(thumbnail, PROP_CONTENT_TYPE), why);
    document_unref(document);
    return err;
}

/* Removes the stored file of the picture that is there now, when it is ours and not `keep`. */
static err_t drop_old_file(struct edit *edit, str keep, struct fail *why)
{
    const struct node *thumbnail = thumbnail_of(edit->shell);
    if (!thumbnail)
        return ERR_OK;
    str path = node_text(thumbnail, PROP_PATH), id = node_text(edit->shell, PROP_ID);
    struct store_file *files;
    size_t count;
    err_t err = store_list_files(edit->call->store, edit->call->arena, DOCUMENT_SHELL, id, &files,
                                 &count, why);
    for (size_t i = 0; !err && i < count; i++)
        if (str_equal(files[i].path, path) && !str_equal(path, keep))
            edit_add(edit, &(struct store_change){.operation = STORE_FILE_DELETE, .path = path});
    return err;
}

static void set_thumbnail(struct edit *edit, const struct node *thumbnail)
{
    struct node_builder asset = node_copy(node_child(edit->shell, PROP_ASSET_INFORMATION));
    if (thumbnail)
        node_set_node(&asset, PROP_DEFAULT_THUMBNAIL, thumbnail);
    else
        node_unset(&asset, PROP_DEFAULT_THUMBNAIL);
    node_set_node(&edit->next, PROP_ASSET_INFORMATION, node_finish(&asset, edit->call->arena));
}

/* Two shells may have pictures of one name; in a package each needs its own path. */
static str file_path(struct arena *arena, str id, str name)
{
    char digits[SHA256_HEX_BYTES];
    struct sha256 digest = sha256_of(&id, 1);
    sha256_hex(&digest, digits);
    return arena_printf(arena, "/aasx/files/%.8s/%.*s", digits, STR_ARG(name));
}

static err_t put_thumbnail(struct edit *edit, struct fail *why)
{
    const struct file_part *part = edit->context;
    struct arena *arena = edit->call->arena;
    str path = file_path(arena, node_text(edit->shell, PROP_ID), part->name);
    err_t err = drop_old_file(edit, path, why);
    if (err)
        return err;
    struct node_builder thumbnail = node_begin(CLASS_RESOURCE, 0);
    node_set_text(&thumbnail, PROP_PATH, path);
    node_set_text(&thumbnail, PROP_CONTENT_TYPE, part->content_type);
    set_thumbnail(edit, node_finish(&thumbnail, arena));
    edit_add(edit, &(struct store_change){.operation = STORE_FILE_PUT,
                                          .path = path,
                                          .file = {path, part->content_type, part->bytes}});
    return ERR_OK;
}

err_t thumbnail_replace(struct call *call, struct fail *why)
{
    struct file_part *part = ARENA_NEW(call->arena, struct file_part);
    err_t err = call_file_part(call, part, why);
    return err ? err : edit_shell(call, put_thumbnail, edit_answer_done, part);
}

static err_t remove_thumbnail(struct edit *edit, struct fail *why)
{
    if (!thumbnail_of(edit->shell))
        return refuse(edit->call, REFUSAL_NO_THUMBNAIL, STR(""));
    set_thumbnail(edit, NULL);
    return drop_old_file(edit, (str){0}, why);
}

err_t thumbnail_delete(struct call *call, struct fail *why)
{
    (void)why;
    return edit_shell(call, remove_thumbnail, edit_answer_done, NULL);
}
