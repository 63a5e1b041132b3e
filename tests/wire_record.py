# SPDX-License-Identifier: Apache-2.0
"""What the tests' client sent and got, answer by answer, and what the official OpenAPI files say about it.
tests/openapi_answers_test.py runs last and compares the two."""
import gzip
import hashlib
import json
import os
import re
import threading

import jsonschema

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
BODY_BYTES_MAX = 1 << 20  # longer answers are noted without their body: the limits' tests send them, all of one form
RECORD = os.environ.get("SCHALE_WIRE_RECORD", os.path.join(ROOT, "build", "wire_record.jsonl"))

_file = None
_lock = threading.Lock()
_seen = set()


DEPTH_MAX = 32


def _depth(value):
    depth, level = 0, [value]
    while level and depth <= DEPTH_MAX:
        inner = [one.values() if isinstance(one, dict) else one for one in level if isinstance(one, (dict, list))]
        level, depth = [one for items in inner for one in items], depth + 1
    return depth


def begin():
    """A new record for this run."""
    global _file
    os.makedirs(os.path.dirname(os.path.abspath(RECORD)), exist_ok=True)
    _file = open(RECORD, "w")


def note(method, path, answer):
    """Writes one answer down; the same answer to the same path once."""
    if _file is None:
        return
    plain = gzip.decompress(answer.body) if answer.headers.get("content-encoding") == "gzip" else answer.body
    body = plain if len(plain) <= BODY_BYTES_MAX else None
    key = hashlib.sha256(repr((method, path, answer.status, answer.body)).encode()).digest()
    with _lock:
        if key in _seen:
            return
        _seen.add(key)
        line = {"test": os.environ.get("PYTEST_CURRENT_TEST", "").split(" ")[0], "method": method, "path": path,
                "status": answer.status, "headers": answer.headers,
                "body": None if body is None else body.decode("utf-8", "surrogateescape")}
        _file.write(json.dumps(line) + "\n")


def lines():
    if _file is not None:
        _file.flush()
    with open(RECORD) as file:
        return [json.loads(line) for line in file]


# --- the official files -----------------------------------------------------------------------------------------------------

# XML's characters, as the schemas write them for regular expressions over UTF-16 units; Python's are over characters.
_XML_UTF16 = (r"^([\x09\x0a\x0d\x20-\ud7ff\ue000-\ufffd]|\ud800[\udc00-\udfff]|[\ud801-\udbfe][\udc00-\udfff]"
              r"|\udbff[\udc00-\udfff])*$")
_XML = "^[\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*\\Z"


def _for_python(value):
    if isinstance(value, list):
        return [_for_python(one) for one in value]
    if not isinstance(value, dict):
        return value
    if value.get("nullable"):  # OpenAPI 3.0's way of saying it
        value = {**value, "type": [value["type"], "null"]}
    return {name: _XML if name == "pattern" and one == _XML_UTF16 else _for_python(one) for name, one in value.items()}


def _one_of(validator, branches, instance, schema):
    """oneOf over classes: modelType says which one is meant, the others have another constant there. Without this shortcut a
    nested element is checked against each class at each depth."""
    kind = instance.get("modelType") if isinstance(instance, dict) else None
    for branch in branches:
        if kind and branch.get("$ref", "").endswith("/" + str(kind)):
            yield from validator.descend(instance, branch)
            return
    yield from jsonschema.Draft7Validator.VALIDATORS["oneOf"](validator, branches, instance, schema)


_Validator = jsonschema.validators.extend(jsonschema.Draft7Validator, {"oneOf": _one_of})


class Description:
    """An OpenAPI document, or several put together, asked for operations by the path that was sent."""

    def __init__(self, *names):
        self.operations, self.components = {}, {"schemas": {}, "parameters": {}, "responses": {}}
        for name in names:
            with open(os.path.join(ROOT, "src/web/openapi", name)) as file:
                document = json.load(file)
            self.operations.update(document["operations"])
            for kind in self.components:
                self.components[kind].update(document["components"][kind])
        document = {"components": _for_python(self.components)}
        self.resolver = jsonschema.RefResolver("", document)
        self.validators = {}
        self.literal, self.patterns = {}, []
        for key in self.operations:
            method, template = key.split(" ")
            if "{" not in template:
                self.literal[(method, template.rstrip("/"))] = key
                continue
            parts = [re.escape(part) if not part.startswith("{") else "[^/]+" for part in template.split("/")]
            self.patterns.append((method, re.compile("/".join(parts) + "/?\\Z"), key))
        self.patterns.sort(key=lambda one: one[2].count("{"))  # a literal segment stands before a parameter

    def find(self, method, target):
        """The operation of a request, "GET /shells/{aasIdentifier}"; None when there is none."""
        path = re.sub(r"^/api/v3(\.[012])?(?=/|$)", "", target.split("?")[0]).replace("%24", "$")
        key = self.literal.get((method, path.rstrip("/")))
        if key:
            return key
        return next((key for other, pattern, key in self.patterns if other == method and pattern.match(path)), None)

    def errors(self, schema, value):
        """What of the value the schema does not allow: texts. Nothing is said of values that are nested deeper than the
        validator can follow; the tests of the depth limit get some."""
        if _depth(value) > DEPTH_MAX:
            return []
        name = json.dumps(schema, sort_keys=True)
        if name not in self.validators:
            self.validators[name] = _Validator(_for_python(schema), resolver=self.resolver)
        found = []
        for error in self.validators[name].iter_errors(value):
            where = "$" + "".join(f"[{one}]" if isinstance(one, int) else f".{one}" for one in error.absolute_path)
            rule = "/".join(str(one) for one in error.absolute_schema_path)
            found.append(f"{where}: {error.message[:200]} ({rule[-120:]})")
        return found
