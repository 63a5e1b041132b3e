/* SPDX-License-Identifier: Apache-2.0 */
/* registers.h - values in Modbus registers. Rule: IDTA 02017-1-1 and W3C WoT Modbus Binding:
 * modv:type (the types of XSD), modv:mostSignificantByte, modv:mostSignificantWord. */
#ifndef SCHALE_LINK_REGISTERS_H
#define SCHALE_LINK_REGISTERS_H

#include "base/arena.h"

enum { LINK_REGISTERS_MAX = 123 };

enum register_type {
    REGISTER_BOOLEAN, /* a coil, or a register that is 0 or not */
    REGISTER_SIGNED,
    REGISTER_UNSIGNED,
    REGISTER_FLOAT,
    REGISTER_TEXT,
    REGISTER_HEX
};

struct register_form {
    enum register_type type;
    uint8_t bits;              /* of a number: 8, 16, 32, 64 */
    uint16_t count;            /* of registers */
    bool least_byte_first;     /* in each register */
    bool least_register_first; /* of a number */
};

/* Finds a type by its name, as "xsd:float", "xs:float" or "float"; count 0: as many as it needs.
 * ERR_INVALID: no such type, or it does not fit into `count` registers. */
MUST_CHECK err_t register_form_find(str type, uint16_t count, struct register_form *ret_form,
                                    struct fail *why);

/* The text of what the registers hold, in `arena`. ERR_INVALID: a text that is not UTF-8. */
MUST_CHECK err_t registers_read(const uint16_t *words, const struct register_form *form,
                                struct arena *arena, str *ret_text, struct fail *why);

/* The registers for a text. Whole numbers round to the nearest. ERR_INVALID: it does not fit. */
MUST_CHECK err_t registers_write(str text, const struct register_form *form,
                                 uint16_t words[static LINK_REGISTERS_MAX], struct fail *why);

#endif
