/* SPDX-License-Identifier: Apache-2.0 */
/* csaf_circles.c - 6.1.3: which relationships lead over others back to what they define. Each is
 * gone through once, however long the ways are: the strongly connected components of the graph,
 * found as R. Tarjan did (1972), with a list in the place of recursion. */
#include "base/map.h"
#include "plan/security/csaf/csaf_check.h"

enum { ENDS = 2 };

/* What a relationship defines. Numbers of nodes begin at 1; 0: none. */
struct node {
    uint32_t ends[ENDS]; /* what it is made of, as far as relationships define that */
    uint32_t order, low; /* of the visit; the first one that is reached from here. 0: not visited */
    uint32_t tried;      /* ends that were gone along */
    bool is_waiting;     /* its component is not complete */
    bool is_in_circle;
};

struct circles {
    struct node *nodes;
    uint32_t *way, *waiting; /* from the root to here; visited, in order */
    uint32_t way_count, waiting_count, visited;
};

static void visit(struct circles *circles, uint32_t number)
{
    struct node *node = &circles->nodes[number];
    node->order = node->low = ++circles->visited;
    node->is_waiting = true;
    circles->waiting[circles->waiting_count++] = number;
    circles->way[circles->way_count++] = number;
}

/* The node is the first one of its component: all that wait behind it are of it, too. */
static void complete(struct circles *circles, uint32_t number)
{
    struct node *first = &circles->nodes[number];
    bool is_circle = circles->waiting[circles->waiting_count - 1] != number ||
                     first->ends[0] == number || first->ends[1] == number;
    for (uint32_t last = 0; last != number;) {
        last = circles->waiting[--circles->waiting_count];
        circles->nodes[last].is_waiting = false;
        circles->nodes[last].is_in_circle = is_circle;
    }
}

static void take_low(struct node *node, uint32_t low)
{
    node->low = low < node->low ? low : node->low;
}

static void go_from(struct circles *circles, uint32_t root)
{
    visit(circles, root);
    while (circles->way_count) {
        uint32_t number = circles->way[circles->way_count - 1];
        struct node *node = &circles->nodes[number];
        if (node->tried < ENDS) {
            uint32_t next = node->ends[node->tried++];
            if (next && !circles->nodes[next].order)
                visit(circles, next);
            else if (next && circles->nodes[next].is_waiting)
                take_low(node, circles->nodes[next].order);
            continue;
        }
        if (node->low == node->order)
            complete(circles, number);
        if (--circles->way_count)
            take_low(&circles->nodes[circles->way[circles->way_count - 1]], node->low);
    }
}

static str defined_by(struct csaf_check *check, uint32_t relation)
{
    return csaf_text(check, csaf_at(check->json, relation, "full_product_name.product_id"));
}

const bool *csaf_circles(struct csaf_check *check, uint32_t relationships)
{
    static const char *const names[ENDS] = {"product_reference", "relates_to_product_reference"};
    const struct json *json = check->json;
    bool is_list = relationships && json_type(json, relationships) == JSON_ARRAY;
    size_t count = is_list ? json_count(json, relationships) : 0;
    struct circles circles = {.nodes = ARENA_ARRAY(check->arena, struct node, count + 1),
                              .way = ARENA_ARRAY(check->arena, uint32_t, count + 1),
                              .waiting = ARENA_ARRAY(check->arena, uint32_t, count + 1)};
    bool *are_circles = ARENA_ARRAY(check->arena, bool, count + 1);
    struct map numbers = {0};
    for (CSAF_EACH(json, relationships, relation, index)) {
        str id = defined_by(check, relation);
        bool added = false;
        uint64_t *number = id.p ? map_put(&numbers, id, &added) : NULL;
        if (added)
            *number = index + 1;
    }
    for (CSAF_EACH(json, relationships, relation, index))
        for (size_t i = 0; i < ENDS; i++) {
            str end = csaf_text(check, json_member(json, relation, str_from(names[i])));
            const uint64_t *number = end.p ? map_find(&numbers, end) : NULL;
            circles.nodes[index + 1].ends[i] = number ? (uint32_t)*number : 0;
        }
    for (uint32_t i = 1; i <= count; i++)
        if (!circles.nodes[i].order)
            go_from(&circles, i);
    for (size_t i = 0; i < count; i++)
        are_circles[i] = circles.nodes[i + 1].is_in_circle;
    map_release(&numbers);
    return are_circles;
}
