# SPDX-License-Identifier: Apache-2.0
"""Submodel elements created, replaced, patched and deleted one by one; their values and attachments."""
import base64
import io
import json
import os
import random
import subprocess
import zipfile
from urllib.parse import quote

import pytest

from conftest import PROGRAM, Server, b64, external, multipart, prop, reference, shell, submodel, together

DEEPEST = 64  # ELEMENT_DEPTH_MAX


def collection(name, *children):
    element = {"modelType": "SubmodelElementCollection", "idShort": name}
    return element | ({"value": list(children)} if children else {})


def listing(name, kind, *items, **more):
    element = {"modelType": "SubmodelElementList", "idShort": name, "typeValueListElement": kind} | more
    return element | ({"value": list(items)} if items else {})


def item(value):
    return {"modelType": "Property", "valueType": "xs:int", "value": value}


def entity(name, *statements, **more):
    element = {"modelType": "Entity", "idShort": name, "entityType": "CoManagedEntity"} | more
    return element | ({"statements": list(statements)} if statements else {})


def annotated(name, *annotations):
    return {"modelType": "AnnotatedRelationshipElement", "idShort": name, "first": reference("urn:a"),
            "second": reference("urn:b"), "annotations": list(annotations)}


def file_element(name, value=None, kind="application/pdf"):
    element = {"modelType": "File", "idShort": name, "contentType": kind}
    return element | ({"value": value} if value else {})


def elements():
    return [
        prop("Speed", "1500", "xs:int"), prop("Text", "a"),
        collection("Motor", prop("Power", "7.5", "xs:decimal"), collection("Deep", prop("Er", "x"))),
        listing("Rows", "Property", item("1"), item("2"), item("3"), valueTypeListElement="xs:int"),
        listing("Table", "SubmodelElementCollection",
                {"modelType": "SubmodelElementCollection", "value": [prop("Cell", "1", "xs:int")]},
                {"modelType": "SubmodelElementCollection", "value": [prop("Cell", "2", "xs:int")]}),
        entity("Ent", prop("Count", "3", "xs:int")), annotated("Rel", prop("Note", "n")),
        {"modelType": "MultiLanguageProperty", "idShort": "Name", "value": [{"language": "de", "text": "Name"}]},
        {"modelType": "Range", "idShort": "Span", "valueType": "xs:double", "min": "0.5", "max": "INF"},
        file_element("Manual"),
        {"modelType": "Blob", "idShort": "Page", "contentType": "text/plain", "value": "QQ=="},
        {"modelType": "ReferenceElement", "idShort": "Ref", "value": external("urn:x")},
        {"modelType": "RelationshipElement", "idShort": "Link", "first": reference("urn:a"), "second": reference("urn:b")},
        {"modelType": "BasicEventElement", "idShort": "Event", "observed": reference("urn:a"), "direction": "output",
         "state": "on"},
        {"modelType": "Capability", "idShort": "Cap"},
        {"modelType": "Operation", "idShort": "Op", "inputVariables": [{"value": prop("In", "1", "xs:int")}]},
    ]


NUMBERS = iter(range(10**6))


class Model:
    """A submodel of its own, and what is below it; over a shell when asked for."""

    def __init__(self, server, content=None, over_shell=False, **more):
        self.server, self.id = server, f"urn:writes:{next(NUMBERS)}"
        self.path = self.plain = "/submodels/" + b64(self.id)
        created = server("PUT", self.path, submodel(self.id, elements() if content is None else content, **more))
        assert created.status == 201, created.body
        if over_shell:
            owner = "/shells/" + b64(self.id + "/shell")
            assert server("PUT", owner, shell(self.id + "/shell", [self.id])).status == 201
            self.path = owner + self.path

    def __call__(self, method, path="", body=None, headers=None, **more):
        return self.server(method, self.path + path, body, headers, **more)

    def at(self, method, path, body=None, headers=None, **more):
        return self(method, "/submodel-elements" + ("/" + path if path else ""), body, headers, **more)

    @property
    def now(self):
        return self.server.get(self.plain + "?extent=withBlobValue").json

    def element(self, path):
        answer = self.at("GET", path + "?extent=withBlobValue")
        return answer.json if answer.status == 200 else None

    def refuses(self, answer, status, *codes):
        """The answer is that refusal, and nothing was stored: the revision is what it was."""
        assert answer.status == status and answer.codes == list(codes), (answer.status, answer.body)
        assert self.tag == self.tag_before

    @property
    def tag(self):
        return self.server.get(self.plain + "?extent=withBlobValue").headers["etag"]

    def mark(self):
        self.tag_before = self.tag
        return self


@pytest.fixture(params=["repository", "shell"])
def model(schale, request):
    return Model(schale, over_shell=request.param == "shell").mark()


# --- POST --------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("container,element,path", [
    ("", prop("New", "1"), "New"), ("Motor", prop("New", "1"), "Motor.New"),
    ("Motor.Deep", collection("Deeper"), "Motor.Deep.Deeper"), ("Rows", item("4"), "Rows[3]"),
    ("Table[1]", prop("Other", "1"), "Table[1].Other"), ("Ent", prop("New", "1"), "Ent.New"),
    ("Rel", prop("New", "1"), "Rel.New"), ("Rows", item("4") | {"idShort": "Named"}, "Rows[3]")])
def test_post(model, container, element, path):
    answer = model.at("POST", container, element)
    assert answer.status == 201 and answer.json == element, answer.body
    assert answer.headers["location"] == f"{model.path}/submodel-elements/" + path.replace("[", "%5B").replace("]", "%5D")
    assert model.server.get(answer.headers["location"]).json == element
    assert answer.headers["etag"] == model.at("GET", path).headers["etag"]
    before = elements()
    after = model.now["submodelElements"]
    assert len(after) == len(before) + (container == "")
    assert [e["idShort"] for e in after][:len(before)] == [e["idShort"] for e in before]


def test_post_keeps_the_prefix(schale):
    model = Model(schale)
    answer = schale("POST", "/api/v3.1" + model.path + "/submodel-elements", prop("New", "1"))
    assert answer.headers["location"] == f"/api/v3.1{model.path}/submodel-elements/New"


@pytest.mark.parametrize("container,element,status,code", [
    ("", prop("Speed", "1"), 409, "exists"), ("Motor", prop("Power", "1"), 409, "exists"),
    ("Ent", prop("Count", "1"), 409, "exists"), ("Rel", prop("Note", "1"), 409, "exists"),
    ("", item("1"), 400, "AASd-117"), ("Motor", item("1"), 400, "AASd-117"), ("", prop("1x", "1"), 400, "AASd-002"),
    ("", prop("New", "x", "xs:int"), 400, "value-type"), ("", {"idShort": "New"}, 400, "missing-model-type"),
    ("", submodel("urn:x"), 400, "model-type"), ("Rel", collection("New"), 400, "model-type"),
    ("Rows", prop("New", "1"), 400, "AASd-109"), ("Rows", collection("New"), 400, "AASd-108"),
    ("Nope", prop("New", "1"), 404, "no-such-element"), ("Motor.Nope", prop("New", "1"), 404, "no-such-element"),
    ("Rows[9]", prop("New", "1"), 404, "no-such-element"), ("Motor..x", prop("New", "1"), 400, "bad-id-short-path"),
    ("Speed", prop("New", "1"), 400, "no-children"), ("Manual", prop("New", "1"), 400, "no-children"),
    ("Op", prop("New", "1"), 400, "no-children"), ("", prop("New", "1", unknown="x"), 400, "unknown-property"),
    ("", prop("New", "1", qualifiers=[{"kind": "TemplateQualifier", "type": "t", "valueType": "xs:string"}]), 400,
     "AASd-129")])
def test_post_refused(model, container, element, status, code):
    model.refuses(model.at("POST", container, element), status, code)


@pytest.mark.parametrize("body,kind,status,code", [
    ("{", "application/json", 400, "json-syntax"), ("", "application/json", 400, "no-body"),
    ("[]", "application/json", 400, "type"), ("{}", "text/plain", 415, "media-type"),
    ("{}", "application/merge-patch+json", 415, "media-type")])
def test_post_wrong_body(model, body, kind, status, code):
    for path in ("", "Motor"):
        model.refuses(model.at("POST", path, body, kind=kind), status, code)


def test_no_submodel(schale):
    nobody = "/submodels/" + b64("urn:nobody") + "/submodel-elements"
    for method, path, body in [("POST", "", prop("x1", "1")), ("POST", "/a", prop("x1", "1")), ("PUT", "/a", prop("a1", "1")),
                               ("PATCH", "/a", prop("a1", "1")), ("PATCH", "/a/$value", "1"), ("DELETE", "/a", None),
                               ("PATCH", "/a/$metadata", prop("a1")), ("DELETE", "/a/attachment", None)]:
        assert schale(method, nobody + path, body).codes == ["no-such-submodel"]
    assert schale("POST", "/submodels/!/submodel-elements", prop("x1")).codes == ["bad-identifier"]


def test_template_takes_template_qualifiers(schale):
    model = Model(schale, kind="Template")
    element = prop("New", "1", qualifiers=[{"kind": "TemplateQualifier", "type": "t", "valueType": "xs:string"}])
    assert model.at("POST", "", element).status == 201


def test_list_rules(schale):
    one, other = external("urn:one"), external("urn:other")
    model = Model(schale, [listing("Free", "Property", item("1") | {"semanticId": one}, item("2"), valueTypeListElement="xs:int"),
                           listing("Said", "Property", item("1"), valueTypeListElement="xs:int", semanticIdListElement=one),
                           listing("Any", "SubmodelElement", prop("a1", "1"), prop("b1", "2"))]).mark()
    model.refuses(model.at("POST", "Free", item("1") | {"semanticId": other}), 400, "AASd-114")
    model.refuses(model.at("PUT", "Free[1]", item("1") | {"semanticId": other}), 400, "AASd-114")
    model.refuses(model.at("POST", "Said", item("1") | {"semanticId": other}), 400, "AASd-107")
    model.refuses(model.at("POST", "Any", prop("a1", "2")), 409, "exists")
    model.refuses(model.at("PUT", "Any[1]", prop("a1", "2")), 409, "exists")
    assert model.at("PUT", "Any[0]", prop("a1", "2")).status == 204
    assert model.at("PUT", "Free[0]", item("1") | {"semanticId": other}).status == 204  # the only one that has any
    assert model.at("POST", "Said", item("1") | {"semanticId": one}).status == 201


def test_depth(schale):
    model = Model(schale, [])
    path = ""
    for level in range(1, DEEPEST):
        assert model.at("POST", path, collection(f"c{level}")).status == 201
        path += ("." if path else "") + f"c{level}"
    model.mark()
    model.refuses(model.at("POST", path, collection("two", prop("deep", "1"))), 400, "depth")
    assert model.at("POST", path, prop("last", "1")).status == 201
    model.mark()
    model.refuses(model.at("PUT", path + ".last", collection("last", prop("deep", "1"))), 400, "depth")
    assert model.server("PUT", model.path, model.now).status == 204


# --- PUT ---------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("path,element", [
    ("Speed", prop("Speed", "9", "xs:int")), ("Speed", collection("Speed", prop("In", "1"))), ("Motor.Deep.Er", prop("Er", "y")),
    ("Motor", collection("Motor")), ("Rows[1]", item("9")), ("Table[1].Cell", prop("Cell", "9", "xs:int")),
    ("Ent.Count", prop("Count", "9", "xs:int")), ("Rel.Note", prop("Note", "m")), ("Op", {"modelType": "Operation", "idShort": "Op"}),
    ("Table%5B0%5D.Cell", prop("Cell", "9", "xs:int"))])
def test_put(model, path, element):
    before = model.now
    answer = model.at("PUT", path, element)
    assert answer.status == 204 and answer.body == b""
    assert model.element(path) == element
    assert answer.headers["etag"].strip('"').split("-")[0] == model.tag.strip('"')
    after = model.now
    assert [e["idShort"] for e in after["submodelElements"]] == [e["idShort"] for e in before["submodelElements"]]
    changed = [a["idShort"] for a, b in zip(after["submodelElements"], before["submodelElements"]) if a != b]
    assert changed == [path.replace("%5B", "[").split(".")[0].split("[")[0]]


@pytest.mark.parametrize("path,element", [
    ("New", prop("New", "1")), ("Motor.New", prop("New", "1")), ("Rows[3]", item("4")), ("Ent.New", prop("New", "1"))])
def test_put_creates(model, path, element):
    answer = model.at("PUT", path, element, {"If-None-Match": "*"})
    assert answer.status == 201 and answer.json == element
    assert model.server.get(answer.headers["location"]).json == element
    assert model.at("PUT", path, element).status == 204
    model.mark()
    model.refuses(model.at("PUT", path, element, {"If-None-Match": "*"}), 412, "changed")


@pytest.mark.parametrize("path,element,status,code", [
    ("Other", prop("New", "1"), 400, "id-short-differs"), ("New", item("1"), 400, "AASd-117"),
    ("Nope.New", prop("New", "1"), 404, "no-such-element"), ("Rows[4]", item("1"), 404, "no-such-element"),
    ("Rows[03]", item("1"), 404, "no-such-element"), ("Motor[0]", item("1"), 404, "no-such-element"),
    ("Speed.New", prop("New", "1"), 400, "no-children"), ("Rel.New", collection("New"), 400, "model-type"),
    ("Rel.Note", collection("Note"), 400, "model-type"), ("Rows[0]", item("x"), 400, "value-type"),
    ("Rows[0]", prop("x1", "1"), 400, "AASd-109"), ("Speed", item("1"), 400, "AASd-117"),
    ("Speed", prop("Text", "1"), 409, "exists"), ("Motor.Power", prop("Deep", "1"), 409, "exists"),
    ("Motor.", prop("New", "1"), 400, "bad-id-short-path")])
def test_put_refused(model, path, element, status, code):
    model.refuses(model.at("PUT", path, element), status, code)


@pytest.mark.parametrize("path,renamed", [("Speed", "Fast"), ("Motor.Power", "Motor.Fast"), ("Motor", "Fast"),
                                          ("Table[1].Cell", "Table[1].Fast"), ("Ent.Count", "Ent.Fast")])
def test_put_renames(model, path, renamed):
    element = model.element(path) | {"idShort": "Fast"}
    assert model.at("PUT", path, element).status == 204
    assert model.element(renamed) == element and model.element(path) is None
    if path == "Motor":
        assert model.element("Fast.Deep.Er") == prop("Er", "x")
    assert model.at("PUT", renamed, element | {"category": "CONSTANT"}).status == 204
    assert model.element(renamed)["category"] == "CONSTANT"


# --- DELETE ------------------------------------------------------------------------------------------------------

def test_delete(model):
    assert model.at("DELETE", "Rows[1]").status == 204
    assert [i["value"] for i in model.element("Rows")["value"]] == ["1", "3"]
    assert model.at("DELETE", "Motor.Deep.Er").status == 204
    assert "value" not in model.element("Motor.Deep")
    for path in ("Motor", "Ent.Count", "Rel.Note", "Speed", "Table[0].Cell", "Rows"):
        answer = model.at("DELETE", path)
        assert answer.status == 204 and answer.body == b"" and model.element(path) is None
    assert "annotations" not in model.element("Rel") and "statements" not in model.element("Ent")
    model.mark()
    model.refuses(model.at("DELETE", "Motor"), 404, "no-such-element")
    model.refuses(model.at("DELETE", "Motor..x"), 400, "bad-id-short-path")


def test_delete_the_last_element(schale):
    model = Model(schale, [prop("Only", "1")])
    assert model.at("DELETE", "Only").status == 204
    assert "submodelElements" not in model.now
    assert model.at("POST", "", prop("Only", "2")).status == 201
    assert model.now["submodelElements"] == [prop("Only", "2")]


# --- PATCH -------------------------------------------------------------------------------------------------------

def test_patch_of_an_element(model):
    patch = {"modelType": "Property", "value": "9", "category": "CONSTANT"}
    assert model.at("PATCH", "Speed", patch).status == 204
    assert model.element("Speed") == prop("Speed", "9", "xs:int", category="CONSTANT")
    motor = {"modelType": "SubmodelElementCollection", "value": [
        {"modelType": "SubmodelElementCollection", "idShort": "Deep", "value": [{"modelType": "Property", "idShort": "Er", "value": "z"}]}]}
    assert model.at("PATCH", "Motor", motor, kind="application/merge-patch+json").status == 204
    assert model.element("Motor") == collection("Motor", prop("Power", "7.5", "xs:decimal"), collection("Deep", prop("Er", "z")))
    assert model.at("PATCH", "Rows", {"modelType": "SubmodelElementList", "value": [item("7")]}).status == 204
    assert [i["value"] for i in model.element("Rows")["value"]] == ["7", "2", "3"]
    assert model.at("PATCH", "Table[1].Cell?level=core", {"modelType": "Property", "value": "8"}).status == 204
    assert model.element("Table[1].Cell")["value"] == "8"


@pytest.mark.parametrize("path,patch,status,code", [
    ("Nope", {"modelType": "Property"}, 404, "no-such-element"), ("Speed", {"modelType": "Range"}, 400, "class-differs"),
    ("Speed", {"value": "1"}, 400, "missing-model-type"), ("Speed", {"modelType": "Property", "value": "x"}, 400, "value-type"),
    ("Speed", {"modelType": "Property", "valueType": "xs:boolean"}, 400, "value-type"),
    ("Speed", {"modelType": "Property", "value": None}, 400, "null"),
    ("Speed", {"modelType": "Property", "idShort": "Text"}, 409, "exists"),
    ("Motor", collection("Motor", prop("Nope", "1")), 404, "no-such-element"),
    ("Motor", {"modelType": "SubmodelElementCollection", "value": [collection("Power")]}, 400, "class-differs"),
    ("Rows", {"modelType": "SubmodelElementList", "value": [item("1")] * 4}, 404, "no-such-element"),
    ("Rows", {"modelType": "SubmodelElementList", "typeValueListElement": "Range"}, 400, "AASd-108"),
    ("Rows[0]", {"modelType": "Property", "valueType": "xs:string"}, 400, "AASd-109")])
def test_patch_refused(model, path, patch, status, code):
    answer = model.at("PATCH", path, patch)
    assert answer.status == status and set(answer.codes) == {code}, answer.body
    assert model.tag == model.tag_before


def test_patch_of_metadata(model):
    assert model.at("PATCH", "Speed/$metadata", {"modelType": "Property", "displayName": [{"language": "de", "text": "n"}]}).status == 204
    assert model.element("Speed") == prop("Speed", "1500", "xs:int", displayName=[{"language": "de", "text": "n"}])
    assert model.at("PATCH", "Motor/$metadata", {"modelType": "SubmodelElementCollection", "category": "PARAMETER"}).status == 204
    assert model.element("Motor.Deep.Er") == prop("Er", "x")
    model.mark()
    for path, patch in [("Speed", {"modelType": "Property", "value": "1"}), ("Span", {"modelType": "Range", "min": "1"}),
                        ("Motor", collection("Motor", prop("Power", "1"))), ("Ent", entity("Ent", globalAssetId="urn:x")),
                        ("Manual", {"modelType": "File", "contentType": "a/b"})]:
        model.refuses(model.at("PATCH", path + "/$metadata", patch), 400, "not-metadata")
    model.refuses(model.at("PATCH", "Speed/$metadata", {"modelType": "Property", "valueType": "xs:boolean"}), 400, "value-type")
    model.refuses(model.at("PATCH", "Speed/$metadata", {"modelType": "Range"}), 400, "class-differs")
    model.refuses(model.at("PATCH", "Nope/$metadata", {"modelType": "Range"}), 404, "no-such-element")


def test_patch_of_a_submodel(model):
    patch = {"modelType": "Submodel", "id": model.id, "idShort": "Patched",
             "submodelElements": [{"modelType": "Property", "idShort": "Speed", "value": "9"}]}
    assert model("PATCH", "", patch).status == 204
    wanted = elements()
    wanted[0]["value"] = "9"
    assert model.now == submodel(model.id, wanted, idShort="Patched")
    assert model("PATCH", "/$metadata?level=core", {"modelType": "Submodel", "idShort": "Again"}).status == 204
    assert model.now == submodel(model.id, wanted, idShort="Again")
    model.mark()
    model.refuses(model("PATCH", "", {"modelType": "Submodel", "id": "urn:other"}), 400, "id-differs")
    model.refuses(model("PATCH", "", submodel(model.id, [prop("Nope", "1")])), 404, "no-such-element")
    model.refuses(model("PATCH", "", submodel(model.id, [prop("Speed", "x", "xs:int")])), 400, "value-type")
    model.refuses(model("PATCH", "", submodel(model.id, [collection("Speed")])), 400, "class-differs")
    model.refuses(model("PATCH", "/$metadata", submodel(model.id, [prop("Speed", "1", "xs:int")])), 400, "not-metadata")
    model.refuses(model("PATCH", "", {"modelType": "Property"}), 400, "model-type")
    model.refuses(model("PATCH", "", "{}", kind="text/plain"), 415, "media-type")


# --- values ------------------------------------------------------------------------------------------------------

VALUES = [
    ("Speed", "7", ("value", "7")), ("Speed", '"+7"', ("value", "+7")), ("Text", '"b"', ("value", "b")),
    ("Speed", "null", ("value", None)), ("Motor.Power", "1.10", ("value", "1.10")), ("Rows[2]", "12", ("value", "12")),
    ("Table[1].Cell", "9", ("value", "9")), ("Ent.Count", "9", ("value", "9")), ("Rel.Note", '"m"', ("value", "m")),
    ("Name", '[{"de":"x"},{"en":"y"}]', ("value", [{"language": "de", "text": "x"}, {"language": "en", "text": "y"}])),
    ("Name", '{"de":"x","en":"y"}', ("value", [{"language": "de", "text": "x"}, {"language": "en", "text": "y"}])),
    ("Name", "[]", ("value", None)), ("Span", '{"min":-1.50}', ("min", "-1.50")), ("Span", '{"max":"INF","min":1e3}', ("min", "1e3")),
    ("Manual", '{"value":"https://example.com/x"}', ("value", "https://example.com/x")),
    ("Page", '{"value":"Qg==","contentType":"a/b"}', ("value", "Qg==")),
    ("Ref", json.dumps(external("urn:y")), ("value", external("urn:y"))),
    ("Link", json.dumps({"second": reference("urn:c")}), ("second", reference("urn:c"))),
    ("Rel", json.dumps({"annotations": {"Note": "m"}}), ("annotations", [prop("Note", "m")])),
    ("Rel", json.dumps({"annotations": [{"Note": "m"}]}), ("annotations", [prop("Note", "m")])),
    ("Ent", json.dumps({"statements": {"Count": 4}}), ("statements", [prop("Count", "4", "xs:int")])),
    ("Ent", json.dumps({"entityType": "SelfManagedEntity", "globalAssetId": "urn:x"}), ("globalAssetId", "urn:x")),
    ("Event", json.dumps({"observed": reference("urn:c")}), ("observed", reference("urn:c"))),
]


@pytest.mark.parametrize("path,value,expected", VALUES)
def test_value(model, path, value, expected):
    before = model.element(path)
    answer = model.at("PATCH", path + "/$value", value)
    assert answer.status == 204 and answer.body == b"", answer.body
    after = model.element(path)
    assert after.get(expected[0]) == expected[1]
    assert set(after) - set(before) <= {"globalAssetId", expected[0]} and after["modelType"] == before["modelType"]


def test_values_come_back(model):
    """What $value says can be sent to it, and nothing changes but the spelling of numbers."""
    value = model("GET", "/$value?extent=withBlobValue").body
    before = model.now
    assert model("PATCH", "/$value", value).status == 204
    assert model.now == before


def test_values_of_many(model):
    value = {"Speed": 1, "Motor": {"Power": 2.50, "Deep": {"Er": "q"}}, "Rows": [4, 5], "Table": [{"Cell": 6}],
             "Ent": {"statements": {"Count": 7}}, "Name": [{"en": "N"}]}
    assert model("PATCH", "/$value", value).status == 204
    for path, text in [("Speed", "1"), ("Motor.Power", "2.5"), ("Motor.Deep.Er", "q"), ("Rows[0]", "4"), ("Rows[1]", "5"),
                       ("Rows[2]", "3"), ("Table[0].Cell", "6"), ("Table[1].Cell", "2"), ("Ent.Count", "7")]:
        assert model.element(path)["value"] == text
    assert model.at("PATCH", "Motor/$value", {"Power": 3, "Deep": {"Er": "r"}}).status == 204
    assert model.element("Motor.Power")["value"] == "3" and model.element("Motor.Deep.Er")["value"] == "r"
    tag = model.tag
    assert model("PATCH", "/$value", {}).status == 204 and model.tag == tag


@pytest.mark.parametrize("path,value,status,code", [
    ("Speed", "1.5", 400, "value-type"), ("Speed", "true", 400, "bad-value"), ("Speed", '"x"', 400, "value-type"),
    ("Speed", "99999999999", 400, "value-type"), ("Speed", "{}", 400, "bad-value"), ("Speed", "1 2", 400, "syntax"),
    ("Text", "1", 400, "bad-value"), ("Name", '"x"', 400, "bad-value"), ("Name", '[{"de":"x","en":"y"}]', 400, "bad-value"),
    ("Name", '[{"de":"x"},{"de":"y"}]', 400, "language-unique"), ("Name", '[{"de":1}]', 400, "bad-value"),
    ("Name", '[{"not a tag":"x"}]', 400, "language-tag"), ("Span", '{"mid":1}', 400, "bad-value"), ("Span", "1", 400, "bad-value"),
    ("Span", '{"min":"x"}', 400, "value-type"), ("Span", '{"min":1,"min":2}', 400, "bad-value"),
    ("Manual", '{"value":1}', 400, "bad-value"), ("Page", '{"value":"%"}', 400, "pattern"), ("Ref", '"x"', 400, "type"),
    ("Ref", '{"type":"ExternalReference"}', 400, "required"), ("Link", '{"third":{}}', 400, "bad-value"),
    ("Rel", '{"annotations":{"Nope":1}}', 404, "no-such-element"), ("Ent", '{"statements":{"Nope":1}}', 404, "no-such-element"),
    ("Ent", '{"statements":{"Count":1,"Count":2}}', 400, "bad-value"), ("Ent", '{"entityType":"SelfManagedEntity"}', 400, "AASd-014"),
    ("Event", "null", 400, "bad-value"), ("Cap", "1", 400, "no-value-form"), ("Op", "{}", 400, "no-value-form"),
    ("Motor", '{"Power":1,"Nope":1}', 404, "no-such-element"), ("Motor", "1", 400, "bad-value"), ("Motor", "[]", 400, "bad-value"),
    ("Motor", '{"Power":1,"Power":2}', 400, "bad-value"), ("Rows", "[1,2,3,4]", 404, "no-such-element"),
    ("Rows", "{}", 400, "bad-value"), ("Rows", '[1,"x"]', 400, "value-type"), ("Nope", "1", 404, "no-such-element")])
def test_value_refused(model, path, value, status, code):
    answer = model.at("PATCH", path + "/$value", value)
    assert answer.status == status and set(answer.codes) == {code}, answer.body
    assert model.tag == model.tag_before


def test_values_refused_change_nothing(model):
    before = model.now
    for value, status, code in [({"Speed": 1, "Text": "new", "Nope": 1}, 404, "no-such-element"),
                                ({"Speed": 1, "Motor": {"Power": "x"}}, 400, "value-type"), ([], 400, "bad-value"),
                                ("1", 400, "bad-value"), ({"Speed": 1, "Cap": 1}, 400, "no-value-form")]:
        answer = model("PATCH", "/$value", value)
        assert answer.status == status and set(answer.codes) == {code}
    model.refuses(model("PATCH", "/$value", "{}", kind="text/plain"), 415, "media-type")
    model.refuses(model("PATCH", "/$value", ""), 400, "no-body")
    assert model.now == before


@pytest.mark.parametrize("count", [32, 33])
def test_many_values_are_one_batch(schale, count):
    """Up to 32 small records (STORE_CHANGES_MAX), past that one of the whole submodel."""
    model = Model(schale, [prop(f"P{i:03}", "0", "xs:int") for i in range(100)])
    before = int(model.tag.strip('"'))
    assert model("PATCH", "/$value", {f"P{i:03}": i + 1 for i in range(count)}).status == 204
    assert int(model.tag.strip('"')) - before == (count if count <= 32 else 1)
    assert [e["value"] for e in model.now["submodelElements"]] == [str(i + 1) if i < count else "0" for i in range(100)]
    double = "{" + ",".join(f'"P{i % (count - 1):03}":5' for i in range(count)) + "}"
    model.mark()
    model.refuses(model("PATCH", "/$value", double), 400, "bad-value")


def test_what_an_import_let_in_can_be_changed(schale):
    """A document that breaks rules is taken by upload; changing a part of it only asks that no rule is broken anew."""
    identifier = f"urn:writes:{next(NUMBERS)}"
    wrong = external("urn:x") | {"type": "ModelReference"}
    document = submodel(identifier, [prop("1x", "1", "xs:int"), {"modelType": "ReferenceElement", "idShort": "Ref", "value": wrong},
                                     listing("Mixed", "Property", item("1"), prop("s1", "2"), valueTypeListElement="xs:int")])
    assert schale("POST", "/upload", {"submodels": [document]}).status == 200
    path = "/submodels/" + b64(identifier)
    assert schale("PATCH", path + "/submodel-elements/1x/$value", "2").status == 204
    assert schale("PATCH", path + "/$metadata", {"modelType": "Submodel", "idShort": "Named"}).status == 204
    assert schale("PUT", path + "/submodel-elements/Mixed[0]", item("3")).status == 204
    assert schale("PUT", path + "/submodel-elements/Mixed[1]", prop("s1", "3")).codes == ["AASd-109"]
    assert schale("PATCH", path + "/submodel-elements/1x/$value", '"y"').codes == ["value-type"]
    assert schale("PUT", path + "/submodel-elements/Mixed[1]", item("3")).status == 204
    assert schale("POST", path + "/submodel-elements", prop("2x", "1")).codes == ["AASd-002"]


@pytest.mark.parametrize("count", [1000, 1001])
def test_many_things_that_an_import_let_in(schale, count):
    """FINDINGS_MAX: as many are compared one by one, more by their number."""
    identifier = f"urn:writes:{next(NUMBERS)}"
    assert schale("POST", "/upload", {"submodels": [submodel(identifier, [prop(f"{i}x", "1") for i in range(count)])]}).status == 200
    path = "/submodels/" + b64(identifier)
    good = {"modelType": "Submodel", "category": "x"}
    assert schale("PATCH", path, good | {"submodelElements": [prop("0x", "2")]}).status == 204
    assert schale("PATCH", path, good | {"idShort": "2x"}).codes[0] == "AASd-002"
    worse = good | {"submodelElements": [prop(f"{count - 1}x", "1", qualifiers=[{"type": "", "valueType": "xs:string"}])]}
    assert schale("PATCH", path, worse).status == 400
    assert schale("DELETE", path).status == 204


def test_a_shell_that_an_import_let_in_can_be_changed(schale):
    identifier = f"urn:writes:{next(NUMBERS)}"
    assert schale("POST", "/upload", {"assetAdministrationShells": [shell(identifier, idShort="1x")]}).status == 200
    path = "/shells/" + b64(identifier)
    assert schale("POST", path + "/submodel-refs", reference("urn:new")).status == 201
    wrong = {"assetKind": "Instance", "globalAssetId": ""}
    assert schale("PUT", path + "/asset-information", wrong).codes == ["min-length"]
    assert schale("PUT", path, shell(identifier, idShort="1x")).codes == ["AASd-002"]


# --- any series of writes ----------------------------------------------------------------------------------------

KEYS = {"Submodel": "submodelElements", "SubmodelElementCollection": "value", "SubmodelElementList": "value",
        "Entity": "statements", "AnnotatedRelationshipElement": "annotations"}


def places(holder, path=""):
    """(path, holder, its children) of everything that can have children."""
    children = holder.get(KEYS[holder["modelType"]], [])
    yield path, holder, children
    for number, child in enumerate(children):
        if child["modelType"] in KEYS:
            listed = holder["modelType"] == "SubmodelElementList"
            name = f"{path}[{number}]" if listed else path + ("." if path else "") + child["idShort"]
            yield from places(child, name)


def some_element(chance, holder, name):
    """What may stand in the holder."""
    kind = holder["modelType"]
    if kind == "SubmodelElementList":
        if holder["typeValueListElement"] == "Property":
            return item(str(chance.randrange(100)))
        return {"modelType": "SubmodelElementCollection", "value": [prop("Cell", "1", "xs:int")]}
    if kind == "AnnotatedRelationshipElement":
        return prop(name, str(chance.randrange(100)))
    return chance.choice([lambda: prop(name, str(chance.randrange(100)), "xs:int"), lambda: collection(name, prop("In", "1")),
                          lambda: entity(name, prop("In", "1")), lambda: annotated(name, prop("In", "1")), lambda: collection(name),
                          lambda: listing(name, "Property", item("1"), item("2"), valueTypeListElement="xs:int")])()


@pytest.mark.parametrize("seed", range(4))
def test_any_series_of_writes(schale, seed):
    """The submodel is after each write what a simple model of it says, and still passes every check as a whole."""
    chance = random.Random(seed)
    model = Model(schale, over_shell=seed % 2 == 1)
    wanted = model.now
    for turn in range(150):
        path, holder, children = chance.choice(list(places(wanted)))
        listed, key = holder["modelType"] == "SubmodelElementList", KEYS[holder["modelType"]]
        at = chance.randrange(len(children)) if children else None
        act = chance.choice(["add", "put", "put", "delete", "value"])
        if act == "add" or at is None:
            element = some_element(chance, holder, f"N{turn:03}")
            assert model.at("POST", path, element).status == 201
            holder[key] = children + [element]
        else:
            name = f"{path}[{at}]" if listed else path + ("." if path else "") + children[at]["idShort"]
            if act == "put":
                element = some_element(chance, holder, chance.choice([children[at].get("idShort"), f"R{turn:03}"]))
                assert model.at("PUT", name, element).status == 204
                children[at] = element
            elif act == "delete":
                assert model.at("DELETE", name).status == 204
                del children[at]
                if not children:
                    del holder[key]
            elif children[at]["modelType"] == "Property":
                assert model.at("PATCH", name + "/$value", f'"{turn}"').status == 204
                children[at]["value"] = str(turn)
        assert model.now == wanted, (turn, act)
    assert model.server("PUT", model.plain, wanted).status == 204


ODD = [None, 1, -1.5, "x", [], {}, True, "", [[]], {"a": 1}, "\u0000", "\ud7ff" * 3, 10**40]
ROUTES = [("POST", ""), ("PUT", ""), ("PATCH", ""), ("PATCH", "/$metadata"), ("PATCH", "/$value"), ("DELETE", ""),
          ("DELETE", "/attachment"), ("PUT", "/attachment"), ("GET", "/$path"), ("GET", "/$reference"), ("GET", "/$metadata"),
          ("GET", "/$value"), ("GET", "/attachment")]
TARGETS = ["Speed", "Motor", "Motor.Deep.Er", "Rows", "Rows[0]", "Rows[3]", "Table[0].Cell", "Ent", "Ent.Count", "Rel", "Name", "Span",
           "Manual", "Page", "Ref", "Link", "Event", "Cap", "Op", "Op.In", "[0]", "Rows[", "a" * 9000, "Motor.", "x" * 200, "Ünï"]


def spoilt(chance, value, odds=0.06):
    """The value with a few things in it wrong."""
    if chance.random() < odds:
        return chance.choice(ODD)
    if isinstance(value, dict):
        names = {k: chance.choice(["idShort", "value", "modelType", "keys", k + "x"]) if chance.random() < odds / 2 else k for k in value}
        return {names[k]: spoilt(chance, v) for k, v in value.items() if chance.random() > odds / 2}
    return [spoilt(chance, v) for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", range(3))
def test_wrong_requests(schale, seed):
    """Never a 500, each refusal a Result, and what is stored passes every check as a whole."""
    chance, model, done = random.Random(seed), Model(schale), 0
    bodies = elements() + [item("1"), {}, [], 1, "x", None] + [json.loads(value) for _, value, _ in VALUES]
    for turn in range(500):
        method, suffix = chance.choice(ROUTES)
        path, body, kind = chance.choice(TARGETS), None, None
        if (method, suffix) == ("PUT", "/attachment"):
            body, kind = form(bytes(chance.randrange(9)), name=chance.choice(["a.pdf", "", "../x", "ü.txt"]))
        elif method in ("POST", "PUT", "PATCH"):
            body, kind = json.dumps(spoilt(chance, chance.choice(bodies), chance.choice([0, 0.06]))), "application/json"
        answer = model.at(method, quote(path) + suffix, body, kind=kind)
        assert answer.status < 500, (method, path + suffix, body, answer.body)
        assert answer.status < 400 or answer.codes
        done += answer.status < 300
    assert done > 50
    assert model.server("PUT", model.plain, model.now).status == 204


# --- conditions and concurrency ----------------------------------------------------------------------------------

def writes():
    return [("POST", "", prop("New", "1")), ("POST", "Motor", prop("New", "1")), ("PUT", "Speed", prop("Speed", "1", "xs:int")),
            ("PATCH", "Speed", {"modelType": "Property", "value": "1"}), ("PATCH", "Speed/$metadata", {"modelType": "Property"}),
            ("PATCH", "Speed/$value", "1"), ("DELETE", "Speed", None)]


@pytest.mark.parametrize("method,path,body", writes() + [("PUT", "New", prop("New", "1"))])
def test_conditions(model, method, path, body):
    old, exists = model.tag, path != "New"
    assert model.at("PATCH", "Text/$value", '"changed"').status == 204
    model.mark()
    model.refuses(model.at(method, path, body, {"If-Match": old}), 412, "changed")
    model.refuses(model.at(method, path, body, {"If-Match": ["W/" + model.tag, old]}), 412, "changed")
    if not exists:
        model.refuses(model.at(method, path, body, {"If-Match": model.tag}), 412, "changed")
        model.refuses(model.at(method, path, body, {"If-Match": "*"}), 412, "changed")
    tag = model.at("GET", "Text").headers["etag"]
    answer = model.at(method, path, body, {"If-Match": [old, tag]} if exists else {"If-None-Match": "*"})
    assert answer.status in (201, 204), answer.body


def test_conditions_on_the_submodel(model):
    for method, path, body in [("PATCH", "", {"modelType": "Submodel", "category": "x"}), ("PATCH", "/$value", {"Text": "y"}),
                               ("PATCH", "/$metadata", {"modelType": "Submodel", "category": "y"})]:
        model.mark()
        model.refuses(model(method, path, body, {"If-Match": '"1"'}), 412, "changed")
        assert model(method, path, body, {"If-Match": model.tag}).status == 204
    assert model.at("DELETE", "Nope", None, {"If-Match": "*"}).codes == ["changed"]


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
def test_writers_to_one_submodel_lose_nothing(schale, headers):
    """32 writers add, change and delete elements of one submodel, over both mounts, while whole documents are put beside it."""
    model = Model(schale, [collection("Box")] + [prop(f"P{i:02}", "0", "xs:int") for i in range(32)], over_shell=True)
    mine = "/submodels/" + b64(model.id)

    def work(number):
        base = (model.path if number % 2 else mine) + "/submodel-elements"
        done = []
        for turn in range(4):
            done.append(schale("POST", base + "/Box", prop(f"N{number:02}_{turn}", "1"), headers).status)
            done.append(schale("PATCH", f"{base}/P{number:02}/$value", str(turn + 1), headers).status)
            done.append(schale("PUT", f"{base}/Q{number:02}", prop(f"Q{number:02}", str(turn)), {}).status)
        done.append(schale("DELETE", f"{base}/Box.N{number:02}_0", None, headers).status)
        return done

    for done in together(32, work):
        assert done == [201, 204, 201] + [201, 204, 204] * 3 + [204]
    now = {e["idShort"]: e for e in model.now["submodelElements"]}
    assert sorted(c["idShort"] for c in now["Box"]["value"]) == sorted(f"N{n:02}_{t}" for n in range(32) for t in (1, 2, 3))
    assert all(now[f"P{n:02}"]["value"] == "4" and now[f"Q{n:02}"]["value"] == "3" for n in range(32))


def test_one_idshort_is_won_once(schale):
    model = Model(schale, [prop("First", "1")])
    statuses = together(16, lambda n: model.at("POST", "", prop("Same", str(n))).status)
    assert sorted(statuses) == [201] + [409] * 15
    statuses = together(16, lambda n: model.at("PUT", "Other", prop("Other", str(n)), {"If-None-Match": "*"}).status)
    assert sorted(statuses) == [201] + [412] * 15


def test_edits_beside_whole_writes(schale):
    """Edits that meet a PUT of the whole are computed again; what was put last and what was edited after it are both there."""
    model = Model(schale, [prop("A1", "0", "xs:int"), prop("B1", "0", "xs:int")])

    def work(number):
        if number % 4 == 0:
            return schale("PUT", model.path, submodel(model.id, [prop("A1", "0", "xs:int"), prop("B1", "0", "xs:int")])).status
        return model.at("PATCH", ("A1", "B1")[number % 2] + "/$value", str(number)).status

    statuses = together(32, work)
    assert set(statuses) <= {204, 409} and statuses.count(204) >= 8
    assert {e["idShort"] for e in model.now["submodelElements"]} == {"A1", "B1"}


def test_a_big_submodel(schale):
    """Over WEB_INLINE_BYTES_MAX, so on a worker."""
    model = Model(schale, [prop(f"P{i:04}", "x" * 100) for i in range(1500)])
    assert model.at("POST", "", prop("New", "1")).status == 201
    assert model.at("PATCH", "P0700/$value", '"short"').status == 204
    assert model.at("DELETE", "P0000").status == 204
    names = [e["idShort"] for e in model.now["submodelElements"]]
    assert names[0] == "P0001" and names[-1] == "New" and model.element("P0700")["value"] == "short"


def test_records_are_small(tmp_path):
    """What the log gets is the element, not the submodel: 30 writes to one of a megabyte take less than five of it."""
    def size():
        return sum(file.stat().st_size for file in tmp_path.iterdir())

    server = Server(tmp_path)
    model = Model(server, [prop(f"P{i:04}", "x" * 1000) for i in range(1000)] + elements())
    server.stop()
    before, server = size(), Server(tmp_path)
    model.server = server
    for turn in range(5):
        for method, path, body in [("POST", "", prop(f"New{turn}", "1")), ("PUT", "Motor.Power", prop("Power", "1", "xs:decimal")),
                                   ("PATCH", "P0007", {"modelType": "Property", "value": "1"}), ("PATCH", "Rows/$value", [7]),
                                   ("PATCH", "P0008/$metadata", {"modelType": "Property"}), ("DELETE", f"P{turn + 100:04}", None)]:
            assert model.at(method, path, body).status in (201, 204)
    server.stop()
    assert size() - before < 5 << 20
    assert subprocess.run([PROGRAM, "verify", str(tmp_path)], capture_output=True).returncode == 0


def test_a_used_store_verifies(tmp_path):
    server = Server(tmp_path)
    model = Model(server)
    for name in ("Speed", "Motor.Power", "Table[1].Cell"):
        assert model.at("PUT", name, model.element(name) | {"idShort": "Renamed"}).status == 204
    assert model("PATCH", "/$value", {"Text": "z", "Motor": {"Renamed": 1}}).status == 204
    assert attach(model, "Manual", b"one").status == 204 and attach(model, "Manual", b"two", name="b.pdf").status == 204
    for name in ("Motor", "Rows[0]", "Rows[0]", "Rows[0]", "Ent.Count", "Rel.Note"):
        assert model.at("DELETE", name).status == 204
    assert model.at("DELETE", "Manual/attachment").status == 200
    before = model.now
    server.stop()
    assert subprocess.run([PROGRAM, "verify", str(tmp_path)], capture_output=True).returncode == 0
    server = Server(tmp_path)
    assert server.get(model.plain + "?extent=withBlobValue").json == before
    server.stop()


# --- attachments -------------------------------------------------------------------------------------------------

def form(data=b"content", name="plan.pdf", kind="application/pdf", given=None):
    parts = [("fileName", None, None, given.encode())] if given else []
    return multipart(*parts, ("file", name, kind, data))


def attach(model, path, *arguments, headers=None, **more):
    body, kind = form(*arguments, **more)
    return model.at("PUT", path + "/attachment", body, headers, kind=kind)


def test_attachment_of_a_file(model):
    answer = attach(model, "Manual", b"one", given="für Karl.pdf")
    assert answer.status == 204 and answer.body == b""
    element = model.element("Manual")
    assert element["contentType"] == "application/pdf" and element["value"].startswith("/aasx/files/")
    got = model.at("GET", "Manual/attachment")
    assert got.body == b"one" and got.headers["content-type"] == "application/pdf"
    first = element["value"]
    assert attach(model, "Manual", b"two", name="other.txt", kind="text/plain").status == 204
    got = model.at("GET", "Manual/attachment")
    assert got.body == b"two" and got.headers["content-type"] == "text/plain"
    assert model.element("Manual")["value"] != first
    answer = model.at("DELETE", "Manual/attachment")
    assert answer.status == 200 and answer.body == b""
    assert model.element("Manual") == file_element("Manual", kind="text/plain")
    assert model.at("GET", "Manual/attachment").codes == ["no-such-file"]
    model.mark()
    model.refuses(model.at("DELETE", "Manual/attachment"), 404, "no-such-file")


def test_attachments_of_one_name(schale):
    model = Model(schale, [file_element("A1"), file_element("B1"), collection("C1", file_element("A1"))])
    for path in ("A1", "B1", "C1.A1"):
        assert attach(model, path, path.encode()).status == 204
    assert [model.at("GET", p + "/attachment").body for p in ("A1", "B1", "C1.A1")] == [b"A1", b"B1", b"C1.A1"]
    shared = model.element("A1")["value"]
    assert model.at("PATCH", "B1/$value", {"value": shared}).status == 204
    assert model.at("DELETE", "A1/attachment").status == 200
    assert model.at("GET", "B1/attachment").body == b"A1"  # still named there


def stored_files(model):
    """Names of the files in a package of the submodel."""
    package = model.server.get(f"/serialization?format=aasx&submodelIds={b64(model.id)}")
    with zipfile.ZipFile(io.BytesIO(package.body)) as archive:
        return sorted(os.path.basename(name) for name in archive.namelist() if name.startswith("aasx/files/"))


@pytest.mark.parametrize("method,path,body", [
    ("DELETE", "A1", None), ("PUT", "A1", file_element("A1")), ("PUT", "A1", prop("A1", "1")), ("PUT", "A1", file_element("Renamed")),
    ("PATCH", "A1", file_element("A1", "/other")), ("PATCH", "A1/$value", {"value": "/other"}), ("DELETE", "A1/attachment", None)])
def test_files_go_with_their_element(schale, method, path, body):
    """What was deleted does not come along in a package."""
    model = Model(schale, [file_element("A1"), collection("C1", file_element("B1"), file_element("Same"))])
    assert attach(model, "A1", b"secret", name="secret.pdf").status == 204
    assert attach(model, "C1.B1", b"kept", name="kept.pdf").status == 204
    assert stored_files(model) == ["kept.pdf", "secret.pdf"]
    assert model.at("PATCH", "C1.Same/$value", {"value": model.element("A1")["value"]}).status == 204
    assert model.at(method, path, body).status in (200, 204)
    assert stored_files(model) == ["kept.pdf", "secret.pdf"]  # C1.Same names it
    assert model.at("DELETE", "C1.Same").status == 204
    assert stored_files(model) == ["kept.pdf"]
    assert model("PATCH", "", submodel(model.id, [collection("C1", file_element("B1", "/other"))])).status == 204
    assert stored_files(model) == []


def test_files_that_change_places(schale):
    model = Model(schale, [file_element("A1"), file_element("B1")])
    for name in ("A1", "B1"):
        assert attach(model, name, name.encode(), name=name + ".pdf").status == 204
    paths = [model.element(name)["value"] for name in ("A1", "B1")]
    assert model("PATCH", "/$value", {"A1": {"value": paths[1]}, "B1": {"value": paths[0]}}).status == 204
    assert [model.at("GET", name + "/attachment").body for name in ("A1", "B1")] == [b"B1", b"A1"]
    assert model("PATCH", "/$value", {"A1": {"value": paths[0]}}).status == 204
    assert stored_files(model) == ["A1.pdf"]
    assert model.at("DELETE", "A1").status == 204 and model.at("GET", "B1/attachment").body == b"A1"
    assert model.at("DELETE", "B1").status == 204 and stored_files(model) == []


@pytest.mark.parametrize("holder,path,move,moved", [
    ([file_element("A1")], "A1", ("PUT", "A1", "B1"), "B1"),
    ([listing("L1", "File", {"modelType": "File"}, {"modelType": "File"})], "L1%5B1%5D", ("DELETE", "L1%5B0%5D", None), "L1%5B0%5D")])
def test_a_file_keeps_its_bytes_when_another_takes_its_place(schale, holder, path, move, moved):
    """The path of a stored file is made from the element's place; one that moved on keeps its own."""
    model = Model(schale, holder)
    assert attach(model, path, b"old").status == 204
    method, where, name = move
    assert model.at(method, where, model.element(path) | {"idShort": name} if name else None).status == 204
    container, new = ("", file_element("A1")) if name else ("L1", {"modelType": "File"})
    assert model.at("POST", container, new).status == 201
    assert attach(model, path, b"new").status == 204
    assert [model.at("GET", one + "/attachment").body for one in (moved, path)] == [b"old", b"new"]
    assert len(stored_files(model)) == 2
    assert attach(model, path, b"newer").status == 204
    assert [model.at("GET", one + "/attachment").body for one in (moved, path)] == [b"old", b"newer"]
    assert len(stored_files(model)) == 2


def test_attachment_of_a_blob(model):
    assert attach(model, "Page", b"\0\1\2", name="x.bin", kind="application/x-thing").status == 204
    element = model.element("Page")
    assert base64.b64decode(element["value"]) == b"\0\1\2" and element["contentType"] == "application/x-thing"
    assert model.at("GET", "Page/attachment").body == b"\0\1\2"
    assert model.at("DELETE", "Page/attachment").status == 200 and "value" not in model.element("Page")


def test_attachment_refused(model):
    model.refuses(attach(model, "Speed"), 405, "not-a-file")
    model.refuses(attach(model, "Nope"), 404, "no-such-element")
    model.refuses(model.at("DELETE", "Speed/attachment"), 405, "not-a-file")
    model.refuses(model.at("DELETE", "Nope/attachment"), 404, "no-such-element")
    model.refuses(model.at("PUT", "Manual/attachment", "{}"), 415, "media-type")
    body, kind = multipart(("fileName", None, None, b"x.pdf"))
    model.refuses(model.at("PUT", "Manual/attachment", body, kind=kind), 400, "no-file")
    model.refuses(attach(model, "Manual", headers={"If-Match": '"1"'}), 412, "changed")
    model.refuses(model.at("DELETE", "Page/attachment", None, {"If-Match": '"1"'}), 412, "changed")
    assert attach(model, "Manual", headers={"If-Match": model.tag}).status == 204


def test_size_of_a_blob(schale):
    limit = 16 << 20  # WEB_BLOB_BYTES_MAX
    model = Model(schale, [{"modelType": "Blob", "idShort": "Page"}, file_element("Manual")]).mark()
    model.refuses(attach(model, "Page", b"x" * (limit + 1)), 413, "too-large")
    assert attach(model, "Manual", b"x" * (limit + 1)).status == 204
    assert attach(model, "Page", b"x" * limit).status == 204
