/* SPDX-License-Identifier: Apache-2.0 */
/* descriptor_test.c - descriptors of stored documents; what is expected are the properties of
 * IDTA-01002 3.1.2, AssetAdministrationShellDescriptor and SubmodelDescriptor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/check.h"
#include "model/read.h"
#include "store/scratch_store_test.h"
#include "web/descriptor.h"

int descriptor_test(void);

#define ENDPOINT(short_name, href, protocol)                                                       \
    "{\"interface\":\"" short_name "\",\"protocolInformation\":{\"href\":\"" href                  \
    "\",\"endpointProtocol\":\"" protocol "\",\"endpointProtocolVersion\":[\"1.1\"]}}"
/* Base64url of "s", "m" and "t" without padding (RFC 4648, 5). */
#define SHELL_ENDPOINTS(base, protocol)                                                            \
    "\"endpoints\":[" ENDPOINT("AAS-3.1", base "/shells/cw",                                       \
                               protocol) "," ENDPOINT("AAS-3.0", base "/shells/cw", protocol) "]"
#define SUBMODEL_ENDPOINTS(base, id, protocol)                                                     \
    "\"endpoints\":[" ENDPOINT("SUBMODEL-3.1", base "/submodels/" id, protocol) "," ENDPOINT(      \
        "SUBMODEL-3.0", base "/submodels/" id, protocol) "]"
#define REFERENCE(id)                                                                              \
    "{\"type\":\"ModelReference\",\"keys\":[{\"type\":\"Submodel\",\"value\":\"" id "\"}]}"
#define LANGUAGE "[{\"language\":\"en\",\"text\":\"a \\\"b\\\"\"}]"
#define MEANING                                                                                    \
    "{\"type\":\"ExternalReference\",\"keys\":[{\"type\":\"GlobalReference\",\"value\":\"c\"}]}"

static const struct {
    enum document_kind kind;
    const char *id, *base, *body, *descriptor;
} rows[] = {
    {DOCUMENT_SUBMODEL, "m", "http://h", "{\"modelType\":\"Submodel\",\"id\":\"m\"}",
     "{" SUBMODEL_ENDPOINTS("http://h", "bQ", "HTTP") ",\"id\":\"m\"}"},
    {DOCUMENT_SUBMODEL, "m", "https://h:1/x/api/v3",
     "{\"modelType\":\"Submodel\",\"extensions\":[{\"name\":\"e\"}],\"category\":\"c\",\"idShort\":"
     "\"Mm\","
     "\"displayName\":" LANGUAGE ",\"description\":" LANGUAGE
     ",\"administration\":{\"version\":\"1\"},\"id\":\"m\",\"kind\":\"Instance\","
     "\"semanticId\":" MEANING ",\"supplementalSemanticIds\":[" MEANING
     "],\"submodelElements\":[{\"broken",
     "{\"description\":" LANGUAGE ",\"displayName\":" LANGUAGE
     ",\"administration\":{\"version\":\"1\"}," SUBMODEL_ENDPOINTS(
         "https://h:1/x/api/v3", "bQ",
         "HTTPS") ",\"idShort\":\"Mm\",\"id\":\"m\",\"semanticId\":" MEANING
                  ",\"supplementalSemanticIds\":[" MEANING "]}"},
    {DOCUMENT_SHELL, "s", "http://h",
     "{\"modelType\":\"AssetAdministrationShell\",\"id\":\"s\",\"assetInformation\":{\"assetKind\":"
     "\"Type\"}}",
     "{\"assetKind\":\"Type\"," SHELL_ENDPOINTS("http://h", "HTTP") ",\"id\":\"s\"}"},
    /* An import takes a shell without asset information. */
    {DOCUMENT_SHELL, "s", "http://h", "{\"modelType\":\"AssetAdministrationShell\",\"id\":\"s\"}",
     "{" SHELL_ENDPOINTS("http://h", "HTTP") ",\"id\":\"s\"}"},
    /* Of four references one leads to what is here, one to what is registered, and two to nothing
       known. */
    {DOCUMENT_SHELL, "s", "http://h",
     "{\"modelType\":\"AssetAdministrationShell\",\"idShort\":\"Ss\",\"displayName\":" LANGUAGE
     ",\"description\":" LANGUAGE
     ",\"administration\":{\"version\":\"1\"},\"id\":\"s\",\"derivedFrom\":" MEANING
     ",\"assetInformation\":{\"assetKind\":\"Instance\",\"globalAssetId\":\"g\","
     "\"specificAssetIds\":[{\"name\":\"n\","
     "\"value\":\"v\"}],\"assetType\":\"t\"},\"submodels\":[" REFERENCE("none") "," REFERENCE(
         "m") "," REFERENCE("none") "," REFERENCE("there") "]}",
     "{\"description\":" LANGUAGE ",\"displayName\":" LANGUAGE
     ",\"administration\":{\"version\":\"1\"},\"assetKind\":\"Instance\",\"assetType\":"
     "\"t\"," SHELL_ENDPOINTS(
         "http://h",
         "HTTP") ",\"globalAssetId\":\"g\",\"idShort\":\"Ss\",\"id\":\"s\",\"specificAssetIds\":[{"
                 "\"name\":\"n\",\"value\":\"v\"}],"
                 "\"submodelDescriptors\":[{" SUBMODEL_ENDPOINTS(
                     "http://h", "bQ",
                     "HTTP") ",\"id\":\"m\"},{" SUBMODEL_ENDPOINTS("http://else", "dA",
                                                                   "HTTP") ",\"id\":\"there\"}]}"},
};

static void descriptors_are_as_specified(void **state)
{
    char dir[SCRATCH_DIR_BYTES];
    struct arena arena = {0};
    struct fail why;
    (void)state;
    struct store *store = scratch_store_open(dir);
    struct store_change changes[] = {
        {.operation = STORE_PUT,
         .kind = DOCUMENT_SUBMODEL,
         .id = STR("m"),
         .body = STR("{\"modelType\":\"Submodel\",\"id\":\"m\"}")},
        {.operation = STORE_PUT,
         .kind = DOCUMENT_SUBMODEL_DESCRIPTOR,
         .id = STR("there"),
         .body = STR("{" SUBMODEL_ENDPOINTS("http://else", "dA", "HTTP") ",\"id\":\"there\"}")},
    };
    struct store_batch batch = {
        .changes = changes, .count = COUNT_OF(changes), .actor = STR("test")};
    assert_int_equal(store_commit(store, &batch, &why), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct describer by = {store, &arena, str_from(rows[i].base)};
        struct document document = {.kind = rows[i].kind,
                                    .id = str_from(rows[i].id),
                                    .text = rows[i].body,
                                    .text_bytes = strlen(rows[i].body)};
        struct buf out = {0};
        bool is_shell = rows[i].kind == DOCUMENT_SHELL;
        assert_int_equal(is_shell ? describe_shell(&by, &document, &out, &why)
                                  : describe_submodel(&by, &document, &out, &why),
                         ERR_OK);
        str text = arena_dup(&arena, buf_str(&out));
        assert_string_equal(text.p, rows[i].descriptor);
        /* It is what a client may write, to the last byte of the canonical text. */
        struct findings findings = {.arena = &arena};
        const struct node *node;
        enum class_id class =
            is_shell ? CLASS_ASSET_ADMINISTRATION_SHELL_DESCRIPTOR : CLASS_SUBMODEL_DESCRIPTOR;
        assert_int_equal(node_read_json(text, class, METAMODEL_3_2, &arena, &findings, &node),
                         ERR_OK);
        node_check(node, METAMODEL_3_2, text, &findings);
        assert_int_equal(findings.count, 0);
        buf_reset(&out);
        node_write_json(node, &out);
        assert_true(str_equal(buf_str(&out), text));
        buf_release(&out);
    }
    scratch_store_close(store, dir);
    arena_release(&arena);
}

static void asset_links_hold_the_global_id(void **state)
{
    static const struct {
        enum document_kind kind;
        const char *body, *links;
    } cases[] = {
        {DOCUMENT_SHELL, "{\"id\":\"s\"}", "[]"},
        {DOCUMENT_SHELL, "{\"assetInformation\":{\"assetKind\":\"Type\"}}", "[]"},
        {DOCUMENT_SHELL, "{\"assetInformation\":{\"globalAssetId\":\"g\\\"\"}}",
         "[{\"name\":\"globalAssetId\",\"value\":\"g\\\"\"}]"},
        {DOCUMENT_SHELL,
         "{\"assetInformation\":{\"specificAssetIds\":[{\"name\":\"n\",\"value\":\"v\"}]}}",
         "[{\"name\":\"n\",\"value\":\"v\"}]"},
        {DOCUMENT_SHELL_DESCRIPTOR,
         "{\"globalAssetId\":\"g\",\"specificAssetIds\":[{\"name\":\"n\",\"value\":\"v\"}]}",
         "[{\"name\":\"globalAssetId\",\"value\":\"g\"},{\"name\":\"n\",\"value\":\"v\"}]"},
        {DOCUMENT_ASSET_LINKS, "{\"id\":\"s\",\"specificAssetIds\":[]}", "[]"},
        {DOCUMENT_ASSET_LINKS,
         "{\"id\":\"s\",\"specificAssetIds\":[{\"name\":\"n\",\"value\":\"v\"}]}",
         "[{\"name\":\"n\",\"value\":\"v\"}]"},
    };
    struct fail why;
    (void)state;
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        struct document document = {
            .kind = cases[i].kind, .text = cases[i].body, .text_bytes = strlen(cases[i].body)};
        struct buf out = {0};
        assert_int_equal(describe_asset_links(&document, &out, &why), ERR_OK);
        assert_true(str_equal(buf_str(&out), str_from(cases[i].links)));
        buf_release(&out);
    }
}

int descriptor_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(descriptors_are_as_specified),
                                       cmocka_unit_test(asset_links_hold_the_global_id)};
    return cmocka_run_group_tests_name("descriptor", tests, NULL, NULL);
}
