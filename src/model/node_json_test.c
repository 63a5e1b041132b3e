/* SPDX-License-Identifier: Apache-2.0 */
/* node_json_test.c - the table drives the tests: for each class a fullest object goes through JSON
 * and XML and back, loses each required property in turn, and is cut off at each byte. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "model/check.h"
#include "model/read.h"

int node_json_test(void);

/* --- an object of a class with every property, made from the table
 * -------------------------------- */

static const char *sample_text(enum text_type type)
{
    switch (text_infos[type].form) {
    case FORM_BASE64:
        return "AQID";
    case FORM_VERSION:
        return "12";
    case FORM_LANGUAGE:
        return "en";
    case FORM_CONTENT_TYPE:
        return "text/plain";
    case FORM_DATE_TIME_UTC:
        return "2026-11-23T10:00:00Z";
    case FORM_DURATION:
        return "PT5M";
    default:
        return "Text1.10";
    }
}

static const char *sample_literal(enum enumeration enumeration)
{
    static const char *const samples[ENUMERATION_COUNT] = {
        [ENUM_ASSET_KIND] = "Instance",
        [ENUM_MODELLING_KIND] = "Template",
        [ENUM_QUALIFIER_KIND] = "ValueQualifier",
        [ENUM_ENTITY_TYPE] = "SelfManagedEntity",
        [ENUM_DIRECTION] = "output",
        [ENUM_STATE_OF_EVENT] = "on",
        [ENUM_REFERENCE_TYPES] = "ExternalReference",
        [ENUM_KEY_TYPES] = "GlobalReference",
        [ENUM_AAS_SUBMODEL_ELEMENTS] = "SubmodelElement",
        [ENUM_DATA_TYPE_DEF_XSD] = "xs:string",
        [ENUM_DATA_TYPE_IEC_61360] = "STRING",
        [ENUM_SECURITY_TYPE] = "W3C_DID",
    };
    return samples[enumeration];
}

/* A class that can stand where an abstract one is asked for. */
static enum class_id concrete(enum class_id class)
{
    switch (class) {
    case CLASS_SUBMODEL_ELEMENT:
        return CLASS_CAPABILITY;
    case CLASS_DATA_ELEMENT:
        return CLASS_PROPERTY;
    case CLASS_DATA_SPECIFICATION_CONTENT:
        return CLASS_DATA_SPECIFICATION_IEC_61360;
    default:
        return class;
    }
}

/* Optional objects are only added near the root, or the tree would never end. */
static const struct node *sample(struct arena *arena, enum class_id class, int depth)
{
    struct node_builder builder = node_begin(class, 0);
    const struct class_info *info = &class_infos[class];
    for (uint8_t i = 0; i < info->slot_count; i++) {
        const struct slot *slot = &info->slots[i];
        enum property property = (enum property)slot->property;
        bool is_object = slot->kind == SLOT_NODE || slot->kind == SLOT_LIST;
        if (is_object && depth > 2 && slot->cardinality[METAMODEL_3_2] != CARDINALITY_REQUIRED)
            continue;
        if (slot->kind == SLOT_TEXT) {
            node_set_text(&builder, property,
                          str_from(property == PROP_ID_SHORT
                                       ? "Name1"
                                       : sample_text((enum text_type)slot->type)));
        } else if (slot->kind == SLOT_ENUM) {
            node_set_enum(&builder, property,
                          str_from(sample_literal((enum enumeration)slot->type)));
        } else if (slot->kind == SLOT_BOOLEAN) {
            node_set_boolean(&builder, property, true);
        } else if (slot->kind == SLOT_TEXTS) {
            str *texts = ARENA_ARRAY(arena, str, 2);
            texts[0] = STR("1.1");
            texts[1] = STR("2");
            node_set_texts(&builder, property, texts, 2);
        } else {
            const struct node **item = ARENA_NEW(arena, const struct node *);
            *item = sample(arena, concrete((enum class_id)slot->type), depth + 1);
            if (slot->kind == SLOT_NODE)
                node_set_node(&builder, property, *item);
            else
                node_set_list(&builder, property, item, 1);
        }
    }
    return node_finish(&builder, arena);
}

static str json_of(struct arena *arena, const struct node *node)
{
    struct buf out = {0};
    node_write_json(node, &out);
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return text;
}

static const struct node *read_json(struct arena *arena, str text, enum class_id class,
                                    struct findings *findings)
{
    const struct node *node = NULL;
    *findings = (struct findings){.arena = arena};
    err_t rc = node_read_json(text, class, METAMODEL_3_2, arena, findings, &node);
    return rc == ERR_OK ? node : NULL;
}

static const struct node *read_xml(struct arena *arena, str text, enum class_id class,
                                   struct findings *findings)
{
    const struct node *node = NULL;
    enum metamodel version = METAMODEL_3_0;
    *findings = (struct findings){.arena = arena};
    err_t rc = node_read_xml(text, class, true, &version, arena, findings, &node);
    assert_int_equal(version, METAMODEL_3_2);
    return rc == ERR_OK ? node : NULL;
}

/* --- tests
 * ---------------------------------------------------------------------------------------- */

static void every_class_goes_through_json_and_xml(void **state)
{
    (void)state;
    for (unsigned class = 0; class < CLASS_SUBMODEL_ELEMENT; class ++) {
        struct arena arena = {0};
        struct findings findings;
        const struct node *node = sample(&arena, (enum class_id) class, 0);
        str text = json_of(&arena, node);
        const struct node *again = read_json(&arena, text, (enum class_id) class, &findings);
        assert_non_null(again);
        assert_int_equal(findings.count, 0);
        assert_true(node_equal(node, again));
        str second = json_of(&arena, again);
        assert_true(str_equal(text, second));
        if (class_has((enum class_id) class, CLASS_FLAG_DESCRIPTOR)) {
            arena_release(&arena);
            continue; /* JSON is all there is */
        }
        struct buf xml = {0};
        node_write_xml(again, METAMODEL_3_2, &xml);
        const struct node *from_xml =
            read_xml(&arena, buf_str(&xml), (enum class_id) class, &findings);
        assert_non_null(from_xml);
        assert_int_equal(findings.count, 0);
        assert_true(node_equal(node, from_xml));
        buf_release(&xml);
        arena_release(&arena);
    }
}

static bool has_finding(const struct findings *findings, enum rule rule, const char *argument)
{
    for (size_t i = 0; i < findings->count; i++)
        if (findings->items[i].rule == rule &&
            str_equal(findings->items[i].argument[0], str_from(argument)))
            return true;
    return false;
}

static void every_required_property_is_missed(void **state)
{
    (void)state;
    for (unsigned class = 0; class < CLASS_SUBMODEL_ELEMENT; class ++) {
        struct arena arena = {0};
        const struct node *node = sample(&arena, (enum class_id) class, 0);
        const struct class_info *info = &class_infos[class];
        for (uint8_t i = 0; i < info->slot_count; i++) {
            struct findings findings = {.arena = &arena};
            struct node_builder builder = node_copy(node);
            node_unset(&builder, (enum property)info->slots[i].property);
            node_check(node_finish(&builder, &arena), METAMODEL_3_2, (str){0}, &findings);
            bool required = info->slots[i].cardinality[METAMODEL_3_2] == CARDINALITY_REQUIRED;
            str name = property_name((enum property)info->slots[i].property);
            assert_int_equal(has_finding(&findings, RULE_REQUIRED, name.p), required);
        }
        arena_release(&arena);
    }
}

static void every_enumeration_refuses_other_words(void **state)
{
    (void)state;
    for (unsigned class = 0; class < CLASS_SUBMODEL_ELEMENT; class ++) {
        struct arena arena = {0};
        const struct class_info *info = &class_infos[class];
        for (uint8_t i = 0; i < info->slot_count; i++) {
            struct findings findings = {.arena = &arena};
            if (info->slots[i].kind != SLOT_ENUM)
                continue;
            struct node_builder builder = node_copy(sample(&arena, (enum class_id) class, 0));
            node_set_enum(&builder, (enum property)info->slots[i].property, STR("NoSuchWord"));
            node_check(node_finish(&builder, &arena), METAMODEL_3_2, (str){0}, &findings);
            assert_true(has_finding(&findings, RULE_ENUM, "NoSuchWord"));
        }
        arena_release(&arena);
    }
}

static void a_text_cut_off_anywhere_is_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings;
    str text = json_of(&arena, sample(&arena, CLASS_SUBMODEL_ELEMENT_LIST, 1));
    for (size_t n = 0; n < text.n; n++) {
        assert_null(read_json(&arena, str_of(text.p, n), CLASS_SUBMODEL_ELEMENT_LIST, &findings));
        assert_int_equal(findings.count, 1);
        assert_int_equal(findings.items[0].rule, RULE_JSON_SYNTAX);
    }
    arena_release(&arena);
}

struct reading_row {
    const char *text;
    enum class_id class;
    enum rule rule;
    const char *path;
    bool tolerant_reads; /* in tolerant mode a warning, not an error */
};

static const struct reading_row reading_rows[] = {
    {"{\"submodels\":[]}", CLASS_ENVIRONMENT, RULE_EMPTY_LIST, "$.submodels", true},
    {"{\"submodels\":null}", CLASS_ENVIRONMENT, RULE_NULL, "$.submodels", true},
    {"{\"x\":1}", CLASS_ENVIRONMENT, RULE_UNKNOWN_PROPERTY, "$", true},
    {"{\"submodels\":{}}", CLASS_ENVIRONMENT, RULE_TYPE, "$.submodels", false},
    {"{\"submodels\":[1]}", CLASS_ENVIRONMENT, RULE_TYPE, "$.submodels[0]", false},
    {"{\"submodels\":[{\"id\":\"a\"}]}", CLASS_ENVIRONMENT, RULE_MISSING_MODEL_TYPE,
     "$.submodels[0]", true},
    {"{\"submodels\":[{\"id\":\"a\",\"modelType\":\"Property\"}]}", CLASS_ENVIRONMENT,
     RULE_MODEL_TYPE, "$.submodels[0]", false},
    {"{\"type\":\"GlobalReference\",\"type\":\"GlobalReference\",\"value\":\"a\"}", CLASS_KEY,
     RULE_DUPLICATE_PROPERTY, "$.type", false},
    {"{\"type\":\"GlobalReference\",\"value\":1.10}", CLASS_KEY, RULE_TYPE, "$.value", true},
    {"{\"min\":1,\"nom\":true,\"typ\":true,\"max\":true}", CLASS_LEVEL_TYPE, RULE_TYPE, "$.min",
     false},
    {"{\"modelType\":\"Property\",\"valueType\":\"xs:int\",\"valueId\":\"a\"}",
     CLASS_SUBMODEL_ELEMENT, RULE_TYPE, "$.valueId", false},
    {"{\"createdAt\":\"2026-01-01T00:00:00Z\"}", CLASS_ADMINISTRATIVE_INFORMATION,
     RULE_NOT_IN_VERSION, "$.createdAt", true},
    {"{\"href\":\"a\",\"endpointProtocolVersion\":[\"1\",2]}", CLASS_PROTOCOL_INFORMATION,
     RULE_TYPE, "$.endpointProtocolVersion[1]", true},
    {"{\"href\":\"a\",\"endpointProtocolVersion\":\"1\"}", CLASS_PROTOCOL_INFORMATION, RULE_TYPE,
     "$.endpointProtocolVersion", false},
};

static void reading_findings_name_rule_and_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(reading_rows); i++) {
        const struct reading_row *row = &reading_rows[i];
        for (int tolerant = 0; tolerant < 2; tolerant++) {
            struct arena arena = {0};
            struct findings findings = {.arena = &arena, .tolerant = tolerant};
            const struct node *node = NULL;
            err_t rc = node_read_json(str_from(row->text), row->class, METAMODEL_3_1, &arena,
                                      &findings, &node);
            assert_true(rc == ERR_OK || findings.error_count > 0);
            assert_true(findings.count >= 1);
            assert_int_equal(findings.items[0].rule, row->rule);
            assert_string_equal(findings.items[0].path.p, row->path);
            assert_int_equal(findings.error_count == 0, tolerant && row->tolerant_reads);
            arena_release(&arena);
        }
    }
}

/* In requests: as if it were left out, wherever it may be. Nothing is kept that an answer could
 * tell. */
static void empty_lists_may_pass(void **state)
{
    static const struct {
        const char *text;
        enum class_id class;
        size_t errors, warnings;
        const char *canonical;
    } rows[] = {
        {"{\"modelType\":\"Submodel\",\"displayName\":[],\"id\":\"a\",\"submodelElements\":[]}",
         CLASS_SUBMODEL, 0, 2, "{\"modelType\":\"Submodel\",\"id\":\"a\"}"},
        {"{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"c\",\"value\":[{\"modelType\":"
         "\"Capability\",\"idShort\":\"a\",\"qualifiers\":[]}]}",
         CLASS_SUBMODEL_ELEMENT, 0, 1,
         "{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"c\",\"value\":[{\"modelType\":"
         "\"Capability\",\"idShort\":\"a\"}]}"},
        {"{\"type\":\"ExternalReference\",\"keys\":[]}", CLASS_REFERENCE, 1, 0,
         "{\"type\":\"ExternalReference\"}"},
    };
    (void)state;
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena, .empty_lists_pass = true};
        const struct node *node;
        assert_int_equal(node_read_json(str_from(rows[i].text), rows[i].class, METAMODEL_3_2,
                                        &arena, &findings, &node),
                         ERR_OK);
        assert_int_equal(findings.error_count, rows[i].errors);
        assert_int_equal(findings.warning_count, rows[i].warnings);
        assert_int_equal(findings.count, rows[i].errors);
        assert_true(str_equal(json_of(&arena, node), str_from(rows[i].canonical)));
        arena_release(&arena);
    }
}

static void texts_of_numbers_stay(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct findings findings;
    str text = STR("{\"modelType\":\"Range\",\"idShort\":\"ab\",\"valueType\":\"xs:decimal\","
                   "\"min\":\"1.10\",\"max\":\"+001.50\"}");
    const struct node *node = read_json(&arena, text, CLASS_SUBMODEL_ELEMENT, &findings);
    assert_non_null(node);
    str again = json_of(&arena, node);
    assert_true(str_equal(text, again));
    arena_release(&arena);
}

static void depth_is_limited(void **state)
{
    (void)state;
    for (int levels = ELEMENT_DEPTH_MAX; levels <= ELEMENT_DEPTH_MAX + 1; levels++) {
        struct arena arena = {0};
        struct findings findings;
        struct buf text = {0};
        for (int i = 0; i < levels - 1; i++)
            buf_add(
                &text,
                STR("{\"modelType\":\"SubmodelElementCollection\",\"idShort\":\"ab\",\"value\":["));
        buf_add(&text, STR("{\"modelType\":\"Capability\",\"idShort\":\"ab\"}"));
        for (int i = 0; i < levels - 1; i++)
            buf_add(&text, STR("]}"));
        assert_non_null(read_json(&arena, buf_str(&text), CLASS_SUBMODEL_ELEMENT, &findings));
        assert_int_equal(findings.count > 0 && findings.items[0].rule == RULE_DEPTH,
                         levels > ELEMENT_DEPTH_MAX);
        buf_release(&text);
        arena_release(&arena);
    }
}

static void findings_are_capped_but_counted(void **state)
{
    (void)state;
    for (size_t count = FINDINGS_MAX; count <= FINDINGS_MAX + 1; count++) {
        struct arena arena = {0};
        struct findings findings = {.arena = &arena};
        for (size_t i = 0; i < count; i++)
            finding_add(&findings, SEVERITY_ERROR, RULE_REQUIRED, NULL, 1, STR("a"), STR("b"));
        assert_int_equal(findings.count, FINDINGS_MAX);
        assert_int_equal(findings.error_count, count);
        arena_release(&arena);
    }
}

int node_json_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_class_goes_through_json_and_xml),
        cmocka_unit_test(every_required_property_is_missed),
        cmocka_unit_test(every_enumeration_refuses_other_words),
        cmocka_unit_test(a_text_cut_off_anywhere_is_refused),
        cmocka_unit_test(reading_findings_name_rule_and_place),
        cmocka_unit_test(empty_lists_may_pass),
        cmocka_unit_test(texts_of_numbers_stay),
        cmocka_unit_test(depth_is_limited),
        cmocka_unit_test(findings_are_capped_but_counted),
    };
    return cmocka_run_group_tests_name("node_json", tests, NULL, NULL);
}
