/* SPDX-License-Identifier: Apache-2.0 */
/* result.c - writes the Result of the AAS API. */
#include "web/result.h"

#include "base/clock.h"
#include "base/utf8.h"
#include "codec/json.h"

struct refusal_row {
    err_t error;
    const char *code;
    const char *message[LANGUAGE_COUNT];
    const char *hint[LANGUAGE_COUNT];
};

#define REFUSAL(id, error, code, message_en, hint_en, message_de, hint_de)                         \
    [id] = {error, code, {message_en, message_de}, {hint_en, hint_de}},
static const struct refusal_row refusal_rows[REFUSAL_COUNT] = {
#include "web/refusal.def"
};
#undef REFUSAL

enum { CODE_BYTES_MAX = 32, ARGUMENT_BYTES_MAX = 300 };

err_t refusal_error(enum refusal refusal)
{
    return refusal_rows[refusal].error;
}

str refusal_code(enum refusal refusal)
{
    return str_from(refusal_rows[refusal].code);
}

str error_code(err_t error)
{
    static const char *const codes[ERR_COUNT] = {
        [ERR_OK] = "ok",
        [ERR_USAGE] = "usage",
        [ERR_SYNTAX] = "syntax",
        [ERR_INVALID] = "invalid",
        [ERR_NOT_FOUND] = "not-found",
        [ERR_NOT_ALLOWED] = "not-allowed",
        [ERR_TIMEOUT] = "timeout",
        [ERR_CONFLICT] = "conflict",
        [ERR_PRECONDITION] = "changed",
        [ERR_TOO_LARGE] = "too-large",
        [ERR_MEDIA_TYPE] = "media-type",
        [ERR_CORRUPT] = "corrupt",
        [ERR_IO] = "io",
        [ERR_NOT_IMPLEMENTED] = "not-implemented",
        [ERR_BUSY] = "busy",
        [ERR_FULL] = "full",
    };
    return str_from(codes[error]);
}

void result_begin(struct result *result, struct buf *out, enum language language, str correlation)
{
    *result = (struct result){.out = out, .language = language, .correlation = correlation};
    clock_format(clock_wall_ms(), result->time);
    buf_add(out, STR("{\"messages\":["));
}

void result_add(struct result *result, str type, str code, str text)
{
    struct buf *out = result->out;
    if (result->any)
        buf_add_char(out, ',');
    result->any = true;
    if (code.n > CODE_BYTES_MAX)
        code.n = CODE_BYTES_MAX;
    buf_add(out, STR("{\"code\":"));
    json_write_string(out, code);
    buf_add(out, STR(",\"correlationId\":"));
    json_write_string(out, result->correlation);
    buf_add(out, STR(",\"messageType\":"));
    json_write_string(out, type);
    buf_add(out, STR(",\"text\":"));
    json_write_string(out, text);
    buf_add(out, STR(",\"timestamp\":"));
    json_write_string(out, str_from(result->time));
    buf_add_char(out, '}');
}

/* An argument comes from the request: cut, and only if it is text. */
static str presentable(str argument)
{
    if (utf8_find_invalid(argument) < argument.n)
        return STR("(not UTF-8)");
    if (argument.n > ARGUMENT_BYTES_MAX) {
        argument.n = ARGUMENT_BYTES_MAX;
        argument.n = utf8_find_invalid(argument);
    }
    return argument;
}

static void add_filled(struct buf *out, const char *pattern, str argument)
{
    str rest = str_from(pattern);
    size_t at = str_find(rest, STR("{0}"));
    buf_add(out, str_of(rest.p, at));
    if (at < rest.n) {
        buf_add(out, argument);
        buf_add(out, str_of(rest.p + at + 3, rest.n - at - 3));
    }
}

void refusal_write(enum refusal refusal, enum language language, str argument, struct buf *out)
{
    add_filled(out, refusal_rows[refusal].message[language], presentable(argument));
    buf_add_char(out, ' ');
    buf_add(out, str_from(refusal_rows[refusal].hint[language]));
}

void result_add_refusal(struct result *result, enum refusal refusal, str argument)
{
    struct buf text = {0};
    refusal_write(refusal, result->language, argument, &text);
    result_add(result, STR("Error"), refusal_code(refusal), buf_str(&text));
    buf_release(&text);
}

void result_add_fail(struct result *result, const struct fail *why)
{
    struct buf text = {0};
    buf_add(&text, presentable(str_from(why->text[0] ? why->text : err_text(why->code))));
    if (why->where[0]) {
        buf_add(&text, STR(" ("));
        buf_add(&text, presentable(str_from(why->where)));
        buf_add_char(&text, ')');
    }
    /* "Exception" is the specification's word for what is the server's own fault. */
    str type = err_http_status(why->code) >= 500 ? STR("Exception") : STR("Error");
    result_add(result, type, error_code(why->code), buf_str(&text));
    buf_release(&text);
}

static void write_finding(const struct finding *finding, enum language language, struct buf *out)
{
    finding_message(finding, language, out);
    if (finding->element.n || finding->path.n) {
        buf_add(out, language == LANGUAGE_GERMAN ? STR(" Stelle: ") : STR(" Where: "));
        buf_add(out, finding->element);
        if (finding->element.n && finding->path.n)
            buf_add(out, STR(", "));
        buf_add(out, finding->path);
        if (finding->line)
            buf_printf(out, language == LANGUAGE_GERMAN ? ", Zeile %u" : ", line %u",
                       finding->line);
        buf_add_char(out, '.');
    }
    buf_add_char(out, ' ');
    finding_hint(finding, language, out);
}

void result_add_findings(struct result *result, const struct findings *findings)
{
    static const char *const types[] = {
        [SEVERITY_ERROR] = "Error", [SEVERITY_WARNING] = "Warning", [SEVERITY_INFO] = "Info"};
    struct buf text = {0};
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        buf_reset(&text);
        write_finding(finding, result->language, &text);
        result_add(result, str_from(types[finding->severity]), finding->texts->name,
                   buf_str(&text));
    }
    buf_release(&text);
}

void result_end(struct result *result)
{
    buf_add(result->out, STR("]}"));
}
