/* SPDX-License-Identifier: Apache-2.0 */
/* class_guess_test.c - objects without modelType, and when to give up. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/class_guess.h"

int class_guess_test(void);

static enum class_id guess(str text, enum class_id expected, uint32_t *steps)
{
    struct json json;
    assert_int_equal(json_read(text, &json, NULL), ERR_OK);
    enum class_id class = class_guess(&json, 0, expected, METAMODEL_3_1, steps);
    json_release(&json);
    return class;
}

static void one_or_none(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        enum class_id expected, class;
    } rows[] = {
        {"{\"valueType\":\"xs:int\",\"value\":\"1\"}", CLASS_SUBMODEL_ELEMENT, CLASS_PROPERTY},
        {"{\"valueType\":\"xs:int\",\"value\":1}", CLASS_SUBMODEL_ELEMENT, CLASS_PROPERTY},
        {"{\"valueType\":\"xs:int\"}", CLASS_SUBMODEL_ELEMENT, CLASS_NONE},
        {"{\"valueType\":\"xs:int\",\"max\":\"1\"}", CLASS_DATA_ELEMENT, CLASS_RANGE},
        {"{\"entityType\":\"x\"}", CLASS_DATA_ELEMENT, CLASS_NONE},
        {"{\"entityType\":\"x\"}", CLASS_SUBMODEL_ELEMENT, CLASS_ENTITY},
        {"{\"value\":[{\"language\":\"de\",\"text\":\"x\"}]}", CLASS_SUBMODEL_ELEMENT,
         CLASS_MULTI_LANGUAGE_PROPERTY},
        {"{\"value\":[{\"modelType\":\"Nothing\"}]}", CLASS_SUBMODEL_ELEMENT, CLASS_NONE},
        {"{\"value\":[{\"modelType\":\"Capability\"}]}", CLASS_SUBMODEL_ELEMENT,
         CLASS_SUBMODEL_ELEMENT_COLLECTION},
        {"{\"value\":[]}", CLASS_SUBMODEL_ELEMENT, CLASS_NONE},
        {"{}", CLASS_SUBMODEL_ELEMENT, CLASS_NONE},
        {"{\"preferredName\":[{\"language\":\"en\",\"text\":\"x\"}]}",
         CLASS_DATA_SPECIFICATION_CONTENT, CLASS_DATA_SPECIFICATION_IEC_61360},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        uint32_t steps = 0;
        assert_int_equal(guess(str_from(rows[i].json), rows[i].expected, &steps), rows[i].class);
    }
}

/* An object with more members than are looked at, and a document with too many objects. */
static void limits(void **state)
{
    (void)state;
    uint32_t steps = 0, before = CLASS_GUESS_STEPS_ALL_MAX;
    struct buf text = {0};
    buf_add(&text, STR("{\"valueType\":\"xs:int\",\"value\":\"1\""));
    for (int i = 0; i <= CLASS_GUESS_STEPS_MAX; i++)
        buf_add(&text, STR(",\"value\":\"1\""));
    buf_add_char(&text, '}');
    assert_int_equal(guess(buf_str(&text), CLASS_SUBMODEL_ELEMENT, &steps), CLASS_NONE);
    buf_release(&text);
    str small = STR("{\"valueType\":\"xs:int\",\"value\":\"1\"}");
    assert_int_equal(guess(small, CLASS_SUBMODEL_ELEMENT, &before), CLASS_PROPERTY);
    assert_true(before > CLASS_GUESS_STEPS_ALL_MAX);
    assert_int_equal(guess(small, CLASS_SUBMODEL_ELEMENT, &before), CLASS_NONE);
}

int class_guess_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(one_or_none), cmocka_unit_test(limits)};
    return cmocka_run_group_tests_name("class_guess", tests, NULL, NULL);
}
