/* SPDX-License-Identifier: Apache-2.0 */
/* mend.c - any bytes as a file: checked, mended, written; the mended file is readable, mending it
 * again changes nothing, and what is asked for alone is all that is done. */
#include "model/mend.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void mend_again(str text, const struct load_options *options, struct arena *arena)
{
    struct mend_file again;
    mend_file_read(text, options, FIX_ALL, arena, &again);
    if (!again.readable || again.mended.total)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = size & 1, .version = (enum metamodel)(size % 3)};
    struct mend_file file;
    struct fail why;
    struct buf out = {0};
    mend_file_read(str_of((const char *)data, size), &options, FIX_ALL, &arena, &file);
    if (file.readable &&
        mend_file_write(&file, &options, LOAD_JSON, &arena, &out, &why) == ERR_OK) {
        options.ask_file = false;
        options.version = file.loaded.version;
        mend_again(buf_str(&out), &options, &arena);
    }
    buf_release(&out);
    arena_release(&arena);
    return 0;
}
