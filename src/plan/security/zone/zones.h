/* SPDX-License-Identifier: Apache-2.0 */
/* zones.h - zones and conduits of a plant (IEC 62443-3-2) as a submodel that every AAS tool can
 * read. Its template: templates/security_zones.json. */
#ifndef SCHALE_PLAN_SECURITY_ZONES_H
#define SCHALE_PLAN_SECURITY_ZONES_H

#include "base/arena.h"
#include "base/buf.h"
#include "codec/json.h"
#include "model/finding.h"
#include "plan/security/inventory/asset_facts.h"

#define ZONES_SEMANTIC_ID "urn:schale:template:SecurityZones:1:0"
#define ZONES_ID "urn:schale:security-zones" /* the one submodel of a plant */

enum {
    ZONES_MAX = 500,
    CONDUITS_MAX = 2000,
    CONDUIT_FLOWS_MAX = 100,
    FLOW_RANGES_MAX = 32,
    ZONE_ASSETS_MAX = 20000,
    ZONE_REQUIREMENTS = 7, /* FR 1 IAC … FR 7 RA (IEC 62443-3-3) */
    ZONE_LEVEL_MAX = 4,
    ZONE_CRITICALITY_MAX = 4,
    ZONE_ID_BYTES_MAX = 128,    /* of a conduit, too */
    ZONE_TEXT_BYTES_MAX = 2000, /* a name, a description, a note */
    ZONE_PLACE_MAX = 1000000,   /* on the drawing, in all four directions */
};

struct zone {
    str id; /* an idShort */
    str name, description;
    bool untrusted;  /* where attackers are: the internet, the office */
    int criticality; /* 1 to 4; 0: not said */
    uint8_t target[ZONE_REQUIREMENTS], achieved[ZONE_REQUIREMENTS];
    const str *assets; /* ids of shells */
    size_t asset_count;
    int x, y; /* of the drawing */
};

enum flow_direction {
    FLOW_FORTH,
    FLOW_BACK,
    FLOW_BOTH
}; /* who opens the connection: `from`, `to` */

/* What a conduit lets pass. */
struct flow {
    bool tcp, udp; /* both: any transport */
    struct {
        uint16_t first, last;
    } ranges[FLOW_RANGES_MAX];
    size_t range_count; /* 0: all ports */
    enum flow_direction direction;
    str note;
};

struct conduit {
    str id, name;
    size_t from, to; /* in zones[] */
    const struct flow *flows;
    size_t flow_count;
};

struct zones {
    const struct zone *zones;
    size_t zone_count;
    const struct conduit *conduits;
    size_t conduit_count;
};

/* The JSON of docs/security-api.md → struct; "reasons" of a proposal are passed over. ERR_INVALID,
 * ERR_TOO_LARGE (why->where: JSON path; why->text: what is wrong and what to do, in `language`).
 * Texts in the arena. */
MUST_CHECK err_t zones_read_json(struct arena *arena, const struct json *json,
                                 enum language language, struct zones *ret_zones, struct fail *why);
void zones_write_json(const struct zones *zones, struct buf *out);
/* The same without the braces, for an answer that says more. */
void zones_write_members(const struct zones *zones, struct buf *out);

/* "102,502-510"; empty or "any": all ports. False when it is none; *ret_many: more than
 * FLOW_RANGES_MAX ranges. Sets the ranges of `flow`. */
bool flow_ports_read(str text, struct flow *flow, bool *ret_many);
void flow_write_ports(const struct flow *flow, struct buf *out);
/* "tcp", "udp", "any"; "forth", "back", "both". */
str flow_transport(const struct flow *flow);
str flow_direction_name(enum flow_direction direction);

/* The submodel, to be checked like any other before it is stored; and back, with the checks of
 * zones_read_json. ERR_SYNTAX, ERR_INVALID, ERR_TOO_LARGE. */
void zones_write_submodel(const struct zones *zones, struct buf *out);
MUST_CHECK err_t zones_read_submodel(struct arena *arena, str body, struct zones *ret_zones,
                                     struct fail *why);

/* What the store has; no zones and revision 0 when there is no such submodel. */
MUST_CHECK err_t zones_load(struct store *store, struct arena *arena, struct zones *ret_zones,
                            uint64_t *ret_revision, struct fail *why);

#endif
