/* SPDX-License-Identifier: Apache-2.0 */
/* modbus_client.h - one connection to a Modbus TCP server, over libmodbus: reading and writing
 * coils and registers. For one thread. Knows no AAS. Rule: Modbus Application Protocol 1.1b3. */
#ifndef SCHALE_NET_MODBUS_CLIENT_H
#define SCHALE_NET_MODBUS_CLIENT_H

#include "base/base.h"

enum {
    MODBUS_CLIENT_REGISTERS_MAX = 123, /* of one request: 125 read, 123 written (6.3, 6.12) */
    MODBUS_CLIENT_UNIT_MAX = 255,
    MODBUS_CLIENT_MS_MAX = 60000
};

/* The four tables of a server (4.3). */
enum modbus_table {
    MODBUS_COILS,
    MODBUS_DISCRETE_INPUTS,
    MODBUS_HOLDING_REGISTERS,
    MODBUS_INPUT_REGISTERS
};

/* A place in a server. */
struct modbus_place {
    uint8_t unit; /* behind a gateway; 255 or 1 where there is none */
    enum modbus_table table;
    uint16_t address; /* as it is sent: from 0 */
    uint16_t count;   /* 1 to MODBUS_CLIENT_REGISTERS_MAX; coils: 1 */
    bool several;     /* writing: with function 15 or 16 even when it is only one */
};

struct modbus_client;

/* Connects, within ms_max; ms_max also holds for each answer. ERR_IO, ERR_TIMEOUT. */
MUST_CHECK err_t modbus_client_open(const char *host, const char *port, uint32_t ms_max,
                                    struct modbus_client **ret_client, struct fail *why);
void modbus_client_close(struct modbus_client *client);

/* How long an answer may take from now on. */
void modbus_client_set_ms(struct modbus_client *client, uint32_t ms_max);

/* Each word is a register, or 0 and 1 for a coil.
 *   ERR_INVALID          the server refuses (why->text is its exception in words)
 *   ERR_IO, ERR_TIMEOUT  the connection is of no use any more */
MUST_CHECK err_t modbus_client_read(struct modbus_client *client, const struct modbus_place *place,
                                    uint16_t words[static MODBUS_CLIENT_REGISTERS_MAX],
                                    struct fail *why);
MUST_CHECK err_t modbus_client_write(struct modbus_client *client, const struct modbus_place *place,
                                     const uint16_t words[static MODBUS_CLIENT_REGISTERS_MAX],
                                     struct fail *why);

#endif
