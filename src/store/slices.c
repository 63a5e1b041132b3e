/* SPDX-License-Identifier: Apache-2.0 */
/* slices.c - one walk over the JSON tape. */
#include "store/slices.h"

#include "base/ascii.h"
#include "base/map.h"
#include "store/children.h"

struct slice_names {
    struct map by_path; /* path -> index into places */
    struct arena arena; /* the paths */
};

struct slices {
    struct slice_names *names;
    size_t count;
    struct slice places[];
};

struct walk {
    const struct json *json;
    struct slice_names *names;
    struct buf path;
    struct buf slices; /* a struct slices in the making */
    size_t count;
};

static void add_children(struct walk *walk, uint32_t token, uint32_t depth);

static void add_element(struct walk *walk, uint32_t token, uint32_t depth)
{
    struct map *by_path = &walk->names->by_path;
    if (map_find(by_path, buf_str(&walk->path)))
        return;
    bool added;
    *map_put(by_path, arena_dup(&walk->names->arena, buf_str(&walk->path)), &added) = walk->count++;
    str text = json_slice(walk->json, token);
    struct slice slice = {(uint32_t)(text.p - walk->json->text.p), (uint32_t)text.n};
    buf_add(&walk->slices, str_of((const char *)&slice, sizeof slice));
    add_children(walk, token, depth + 1);
}

static void add_children(struct walk *walk, uint32_t token, uint32_t depth)
{
    const struct container_class *container = container_class_of(walk->json, token);
    uint32_t array = container ? container_children(walk->json, token, container) : 0;
    if (!array || depth > JSON_DEPTH_MAX)
        return;
    size_t prefix = walk->path.n;
    size_t index = 0;
    struct arena *arena = &walk->names->arena;
    for (uint32_t child = array + 1; child < json_next(walk->json, array);
         child = json_next(walk->json, child), index++) {
        walk->path.n = prefix;
        if (container->indexed) {
            buf_printf(&walk->path, "[%zu]", index);
        } else {
            uint32_t id_short = json_member(walk->json, child, STR("idShort"));
            if (!id_short || json_type(walk->json, id_short) != JSON_STRING)
                continue;
            if (prefix)
                buf_add_char(&walk->path, '.');
            buf_add(&walk->path, json_string(walk->json, id_short, arena));
        }
        add_element(walk, child, depth);
    }
    walk->path.n = prefix;
}

err_t slices_new(str body, struct slices **ret_slices, struct fail *why)
{
    struct json json;
    err_t rc = json_read(body, &json, why);
    if (rc != ERR_OK)
        return rc;
    struct arena arena = {0};
    struct walk walk = {.json = &json, .names = ARENA_NEW(&arena, struct slice_names)};
    walk.names->arena = arena;
    struct slices head = {.names = walk.names};
    buf_add(&walk.slices, str_of((const char *)&head, sizeof head));
    const struct container_class *container = container_class_of(&json, 0);
    if (container && str_equal(container->model_type, STR("Submodel")))
        add_children(&walk, 0, 0);
    size_t bytes;
    *ret_slices = (struct slices *)(void *)buf_take(&walk.slices, &bytes);
    (*ret_slices)->count = walk.count;
    buf_release(&walk.path);
    json_release(&json);
    return ERR_OK;
}

static size_t slices_own_bytes(const struct slices *slices)
{
    return sizeof *slices + slices->count * sizeof(struct slice);
}

void slices_free(struct slices *slices)
{
    if (!slices)
        return;
    struct arena arena = slices->names->arena; /* it holds the names themselves */
    map_release(&slices->names->by_path);
    arena_release(&arena);
    free(slices);
}

size_t slices_bytes(const struct slices *slices)
{
    return slices_own_bytes(slices) + slices->names->by_path.room * sizeof(struct map_entry) +
           slices->names->arena.bytes_total;
}

static bool is_id_short_char(char c)
{
    return ascii_is_alnum(c) || c == '_' || c == '-';
}

/* Offset of the first byte at which `path` breaks the grammar idShort {"." idShort | "[" index
 * "]"}, or path.n + 1 when it holds. */
static size_t wrong_at(str path)
{
    size_t at = 0;
    bool name = true; /* an idShort must follow */
    while (name || at < path.n) {
        size_t start = at;
        if (name) {
            while (at < path.n && is_id_short_char(path.p[at]))
                at++;
        } else if (path.p[at] == '[') {
            at++;
            while (at < path.n && ascii_is_digit(path.p[at]))
                at++;
            if (at == start + 1 || at >= path.n || path.p[at] != ']')
                return at;
            at++;
        }
        if (at == start)
            return at;
        name = at < path.n && path.p[at] == '.';
        at += name;
    }
    return path.n + 1;
}

err_t slices_find(const struct slices *slices, str path, struct slice *ret_slice, struct fail *why)
{
    uint64_t *index = map_find(&slices->names->by_path, path);
    if (index) {
        *ret_slice = slices->places[*index];
        return ERR_OK;
    }
    size_t wrong = wrong_at(path);
    if (wrong <= path.n)
        return fail_set(why, ERR_SYNTAX, wrong, path,
                        "not an idShortPath: byte %zu of \"%.*s\" cannot stand there", wrong,
                        STR_ARG(path));
    str known = path;
    do {
        while (known.n && known.p[known.n - 1] != '.' && known.p[known.n - 1] != '[')
            known.n--;
        known.n -= known.n > 0;
    } while (known.n && !map_find(&slices->names->by_path, known));
    return fail_set(why, ERR_NOT_FOUND, 0, known, "no element at idShortPath %.*s", STR_ARG(path));
}
