/* SPDX-License-Identifier: Apache-2.0 */
/* mend_file.c - a whole file read, mended, written and checked anew. */
#include "model/check.h"
#include "model/mend_private.h"
#include "model/package.h"
#include "model/read.h"

/* What the reader overlooked is in the right form once the tree is written; a part that is missing
 * in a package is not there then, either. */
static void note_reading(struct mend_file *file, const struct findings *overlooked,
                         struct arena *arena)
{
    struct mended *out = &file->mended;
    for (size_t i = 0; i < overlooked->count; i++) {
        const struct finding *finding = &overlooked->items[i];
        enum fix fix = finding->rule == RULE_CONVERTED ? FIX_CONVERT : FIX_FORM;
        bool stays = finding->rule > RULE_CONVERTED /* what converting did */ ||
                     finding->rule == RULE_AASX_PART || finding->severity == SEVERITY_ERROR;
        if (stays || out->total++ >= MEND_CHANGES_MAX)
            continue;
        ARENA_GROW(arena, out->changes, out->count, out->room, 16);
        out->changes[out->count++] = (struct mend_change){.fix = fix,
                                                          .rule = finding->rule,
                                                          .path = finding->path,
                                                          .element = finding->element,
                                                          .argument = finding->argument[0]};
    }
}

void mend_file_read(str bytes, const struct load_options *options, fix_set fixes,
                    struct arena *arena, struct mend_file *ret_file)
{
    struct load_options strict = *options, tolerant = *options;
    struct loaded loaded;
    struct findings overlooked = {.arena = arena};
    *ret_file = (struct mend_file){.before = {.arena = arena}, .after = {.arena = arena}};
    strict.tolerant = false;
    strict.check = true;
    tolerant.tolerant = true;
    tolerant.check = false;
    err_t err = load_document(bytes, &strict, arena, &ret_file->before, &loaded);
    if (err == ERR_TOO_LARGE)
        return;
    if (err == ERR_OK && ret_file->before.count == 0) {
        ret_file->loaded = loaded;
        ret_file->readable = true;
    } else {
        err = load_document(bytes, &tolerant, arena, &overlooked, &ret_file->loaded);
        ret_file->readable = err == ERR_OK;
    }
    if (!ret_file->readable)
        return;
    mend_tree(ret_file->loaded.root, ret_file->loaded.version, fixes, arena, &ret_file->mended);
    note_reading(ret_file, &overlooked, arena);
}

/* A package tells the version of its XML, too. */
static enum metamodel write_version(const struct mend_file *file)
{
    const struct loaded *loaded = &file->loaded;
    bool told =
        loaded->format == LOAD_AASX && !loaded->converted && loaded->version < METAMODEL_3_2;
    return told ? loaded->version : load_write_version(loaded, file->mended.root);
}

static err_t write_as(const struct mend_file *file, enum load_format format, struct buf *out,
                      struct fail *why)
{
    const struct loaded *loaded = &file->loaded;
    enum metamodel version = write_version(file);
    if (format == LOAD_JSON)
        node_write_json(file->mended.root, out);
    else if (format == LOAD_XML)
        node_write_xml(file->mended.root, version, out);
    else
        return package_write(file->mended.root, version, LOAD_XML, loaded->files,
                             loaded->file_count, out, why);
    return ERR_OK;
}

err_t mend_file_write(struct mend_file *file, const struct load_options *options,
                      enum load_format format, struct arena *arena, struct buf *out,
                      struct fail *why)
{
    assert(file->readable);
    err_t err = write_as(file, format, out, why);
    if (err)
        return err;
    if (out->over)
        return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "the mended file is larger than %zu bytes",
                        out->bytes_max);
    struct load_options strict = *options;
    struct loaded loaded;
    strict.tolerant = false;
    strict.check = true;
    if (file->loaded.converted) { /* it has the version that it was converted to */
        strict.ask_file = true;
    } else if (format == LOAD_JSON) { /* which does not tell its version */
        strict.ask_file = false;
        strict.version = file->loaded.version;
    }
    err = load_document(buf_str(out), &strict, arena, &file->after, &loaded);
    assert(err == ERR_OK || file->after.error_count > 0);
    return ERR_OK;
}
