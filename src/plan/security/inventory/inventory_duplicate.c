/* SPDX-License-Identifier: Apache-2.0 */
/* inventory_duplicate.c - joins what has a key in common. */
#include "plan/security/inventory/inventory_duplicate.h"

#include "base/map.h"
#include "plan/security/inventory/inventory_row.h"
#include "plan/security/match/maker.h"
#include "plan/security/match/product_code.h"

struct joining {
    struct arena arena;
    struct map first; /* key → index of the first that has it + 1 */
    size_t *leader;   /* of the ring, over some steps */
    size_t *next;
};

static size_t leader_of(size_t *leader, size_t i)
{
    while (leader[i] != i) {
        leader[i] = leader[leader[i]];
        i = leader[i];
    }
    return i;
}

/* Two rings become one when the places behind one item of each are exchanged. */
static void join(struct joining *joining, size_t a, size_t b)
{
    size_t leader_a = leader_of(joining->leader, a), leader_b = leader_of(joining->leader, b),
           behind = joining->next[a];
    if (leader_a == leader_b)
        return;
    joining->leader[leader_b] = leader_a;
    joining->next[a] = joining->next[b];
    joining->next[b] = behind;
}

static void note(struct joining *joining, str key, size_t i)
{
    bool added;
    if (!key.n)
        return;
    uint64_t *first = map_put(&joining->first, key, &added);
    if (added)
        *first = i + 1;
    else
        join(joining, (size_t)*first - 1, i);
}

static str part_key(struct arena *arena, const struct asset_facts *facts)
{
    struct makers makers;
    str number = inventory_key_of_number(arena, facts->inventory_number),
        code = code_normal(arena, facts->order_code);
    makers_read(arena, facts->maker, &makers);
    if (!makers.count || !code.n || !number.n)
        return (str){0};
    return arena_printf(arena, "part\x1f%.*s\x1f%.*s\x1f%.*s", STR_ARG(makers.keys[0]),
                        STR_ARG(code), STR_ARG(number));
}

const size_t *inventory_duplicates_find(struct arena *arena, const struct asset_facts *facts,
                                        size_t count)
{
    struct joining joining = {.next = ARENA_ARRAY(arena, size_t, count)};
    joining.leader = ARENA_ARRAY(&joining.arena, size_t, count);
    for (size_t i = 0; i < count; i++)
        joining.leader[i] = joining.next[i] = i;
    for (size_t i = 0; i < count; i++) {
        str asset = facts[i].global_asset_id;
        note(&joining, inventory_key_of(&joining.arena, facts[i].maker, facts[i].serial_number), i);
        if (asset.n)
            note(&joining, arena_printf(&joining.arena, "asset\x1f%.*s", STR_ARG(asset)), i);
        note(&joining, part_key(&joining.arena, &facts[i]), i);
    }
    map_release(&joining.first);
    arena_release(&joining.arena);
    return joining.next;
}
