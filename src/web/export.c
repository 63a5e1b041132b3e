/* SPDX-License-Identifier: Apache-2.0 */
/* export.c - collects documents and what they refer to, then joins their texts. */
#include "web/export.h"

#include "base/map.h"
#include "model/read.h"
#include "web/reference.h"

/* Documents of one kind, each once. */
struct set {
    struct map by_id; /* to index + 1 */
    struct document **items;
    size_t count, room;
};

struct export
{
    struct store *store;
    const struct export_options *options;
    struct arena *arena;
    struct set sets[DOCUMENT_KIND_COUNT];
    struct fail *why;
    err_t err;
};

static void set_add(struct export *export, struct document *document)
{
    struct set *set = &export->sets[document->kind];
    bool added;
    uint64_t *index = map_put(&set->by_id, document->id, &added);
    if (!added) {
        document_unref(document);
        return;
    }
    if (set->count == set->room) {
        size_t room = set->room ? set->room * 2 : 256;
        struct document **grown = ARENA_ARRAY(export->arena, struct document *, room);
        if (set->count)
            memcpy(grown, set->items, set->count * sizeof(struct document *));
        set->items = grown;
        set->room = room;
    }
    set->items[set->count++] = document;
    *index = set->count;
}

/* Adds the document of that id, if there is one. */
static bool add_by_id(struct export *export, enum document_kind kind, str id)
{
    struct document *document;
    if (export->err || map_find(&export->sets[kind].by_id, id))
        return !export->err;
    struct fail why;
    err_t err = store_get(export->store, kind, id, &document, &why);
    if (err == ERR_OK)
        set_add(export, document);
    else if (err != ERR_NOT_FOUND)
        export->err = fail_set(export->why, err, 0, id, "%s", why.text);
    return err == ERR_OK;
}

static void add_all(struct export *export, enum document_kind kind)
{
    struct store_query query = {.kind = kind, .limit = STORE_PAGE_ROWS_MAX};
    do {
        struct store_page page;
        export->err = store_find(export->store, export->arena, &query, &page, export->why);
        if (export->err)
            return;
        for (size_t i = 0; i < page.count; i++)
            set_add(export, page.documents[i]);
        query.after = page.next; /* the page's counts are the set's now */
    } while (query.after);
}

static void add_submodel(void *context, str id)
{
    add_by_id(context, DOCUMENT_SUBMODEL, id);
}

static void add_concept(void *context, str id)
{
    if (id.n <= STORE_ID_BYTES_MAX)
        add_by_id(context, DOCUMENT_CONCEPT_DESCRIPTION, id);
}

static void read_references(struct export *export, const struct document *document, bool submodels)
{
    struct json json;
    if (export->err)
        return;
    export->err = json_read(document->body, &json, export->why);
    if (export->err)
        return;
    if (submodels)
        references_of_list(&json, json_member(&json, 0, STR("submodels")), export->arena,
                           add_submodel, export);
    else
        references_of_document(&json, export->arena, add_concept, export);
    json_release(&json);
}

static void add_named(struct export *export, enum document_kind kind, const str *ids, size_t count)
{
    for (size_t i = 0; i < count && !export->err; i++)
        if (!add_by_id(export, kind, ids[i]) && !export->err)
            export->err =
                fail_set(export->why, ERR_NOT_FOUND, 0, ids[i], "there is no %s of this id",
                         kind == DOCUMENT_SHELL ? "shell" : "submodel");
}

static void collect(struct export *export)
{
    const struct export_options *options = export->options;
    if (options->everything) {
        for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT && !export->err; kind++)
            if (kind != DOCUMENT_CONCEPT_DESCRIPTION || options->concept_descriptions)
                add_all(export, (enum document_kind)kind);
        return;
    }
    add_named(export, DOCUMENT_SHELL, options->shell_ids, options->shell_count);
    add_named(export, DOCUMENT_SUBMODEL, options->submodel_ids, options->submodel_count);
    const struct set *shells = &export->sets[DOCUMENT_SHELL];
    for (size_t i = 0; i < shells->count && !options->only_named_submodels; i++)
        read_references(export, shells->items[i], true);
    if (!options->concept_descriptions)
        return;
    /* Concept descriptions may name more of their kind: the last set grows while it is walked. */
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++)
        for (size_t i = 0; i < export->sets[kind].count && !export->err; i++)
            read_references(export, export->sets[kind].items[i], false);
}

static int compare_numbers(const void *a, const void *b)
{
    const struct document *const *left = a, *const *right = b;
    return ((*left)->number > (*right)->number) - ((*left)->number < (*right)->number);
}

static void write_text(struct export *export, struct buf *out)
{
    static const char *const names[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL] = "assetAdministrationShells",
        [DOCUMENT_SUBMODEL] = "submodels",
        [DOCUMENT_CONCEPT_DESCRIPTION] = "conceptDescriptions"};
    bool first = true;
    buf_add_char(out, '{');
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++) {
        struct set *set = &export->sets[kind];
        if (set->count == 0)
            continue; /* the metamodel knows no empty lists */
        qsort(set->items, set->count, sizeof(struct document *), compare_numbers);
        buf_printf(out, "%s\"%s\":[", first ? "" : ",", names[kind]);
        for (size_t i = 0; i < set->count; i++) {
            if (i)
                buf_add_char(out, ',');
            buf_add(out, set->items[i]->body);
        }
        buf_add_char(out, ']');
        first = false;
    }
    buf_add_char(out, '}');
    if (out->over)
        export->err = fail_set(export->why, ERR_TOO_LARGE, 0, (str){0},
                               "the environment is larger than %zu bytes", out->bytes_max);
}

/* --- files --------------------------------------------------------------------------------------
 */

struct file_list {
    struct package_file *items;
    size_t count, room;
    struct map by_path;
};

static void file_list_add(struct export *export, struct file_list *list,
                          const struct store_file *file)
{
    bool added;
    map_put(&list->by_path, file->path, &added);
    if (!added)
        return; /* the same file of a second document; a package has one part of a name */
    if (list->count == list->room) {
        list->room = list->room ? list->room * 2 : 32;
        struct package_file *grown = ARENA_ARRAY(export->arena, struct package_file, list->room);
        if (list->count)
            memcpy(grown, list->items, list->count * sizeof *grown);
        list->items = grown;
    }
    list->items[list->count++] = (struct package_file){file->path, file->content_type,
                                                       arena_dup(export->arena, file->bytes)};
}

static void add_files_of(struct export *export, const struct document *document,
                         struct file_list *list)
{
    struct store_file *files, file;
    size_t count;
    export->err = store_list_files(export->store, export->arena, document->kind, document->id,
                                   &files, &count, export->why);
    for (size_t i = 0; i < count && !export->err; i++) {
        export->err = store_get_file(export->store, export->arena, document->kind, document->id,
                                     files[i].path, &file, export->why);
        if (export->err)
            return;
        file.path = files[i].path;
        file_list_add(export, list, &file);
        union {
            const char *p;
            void *owner;
        } bytes = {file.bytes.p}; /* malloc'd, see store_get_file */
        free(bytes.owner);
    }
}

static void collect_files(struct export *export, struct exported *exported)
{
    struct file_list list = {0};
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++)
        for (size_t i = 0; i < export->sets[kind].count && !export->err; i++)
            add_files_of(export, export->sets[kind].items[i], &list);
    map_release(&list.by_path);
    exported->files = list.items;
    exported->file_count = list.count;
}

/* --- both ---------------------------------------------------------------------------------------
 */

static void release(struct export *export)
{
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++) {
        for (size_t i = 0; i < export->sets[kind].count; i++)
            document_unref(export->sets[kind].items[i]);
        map_release(&export->sets[kind].by_id);
    }
}

err_t export_json(struct store *store, const struct export_options *options, struct buf *out,
                  struct fail *why)
{
    struct arena arena = {0};
    struct export export = {.store = store, .options = options, .arena = &arena, .why = why};
    collect(&export);
    if (!export.err)
        write_text(&export, out);
    release(&export);
    arena_release(&arena);
    return export.err;
}

err_t export_environment(struct store *store, const struct export_options *options,
                         struct arena *arena, struct exported *ret_exported, struct fail *why)
{
    struct export export = {.store = store, .options = options, .arena = arena, .why = why};
    struct exported exported = {0};
    struct buf text = {.bytes_max = JSON_BYTES_MAX};
    collect(&export);
    if (!export.err)
        write_text(&export, &text);
    if (!export.err && options->files)
        collect_files(&export, &exported);
    release(&export);
    if (!export.err) {
        struct findings findings = {.arena = arena, .tolerant = true};
        str json = arena_dup(arena, buf_str(&text));
        buf_release(&text);
        export.err = node_read_json(json, CLASS_ENVIRONMENT, METAMODEL_3_2, arena, &findings,
                                    &exported.environment);
        if (export.err)
            return fail_set(why, ERR_CORRUPT, 0, (str){0}, "stored documents cannot be read");
    }
    buf_release(&text);
    if (!export.err)
        *ret_exported = exported;
    return export.err;
}
