/* SPDX-License-Identifier: Apache-2.0 */
/* reach_test.c - reachability against a search of its own over hundreds of random plants: every
 * choice of what is not known is a world, and in each world every set of zones that attackers can
 * get is visited. Then proofs, word by word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/zone/reach.h"

int reach_test(void);

/* --- plants ------------------------------------------------------------------------------------
 */

enum { ZONES = 4, CONDUITS = 4, FLOWS = 2, ASSETS = 5, PORTS = 3, WORLDS_MAX = 2048 };

struct plant {
    struct zone zones[ZONES];
    struct conduit conduits[CONDUITS];
    struct flow flows[CONDUITS][FLOWS];
    struct reach_asset assets[ASSETS];
    struct asset_port ports[ASSETS][PORTS];
    str members[ZONES][ASSETS + 1];
    size_t zone_of[ASSETS]; /* zone count: none */
    bool lost[ZONES];       /* lists an asset that is not there */
    struct zones all;
    size_t asset_count;
};

static const char *const asset_ids[ASSETS + 1] = {"a", "b", "c", "d", "e", "lost"};
static const char *const zone_ids[ZONES] = {"Z0", "Z1", "Z2", "Z3"};
static const char *const conduit_ids[CONDUITS] = {"C0", "C1", "C2", "C3"};

static unsigned next_random(uint64_t *seed, unsigned below)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(*seed >> 33) % below;
}

static void random_flow(uint64_t *seed, struct flow *flow)
{
    unsigned transport = 1 + next_random(seed, 3);
    static const uint16_t ranges[][2] = {{1, 1}, {2, 2}, {1, 2}};
    *flow = (struct flow){.tcp = transport & 1,
                          .udp = transport & 2,
                          .direction = (enum flow_direction)next_random(seed, 3)};
    if (next_random(seed, 5)) {
        const uint16_t *range = ranges[next_random(seed, 3)];
        flow->ranges[0].first = range[0];
        flow->ranges[0].last = range[1];
        flow->range_count = 1;
    }
}

static void random_asset(uint64_t *seed, struct plant *plant, size_t asset)
{
    struct reach_asset *to = &plant->assets[asset];
    size_t count = next_random(seed, 3);
    *to = (struct reach_asset){.shell_id = str_from(asset_ids[asset]),
                               .ports = plant->ports[asset],
                               .port_count = count,
                               .ports_known = next_random(seed, 5) > 0,
                               .may_be_taken = next_random(seed, 2)};
    for (size_t i = 0; i < count; i++)
        plant->ports[asset][i] =
            (struct asset_port){.transport = (enum asset_transport)next_random(seed, 2),
                                .port = (uint16_t)(1 + next_random(seed, PORTS))};
    size_t zones = plant->all.zone_count;
    plant->zone_of[asset] = next_random(seed, 12) ? next_random(seed, (unsigned)zones) : zones;
    if (plant->zone_of[asset] < zones) {
        struct zone *zone = &plant->zones[plant->zone_of[asset]];
        plant->members[plant->zone_of[asset]][zone->asset_count++] = to->shell_id;
    }
}

static void random_plant(uint64_t *seed, struct plant *plant)
{
    *plant = (struct plant){0};
    plant->all = (struct zones){plant->zones, 2 + next_random(seed, ZONES - 1), plant->conduits,
                                1 + next_random(seed, CONDUITS)};
    for (size_t i = 0; i < plant->all.zone_count; i++)
        plant->zones[i] = (struct zone){.id = str_from(zone_ids[i]),
                                        .name = str_from(zone_ids[i]),
                                        .untrusted = i == 0 && next_random(seed, 20) > 0,
                                        .assets = plant->members[i]};
    plant->asset_count = 1 + next_random(seed, ASSETS);
    for (size_t i = 0; i < plant->asset_count; i++)
        random_asset(seed, plant, i);
    for (size_t i = 1; i < plant->all.zone_count; i++)
        if (next_random(seed, 25) == 0 && plant->zones[i].asset_count) {
            plant->lost[i] = true;
            plant->members[i][plant->zones[i].asset_count++] = str_from(asset_ids[ASSETS]);
        }
    for (size_t i = 0; i < plant->all.conduit_count; i++) {
        size_t from = next_random(seed, (unsigned)plant->all.zone_count);
        size_t step = 1 + next_random(seed, (unsigned)plant->all.zone_count - 1);
        plant->conduits[i] = (struct conduit){.id = str_from(conduit_ids[i]),
                                              .name = str_from(conduit_ids[i]),
                                              .from = from,
                                              .to = (from + step) % plant->all.zone_count,
                                              .flows = plant->flows[i],
                                              .flow_count = 1 + next_random(seed, FLOWS)};
        for (size_t k = 0; k < FLOWS; k++)
            random_flow(seed, &plant->flows[i][k]);
    }
}

/* --- one world ---------------------------------------------------------------------------------
 */

struct world {
    bool forwards[ZONES];   /* the zone passes on what comes in */
    bool is_open[CONDUITS]; /* one that lets everything pass in a direction is none at all */
    bool hides[ZONES];      /* something unknown stands in it */
    bool asks[ASSETS];      /* can be hit by the answer to a connection that it opens */
    bool listens[ASSETS][2][PORTS + 1]; /* by transport and port */
    size_t place[ASSETS];
};

static bool lets_pass(const struct flow *flow, unsigned transport, unsigned port)
{
    return (transport == 0 ? flow->tcp : flow->udp) &&
           (!flow->range_count || (flow->ranges[0].first <= port && port <= flow->ranges[0].last));
}

static bool everything(const struct plant *plant, size_t conduit)
{
    for (size_t i = 0; i < plant->conduits[conduit].flow_count; i++)
        if (plant->flows[conduit][i].tcp && plant->flows[conduit][i].udp &&
            !plant->flows[conduit][i].range_count)
            return true;
    return false;
}

/* One step of a packet through one conduit; transport 2 is a frame. */
static bool goes(const struct plant *plant, const struct world *world, size_t conduit, size_t from,
                 size_t to, unsigned transport, unsigned port)
{
    const struct conduit *of = &plant->conduits[conduit];
    bool forth = of->from == from && of->to == to, back = of->to == from && of->from == to;
    if (!forth && !back)
        return false;
    if (world->is_open[conduit])
        return true;
    for (size_t i = 0; transport < 2 && i < of->flow_count; i++)
        if (of->flows[i].direction != (forth ? FLOW_BACK : FLOW_FORTH) &&
            lets_pass(&of->flows[i], transport, port))
            return true;
    return false;
}

/* The zones that a packet sent in `from` gets to, as bits. Frames need nobody who forwards. */
static unsigned places(const struct plant *plant, const struct world *world, size_t from,
                       unsigned transport, unsigned port)
{
    unsigned seen = 1u << from, before;
    do {
        before = seen;
        for (size_t here = 0; here < plant->all.zone_count; here++)
            for (size_t there = 0; there < plant->all.zone_count; there++)
                for (size_t i = 0; i < plant->all.conduit_count; i++)
                    if ((before >> here & 1) &&
                        (here == from || transport == 2 || world->forwards[here]) &&
                        goes(plant, world, i, here, there, transport, port))
                        seen |= 1u << there;
    } while (seen != before);
    return seen;
}

struct found {
    unsigned network, adjacent; /* assets as bits */
};

static bool is_hit(const struct plant *plant, const struct world *world, size_t asset,
                   unsigned held)
{
    size_t zone = world->place[asset];
    if (held >> zone & 1)
        return true;
    for (unsigned transport = 0; transport < 2; transport++)
        for (unsigned port = 1; port <= PORTS; port++) {
            for (size_t from = 0; from < plant->all.zone_count; from++)
                if ((held >> from & 1) && world->listens[asset][transport][port] &&
                    (places(plant, world, from, transport, port) >> zone & 1))
                    return true;
            if (world->asks[asset] && (places(plant, world, zone, transport, port) & held))
                return true;
        }
    return false;
}

static bool is_zone_touched(const struct plant *plant, const struct world *world, size_t zone,
                            unsigned held)
{
    for (unsigned transport = 0; transport < 2; transport++)
        for (unsigned port = 1; port <= PORTS; port++) {
            if (places(plant, world, zone, transport, port) & held)
                return true;
            for (size_t from = 0; from < plant->all.zone_count; from++)
                if ((held >> from & 1) && (places(plant, world, from, transport, port) >> zone & 1))
                    return true;
        }
    return false;
}

/* Visits every set of zones that attackers can hold, from this one on. */
static void visit(const struct plant *plant, const struct world *world, unsigned held,
                  bool *visited, struct found *found)
{
    if (visited[held])
        return;
    visited[held] = true;
    for (size_t i = 0; i < plant->asset_count; i++) {
        size_t zone = world->place[i];
        for (size_t from = 0; from < plant->all.zone_count; from++)
            if ((held >> from & 1) && (places(plant, world, from, 2, 0) >> zone & 1))
                found->adjacent |= 1u << i;
        if (!is_hit(plant, world, i, held))
            continue;
        found->network |= 1u << i;
        if (plant->assets[i].may_be_taken)
            visit(plant, world, held | 1u << zone, visited, found);
    }
    for (size_t i = 0; i < plant->all.zone_count; i++)
        if (world->hides[i] && is_zone_touched(plant, world, i, held))
            visit(plant, world, held | 1u << i, visited, found);
}

/* --- all worlds --------------------------------------------------------------------------------
 */

/* Takes the next digit of the number of the world. */
static unsigned digit(size_t *number, size_t *count, unsigned base)
{
    unsigned value = (unsigned)(*number % base);
    *number /= base;
    *count *= base;
    return value;
}

/* The world of that number; returns how many there are. */
static size_t make_world(const struct plant *plant, size_t number, struct world *world)
{
    size_t count = 1;
    *world = (struct world){0};
    for (size_t i = 0; i < plant->all.zone_count; i++) {
        world->forwards[i] = digit(&number, &count, 2);
        if (plant->zones[i].asset_count == 0 || plant->lost[i])
            world->hides[i] = digit(&number, &count, 2);
    }
    for (size_t i = 0; i < plant->all.conduit_count; i++)
        if (everything(plant, i))
            world->is_open[i] = digit(&number, &count, 2);
    for (size_t i = 0; i < plant->asset_count; i++) {
        const struct reach_asset *asset = &plant->assets[i];
        bool placeless = plant->zone_of[i] == plant->all.zone_count;
        world->asks[i] = digit(&number, &count, 2);
        world->place[i] =
            placeless ? digit(&number, &count, (unsigned)plant->all.zone_count) : plant->zone_of[i];
        /* Unknown: one port of each transport, or all; where it stands unknown: its interface is
         * not looked at either. */
        unsigned which = asset->ports_known && !placeless ? 0 : digit(&number, &count, 4);
        for (unsigned transport = 0; transport < 2; transport++)
            for (unsigned port = 1; port <= PORTS; port++)
                if (!asset->ports_known || placeless)
                    world->listens[i][transport][port] = which == 3 || which + 1 == port;
        for (size_t k = 0; asset->ports_known && !placeless && k < asset->port_count; k++)
            world->listens[i][asset->ports[k].transport][asset->ports[k].port] = true;
    }
    return count;
}

struct truth {
    struct found ever, always;
};

static void search_worlds(const struct plant *plant, size_t count, struct truth *truth)
{
    unsigned start = 0;
    for (size_t i = 0; i < plant->all.zone_count; i++)
        start |= (unsigned)plant->zones[i].untrusted << i;
    *truth = (struct truth){{0, 0}, {~0u, ~0u}};
    for (size_t number = 0; number < count; number++) {
        struct world world;
        struct found found = {0};
        bool visited[1 << ZONES] = {0};
        make_world(plant, number, &world);
        visit(plant, &world, start, visited, &found);
        truth->ever.network |= found.network;
        truth->ever.adjacent |= found.adjacent;
        truth->always.network &= found.network;
        truth->always.adjacent &= found.adjacent;
    }
}

static enum reach_verdict expected(const struct plant *plant, size_t asset, unsigned ever,
                                   unsigned always)
{
    if (plant->zone_of[asset] == plant->all.zone_count || !plant->zones[0].untrusted)
        return REACH_UNKNOWN;
    return always >> asset & 1 ? REACH_REACHABLE
           : ever >> asset & 1 ? REACH_UNKNOWN
                               : REACH_NOT_REACHABLE;
}

static void check_proof(const struct reach *reach, str id, enum attack_vector vector)
{
    struct buf out = {0};
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++) {
        buf_reset(&out);
        buf_add(&out, STR("kept"));
        reach_write_proof(reach, id, vector, (enum language)i, &out);
        assert_true(out.n > 4 && out.p[4] != '\n');
        if (reach_of(reach, id, vector) == REACH_REACHABLE)
            assert_true(str_starts_with(str_of(out.p + 4, out.n - 4),
                                        i ? STR("In Z0 ") : STR("Attackers may be in Z0,")));
    }
    buf_release(&out);
}

/* A plant with a flow less in one conduit is the same made quickly and made anew. */
static void check_cuts(struct arena *arena, const struct plant *plant, const struct reach *reach)
{
    for (size_t i = 0; i < plant->all.conduit_count; i++) {
        struct conduit conduits[CONDUITS];
        struct zones zones = plant->all;
        memcpy(conduits, plant->conduits, sizeof conduits);
        conduits[i].flow_count--;
        zones.conduits = conduits;
        const struct reach *quick = reach_without(arena, reach, &zones);
        const struct reach *anew = reach_new(arena, &zones, plant->assets, plant->asset_count);
        for (size_t k = 0; k < plant->asset_count; k++)
            for (unsigned v = 0; v <= ATTACK_UNKNOWN; v++) {
                enum attack_vector vector = (enum attack_vector)v;
                enum reach_verdict verdict = reach_of(quick, plant->assets[k].shell_id, vector);
                assert_int_equal(verdict, reach_of(anew, plant->assets[k].shell_id, vector));
                assert_int_equal(verdict, reach_at(quick, k, vector));
            }
    }
}

static void random_plants_agree_with_the_search(void **state)
{
    (void)state;
    uint64_t seed = 62443;
    size_t plants = 0, verdicts[REACH_NOT_REACHABLE + 1] = {0};
    while (plants < 500) {
        struct plant plant;
        struct world world;
        struct truth truth;
        struct arena arena = {0};
        random_plant(&seed, &plant);
        size_t count = make_world(&plant, 0, &world);
        if (count > WORLDS_MAX)
            continue;
        search_worlds(&plant, count, &truth);
        const struct reach *reach = reach_new(&arena, &plant.all, plant.assets, plant.asset_count);
        for (size_t i = 0; i < plant.asset_count; i++) {
            str id = plant.assets[i].shell_id;
            enum reach_verdict verdict = reach_of(reach, id, ATTACK_NETWORK);
            enum reach_verdict right =
                expected(&plant, i, truth.ever.network, truth.always.network);
            if (verdict != right)
                fail_msg("plant %zu, asset %zu: %d instead of %d", plants, i, verdict, right);
            verdicts[verdict]++;
            check_proof(reach, id, ATTACK_NETWORK);
            verdict = reach_of(reach, id, ATTACK_ADJACENT);
            right = expected(&plant, i, truth.ever.adjacent, truth.always.adjacent);
            if (verdict != right)
                fail_msg("plant %zu, asset %zu next to it: %d instead of %d", plants, i, verdict,
                         right);
            check_proof(reach, id, ATTACK_ADJACENT);
            assert_int_not_equal(reach_of(reach, id, ATTACK_UNKNOWN), REACH_NOT_REACHABLE);
            assert_int_equal(reach_of(reach, id, ATTACK_LOCAL), REACH_LOCAL);
            assert_int_equal(reach_of(reach, id, ATTACK_PHYSICAL), REACH_LOCAL);
        }
        check_cuts(&arena, &plant, reach);
        arena_release(&arena);
        plants++;
    }
    /* The plants are not all of one kind. */
    assert_true(verdicts[REACH_REACHABLE] > 100 && verdicts[REACH_UNKNOWN] > 100 &&
                verdicts[REACH_NOT_REACHABLE] > 100);
}

/* --- proofs ------------------------------------------------------------------------------------
 */

static const char drawn[] =
    "{\"zones\":[{\"id\":\"internet\",\"name\":\"Internet\",\"untrusted\":true},"
    "{\"id\":\"office\",\"name\":\"Büro\",\"assets\":[\"pc\"]},"
    "{\"id\":\"cell\",\"name\":\"Zelle 1\",\"assets\":[\"plc\",\"panel\"]},"
    "{\"id\":\"far\",\"name\":\"Lager\",\"assets\":[\"gate\"]}],"
    "\"conduits\":[{\"id\":\"C1\",\"from\":\"internet\",\"to\":\"office\",\"flows\":[{"
    "\"transport\":"
    "\"tcp\",\"ports\":\"443\"}]},"
    "{\"id\":\"C3\",\"name\":\"Firewall\",\"from\":\"cell\",\"to\":\"office\",\"flows\":[{"
    "\"transport\":"
    "\"tcp\",\"ports\":\"80,502\",\"direction\":\"back\"}]},"
    "{\"id\":\"C4\",\"from\":\"far\",\"to\":\"cell\",\"flows\":[{\"transport\":\"udp\",\"ports\":"
    "\"161\"}]"
    "}]}";

static const struct {
    const char *asset;
    enum attack_vector vector;
    enum reach_verdict verdict;
    enum language language;
    const char *proof;
} proofs[] = {
    {"plc", ATTACK_NETWORK, REACH_REACHABLE, LANGUAGE_ENGLISH,
     "Attackers may be in Internet, which is not trusted.\n"
     "Conduit C1 lets tcp 443 pass from Internet to Büro.\n"
     "PC 1 listens on tcp 443 (HTTPS).\n"
     "PC 1 may be taken over; who has it reaches everything in Büro.\n"
     "Conduit C3 (Firewall) lets tcp 502 pass from Büro to Zelle 1.\n"
     "PLC listens on tcp 502."},
    {"panel", ATTACK_NETWORK, REACH_NOT_REACHABLE, LANGUAGE_ENGLISH,
     "Conduit C3 (Firewall) from Büro to Zelle 1 passes no tcp 102, udp 161.\n"
     "Conduit C4 leads to Zelle 1 from Lager, where no attacker gets and no tcp 102, udp 161 from "
     "one arrives."},
    {"panel", ATTACK_NETWORK, REACH_NOT_REACHABLE, LANGUAGE_GERMAN,
     "Übergang C3 (Firewall) von Büro nach Zelle 1 lässt kein tcp 102, udp 161 durch.\n"
     "Übergang C4 nach Zelle 1 kommt von Lager; dorthin gelangt kein Angreifer und kein tcp 102, "
     "udp 161 von einem."},
    {"panel", ATTACK_UNKNOWN, REACH_UNKNOWN, LANGUAGE_GERMAN,
     "Wie der Angriff kommt, ist nicht gesagt. Über das Netz würde er aufgehalten:\n"
     "Übergang C3 (Firewall) von Büro nach Zelle 1 lässt kein tcp 102, udp 161 durch.\n"
     "Übergang C4 nach Zelle 1 kommt von Lager; dorthin gelangt kein Angreifer und kein tcp 102, "
     "udp 161 von einem."},
    {"panel", ATTACK_ADJACENT, REACH_NOT_REACHABLE, LANGUAGE_ENGLISH,
     "The attack has to come from the same network, and no attacker gets into Zelle 1."},
    {"pc", ATTACK_ADJACENT, REACH_REACHABLE, LANGUAGE_GERMAN,
     "In Internet können Angreifer sein; die Zone ist nicht vertrauenswürdig.\n"
     "Übergang C1 lässt tcp 443 von Internet nach Büro durch.\n"
     "PC 1 ist auf tcp 443 (HTTPS) erreichbar.\n"
     "PC 1 kann übernommen werden; wer es hat, erreicht alles in Büro.\n"
     "PC 1 steht in Büro; dort darf alles mit allem reden."},
    {"gate", ATTACK_NETWORK, REACH_NOT_REACHABLE, LANGUAGE_ENGLISH,
     "No conduit lets anything into Lager."},
    {"spare", ATTACK_NETWORK, REACH_UNKNOWN, LANGUAGE_ENGLISH,
     "spare stands in no zone; put it into one."},
    {"nothing", ATTACK_NETWORK, REACH_UNKNOWN, LANGUAGE_ENGLISH, "Nothing is known of this asset."},
    {"plc", ATTACK_LOCAL, REACH_LOCAL, LANGUAGE_ENGLISH,
     "The attack needs somebody or a program on the device itself; no conduit changes that."},
    {"plc", ATTACK_PHYSICAL, REACH_LOCAL, LANGUAGE_ENGLISH,
     "The attack needs somebody who touches the device; no conduit changes that."},
};

/* The conduits of the way are those that the proof names; a proof that there is none has no way. */
static void way_is_that_of_the_proof(struct arena *arena, const struct reach *reach, size_t row,
                                     str proof)
{
    const struct zones *zones = reach_zones(reach);
    struct reach_way way;
    bool is_stopped =
        proofs[row].verdict == REACH_NOT_REACHABLE || proofs[row].vector == ATTACK_UNKNOWN;
    size_t count = 0;
    reach_find_way(reach, str_from(proofs[row].asset), proofs[row].vector, arena, &way);
    for (size_t i = 0; i < zones->conduit_count; i++) {
        str name = arena_printf(arena, " %.*s", STR_ARG(zones->conduits[i].id));
        if (!is_stopped && str_find(proof, name) < proof.n)
            assert_true(str_equal(way.conduits[count++], zones->conduits[i].id));
    }
    assert_int_equal(way.conduit_count, count);
    assert_true(way.zone_count > 0 || way.conduit_count == 0);
    assert_true(!is_stopped || way.zone_count == 0);
}

static void proofs_name_each_step(void **state)
{
    (void)state;
    static const struct asset_port pc_ports[] = {{TRANSPORT_TCP, 22, {0}},
                                                 {TRANSPORT_TCP, 443, {"HTTPS", 5}}};
    static const struct asset_port plc_ports[] = {{TRANSPORT_TCP, 502, {0}}};
    static const struct asset_port panel_ports[] = {{TRANSPORT_TCP, 102, {0}},
                                                    {TRANSPORT_UDP, 161, {0}}};
    const struct reach_asset assets[] = {
        {STR("pc"), STR("PC 1"), {0}, pc_ports, 2, true, true},
        {STR("plc"), STR("PLC"), {0}, plc_ports, 1, true, false},
        {STR("panel"), STR("Panel"), {0}, panel_ports, 2, true, false},
        {STR("gate"), STR("Gate"), {0}, NULL, 0, false, false},
        {STR("spare"), {0}, {0}, NULL, 0, true, false},
    };
    struct arena arena = {0};
    struct zones zones;
    struct json json;
    struct fail why;
    assert_int_equal(json_read(STR(drawn), &json, &why), ERR_OK);
    assert_int_equal(zones_read_json(&arena, &json, LANGUAGE_ENGLISH, &zones, &why), ERR_OK);
    json_release(&json);
    const struct reach *reach = reach_new(&arena, &zones, assets, COUNT_OF(assets));
    for (size_t i = 0; i < COUNT_OF(proofs); i++) {
        struct buf out = {0};
        assert_int_equal(reach_of(reach, str_from(proofs[i].asset), proofs[i].vector),
                         proofs[i].verdict);
        reach_write_proof(reach, str_from(proofs[i].asset), proofs[i].vector, proofs[i].language,
                          &out);
        assert_string_equal(arena_dup(&arena, buf_str(&out)).p, proofs[i].proof);
        way_is_that_of_the_proof(&arena, reach, i, buf_str(&out));
        buf_release(&out);
    }
    arena_release(&arena);
}

/* --- size --------------------------------------------------------------------------------------
 */

/* A chain of 500 zones with 20 assets each: attackers get through all of them. */
static void long_chains_are_followed(void **state)
{
    (void)state;
    struct arena arena = {0};
    size_t per_zone = 20, count = ZONES_MAX * per_zone;
    struct zone *zones = ARENA_ARRAY(&arena, struct zone, ZONES_MAX);
    struct conduit *conduits = ARENA_ARRAY(&arena, struct conduit, ZONES_MAX);
    struct reach_asset *assets = ARENA_ARRAY(&arena, struct reach_asset, count);
    struct asset_port *ports = ARENA_ARRAY(&arena, struct asset_port, count);
    struct flow *flows = ARENA_ARRAY(&arena, struct flow, ZONES_MAX);
    str *ids = ARENA_ARRAY(&arena, str, count);
    for (size_t i = 0; i < count; i++) {
        ids[i] = arena_printf(&arena, "urn:asset:%zu", i);
        ports[i] = (struct asset_port){TRANSPORT_TCP, (uint16_t)(1000 + i), {0}};
        assets[i] = (struct reach_asset){ids[i], ids[i], {0}, &ports[i], 1, true, true};
    }
    for (size_t i = 0; i < ZONES_MAX; i++) {
        str id = arena_printf(&arena, "zone_%zu", i);
        zones[i] = (struct zone){.id = id,
                                 .name = id,
                                 .untrusted = i == 0,
                                 .assets = ids + i * per_zone,
                                 .asset_count = per_zone};
        flows[i] = (struct flow){.tcp = true, .range_count = 1};
        flows[i].ranges[0].first = flows[i].ranges[0].last = (uint16_t)(1000 + (i + 1) * per_zone);
        conduits[i] = (struct conduit){id, id, i, i + 1, &flows[i], 1};
    }
    struct zones all = {zones, ZONES_MAX, conduits, ZONES_MAX - 1};
    const struct reach *reach = reach_new(&arena, &all, assets, count);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(reach_of(reach, ids[i], ATTACK_NETWORK), REACH_REACHABLE);
    struct buf out = {0};
    reach_write_proof(reach, ids[count - 1], ATTACK_NETWORK, LANGUAGE_ENGLISH, &out);
    assert_true(str_ends_with(buf_str(&out), STR("in zone_499, where everything may talk to "
                                                 "everything.")));
    buf_release(&out);
    arena_release(&arena);
}

static void verdicts_have_names(void **state)
{
    (void)state;
    assert_string_equal(reach_verdict_name(REACH_REACHABLE).p, "reachable");
    assert_string_equal(reach_verdict_name(REACH_UNKNOWN).p, "unknown");
    assert_string_equal(reach_verdict_name(REACH_LOCAL).p, "local");
    assert_string_equal(reach_verdict_name(REACH_NOT_REACHABLE).p, "not_reachable");
}

int reach_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_plants_agree_with_the_search),
        cmocka_unit_test(proofs_name_each_step),
        cmocka_unit_test(long_chains_are_followed),
        cmocka_unit_test(verdicts_have_names),
    };
    return cmocka_run_group_tests_name("reach", tests, NULL, NULL);
}
