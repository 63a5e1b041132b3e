/* SPDX-License-Identifier: Apache-2.0 */
/* interface_test.c - the templates of the standard, and both versions of the mapping. */
#include "link/interface.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

#include "base/file.h"
#include "link/mapping.h"
#include "link/protocol.h"

struct plant {
    struct arena arena;
    struct allow_list allowed;
    struct link_logins logins;
    struct link_relations relations;
    struct file_view files[3];
    struct json description;
};

static void read_file(struct file_view *view, const char *path, struct json *json)
{
    struct fail why = {0};
    assert_int_equal(file_open(path, 1 << 20, view, &why), ERR_OK);
    assert_int_equal(json_read(view->bytes, json, &why), ERR_OK);
}

static void set_up(struct plant *plant, const char *mapping)
{
    struct json json;
    *plant = (struct plant){0};
    read_file(&plant->files[0], "tests/data/links/aid-1.1.json", &plant->description);
    read_file(&plant->files[1], mapping, &json);
    mapping_read(&json, STR("urn:aimc"), &plant->arena, &plant->relations);
    json_release(&json);
    file_close(&plant->files[1]);
}

static void tear_down(struct plant *plant)
{
    json_release(&plant->description);
    file_close(&plant->files[0]);
    arena_release(&plant->arena);
}

static struct link_interface *read_one(struct plant *plant, const char *id_short)
{
    uint32_t at = element_child(&plant->description, 0, str_from(id_short));
    assert_true(at > 0);
    return interface_read(&plant->description, at, STR("urn:aid"), plant->relations.items,
                          plant->relations.count, &plant->allowed, &plant->logins);
}

static void allow(struct plant *plant, const char *address)
{
    struct fail why = {0};
    assert_int_equal(allow_list_add_machine(&plant->allowed, &plant->arena, address, &why), ERR_OK);
}

static void modbus_of_version_2(void **state)
{
    (void)state;
    struct plant plant;
    set_up(&plant, "tests/data/links/aimc-2.0.json");
    allow(&plant, "modbus+tcp://127.0.0.1:5020");
    struct link_interface *interface = read_one(&plant, "InterfaceTemplateForMODBUS");
    assert_int_equal(interface->hindrance, HINDRANCE_NONE);
    assert_ptr_equal(interface->protocol, &link_modbus);
    assert_string_equal(interface->title.p, "A machine");
    assert_string_equal(interface->host, "127.0.0.1");
    assert_int_equal(interface->mapping_count, 1);
    const struct link_mapping *mapping = interface->mappings;
    assert_true(mapping->reads && mapping->writes); /* an entity alone goes both ways */
    assert_string_equal(mapping->target_id.p, "urn:plant");
    assert_string_equal(mapping->target_path.p, "Temperature");
    assert_int_equal(mapping->property->interval_ms, 500); /* the source's before the default */
    assert_string_equal(mapping->property->read.terms[TERM_HREF].p, "/1/40?quantity=2");
    interface_free(interface);
    interface = read_one(&plant, "InterfaceTemplateForMQTT");
    assert_int_equal(interface->hindrance, HINDRANCE_UNUSED);
    interface_free(interface);
    tear_down(&plant);
}

static void http_of_version_1(void **state)
{
    (void)state;
    struct plant plant;
    set_up(&plant, "tests/data/links/aimc-1.0.json");
    struct link_interface *interface = read_one(&plant, "InterfaceTemplateForHTTP");
    assert_int_equal(interface->hindrance, HINDRANCE_NOT_ALLOWED);
    assert_non_null(strstr(interface->reason.p, "--connect http://127.0.0.1:8090"));
    interface_free(interface);
    allow(&plant, "http://127.0.0.1:8090");
    interface = read_one(&plant, "InterfaceTemplateForHTTP");
    assert_int_equal(interface->hindrance, HINDRANCE_NONE);
    const struct link_mapping *mapping = interface->mappings;
    assert_true(mapping->reads && !mapping->writes);
    assert_int_equal(mapping->key_count, 1); /* a part of an object */
    assert_string_equal(mapping->keys[0].p, "property_name");
    assert_int_equal(mapping->property->interval_ms, LINK_POLL_MS_DEFAULT);
    assert_true(plant.relations.items[0].taken);
    interface_free(interface);
    tear_down(&plant);
}

/* Which ways a form goes, by its protocol's terms. */
static void ways_of_forms(void **state)
{
    (void)state;
    static const struct {
        const char *base, *terms;
        bool reads, writes;
    } table[] = {
        {"http://a", "", true, false},
        {"http://a", "htv_methodName=GET", true, false},
        {"http://a", "htv:methodName=put", false, true},
        {"http://a", "htv_methodName=DELETE", false, false},
        {"http://a", "op=readproperty writeproperty", true, true},
        {"http://a", "contentType=application/xml", false, false},
        {"mqtt://a", "mqv_controlPacket=subscribe", true, false},
        {"mqtt://a", "mqv:controlPacket=publish", false, true},
        {"mqtt://a", "mqv_controlPacket=ping", false, false},
        {"mqtt://a", "mqv_qos=3", false, false},
        {"mqtt://a", "mqv_filter=a/#/b", false, false},
        {"modbus+tcp://a", "", false, false},
        {"modbus+tcp://a", "modv_entity=Coil", true, true},
        {"modbus+tcp://a", "modv_entity=InputRegister", true, false},
        {"modbus+tcp://a", "modv_function=readCoil", true, false},
        {"modbus+tcp://a", "modv_function=5", false, true},
        {"modbus+tcp://a", "modv_entity=HoldingRegister;op=readproperty", true, false},
        {"modbus+tcp://a", "modv_entity=HoldingRegister;modv_quantity=124", false, false},
        {"modbus+tcp://a", "modv_entity=Coil;modv_address=65535", true, true},
        {"modbus+tcp://a", "modv_entity=Coil;modv_address=65536", false, false},
        {"modbus+tcp://a", "modv_entity=Coil;modv_address=65536;modv_zeroBasedAddressing=false",
         true, true},
        {"modbus+tcp://a/3/", "modv_entity=Coil", true, true},
        {"modbus+tcp://a", "modv_entity=Coil;modv_unitID=247", true, true},
        {"modbus+tcp://a", "modv_entity=Coil;modv_unitID=248", false, false},
    };
    for (size_t i = 0; i < COUNT_OF(table); i++) {
        struct buf text = {0};
        struct json json;
        struct fail why = {0};
        struct allow_list allowed = {0};
        struct link_logins logins = {0};
        buf_printf(
            &text,
            "{\"idShort\":\"I\",\"value\":[{\"idShort\":\"EndpointMetadata\",\"value\":"
            "[{\"idShort\":\"base\",\"value\":\"%s\"}]},{\"idShort\":\"InteractionMetadata\","
            "\"value\":[{\"idShort\":\"properties\",\"value\":[{\"idShort\":\"p\",\"value\":"
            "[{\"idShort\":\"forms\",\"value\":[{\"idShort\":\"href\",\"value\":\"/7\"}",
            table[i].base);
        for (str rest = str_from(table[i].terms); rest.n;) {
            str term = str_of(rest.p, str_find_char(rest, ';'));
            size_t equals = str_find_char(term, '=');
            buf_printf(&text, ",{\"idShort\":\"%.*s\",\"value\":\"%.*s\"}", (int)equals, term.p,
                       (int)(term.n - equals - 1), term.p + equals + 1);
            size_t used = term.n < rest.n ? term.n + 1 : rest.n;
            rest = str_of(rest.p + used, rest.n - used);
        }
        buf_add(&text, STR("]}]}]}]}]}"));
        assert_int_equal(json_read(buf_str(&text), &json, &why), ERR_OK);
        struct link_relation relation = {.source_id = STR("urn:a"),
                                         .source_path = STR("I.InteractionMetadata.properties.p"),
                                         .target_id = STR("urn:t"),
                                         .target_path = STR("T")};
        struct link_interface *interface =
            interface_read(&json, 0, STR("urn:a"), &relation, 1, &allowed, &logins);
        const struct link_mapping *mapping = interface->mappings;
        if (mapping->reads != table[i].reads || mapping->writes != table[i].writes)
            fail_msg("row %zu: %d %d %s", i, mapping->reads, mapping->writes,
                     mapping->problem.p ? mapping->problem.p : "");
        assert_true(mapping->reads || mapping->writes || mapping->problem.n > 0);
        interface_free(interface);
        json_release(&json);
        buf_release(&text);
    }
}

static void limit_of_mappings(void **state)
{
    (void)state;
    for (int more = 0; more < 2; more++) {
        struct buf text = {0};
        struct json json;
        struct arena arena = {0};
        struct link_relations relations = {0};
        buf_add(&text, STR("{\"submodelElements\":[{\"idShort\":\"MappingConfigurations\","
                           "\"value\":[{\"value\":[{\"idShort\":\"MappingSourceSinkRelations\","
                           "\"value\":[{}"));
        for (int i = 1; i < LINK_MAPPINGS_MAX + more; i++)
            buf_add(&text, STR(",{}"));
        buf_add(&text, STR("]}]}]}]}"));
        assert_int_equal(json_read(buf_str(&text), &json, NULL), ERR_OK);
        mapping_read(&json, STR("urn:aimc"), &arena, &relations);
        assert_int_equal(relations.count, LINK_MAPPINGS_MAX);
        assert_int_equal(relations.over, more);
        json_release(&json);
        buf_release(&text);
        arena_release(&arena);
    }
}

int interface_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(modbus_of_version_2), cmocka_unit_test(http_of_version_1),
        cmocka_unit_test(ways_of_forms), cmocka_unit_test(limit_of_mappings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
