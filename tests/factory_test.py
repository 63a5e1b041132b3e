# SPDX-License-Identifier: Apache-2.0
"""The example factory: the generator writes the committed bytes, and they hold what they promise."""

import json
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
FACTORY = ROOT / "examples" / "factory"
PACKAGE = "/aasx/files/"
TEMPLATES = {
    "Nameplate": 21,
    "TechnicalData": 24,
    "HandoverDocumentation": 19,
    "HierarchicalStructures": 8,
    "AssetInterfacesDescription": 12,
    "SoftwareNameplate": 10,
    "ContactInformations": 7,
    "TimeSeries": 3,
    "CarbonFootprint": 1,
    "PlasticsAndRubberMouldsIdentification": 1,
}


def tree(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def walk(node):
    """Every JSON object below node, node included."""
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from walk(value)
    elif isinstance(node, list):
        for value in node:
            yield from walk(value)


def children(element):
    for name in ("submodelElements", "value", "statements", "annotations"):
        members = element.get(name)
        if isinstance(members, list):
            yield from (member for member in members if "modelType" in member)


def step(element, key):
    """The child that one key of a model reference names, or None."""
    members = list(children(element))
    if element["modelType"] == "SubmodelElementList":
        return members[int(key["value"])] if int(key["value"]) < len(members) else None
    return next((one for one in members if one.get("idShort") == key["value"]), None)


@pytest.fixture(scope="module")
def environment():
    return json.loads((FACTORY / "factory.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def identifiables(environment):
    items = [item for group in environment.values() for item in group]
    table = {item["id"]: item for item in items}
    assert len(table) == len(items), "an id occurs twice"
    return table


def test_generator_writes_the_committed_bytes(tmp_path):
    script = ROOT / "tools" / "make_factory.py"
    subprocess.run(["/usr/bin/python3", script, tmp_path], check=True, capture_output=True)
    made, committed = tree(tmp_path), tree(FACTORY)
    assert sorted(made) == sorted(committed)
    assert [name for name in made if made[name] != committed[name]] == []


def test_generator_refuses_unknown_options(tmp_path):
    script = ROOT / "tools" / "make_factory.py"
    done = subprocess.run(["/usr/bin/python3", script, "--fast"], capture_output=True, cwd=tmp_path)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_counts(environment):
    shells = environment["assetAdministrationShells"]
    kinds = [one["assetInformation"]["assetKind"] for one in shells]
    assert kinds.count("Type") == 1
    assert kinds.count("Instance") == 23
    names = [one["idShort"] for one in environment["submodels"]]
    assert {name: names.count(name) for name in set(names)} == TEMPLATES
    assert len(environment["conceptDescriptions"]) >= 60
    assert (FACTORY / "factory.json").stat().st_size < 3 * 1024 * 1024


def test_time_series_hold_48_records(environment):
    segments = [
        node for node in walk(environment["submodels"]) if node.get("idShort") == "InternalSegment"
    ]
    assert len(segments) == 2
    for segment in segments:
        records = next(one for one in segment["value"] if one["idShort"] == "Records")
        assert len(records["value"]) == 48


def test_model_references_lead_somewhere(environment, identifiables):
    count = 0
    for node in walk(environment):
        if node.get("type") != "ModelReference":
            continue
        target = identifiables.get(node["keys"][0]["value"])
        for key in node["keys"]:
            target = target if key is node["keys"][0] else step(target, key)
            assert target is not None and target["modelType"] == key["type"], node
        count += 1
    assert count > 200


def test_every_submodel_belongs_to_one_shell(environment):
    used = [
        reference["keys"][0]["value"]
        for one in environment["assetAdministrationShells"]
        for reference in one["submodels"]
    ]
    assert sorted(used) == sorted(one["id"] for one in environment["submodels"])


def test_files_and_package_paths_agree(environment):
    named = set()
    for node in walk(environment):
        path = node.get("value") if node.get("modelType") == "File" else node.get("path")
        if isinstance(path, str):
            assert path.startswith(PACKAGE), path
            named.add(path[len(PACKAGE) :])
    assert named == set(tree(FACTORY / "files"))


def test_texts_are_german_and_english(environment):
    count = 0
    for node in walk(environment):
        for name in ("displayName", "description", "preferredName", "definition", "value"):
            texts = node.get(name)
            if isinstance(texts, list) and texts and "language" in texts[0]:
                assert [text["language"] for text in texts] == ["de", "en"], node
                assert all(text["text"].strip() for text in texts)
                count += 1
    assert count > 1000


def test_no_empty_arrays_and_no_names_in_lists(environment):
    for node in walk(environment):
        assert [] not in node.values(), node
        if node.get("modelType") == "SubmodelElementList":
            assert all("idShort" not in child for child in node["value"])


def test_technical_properties_have_a_concept(environment, identifiables):
    own = "https://ahrental.example/concepts/"
    for node in walk(environment["submodels"]):
        for key in node.get("semanticId", {}).get("keys", []):
            if key["value"].startswith(own):
                assert key["value"] in identifiables


@pytest.mark.parametrize("name", sorted(tree(FACTORY / "files")))
def test_file_forms(name):
    data = tree(FACTORY / "files")[name]
    if name.endswith(".pdf"):
        assert data.startswith(b"%PDF-1.4") and data.endswith(b"%%EOF\n")
        start = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
        assert data[start : start + 4] == b"xref"
        assert len(data) < 12 * 1024
        assert data.count(b"/Type/Page/") == 2
    elif name.endswith(".svg"):
        assert data.startswith(b"<svg ") and b"<title>" in data and b"<script" not in data
        assert len(data) < 32 * 1024
    else:
        assert name.endswith(".csv")
