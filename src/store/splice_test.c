/* SPDX-License-Identifier: Apache-2.0 */
/* splice_test.c - element changes on text: what stands around the element stays as it is, and the
 * result is canonical (property order of IDTA-01001 3.1.2, no empty arrays). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "store/splice.h"

#define SUBMODEL(children)                                                                         \
    "{\"modelType\":\"Submodel\",\"id\":\"urn:x\",\"submodelElements\":[" children "]}"
#define EMPTY_SUBMODEL "{\"modelType\":\"Submodel\",\"id\":\"urn:x\"}"
#define P(name) "{\"modelType\":\"Property\",\"idShort\":\"" name "\",\"valueType\":\"xs:int\"}"
#define Q "{\"modelType\":\"Property\",\"valueType\":\"xs:int\"}"
#define COLLECTION(children)                                                                       \
    "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"c\",\"value\":[" children "]}"
#define EMPTY_COLLECTION "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"c\"}"
#define LIST(children)                                                                             \
    "{\"modelType\":\"SubmodelElementList\",\"idShort\":\"l\",\"typeValueListElement\":"           \
    "\"Property\",\"value\":[" children "]}"
#define EMPTY_LIST                                                                                 \
    "{\"modelType\":\"SubmodelElementList\",\"idShort\":\"l\",\"typeValueListElement\":"           \
    "\"Property\"}"
#define ENTITY(statements)                                                                         \
    "{\"modelType\":\"Entity\",\"idShort\":\"e\"," statements                                      \
    "\"entityType\":\"SelfManagedEntity\",\"globalAssetId\":\"urn:a\"}"
#define ENTITY_OF_ASSET(statements)                                                                \
    "{\"modelType\":\"Entity\",\"idShort\":\"e\"," statements "\"globalAssetId\":\"urn:a\"}"
#define RELATION(annotations)                                                                      \
    "{\"modelType\":\"AnnotatedRelationshipElement\",\"idShort\":\"r\",\"first\":{}" annotations "}"

static const struct {
    const char *body;
    enum store_operation operation;
    const char *path, *element;
    const char *expected; /* NULL: an error */
    err_t code;
} rows[] = {
    {SUBMODEL(P("a") "," P("b")), STORE_ELEMENT_PUT, "a", P("a"), SUBMODEL(P("a") "," P("b")),
     ERR_OK},
    {SUBMODEL(P("a") "," P("b")), STORE_ELEMENT_PUT, "b", EMPTY_COLLECTION,
     SUBMODEL(P("a") "," EMPTY_COLLECTION), ERR_OK},
    {SUBMODEL(COLLECTION(P("a"))), STORE_ELEMENT_PUT, "c.a", P("z"), SUBMODEL(COLLECTION(P("z"))),
     ERR_OK},
    {SUBMODEL(LIST(Q "," Q)), STORE_ELEMENT_PUT, "l[1]", P("z"), SUBMODEL(LIST(Q "," P("z"))),
     ERR_OK},
    {SUBMODEL(P("a")), STORE_ELEMENT_PUT, "x", P("x"), NULL, ERR_NOT_FOUND},
    {SUBMODEL(P("a")), STORE_ELEMENT_PUT, "a[", P("x"), NULL, ERR_SYNTAX},

    {SUBMODEL(P("a")), STORE_ELEMENT_ADD, "", P("b"), SUBMODEL(P("a") "," P("b")), ERR_OK},
    {EMPTY_SUBMODEL, STORE_ELEMENT_ADD, "", P("b"), SUBMODEL(P("b")), ERR_OK},
    {SUBMODEL(EMPTY_COLLECTION), STORE_ELEMENT_ADD, "c", P("b"), SUBMODEL(COLLECTION(P("b"))),
     ERR_OK},
    {SUBMODEL(COLLECTION(P("b"))), STORE_ELEMENT_ADD, "c", P("d"),
     SUBMODEL(COLLECTION(P("b") "," P("d"))), ERR_OK},
    {SUBMODEL(EMPTY_LIST), STORE_ELEMENT_ADD, "l", Q, SUBMODEL(LIST(Q)), ERR_OK},
    {SUBMODEL(LIST(Q)), STORE_ELEMENT_ADD, "l", Q, SUBMODEL(LIST(Q "," Q)), ERR_OK},
    {SUBMODEL(ENTITY("")), STORE_ELEMENT_ADD, "e", P("s"),
     SUBMODEL(ENTITY("\"statements\":[" P("s") "],")), ERR_OK},
    {SUBMODEL(ENTITY_OF_ASSET("")), STORE_ELEMENT_ADD, "e", P("s"),
     SUBMODEL(ENTITY_OF_ASSET("\"statements\":[" P("s") "],")), ERR_OK},
    {SUBMODEL(ENTITY("\"statements\":[" P("s") "],")), STORE_ELEMENT_ADD, "e", P("t"),
     SUBMODEL(ENTITY("\"statements\":[" P("s") "," P("t") "],")), ERR_OK},
    {SUBMODEL(RELATION("")), STORE_ELEMENT_ADD, "r", P("n"),
     SUBMODEL(RELATION(",\"annotations\":[" P("n") "]")), ERR_OK},
    {SUBMODEL(P("a")), STORE_ELEMENT_ADD, "a", P("b"), NULL, ERR_NOT_ALLOWED},
    {SUBMODEL(P("a")), STORE_ELEMENT_ADD, "x", P("b"), NULL, ERR_NOT_FOUND},
    {SUBMODEL(P("a")), STORE_ELEMENT_ADD, "", P("a"), NULL, ERR_CONFLICT},
    {SUBMODEL(COLLECTION(P("b"))), STORE_ELEMENT_ADD, "c", P("b"), NULL, ERR_CONFLICT},

    {SUBMODEL(P("a") "," P("b") "," P("d")), STORE_ELEMENT_DELETE, "a", NULL,
     SUBMODEL(P("b") "," P("d")), ERR_OK},
    {SUBMODEL(P("a") "," P("b") "," P("d")), STORE_ELEMENT_DELETE, "b", NULL,
     SUBMODEL(P("a") "," P("d")), ERR_OK},
    {SUBMODEL(P("a") "," P("b") "," P("d")), STORE_ELEMENT_DELETE, "d", NULL,
     SUBMODEL(P("a") "," P("b")), ERR_OK},
    {SUBMODEL(P("a")), STORE_ELEMENT_DELETE, "a", NULL, EMPTY_SUBMODEL, ERR_OK},
    {SUBMODEL(COLLECTION(P("b"))), STORE_ELEMENT_DELETE, "c.b", NULL, SUBMODEL(EMPTY_COLLECTION),
     ERR_OK},
    {SUBMODEL(LIST(Q)), STORE_ELEMENT_DELETE, "l[0]", NULL, SUBMODEL(EMPTY_LIST), ERR_OK},
    {SUBMODEL(LIST(P("u") "," P("v"))), STORE_ELEMENT_DELETE, "l[0]", NULL, SUBMODEL(LIST(P("v"))),
     ERR_OK},
    {SUBMODEL(ENTITY("\"statements\":[" P("s") "],")), STORE_ELEMENT_DELETE, "e.s", NULL,
     SUBMODEL(ENTITY("")), ERR_OK},
    {SUBMODEL(RELATION(",\"annotations\":[" P("n") "]")), STORE_ELEMENT_DELETE, "r.n", NULL,
     SUBMODEL(RELATION("")), ERR_OK},
    {"{\"submodelElements\":[" P("a") "],\"modelType\":\"Submodel\"}", STORE_ELEMENT_DELETE, "a",
     NULL, "{\"modelType\":\"Submodel\"}", ERR_OK},
    {SUBMODEL(P("a")), STORE_ELEMENT_DELETE, "b", NULL, NULL, ERR_NOT_FOUND},
    {SUBMODEL(P("a")), STORE_PUT, "a", NULL, NULL, ERR_CORRUPT},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct slices *slices;
        struct buf out = {0};
        struct fail why = {0};
        str body = str_from(rows[i].body);
        assert_int_equal(slices_new(body, &slices, &why), ERR_OK);
        err_t rc = splice_apply(body, slices, rows[i].operation, str_from(rows[i].path),
                                str_from(rows[i].element), &out, &why);
        if (rc != rows[i].code)
            fail_msg("row %zu: %d (%s)", i, (int)rc, why.text);
        if (rows[i].expected) {
            buf_add_char(&out, 0);
            assert_string_equal(out.p, rows[i].expected);
        }
        slices_free(slices);
        buf_release(&out);
    }
}

int splice_test(void);

int splice_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests_name("splice", tests, NULL, NULL);
}
