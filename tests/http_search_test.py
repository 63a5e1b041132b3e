# SPDX-License-Identifier: Apache-2.0
"""Search, facets, overview, changes and the plant's tree, over the example factory and over assets that the test brings."""
import json
import os
import urllib.parse

import pytest
from conftest import Server, b64, followed, reference, shell, submodel

NAMEPLATE = "https://admin-shell.io/idta/nameplate/3/0/Nameplate"


def text(name, value):
    return {"modelType": "Property", "idShort": name, "valueType": "xs:string", "value": value}


def languages(name, **texts):
    return {"modelType": "MultiLanguageProperty", "idShort": name,
            "value": [{"language": language, "text": value} for language, value in texts.items()]}


def asset(number, maker="Müller & Söhne", serial="SN-1", code="6ES7 512-1CK01-0AB0", place="Halle 1", name="Trocknungsgerät"):
    """A shell with a nameplate."""
    identifier = f"urn:search:{number}"
    one = shell(identifier, [identifier + ":nameplate"], displayName=[{"language": "de", "text": name}])
    one["assetInformation"] = {"assetKind": "Instance", "globalAssetId": identifier + ":asset",
                               "specificAssetIds": [{"name": "location", "value": place}]}
    plate = submodel(identifier + ":nameplate", idShort="Nameplate", submodelElements=[
        languages("ManufacturerName", de=maker), languages("ManufacturerProductDesignation", de=name, en="Dryer"),
        text("SerialNumber", serial), text("OrderCodeOfManufacturer", code), text("YearOfConstruction", "2019"),
        text("FirmwareVersion", "5.4.2"), text("RamiLayer", "Asset")])
    plate["semanticId"] = {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": NAMEPLATE}]}
    return {"assetAdministrationShells": [one], "submodels": [plate]}


def settled(server):
    """Waits until the index has seen all that was written."""
    followed(server, "/plan/overview")
    return server


def find(server, **query):
    return server.get("/plan/search?" + urllib.parse.urlencode(query, doseq=True, quote_via=urllib.parse.quote)).json


def ids(page):
    return [card["id"] for card in page["result"]]


@pytest.fixture(scope="module")
def plant(tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("store"))
    for number in range(30):
        one("POST", "/upload", asset(number, maker="Müller & Söhne" if number % 2 else "Quindt", serial=f"SN-{number:04}",
                                     place=f"Halle {number % 3}", name=f"Trocknungsgerät {number:02}"))
    one("PUT", "/submodels/" + b64("urn:search:loose"), submodel("urn:search:loose", idShort="Loose", submodelElements=[text("Colour", "Petrol")]))
    yield settled(one)
    one.stop()


# --- words ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("words, field", [
    ("SN-0007", "serial_number"), ("sn0007", None), ("trocknungsgerat 07", "display_name"), ("Trocknungsgeraet 07", None),
    ("TROCKNUNGSGERÄT 07", "display_name"), ("urn:search:7:asset", "global_asset_id")])
def test_one_asset_is_found(plant, words, field):
    page = find(plant, q=words)
    assert page["total"] == 1 and ids(page) == ["urn:search:7"]
    match = page["result"][0].get("match")
    assert match is None if field is None else match["field"] == field


@pytest.mark.parametrize("words", ["6es7512", "512-1ck01", "6ES7 512", "dryer", "5.4.2", "trock", "söhne quindt 99"])
def test_many_are_found_or_none(plant, words):
    assert find(plant, q=words)["total"] == (0 if "99" in words else 30)


def test_the_words_count_together(plant):
    assert find(plant, q="muller trocknungsgerat")["total"] == 15
    assert find(plant, q="quindt söhne")["total"] == 0


def test_a_card_has_what_a_list_shows(plant):
    card = find(plant, q="SN-0003")["result"][0]
    assert card == {
        "kind": "shell", "id": "urn:search:3", "display_name": {"de": "Trocknungsgerät 03"},
        "asset_kind": "Instance", "global_asset_id": "urn:search:3:asset", "maker": "Müller & Söhne",
        "order_code": "6ES7 512-1CK01-0AB0", "serial_number": "SN-0003", "year": "2019", "location": "Halle 0", "layer": "Asset",
        "product": {"de": "Trocknungsgerät 03", "en": "Dryer"}, "versions": {"firmware": "5.4.2"}, "templates": ["Nameplate"],
        "thumbnail": False, "submodels": 1, "documents": 0, "files": 0, "changed": card["changed"],
        "match": {"field": "serial_number", "text": "SN-0003"}}


def test_values_are_found_with_their_name(plant):
    page = find(plant, q="petrol", kind="submodel")
    assert ids(page) == ["urn:search:loose"] and page["result"][0]["match"] == {"field": "Colour", "text": "Petrol"}
    assert find(plant, q="petrol")["total"] == 0


# --- facets, order, pages ------------------------------------------------------------------------------------

def test_facets_count_what_could_be_chosen(plant):
    page = find(plant, facets="true", maker="Quindt", location="Halle 1")
    counted = {name: {item["value"]: item["count"] for item in items} for name, items in page["facets"].items()}
    assert page["total"] == 5
    assert counted["maker"] == {"Quindt": 5, "Müller & Söhne": 5}, "of Halle 1"
    assert counted["location"] == {f"Halle {n}": 5 for n in range(3)}, "of Quindt"
    assert counted["template"] == {"Nameplate": 5} and counted["asset_kind"] == {"Instance": 5} and counted["layer"] == {"Asset": 5}
    assert find(plant, location=["Halle 1", "Halle 2"])["total"] == 20
    words = find(plant, facets="true", q="muller")
    assert words["facets"]["maker"] == [{"value": "Müller & Söhne", "count": 15}]
    everything = find(plant, facets="true")
    assert {item["value"]: item["count"] for item in everything["facets"]["maker"]} == {"Quindt": 15, "Müller & Söhne": 15}


@pytest.mark.parametrize("query", [{"sort": "name"}, {"sort": "changed"}, {"q": "trock"}, {"q": "trock", "sort": "name"}])
def test_pages_hold_everything_once(plant, query):
    seen, cursor = [], None
    for _ in range(10):
        page = find(plant, limit=7, **query, **({"cursor": cursor} if cursor else {}))
        assert page["total"] == 30 and len(page["result"]) <= 7
        seen += ids(page)
        cursor = page["paging_metadata"].get("cursor")
        if not cursor:
            break
    assert sorted(seen) == sorted(f"urn:search:{n}" for n in range(30))
    if query.get("sort") == "name":
        assert seen == [f"urn:search:{n}" for n in range(30)]


@pytest.mark.parametrize("query, code", [
    ("kind=machine", "bad-search"), ("sort=best", "bad-search"), ("missing=luck", "bad-search"), ("limit=0", "bad-limit"),
    ("limit=x", "bad-limit"), ("cursor=%21", "bad-cursor"), ("cursor=YWJj", "bad-cursor"), ("facets=perhaps", "bad-boolean"),
    ("q=" + "a" * 201, "long-search"), ("maker=" + "a" * 401, "long-search"), ("maker=x&" * 17, "long-search")])
def test_bad_queries_are_told(plant, query, code):
    answer = plant.get("/plan/search?" + query)
    assert answer.status == 400 and answer.codes == [code]


def test_limits_hold(plant):
    assert find(plant, q="a" * 200)["total"] == 0 and find(plant, maker="a" * 400)["total"] == 0
    assert find(plant, maker=["x"] * 15 + ["Quindt"])["total"] == 15
    assert len(find(plant, limit=100000)["result"]) == 30


@pytest.mark.parametrize("words", ['"', "'", "a OR", "NOT", "*", "(", "a NEAR b", "code:1", "-", "\u202e", "😀", "ß", "%", "; DROP TABLE entry"])
def test_marks_in_words_mean_nothing(plant, words):
    assert plant.get("/plan/search?" + urllib.parse.urlencode({"q": words})).status == 200


# --- following -----------------------------------------------------------------------------------------------

def test_changes_are_followed(tmp_path):
    one = Server(tmp_path)
    try:
        one("POST", "/upload", asset(1, serial="AAA"))
        assert find(settled(one), q="AAA")["total"] == 1
        path = "/submodels/" + b64("urn:search:1:nameplate") + "/submodel-elements/SerialNumber/$value"
        assert one("PATCH", path, '"BBB"').status == 204
        assert find(settled(one), q="AAA")["total"] == 0 and find(one, q="BBB")["total"] == 1
        one("DELETE", "/shells/" + b64("urn:search:1"))
        settled(one)
        assert find(one, q="BBB")["total"] == 0 and ids(find(one, q="BBB", kind="submodel")) == ["urn:search:1:nameplate"]
        one("POST", "/upload", {"assetAdministrationShells": asset(1)["assetAdministrationShells"]})
        settled(one)
        assert find(one, q="BBB")["total"] == 1 and find(one, q="BBB", kind="submodel")["total"] == 0
        one("DELETE", "/submodels/" + b64("urn:search:1:nameplate"))
        settled(one)
        assert find(one, q="BBB")["total"] == 0 and ids(find(one, missing="submodel")) == ["urn:search:1"]
    finally:
        one.stop()


@pytest.mark.parametrize("damage", ["none", "gone", "rubbish", "ahead"])
def test_the_file_is_made_again(tmp_path, damage):
    one = Server(tmp_path)
    for number in range(5):
        one("POST", "/upload", asset(number, serial=f"SN-{number}"))
    settled(one)
    one.stop()
    path = tmp_path / "search.db"
    if damage == "gone":
        path.unlink()
    elif damage == "rubbish":
        path.write_bytes(b"no database" * 1000)
    elif damage == "ahead":
        os.rename(path, tmp_path / "kept")
        for name in ("store.db", "store.db-wal", "store.db-shm", "store.log"):
            if (tmp_path / name).exists():
                (tmp_path / name).unlink()
        os.rename(tmp_path / "kept", path)
    one = Server(tmp_path)
    try:
        assert find(settled(one), q="SN")["total"] == (0 if damage == "ahead" else 5)
    finally:
        one.stop()


# --- overview, changes, tree ---------------------------------------------------------------------------------

def test_overview(plant, factory):
    state = plant.get("/plan/overview").json
    assert state["counts"] == {"submodels": 31, "concept_descriptions": 0, "orphan_submodels": 1, "shells": 30, "instances": 30, "types": 0,
                               "documents": 0, "files": 0, "makers": 2}
    assert state["attention"] == [{"kind": "missing_documents", "count": 30, "query": "missing=documents"}]
    assert len(state["recent"]) == 40 and state["recent"][0]["id"] == "urn:search:loose"
    counts = settled(factory).get("/plan/overview").json["counts"]
    assert counts["shells"] == 24 and counts["types"] == 1 and counts["documents"] == 41
    # Advisories, zones, decisions: no shell refers to them, and none has to.
    assert counts["submodels"] == 124 and counts["orphan_submodels"] == 0
    assert find(factory, kind="submodel", missing="shell")["total"] == 0 and find(factory, kind="submodel")["total"] > 0
    assert ids(find(plant, kind="submodel", missing="shell")) == ["urn:search:loose"]


def test_what_the_check_finds_needs_attention(tmp_path):
    one = Server(tmp_path)
    try:
        one("POST", "/upload", asset(1))
        broken = asset(2)
        broken["submodels"][0]["submodelElements"].append(dict(text("Pressure", "16,5"), valueType="xs:double"))
        assert one("POST", "/upload", broken).status == 200
        settled(one)
        assert {"kind": "missing_soundness", "count": 1, "query": "missing=soundness"} in one.get("/plan/overview").json["attention"]
        assert ids(find(one, missing="soundness")) == ["urn:search:2"]
    finally:
        one.stop()


def test_changes_newest_first(tmp_path):
    one = Server(tmp_path)
    try:
        path = "/submodels/" + b64("urn:c:1")
        one("PUT", path, submodel("urn:c:1", submodelElements=[text("Value", "1")]))
        for number in range(2, 12):
            one("PATCH", path + "/submodel-elements/Value/$value", json.dumps(str(number)))
            one("PUT", "/shells/" + b64(f"urn:c:s{number}"), shell(f"urn:c:s{number}"))
        one("DELETE", path)
        everything = one.get("/plan/changes?limit=200").json["result"]
        assert [change["seq"] for change in everything] == list(range(22, 0, -1))
        assert everything[0]["operation"] == "deleted" and everything[-1]["operation"] == "created"
        own, cursor = [], ""
        while True:
            page = one.get(f"/plan/changes?id={b64('urn:c:1')}&limit=4{cursor}").json
            own += page["result"]
            if "cursor" not in page["paging_metadata"]:
                break
            cursor = "&before=" + page["paging_metadata"]["cursor"]
        assert [change["operation"] for change in own] == ["deleted"] + ["element_changed"] * 10 + ["created"]
        assert [change["seq"] for change in own] == [change["seq"] for change in everything if change["id"] == "urn:c:1"]
        assert {change["kind"] for change in one.get("/plan/changes?kind=shell&limit=200").json["result"]} == {"shell"}
        one("PUT", path, submodel("urn:c:1"))
        again = one.get(f"/plan/changes?id={b64('urn:c:1')}&limit=200").json
        assert [change["seq"] for change in again["result"]] == [23] + [change["seq"] for change in own], "of both documents of the id"
        assert again["paging_metadata"] == {}
        record = one.get(f"/plan/changes/{own[1]['seq']}").json
        assert record["path"] == "Value" and record["change"]["value"] == "11"
        assert one.get("/plan/changes/1").json["body"]["submodelElements"][0]["value"] == "1"
        for path, code in (("/plan/changes/0", "bad-since"), ("/plan/changes/99", "bad-since"), ("/plan/changes?before=x", "bad-since"),
                           ("/plan/changes?kind=x", "bad-kind"), ("/plan/changes?id=%21", "bad-identifier"), ("/plan/changes?limit=0", "bad-limit")):
            answer = one.get(path)
            assert answer.status == 400 and answer.codes == [code], path
    finally:
        one.stop()


def test_tree_of_the_factory(factory):
    settled(factory)
    roots = factory.get("/plan/tree").json
    assert roots["complete"] and roots["result"][0]["shell"]["id_short"] == "PLANT_01" and roots["result"][0]["children"] == 6
    children = factory.get("/plan/tree?parent=" + roots["result"][0]["node"]).json["result"]
    assert [child["id_short"] for child in children] == ["Line1", "Line2", "Dryer", "MaterialFeeding", "NetworkSwitch", "EnergyMeter"]
    assert factory.get("/plan/tree?parent=" + b64("urn:nobody")).codes == ["no-such-node"]
    assert factory.get("/plan/tree?parent=%21").codes == ["bad-identifier"]


def structure(identifier, archetype, entities):
    one = submodel(identifier, idShort="HierarchicalStructures", submodelElements=[text("ArcheType", archetype)] + entities)
    one["semanticId"] = {"type": "ExternalReference", "keys": [
        {"type": "GlobalReference", "value": "https://admin-shell.io/idta/HierarchicalStructures/1/1/Submodel"}]}
    return one


def entity(name, asset_id=None, parts=()):
    one = {"modelType": "Entity", "idShort": name, "entityType": "SelfManagedEntity" if asset_id else "CoManagedEntity"}
    if asset_id:
        one["globalAssetId"] = asset_id
    if parts:
        one["statements"] = list(parts)
    return one


def test_tree_joins_directions_and_stands_circles(tmp_path):
    one = Server(tmp_path)
    try:
        tree = lambda parent="": [(node["id_short"], node["children"]) for node in one.get("/plan/tree" + parent).json["result"]]
        assert tree() == []
        one("POST", "/upload", {"submodels": [
            structure("urn:t:1", "OneDown", [entity("EntryNode", "urn:a:line", [entity("Robot", "urn:a:robot"), entity("Screw")])]),
            structure("urn:t:2", "OneUp", [entity("EntryNode", "urn:a:press", [entity("Line", "urn:a:line")])])]})
        assert tree() == [("EntryNode", 3)]
        assert tree("?parent=" + b64("urn:a:line")) == [("Robot", 0), ("Screw", 0), ("EntryNode", 0)]
        one("POST", "/upload", {"submodels": [structure("urn:t:3", "OneDown", [entity("EntryNode", "urn:a:robot", [entity("Line", "urn:a:line")])])]})
        assert tree() == [("EntryNode", 3)], "a circle has a beginning all the same"
        assert tree("?parent=" + b64("urn:a:robot")) == [("EntryNode", 3)]
    finally:
        one.stop()
