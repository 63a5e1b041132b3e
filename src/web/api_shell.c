/* SPDX-License-Identifier: Apache-2.0 */
/* api_shell.c - Asset Administration Shells as whole documents: /shells, /shells/{aasIdentifier}.
 */
#include "codec/json.h"
#include "web/handlers.h"
#include "web/page.h"
#include "web/write.h"

err_t shells_list(struct call *call, struct fail *why)
{
    return page_answer_shells(call, NULL, "list", why);
}

err_t shell_create(struct call *call, struct fail *why)
{
    return write_create(call, DOCUMENT_SHELL, CLASS_ASSET_ADMINISTRATION_SHELL, why);
}

err_t shell_read(struct call *call, struct fail *why)
{
    struct document *document;
    err_t err = call_shell(call, &document, why);
    if (!err)
        answer_document(call, document, document_body(document), "");
    return err;
}

err_t shell_replace(struct call *call, struct fail *why)
{
    return write_replace(call, DOCUMENT_SHELL, CLASS_ASSET_ADMINISTRATION_SHELL,
                         call->parameters[PARAMETER_SHELL], why);
}

err_t shell_delete(struct call *call, struct fail *why)
{
    return write_delete(call, DOCUMENT_SHELL, call->parameters[PARAMETER_SHELL], why);
}
