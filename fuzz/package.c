/* SPDX-License-Identifier: Apache-2.0 */
/* package.c - AASX packages: what is read is written and read again as the same. */
#include "model/package.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .tolerant = true};
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = true, .check = true};
    struct loaded loaded, again;
    str bytes = str_of((const char *)data, size);
    if (package_read(bytes, &options, &arena, &findings, &loaded) == ERR_OK) {
        struct buf out = {0};
        err_t rc = package_write(loaded.root, loaded.version, LOAD_JSON, loaded.files,
                                 loaded.file_count, &out, NULL);
        if (rc == ERR_OK) {
            rc = package_read(buf_str(&out), &options, &arena, &findings, &again);
            if (rc != ERR_OK || !node_equal(loaded.root, again.root))
                __builtin_trap();
        }
        buf_release(&out);
    }
    arena_release(&arena);
    return 0;
}
