/* SPDX-License-Identifier: Apache-2.0 */
/* import.c - an environment's identifiables and files as changes for the store. */
#include "web/import.h"

#include "base/map.h"
#include "base/parallel.h"
#include "model/read.h"

enum { PARALLEL_DOCUMENTS_MIN = 500 }; /* for each processor; fewer are not worth a thread */

struct import {
    const struct loaded *loaded;
    struct arena *arena;
    struct import_list *list;
    struct map files; /* path as documents name it (load.h) to index + 1 */
    bool *named;      /* by file: some document names it */
    enum document_kind
        first_kind; /* of the first document, which takes the files that none names */
    str first_id;
};

static struct store_change *list_add(struct import *import)
{
    struct import_list *list = import->list;
    ARENA_GROW(import->arena, list->changes, list->count, list->room, 64);
    struct store_change *change = &list->changes[list->count++];
    *change = (struct store_change){0};
    return change;
}

/* --- files --------------------------------------------------------------------------------------
 */

struct owner {
    struct import *import;
    enum document_kind kind;
    str id;
    struct map seen; /* paths this document has named before */
};

static void put_file(struct import *import, enum document_kind kind, str id, str path, size_t index)
{
    const struct package_file *file = &import->loaded->files[index];
    struct store_change *change = list_add(import);
    change->operation = STORE_FILE_PUT;
    change->kind = kind;
    change->id = id;
    change->path = path;
    change->file = (struct store_file){path, file->content_type, file->bytes};
}

/* A package may hold pictures and papers that no element names; they stay with its first document.
 */
static void add_files_not_named(struct import *import)
{
    for (size_t i = 0; import->first_id.n && i < import->loaded->file_count; i++)
        if (!import->named[i])
            put_file(import, import->first_kind, import->first_id, import->loaded->files[i].path,
                     i);
}

static void add_file(struct owner *owner, str path)
{
    const uint64_t *index = path.n ? map_find(&owner->import->files, path) : NULL;
    bool added;
    if (!index || (map_put(&owner->seen, path, &added), !added))
        return;
    owner->import->named[*index - 1] = true;
    put_file(owner->import, owner->kind, owner->id, path, *index - 1);
}

/* Files and pictures stand at any depth; the tree's depth was limited when it was read. */
static void add_files(struct owner *owner, const struct node *node)
{
    const struct class_info *info = &class_infos[node->class];
    if (node->class == CLASS_FILE)
        add_file(owner, node_text(node, PROP_VALUE));
    else if (node->class == CLASS_RESOURCE)
        add_file(owner, node_text(node, PROP_PATH));
    for (uint8_t i = 0; i < info->slot_count; i++) {
        const struct value *value = node_slot(node, i);
        if (!value)
            continue;
        if (info->slots[i].kind == SLOT_NODE)
            add_files(owner, value->node);
        for (uint32_t k = 0; info->slots[i].kind == SLOT_LIST && k < value->n; k++)
            add_files(owner, value->items[k]);
    }
}

/* --- documents ----------------------------------------------------------------------------------
 */

/* Adds the change, its body still missing. */
static err_t add_document(struct import *import, enum document_kind kind, const struct node *node,
                          struct fail *why)
{
    str id = node_text(node, PROP_ID);
    if (id.n == 0 || id.n > STORE_ID_BYTES_MAX)
        return fail_set(why, ERR_INVALID, 0, node_text(node, PROP_ID_SHORT),
                        "the id must have 1 to %d bytes", STORE_ID_BYTES_MAX);
    if (import->first_id.n == 0) {
        import->first_kind = kind;
        import->first_id = id;
    }
    struct store_change *change = list_add(import);
    change->operation = STORE_PUT;
    change->kind = kind;
    change->id = id;
    return ERR_OK;
}

/* The bodies of documents, written side by side. */
struct body_writing {
    const struct node *const *nodes;
    struct store_change *changes; /* of the first node */
    struct arena arenas[PARALLEL_RANGES_MAX];
};

static void write_bodies(void *context, unsigned range, size_t first, size_t end)
{
    struct body_writing *writing = context;
    struct buf text = {0};
    for (size_t i = first; i < end; i++) {
        buf_reset(&text);
        node_write_json(writing->nodes[i], &text);
        writing->changes[i].body = arena_dup(&writing->arenas[range], buf_str(&text));
    }
    buf_release(&text);
}

static err_t add_documents(struct import *import, enum document_kind kind, struct nodes nodes,
                           struct fail *why)
{
    size_t before = import->list->count;
    for (size_t i = 0; i < nodes.count; i++) {
        err_t err = add_document(import, kind, nodes.items[i], why);
        if (err)
            return err;
    }
    struct body_writing writing = {.nodes = nodes.items, .changes = import->list->changes + before};
    unsigned ranges = parallel_ranges(nodes.count, PARALLEL_DOCUMENTS_MIN);
    if (nodes.count)
        parallel_run(ranges, nodes.count, write_bodies, &writing);
    for (unsigned i = 0; i < ranges; i++)
        arena_adopt(import->arena, &writing.arenas[i]);
    for (size_t i = 0; import->files.count && i < nodes.count; i++) {
        struct owner owner = {
            .import = import, .kind = kind, .id = node_text(nodes.items[i], PROP_ID)};
        add_files(&owner, nodes.items[i]);
        map_release(&owner.seen);
    }
    return ERR_OK;
}

static err_t add_root(struct import *import, const struct node *root, struct fail *why)
{
    struct nodes alone = {&root, 1};
    switch (root->class) {
    case CLASS_ASSET_ADMINISTRATION_SHELL:
        return add_documents(import, DOCUMENT_SHELL, alone, why);
    case CLASS_SUBMODEL:
        return add_documents(import, DOCUMENT_SUBMODEL, alone, why);
    case CLASS_CONCEPT_DESCRIPTION:
        return add_documents(import, DOCUMENT_CONCEPT_DESCRIPTION, alone, why);
    default:
        break;
    }
    err_t err = add_documents(import, DOCUMENT_SHELL,
                              node_list(root, PROP_ASSET_ADMINISTRATION_SHELLS), why);
    if (!err)
        err = add_documents(import, DOCUMENT_SUBMODEL, node_list(root, PROP_SUBMODELS), why);
    if (!err)
        err = add_documents(import, DOCUMENT_CONCEPT_DESCRIPTION,
                            node_list(root, PROP_CONCEPT_DESCRIPTIONS), why);
    return err;
}

err_t import_changes(const struct loaded *loaded, struct arena *arena, struct import_list *list,
                     struct fail *why)
{
    struct import import = {.loaded = loaded,
                            .arena = arena,
                            .list = list,
                            .named = ARENA_ARRAY(arena, bool, loaded->file_count)};
    bool added;
    for (size_t i = 0; i < loaded->file_count; i++)
        *map_put(&import.files, loaded->files[i].path, &added) = i + 1;
    err_t err = add_root(&import, loaded->root, why);
    if (!err)
        add_files_not_named(&import);
    map_release(&import.files);
    return err;
}
