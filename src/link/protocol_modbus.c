/* SPDX-License-Identifier: Apache-2.0 */
/* protocol_modbus.c - datapoints over Modbus TCP: polled and written. Rule: IDTA 02017-1-1, modv_*;
 * W3C WoT Modbus Binding: href is [/unit]/address[?quantity=n]. */
#include "link/protocol.h"
#include "link/registers.h"
#include "net/modbus_client.h"

enum { UNIT_DEFAULT = 1, UNIT_MAX = 247, UNIT_NONE = 255 };

struct plan {
    struct modbus_place place;
    struct register_form form;
    uint32_t timeout_ms;
};

/* --- forms ----------------------------------------------------------------------------------- */

static const struct function {
    str name; /* also its number */
    str number;
    enum modbus_table table;
    bool writes, several;
} functions[] = {
    {STR("readCoil"), STR("1"), MODBUS_COILS, false, false},
    {STR("readDiscreteInput"), STR("2"), MODBUS_DISCRETE_INPUTS, false, false},
    {STR("readHoldingRegisters"), STR("3"), MODBUS_HOLDING_REGISTERS, false, false},
    {STR("readInputRegisters"), STR("4"), MODBUS_INPUT_REGISTERS, false, false},
    {STR("writeSingleCoil"), STR("5"), MODBUS_COILS, true, false},
    {STR("writeSingleHoldingRegister"), STR("6"), MODBUS_HOLDING_REGISTERS, true, false},
    {STR("writeMultipleCoils"), STR("15"), MODBUS_COILS, true, true},
    {STR("writeMultipleHoldingRegisters"), STR("16"), MODBUS_HOLDING_REGISTERS, true, true}};

static const struct {
    str name;
    enum modbus_table table;
    bool writable;
} entities[] = {{STR("Coil"), MODBUS_COILS, true},
                {STR("DiscreteInput"), MODBUS_DISCRETE_INPUTS, false},
                {STR("HoldingRegister"), MODBUS_HOLDING_REGISTERS, true},
                {STR("InputRegister"), MODBUS_INPUT_REGISTERS, false}};

/* A function goes one way; an entity alone both, where it can be written. */
static err_t find_table(struct link_form *form, bool writes, struct modbus_place *place,
                        struct fail *why)
{
    str function = form->terms[TERM_MODV_FUNCTION], entity = form->terms[TERM_MODV_ENTITY];
    str op = form->terms[TERM_OP];
    for (size_t i = 0; i < COUNT_OF(functions); i++)
        if (function.n && (str_equal_nocase(function, functions[i].name) ||
                           str_equal(function, functions[i].number))) {
            place->table = functions[i].table;
            place->several = functions[i].several;
            form->there = functions[i].writes == writes;
            return ERR_OK;
        }
    if (function.n)
        return fail_set(why, ERR_NOT_IMPLEMENTED, 0, function,
                        "modv_function %.*s is not supported", STR_ARG(function));
    for (size_t i = 0; i < COUNT_OF(entities); i++)
        if (str_equal_nocase(entity, entities[i].name)) {
            place->table = entities[i].table;
            form->there = !writes || entities[i].writable;
            if (op.n)
                form->there &=
                    str_find(op, writes ? STR("writeproperty") : STR("readproperty")) < op.n;
            return ERR_OK;
        }
    return fail_set(why, ERR_INVALID, 0, entity,
                    "the form needs modv_function, or modv_entity Coil, DiscreteInput, "
                    "HoldingRegister or InputRegister");
}

static str after_last(str text, char c)
{
    size_t at = text.n;
    while (at > 0 && text.p[at - 1] != c)
        at--;
    return str_of(text.p + at, text.n - at);
}

/* The numbers in "scheme://host:port/unit/address?quantity=n&...". */
struct href {
    str unit, address, quantity;
};

static struct href read_href(str text)
{
    struct href href = {0};
    size_t scheme = str_find(text, STR("://")) + 3;
    text = str_of(text.p + scheme, text.n - scheme);
    size_t host = str_find_char(text, '/');
    text = str_of(text.p + host, text.n - host);
    str path = str_of(text.p, str_find_char(text, '?'));
    str query = str_of(text.p + path.n, text.n - path.n);
    size_t at = str_find(query, STR("quantity="));
    if (at < query.n) {
        str rest = str_of(query.p + at + 9, query.n - at - 9);
        href.quantity = str_of(rest.p, str_find_char(rest, '&'));
    }
    while (path.n && path.p[0] == '/')
        path = str_of(path.p + 1, path.n - 1);
    href.address = after_last(path, '/');
    href.unit = str_of(path.p, path.n - href.address.n);
    if (href.unit.n)
        href.unit.n--;
    return href;
}

/* A number of a term, else of the href, else the default. */
static bool number_of(str term, str href, uint64_t max, uint64_t otherwise, uint64_t *ret_number)
{
    str text = term.n ? term : href;
    *ret_number = otherwise;
    return !text.n || str_to_u64(text, max, ret_number);
}

/* Relative to the base, which may have the unit. A form cannot leave the interface's connection. */
static err_t resolve(struct link_interface *interface, const struct link_form *form,
                     struct href *ret_href, struct fail *why)
{
    struct address address;
    str href = form->terms[TERM_HREF];
    err_t err = address_read_machine(&interface->home, interface->base, href, &address, why);
    if (err)
        return err;
    if (!str_equal(address.scheme, interface->address.scheme) ||
        !str_equal(address.host, interface->address.host) ||
        !str_equal(address.port, interface->address.port))
        return fail_set(why, ERR_INVALID, 0, href, "href %.*s leaves the machine of base",
                        STR_ARG(href));
    *ret_href = read_href(address.url);
    return ERR_OK;
}

static err_t find_place(struct link_interface *interface, const struct link_form *form,
                        struct modbus_place *place, struct fail *why)
{
    struct href href = {0};
    uint64_t unit, address, quantity;
    err_t err = resolve(interface, form, &href, why);
    if (err)
        return err;
    bool one_based = str_equal(form->terms[TERM_MODV_ZERO_BASED], STR("false"));
    bool sound =
        number_of(form->terms[TERM_MODV_UNIT_ID], href.unit, UNIT_NONE, UNIT_DEFAULT, &unit) &&
        number_of(form->terms[TERM_MODV_ADDRESS], href.address, UINT16_MAX + 1, UINT64_MAX,
                  &address) &&
        number_of(form->terms[TERM_MODV_QUANTITY], href.quantity, MODBUS_CLIENT_REGISTERS_MAX, 0,
                  &quantity) &&
        (unit <= UNIT_MAX || unit == UNIT_NONE) && address != UINT64_MAX && address >= one_based &&
        address - one_based <= UINT16_MAX;
    if (!sound)
        return fail_set(why, ERR_INVALID, 0, form->terms[TERM_HREF],
                        "href %.*s is not /unit/address?quantity=n with a unit up to 247 (or 255), "
                        "an address from %d up to %d and a quantity up to %d",
                        STR_ARG(form->terms[TERM_HREF]), one_based, UINT16_MAX + one_based,
                        MODBUS_CLIENT_REGISTERS_MAX);
    place->unit = (uint8_t)unit;
    place->address = (uint16_t)(address - one_based);
    place->count = (uint16_t)quantity;
    return ERR_OK;
}

/* modv_type, else the datapoint's own type, in as many registers as there are. */
static err_t find_form(const struct link_form *form, const struct link_property *property,
                       struct plan *plan, struct fail *why)
{
    struct modbus_place *place = &plan->place;
    bool bit = place->table == MODBUS_COILS || place->table == MODBUS_DISCRETE_INPUTS;
    str type = form->terms[TERM_MODV_TYPE];
    if (!type.n)
        type = bit ? STR("boolean") : property->type.n ? property->type : STR("integer");
    if (bit && place->count > 1)
        return fail_set(why, ERR_NOT_IMPLEMENTED, 0, form->terms[TERM_HREF],
                        "a datapoint of several coils is not supported");
    if (!place->count && !form->terms[TERM_MODV_TYPE].n)
        place->count = 1;
    err_t err = register_form_find(type, bit ? 1 : place->count, &plan->form, why);
    place->count = plan->form.count;
    plan->form.least_byte_first = str_equal(form->terms[TERM_MODV_BYTE_ORDER], STR("false"));
    plan->form.least_register_first = str_equal(form->terms[TERM_MODV_WORD_ORDER], STR("false"));
    return err;
}

static err_t prepare(struct link_interface *interface, const struct link_property *property,
                     struct link_form *form, bool writes, struct fail *why)
{
    struct plan *plan = ARENA_NEW(&interface->home, struct plan);
    err_t err = find_table(form, writes, &plan->place, why);
    if (err || !form->there)
        return err;
    err = find_place(interface, form, &plan->place, why);
    if (!err)
        err = find_form(form, property, plan, why);
    plan->timeout_ms = connection_timeout_ms(form);
    form->plan = plan;
    return err;
}

/* --- the session ----------------------------------------------------------------------------- */

static err_t open_modbus(struct link_connection *connection, struct fail *why)
{
    struct modbus_client *client;
    const struct link_interface *interface = connection->interface;
    err_t err = modbus_client_open(interface->host, interface->address.port.p,
                                   LINK_TIMEOUT_MS_DEFAULT, &client, why);
    if (!err)
        connection->session = client;
    return err;
}

static void close_modbus(struct link_connection *connection)
{
    modbus_client_close(connection->session);
    connection->session = NULL;
}

static err_t read_modbus(struct link_connection *connection, const struct link_property *property,
                         struct fail *why)
{
    const struct plan *plan = property->read.plan;
    uint16_t words[MODBUS_CLIENT_REGISTERS_MAX];
    str text;
    modbus_client_set_ms(connection->session, plan->timeout_ms);
    err_t err = modbus_client_read(connection->session, &plan->place, words, why);
    if (err)
        return err;
    struct arena arena = {0};
    err = registers_read(words, &plan->form, &arena, &text, why);
    if (!err)
        connection_deliver(connection, property, CODEC_PLAIN, text, NULL);
    arena_release(&arena);
    return err;
}

static err_t write_modbus(struct link_connection *connection, const struct link_property *property,
                          const struct link_raw *raw, struct fail *why)
{
    const struct plan *plan = property->write.plan;
    uint16_t words[MODBUS_CLIENT_REGISTERS_MAX];
    err_t err = registers_write(raw->text, &plan->form, words, why);
    if (err)
        return err;
    modbus_client_set_ms(connection->session, plan->timeout_ms);
    return modbus_client_write(connection->session, &plan->place, words, why);
}

const struct link_protocol link_modbus = {.name = "modbus",
                                          .schemes = {STR("modbus+tcp")},
                                          .prepare = prepare,
                                          .open = open_modbus,
                                          .close = close_modbus,
                                          .read = read_modbus,
                                          .write = write_modbus};
