/* SPDX-License-Identifier: Apache-2.0 */
/* children.c - the table of classes with children. */
#include "store/children.h"

#define LITERAL(text)                                                                              \
    {                                                                                              \
        (text), sizeof(text) - 1                                                                   \
    }

static const struct container_class containers[] = {
    {LITERAL("Submodel"), LITERAL("submodelElements"), false, {{0}}},
    {LITERAL("SubmodelElementCollection"), LITERAL("value"), false, {{0}}},
    {LITERAL("SubmodelElementList"), LITERAL("value"), true, {{0}}},
    {LITERAL("Entity"),
     LITERAL("statements"),
     false,
     {LITERAL("entityType"), LITERAL("globalAssetId"), LITERAL("specificAssetIds")}},
    {LITERAL("AnnotatedRelationshipElement"), LITERAL("annotations"), false, {{0}}},
};

const struct container_class *container_class_of(const struct json *json, uint32_t token)
{
    uint32_t type = json_member(json, token, STR("modelType"));
    if (type == 0 || json_type(json, type) != JSON_STRING)
        return NULL;
    str name = json_string_raw(json, type);
    for (size_t i = 0; i < COUNT_OF(containers); i++)
        if (str_equal(name, containers[i].model_type))
            return &containers[i];
    return NULL;
}

uint32_t container_children(const struct json *json, uint32_t token,
                            const struct container_class *container)
{
    uint32_t array = json_member(json, token, container->property);
    return array && json_type(json, array) == JSON_ARRAY ? array : 0;
}
