#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""make_openapi.py SPEC - writes src/web/openapi/official.json and tests/operations.tsv from the official OpenAPI files
(SPEC: a folder with api-v3.1.2 and api-v3.2-prerelease, CC BY 4.0, Industrial Digital Twin Association).

official.json holds what the route table does not know: tag, summary, operationId, bodies and schemas. Paths, path parameters
and the query parameters that the table checks are left out: the server takes them from its table (src/web/openapi.c).
Operations are those of 3.1.2 and what the profiles of 3.2 add. Needs python3-yaml; the build does not run it."""
import glob
import json
import os
import re
import sys

import yaml

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
METHODS = ("get", "put", "post", "delete", "patch")
FROM_TABLE = {"level", "extent", "limit", "cursor"}
# 401 and 403 come when there is access control; 500 and all others are the default answer, the same Result.
ERRORS = {"400", "404", "405", "409"}
# What an official schema says and cannot mean, with the reason. The wire tests are held to the mended ones.
ANY_OF = {
    "SubmodelElementMetadata": "most of the classes have the same schema, so that no element fits exactly one of them",
    "SubmodelElementValue": "no value class requires anything: a File's value fits FileValue, BlobValue and ValueOnly at once",
}

# Query parameters of the released 3.2 on paths whose files here are older (IDTA-01002 3.2: the registries' lists).
ADDED = {"GET /shell-descriptors": ("assetIds", "createdFrom", "updatedFrom"), "GET /submodel-descriptors": ("createdFrom", "updatedFrom")}

# GetAllSubmodels-ValueOnly: one object cannot tell several submodels apart; servers answer an array of their values.
VALUES = {"type": "array", "items": {"$ref": "#/components/schemas/SubmodelValue"}}
# Since 3.1 an idShort may hold "-" (IDTA-01001 AASd-002), and it always could be one letter; this schema was left behind.
PATH_ITEM = "^(([A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9_])?)|(\\[[0-9]+\\]))((\\.[A-Za-z]([A-Za-z0-9_-]*[A-Za-z0-9_])?)|(\\[[0-9]+\\])){0,}$"


def load(path):
    with open(path) as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)


def local(value):
    """References to the two schema collections become references into this document; what is said beside a reference does
    not count in OpenAPI 3.0 and goes."""
    if isinstance(value, list):
        return [local(one) for one in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("$ref"), str):
        return {"$ref": "#" + value["$ref"].split("#", 1)[1]}
    return {name: re.sub(r"\[([^]]+)\]\([^)]*\)", r"\1", one) if name == "description" and isinstance(one, str)
            else local(one) for name, one in value.items() if name != "x-semanticIds"}


def mend_pattern(value):
    """YAML without quotes keeps both of two backslashes: such a pattern means a backslash, "x09" and so on, where its
    neighbours mean the character. IDTA-01002 3.1.2 Part 2: AssetType, EntityValue, PackageDescription and others."""
    if isinstance(value, list):
        return [mend_pattern(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {name: one.replace("\\\\", "\\") if name == "pattern" and isinstance(one, str) and "\\\\x09" in one
            else mend_pattern(one) for name, one in value.items()}


def schemas_of(spec):
    found = {}
    # 3.2 only adds what 3.1 has not, as released where that is known.
    for version in ("api-v3.1.2", "api-v3.2.0-domains-via-basyx-go", "api-v3.2-prerelease"):
        for part in ("Part1-MetaModel-Schemas", "Part2-API-Schemas"):
            components = load(os.path.join(spec, version, part, "openapi.yaml"))["components"]
            for name, schema in components["schemas"].items():
                found.setdefault(name, mend_pattern(local(schema)))
            parameters = {one["name"]: mend_pattern(local(one)) for one in components.get("parameters", {}).values()}
            found.setdefault("", {}).update({k: v for k, v in parameters.items() if k not in found.get("", {})})
    parameters = found.pop("")
    for name in ANY_OF:
        found[name]["anyOf"] = found[name].pop("oneOf")
    found["GetSubmodelsValueResult"]["allOf"][1]["properties"]["result"] = VALUES
    found["PathItem"]["pattern"] = PATH_ITEM
    for schema in found.values():
        schema.pop("example", None)  # texts that are not of the schema's type
    return found, parameters


def responses_of(operation, shared):
    answers, errors = {}, []
    for status, answer in operation["responses"].items():
        status = str(status)
        if status in ERRORS:
            errors.append(int(status))
        if status[0] not in "23":
            continue
        if "$ref" in answer:
            answer = shared[answer["$ref"].rsplit("/", 1)[1]]
        answer = dict(local(answer))
        if status == "204":
            answer.pop("content", None)  # RFC 9110, 15.3.5; DeleteThumbnail names a shell there
        answers[status] = answer
    return answers, sorted(errors)


def operation_of(operation, shared, named):
    made = {"tags": operation["tags"]}
    if operation.get("summary"):
        made["summary"] = " ".join(operation["summary"].split())
    made["operationId"] = operation["operationId"]
    if operation.get("deprecated"):
        made["deprecated"] = True
    query = []
    for one in operation.get("parameters", []):
        one = local(one)
        name = named.get(one["$ref"].rsplit("/", 1)[1]) if "$ref" in one else one["name"]
        if "$ref" in one:
            one = {"$ref": "#/components/parameters/" + name}
        if name not in FROM_TABLE and (("$ref" in one and name not in PATH_NAMES) or one.get("in") in ("query", "header")):
            query.append(one)
    if query:
        made["parameters"] = query
    if "requestBody" in operation:
        made["requestBody"] = local(operation["requestBody"])
    made["responses"], errors = responses_of(operation, shared)
    made["errors"] = errors
    return made


PATH_NAMES = {"aasIdentifier", "submodelIdentifier", "cdIdentifier", "idShortPath", "handleId", "packageId"}


def operations_of(spec):
    files = [(os.path.join(spec, "api-v3.1.2", "Entire-API-Collection", "V3.1.yaml"), "3.1.2")]
    files += [(path, "3.2") for path in sorted(glob.glob(os.path.join(spec, "api-v3.2-prerelease", "*", "V3.2_SSP-*.yaml")))]
    made, rows, ids = {}, [], set()
    for path, version in files:
        folder = os.path.join(spec, "api-v3.1.2" if version == "3.1.2" else "api-v3.2-prerelease")
        components = load(os.path.join(folder, "Part2-API-Schemas", "openapi.yaml"))["components"]
        named = {key: one["name"] for key, one in components["parameters"].items()}
        for template, item in load(path)["paths"].items():
            for method in METHODS:
                key = f"{method.upper()} {template}"
                if method not in item or key in made:
                    continue
                one = operation_of(item[method], components["responses"], named)
                if one["operationId"] in ids:  # 3.2 gives the ids of the plain operations to the signed ones
                    one["operationId"] += "-" + template.rsplit("$", 1)[-1].capitalize()
                assert one["operationId"] not in ids, key
                if key in ADDED:
                    one.setdefault("parameters", []).extend({"$ref": "#/components/parameters/" + name} for name in ADDED[key])
                ids.add(one["operationId"])
                made[key] = one
                rows.append((method.upper(), template, version))
    return made, rows


def used(value, schemas, into):
    if isinstance(value, list):
        for one in value:
            used(one, schemas, into)
    elif isinstance(value, dict):
        name = value.get("$ref", "").replace("#/components/schemas/", "") if isinstance(value.get("$ref"), str) else ""
        if name in schemas and name not in into:
            into.add(name)
            used(schemas[name], schemas, into)
        for one in value.values():
            used(one, schemas, into)


def line(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def block(members):
    return "{\n" + ",\n".join(f"{line(name)}:{line(value)}" for name, value in members.items()) + "\n}"


def main(spec):
    schemas, parameters = schemas_of(spec)
    operations, rows = operations_of(spec)
    parameters.setdefault("cdIdentifier", {"name": "cdIdentifier", "in": "path", "required": True, "schema": {"type": "string"},
                                           "description": "The Concept Description’s unique id (UTF8-BASE64-URL-encoded)"})
    parameters.setdefault("packageId", {"name": "packageId", "in": "path", "required": True, "schema": {"type": "string"},
                                        "description": "The package Id (UTF8-BASE64-URL-encoded)"})
    for one in parameters.values():
        one.get("schema", {}).pop("example", None)
    needed = set()
    used([operations, parameters, {"$ref": "#/components/schemas/Result"}], schemas, needed)
    tags = []
    for one in operations.values():
        tags += [tag for tag in one["tags"] if tag not in tags]
    texts = {"400": "The request is not well-formed, or breaks a rule of the metamodel", "404": "There is no such thing",
             "405": "Not possible on this element", "409": "It exists already", "default": "Any other error"}
    result = {"application/json": {"schema": {"$ref": "#/components/schemas/Result"}}}
    with open(os.path.join(ROOT, "src/web/openapi/official.json"), "w") as file:
        file.write('{"":"do not edit: made by tools/make_openapi.py from the OpenAPI files of IDTA-01002 3.1.2 and 3.2 '
                   '(CC BY 4.0, Industrial Digital Twin Association)",\n')
        file.write(f'"tags":{line(tags)},\n"operations":{block(operations)},\n"components":{{"parameters":{block(parameters)},\n')
        file.write(f'"responses":{block({k: {"description": v, "content": result} for k, v in texts.items()})},\n')
        file.write(f'"schemas":{block({name: schemas[name] for name in sorted(needed)})}}}}}\n')
    with open(os.path.join(ROOT, "tests/operations.tsv"), "w") as file:
        file.write("method\tpath\tversion\n" + "".join("\t".join(row) + "\n" for row in sorted(rows, key=lambda r: (r[1], r[0]))))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
