/* SPDX-License-Identifier: Apache-2.0 */
/* proposal.c - from the plant's structure, places and interfaces to zones and conduits. */
#include "plan/security/zone/proposal.h"

#include <stdlib.h>

#include "base/ascii.h"

#define PROPOSAL_TEXT(id, english, german) id,
enum text {
#include "plan/security/zone/proposal.def"
    TEXT_COUNT
};
#undef PROPOSAL_TEXT

#define PROPOSAL_TEXT(id, english, german) [id] = {english, german},
static const char *const texts[TEXT_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/zone/proposal.def"
};
#undef PROPOSAL_TEXT

enum { ID_BYTES_MAX = 100, COLUMNS = 4, COLUMN_WIDTH = 240, ROW_HEIGHT = 160, MARGIN = 40 };

struct making {
    struct arena *arena;
    enum language language;
    const struct asset_facts *const *facts;
    size_t fact_count;
    size_t *zone_of; /* by asset; SIZE_MAX: in none yet */
    size_t put_count;
    size_t *stack;      /* of nodes, for put_nodes */
    const char **names; /* by port, for add_flows */
    struct zone *zones;
    size_t zone_count;
    struct map ids;      /* of zones */
    struct map of_asset; /* globalAssetId → asset + 1; several shells of one: the first */
    struct proposal_reason *reasons;
    size_t reason_count, reason_room;
};

/* --- texts -------------------------------------------------------------------------------------
 */

static str fill(struct making *making, enum text text, str argument)
{
    str pattern = str_from(texts[text][making->language]);
    size_t at = str_find(pattern, STR("{0}"));
    return at == pattern.n ? pattern
                           : arena_printf(making->arena, "%.*s%.*s%s", (int)at, pattern.p,
                                          STR_ARG(argument), pattern.p + at + 3);
}

static void add_reason(struct making *making, str zone, str conduit, str text)
{
    ARENA_GROW(making->arena, making->reasons, making->reason_count, making->reason_room, 16);
    making->reasons[making->reason_count++] = (struct proposal_reason){zone, conduit, text};
}

/* Of a list of texts by language (JSON) the one that is asked for, else the first. */
static str name_of(struct making *making, str list, str otherwise)
{
    struct json json;
    struct fail why;
    str found = {0}, wanted = making->language == LANGUAGE_GERMAN ? STR("de") : STR("en");
    if (!list.n || json_read(list, &json, &why) != ERR_OK)
        return otherwise;
    uint32_t end = json_type(&json, 0) == JSON_ARRAY ? json_next(&json, 0) : 0;
    for (uint32_t item = 1; item < end; item = json_next(&json, item)) {
        str language = json_member_text(&json, item, STR("language"), making->arena);
        bool fits = str_starts_with(language, wanted);
        if (!found.n || fits)
            found = json_member_text(&json, item, STR("text"), making->arena);
        if (fits)
            break;
    }
    found = found.n ? arena_dup(making->arena, found) : otherwise;
    json_release(&json);
    return found.n > ZONE_TEXT_BYTES_MAX ? otherwise : found;
}

/* An idShort made of a name, that no other zone has. */
static str id_of(struct making *making, str name)
{
    char text[ID_BYTES_MAX];
    size_t n = 0;
    bool added;
    for (size_t i = 0; i < name.n && n < sizeof text; i++) {
        char c = name.p[i], lower = (char)(c | 0x20);
        bool letter = ascii_is_lower(lower), digit = ascii_is_digit(c);
        if (letter || (n && digit))
            text[n++] = lower;
        else if (n && text[n - 1] != '_')
            text[n++] = '_';
    }
    while (n && text[n - 1] == '_')
        n--;
    str id = n >= 2 ? arena_dup(making->arena, str_of(text, n)) : STR("zone");
    for (size_t i = 2; map_put(&making->ids, id, &added), !added; i++)
        id =
            arena_printf(making->arena, "%.*s_%zu", n >= 2 ? (int)n : 4, n >= 2 ? text : "zone", i);
    return id;
}

/* --- zones -------------------------------------------------------------------------------------
 */

/* NULL: there are as many as there may be. */
static struct zone *add_zone(struct making *making, str name, str id_from)
{
    if (making->zone_count == ZONES_MAX)
        return NULL;
    size_t number = making->zone_count++;
    struct zone *zone = &making->zones[number];
    *zone = (struct zone){.id = id_of(making, id_from), .name = name};
    zone->x = MARGIN + (int)((number + COLUMNS - 1) % COLUMNS) * COLUMN_WIDTH;
    zone->y = MARGIN + (int)((number + COLUMNS - 1) / COLUMNS) * ROW_HEIGHT;
    return zone;
}

static void put_asset(struct making *making, size_t asset, const struct zone *zone)
{
    /* A type or a batch stands in no network. */
    if (making->zone_of[asset] != SIZE_MAX || making->facts[asset]->is_type)
        return;
    making->zone_of[asset] = (size_t)(zone - making->zones);
    making->put_count++;
}

/* Puts a node and all its parts into a zone; `seen` keeps from walking in circles, and gives each
 * node to the first zone. */
static void put_nodes(struct making *making, const struct structure *structure, size_t top,
                      bool *seen, const struct zone *zone)
{
    size_t *stack = making->stack, count = 0;
    if (seen[top])
        return;
    seen[top] = true;
    stack[count++] = top;
    while (count) {
        const struct structure_node *node = &structure->nodes[stack[--count]];
        const uint64_t *asset = node->asset.n ? map_find(&making->of_asset, node->asset) : NULL;
        if (asset)
            put_asset(making, (size_t)*asset - 1, zone);
        for (size_t edge = node->first_child; edge; edge = structure->edges[edge - 1].next) {
            size_t child = structure->edges[edge - 1].child;
            if (!seen[child])
                stack[count++] = child;
            seen[child] = true;
        }
    }
}

static void add_part(struct making *making, const struct structure *structure, size_t node,
                     bool *seen)
{
    const struct structure_node *of = &structure->nodes[node];
    size_t before = making->put_count;
    str name = name_of(making, of->display_name, of->id_short.n ? of->id_short : of->key);
    struct zone *zone = add_zone(making, name, of->id_short.n ? of->id_short : name);
    if (!zone)
        return;
    put_nodes(making, structure, node, seen, zone);
    if (making->put_count > before)
        add_reason(making, zone->id, (str){0}, fill(making, PART_REASON, name));
    else
        making->zone_count--; /* nothing that has a shell is in it */
}

/* A zone for each line or cell: what is directly below a root and has parts itself. The root comes
 * behind them, with what stands in none. */
static void add_parts(struct making *making, const struct structure *structure)
{
    bool *seen = ARENA_ARRAY(making->arena, bool, structure->node_count + 1);
    making->stack = ARENA_ARRAY(making->arena, size_t, structure->node_count + 1);
    for (size_t i = 0; i < structure->node_count; i++) {
        if (structure->nodes[i].parent_count)
            continue;
        for (size_t edge = structure->nodes[i].first_child; edge;
             edge = structure->edges[edge - 1].next) {
            size_t child = structure->edges[edge - 1].child;
            if (structure->nodes[child].child_count)
                add_part(making, structure, child, seen);
        }
        add_part(making, structure, i, seen);
    }
    for (size_t i = 0; i < making->fact_count; i++) { /* other shells of the same asset */
        const uint64_t *first = map_find(&making->of_asset, making->facts[i]->global_asset_id);
        if (first && making->zone_of[*first - 1] != SIZE_MAX)
            put_asset(making, i, &making->zones[making->zone_of[*first - 1]]);
    }
}

/* What the structure does not have, by its place. */
static void add_places(struct making *making)
{
    struct map places = {0};
    for (size_t i = 0; i < making->fact_count; i++) {
        bool added;
        str place = making->facts[i]->location;
        if (making->zone_of[i] != SIZE_MAX || !place.n || place.n > ZONE_TEXT_BYTES_MAX)
            continue;
        uint64_t *zone = map_put(&places, place, &added);
        if (added) {
            struct zone *fresh = add_zone(making, place, place);
            *zone = fresh ? (uint64_t)(fresh - making->zones) : ZONES_MAX;
            if (fresh)
                add_reason(making, fresh->id, (str){0}, fill(making, PLACE_REASON, place));
        }
        if (*zone < ZONES_MAX)
            put_asset(making, i, &making->zones[*zone]);
    }
    map_release(&places);
}

static void list_assets(struct making *making)
{
    for (size_t i = 0; i < making->fact_count; i++)
        if (making->zone_of[i] != SIZE_MAX)
            making->zones[making->zone_of[i]].asset_count++;
    for (size_t i = 0; i < making->zone_count; i++) {
        struct zone *zone = &making->zones[i];
        str *assets = ARENA_ARRAY(making->arena, str, zone->asset_count);
        size_t count = 0,
               room = zone->asset_count < ZONE_ASSETS_MAX ? zone->asset_count : ZONE_ASSETS_MAX;
        for (size_t k = 0; k < making->fact_count && count < room; k++)
            if (making->zone_of[k] == i)
                assets[count++] = making->facts[k]->shell_id;
        zone->assets = assets;
        zone->asset_count = count;
    }
}

/* --- conduits ----------------------------------------------------------------------------------
 */

/* The ports of a transport that assets of a zone listen on, as flows with their names as notes. */
static size_t add_flows(struct making *making, size_t zone, enum asset_transport transport,
                        struct flow *flows, size_t count)
{
    const char **names = making->names;
    memset(names, 0, sizeof *names * (UINT16_MAX + 1));
    for (size_t i = 0; i < making->fact_count; i++)
        for (size_t k = 0; making->zone_of[i] == zone && k < making->facts[i]->port_count; k++) {
            const struct asset_port *port = &making->facts[i]->ports[k];
            if (port->transport == transport && port->port && !names[port->port])
                names[port->port] = arena_dup(making->arena, port->name).p;
        }
    struct flow *flow = NULL;
    for (size_t port = 1; port <= UINT16_MAX; port++) {
        if (!names[port])
            continue;
        if (!flow || flow->range_count == FLOW_RANGES_MAX) {
            if (count == CONDUIT_FLOWS_MAX)
                break;
            flow = &flows[count++];
            *flow =
                (struct flow){.tcp = transport == TRANSPORT_TCP, .udp = transport == TRANSPORT_UDP};
        }
        flow->ranges[flow->range_count].first = flow->ranges[flow->range_count].last =
            (uint16_t)port;
        flow->range_count++;
        str name = str_from(names[port]);
        if (name.n && str_find(flow->note, name) == flow->note.n &&
            flow->note.n + name.n + 2 < ZONE_TEXT_BYTES_MAX)
            flow->note = flow->note.n
                             ? arena_printf(making->arena, "%.*s, %s", STR_ARG(flow->note), name.p)
                             : name;
    }
    return count;
}

static size_t add_conduits(struct making *making, size_t office, struct conduit *conduits)
{
    size_t count = 0;
    making->names = ARENA_ARRAY(making->arena, const char *, UINT16_MAX + 1);
    for (size_t i = 0; i < making->zone_count; i++) {
        struct flow flows[CONDUIT_FLOWS_MAX];
        size_t flow_count = add_flows(making, i, TRANSPORT_TCP, flows, 0);
        flow_count = add_flows(making, i, TRANSPORT_UDP, flows, flow_count);
        if (i == office || !flow_count)
            continue;
        struct flow *own = ARENA_ARRAY(making->arena, struct flow, flow_count);
        memcpy(own, flows, sizeof *own * flow_count);
        str id = arena_printf(making->arena, "C%zu", count + 1);
        conduits[count++] = (struct conduit){
            .id = id, .name = id, .from = office, .to = i, .flows = own, .flow_count = flow_count};
        add_reason(making, (str){0}, id, fill(making, CONDUIT_REASON, making->zones[i].name));
    }
    return count;
}

void proposal_make(struct arena *arena, const struct structure *structure,
                   const struct asset_facts *const *facts, size_t fact_count,
                   enum language language, struct proposal *ret_proposal)
{
    struct making making = {.arena = arena,
                            .language = language,
                            .facts = facts,
                            .fact_count = fact_count,
                            .zone_of = ARENA_ARRAY(arena, size_t, fact_count + 1),
                            .zones = ARENA_ARRAY(arena, struct zone, ZONES_MAX)};
    struct conduit *conduits = ARENA_ARRAY(arena, struct conduit, ZONES_MAX);
    for (size_t i = 0; i < fact_count; i++) {
        bool added;
        making.zone_of[i] = SIZE_MAX;
        if (!facts[i]->global_asset_id.n)
            continue;
        uint64_t *number = map_put(&making.of_asset, facts[i]->global_asset_id, &added);
        if (added)
            *number = i + 1;
    }
    struct zone *office = add_zone(&making, str_from(texts[OFFICE_NAME][language]), STR("office"));
    office->untrusted = true;
    add_reason(&making, office->id, (str){0}, str_from(texts[OFFICE_REASON][language]));
    add_parts(&making, structure);
    add_places(&making);
    list_assets(&making);
    size_t conduit_count = add_conduits(&making, 0, conduits);
    *ret_proposal = (struct proposal){
        {making.zones, making.zone_count, conduits, conduit_count},
        making.reasons,
        making.reason_count,
    };
    map_release(&making.ids);
    map_release(&making.of_asset);
}
