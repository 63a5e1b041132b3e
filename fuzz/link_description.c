/* SPDX-License-Identifier: Apache-2.0 */
/* link_description.c - any JSON as a mapping configuration and as a description of interfaces:
 * whatever it holds, each mapping either goes some way or says why not; the ports of the asset are
 * in order, each once. */
#include "link/mapping.h"
#include "plan/security/inventory/asset_port.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_interfaces(const struct json *json, struct link_relations *relations)
{
    struct allow_list allowed = {0};
    struct link_logins logins = {0};
    uint32_t children = element_children(json, 0);
    if (!children)
        return;
    for (uint32_t at = children + 1; at < json_next(json, children); at = json_next(json, at)) {
        struct link_interface *interface = interface_read(json, at, STR("urn:x"), relations->items,
                                                          relations->count, &allowed, &logins);
        if (!interface->hindrance) /* nothing is allowed */
            abort();
        for (struct link_mapping *one = interface->mappings; one; one = one->next)
            if (!one->reads && !one->writes && !one->problem.p)
                abort();
        interface_free(interface);
    }
}

static void read_ports(const struct json *json)
{
    struct asset_ports ports = {0};
    asset_ports_add_interfaces(json, &ports);
    asset_ports_add_datasheet(json, &ports);
    for (size_t i = 0; i < ports.count; i++) {
        const struct asset_port *port = &ports.items[i], *next = port + 1;
        if (!port->port || !port->name.n)
            abort();
        if (i + 1 < ports.count &&
            (port->port > next->port ||
             (port->port == next->port && port->transport >= next->transport)))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct link_relations relations = {0};
    struct json json;
    if (json_read(str_of((const char *)data, size), &json, NULL) != ERR_OK)
        return 0;
    mapping_read(&json, STR("urn:x"), &arena, &relations);
    read_interfaces(&json, &relations);
    read_ports(&json);
    json_release(&json);
    arena_release(&arena);
    return 0;
}
