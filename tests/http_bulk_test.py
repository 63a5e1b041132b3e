# SPDX-License-Identifier: Apache-2.0
"""Bulk operations of the registries: a batch happens as a whole or not at all, and a handle tells how it went.
IDTA-01002 3.1.2, profiles SSP-003 of both registries."""
import concurrent.futures
import http.client
import time

import pytest

from conftest import Server, b64, shell, submodel

ENDPOINTS = [{"interface": "SUBMODEL-3.1", "protocolInformation": {"href": "http://elsewhere.example"}}]
KINDS = [("/shell-descriptors", "/shells", shell), ("/submodel-descriptors", "/submodels", submodel)]
by_kind = pytest.mark.parametrize("path,document_path,document", KINDS)


def descriptor(identifier, **more):
    return {"id": identifier, "endpoints": ENDPOINTS, **more}


def ids(server, path):
    return [one["id"] for one in server.get(path + "?limit=1000").json["result"]]


def result_of(server, answer):
    """Follows a 202 to its result, as a client does."""
    assert answer.status == 202 and answer.body == b"", answer.body
    status_path = answer.headers["location"]
    for _ in range(200):
        status = server.get(status_path)
        if status.status == 302:
            return server.get(status.headers["location"])
        assert status.status == 200 and status.json == {"executionState": "Running"}
        assert int(status.headers["retry-after"]) > 0
        time.sleep(0.02)
    raise AssertionError("still running")


def codes_and_texts(answer):
    assert answer.status == 400
    return sorted(answer.codes), " ".join(message["text"] for message in answer.json["messages"])


@pytest.fixture
def server(tmp_path):
    one = Server(tmp_path)
    yield one
    one.stop()


@by_kind
def test_create_replace_delete(server, path, document_path, document):
    many = [descriptor(f"urn:{i}", idShort=f"Name{i}") for i in range(50)]
    answer = server("POST", "/api/v3.1/bulk" + path, many)
    assert answer.headers["location"].startswith("/api/v3.1/bulk/status/")
    result = result_of(server, answer)
    assert result.status == 204 and result.body == b""
    assert server.get(path + "?limit=1000").json["result"] == many
    assert server.get(f"{path}/{b64('urn:7')}").json == many[7]
    changed = [descriptor("urn:7", idShort="Other"), descriptor("urn:new")]
    assert result_of(server, server("PUT", "/bulk" + path, changed)).status == 204
    assert server.get(f"{path}/{b64('urn:7')}").json == changed[0] and len(ids(server, path)) == 51
    gone = [f"urn:{i}" for i in range(49)]
    assert result_of(server, server("DELETE", "/bulk" + path, gone)).status == 204
    assert ids(server, path) == ["urn:49", "urn:new"]


@by_kind
def test_all_or_nothing(server, path, document_path, document):
    """One message for each item that cannot be done, and nothing is."""
    assert server("POST", document_path, document("urn:here")).status == 201
    assert server("POST", path, descriptor("urn:there")).status == 201
    before, log = ids(server, path), server.get("/metrics").body.decode().split("schale_log_sequence ")[-1].split()[0]
    create = [descriptor("urn:1"), descriptor("urn:there"), descriptor("urn:2"), descriptor("urn:here"), descriptor("urn:1")]
    codes, text = codes_and_texts(result_of(server, server("POST", "/bulk" + path, create)))
    assert codes == ["derived", "exists", "twice"]
    assert all(f'"{name}"' in text for name in ("urn:there", "urn:here", "urn:1")) and '"urn:2"' not in text
    codes, text = codes_and_texts(result_of(server, server("PUT", "/bulk" + path, [descriptor("urn:1"), descriptor("urn:here")])))
    assert codes == ["derived"]
    codes, text = codes_and_texts(result_of(server, server("DELETE", "/bulk" + path, ["urn:there", "urn:1", "urn:2", "urn:there"])))
    kind = path[1:-1]
    assert codes == [f"no-such-{kind}", f"no-such-{kind}", "twice"] and '"urn:1"' in text and '"urn:2"' in text
    assert ids(server, path) == before
    assert server.get("/metrics").body.decode().split("schale_log_sequence ")[-1].split()[0] == log


@by_kind
@pytest.mark.parametrize("method", ["POST", "PUT"])
@pytest.mark.parametrize("body,code,where", [
    ([descriptor("urn:good"), {"idShort": "aa"}], "required", "$[1]"),
    ([descriptor("urn:good"), descriptor("urn:b", idShort="1")], "AASd-002", "$[1].idShort"), ([1, descriptor("urn:good")], "type", "$[0]"),
    ({"id": "urn:good"}, "not-a-list", ""), ([], "no-items", ""), ("[", "json-syntax", "")])
def test_bad_requests_are_refused_at_once(schale, path, document_path, document, method, body, code, where):
    answer = schale(method, "/bulk" + path, body)
    assert answer.status == 400 and code in answer.codes, answer.body
    assert where in answer.json["messages"][0]["text"]
    assert schale.get(f"{path}/{b64('urn:good')}").status == 404


@by_kind
@pytest.mark.parametrize("body,code", [({"id": "a"}, "not-a-list"), ([1], "not-a-list"), ([""], "not-a-list"), ([], "no-items"), ("{", "json-syntax")])
def test_bad_deletes_are_refused_at_once(schale, path, document_path, document, body, code):
    answer = schale("DELETE", "/bulk" + path, body)
    assert answer.status == 400 and answer.codes == [code]


def test_wrong_bodies(schale):
    for method in ("POST", "PUT", "DELETE"):
        assert schale(method, "/bulk/shell-descriptors").codes == ["no-body"]
        assert schale(method, "/bulk/shell-descriptors", "[]", kind="text/plain").status == 415


def test_an_id_that_no_store_can_hold(schale):
    result = result_of(schale, schale("DELETE", "/bulk/shell-descriptors", ["x" * 10000]))
    assert codes_and_texts(result)[0] == ["no-such-shell-descriptor"]


def test_most_items(schale):
    limit = 10000
    answer = schale("DELETE", "/bulk/shell-descriptors", [f"urn:{i}" for i in range(limit + 1)])
    assert answer.status == 413
    result = result_of(schale, schale("DELETE", "/bulk/shell-descriptors", [f"urn:{i}" for i in range(limit)]))
    assert result.status == 400 and len(result.json["messages"]) == limit


def test_handles(schale):
    result = result_of(schale, schale("DELETE", "/bulk/shell-descriptors", ["urn:nobody"], headers={"Accept-Language": "de"}))
    assert result.status == 400 and "keinen Deskriptor" in result.json["messages"][0]["text"]
    for path in ("status", "result"):
        answer = schale.get(f"/bulk/{path}/{b64('nobody')}")
        assert answer.status == 404 and answer.codes == ["no-such-handle"]
        assert schale.get(f"/bulk/{path}/a*").status == 400
    locations = {schale("DELETE", "/bulk/shell-descriptors", ["urn:nobody"]).headers["location"] for _ in range(20)}
    assert len(locations) == 20


def test_a_result_can_be_read_again(schale):
    answer = schale("DELETE", "/bulk/shell-descriptors", ["urn:nobody"])
    first, second = result_of(schale, answer), result_of(schale, answer)
    assert first.status == second.status == 400 and first.body == second.body


def test_the_oldest_handle_gives_way(schale):
    first = schale("DELETE", "/bulk/shell-descriptors", ["urn:first"]).headers["location"]
    for i in range(999):
        last = schale("DELETE", "/bulk/shell-descriptors", [f"urn:{i}"]).headers["location"]
    assert schale.get(first).status == 302
    schale("DELETE", "/bulk/shell-descriptors", ["urn:one-more"])
    assert schale.get(first).status == 404 and schale.get(last).status == 302


def test_a_stop_waits_for_what_was_accepted(tmp_path):
    """Who got a handle finds his batch after the restart, as a whole."""
    server, accepted = Server(tmp_path), []

    def create(number):
        for i in range(100):
            names = [f"urn:{number}:{i}:{k}" for k in range(100)]
            try:
                if server("POST", "/bulk/shell-descriptors", [{"id": name} for name in names]).status == 202:
                    accepted.append(names)
            except (OSError, http.client.HTTPException):
                return  # it stops
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        clients = [pool.submit(create, number) for number in range(4)]
        time.sleep(0.3)
        server.stop()
        for client in clients:
            client.result()
    again = Server(tmp_path)
    assert accepted
    for names in accepted:
        assert {again.get("/shell-descriptors/" + b64(name)).status for name in (names[0], names[-1])} == {200}
    again.stop()


def test_batches_that_meet(schale):
    """Eight clients create the same descriptor, each with some of his own: one wins as a whole, the others lose as a whole."""
    def create(number):
        batch = [descriptor(f"urn:meet:{number}:{i}") for i in range(20)]
        batch.insert(number * 2, descriptor("urn:meet"))
        return result_of(schale, schale("POST", "/bulk/submodel-descriptors", batch)).status
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(create, range(8)))
    assert sorted(statuses) == [204] + [400] * 7
    for number, status in enumerate(statuses):
        there = [schale.get("/submodel-descriptors/" + b64(f"urn:meet:{number}:{i}")).status for i in range(20)]
        assert set(there) == {200 if status == 204 else 404}
