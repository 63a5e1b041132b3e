/* SPDX-License-Identifier: Apache-2.0 */
/* plan_check.c - /plan/check, /plan/mend and /plan/rules: a file's findings, the file without those
 * that have one remedy, and what the rules say. Nothing is stored. Our own operations. */
#include "base/base64.h"
#include "codec/json.h"
#include "model/check_report.h"
#include "web/body_files.h"
#include "web/file_answer.h"
#include "web/handlers.h"
#include "web/plan.h"

enum { MENDED_BYTES_MAX = INT32_MAX };

/* --- check --------------------------------------------------------------------------------------
 */

err_t plan_check_create(struct call *call, struct fail *why)
{
    struct load_options options;
    struct body_file file;
    err_t err = plan_read_options(call, &options);
    if (!err)
        err = body_file_read(call, &file, why);
    if (err)
        return err;
    struct arena arena = {0}; /* of its own: the request's is kept for the next one */
    struct mend_file mend;
    struct buf out = {0};
    mend_file_read(file.bytes, &options, FIX_ALL, &arena, &mend);
    struct check_report report = {.file = file.name,
                                  .bytes = file.bytes,
                                  .loaded = mend.readable ? &mend.loaded : NULL,
                                  .findings = &mend.before,
                                  .mended = mend.readable ? &mend.mended : NULL,
                                  .language = call->language};
    check_report_write(&report, &out);
    arena_release(&arena);
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}

/* --- mend ---------------------------------------------------------------------------------------
 */

/* None: all that there are. */
static err_t read_fixes(struct call *call, fix_set *ret_fixes)
{
    bool any = false;
    *ret_fixes = 0;
    for (size_t i = 0; i < call->query_count; i++) {
        enum fix fix;
        if (!str_equal(call->query[i].name, STR("fix")))
            continue;
        if (!fix_find(call->query[i].value, &fix))
            return refuse(call, REFUSAL_BAD_FIX, call->query[i].value);
        *ret_fixes |= FIX_BIT(fix);
        any = true;
    }
    if (!any)
        *ret_fixes = FIX_ALL;
    return ERR_OK;
}

/* plant.xml becomes plant.mended.json. */
static str mended_name(struct arena *arena, str name, enum load_format format)
{
    str plain = file_name_of(arena, name.n ? name : STR("file"));
    size_t end = plain.n;
    for (size_t i = 1; i < plain.n; i++)
        if (plain.p[i] == '.')
            end = i;
    return arena_printf(arena, "%.*s.mended.%.*s", (int)end, plain.p,
                        STR_ARG(load_format_name(format)));
}

/* For programs and pages: what was done, what is left, and the file itself. */
static void answer_report(struct call *call, const struct mend_file *mend, enum load_format format,
                          str name, struct buf *content)
{
    struct buf out = {.bytes_max = MENDED_BYTES_MAX};
    buf_add(&out, STR("{\"file\":"));
    json_write_string(&out, name);
    buf_printf(&out, ",\"format\":\"%s\",\"content_type\":", load_format_name(format).p);
    json_write_string(&out, plan_media_type(format));
    buf_printf(&out, ",\"changed\":%zu,\"changes\":[", mend->mended.total);
    for (size_t i = 0; i < mend->mended.count; i++) {
        if (i)
            buf_add_char(&out, ',');
        mend_change_write_json(&mend->mended.changes[i], call->language, &out);
    }
    buf_printf(&out, "],\"errors_before\":%zu,\"errors\":%zu,\"valid\":%s,",
               mend->before.error_count, mend->after.error_count,
               mend->after.error_count ? "false" : "true");
    check_report_write_findings(&mend->after, NULL, call->language, &out);
    buf_add(&out, STR(",\"content\":\""));
    base64_encode(&out, buf_str(content));
    buf_add(&out, STR("\"}"));
    buf_release(content);
    answer_json(call, 200, NULL, &out);
}

static void answer_mended(struct call *call, const struct mend_file *mend, enum load_format format,
                          str name, struct buf *content)
{
    struct http_answer answer = {.status = 200};
    size_t bytes;
    answer.owner = buf_take(content, &bytes);
    answer.body = str_of(answer.owner, bytes);
    answer.release = free;
    http_answer_header(&answer, STR("Content-Disposition"),
                       file_disposition(call->arena, "attachment", name));
    http_answer_header(&answer, STR("Schale-Changes"),
                       arena_printf(call->arena, "%zu", mend->mended.total));
    http_answer_header(&answer, STR("Schale-Errors-Left"),
                       arena_printf(call->arena, "%zu", mend->after.error_count));
    answer_bytes(call, &answer, NULL, plan_media_type(format));
}

struct mend_request {
    struct load_options options;
    struct body_file file;
    fix_set fixes;
    bool report;
};

static err_t read_mend(struct call *call, struct mend_request *request, struct fail *why)
{
    err_t err = plan_read_options(call, &request->options);
    if (!err)
        err = read_fixes(call, &request->fixes);
    if (!err)
        err = call_query_flag(call, "report", &request->report);
    return err ? err : body_file_read(call, &request->file, why);
}

/* What only reading found stays in the call, which outlives the arena. */
static err_t refuse_unreadable(struct call *call, const struct findings *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *from = &findings->items[i];
        struct findings *to = &call->findings;
        ARENA_GROW(call->arena, to->items, to->count, to->room, 8);
        to->items[to->count++] = (struct finding){
            .severity = from->severity,
            .rule = from->rule,
            .texts = from->texts,
            .argument = {arena_dup(call->arena, from->argument[0]),
                         arena_dup(call->arena, from->argument[1])},
            .path = arena_dup(call->arena, from->path),
            .element = arena_dup(call->arena, from->element),
            .line = from->line,
        };
    }
    call->findings.error_count = findings->error_count;
    call->findings.warning_count = findings->warning_count;
    return ERR_INVALID;
}

static err_t mend(struct call *call, const struct mend_request *request, struct arena *arena,
                  struct fail *why)
{
    struct mend_file mend;
    struct buf content = {.bytes_max = MENDED_BYTES_MAX};
    mend_file_read(request->file.bytes, &request->options, request->fixes, arena, &mend);
    if (!mend.readable)
        return refuse_unreadable(call, &mend.before);
    enum load_format format = mend.loaded.format;
    err_t err = plan_read_format(call, &format);
    /* A package holds a whole environment. */
    if (!err && format == LOAD_AASX && mend.mended.root->class != CLASS_ENVIRONMENT)
        err = refuse(call, REFUSAL_BAD_FORMAT, load_format_name(format));
    if (!err)
        err = mend_file_write(&mend, &request->options, format, arena, &content, why);
    if (err) {
        buf_release(&content);
        return err;
    }
    str name = mended_name(call->arena, request->file.name, format);
    if (request->report)
        answer_report(call, &mend, format, name, &content);
    else
        answer_mended(call, &mend, format, name, &content);
    return ERR_OK;
}

err_t plan_mend_create(struct call *call, struct fail *why)
{
    struct mend_request request = {0};
    struct arena arena = {0};
    err_t err = read_mend(call, &request, why);
    if (!err)
        err = mend(call, &request, &arena, why);
    arena_release(&arena);
    return err;
}

/* --- rules --------------------------------------------------------------------------------------
 */

err_t plan_rules_list(struct call *call, struct fail *why)
{
    struct buf out = {0};
    (void)why;
    err_t err = plan_read_language(call);
    if (err)
        return err;
    buf_add(&out, STR("{\"rules\":["));
    for (unsigned i = 0; i < RULE_COUNT; i++) {
        buf_add(&out, i ? STR(",{\"id\":") : STR("{\"id\":"));
        json_write_string(&out, rule_name((enum rule)i));
        json_write_member(&out, "title", rule_title((enum rule)i, call->language));
        json_write_member(&out, "text", rule_text((enum rule)i, call->language));
        json_write_member(&out, "source", rule_source((enum rule)i));
        buf_add_char(&out, '}');
    }
    buf_add(&out, STR("],\"fixes\":["));
    for (unsigned i = 0; i < FIX_COUNT; i++) {
        buf_add(&out, i ? STR(",{\"id\":") : STR("{\"id\":"));
        json_write_string(&out, fix_id((enum fix)i));
        json_write_member(&out, "title", fix_title((enum fix)i, call->language));
        buf_printf(&out, ",\"always\":%s}", fix_is_always((enum fix)i) ? "true" : "false");
    }
    buf_add(&out, STR("]}"));
    answer_json(call, 200, NULL, &out);
    return ERR_OK;
}
