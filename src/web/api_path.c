/* SPDX-License-Identifier: Apache-2.0 */
/* api_path.c - the idShortPaths of submodels and elements: .../$path. */
#include "model/paths.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/view_answer.h"

/* All paths of one submodel. The list is one array of paths, as its schema has it, so those of
 * several submodels follow one another; a page counts submodels. */
static err_t write_document(struct call *call, const struct document *document, struct buf *out,
                            struct fail *why)
{
    struct paths_page all = {.limit = SIZE_MAX};
    return paths_write(document_body(document), STR(""), call->core, &all, out, why);
}

err_t submodels_list_paths(struct call *call, struct fail *why)
{
    return page_answer_submodels(call, write_document, view_suffix(call, "paths"), why);
}

/* An array, not in pages. */
static err_t write_array(struct call *call, struct document *document, str json, struct buf *out,
                         struct fail *why)
{
    struct paths_page all = {.limit = SIZE_MAX};
    str path = call->parameters[PARAMETER_PATH];
    (void)document;
    buf_add_char(out, '[');
    err_t err = paths_write(json, path.p ? path : STR(""), call->core, &all, out, why);
    buf_add_char(out, ']');
    return err;
}

err_t submodel_read_paths(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err
               : answer_form(call, document, document_body(document), view_suffix(call, "path"),
                             write_array, why);
}

err_t element_read_paths(struct call *call, struct fail *why)
{
    struct document *document;
    str json;
    err_t err = call_element(call, &document, &json, why);
    return err ? err
               : answer_form(call, document, json, view_suffix(call, "path"), write_array, why);
}

/* A page counts paths. */
static err_t write_page(struct call *call, struct document *document, str json, struct buf *out,
                        struct fail *why)
{
    struct paths_page page = {.after = call->after, .limit = call->limit};
    struct buf paths = {0};
    (void)document;
    err_t err = paths_write(json, STR(""), call->core, &page, &paths, why);
    page_begin(out, page.next);
    buf_add_char(out, '[');
    buf_add(out, buf_str(&paths));
    buf_add(out, STR("]}"));
    buf_release(&paths);
    return err;
}

err_t elements_list_paths(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_submodel(call, &document, why);
    return err ? err
               : answer_form(call, document, document_body(document), view_suffix(call, "pathpage"),
                             write_page, why);
}
