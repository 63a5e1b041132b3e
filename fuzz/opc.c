/* SPDX-License-Identifier: Apache-2.0 */
/* opc.c - packages: parts are there, targets stay inside; what is written is read again. The input
 * is a package, or the texts of one: content types, relationships and a reference, with NUL
 * between. */
#include "codec/opc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void walk(str bytes)
{
    struct arena arena = {0};
    struct opc_package *package;
    struct opc_relationship *items;
    const str *names;
    size_t count;
    if (opc_open(bytes, &arena, &package, NULL) == ERR_OK) {
        size_t parts = opc_parts(package, &names);
        for (size_t i = 0; i <= parts; i++) {
            str part = i < parts ? names[i] : STR("/");
            check(i == parts || opc_has_part(package, part));
            (void)opc_content_type(package, part);
            if (opc_relationships(package, part, &items, &count, NULL) != ERR_OK)
                continue;
            for (size_t k = 0; k < count; k++)
                check(items[k].external || (items[k].target.n > 1 && items[k].target.p[0] == '/'));
        }
        opc_close(package);
    }
    arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    str input = {(const char *)data, size}, pieces[3];
    for (size_t i = 0; i < COUNT_OF(pieces); i++) {
        pieces[i] = str_of(input.p, str_find_char(input, 0));
        size_t used = pieces[i].n < input.n ? pieces[i].n + 1 : pieces[i].n;
        input = str_of(input.p + used, input.n - used);
    }
    walk((str){(const char *)data, size});

    struct buf out = {0};
    struct zip_writer *zip = zip_writer_new();
    zip_writer_add(zip, STR("[Content_Types].xml"), pieces[0]);
    zip_writer_add(zip, STR("_rels/.rels"), pieces[1]);
    zip_writer_add(zip, STR("a"), pieces[2]);
    check(zip_writer_finish(zip, &out, NULL) == ERR_OK);
    walk(buf_str(&out));
    buf_reset(&out);

    struct arena arena = {0};
    str part = {0};
    if (opc_resolve(&arena, STR("/a/b"), pieces[2], &part)) {
        check(part.n > 1 && part.p[0] == '/');
        struct opc_writer *writer = opc_writer_new();
        opc_writer_part(writer, part, STR("text/plain"), pieces[2]);
        opc_writer_relationship(writer, (str){0}, STR("urn:t"), part);
        if (opc_writer_finish(writer, &out, NULL) == ERR_OK)
            walk(buf_str(&out));
    }
    arena_release(&arena);
    buf_release(&out);
    return 0;
}
