/* SPDX-License-Identifier: Apache-2.0 */
/* legacy_testing.h - what the tests of the conversion share: converting a text, pieces of XML. */
#ifndef SCHALE_MODEL_LEGACY_TESTING_H
#define SCHALE_MODEL_LEGACY_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/legacy.h"
#include "model/read.h"

struct converted {
    struct arena arena;
    struct findings findings;
    struct buf json, rules; /* the tree; ids of all findings but the first, with spaces between */
    err_t rc;
};

static inline void convert(struct converted *result, str text)
{
    const struct node *root = NULL;
    *result = (struct converted){.findings = {.tolerant = true}};
    result->findings.arena = &result->arena;
    if (text.p[0] == '<') {
        result->rc = legacy_read_xml(text, &result->arena, &result->findings, &root);
    } else {
        struct json json;
        assert_int_equal(json_read(text, &json, NULL), ERR_OK);
        result->rc = legacy_read_json(&json, &result->arena, &result->findings, &root);
        json_release(&json);
    }
    if (result->rc == ERR_OK)
        node_write_json(root, &result->json);
    for (size_t i = 1; i < result->findings.count; i++) {
        if (i > 1)
            buf_add_char(&result->rules, ' ');
        buf_add(&result->rules, rule_name(result->findings.items[i].rule));
    }
}

static inline void release(struct converted *result)
{
    buf_release(&result->json);
    buf_release(&result->rules);
    arena_release(&result->arena);
}

static inline void expect(const struct converted *result, const char *json, const char *rules,
                          const char *what)
{
    str got = buf_str(&result->json), got_rules = buf_str(&result->rules);
    if (!str_equal(got, str_from(json)) || !str_equal(got_rules, str_from(rules)))
        fail_msg("%s\n got  %.*s\n want %s\n got  rules %.*s\n want rules %s", what, STR_ARG(got),
                 json, STR_ARG(got_rules), rules);
}

#define XML_HEAD                                                                                   \
    "<?xml version=\"1.0\"?>\n<aas:aasenv xmlns:aas=\"http://www.admin-shell.io/aas/2/0\" "        \
    "xmlns:IEC=\"http://www.admin-shell.io/IEC61360/2/0\">"
#define ELEMENTS_HEAD                                                                              \
    XML_HEAD "<aas:submodels><aas:submodel>"                                                       \
             "<aas:identification idType=\"IRI\">urn:s</aas:identification><aas:submodelElements>"
#define ELEMENTS_TAIL "</aas:submodelElements></aas:submodel></aas:submodels></aas:aasenv>"
#define SEMANTIC(type, value)                                                                      \
    "<aas:semanticId><aas:keys><aas:key type=\"" type "\" local=\"true\" idType=\"IRI\">" value    \
    "</aas:key></aas:keys></aas:semanticId>"
#define ELEMENT(class, rest)                                                                       \
    "<aas:submodelElement><aas:" class ">" rest "</aas:" class "></aas:submodelElement>"
#define NAME(name) "<aas:idShort>" name "</aas:idShort>"
#define KEYS(keys) "<aas:keys>" keys "</aas:keys>"
#define KEY(type, value)                                                                           \
    "<aas:key type=\"" type "\" local=\"true\" idType=\"IRI\">" value "</aas:key>"

#define EXTERNAL(value)                                                                            \
    "{\"type\":\"ExternalReference\",\"keys\":[{\"type\":\"GlobalReference\",\"value\":\"" value   \
    "\"}]}"
#define PROPERTY(name, type, rest)                                                                 \
    "{\"modelType\":\"Property\",\"idShort\":\"" name "\",\"valueType\":\"" type "\"" rest "}"

struct row {
    const char *text, *json, *rules;
};

#endif
