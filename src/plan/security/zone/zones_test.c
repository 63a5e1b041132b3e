/* SPDX-License-Identifier: Apache-2.0 */
/* zones_test.c - zones and conduits as JSON and as a submodel, and everything that is refused, with
 * its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "model/load.h"
#include "plan/security/zone/zones.h"

int zones_test(void);

static const char plant[] =
    "{\"zones\":[{\"id\":\"office\",\"name\":\"Büro\",\"untrusted\":true,\"target\":[0,0,0,0,0,0,0]"
    ","
    "\"achieved\":[0,0,0,0,0,0,0],\"assets\":[],\"x\":-5,\"y\":0},"
    "{\"id\":\"cell_1\",\"name\":\"Zelle "
    "\\\"1\\\"\",\"description\":\"Füllen\",\"untrusted\":false,"
    "\"criticality\":3,\"target\":[2,2,2,1,2,1,2],\"achieved\":[1,0,2,1,0,1,4],"
    "\"assets\":[\"urn:a\",\"urn:b\"],\"x\":120,\"y\":80}],"
    "\"conduits\":[{\"id\":\"C3\",\"name\":\"Firewall\",\"from\":\"office\",\"to\":\"cell_1\","
    "\"flows\":[{\"transport\":\"tcp\",\"ports\":\"102,502-510\",\"direction\":\"forth\","
    "\"note\":\"Engineering\"},{\"transport\":\"any\",\"ports\":\"\",\"direction\":\"back\"}]},"
    "{\"id\":\"C4\",\"name\":\"C4\",\"from\":\"cell_1\",\"to\":\"office\",\"flows\":[]}]}";

static err_t read_text(struct arena *arena, const char *text, enum language language,
                       struct zones *zones, struct fail *why)
{
    struct json json;
    err_t err = json_read(str_from(text), &json, why);
    if (err)
        return err;
    err = zones_read_json(arena, &json, language, zones, why);
    json_release(&json);
    return err;
}

static void json_comes_back_as_it_was(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct zones zones;
    struct buf out = {0};
    struct fail why = {0};
    assert_int_equal(read_text(&arena, plant, LANGUAGE_ENGLISH, &zones, &why), ERR_OK);
    zones_write_json(&zones, &out);
    assert_string_equal(arena_dup(&arena, buf_str(&out)).p, plant);
    assert_int_equal(zones.conduits[0].flows[0].ranges[1].last, 510);
    assert_int_equal(zones.conduits[0].flows[1].range_count, 0);
    buf_release(&out);
    arena_release(&arena);
}

/* The submodel is sound by the metamodel, and says the same when it is read. */
static void a_submodel_holds_all_of_it(void **state)
{
    (void)state;
    static const char *const rows[] = {
        plant, "{\"zones\":[],\"conduits\":[]}",
        "{\"zones\":[{\"id\":\"office\",\"name\":\"office\",\"untrusted\":true,"
        "\"target\":[0,0,0,0,0,0,0],\"achieved\":[0,0,0,0,0,0,0],\"assets\":[],\"x\":0,\"y\":0}],"
        "\"conduits\":[]}"};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct zones zones, again;
        struct buf out = {0};
        struct fail why = {0};
        struct load_options options = {.class = CLASS_SUBMODEL, .ask_file = true, .check = true};
        struct findings findings = {.arena = &arena};
        struct loaded loaded;
        assert_int_equal(read_text(&arena, rows[i], LANGUAGE_ENGLISH, &zones, &why), ERR_OK);
        zones_write_submodel(&zones, &out);
        assert_int_equal(load_document(buf_str(&out), &options, &arena, &findings, &loaded),
                         ERR_OK);
        assert_int_equal(findings.error_count, 0);
        assert_int_equal(zones_read_submodel(&arena, buf_str(&out), &again, &why), ERR_OK);
        buf_reset(&out);
        zones_write_json(&again, &out);
        assert_string_equal(arena_dup(&arena, buf_str(&out)).p, rows[i]);
        buf_release(&out);
        arena_release(&arena);
    }
}

/* What another tool wrote is checked, too. */
static void a_submodel_of_others_is_checked(void **state)
{
    (void)state;
    static const struct {
        const char *body;
        err_t err;
    } rows[] = {
        {"{", ERR_SYNTAX},
        {"[]", ERR_OK},
        {"{\"submodelElements\":[{\"idShort\":\"Zones\",\"value\":[{\"idShort\":\"a b\"}]}]}",
         ERR_INVALID},
        {"{\"submodelElements\":[{\"idShort\":\"Zones\",\"value\":[{\"idShort\":\"office\","
         "\"value\":[{\"idShort\":\"Untrusted\",\"value\":\"1\"},{\"idShort\":\"PositionX\","
         "\"value\":"
         "\"+007\"}]}]}]}",
         ERR_OK},
        {"{\"submodelElements\":[{\"idShort\":\"Zones\",\"value\":[{\"idShort\":\"office\","
         "\"value\":[{\"idShort\":\"Untrusted\",\"value\":\"maybe\"}]}]}]}",
         ERR_INVALID},
        {"{\"submodelElements\":[{\"idShort\":\"Conduits\",\"value\":[{\"idShort\":\"C1\"}]}]}",
         ERR_INVALID},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct zones zones;
        struct fail why = {0};
        assert_int_equal(zones_read_submodel(&arena, str_from(rows[i].body), &zones, &why),
                         rows[i].err);
        arena_release(&arena);
    }
}

#define ZONE(more) "{\"zones\":[{\"id\":\"office\"" more "}]}"
#define TWO "\"zones\":[{\"id\":\"office\"},{\"id\":\"cell\"}]"
#define CONDUIT(more)                                                                              \
    "{" TWO ",\"conduits\":[{\"id\":\"C1\",\"from\":\"office\",\"to\":\"cell\"" more "}]}"
#define FLOW(members) CONDUIT(",\"flows\":[{" members "}]")

static void what_is_wrong_is_told_with_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *where, *what;
    } rows[] = {
        {"[]", "$", "an object is expected"},
        {"{\"zonen\":[]}", "$", "no member \"zonen\""},
        {"{\"zones\":{}}", "$.zones", "a list is expected"},
        {"{\"zones\":[1]}", "$.zones[0]", "an object is expected"},
        {"{\"zones\":[{}]}", "$.zones[0].id", "cannot be an id"},
        {"{\"zones\":[{\"id\":7}]}", "$.zones[0].id", "a text is expected"},
        {"{\"zones\":[{\"id\":\"x\"}]}", "$.zones[0].id", "cannot be an id"},
        {"{\"zones\":[{\"id\":\"1st\"}]}", "$.zones[0].id", "cannot be an id"},
        {"{\"zones\":[{\"id\":\"cell-1\"}]}", "$.zones[0].id", "cannot be an id"},
        {"{\"zones\":[{\"id\":\"ab\"},{\"id\":\"ab\"}]}", "$.zones[1].id", "is there already"},
        {ZONE(",\"untrusted\":\"yes\""), "$.zones[0].untrusted", "true or false"},
        {ZONE(",\"criticality\":5"), "$.zones[0].criticality", "from 1 (low) to 4"},
        {ZONE(",\"criticality\":1.5"), "$.zones[0].criticality", "from 1 (low) to 4"},
        {ZONE(",\"target\":[0,0,0,0,0,0]"), "$.zones[0].target", "seven security levels"},
        {ZONE(",\"target\":[0,0,0,0,0,0,0,0]"), "$.zones[0].target", "seven security levels"},
        {ZONE(",\"achieved\":[0,0,0,0,0,0,5]"), "$.zones[0].achieved", "from 0 to 4"},
        {ZONE(",\"achieved\":[0,0,0,0,0,0,-1]"), "$.zones[0].achieved", "from 0 to 4"},
        {ZONE(",\"x\":\"left\""), "$.zones[0].x", "a number is expected"},
        {ZONE(",\"x\":1e300"), "$.zones[0].x", "a number is expected"},
        {ZONE(",\"assets\":[\"\"]"), "$.zones[0].assets[0]", "the id of a shell"},
        {ZONE(",\"assets\":[3]"), "$.zones[0].assets[0]", "the id of a shell"},
        {ZONE(",\"assets\":[\"a\",\"a\"]"), "$.zones[0].assets[1]", "in a zone already"},
        {"{\"zones\":[{\"id\":\"ab\",\"assets\":[\"a\"]},{\"id\":\"cd\",\"assets\":[\"b\",\"a\"]}]"
         "}",
         "$.zones[1].assets[1]", "in a zone already"},
        {"{" TWO ",\"conduits\":[{\"id\":\"C1\",\"from\":\"office\",\"to\":\"hall\"}]}",
         "$.conduits[0].to", "no zone \"hall\""},
        {"{" TWO ",\"conduits\":[{\"id\":\"C1\",\"to\":\"cell\"}]}", "$.conduits[0].from",
         "no zone \"\""},
        {"{" TWO ",\"conduits\":[{\"id\":\"C1\",\"from\":\"cell\",\"to\":\"cell\"}]}",
         "$.conduits[0].to", "to itself"},
        {CONDUIT("},{\"id\":\"C1\",\"from\":\"office\",\"to\":\"cell\""), "$.conduits[1].id",
         "is there already"},
        {FLOW("\"transport\":\"sctp\""), "$.conduits[0].flows[0].transport", "no transport"},
        {FLOW("\"ports\":\"0\""), "$.conduits[0].flows[0].ports", "are no ports"},
        {FLOW("\"ports\":\"65536\""), "$.conduits[0].flows[0].ports", "are no ports"},
        {FLOW("\"ports\":\"9-8\""), "$.conduits[0].flows[0].ports", "are no ports"},
        {FLOW("\"ports\":\"80,\""), "$.conduits[0].flows[0].ports", "are no ports"},
        {FLOW("\"ports\":\"http\""), "$.conduits[0].flows[0].ports", "are no ports"},
        {FLOW("\"ports\":80"), "$.conduits[0].flows[0].ports", "a text is expected"},
        {FLOW("\"ports\":\"1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,"
              "27,28,29,30,31,32,33\""),
         "$.conduits[0].flows[0].ports", "more than 32 ranges"},
        {FLOW("\"direction\":\"up\""), "$.conduits[0].flows[0].direction", "no direction"},
        {FLOW("\"port\":\"80\""), "$.conduits[0].flows[0]", "no member \"port\""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct zones zones;
        struct fail why = {0};
        assert_int_equal(read_text(&arena, rows[i].text, LANGUAGE_ENGLISH, &zones, &why),
                         ERR_INVALID);
        assert_string_equal(why.where, rows[i].where);
        if (!strstr(why.text, rows[i].what))
            fail_msg("%s: %s", rows[i].text, why.text);
        arena_release(&arena);
    }
}

static void sentences_are_german_where_asked_for(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct zones zones;
    struct fail why = {0};
    assert_int_equal(read_text(&arena, ZONE(",\"criticality\":9"), LANGUAGE_GERMAN, &zones, &why),
                     ERR_INVALID);
    assert_non_null(strstr(why.text, "Kritikalität"));
    arena_release(&arena);
}

static void ports_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *text, *back;
    } rows[] = {{"", ""},
                {"any", ""},
                {"1-65535", ""},
                {"80", "80"},
                {" 80 , 443", "80,443"},
                {"1-2,80-80", "1-2,80"},
                {"102,1-65535", ""}};
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct flow flow = {0};
        struct buf out = {0};
        bool many;
        assert_true(flow_ports_read(str_from(rows[i].text), &flow, &many));
        flow_write_ports(&flow, &out);
        assert_true(str_equal(buf_str(&out), str_from(rows[i].back)));
        buf_release(&out);
    }
}

/* Writes `count` items, each made from its number. */
static str many(struct arena *arena, const char *head, size_t count, const char *item,
                const char *tail)
{
    struct buf out = {0};
    buf_add(&out, str_from(head));
    for (size_t i = 0; i < count; i++) {
        buf_add(&out, i ? STR(",") : STR(""));
        str text = str_from(item);
        size_t at = str_find_char(text, '#');
        buf_printf(&out, "%.*s%zu%s", (int)at, item, i, at < text.n ? item + at + 1 : "");
    }
    buf_add(&out, str_from(tail));
    str text = arena_dup(arena, buf_str(&out));
    buf_release(&out);
    return text;
}

static void limits_hold_and_one_past_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *head, *item, *tail;
        size_t most;
    } rows[] = {
        {"{\"zones\":[", "{\"id\":\"zone#\"}", "]}", ZONES_MAX},
        {"{" TWO ",\"conduits\":[", "{\"id\":\"C#\",\"from\":\"cell\",\"to\":\"office\"}", "]}",
         CONDUITS_MAX},
        {"{" TWO ",\"conduits\":[{\"id\":\"C1\",\"from\":\"cell\",\"to\":\"office\",\"flows\":[",
         "{\"ports\":\"1#\"}", "]}]}", CONDUIT_FLOWS_MAX},
        {"{\"zones\":[{\"id\":\"cell\",\"assets\":[", "\"urn:#\"", "]}]}", ZONE_ASSETS_MAX},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct arena arena = {0};
        struct zones zones;
        struct fail why = {0};
        str fits = many(&arena, rows[i].head, rows[i].most, rows[i].item, rows[i].tail);
        str over = many(&arena, rows[i].head, rows[i].most + 1, rows[i].item, rows[i].tail);
        assert_int_equal(read_text(&arena, fits.p, LANGUAGE_ENGLISH, &zones, &why), ERR_OK);
        assert_int_equal(read_text(&arena, over.p, LANGUAGE_ENGLISH, &zones, &why), ERR_TOO_LARGE);
        arena_release(&arena);
    }
    for (size_t n = ZONE_TEXT_BYTES_MAX; n <= ZONE_TEXT_BYTES_MAX + 1; n++) {
        struct arena arena = {0};
        struct zones zones;
        struct fail why = {0};
        struct buf out = {0};
        buf_printf(&out, "{\"zones\":[{\"id\":\"cell\",\"name\":\"%0*d\"}]}", (int)n, 0);
        str text = arena_dup(&arena, buf_str(&out));
        assert_int_equal(read_text(&arena, text.p, LANGUAGE_ENGLISH, &zones, &why),
                         n == ZONE_TEXT_BYTES_MAX ? ERR_OK : ERR_INVALID);
        buf_release(&out);
        arena_release(&arena);
    }
}

int zones_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_comes_back_as_it_was),
        cmocka_unit_test(a_submodel_holds_all_of_it),
        cmocka_unit_test(a_submodel_of_others_is_checked),
        cmocka_unit_test(what_is_wrong_is_told_with_its_place),
        cmocka_unit_test(sentences_are_german_where_asked_for),
        cmocka_unit_test(ports_are_read),
        cmocka_unit_test(limits_hold_and_one_past_is_refused),
    };
    return cmocka_run_group_tests_name("zones", tests, NULL, NULL);
}
