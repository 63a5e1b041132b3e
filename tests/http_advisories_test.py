# SPDX-License-Identifier: Apache-2.0
"""POST /plan/security/advisories: advisories over HTTP, as JSON, as ZIP, as a form with many of both."""
import io
import json
import zipfile

import pytest
from advisories_match_test import advisory
from conftest import b64, multipart

PATH = "/plan/security/advisories"
NONE = {"new": 0, "updated": 0, "unchanged": 0, "left_out": 0, "refused": 0}


def another(tracking_id, version="2"):
    document = advisory(version)
    document["document"]["tracking"]["id"] = tracking_id
    return document


def packed(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, document in files.items():
            archive.writestr(f"2026/{name}.json", document if isinstance(document, str) else json.dumps(document))
    return out.getvalue()


def counts(answer):
    assert answer.status == 200, answer.body
    return {name: answer.json[name] for name in NONE}


def test_one_document(schale):
    answer = schale("POST", PATH + "?name=a.json", another("RAW-1"))
    assert counts(answer) == {**NONE, "new": 1}
    assert answer.json["files"] == [{"file": "a.json", "findings": []}]
    assert counts(schale("POST", PATH, another("RAW-1"))) == {**NONE, "left_out": 1}
    newer = another("RAW-1", "3")
    newer["document"]["title"] = "In other words"
    assert counts(schale("POST", PATH, newer)) == {**NONE, "unchanged": 1}
    newer = another("RAW-1", "4")
    newer["vulnerabilities"][0]["remediations"][0]["details"] = "Use 1.1"
    assert counts(schale("POST", PATH, newer)) == {**NONE, "updated": 1}


def test_an_archive_and_what_is_wrong_in_it(schale):
    broken = another("ZIP-2")
    broken["vulnerabilities"][0]["product_status"]["known_affected"].append("P9")
    answer = schale("POST", PATH + "?language=de", packed(a=another("ZIP-1"), b=broken, c="{"), kind="application/zip")
    assert counts(answer) == {**NONE, "new": 1, "refused": 2}
    findings = answer.json["files"][0]["findings"]
    assert {(f["rule"], f["element"]) for f in findings} == {("6.1.1", "2026/b.json"), ("json-syntax", "2026/c.json")}
    assert 'Das Produkt "P9" ist nicht definiert.' in [f["message"] for f in findings]


def test_a_form_with_many_files(schale):
    body, kind = multipart(("file", "one.json", "application/json", json.dumps(another("FORM-1")).encode()),
                           ("file", "two.zip", None, packed(a=another("FORM-2"), b=another("FORM-3"))),
                           ("file", "three.json", None, b"nothing"), ("note", None, None, b"hello"))
    answer = schale("POST", PATH, body, kind=kind)
    assert counts(answer) == {**NONE, "new": 3, "refused": 1}
    assert [(f["file"], [x["rule"] for x in f["findings"]]) for f in answer.json["files"]] == [
        ("one.json", []), ("two.zip", []), ("three.json", ["json-syntax"])]


def test_they_are_submodels_at_once(schale):
    schale("POST", PATH, another("AAS-1"))
    reference = {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": "urn:schale:template:SecurityAdvisory:1:0"}]}
    found = schale.get("/submodels?limit=1000&semanticId=" + b64(json.dumps(reference))).json["result"]
    one = next(s for s in found if any(e.get("value") == "AAS-1" for e in s["submodelElements"]))
    assert schale.get("/submodels/" + b64(one["id"]) + "/submodel-elements/Document/attachment").json == another("AAS-1")


@pytest.mark.parametrize("body, kind, query, code", [
    (None, None, "", "no-body"),
    (multipart(("note", None, None, b"hello"))[0], multipart(("note", None, None, b"hello"))[1], "", "no-file"),
    (b"--x", "multipart/form-data; boundary=y", "", None),
    (b"{}", "application/json", "?language=fr", "bad-language")])
def test_what_is_no_file_is_refused(schale, body, kind, query, code):
    answer = schale("POST", PATH + query, body, kind=kind)
    assert answer.status == 400
    assert code is None or answer.codes == [code]


def test_a_broken_archive_is_a_finding(schale):
    answer = schale("POST", PATH, packed(a=another("BAD-1"))[:80], kind="application/zip")
    assert counts(answer) == {**NONE, "refused": 1}
    assert [f["rule"] for f in answer.json["files"][0]["findings"]] == ["zip"]
