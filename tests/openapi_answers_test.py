# SPDX-License-Identifier: Apache-2.0
"""Runs last: every answer that the tests of this run got is what the official OpenAPI files say of its operation and status,
and when all tests ran, each operation that is served was reached. openapi_contradictions.tsv lists where an official file
contradicts the specification's text or itself; such a row has to be needed."""
import csv
import glob
import json
import os

import pytest
import wire_record

HERE = os.path.dirname(os.path.abspath(__file__))
RESULT = {"allOf": [{"$ref": "#/components/schemas/Result"},
                    {"required": ["messages"], "properties": {"messages": {"minItems": 1}}}]}


@pytest.fixture(scope="module")
def description():
    return wire_record.Description("official.json", "own.json", "security.json")


def contradictions():
    with open(os.path.join(HERE, "openapi_contradictions.tsv")) as file:
        return list(csv.DictReader(file, delimiter="\t"))


def whole_run(session):
    """Whether this run has all tests over the wire, so that what was not reached has no test."""
    if session.config.getoption("keyword") or session.config.getoption("markexpr") or session.config.getoption("lf", False):
        return False
    files = {os.path.basename(str(item.fspath)) for item in session.items}
    whole = {os.path.basename(name) for name in glob.glob(os.path.join(HERE, "*_test.py"))}
    return whole <= files and not any("::" in argument for argument in session.config.args)


def media_type(line):
    return line["headers"].get("content-type", "").split(";")[0].strip()


def check_error(description, line):
    """Every error has the Result as its body, of whatever operation."""
    if media_type(line) != "application/json":
        return [f"an error as {media_type(line) or 'nothing'}"]
    return description.errors(RESULT, json.loads(line["body"]))


def check_success(description, line, operation):
    answer = operation["responses"].get(str(line["status"]))
    if answer is None:
        return [f"status {line['status']} is not one of {', '.join(operation['responses'])}"]
    found = [f"no header {name}" for name in answer.get("headers", {})
             if name in ("Location", "Content-Disposition") and name.lower() not in line["headers"]]
    content = answer.get("content")
    if not content:
        return found + ([f"{len(line['body'])} bytes where nothing is to be"] if line["body"] else [])
    kind = media_type(line)
    if "application/octet-stream" in content:
        return found  # the stored file comes with its own type
    if kind not in content:
        return found + [f"type {kind!r} is not one of {', '.join(content)}"]
    if kind == "application/json" and line["body"] is not None:
        found += description.errors(content[kind].get("schema", {}), json.loads(line["body"]))
    return found


def check(description, line):
    """(operation, what is wrong) of one answer."""
    key = description.find(line["method"], line["path"])
    if key is None or line["status"] == 304:  # RFC 9110, 15.4.5: of every read that was asked for on condition
        return key, []
    if line["status"] >= 400:
        return key, check_error(description, line) if line["body"] is not None else []
    return key, check_success(description, line, description.operations[key])


def excused(rows, key, status, text):
    """Marks and returns the row that allows this."""
    for row in rows:
        if row["operation"] in ("*", key) and row["status"] in ("*", str(status)) and row["has"] in text:
            row["used"] = True
            return row
    return None


def test_answers_are_as_described(description, request):
    rows, violations, count = contradictions(), {}, 0
    for line in wire_record.lines():
        if line["method"] in ("HEAD", "OPTIONS"):
            continue
        key, found = check(description, line)
        count += key is not None
        for text in found:
            if not excused(rows, key, line["status"], text):
                violations.setdefault((key, line["status"], text.split("(")[-1]), (line["test"], line["path"][:120], text))
    for (key, status, _), (test, path, text) in sorted(violations.items(), key=str):
        print(f"{key} {status}: {text}\n    {path}\n    {test}")
    assert not violations, f"{len(violations)} kinds of answers are not as described"
    if whole_run(request.session):
        assert count > 1000
        assert [row for row in rows if "used" not in row] == [], "rows that nothing needs any more"


def test_every_operation_is_reached(request, schale):
    """With success, once at least. What is served, the server's own description says."""
    if not whole_run(request.session):
        pytest.skip("only a part of the tests ran")
    description = wire_record.Description("official.json", "own.json", "security.json")
    reached = {description.find(line["method"], line["path"]) for line in wire_record.lines() if line["status"] < 400}
    served = {f"{method.upper()} {path}" for path, item in schale.get("/openapi.json").json["paths"].items() for method in item}
    undescribed = served - set(description.operations)  # described by the table alone: found by their plain path, if at all
    assert sorted(served - undescribed - reached) == []
