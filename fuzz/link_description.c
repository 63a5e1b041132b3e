/* SPDX-License-Identifier: Apache-2.0 */
/* link_description.c - any JSON as a mapping configuration and as a description of interfaces:
 * whatever it holds, each mapping either goes some way or says why not. */
#include "link/mapping.h"

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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct link_relations relations = {0};
    struct json json;
    if (json_read(str_of((const char *)data, size), &json, NULL) != ERR_OK)
        return 0;
    mapping_read(&json, STR("urn:x"), &arena, &relations);
    read_interfaces(&json, &relations);
    json_release(&json);
    arena_release(&arena);
    return 0;
}
