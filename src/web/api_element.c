/* SPDX-License-Identifier: Apache-2.0 */
/* api_element.c - reading submodel elements: the list of a submodel's elements, one by idShortPath,
 * and their values. */
#include "model/value_only.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/view_answer.h"

static err_t write_element(struct call *call, str json, struct buf *out, struct fail *why)
{
    struct view view = call_view(call);
    if (!view_is_whole(json, view))
        return view_write(json, view, out, why);
    buf_add(out, json);
    return ERR_OK;
}

/* "idShort": value; nothing for elements without a value. */
static err_t write_element_value(struct call *call, str json, struct buf *out, struct fail *why)
{
    return value_only_write_named(json, call_view(call), out, why);
}

static err_t list(struct call *call, page_array_item *item, const char *brackets,
                  const char *representation, struct fail *why)
{
    struct page_array array = {.property = "submodelElements",
                               .item = item,
                               .brackets = brackets,
                               .suffix = view_suffix(call, representation)};
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : page_array_answer(call, document, &array, why);
}

err_t elements_list(struct call *call, struct fail *why)
{
    return list(call, write_element, "[]", "elements", why);
}

err_t elements_list_values(struct call *call, struct fail *why)
{
    return list(call, write_element_value, "{}", "values", why);
}

err_t element_read(struct call *call, struct fail *why)
{
    struct document *document;
    str json;
    err_t err = call_element(call, &document, &json, why);
    return err ? err : answer_view(call, document, json, "part", why);
}

err_t element_read_value(struct call *call, struct fail *why)
{
    struct document *document;
    str json;
    err_t err = call_element(call, &document, &json, why);
    return err ? err : answer_value(call, document, json, why);
}
