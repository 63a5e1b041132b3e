/* SPDX-License-Identifier: Apache-2.0 */
/* asset_port_test.c - addresses of interfaces and the ports they lead to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/read.h"
#include "plan/security/inventory/asset_port.h"

static void addresses_lead_to_ports(void **state)
{
    (void)state;
    static const struct {
        const char *uri;
        enum asset_transport transport;
        unsigned port; /* 0: none */
        const char *name;
    } rows[] = {
        {"modbus+tcp://10.0.0.5:502", TRANSPORT_TCP, 502, "Modbus"},
        {"modbus+tcp://10.0.0.5", TRANSPORT_TCP, 502, "Modbus"},
        {"modbus+tcp://10.0.0.5:5020/1", TRANSPORT_TCP, 5020, "Modbus"},
        {"opc.tcp://plc.plant.example", TRANSPORT_TCP, 4840, "OPC UA"},
        {"opc.tcp://plc.plant.example:48010/UA?x=1:2", TRANSPORT_TCP, 48010, "OPC UA"},
        {"mqtt://broker", TRANSPORT_TCP, 1883, "MQTT"},
        {"mqtts://broker", TRANSPORT_TCP, 8883, "MQTT"},
        {"HTTP://Device/status", TRANSPORT_TCP, 80, "HTTP"},
        {"https://device", TRANSPORT_TCP, 443, "HTTPS"},
        {"https://user:8@device:8443/", TRANSPORT_TCP, 8443, "HTTPS"},
        {"http://[fe80::1]/", TRANSPORT_TCP, 80, "HTTP"},
        {"http://[fe80::1]:8080/", TRANSPORT_TCP, 8080, "HTTP"},
        {"coap://sensor", TRANSPORT_UDP, 5683, "CoAP"},
        {"bacnet://5", TRANSPORT_UDP, 47808, "BACnet"},
        {"http://device:", TRANSPORT_TCP, 80, "HTTP"}, /* RFC 3986, 3.2.3: an empty port */
        {"http://device:65535", TRANSPORT_TCP, 65535, "HTTP"},
        {"http://device:65536", TRANSPORT_TCP, 0, ""},
        {"http://device:0", TRANSPORT_TCP, 0, ""},
        {"http://device:80x", TRANSPORT_TCP, 0, ""},
        {"http:///path", TRANSPORT_TCP, 0, ""},
        {"/properties/voltage", TRANSPORT_TCP, 0, ""},
        {"profinet://device:1", TRANSPORT_TCP, 0, ""},
        {"", TRANSPORT_TCP, 0, ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct asset_port port = {0};
        bool found = asset_port_read(str_from(rows[i].uri), &port);
        if (found != (rows[i].port != 0) || port.port != rows[i].port ||
            port.transport != rows[i].transport || !str_equal(port.name, str_from(rows[i].name)))
            fail_msg("%s: %d %u", rows[i].uri, port.transport, port.port);
    }
}

#define INTERFACE(name, base, href)                                                                \
    "{\"idShort\":\"" name "\",\"modelType\":\"SubmodelElementCollection\",\"value\":["            \
    "{\"idShort\":\"EndpointMetadata\",\"value\":[{\"idShort\":\"base\",\"value\":\"" base         \
    "\"}]},{\"idShort\":\"InteractionMetadata\",\"value\":[{\"idShort\":\"properties\",\"value\":" \
    "[{\"idShort\":\"voltage\",\"value\":[{\"idShort\":\"forms\",\"value\":[{\"idShort\":\"href\"" \
    ",\"value\":\"" href "\"}]}]}]}]}]}"

static void read_into(const char *elements, bool datasheet, struct asset_ports *ports)
{
    struct arena arena = {0};
    struct json json;
    struct fail why;
    str text = arena_printf(&arena, "{\"submodelElements\":[%s]}", elements);
    assert_int_equal(json_read(text, &json, &why), ERR_OK);
    if (datasheet)
        asset_ports_add_datasheet(&json, ports);
    else
        asset_ports_add_interfaces(&json, ports);
    json_release(&json);
    arena_release(&arena);
}

static void interfaces_tell_all_ports_or_say_that_they_do_not(void **state)
{
    (void)state;
    static const struct {
        const char *elements;
        unsigned ports[3];
        bool described, incomplete;
    } rows[] = {
        {INTERFACE("A", "modbus+tcp://10.0.0.5", "/40001"), {502}, true, false},
        {INTERFACE("A", "http://a", "http://a:8080/x"), {80, 8080}, true, false},
        {INTERFACE("A", "https://a", "/x") "," INTERFACE("B", "http://a",
                                                         "y") "," INTERFACE("C", "http://b", "z"),
         {80, 443},
         true,
         false},
        /* Relative to nothing: the interface is there, its port is not known. */
        {INTERFACE("A", "", "/x"), {0}, true, true},
        {INTERFACE("A", "profinet://a", "/x"), {0}, true, true},
        {INTERFACE("A", "http://a", "profinet://a"), {80}, true, true},
        {"{\"idShort\":\"Other\",\"value\":[{\"idShort\":\"base\",\"value\":\"http://a\"}]}",
         {0},
         false,
         false},
        {"", {0}, false, false},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct asset_ports ports = {0};
        read_into(rows[i].elements, false, &ports);
        size_t count = 0;
        while (count < 3 && rows[i].ports[count])
            count++;
        assert_int_equal(ports.count, count);
        for (size_t k = 0; k < count; k++)
            assert_int_equal(ports.items[k].port, rows[i].ports[k]);
        assert_int_equal(ports.described, rows[i].described);
        assert_int_equal(ports.incomplete, rows[i].incomplete);
    }
}

static void a_datasheet_tells_of_one_server(void **state)
{
    (void)state;
    struct asset_ports ports = {0};
    read_into("{\"idShort\":\"EndpointDescriptions\",\"value\":[{\"idShort\":\"E\",\"value\":[{"
              "\"idShort\":\"EndpointUri\",\"value\":\"opc.tcp://a:4841\"},{\"idShort\":"
              "\"ProductUri\",\"value\":\"http://maker.example\"}]}]},{\"idShort\":"
              "\"DiscoveryUrls\",\"value\":[{\"semanticId\":{\"keys\":[{\"value\":"
              "\"https://admin-shell.io/idta/UAServerDatasheet/1/0/DiscoveryUrl\"}]},\"value\":"
              "\"opc.tcp://a\"}]}",
              true, &ports);
    assert_int_equal(ports.count, 2);
    assert_int_equal(ports.items[0].port, 4840);
    assert_int_equal(ports.items[1].port, 4841);
    assert_false(ports.described);
}

static void ports_past_the_limit_are_not_known(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct asset_ports ports = {0};
    for (int i = 0; i <= ASSET_PORTS_MAX; i++) {
        assert_false(ports.incomplete);
        read_into(arena_printf(&arena, INTERFACE("A", "http://a:%d", "/x"), 1000 - i).p, false,
                  &ports);
        assert_int_equal(ports.count, i < ASSET_PORTS_MAX ? i + 1 : ASSET_PORTS_MAX);
    }
    assert_true(ports.incomplete);
    arena_release(&arena);
}

/* However deep an address stands, it is one: a port that is not known is never called none. */
static void addresses_are_found_at_any_depth(void **state)
{
    (void)state;
    enum { DEPTH = ELEMENT_DEPTH_MAX };
    struct asset_ports ports = {0};
    struct buf text = {0};
    buf_add(&text, STR("{\"idShort\":\"A\",\"value\":[{\"idShort\":\"EndpointMetadata\",\"value\":["
                       "{\"idShort\":\"base\",\"value\":\"http://a\"}]}"));
    for (int i = 0; i < DEPTH - 2; i++)
        buf_add(&text, STR(",{\"idShort\":\"properties\",\"value\":[{\"idShort\":\"x\"}"));
    buf_add(&text, STR(",{\"idShort\":\"href\",\"value\":\"http://a:8080/x\"}"));
    for (int i = 0; i < DEPTH - 2; i++)
        buf_add(&text, STR("]}"));
    buf_add(&text, STR("]}"));
    buf_add_char(&text, 0);
    read_into(text.p, false, &ports);
    assert_int_equal(ports.count, 2);
    assert_int_equal(ports.items[1].port, 8080);
    assert_false(ports.incomplete);
    buf_release(&text);
}

int asset_port_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_lead_to_ports),
        cmocka_unit_test(interfaces_tell_all_ports_or_say_that_they_do_not),
        cmocka_unit_test(a_datasheet_tells_of_one_server),
        cmocka_unit_test(ports_past_the_limit_are_not_known),
        cmocka_unit_test(addresses_are_found_at_any_depth),
    };
    return cmocka_run_group_tests_name("asset_port", tests, NULL, NULL);
}
