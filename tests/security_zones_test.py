# SPDX-License-Identifier: Apache-2.0
"""Zones and conduits over HTTP and as a submodel, what is refused, the proposal for the example factory, gaps, reachability's parameters,
and the list of exploited vulnerabilities, over HTTP and on the command line."""
import json
import os
import subprocess

import pytest
from conftest import Server, b64, followed, shell

PROGRAM = os.environ.get("SCHALE", "build/asan/schale")
ZONES = "/plan/security/zones"
ZONES_ID = "urn:schale:security-zones"
EXPLOITED = "/plan/security/exploited"
EXPLOITED_ID = "urn:schale:exploited-vulnerabilities"
LEVELS = [0] * 7
PLANT = {
    "zones": [{"id": "office", "name": "Büro", "untrusted": True, "target": LEVELS, "achieved": LEVELS, "assets": [], "x": 0, "y": 0},
              {"id": "cell_1", "name": "Zelle 1", "description": "Füllen", "untrusted": False, "criticality": 3,
               "target": [2, 2, 2, 1, 2, 1, 2], "achieved": [2, 1, 2, 1, 0, 1, 4], "assets": ["urn:plc"], "x": 120, "y": 80}],
    "conduits": [{"id": "C3", "name": "Firewall", "from": "office", "to": "cell_1", "flows": [
        {"transport": "tcp", "ports": "102,502-510", "direction": "forth", "note": "Engineering"},
        {"transport": "any", "ports": "", "direction": "back"}]}]}
CATALOGUE = {"title": "Catalogue", "catalogVersion": "2026.11.20", "dateReleased": "2026-11-20T15:00:00Z", "count": 2,
             "vulnerabilities": [{"cveID": "CVE-2021-44228"}, {"cveID": "CVE-2014-0160"}]}


def seq_of(answer):
    return int(answer.headers["etag"].strip('"').split("-")[0])


def test_there_are_none_at_first(tmp_path):
    server = Server(tmp_path)
    answer = server.get(ZONES)
    assert answer.json == {"zones": [], "conduits": []} and "etag" not in answer.headers
    assert server.get(EXPLOITED).json == {"count": 0}
    assert server("PUT", ZONES, PLANT, {"If-Match": '"1-zones"'}).status == 412
    assert server("PUT", ZONES, PLANT, {"If-None-Match": "*"}).status == 200
    assert server("PUT", ZONES, PLANT, {"If-None-Match": "*"}).status == 412
    server.stop()


def test_what_is_put_comes_back(schale):
    answer = schale("PUT", ZONES, PLANT)
    assert answer.status == 200 and answer.json == PLANT
    read = schale.get(ZONES)
    assert read.json == PLANT and read.headers["etag"] == answer.headers["etag"]
    assert schale.get(ZONES, If_None_Match=read.headers["etag"]).status == 304
    less = {"zones": PLANT["zones"][:1], "conduits": []}
    assert schale("PUT", ZONES, less, {"If-Match": '"999999-zones"'}).codes == ["changed"]
    assert schale.get(ZONES).json == PLANT
    second = schale("PUT", ZONES, less, {"If-Match": read.headers["etag"]})
    assert second.status == 200 and second.headers["etag"] != read.headers["etag"]
    assert schale.get(ZONES).json == less
    assert schale("PUT", ZONES, PLANT, {"If-Match": read.headers["etag"]}).status == 412


def test_what_is_left_out_has_a_meaning(schale):
    answer = schale("PUT", ZONES, {"zones": [{"id": "office"}, {"id": "cell"}],
                                   "conduits": [{"id": "C1", "from": "office", "to": "cell", "flows": [{}]}], "reasons": []})
    assert answer.json["zones"][0] == {"id": "office", "name": "office", "untrusted": False, "target": LEVELS, "achieved": LEVELS,
                                       "assets": [], "x": 0, "y": 0}
    assert answer.json["conduits"][0]["flows"] == [{"transport": "any", "ports": "", "direction": "forth"}]


def test_the_submodel_is_sound_and_can_be_written_by_others(schale):
    schale("PUT", ZONES, PLANT)
    body = schale.get("/submodels/" + b64(ZONES_ID)).json
    assert schale("POST", "/plan/check?as=Submodel", body).json["findings"] == []
    assert schale.get(f"/submodels/{b64(ZONES_ID)}/submodel-elements/Zones.cell_1.Target.FR5/$value").json == 2
    path = f"/submodels/{b64(ZONES_ID)}/submodel-elements/Conduits.C3.Flows[0].Ports/$value"
    assert schale("PATCH", path, '"4840"').status == 204
    assert schale.get(ZONES).json["conduits"][0]["flows"][0]["ports"] == "4840"
    template = schale.get("/plan/templates/" + b64("urn:schale:submodel-template:SecurityZones:1:0")).json

    def meanings(element):
        yield element.get("semanticId", {"keys": [{"value": None}]})["keys"][0]["value"]
        for key in ("submodelElements", "value"):
            for child in element.get(key, []) if isinstance(element.get(key), list) else []:
                if "modelType" in child:
                    yield from meanings(child)
    assert set(meanings(body)) <= set(meanings(template))


@pytest.mark.parametrize("body, place, english, german", [
    ([], "$", "an object is expected", "ein Objekt erwartet"),
    ({"zones": [{"id": "a b"}]}, "$.zones[0].id", "cannot be an id", "kann keine Kennung sein"),
    ({"zones": [{"id": "office", "criticality": 5}]}, "$.zones[0].criticality", "from 1 (low) to 4", "von 1 (gering) bis 4"),
    ({"zones": [{"id": "office", "target": [5] * 7}]}, "$.zones[0].target", "from 0 to 4", "von 0 bis 4"),
    ({"zones": [{"id": "office", "assets": ["a"]}, {"id": "cell", "assets": ["a"]}]}, "$.zones[1].assets[0]", "in a zone already",
     "schon in einer Zone"),
    ({"zones": [{"id": "office"}], "conduits": [{"id": "C1", "from": "office", "to": "hall"}]}, "$.conduits[0].to", "no zone \"hall\"",
     "Zone \"hall\" gibt es nicht"),
    ({"zones": [{"id": "ab"}, {"id": "cd"}], "conduits": [{"id": "C1", "from": "ab", "to": "cd", "flows": [{"ports": "70000"}]}]},
     "$.conduits[0].flows[0].ports", "are no ports", "sind keine Ports"),
    ({"zones": [{"id": "office", "name": "\x01"}]}, "", "not stored", "nicht gespeichert"),
])
def test_what_is_wrong_is_refused_with_its_place(schale, body, place, english, german):
    schale("PUT", ZONES, PLANT)
    for language, words in (("en", english), ("de", german)):
        answer = schale("PUT", f"{ZONES}?language={language}", body)
        assert answer.status == 400 and answer.codes == ["bad-zones"]
        text = answer.json["messages"][0]["text"]
        assert place in text and words in text
    assert schale.get(ZONES).json == PLANT


def test_other_refusals(schale):
    assert schale("PUT", ZONES, "{").status == 400
    assert schale("PUT", ZONES, "", kind="application/json").status == 400
    assert schale("PUT", ZONES, "<zones/>", kind="application/xml").status == 415
    assert schale("PUT", ZONES + "?language=fr", PLANT).status == 400
    many = {"zones": [{"id": f"zone_{i}"} for i in range(501)]}
    answer = schale("PUT", ZONES, many)
    assert answer.status == 413 and answer.codes == ["too-many-zones"] and "500" in answer.json["messages"][0]["text"]
    many["zones"].pop()
    assert schale("PUT", ZONES, many).status == 200


def test_gaps_and_reach(schale):
    for name in ("urn:plc", "urn:spare"):
        assert schale("POST", "/shells", shell(name, idShort=name[4:])).status == 201
    seq = seq_of(schale("PUT", ZONES, PLANT))
    gaps = followed(schale, ZONES + "/gaps", seq)
    assert gaps["unzoned"] == [{"id": "urn:spare", "name": "spare"}]
    assert gaps["below_target"] == [{"zone": "cell_1", "requirement": "FR2", "target": 2, "achieved": 1},
                                    {"zone": "cell_1", "requirement": "FR5", "target": 2, "achieved": 0}]
    path = "/plan/security/reach?asset=" + b64("urn:plc")
    answer = followed(schale, path, seq)
    assert answer["verdict"] == "unknown"  # nothing is known of its ports
    assert answer["proof"][0] == "Attackers may be in Büro, which is not trusted."
    told = " ".join(answer["proof"])
    assert answer["way"]["conduits"] == [one["id"] for one in PLANT["conduits"] if one["id"] in told] != []
    assert set(answer["way"]["zones"]) == {end for one in PLANT["conduits"] if one["id"] in told for end in (one["from"], one["to"])}
    assert followed(schale, path + "&language=de", seq)["proof"][0].startswith("In Büro können Angreifer sein")
    assert followed(schale, path + "&vector=L", seq)["verdict"] == "local"
    spare = followed(schale, "/plan/security/reach?asset=" + b64("urn:spare"), seq)
    assert spare["verdict"] == "unknown" and spare["proof"] == ["spare stands in no zone; put it into one."]
    assert spare["way"] == {"zones": [], "conduits": []}


def test_reach_refuses_what_it_does_not_know(schale):
    assert schale.get("/plan/security/reach").codes == ["no-asset"]
    assert schale.get("/plan/security/reach?asset=%2A").status == 400
    assert schale.get("/plan/security/reach?asset=" + b64("urn:nobody")).codes == ["no-such-shell"]
    assert schale.get("/plan/security/reach?vector=Q&asset=" + b64("urn:plc")).codes == ["bad-choice"]


def test_the_factory_gets_a_proposal(factory):
    english, german = (followed(factory, f"{ZONES}/proposal?language={language}") for language in ("en", "de"))
    assert [zone["id"] for zone in english["zones"]] == [zone["id"] for zone in german["zones"]]
    assert {"line1", "line2"} <= {zone["id"] for zone in english["zones"]}
    types = {one["id"] for one in factory.get("/shells?limit=1000").json["result"] if one["assetInformation"]["assetKind"] != "Instance"}
    assert types and not types & {asset for zone in english["zones"] for asset in zone["assets"]}
    office = english["zones"][0]
    assert office["id"] == "office" and office["untrusted"] and office["name"] == "Office" and german["zones"][0]["name"] == "Büro"
    assert not any(zone["untrusted"] for zone in english["zones"][1:]) and all(zone["assets"] for zone in english["zones"][1:])
    named = {reason.get("zone") or reason["conduit"] for reason in english["reasons"]}
    assert named == {one["id"] for one in english["zones"] + english["conduits"]}
    placed = [asset for zone in english["zones"] for asset in zone["assets"]]
    shells = {one["id"] for one in factory.get("/shells?limit=1000").json["result"]}
    assert len(placed) == len(set(placed)) and set(placed) <= shells and len(placed) > len(shells) / 2
    assert english["conduits"] and all(one["from"] == "office" and one["flows"] for one in english["conduits"])
    stored = factory("PUT", ZONES, {key: english[key] for key in ("zones", "conduits", "reasons")})
    assert stored.status == 200, stored.body
    assert stored.json == {key: english[key] for key in ("zones", "conduits")}


def test_without_a_structure_places_make_zones(tmp_path):
    server = Server(tmp_path)
    for number, place in enumerate(("Halle 1", "Halle 2", "Halle 1", None)):
        one = shell(f"urn:machine:{number}")
        if place:
            one["assetInformation"]["specificAssetIds"] = [{"name": "location", "value": place}]
        assert server("POST", "/shells", one).status == 201
    proposal = followed(server, ZONES + "/proposal", 4)
    assert {zone["name"]: zone["assets"] for zone in proposal["zones"]} == {
        "Office": [], "Halle 1": ["urn:machine:0", "urn:machine:2"], "Halle 2": ["urn:machine:1"]}
    assert proposal["conduits"] == []
    server.stop()


# --- exploited vulnerabilities ---


def test_a_list_of_exploited_vulnerabilities_is_kept(schale):
    answer = schale("POST", EXPLOITED, CATALOGUE)
    facts = {"title": "Catalogue", "version": "2026.11.20", "released": "2026-11-20T15:00:00Z", "count": 2}
    assert answer.status == 200 and answer.json == {**facts, "added": 2, "removed": 0}
    assert schale.get(EXPLOITED).json == facts
    body = schale.get("/submodels/" + b64(EXPLOITED_ID)).json
    assert schale("POST", "/plan/check?as=Submodel", body).json["findings"] == []
    file = schale.get(f"/submodels/{b64(EXPLOITED_ID)}/submodel-elements/Document/attachment")
    assert json.loads(file.body) == CATALOGUE
    table = "cveID,vendorProject\r\nCVE-2014-0160,OpenSSL\r\nCVE-2023-1,x\r\n"
    assert schale("POST", EXPLOITED, table, kind="text/csv").status == 400
    answer = schale("POST", EXPLOITED, table.replace("CVE-2023-1,", "CVE-2023-1234,"), kind="text/csv")
    assert answer.json == {"count": 2, "added": 1, "removed": 1}
    file = schale.get(f"/submodels/{b64(EXPLOITED_ID)}/submodel-elements/Document/attachment")
    assert file.headers["content-type"].startswith("text/csv") and b"CVE-2023-1234" in file.body


def test_a_form_carries_the_list_too(schale):
    text = json.dumps(CATALOGUE)
    form = f'--b\r\nContent-Disposition: form-data; name="file"; filename="kev.json"\r\n\r\n{text}\r\n--b--\r\n'
    assert schale("POST", EXPLOITED, form, kind="multipart/form-data; boundary=b").json["count"] == 2


@pytest.mark.parametrize("body, words, german", [
    ("{}", "\"vulnerabilities\" is missing", "fehlt"),
    ("{", "", ""),
    ("a,b\n1,2\n", "no column is called cveID", "keine Spalte heißt cveID"),
    ('{"vulnerabilities":[{"cveID":"CVE-1"}]}', "$.vulnerabilities[0].cveID: \"CVE-1\" is no CVE id", "keine CVE-Kennung"),
    ("cveID\n" + "".join(f"CVE-2026-{i:06}\n" for i in range(100001)), "at most 100000", "höchstens 100000"),
])
def test_a_wrong_list_is_refused(schale, body, words, german):
    schale("POST", EXPLOITED, CATALOGUE)
    for language, part in (("en", words), ("de", german)):
        answer = schale("POST", f"{EXPLOITED}?language={language}", body, kind="text/csv")
        assert answer.status in (400, 413) and answer.codes[0] in ("bad-list", "too-long-list")
        assert part in answer.json["messages"][0]["text"]
    assert schale.get(EXPLOITED).json["count"] == 2


def test_the_command_keeps_a_list(tmp_path):
    def run(*arguments, code=0):
        done = subprocess.run([PROGRAM, "advisories", "exploited", *map(str, arguments)], capture_output=True, text=True)
        assert done.returncode == code, done.stderr
        return done
    path, data = tmp_path / "kev.json", tmp_path / "data"
    path.write_text(json.dumps(CATALOGUE))
    assert run(path, "--data", data).stdout == "2 exploited vulnerabilities: Catalogue, 2026.11.20\n"
    assert run(path, "--data", data, "--lang", "de").stdout == "2 ausgenutzte Schwachstellen: Catalogue, 2026.11.20\n"
    assert json.loads(run(path, "--data", data, "--json").stdout)["count"] == 2
    server = Server(data)
    assert server.get(EXPLOITED).json["version"] == "2026.11.20"
    server.stop()
    path.write_text("cveID\nCVE-1\n")
    assert "\"CVE-1\" is no CVE id" in run(path, "--data", data, code=1).stderr
    run(tmp_path / "missing.json", "--data", data, code=2)
    run("--data", data, code=2)
