/* SPDX-License-Identifier: Apache-2.0 */
/* zones_json.c - the JSON of zones and conduits: reading with all checks, and writing. */
#include <math.h>
#include <stdlib.h>

#include "base/map.h"
#include "codec/lexical.h"
#include "model/finding.h"
#include "plan/security/zone/zones.h"

#define ZONES_PROBLEM(id, english, german) id,
enum problem {
#include "plan/security/zone/zones.def"
    PROBLEM_COUNT
};
#undef ZONES_PROBLEM

#define ZONES_PROBLEM(id, english, german) [id] = {english, german},
static const char *const problems[PROBLEM_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/zone/zones.def"
};
#undef ZONES_PROBLEM

enum { PORT_MAX = 65535 };

struct reader {
    struct arena *arena;
    const struct json *json;
    enum language language;
    struct fail *why;
    struct map zones;  /* id -> index */
    struct map others; /* ids of conduits */
    struct map assets;
};

/* --- what is wrong -----------------------------------------------------------------------------
 */

static err_t problem(struct reader *reader, str where, enum problem problem, str argument)
{
    str text = str_from(problems[problem][reader->language]);
    size_t at = str_find(text, STR("{0}"));
    if (at == text.n)
        return fail_set(reader->why, ERR_INVALID, 0, where, "%.*s", STR_ARG(text));
    return fail_set(reader->why, problem == ZONES_TOO_MANY ? ERR_TOO_LARGE : ERR_INVALID, 0, where,
                    "%.*s%.*s%s", (int)at, text.p, STR_ARG(argument), text.p + at + 3);
}

static str member_at(struct reader *reader, str where, const char *name)
{
    return arena_printf(reader->arena, "%.*s.%s", STR_ARG(where), name);
}

static str item_at(struct reader *reader, str where, const char *name, size_t index)
{
    return arena_printf(reader->arena, "%.*s.%s[%zu]", STR_ARG(where), name, index);
}

static str number_text(struct reader *reader, size_t number)
{
    return arena_printf(reader->arena, "%zu", number);
}

/* --- members -----------------------------------------------------------------------------------
 */

static err_t check_object(struct reader *reader, uint32_t object, str where,
                          const char *const *names)
{
    const struct json *json = reader->json;
    if (json_type(json, object) != JSON_OBJECT)
        return problem(reader, where, ZONES_NOT_AN_OBJECT, STR(""));
    uint32_t end = json_next(json, object);
    for (uint32_t key = object + 1; key < end; key = json_next(json, key + 1)) {
        str name = json_string(json, key, reader->arena);
        size_t i = 0;
        while (names[i] && !str_equal(name, str_from(names[i])))
            i++;
        if (!names[i])
            return problem(reader, where, ZONES_UNKNOWN_MEMBER, name);
    }
    return ERR_OK;
}

/* The member, 0 when it is not there or null. */
static uint32_t member_of(struct reader *reader, uint32_t object, const char *name)
{
    uint32_t token = json_member(reader->json, object, str_from(name));
    return token && json_type(reader->json, token) != JSON_NULL ? token : 0;
}

static err_t read_text(struct reader *reader, uint32_t object, str where, const char *name,
                       str *text)
{
    uint32_t token = member_of(reader, object, name);
    if (!token)
        return ERR_OK;
    if (json_type(reader->json, token) != JSON_STRING)
        return problem(reader, member_at(reader, where, name), ZONES_NOT_A_TEXT, STR(""));
    *text = arena_dup(reader->arena, json_string(reader->json, token, reader->arena));
    if (text->n > ZONE_TEXT_BYTES_MAX)
        return problem(reader, member_at(reader, where, name), ZONES_LONG_TEXT,
                       number_text(reader, ZONE_TEXT_BYTES_MAX));
    return ERR_OK;
}

static err_t read_flag(struct reader *reader, uint32_t object, str where, const char *name,
                       bool *flag)
{
    uint32_t token = member_of(reader, object, name);
    if (!token)
        return ERR_OK;
    enum json_type type = json_type(reader->json, token);
    if (type != JSON_TRUE && type != JSON_FALSE)
        return problem(reader, member_at(reader, where, name), ZONES_NOT_A_FLAG, STR(""));
    *flag = type == JSON_TRUE;
    return ERR_OK;
}

static bool token_number(struct reader *reader, uint32_t token, double *ret_number)
{
    if (json_type(reader->json, token) != JSON_NUMBER)
        return false;
    *ret_number = strtod(json_slice(reader->json, token).p, NULL);
    return isfinite(*ret_number);
}

/* A place in the drawing, rounded to a whole number. */
static err_t read_place(struct reader *reader, uint32_t object, str where, const char *name,
                        int *place)
{
    double number;
    uint32_t token = member_of(reader, object, name);
    if (!token)
        return ERR_OK;
    if (!token_number(reader, token, &number) || fabs(number) > ZONE_PLACE_MAX)
        return problem(reader, member_at(reader, where, name), ZONES_NOT_A_NUMBER, STR(""));
    *place = (int)lround(number);
    return ERR_OK;
}

/* A list of at most `most` items; *ret_list 0 when there is none. */
static err_t read_list(struct reader *reader, uint32_t object, str where, const char *name,
                       size_t most, uint32_t *ret_list)
{
    uint32_t token = member_of(reader, object, name);
    *ret_list = token;
    if (token && json_type(reader->json, token) != JSON_ARRAY)
        return problem(reader, member_at(reader, where, name), ZONES_NOT_A_LIST, STR(""));
    if (token && json_count(reader->json, token) > most)
        return problem(reader, member_at(reader, where, name), ZONES_TOO_MANY,
                       number_text(reader, most));
    return ERR_OK;
}

/* --- zones -------------------------------------------------------------------------------------
 */

/* An id that every version of the metamodel takes as an idShort, and that `seen` does not have. */
static err_t read_id(struct reader *reader, uint32_t object, str where, struct map *seen,
                     size_t number, str *ret_id)
{
    bool added;
    str id = {0};
    err_t err = read_text(reader, object, where, "id", &id);
    if (err)
        return err;
    if (id.n < 2 || id.n > ZONE_ID_BYTES_MAX || !lexical_is_id_short(id, false))
        return problem(reader, member_at(reader, where, "id"), ZONES_BAD_ID, id);
    *map_put(seen, id, &added) = number;
    if (!added)
        return problem(reader, member_at(reader, where, "id"), ZONES_ID_TWICE, id);
    *ret_id = id;
    return ERR_OK;
}

static err_t read_levels(struct reader *reader, uint32_t object, str where, const char *name,
                         uint8_t levels[static ZONE_REQUIREMENTS])
{
    double number;
    uint32_t token = member_of(reader, object, name);
    if (!token)
        return ERR_OK;
    bool good = json_type(reader->json, token) == JSON_ARRAY &&
                json_count(reader->json, token) == ZONE_REQUIREMENTS;
    uint32_t item = token + 1;
    for (size_t i = 0; good && i < ZONE_REQUIREMENTS; i++, item = json_next(reader->json, item)) {
        good = token_number(reader, item, &number) && number >= 0 && number <= ZONE_LEVEL_MAX &&
               number == floor(number);
        levels[i] = good ? (uint8_t)number : 0;
    }
    return good ? ERR_OK
                : problem(reader, member_at(reader, where, name), ZONES_BAD_LEVELS, STR(""));
}

static err_t read_criticality(struct reader *reader, uint32_t object, str where, int *criticality)
{
    double number;
    uint32_t token = member_of(reader, object, "criticality");
    if (!token)
        return ERR_OK;
    if (!token_number(reader, token, &number) || number < 0 || number > ZONE_CRITICALITY_MAX ||
        number != floor(number))
        return problem(reader, member_at(reader, where, "criticality"), ZONES_BAD_CRITICALITY,
                       STR(""));
    *criticality = (int)number;
    return ERR_OK;
}

static err_t read_assets(struct reader *reader, uint32_t object, str where, struct zone *zone)
{
    uint32_t list;
    err_t err = read_list(reader, object, where, "assets", ZONE_ASSETS_MAX, &list);
    if (err || !list)
        return err;
    str *assets = ARENA_ARRAY(reader->arena, str, json_count(reader->json, list));
    uint32_t end = json_next(reader->json, list);
    for (uint32_t item = list + 1; item < end; item = json_next(reader->json, item)) {
        bool added;
        str at = item_at(reader, where, "assets", zone->asset_count);
        str id = json_text(reader->json, item, reader->arena);
        if (!id.n || id.n > STORE_ID_BYTES_MAX)
            return problem(reader, at, ZONES_BAD_ASSET, number_text(reader, STORE_ID_BYTES_MAX));
        id = arena_dup(reader->arena, id);
        map_put(&reader->assets, id, &added);
        if (!added)
            return problem(reader, at, ZONES_ASSET_TWICE, id);
        assets[zone->asset_count++] = id;
    }
    zone->assets = assets;
    return ERR_OK;
}

static err_t read_zone(struct reader *reader, uint32_t object, str where, size_t number,
                       struct zone *zone)
{
    static const char *const names[] = {"id",          "name",   "description", "untrusted",
                                        "criticality", "target", "achieved",    "assets",
                                        "x",           "y",      NULL};
    err_t err = check_object(reader, object, where, names);
    err = err ? err : read_id(reader, object, where, &reader->zones, number, &zone->id);
    err = err ? err : read_text(reader, object, where, "name", &zone->name);
    err = err ? err : read_text(reader, object, where, "description", &zone->description);
    err = err ? err : read_flag(reader, object, where, "untrusted", &zone->untrusted);
    err = err ? err : read_criticality(reader, object, where, &zone->criticality);
    err = err ? err : read_levels(reader, object, where, "target", zone->target);
    err = err ? err : read_levels(reader, object, where, "achieved", zone->achieved);
    err = err ? err : read_assets(reader, object, where, zone);
    err = err ? err : read_place(reader, object, where, "x", &zone->x);
    err = err ? err : read_place(reader, object, where, "y", &zone->y);
    if (!err && !zone->name.n)
        zone->name = zone->id;
    return err;
}

/* --- flows -------------------------------------------------------------------------------------
 */

static bool read_port(str text, uint16_t *ret_port)
{
    uint64_t number;
    while (text.n && text.p[0] == ' ')
        text = str_of(text.p + 1, text.n - 1);
    while (text.n && text.p[text.n - 1] == ' ')
        text.n--;
    if (!str_to_u64(text, PORT_MAX, &number) || number == 0)
        return false;
    *ret_port = (uint16_t)number;
    return true;
}

static bool read_range(str text, uint16_t *ret_first, uint16_t *ret_last)
{
    size_t dash = str_find_char(text, '-');
    if (!read_port(str_of(text.p, dash), ret_first))
        return false;
    *ret_last = *ret_first;
    return dash == text.n || (read_port(str_of(text.p + dash + 1, text.n - dash - 1), ret_last) &&
                              *ret_first <= *ret_last);
}

bool flow_ports_read(str text, struct flow *flow, bool *ret_many)
{
    *ret_many = false;
    flow->range_count = 0;
    if (!text.n || str_equal(text, STR("any")))
        return true;
    for (;;) {
        size_t n = str_find_char(text, ',');
        uint16_t first, last;
        if (!read_range(str_of(text.p, n), &first, &last))
            return false;
        *ret_many = flow->range_count == FLOW_RANGES_MAX;
        if (*ret_many)
            return false;
        flow->ranges[flow->range_count].first = first;
        flow->ranges[flow->range_count++].last = last;
        if (n == text.n)
            break;
        text = str_of(text.p + n + 1, text.n - n - 1);
    }
    for (size_t i = 0; i < flow->range_count; i++)
        if (flow->ranges[i].first == 1 && flow->ranges[i].last == PORT_MAX)
            flow->range_count = 0;
    return true;
}

static err_t read_ports(struct reader *reader, uint32_t object, str where, struct flow *flow)
{
    bool many;
    str text = {0};
    err_t err = read_text(reader, object, where, "ports", &text);
    if (err || flow_ports_read(text, flow, &many))
        return err;
    return many ? problem(reader, member_at(reader, where, "ports"), ZONES_MANY_PORTS,
                          number_text(reader, FLOW_RANGES_MAX))
                : problem(reader, member_at(reader, where, "ports"), ZONES_BAD_PORTS, text);
}

static const char *const transports[] = {"", "tcp", "udp", "any"}; /* tcp 1, udp 2 */
static const char *const directions[] = {
    [FLOW_FORTH] = "forth", [FLOW_BACK] = "back", [FLOW_BOTH] = "both"};

static size_t word_index(str word, const char *const *words, size_t first, size_t count)
{
    while (first < count && !str_equal(word, str_from(words[first])))
        first++;
    return first;
}

static err_t read_flow(struct reader *reader, uint32_t object, str where, struct flow *flow)
{
    static const char *const names[] = {"transport", "ports", "direction", "note", NULL};
    str transport = STR("any"), direction = STR("forth");
    err_t err = check_object(reader, object, where, names);
    err = err ? err : read_text(reader, object, where, "transport", &transport);
    err = err ? err : read_text(reader, object, where, "direction", &direction);
    err = err ? err : read_text(reader, object, where, "note", &flow->note);
    err = err ? err : read_ports(reader, object, where, flow);
    if (err)
        return err;
    size_t bits = word_index(transport, transports, 1, COUNT_OF(transports));
    if (bits == COUNT_OF(transports))
        return problem(reader, member_at(reader, where, "transport"), ZONES_BAD_TRANSPORT,
                       transport);
    size_t way = word_index(direction, directions, 0, COUNT_OF(directions));
    if (way == COUNT_OF(directions))
        return problem(reader, member_at(reader, where, "direction"), ZONES_BAD_DIRECTION,
                       direction);
    flow->tcp = bits & 1;
    flow->udp = bits & 2;
    flow->direction = (enum flow_direction)way;
    return ERR_OK;
}

/* --- conduits ----------------------------------------------------------------------------------
 */

static err_t read_end(struct reader *reader, uint32_t object, str where, const char *name,
                      size_t *ret_zone)
{
    str id = {0};
    err_t err = read_text(reader, object, where, name, &id);
    if (err)
        return err;
    const uint64_t *zone = map_find(&reader->zones, id);
    if (!zone)
        return problem(reader, member_at(reader, where, name), ZONES_NO_ZONE, id);
    *ret_zone = (size_t)*zone;
    return ERR_OK;
}

static err_t read_flows(struct reader *reader, uint32_t object, str where, struct conduit *conduit)
{
    uint32_t list;
    err_t err = read_list(reader, object, where, "flows", CONDUIT_FLOWS_MAX, &list);
    if (err || !list)
        return err;
    struct flow *flows = ARENA_ARRAY(reader->arena, struct flow, json_count(reader->json, list));
    uint32_t end = json_next(reader->json, list);
    for (uint32_t item = list + 1; !err && item < end; item = json_next(reader->json, item)) {
        str at = item_at(reader, where, "flows", conduit->flow_count);
        err = read_flow(reader, item, at, &flows[conduit->flow_count++]);
    }
    conduit->flows = flows;
    return err;
}

static err_t read_conduit(struct reader *reader, uint32_t object, str where, size_t number,
                          struct conduit *conduit)
{
    static const char *const names[] = {"id", "name", "from", "to", "flows", NULL};
    str from = {0};
    err_t err = check_object(reader, object, where, names);
    err = err ? err : read_id(reader, object, where, &reader->others, number, &conduit->id);
    err = err ? err : read_text(reader, object, where, "name", &conduit->name);
    err = err ? err : read_text(reader, object, where, "from", &from);
    err = err ? err : read_end(reader, object, where, "from", &conduit->from);
    err = err ? err : read_end(reader, object, where, "to", &conduit->to);
    err = err ? err : read_flows(reader, object, where, conduit);
    if (!err && conduit->from == conduit->to)
        return problem(reader, member_at(reader, where, "to"), ZONES_SAME_ZONE, from);
    if (!err && !conduit->name.n)
        conduit->name = conduit->id;
    return err;
}

/* --- all of it ---------------------------------------------------------------------------------
 */

static err_t read_zones(struct reader *reader, struct zones *zones)
{
    uint32_t list;
    err_t err = read_list(reader, 0, STR("$"), "zones", ZONES_MAX, &list);
    if (err || !list)
        return err;
    struct zone *items = ARENA_ARRAY(reader->arena, struct zone, json_count(reader->json, list));
    uint32_t end = json_next(reader->json, list);
    for (uint32_t item = list + 1; !err && item < end; item = json_next(reader->json, item)) {
        size_t number = zones->zone_count++;
        err = read_zone(reader, item, item_at(reader, STR("$"), "zones", number), number,
                        &items[number]);
    }
    zones->zones = items;
    return err;
}

static err_t read_conduits(struct reader *reader, struct zones *zones)
{
    uint32_t list;
    err_t err = read_list(reader, 0, STR("$"), "conduits", CONDUITS_MAX, &list);
    if (err || !list)
        return err;
    struct conduit *items =
        ARENA_ARRAY(reader->arena, struct conduit, json_count(reader->json, list));
    uint32_t end = json_next(reader->json, list);
    for (uint32_t item = list + 1; !err && item < end; item = json_next(reader->json, item)) {
        size_t number = zones->conduit_count++;
        err = read_conduit(reader, item, item_at(reader, STR("$"), "conduits", number), number,
                           &items[number]);
    }
    zones->conduits = items;
    return err;
}

err_t zones_read_json(struct arena *arena, const struct json *json, enum language language,
                      struct zones *ret_zones, struct fail *why)
{
    static const char *const names[] = {"zones", "conduits", "reasons", NULL};
    struct reader reader = {.arena = arena, .json = json, .language = language, .why = why};
    struct zones zones = {0};
    err_t err = check_object(&reader, 0, STR("$"), names);
    err = err ? err : read_zones(&reader, &zones);
    err = err ? err : read_conduits(&reader, &zones);
    map_release(&reader.zones);
    map_release(&reader.others);
    map_release(&reader.assets);
    if (!err)
        *ret_zones = zones;
    return err;
}

/* --- writing -----------------------------------------------------------------------------------
 */

str flow_transport(const struct flow *flow)
{
    return str_from(transports[(flow->tcp ? 1 : 0) | (flow->udp ? 2 : 0)]);
}

str flow_direction_name(enum flow_direction direction)
{
    return str_from(directions[direction]);
}

void flow_write_ports(const struct flow *flow, struct buf *out)
{
    for (size_t i = 0; i < flow->range_count; i++) {
        buf_printf(out, "%s%u", i ? "," : "", flow->ranges[i].first);
        if (flow->ranges[i].last != flow->ranges[i].first)
            buf_printf(out, "-%u", flow->ranges[i].last);
    }
}

static void write_levels(const char *name, const uint8_t levels[static ZONE_REQUIREMENTS],
                         struct buf *out)
{
    buf_printf(out, ",\"%s\":", name);
    for (size_t i = 0; i < ZONE_REQUIREMENTS; i++)
        buf_printf(out, "%c%u", i ? ',' : '[', levels[i]);
    buf_add_char(out, ']');
}

static void write_zone(const struct zone *zone, struct buf *out)
{
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, zone->id);
    json_write_member(out, "name", zone->name);
    json_write_filled_member(out, "description", zone->description);
    buf_printf(out, ",\"untrusted\":%s", zone->untrusted ? "true" : "false");
    if (zone->criticality)
        buf_printf(out, ",\"criticality\":%d", zone->criticality);
    write_levels("target", zone->target, out);
    write_levels("achieved", zone->achieved, out);
    buf_add(out, STR(",\"assets\":["));
    for (size_t i = 0; i < zone->asset_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        json_write_string(out, zone->assets[i]);
    }
    buf_printf(out, "],\"x\":%d,\"y\":%d}", zone->x, zone->y);
}

static void write_conduit(const struct zones *zones, const struct conduit *conduit, struct buf *out)
{
    buf_add(out, STR("{\"id\":"));
    json_write_string(out, conduit->id);
    json_write_member(out, "name", conduit->name);
    json_write_member(out, "from", zones->zones[conduit->from].id);
    json_write_member(out, "to", zones->zones[conduit->to].id);
    buf_add(out, STR(",\"flows\":["));
    for (size_t i = 0; i < conduit->flow_count; i++) {
        const struct flow *flow = &conduit->flows[i];
        buf_printf(out, "%s{\"transport\":\"%.*s\",\"ports\":\"", i ? "," : "",
                   STR_ARG(flow_transport(flow)));
        flow_write_ports(flow, out);
        buf_printf(out, "\",\"direction\":\"%s\"", directions[flow->direction]);
        json_write_filled_member(out, "note", flow->note);
        buf_add_char(out, '}');
    }
    buf_add(out, STR("]}"));
}

void zones_write_members(const struct zones *zones, struct buf *out)
{
    buf_add(out, STR("\"zones\":["));
    for (size_t i = 0; i < zones->zone_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        write_zone(&zones->zones[i], out);
    }
    buf_add(out, STR("],\"conduits\":["));
    for (size_t i = 0; i < zones->conduit_count; i++) {
        buf_add(out, i ? STR(",") : STR(""));
        write_conduit(zones, &zones->conduits[i], out);
    }
    buf_add_char(out, ']');
}

void zones_write_json(const struct zones *zones, struct buf *out)
{
    buf_add_char(out, '{');
    zones_write_members(zones, out);
    buf_add_char(out, '}');
}
