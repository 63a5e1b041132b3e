/* SPDX-License-Identifier: Apache-2.0 */
/* node_json.c - any bytes as an environment: read, check, write, read again; the two must be equal,
 * and XML must carry it too. */
#include "model/check.h"
#include "model/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .tolerant = size & 1};
    const struct node *node, *again;
    str text = str_of((const char *)data, size);
    if (node_read_json(text, CLASS_ENVIRONMENT, METAMODEL_3_2, &arena, &findings, &node) ==
        ERR_OK) {
        struct buf out = {0};
        struct findings second = {.arena = &arena};
        node_check(node, METAMODEL_3_2, text, &findings);
        node_write_json(node, &out);
        err_t rc = node_read_json(buf_str(&out), CLASS_ENVIRONMENT, METAMODEL_3_2, &arena, &second,
                                  &again);
        if (rc != ERR_OK || second.error_count || !node_equal(node, again))
            abort();
        buf_reset(&out);
        node_write_xml(node, METAMODEL_3_2, &out);
        buf_release(&out);
    }
    arena_release(&arena);
    return 0;
}
