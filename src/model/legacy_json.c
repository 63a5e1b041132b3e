/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_json.c - an old JSON document as a tree of items. */
#include "model/legacy_tree.h"

/* Tokens come in the order of the text, so the line is counted on from the last one. */
struct lines {
    str text;
    size_t at;
    uint32_t line;
};

static uint32_t line_at(struct lines *lines, size_t at)
{
    for (; lines->at < at; lines->at++)
        lines->line += lines->text.p[lines->at] == '\n';
    return lines->line;
}

static void add_value(const struct json *json, uint32_t token, struct legacy_item *item,
                      struct arena *arena, struct lines *lines)
{
    enum json_type type = json_type(json, token);
    uint32_t end = json_next(json, token);
    if (type == JSON_STRING) {
        item->text = json_string(json, token, arena);
    } else if (type == JSON_ARRAY || type == JSON_OBJECT) {
        item->list = type == JSON_ARRAY;
        for (uint32_t at = token + 1; at < end; at = json_next(json, at)) {
            str name = {0};
            if (type == JSON_OBJECT) {
                name = json_string(json, at, arena);
                at++;
            }
            if (json_type(json, at) == JSON_NULL)
                continue;
            uint32_t line = line_at(lines, json->tokens[at].at);
            add_value(json, at, legacy_item_new(arena, item, name, line), arena, lines);
        }
    } else if (type != JSON_NULL) {
        item->text = json_slice(json, token);
    }
}

struct legacy_item *legacy_tree_from_json(const struct json *json, struct arena *arena)
{
    struct lines lines = {.text = json->text, .line = 1};
    struct legacy_item *root = legacy_item_new(arena, NULL, (str){0}, 1);
    add_value(json, 0, root, arena, &lines);
    return root;
}
