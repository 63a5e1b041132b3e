/* SPDX-License-Identifier: Apache-2.0 */
/* reach_proof.c - the way of an attack in sentences, or what stops it. A way is found anew when it
 * is asked for: what explains a step was there before the step, so that no proof turns in a circle.
 */
#include "plan/security/zone/reach_graph.h"

#define REACH_SENTENCE(id, english, german) id,
enum sentence {
#include "plan/security/zone/reach.def"
    SENTENCE_COUNT
};
#undef REACH_SENTENCE

#define REACH_SENTENCE(id, english, german) [id] = {english, german},
static const char *const sentences[SENTENCE_COUNT][LANGUAGE_COUNT] = {
#include "plan/security/zone/reach.def"
};
#undef REACH_SENTENCE

struct proof {
    const struct reach *reach;
    enum language language;
    struct buf *out;
    struct arena *arena;
    size_t begin; /* where out began */
    /* By number, whether the way in leads through it; NULL: nobody asks. */
    bool *zones_passed, *conduits_passed;
};

/* --- words -------------------------------------------------------------------------------------
 */

static void say(const struct proof *proof, enum sentence sentence, const str arguments[static 4])
{
    str text = str_from(sentences[sentence][proof->language]);
    if (proof->out->n > proof->begin)
        buf_add_char(proof->out, '\n');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '{' && i + 2 < text.n && text.p[i + 2] == '}') {
            buf_add(proof->out, arguments[text.p[i + 1] - '0']);
            i += 2;
        } else
            buf_add_char(proof->out, text.p[i]);
    }
}

static void say_of(const struct proof *proof, enum sentence sentence, str first, str second)
{
    say(proof, sentence, (const str[4]){first, second});
}

static str zone_name(const struct proof *proof, size_t zone)
{
    return proof->reach->zones->zones[zone].name;
}

static str asset_name(const struct proof *proof, size_t asset)
{
    const struct reach_asset *of = &proof->reach->assets[asset];
    if (proof->language == LANGUAGE_GERMAN && of->german_name.n)
        return of->german_name;
    return of->name.n ? of->name : of->shell_id;
}

static str conduit_name(const struct proof *proof, size_t conduit)
{
    const struct conduit *of = &proof->reach->zones->conduits[conduit];
    return str_equal(of->id, of->name)
               ? of->id
               : arena_printf(proof->arena, "%.*s (%.*s)", STR_ARG(of->id), STR_ARG(of->name));
}

static str port_text(const struct proof *proof, const struct asset_port *port)
{
    const char *transport = port->transport == TRANSPORT_TCP ? "tcp" : "udp";
    return port->name.n ? arena_printf(proof->arena, "%s %u (%.*s)", transport, port->port,
                                       STR_ARG(port->name))
                        : arena_printf(proof->arena, "%s %u", transport, port->port);
}

static str kind_text(const struct proof *proof, size_t kind)
{
    const struct kinds *kinds = &proof->reach->kinds;
    size_t beyond = kind_beyond(kinds, 0), at = kind % kinds->port_kinds;
    bool german = proof->language == LANGUAGE_GERMAN;
    if (kind >= beyond)
        return arena_printf(proof->arena, german ? "%s auf allen Ports" : "%s on all ports",
                            kind - beyond == KIND_ALL_UDP ? "udp" : "tcp");
    const char *transport = kind < kinds->port_kinds ? "tcp" : "udp";
    uint32_t first = kinds->firsts[at];
    uint32_t last = at + 1 < kinds->port_kinds ? kinds->firsts[at + 1] - 1 : UINT16_MAX;
    return first == last ? arena_printf(proof->arena, "%s %u", transport, first)
                         : arena_printf(proof->arena, "%s %u-%u", transport, first, last);
}

static void say_edge(const struct proof *proof, enum sentence sentence, const struct edge *edge,
                     str packets)
{
    say(proof, sentence,
        (const str[4]){conduit_name(proof, edge->conduit), packets, zone_name(proof, edge->from),
                       zone_name(proof, edge->to)});
}

/* --- ways --------------------------------------------------------------------------------------
 */

/* Edges in the order of the packet. */
struct way {
    const size_t *edges;
    size_t count; /* 0: there is none */
    size_t kind;
    bool back;     /* the connection is opened from the zone to where the attacker is */
    size_t source; /* the zone that the attacker is in */
};

/* The shortest way of one kind of packet between the zone and one that attackers were in before
 * that step. What is sure takes one edge only. */
static bool find_way(const struct proof *proof, enum sureness sureness, size_t zone, size_t kind,
                     bool back, size_t step, struct way *ret_way)
{
    const struct reach *reach = proof->reach;
    size_t zone_count = reach->zones->zone_count, head = 0, tail = 0;
    size_t *queue = ARENA_ARRAY(proof->arena, size_t, zone_count + 1);
    size_t *by = ARENA_ARRAY(proof->arena, size_t, zone_count + 1); /* edge + 1 */
    const size_t *at = back ? reach->out_at : reach->in_at, *list = back ? reach->out : reach->in;
    queue[tail++] = zone;
    while (head < tail && (sureness == POSSIBLE || head == 0)) {
        size_t here = queue[head++];
        for (size_t i = at[here]; i < at[here + 1]; i++) {
            const struct edge *edge = &reach->edges[list[i]];
            size_t next = back ? edge->to : edge->from;
            if (next == zone || by[next] || !kind_in(edge->passes, kind) ||
                (edge->is_doubtful && sureness == SURE))
                continue;
            by[next] = list[i] + 1;
            queue[tail++] = next;
            if (!taken_before(reach, sureness, next, step))
                continue;
            size_t *edges = ARENA_ARRAY(proof->arena, size_t, zone_count + 1), count = 0;
            for (size_t k = next; k != zone; count++) {
                edges[count] = by[k] - 1;
                k = back ? reach->edges[by[k] - 1].from : reach->edges[by[k] - 1].to;
            }
            for (size_t k = 0; back && k < count / 2; k++) {
                size_t other = edges[k];
                edges[k] = edges[count - 1 - k];
                edges[count - 1 - k] = other;
            }
            *ret_way = (struct way){edges, count, kind, back, next};
            return true;
        }
    }
    return false;
}

/* Keeps the shorter of the way that was found and this one. */
static void try_way(const struct proof *proof, enum sureness sureness, size_t zone, size_t kind,
                    bool back, size_t step, struct way *way)
{
    struct way other;
    if (kind != NO_KIND && find_way(proof, sureness, zone, kind, back, step, &other) &&
        (!way->count || other.count < way->count))
        *way = other;
}

/* The way to an asset that is hit; *ret_port: the port it is hit at, or NULL. */
static void find_way_to(const struct proof *proof, enum sureness sureness, size_t asset,
                        size_t step, struct way *ret_way, const struct asset_port **ret_port)
{
    const struct reach *reach = proof->reach;
    const struct reach_asset *of = &reach->assets[asset];
    size_t zone = reach->zone_of[asset];
    *ret_way = (struct way){0};
    *ret_port = NULL;
    for (size_t i = 0; of->ports_known && i < of->port_count; i++) {
        size_t before = ret_way->count;
        size_t kind = kind_of_port(&reach->kinds, of->ports[i].transport, of->ports[i].port);
        try_way(proof, sureness, zone, kind, false, step, ret_way);
        if (ret_way->count != before)
            *ret_port = &of->ports[i];
    }
    for (size_t i = KIND_ALL_TCP; !of->ports_known && i <= KIND_ALL_UDP; i++)
        try_way(proof, sureness, zone, kind_beyond(&reach->kinds, i), false, step, ret_way);
    if (!of->ports_known && !ret_way->count && sureness == POSSIBLE)
        try_way(proof, sureness, zone, reach->first_arrival[zone], false, step, ret_way);
    if (!ret_way->count && sureness == POSSIBLE)
        try_way(proof, sureness, zone, reach->first_leaving[zone], true, step, ret_way);
}

static void pass_zone(const struct proof *proof, size_t zone)
{
    if (proof->zones_passed)
        proof->zones_passed[zone] = true;
}

static void pass_edge(const struct proof *proof, const struct edge *edge)
{
    pass_zone(proof, edge->from);
    pass_zone(proof, edge->to);
    if (proof->conduits_passed)
        proof->conduits_passed[edge->conduit] = true;
}

static void say_way(const struct proof *proof, const struct way *way)
{
    str packets = kind_text(proof, way->kind);
    for (size_t i = 0; i < way->count; i++) {
        const struct edge *edge = &proof->reach->edges[way->edges[i]];
        pass_edge(proof, edge);
        say_edge(proof,
                 edge->is_doubtful || way->kind == kind_beyond(&proof->reach->kinds, KIND_FRAME)
                     ? SEPARATES_NOT
                 : i         ? PASSES_ON
                 : way->back ? ANSWERED
                             : PASSES,
                 edge, packets);
    }
}

/* --- how attackers get somewhere ---------------------------------------------------------------
 */

static void say_zone(const struct proof *proof, size_t zone);

/* How an asset is hit before that step. Each call of say_zone from here is for an earlier step, so
 * that they are at most as deep as there are zones. */
static void say_hit(const struct proof *proof, enum sureness sureness, size_t asset, size_t step)
{
    const struct reach *reach = proof->reach;
    size_t zone = reach->zone_of[asset];
    struct way way;
    const struct asset_port *port;
    if (taken_before(reach, sureness, zone, step)) {
        say_zone(proof, zone);
        say_of(proof, STANDS_THERE, asset_name(proof, asset), zone_name(proof, zone));
        return;
    }
    find_way_to(proof, sureness, asset, step, &way, &port);
    if (!way.count)
        return;
    say_zone(proof, way.source);
    say_way(proof, &way);
    if (port)
        say_of(proof, LISTENS, asset_name(proof, asset), port_text(proof, port));
    else if (!way.back)
        say_of(proof,
               way.kind >= kind_beyond(&reach->kinds, 0) ? LISTENS_WHEREVER : LISTENS_SOMEWHERE,
               asset_name(proof, asset), STR(""));
}

/* How attackers get into a zone. */
static void say_zone(const struct proof *proof, size_t zone)
{
    const struct reach *reach = proof->reach;
    enum sureness sureness = reach->taken_at[SURE][zone] != NEVER ? SURE : POSSIBLE;
    size_t step = reach->taken_at[sureness][zone], by = reach->taken_over[zone];
    pass_zone(proof, zone);
    if (reach->zones->zones[zone].untrusted) {
        say_of(proof, STARTS, zone_name(proof, zone), STR(""));
        return;
    }
    if (by != NO_ASSET && reach->zone_of[by] == zone) {
        say_hit(proof, sureness, by, step);
        say_of(proof, TAKEN_OVER, asset_name(proof, by), zone_name(proof, zone));
        return;
    }
    struct way way = {0};
    try_way(proof, sureness, zone, reach->first_arrival[zone], false, step, &way);
    try_way(proof, sureness, zone, reach->first_leaving[zone], true, step, &way);
    if (way.count) {
        say_zone(proof, way.source);
        say_way(proof, &way);
    }
    if (by != NO_ASSET)
        say_of(proof, PLACELESS, asset_name(proof, by), zone_name(proof, zone));
    else
        say_of(proof, reach->zones->zones[zone].asset_count ? HIDES_LOST : HIDES,
               zone_name(proof, zone), STR(""));
}

/* --- what stops them ---------------------------------------------------------------------------
 */

/* "tcp 102, udp 161", at most a few of them. */
static str ports_text(const struct proof *proof, const struct reach_asset *asset)
{
    struct buf text = {0};
    for (size_t i = 0; i < asset->port_count && i < PROOF_PORTS_MAX; i++) {
        const struct asset_port *port = &asset->ports[i];
        buf_printf(&text, "%s%s %u", i ? ", " : "",
                   port->transport == TRANSPORT_TCP ? "tcp" : "udp", port->port);
    }
    if (asset->port_count > PROOF_PORTS_MAX)
        buf_add(&text, STR(", …"));
    str copy = arena_dup(proof->arena, buf_str(&text));
    buf_release(&text);
    return copy;
}

static bool some_port_in(const struct reach *reach, const struct reach_asset *asset,
                         const uint64_t *set)
{
    for (size_t i = 0; i < asset->port_count; i++)
        if (kind_in(set,
                    kind_of_port(&reach->kinds, asset->ports[i].transport, asset->ports[i].port)))
            return true;
    return false;
}

/* Only an asset of known ports is out of reach while something leads into its zone. */
static void say_stopped(const struct proof *proof, size_t asset)
{
    const struct reach *reach = proof->reach;
    const struct reach_asset *of = &reach->assets[asset];
    size_t zone = reach->zone_of[asset], count = 0;
    if (of->ports_known && !of->port_count) {
        say_of(proof, LISTENS_NOWHERE, asset_name(proof, asset), zone_name(proof, zone));
        return;
    }
    str ports = of->ports_known ? ports_text(proof, of) : STR("tcp, udp");
    for (size_t i = reach->in_at[zone]; i < reach->in_at[zone + 1]; i++) {
        const struct edge *edge = &reach->edges[reach->in[i]];
        const uint64_t *arrives = kinds_at(reach, reach->arrives[POSSIBLE], edge->from);
        if (edge->is_doubtful || count++ >= PROOF_CONDUITS_MAX)
            continue;
        bool comes =
            reach->taken_at[POSSIBLE][edge->from] != NEVER || some_port_in(reach, of, arrives);
        say_edge(proof, comes ? BLOCKS : CLEAN_SOURCE, edge, ports);
    }
    if (!count)
        say_of(proof, NO_CONDUIT, zone_name(proof, zone), STR(""));
    if (count > PROOF_CONDUITS_MAX)
        say_of(proof, MORE_CONDUITS, arena_printf(proof->arena, "%zu", count - PROOF_CONDUITS_MAX),
               STR(""));
}

/* --- all of it ---------------------------------------------------------------------------------
 */

static void say_adjacent(const struct proof *proof, size_t asset)
{
    const struct reach *reach = proof->reach;
    size_t zone = reach->zone_of[asset], frame = kind_beyond(&reach->kinds, KIND_FRAME);
    struct way way;
    if (reach->taken_at[POSSIBLE][zone] != NEVER) {
        say_zone(proof, zone);
        say_of(proof, STANDS_THERE, asset_name(proof, asset), zone_name(proof, zone));
    } else if (find_way(proof, POSSIBLE, zone, frame, false, NEVER, &way)) {
        say_zone(proof, way.source);
        say_way(proof, &way);
    } else
        say_of(proof, NOBODY_NEAR, zone_name(proof, zone), STR(""));
}

static void say_all(const struct proof *proof, str shell_id, enum attack_vector vector)
{
    const struct reach *reach = proof->reach;
    size_t asset = reach_find(reach, shell_id);
    str none = STR("");
    if (vector == ATTACK_LOCAL || vector == ATTACK_PHYSICAL)
        say_of(proof, vector == ATTACK_LOCAL ? NEEDS_LOGIN : NEEDS_TOUCH, none, none);
    else if (asset == NO_ASSET)
        say_of(proof, NO_SUCH_ASSET, none, none);
    else if (reach->zone_of[asset] == reach->zones->zone_count)
        say_of(proof, IN_NO_ZONE, asset_name(proof, asset), none);
    else if (!reach->has_start)
        say_of(proof, NO_START, none, none);
    else if (vector == ATTACK_ADJACENT)
        say_adjacent(proof, asset);
    else if (reach->hit[POSSIBLE][asset])
        say_hit(proof, reach->hit[SURE][asset] ? SURE : POSSIBLE, asset, NEVER);
    else {
        if (vector == ATTACK_UNKNOWN)
            say_of(proof, NO_VECTOR, none, none);
        say_stopped(proof, asset);
    }
}

void reach_write_proof(const struct reach *reach, str shell_id, enum attack_vector vector,
                       enum language language, struct buf *out)
{
    struct arena arena = {0};
    struct proof proof = {
        .reach = reach, .language = language, .out = out, .arena = &arena, .begin = out->n};
    say_all(&proof, shell_id, vector);
    arena_release(&arena);
}

void reach_find_way(const struct reach *reach, str shell_id, enum attack_vector vector,
                    struct arena *arena, struct reach_way *ret_way)
{
    const struct zones *zones = reach->zones;
    struct arena scratch = {0};
    struct buf text = {0};
    struct proof proof = {.reach = reach,
                          .out = &text,
                          .arena = &scratch,
                          .zones_passed = ARENA_ARRAY(&scratch, bool, zones->zone_count + 1),
                          .conduits_passed = ARENA_ARRAY(&scratch, bool, zones->conduit_count + 1)};
    say_all(&proof, shell_id, vector);
    str *zone_ids = ARENA_ARRAY(arena, str, zones->zone_count + 1),
        *conduit_ids = ARENA_ARRAY(arena, str, zones->conduit_count + 1);
    struct reach_way way = {.zones = zone_ids, .conduits = conduit_ids};
    for (size_t i = 0; i < zones->zone_count; i++)
        if (proof.zones_passed[i])
            zone_ids[way.zone_count++] = zones->zones[i].id;
    for (size_t i = 0; i < zones->conduit_count; i++)
        if (proof.conduits_passed[i])
            conduit_ids[way.conduit_count++] = zones->conduits[i].id;
    buf_release(&text);
    arena_release(&scratch);
    *ret_way = way;
}
