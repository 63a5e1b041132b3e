/* SPDX-License-Identifier: Apache-2.0 */
/* links_json.c - all interfaces, mappings and problems as JSON, for people and the user interface.
 */
#include "base/clock.h"
#include "link/links_private.h"
#include "link/protocol.h"

static void add_member(struct buf *out, const char *name, str text)
{
    if (!text.p)
        return;
    buf_printf(out, ",\"%s\":", name);
    json_write_string(out, text);
}

static void add_time(struct buf *out, const char *name, int64_t wall_ms)
{
    char text[CLOCK_TEXT_BYTES];
    if (!wall_ms)
        return;
    clock_format(wall_ms, text);
    buf_printf(out, ",\"%s\":\"%s\"", name, text);
}

static void add_error(struct buf *out, const char *name, const char *error)
{
    if (error[0])
        add_member(out, name, str_from(error));
}

static void add_mapping(struct buf *out, const struct link_mapping *mapping)
{
    const struct link_value_state *state = mapping->state;
    buf_add(out, STR("{\"source\":"));
    json_write_string(out, mapping->source);
    add_member(out, "submodelId", mapping->target_id);
    add_member(out, "path", mapping->target_path);
    buf_printf(out, ",\"reads\":%s,\"writes\":%s", mapping->reads ? "true" : "false",
               mapping->writes ? "true" : "false");
    add_member(out, "unit", mapping->unit);
    if (state->value_wall_ms)
        add_member(out, "value", buf_str(&state->value));
    add_time(out, "time", state->value_wall_ms);
    buf_printf(out, ",\"readCount\":%llu,\"writeCount\":%llu,\"failureCount\":%llu",
               (unsigned long long)state->reads, (unsigned long long)state->writes,
               (unsigned long long)state->failures);
    add_error(out, "error", state->error);
    add_error(out, "writeError", state->write_error);
    buf_add_char(out, '}');
}

static void add_connection(struct buf *out, const struct link_connection *connection)
{
    const struct link_interface *interface = connection->interface;
    buf_add(out, STR("{\"submodelId\":"));
    json_write_string(out, interface->submodel_id);
    add_member(out, "path", interface->path);
    add_member(out, "title", interface->title);
    add_member(out, "endpoint", interface->base);
    if (interface->protocol)
        add_member(out, "protocol", str_from(interface->protocol->name));
    add_member(out, "state", str_from(link_state_text(connection->state)));
    add_time(out, "since", connection->since_wall_ms);
    add_time(out, "lastValue", connection->value_wall_ms);
    add_time(out, "nextTry", connection->next_try_wall_ms);
    buf_printf(out, ",\"lossCount\":%llu", (unsigned long long)connection->losses);
    add_error(out, "error", connection->error);
    buf_add(out, STR(",\"properties\":["));
    for (const struct link_mapping *at = interface->mappings; at; at = at->next) {
        if (at != interface->mappings)
            buf_add_char(out, ',');
        add_mapping(out, at);
    }
    buf_add(out, STR("]}"));
}

void links_write_json(struct links *links, struct buf *out)
{
    pthread_mutex_lock(&links->shared.lock);
    buf_add(out, STR("{\"interfaces\":["));
    for (const struct link_connection *at = links->connections; at; at = at->next) {
        if (at != links->connections)
            buf_add_char(out, ',');
        add_connection(out, at);
    }
    buf_add(out, STR("],\"problems\":["));
    for (size_t i = 0; i < links->config.problem_count; i++) {
        const struct link_problem *problem = &links->config.problems[i];
        buf_printf(out, "%s{\"submodelId\":", i ? "," : "");
        json_write_string(out, problem->submodel_id);
        add_member(out, "path", problem->path);
        add_member(out, "text", problem->text);
        buf_add_char(out, '}');
    }
    buf_add(out, STR("]}"));
    pthread_mutex_unlock(&links->shared.lock);
}
