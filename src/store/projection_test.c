/* SPDX-License-Identifier: Apache-2.0 */
/* projection_test.c - what documents can be found by; expected rows are those of store.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/projection.h"

#define EXTERNAL(value)                                                                            \
    "{\"type\":\"ExternalReference\",\"keys\":[{\"type\":\"GlobalReference\",\"value\":\"" value   \
    "\"}]}"
#define MODEL(first, last)                                                                         \
    "{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"" first             \
    "\"},{\"type\":\"Property\",\"value\":\"" last "\"}]}"
#define PROPERTY(meaning) "{\"modelType\":\"Property\",\"semanticId\":" meaning "}"

static const struct {
    enum document_kind kind;
    const char *body;
    struct {
        enum projection projection;
        const char *value;
    } rows[8];
} cases[] = {
    {DOCUMENT_SUBMODEL, "{\"modelType\":\"Submodel\",\"id\":\"urn:1\"}", {{0}}},
    {DOCUMENT_SUBMODEL,
     "{\"modelType\":\"Submodel\",\"idShort\":\"S\",\"semanticId\":" EXTERNAL(
         "sem") ",\"supplementalSemanticIds\":[" EXTERNAL("more") "," EXTERNAL("even") "]}",
     {{PROJECTION_ID_SHORT, "S"},
      {PROJECTION_SEMANTIC_ID, "even"},
      {PROJECTION_SEMANTIC_ID, "more"},
      {PROJECTION_SEMANTIC_ID, "sem"}}},
    {DOCUMENT_SUBMODEL,
     "{\"modelType\":\"Submodel\",\"submodelElements\":[{\"modelType\":\"ReferenceElement\","
     "\"value\":" MODEL("urn:to", "p") "},{\"modelType\":\"Property\",\"semanticId\":" MODEL(
         "urn:cd", "urn:q") ",\"qualifiers\":[{\"semanticId\":" EXTERNAL("not") "}]}]}",
     {{PROJECTION_REFERENCE, "urn:cd"}, {PROJECTION_REFERENCE, "urn:to"}}},
    {DOCUMENT_SHELL,
     "{\"modelType\":\"AssetAdministrationShell\",\"idShort\":\"A\",\"assetInformation\":{"
     "\"globalAssetId\":\"urn:asset\",\"specificAssetIds\":[{\"name\":\"serial\",\"value\":"
     "\"7\"}]}"
     ",\"submodels\":[{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":"
     "\"urn:1\"}]}]}",
     {{PROJECTION_ID_SHORT, "A"},
      {PROJECTION_GLOBAL_ASSET_ID, "urn:asset"},
      {PROJECTION_SPECIFIC_ASSET_ID, "serial\x1F"
                                     "7"},
      {PROJECTION_REFERENCE, "urn:1"}}},
    {DOCUMENT_SHELL,
     "{\"modelType\":\"AssetAdministrationShell\",\"assetInformation\":{\"assetKind\":\"Type\","
     "\"assetType\":\"pump\"}}",
     {{PROJECTION_ASSET_KIND, "Type"}, {PROJECTION_ASSET_TYPE, "pump"}}},
    {DOCUMENT_SHELL_DESCRIPTOR,
     "{\"assetKind\":\"Instance\",\"assetType\":\"pump\",\"globalAssetId\":\"urn:asset\","
     "\"idShort\":"
     "\"D\",\"id\":\"urn:d\",\"specificAssetIds\":[{\"name\":\"serial\",\"value\":\"7\"}],"
     "\"submodelDescriptors\":[{\"idShort\":\"S\",\"id\":\"s\",\"semanticId\":" EXTERNAL(
         "sem") "}]}",
     {{PROJECTION_ID_SHORT, "D"},
      {PROJECTION_GLOBAL_ASSET_ID, "urn:asset"},
      {PROJECTION_SPECIFIC_ASSET_ID, "serial\x1F"
                                     "7"},
      {PROJECTION_ASSET_KIND, "Instance"},
      {PROJECTION_ASSET_TYPE, "pump"}}},
    {DOCUMENT_SUBMODEL_DESCRIPTOR,
     "{\"endpoints\":[],\"idShort\":\"S\",\"id\":\"s\",\"semanticId\":" EXTERNAL("sem") "}",
     {{PROJECTION_ID_SHORT, "S"}, {PROJECTION_SEMANTIC_ID, "sem"}}},
    {DOCUMENT_ASSET_LINKS,
     "{\"id\":\"urn:a\",\"specificAssetIds\":[{\"name\":\"globalAssetId\",\"value\":\"urn:asset\"},"
     "{"
     "\"name\":\"serial\",\"value\":\"7\"}]}",
     {{PROJECTION_GLOBAL_ASSET_ID, "urn:asset"},
      {PROJECTION_SPECIFIC_ASSET_ID, "serial\x1F"
                                     "7"}}},
    {DOCUMENT_ASSET_LINKS, "{\"id\":\"urn:a\",\"specificAssetIds\":[]}", {{0}}},
    {DOCUMENT_CONCEPT_DESCRIPTION,
     "{\"modelType\":\"ConceptDescription\",\"id\":\"c\",\"embeddedDataSpecifications\":[{"
     "\"dataSpecification\":" EXTERNAL("iec") "}],\"isCaseOf\":[" EXTERNAL("case") "]}",
     {{PROJECTION_IS_CASE_OF, "case"}, {PROJECTION_DATA_SPECIFICATION, "iec"}}},
    /* Escapes are no part of a value. */
    {DOCUMENT_CONCEPT_DESCRIPTION,
     "{\"modelType\":\"ConceptDescription\",\"idShort\":\"a\\u0062\\\"\"}",
     {{PROJECTION_ID_SHORT, "ab\""}}},
    /* What has an unexpected form has no rows. */
    {DOCUMENT_SHELL, "{\"idShort\":7,\"assetInformation\":[],\"submodels\":{}}", {{0}}},
    {DOCUMENT_SUBMODEL, "{\"semanticId\":{\"keys\":[]},\"submodelElements\":[1,[],null]}", {{0}}},
    {DOCUMENT_SUBMODEL, "[]", {{0}}},
    {DOCUMENT_SUBMODEL, "{\"\":\"\"}", {{0}}},
};

static void test_documents(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct arena arena = {0};
        struct projection_rows rows;
        assert_int_equal(
            projection_of_document(cases[i].kind, str_from(cases[i].body), &arena, &rows, NULL),
            ERR_OK);
        size_t expected = 0;
        while (expected < COUNT_OF(cases[i].rows) && cases[i].rows[expected].value)
            expected++;
        assert_int_equal(rows.count, expected);
        for (size_t k = 0; k < expected; k++) {
            assert_int_equal(rows.rows[k].projection, cases[i].rows[k].projection);
            assert_true(str_equal(rows.rows[k].value, str_from(cases[i].rows[k].value)));
        }
        arena_release(&arena);
    }
}

static void test_element(void **state)
{
    (void)state;
    static const char element[] = "{\"modelType\":\"RelationshipElement\",\"semanticId\":" EXTERNAL(
        "x") ",\"first\":" MODEL("urn:to", "p") ",\"second\":" MODEL("urn:from", "p") "}";
    struct arena arena = {0};
    struct projection_rows rows;
    assert_int_equal(projection_of_element(str_from(element), &arena, &rows, NULL), ERR_OK);
    assert_int_equal(rows.count, 2);
    assert_int_equal(rows.rows[0].projection, PROJECTION_REFERENCE);
    assert_true(str_equal(rows.rows[0].value, STR("urn:from")));
    assert_true(str_equal(rows.rows[1].value, STR("urn:to")));
    assert_true(projection_rows_equal(&rows, &rows));
    struct projection_rows fewer = {rows.rows, 1}, others = {rows.rows + 1, 1};
    assert_false(projection_rows_equal(&rows, &fewer));
    assert_false(projection_rows_equal(&fewer, &others));
    arena_release(&arena);
}

int projection_test(void);

int projection_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_element),
    };
    return cmocka_run_group_tests_name("projection", tests, NULL, NULL);
}
