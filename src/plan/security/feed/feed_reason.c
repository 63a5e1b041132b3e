/* SPDX-License-Identifier: Apache-2.0 */
/* feed_reason.c - the table of reasons, and their lines. */
#include "plan/security/feed/feed_reason.h"

#include "base/utf8.h"

static const struct rule_texts reasons[] = {
#define FEED_REASON(id, name, english, german) RULE_ROW(id, name, english, "", german, "")
#include "plan/security/feed/feed_reason.def"
#undef FEED_REASON
};

/* The same as rules, for documents. */
static const struct rule_texts failures[] = {
#define FEED_REASON(id, name, english, german)                                                     \
    RULE_ROW(id, "not-fetched", english, "It is tried again at the next run.", german,             \
             "Beim nächsten Lauf wird es wieder versucht.")
#include "plan/security/feed/feed_reason.def"
#undef FEED_REASON
};

/* --- making lines ------------------------------------------------------------------------------
 */

/* What a line can hold: lines and arguments are told apart by control characters. */
static str argument_of(struct arena *arena, str text)
{
    static const str ellipsis = {"…", sizeof "…" - 1};
    bool is_cut = text.n > FEED_ARGUMENT_BYTES_MAX;
    if (is_cut) {
        text.n = FEED_ARGUMENT_BYTES_MAX - ellipsis.n;
        while (text.n && ((unsigned char)text.p[text.n] & 0xC0) == 0x80)
            text.n--;
    }
    str copy = arena_dup(arena, str_of(text.p, utf8_find_invalid(text)));
    char *p = (char *)(uintptr_t)copy.p;
    for (size_t i = 0; i < copy.n; i++)
        if ((unsigned char)p[i] < ' ' || p[i] == 0x7F)
            p[i] = ' ';
    return is_cut ? arena_printf(arena, "%.*s%s", STR_ARG(copy), ellipsis.p) : copy;
}

str feed_reason_line(struct arena *arena, enum feed_reason reason, str argument0, str argument1)
{
    str first = argument_of(arena, argument0), second = argument_of(arena, argument1);
    return arena_printf(arena, "%s\t%.*s\t%.*s", reasons[reason].name.p, STR_ARG(first),
                        STR_ARG(second));
}

err_t feed_fail(struct fail *why, err_t code, enum feed_reason reason, str argument0, str argument1)
{
    struct arena arena = {0};
    str line = feed_reason_line(&arena, reason, argument0, argument1);
    fail_set(why, code, 0, argument0, "%.*s", STR_ARG(line));
    arena_release(&arena);
    return code;
}

err_t feed_fail_by(struct fail *why, enum feed_reason reason, str argument0)
{
    struct arena arena = {0};
    err_t code = why->code;
    str line = feed_reason_line(&arena, reason, argument0, STR("")),
        cause = arena_dup(&arena, str_from(why->text));
    fail_set(why, code, 0, argument0, "%.*s\n%.*s", STR_ARG(line), STR_ARG(cause));
    arena_release(&arena);
    return code;
}

/* --- telling -----------------------------------------------------------------------------------
 */

/* False: the line is no reason. */
static bool read_line(str line, const struct rule_texts *texts, struct finding *ret_finding)
{
    str name = str_cut(&line, '\t');
    *ret_finding = (struct finding){.rule = RULE_COUNT};
    for (size_t i = 0; i < COUNT_OF(ret_finding->argument); i++)
        ret_finding->argument[i] = str_cut(&line, '\t');
    for (size_t i = 0; i < FEED_REASON_COUNT; i++)
        if (str_equal(name, reasons[i].name))
            ret_finding->texts = &texts[i];
    return ret_finding->texts != NULL;
}

static void write_line(str line, enum language language, struct buf *out)
{
    struct finding finding;
    if (read_line(line, reasons, &finding))
        finding_message(&finding, language, out);
    else
        buf_add(out, line);
}

void feed_reason_report(struct findings *findings, const struct fail *why)
{
    str lines = str_from(why->text);
    struct finding finding;
    if (read_line(str_cut(&lines, '\n'), failures, &finding))
        finding_add_other(findings, SEVERITY_ERROR, finding.texts, STR("$"), 0, finding.argument[0],
                          finding.argument[1]);
}

void feed_reason_write(str lines, enum language language, struct buf *out)
{
    for (bool more = false; lines.n; more = true) {
        str line = str_cut(&lines, '\n');
        buf_add(out, more ? STR(" ") : STR(""));
        write_line(line, language, out);
    }
}
