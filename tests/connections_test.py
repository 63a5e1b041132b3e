# SPDX-License-Identifier: Apache-2.0
"""Values of Properties from and to machines: a Modbus server and an HTTP server of the tests, and Debian's mosquitto."""
import http.server
import json
import os
import struct
import subprocess
import threading
import time

import pytest

from asset_interfaces import description, element_reference, interface, mapping_1, mapping_2, point, source
from conftest import PROGRAM, Server, b64, prop, submodel
from mqtt_events_test import BROKER, SUBSCRIBER, Subscriber, broker, free_port, wait_for

MACHINE = os.path.join(os.path.dirname(PROGRAM), "modbus_server")
needs_broker = pytest.mark.skipif(not BROKER or not SUBSCRIBER, reason="no mosquitto here")
PLANT, AID, AIMC = "urn:plant", "urn:aid", "urn:aimc"


class Modbus:
    def __init__(self):
        self.port = free_port()
        self.url = f"modbus+tcp://127.0.0.1:{self.port}"
        self.start()

    def start(self):
        self.process = subprocess.Popen([MACHINE, str(self.port)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout.readline() == "ready\n"

    def __call__(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def set(self, address, *words):
        for index, word in enumerate(words):
            assert self(f"set {address + index} {word}") == "ok"

    def get(self, address, count=1):
        return [int(self(f"get {address + index}")) for index in range(count)]

    def stop(self):
        self.process.kill()
        self.process.wait()


class Http:
    """Values by path; writes are kept."""

    def __init__(self, port=0):
        self.values, self.written, self.seen, self.status = {}, [], [], 204
        own = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                own.seen.append((self.path, dict(self.headers)))
                body = own.values.get(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Length", str(len(body or "")))
                self.end_headers()
                self.wfile.write((body or "").encode())

            def do_PUT(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                own.written.append((self.command, self.path, self.headers["Content-Type"], body))
                if own.status < 300:
                    own.values[self.path] = body
                self.send_response(own.status)
                self.end_headers()

            do_POST = do_PUT

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self.server.server_port
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def modbus():
    one = Modbus()
    yield one
    one.stop()


@pytest.fixture
def machine():
    one = Http()
    yield one
    one.stop()


@pytest.fixture
def start(tmp_path):
    """Starts servers that may connect to the addresses."""
    servers = []

    def begin(*addresses, arguments=()):
        more = ["--connect", *addresses] if addresses else []
        servers.append(Server(tmp_path / "store", *more, *arguments))
        return servers[-1]
    yield begin
    for one in servers:
        one.stop()


def put(server, document):
    assert server("PUT", f"/submodels/{b64(document['id'])}", document).status in (201, 204)


def value(server, path):
    return server.get(f"/submodels/{b64(PLANT)}/submodel-elements/{path}/$value").json


def write(server, path, new):
    answer = server("PATCH", f"/submodels/{b64(PLANT)}/submodel-elements/{path}/$value", json.dumps(new))
    assert answer.status == 204, answer.body


def states(server):
    return server.get("/plan/connections").json


def only(server):
    (one,) = states(server)["interfaces"]
    return one


def is_in(server, state):
    interfaces = states(server)["interfaces"]
    return [one["state"] for one in interfaces] == [state]


def plant(server, *properties):
    put(server, submodel(PLANT, properties, idShort="Plant"))


def connect(server, base, points, targets, name="Interface", version=2, interval=0.1, **more):
    """targets: the names of datapoints, each with the Property that follows it."""
    put(server, description(AID, interface(name, base, points, **more)))
    pairs = [(source(AID, name, *(one if isinstance(one, tuple) else (one,))), element_reference(PLANT, target)) for one, target in targets]
    put(server, mapping_1(AIMC, *pairs) if version == 1 else mapping_2(AIMC, *pairs, interval=interval))


def words_of(number, code):
    data = struct.pack(">" + code, number)
    return [int.from_bytes(data[at:at + 2], "big") for at in range(0, len(data), 2)]


def test_modbus_values_arrive(start, modbus):
    one = start(modbus.url)
    plant(one, prop("Temperature", "0", "xs:double"), prop("Count", "0", "xs:unsignedInt"), prop("On", "false", "xs:boolean"))
    modbus.set(10, *words_of(21.5, "f"))
    modbus.set(20, *reversed(words_of(70000, "I")))
    assert modbus("coil 3 1") == "ok"
    connect(one, modbus.url, [
        point("temperature", "/1/10?quantity=2", modv_function="readHoldingRegisters", modv_type="xsd:float"),
        point("count", "/1/20?quantity=2", modv_function="readHoldingRegisters", modv_type="xsd:unsignedInt", modv_mostSignificantWord="false"),
        point("on", "/1/4", modv_entity="Coil", modv_zeroBasedAddressing="false")],
        [("temperature", "Temperature"), ("count", "Count"), ("on", "On")])
    wait_for(lambda: (value(one, "Temperature"), value(one, "Count"), value(one, "On")) == (21.5, 70000, True))
    modbus.set(10, *words_of(22.25, "f"))
    wait_for(lambda: value(one, "Temperature") == 22.25)
    state = only(one)
    assert state["state"] == "connected" and state["protocol"] == "modbus" and state["endpoint"] == modbus.url
    first = state["properties"][0]
    assert (first["submodelId"], first["path"], first["value"], first["reads"]) == (PLANT, "Temperature", "22.25", True)
    assert "error" not in first and first["time"] and state["lastValue"]


def test_modbus_value_is_written_to_the_machine(start, modbus):
    one = start(modbus.url)
    plant(one, prop("Setpoint", "0", "xs:double"), prop("Valve", "false", "xs:boolean"))
    connect(one, modbus.url, [
        point("setpoint", "30?quantity=1", kind="integer", modv_entity="HoldingRegister", modv_type="xsd:short", scale=0.1, offset=-5),
        point("valve", "7", modv_entity="Coil")], [("setpoint", "Setpoint"), ("valve", "Valve")])
    wait_for(lambda: value(one, "Setpoint") == -5.0)
    write(one, "Setpoint", 21.5)
    wait_for(lambda: modbus.get(30) == [265])
    write(one, "Valve", True)
    wait_for(lambda: modbus("getcoil 7") == "1")
    time.sleep(0.3)  # some more looks at the machine
    assert value(one, "Setpoint") == 21.5 and value(one, "Valve") is True
    first = only(one)["properties"][0]
    assert first["writeCount"] == 1 and first["writes"] and "writeError" not in first
    modbus.set(30, 250)
    wait_for(lambda: value(one, "Setpoint") == 20)
    assert only(one)["properties"][0]["writeCount"] == 1, "what the machine says was written back to it"


def test_value_that_does_not_fit_is_not_written(start, modbus):
    one = start(modbus.url)
    plant(one, prop("Setpoint", "0", "xs:double"))
    connect(one, modbus.url, [point("setpoint", "30", modv_entity="HoldingRegister", modv_type="xsd:unsignedByte", limits=(0, 200))],
            [("setpoint", "Setpoint")])
    wait_for(lambda: is_in(one, "connected"))
    write(one, "Setpoint", 201)
    wait_for(lambda: "writeError" in only(one)["properties"][0])
    assert "above the maximum of" in only(one)["properties"][0]["writeError"]
    wait_for(lambda: value(one, "Setpoint") == 0), "the Property says again what the machine does"
    assert modbus.get(30) == [0]


def test_deadband_and_limits(start, modbus):
    one = start(modbus.url)
    plant(one, prop("Level", "0", "xs:double"))
    modbus.set(5, 1000)
    connect(one, modbus.url, [point("level", "5", modv_function="readHoldingRegisters", modv_type="xsd:unsignedShort", limits=(0, 60000),
                                    scale=0.01, deadband=0.5)], [("level", "Level")])
    wait_for(lambda: value(one, "Level") == 10)

    def shown(text):
        return lambda: only(one)["properties"][0].get("value") == text
    revision = one.get(f"/submodels/{b64(PLANT)}").headers["etag"]
    modbus.set(5, 1050)
    wait_for(shown("10.5"))
    assert value(one, "Level") == 10 and one.get(f"/submodels/{b64(PLANT)}").headers["etag"] == revision
    modbus.set(5, 1051)
    wait_for(lambda: value(one, "Level") == 10.51)
    modbus.set(5, 60001)
    wait_for(lambda: "above the maximum" in only(one)["properties"][0].get("error", ""))
    assert value(one, "Level") == 10.51
    modbus.set(5, 2000)
    wait_for(lambda: value(one, "Level") == 20)
    assert "error" not in only(one)["properties"][0]


def test_qualifiers_of_the_target_count(start, modbus):
    one = start(modbus.url)
    scale = [{"type": "scale", "valueType": "xs:double", "value": "0.5"}]
    plant(one, prop("One", "0", "xs:double", qualifiers=scale), prop("Two", "0", "xs:int"))
    modbus.set(0, 7)
    connect(one, modbus.url, [point("raw", "0", modv_function="readHoldingRegisters", modv_type="xsd:short")],
            [("raw", "One"), ("raw", "Two")], version=1)
    wait_for(lambda: (value(one, "One"), value(one, "Two")) == (3.5, 7))


@pytest.mark.parametrize("protocol", ["modbus", "http", pytest.param("mqtt", marks=needs_broker)])
def test_lost_connection_shows_and_comes_back(start, protocol, request):
    one_machine = request.getfixturevalue({"modbus": "modbus", "http": "machine", "mqtt": "broker"}[protocol])
    base = f"mqtt://127.0.0.1:{one_machine.port}" if protocol == "mqtt" else one_machine.url
    one = start(base)
    plant(one, prop("Speed", "0", "xs:int"))
    href, form = {"modbus": ("3", {"modv_function": "readHoldingRegisters", "modv_type": "xsd:short"}),
                  "http": ("/speed", {"htv_methodName": "GET"}),
                  "mqtt": ("plant/speed", {"mqv_controlPacket": "subscribe", "mqv_qos": "1"})}[protocol]

    def set_speed(number):
        if protocol == "modbus":
            one_machine.set(3, number)
        elif protocol == "http":
            one_machine.values["/speed"] = str(number)
        else:
            subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(one_machine.port), "-t", "plant/speed", "-q", "1", "-r",
                            "-m", str(number)], check=True)
    set_speed(100)
    connect(one, base, [point("speed", href, kind="integer", **form)], [("speed", "Speed")])
    wait_for(lambda: value(one, "Speed") == 100)
    one_machine.stop()
    wait_for(lambda: is_in(one, "lost"))
    state = only(one)
    assert state["error"] and state["since"] and state["lossCount"] == 1 and state["lastValue"]
    assert value(one, "Speed") == 100
    wait_for(lambda: "nextTry" in only(one))
    if protocol == "http":
        values = one_machine.values
        one_machine.__init__(one_machine.port)
        one_machine.values = values
    else:
        one_machine.start()
    set_speed(200)
    wait_for(lambda: value(one, "Speed") == 200)
    state = only(one)
    assert state["state"] == "connected" and "error" not in state and state["lossCount"] == 1
    assert 'schale_asset_interfaces{state="connected"} 1' in one.get("/metrics").body.decode()
    assert "schale_asset_losses_total 1\n" in one.get("/metrics").body.decode()


def test_http_json_parts_text_and_writing(start, machine):
    one = start(machine.url)
    plant(one, prop("Pressure", "0", "xs:double"), prop("Name", "", "xs:string"), prop("Target", "0", "xs:double"))
    machine.values.update({"/api/state": '{"process":{"injection-pressure":812.5},"ok":true}', "/api/name": "Press 1\n", "/api/target": "5"})
    nested = point("state", "state", kind="object", htv_methodName="GET")
    nested["value"].insert(0, {"modelType": "SubmodelElementCollection", "idShort": "properties", "value": [
        {"modelType": "SubmodelElementCollection", "idShort": "process", "value": [
            {"modelType": "SubmodelElementCollection", "idShort": "properties", "value": [
                {"modelType": "SubmodelElementCollection", "idShort": "pressure", "value": [prop("key", "injection-pressure")]}]}]}]})
    both = [{"modelType": "SubmodelElementCollection", "idShort": name, "value": [prop("href", "target"), prop("htv_methodName", method)]}
            for name, method in (("form00", "GET"), ("form01", "PUT"))]
    connect(one, machine.url + "/api/", [nested, point("name", "name", kind="string", contentType="text/plain"), point("target", "", forms=both)],
            [(("state", "process", "pressure"), "Pressure"), ("name", "Name"), ("target", "Target")])
    wait_for(lambda: (value(one, "Pressure"), value(one, "Name"), value(one, "Target")) == (812.5, "Press 1", 5))
    write(one, "Target", 7.25)
    wait_for(lambda: machine.written == [("PUT", "/api/target", "application/json", "7.25")])
    machine.status = 503
    write(one, "Target", 9)
    wait_for(lambda: only(one)["properties"][2].get("writeError") == "the machine answers 503")
    wait_for(lambda: value(one, "Target") == 7.25)


@needs_broker
def test_mqtt_values_arrive_and_are_written(start, broker):
    url = f"mqtt://127.0.0.1:{broker.port}"
    one = start(url)
    plant(one, prop("Speed", "0", "xs:int"), prop("Order", "", "xs:string"), prop("Any", "0", "xs:double"))
    connect(one, url, [
        point("speed", "/robot/speed", kind="integer", parts=[("percent", "speed-%")], mqv_controlPacket="subscribe", mqv_qos="1"),
        point("order", "robot/order", kind="string", mqv_controlPacket="publish", mqv_qos="1", mqv_retain="true"),
        point("any", "", mqv_filter="robot/+/temperature", contentType="text/plain")],
        [(("speed", "percent"), "Speed"), ("order", "Order"), ("any", "Any")])
    wait_for(lambda: is_in(one, "connected"))
    subscriber = Subscriber(broker, topic="robot/order")

    def publish(topic, text):
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(broker.port), "-t", topic, "-m", text], check=True)
    publish("robot/speed", '{"speed-%":75,"other":[1]}')
    wait_for(lambda: value(one, "Speed") == 75)
    publish("robot/left/temperature", " 36.6 ")
    wait_for(lambda: value(one, "Any") == 36.6)
    publish("robot/speed", "no json")
    wait_for(lambda: "JSON" in only(one)["properties"][0].get("error", ""))
    write(one, "Order", 'take "2"')
    wait_for(lambda: subscriber.on("robot/order") == ['take "2"'])
    subscriber.stop()
    assert only(one)["state"] == "connected"


def test_configuration_follows_the_store(start, modbus):
    one = start(modbus.url)
    plant(one, prop("One", "0", "xs:int"), prop("Two", "0", "xs:int"))
    assert states(one) == {"interfaces": [], "problems": []}
    points = [point("one", "1", modv_function="readHoldingRegisters", modv_type="xsd:short")]
    put(one, description(AID, interface("Interface", modbus.url, points), version="0"))
    wait_for(lambda: is_in(one, "unused"))
    assert "AIMC" in only(one)["error"]
    modbus.set(1, 5, 6)
    put(one, mapping_1(AIMC, (source(AID, "Interface", "one"), element_reference(PLANT, "One"))))
    wait_for(lambda: value(one, "One") == 5)
    assert value(one, "Two") == 0
    put(one, mapping_1(AIMC, (source(AID, "Interface", "one"), element_reference(PLANT, "Two"))))
    wait_for(lambda: value(one, "Two") == 5)
    modbus.set(1, 7)
    wait_for(lambda: value(one, "Two") == 7)
    assert value(one, "One") == 5
    assert one("DELETE", f"/submodels/{b64(AIMC)}").status == 204
    wait_for(lambda: is_in(one, "unused"))
    assert one("DELETE", f"/submodels/{b64(AID)}").status == 204
    wait_for(lambda: states(one) == {"interfaces": [], "problems": []})


def test_other_interface_goes_on_when_one_changes(start, modbus, machine):
    one = start(modbus.url, machine.url)
    plant(one, prop("One", "0", "xs:int"), prop("Two", "0", "xs:int"))
    machine.values["/b"] = "4"
    points = [point("one", "1", modv_function="readHoldingRegisters", modv_type="xsd:short")]
    web = interface("Web", machine.url, [point("two", "/b", htv_methodName="GET")])
    put(one, mapping_2(AIMC, (source(AID, "Interface", "one"), element_reference(PLANT, "One")),
                       (source(AID, "Web", "two"), element_reference(PLANT, "Two")), default=0.1))
    put(one, description(AID, interface("Interface", modbus.url, points), web))
    modbus.set(1, 3)
    wait_for(lambda: (value(one, "One"), value(one, "Two")) == (3, 4))
    before = states(one)["interfaces"]
    put(one, description(AID, interface("Interface", modbus.url, points + [point("three", "2", modv_entity="Coil")]), web))

    def changed():
        now = states(one)["interfaces"]
        return all(state["state"] == "connected" for state in now) and now[0]["since"] > before[0]["since"]
    wait_for(changed)
    assert states(one)["interfaces"][1]["since"] == before[1]["since"]


def test_nothing_is_connected_that_is_not_allowed(start, modbus, machine):
    one = start("modbus+tcp://127.0.0.2", machine.url + "/allowed")
    plant(one, prop("One", "0", "xs:int"))
    connect(one, modbus.url, [point("one", "1", modv_entity="Coil")], [("one", "One")])
    wait_for(lambda: is_in(one, "notAllowed"))
    assert f"--connect {modbus.url}" in only(one)["error"]
    connect(one, machine.url + "/allowed/", [point("one", "/other", htv_methodName="GET")], [("one", "One")])
    wait_for(lambda: is_in(one, "unused") and "--connect" in only(one)["properties"][0].get("error", ""))
    assert machine.seen == []


@pytest.mark.parametrize("base,terms,state,text", [
    ("opc.tcp://127.0.0.1:4840", {}, "notSupported", "modbus+tcp"),
    ("", {}, "invalid", "has no base"),
    ("http://user:word@127.0.0.1/", {}, "invalid", "base:"),
    ("URL", {"modv_function": "readFileRecord"}, "unused", "modv_function readFileRecord is not supported"),
    ("URL", {}, "unused", "needs modv_function"),
    ("URL", {"modv_entity": "HoldingRegister", "modv_type": "xsd:decimal"}, "unused", "modv_type xsd:decimal"),
    ("URL", {"modv_entity": "HoldingRegister", "modv_type": "xsd:float", "modv_quantity": "3"}, "unused", "3 registers"),
    ("URL", {"modv_entity": "Coil", "modv_unitID": "250"}, "unused", "unit up to 247"),
    ("URL", {"modv_entity": "Coil", "modv_address": "0", "modv_zeroBasedAddressing": "false"}, "unused", "address from 1"),
    ("URL", {"modv_entity": "HoldingRegister", "modv_type": "xsd:short", "scale": 0}, "unused", "other than 0"),
    ("URL", {"modv_entity": "HoldingRegister", "modv_type": "xsd:short", "deadband": -1}, "unused", "at least 0"),
])
def test_wrong_description_says_so(start, modbus, base, terms, state, text):
    one = start(modbus.url)
    plant(one, prop("One", "0", "xs:int"))
    connect(one, base.replace("URL", modbus.url), [point("one", "1", **terms)], [("one", "One")])

    def told():
        interfaces = states(one)["interfaces"]
        return interfaces and text in interfaces[0]["error"] + "".join(each.get("error", "") for each in interfaces[0]["properties"])
    wait_for(told)
    assert is_in(one, state)


def test_wrong_mapping_says_so(start, modbus):
    one = start(modbus.url)
    plant(one, prop("One", "0", "xs:int"), {"modelType": "Capability", "idShort": "Three"})
    points = [point("one", "1", modv_function="readHoldingRegisters", modv_type="xsd:short")]
    put(one, description(AID, interface("Interface", modbus.url, points)))
    good = source(AID, "Interface", "one")
    put(one, mapping_1(AIMC, (good, element_reference(PLANT, "Missing")), (good, element_reference(PLANT, "Three")),
                       (good, element_reference("urn:none", "One")), (source(AID, "Interface", "two"), element_reference(PLANT, "One")),
                       (element_reference(PLANT, "One"), good), (source(AID, "None", "one"), element_reference(PLANT, "One")),
                       (element_reference(PLANT, "One"), element_reference(PLANT, "Two")), (good, good)))
    wait_for(lambda: is_in(one, "connected"))

    def errors():
        return [each.get("error", "") for each in only(one)["properties"]]
    wait_for(lambda: all(errors()))
    for text, part in zip(errors(), ["Missing is not in its submodel", "is a Capability", "urn:none is not stored", "no such datapoint",
                                     "form does not write"], strict=True):
        assert part in text
    problems = states(one)["problems"]
    for problem, part in zip(problems, ["not stored here", "no end is a datapoint", "both ends are datapoints"], strict=True):
        assert problem["submodelId"] == AIMC and part in problem["text"]
        assert problem["path"].startswith("MappingConfigurations[0].MappingSourceSinkRelations[")
    put(one, mapping_2(AIMC, (good, element_reference(PLANT, "One")), transformation="function aimc_main(sources) end"))
    wait_for(lambda: any("Lua" in problem["text"] for problem in states(one)["problems"]))


def test_write_to_a_machine_that_is_away_fails_and_does_not_come_late(start, modbus):
    one = start(modbus.url)
    plant(one, prop("Setpoint", "0", "xs:int"))
    connect(one, modbus.url, [point("setpoint", "9", modv_function="writeSingleHoldingRegister", modv_type="xsd:short")],
            [("setpoint", "Setpoint")])
    wait_for(lambda: is_in(one, "connected"))
    modbus.stop()
    write(one, "Setpoint", 11)
    wait_for(lambda: "writeError" in only(one)["properties"][0])
    wait_for(lambda: is_in(one, "lost"))
    modbus.start()
    wait_for(lambda: is_in(one, "connected"))
    time.sleep(0.3)
    assert modbus.get(9) == [0]
    write(one, "Setpoint", 11)
    wait_for(lambda: modbus.get(9) == [11]), "the same value again is another try"
    assert "writeError" not in only(one)["properties"][0]


def test_login_comes_from_a_file(start, machine, tmp_path):
    logins = tmp_path / "logins"
    logins.write_text(f"# machines\n\n{machine.url}/ operator a secret word\n")
    one = start(machine.url, arguments=["--connect-login", str(logins)])
    plant(one, prop("One", "0", "xs:int"))
    machine.values["/a"] = "1"
    connect(one, machine.url, [point("one", "/a", htv_methodName="GET")], [("one", "One")], security="basic")
    wait_for(lambda: value(one, "One") == 1)
    assert machine.seen[0][1]["Authorization"] == "Basic b3BlcmF0b3I6YSBzZWNyZXQgd29yZA=="
    assert "secret" not in json.dumps(states(one))
    other = Http()
    one.stop()
    one = start(machine.url, other.url, arguments=["--connect-login", str(logins)])
    other.values["/b"] = "2"
    connect(one, machine.url, [point("one", other.url + "/b", htv_methodName="GET")], [("one", "One")], security="basic")
    wait_for(lambda: value(one, "One") == 2)
    assert "Authorization" not in other.seen[0][1], "a login went to another machine"
    other.stop()
    connect(one, machine.url, [point("one", "/a", htv_methodName="GET")], [("one", "One")], security="oauth2")
    wait_for(lambda: is_in(one, "notSupported"))
    assert "oauth2" in only(one)["error"]


def test_wrong_options_are_told(tmp_path, machine):
    bad = tmp_path / "logins"
    bad.write_text(f"{machine.url} operator\n")
    for arguments, text in ([["--connect", "ftp://a"], "ftp://a"], [["--connect", "http://a/?b"], "--connect"],
                            [["--connect-login", str(bad)], "line 1"], [["--connect-login", str(tmp_path / "none")], "none"]):
        run = subprocess.run([PROGRAM, "serve", "--data", str(tmp_path / "data"), "--listen", "127.0.0.1:0", *arguments],
                             capture_output=True, text=True, timeout=20)
        assert run.returncode != 0 and text in run.stderr, run.stderr


def test_server_stops_although_a_machine_does_not_answer(start):
    import socket
    with socket.create_server(("127.0.0.1", 0), backlog=0) as silent:
        url = f"modbus+tcp://127.0.0.1:{silent.getsockname()[1]}"
        one = start(url)
        plant(one, prop("One", "0", "xs:int"))
        connect(one, url, [point("one", "1", modv_entity="HoldingRegister", modv_type="xsd:short", modv_timeout="60000")], [("one", "One")])
        wait_for(lambda: is_in(one, "connected"))
        before = time.monotonic()
        one.stop()
        assert time.monotonic() - before < 10


def test_limits(start, machine):
    one = start(machine.url)
    plant(one, prop("Text", "", "xs:string"), prop("Deep", "0", "xs:int"))
    machine.values["/text"] = '"' + "x" * 65536 + '"'
    machine.values["/deep"] = '{"v1":{"v2":{"v3":{"v4":{"v5":{"v6":{"v7":{"v8":{"v9":9}}}}},"e":1}}}}'.replace('{"v9":9}', "8")

    def deep(depth, name="deep"):
        part = {"modelType": "SubmodelElementCollection", "idShort": f"v{depth}"}
        for level in range(depth - 1, 0, -1):
            part = {"modelType": "SubmodelElementCollection", "idShort": f"v{level}",
                    "value": [{"modelType": "SubmodelElementCollection", "idShort": "properties", "value": [part]}]}
        whole = point(name, "/deep", kind="object")
        whole["value"].append({"modelType": "SubmodelElementCollection", "idShort": "properties", "value": [part]})
        return whole
    headers = {"modelType": "SubmodelElementList", "idShort": "htv_headers", "typeValueListElement": "SubmodelElementCollection", "value": [
        {"modelType": "SubmodelElementCollection", "value": [prop("htv_fieldName", f"X-{number}"), prop("htv_fieldValue", "yes")]}
        for number in range(17)]}
    text = point("text", "", forms=[prop("href", "/text"), headers])
    parts = tuple(f"v{level}" for level in range(1, 9))
    connect(one, machine.url, [text, deep(8), deep(9, "deeper")],
            [("text", "Text"), (("deep", *parts), "Deep"), (("deeper", *parts, "v9"), "Deep")], interval=0.0001)
    wait_for(lambda: (len(value(one, "Text")), value(one, "Deep")) == (65536, 8))
    assert [name for name in machine.seen[0][1] if name.startswith("X-")] == [f"X-{number}" for number in range(16)]
    assert only(one)["properties"][2]["error"] == "the description has no such datapoint"
    count = len(machine.seen)
    time.sleep(1)
    assert len(machine.seen) - count <= 25, "two datapoints, every 100 ms at most"
    machine.values["/text"] = '"' + "x" * 65537 + '"'
    wait_for(lambda: "more than 65536 bytes" in only(one)["properties"][0].get("error", ""))
    machine.values["/text"] = '"y"' + " " * ((1 << 20) - 3)
    wait_for(lambda: value(one, "Text") == "y")
    machine.values["/text"] = '"z"' + " " * ((1 << 20) - 2)
    wait_for(lambda: "too large" in only(one)["properties"][0].get("error", ""))
    assert value(one, "Text") == "y" and is_in(one, "connected")
    assert one("DELETE", f"/submodels/{b64(AIMC)}").status == 204
    for count, problems in ((500, 0), (501, 1)):
        put(one, description(AID, *(interface(f"Interface{number}", machine.url, []) for number in range(count))))
        wait_for(lambda: len(states(one)["interfaces"]) == 500 and len(states(one)["problems"]) == problems)
    assert "500 interfaces" in states(one)["problems"][0]["text"]


def test_example_factory_connects_nowhere(factory):
    wait_for(lambda: len(states(factory)["interfaces"]) == 15)
    told = states(factory)
    assert {one["state"] for one in told["interfaces"]} == {"unused"} and told["problems"] == []
    assert {one["protocol"] for one in told["interfaces"]} == {"http", "mqtt", "modbus"}


def test_modbus_href_is_relative_to_the_base(start, modbus):
    one = start(modbus.url)
    plant(one, prop("One", "0", "xs:int"), prop("Two", "0", "xs:int"), prop("Three", "0", "xs:int"))
    modbus.set(7, 70, 80)
    form = {"modv_function": "readHoldingRegisters", "modv_type": "xsd:short"}
    connect(one, modbus.url + "/5/", [point("one", "7?quantity=1", **form), point("two", modbus.url + "/2/8", **form),
                                      point("three", "modbus+tcp://127.0.0.2:502/1/8", **form)],
            [("one", "One"), ("two", "Two"), ("three", "Three")])
    wait_for(lambda: (value(one, "One"), value(one, "Two")) == (70, 80))
    assert "leaves the machine" in only(one)["properties"][2]["error"]
