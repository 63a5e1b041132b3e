/* SPDX-License-Identifier: Apache-2.0 */
/* package.c - AASX packages: what is read is written and read again as the same. The input is a
 * package, or the texts of one: relationships of package, origin and data, then the data, with NUL
 * between. */
#include "model/package.h"
#include "codec/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_and_write(str bytes)
{
    struct arena arena = {0};
    struct findings findings = {.arena = &arena, .tolerant = true};
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = true, .check = true};
    struct loaded loaded, again;
    if (package_read(bytes, &options, &arena, &findings, &loaded) == ERR_OK) {
        struct buf out = {0};
        err_t rc = package_write(loaded.root, loaded.version, LOAD_JSON, loaded.files,
                                 loaded.file_count, &out, NULL);
        if (rc == ERR_OK) {
            rc = package_read(buf_str(&out), &options, &arena, &findings, &again);
            if (rc != ERR_OK || !node_equal(loaded.root, again.root))
                abort();
        }
        buf_release(&out);
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"_rels/.rels", "aasx/_rels/aasx-origin.rels",
                                        "aasx/_rels/data.json.rels", "aasx/data.json"};
    str input = {(const char *)data, size};
    if (str_starts_with(input, STR("PK"))) {
        read_and_write(input);
        return 0;
    }
    struct buf out = {0};
    struct zip_writer *zip = zip_writer_new();
    zip_writer_add(zip, STR("[Content_Types].xml"),
                   STR("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/"
                       "content-types\"/>"));
    zip_writer_add(zip, STR("aasx/x.pdf"), STR("x"));
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        size_t end = str_find_char(input, 0), used = end < input.n ? end + 1 : end;
        zip_writer_add(zip, str_from(names[i]), str_of(input.p, end));
        input = str_of(input.p + used, input.n - used);
    }
    if (zip_writer_finish(zip, &out, NULL) == ERR_OK)
        read_and_write(buf_str(&out));
    buf_release(&out);
    return 0;
}
