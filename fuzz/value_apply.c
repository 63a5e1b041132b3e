/* SPDX-License-Identifier: Apache-2.0 */
/* value_apply.c - an element and, behind a line break, a value: what comes out of applying one to
 * the other reads again; a patch with itself changes nothing; metadata and paths are JSON. */
#include "model/value_apply.h"
#include "model/check.h"
#include "model/metadata.h"
#include "model/patch.h"
#include "model/paths.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_forms(str text)
{
    struct buf metadata = {0}, paths = {0};
    struct paths_page page = {.limit = 1000};
    struct json json;
    struct fail why;
    check(metadata_write(text, &metadata, &why) == ERR_OK);
    check(json_read(buf_str(&metadata), &json, &why) == ERR_OK);
    json_release(&json);
    buf_add_char(&paths, '[');
    check(paths_write(text, STR("a"), false, &page, &paths, &why) == ERR_OK);
    buf_add_char(&paths, ']');
    check(json_read(buf_str(&paths), &json, &why) == ERR_OK);
    check(json_count(&json, 0) >= 1);
    json_release(&json);
    buf_release(&metadata);
    buf_release(&paths);
}

static void check_node(const struct node *node, struct arena *arena)
{
    struct buf text = {0};
    struct findings findings = {.arena = arena};
    const struct node *again;
    node_check(node, METAMODEL_3_2, CHECK_NO_TEXT, &findings);
    node_write_json(node, &text);
    check(node_class_of_text(buf_str(&text)) == (enum class_id)node->class);
    findings = (struct findings){.arena = arena};
    check(node_read_json(buf_str(&text), CLASS_SUBMODEL_ELEMENT, METAMODEL_3_2, arena, &findings,
                         &again) == ERR_OK);
    check(node_equal(node, again));
    check_forms(buf_str(&text));
    buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .tolerant = size & 1};
    const struct node *element, *next;
    struct json json;
    struct fail why;
    str text = str_of((const char *)data, size);
    size_t line = str_find_char(text, '\n');
    str value = line < size ? str_of(text.p + line + 1, size - line - 1) : (str){0};
    if (node_read_json(str_of(text.p, line), CLASS_SUBMODEL_ELEMENT, METAMODEL_3_2, &arena,
                       &findings, &element) == ERR_OK) {
        check_node(element, &arena);
        err_t err = node_patch(element, element, &arena, &next, &why);
        check(err == ERR_NOT_FOUND ||
              (err == ERR_OK && node_element_depth(next) == node_element_depth(element)));
        if (json_read(value, &json, &why) == ERR_OK) {
            if (value_apply(element, &json, 0, &arena, &findings, &next, &why) == ERR_OK)
                check_node(next, &arena);
            json_release(&json);
        }
    }
    arena_release(&arena);
    return 0;
}
