/* SPDX-License-Identifier: Apache-2.0 */
/* advisories.c - POST /plan/security/advisories: advisories in the form of CSAF 2.0, each stored or
 * refused alone. Our own operation. */
#include "model/check_report.h"
#include "plan/security/advisory/advisory_import.h"
#include "web/body_files.h"
#include "web/handlers.h"
#include "web/plan.h"

static err_t import_files(struct call *call, const struct body_files *files,
                          struct advisory_import *import, struct buf *out, struct fail *why)
{
    struct arena arena = {0}; /* of one file's findings */
    err_t err = ERR_OK;
    for (size_t i = 0; !err && i < files->count; i++) {
        struct findings findings = {.arena = &arena};
        err = advisory_import_take(import, files->items[i].bytes, &findings, why);
        buf_add(out, i ? STR(",{\"file\":") : STR("{\"file\":"));
        check_report_write_name(files->items[i].name, out);
        buf_add_char(out, ',');
        check_report_write_findings(&findings, NULL, call->language, out);
        buf_add_char(out, '}');
        arena_reset(&arena);
    }
    arena_release(&arena);
    return err ? err : advisory_import_flush(import, why);
}

err_t advisories_import(struct call *call, struct fail *why)
{
    struct advisory_import import = {.store = call->store, .actor = STR("anonymous")};
    struct body_files files;
    struct buf told = {0}, out = {0};
    err_t err = plan_read_language(call);
    if (!err)
        err = body_files_read(call, &files, why);
    if (err)
        return err;
    err = import_files(call, &files, &import, &told, why);
    for (int i = 0; i < ADVISORY_OUTCOME_COUNT; i++)
        buf_printf(&out, "%s\"%s\":%zu", i ? "," : "{", advisory_outcome_name(i).p,
                   import.counts[i]);
    buf_add(&out, STR(",\"files\":["));
    buf_add(&out, buf_str(&told));
    buf_add(&out, STR("]}"));
    buf_release(&told);
    advisory_import_release(&import);
    return answer_made(call, err, NULL, &out);
}
