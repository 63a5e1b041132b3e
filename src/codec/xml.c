/* SPDX-License-Identifier: Apache-2.0 */
/* xml.c - libxml2's SAX2 reader behind our limits; what it is fed is always UTF-8. */
#include "codec/xml.h"

#include <pthread.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

struct reader {
    const struct xml_handler *handler;
    void *context;
    struct fail *why;
    err_t rc; /* the first error; nothing is delivered after it */
    xmlParserCtxt *libxml;
    str rest; /* what libxml2 has not been given yet */
    bool converted;
    uint32_t depth;
    str namespace; /* the last one, so that its length is counted once */
    struct arena values;
    struct xml_attribute attributes[XML_ATTRIBUTES_MAX];
};

/* --- errors --- */

static void stop(struct reader *r, err_t rc)
{
    if (r->rc == ERR_OK)
        r->rc = rc;
    xmlStopParser(r->libxml);
}

static void fail_at(struct reader *r, err_t code, int line, int column, const char *text)
{
    if (r->rc != ERR_OK)
        return;
    char where[64];
    int n = column > 0 ? snprintf(where, sizeof where, "line %d, column %d", line, column)
                       : snprintf(where, sizeof where, "line %d", line);
    long consumed = r->converted ? 0 : xmlByteConsumed(r->libxml);
    int text_bytes = (int)strcspn(text, "\n");
    fail_set(r->why, code, consumed > 0 ? (size_t)consumed : 0, str_of(where, (size_t)n), "%.*s",
             text_bytes, text);
    stop(r, code);
}

static void fail_here(struct reader *r, err_t code, const char *text)
{
    const xmlParserInput *input = r->libxml->input;
    fail_at(r, code, input ? input->line : 1, input ? input->col : 0, text);
}

static void on_error(void *context, xmlErrorPtr error)
{
    struct reader *r = context;
    if (error->level < XML_ERR_ERROR)
        return;
    if (error->code == XML_ERR_NO_MEMORY)
        fail_at(r, ERR_TOO_LARGE, error->line, error->int2, "too many different names");
    else
        fail_at(r, ERR_SYNTAX, error->line, error->int2,
                error->message ? error->message : "not well-formed");
}

/* After a callback: stops when it failed. */
static inline void check(struct reader *r, err_t rc)
{
    if (rc == ERR_OK)
        return;
    if (r->why && r->why->code != rc)
        fail_here(r, rc, err_text(rc));
    stop(r, rc);
}

/* --- events --- */

static void on_document_type(void *context, const xmlChar *name, const xmlChar *external,
                             const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    fail_here(context, ERR_SYNTAX, "a document type definition is not allowed");
}

static inline str view(const xmlChar *text)
{
    return str_from((const char *)text);
}

/* libxml2 hands out "&" in attribute values as "&#38;", for a later pass of its own. */
static str attribute_value(struct reader *r, const xmlChar *from, const xmlChar *end)
{
    static const str mark = {"&#38;", 5};
    str value = str_of((const char *)from, (size_t)(end - from));
    if (str_find_char(value, '&') == value.n)
        return value;
    char *copy = arena_alloc(&r->values, value.n), *to = copy;
    for (size_t i = 0; i < value.n; i++) {
        *to++ = value.p[i];
        if (str_starts_with(str_of(value.p + i, value.n - i), mark))
            i += mark.n - 1;
    }
    return str_of(copy, (size_t)(to - copy));
}

/* `from`: five pointers each, local name, prefix, namespace, value, end of value. */
static void take_attributes(struct reader *r, const xmlChar **from, size_t count)
{
    arena_reset(&r->values);
    for (size_t i = 0; i < count; i++, from += 5)
        r->attributes[i] = (struct xml_attribute){view(from[2]), view(from[0]),
                                                  attribute_value(r, from[3], from[4])};
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted_count, const xmlChar **attributes)
{
    (void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted_count;
    struct reader *r = context;
    if (++r->depth > XML_DEPTH_MAX)
        return fail_here(r, ERR_TOO_LARGE, "nested too deeply");
    if (attribute_count > XML_ATTRIBUTES_MAX)
        return fail_here(r, ERR_TOO_LARGE, "too many attributes");
    /* libxml2 looks a prefix up by walking all that are in force. */
    if (r->libxml->nsNr > 2 * XML_NAMESPACES_MAX)
        return fail_here(r, ERR_TOO_LARGE, "too many namespace declarations");
    if ((const char *)uri != r->namespace.p)
        r->namespace = view(uri);
    if (attribute_count > 0)
        take_attributes(r, attributes, (size_t)attribute_count);
    struct xml_attributes all = {r->attributes, (size_t)attribute_count};
    check(r, r->handler->start(r->context, r->namespace, view(name), &all,
                               (uint32_t)r->libxml->input->line));
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct reader *r = context;
    r->depth--;
    check(r, r->handler->end(r->context));
}

static void on_text(void *context, const xmlChar *text, int bytes)
{
    struct reader *r = context;
    if (bytes > 0)
        check(r, r->handler->text(r->context, str_of((const char *)text, (size_t)bytes)));
}

/* --- encodings --- */

static err_t fail_encoding(struct fail *why, str name)
{
    return fail_set(why, ERR_SYNTAX, 0, STR("line 1"),
                    "the encoding \"%.*s\" is not supported; save the file as UTF-8",
                    STR_ARG(name));
}

/* The name in encoding="..." of the XML declaration, or {NULL, 0}. */
static str declared_encoding(str bytes)
{
    if (!str_starts_with(bytes, STR("<?xml")))
        return (str){0};
    str declaration = str_of(bytes.p, str_find_char(bytes, '>'));
    size_t at = str_find(declaration, STR("encoding")) + 8;
    while (at < declaration.n && memchr("= \t\r\n", declaration.p[at], 5))
        at++;
    if (at >= declaration.n || (declaration.p[at] != '"' && declaration.p[at] != '\''))
        return (str){0};
    str rest = str_of(declaration.p + at + 1, declaration.n - at - 1);
    return str_of(rest.p, str_find_char(rest, declaration.p[at]));
}

static uint32_t unit_of(const unsigned char *p, bool little)
{
    return little ? (uint32_t)(p[0] | p[1] << 8) : (uint32_t)(p[0] << 8 | p[1]);
}

static err_t from_utf16(str bytes, bool little, struct buf *out, struct fail *why)
{
    const unsigned char *p = (const unsigned char *)bytes.p, *end = p + (bytes.n & ~(size_t)1);
    bool right = bytes.n % 2 == 0;
    while (right && p < end) {
        uint32_t code = unit_of(p, little);
        p += 2;
        if (code >= 0xD800 && code <= 0xDFFF) {
            uint32_t low = p < end ? unit_of(p, little) : 0;
            right = code <= 0xDBFF && low >= 0xDC00 && low <= 0xDFFF;
            if (!right)
                break;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            p += 2;
        }
        char character[4];
        buf_add(out, str_of(character, utf8_encode(code, character)));
    }
    return right ? ERR_OK
                 : fail_set(why, ERR_SYNTAX, (size_t)(p - (const unsigned char *)bytes.p), (str){0},
                            "not valid UTF-16");
}

static void from_latin1(str bytes, struct buf *out)
{
    for (size_t i = 0; i < bytes.n; i++) {
        char character[4];
        buf_add(out, str_of(character, utf8_encode((unsigned char)bytes.p[i], character)));
    }
}

/* *ret_text is a view of `bytes`, or of `converted` when that was needed. */
static err_t to_utf8(str bytes, struct buf *converted, str *ret_text, struct fail *why)
{
    bool big =
        str_starts_with(bytes, STR("\xFE\xFF")) || str_starts_with(bytes, str_of("\0<\0?", 4));
    bool little =
        str_starts_with(bytes, STR("\xFF\xFE")) || str_starts_with(bytes, str_of("<\0?\0", 4));
    *ret_text = bytes;
    if (big || little) {
        size_t mark = bytes.p[0] != '<' && bytes.p[0] != 0 ? 2 : 0;
        err_t rc = from_utf16(str_of(bytes.p + mark, bytes.n - mark), little, converted, why);
        *ret_text = buf_str(converted);
        return rc;
    }
    if (str_starts_with(bytes, STR("\xEF\xBB\xBF")))
        *ret_text = str_of(bytes.p + 3, bytes.n - 3);
    str encoding = declared_encoding(*ret_text);
    if (!encoding.p || str_equal_nocase(encoding, STR("UTF-8")) ||
        str_equal_nocase(encoding, STR("UTF8")) || str_equal_nocase(encoding, STR("US-ASCII")))
        return ERR_OK;
    if (!str_equal_nocase(encoding, STR("ISO-8859-1")))
        return fail_encoding(why, encoding);
    from_latin1(*ret_text, converted);
    *ret_text = buf_str(converted);
    return ERR_OK;
}

/* --- the long way between two '<' --- */

/* Whether the tag at the start of `text` holds more attributes than allowed; it holds no '<'. */
static bool has_too_many_attributes(str text)
{
    size_t count = 0;
    char quote = 0;
    if (text.n < 2 || text.p[1] == '!' || text.p[1] == '?')
        return false;
    for (size_t i = 1; i < text.n; i++) {
        char c = text.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return false;
        else if (c == '=' && ++count > XML_ATTRIBUTES_MAX + XML_NAMESPACES_MAX)
            return true;
    }
    return false;
}

/* libxml2 compares each attribute of a tag with each other before we see one of them, so tags that
 * are long are looked at before. A tag holds no '<'; so only where XML_TAG_BYTES_MAX bytes hold
 * none can a long tag begin, and jumping from the last '<' of one window to the next costs nothing.
 */
static err_t check_tags(str text, struct fail *why)
{
    const char *at = text.p, *end = text.p + text.n;
    while (at < end) {
        size_t left = (size_t)(end - at);
        if (left <= XML_TAG_BYTES_MAX)
            return ERR_OK;
        const char *last = memrchr(at + 1, '<', XML_TAG_BYTES_MAX);
        if (last) {
            at = last;
            continue;
        }
        const char *next = memchr(at + 1, '<', left - 1);
        str stretch = str_of(at, (size_t)((next ? next : end) - at));
        if (has_too_many_attributes(stretch))
            return fail_set(why, ERR_TOO_LARGE, (size_t)(at - text.p), (str){0},
                            "too many attributes");
        at = stretch.p + stretch.n;
    }
    return ERR_OK;
}

/* --- running libxml2 --- */

static int on_read(void *context, char *to, int room)
{
    struct reader *r = context;
    size_t n = r->rest.n < (size_t)room ? r->rest.n : (size_t)room;
    if (n == 0)
        return 0;
    memcpy(to, r->rest.p, n);
    r->rest = str_of(r->rest.p + n, r->rest.n - n);
    return (int)n;
}

static void run(struct reader *r)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, xmlInitParser);
    xmlSAXHandler sax = {
        .initialized = XML_SAX2_MAGIC,
        .internalSubset = on_document_type,
        .startElementNs = on_start,
        .endElementNs = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .serror = on_error,
    };
    r->libxml = xmlCreateIOParserCtxt(&sax, r, on_read, NULL, r, XML_CHAR_ENCODING_UTF8);
    if (!r->libxml) {
        fprintf(stderr, "schale: out of memory (XML reader)\n");
        abort();
    }
    /* HUGE lifts libxml2's own limits (10 MB of text, 256 levels); ours are in force instead, and
     * without a document type there is nothing that could multiply. */
    xmlCtxtUseOptions(r->libxml, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
    xmlDictSetLimit(r->libxml->dict, XML_NAMES_BYTES_MAX);
    xmlParseDocument(r->libxml);
    if (r->rc == ERR_OK && !r->libxml->wellFormed)
        fail_here(r, ERR_SYNTAX, "not well-formed");
    xmlFreeParserCtxt(r->libxml);
}

err_t xml_parse(str bytes, const struct xml_handler *handler, void *context, struct fail *why)
{
    struct buf converted = {0};
    str text;
    if (!bytes.p)
        bytes = STR("");
    if (bytes.n > XML_BYTES_MAX)
        return fail_set(why, ERR_TOO_LARGE, 0, (str){0}, "an XML text of over 2 GB");
    err_t rc = to_utf8(bytes, &converted, &text, why);
    if (rc == ERR_OK)
        rc = check_tags(text, why);
    if (rc == ERR_OK) {
        if (why)
            why->code = ERR_OK; /* so that a callback's own report can be told from an old one */
        struct reader r = {.handler = handler, .context = context, .why = why, .rest = text};
        r.converted = converted.n > 0;
        run(&r);
        arena_release(&r.values);
        rc = r.rc;
    }
    buf_release(&converted);
    return rc;
}
