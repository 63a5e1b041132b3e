#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs another implementation's request suites against an empty server and counts the steps.

    tests/corpus_suites.py [--program build/asan/schale] SHARED

The suites are in SHARED/data/basyx-go-suites: an array of steps each, in order, with the answer that implementation gives.
Where it contradicts the specification, the step stands in suite_exceptions.tsv with the clause, and must differ. The suites
were recorded with verification off: a document that we refuse for a constraint is then brought in by /upload, which takes it
with a finding, so that the steps behind it say something. Queries and signatures are left out. The last line is
"N passed, N failed".
"""
import argparse
import base64
import csv
import json
import os
import pathlib
import re
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
SUITES = ["submodelrepository/integration_tests/it_config.json",
          "conceptdescriptionrepository/integration_tests/it_config.json",
          "aasenvironment/integration_tests/registry_sync_it_config.json",
          "aasenvironment/integration_tests/upload_json_xml_config.json",
          "aasenvironment/integration_tests/upload_it_config.json"]
UPLOADS = {"UPLOAD_AASX_MULTIPART", "UPLOAD_MULTIPART", "UPLOAD_ATTACHMENT_MULTIPART"}
KINDS = {"aasx": "application/asset-administration-shell-package", "json": "application/json", "xml": "application/xml"}
CHILDREN = {"Submodel": "submodelElements", "Entity": "statements", "AnnotatedRelationshipElement": "annotations"}
OTHER_INTERFACES = re.compile(r"^/query\b|\$signed$")
ELEMENTS = re.compile(r"^/submodels/([^/?]+)/submodel-elements(?:/([^/?]+))?$")


def plain(value):
    """Without what the suites' own driver does not compare. Which interfaces a server names at an address is its own: endpoints
    are compared by their addresses."""
    if isinstance(value, dict):
        return {key: addresses(item) if key == "endpoints" else plain(item) for key, item in value.items() if key != "createdAt"}
    return [plain(item) for item in value] if isinstance(value, list) else value


def addresses(endpoints):
    return sorted({endpoint["protocolInformation"]["href"] for endpoint in endpoints})


def form(name, data):
    kind = KINDS.get(name.rsplit(".", 1)[-1], "application/octet-stream")
    boundary = "----suite"
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    tail = f'\r\n--{boundary}\r\nContent-Disposition: form-data; name="fileName"\r\n\r\n{name}\r\n--{boundary}--\r\n'
    return head.encode() + data + tail.encode(), "multipart/form-data; boundary=" + boundary


class Suite:
    def __init__(self, server, config, exceptions):
        self.server, self.folder = server, config.parent
        self.steps = json.loads(self.fill(config.read_text()))
        self.exceptions = exceptions
        self.passed, self.left_out, self.wrong = 0, 0, []

    def fill(self, text):
        return re.sub(r"\{\{BASYX_[A-Z_]*URL\}\}", self.server.url, text)

    def run(self):
        for number, step in enumerate(self.steps, 1):
            action = step.get("action")
            path = step.get("endpoint", "").replace(self.server.url, "")
            if action == "VERIFY_ENDPOINT_SNAPSHOT":
                action, step = None, {"method": "GET", "shouldMatch": step["data"]}
            unknown = action and action not in UPLOADS or "/attachment" in path and not action
            if unknown or OTHER_INTERFACES.search(path):
                self.left_out += 1
                continue
            answer, sent = self.send(step, path, action)
            self.judge(number, step, path, answer)
            if answer.status == 400 and step.get("expectedStatus", 200) in (201, 204) and sent:
                self.bring_in(step.get("method"), path, json.loads(sent))

    def send(self, step, path, action):
        method, headers, body = (step.get("method") or "GET").upper(), dict(step.get("headers") or {}), None
        if step.get("data"):
            body = (self.folder / step["data"]).read_bytes()
            if action in UPLOADS:
                body, headers["Content-Type"] = form(os.path.basename(step["data"]), body)
            else:
                body = self.fill(body.decode()).encode()
                merges = method == "PATCH" and body.strip()[:1] in (b"{", b"[")
                headers.setdefault("Content-Type", "application/merge-patch+json" if merges else "application/json")
        answer = self.server(method, path, body, headers)
        return answer, None if action else body

    def judge(self, number, step, path, answer):
        why = self.difference(step, answer)
        listed = (number in self.exceptions)
        if bool(why) == listed:
            self.passed += 1
            return
        codes = sorted(set(answer.codes)) if answer.status >= 400 else ""
        why = why or "listed as an exception, but as the suite has it"
        self.wrong.append(f"{number} {step.get('method')} {path}: {why} {codes}")

    def difference(self, step, answer):
        if answer.status != step.get("expectedStatus", 200):
            return f"status {answer.status}, expected {step.get('expectedStatus', 200)}"
        for name, value in (step.get("expectedResponseHeaders") or {}).items():
            if answer.headers.get(name.lower()) != value:
                return f"header {name}"
        if not step.get("shouldMatch"):
            return ""
        expected = json.loads(self.fill((self.folder / step["shouldMatch"]).read_text()))
        return "" if plain(answer.json) == plain(expected) else "body differs from " + step["shouldMatch"]

    # --- what verification would not let in -----------------------------------------------------------------------

    def bring_in(self, method, path, document):
        if not isinstance(document, dict) or method not in ("POST", "PUT", "PATCH"):
            return
        where = ELEMENTS.match(path)
        if where:
            document = self.with_element(method, where, document)
        elif "modelType" not in document or "id" not in document or method == "PATCH":
            return
        if document:
            lists = {"Submodel": "submodels", "ConceptDescription": "conceptDescriptions",
                     "AssetAdministrationShell": "assetAdministrationShells"}
            self.server("POST", "/upload", {lists[document["modelType"]]: [document]})

    def with_element(self, method, where, element):
        """The submodel as it is when the element was added to it or took the place of another."""
        found = self.server.get(f"/submodels/{where[1]}?extent=withBlobValue")
        if found.status != 200:
            return None
        submodel = found.json
        steps = re.findall(r"[^.\[\]]+", where[2] or "")
        holder, last = submodel, None
        for step in steps:
            last = holder, step
            holder = self.child(holder, step)
            if holder is None:
                return None
        if method == "POST":
            holder.setdefault(CHILDREN.get(holder["modelType"], "value"), []).append(element)
        else:
            children = last[0][CHILDREN.get(last[0]["modelType"], "value")]
            children[children.index(holder)] = element
        return submodel

    @staticmethod
    def child(holder, step):
        children = holder.get(CHILDREN.get(holder["modelType"], "value"), [])
        if holder["modelType"] == "SubmodelElementList":
            return children[int(step)] if int(step) < len(children) else None
        return next((child for child in children if child.get("idShort") == step), None)


def exceptions_of(suite):
    with open(HERE / "suite_exceptions.tsv") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["suite"] == suite]
    assert all(row["clause"].strip() for row in rows)
    return {int(row["step"]) for row in rows}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=os.environ.get("SCHALE", "build/asan/schale"))
    parser.add_argument("shared", type=pathlib.Path)
    options = parser.parse_args()
    os.environ["SCHALE"] = options.program
    sys.path.insert(0, str(HERE))
    from conftest import Server
    passed = failed = 0
    for name in SUITES:
        config = options.shared / "data" / "basyx-go-suites" / name
        if not config.exists():
            continue
        with tempfile.TemporaryDirectory() as folder:
            server = Server(folder)
            suite = Suite(server, config, exceptions_of(name))
            suite.run()
            server.stop()
        for line in suite.wrong:
            print(f"FAIL {name} {line}")
        print(f"{name}: {suite.passed} steps, {suite.left_out} left out, {len(suite.exceptions)} listed exceptions")
        passed, failed = passed + suite.passed, failed + len(suite.wrong)
    print(f"{passed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
