/* SPDX-License-Identifier: Apache-2.0 */
/* modbus_client.c - libmodbus, whose calls wait: each client has a thread of its own above. */
#include "net/modbus_client.h"

#include <errno.h>
#include <modbus.h>

#include "base/arena.h"

struct modbus_client {
    struct arena home; /* holds this struct */
    modbus_t *modbus;
};

/* libmodbus gives what the server refuses numbers of its own. */
static bool is_exception(int number)
{
    return number > MODBUS_ENOBASE && number < MODBUS_ENOBASE + MODBUS_EXCEPTION_MAX;
}

static err_t failed(int number, const char *doing, struct fail *why)
{
    if (is_exception(number))
        return fail_set(why, ERR_INVALID, 0, STR("modbus"), "%s: the machine refuses: %s", doing,
                        modbus_strerror(number));
    if (number == ETIMEDOUT)
        return fail_set(why, ERR_TIMEOUT, 0, STR("modbus"), "%s: no answer in time", doing);
    return fail_set(why, ERR_IO, 0, STR("modbus"), "%s: %s", doing, modbus_strerror(number));
}

void modbus_client_set_ms(struct modbus_client *client, uint32_t ms_max)
{
    assert(ms_max > 0 && ms_max <= MODBUS_CLIENT_MS_MAX);
    modbus_set_response_timeout(client->modbus, ms_max / 1000, ms_max % 1000 * 1000);
}

err_t modbus_client_open(const char *host, const char *port, uint32_t ms_max,
                         struct modbus_client **ret_client, struct fail *why)
{
    modbus_t *modbus = modbus_new_tcp_pi(host, port);
    if (!modbus)
        return failed(errno, "connecting", why);
    struct modbus_client client = {.modbus = modbus};
    modbus_client_set_ms(&client, ms_max);
    errno = 0;
    if (modbus_connect(modbus) != 0) {
        /* libmodbus tries one address after the other and keeps no number of the last failure. */
        int number = errno && errno != EINPROGRESS ? errno : ECONNREFUSED;
        modbus_free(modbus);
        return failed(number, "connecting", why);
    }
    struct arena home = {0};
    struct modbus_client *made = ARENA_NEW(&home, struct modbus_client);
    *made = client;
    made->home = home;
    *ret_client = made;
    return ERR_OK;
}

void modbus_client_close(struct modbus_client *client)
{
    modbus_close(client->modbus);
    modbus_free(client->modbus);
    struct arena home = client->home;
    arena_release(&home);
}

static int read_words(modbus_t *modbus, const struct modbus_place *place, uint16_t *words)
{
    uint8_t bit = 0;
    int read = -1;
    switch (place->table) {
    case MODBUS_COILS:
        read = modbus_read_bits(modbus, place->address, 1, &bit);
        words[0] = bit;
        break;
    case MODBUS_DISCRETE_INPUTS:
        read = modbus_read_input_bits(modbus, place->address, 1, &bit);
        words[0] = bit;
        break;
    case MODBUS_HOLDING_REGISTERS:
        read = modbus_read_registers(modbus, place->address, place->count, words);
        break;
    case MODBUS_INPUT_REGISTERS:
        read = modbus_read_input_registers(modbus, place->address, place->count, words);
        break;
    }
    return read;
}

static int write_words(modbus_t *modbus, const struct modbus_place *place, const uint16_t *words)
{
    uint8_t bit = words[0] != 0;
    if (place->table == MODBUS_COILS)
        return place->several ? modbus_write_bits(modbus, place->address, 1, &bit)
                              : modbus_write_bit(modbus, place->address, bit);
    assert(place->table == MODBUS_HOLDING_REGISTERS);
    if (place->count == 1 && !place->several)
        return modbus_write_register(modbus, place->address, words[0]);
    return modbus_write_registers(modbus, place->address, place->count, words);
}

err_t modbus_client_read(struct modbus_client *client, const struct modbus_place *place,
                         uint16_t words[static MODBUS_CLIENT_REGISTERS_MAX], struct fail *why)
{
    assert(place->count >= 1 && place->count <= MODBUS_CLIENT_REGISTERS_MAX);
    errno = 0;
    if (modbus_set_slave(client->modbus, place->unit) != 0 ||
        read_words(client->modbus, place, words) < 0)
        return failed(errno, "reading", why);
    return ERR_OK;
}

err_t modbus_client_write(struct modbus_client *client, const struct modbus_place *place,
                          const uint16_t words[static MODBUS_CLIENT_REGISTERS_MAX],
                          struct fail *why)
{
    assert(place->count >= 1 && place->count <= MODBUS_CLIENT_REGISTERS_MAX);
    errno = 0;
    if (modbus_set_slave(client->modbus, place->unit) != 0 ||
        write_words(client->modbus, place, words) < 0)
        return failed(errno, "writing", why);
    return ERR_OK;
}
