/* SPDX-License-Identifier: Apache-2.0 */
/* link_payload.c - any payload or registers of a machine: what becomes a value is one of its type,
 * and goes back. */
#include "link/payload.h"
#include "link/registers.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void convert(const struct link_raw *raw, uint8_t choice, struct arena *arena)
{
    struct link_scale scale = link_scale_none();
    struct fail why = {0};
    struct link_raw back;
    enum xsd_type type = (enum xsd_type)(choice % XSD_COUNT);
    str text, again;
    struct buf out = {0};
    if (link_value_of_raw(raw, &scale, type, arena, &text, &why) != ERR_OK)
        return;
    check(xsd_is_valid(type, text));
    check(!link_value_differs(text, text, type, 0));
    check(link_raw_of_value(text, type, &scale, arena, &back, &why) == ERR_OK);
    check(link_value_of_raw(&back, &scale, type, arena, &again, &why) == ERR_OK);
    check(!link_value_differs(text, again, type, 0) || type == XSD_BOOLEAN);
    link_payload_write(CODEC_JSON, &back, &out);
    check(link_payload_read(CODEC_JSON, buf_str(&out), NULL, 0, arena, &back, &why) == ERR_OK);
    buf_release(&out);
}

static void convert_registers(const uint8_t *data, size_t size, uint8_t choice, struct arena *arena)
{
    static const char *const types[] = {"boolean",      "byte",     "unsignedShort", "int",
                                        "unsignedLong", "float",    "double",        "string",
                                        "integer",      "hexBinary"};
    uint16_t words[LINK_REGISTERS_MAX] = {0}, back[LINK_REGISTERS_MAX] = {0};
    struct register_form form;
    struct fail why = {0};
    str text;
    memcpy(words, data, size < sizeof words ? size : sizeof words);
    if (register_form_find(str_from(types[choice % COUNT_OF(types)]), choice / 16, &form, &why))
        return;
    form.least_byte_first = choice & 1;
    form.least_register_first = choice & 2;
    if (registers_read(words, &form, arena, &text, &why) == ERR_OK) {
        struct link_raw raw = {RAW_NUMBER, text};
        check(registers_write(text, &form, back, &why) == ERR_OK);
        convert(&raw, choice, arena);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct link_raw raw;
    struct fail why = {0};
    str keys[] = {STR("a"), STR("b")};
    if (size < 2)
        return 0;
    str payload = {(const char *)data + 2, size - 2};
    if (link_payload_read(data[0] & 1 ? CODEC_PLAIN : CODEC_JSON, payload, keys,
                          data[0] & 1 ? 0 : (data[0] >> 1) % 3, &arena, &raw, &why) == ERR_OK)
        convert(&raw, data[1], &arena);
    convert_registers(data + 2, size - 2, data[1], &arena);
    arena_release(&arena);
    return 0;
}
