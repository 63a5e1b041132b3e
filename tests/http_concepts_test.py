# SPDX-License-Identifier: Apache-2.0
"""GET /plan/concepts: many concept descriptions in one answer, and no error for those that are not here."""
import json

from conftest import b64

IDS = ["urn:concept:one", "0173-1#02-AAO677#002", "https://example.com/ü?a=b#c"]


def fill(server):
    for id in IDS:
        assert server("PUT", "/concept-descriptions/" + b64(id), {"modelType": "ConceptDescription", "id": id}).status in (201, 204)


def asked(server, *ids, **headers):
    return server.get("/plan/concepts" + ("?" if ids else "") + "&".join("id=" + b64(i) for i in ids), **headers)


def test_those_that_are_here_come_in_the_order_of_the_ids(schale):
    fill(schale)
    answer = asked(schale, IDS[2], "urn:concept:nowhere", IDS[0])
    assert answer.status == 200
    assert [c["id"] for c in json.loads(answer.body)["result"]] == [IDS[2], IDS[0]]


def test_nothing_asked_nothing_found(schale):
    for answer in (asked(schale), asked(schale, "urn:concept:nowhere")):
        assert answer.status == 200 and json.loads(answer.body) == {"result": [], "paging_metadata": {}}


def test_what_is_no_id_is_refused(schale):
    answer = schale.get("/plan/concepts?id=%21%21")
    assert answer.status == 400 and "base64url" in answer.body.decode()


def test_256_ids_and_no_more(schale):
    assert schale.get("/plan/concepts?" + "&".join(["id=dQ"] * 256)).status == 200
    assert schale.get("/plan/concepts?" + "&".join(["id=dQ"] * 257)).status == 413


def test_the_answer_is_remembered_until_something_changes(schale):
    fill(schale)
    answer = asked(schale, IDS[0])
    assert asked(schale, IDS[0], If_None_Match=answer.headers["etag"]).status == 304
    schale("PUT", "/concept-descriptions/" + b64("urn:concept:new"), {"modelType": "ConceptDescription", "id": "urn:concept:new"})
    assert asked(schale, IDS[0], If_None_Match=answer.headers["etag"]).status == 200
