/* SPDX-License-Identifier: Apache-2.0 */
/* asset_port.c - addresses, and the elements that hold them. */
#include "plan/security/inventory/asset_port.h"

#include "model/term.h"

static const struct {
    const char *scheme;
    enum asset_transport transport;
    uint16_t port;
    const char *name;
} schemes[] = {
#define SCHEME(scheme, transport, port, name) {scheme, transport, port, name},
#include "plan/security/inventory/asset_port.def"
#undef SCHEME
};

str asset_transport_name(enum asset_transport transport)
{
    return transport == TRANSPORT_UDP ? STR("udp") : STR("tcp");
}

/* --- one address -------------------------------------------------------------------------------
 */

/* What stands between "//" and the path, without a user. */
static str authority_of(str rest)
{
    size_t n = 0, from = 0;
    while (n < rest.n && rest.p[n] != '/' && rest.p[n] != '?' && rest.p[n] != '#')
        n++;
    for (size_t i = 0; i < n; i++)
        if (rest.p[i] == '@')
            from = i + 1;
    return str_of(rest.p + from, n - from);
}

/* The text behind the host's colon; that of an IPv6 address stands in brackets. */
static str port_of(str authority)
{
    size_t at = authority.n;
    while (at > 0 && authority.p[at - 1] != ':' && authority.p[at - 1] != ']')
        at--;
    return at > 0 && authority.p[at - 1] == ':' ? str_of(authority.p + at, authority.n - at)
                                                : (str){0};
}

bool asset_port_read(str uri, struct asset_port *ret_port)
{
    size_t colon = str_find(uri, STR("://"));
    uint64_t number;
    if (colon == uri.n)
        return false;
    str scheme = str_of(uri.p, colon),
        authority = authority_of(str_of(uri.p + colon + 3, uri.n - colon - 3)),
        port = port_of(authority);
    if (!authority.n || (port.n && (!str_to_u64(port, UINT16_MAX, &number) || !number)))
        return false;
    for (size_t i = 0; i < COUNT_OF(schemes); i++)
        if (str_equal_nocase(scheme, str_from(schemes[i].scheme))) {
            *ret_port = (struct asset_port){schemes[i].transport,
                                            port.n ? (uint16_t)number : schemes[i].port,
                                            str_from(schemes[i].name)};
            return true;
        }
    return false;
}

/* --- the list ----------------------------------------------------------------------------------
 */

static void add_port(struct asset_ports *ports, const struct asset_port *port)
{
    size_t at = 0;
    for (; at < ports->count; at++) {
        const struct asset_port *other = &ports->items[at];
        if (other->port == port->port && other->transport == port->transport)
            return;
        if (other->port > port->port ||
            (other->port == port->port && other->transport > port->transport))
            break;
    }
    if (ports->count == ASSET_PORTS_MAX) {
        ports->incomplete = true;
        return;
    }
    memmove(&ports->items[at + 1], &ports->items[at], (ports->count - at) * sizeof *ports->items);
    ports->items[at] = *port;
    ports->count++;
}

/* Elements below `element` that are one of two terms. */
struct address_walk {
    const struct json *json;
    struct asset_ports *ports;
    enum term terms[2];
    size_t found;   /* ports */
    size_t unknown; /* absolute addresses that lead to none */
};

static void take_address(struct address_walk *walk, uint32_t element)
{
    struct asset_port port;
    uint32_t value = json_member(walk->json, element, STR("value"));
    if (!value || json_type(walk->json, value) != JSON_STRING)
        return;
    str uri = json_string_raw(walk->json, value);
    if (asset_port_read(uri, &port)) {
        add_port(walk->ports, &port);
        walk->found++;
    } else
        walk->unknown += str_find_char(uri, ':') < uri.n;
}

/* As deep as JSON goes: an address that is not seen would be a port that is called none. */
static void walk_addresses(struct address_walk *walk, uint32_t element)
{
    uint32_t children = element_children(walk->json, element);
    if (!children)
        return;
    for (uint32_t at = children + 1; at < json_next(walk->json, children);
         at = json_next(walk->json, at)) {
        if (element_is_term(walk->json, at, walk->terms[0]) ||
            element_is_term(walk->json, at, walk->terms[1]))
            take_address(walk, at);
        else
            walk_addresses(walk, at);
    }
}

void asset_ports_add_interfaces(const struct json *submodel, struct asset_ports *ports)
{
    uint32_t children = element_children(submodel, 0), count = 0;
    for (uint32_t at = children ? children + 1 : 0; children && at < json_next(submodel, children);
         at = json_next(submodel, at)) {
        struct address_walk walk = {
            .json = submodel, .ports = ports, .terms = {TERM_BASE, TERM_HREF}};
        if (!term_find(submodel, at, TERM_ENDPOINT))
            continue;
        walk_addresses(&walk, at);
        count++;
        ports->incomplete |= walk.unknown || !walk.found;
    }
    ports->described |= count > 0;
}

void asset_ports_add_datasheet(const struct json *submodel, struct asset_ports *ports)
{
    struct address_walk walk = {
        .json = submodel, .ports = ports, .terms = {TERM_ENDPOINT_URI, TERM_DISCOVERY_URL}};
    walk_addresses(&walk, 0);
    ports->incomplete |= walk.unknown > 0;
}
