/* SPDX-License-Identifier: Apache-2.0 */
/* example_load.c - the embedded files as if they came out of one package. */
#include "cmd/example_load.h"

#include "cmd/example.h"
#include "model/load.h"
#include "plan/security/advisory/advisory_import.h"
#include "web/import.h"

#define ACTOR "example"

static str content_type_of(str name)
{
    static const struct {
        str ending, type;
    } types[] = {
        {{".svg", 4}, {"image/svg+xml", 13}},     {{".pdf", 4}, {"application/pdf", 15}},
        {{".png", 4}, {"image/png", 9}},          {{".csv", 4}, {"text/csv", 8}},
        {{".json", 5}, {"application/json", 16}},
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

static err_t load_environment(struct store *store, struct arena *arena, struct fail *why)
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
    struct store_batch batch = {.changes = list.changes, .count = list.count, .actor = STR(ACTOR)};
    return store_commit(store, &batch, why);
}

/* The documents below advisories/, by name: an older version comes before the one after it. */
static err_t load_advisories(struct store *store, struct arena *arena, struct fail *why)
{
    struct advisory_import import = {.store = store, .actor = STR(ACTOR)};
    struct findings findings = {.arena = arena};
    err_t rc = ERR_OK;
    for (const struct embedded_file *file = example_files; rc == ERR_OK && file->name; file++)
        if (str_starts_with(str_from(file->name), STR("advisories/")))
            rc = advisory_import_take(
                &import, str_of(file->begin, (size_t)(file->end - file->begin)), &findings, why);
    if (rc == ERR_OK && findings.error_count)
        rc = fail_set(why, ERR_INVALID, 0, STR("advisories"), "the example has findings");
    if (rc == ERR_OK)
        rc = advisory_import_flush(&import, why);
    advisory_import_release(&import);
    return rc;
}

err_t example_load(struct store *store, struct fail *why)
{
    if (store_count(store, DOCUMENT_SHELL) || store_count(store, DOCUMENT_SUBMODEL))
        return ERR_OK;
    struct arena arena = {0};
    err_t rc = load_advisories(store, &arena, why);
    if (rc == ERR_OK)
        rc = load_environment(store, &arena, why);
    arena_release(&arena);
    return rc;
}
