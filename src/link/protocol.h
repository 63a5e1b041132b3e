/* SPDX-License-Identifier: Apache-2.0 */
/* protocol.h - what a connection needs from a protocol: one table for each, in protocol_http.c,
 * protocol_mqtt.c and protocol_modbus.c. Errors: ERR_IO, ERR_TIMEOUT and ERR_BUSY mean that the
 * connection is lost; all others are about the one datapoint. */
#ifndef SCHALE_LINK_PROTOCOL_H
#define SCHALE_LINK_PROTOCOL_H

#include "link/connection.h"

struct link_protocol {
    const char *name;
    str schemes[2]; /* of the base */

    /* Reads the terms of a form for reading, or for writing: makes form->plan in the interface's
     * home, or clears form->there when the form goes the other way only. ERR_INVALID,
     * ERR_NOT_IMPLEMENTED: why->text says what is wrong with it. */
    err_t (*prepare)(struct link_interface *interface, const struct link_property *property,
                     struct link_form *form, bool writes, struct fail *why);

    err_t (*open)(struct link_connection *connection, struct fail *why);
    void (*close)(struct link_connection *connection);

    /* Asks for a datapoint and delivers what comes. NULL: values come by themselves. */
    err_t (*read)(struct link_connection *connection, const struct link_property *property,
                  struct fail *why);
    err_t (*write)(struct link_connection *connection, const struct link_property *property,
                   const struct link_raw *raw, struct fail *why);

    /* Waits for what comes by itself; ends early when woken. NULL: nothing comes. */
    err_t (*wait)(struct link_connection *connection, int ms, struct fail *why);
    void (*wake)(struct link_connection *connection); /* from any thread, while it is open */
};

extern const struct link_protocol link_http, link_mqtt, link_modbus;

/* By the scheme of an address; NULL: none of ours. */
const struct link_protocol *link_protocol_find(str scheme);

#endif
