# SPDX-License-Identifier: Apache-2.0
"""Templates and what is made from them: /plan/templates, /plan/shells, and copies of shells."""
import json
import os
import re
import subprocess
import sys

import pytest

from conftest import Server, b64, external, prop, reference, shell, submodel
from http_upload_test import AASX, package

NAMEPLATE = "https://admin-shell.io/idta/SubmodelTemplate/DigitalNameplate/3/0"
UUID = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def templates(schale, query=""):
    return schale.get("/plan/templates" + query).json["templates"]


def instantiate(schale, identifier, **body):
    return schale("POST", f"/plan/templates/{b64(identifier)}/instantiate", body)


def cardinality(value):
    return {"kind": "TemplateQualifier", "type": "SMT/Cardinality", "valueType": "xs:string", "value": value}


def own_template(identifier, **more):
    return submodel(identifier, [
        prop("Must", "example", qualifiers=[cardinality("One"), {"type": "Stays", "valueType": "xs:string", "value": "1"}]),
        prop("May", "5", "xs:int", qualifiers=[cardinality("ZeroToOne")]),
        {"modelType": "SubmodelElementCollection", "idShort": "Part", "qualifiers": [cardinality("ZeroToMany")],
         "value": [prop("Inner", "x", qualifiers=[cardinality("One")]), prop("Other", "x", qualifiers=[cardinality("ZeroToOne")])]},
        {"modelType": "Entity", "idShort": "Node", "entityType": "SelfManagedEntity", "globalAssetId": "urn:example",
         "qualifiers": [cardinality("OneToMany")]}], idShort="Own", kind="Template", **more)


# --- the list -------------------------------------------------------------------------------------------------------------

def test_built_in_templates(schale):
    english, german = templates(schale, "?language=en"), templates(schale, "?language=de")
    built_in = [one for one in english if one["built_in"]]
    assert len(built_in) == len(os.listdir("templates")) and NAMEPLATE in {one["id"] for one in built_in}
    for one, other in zip(english, german):
        assert one["id"] == other["id"] and one["description"] != other["description"]
        assert set(one) == {"id", "id_short", "name", "version", "description", "semantic_id", "built_in"}
    assert {one["name"] for one in german} >= {"Digitales Typenschild", "Technische Daten", "Zeitreihen"}
    assert [one["version"] for one in built_in if one["id"] == NAMEPLATE] == ["3.0"]
    assert schale.get("/plan/templates?language=xx").codes == ["bad-language"]


def elements_in(value):
    if isinstance(value, list):
        for one in value:
            yield from elements_in(one)
    elif isinstance(value, dict):
        if "modelType" in value and value["modelType"] != "Submodel":
            yield value
        for one in value.values():
            yield from elements_in(one)


def test_each_built_in_template_is_right_and_makes_an_instance(schale):
    for one in templates(schale):
        path = "/plan/templates/" + b64(one["id"])
        template = schale.get(path)
        assert template.status == 200 and template.json["kind"] == "Template" and template.json["id"] == one["id"]
        for version in ("3.1", "3.2"):
            report = schale("POST", f"/plan/check?as=Submodel&metamodel={version}", template.body).json
            assert report["valid"] and not report["findings"], (one["id"], report["findings"])
        for element in elements_in(template.json["submodelElements"]):
            assert element["semanticId"] and {text["language"] for text in element["description"]} == {"en", "de"}
            assert element["qualifiers"][0]["type"] == "SMT/Cardinality"
        made = instantiate(schale, one["id"])
        assert made.status == 201, made.body
        instance = made.json["submodels"][0]
        assert instance["kind"] == "Instance" and UUID.fullmatch(instance["id"]) and instance["semanticId"] == template.json["semanticId"]
        assert instance["administration"] == {"templateId": template.json["administration"]["templateId"]}
        text = json.dumps(instance)
        assert "SMT/" not in text and "TemplateQualifier" not in text
        assert schale.get("/submodels/" + b64(instance["id"])).json == instance
        report = schale("POST", "/plan/check?as=Submodel", instance).json
        assert report["valid"] and not report["findings"]


def paths_of(element, path=""):
    """idShortPaths of all elements below."""
    for index, child in enumerate(element.get("submodelElements") or element.get("statements") or element.get("value") or []):
        if isinstance(child, dict) and "modelType" in child:
            in_list = element["modelType"] == "SubmodelElementList"
            below = f"{path}[{index}]" if in_list else f"{path}.{child['idShort']}" if path else child["idShort"]
            yield below
            if child["modelType"] in ("SubmodelElementCollection", "SubmodelElementList", "Entity"):
                yield from paths_of(child, below)


def test_instances_with_all_that_there_is(schale):
    for one in templates(schale):
        if not one["built_in"]:
            continue
        template = schale.get("/plan/templates/" + b64(one["id"])).json
        made = instantiate(schale, one["id"], optional=list(paths_of(template)))
        assert made.status == 201, made.body
        instance = made.json["submodels"][0]
        assert list(paths_of(instance)) == list(paths_of(template))
        assert schale("POST", "/plan/check?as=Submodel", instance).json["findings"] == []


def test_templates_are_what_the_tool_makes(tmp_path):
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    subprocess.run([sys.executable, os.path.join(root, "tools", "make_templates.py"), str(tmp_path)], check=True)
    names = sorted(os.listdir(tmp_path))
    assert names == sorted(os.listdir(os.path.join(root, "templates")))
    for name in names:
        with open(os.path.join(root, "templates", name)) as file:
            assert file.read() == (tmp_path / name).read_text()


def test_templates_of_the_store(schale):
    identifier = "urn:template:own"
    assert schale("POST", "/submodels", own_template(identifier, semanticId=external("urn:meaning"), administration={"version": "2"},
                                                     description=[{"language": "de", "text": "Eigene"}])).status == 201
    found = [one for one in templates(schale) if one["id"] == identifier]
    assert found == [{"id": identifier, "id_short": "Own", "name": "Own", "version": "2", "description": "Eigene",
                      "semantic_id": "urn:meaning", "built_in": False}]
    assert schale.get("/plan/templates").json["complete"] is True
    assert schale.get("/plan/templates/" + b64(identifier)).json["id"] == identifier
    schale("POST", "/submodels", submodel("urn:template:none", [prop("Kind", '"kind":"Template"')]))
    assert "urn:template:none" not in {one["id"] for one in templates(schale)}


def test_one_in_the_store_goes_before_a_built_in_one(schale):
    mine = {**schale.get("/plan/templates/" + b64(NAMEPLATE)).json, "idShort": "Mine"}
    assert schale("PUT", "/submodels/" + b64(NAMEPLATE), mine).status == 201
    assert [(one["id_short"], one["built_in"]) for one in templates(schale) if one["id"] == NAMEPLATE] == [("Mine", False)]
    assert schale("DELETE", "/submodels/" + b64(NAMEPLATE)).status == 204
    assert [one["built_in"] for one in templates(schale) if one["id"] == NAMEPLATE] == [True]


def test_no_such_template(schale):
    assert schale.get("/plan/templates/" + b64("urn:nobody")).codes == ["no-such-template"]
    assert instantiate(schale, "urn:nobody").status == 404
    schale("POST", "/submodels", submodel("urn:plain"))
    assert schale.get("/plan/templates/" + b64("urn:plain")).codes == ["no-such-template"]


# --- instances ------------------------------------------------------------------------------------------------------------

def test_mandatory_elements_without_examples(schale):
    schale("PUT", "/submodels/" + b64("urn:template:own"), own_template("urn:template:own"))
    made = instantiate(schale, "urn:template:own", submodel_id="urn:instance:1", id_short="Mine").json["submodels"][0]
    assert made == submodel("urn:instance:1", [
        {"modelType": "Property", "idShort": "Must", "valueType": "xs:string",
         "qualifiers": [{"type": "Stays", "valueType": "xs:string", "value": "1"}]},
        {"modelType": "Entity", "idShort": "Node", "entityType": "CoManagedEntity"}],
        idShort="Mine", kind="Instance", administration={"templateId": "urn:template:own"})
    again = instantiate(schale, "urn:template:own", submodel_id="urn:instance:1")
    assert again.status == 409 and again.codes == ["exists"]


def test_optional_elements(schale):
    schale("PUT", "/submodels/" + b64("urn:template:own"), own_template("urn:template:own"))
    made = instantiate(schale, "urn:template:own", optional=["May", "Part.Other"]).json["submodels"][0]
    names = [one["idShort"] for one in made["submodelElements"]]
    assert names == ["Must", "May", "Part", "Node"]
    assert [one["idShort"] for one in made["submodelElements"][2]["value"]] == ["Inner", "Other"]
    assert "value" not in made["submodelElements"][1]
    refused = instantiate(schale, "urn:template:own", optional=["Nothing"])
    assert refused.status == 400 and refused.codes == ["no-template-element"]


def test_items_of_lists_are_chosen_by_index(schale):
    made = instantiate(schale, NAMEPLATE, optional=["Markings[0].IssueDate"]).json["submodels"][0]
    markings = next(one for one in made["submodelElements"] if one["idShort"] == "Markings")
    assert [one["idShort"] for one in markings["value"][0]["value"]] == ["MarkingName", "IssueDate", "MarkingFile"]


def test_the_shell_gets_the_reference(schale):
    schale("POST", "/shells", shell("urn:ref:shell"))
    made = instantiate(schale, NAMEPLATE, shell_id="urn:ref:shell", submodel_id="urn:ref:plate")
    assert made.status == 201 and made.headers["location"].endswith("/submodels/" + b64("urn:ref:plate"))
    assert schale.get("/shells/" + b64("urn:ref:shell")).json["submodels"] == [reference("urn:ref:plate")]
    taken = instantiate(schale, NAMEPLATE, shell_id="urn:ref:shell", submodel_id="urn:ref:plate")
    assert taken.status == 409
    nobody = instantiate(schale, NAMEPLATE, shell_id="urn:ref:nobody", submodel_id="urn:ref:other")
    assert nobody.codes == ["no-such-shell"] and schale.get("/submodels/" + b64("urn:ref:other")).status == 404


@pytest.mark.parametrize("body,code", [
    ('{"colour":1}', "no-such-member"), ('{"optional":"May"}', "bad-member"), ('{"optional":[1]}', "bad-member"),
    ('{"submodel_id":""}', "bad-member"), ('{"submodel_id":1}', "bad-member"), ("[]", "not-an-object"), ("{", "json-syntax"),
    ('{"id_short":"no way"}', "AASd-002"), (json.dumps({"optional": ["X"] * 1001}), "bad-member"),
    (json.dumps({"optional": ["X"] * 1000}), "no-template-element"), ('{"submodel_id":"' + "x" * 2049 + '"}', "max-length")])
def test_bad_bodies(schale, body, code):
    answer = schale("POST", f"/plan/templates/{b64(NAMEPLATE)}/instantiate", body)
    assert answer.status == 400 and answer.codes == [code]


# --- shells ---------------------------------------------------------------------------------------------------------------

def test_a_new_shell_with_its_submodels(schale):
    body = {"id_short": "Pump", "display_name": [{"language": "de", "text": "Pumpe"}],
            "templates": [NAMEPLATE, {"id": NAMEPLATE, "submodel_id": "urn:pump:second", "optional": ["SerialNumber"]}]}
    made = schale("POST", "/plan/shells", body)
    assert made.status == 201, made.body
    new, plates = made.json["shell"], made.json["submodels"]
    assert UUID.fullmatch(new["id"]) and UUID.fullmatch(new["assetInformation"]["globalAssetId"]) and new["idShort"] == "Pump"
    assert new["assetInformation"]["assetKind"] == "Instance"
    assert new["submodels"] == [reference(one["id"]) for one in plates] and plates[1]["id"] == "urn:pump:second"
    assert made.headers["location"].endswith("/shells/" + b64(new["id"]))
    assert schale.get("/shells/" + b64(new["id"])).json == new
    for one in plates:
        assert schale.get("/submodels/" + b64(one["id"])).json == one


def test_everything_about_a_shell(schale):
    body = {"id": "urn:all:shell", "id_short": "All", "asset_kind": "Type", "global_asset_id": "https://example.com/asset",
            "asset_type": "urn:type", "description": [{"language": "en", "text": "x"}]}
    made = schale("POST", "/plan/shells", body).json
    assert made == {"submodels": [], "shell": {
        "modelType": "AssetAdministrationShell", "idShort": "All", "description": [{"language": "en", "text": "x"}], "id": "urn:all:shell",
        "assetInformation": {"assetKind": "Type", "globalAssetId": "https://example.com/asset", "assetType": "urn:type"}}}
    assert schale("POST", "/plan/shells", body).status == 409


@pytest.mark.parametrize("body,code", [
    ({"id_short": "no way"}, "AASd-002"), ({"asset_kind": "Thing"}, "enum"), ({"templates": ["urn:nobody"]}, "no-such-template"),
    ({"display_name": [{"language": "de"}]}, "required"), ({"display_name": "Pumpe"}, "type"), ({"templates": {}}, "bad-member"),
    ({"templates": [{}]}, "bad-member"), ({"templates": [1]}, "not-an-object"), ({"templates": [NAMEPLATE] * 101}, "bad-member"),
    ({"templates": [{"id": NAMEPLATE, "colour": 1}]}, "no-such-member"), ({"name": "x"}, "no-such-member")])
def test_shells_that_are_refused_leave_nothing(schale, body, code):
    before = schale.get("/shells?limit=1000").json["result"], schale.get("/submodels?limit=1000").json["result"]
    answer = schale("POST", "/plan/shells", body)
    assert answer.status in (400, 404) and answer.codes == [code]
    assert before == (schale.get("/shells?limit=1000").json["result"], schale.get("/submodels?limit=1000").json["result"])


def test_a_hundred_templates(schale):
    made = schale("POST", "/plan/shells", {"templates": ["urn:template:own"] * 100})
    assert made.status == 201 and len(made.json["submodels"]) == 100


# --- copies ---------------------------------------------------------------------------------------------------------------

def keys(*pairs):
    return {"type": "ModelReference", "keys": [{"type": kind, "value": value} for kind, value in pairs]}


def test_a_copy_stands_on_its_own(schale):
    schale("POST", "/submodels", submodel("urn:copy:a", [
        {"modelType": "ReferenceElement", "idShort": "There", "value": keys(("Submodel", "urn:copy:b"), ("Property", "Speed"))},
        {"modelType": "ReferenceElement", "idShort": "Shell", "value": keys(("AssetAdministrationShell", "urn:copy:shell"))},
        {"modelType": "ReferenceElement", "idShort": "Elsewhere", "value": keys(("Submodel", "urn:copy:elsewhere"))}]))
    schale("POST", "/submodels", submodel("urn:copy:b", [prop("Speed", "1")]))
    schale("POST", "/shells", shell("urn:copy:shell", ["urn:copy:a", "urn:copy:b", "urn:copy:elsewhere"]))
    made = schale("POST", f"/plan/shells/{b64('urn:copy:shell')}/copy", {"id_short": "Second", "global_asset_id": "urn:asset:2"})
    assert made.status == 201, made.body
    new, (first, second) = made.json["shell"], made.json["submodels"]
    assert UUID.fullmatch(new["id"]) and new["idShort"] == "Second" and new["assetInformation"]["globalAssetId"] == "urn:asset:2"
    assert new["submodels"] == [reference(first["id"]), reference(second["id"]), reference("urn:copy:elsewhere")]
    there, back, elsewhere = [one["value"] for one in first["submodelElements"]]
    assert there == keys(("Submodel", second["id"]), ("Property", "Speed"))
    assert back == keys(("AssetAdministrationShell", new["id"])) and elsewhere == keys(("Submodel", "urn:copy:elsewhere"))
    assert second["submodelElements"] == [prop("Speed", "1")]
    assert schale.get("/submodels/" + b64("urn:copy:a")).json["submodelElements"][0]["value"]["keys"][0]["value"] == "urn:copy:b"
    assert schale.get("/shells/" + b64("urn:copy:shell")).json["submodels"][0] == reference("urn:copy:a")


def test_files_are_copied(schale):
    assert schale("POST", "/upload", package("copied"), kind=AASX).status == 200
    made = schale("POST", f"/plan/shells/{b64('urn:copied:shell')}/copy", {"id": "urn:copied:second"}).json
    picture = schale.get(f"/shells/{b64('urn:copied:second')}/asset-information/thumbnail")
    assert picture.status == 200 and picture.body == b"PICTURE"
    manual = schale.get(f"/submodels/{b64(made['submodels'][0]['id'])}/submodel-elements/Manual/attachment")
    assert manual.body == b"%PDF manual copied"
    assert schale("POST", f"/plan/shells/{b64('urn:copied:shell')}/copy", {"id": "urn:copied:second"}).status == 409


def test_copies_that_are_refused(schale):
    assert schale("POST", f"/plan/shells/{b64('urn:nobody')}/copy", {}).codes == ["no-such-shell"]
    schale("POST", "/shells", shell("urn:refused:shell"))
    bad = schale("POST", f"/plan/shells/{b64('urn:refused:shell')}/copy", {"id_short": "no way"})
    assert bad.status == 400 and bad.codes == ["AASd-002"]
    assert schale("POST", f"/plan/shells/{b64('urn:refused:shell')}/copy").status == 201  # no body is {}


@pytest.mark.parametrize("count,status", [(1000, 201), (1001, 413)])
def test_shells_with_many_submodels(schale, count, status):
    """Those that are not stored here count, too."""
    identifier = f"urn:wide:{count}"
    schale("POST", "/shells", shell(identifier, [f"urn:elsewhere:{number}" for number in range(count)]))
    assert schale("POST", f"/plan/shells/{b64(identifier)}/copy", {}).status == status


def test_more_templates_than_are_listed(tmp_path):
    one = Server(tmp_path)
    for count, complete in ((1000, True), (1, False)):
        start = 0 if count > 1 else 1000
        body = {"submodels": [submodel(f"urn:t:{start + number}", kind="Template") for number in range(count)]}
        assert one("POST", "/upload", body).status == 200
        listed = one.get("/plan/templates").json
        assert len(listed["templates"]) == 1000 + len(os.listdir("templates")) and listed["complete"] is complete
    one.stop()


def test_more_submodels_than_are_looked_at(tmp_path):
    one = Server(tmp_path)
    for start, count, complete in ((0, 100000, True), (100000, 1, False)):
        body = {"submodels": [submodel(f"urn:s:{start + number}") for number in range(count)]}
        assert one("POST", "/upload", body).status == 200
        assert one.get("/plan/templates").json["complete"] is complete
    one.stop()


def test_all_is_kept_and_verified(tmp_path):
    """What was made in one batch is whole in the log."""
    one = Server(tmp_path)
    made = one("POST", "/plan/shells", {"templates": [NAMEPLATE]}).json
    one("POST", f"/plan/shells/{b64(made['shell']['id'])}/copy", {})
    one.stop()
    again = Server(tmp_path)
    assert len(again.get("/shells").json["result"]) == 2 and len(again.get("/submodels").json["result"]) == 2
    again.stop()
