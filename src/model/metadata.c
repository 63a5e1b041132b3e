/* SPDX-License-Identifier: Apache-2.0 */
/* metadata.c - which properties are values, and text without them. */
#include "model/metadata.h"

#include "codec/json.h"
#include "model/node.h"

/* Of an Operation the metadata schema has the attributes of every element only, so no variables. */
static const struct {
    enum class_id class;
    enum property property;
} values[] = {
    {CLASS_SUBMODEL, PROP_SUBMODEL_ELEMENTS},
    {CLASS_SUBMODEL_ELEMENT_COLLECTION, PROP_VALUE},
    {CLASS_SUBMODEL_ELEMENT_LIST, PROP_VALUE},
    {CLASS_ENTITY, PROP_STATEMENTS},
    {CLASS_ENTITY, PROP_GLOBAL_ASSET_ID},
    {CLASS_ENTITY, PROP_SPECIFIC_ASSET_IDS},
    {CLASS_BASIC_EVENT_ELEMENT, PROP_OBSERVED},
    {CLASS_PROPERTY, PROP_VALUE},
    {CLASS_PROPERTY, PROP_VALUE_ID},
    {CLASS_MULTI_LANGUAGE_PROPERTY, PROP_VALUE},
    {CLASS_MULTI_LANGUAGE_PROPERTY, PROP_VALUE_ID},
    {CLASS_RANGE, PROP_MIN},
    {CLASS_RANGE, PROP_MAX},
    {CLASS_REFERENCE_ELEMENT, PROP_VALUE},
    {CLASS_RELATIONSHIP_ELEMENT, PROP_FIRST},
    {CLASS_RELATIONSHIP_ELEMENT, PROP_SECOND},
    {CLASS_ANNOTATED_RELATIONSHIP_ELEMENT, PROP_FIRST},
    {CLASS_ANNOTATED_RELATIONSHIP_ELEMENT, PROP_SECOND},
    {CLASS_ANNOTATED_RELATIONSHIP_ELEMENT, PROP_ANNOTATIONS},
    {CLASS_BLOB, PROP_VALUE},
    {CLASS_BLOB, PROP_CONTENT_TYPE},
    {CLASS_FILE, PROP_VALUE},
    {CLASS_FILE, PROP_CONTENT_TYPE},
    {CLASS_OPERATION, PROP_INPUT_VARIABLES},
    {CLASS_OPERATION, PROP_OUTPUT_VARIABLES},
    {CLASS_OPERATION, PROP_INOUTPUT_VARIABLES},
};

bool metadata_leaves_out(enum class_id class, enum property property)
{
    for (size_t i = 0; i < COUNT_OF(values); i++)
        if (values[i].class == class && values[i].property == property)
            return true;
    return false;
}

static bool is_left_out(enum class_id class, str name)
{
    uint8_t slot = class == CLASS_NONE ? SLOT_NONE : class_slot_named(&class_infos[class], name, 0);
    return slot != SLOT_NONE &&
           metadata_leaves_out(class, (enum property)class_infos[class].slots[slot].property);
}

err_t metadata_write(str text, struct buf *out, struct fail *why)
{
    struct json json;
    err_t err = json_read(text, &json, why);
    if (err)
        return err;
    uint32_t type = json_member(&json, 0, STR("modelType")), end = json_next(&json, 0);
    bool typed = type && json_type(&json, type) == JSON_STRING;
    enum class_id class = typed ? class_find(json_string_raw(&json, type)) : CLASS_NONE;
    char before = '{';
    for (uint32_t key = 1; key < end; key = json_next(&json, key + 1)) {
        if (is_left_out(class, json_string_raw(&json, key)))
            continue;
        buf_add_char(out, before);
        buf_add(out, json_slice(&json, key));
        buf_add_char(out, ':');
        buf_add(out, json_slice(&json, key + 1));
        before = ',';
    }
    buf_add(out, before == '{' ? STR("{}") : STR("}"));
    json_release(&json);
    return ERR_OK;
}
