# SPDX-License-Identifier: Apache-2.0
"""GET /plan/events: every change once, in order, in the form of async-aas; filters, resuming, slow and many clients."""
import http.client
import json
import selectors
import signal
import socket
import time

import pytest

from conftest import Server, b64, b64_json, concept, external, multipart, prop, reference, shell, submodel

TYPE = "io.admin-shell.events.v1."
SCHEMA = "https://api.swaggerhub.com/domains/Plattform_i40/Part1-MetaModel-Schemas/V3.1.0#/components/schemas/"


class Events:
    def __init__(self, schale, query="", **headers):
        self.connection = http.client.HTTPConnection("127.0.0.1", schale.port, timeout=10)
        self.connection.request("GET", "/plan/events" + query, headers={k.replace("_", "-"): v for k, v in headers.items()})
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200, self.answer.read()
        assert self.answer.getheader("Content-Type") == "text/event-stream"
        assert self.block()[0].startswith("retry:")  # from here on nothing is missed

    def block(self):
        lines = []
        while line := self.answer.readline().decode():
            if line == "\n":
                return lines
            lines.append(line[:-1])
        raise EOFError

    def next(self):
        """(id, CloudEvent) of the next event."""
        while True:
            lines = self.block()
            if any(line.startswith("data:") for line in lines):
                break
        assert [line.split(":")[0] for line in lines] == ["id", "data"]
        event = json.loads(lines[1][len("data: "):])
        assert lines[0] == "id: " + event["id"]
        return int(event["id"]), event

    def take(self, count):
        return [self.next()[1] for _ in range(count)]

    def close(self):
        self.connection.close()


def put(schale, document, status=None):
    kind = {"AssetAdministrationShell": "shells", "Submodel": "submodels", "ConceptDescription": "concept-descriptions"}
    answer = schale("PUT", f"/{kind[document['modelType']]}/{b64(document['id'])}", document)
    assert answer.status in ((201, 204) if status is None else (status,)), answer.body


def revision(schale):
    text = schale.get("/metrics").body.decode()
    return int(next(line for line in text.splitlines() if line.startswith("schale_log_sequence ")).split()[1])


def check_form(event):
    assert event["specversion"] == "1.0" and event["id"] and event["time"].endswith("Z")
    assert event["type"].startswith(TYPE)
    if event["type"] == TYPE + "deleted":
        assert "data" not in event and "datacontenttype" not in event
    else:
        assert event["datacontenttype"] == "application/json" and event["dataschema"].startswith(SCHEMA)


def test_each_kind_of_change(schale):
    """Types, sources and data as the README of async-aas asks for each operation."""
    meaning = "0173-1#02-AAA119#002"
    events = Events(schale)
    one = submodel("urn:kinds", [prop("Pa", "1", semanticId=external(meaning)),
                                 {"modelType": "SubmodelElementCollection", "idShort": "Ca", "value": [prop("Qa", "a")]}],
                   semanticId=external("urn:sm-meaning"))
    base, path = f"{schale.url}/submodels/{b64('urn:kinds')}", f"/submodels/{b64('urn:kinds')}"
    put(schale, one, 201)
    assert schale("PATCH", path + "/submodel-elements/Pa/$value", '"2"').status == 204
    assert schale("PUT", path + "/submodel-elements/Pa", prop("Pa", "3", semanticId=external(meaning))).status == 204
    assert schale("PUT", path + "/submodel-elements/Pa", prop("Pa", "3", category="CONSTANT")).status == 204
    assert schale("POST", path + "/submodel-elements/Ca", prop("Ra", "b")).status == 201
    assert schale("PATCH", path + "/submodel-elements/Ca.Ra/$value", '"c"').status == 204
    assert schale("DELETE", path + "/submodel-elements/Ca.Qa").status == 204
    assert schale("POST", path + "/submodel-elements", prop("Sa", "d")).status == 201
    put(schale, dict(one, idShort="other"), 204)
    assert schale("DELETE", path).status == 204
    put(schale, shell("urn:kinds-shell"), 201)
    assert schale("PUT", f"/shells/{b64('urn:kinds-shell')}/asset-information",
                  {"assetKind": "Type", "globalAssetId": "urn:new"}).status == 204
    assert schale("DELETE", f"/shells/{b64('urn:kinds-shell')}").status == 204
    put(schale, concept("urn:kinds-cd"), 201)
    got = events.take(14)
    for event in got:
        check_form(event)
    elements = base + "/submodel-elements"
    shells, concepts = f"{schale.url}/shells/{b64('urn:kinds-shell')}", f"{schale.url}/concept-descriptions/{b64('urn:kinds-cd')}"
    assert [(e["type"][len(TYPE):], e["source"], e.get("dataschema", SCHEMA)[len(SCHEMA):], e.get("semanticid")) for e in got] == [
        ("created", base, "Submodel", "urn:sm-meaning"),
        ("valueChanged", elements + "/Pa", "Property", meaning),
        ("valueChanged", elements + "/Pa", "Property", meaning),
        ("updated", elements + "/Pa", "Property", None),
        ("created", elements + "/Ca", "Property", None),
        ("valueChanged", elements + "/Ca.Ra", "Property", None),
        ("deleted", elements + "/Ca.Qa", "", None),
        ("created", base, "Property", None),
        ("updated", base, "Submodel", "urn:sm-meaning"),
        ("deleted", base, "", "urn:sm-meaning"),
        ("created", shells, "AssetAdministrationShell", None),
        ("updated", shells, "AssetAdministrationShell", None),
        ("deleted", shells, "", None),
        ("created", concepts, "ConceptDescription", None)]
    assert got[0]["data"] == one and got[1]["data"]["value"] == "2" and got[4]["data"] == prop("Ra", "b")
    assert got[11]["data"]["assetInformation"]["globalAssetId"] == "urn:new"
    ids = [int(e["id"]) for e in got]
    assert ids == sorted(set(ids))
    events.close()
    # What is read from the log later is the same, byte for byte.
    again = Events(schale, f"?since={ids[0] - 1}")
    assert again.take(14) == got
    again.close()


def test_what_changes_nothing_is_no_event(schale):
    one = submodel("urn:same", [prop("Pa", "1")])
    put(schale, one)
    events = Events(schale)
    put(schale, one)
    schale("PUT", f"/submodels/{b64('urn:same')}/submodel-elements/Pa", prop("Pa", "1"))
    schale("PATCH", f"/submodels/{b64('urn:same')}/submodel-elements/Pa/$value", '"2"')
    assert events.next()[1]["type"] == TYPE + "valueChanged"
    events.close()


def test_a_thumbnail_updates_its_asset_information(schale):
    put(schale, shell("urn:thumb"))
    events = Events(schale)
    body, kind = multipart(("fileName", None, None, b"a.png"), ("file", "a.png", "image/png", b"\x89PNG\r\n\x1a\n"))
    assert schale("PUT", f"/shells/{b64('urn:thumb')}/asset-information/thumbnail", body, kind=kind).status in (200, 204)
    sources = [events.next()[1]["source"] for _ in range(2)]
    assert f"{schale.url}/shells/{b64('urn:thumb')}/asset-information/thumbnail" in sources
    events.close()


def test_large_data_is_left_out(schale):
    limit = 256 << 10
    document = submodel("urn:large", [prop("Pa", "")])
    events = Events(schale, f"?id={b64('urn:large')}")
    for size, there in [(limit, True), (limit + 1, False)]:
        document["submodelElements"][0]["value"] = ""
        put(schale, document)
        empty = len(schale.get(f"/submodels/{b64('urn:large')}").body)
        document["submodelElements"][0]["value"] = "x" * (size - empty)
        put(schale, document)
        assert len(schale.get(f"/submodels/{b64('urn:large')}").body) == size
        events.next()
        assert ("data" in events.next()[1]) == there
    events.close()


@pytest.mark.parametrize("query,wanted", [
    ("kind=shell", ["s"]), ("kind=submodel&kind=shell", ["s", "m", "p", "q"]), ("kind=concept_description", ["c"]),
    ("id=urn:f:m", ["m", "p", "q"]), (f"id={b64('urn:f:m')}", ["m", "p", "q"]),
    (f"id={b64('urn:f:s')}&id={b64('urn:f:c')}", ["s", "c"]), ("id=urn:f:nobody", []),
    ("path=Ca.Pa", ["s", "m", "p", "c"]), ("path=Ca&kind=submodel", ["m", "p"]), ("path=Ca.Pa.xx&kind=submodel", ["m", "p"]),
    ("path=Ca.Pab&kind=submodel", ["m"]), ("path=Qa&path=Ca.Pa&kind=submodel", ["m", "p", "q"]),
    ("semanticId=urn:f:meaning", ["p"]), (f"semanticId={b64('urn:f:meaning')}", ["p"]),
    (f"semanticId={b64_json(external('urn:f:meaning'))}", ["p"]), ("semanticId=urn:f:sm", ["m"]),
    ("semanticId=urn:f:meaning&kind=shell", [])])
def test_filters(schale, query, wanted):
    """Live and from the log; a marker that every filter's stream is ended by comes from another stream."""
    for identifier in ["s", "m", "c"]:
        kind = {"s": "shells", "m": "submodels", "c": "concept-descriptions"}[identifier]
        schale("DELETE", f"/{kind}/{b64('urn:f:' + identifier)}")
    before = revision(schale)
    events, everything = Events(schale, "?" + query), Events(schale)
    put(schale, shell("urn:f:s"))
    put(schale, submodel("urn:f:m", [{"modelType": "SubmodelElementCollection", "idShort": "Ca",
                                      "value": [prop("Pa", "1", semanticId=external("urn:f:meaning"))]}, prop("Qa", "1")],
                         semanticId=external("urn:f:sm")))
    put(schale, concept("urn:f:c"))
    path = f"/submodels/{b64('urn:f:m')}/submodel-elements/"
    schale("PATCH", path + "Ca.Pa/$value", '"2"')
    schale("PATCH", path + "Qa/$value", '"2"')
    names = {int(e["id"]): n for e, n in zip(everything.take(5), ["s", "m", "c", "p", "q"])}
    wanted = [n for n in names.values() if n in wanted]
    later = Events(schale, f"?since={before}&{query}")
    for stream in (events, later):
        assert [names[stream.next()[0]] for _ in wanted] == wanted
        stream.connection.sock.settimeout(0.3)
        with pytest.raises(TimeoutError):
            stream.next()
        stream.close()
    everything.close()


@pytest.mark.parametrize("query,code", [
    ("?sincs=1", "no-such-parameter"), ("?since=x", "bad-since"), ("?since=-1", "bad-since"), ("?since=", "bad-since"),
    ("?since=99999999", "bad-since"), ("?since=18446744073709551616", "bad-since"), ("?kind=asset", "bad-kind"),
    ("?" + "&".join(["path=a"] * 17), "too-many-conditions"), ("?" + "&".join(["id=dXJuOmE"] * 17), "too-many-conditions")])
def test_what_is_refused(schale, query, code):
    answer = schale.get("/plan/events" + query)
    assert answer.status == 400 and answer.codes == [code]


def test_last_event_id_counts_more_than_since(schale):
    for value in "1234":
        put(schale, submodel("urn:resume", [prop("Pa", value)]))
    last = revision(schale)
    first = Events(schale, f"?since={last - 4}")
    assert [first.next()[0] for _ in range(4)] == [last - 3, last - 2, last - 1, last]
    first.close()
    again = Events(schale, f"?since={last - 4}", Last_Event_ID=str(last - 1))
    assert again.next()[0] == last
    again.close()
    answer = schale.get("/plan/events", Last_Event_ID="abc")
    assert answer.status == 400 and answer.codes == ["bad-since"]
    assert schale("HEAD", "/plan/events").headers["content-type"] == "text/event-stream"
    for most in ("path=a", "id=dXJuOmE", "semanticId=urn:a", "kind=shell"):
        Events(schale, "?" + "&".join([most] * 16)).close()


def test_resuming_over_a_restart(tmp_path):
    one = Server(tmp_path)
    for value in range(20):
        put(one, submodel("urn:a", [prop("Pa", str(value))]))
    events = Events(one, "?since=0")
    seen = [events.next()[0] for _ in range(7)]
    one.stop()
    one = Server(tmp_path)
    events = Events(one, Last_Event_ID=str(seen[-1]))
    put(one, submodel("urn:a", [prop("Pa", "20")]))
    assert seen + [events.next()[0] for _ in range(14)] == list(range(1, 22))
    one.stop()


def test_a_long_log_is_read_in_portions(schale):
    path = f"/submodels/{b64('urn:long')}/submodel-elements/Pa/$value"
    put(schale, submodel("urn:long", [prop("Pa", "0")]))
    first = revision(schale)
    for value in range(1, 601):
        assert schale("PATCH", path, f'"{value}"').status == 204
    events = Events(schale, f"?since={first}&id=urn:long")
    got = events.take(600)
    assert [e["data"]["value"] for e in got] == [str(v) for v in range(1, 601)]
    assert {e["type"] for e in got} == {TYPE + "valueChanged"}
    events.close()


def test_a_silent_stream_is_kept_alive(schale):
    events = Events(schale, "?kind=shell")
    events.connection.sock.settimeout(20)
    began = time.monotonic()
    assert events.block() == [":"]
    assert 13 < time.monotonic() - began < 18
    events.close()


def test_a_slow_client_is_cut_off_and_resumes(tmp_path):
    """One that takes nothing falls out of the ring; memory stays, the others go on; it loses nothing."""
    one = Server(tmp_path)
    document = submodel("urn:slow", [prop("Pa", "x" * 100000)])
    put(one, document)
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", one.port))
    slow.sendall(b"GET /plan/events HTTP/1.1\r\nHost: a\r\n\r\n")
    assert slow.recv(12) == b"HTTP/1.1 200"
    time.sleep(0.2)
    fast = Events(one)
    for value in range(500):  # 50 MB; the ring holds 32 MiB
        document["submodelElements"][0]["value"] = f"{value} " + "x" * 100000
        put(one, document)
        assert fast.next()[1]["data"]["submodelElements"][0]["value"].startswith(f"{value} ")
    slow.settimeout(20)
    got = b""
    try:
        while piece := slow.recv(1 << 20):
            got += piece
    except ConnectionResetError:
        pass
    ids = [int(line[4:]) for line in got.split(b"\n") if line.startswith(b"id: ")]
    assert len(ids) < 500 and ids == list(range(2, 2 + len(ids))), "cut off, in order until then"
    whole = ids[-2] if len(ids) > 1 else 1
    again = Events(one, f"?since={whole}")
    assert [again.next()[0] for _ in range(501 - whole)] == list(range(whole + 1, 502))
    one.stop()


def test_many_clients_get_every_change_in_order(tmp_path, many_files):
    one, clients, changes = Server(tmp_path), 300, 60
    put(one, submodel("urn:many", [prop("Pa", "0")]))
    chosen = selectors.DefaultSelector()
    texts = {}
    for _ in range(clients):
        sock = socket.create_connection(("127.0.0.1", one.port))
        sock.sendall(b"GET /plan/events?id=urn:many HTTP/1.1\r\nHost: a\r\n\r\n")
        texts[sock] = b""
        while b"retry:" not in texts[sock]:
            texts[sock] += sock.recv(4096)
        chosen.register(sock, selectors.EVENT_READ)
    for value in range(1, changes + 1):
        assert one("PATCH", f"/submodels/{b64('urn:many')}/submodel-elements/Pa/$value", f'"{value}"').status == 204
    until = time.monotonic() + 30
    while time.monotonic() < until and any(t.count(b"\nid: ") < changes for t in texts.values()):
        for key, _ in chosen.select(1):
            texts[key.fileobj] += key.fileobj.recv(1 << 16)
    wanted = list(range(2, changes + 2))
    for text in texts.values():
        assert [int(line[4:]) for line in text.split(b"\n") if line.startswith(b"id: ")] == wanted
    began = time.monotonic()
    one.process.send_signal(signal.SIGTERM)
    one.process.wait(timeout=10)
    assert time.monotonic() - began < 3, "streams do not hold up the end"
    one.stop()


def test_streams_leave_connections_for_the_others(tmp_path):
    one = Server(tmp_path, "--connections", "8")
    held = [Events(one) for _ in range(6)]
    answer = one.get("/plan/events")
    assert answer.status == 503 and answer.codes == ["too-many-streams"]
    held.pop().close()
    until = time.monotonic() + 25  # noticed at the next event or keep-alive
    put(one, concept("urn:wake"))
    put(one, concept("urn:wake2"))
    while one.get("/metrics").body.count(b"schale_event_streams 6") and time.monotonic() < until:
        put(one, concept("urn:wake" + str(time.monotonic())))
    held.append(Events(one))
    one.stop()


def test_public_url(tmp_path):
    one = Server(tmp_path, "--public-url", "https://aas.example.com/api/v3/")
    put(one, concept("urn:c"))
    assert Events(one, "?since=0").next()[1]["source"] == "https://aas.example.com/api/v3/concept-descriptions/" + b64("urn:c")
    one.stop()
