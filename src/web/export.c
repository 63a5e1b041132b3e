/* SPDX-License-Identifier: Apache-2.0 */
/* export.c - collects documents and what they refer to, then joins their texts. */
#include "web/export.h"

#include "base/hash.h"
#include "base/map.h"
#include "model/read.h"
#include "web/reference.h"

/* Documents of one kind, each once. */
struct set {
    struct map by_id; /* to index + 1 */
    struct document **items;
    size_t count, room;
};

/* A file that goes by another path in the package, since its own is taken by different bytes. */
struct rename {
    const struct document *document;
    str from, to;
};

struct collector {
    struct store *store;
    const struct export_options *options;
    struct arena *arena;
    struct set sets[DOCUMENT_KIND_COUNT];
    struct rename *renames;
    size_t rename_count, rename_room;
    struct fail *why;
    err_t err;
};

static void set_add(struct collector *collector, struct document *document)
{
    struct set *set = &collector->sets[document->kind];
    bool added;
    uint64_t *index = map_put(&set->by_id, document->id, &added);
    if (!added) {
        document_unref(document);
        return;
    }
    ARENA_GROW(collector->arena, set->items, set->count, set->room, 256);
    set->items[set->count++] = document;
    *index = set->count;
}

/* Adds the document of that id, if there is one. */
static bool add_by_id(struct collector *collector, enum document_kind kind, str id)
{
    struct document *document;
    if (collector->err || map_find(&collector->sets[kind].by_id, id))
        return !collector->err;
    struct fail why;
    err_t err = store_get(collector->store, kind, id, &document, &why);
    if (err == ERR_OK)
        set_add(collector, document);
    else if (err != ERR_NOT_FOUND)
        collector->err = fail_set(collector->why, err, 0, id, "%s", why.text);
    return err == ERR_OK;
}

static void add_all(struct collector *collector, enum document_kind kind)
{
    struct store_query query = {.kind = kind, .limit = STORE_PAGE_ROWS_MAX};
    do {
        struct store_page page;
        collector->err =
            store_find(collector->store, collector->arena, &query, &page, collector->why);
        if (collector->err)
            return;
        for (size_t i = 0; i < page.count; i++)
            set_add(collector, page.documents[i]);
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

static void read_references(struct collector *collector, const struct document *document,
                            bool submodels)
{
    struct json json;
    if (collector->err)
        return;
    collector->err = json_read(document_body(document), &json, collector->why);
    if (collector->err)
        return;
    if (submodels)
        references_of_list(&json, json_member(&json, 0, STR("submodels")), collector->arena,
                           add_submodel, collector);
    else
        references_of_document(&json, collector->arena, add_concept, collector);
    json_release(&json);
}

static void add_named(struct collector *collector, enum document_kind kind, const str *ids,
                      size_t count)
{
    for (size_t i = 0; i < count && !collector->err; i++)
        if (!add_by_id(collector, kind, ids[i]) && !collector->err)
            collector->err =
                fail_set(collector->why, ERR_NOT_FOUND, 0, ids[i], "there is no %s of this id",
                         kind == DOCUMENT_SHELL ? "shell" : "submodel");
}

static void add_either(struct collector *collector, const str *ids, size_t count)
{
    for (size_t i = 0; i < count && !collector->err; i++) {
        bool shell = add_by_id(collector, DOCUMENT_SHELL, ids[i]);
        bool submodel = add_by_id(collector, DOCUMENT_SUBMODEL, ids[i]);
        if (!shell && !submodel && !collector->err)
            collector->err = fail_set(collector->why, ERR_NOT_FOUND, 0, ids[i],
                                      "there is no shell or submodel of this id");
    }
}

static void collect(struct collector *collector)
{
    const struct export_options *options = collector->options;
    if (options->everything) {
        for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT && !collector->err; kind++)
            if (kind != DOCUMENT_CONCEPT_DESCRIPTION || options->concept_descriptions)
                add_all(collector, (enum document_kind)kind);
        return;
    }
    add_named(collector, DOCUMENT_SHELL, options->shell_ids, options->shell_count);
    add_named(collector, DOCUMENT_SUBMODEL, options->submodel_ids, options->submodel_count);
    add_either(collector, options->ids, options->id_count);
    const struct set *shells = &collector->sets[DOCUMENT_SHELL];
    for (size_t i = 0; i < shells->count && !options->only_named_submodels; i++)
        read_references(collector, shells->items[i], true);
    if (!options->concept_descriptions)
        return;
    /* Concept descriptions may name more of their kind: the last set grows while it is walked. */
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++)
        for (size_t i = 0; i < collector->sets[kind].count && !collector->err; i++)
            read_references(collector, collector->sets[kind].items[i], false);
}

/* --- files --------------------------------------------------------------------------------------
 */

struct file_list {
    struct package_file *items;
    size_t count, room;
    struct map by_path;
};

/* A path of its own for a file of this document. */
static str free_path(struct collector *collector, const struct document *document, str path)
{
    char digits[SHA256_HEX_BYTES];
    str pieces[] = {document->id, path};
    struct sha256 digest = sha256_of(pieces, COUNT_OF(pieces));
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    sha256_hex(&digest, digits);
    return arena_printf(collector->arena, "%.*s%.8s_%.*s", (int)slash, path.p, digits,
                        (int)(path.n - slash), path.p + slash);
}

static void add_rename(struct collector *collector, const struct document *document, str from,
                       str to)
{
    ARENA_GROW(collector->arena, collector->renames, collector->rename_count,
               collector->rename_room, 8);
    collector->renames[collector->rename_count++] = (struct rename){document, from, to};
}

static void file_list_add(struct collector *collector, struct file_list *list,
                          const struct document *document, const struct store_file *file)
{
    str path = file->path;
    bool added;
    uint64_t *index = map_put(&list->by_path, path, &added);
    if (!added) {
        if (str_equal(list->items[*index - 1].bytes, file->bytes))
            return; /* the same file of a second document */
        path = free_path(collector, document, path);
        add_rename(collector, document, file->path, path);
        index = map_put(&list->by_path, path, &added);
    }
    ARENA_GROW(collector->arena, list->items, list->count, list->room, 32);
    list->items[list->count++] =
        (struct package_file){path, file->content_type, arena_dup(collector->arena, file->bytes)};
    *index = list->count;
}

static void add_files_of(struct collector *collector, const struct document *document,
                         struct file_list *list)
{
    struct store_file *files, file;
    size_t count;
    collector->err = store_list_files(collector->store, collector->arena, document->kind,
                                      document->id, &files, &count, collector->why);
    for (size_t i = 0; i < count && !collector->err; i++) {
        collector->err = store_get_file(collector->store, collector->arena, document->kind,
                                        document->id, files[i].path, &file, collector->why);
        if (collector->err)
            return;
        file.path = files[i].path;
        file_list_add(collector, list, document, &file);
        union {
            const char *p;
            void *owner;
        } bytes = {file.bytes.p}; /* malloc'd, see store_get_file */
        free(bytes.owner);
    }
}

static void collect_files(struct collector *collector, struct exported *exported)
{
    struct file_list list = {0};
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++)
        for (size_t i = 0; i < collector->sets[kind].count && !collector->err; i++)
            add_files_of(collector, collector->sets[kind].items[i], &list);
    map_release(&list.by_path);
    exported->files = list.items;
    exported->file_count = list.count;
}

/* --- text ---------------------------------------------------------------------------------------
 */

static int compare_numbers(const void *a, const void *b)
{
    const struct document *const *left = a, *const *right = b;
    return ((*left)->number > (*right)->number) - ((*left)->number < (*right)->number);
}

/* Replaces the path where a File or Resource names it. Stored text is canonical: compact, and each
 * text is escaped in one way only. */
static void replace_path(const struct rename *rename, const char *property, struct buf *text)
{
    struct buf from = {0}, to = {0}, out = {0};
    buf_printf(&from, "\"%s\":", property);
    buf_add(&to, buf_str(&from));
    json_write_string(&from, rename->from);
    json_write_string(&to, rename->to);
    str rest = buf_str(text), sought = buf_str(&from);
    for (size_t at; (at = str_find(rest, sought)) < rest.n;) {
        buf_add(&out, str_of(rest.p, at));
        buf_add(&out, buf_str(&to));
        rest = str_of(rest.p + at + sought.n, rest.n - at - sought.n);
    }
    buf_add(&out, rest);
    buf_release(&from);
    buf_release(&to);
    buf_release(text);
    *text = out;
}

static void write_document(const struct collector *collector, const struct document *document,
                           struct buf *out)
{
    struct buf text = {0};
    for (size_t i = 0; i < collector->rename_count; i++) {
        if (collector->renames[i].document != document)
            continue;
        if (text.n == 0)
            buf_add(&text, document_body(document));
        replace_path(&collector->renames[i], "value", &text);
        replace_path(&collector->renames[i], "path", &text);
    }
    buf_add(out, text.n ? buf_str(&text) : document_body(document));
    buf_release(&text);
}

static void write_text(struct collector *collector, struct buf *out)
{
    static const char *const names[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_SHELL] = "assetAdministrationShells",
        [DOCUMENT_SUBMODEL] = "submodels",
        [DOCUMENT_CONCEPT_DESCRIPTION] = "conceptDescriptions"};
    bool first = true;
    buf_add_char(out, '{');
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++) {
        struct set *set = &collector->sets[kind];
        if (set->count == 0)
            continue; /* the metamodel knows no empty lists */
        qsort(set->items, set->count, sizeof(struct document *), compare_numbers);
        buf_printf(out, "%s\"%s\":[", first ? "" : ",", names[kind]);
        for (size_t i = 0; i < set->count; i++) {
            if (i)
                buf_add_char(out, ',');
            write_document(collector, set->items[i], out);
        }
        buf_add_char(out, ']');
        first = false;
    }
    buf_add_char(out, '}');
    if (out->over)
        collector->err = fail_set(collector->why, ERR_TOO_LARGE, 0, (str){0},
                                  "the environment is larger than %zu bytes", out->bytes_max);
}

/* --- both ---------------------------------------------------------------------------------------
 */

static void release(struct collector *collector)
{
    for (int kind = DOCUMENT_SHELL; kind < DOCUMENT_KIND_COUNT; kind++) {
        for (size_t i = 0; i < collector->sets[kind].count; i++)
            document_unref(collector->sets[kind].items[i]);
        map_release(&collector->sets[kind].by_id);
    }
}

err_t export_json(struct store *store, const struct export_options *options, struct buf *out,
                  struct fail *why)
{
    struct arena arena = {0};
    struct collector collector = {.store = store, .options = options, .arena = &arena, .why = why};
    collect(&collector);
    if (!collector.err)
        write_text(&collector, out);
    release(&collector);
    arena_release(&arena);
    return collector.err;
}

err_t export_environment(struct store *store, const struct export_options *options,
                         struct arena *arena, struct exported *ret_exported, struct fail *why)
{
    struct collector collector = {.store = store, .options = options, .arena = arena, .why = why};
    struct exported exported = {0};
    struct buf text = {.bytes_max = JSON_BYTES_MAX};
    collect(&collector);
    if (!collector.err && options->files)
        collect_files(&collector, &exported);
    if (!collector.err)
        write_text(&collector, &text);
    release(&collector);
    if (!collector.err) {
        struct findings findings = {.arena = arena, .tolerant = true};
        str json = arena_dup(arena, buf_str(&text));
        buf_release(&text);
        collector.err = node_read_json(json, CLASS_ENVIRONMENT, METAMODEL_3_2, arena, &findings,
                                       &exported.environment);
        if (collector.err)
            return fail_set(why, ERR_CORRUPT, 0, (str){0}, "stored documents cannot be read");
    }
    buf_release(&text);
    if (!collector.err)
        *ret_exported = exported;
    return collector.err;
}
