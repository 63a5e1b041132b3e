/* SPDX-License-Identifier: Apache-2.0 */
/* zone_limits_test.c - ranges of a flow, and what a proof names, at their limits and one past. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/security/zone/reach.h"

int zone_limits_test(void);

static err_t read_text(struct arena *arena, str text, struct zones *zones, struct fail *why)
{
    struct json json;
    assert_int_equal(json_read(text, &json, why), ERR_OK);
    err_t err = zones_read_json(arena, &json, LANGUAGE_ENGLISH, zones, why);
    json_release(&json);
    return err;
}

static void a_flow_has_so_many_ranges(void **state)
{
    (void)state;
    for (int over = 0; over < 2; over++) {
        struct arena arena = {0};
        struct zones zones;
        struct fail why = {0};
        struct buf text = {0};
        buf_add(&text,
                STR("{\"zones\":[{\"id\":\"aa\"},{\"id\":\"bb\"}],\"conduits\":[{\"id\":\"C1\","
                    "\"from\":\"aa\",\"to\":\"bb\",\"flows\":[{\"ports\":\""));
        for (int i = 0; i < FLOW_RANGES_MAX + over; i++)
            buf_printf(&text, "%s%d-%d", i ? "," : "", 10 * i + 1, 10 * i + 5);
        buf_add(&text, STR("\"}]}]}"));
        assert_int_equal(read_text(&arena, buf_str(&text), &zones, &why),
                         over ? ERR_INVALID : ERR_OK);
        if (over)
            assert_string_equal(why.where, "$.conduits[0].flows[0].ports");
        else
            assert_int_equal(zones.conduits[0].flows[0].range_count, FLOW_RANGES_MAX);
        buf_release(&text);
        arena_release(&arena);
    }
}

/* That of a name: zones_test.c. */
static void texts_of_zones_and_flows_may_be_so_long(void **state)
{
    (void)state;
    static const struct {
        const char *head, *tail;
    } forms[] = {
        {"{\"zones\":[{\"id\":\"aa\",\"description\":\"", "\"}]}"},
        {"{\"zones\":[{\"id\":\"aa\"},{\"id\":\"bb\"}],\"conduits\":[{\"id\":\"C1\",\"from\":"
         "\"aa\",\"to\":\"bb\",\"flows\":[{\"note\":\"",
         "\"}]}]}"}};
    for (size_t i = 0; i < COUNT_OF(forms); i++)
        for (int over = 0; over < 2; over++) {
            struct arena arena = {0};
            struct zones zones;
            struct fail why = {0};
            struct buf text = {0};
            buf_printf(&text, "%s%0*d%s", forms[i].head, ZONE_TEXT_BYTES_MAX + over, 0,
                       forms[i].tail);
            assert_int_equal(read_text(&arena, buf_str(&text), &zones, &why),
                             over ? ERR_INVALID : ERR_OK);
            buf_release(&text);
            arena_release(&arena);
        }
}

static void ids_and_places_of_zones_have_limits(void **state)
{
    (void)state;
    static const struct {
        size_t id_bytes;
        const char *place;
        err_t err;
    } rows[] = {
        {ZONE_ID_BYTES_MAX, "1000000", ERR_OK},
        {ZONE_ID_BYTES_MAX + 1, "0", ERR_INVALID},
        {2, "-1000000", ERR_OK},
        {2, "1000001", ERR_INVALID},
        {2, "-1000001", ERR_INVALID},
        {1, "0", ERR_INVALID},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct zones zones;
        struct fail why = {0};
        char id[ZONE_ID_BYTES_MAX + 1];
        memset(id, 'a', sizeof id);
        str text = arena_printf(&arena, "{\"zones\":[{\"id\":\"%.*s\",\"x\":%s,\"y\":0}]}",
                                (int)rows[i].id_bytes, id, rows[i].place);
        assert_int_equal(read_text(&arena, text, &zones, &why), rows[i].err);
        arena_release(&arena);
    }
}

/* Conduits from an office, each without a flow that the panel listens to, and its ports. */
static str proof_of(struct arena *arena, size_t conduits, size_t ports, enum language language)
{
    struct asset_port *list = ARENA_ARRAY(arena, struct asset_port, ports);
    struct zones zones;
    struct fail why;
    struct buf text = {0}, out = {0};
    for (size_t i = 0; i < ports; i++)
        list[i] = (struct asset_port){TRANSPORT_TCP, (uint16_t)(102 + i), {0}};
    const struct reach_asset asset = {STR("panel"), STR("Panel"), {0}, list, ports, true, false};
    buf_add(&text, STR("{\"zones\":[{\"id\":\"office\",\"untrusted\":true},{\"id\":\"cell\","
                       "\"assets\":[\"panel\"]}],\"conduits\":["));
    for (size_t i = 0; i < conduits; i++)
        buf_printf(&text,
                   "%s{\"id\":\"C%zu\",\"from\":\"office\",\"to\":\"cell\",\"flows\":["
                   "{\"transport\":\"tcp\",\"ports\":\"9\"}]}",
                   i ? "," : "", i);
    buf_add(&text, STR("]}"));
    assert_int_equal(read_text(arena, buf_str(&text), &zones, &why), ERR_OK);
    reach_write_proof(reach_new(arena, &zones, &asset, 1), STR("panel"), ATTACK_NETWORK, language,
                      &out);
    str proof = arena_dup(arena, buf_str(&out));
    buf_release(&text);
    buf_release(&out);
    return proof;
}

static bool holds(str text, str part)
{
    return str_find(text, part) < text.n;
}

static void a_proof_names_so_much(void **state)
{
    (void)state;
    struct arena arena = {0};
    str most = proof_of(&arena, PROOF_CONDUITS_MAX, PROOF_PORTS_MAX, LANGUAGE_ENGLISH),
        more = proof_of(&arena, PROOF_CONDUITS_MAX + 2, PROOF_PORTS_MAX + 1, LANGUAGE_ENGLISH);
    assert_true(holds(most, STR("Conduit C5 ")));
    assert_true(holds(most, STR("passes no tcp 102, tcp 103, tcp 104, tcp 105.")));
    assert_false(holds(most, STR("Further conduits")));
    assert_true(holds(more, STR("Conduit C5 ")));
    assert_false(holds(more, STR("Conduit C6 ")));
    assert_true(holds(more, STR("tcp 105, ….")));
    assert_true(holds(more, STR("\nFurther conduits that stop it in the same way: 2.")));
    arena_release(&arena);
}

int zone_limits_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_has_so_many_ranges),
        cmocka_unit_test(texts_of_zones_and_flows_may_be_so_long),
        cmocka_unit_test(ids_and_places_of_zones_have_limits),
        cmocka_unit_test(a_proof_names_so_much),
    };
    return cmocka_run_group_tests_name("zone_limits", tests, NULL, NULL);
}
