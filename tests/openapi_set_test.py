# SPDX-License-Identifier: Apache-2.0
"""/openapi.json is what is served, and what is served is what the specification has. openapi_missing.tsv lists the operations
of the specification that answer 501; a row that is not needed any more fails here, and so does a gap without a row."""
import csv
import json
import os
import re

import jsonschema
import pytest
from conftest import b64

HERE = os.path.dirname(os.path.abspath(__file__))
SPEC = os.path.join(HERE, "..", "..", "shared", "spec", "derived")
METHODS = ("get", "put", "post", "delete", "patch")


def table(name):
    with open(os.path.join(HERE, name)) as file:
        return list(csv.DictReader(file, delimiter="\t"))


def official(version=None):
    return {(row["method"], row["path"]) for row in table("operations.tsv") if version in (None, row["version"])}


@pytest.fixture(scope="module")
def document(schale):
    answer = schale.get("/openapi.json")
    assert answer.status == 200 and answer.headers["content-type"] == "application/json"
    return answer.json


def described(document):
    return {(method.upper(), path) for path, item in document["paths"].items() for method in item}


def concrete(path):
    return re.sub(r"\{\w+\}", b64("urn:nobody"), path.replace("{idShortPath}", "Some.Path"))


def missing(schale):
    """What the table answers 501 to."""
    found = set()
    for method, path in sorted(official()):
        answer = schale(method, concrete(path))
        if answer.status == 501:
            assert answer.codes == ["not-implemented"]
            found.add((method, path))
    return found


def allowed(schale, path):
    return set(schale("OPTIONS", concrete(path)).headers["allow"].split(", ")) - {"OPTIONS", "HEAD"}


@pytest.mark.parametrize("name,version", [("operations-v3.1.2.tsv", "3.1.2"), ("operations-v3.2-prerelease.tsv", None)])
def test_list_of_operations_is_the_specification_s(name, version):
    path = os.path.join(SPEC, name)
    if not os.path.exists(path):
        pytest.skip("the specification's list of operations is not here")
    with open(path) as file:
        rows = {(row["method"], row["path"]) for row in csv.DictReader(file, delimiter="\t")}
    assert rows == official(version)


def test_operations_are_the_specification_s(schale):
    """In both directions: each is known, and no path of the specification has another method."""
    assert len(official("3.1.2")) == 224
    for path in sorted({path for _, path in official()}):
        assert allowed(schale, path) == {method for method, other in official() if other == path}, path


def test_what_is_missing_is_listed(schale):
    listed = {(row["method"], row["path"]) for row in table("openapi_missing.tsv")}
    found = missing(schale)
    assert sorted(found - listed) == [], "not served, and not in openapi_missing.tsv"
    assert sorted(listed - found) == [], "served by now: take these out of openapi_missing.tsv"


def test_document_is_what_is_served(schale, document):
    """The operations of the specification without those that answer 501, and none of the others that the table does not
    have. The one path of our own that looks like the specification's is the right spelling of its invoke-asnyc."""
    ours = described(document)
    assert ours & official() == official() - missing(schale)
    for method, path in sorted(ours - official()):
        assert method in allowed(schale, path), path
    assert {("GET", "/"), ("GET", "/health"), ("GET", "/metrics"), ("GET", "/openapi.json"),
            ("POST", "/upload")} <= ours


# --- OpenAPI 3.0.3 ----------------------------------------------------------------------------------------------------------

TEXT, FLAG = {"type": "string"}, {"type": "boolean"}
REFERENCE = {"type": "object", "required": ["$ref"], "properties": {"$ref": {"type": "string", "pattern": "^#/components/"}},
             "additionalProperties": False}


def fixed(needed, /, **properties):
    return {"type": "object", "required": needed, "properties": properties, "additionalProperties": False}


def or_reference(schema):
    return {"if": {"type": "object", "required": ["$ref"]}, "then": REFERENCE, "else": schema}


MEDIA = {"type": "object", "additionalProperties": fixed([], schema={"type": "object"}, encoding={"type": "object"})}
PARAMETER = {"oneOf": [fixed(["name", "in", "schema"], **{
    "name": TEXT, "in": {"enum": [place]}, "required": {"enum": [True]} if place == "path" else FLAG, "description": TEXT,
    "deprecated": FLAG, "style": TEXT, "explode": FLAG, "schema": {"type": "object"}}) for place in ("path", "query", "header")]}
RESPONSE = fixed(["description"], description=TEXT, content=MEDIA, headers={"type": "object"})
OPERATION = fixed(
    ["operationId", "responses", "parameters", "tags"], operationId=TEXT, summary=TEXT, deprecated=FLAG,
    tags={"type": "array", "items": TEXT, "minItems": 1}, parameters={"type": "array", "items": or_reference(PARAMETER)},
    requestBody=fixed(["content"], description=TEXT, required=FLAG, content=MEDIA),
    responses={"type": "object", "required": ["default"], "patternProperties": {
        "^([1-5][0-9][0-9]|[1-5]XX|default)$": or_reference(RESPONSE)}, "additionalProperties": False})
DOCUMENT = fixed(
    ["openapi", "info", "paths", "components", "servers", "tags"], openapi={"enum": ["3.0.3"]},
    info=fixed(["title", "version"], title=TEXT, version=TEXT, description=TEXT),
    servers={"type": "array", "items": fixed(["url"], url={"enum": ["/api/v3"]})},
    tags={"type": "array", "items": fixed(["name"], name=TEXT), "uniqueItems": True},
    paths={"type": "object", "patternProperties": {"^/": fixed([], **{method: OPERATION for method in METHODS})},
           "additionalProperties": False},
    components=fixed(["schemas", "parameters", "responses"], schemas={"type": "object"}, parameters={
        "type": "object", "additionalProperties": PARAMETER}, responses={"type": "object", "additionalProperties": RESPONSE}))
# Schema Object, OpenAPI 3.0.3: these words of JSON Schema and no others.
WORDS = {"title", "multipleOf", "maximum", "exclusiveMaximum", "minimum", "exclusiveMinimum", "maxLength", "minLength", "pattern",
         "maxItems", "minItems", "uniqueItems", "maxProperties", "minProperties", "required", "enum", "type", "allOf", "oneOf",
         "anyOf", "not", "items", "properties", "additionalProperties", "description", "format", "default", "nullable",
         "discriminator", "readOnly", "writeOnly", "xml", "externalDocs", "example", "deprecated"}


def schemas_in(value):
    if isinstance(value, list):
        for one in value:
            yield from schemas_in(one)
    elif isinstance(value, dict):
        if "schema" in value:
            yield value["schema"]
        for one in value.values():
            yield from schemas_in(one)


def check_schema(schema):
    if not isinstance(schema, dict):
        assert isinstance(schema, bool)
        return
    if "$ref" in schema:
        assert set(schema) == {"$ref"}
        return
    assert set(schema) <= WORDS, schema
    assert isinstance(schema.get("type", ""), str)
    assert schema.get("type") != "array" or "items" in schema
    if "pattern" in schema:
        re.compile(schema["pattern"])
    for name in ("allOf", "oneOf", "anyOf"):
        for one in schema.get(name, []):
            check_schema(one)
    for one in schema.get("properties", {}).values():
        check_schema(one)
    for name in ("items", "additionalProperties", "not"):
        if name in schema:
            check_schema(schema[name])


def test_document_is_openapi(document):
    jsonschema.Draft7Validator(DOCUMENT).validate(document)
    for schema in [*schemas_in(document["paths"]), *schemas_in(document["components"]["parameters"]),
                   *schemas_in(document["components"]["responses"]), *document["components"]["schemas"].values()]:
        check_schema(schema)


def test_document_is_whole(document):
    """References lead somewhere, operationIds are unique, tags are declared."""
    text = json.dumps(document)
    for kind, name in re.findall(r'"#/components/(\w+)/([^"/]+)"', text):
        assert name in document["components"][kind], name
    assert len(re.findall(r'"\$ref"', text)) == len(re.findall(r'"#/components/\w+/[^"/]+"', text))
    operations = [one for item in document["paths"].values() for one in item.values()]
    assert len({one["operationId"] for one in operations}) == len(operations)
    assert {tag for one in operations for tag in one["tags"]} == {tag["name"] for tag in document["tags"]}


def test_parameters_are_those_of_the_path(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            found = [document["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
                     for one in operation["parameters"]]
            assert [one["name"] for one in found if one["in"] == "path"] == re.findall(r"\{(\w+)\}", path), (method, path)
            assert len({(one["name"], one["in"]) for one in found}) == len(found), (method, path)


@pytest.mark.parametrize("method,path,names", [
    ("get", "/submodels", {"level", "extent", "limit", "cursor", "semanticId", "idShort"}),
    ("get", "/shells", {"limit", "cursor", "assetIds", "idShort"}),
    ("get", "/submodels/{submodelIdentifier}/$metadata", {"submodelIdentifier"}),
    ("get", "/serialization", {"aasIds", "submodelIds", "includeConceptDescriptions"})])
def test_parameters(document, method, path, names):
    found = {one["$ref"].rsplit("/", 1)[1] if "$ref" in one else one["name"]
             for one in document["paths"][path][method]["parameters"]}
    assert found == names


def test_operation_says_what_the_official_file_says(document):
    operation = document["paths"]["/shells"]["post"]
    assert operation["operationId"] == "PostAssetAdministrationShell"
    assert operation["summary"] == "Creates a new Asset Administration Shell"
    assert operation["requestBody"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/AssetAdministrationShell"}
    assert set(operation["responses"]) == {"201", "400", "409", "default"}
    assert operation["responses"]["409"] == {"$ref": "#/components/responses/409"}
    assert document["components"]["responses"]["409"]["content"]["application/json"]["schema"] == {
        "$ref": "#/components/schemas/Result"}


@pytest.mark.parametrize("prefix", ["", "/api/v3", "/api/v3.1"])
def test_below_every_prefix(schale, prefix, document):
    assert schale.get(prefix + "/openapi.json").json == document
