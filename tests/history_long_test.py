# SPDX-License-Identifier: Apache-2.0
"""10,000 changes to one submodel (HISTORY_CHANGES): $history at 100 random instants is what an independent replay of the log says, and
what the client knew then. What it costs is measured by bench/history.py, never asserted here."""
import bisect
import copy
import datetime
import http.client
import json
import os
import random
import re
import subprocess

import pytest

from conftest import PROGRAM, Server, b64, prop, submodel

CHANGES = int(os.environ.get("HISTORY_CHANGES", "10000"))
INSTANTS = 100
ID = "urn:long:history"
PATH = "/submodels/" + b64(ID)


def apart(path):
    return re.findall(r"[^.\[\]]+", path)


def children(holder):
    return holder.setdefault("submodelElements" if holder["modelType"] == "Submodel" else "value", [])


def find(document, path):
    """(children of the container, index in them)"""
    holder, at = document, None
    for step in apart(path):
        inside = children(holder)
        is_list = holder["modelType"] == "SubmodelElementList"
        at = inside, int(step) if is_list else next(i for i, one in enumerate(inside) if one["idShort"] == step)
        holder = inside[at[1]]
    return at


class Replay:
    """The log read with nothing but json, one record after the other (the form: src/store/log_record.h)."""

    def __init__(self, path):
        self.times, self.states, document = [], [], None
        with open(path) as log:
            for line in log:
                record = json.loads(line)
                if "commit" in record or record["id"] != ID:
                    continue
                document = self.next(copy.deepcopy(document), record)
                self.times.append(record["time_ms"])
                self.states.append(document)

    @staticmethod
    def next(document, record):
        operation = record["operation"]
        if "body" in record:
            return record["body"]
        if operation == "delete":
            return None
        if operation == "element_put":
            inside, index = find(document, record["path"])
            inside[index] = record["change"]
        elif operation == "element_add":
            holder = document
            if record.get("path"):
                inside, index = find(document, record["path"])
                holder = inside[index]
            children(holder).append(record["change"])
        else:
            assert operation == "element_delete", operation
            inside, index = find(document, record["path"])
            del inside[index]
        return document

    def at(self, time_ms):
        """The last record up to that time counts."""
        number = bisect.bisect_right(self.times, time_ms)
        return self.states[number - 1] if number else None


def same(document):
    """Empty lists do not stand in a document."""
    document = copy.deepcopy(document)

    def trim(one):
        for name in ("submodelElements", "value"):
            if isinstance(one.get(name), list):
                for inner in one[name]:
                    trim(inner)
                if not one[name]:
                    del one[name]
    trim(document)
    return document


class Writer:
    """Random changes over one connection, and what the submodel must be behind each."""

    def __init__(self, server):
        self.dice, self.connection = random.Random(11), http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        self.document = None
        self.put()

    def send(self, method, path, body, status):
        self.connection.request(method, PATH + path, json.dumps(body) if body is not None else None, {"Content-Type": "application/json"})
        answer = self.connection.getresponse()
        text = answer.read()
        assert answer.status in status, (method, path, answer.status, text)

    def value(self):
        return str(self.dice.randrange(10 ** 6))

    def put(self):
        rows = {"modelType": "SubmodelElementList", "idShort": "Rows", "typeValueListElement": "Property", "valueTypeListElement": "xs:int",
                "value": [{"modelType": "Property", "valueType": "xs:int", "value": self.value()} for _ in range(5)]}
        deep = {"modelType": "SubmodelElementCollection", "idShort": "Deep", "value": [prop("Inner", self.value())]}
        self.document = submodel(ID, [prop(f"P{i}", self.value()) for i in range(20)] + [rows, deep])
        self.send("PUT", "", self.document, (201, 204))

    def value_of(self, path):
        inside, index = find(self.document, path)
        inside[index]["value"] = self.value()
        self.send("PATCH", f"/submodel-elements/{path.replace('[', '%5B').replace(']', '%5D')}/$value",
                  int(inside[index]["value"]) if "[" in path else inside[index]["value"], (204,))

    def change(self, number):
        elements, roll = self.document["submodelElements"], self.dice.random()
        plain = [one["idShort"] for one in elements if one["modelType"] == "Property"]
        if roll < 0.001:
            self.put()
        elif roll < 0.05:
            elements.append(prop(f"Q{number}", self.value()))
            self.send("POST", "/submodel-elements", elements[-1], (201,))
        elif roll < 0.1 and len(plain) > 5:
            name = self.dice.choice(plain)
            inside, index = find(self.document, name)
            del inside[index]
            self.send("DELETE", "/submodel-elements/" + name, None, (204,))
        elif roll < 0.2:
            self.value_of("Deep.Inner")
        elif roll < 0.3:
            self.value_of(f"Rows[{self.dice.randrange(5)}]")
        elif roll < 0.5:
            name = self.dice.choice(plain)
            inside, index = find(self.document, name)
            inside[index] = prop(name, self.value(), category="CONSTANT")
            self.send("PUT", "/submodel-elements/" + name, inside[index], (204,))
        else:
            self.value_of(self.dice.choice(plain))


def date_of(time_ms):
    return datetime.datetime.fromtimestamp(time_ms / 1000, datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    """A server behind all changes, the replay of its log, what the writer knew."""
    server = Server(tmp_path_factory.mktemp("long") / "store")
    writer = Writer(server)
    known = [copy.deepcopy(writer.document)]
    for number in range(1, CHANGES + 1):
        writer.change(number)
        known.append(copy.deepcopy(writer.document))
    yield server, Replay(os.path.join(server.folder, "store.log")), known
    server.stop()


def then(server, date):
    return server.get(f"{PATH}/$history?date={date}")


def test_the_log_is_what_the_writer_did(told):
    """The replay stands on its own feet: each of its states is what the client knew after that change."""
    server, replay, known = told
    assert len(replay.states) == CHANGES + 1 and sorted(replay.times) == replay.times
    assert all(same(a) == same(b) for a, b in zip(replay.states, known))
    assert server.get(PATH).json == same(known[-1])


def test_random_instants(told):
    server, replay, _ = told
    dice = random.Random(12)
    first, last = replay.times[0], replay.times[-1]
    instants = [dice.randrange(first, last + 1) for _ in range(INSTANTS)] + [first, last, last + 1]
    for time_ms in instants:
        answer = then(server, date_of(time_ms))
        assert answer.status == 200, answer.body
        assert answer.json == same(replay.at(time_ms)), date_of(time_ms)
    assert then(server, date_of(first - 1)).status == 404


def test_random_instants_after_a_restart(told, tmp_path):
    """The same from the index on disk, by another process, over a copy of the store."""
    server, replay, _ = told
    assert subprocess.run([PROGRAM, "backup", server.folder, tmp_path / "copy"], capture_output=True).returncode == 0
    assert subprocess.run([PROGRAM, "restore", tmp_path / "copy", tmp_path / "again"], capture_output=True).returncode == 0
    other, dice = Server(tmp_path / "again"), random.Random(13)
    for _ in range(INSTANTS):
        time_ms = dice.randrange(replay.times[0], replay.times[-1] + 1)
        assert then(other, date_of(time_ms)).json == same(replay.at(time_ms)), date_of(time_ms)
    other.stop()
