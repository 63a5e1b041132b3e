# SPDX-License-Identifier: Apache-2.0
"""The example factory: the generator writes the committed bytes, and they hold what they promise."""

import hashlib
import json
import os
import pathlib
import subprocess

import pytest
from conftest import b64, followed

ROOT = pathlib.Path(__file__).resolve().parent.parent
FACTORY = ROOT / "examples" / "factory"
PACKAGE = "/aasx/files/"
RECORD = "urn:schale:template:"
RECORDS = {
    "SecurityZones": 1,
    "AdvisoryStatus": 3,
    "ExploitedVulnerabilities": 1,
    "AdvisorySource": 1,
    "CsafProvider": 1,
    "OwnAdvisory": 1,
}
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


def advisory_id(path):
    """The id of the submodel that is made of a document: docs/security.md, Keeping advisories."""
    document = json.loads(path.read_text(encoding="utf-8"))["document"]
    pair = document["publisher"]["namespace"] + "\x1f" + document["tracking"]["id"]
    return "urn:schale:advisory:" + hashlib.sha256(pair.encode()).hexdigest()[:32]


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
    assert {name: names.count(name) for name in set(names)} == {**TEMPLATES, **RECORDS}
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
    made = {advisory_id(path) for path in (FACTORY / "advisories").iterdir()}
    assert len(made) == 10
    for node in walk(environment):
        if node.get("type") != "ModelReference":
            continue
        if node["keys"][0]["value"] in made:
            continue
        target = identifiables.get(node["keys"][0]["value"])
        for key in node["keys"]:
            target = target if key is node["keys"][0] else step(target, key)
            assert target is not None and target["modelType"] == key["type"], node
        count += 1
    assert count > 200


def is_record(submodel):
    """Whether it is one of the program's own records, which belong to no shell."""
    return submodel["semanticId"]["keys"][0]["value"].startswith(RECORD)


def test_every_submodel_belongs_to_one_shell(environment):
    used = [
        reference["keys"][0]["value"]
        for one in environment["assetAdministrationShells"]
        for reference in one["submodels"]
    ]
    owned = [one["id"] for one in environment["submodels"] if not is_record(one)]
    assert sorted(used) == sorted(owned)


def template(name):
    return json.loads((ROOT / "templates" / name).read_text(encoding="utf-8"))


def test_records_have_what_their_templates_have(environment):
    ids = {
        key["value"]
        for path in (ROOT / "templates").glob("[a-z]*.json")
        for node in walk(template(path.name))
        for key in node.get("semanticId", {}).get("keys", [])
    }
    for record in filter(is_record, environment["submodels"]):
        for node in walk(record):
            if "modelType" in node:
                assert node["semanticId"]["keys"][0]["value"] in ids, node


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
        assert name.endswith((".csv", ".json"))


# --- security: what the program makes of it -------------------------------------------------------


def test_advisories_are_sound():
    program = os.environ.get("SCHALE", "build/asan/schale")
    done = subprocess.run(
        [program, "advisories", "check", FACTORY / "advisories"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout
    assert len(list((FACTORY / "advisories").iterdir())) == 11


def shell(code):
    return f"https://ahrental.example/shells/{code}"


# asset, advisory: tier, verdict, reach, state; thought out from the tables in tools/factory.
MIX = {
    ("PLC-01", "AMB-SA-2026-004"): ("certain", "affected", "reachable", "in_progress"),
    ("PLC-02", "AMB-SA-2026-004"): ("certain", "fixed", "not_reachable", "done"),
    ("DRV-01", "AMB-SA-2026-009"): ("certain", "affected", "local", "open"),
    ("DRV-02", "AMB-SA-2026-009"): ("certain", "affected", "local", "accepted"),
    ("SWI-01", "NBSA-2026-11"): ("family", "affected", "reachable", "open"),
    ("IMM-01", "HD-SEC-2026-02"): ("certain", "fixed", "reachable", "done"),
    ("IMM-03", "HD-SEC-2026-02"): ("certain", "fixed", "reachable", "done"),
    ("IMM-02", "HD-SEC-2026-05"): ("certain", "affected", "not_reachable", "open"),
    ("EM-01", "STM-2026-3"): ("certain", "unknown", "reachable", "open"),
    ("VIS-01", "OK-PSA-26-05"): ("certain", "under_investigation", "reachable", "open"),
    ("ROB-01", "DR-2026-07"): ("certain", "not_affected", "reachable", "done"),
    ("DRY-01", "SIE-SEC-2026-01"): ("certain", "affected", "not_reachable", "done"),
    ("TCU-01", "LAM-2026-014"): ("certain", "affected", "reachable", "open"),
    ("CON-01", "LAM-2026-014"): ("certain", "not_affected", "not_reachable", "done"),
}


def test_the_mix(factory):
    answer = followed(factory, "/plan/security/items?limit=100")
    items = {(i["asset"]["id"], i["advisory"]["tracking_id"]): i for i in answer["result"]}
    found = {
        key: (i["tier"], i["verdict"], i["reach"]["verdict"], i["state"])
        for key, i in items.items()
    }
    assert found == {(shell(code), advisory): row for (code, advisory), row in MIX.items()}
    assert items[shell("EM-01"), "STM-2026-3"]["missing"] == ["firmware"]
    # What is unknown is told by the versions that are affected, with what helps then.
    meter = items[shell("EM-01"), "STM-2026-3"]
    assert "<1.7.0" in meter["evidence"] and meter["remedies"][0]["category"] == "vendor_fix"
    assert items[shell("PLC-01"), "AMB-SA-2026-004"]["exploited"] == ["CVE-2026-94101"]
    assert "C4" in items[shell("IMM-02"), "HD-SEC-2026-05"]["reach"]["proof"]
    assert items[shell("SWI-01"), "NBSA-2026-11"]["advisory"]["version"] == "2"
    categories = {r["category"] for i in items.values() for r in i.get("remedies", [])}
    assert {"vendor_fix", "mitigation", "workaround", "none_available"} <= categories
    # Made of the same digest as the program's: no decision looks as if its advisory had changed.
    assert [i for i in items.values() if i.get("changed_since")] == []


def test_assets_go_by_their_names_in_the_language_asked_for(factory):
    path = "/plan/security/items?language=%s&asset=" + b64(shell("SWI-01"))
    names = ("Verwalteter Ethernet-Switch", "Managed Ethernet switch")
    for language, name in zip(("de", "en"), names):
        (item,) = factory.get(path % language).json["result"]
        assert item["asset"]["name"] == name and name in item["reach"]["proof"]
        found = factory.get(f"/plan/security/inventory?language={language}&q=NB208M").json["result"]
        assert [one["name"] for one in found] == [name]
    for path in ("items", "inventory"):
        assert factory.get(f"/plan/security/{path}?q=verwalteter").json["total"] == 1


def test_zones_are_as_the_program_writes_them(factory, environment):
    path = "/plan/security/zones"
    before = factory.get(path)
    etag = {"If-Match": before.headers["etag"]}
    assert factory("PUT", path, before.json, headers=etag).status in (200, 204)
    made = next(one for one in environment["submodels"] if one["idShort"] == "SecurityZones")
    after = factory.get("/submodels/" + b64(made["id"])).json
    assert after == made


def test_nothing_is_fetched_by_itself(factory):
    (source,) = factory.get("/plan/security/sources").json["result"]
    assert not source["every_hours"] and "next_run" not in source and "last_run" not in source
