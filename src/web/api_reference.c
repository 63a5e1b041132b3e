/* SPDX-License-Identifier: Apache-2.0 */
/* api_reference.c - ModelReferences to shells, submodels and elements: .../$reference. */
#include "model/read.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/reference.h"
#include "web/view_answer.h"

/* --- shells and submodels ----------------------------------------------------------------------
 */

static err_t write_shell(struct call *call, const struct document *document, struct buf *out,
                         struct fail *why)
{
    (void)call, (void)why;
    reference_begin(out, STR("AssetAdministrationShell"), document->id);
    reference_end(out);
    return ERR_OK;
}

static err_t write_submodel(struct call *call, const struct document *document, struct buf *out,
                            struct fail *why)
{
    (void)call, (void)why;
    reference_begin(out, STR("Submodel"), document->id);
    reference_end(out);
    return ERR_OK;
}

err_t shells_list_references(struct call *call, struct fail *why)
{
    return page_answer_shells(call, write_shell, "references", why);
}

err_t submodels_list_references(struct call *call, struct fail *why)
{
    return page_answer_submodels(call, write_submodel, "references", why);
}

static err_t write_shell_form(struct call *call, struct document *document, str json,
                              struct buf *out, struct fail *why)
{
    (void)json;
    return write_shell(call, document, out, why);
}

static err_t write_submodel_form(struct call *call, struct document *document, str json,
                                 struct buf *out, struct fail *why)
{
    (void)json;
    return write_submodel(call, document, out, why);
}

err_t shell_read_reference(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_shell(call, &document, why);
    return err ? err : answer_form(call, document, STR(""), "reference", write_shell_form, why);
}

err_t submodel_read_reference(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : answer_form(call, document, STR(""), "reference", write_submodel_form, why);
}

/* --- elements ----------------------------------------------------------------------------------
 */

static void add_element_key(struct buf *out, str element, str value)
{
    enum class_id class = node_class_of_text(element);
    reference_add_key(out, class == CLASS_NONE ? STR("SubmodelElement") : class_infos[class].name,
                      value);
}

/* A key for each step of the path; items of lists by their index (AASd-128). */
static err_t write_element_form(struct call *call, struct document *document, str json,
                                struct buf *out, struct fail *why)
{
    str path = call->parameters[PARAMETER_PATH], element;
    err_t err = ERR_OK;
    (void)json;
    reference_begin(out, STR("Submodel"), document->id);
    size_t begin = 0;
    for (size_t end = 1; !err && end <= path.n; end++) {
        if (end < path.n && path.p[end] != '.' && path.p[end] != '[')
            continue;
        str step = str_of(path.p + begin, end - begin);
        if (step.p[step.n - 1] == ']')
            step.n--;
        err = document_element(document, str_of(path.p, end), &element, why);
        if (!err)
            add_element_key(out, element, step);
        begin = end + 1;
    }
    reference_end(out);
    return err;
}

static err_t write_item(struct call *call, str json, struct buf *out, struct fail *why)
{
    struct json tape;
    err_t err = json_read(json, &tape, why);
    if (err)
        return err;
    uint32_t id_short = json_member(&tape, 0, STR("idShort"));
    if (id_short && json_type(&tape, id_short) == JSON_STRING) {
        reference_begin(out, STR("Submodel"), call->parameters[PARAMETER_SUBMODEL]);
        add_element_key(out, json, json_string(&tape, id_short, call->arena));
        reference_end(out);
    }
    json_release(&tape);
    return ERR_OK;
}

err_t elements_list_references(struct call *call, struct fail *why)
{
    static const struct page_array array = {.property = "submodelElements",
                                            .item = write_item,
                                            .brackets = "[]",
                                            .suffix = "references"};
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err : page_array_answer(call, document, &array, why);
}

err_t element_read_reference(struct call *call, struct fail *why)
{
    struct document *document;
    str json;
    err_t err = call_element(call, &document, &json, why);
    return err ? err : answer_form(call, document, STR(""), "reference", write_element_form, why);
}
