#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Stores every published submodel template and makes instances of it, with the elements that must be there and with all that there
are: each is stored, of kind Instance, without template qualifiers, and right unless the template has the same fault.

    tests/corpus_templates.py SHARED

The last line is "N passed, N failed"."""
import json
import os
import pathlib
import sys
import tempfile

os.environ.setdefault("SCHALE", "build/schale")
from conftest import Server, b64  # noqa: E402


def paths_of(element, path=""):
    """idShortPaths of all elements below."""
    children = element.get("submodelElements") or element.get("statements") or element.get("annotations") or (
        element["value"] if element.get("modelType") in ("SubmodelElementCollection", "SubmodelElementList") and "value" in element else [])
    for index, child in enumerate(children):
        if element.get("modelType") == "SubmodelElementList":
            below = f"{path}[{index}]"
        else:
            below = f"{path}.{child['idShort']}" if path else child["idShort"]
        yield below
        yield from paths_of(child, below)


def errors_of(server, submodel):
    report = server("POST", "/plan/check?as=Submodel", submodel).json
    return {finding["rule"] for finding in report["findings"] if finding["severity"] == "error"}


def fault_of(server, template, optional):
    answer = server("POST", f"/plan/templates/{b64(template['id'])}/instantiate", {"optional": optional})
    if answer.status == 400:
        rules, known = set(answer.codes), errors_of(server, template)
        return None if rules <= known else f"refused: {sorted(rules - known)}"
    if answer.status != 201:
        return f"{answer.status} {answer.body[:200]!r}"
    made = answer.json["submodels"][0]
    text = json.dumps(made)
    if made.get("kind") != "Instance" or '"TemplateQualifier"' in text or '"type": "SMT/' in text:
        return "it is still a template"
    return None


def main():
    shared = pathlib.Path(sys.argv[1])
    passed, failed, skipped = 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        server = Server(folder)
        for path in sorted((shared / "data" / "idta-templates").rglob("*.json")):
            data = path.read_bytes()
            if server("POST", "/upload", data).status != 200:
                skipped += 1
                continue
            for template in json.loads(data).get("submodels", []):
                if template.get("kind") != "Template":
                    continue
                stored = server.get("/plan/templates/" + b64(template["id"])).json
                everything = list(paths_of(stored))[:1000]
                for optional in ([], everything):
                    fault = fault_of(server, stored, optional)
                    passed, failed = passed + (fault is None), failed + (fault is not None)
                    if fault:
                        print(f"{path.name}: {template.get('idShort')}: {'all' if optional else 'least'}: {fault}")
        listed = server.get("/plan/templates").json
        server.stop()
    print(f"{len(listed['templates'])} templates listed, {skipped} files not stored")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
