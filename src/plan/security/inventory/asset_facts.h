/* SPDX-License-Identifier: Apache-2.0 */
/* asset_facts.h - what the submodels of a shell say about its asset, as far as security asks: who
 * made it, which one it is, which versions run on it, which ports it listens on, where it stands.
 * Sources: Digital Nameplate (IDTA 02006, 2.0 and 3.0), Technical Data (02003), Software Nameplate
 * (02007), Handover Documentation (02004), Asset Interfaces Description (02017), OPC UA Server
 * Datasheet (02009), Hierarchical Structures (02011). */
#ifndef SCHALE_PLAN_SECURITY_ASSET_FACTS_H
#define SCHALE_PLAN_SECURITY_ASSET_FACTS_H

#include "search/card.h"

enum { ASSET_PORTS_MAX = 64 };

enum asset_transport { TRANSPORT_TCP, TRANSPORT_UDP };

/* Where something may connect to the asset. */
struct asset_port {
    enum asset_transport transport;
    uint16_t port;
    str name; /* "Modbus", "OPC UA", "MQTT" …, or the interface's idShort */
};

/* What is missing for a sure match, as bits. */
enum asset_lack {
    ASSET_LACKS_MAKER = 1,
    ASSET_LACKS_ORDER_CODE = 2, /* neither order code nor article number */
    ASSET_LACKS_SERIAL_NUMBER = 4,
    ASSET_LACKS_VERSION = 8, /* neither firmware nor software */
    ASSET_LACKS_PRODUCT = 16,
};

struct asset_facts {
    str shell_id, name; /* what the shell goes by */
    str global_asset_id;
    str maker, product, family, type, order_code, article_number, serial_number;
    str hardware, firmware, software, location, cpe, purl;
    struct asset_port ports[ASSET_PORTS_MAX]; /* sorted, each once */
    size_t port_count;
    bool ports_known; /* an interface description was there: ports that it does not name are none */
    unsigned lacks;
};

/* Texts live in the arena. */
void asset_facts_read(struct store *store, struct arena *arena, struct document *shell,
                      struct asset_facts *ret_facts);

#endif
