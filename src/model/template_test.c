/* SPDX-License-Identifier: Apache-2.0 */
/* template_test.c - what of a template comes into an instance, by cardinality and by choice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "model/read.h"
#include "model/template.h"

int template_test(void);

#define CARDINALITY(type, value)                                                                   \
    "'qualifiers':[{'kind':'TemplateQualifier','type':'" type                                      \
    "','valueType':'xs:string','value':'" value "'}]"
#define PROPERTY(name, type, value)                                                                \
    "{'modelType':'Property','idShort':'" name                                                     \
    "','valueType':'xs:int','value':'1'," CARDINALITY(type, value) "}"
#define BARE(name) "{'modelType':'Property','idShort':'" name "','valueType':'xs:int'}"
#define ADMINISTRATION "'administration':{'templateId':'t'}"

struct row {
    const char *elements;
    const char *optional[3];
    const char *made; /* NULL: the first of `optional` is not there */
};

static const struct node *read(struct arena *arena, const char *id, const char *more,
                               const char *elements)
{
    struct buf text = {0};
    struct findings findings = {.arena = arena};
    const struct node *node = NULL;
    buf_printf(&text, "{'modelType':'Submodel','id':'%s'%s", id, more);
    if (*elements)
        buf_printf(&text, ",'submodelElements':[%s]", elements);
    buf_add_char(&text, '}');
    for (size_t i = 0; i < text.n; i++)
        text.p[i] = text.p[i] == '\'' ? '"' : text.p[i];
    str json = arena_dup(arena, buf_str(&text));
    buf_release(&text);
    assert_int_equal(node_read_json(json, CLASS_SUBMODEL, METAMODEL_3_1, arena, &findings, &node),
                     ERR_OK);
    return node;
}

static void check_row(const struct row *row)
{
    struct arena arena = {0};
    struct fail why = {0};
    str optional[3];
    struct template_choice choice = {.id = STR("i"), .optional = optional};
    while (choice.optional_count < 3 && row->optional[choice.optional_count]) {
        optional[choice.optional_count] = str_from(row->optional[choice.optional_count]);
        choice.optional_count++;
    }
    const struct node *template = read(&arena, "t", ",'kind':'Template'", row->elements), *made;
    err_t err = template_instance(template, &choice, &arena, &made, &why);
    if (!row->made) {
        assert_int_equal(err, ERR_NOT_FOUND);
        assert_string_equal(why.where, row->optional[0]);
    } else {
        assert_int_equal(err, ERR_OK);
        const struct node *wanted =
            read(&arena, "i", ",'kind':'Instance'," ADMINISTRATION, row->made);
        if (!node_equal(made, wanted)) {
            struct buf text = {0};
            node_write_json(made, &text);
            fail_msg("%s\nbecame %.*s", row->elements, STR_ARG(buf_str(&text)));
        }
    }
    arena_release(&arena);
}

static void instances(void **state)
{
    (void)state;
#define COLLECTION(value, children)                                                                \
    "{'modelType':'SubmodelElementCollection','idShort':'Coll','value':[" children                 \
    "]," CARDINALITY("SMT/Cardinality", value) "}"
#define MADE_COLLECTION(children)                                                                  \
    "{'modelType':'SubmodelElementCollection','idShort':'Coll','value':[" children "]}"
#define LIST(value, children)                                                                      \
    "{'modelType':'SubmodelElementList','idShort':'List','typeValueListElement':"                  \
    "'SubmodelElementCollection','value':[" children                                               \
    "]," CARDINALITY("SMT/Cardinality", value) "}"
#define INNER                                                                                      \
    PROPERTY("Must", "SMT/Cardinality", "One") "," PROPERTY("May", "SMT/Cardinality", "ZeroToOne")
#define ITEM(value)                                                                                \
    "{'modelType':'SubmodelElementCollection','value':[" INNER                                     \
    "]," CARDINALITY("SMT/Cardinality", value) "}"
#define LIST_OF(items)                                                                             \
    "{'modelType':'SubmodelElementList','idShort':'List','typeValueListElement':"                  \
    "'SubmodelElementCollection'" items "}"
    static const struct row rows[] = {
        {PROPERTY("Aa", "SMT/Cardinality", "One"), {0}, BARE("Aa")},
        {PROPERTY("Aa", "Multiplicity", "OneToMany"), {0}, BARE("Aa")},
        {PROPERTY("Aa", "Cardinality", "ZeroToOne"), {0}, ""},
        {PROPERTY("Aa", "SMT/Cardinality", "ZeroToMany"), {0}, ""},
        {PROPERTY("Aa", "SMT/Other", "ZeroToMany"), {0}, BARE("Aa")},
        {PROPERTY("Aa", "SMT/Cardinality", "zerotoone"), {"Aa"}, BARE("Aa")},
        {PROPERTY("Aa", "SMT/Cardinality", "One"), {"Aa"}, BARE("Aa")},
        {PROPERTY("Aa", "SMT/Cardinality", "One"), {"Bb"}, NULL},
        {PROPERTY("Aa", "SMT/Cardinality", "One"), {"Aa.Bb"}, NULL},
        {COLLECTION("One", INNER), {0}, MADE_COLLECTION(BARE("Must"))},
        {COLLECTION("ZeroToOne", INNER), {0}, ""},
        {COLLECTION("ZeroToOne", INNER), {"Coll"}, MADE_COLLECTION(BARE("Must"))},
        {COLLECTION("ZeroToOne", INNER),
         {"Coll.May"},
         MADE_COLLECTION(BARE("Must") "," BARE("May"))},
        {COLLECTION("ZeroToOne", INNER), {"Col"}, NULL},
        {COLLECTION("ZeroToOne", INNER), {"Coll[0]"}, NULL},
        {LIST("One", ITEM("OneToMany")),
         {0},
         LIST_OF(
             ",'value':[{'modelType':'SubmodelElementCollection','value':[" BARE("Must") "]}]")},
        {LIST("One", ITEM("ZeroToMany")), {0}, LIST_OF("")},
        {LIST("ZeroToOne", ITEM("ZeroToMany")),
         {"List[0].May"},
         LIST_OF(",'value':[{'modelType':'SubmodelElementCollection','value':[" BARE(
             "Must") "," BARE("May") "]}]")},
        {"{'modelType':'Entity','idShort':'Node','entityType':'SelfManagedEntity','globalAssetId':"
         "'a','statements':[" INNER "]}",
         {0},
         "{'modelType':'Entity','idShort':'Node','entityType':'CoManagedEntity','statements':"
         "[" BARE("Must") "]}"},
        {"{'modelType':'File','idShort':'File','contentType':'a/b','value':'x','displayName':"
         "[{'language':'en','text':'n'}]}",
         {0},
         "{'modelType':'File','idShort':'File','contentType':'a/b','displayName':"
         "[{'language':'en','text':'n'}]}"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_row(&rows[i]);
}

int template_test(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(instances)};
    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
