# SPDX-License-Identifier: Apache-2.0
"""$history and $recent-changes over the wire."""
import datetime
import json
import random
import subprocess
import time

import pytest

from conftest import PROGRAM, Server, b64, b64_json, concept, external, prop, shell, submodel


def now():
    """An instant behind everything that was answered by now, and before all that comes."""
    time.sleep(0.004)
    text = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    time.sleep(0.004)
    return text


def then(schale, path, date, more=""):
    return schale.get(f"{path}/$history?date={date}{more}")


@pytest.mark.parametrize("collection,make", [("/shells", shell), ("/submodels", submodel)])
def test_life(schale, collection, make):
    document = make("urn:then:" + collection)
    path = f"{collection}/{b64(document['id'])}"
    before = now()
    created = schale("POST", collection, document)
    first = now()
    document["idShort"] = "Second"
    assert schale("PUT", path, document).status == 204
    second = now()
    assert schale("DELETE", path).status == 204
    gone = now()
    document["idShort"] = "Third"
    assert schale("PUT", path, document).status == 201
    third = now()

    for date in (before, gone):
        answer = then(schale, path, date)
        assert answer.status == 404 and answer.codes == ["no-such-version"]
    answer = then(schale, path, first)
    assert answer.status == 200 and answer.json == created.json
    assert answer.headers["etag"] == created.headers["etag"]
    modified = datetime.datetime.strptime(answer.headers["last-modified"], "%a, %d %b %Y %H:%M:%S GMT")
    assert abs((modified - datetime.datetime.utcnow()).total_seconds()) < 60
    assert then(schale, path, second).json["idShort"] == "Second"
    assert then(schale, path, third).json == schale.get(path).json
    assert then(schale, path, third).headers["etag"] == schale.get(path).headers["etag"]
    # Deleted again: still there at that time, and not any more now.
    assert schale("DELETE", path).status == 204
    assert then(schale, path, third).json["idShort"] == "Third"
    assert then(schale, path, "9999-12-31T23:59:59Z").status == 404
    assert schale.get(f"{path}/$history?date={first}", If_None_Match=created.headers["etag"]).status == 304


def test_dates(schale):
    document = submodel("urn:dates")
    path = "/submodels/" + b64(document["id"])
    schale("PUT", path, document)
    for date in ("2999-01-01T00:00:00%2B01:00", "2999-01-01T00:00:00+01:00", "2999-01-01T00:00:00.123456-05:00"):
        assert then(schale, path, date).json == document, date
    assert then(schale, path, "1970-01-01T00:00:00Z").status == 404
    for date in ("", "yesterday", "2026-11-25", "2026-02-30T00:00:00Z", "2026-11-25T00:00:00"):
        answer = then(schale, path, date)
        assert answer.status == 400 and answer.codes == ["bad-date"], date
    assert schale.get(path + "/$history").codes == ["bad-date"]
    assert then(schale, "/submodels/" + b64("urn:nobody"), "2999-01-01T00:00:00Z").status == 404


def test_views(schale):
    blob = {"modelType": "Blob", "idShort": "Picture", "contentType": "a/b", "value": "AAAA"}
    inner = {"modelType": "SubmodelElementCollection", "idShort": "Outer", "value": [
        {"modelType": "SubmodelElementCollection", "idShort": "Inner", "value": [prop("Deep", "1")]}]}
    document = submodel("urn:views", [blob, inner])
    path = "/submodels/" + b64(document["id"])
    created = schale("PUT", path, document)
    assert created.status == 201, created.body
    date = now()
    for query in ("", "&extent=withBlobValue", "&level=core", "&level=core&extent=withBlobValue"):
        current = schale.get(path + "?" + query[1:])
        old = then(schale, path, date, query)
        assert old.status == 200 and old.body == current.body
        assert old.headers["etag"] == current.headers["etag"]
    assert then(schale, path, date, "&level=high").codes == ["bad-level"]


def test_many_changes(tmp_path):
    """A few hundred changes of elements and the whole, some in between read back at once, all of them at the end, after a backup
    was restored as well."""
    server = Server(tmp_path / "store")
    dice = random.Random(7)
    path = "/submodels/" + b64("urn:many")
    known, values, there = [], {}, False
    for _ in range(300):
        roll = dice.random()
        if not there or roll < 0.05:
            values, there = {f"p{i}": str(dice.randrange(10 ** 6)) for i in range(dice.randrange(1, 9))}, True
            body = submodel("urn:many", [prop(name, value) for name, value in values.items()])
            assert server("PUT", path, body).status in (201, 204)
        elif roll < 0.08:
            assert server("DELETE", path).status == 204
            values, there = {}, False
        elif roll < 0.2:
            name = f"q{len(known)}"
            values[name] = "new"
            assert server("POST", path + "/submodel-elements", prop(name, "new")).status == 201
        elif roll < 0.3 and len(values) > 1:
            name = dice.choice(list(values))
            del values[name]
            assert server("DELETE", f"{path}/submodel-elements/{name}").status == 204
        else:
            name = dice.choice(list(values))
            values[name] = str(dice.randrange(10 ** 6))
            assert server("PATCH", f"{path}/submodel-elements/{name}/$value", json.dumps(values[name])).status == 204
        known.append((now(), dict(values) if there else None))
        if dice.random() < 0.2:
            check(server, path, dice.choice(known))
    for one in known:
        check(server, path, one)
    server.stop()
    assert subprocess.run([PROGRAM, "verify", server.folder], capture_output=True).returncode == 0
    assert subprocess.run([PROGRAM, "backup", server.folder, tmp_path / "copy"], capture_output=True).returncode == 0
    assert subprocess.run([PROGRAM, "restore", tmp_path / "copy", tmp_path / "again"], capture_output=True).returncode == 0
    server = Server(tmp_path / "again")
    for one in known[::7]:
        check(server, path, one)
    server.stop()


def check(server, path, one):
    date, values = one
    answer = then(server, path, date)
    if values is None:
        assert answer.status == 404
        return
    assert answer.status == 200, answer.body
    assert [(e["idShort"], e["value"]) for e in answer.json["submodelElements"]] == list(values.items())


# --- $recent-changes ---------------------------------------------------------------------------------------------

def changes(schale, path):
    found, cursor = [], ""
    while True:
        answer = schale.get(path + cursor)
        assert answer.status == 200, answer.body
        found += answer.json["result"]
        if "cursor" not in answer.json["paging_metadata"]:
            return found
        cursor = "&cursor=" + answer.json["paging_metadata"]["cursor"]


def ids(items):
    return [item["id"] for item in items]


@pytest.mark.parametrize("collection,make", [
    ("/shells", shell), ("/submodels", submodel), ("/concept-descriptions", concept)])
def test_recent_changes(tmp_path, collection, make):
    schale = Server(tmp_path)
    for i in range(5):
        schale("POST", collection, make(f"urn:{i}"))
    middle = now()
    document = make("urn:1", idShort="Changed")
    assert schale("PUT", f"{collection}/{b64('urn:1')}", document).status == 204
    schale("POST", collection, make("urn:5"))
    assert schale("DELETE", f"{collection}/{b64('urn:2')}").status == 204
    listed = f"{collection}/$recent-changes?"
    assert ids(changes(schale, listed + "limit=2")) == ["urn:0", "urn:3", "urn:4", "urn:1", "urn:5"]
    items = changes(schale, f"{listed}updatedFrom={middle}&limit=1")
    assert ids(items) == ["urn:1", "urn:5"]
    for item in items:
        assert item["createdAt"] <= item["updatedAt"] and item["updatedAt"] >= middle
    assert items[0]["createdAt"] < middle < items[1]["createdAt"]
    assert ids(changes(schale, f"{listed}createdFrom={middle}")) == ["urn:5"]
    assert ids(changes(schale, f"{listed}createdFrom={items[1]['createdAt']}")) == ["urn:5"]
    assert changes(schale, f"{listed}updatedFrom={now()}") == []
    for query in ("createdFrom=now", "updatedFrom=", "createdFrom=2026-01-01"):
        assert schale.get(listed + query).codes == ["bad-date"]
    assert schale.get(listed + "cursor=!").codes == ["bad-cursor"]
    etag = schale.get(listed).headers["etag"]
    assert schale.get(listed, If_None_Match=etag).status == 304
    schale.stop()


def test_recent_changes_filters(schale):
    one = shell("urn:f:1", idShort="FilterOne")
    one["assetInformation"]["specificAssetIds"] = [{"name": "serial", "value": "7"}]
    schale("POST", "/shells", one)
    schale("POST", "/shells", shell("urn:f:2"))
    by_asset = b64_json({"name": "serial", "value": "7"})
    found = changes(schale, f"/shells/$recent-changes?assetIds={by_asset}")
    assert ids(found) == ["urn:f:1"]
    assert found[0]["globalAssetId"] == "urn:f:1/asset"
    assert found[0]["specificAssetIds"] == one["assetInformation"]["specificAssetIds"]
    assert ids(changes(schale, "/shells/$recent-changes?idShort=FilterOne")) == ["urn:f:1"]
    meaning, other = external("urn:meaning"), external("urn:other")
    schale("POST", "/submodels", submodel("urn:f:3", semanticId=meaning, supplementalSemanticIds=[other]))
    schale("POST", "/submodels", submodel("urn:f:4"))
    found = changes(schale, f"/submodels/$recent-changes?semanticId={b64_json(meaning)}")
    assert ids(found) == ["urn:f:3"]
    assert set(found[0]) == {"id", "createdAt", "updatedAt", "semanticId", "supplementalSemanticIds"}
    assert found[0]["semanticId"] == meaning and found[0]["supplementalSemanticIds"] == [other]
