/* SPDX-License-Identifier: Apache-2.0 */
/* node_xml.c - any bytes as AAS XML: read, check, write, read again; the two must be equal. */
#include "model/check.h"
#include "model/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .tolerant = size & 1};
    const struct node *node, *again;
    enum metamodel version;
    str text = str_of((const char *)data, size);
    if (node_read_xml(text, CLASS_ENVIRONMENT, true, &version, &arena, &findings, &node) ==
        ERR_OK) {
        struct buf out = {0};
        struct findings second = {.arena = &arena};
        node_check(node, version, (str){0}, &findings);
        node_write_xml(node, METAMODEL_3_2, &out);
        version = METAMODEL_3_2;
        err_t rc = node_read_xml(buf_str(&out), CLASS_ENVIRONMENT, false, &version, &arena, &second,
                                 &again);
        if (rc != ERR_OK || second.error_count || !node_equal(node, again))
            abort();
        buf_release(&out);
    }
    arena_release(&arena);
    return 0;
}
