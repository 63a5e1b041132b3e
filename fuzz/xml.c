/* SPDX-License-Identifier: Apache-2.0 */
/* xml.c - reading XML: events are balanced, texts are UTF-8, and an error has a text. */
#include "codec/xml.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_text(str text)
{
    check(utf8_find_invalid(text) == text.n && utf8_find_non_xml(text) == text.n);
}

static err_t on_start(void *context, str namespace, str name,
                      const struct xml_attributes *attributes, uint32_t line)
{
    uint32_t *depth = context;
    check(++*depth <= XML_DEPTH_MAX && attributes->count <= XML_ATTRIBUTES_MAX && line > 0);
    check_text(namespace);
    check_text(name);
    for (size_t i = 0; i < attributes->count; i++)
        check_text(attributes->items[i].value);
    return str_equal(name, STR("stop")) ? ERR_INVALID : ERR_OK;
}

static err_t on_text(void *context, str text)
{
    check(*(uint32_t *)context > 0 && text.n > 0);
    check_text(text);
    return ERR_OK;
}

static err_t on_end(void *context)
{
    check((*(uint32_t *)context)-- > 0);
    return ERR_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct xml_handler handler = {on_start, on_text, on_end};
    uint32_t depth = 0;
    struct fail why = {0};
    err_t rc = xml_parse((str){(const char *)data, size}, &handler, &depth, &why);
    check(rc == ERR_OK ? depth == 0 : why.code == rc && why.text[0]);
    return 0;
}
