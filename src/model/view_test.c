/* SPDX-License-Identifier: Apache-2.0 */
/* view_test.c - level and extent, by the examples of IDTA-01002 3.1.2
 * (serialization-modifier-examples.adoc). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/view.h"

#define BLOB "{\"modelType\":\"Blob\",\"idShort\":\"b\",\"contentType\":\"a/b\",\"value\":\"QQ==\"}"
#define BLOB_CUT "{\"modelType\":\"Blob\",\"idShort\":\"b\",\"contentType\":\"a/b\"}"
#define COLLECTION(children)                                                                       \
    "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"c\",\"value\":[" children "]}"
#define COLLECTION_CUT "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"c\"}"
#define SUBMODEL(children)                                                                         \
    "{\"modelType\":\"Submodel\",\"id\":\"x\",\"submodelElements\":[" children "]}"
#define ENTITY(tail) "{\"modelType\":\"Entity\",\"idShort\":\"e\"" tail "}"
#define OPERATION                                                                                  \
    "{\"modelType\":\"Operation\",\"inputVariables\":[{\"value\":" COLLECTION(BLOB_CUT) "}]}"

struct row {
    const char *json, *expected;
    struct view view;
    bool whole;
};

static const struct row rows[] = {
    {SUBMODEL(COLLECTION("")), SUBMODEL(COLLECTION("")), {0}, true},
    {SUBMODEL(BLOB), SUBMODEL(BLOB_CUT), {0}, false},
    {SUBMODEL(BLOB), SUBMODEL(BLOB), {.with_blob_value = true}, true},
    {BLOB, BLOB_CUT, {0}, false},
    {SUBMODEL(COLLECTION(BLOB)), SUBMODEL(COLLECTION(BLOB_CUT)), {0}, false},
    {SUBMODEL(COLLECTION(BLOB)), SUBMODEL(COLLECTION_CUT), {.core = true}, false},
    {SUBMODEL(BLOB), SUBMODEL(BLOB), {.core = true, .with_blob_value = true}, false},
    {COLLECTION(COLLECTION(BLOB)), COLLECTION(COLLECTION_CUT), {.core = true}, false},
    {SUBMODEL(ENTITY(",\"statements\":[" BLOB "]")), SUBMODEL(ENTITY("")), {.core = true}, false},
    {SUBMODEL(OPERATION), SUBMODEL(OPERATION), {.core = true}, false},
    /* A text that only looks like a Blob. */
    {"{\"modelType\":\"Property\",\"value\":\"\\\"modelType\\\":\\\"Blob\\\"\"}",
     "{\"modelType\":\"Property\",\"value\":\"\\\"modelType\\\":\\\"Blob\\\"\"}",
     {0},
     true},
};

static void test_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf out = {0};
        struct fail why;
        assert_int_equal(view_is_whole(str_from(rows[i].json), rows[i].view), rows[i].whole);
        assert_int_equal(view_write(str_from(rows[i].json), rows[i].view, &out, &why), ERR_OK);
        buf_add_char(&out, '\0');
        assert_string_equal(out.p, rows[i].expected);
        buf_release(&out);
    }
}

int view_test(void);
int view_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rows)};
    return cmocka_run_group_tests_name("view", tests, NULL, NULL);
}
