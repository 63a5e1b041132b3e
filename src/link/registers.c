/* SPDX-License-Identifier: Apache-2.0 */
/* registers.c - bytes of registers in order, most significant first, and what they mean. */
#include "link/registers.h"

#include <errno.h>
#include <math.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "link/value.h"

enum { WORDS_OF_NUMBER_MAX = 4 };

/* bits 0: as many as the registers have. */
static const struct type_row {
    str name;
    enum register_type type;
    uint8_t bits;
} types[] = {{STR("boolean"), REGISTER_BOOLEAN, 16},
             {STR("byte"), REGISTER_SIGNED, 8},
             {STR("unsignedByte"), REGISTER_UNSIGNED, 8},
             {STR("short"), REGISTER_SIGNED, 16},
             {STR("unsignedShort"), REGISTER_UNSIGNED, 16},
             {STR("int"), REGISTER_SIGNED, 32},
             {STR("unsignedInt"), REGISTER_UNSIGNED, 32},
             {STR("long"), REGISTER_SIGNED, 64},
             {STR("unsignedLong"), REGISTER_UNSIGNED, 64},
             {STR("integer"), REGISTER_SIGNED, 0},
             {STR("float"), REGISTER_FLOAT, 32},
             {STR("double"), REGISTER_FLOAT, 64},
             {STR("number"), REGISTER_FLOAT, 0}, /* AID `type`, where modv_type is missing */
             {STR("string"), REGISTER_TEXT, 0},
             {STR("hexBinary"), REGISTER_HEX, 0}};

static bool is_number(enum register_type type)
{
    return type <= REGISTER_FLOAT;
}

/* "integer" and "number" have as many bits as there are registers; a single one cannot hold a
 * float. */
static void fill_bits(struct register_form *form)
{
    if (form->bits || !is_number(form->type))
        return;
    if (form->type == REGISTER_FLOAT && form->count < 2)
        form->type = REGISTER_SIGNED;
    form->bits = (uint8_t)(form->count <= 1 ? 16 : form->count * 16 > 64 ? 0 : form->count * 16);
}

err_t register_form_find(str type, uint16_t count, struct register_form *ret_form, struct fail *why)
{
    str name = str_starts_with(type, STR("xsd:"))  ? str_of(type.p + 4, type.n - 4)
               : str_starts_with(type, STR("xs:")) ? str_of(type.p + 3, type.n - 3)
                                                   : type;
    for (size_t i = 0; i < COUNT_OF(types); i++) {
        if (!str_equal_nocase(name, types[i].name))
            continue;
        struct register_form form = {types[i].type, types[i].bits, count, false, false};
        fill_bits(&form);
        uint16_t needed = (uint16_t)(is_number(form.type) ? (form.bits + 15) / 16 : 1);
        if (!form.count)
            form.count = needed;
        if (form.count > LINK_REGISTERS_MAX || needed == 0 || needed == 3 ||
            (is_number(form.type) ? form.count != needed : form.count < needed))
            return fail_set(why, ERR_INVALID, 0, type,
                            "%.*s does not go into %u registers (at most %d)", STR_ARG(type), count,
                            LINK_REGISTERS_MAX);
        *ret_form = form;
        return ERR_OK;
    }
    return fail_set(why, ERR_INVALID, 0, type,
                    "modv_type %.*s is not supported; there are xsd:boolean, byte, short, int, "
                    "long, unsignedByte, unsignedShort, unsignedInt, unsignedLong, integer, float, "
                    "double, string, hexBinary",
                    STR_ARG(type));
}

static uint16_t swapped(uint16_t word, bool swap)
{
    return (uint16_t)(swap ? word << 8 | word >> 8 : word);
}

/* Where word `i` of a number, the most significant first, stands among the registers. */
static size_t place_of(const struct register_form *form, size_t i)
{
    return form->least_register_first ? form->count - 1u - i : i;
}

static str read_number(const uint16_t *words, const struct register_form *form, struct arena *arena)
{
    uint64_t bits = 0;
    for (size_t i = 0; i < form->count; i++)
        bits = bits << 16 | swapped(words[place_of(form, i)], form->least_byte_first);
    if (form->type == REGISTER_BOOLEAN)
        return bits ? STR("true") : STR("false");
    if (form->type == REGISTER_FLOAT && form->bits == 32) {
        uint32_t low = (uint32_t)bits;
        float number;
        memcpy(&number, &low, sizeof number);
        return link_number_write((double)number, true, arena);
    }
    if (form->type == REGISTER_FLOAT) {
        double number;
        memcpy(&number, &bits, sizeof number);
        return link_number_write(number, false, arena);
    }
    unsigned spare = 64u - form->bits;
    if (form->type == REGISTER_SIGNED)
        return arena_printf(arena, "%lld", (long long)((int64_t)(bits << spare) >> spare));
    return arena_printf(arena, "%llu", (unsigned long long)(bits << spare >> spare));
}

static err_t read_bytes(const uint16_t *words, const struct register_form *form,
                        struct arena *arena, str *ret_text, struct fail *why)
{
    char bytes[2 * LINK_REGISTERS_MAX];
    size_t count = 0;
    for (size_t i = 0; i < form->count; i++) {
        uint16_t word = swapped(words[i], form->least_byte_first);
        bytes[count++] = (char)(word >> 8);
        bytes[count++] = (char)(word & 0xff);
    }
    if (form->type == REGISTER_HEX) {
        struct buf out = {0};
        for (size_t i = 0; i < count; i++)
            buf_printf(&out, "%02X", (unsigned char)bytes[i]);
        *ret_text = arena_dup(arena, buf_str(&out));
        buf_release(&out);
        return ERR_OK;
    }
    str text = str_of(bytes, str_find_char(str_of(bytes, count), '\0'));
    if (utf8_find_invalid(text) < text.n)
        return fail_set(why, ERR_INVALID, 0, (str){0}, "the registers hold no UTF-8 text");
    *ret_text = arena_dup(arena, text);
    return ERR_OK;
}

err_t registers_read(const uint16_t *words, const struct register_form *form, struct arena *arena,
                     str *ret_text, struct fail *why)
{
    if (!is_number(form->type))
        return read_bytes(words, form, arena, ret_text, why);
    *ret_text = read_number(words, form, arena);
    return ERR_OK;
}

/* --- writing --------------------------------------------------------------------------------- */

/* Whole texts go over without a double, which does not hold 64 bits. */
static bool whole_bits(str text, const struct register_form *form, uint64_t *ret_bits)
{
    bool negative = text.n && text.p[0] == '-', is_signed = form->type == REGISTER_SIGNED;
    uint64_t most = is_signed ? (UINT64_MAX >> (64 - form->bits) >> 1) + negative
                              : UINT64_MAX >> (64 - form->bits);
    uint64_t number;
    double real;
    str digits = negative ? str_of(text.p + 1, text.n - 1) : text;
    if (!str_to_u64(digits, UINT64_MAX, &number)) {
        if (!link_number_read(text, &real) || !(fabs(real) < 9e15))
            return false;
        negative = nearbyint(real) < 0;
        number = (uint64_t)fabs(nearbyint(real));
    }
    if (number > most || (negative && !is_signed && number))
        return false;
    *ret_bits = (negative ? 0 - number : number) & UINT64_MAX >> (64 - form->bits);
    return true;
}

static bool number_bits(str text, const struct register_form *form, uint64_t *ret_bits)
{
    double real;
    if (form->type == REGISTER_BOOLEAN) {
        bool yes = str_equal(text, STR("true")) || str_equal(text, STR("1"));
        *ret_bits = yes;
        return yes || str_equal(text, STR("false")) || str_equal(text, STR("0"));
    }
    if (form->type != REGISTER_FLOAT)
        return whole_bits(text, form, ret_bits);
    if (!link_number_read(text, &real))
        return false;
    if (form->bits == 64) {
        memcpy(ret_bits, &real, sizeof real);
        return true;
    }
    float single = (float)real;
    uint32_t low;
    if (isfinite(real) && !isfinite(single))
        return false;
    memcpy(&low, &single, sizeof low);
    *ret_bits = low;
    return true;
}

static int hex_digit(char c)
{
    return ascii_is_digit(c)      ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* Texts are filled up with zeros. */
static bool write_bytes(str text, const struct register_form *form, uint16_t *words)
{
    bool hex = form->type == REGISTER_HEX;
    size_t bytes = hex ? text.n / 2 : text.n;
    if (bytes > 2u * form->count || (hex && text.n % 2))
        return false;
    memset(words, 0, form->count * sizeof *words);
    for (size_t i = 0; i < bytes; i++) {
        int byte = hex ? hex_digit(text.p[2 * i]) * 16 + hex_digit(text.p[2 * i + 1])
                       : (unsigned char)text.p[i];
        if (hex && (hex_digit(text.p[2 * i]) < 0 || hex_digit(text.p[2 * i + 1]) < 0))
            return false;
        words[i / 2] = (uint16_t)(words[i / 2] | (i % 2 ? byte : byte << 8));
    }
    for (size_t i = 0; i < form->count; i++)
        words[i] = swapped(words[i], form->least_byte_first);
    return true;
}

err_t registers_write(str text, const struct register_form *form,
                      uint16_t words[static LINK_REGISTERS_MAX], struct fail *why)
{
    uint64_t bits = 0;
    bool fits =
        is_number(form->type) ? number_bits(text, form, &bits) : write_bytes(text, form, words);
    if (!fits)
        return fail_set(why, ERR_INVALID, 0, (str){0}, "\"%.*s\" does not go into the registers",
                        (int)(text.n < 60 ? text.n : 60), text.p);
    if (is_number(form->type))
        for (size_t i = form->count; i-- > 0; bits >>= 16)
            words[place_of(form, i)] = swapped((uint16_t)bits, form->least_byte_first);
    return ERR_OK;
}
