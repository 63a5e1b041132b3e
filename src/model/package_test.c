/* SPDX-License-Identifier: Apache-2.0 */
/* package_test.c - AASX packages: good ones, and each way in which they are not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "codec/opc.h"
#include "model/package.h"

struct item {
    const char *name, *text;
};

enum { ITEMS_MAX = 10 };

/* --- pieces of packages --- */

#define NEW "http://admin-shell.io/aasx/relationships/"
#define OLD "http://www.admin-shell.io/aasx/relationships/"
#define RELATIONSHIP(type, target)                                                                 \
    "<Relationship Id=\"r" target "\" Type=\"" type "\" Target=\"" target "\"/>"
#define RELATIONSHIPS(items)                                                                       \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" items \
    "</Relationships>"
#define DATA_TYPE(json_type)                                                                       \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"               \
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."            \
    "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"text/xml\"/><Default "          \
    "Extension=\"pdf\" ContentType=\"application/pdf\"/><Default Extension=\"json\" "              \
    "ContentType=\"" json_type "\"/><Override PartName=\"/aasx/aasx-origin\" "                     \
    "ContentType=\"text/plain\"/></Types>"

#define TYPES                                                                                      \
    {                                                                                              \
        "[Content_Types].xml", DATA_TYPE("application/json")                                       \
    }
#define ROOT(head)                                                                                 \
    {                                                                                              \
        "_rels/.rels", RELATIONSHIPS(RELATIONSHIP(head "aasx-origin", "/aasx/aasx-origin"))        \
    }
#define ORIGIN                                                                                     \
    {                                                                                              \
        "aasx/aasx-origin", ""                                                                     \
    }
#define ORIGIN_TO(items)                                                                           \
    {                                                                                              \
        "aasx/_rels/aasx-origin.rels", RELATIONSHIPS(items)                                        \
    }
#define SPEC(target) RELATIONSHIP(NEW "aas-spec", target)
#define DATA_TO(items)                                                                             \
    {                                                                                              \
        "aasx/_rels/data.json.rels", RELATIONSHIPS(items)                                          \
    }
#define SUBMODEL(id, rest) "{\"modelType\":\"Submodel\",\"id\":\"" id "\"" rest "}"
#define ENVIRONMENT(submodel) "{\"submodels\":[" submodel "]}"
#define FILE_ELEMENT(path)                                                                         \
    ",\"submodelElements\":[{\"modelType\":\"File\",\"idShort\":\"ab\",\"value\":\"" path          \
    "\",\"contentType\":\"application/pdf\"}]"
#define DATA                                                                                       \
    {                                                                                              \
        "aasx/data.json", ENVIRONMENT(SUBMODEL("urn:s", ""))                                       \
    }
#define XML_DATA(id)                                                                               \
    {                                                                                              \
        "aasx/data.xml",                                                                           \
            "<environment xmlns=\"https://admin-shell.io/aas/3/1\"><submodels><submodel><id>" id   \
            "</id></submodel></submodels></environment>"                                           \
    }

static struct buf package_of(const struct item *items)
{
    struct zip_writer *writer = zip_writer_new();
    struct buf out = {0};
    for (size_t i = 0; i < ITEMS_MAX && items[i].name; i++)
        zip_writer_add(writer, str_from(items[i].name), str_from(items[i].text));
    assert_int_equal(zip_writer_finish(writer, &out, NULL), ERR_OK);
    return out;
}

struct opened {
    struct arena arena;
    struct findings findings;
    struct loaded loaded;
    err_t rc;
};

static void open_package(struct opened *opened, str bytes, bool tolerant)
{
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = tolerant, .check = true};
    *opened = (struct opened){.findings = {.tolerant = tolerant}};
    opened->findings.arena = &opened->arena;
    opened->rc = package_read(bytes, &options, &opened->arena, &opened->findings, &opened->loaded);
    assert_true(opened->rc == ERR_OK || opened->findings.error_count > 0);
}

static void close_package(struct opened *opened)
{
    arena_release(&opened->arena);
}

/* --- reading --- */

struct row {
    const char *what;
    struct item items[ITEMS_MAX];
    err_t rc;
    const char *rules;    /* in tolerant mode */
    size_t strict_errors; /* how many of them are errors in strict mode */
    size_t submodels, files;
};

/* clang-format off */
static const struct row rows[] = {
    {"good", {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA}, ERR_OK, "", 0, 1, 0},
    {"relative targets",
     {TYPES, {"_rels/.rels", RELATIONSHIPS(RELATIONSHIP(NEW "aasx-origin", "aasx/aasx-origin"))},
      ORIGIN, ORIGIN_TO(SPEC("data.json")), DATA},
     ERR_OK, "", 0, 1, 0},
    {"deprecated namespace",
     {TYPES, ROOT(OLD), ORIGIN, ORIGIN_TO(RELATIONSHIP(OLD "aas-spec", "/aasx/data.json")), DATA},
     ERR_OK, "aasx-relationship-namespace", 0, 1, 0},
    {"no relationship to the origin",
     {TYPES, ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA}, ERR_OK, "aasx-origin", 1, 1, 0},
    {"no relationships at all", {TYPES, DATA}, ERR_OK, "aasx-origin", 1, 1, 0},
    {"no aas-spec", {TYPES, ROOT(NEW), ORIGIN, DATA}, ERR_OK, "aasx-spec", 1, 1, 0},
    {"origin missing",
     {TYPES, ROOT(NEW), ORIGIN_TO(SPEC("/aasx/data.json")), DATA}, ERR_OK, "aasx-part", 1, 1, 0},
    {"two origins",
     {TYPES, {"_rels/.rels", RELATIONSHIPS(RELATIONSHIP(NEW "aasx-origin", "/aasx/aasx-origin")
                                           RELATIONSHIP(NEW "aasx-origin", "/aasx/data.json"))},
      ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA},
     ERR_OK, "aasx-package", 1, 1, 0},
    {"environment missing",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json"))},
     ERR_INVALID, "aasx-part aasx-spec", 2, 0, 0},
    {"wrong content type",
     {{"[Content_Types].xml", DATA_TYPE("image/png")}, ROOT(NEW), ORIGIN,
      ORIGIN_TO(SPEC("/aasx/data.json")), DATA},
     ERR_OK, "aasx-content-type", 1, 1, 0},
    {"content type with parameter",
     {{"[Content_Types].xml", DATA_TYPE("application/json; charset=utf-8")}, ROOT(NEW), ORIGIN,
      ORIGIN_TO(SPEC("/aasx/data.json")), DATA},
     ERR_OK, "", 0, 1, 0},
    {"supplementary file",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA,
      DATA_TO(RELATIONSHIP(NEW "aas-suppl", "/aasx/x.pdf")), {"aasx/x.pdf", "pdf"}},
     ERR_OK, "", 0, 1, 1},
    {"supplementary file missing",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA,
      DATA_TO(RELATIONSHIP(NEW "aas-suppl", "/aasx/x.pdf"))},
     ERR_OK, "aasx-part", 1, 1, 0},
    {"file without relationship",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")),
      {"aasx/data.json", ENVIRONMENT(SUBMODEL("urn:s", FILE_ELEMENT("/aasx/x.pdf")))},
      {"aasx/x.pdf", "pdf"}},
     ERR_OK, "aasx-supplementary", 1, 1, 1},
    {"file that is not there",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")),
      {"aasx/data.json", ENVIRONMENT(SUBMODEL("urn:s", FILE_ELEMENT("/aasx/x.pdf")))}},
     ERR_OK, "aasx-part", 0, 1, 0},
    {"thumbnail without content type",
     {TYPES, {"_rels/.rels", RELATIONSHIPS(
                 RELATIONSHIP(NEW "aasx-origin", "/aasx/aasx-origin")
                 RELATIONSHIP("http://schemas.openxmlformats.org/package/2006/relationships/"
                              "metadata/thumbnail", "/t.jpg"))},
      ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA, {"t.jpg", "jpg"}},
     ERR_OK, "aasx-content-type", 1, 1, 1},
    {"byte order mark",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")),
      {"aasx/data.json", "\xEF\xBB\xBF" ENVIRONMENT(SUBMODEL("urn:s", ""))}},
     ERR_OK, "", 0, 1, 0},
    {"the same in two formats",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json") SPEC("/aasx/data.xml")), DATA,
      XML_DATA("urn:s")},
     ERR_OK, "", 0, 1, 0},
    {"two environments",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json") SPEC("/aasx/data.xml")), DATA,
      XML_DATA("urn:t")},
     ERR_OK, "", 0, 2, 0},
    {"two environments that disagree",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json") SPEC("/aasx/data.xml")),
      {"aasx/data.json", ENVIRONMENT(SUBMODEL("urn:s", ",\"idShort\":\"ab\""))}, XML_DATA("urn:s")},
     ERR_OK, "duplicate-id", 1, 1, 0},
    {"metamodel 2.0 inside",
     {TYPES, ROOT(OLD), ORIGIN, ORIGIN_TO(RELATIONSHIP(OLD "aas-spec", "/aasx/x/y.aas.xml")),
      {"aasx/x/y.aas.xml",
       "<aasenv xmlns=\"http://www.admin-shell.io/aas/2/0\"><submodels><submodel><identification "
       "idType=\"IRI\">urn:s</identification></submodel></submodels></aasenv>"}},
     ERR_OK, "aasx-relationship-namespace converted", 1, 1, 0},
    {"broken relationships",
     {TYPES, {"_rels/.rels", "<Relationships"}, ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA},
     ERR_OK, "aasx-package aasx-origin aasx-package aasx-package", 4, 1, 0},
    {"no content types", {ROOT(NEW), ORIGIN, DATA}, ERR_SYNTAX, "aasx-package", 1, 0, 0},
    {"a package in a package",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), {"aasx/data.json", "PK\x03\x04"}},
     ERR_INVALID, "not-aas", 1, 0, 0},
    {"a name that climbs",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")), DATA, {"../x.pdf", "pdf"}},
     ERR_SYNTAX, "aasx-package", 1, 0, 0},
    {"a target that climbs",
     {TYPES, ROOT(NEW), ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json") SPEC("../../../etc/passwd")), DATA},
     ERR_OK, "", 0, 1, 0},
};
/* clang-format on */

static void check_row(const struct row *row, str bytes, bool tolerant)
{
    struct opened opened;
    struct buf rules = {0};
    open_package(&opened, bytes, tolerant);
    for (size_t i = 0; i < opened.findings.count; i++) {
        if (i > 0)
            buf_add_char(&rules, ' ');
        buf_add(&rules, rule_name(opened.findings.items[i].rule));
    }
    size_t submodels =
        opened.rc == ERR_OK ? node_list(opened.loaded.root, PROP_SUBMODELS).count : 0;
    if (opened.rc != row->rc || !str_equal(buf_str(&rules), str_from(row->rules)) ||
        submodels != row->submodels || opened.loaded.file_count != row->files)
        fail_msg("%s: rc %d, rules %.*s, %zu submodels, %zu files", row->what, opened.rc,
                 STR_ARG(buf_str(&rules)), submodels, opened.loaded.file_count);
    if (!tolerant && opened.findings.error_count != row->strict_errors)
        fail_msg("%s: %zu errors in strict mode", row->what, opened.findings.error_count);
    if (tolerant && row->rc == ERR_OK && opened.findings.error_count != 0)
        fail_msg("%s: %zu errors in tolerant mode", row->what, opened.findings.error_count);
    buf_release(&rules);
    close_package(&opened);
}

static void packages(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf bytes = package_of(rows[i].items);
        check_row(&rows[i], buf_str(&bytes), true);
        check_row(&rows[i], buf_str(&bytes), false);
        buf_release(&bytes);
    }
}

static void a_bomb_is_too_large(void **state)
{
    (void)state;
    size_t bytes_max = 16u << 20;
    char *zeros = test_calloc(bytes_max, 1);
    struct zip_writer *writer = zip_writer_new();
    struct buf out = {0};
    zip_writer_add(writer, STR("[Content_Types].xml"), STR(DATA_TYPE("application/json")));
    zip_writer_add(writer, STR("aasx/data.json"), str_of(zeros, bytes_max));
    assert_int_equal(zip_writer_finish(writer, &out, NULL), ERR_OK);
    struct opened opened;
    open_package(&opened, buf_str(&out), true);
    assert_int_equal(opened.rc, ERR_TOO_LARGE);
    assert_int_equal(opened.findings.items[0].rule, RULE_TOO_LARGE);
    close_package(&opened);
    buf_release(&out);
    test_free(zeros);
}

/* At PACKAGE_BYTES_ALWAYS and one byte past it, in a package that is small enough. */
static void unpacked_bytes(void **state)
{
    (void)state;
    static const str data = {ENVIRONMENT(SUBMODEL("urn:s", "")),
                             sizeof(ENVIRONMENT(SUBMODEL("urn:s", ""))) - 1};
    size_t room = PACKAGE_BYTES_ALWAYS + 1;
    char *filling = test_malloc(room);
    memset(filling, ' ', room);
    for (size_t i = 0; i + 4 < room; i += 2500) { /* packs to one in some hundred */
        uint32_t number = (uint32_t)(i * 2654435761u);
        memcpy(filling + i, &number, sizeof number);
    }
    for (size_t past = 0; past <= 1; past++) {
        struct zip_writer *writer = zip_writer_new();
        struct buf out = {0};
        static const struct item items[] = {
            TYPES,  ROOT(NEW),
            ORIGIN, ORIGIN_TO(SPEC("/aasx/data.json")),
            DATA,   DATA_TO(RELATIONSHIP(NEW "aas-suppl", "/aasx/x.txt"))};
        for (size_t i = 0; i < COUNT_OF(items); i++)
            zip_writer_add(writer, str_from(items[i].name), str_from(items[i].text));
        zip_writer_add(writer, STR("aasx/x.txt"),
                       str_of(filling, PACKAGE_BYTES_ALWAYS - data.n + past));
        assert_int_equal(zip_writer_finish(writer, &out, NULL), ERR_OK);
        assert_true(out.n * PACKAGE_RATIO_MAX < PACKAGE_BYTES_ALWAYS);
        struct opened opened;
        open_package(&opened, buf_str(&out), true);
        assert_int_equal(opened.rc, past ? ERR_TOO_LARGE : ERR_OK);
        close_package(&opened);
        buf_release(&out);
    }
    test_free(filling);
}

/* Cut anywhere, a package is refused or read, never more. */
static void truncated_packages(void **state)
{
    (void)state;
    struct buf bytes = package_of(rows[0].items);
    for (size_t n = 0; n < bytes.n; n++) {
        struct opened opened;
        open_package(&opened, str_of(bytes.p, n), true);
        assert_int_not_equal(opened.rc, ERR_OK);
        close_package(&opened);
    }
    buf_release(&bytes);
}

/* --- paths of files --- */

static void texts_that_name_a_part(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool local, found;
    } paths[] = {
        {"/aasx/x.pdf", true, true},
        {"aasx/x.pdf", true, true},
        {"./x.pdf", true, true},
        {"x.pdf", true, true},
        {"../aasx/x.pdf", true, true},
        {"file:///aasx/x.pdf", true, true},
        {"file:/aasx/x.pdf", true, true},
        {"/aasx/X.PDF", true, true},
        {"/aasx/%78.pdf", true, true},
        {"/aasx/y.pdf", true, false},
        {"../../x.pdf", true, false},
        {"http://example.com/aasx/x.pdf", false, false},
        {"file://host/aasx/x.pdf", false, false},
        {"//host/aasx/x.pdf", false, false},
        {"urn:x", false, false},
        {"C:\\\\aasx\\\\x.pdf", false, false},
        {"#x", false, false},
        {"/aasx/", false, false},
    };
    for (size_t i = 0; i < COUNT_OF(paths); i++) {
        char data[600];
        snprintf(data, sizeof data, ENVIRONMENT(SUBMODEL("urn:s", FILE_ELEMENT("%s"))),
                 paths[i].path);
        struct item items[ITEMS_MAX] = {TYPES,
                                        ROOT(NEW),
                                        ORIGIN,
                                        ORIGIN_TO(SPEC("/aasx/data.json")),
                                        {"aasx/data.json", data},
                                        DATA_TO(RELATIONSHIP(NEW "aas-suppl", "/aasx/x.pdf")),
                                        {"aasx/x.pdf", "pdf"}};
        struct buf bytes = package_of(items);
        struct opened opened;
        open_package(&opened, buf_str(&bytes), true);
        assert_int_equal(opened.rc, ERR_OK);
        assert_int_equal(opened.loaded.file_count, 1);
        const struct package_file *file = opened.loaded.files;
        assert_true(str_equal(file->bytes, STR("pdf")));
        assert_true(str_equal(file->content_type, STR("application/pdf")));
        if (!str_equal(file->path, str_from(paths[i].found ? paths[i].path : "/aasx/x.pdf")))
            fail_msg("%s: path %.*s", paths[i].path, STR_ARG(file->path));
        if (package_path_is_local(str_from(paths[i].path)) != paths[i].local)
            fail_msg("%s: local", paths[i].path);
        close_package(&opened);
        buf_release(&bytes);
    }
}

/* --- writing --- */

static const char shell_with_files[] =
    "{\"assetAdministrationShells\":[{\"modelType\":\"AssetAdministrationShell\",\"id\":\"urn:a\","
    "\"assetInformation\":{\"assetKind\":\"Instance\",\"globalAssetId\":\"urn:x\","
    "\"defaultThumbnail\":{\"path\":\"/aasx/t.png\",\"contentType\":\"image/png\"}}}],"
    "\"submodels\":[{\"modelType\":\"Submodel\",\"id\":\"urn:s\"" FILE_ELEMENT(
        "docs/Ger%C3%A4t.pdf") "}]}";

static const struct package_file two_files[] = {
    {{"docs/Ger%C3%A4t.pdf", 19}, {"application/pdf", 15}, {"manual", 6}},
    {{"/aasx/t.png", 11}, {"image/png", 9}, {"picture", 7}},
};

static void what_is_written_is_read(void **state)
{
    (void)state;
    static const enum load_format formats[] = {LOAD_JSON, LOAD_XML};
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct load_options options = {.class = CLASS_ENVIRONMENT, .ask_file = true, .check = true};
    struct loaded loaded;
    assert_int_equal(
        load_document(str_from(shell_with_files), &options, &arena, &findings, &loaded), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        struct buf one = {0}, two = {0};
        struct fail why = {0};
        assert_int_equal(
            package_write(loaded.root, METAMODEL_3_1, formats[i], two_files, 2, &one, &why),
            ERR_OK);
        assert_int_equal(
            package_write(loaded.root, METAMODEL_3_1, formats[i], two_files, 2, &two, &why),
            ERR_OK);
        assert_true(str_equal(buf_str(&one), buf_str(&two)));
        struct opened opened;
        open_package(&opened, buf_str(&one), false);
        assert_int_equal(opened.rc, ERR_OK);
        assert_int_equal(opened.findings.count, 0);
        assert_true(node_equal(opened.loaded.root, loaded.root));
        assert_int_equal(opened.loaded.file_count, 2);
        for (size_t k = 0; k < 2; k++) { /* in the order of the data: the thumbnail first */
            const struct package_file *got = &opened.loaded.files[k], *want = &two_files[1 - k];
            assert_true(str_equal(got->path, want->path));
            assert_true(str_equal(got->content_type, want->content_type));
            assert_true(str_equal(got->bytes, want->bytes));
        }
        close_package(&opened);
        buf_release(&one);
        buf_release(&two);
    }
    arena_release(&arena);
}

static void thumbnail_of_the_package(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings = {.arena = &arena};
    struct load_options options = {.class = CLASS_ENVIRONMENT, .ask_file = true};
    struct loaded loaded;
    struct buf out = {0};
    struct opc_package *package;
    struct opc_relationship *items;
    size_t count;
    assert_int_equal(
        load_document(str_from(shell_with_files), &options, &arena, &findings, &loaded), ERR_OK);
    assert_int_equal(package_write(loaded.root, METAMODEL_3_1, LOAD_JSON, two_files, 2, &out, NULL),
                     ERR_OK);
    assert_int_equal(opc_open(buf_str(&out), &arena, &package, NULL), ERR_OK);
    assert_int_equal(opc_relationships(package, (str){0}, &items, &count, NULL), ERR_OK);
    assert_int_equal(count, 2);
    assert_true(str_equal(items[0].type, STR(NEW "aasx-origin")));
    assert_true(str_equal(items[1].target, STR("/aasx/t.png")));
    opc_close(package);
    buf_release(&out);
    arena_release(&arena);
}

static void paths_that_cannot_be_written(void **state)
{
    (void)state;
    static const struct {
        const char *paths[2];
        err_t rc;
    } writes[] = {
        {{"/aasx/a.pdf", "/aasx/b.pdf"}, ERR_OK},
        {{"/aasx/a.pdf", "a.pdf"}, ERR_INVALID}, /* one part, two contents */
        {{"/aasx/a.pdf", "/AASX/A.pdf"}, ERR_INVALID},
        {{"/aasx/a.pdf", "http://example.com/a.pdf"}, ERR_INVALID},
        {{"/aasx/a.pdf", "/aasx/data.json"}, ERR_INVALID},
        {{"/aasx/a.pdf", "/aasx/aasx-origin"}, ERR_INVALID},
        {{"/aasx/a.pdf", "/_rels/.rels"}, ERR_INVALID},
        {{"/aasx/a.pdf", "/aasx/b."}, ERR_INVALID},
        {{"/aasx/a.pdf", "/[Content_Types].xml"}, ERR_INVALID},
        {{"/aasx/a.pdf", "../../b.pdf"}, ERR_INVALID},
    };
    struct arena arena = {0};
    struct node_builder builder = node_begin(CLASS_ENVIRONMENT, 0);
    const struct node *environment = node_finish(&builder, &arena);
    for (size_t i = 0; i < COUNT_OF(writes); i++) {
        struct package_file files[] = {
            {str_from(writes[i].paths[0]), STR("application/pdf"), STR("one")},
            {str_from(writes[i].paths[1]), STR("application/pdf"), STR("two")}};
        struct buf out = {0};
        struct fail why = {0};
        err_t rc = package_write(environment, METAMODEL_3_1, LOAD_JSON, files, 2, &out, &why);
        if (rc != writes[i].rc)
            fail_msg("%s: %d %s", writes[i].paths[1], rc, why.text);
        buf_release(&out);
    }
    arena_release(&arena);
}

int package_test(void);

int package_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packages),
        cmocka_unit_test(a_bomb_is_too_large),
        cmocka_unit_test(unpacked_bytes),
        cmocka_unit_test(truncated_packages),
        cmocka_unit_test(texts_that_name_a_part),
        cmocka_unit_test(what_is_written_is_read),
        cmocka_unit_test(thumbnail_of_the_package),
        cmocka_unit_test(paths_that_cannot_be_written),
    };
    return cmocka_run_group_tests_name("package", tests, NULL, NULL);
}
