# SPDX-License-Identifier: Apache-2.0
"""Submodel elements: by idShortPath, as values, by level and extent, their files."""
import base64
import json

import pytest

from conftest import b64, external, prop, reference, submodel

ID = "urn:elements"
PATH = "/submodels/" + b64(ID)
BLOB = base64.b64encode(b"<html>blob</html>").decode()


def collection(name, *children):
    return {"modelType": "SubmodelElementCollection", "idShort": name, "value": list(children)}


def unnamed(element):
    return {k: v for k, v in element.items() if k != "idShort"}


NUMBERS = [("1.10", "xs:decimal", "1.10"), ("+5", "xs:int", "5"), ("007", "xs:int", "7"), ("-0", "xs:int", "-0"),
           (".5", "xs:decimal", "0.5"), ("5.", "xs:decimal", "5"), ("1E5", "xs:double", "1E5"),
           ("INF", "xs:double", '"INF"'), ("NaN", "xs:float", '"NaN"'), ("-INF", "xs:double", '"-INF"'),
           ("123456789012345678901234567890", "xs:integer", "123456789012345678901234567890"),
           ("true", "xs:boolean", "true"), ("0", "xs:boolean", "false"), ("1", "xs:boolean", "true"),
           ("5", "xs:string", '"5"'), ("2020-01-01", "xs:date", '"2020-01-01"'), ("0A", "xs:hexBinary", '"0A"'),
           ("255", "xs:unsignedByte", "255"), ('say "ü"', "xs:string", '"say \\"ü\\""')]

ELEMENTS = [
    collection("Motor", prop("Speed", "1500", "xs:int"), collection("Deep", prop("Er", "x")),
               {"modelType": "Blob", "idShort": "Inner", "contentType": "text/plain", "value": BLOB}),
    {"modelType": "SubmodelElementList", "idShort": "Rows", "typeValueListElement": "SubmodelElementList", "value": [
        {"modelType": "SubmodelElementList", "typeValueListElement": "Property", "valueTypeListElement": "xs:int",
         "value": [{"modelType": "Property", "valueType": "xs:int", "value": "1"},
                   {"modelType": "Property", "valueType": "xs:int", "value": "2"}]}]},
    {"modelType": "MultiLanguageProperty", "idShort": "Name",
     "value": [{"language": "de", "text": "Drehzahl"}, {"language": "en", "text": "Speed"}]},
    {"modelType": "Range", "idShort": "Span", "valueType": "xs:double", "min": "0.50", "max": "INF"},
    {"modelType": "File", "idShort": "Remote", "contentType": "application/pdf", "value": "https://example.com/x.pdf"},
    {"modelType": "Blob", "idShort": "Page", "contentType": "text/html", "value": BLOB},
    {"modelType": "ReferenceElement", "idShort": "Ref", "value": external("urn:x")},
    {"modelType": "AnnotatedRelationshipElement", "idShort": "Rel", "first": reference("urn:a"),
     "second": reference("urn:b"), "annotations": [prop("Note", "n")]},
    {"modelType": "Entity", "idShort": "Ent", "entityType": "SelfManagedEntity", "globalAssetId": "urn:asset",
     "statements": [prop("Count", "3", "xs:int")]},
    {"modelType": "Capability", "idShort": "Cap"},
    {"modelType": "Operation", "idShort": "Op", "inputVariables": [{"value": prop("In", "1", "xs:int")}]},
    {"modelType": "BasicEventElement", "idShort": "Event", "observed": reference(ID), "direction": "output",
     "state": "on"},
    prop("Empty"),
] + [prop(f"N{i:02}", text, kind) for i, (text, kind, _) in enumerate(NUMBERS)]


@pytest.fixture(scope="module")
def server(schale):
    answer = schale("PUT", PATH, submodel(ID, ELEMENTS))
    assert answer.status == 201, answer.body
    return schale


def element(server, path, query=""):
    return server.get(f"{PATH}/submodel-elements/{path}{query}")


@pytest.mark.parametrize("path,expected", [
    ("Motor.Speed", ELEMENTS[0]["value"][0]), ("Motor.Deep.Er", ELEMENTS[0]["value"][1]["value"][0]),
    ("Rows[0]", ELEMENTS[1]["value"][0]), ("Rows%5B0%5D%5B1%5D", ELEMENTS[1]["value"][0]["value"][1]),
    ("Rows[0][1]", ELEMENTS[1]["value"][0]["value"][1]), ("Ent.Count", ELEMENTS[8]["statements"][0]),
    ("Rel.Note", ELEMENTS[7]["annotations"][0]), ("Cap", ELEMENTS[9]), ("Motor.Speed/", ELEMENTS[0]["value"][0])])
def test_element_by_path(server, path, expected):
    answer = element(server, path)
    assert answer.status == 200 and answer.json == expected
    tag = answer.headers["etag"]
    assert server.get(f"{PATH}/submodel-elements/{path}", If_None_Match=tag).status == 304


@pytest.mark.parametrize("path,status,code", [
    ("Nope", 404, "no-such-element"), ("Motor.Nope", 404, "no-such-element"), ("Rows[7]", 404, "no-such-element"),
    ("motor", 404, "no-such-element"), ("Rows[01]", None, None), ("Rows[", 400, "bad-id-short-path"),
    ("Motor..Speed", 400, "bad-id-short-path"), ("[0]", 400, "bad-id-short-path"), (".", 400, "bad-id-short-path"),
    ("Rows[-1]", 400, "bad-id-short-path"), ("Rows[99999999999999999999]", None, None)])
def test_bad_paths(server, path, status, code):
    answer = element(server, path)
    if status:
        assert answer.status == status and answer.codes == [code]
    else:
        assert answer.status in (400, 404)


def test_missing_part_is_named(server):
    assert "Motor.Deep" in element(server, "Motor.Deep.Nope.More").json["messages"][0]["text"]


# --- values ------------------------------------------------------------------------------------------------------

VALUES = {
    "Motor": {"Speed": 1500, "Deep": {"Er": "x"}, "Inner": {"contentType": "text/plain"}},
    "Rows": [[1, 2]],
    "Name": [{"de": "Drehzahl"}, {"en": "Speed"}],
    "Span": {"min": 0.5, "max": "INF"},
    "Remote": {"contentType": "application/pdf", "value": "https://example.com/x.pdf"},
    "Page": {"contentType": "text/html"},
    "Ref": external("urn:x"),
    "Rel": {"first": reference("urn:a"), "second": reference("urn:b"), "annotations": {"Note": "n"}},
    "Ent": {"statements": {"Count": 3}, "entityType": "SelfManagedEntity", "globalAssetId": "urn:asset"},
    "Event": {"observed": reference(ID)},
}


def test_value_of_the_submodel(server):
    value = server.get(PATH + "/$value").json
    for name, expected in VALUES.items():
        assert value[name] == expected
    assert not {"Cap", "Op", "Empty"} & set(value)
    assert set(value) == set(VALUES) | {f"N{i:02}" for i in range(len(NUMBERS))}


@pytest.mark.parametrize("name", VALUES)
def test_value_of_one_element(server, name):
    assert element(server, name + "/$value").json == VALUES[name]


@pytest.mark.parametrize("index,row", enumerate(NUMBERS))
def test_value_texts(server, index, row):
    assert element(server, f"N{index:02}/$value").body.decode() == row[2]


def test_value_of_nothing(server):
    assert element(server, "Empty/$value").body == b"null"
    for name in ("Cap", "Op"):
        answer = element(server, name + "/$value")
        assert answer.status == 400 and answer.codes == ["no-value-form"]


def test_value_modifiers(server):
    assert element(server, "Page/$value", "?extent=withBlobValue").json["value"] == BLOB
    core = server.get(PATH + "/$value?level=core").json
    assert core["Motor"] == {} and core["Rows"] == [] and "statements" not in core["Ent"]
    assert element(server, "Motor/$value", "?level=core").json["Deep"] == {}


def test_values_of_all_submodels(server):
    answer = server.get("/submodels/$value?limit=500")
    assert any("Motor" in value for value in answer.json["result"])


# --- lists and views ---------------------------------------------------------------------------------------------

def test_list_of_elements(server):
    names, cursor = [], ""
    while True:
        page = server.get(f"{PATH}/submodel-elements?limit=5{cursor}").json
        assert len(page["result"]) <= 5
        names += [e["idShort"] for e in page["result"]]
        if "cursor" not in page["paging_metadata"]:
            break
        cursor = "&cursor=" + page["paging_metadata"]["cursor"]
    assert names == [e["idShort"] for e in ELEMENTS]
    beyond = server.get(f"{PATH}/submodel-elements?cursor=" + b64("1000000000000")).json
    assert beyond == {"paging_metadata": {}, "result": []}


def test_list_of_values_is_one_object(server):
    result = server.get(f"{PATH}/submodel-elements/$value?limit=3").json
    assert result["result"] == {name: VALUES[name] for name in ("Motor", "Rows", "Name")}
    assert "cursor" in result["paging_metadata"]


def test_lists_of_an_empty_submodel(server):
    server("PUT", "/submodels/" + b64("urn:none"), submodel("urn:none"))
    path = "/submodels/" + b64("urn:none")
    assert server.get(path + "/submodel-elements").json == {"paging_metadata": {}, "result": []}
    assert server.get(path + "/submodel-elements/$value").json == {"paging_metadata": {}, "result": {}}
    assert server.get(path + "/$value").json == {}


def test_extent(server):
    plain, full = server.get(PATH), server.get(PATH + "?extent=withBlobValue")
    assert full.json == submodel(ID, ELEMENTS)
    assert "value" not in plain.json["submodelElements"][5] and BLOB not in plain.body.decode()
    assert plain.headers["etag"] != full.headers["etag"]
    assert server.get(PATH + "?extent=WithBLOBValue").json == full.json
    assert server.get("/submodels?extent=withBlobValue&limit=500").body.count(BLOB.encode()) >= 2
    assert BLOB.encode() not in server.get("/submodels?limit=500").body
    assert element(server, "Page", "?extent=withBlobValue").json == ELEMENTS[5]
    assert "value" not in element(server, "Page").json
    assert BLOB.encode() not in server.get(f"{PATH}/submodel-elements?limit=500").body


def test_level(server):
    core = server.get(PATH + "?level=core&extent=withBlobValue").json
    by_name = {e["idShort"]: e for e in core["submodelElements"]}
    assert len(by_name) == len(ELEMENTS)
    for name, key in (("Motor", "value"), ("Rows", "value"), ("Ent", "statements"), ("Rel", "annotations")):
        assert key not in by_name[name]
    assert by_name["Name"]["value"] and by_name["Page"]["value"] == BLOB
    assert by_name["Op"] == ELEMENTS[10]
    motor = element(server, "Motor", "?level=core").json
    assert motor["value"][0]["value"] == "1500" and "value" not in motor["value"][1]
    assert server.get(PATH + "?level=deep").json == server.get(PATH).json


@pytest.mark.parametrize("query,code", [("level=all", "bad-level"), ("level=", "bad-level"),
                                        ("extent=x", "bad-extent"), ("level=core&extent=", "bad-extent")])
def test_bad_modifiers(server, query, code):
    for path in (PATH, "/submodels", PATH + "/$value", PATH + "/submodel-elements", PATH + "/submodel-elements/Motor"):
        answer = server.get(f"{path}?{query}")
        assert answer.status == 400 and answer.codes == [code]


# --- attachments -------------------------------------------------------------------------------------------------

def test_attachment_of_a_blob(server):
    answer = element(server, "Page/attachment")
    assert answer.status == 200 and answer.body == base64.b64decode(BLOB)
    assert answer.headers["content-type"] == "text/html"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_attachment_refusals(server):
    assert element(server, "Remote/attachment").codes == ["no-such-file"]
    answer = element(server, "Motor/attachment")
    assert answer.status == 405 and answer.codes == ["not-a-file"]
    assert element(server, "Nope/attachment").status == 404


def test_attachment_of_a_file(factory):
    """Every file of the example factory that a document names comes back as it is in the folder."""
    page = factory.get("/submodels?limit=500").json
    found = 0
    for document in page["result"]:
        def walk(children, path):
            for child in children:
                here = f"{path}.{child['idShort']}" if path else child.get("idShort", "")
                if child["modelType"] == "File" and child.get("value", "").startswith("/"):
                    yield here
                elif child["modelType"] == "SubmodelElementCollection":
                    yield from walk(child.get("value", []), here)
        for path in walk(document.get("submodelElements", []), ""):
            answer = factory.get(f"/submodels/{b64(document['id'])}/submodel-elements/{path}/attachment")
            assert answer.status == 200 and len(answer.body) > 0, path
            assert "filename=" in answer.headers["content-disposition"]
            found += 1
    assert found > 0
    shells = factory.get("/shells?limit=500").json["result"]
    pictured = [s for s in shells if "defaultThumbnail" in s["assetInformation"]]
    assert pictured
    for shell in pictured:
        answer = factory.get(f"/shells/{b64(shell['id'])}/asset-information/thumbnail")
        assert answer.status == 200 and answer.body
