/* SPDX-License-Identifier: Apache-2.0 */
/* paths.c - one walk over the JSON tape. */
#include "model/paths.h"

#include "codec/json.h"
#include "model/view.h"

struct walk {
    const struct json *json;
    bool core;
    struct paths_page *page;
    uint64_t index; /* of the path that comes next */
    struct buf path;
    struct buf *out;
    size_t begin; /* of our part of `out` */
    struct arena arena;
};

static str text_of(struct walk *walk, uint32_t token, const char *name)
{
    return json_member_text(walk->json, token, str_from(name), &walk->arena);
}

static void add_path(struct walk *walk)
{
    struct paths_page *page = walk->page;
    uint64_t index = walk->index++;
    if (index < page->after)
        return;
    if (index - page->after >= page->limit) {
        page->next = page->after + page->limit;
        return;
    }
    if (walk->out->n > walk->begin)
        buf_add_char(walk->out, ',');
    json_write_string(walk->out, buf_str(&walk->path));
    page->count++;
}

/* As deep as the tape at most: JSON_DEPTH_MAX. */
static void add_children(struct walk *walk, uint32_t token, unsigned depth)
{
    const struct json *json = walk->json;
    str model_type = text_of(walk, token, "modelType"), property = view_children_of(model_type);
    uint32_t list = property.n ? json_member(json, token, property) : 0;
    uint32_t end = list && json_type(json, list) == JSON_ARRAY ? json_next(json, list) : 0;
    bool indexed = str_equal(model_type, STR("SubmodelElementList"));
    size_t length = walk->path.n, index = 0;
    if (walk->core && depth > 0)
        return;
    for (uint32_t child = list + 1; child < end && !walk->page->next;
         child = json_next(json, child), index++) {
        str id_short = text_of(walk, child, "idShort");
        if (!indexed && !id_short.n)
            continue;
        if (indexed) {
            buf_printf(&walk->path, "[%zu]", index);
        } else {
            if (length)
                buf_add_char(&walk->path, '.');
            buf_add(&walk->path, id_short);
        }
        add_path(walk);
        add_children(walk, child, depth + 1);
        walk->path.n = length;
    }
}

err_t paths_write(str text, str path, bool core, struct paths_page *page, struct buf *out,
                  struct fail *why)
{
    struct json json;
    err_t err = json_read(text, &json, why);
    if (err)
        return err;
    struct walk walk = {.json = &json, .core = core, .page = page, .out = out, .begin = out->n};
    page->next = 0;
    page->count = 0;
    if (path.n) {
        buf_add(&walk.path, path);
        add_path(&walk);
    }
    add_children(&walk, 0, 0);
    buf_release(&walk.path);
    arena_release(&walk.arena);
    json_release(&json);
    return ERR_OK;
}
