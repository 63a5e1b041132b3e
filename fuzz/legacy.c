/* SPDX-License-Identifier: Apache-2.0 */
/* legacy.c - old documents: whatever is converted can be checked and written, and is read again. */
#include "model/legacy.h"
#include "model/check.h"
#include "model/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str text = str_of((const char *)data, size);
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .tolerant = true};
    const struct node *root = NULL, *again = NULL;
    struct json json;
    err_t rc;
    if (size && data[0] == '<') {
        rc = legacy_read_xml(text, &arena, &findings, &root);
    } else if ((rc = json_read(text, &json, NULL)) == ERR_OK) {
        rc = legacy_read_json(&json, &arena, &findings, &root);
        json_release(&json);
    }
    if (rc == ERR_OK) {
        struct buf out = {0};
        node_check(root, METAMODEL_3_1, (str){0}, &findings);
        node_write_json(root, &out);
        rc = node_read_json(buf_str(&out), CLASS_ENVIRONMENT, METAMODEL_3_1, &arena, &findings,
                            &again);
        if (rc != ERR_OK || !node_equal(root, again))
            __builtin_trap();
        buf_release(&out);
    }
    arena_release(&arena);
    return 0;
}
