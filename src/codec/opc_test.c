/* SPDX-License-Identifier: Apache-2.0 */
/* opc_test.c - references, packages written and read, packages as other tools write them. */
#include "codec/opc.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#define ORIGIN "http://admin-shell.io/aasx/relationships/aasx-origin"

static void references_are_resolved(void **state)
{
    (void)state;
    static const struct {
        str base, reference;
        const char *expected; /* NULL: refused */
    } rows[] = {
        {STR("/"), STR("/aasx/origin"), "/aasx/origin"},
        {STR("/"), STR("aasx/origin"), "/aasx/origin"},
        {STR("/aasx/origin"), STR("data.xml"), "/aasx/data.xml"},
        {STR("/aasx/origin"), STR("./xml/data.xml"), "/aasx/xml/data.xml"},
        {STR("/aasx/origin"), STR("../data.xml"), "/data.xml"},
        {STR("/aasx/origin"), STR("/a/b/../c"), "/a/c"},
        {STR("/aasx/origin"), STR("../../data.xml"), NULL},
        {STR("/aasx/origin"), STR("/../data.xml"), NULL},
        {STR("/aasx/origin"), STR("http://example.com/a"), NULL},
        {STR("/aasx/origin"), STR("file:///a"), NULL},
        {STR("/aasx/origin"), STR("//host/a"), NULL},
        {STR("/aasx/origin"), STR(""), NULL},
        {STR("/aasx/origin"), STR("#here"), NULL},
        {STR("/aasx/origin"), STR(".."), NULL},
        {STR("/aasx/origin"), STR("folder/"), NULL},
        {STR("/aasx/origin"), STR("a%20b.pdf#page=2"), "/aasx/a b.pdf"},
        {STR("/aasx/origin"), STR("%C3%BC.pdf"), "/aasx/\xC3\xBC.pdf"},
        {STR("/aasx/origin"), STR("%2E%2E/%2E%2E/a"), "/aasx/../../a"},
        {STR("/aasx/origin"), STR("a%2Fb"), "/aasx/a%2Fb"},
        {STR("/aasx/origin"), STR("a%00"), "/aasx/a%00"},
        {STR("/aasx/origin"), STR("a%FF"), "/aasx/a%FF"},
        {STR("/aasx/origin"), STR("100%"), "/aasx/100%"},
        {STR("/aasx/origin"), STR("a%4"), "/aasx/a%4"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        str part = {0};
        bool resolved = opc_resolve(&arena, rows[i].base, rows[i].reference, &part);
        if (resolved != (rows[i].expected != NULL) ||
            (resolved && !str_equal(part, str_from(rows[i].expected))))
            fail_msg("%.*s: %.*s", STR_ARG(rows[i].reference), STR_ARG(part));
    }
    arena_release(&arena);
}

static void what_is_written_is_read(void **state)
{
    (void)state;
    static const str origin = {"/aasx/aasx-origin", 17}, data = {"/aasx/d\xC3\xA4ta 1.xml", 16};
    struct opc_writer *writer = opc_writer_new();
    struct buf out = {0};
    struct arena arena = {0};
    struct fail why = {0};
    opc_writer_part(writer, origin, STR("text/plain"), STR("Intentionally empty."));
    opc_writer_part(writer, data, STR("text/xml"), STR("<a/>"));
    opc_writer_relationship(writer, (str){0}, STR(ORIGIN), origin);
    opc_writer_relationship(writer, origin, STR("urn:spec"), data);
    opc_writer_relationship(writer, origin, STR("urn:web&"),
                            STR("http://example.com/?a=1&b=\"2\""));
    assert_int_equal(opc_writer_finish(writer, &out, &why), ERR_OK);

    struct opc_package *package;
    struct opc_relationship *items;
    const str *names;
    size_t count;
    str bytes;
    assert_int_equal(opc_open(buf_str(&out), &arena, &package, &why), ERR_OK);
    assert_int_equal(opc_parts(package, &names), 2);
    assert_true(str_equal(names[0], origin) && str_equal(names[1], data));
    assert_true(str_equal(opc_content_type(package, data), STR("text/xml")));
    assert_true(str_equal(opc_content_type(package, STR("/x/y.rels")),
                          STR("application/vnd.openxmlformats-package.relationships+xml")));
    assert_null(opc_content_type(package, STR("/x/y.pdf")).p);
    assert_int_equal(opc_relationships(package, STR("/"), &items, &count, &why), ERR_OK);
    assert_int_equal(count, 1);
    assert_true(str_equal(items[0].target, origin) && !items[0].external);
    assert_true(str_equal(items[0].type, STR(ORIGIN)) && str_equal(items[0].id, STR("rId1")));
    assert_int_equal(opc_relationships(package, origin, &items, &count, &why), ERR_OK);
    assert_int_equal(count, 2);
    assert_true(str_equal(items[0].target, data) && !items[0].external);
    assert_true(str_equal(items[1].target, STR("http://example.com/?a=1&b=\"2\"")));
    assert_true(items[1].external && str_equal(items[1].type, STR("urn:web&")));
    assert_int_equal(opc_relationships(package, data, &items, &count, &why), ERR_OK);
    assert_int_equal(count, 0);
    assert_true(opc_has_part(package, STR("/AASX/aasx-origin")));
    assert_int_equal(opc_read_part(package, data, 100, &bytes, &why), ERR_OK);
    assert_true(str_equal(bytes, STR("<a/>")));
    free((char *)(uintptr_t)bytes.p);
    assert_int_equal(opc_read_part(package, STR("/none"), 100, &bytes, &why), ERR_NOT_FOUND);
    assert_int_equal(opc_read_part(package, data, 3, &bytes, &why), ERR_TOO_LARGE);
    opc_close(package);
    arena_release(&arena);
    buf_release(&out);
}

static void content_types_come_first(void **state)
{
    (void)state;
    struct opc_writer *writer = opc_writer_new();
    struct buf out = {0};
    struct arena arena = {0};
    struct zip_reader *zip;
    opc_writer_part(writer, STR("/a"), STR("text/plain"), STR("a"));
    opc_writer_relationship(writer, (str){0}, STR(ORIGIN), STR("/a"));
    assert_int_equal(opc_writer_finish(writer, &out, NULL), ERR_OK);
    assert_int_equal(zip_reader_open(buf_str(&out), &arena, &zip, NULL), ERR_OK);
    static const char *const expected[] = {"[Content_Types].xml", "_rels/.rels", "a"};
    assert_int_equal(zip_reader_count(zip), COUNT_OF(expected));
    for (size_t i = 0; i < COUNT_OF(expected); i++)
        assert_true(str_equal(zip_reader_entry(zip, i)->name, str_from(expected[i])));
    zip_reader_close(zip);
    arena_release(&arena);
    buf_release(&out);
}

struct item {
    const char *name, *text;
};

static err_t open_made(const struct item *items, size_t count, struct buf *out, struct arena *arena,
                       struct opc_package **ret_package, struct fail *why)
{
    struct zip_writer *writer = zip_writer_new();
    for (size_t i = 0; i < count; i++)
        zip_writer_add(writer, str_from(items[i].name), str_from(items[i].text));
    assert_int_equal(zip_writer_finish(writer, out, why), ERR_OK);
    return opc_open(buf_str(out), arena, ret_package, why);
}

#define TYPES                                                                                      \
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"                 \
    "<Default Extension='XML' ContentType='text/xml'/>"                                            \
    "<Override PartName='/A%20b.xml' ContentType='application/a'/></Types>"

static void other_tools_are_read(void **state)
{
    (void)state;
    static const struct item items[] = {
        {"A b.xml", "<a/>"},
        {"b.xml", "<b/>"},
        {"[content_types].XML", TYPES},
        {"_Rels/.RELS",
         "<Relationships><Relationship Id='r' Type='t' Target='a%20B.xml'/>"
         "<Relationship Id='s' Type='t' Target='../up'/>"
         "<Relationship Id='u' Type='t' Target='/b.xml' TargetMode='External'/>"
         "<Relationship Id='v' Type='t' Target='/c.xml' TargetMode='External'/></Relationships>"},
        {"c/_rels/d.rels", "<Relationships><Relationship Id='r' Type='t'/></Relationships>"},
        {"c/_rels/e.rels", "<Relationships>"},
        {"c/", ""},
    };
    struct buf out = {0};
    struct arena arena = {0};
    struct fail why = {0};
    struct opc_package *package;
    struct opc_relationship *relationships;
    const str *names;
    size_t count;
    assert_int_equal(open_made(items, COUNT_OF(items), &out, &arena, &package, &why), ERR_OK);
    assert_int_equal(opc_parts(package, &names), 2);
    assert_true(str_equal(opc_content_type(package, STR("/a B.xml")), STR("application/a")));
    assert_true(str_equal(opc_content_type(package, STR("/b.xml")), STR("text/xml")));
    assert_int_equal(opc_relationships(package, (str){0}, &relationships, &count, &why), ERR_OK);
    assert_int_equal(count, 4);
    assert_true(!relationships[2].external && relationships[3].external);
    assert_true(opc_has_part(package, relationships[0].target));
    assert_true(relationships[1].external && str_equal(relationships[1].target, STR("../up")));
    assert_int_equal(opc_relationships(package, STR("/c/d"), &relationships, &count, &why),
                     ERR_SYNTAX);
    assert_string_equal(why.where, "c/_rels/d.rels");
    assert_int_equal(opc_relationships(package, STR("/c/e"), &relationships, &count, &why),
                     ERR_SYNTAX);
    opc_close(package);
    arena_release(&arena);
    buf_release(&out);
}

static void broken_packages_are_refused(void **state)
{
    (void)state;
    static const struct item rows[][2] = {
        {{"a.xml", "<a/>"}, {"b.xml", "<b/>"}},
        {{"[Content_Types].xml", "<Types>"}, {"b.xml", "<b/>"}},
        {{"[Content_Types].xml", "<!DOCTYPE a><Types/>"}, {"b.xml", "<b/>"}},
        {{"[Content_Types].xml", ""}, {"b.xml", "<b/>"}},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = {0};
        struct arena arena = {0};
        struct fail why = {0};
        struct opc_package *package;
        assert_int_equal(open_made(rows[i], 2, &out, &arena, &package, &why), ERR_SYNTAX);
        assert_true(why.text[0] != 0);
        arena_release(&arena);
        buf_release(&out);
    }
    struct arena arena = {0};
    struct opc_package *package;
    assert_int_equal(opc_open(STR("{}"), &arena, &package, NULL), ERR_SYNTAX);
    arena_release(&arena);
}

/* `count` relationships, then nothing of interest up to `bytes`. */
static err_t open_relationships(size_t count, size_t bytes, size_t *ret_count)
{
    struct buf text = {0}, out = {0};
    struct arena arena = {0};
    struct opc_package *package;
    struct opc_relationship *items;
    buf_add(&text, STR("<R>"));
    for (size_t i = 0; i < count; i++)
        buf_add(&text, STR("<Relationship Type='t' Target='a'/>"));
    buf_add(&text, STR("</R>"));
    /* Blanks alone would pack too well. */
    while (text.n + 100 < bytes)
        buf_printf(&text, "<!-- %zu -->", text.n);
    while (text.n < bytes)
        buf_add_char(&text, ' ');
    struct zip_writer *writer = zip_writer_new();
    zip_writer_add(writer, STR("[Content_Types].xml"), STR(TYPES));
    zip_writer_add(writer, STR("_rels/.rels"), buf_str(&text));
    assert_int_equal(zip_writer_finish(writer, &out, NULL), ERR_OK);
    assert_int_equal(opc_open(buf_str(&out), &arena, &package, NULL), ERR_OK);
    err_t rc = opc_relationships(package, (str){0}, &items, ret_count, NULL);
    opc_close(package);
    arena_release(&arena);
    buf_release(&text);
    buf_release(&out);
    return rc;
}

static void limits_hold(void **state)
{
    (void)state;
    size_t count = 0;
    assert_int_equal(open_relationships(OPC_RELATIONSHIPS_MAX, 0, &count), ERR_OK);
    assert_int_equal(count, OPC_RELATIONSHIPS_MAX);
    assert_int_equal(open_relationships(OPC_RELATIONSHIPS_MAX + 1, 0, &count), ERR_TOO_LARGE);
    assert_int_equal(open_relationships(1, OPC_XML_BYTES_MAX, &count), ERR_OK);
    assert_int_equal(open_relationships(1, OPC_XML_BYTES_MAX + 1, &count), ERR_TOO_LARGE);
}

int opc_test(void);
int opc_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_resolved),     cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(content_types_come_first),    cmocka_unit_test(other_tools_are_read),
        cmocka_unit_test(broken_packages_are_refused), cmocka_unit_test(limits_hold),
    };
    return cmocka_run_group_tests_name("opc", tests, NULL, NULL);
}
