/* SPDX-License-Identifier: Apache-2.0 */
/* asset_port.h - where something may connect to an asset, out of the addresses that its interfaces
 * have. */
#ifndef SCHALE_PLAN_SECURITY_ASSET_PORT_H
#define SCHALE_PLAN_SECURITY_ASSET_PORT_H

#include "codec/json.h"

enum { ASSET_PORTS_MAX = 64 };

enum asset_transport { TRANSPORT_TCP, TRANSPORT_UDP };
/* "tcp", "udp" */
str asset_transport_name(enum asset_transport transport);

struct asset_port {
    enum asset_transport transport;
    uint16_t port;
    str name; /* "Modbus", "OPC UA", "MQTT" … (asset_port.def) */
};

/* The port that an absolute address leads to, by its authority, else by its scheme. False: it is
 * relative, or its scheme is not in asset_port.def. The name is static. Rule: RFC 3986, 3. */
bool asset_port_read(str uri, struct asset_port *ret_port);

/* The ports of an asset while its submodels are read. Zero before the first use. */
struct asset_ports {
    struct asset_port items[ASSET_PORTS_MAX]; /* sorted, each once */
    size_t count;
    bool described;  /* an Asset Interfaces Description was there */
    bool incomplete; /* ... with an interface whose port is not known, or more than fit */
};

/* Adds those of an Asset Interfaces Description (IDTA 02017): `base` of each interface, and where a
 * form's `href` is absolute, that. */
void asset_ports_add_interfaces(const struct json *submodel, struct asset_ports *ports);

/* Adds those of an OPC UA Server Datasheet (IDTA 02009): endpoints and discovery. That other
 * servers are not on the asset it does not say. */
void asset_ports_add_datasheet(const struct json *submodel, struct asset_ports *ports);

#endif
