# SPDX-License-Identifier: Apache-2.0
"""schale serve --mqtt against Debian's mosquitto: every change at least once, in order per id, whatever ends and comes back."""
import json
import os
import shutil
import socket
import subprocess
import threading
import time

import pytest

from conftest import PROGRAM, Server, b64, prop, reference, submodel

BROKER = shutil.which("mosquitto", path=os.environ["PATH"] + ":/usr/sbin")
SUBSCRIBER = shutil.which("mosquitto_sub")
pytestmark = pytest.mark.skipif(not BROKER or not SUBSCRIBER, reason="no mosquitto here")
TYPE = "io.admin-shell.events.v1."


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as one:
        return one.getsockname()[1]


def wait_for(condition, seconds=30):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "took too long"
        time.sleep(0.02)


class Broker:
    def __init__(self, folder, extra="allow_anonymous true\n"):
        folder.mkdir(exist_ok=True)
        self.port = free_port()
        self.file = folder / "mosquitto.conf"
        self.file.write_text(f"listener {self.port} 127.0.0.1\n{extra}persistence true\npersistence_location {folder}/\n"
                             "max_queued_messages 0\nuser root\n")
        self.start()

    def start(self):
        self.process = subprocess.Popen([BROKER, "-c", str(self.file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

        def answers():
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return True
            except OSError:
                return False
        wait_for(answers)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


class Subscriber:
    """A session that the broker keeps while it is away."""

    def __init__(self, broker, *arguments, topic="#"):
        self.messages = []
        self.process = subprocess.Popen(
            ["stdbuf", "-oL", SUBSCRIBER, "-h", "localhost", "-p", str(broker.port), "-i", "subscriber", "-c", "-q", "1", "-t", topic, "-d",
             "-F", "MESSAGE %t %p", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.subscribed = threading.Event()
        threading.Thread(target=self.read, daemon=True).start()
        assert self.subscribed.wait(20)

    def read(self):
        for line in self.process.stdout:
            if line.startswith("MESSAGE "):
                topic, payload = line[len("MESSAGE "):].split(" ", 1)
                self.messages.append((topic, json.loads(payload)))
            elif "SUBACK" in line or line.startswith("Subscribed"):
                self.subscribed.set()

    def on(self, topic):
        return [event for at, event in list(self.messages) if at == topic]

    def stop(self):
        self.process.kill()
        self.process.wait()


@pytest.fixture
def broker(tmp_path):
    one = Broker(tmp_path / "broker")
    yield one
    one.stop()


@pytest.fixture
def subscriber(broker):
    one = Subscriber(broker)
    yield one
    one.stop()


def put(schale, document):
    answer = schale("PUT", f"/submodels/{b64(document['id'])}", document)
    assert answer.status in (201, 204), answer.body


def set_value(schale, identifier, value, path="Pa"):
    answer = schale("PATCH", f"/submodels/{b64(identifier)}/submodel-elements/{path}/$value", json.dumps(str(value)))
    assert answer.status == 204, answer.body


def values(events, identifier):
    """Of the element, in the order of their first coming."""
    mark, seen = f"/submodels/{b64(identifier)}/", []
    for event in events:
        if mark in event["source"] and event["data"]["value"] not in seen:
            seen.append(event["data"]["value"])
    return seen


def test_events_in_the_form_of_async_aas(tmp_path, broker, subscriber):
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}")
    put(schale, submodel("urn:a", [prop("Pa", "0")]))
    set_value(schale, "urn:a", 1)
    schale("DELETE", f"/submodels/{b64('urn:a')}")
    wait_for(lambda: len(subscriber.messages) == 3)
    assert [topic for topic, _ in subscriber.messages] == ["noauth"] * 3
    events = subscriber.on("noauth")
    assert [e["type"] for e in events] == [TYPE + "created", TYPE + "valueChanged", TYPE + "deleted"]
    assert [e["id"] for e in events] == ["1", "2", "3"]
    base = f"{schale.url}/submodels/{b64('urn:a')}"
    assert [e["source"] for e in events] == [base, base + "/submodel-elements/Pa", base]
    assert events[1]["data"] == prop("Pa", "1") and "data" not in events[2]
    schale.stop()
    assert (tmp_path / "store" / "mqtt-events").read_text() == "3\n"


def test_a_broker_that_ends_and_comes_back_under_load(tmp_path, broker, subscriber):
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}", "--mqtt-topic", "plant/one")
    ids = ["urn:a", "urn:b", "urn:c"]
    for identifier in ids:
        put(schale, submodel(identifier, [prop("Pa", "0")]))
    for value in range(1, 121):
        for identifier in ids:
            set_value(schale, identifier, value)
        if value in (30, 80):
            broker.stop()
        if value in (50, 100):
            broker.start()
    last = str(120)
    wait_for(lambda: all(last in values(subscriber.on("plant/one/noauth")[3:], i) for i in ids), 60)
    for identifier in ids:
        assert values(subscriber.on("plant/one/noauth")[3:], identifier) == [str(v) for v in range(1, 121)]
    schale.stop()


def test_a_server_that_is_killed_under_load(tmp_path, broker, subscriber):
    arguments = [tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}", "--public-url", "http://plant"]
    schale = Server(*arguments)
    put(schale, submodel("urn:a", [prop("Pa", "0")]))
    for value in range(1, 301):
        set_value(schale, "urn:a", value)
        if value % 70 == 35:
            time.sleep(1.5)  # how far the broker came is noted once a second
        if value % 70 == 0:
            schale.process.kill()
            schale.process.wait()
            schale = Server(*arguments)
    wait_for(lambda: "300" in values(subscriber.on("noauth")[1:], "urn:a"), 60)
    events = subscriber.on("noauth")
    assert {int(e["id"]) for e in events} == set(range(1, 302)), "every change at least once"
    assert values(events[1:], "urn:a") == [str(v) for v in range(1, 301)]
    assert len(events) <= 301 + 4 * 36, "what is sent again is bounded"
    schale.stop()


def test_what_happens_while_no_broker_is_there(tmp_path, broker, subscriber):
    broker.stop()
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}")
    put(schale, submodel("urn:a", [prop("Pa", "0")]))
    for value in range(1, 300):  # more than may be on its way
        set_value(schale, "urn:a", value)
    schale.stop()
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}")
    broker.start()
    wait_for(lambda: len(subscriber.on("noauth")) >= 300)
    assert [int(e["id"]) for e in subscriber.on("noauth")] == list(range(1, 301))
    schale.stop()


def openssl(folder, *arguments):
    subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("openssl"), reason="no openssl here")
def test_tls_with_client_certificate_and_login(tmp_path):
    folder = tmp_path / "ca"
    folder.mkdir()
    for name in ("ca", "other"):
        openssl(folder, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.crt",
                "-subj", f"/CN=test {name}", "-days", "2")
    (folder / "san").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    for name in ("broker", "client"):
        openssl(folder, "req", "-newkey", "rsa:2048", "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj",
                f"/CN={name}")
        openssl(folder, "x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "ca.key", "-CAcreateserial", "-out",
                f"{name}.crt", "-days", "2", "-extfile", "san")
    (folder / "login").write_text("plant\nopen sesame 4711\n")
    (folder / "wrong").write_text("plant\nwrong secret\n")
    (folder / "passwords").write_text("plant:open sesame 4711\n")
    subprocess.run(["mosquitto_passwd", "-U", str(folder / "passwords")], check=True, capture_output=True)
    broker = Broker(tmp_path / "broker", f"allow_anonymous false\npassword_file {folder}/passwords\ncafile {folder}/ca.crt\n"
                    f"certfile {folder}/broker.crt\nkeyfile {folder}/broker.key\nrequire_certificate true\n")
    subscriber = Subscriber(broker, "--cafile", f"{folder}/ca.crt", "--cert", f"{folder}/client.crt", "--key",
                            f"{folder}/client.key", "-u", "plant", "-P", "open sesame 4711")
    good = ["--mqtt", f"mqtts://localhost:{broker.port}", "--mqtt-cert", f"{folder}/client.crt", "--mqtt-key",
            f"{folder}/client.key"]
    for more in (["--mqtt-ca", f"{folder}/other.crt", "--mqtt-login", f"{folder}/login"],
                 ["--mqtt-ca", f"{folder}/ca.crt", "--mqtt-login", f"{folder}/wrong"],
                 ["--mqtt-ca", f"{folder}/ca.crt"]):
        schale = Server(tmp_path / "store", *good, *more)
        put(schale, submodel("urn:a", [prop("Pa", "0")]))
        time.sleep(1)
        schale.process.terminate()
        _, errors = schale.process.communicate(timeout=20)
        assert schale.process.returncode == 0 and "mqtt: " in errors and "secret" not in errors and "sesame" not in errors
        assert subscriber.messages == []
    schale = Server(tmp_path / "store", *good, "--mqtt-ca", f"{folder}/ca.crt", "--mqtt-login", f"{folder}/login")
    wait_for(lambda: len(subscriber.messages) == 1)  # the same body twice was no change
    broker.stop()
    for value in range(1, 20):
        set_value(schale, "urn:a", value)
    broker.start()
    wait_for(lambda: "19" in values(subscriber.on("noauth")[1:], "urn:a"), 60)
    assert values(subscriber.on("noauth")[1:], "urn:a") == [str(v) for v in range(1, 20)]
    schale.stop()
    subscriber.stop()
    broker.stop()


def event_element(topic, observed, name="Ev", **more):
    return {"modelType": "BasicEventElement", "idShort": name, "observed": observed, "direction": "output", "state": "on",
            "messageTopic": topic, **more}


def element_reference(identifier, *path):
    one = reference(identifier)
    one["keys"] += [{"type": kind, "value": name} for kind, name in path]
    return one


def test_basic_event_elements(tmp_path, broker, subscriber):
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}", "--mqtt-topic", "plant")
    collection = {"modelType": "SubmodelElementCollection", "idShort": "Ca", "value": [prop("Qa", "0")]}
    put(schale, submodel("urn:seen", [prop("Pa", "0"), collection]))
    put(schale, submodel("urn:ev", [
        event_element("one", element_reference("urn:seen", ("Property", "Pa")), "E1"),
        event_element("below", element_reference("urn:seen", ("SubmodelElementCollection", "Ca")), "E2"),
        event_element("all", reference("urn:seen"), "E3"),
        event_element("off", reference("urn:seen"), "E4", state="off"),
        event_element("in", reference("urn:seen"), "E5", direction="input"),
        event_element("wild/#", reference("urn:seen"), "E6"),
        event_element("$SYS/broker", reference("urn:seen"), "E7"),
        event_element("broker", reference("urn:seen"), "E8", messageBroker=reference("urn:no-such-broker"))]))
    set_value(schale, "urn:seen", 1)
    set_value(schale, "urn:seen", 2, "Ca.Qa")
    put(schale, submodel("urn:other", [prop("Pa", "0")]))

    def numbers(topic):
        return [int(e["id"]) for e in subscriber.on("plant/" + topic)]
    wait_for(lambda: 5 in numbers("noauth"))
    time.sleep(0.3)
    assert {t: numbers(t) for t in ("noauth", "one", "below", "all", "broker")} == {
        "noauth": [1, 2, 3, 4, 5], "one": [3], "below": [4], "all": [3, 4], "broker": [3, 4]}
    assert {topic for topic, _ in subscriber.messages} == {"plant/" + t for t in ("noauth", "one", "below", "all", "broker")}
    assert subscriber.on("plant/one") == [subscriber.on("plant/noauth")[2]]
    # Switched off, it is silent; and after a restart the elements that are stored count.
    assert schale("PUT", f"/submodels/{b64('urn:ev')}/submodel-elements/E3",
                  event_element("all", reference("urn:seen"), "E3", state="off")).status == 204
    schale.stop()
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}", "--mqtt-topic", "plant")
    set_value(schale, "urn:seen", 3)
    wait_for(lambda: 7 in numbers("broker"))
    assert numbers("one") == [3, 7] and numbers("all") == [3, 4]
    schale.stop()


def test_intervals_of_basic_event_elements(tmp_path, broker, subscriber):
    """minInterval is the highest rate, the newest counts; maxInterval says it again when nothing happened."""
    schale = Server(tmp_path / "store", "--mqtt", f"mqtt://127.0.0.1:{broker.port}")
    put(schale, submodel("urn:seen", [prop("Pa", "0")]))
    observed = element_reference("urn:seen", ("Property", "Pa"))
    put(schale, submodel("urn:ev", [event_element("slow", observed, "E1", minInterval="PT1.5S"),
                                    event_element("again", observed, "E2", maxInterval="PT1S")]))
    wait_for(lambda: len(subscriber.on("again")) == 1)  # before anything was sent: as it is
    first = subscriber.on("again")[0]
    assert first["type"] == TYPE + "updated" and first["data"] == prop("Pa", "0")
    for value in range(1, 11):
        set_value(schale, "urn:seen", value)
    wait_for(lambda: len(subscriber.on("slow")) == 2)
    assert [e["data"]["value"] for e in subscriber.on("slow")] == ["1", "10"]
    count = len(subscriber.on("again"))
    wait_for(lambda: len(subscriber.on("again")) == count + 2, 5)
    assert subscriber.on("again")[-1] == subscriber.on("again")[-2] and subscriber.on("again")[-1]["data"]["value"] == "10"
    schale.stop()


@pytest.mark.parametrize("arguments", [
    ["--mqtt", "tcp://127.0.0.1"], ["--mqtt", "mqtt://"], ["--mqtt", "mqtt://me:secret@127.0.0.1"], ["--mqtt", "mqtt://a:0"],
    ["--mqtt", "mqtt://a:65536"], ["--mqtt", "mqtt://a/b"], ["--mqtt", "mqtt://a", "--mqtt-ca", "/etc/passwd"],
    ["--mqtt", "mqtts://a", "--mqtt-cert", "/etc/passwd"], ["--mqtt", "mqtts://a", "--mqtt-ca", "/no/such/file"],
    ["--mqtt", "mqtt://a", "--mqtt-topic", "a/#"], ["--mqtt", "mqtt://a", "--mqtt-topic", "$SYS"]])
def test_wrong_options(tmp_path, arguments):
    done = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", str(tmp_path), *arguments],
                          capture_output=True, text=True, timeout=20)
    assert done.returncode == 2 and done.stderr.strip() and "secret" not in done.stderr, done.stderr
    assert "listening" not in done.stdout
