# SPDX-License-Identifier: Apache-2.0
"""`schale advisories check`: a sound advisory has no finding; a small change that breaks one rule is told by its number, at its place."""
import copy
import json
import os
import subprocess

import pytest

PROGRAM = os.environ.get("SCHALE", "build/asan/schale")
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def sound(category="csaf_vex"):
    return {
        "document": {
            "category": category, "csaf_version": "2.0", "lang": "en", "title": "A valve opens by itself",
            "notes": [{"category": "summary", "text": "What happened."}],
            "references": [{"category": "external", "summary": "More", "url": "https://example.com/more"}],
            "publisher": {"category": "vendor", "name": "Example", "namespace": "https://example.com"},
            "tracking": {"id": "EX-2026-1", "status": "final", "version": "2", "current_release_date": "2026-02-01T00:00:00Z",
                         "initial_release_date": "2026-01-01T00:00:00Z",
                         "revision_history": [{"date": "2026-01-01T00:00:00Z", "number": "1", "summary": "First"},
                                              {"date": "2026-02-01T00:00:00Z", "number": "2", "summary": "Second"}]}},
        "product_tree": {
            "branches": [{"category": "vendor", "name": "Example", "branches": [
                {"category": "product_name", "name": "Valve", "branches": [
                    {"category": "product_version", "name": "1.0", "product": {"product_id": "P1", "name": "Valve 1.0",
                        "product_identification_helper": {"model_numbers": ["V-1"], "purl": "pkg:generic/valve@1.0", "hashes": [
                            {"filename": "valve.bin", "file_hashes": [{"algorithm": "sha256", "value": "a" * 64}]}]}}},
                    {"category": "product_version_range", "name": "<1.0", "product": {"product_id": "P2", "name": "Valve <1.0"}}]}]}],
            "relationships": [{"category": "installed_on", "product_reference": "P1", "relates_to_product_reference": "P2",
                               "full_product_name": {"product_id": "P3", "name": "Valve on valve"}}],
            "product_groups": [{"group_id": "G1", "product_ids": ["P1", "P3"]}]},
        "vulnerabilities": [{
            "cve": "CVE-2026-0001", "cwe": {"id": "CWE-79", "name":
                "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"},
            "notes": [{"category": "description", "text": "It opens."}],
            "involvements": [{"party": "vendor", "status": "completed", "date": "2026-01-01T00:00:00Z"}],
            "product_status": {"known_affected": ["P2"], "known_not_affected": ["P1", "P3"]},
            "flags": [{"label": "component_not_present", "group_ids": ["G1"]}],
            "remediations": [{"category": "vendor_fix", "details": "Use 1.0", "product_ids": ["P2"]}],
            "scores": [{"products": ["P2"], "cvss_v3": {"version": "3.1", "vectorString": VECTOR, "baseScore": 9.8, "baseSeverity": "CRITICAL",
                                                        "attackVector": "NETWORK"}}]}]}


def told_of(tmp_path, documents, *more):
    names = []
    for number, document in enumerate(documents):
        name = tmp_path / f"{number}.json"
        name.write_text(document if isinstance(document, str) else json.dumps(document, indent=1))
        names.append(str(name))
    return subprocess.run([PROGRAM, "advisories", "check", *names, *more], capture_output=True, text=True)


def change(path, value):
    """Sets, or with None takes out, what stands at "a.b.0.c"."""
    def run(document):
        *way, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        for step in way:
            document = document[step]
        if value is None:
            del document[last]
        elif isinstance(document, list) and last == len(document):
            document.append(copy.deepcopy(value))
        else:
            document[last] = copy.deepcopy(value)
    return run


V = "vulnerabilities.0."
T = "document.tracking."
LATER = {"date": "2026-03-01T00:00:00Z", "summary": "Third"}
P2_SCORE = sound()["vulnerabilities"][0]["scores"][0]
BROKEN = [
    ("schema", T + "id", None), ("schema", "document.title", ""), ("schema", T + "current_release_date", "yesterday"),
    ("schema", "document.references.0.url", "no url"), ("schema", "document.csaf_version", "2.1"), ("schema", V + "cve", "CVE-1"),
    ("schema", "product_tree.product_groups.0.product_ids", ["P1"]), ("schema", "product_tree.product_groups.0.product_ids", ["P1", "P1"]),
    ("schema", "product_tree.branches.0.branches", None), ("schema", V + "notes", {}),
    ("6.1.1", V + "remediations.0.product_ids.1", "P9"), ("6.1.2", "product_tree.full_product_names", [{"product_id": "P1", "name": "x"}]),
    ("6.1.3", "product_tree.relationships.0.relates_to_product_reference", "P3"), ("6.1.4", V + "flags.0.group_ids.1", "G9"),
    ("6.1.5", "product_tree.product_groups.1", {"group_id": "G1", "product_ids": ["P1", "P2"]}),
    ("6.1.6", V + "product_status.fixed", ["P2"]), ("6.1.7", V + "scores.1", P2_SCORE),
    ("6.1.8", V + "scores.0.cvss_v3.baseSeverity", None), ("6.1.8", V + "scores.0.cvss_v3.baseScore", 10.5),
    ("6.1.9", V + "scores.0.cvss_v3.baseScore", 9.7), ("6.1.9", V + "scores.0.cvss_v3.baseSeverity", "HIGH"),
    ("6.1.10", V + "scores.0.cvss_v3.attackVector", "LOCAL"), ("6.1.11", V + "cwe.name", "Cross-site Scripting"),
    ("6.1.11", V + "cwe.id", "CWE-999999"), ("6.1.12", "document.lang", "ez"), ("6.1.12", "document.lang", "de-QQ"),
    ("6.1.13", "product_tree.branches.0.branches.0.branches.0.product.product_identification_helper.purl", "pkg:maven/valve@1"),
    ("6.1.14", T + "revision_history.0.date", "2026-02-02T00:00:00Z"), ("6.1.15", "document.publisher.category", "translator"),
    ("6.1.16", T + "version", "3"), ("6.1.17", T + "version", "0.9.0"), ("6.1.18", T + "revision_history.0.number", "0"),
    ("6.1.19", T + "revision_history.0.number", "1.0.0-rc.1"), ("6.1.20", T + "version", "2.0.0-rc.1"),
    ("6.1.21", T + "revision_history.2", dict(LATER, number="4")), ("6.1.22", T + "revision_history.2", dict(LATER, number="2")),
    ("6.1.23", "vulnerabilities.1", sound()["vulnerabilities"][0]),
    ("6.1.24", V + "involvements.1", {"party": "vendor", "status": "open", "date": "2026-01-01T00:00:00Z"}),
    ("6.1.25", "product_tree.branches.0.branches.0.branches.0.product.product_identification_helper.hashes.0.file_hashes.1",
     {"algorithm": "sha256", "value": "b" * 64}),
    ("6.1.26", "document.category", "Security_Incident-Response"), ("6.1.26", "document.category", "csaf_mine"),
    ("6.1.27.4", "product_tree", None), ("6.1.27.5", V + "notes", None), ("6.1.27.7", V + "product_status", {"recommended": ["P1"]}),
    ("6.1.27.8", V + "cve", None), ("6.1.27.9", V + "flags", None), ("6.1.27.10", V + "remediations", None),
    ("6.1.27.11", "vulnerabilities", None), ("6.1.28", "document.source_lang", "en"), ("6.1.29", V + "remediations.0.product_ids", None),
    ("6.1.30", T + "revision_history.0.number", "1.0.0"),
    ("6.1.31", "product_tree.branches.0.branches.0.branches.0.name", "1.0 and earlier"), ("6.1.32", V + "flags.0.group_ids", None),
    ("6.1.33", V + "flags.1", {"label": "vulnerable_code_not_present", "product_ids": ["P1"]}),
]
OF_CATEGORY = [
    ("6.1.27.1", "csaf_informational_advisory", "document.notes", None), ("6.1.27.2", "csaf_informational_advisory", "document.references", None),
    ("6.1.27.3", "csaf_informational_advisory", "document.title", "t"), ("6.1.27.6", "csaf_security_advisory", V + "product_status", None),
]


@pytest.mark.parametrize("category", ["csaf_vex", "csaf_security_advisory", "csaf_base", "some category"])
def test_a_sound_advisory_has_no_finding(tmp_path, category):
    told = told_of(tmp_path, [sound(category)])
    assert told.returncode == 0 and told.stdout.endswith(": fine\n"), told.stdout


@pytest.mark.parametrize("rule, category, path, value", [(rule, "csaf_vex", path, value) for rule, path, value in BROKEN] + OF_CATEGORY)
def test_a_broken_rule_is_told(tmp_path, rule, category, path, value):
    document = sound(category)
    change(path, value)(document)
    told = told_of(tmp_path, [document], "--json")
    assert told.returncode == 1
    findings = json.loads(told.stdout)["findings"]
    assert rule in {finding["rule"] for finding in findings}
    for finding in findings:
        assert finding["path"].startswith("$") and finding["line"] >= 1 and finding["severity"] == "error"
        assert finding["message"] and finding["hint"] and "{" not in finding["message"]


def test_every_rule_has_a_sample():
    with open("src/plan/security/csaf/csaf_rule.def", encoding="utf-8") as file:
        rules = {line.split('"')[1] for line in file if line.startswith("RULE(")}
    assert rules == {rule for rule, *_ in BROKEN + OF_CATEGORY} | {"json-syntax", "zip", "not-stored"}  # the last two: advisories_match_test


def test_place_and_languages(tmp_path):
    document = sound()
    change(V + "remediations.0.product_ids.1", "P9")(document)
    finding = json.loads(told_of(tmp_path, [document], "--json").stdout)["findings"][0]
    assert finding["path"] == "$.vulnerabilities[0].remediations[0].product_ids[1]"
    lines = json.dumps(document, indent=1).split("\n")
    assert "P9" in lines[finding["line"] - 1]
    assert "Das Produkt \"P9\" ist nicht definiert." in told_of(tmp_path, [document], "--lang", "de").stdout


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "{\"document\":1}", "[" * 5000, "{\"vulnerabilities\":[1,{\"scores\":[{\"cvss_v3\":3}]}]}"])
def test_what_is_no_advisory_is_told(tmp_path, text):
    told = told_of(tmp_path, [text], "--json")
    assert told.returncode == 1 and json.loads(told.stdout)["findings"] and not told.stderr


def test_use(tmp_path):
    run = lambda *words: subprocess.run([PROGRAM, *words], capture_output=True, text=True)
    assert run("advisories", "check").returncode == 2
    assert run("advisories", "check", str(tmp_path / "none.json")).returncode == 2
    assert run("advisories").returncode == 2 and run("advisories", "mend").returncode == 2
    assert "advisories check FILE" in run("advisories", "check", "--help").stdout
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "a.json").write_text(json.dumps(sound()))
    (tmp_path / "folder" / "note.txt").write_text("no advisory")
    assert run("advisories", "check", str(tmp_path / "folder")).returncode == 0
