/* SPDX-License-Identifier: Apache-2.0 */
/* load_test.c - any file by what is in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/load.h"

#define SUBMODEL "{\"modelType\":\"Submodel\",\"id\":\"urn:s\"}"
#define XML_SUBMODEL "<submodel xmlns=\"https://admin-shell.io/aas/3/1\"><id>urn:s</id></submodel>"
#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct {
    str text;
    err_t rc;
    const char *rules; /* in tolerant mode */
    size_t strict_errors;
    enum load_format format;
    enum metamodel version;
    bool converted;
    size_t shells, submodels, concepts;
} rows[] = {
    {TEXT("{\"submodels\":[" SUBMODEL "]}"), ERR_OK, "", 0, LOAD_JSON, METAMODEL_3_2, 0, 0, 1, 0},
    {TEXT("\xEF\xBB\xBF \r\n{\"submodels\":[" SUBMODEL "]}"), ERR_OK, "", 0, LOAD_JSON,
     METAMODEL_3_2, 0, 0, 1, 0},
    {TEXT("<environment xmlns=\"https://admin-shell.io/aas/3/0\"/>"), ERR_OK, "", 0, LOAD_XML,
     METAMODEL_3_0, 0, 0, 0, 0},
    {TEXT("\n<!-- x --><environment xmlns=\"https://admin-shell.io/aas/3/1\"><submodels>"
          "<submodel><id>urn:s</id></submodel></submodels></environment>"),
     ERR_OK, "", 0, LOAD_XML, METAMODEL_3_1, 0, 0, 1, 0},
    {TEXT("\xFF\xFE<\0a\0/\0>\0"), ERR_INVALID, "not-aas", 1, LOAD_XML, 0, 0, 0, 0, 0},
    /* without an Environment around them */
    {TEXT(SUBMODEL), ERR_OK, "not-aas", 1, LOAD_JSON, METAMODEL_3_2, 0, 0, 1, 0},
    {TEXT("[" SUBMODEL ",{\"modelType\":\"ConceptDescription\",\"id\":\"urn:c\"}]"), ERR_OK,
     "not-aas", 1, LOAD_JSON, METAMODEL_3_2, 0, 0, 1, 1},
    {TEXT("{\"x\":" SUBMODEL ",\"y\":{\"id\":\"urn:t\",\"submodelElements\":[{\"modelType\":"
          "\"Capability\",\"idShort\":\"ab\"}]}}"),
     ERR_OK, "not-aas missing-model-type", 2, LOAD_JSON, METAMODEL_3_2, 0, 0, 2, 0},
    {TEXT("[" SUBMODEL ",7]"), ERR_INVALID, "not-aas not-aas", 2, LOAD_JSON, METAMODEL_3_2, 0, 0, 1,
     0},
    {TEXT(XML_SUBMODEL), ERR_OK, "not-aas", 1, LOAD_XML, METAMODEL_3_1, 0, 0, 1, 0},
    /* metamodel 1.0 and 2.0 */
    {TEXT("<aasenv xmlns=\"http://www.admin-shell.io/aas/1/0\"><submodels><submodel>"
          "<identification idType=\"URI\">urn:s</identification></submodel></submodels></aasenv>"),
     ERR_OK, "converted", 1, LOAD_XML, METAMODEL_3_1, 1, 0, 1, 0},
    {TEXT("{\"submodels\":[{\"modelType\":{\"name\":\"Submodel\"},\"identification\":{\"id\":"
          "\"urn:s\",\"idType\":\"IRI\"}}]}"),
     ERR_OK, "converted", 1, LOAD_JSON, METAMODEL_3_1, 1, 0, 1, 0},
    /* no AAS at all */
    {TEXT(""), ERR_INVALID, "not-aas", 1, LOAD_JSON, 0, 0, 0, 0, 0},
    {TEXT(" \n"), ERR_INVALID, "not-aas", 1, LOAD_JSON, 0, 0, 0, 0, 0},
    {TEXT("{"), ERR_SYNTAX, "json-syntax", 1, LOAD_JSON, 0, 0, 0, 0, 0},
    {TEXT("<a>"), ERR_SYNTAX, NULL, 2, LOAD_XML, 0, 0, 0, 0, 0},
    {TEXT("PK\x03\x04 and nothing more"), ERR_SYNTAX, "aasx-package", 1, LOAD_AASX, 0, 0, 0, 0, 0},
    {TEXT("%PDF-1.7"), ERR_INVALID, "not-aas", 1, LOAD_JSON, 0, 0, 0, 0, 0},
};

static err_t load(str text, bool tolerant, struct arena *arena, struct findings *findings,
                  struct loaded *loaded)
{
    struct load_options options = {
        .class = CLASS_ENVIRONMENT, .ask_file = true, .tolerant = tolerant, .check = true};
    *findings = (struct findings){.arena = arena};
    return load_document(text, &options, arena, findings, loaded);
}

static void files_by_content(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct findings findings;
        struct loaded loaded = {0};
        struct buf rules = {0};
        err_t rc = load(rows[i].text, true, &arena, &findings, &loaded);
        for (size_t k = 0; k < findings.count; k++) {
            if (k > 0)
                buf_add_char(&rules, ' ');
            buf_add(&rules, rule_name(findings.items[k].rule));
        }
        if (rc != rows[i].rc ||
            (rows[i].rules && !str_equal(buf_str(&rules), str_from(rows[i].rules))))
            fail_msg("row %zu: rc %d, rules %.*s", i, rc, STR_ARG(buf_str(&rules)));
        if (rc == ERR_OK) {
            assert_int_equal(loaded.format, rows[i].format);
            assert_int_equal(loaded.version, rows[i].version);
            assert_int_equal(loaded.converted, rows[i].converted);
            assert_int_equal(node_list(loaded.root, PROP_ASSET_ADMINISTRATION_SHELLS).count,
                             rows[i].shells);
            assert_int_equal(node_list(loaded.root, PROP_SUBMODELS).count, rows[i].submodels);
            assert_int_equal(node_list(loaded.root, PROP_CONCEPT_DESCRIPTIONS).count,
                             rows[i].concepts);
        } else {
            assert_int_not_equal(findings.error_count, 0);
        }
        rc = load(rows[i].text, false, &arena, &findings, &loaded);
        assert_true(rc == rows[i].rc || findings.error_count > 0);
        if (findings.error_count != rows[i].strict_errors)
            fail_msg("row %zu: %zu errors in strict mode", i, findings.error_count);
        buf_release(&rules);
        arena_release(&arena);
    }
}

/* A caller that asks for one class gets it, without wrapping and without conversion. */
static void one_class(void **state)
{
    (void)state;
    static const str texts[] = {TEXT(SUBMODEL), TEXT(XML_SUBMODEL)};
    struct load_options options = {.class = CLASS_SUBMODEL, .version = METAMODEL_3_1};
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        struct loaded loaded;
        assert_int_equal(load_document(texts[i], &options, &arena, &findings, &loaded), ERR_OK);
        assert_int_equal(findings.count, 0);
        assert_int_equal(loaded.root->class, CLASS_SUBMODEL);
        assert_int_equal(loaded.version, METAMODEL_3_1);
        arena_release(&arena);
    }
}

/* Findings of the check name the line in the text: JSON by its bytes, XML and old files directly.
 */
static void findings_have_lines(void **state)
{
    (void)state;
    static const struct {
        str text;
        uint32_t line;
    } texts[] = {
        {TEXT("{\"submodels\":[\n{\"modelType\":\"Submodel\",\n\"id\":\"urn:s\",\"kind\":\"x\"}]}"),
         2},
        {TEXT("<environment xmlns=\"https://admin-shell.io/aas/3/1\"><submodels>\n<submodel>"
              "<id>urn:s</id>\n<kind>x</kind></submodel></submodels></environment>"),
         2},
        {TEXT("{\"submodels\":[\n\n{\"modelType\":{\"name\":\"Submodel\"}}]}"), 3},
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        struct arena arena = {0};
        struct findings findings;
        struct loaded loaded;
        assert_int_equal(load(texts[i].text, true, &arena, &findings, &loaded), ERR_OK);
        assert_int_equal(findings.error_count, 1);
        assert_int_equal(findings.items[findings.count - 1].line, texts[i].line);
        arena_release(&arena);
    }
}

int load_test(void);

int load_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_by_content),
        cmocka_unit_test(one_class),
        cmocka_unit_test(findings_have_lines),
    };
    return cmocka_run_group_tests_name("load", tests, NULL, NULL);
}
