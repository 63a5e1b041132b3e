/* SPDX-License-Identifier: Apache-2.0 */
/* zones.c - any JSON as zones or as their submodel: no crash; what is taken comes back the same
 * from both, and reachability and its proofs end. */
#include <stdlib.h>

#include "plan/security/zone/reach.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_reach(struct arena *arena, const struct zones *zones)
{
    struct reach_asset assets[8] = {0};
    struct asset_port ports[8] = {0};
    struct buf out = {0};
    size_t count = 0;
    for (size_t i = 0; i < zones->zone_count; i++)
        for (size_t k = 0; k < zones->zones[i].asset_count && count < COUNT_OF(assets); k++) {
            ports[count] = (struct asset_port){
                (enum asset_transport)(count % 2), (uint16_t)(100 + count), {0}};
            assets[count] = (struct reach_asset){.shell_id = zones->zones[i].assets[k],
                                                 .ports = &ports[count],
                                                 .port_count = 1,
                                                 .ports_known = count % 3 != 0,
                                                 .may_be_taken = count % 2 == 0};
            count++;
        }
    const struct reach *reach = reach_new(arena, zones, assets, count);
    for (size_t i = 0; i < count; i++)
        for (unsigned vector = 0; vector <= ATTACK_UNKNOWN; vector++) {
            buf_reset(&out);
            reach_write_proof(reach, assets[i].shell_id, (enum attack_vector)vector,
                              LANGUAGE_ENGLISH, &out);
            if (!out.n)
                abort();
        }
    buf_release(&out);
}

static void check_again(struct arena *arena, const struct zones *zones)
{
    struct buf first = {0}, submodel = {0}, second = {0};
    struct zones again;
    struct fail why;
    zones_write_json(zones, &first);
    zones_write_submodel(zones, &submodel);
    if (zones_read_submodel(arena, buf_str(&submodel), &again, &why) != ERR_OK)
        abort();
    zones_write_json(&again, &second);
    if (!str_equal(buf_str(&first), buf_str(&second)))
        abort();
    buf_release(&first);
    buf_release(&submodel);
    buf_release(&second);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct json json;
    struct zones zones;
    struct fail why;
    str text = str_of((const char *)data, size);
    if (json_read(text, &json, &why) == ERR_OK) {
        if (zones_read_json(&arena, &json, LANGUAGE_ENGLISH, &zones, &why) == ERR_OK) {
            check_again(&arena, &zones);
            check_reach(&arena, &zones);
        }
        json_release(&json);
        if (zones_read_submodel(&arena, text, &zones, &why) == ERR_OK)
            check_again(&arena, &zones);
    }
    arena_release(&arena);
    return 0;
}
