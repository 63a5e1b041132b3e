/* SPDX-License-Identifier: Apache-2.0 */
/* example_load.c - the embedded files as if they came out of one package. */
#include "cmd/example_load.h"

#include "cmd/example.h"
#include "model/load.h"
#include "web/import.h"

static str content_type_of(str name)
{
    static const struct {
        str ending, type;
    } types[] = {
        {{".svg", 4}, {"image/svg+xml", 13}},
        {{".pdf", 4}, {"application/pdf", 15}},
        {{".png", 4}, {"image/png", 9}},
        {{".csv", 4}, {"text/csv", 8}},
    };
    for (size_t i = 0; i < COUNT_OF(types); i++)
        if (str_ends_with(name, types[i].ending))
            return types[i].type;
    return STR("application/octet-stream");
}

/* examples/factory/files/X is /aasx/files/X in the environment. */
static void add_files(struct arena *arena, struct loaded *loaded)
{
    size_t count = 0;
    while (example_files[count].name)
        count++;
    loaded->files = ARENA_ARRAY(arena, struct package_file, count);
    for (size_t i = 0; i < count; i++) {
        const struct embedded_file *file = &example_files[i];
        str name = str_from(file->name);
        if (!str_starts_with(name, STR("files/")))
            continue;
        loaded->files[loaded->file_count++] = (struct package_file){
            .path = arena_printf(arena, "/aasx/%s", file->name),
            .content_type = content_type_of(name),
            .bytes = str_of(file->begin, (size_t)(file->end - file->begin)),
        };
    }
}

static const struct embedded_file *file_find(const char *name)
{
    for (const struct embedded_file *file = example_files; file->name; file++)
        if (strcmp(file->name, name) == 0)
            return file;
    return NULL;
}

static err_t load(struct store *store, struct arena *arena, struct fail *why)
{
    const struct embedded_file *file = file_find("factory.json");
    assert(file);
    struct load_options options = {.class = CLASS_ENVIRONMENT, .ask_file = true, .check = true};
    struct findings findings = {.arena = arena};
    struct loaded loaded;
    struct import_list list = {0};
    str text = str_of(file->begin, (size_t)(file->end - file->begin));
    err_t rc = load_document(text, &options, arena, &findings, &loaded);
    if (rc != ERR_OK || findings.error_count)
        return fail_set(why, ERR_INVALID, 0, STR("factory.json"), "the example has findings");
    add_files(arena, &loaded);
    rc = import_changes(&loaded, arena, &list, why);
    if (rc != ERR_OK)
        return rc;
    struct store_batch batch = {
        .changes = list.changes, .count = list.count, .actor = STR("example")};
    return store_commit(store, &batch, why);
}

err_t example_load(struct store *store, struct fail *why)
{
    if (store_count(store, DOCUMENT_SHELL) || store_count(store, DOCUMENT_SUBMODEL))
        return ERR_OK;
    struct arena arena = {0};
    err_t rc = load(store, &arena, why);
    arena_release(&arena);
    return rc;
}
