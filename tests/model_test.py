# SPDX-License-Identifier: Apache-2.0
"""Many clients do random things, right and wrong ones, and the server must be where the model is at the end: see docs/model-test.md.
MODEL_SECONDS (15), MODEL_CLIENTS (32), MODEL_SEED (chosen and printed), MODEL_ONLY (one client's number: that one alone)."""
import collections
import json
import os
import random
import re
import subprocess
import sys
import time

from conftest import PROGRAM, Server, b64
from model_client import Client
from model_documents import IDS, STEPS, Own, at, check, kinds
from model_elements import walk
from model_others import SHARED_STEPS, WRONG_STEPS, Shared

SECONDS = float(os.environ.get("MODEL_SECONDS", "15"))
CLIENTS = int(os.environ.get("MODEL_CLIENTS", "32"))
SEED = int(os.environ.get("MODEL_SEED", "0")) or random.SystemRandom().randrange(1, 10 ** 9)
ONLY = os.environ.get("MODEL_ONLY", "")
LISTS = ["/shells", "/submodels", "/concept-descriptions", "/shell-descriptors", "/submodel-descriptors", "/shells/$recent-changes",
         "/submodels/$recent-changes", "/shell-descriptors/$recent-changes"]


class Until:
    def __init__(self, seconds):
        self.time, self.failed = time.monotonic() + seconds, False


def run(server, shared):
    until = Until(SECONDS)
    clients = [Client(server.port, SEED, number, STEPS + SHARED_STEPS + WRONG_STEPS, until)
               for number in ([int(ONLY)] if ONLY else range(CLIENTS))]
    for c in clients:
        c.own, c.shared, c.log = Own(c.number), shared, []
        c.start()
    for c in clients:
        c.join()
    return clients


def explain(clients, what):
    """What is needed to repeat it."""
    print(f"{what}\nto repeat: MODEL_SEED={SEED} MODEL_SECONDS={SECONDS:g} MODEL_CLIENTS={CLIENTS} MODEL_ONLY={ONLY} make test T=model_test\n"
          "a client alone, when what went wrong is in its own documents: MODEL_ONLY=NUMBER", file=sys.stderr)
    for c in clients:
        if c.wrong:
            print(c.story(), file=sys.stderr)


def everything(server):
    """All that the lists say, with the revision of each document. Where this server listens does not count."""
    state = {}
    for path in LISTS:
        cursor, state[path] = "", []
        while cursor is not None:
            answer = server.get(f"{path}?limit=100{cursor}&extent=withBlobValue" if path == "/submodels" else f"{path}?limit=100{cursor}")
            assert answer.status == 200, answer.body
            state[path] += answer.json["result"]
            cursor = answer.json["paging_metadata"].get("cursor")
            cursor = cursor and "&cursor=" + cursor
        if "$" not in path:
            tags = [server("HEAD", f"{path}/{b64(item['id'])}").headers["etag"] for item in state[path]]
            state[path + " ETags"] = tags
    return json.loads(json.dumps(state).replace(server.url, ""))


def compare(server, clients):
    """Every document is as its client's model has it, the lists have all of them and nothing else."""
    there = collections.defaultdict(set)
    for c in clients:
        c.connection.close()
        c.port = server.port
        c.connection.port = server.port
        for kind, collection, own, _ in kinds(c):
            for i in range(IDS):
                check(c, collection, f"urn:model:{c.own.name}:{kind}:{i}", own.get(f"urn:model:{c.own.name}:{kind}:{i}"))
            there[collection] |= set(own)
        for identifier, links in c.own.links.items():
            c.same("links", c.ask("GET", "/lookup/shells/" + b64(identifier), expect=200).json, links)
        for identifier, data in c.own.thumbnails.items():
            assert c.ask("GET", f"/shells/{b64(identifier)}/asset-information/thumbnail", expect=200).body == data
        compare_files(c)
        c.connection.close()
    there["/shell-descriptors"] |= there["/shells"]
    there["/submodel-descriptors"] |= there["/submodels"]
    return there


def compare_files(c):
    for identifier, document in c.own.submodels.items():
        for place, element, _, _ in walk(document):
            data = c.own.files.get((identifier, element.get("value"))) if element["modelType"] == "File" else None
            if data is not None:
                assert c.ask("GET", at("/submodels/" + b64(identifier), place) + "/attachment", expect=200).body == data, (identifier, place)


def check_lists(state, there):
    always, maybe = Shared.ids()
    for collection, ids in there.items():
        listed = [item["id"] for item in state[collection]]
        assert len(listed) == len(set(listed)), "twice in " + collection
        foreign = {i for i in listed if i.startswith("urn:model:shared:")}
        assert set(listed) - foreign == ids, (collection, (set(listed) - foreign) ^ ids)
        if "submodel" in collection:
            assert always <= foreign <= always | maybe, collection


def test_random_operations_against_the_model(tmp_path):
    print(f"seed {SEED}")
    server = Server(tmp_path / "store")
    shared = Shared()
    shared.begin(server)
    clients = run(server, shared)
    try:
        for c in clients:
            if c.wrong:
                raise c.wrong
        shared.check(server)
        there = compare(server, clients)
        state = everything(server)
        check_lists(state, there)
        server.stop()
        verified = subprocess.run([PROGRAM, "verify", server.folder], capture_output=True, text=True)
        assert verified.returncode == 0, verified.stdout + verified.stderr
        server = Server(tmp_path / "store")
        compare(server, clients)
        shared.check(server)
        again = everything(server)
        assert [part for part in state if again[part] != state[part]] == [], "another state after the restart"
        server.stop()
    except BaseException as wrong:
        explain(clients, f"{type(wrong).__name__}: {wrong}")
        tell_stderr(server)
        raise
    done = sum((c.done for c in clients), collections.Counter())
    print(f"{sum(done.values())} operations: " + ", ".join(f"{name} {count}" for name, count in sorted(done.items())))
    if SECONDS >= 10 and not ONLY:
        assert set(done) == {function.__name__ for _, function in STEPS + SHARED_STEPS + WRONG_STEPS}


def tell_stderr(server):
    """What a sanitizer said."""
    if server.process.poll() is None:
        server.process.terminate()
    _, errors = server.process.communicate(timeout=60)
    for line in errors.splitlines():
        if re.search(r"runtime error|Sanitizer|^\s+#\d", line):
            print(line, file=sys.stderr)
