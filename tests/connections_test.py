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
from mqtt_events_test import BROKER, SUBSCRIBER, Broker, Subscriber, free_port, wait_for

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
def broker(tmp_path):
    one = Broker(tmp_path / "broker")
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
