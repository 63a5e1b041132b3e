/* SPDX-License-Identifier: Apache-2.0 */
/* xml_test.c - events, encodings, limits and refusals of the XML reader. */
#include "codec/xml.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/buf.h"

/* Writes every event as text: <{namespace}name a=v>text</>. */
struct trace {
    struct buf text;
    const char *name_seen; /* the pointer of the first element's name */
    bool name_same;
    uint32_t line;
    err_t answer;
    struct fail *why;
};

static err_t trace_start(void *context, str namespace, str name,
                         const struct xml_attributes *attributes, uint32_t line)
{
    struct trace *trace = context;
    buf_printf(&trace->text, "<");
    if (namespace.p)
        buf_printf(&trace->text, "{%.*s}", STR_ARG(namespace));
    buf_add(&trace->text, name);
    for (size_t i = 0; i < attributes->count; i++) {
        const struct xml_attribute *a = &attributes->items[i];
        buf_printf(&trace->text, " %.*s%s%.*s=%.*s", STR_ARG(a->namespace),
                   a->namespace.p ? "|" : "", STR_ARG(a->name), STR_ARG(a->value));
    }
    buf_add_char(&trace->text, '>');
    trace->name_same = trace->name_seen == name.p;
    if (!trace->name_seen)
        trace->name_seen = name.p;
    trace->line = line;
    return trace->answer;
}

static err_t trace_text(void *context, str text)
{
    struct trace *trace = context;
    assert_true(text.n > 0);
    buf_add(&trace->text, text);
    return ERR_OK;
}

static err_t trace_end(void *context)
{
    struct trace *trace = context;
    buf_add(&trace->text, STR("</>"));
    return ERR_OK;
}

static const struct xml_handler tracer = {trace_start, trace_text, trace_end};

static void check_events(str input, str expected)
{
    struct trace trace = {0};
    struct fail why = {0};
    err_t rc = xml_parse(input, &tracer, &trace, &why);
    if (rc != ERR_OK)
        fail_msg("%.*s: %s %s", STR_ARG(input), why.where, why.text);
    if (!str_equal(buf_str(&trace.text), expected))
        fail_msg("%.*s, not %.*s", STR_ARG(buf_str(&trace.text)), STR_ARG(expected));
    buf_release(&trace.text);
}

static void events_are_delivered(void **state)
{
    (void)state;
    static const struct {
        str input, expected;
    } rows[] = {
        {STR("<a/>"), STR("<a></>")},
        {STR("<?xml version='1.0'?><!-- c --><a>x<b>y</b> z</a><?pi?>"), STR("<a>x<b>y</> z</>")},
        {STR("<a xmlns='urn:n' b='1'/>"), STR("<{urn:n}a b=1></>")},
        {STR("<p:a xmlns:p='urn:n' p:b='1'><c/></p:a>"), STR("<{urn:n}a urn:n|b=1><c></></>")},
        {STR("<a b='&lt;&amp;&#38;#38;&quot;&#x41;'>&lt;&amp;&gt;</a>"),
         STR("<a b=<&&#38;\"A><&></>")},
        {STR("<a><![CDATA[<b>&amp;]]></a>"), STR("<a><b>&amp;</>")},
        {STR("<a>\r\nx</a>"), STR("<a>\nx</>")},
        {STR("<a b=''></a>"), STR("<a b=></>")},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        check_events(rows[i].input, rows[i].expected);
}

static void encodings_are_known(void **state)
{
    (void)state;
    static const str expected = {"<a>\xC3\xBC\xF0\x9F\x98\x80</>", 12};
    check_events(STR("\xEF\xBB\xBF<a>\xC3\xBC\xF0\x9F\x98\x80</a>"), expected);
    check_events(STR("<?xml version='1.0' encoding = \"utf-8\"?><a>\xC3\xBC\xF0\x9F\x98\x80</a>"),
                 expected);
    check_events(STR("\xFF\xFE<\0a\0>\0\xFC\0\x3D\xD8\x00\xDE<\0/\0a\0>\0"), expected);
    check_events(STR("\xFE\xFF\0<\0a\0>\0\xFC\xD8\x3D\xDE\x00\0<\0/\0a\0>"), expected);
    check_events(STR("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xFC</a>"),
                 STR("<a>\xC3\xBC</>"));
}

static void not_well_formed_is_refused(void **state)
{
    (void)state;
    static const struct {
        str input;
        const char *text; /* part of the message */
    } rows[] = {
        {STR(""), ""},
        {STR(" "), ""},
        {STR("x"), ""},
        {STR("<a>"), ""},
        {STR("<a></b>"), ""},
        {STR("<a/><b/>"), ""},
        {STR("<a b='1' b='2'/>"), ""},
        {STR("<p:a/>"), "prefix"},
        {STR("<a>&nbsp;</a>"), "nbsp"},
        {STR("<a>\xFF</a>"), ""},
        {STR("<a>&#0;</a>"), ""},
        {STR("<!DOCTYPE a><a/>"), "document type definition is not allowed"},
        {STR("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "not allowed"},
        {STR("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), "not allowed"},
        {STR("<?xml version='1.0' encoding='UTF-7'?><a/>"), "\"UTF-7\" is not supported"},
        {STR("<?xml version='1.0' encoding='windows-1252'?><a/>"), "not supported"},
        {STR("\xFF\xFE<\0a\0/\0>"), "UTF-16"},
        {STR("\xFF\xFE<\0a\0>\0\x3D\xD8<\0/\0a\0>\0"), "UTF-16"},
        {STR("\xFF\xFE<\0a\0>\0\x3D\xD8"), "UTF-16"},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct trace trace = {0};
        struct fail why = {0};
        assert_int_equal(xml_parse(rows[i].input, &tracer, &trace, &why), ERR_SYNTAX);
        assert_int_equal(why.code, ERR_SYNTAX);
        if (!strstr(why.text, rows[i].text))
            fail_msg("%.*s: %s", STR_ARG(rows[i].input), why.text);
        buf_release(&trace.text);
    }
}

static void errors_name_the_place(void **state)
{
    (void)state;
    struct trace trace = {0};
    struct fail why = {0};
    assert_int_equal(xml_parse(STR("<a>\n<b>\n  </c>\n</a>"), &tracer, &trace, &why), ERR_SYNTAX);
    assert_true(str_starts_with(str_from(why.where), STR("line 3")));
    assert_in_range(why.offset, 9, 16);
    buf_release(&trace.text);
}

static void callbacks_stop_the_reading(void **state)
{
    (void)state;
    struct trace trace = {.answer = ERR_INVALID};
    struct fail why = {0};
    assert_int_equal(xml_parse(STR("<a>\n<b/></a>"), &tracer, &trace, &why), ERR_INVALID);
    assert_true(str_equal(buf_str(&trace.text), STR("<a>")));
    assert_int_equal(why.code, ERR_INVALID);
    assert_int_equal(xml_parse(STR("<a><b/></a>"), &tracer, &trace, NULL), ERR_INVALID);
    buf_release(&trace.text);
}

static void names_are_interned(void **state)
{
    (void)state;
    struct trace trace = {0};
    assert_int_equal(xml_parse(STR("<a><b/>\n\n<a\n/></a>"), &tracer, &trace, NULL), ERR_OK);
    assert_true(trace.name_same);
    assert_int_equal(trace.line, 4);
    buf_release(&trace.text);
}

/* `count` times `piece`, where % stands for the number. */
static void add_many(struct buf *out, size_t count, const char *piece)
{
    const char *mark = strchr(piece, '%');
    for (size_t i = 0; i < count; i++) {
        if (!mark) {
            buf_add(out, str_from(piece));
            continue;
        }
        buf_add(out, str_of(piece, (size_t)(mark - piece)));
        buf_add_u64(out, i);
        buf_add(out, str_from(mark + 1));
    }
}

static err_t ignore_start(void *context, str namespace, str name,
                          const struct xml_attributes *attributes, uint32_t line)
{
    (void)context, (void)namespace, (void)name, (void)attributes, (void)line;
    return ERR_OK;
}

static err_t count_text(void *context, str text)
{
    *(size_t *)context += text.n;
    return ERR_OK;
}

static err_t ignore_end(void *context)
{
    (void)context;
    return ERR_OK;
}

static const struct xml_handler counter = {ignore_start, count_text, ignore_end};

struct limit_row {
    const char *before, *piece, *after;
    size_t count;
    err_t expected;
};

static void limits_hold(void **state)
{
    (void)state;
    static const struct limit_row rows[] = {
        {"<a", " b%=''", "/>", XML_ATTRIBUTES_MAX, ERR_OK},
        {"<a", " b%=''", "/>", XML_ATTRIBUTES_MAX + 1, ERR_TOO_LARGE},
        {"<a", " b%='>'", "/>", 1000000, ERR_TOO_LARGE},
        {"<a>", "<b/>", "</a>", 1000000, ERR_OK},
        {"<a", " xmlns:b%='u'", "/>", XML_NAMESPACES_MAX, ERR_OK},
        {"<a", " xmlns:b%='u'", "/>", XML_NAMESPACES_MAX + 1, ERR_TOO_LARGE},
        {"", "<a xmlns:b%='u'>", "", XML_NAMESPACES_MAX + 1, ERR_TOO_LARGE},
        {"", "<a>", "", XML_DEPTH_MAX + 1, ERR_TOO_LARGE},
        {"", "<a>", "", XML_DEPTH_MAX, ERR_SYNTAX},
        {"<a>", "<b%/>", "</a>", XML_NAMES_BYTES_MAX / 4, ERR_TOO_LARGE},
        {"<a><!--", " =\"", "--></a>", 100000, ERR_OK},
        {"<a b='", "x=y ", "'/>", 100000, ERR_OK},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct buf text = {0};
        struct fail why = {0};
        size_t bytes = 0;
        buf_add(&text, str_from(rows[i].before));
        add_many(&text, rows[i].count, rows[i].piece);
        buf_add(&text, str_from(rows[i].after));
        err_t rc = xml_parse(buf_str(&text), &counter, &bytes, &why);
        if (rc != rows[i].expected)
            fail_msg("row %zu: %s", i, why.text);
        buf_release(&text);
    }
    /* Refused by its length alone; nothing of it is looked at. */
    size_t bytes = 0;
    assert_int_equal(xml_parse(str_of("", XML_BYTES_MAX + 1), &counter, &bytes, NULL),
                     ERR_TOO_LARGE);
}

static void long_texts_arrive_whole(void **state)
{
    (void)state;
    enum { COUNT = 12 * 1000 * 1000 / 4 }; /* past the 10 MB where libxml2 stops by itself */
    static const char *const around[][2] = {{"<a>", "</a>"}, {"<a><![CDATA[", "]]></a>"}};
    for (size_t i = 0; i < COUNT_OF(around); i++) {
        struct buf text = {0};
        size_t bytes = 0;
        buf_add(&text, str_from(around[i][0]));
        add_many(&text, COUNT, "QUJD");
        buf_add(&text, str_from(around[i][1]));
        assert_int_equal(xml_parse(buf_str(&text), &counter, &bytes, NULL), ERR_OK);
        assert_int_equal(bytes, COUNT * 4);
        buf_release(&text);
    }
}

int xml_test(void);
int xml_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(events_are_delivered),
        cmocka_unit_test(encodings_are_known),
        cmocka_unit_test(not_well_formed_is_refused),
        cmocka_unit_test(errors_name_the_place),
        cmocka_unit_test(callbacks_stop_the_reading),
        cmocka_unit_test(names_are_interned),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(long_texts_arrive_whole),
    };
    return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
