/* SPDX-License-Identifier: Apache-2.0 */
/* zip.c - reading ZIP archives: names are safe, entries have the size they declare. */
#include "codec/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { UNPACK_BYTES_MAX = 1 << 20 };

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct zip_reader *reader;
    struct fail why = {0};
    err_t rc = zip_reader_open((str){(const char *)data, size}, &arena, &reader, &why);
    check(rc == ERR_OK || why.text[0]);
    for (size_t i = 0; rc == ERR_OK && i < zip_reader_count(reader); i++) {
        const struct zip_entry *entry = zip_reader_entry(reader, i);
        str bytes;
        check(entry->name.n && entry->name.p[0] != '/' && !strstr(entry->name.p, "/../"));
        check(zip_reader_find(reader, entry->name) == i);
        if (zip_reader_read(reader, i, UNPACK_BYTES_MAX, &bytes, &why) != ERR_OK)
            continue;
        check(bytes.n == entry->bytes && bytes.n <= UNPACK_BYTES_MAX);
        free((char *)(uintptr_t)bytes.p);
    }
    if (rc == ERR_OK)
        zip_reader_close(reader);
    arena_release(&arena);
    return 0;
}
