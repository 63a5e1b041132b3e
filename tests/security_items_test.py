# SPDX-License-Identifier: Apache-2.0
"""/plan/security/items: what advisories ask for, what people decide, and what changes bring it back."""
import json

import pytest
from advisories_match_test import advisory
from conftest import Server, b64, followed

LIST = '''Hersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Name
Example GmbH;Valve;V-1000;S-1;0.9;Halle Nord;Ventil 1
Example GmbH;Valve;V-1000;S-2;1.0;Halle Nord;Ventil 2
Example GmbH;Valve;V-1000;S-3;;Halle Süd;Ventil 3
Other;Pump;P-77;S-4;2;Halle Süd;Pumpe
'''


@pytest.fixture
def plant(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    import subprocess
    from conftest import PROGRAM
    subprocess.run([PROGRAM, "inventory", "import", str(tmp_path / "list.csv"), "--data", str(tmp_path / "data")], check=True,
                   capture_output=True)
    server = Server(tmp_path / "data")
    yield server
    server.stop()


def publish(server, version="2", **more):
    answer = server("POST", "/plan/security/advisories", advisory(version, **more))
    assert answer.status == 200, answer.body
    return answer.json


def settled(server):
    """The list when it has seen the last record of the log."""
    return followed(server, "/plan/security/items?limit=1000")


def items(server, query=""):
    settled(server)
    answer = server.get("/plan/security/items" + query)
    assert answer.status == 200, answer.body
    return answer.json["result"]


def by_name(server, name):
    return next(item for item in items(server) if item["asset"]["name"] == name)


def decide(server, item, **decision):
    return server("PUT", "/plan/security/items/" + b64(item["id"]), decision)


def set_firmware(server, shell_id, version):
    shell = server.get("/shells/" + b64(shell_id)).json
    nameplate = b64(shell["submodels"][0]["keys"][0]["value"])
    path = f"/submodels/{nameplate}/submodel-elements/FirmwareVersion"
    element = {"modelType": "Property", "idShort": "FirmwareVersion", "valueType": "xs:string", "value": version}
    assert server("PUT", path, element).status in (200, 201, 204)


def test_the_list_says_what_to_do_and_why(plant):
    assert settled(plant)["result"] == []
    assert publish(plant)["new"] == 1
    found = {item["asset"]["name"]: item for item in items(plant)}
    assert {name: (item["verdict"], item["tier"], item["state"]) for name, item in found.items()} == {
        "Ventil 1": ("affected", "certain", "open"), "Ventil 2": ("fixed", "certain", "done"), "Ventil 3": ("unknown", "certain", "open")}
    one, three = found["Ventil 1"], found["Ventil 3"]
    assert one["asset"]["order_code"] == "V-1000" and one["asset"]["firmware"] == "0.9" and one["asset"]["location"] == "Halle Nord"
    assert "V-1000" in one["evidence"] and one["cve"] and one["exploited"] == [] and "missing" not in one
    assert three["missing"] == ["firmware"]
    assert one["risk"] > three["risk"] > found["Ventil 2"]["risk"] == 0
    assert [remedy["category"] for remedy in one["remedies"]] == sorted(
        (remedy["category"] for remedy in one["remedies"]), key=["vendor_fix", "workaround", "mitigation", "none_available",
                                                                "no_fix_planned"].index)
    whole = plant.get("/plan/security/items/" + b64(one["id"])).json
    assert [v["cve"] for v in whole["vulnerabilities"]] == one["cve"] and whole["history"] == []
    assert "Bestellnummer" in plant.get("/plan/security/items/" + b64(one["id"]) + "?language=de").json["evidence"]
    counts = plant.get("/plan/security/summary").json
    assert counts["assets"] == 4 and counts["matched_assets"] == 3 and counts["advisories"] == 1
    assert counts["states"] == {"open": 2, "in_progress": 0, "done": 1, "accepted": 0}
    assert counts["verdicts"]["affected"] == counts["verdicts"]["unknown"] == counts["verdicts"]["fixed"] == 1


def test_lists_are_filtered_sorted_and_paged(plant):
    publish(plant)
    def names(query):
        return [item["asset"]["name"] for item in items(plant, query)]
    assert names("?verdict=affected&verdict=fixed") == ["Ventil 1", "Ventil 2"]
    assert names("?state=open") == ["Ventil 1", "Ventil 3"]
    assert names("?tier=family") == [] and len(names("?tier=certain")) == 3
    assert names("?q=halle+s%C3%BCd") == ["Ventil 3"] and names("?q=v-1000+affected") == [] and len(names("?q=cve")) == 3
    assert names("?exploited=true") == [] and names("?overdue=true") == []
    shell = by_name(plant, "Ventil 2")["asset"]["id"]
    assert names("?asset=" + b64(shell)) == ["Ventil 2"]
    record = by_name(plant, "Ventil 2")["advisory"]["id"]
    assert len(names("?advisory=" + b64(record))) == 3 and names("?advisory=" + b64("urn:x")) == []
    assert decide(plant, by_name(plant, "Ventil 3"), state="in_progress", owner="Meier", due="2020-01-01").status == 200
    assert names("?sort=due")[0] == "Ventil 3" and names("?owner=Meier") == ["Ventil 3"] and names("?overdue=true") == ["Ventil 3"]
    assert names("?sort=changed")[0] == "Ventil 3"
    first = plant.get("/plan/security/items?limit=2").json
    assert first["total"] == 3 and len(first["result"]) == 2
    second = plant.get("/plan/security/items?limit=2&cursor=" + first["paging_metadata"]["cursor"]).json
    assert len(second["result"]) == 1 and "cursor" not in second["paging_metadata"]
    for query in ("?verdict=bad", "?state=x", "?tier=sure", "?sort=up", "?exploited=maybe", "?asset=%%%", "?limit=0"):
        assert plant.get("/plan/security/items" + query).status == 400, query


def test_a_decision_is_a_submodel_and_stays(plant, tmp_path):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    answer = decide(plant, item, state="in_progress", measure="patch", owner="Wartung", due="2027-01-31", reason="Stillstand im Januar")
    assert answer.status == 200 and answer.json["state"] == "in_progress" and answer.json["owner"] == "Wartung"
    assert decide(plant, item, state="done", measure="patch", owner="Wartung").json["state"] == "done"
    whole = plant.get("/plan/security/items/" + b64(item["id"])).json
    assert [(one["state"], one.get("due")) for one in whole["history"]] == [("done", None), ("in_progress", "2027-01-31")]
    submodel = plant.get("/submodels/" + b64(item["id"])).json
    assert submodel["semanticId"]["keys"][0]["value"] == "urn:schale:template:AdvisoryStatus:1:0"
    values = {e["idShort"]: e["value"] for e in submodel["submodelElements"]}
    assert values["State"] == "done" and values["Verdict"] == "affected" and values["TrackingId"] == item["advisory"]["tracking_id"]
    assert values["Asset"]["keys"] == [{"type": "AssetAdministrationShell", "value": item["asset"]["id"]}]
    report = plant("POST", "/plan/check?as=Submodel", submodel).json
    assert report["valid"], report
    plant.stop()
    again = Server(tmp_path / "data")
    assert by_name(again, "Ventil 1")["state"] == "done"
    again.stop()
    plant.process = again.process


@pytest.mark.parametrize("decision, code", [
    ({"state": "accepted", "due": "2027-01-01"}, "no-reason"), ({"state": "accepted", "reason": "r"}, "no-due"),
    ({"state": "open", "due": "31.1.2027"}, "bad-due"), ({"state": "open", "due": "2027-02-30"}, "bad-due"),
    ({"state": "finished"}, "bad-member"), ({}, "bad-member"), ({"state": "open", "measure": "pray"}, "bad-member"),
    ({"state": "open", "owner": "x" * 201}, "bad-member"), ({"state": "open", "reason": "x" * 4001}, "bad-member"),
    ({"state": "open", "owner": 7}, "bad-member"), ({"state": "open", "who": "x"}, "no-such-member")])
def test_a_bad_decision_is_refused(plant, decision, code):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    answer = decide(plant, item, **decision)
    assert 400 <= answer.status < 500 and answer.codes == [code]
    assert plant.get("/submodels/" + b64(item["id"])).status == 404


def test_texts_as_long_as_they_may_be_are_kept(plant):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    answer = decide(plant, item, state="accepted", owner="x" * 200, reason="y" * 4000, due="2027-01-01", measure=None)
    assert answer.status == 200 and len(answer.json["owner"]) == 200 and len(answer.json["reason"]) == 4000


def test_many_are_decided_together_or_not_at_all(plant):
    publish(plant)
    ids = [item["id"] for item in items(plant)]
    bad = plant("POST", "/plan/security/items/decide", {"items": ids + ["urn:none"], "state": "done"})
    assert bad.status == 404 and bad.codes == ["no-such-item"]
    assert {item["state"] for item in items(plant, "?verdict=affected")} == {"open"}
    assert plant("POST", "/plan/security/items/decide", {"items": ids, "state": "in_progress", "owner": "A"}).json == {"decided": 3}
    assert {item["state"] for item in items(plant)} == {"in_progress"}
    assert plant.get("/plan/security/items/" + b64("urn:none")).codes == ["no-such-item"]


def test_only_a_change_that_asks_for_something_new_comes_back(plant):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    decide(plant, item, state="done", measure="patch")
    document = advisory("3")
    document["document"]["title"] = "The same in other words"
    assert plant("POST", "/plan/security/advisories", document).json["unchanged"] == 1
    now = by_name(plant, "Ventil 1")
    assert now["advisory"]["version"] == "3" and now["state"] == "done" and not now["changed_since"]
    document = advisory("4")
    document["vulnerabilities"][0]["remediations"][0]["details"] = "Update to 1.1 instead: 1.0 does not help."
    assert plant("POST", "/plan/security/advisories", document).json["updated"] == 1
    now = by_name(plant, "Ventil 1")
    assert now["state"] == "open" and now["changed_since"] and now["measure"] == "patch"
    decide(plant, now, state="in_progress", measure="patch")
    now = by_name(plant, "Ventil 1")
    assert now["state"] == "in_progress" and not now["changed_since"]


def test_the_list_follows_the_plant(plant):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    set_firmware(plant, item["asset"]["id"], "1.0")
    assert by_name(plant, "Ventil 1")["verdict"] == "fixed"
    set_firmware(plant, item["asset"]["id"], "0.9")
    assert by_name(plant, "Ventil 1")["verdict"] == "affected"
    assert plant("DELETE", "/shells/" + b64(item["asset"]["id"])).status == 204
    assert "Ventil 1" not in [one["asset"]["name"] for one in items(plant)]
    assert plant("DELETE", "/submodels/" + b64(item["advisory"]["id"])).status == 204
    assert items(plant) == []


def test_a_list_that_is_imported_meets_the_advisories_that_are_there(plant, tmp_path):
    publish(plant)
    settled(plant)
    shell = plant.get("/shells?limit=1").json["result"][0]
    copy = json.loads(json.dumps(shell))
    copy["id"], copy["idShort"] = "urn:copy", "Copy"
    copy.pop("displayName", None)
    copy["assetInformation"]["globalAssetId"] = "urn:copy:asset"
    assert plant("POST", "/shells", copy).status == 201
    assert by_name(plant, "Copy")["verdict"] == "affected"


def test_advisories_are_listed_and_told(plant):
    publish(plant)
    settled(plant)
    found = plant.get("/plan/security/advisories").json
    assert found["total"] == 1 and found["result"][0]["affected"] == 1 and found["result"][0]["unknown"] == 1
    assert found["result"][0]["under_investigation"] == 0
    one = plant.get("/plan/security/advisories/" + b64(found["result"][0]["id"])).json
    document = advisory("2")
    assert one["title"] == document["document"]["title"] and one["tracking_id"] == document["document"]["tracking"]["id"]
    assert [v["cve"] for v in one["vulnerabilities"]] == [v["cve"] for v in document["vulnerabilities"]]
    assert {product["state"] for product in one["products"] if "state" in product} == {"known_affected", "fixed"}
    assert [note["text"] for note in one["notes"]] == [note["text"] for note in document["document"].get("notes", [])]
    assert [ref["url"] for ref in one["references"]] == [ref["url"] for ref in document["document"].get("references", [])]
    assert plant.get("/plan/security/advisories?q=" + document["vulnerabilities"][0]["cve"]).json["total"] == 1
    assert plant.get("/plan/security/advisories?q=nothing+like+it").json["total"] == 0
    assert plant.get("/plan/security/advisories/" + b64("urn:none")).codes == ["no-such-advisory"]


def test_measures_remove_the_share_that_was_asked_for(plant):
    publish(plant)
    open_items = {item["id"]: item for item in items(plant, "?state=open")}
    found = plant.get("/plan/security/measures?share=1").json
    assert found["risk"] == sum(item["risk"] for item in open_items.values()) and found["removed"] == found["risk"]
    assert found["is_smallest"] and {id for measure in found["measures"] for id in measure["items"]} == set(open_items)
    some = plant.get("/plan/security/measures?share=0.1&language=de").json
    assert len(some["measures"]) == 1 and some["removed"] >= 0.1 * some["risk"]
    for item in open_items.values():
        decide(plant, item, state="done")
    assert plant.get("/plan/security/measures").json == {"risk": 0, "removed": 0, "share": 1, "is_smallest": True, "measures": []}
    for share in ("0", "1.1", "half", "-1", ""):
        assert plant.get("/plan/security/measures?share=" + share).codes == ["bad-share"], share


def test_what_is_known_to_be_exploited_comes_first(plant):
    publish(plant)
    before = by_name(plant, "Ventil 1")
    cve = before["cve"][0]
    kev = {"title": "Known", "catalogVersion": "2026.11.26", "dateReleased": "2026-11-26T00:00:00Z", "count": 1, "vulnerabilities": [
        {"cveID": cve, "vendorProject": "Example", "product": "Valve", "vulnerabilityName": "N", "dateAdded": "2026-11-26",
         "shortDescription": "D", "requiredAction": "A", "dueDate": "2026-12-17", "notes": ""}]}
    answer = plant("POST", "/plan/security/exploited", kev)
    assert answer.status == 200, answer.body
    now = by_name(plant, "Ventil 1")
    assert now["exploited"] == [cve] and now["risk"] > before["risk"]
    assert plant.get("/plan/security/summary").json["exploited"] == 2
    assert len(items(plant, "?exploited=true&state=open")) == 2


def test_zones_say_who_can_be_reached(plant):
    publish(plant)
    before = by_name(plant, "Ventil 1")
    assert before["reach"]["verdict"] == "unknown"
    shells = {item["asset"]["name"]: item["asset"]["id"] for item in items(plant)}
    zones = {"zones": [{"id": "office", "name": "Büro", "untrusted": True, "assets": []},
                       {"id": "cell", "name": "Zelle", "criticality": 4, "target": [2] * 7, "achieved": [1] * 7,
                        "assets": list(shells.values())}], "conduits": []}
    assert plant("PUT", "/plan/security/zones", zones).status == 200
    now = by_name(plant, "Ventil 1")
    assert now["reach"]["verdict"] == "not_reachable" and now["asset"]["zone"] == "cell" and now["risk"] < before["risk"]
    zones["conduits"] = [{"id": "C1", "from": "office", "to": "cell", "flows": [{"transport": "tcp", "ports": "", "direction": "forth"}]}]
    assert plant("PUT", "/plan/security/zones", zones).status == 200
    now = by_name(plant, "Ventil 1")
    assert now["reach"]["verdict"] == "reachable" and now["risk"] > before["risk"] and "C1" in now["reach"]["proof"]
    reached = items(plant, "?reach=reachable&state=open&state=in_progress")
    assert reached and {item["reach"]["verdict"] for item in reached} == {"reachable"}
    assert len(reached) == plant.get("/plan/security/summary").json["reachable"]
    assert [item["asset"]["name"] for item in items(plant, "?zone=cell&state=open")] == ["Ventil 1", "Ventil 3"]


def test_the_list_is_filtered_by_reach(plant):
    publish(plant)
    def names(query):
        return [item["asset"]["name"] for item in items(plant, query)]
    assert len(names("?reach=unknown")) == 3 and names("?reach=reachable&reach=local") == []
    shells = {item["asset"]["name"]: item["asset"]["id"] for item in items(plant)}
    zones = {"zones": [{"id": "office", "untrusted": True, "assets": [shells["Ventil 1"]]}, {"id": "cell", "assets": [shells["Ventil 3"]]}],
             "conduits": []}
    assert plant("PUT", "/plan/security/zones", zones).status == 200
    assert names("?reach=reachable") == ["Ventil 1"] and names("?reach=not_reachable") == ["Ventil 3"]
    assert names("?reach=unknown") == ["Ventil 2"]
    assert names("?reach=reachable&reach=not_reachable") == ["Ventil 1", "Ventil 3"]
    page = plant.get("/plan/security/items?reach=reachable&reach=not_reachable&limit=1").json
    assert page["total"] == 2 and page["result"][0]["asset"]["name"] == "Ventil 1"
    rest = plant.get("/plan/security/items?reach=reachable&reach=not_reachable&limit=1&cursor=" + page["paging_metadata"]["cursor"]).json
    assert [item["asset"]["name"] for item in rest["result"]] == ["Ventil 3"]
    for word in ("yes", "Reachable", "reachable,unknown", ""):
        answer = plant.get("/plan/security/items?reach=" + word)
        assert answer.status == 400 and answer.codes == ["bad-choice"], word


def test_who_says_what_he_saw_is_refused_when_another_was_faster(plant):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    path = "/plan/security/items/" + b64(item["id"])
    nobody = {"If-None-Match": "*"}
    first = plant("PUT", path, {"state": "in_progress", "owner": "A"}, nobody)
    assert first.status == 200
    assert plant("PUT", path, {"state": "done"}, nobody).status == 412 and plant.get(path).json["state"] == "in_progress"
    seen = {"If-Match": first.headers["etag"]}
    assert plant.get(path).headers["etag"] == first.headers["etag"]
    assert plant("PUT", path, {"state": "in_progress", "owner": "B"}, seen).status == 200
    late = plant("PUT", path, {"state": "done"}, seen)
    assert late.status == 412 and plant.get(path).json["owner"] == "B"


def test_so_many_are_decided_at_once_and_so_many_decisions_are_told(plant):
    publish(plant)
    item = by_name(plant, "Ventil 1")
    most = {"items": [item["id"]] * 1000, "state": "done"}
    assert plant("POST", "/plan/security/items/decide", {**most, "items": most["items"] + [item["id"]]}).codes == ["bad-member"]
    assert plant("POST", "/plan/security/items/decide", most).json == {"decided": 1000}
    whole = plant.get("/plan/security/items/" + b64(item["id"])).json
    assert len(whole["history"]) == 100 and whole["history"][0]["seq"] > whole["history"][1]["seq"]


def test_an_item_is_out_of_reach_only_with_all_its_vulnerabilities(plant):
    """The one that weighs most comes over the network and is stopped; the other one needs somebody at the device."""
    document = advisory("2")
    local = json.loads(json.dumps(document["vulnerabilities"][0]))
    local["cve"] = "CVE-2026-0002"
    local["scores"] = [{"products": ["P2"], "cvss_v3": {"version": "3.1", "vectorString": "CVSS:3.1/AV:L/AC:H/PR:H/UI:R/S:U/C:L/I:N/A:N",
                                                        "baseScore": 1.8, "baseSeverity": "LOW"}}]
    document["vulnerabilities"].append(local)
    assert plant("POST", "/plan/security/advisories", document).json["new"] == 1
    assert plant("POST", "/plan/security/exploited", {"vulnerabilities": [{"cveID": "CVE-2026-0001"}]}).status == 200
    shells = [item["asset"]["id"] for item in items(plant)]
    zones = {"zones": [{"id": "office", "untrusted": True}, {"id": "cell", "assets": shells}], "conduits": []}
    assert plant("PUT", "/plan/security/zones", zones).status == 200
    now = by_name(plant, "Ventil 1")
    assert sorted(now["cve"]) == ["CVE-2026-0001", "CVE-2026-0002"] and now["exploited"] == ["CVE-2026-0001"]
    assert now["place_score"] == 8.8 and now["reach"]["verdict"] == "local"
