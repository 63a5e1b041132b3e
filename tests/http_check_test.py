# SPDX-License-Identifier: Apache-2.0
"""Checking and mending files without storing them: /plan/check, /plan/mend, /plan/rules."""
import base64
import http.client
import json
import os
import re
import subprocess
import urllib.parse

import pytest

from conftest import PROGRAM, b64, external, multipart, prop, reference, shell, submodel
from http_upload_test import AASX, NAMESPACE, environment, package, xml_environment

INVALID = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "invalid")

V2 = '''<?xml version="1.0"?><aas:aasenv xmlns:aas="http://www.admin-shell.io/aas/2/0"><aas:assetAdministrationShells/>
<aas:assets/><aas:submodels><aas:submodel><aas:idShort>Old One</aas:idShort>
<aas:identification idType="IRI">urn:old</aas:identification><aas:kind>Instance</aas:kind>
<aas:submodelElements/></aas:submodel></aas:submodels><aas:conceptDescriptions/></aas:aasenv>'''

# One sample for each fix: what breaks a rule, the rule, and what mending makes of it.
LIST = {"modelType": "SubmodelElementList", "idShort": "List"}
GLOBAL = {"type": "GlobalReference", "value": "urn:x"}
SAMPLES = {
    "characters": (prop("Name", "a\u0001b"), "AASd-130", prop("Name", "ab")),
    "empty": (prop("Name", "1", category=""), "min-length", prop("Name", "1")),
    "text": ({"modelType": "Blob", "idShort": "Blob", "contentType": "a/b", "value": "YWI"}, "pattern",
             {"modelType": "Blob", "idShort": "Blob", "contentType": "a/b", "value": "YWI="}),
    "id-short": (prop("Max Torque", "1"), "AASd-002", prop("Max_Torque", "1")),
    "language": ({"modelType": "Capability", "idShort": "Cap", "description": [{"language": "de_DE", "text": "x"}]}, "language-tag",
                 {"modelType": "Capability", "idShort": "Cap", "description": [{"language": "de-DE", "text": "x"}]}),
    "enum": (prop("Name", "1", "string"), "enum", prop("Name", "1", "xs:string")),
    "value": (prop("Name", "3,5", "xs:double"), "value-type", prop("Name", "3.5", "xs:double")),
    "content-type": ({"modelType": "File", "idShort": "File", "contentType": "PDF document", "value": "/a/manual.pdf"}, "pattern",
                     {"modelType": "File", "idShort": "File", "contentType": "application/pdf", "value": "/a/manual.pdf"}),
    "reference": (prop("Name", "1", semanticId={"type": "ModelReference", "keys": [GLOBAL]}), "AASd-123",
                  prop("Name", "1", semanticId=external("urn:x"))),
    "list-type": ({**LIST, "value": [{"modelType": "Capability"}]}, "required",
                  {**LIST, "typeValueListElement": "Capability", "value": [{"modelType": "Capability"}]}),
    "item-type": ({**LIST, "typeValueListElement": "Property", "valueTypeListElement": "xs:int",
                   "value": [{"modelType": "Property", "value": "1"}]}, "required",
                  {**LIST, "typeValueListElement": "Property", "valueTypeListElement": "xs:int",
                   "value": [{"modelType": "Property", "valueType": "xs:int", "value": "1"}]}),
    "semantic-id": (prop("Name", "1", supplementalSemanticIds=[external("urn:x")]), "AASd-118",
                    prop("Name", "1", semanticId=external("urn:x"))),
    "twice": ({"modelType": "MultiLanguageProperty", "idShort": "Text",
               "value": [{"language": "de", "text": "x"}, {"language": "de", "text": " x"}]}, "language-unique",
              {"modelType": "MultiLanguageProperty", "idShort": "Text", "value": [{"language": "de", "text": "x"}]}),
}


def file_of(*elements, **more):
    return {"submodels": [submodel("urn:file", elements, **more)]}


def canonical(value):
    return json.dumps(value, sort_keys=True)


# --- check ----------------------------------------------------------------------------------------------------------------

def test_a_good_file(schale):
    before = schale.get("/shells").json
    answer = schale("POST", "/plan/check?name=good.json", environment("good"))
    assert answer.status == 200
    assert answer.json == {"file": "good.json", "format": "json", "version": "3.2", "valid": True, "findings": [], "fixes": [],
                           "counts": {"shells": 1, "submodels": 1, "concept_descriptions": 2, "elements": 1, "files": 0}}
    assert schale.get("/shells").json == before  # nothing is stored


def test_every_format(schale):
    xml = schale("POST", "/plan/check", xml_environment("check"), kind="application/xml").json
    assert xml["format"] == "xml" and xml["version"] == "3.1" and xml["valid"] and xml["counts"]["elements"] == 1
    aasx = schale("POST", "/plan/check", package("check"), kind=AASX).json
    assert aasx["format"] == "aasx" and aasx["valid"] and aasx["counts"]["files"] == 2


def test_a_form(schale):
    body, kind = multipart(("file", "plant.json", "application/json", json.dumps(environment("form")).encode()))
    report = schale("POST", "/plan/check", body, kind=kind).json
    assert report["file"] == "plant.json" and report["valid"]
    two, kind = multipart(("file", "a.json", None, b"{}"), ("file", "b.json", None, b"{}"))
    assert schale("POST", "/plan/check", two, kind=kind).codes == ["one-file"]
    none, kind = multipart(("note", None, None, b"hello"))
    assert schale("POST", "/plan/check", none, kind=kind).codes == ["no-file"]


def test_an_old_file_tells_what_converting_changed(schale):
    report = schale("POST", "/plan/check", V2, kind="application/xml").json
    assert report["version"] == "2.0" and report["counts"]["submodels"] == 1
    rules = {finding["rule"] for finding in report["findings"]}
    assert {"converted", "converted-changed"} <= rules
    assert [fix["id"] for fix in report["fixes"]] == ["convert"]


@pytest.mark.parametrize("body", [b"\x00\x01\x02", b"%PDF-1.7 nothing", b"{", b"[]", b"<html/>", b"PK\x05\x06" + b"\0" * 18, b" ",
                                  b"\x89PNG\r\n", b"\xff\xfe", b'"text"', b"12", b'{"name":"package.json"}'])
def test_what_is_no_aas_has_a_finding(schale, body):
    answer = schale("POST", "/plan/check", body, kind="application/octet-stream")
    assert answer.status == 200 and not answer.json["valid"] and answer.json["findings"], body
    for finding in answer.json["findings"]:
        assert finding["severity"] == "error" and finding["message"] and finding["hint"]
    if body[:1] not in b'[<P"1 \xff' and body != b"{":
        assert [finding["rule"] for finding in answer.json["findings"]] == ["not-aas"]


def test_version_class_and_language(schale):
    item = file_of({**LIST, "typeValueListElement": "Capability", "value": [{"modelType": "Capability", "idShort": "Here"}]})
    assert schale("POST", "/plan/check?metamodel=3.1", item).json["valid"]
    old = schale("POST", "/plan/check?metamodel=3.0&language=de", item).json
    assert [finding["rule"] for finding in old["findings"]] == ["AASd-120"] and old["version"] == "3.0"
    assert "Ein Eintrag" in old["findings"][0]["message"] and old["findings"][0]["fix"]["title"].startswith("Den idShort")
    alone = schale("POST", "/plan/check?as=Property", prop("Speed", "x", "xs:int")).json
    assert [finding["rule"] for finding in alone["findings"]] == ["value-type"]


@pytest.mark.parametrize("query,code", [
    ("metamodel=2.0", "bad-metamodel"), ("as=Nothing", "bad-class"), ("language=fr", "bad-language")])
def test_bad_parameters(schale, query, code):
    answer = schale("POST", "/plan/check?" + query, environment("x"))
    assert answer.status == 400 and answer.codes == [code]


def test_no_body(schale):
    assert schale("POST", "/plan/check").codes == ["no-body"]


# --- mend -----------------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("fix", SAMPLES)
def test_each_fix(schale, fix):
    broken, rule, mended = SAMPLES[fix]
    report = schale("POST", "/plan/check", file_of(broken)).json
    assert not report["valid"]
    assert {finding["fix"]["id"] for finding in report["findings"] if finding["rule"] == rule} == {fix}, report["findings"]
    answer = schale("POST", f"/plan/mend?fix={fix}", file_of(broken))
    assert answer.status == 200 and answer.headers["schale-errors-left"] == "0" and int(answer.headers["schale-changes"]) >= 1
    assert canonical(answer.json) == canonical(file_of(mended))
    assert schale("POST", "/plan/check", answer.body).json["valid"]


def test_only_the_chosen_fixes(schale):
    body = file_of(prop("A b", "3,5", "xs:double"))
    report = schale("POST", "/plan/mend?fix=value&report=true", body).json
    assert [change["fix"] for change in report["changes"]] == ["value"] and report["changes"][0]["before"] == "3,5"
    assert report["errors_before"] == 2 and report["errors"] == 1 and not report["valid"]
    assert [finding["rule"] for finding in report["findings"]] == ["AASd-002"]
    both = schale("POST", "/plan/mend?fix=value&fix=id-short&report=true", body).json
    assert both["valid"] and both["changed"] == 2
    assert json.loads(base64.b64decode(both["content"])) == file_of(prop("A_b", "3.5", "xs:double"))


def test_references_follow_a_new_name(schale):
    path = [{"type": "Submodel", "value": "urn:file"}, {"type": "Property", "value": "A b"}]
    body = file_of(prop("A b", "1"), {"modelType": "ReferenceElement", "idShort": "Ref", "value": {"type": "ModelReference", "keys": path}})
    mended = schale("POST", "/plan/mend", body).json
    assert mended["submodels"][0]["submodelElements"][1]["value"]["keys"][1]["value"] == "A_b"


def test_names_that_are_there_twice(schale):
    body = file_of(prop("Speed", "1"), prop("Speed", "2"), prop("Speed_2", "3"), prop("Speed", "4"))
    names = [one["idShort"] for one in schale("POST", "/plan/mend", body).json["submodels"][0]["submodelElements"]]
    assert names == ["Speed", "Speed_3", "Speed_2", "Speed_4"]


def test_two_possible_outcomes_stay(schale):
    for element in (prop("Name", "1,234", "xs:double"), prop("Name", "12/24/2023", "xs:date"), prop("Name", "yes", "xs:boolean"),
                    {"modelType": "MultiLanguageProperty", "idShort": "Text",
                     "value": [{"language": "de", "text": "x"}, {"language": "de", "text": "y"}]}):
        answer = schale("POST", "/plan/mend", file_of(element))
        assert answer.json == file_of(element) and answer.headers["schale-changes"] == "0"


def test_kind_of_a_template(schale):
    qualifier = {"kind": "TemplateQualifier", "type": "SMT/Cardinality", "valueType": "xs:string", "value": "One"}
    body = file_of(prop("Name", qualifiers=[qualifier]))
    report = schale("POST", "/plan/check", body).json
    assert [finding["fix"]["id"] for finding in report["findings"]] == ["kind"]
    assert schale("POST", "/plan/mend", body).json["submodels"][0]["kind"] == "Template"
    assert schale("POST", "/plan/mend", file_of(prop("Name", qualifiers=[qualifier]), kind="Instance")).headers["schale-changes"] == "0"


def test_a_shell_s_references(schale):
    body = {"assetAdministrationShells": [shell("urn:shell", derivedFrom=external("urn:type"))]}
    body["assetAdministrationShells"][0]["submodels"] = [external("urn:file")]
    mended = schale("POST", "/plan/mend", body).json["assetAdministrationShells"][0]
    assert mended["submodels"] == [reference("urn:file")]
    assert mended["derivedFrom"] == reference("urn:type", "AssetAdministrationShell")


def test_form_is_put_right_without_being_asked(schale):
    body = file_of({"modelType": "SubmodelElementCollection", "idShort": "Empty", "value": []}, prop("Number", "x"))
    body["submodels"][0]["submodelElements"][1]["value"] = 5
    report = schale("POST", "/plan/mend?fix=value&report=true", body).json
    assert {change["rule"] for change in report["changes"]} == {"empty-list", "type"} and report["valid"]
    body["submodels"][0]["colour"] = "red"
    changes = schale("POST", "/plan/mend?report=true", body).json["changes"]
    assert [change["about"] for change in changes if change["rule"] == "unknown-property"] == ["colour"]


@pytest.mark.parametrize("element,model_type", [
    ({"valueType": "xs:int", "value": "1"}, "Property"), ({"valueType": "xs:int", "min": "1"}, "Range"),
    ({"value": [{"language": "de", "text": "x"}]}, "MultiLanguageProperty"), ({"value": external("urn:x")}, "ReferenceElement"),
    ({"value": [{"idShort": "Inner", "valueType": "xs:int", "value": "1"}]}, "SubmodelElementCollection"),
    ({"typeValueListElement": "Capability", "value": [{"modelType": "Capability"}]}, "SubmodelElementList"),
    ({"entityType": "CoManagedEntity"}, "Entity"), ({"inputVariables": []}, "Operation")])
def test_a_model_type_that_is_certain(schale, element, model_type):
    body = file_of({"idShort": "Name", **element})
    finding = schale("POST", "/plan/check", body).json["findings"][0]
    assert finding["rule"] == "missing-model-type" and finding["fix"]["id"] == "form"
    mended = schale("POST", "/plan/mend", body)
    assert mended.status == 200 and mended.json["submodels"][0]["submodelElements"][0]["modelType"] == model_type
    assert mended.headers["schale-errors-left"] == "0"


def test_a_model_type_in_other_case(schale):
    body = file_of({"modelType": "CAPABILITY", "idShort": "Name"})
    body["submodels"][0]["modelType"] = "submodel"
    findings = schale("POST", "/plan/check", body).json["findings"]
    assert {(finding["rule"], finding["fix"]["id"]) for finding in findings} == {("model-type", "form")}
    assert schale("POST", "/plan/mend", body).json == file_of({"modelType": "Capability", "idShort": "Name"})


@pytest.mark.parametrize("name", sorted(os.listdir(INVALID)))
def test_the_command_says_the_same(schale, name):
    """schale check --json and /plan/check are one."""
    path = os.path.join(INVALID, name)
    if os.path.isdir(path):
        return
    with open(path, "rb") as file:
        body = file.read()
    answer = schale("POST", "/plan/check?language=en&name=" + urllib.parse.quote(path, safe=""), body, kind="application/octet-stream")
    told = subprocess.run([PROGRAM, "check", "--json", "--lang", "en", path], capture_output=True, text=True).stdout
    assert json.loads(told) == answer.json


def test_characters_that_xml_cannot_carry(schale):
    """XML is written without them, whether or not that fix was chosen."""
    body = file_of(prop("Name", "a\u0001b"))
    for form in ("xml", "aasx"):
        answer = schale("POST", f"/plan/mend?fix=value&format={form}", body)
        assert answer.status == 200 and answer.headers["schale-errors-left"] == "0"
        assert schale("POST", "/plan/check", answer.body, kind="application/octet-stream").json["valid"]
    assert schale("POST", "/plan/mend?fix=value", body).headers["schale-errors-left"] == "2"


@pytest.mark.parametrize("element", [{}, {"valueType": "xs:int"}, {"value": "x", "contentType": "a/b"}, {"colour": "red"},
                                     {"first": external("urn:x"), "second": external("urn:y")}])
def test_a_model_type_that_is_not_certain(schale, element):
    body = file_of({"idShort": "Name", **element})
    assert schale("POST", "/plan/check", body).json["findings"][0]["rule"] == "missing-model-type"
    assert schale("POST", "/plan/mend", body).codes == ["missing-model-type"]


def test_formats(schale):
    body = file_of(prop("A b", "1"))
    xml = schale("POST", "/plan/mend?format=xml&name=plant.json", body)
    assert xml.headers["content-type"] == "application/xml" and f'xmlns="{NAMESPACE}"'.encode() in xml.body
    assert 'filename="plant.mended.xml"' in xml.headers["content-disposition"]
    again = schale("POST", "/plan/check", xml.body, kind="application/xml").json
    assert again["valid"] and again["format"] == "xml"
    aasx = schale("POST", "/plan/mend", package("mend"), kind=AASX)
    assert aasx.body[:2] == b"PK" and schale("POST", "/plan/check", aasx.body, kind=AASX).json["counts"]["files"] == 2
    assert schale("POST", "/plan/mend?format=pdf", body).codes == ["bad-format"]
    assert schale("POST", "/plan/mend?as=Submodel&format=aasx", body["submodels"][0]).codes == ["bad-format"]
    alone = schale("POST", "/plan/mend?as=Submodel&format=xml", body["submodels"][0])
    assert schale("POST", "/plan/check?as=Submodel", alone.body, kind="application/xml").json["valid"]
    assert schale("POST", "/plan/mend?as=Submodel", body["submodels"][0]).json["submodelElements"][0]["idShort"] == "A_b"


def test_an_old_file_becomes_a_new_one(schale):
    answer = schale("POST", "/plan/mend", V2, kind="application/xml")
    assert answer.status == 200 and NAMESPACE.encode() in answer.body
    assert schale("POST", "/plan/check", answer.body, kind="application/xml").json["version"] == "3.1"


def test_what_cannot_be_mended(schale):
    assert schale("POST", "/plan/mend", b"{", kind="application/json").codes == ["json-syntax"]
    assert schale("POST", "/plan/mend?fix=magic", environment("x")).codes == ["bad-fix"]
    lost = schale("POST", "/plan/mend", file_of({"modelType": "Gadget", "idShort": "Thing"}))
    assert lost.status == 400 and lost.codes == ["model-type"]


# --- rules ----------------------------------------------------------------------------------------------------------------

def test_rules_in_two_languages(schale):
    english, german = (schale.get("/plan/rules?language=" + one).json for one in ("en", "de"))
    assert len(english["rules"]) == len(german["rules"]) > 80 and len(english["fixes"]) > 15
    for one, other in zip(english["rules"], german["rules"]):
        assert one["id"] == other["id"] and one["source"] == other["source"]
        assert one["text"] != other["text"] and one["title"] and other["title"]
    for rule in english["rules"]:
        if re.fullmatch("AAS[cd]-.*", rule["id"]):
            assert "IDTA" in rule["source"]
    assert schale.get("/plan/rules", Accept_Language="de").json == german
    assert schale.get("/plan/rules?language=x").codes == ["bad-language"]


# --- import ---------------------------------------------------------------------------------------------------------------

def ids(kind, *values):
    return [{"kind": kind, "id": value} for value in values]


def form(*files):
    return multipart(*(("file", name, None, data if isinstance(data, bytes) else json.dumps(data).encode()) for name, data in files))


def test_each_file_for_itself(schale):
    body, kind = form(("one.json", environment("imp")), ("bad.json", b"{"), ("two.xml", xml_environment("imp").encode()))
    answer = schale("POST", "/plan/import", body, kind=kind)
    assert answer.status == 200 and answer.json["dry_run"] is False
    one, bad, two = answer.json["files"]
    assert one["result"] == "stored" and one["file"] == "one.json" and one["format"] == "json"
    assert one["created"] == (ids("shell", "urn:imp:shell") + ids("submodel", "urn:imp:submodel") +
                              ids("concept_description", "urn:imp:concept", "urn:imp:further"))
    assert bad["result"] == "refused" and bad["findings"][0]["rule"] == "json-syntax" and bad["created"] == []
    assert two["result"] == "stored" and two["version"] == "3.1" and two["created"] == ids("submodel", "urn:imp:xml")
    assert schale.get("/submodels/" + b64("urn:imp:xml")).status == 200


def test_unchanged_and_replaced(schale):
    data = environment("again")
    assert schale("POST", "/plan/import", data).json["files"][0]["result"] == "stored"
    etag = schale.get("/submodels/" + b64("urn:again:submodel")).headers["etag"]
    second = schale("POST", "/plan/import", data).json["files"][0]
    assert second["result"] == "unchanged" and len(second["unchanged"]) == 4 and second["created"] == second["replaced"] == []
    assert schale.get("/submodels/" + b64("urn:again:submodel")).headers["etag"] == etag  # nothing was written
    data["submodels"][0]["submodelElements"][0]["value"] = "2.5"
    third = schale("POST", "/plan/import", data).json["files"][0]
    assert third["result"] == "stored" and third["replaced"] == ids("submodel", "urn:again:submodel") and len(third["unchanged"]) == 3


def test_a_package_and_its_files(schale):
    first = schale("POST", "/plan/import?name=plant.aasx", package("impx"), kind=AASX).json["files"][0]
    assert first["result"] == "stored" and first["attachments"] == 2 and first["file"] == "plant.aasx"
    assert schale("POST", "/plan/import", package("impx"), kind=AASX).json["files"][0]["result"] == "unchanged"
    other = schale("POST", "/plan/import", package("impx", picture=b"OTHER"), kind=AASX).json["files"][0]
    assert other["result"] == "stored" and other["attachments"] == 1 and other["replaced"] == []
    assert schale.get("/shells/" + b64("urn:impx:shell") + "/asset-information/thumbnail").body == b"OTHER"


def test_dry_run(schale):
    body, kind = form(("a.json", environment("dry")), ("b.json", environment("dry")),
                      ("c.json", {"submodels": [submodel("urn:dry:submodel", [prop("Other", "1")])]}))
    before = schale.get("/submodels?limit=1000").json["result"]
    answer = schale("POST", "/plan/import?dry_run=true", body, kind=kind).json
    assert answer["dry_run"] is True
    assert [one["result"] for one in answer["files"]] == ["stored", "unchanged", "stored"]
    assert answer["files"][2]["replaced"] == ids("submodel", "urn:dry:submodel")
    assert schale.get("/submodels?limit=1000").json["result"] == before


def test_strict(schale):
    bad = {"submodels": [submodel("urn:strict:sm", [prop("Speed", "fast", "xs:int")])]}
    refused = schale("POST", "/plan/import?strict=true", bad).json["files"][0]
    assert refused["result"] == "refused" and refused["findings"][0]["rule"] == "value-type"
    assert schale.get("/submodels/" + b64("urn:strict:sm")).status == 404
    taken = schale("POST", "/plan/import", bad).json["files"][0]
    assert taken["result"] == "stored" and taken["findings"][0]["rule"] == "value-type"
    assert schale("POST", "/plan/import?strict=maybe", bad).codes == ["bad-boolean"]


def test_an_id_that_is_there_twice(schale):
    twice = {"submodels": [submodel("urn:twice:sm", [prop("Speed", "1")]), submodel("urn:twice:sm", [prop("Speed", "2")])]}
    for _ in range(2):
        answer = schale("POST", "/plan/import", twice).json["files"][0]
        assert answer["result"] == "stored" and answer["findings"][0]["rule"] == "duplicate-id"
        assert schale.get("/submodels/" + b64("urn:twice:sm") + "/$value").json == {"Speed": "2"}


def test_ids_that_cannot_be_stored(schale):
    answer = schale("POST", "/plan/import", {"submodels": [submodel("x" * 9000)]}).json["files"][0]
    assert answer["result"] == "refused" and "8192 bytes" in answer["message"]


def test_as_many_files_as_a_form_may_have(schale):
    body, kind = form(*((f"{number}.json", {"submodels": [submodel(f"urn:many:{number}")]}) for number in range(64)))
    assert [one["result"] for one in schale("POST", "/plan/import", body, kind=kind).json["files"]] == ["stored"] * 64
    body, kind = form(*((f"{number}.json", {}) for number in range(65)))
    assert schale("POST", "/plan/import", body, kind=kind).status == 413


# --- names and limits -----------------------------------------------------------------------------------------------------

def test_names_that_are_not_utf8(schale):
    one = b'Content-Disposition: form-data; name="file"; filename="\xff\xfe.json"\r\n\r\n{}\r\n'
    for count, path in ((1, "/plan/check"), (1, "/plan/mend"), (2, "/plan/check"), (2, "/plan/import")):
        body = b"".join(b"--x\r\n" + one for _ in range(count)) + b"--x--\r\n"
        answer = schale("POST", path, body, kind="multipart/form-data; boundary=x")
        assert answer.status in (200, 400), path
        assert answer.body.decode("utf-8") and answer.json is not None


@pytest.mark.parametrize("count", [1000, 1001])
def test_findings_past_the_limit_are_counted(schale, count):
    body = file_of(*(prop(f"Name{number}", "x", "xs:int") for number in range(count)))
    report = schale("POST", "/plan/check", body).json
    assert len(report["findings"]) == 1000 and report.get("not_listed", 0) == count - 1000
    left = schale("POST", "/plan/mend?report=true", body).json
    assert left["errors"] == count and left.get("not_listed", 0) == count - 1000


@pytest.mark.parametrize("path", ["/plan/check", "/plan/mend", "/plan/import"])
def test_bodies_past_the_limit(schale, path):
    for size, refused in ((512 << 20, False), ((512 << 20) + 1, True)):
        connection = http.client.HTTPConnection("127.0.0.1", schale.port, timeout=20)
        connection.putrequest("POST", path)
        connection.putheader("Content-Length", str(size))
        connection.putheader("Expect", "100-continue")
        connection.endheaders()
        connection.sock.settimeout(20)
        status = connection.sock.recv(64).split()[1]
        assert status == (b"413" if refused else b"100"), (path, size)
        connection.close()
