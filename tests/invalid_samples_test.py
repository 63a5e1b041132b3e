# SPDX-License-Identifier: Apache-2.0
"""Every rule has a sample that breaks it and nothing else: tests/data/invalid/.

The name of a sample is the rule, then perhaps --what is special about it, then the version of the
metamodel when it is not 3.1: AASd-014--co-managed.3_0.json.
"""
import json
import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = os.environ.get("SCHALE", ROOT / "build/schale")
SAMPLES = sorted((ROOT / "tests/data/invalid").iterdir())
NAME = re.compile(r"(?P<rule>.+?)(--[a-z-]+)?(\.(?P<version>3_[012]))?\.(?P<format>json|xml)")
LANGUAGES = ("en", "de")

# Rules about packages and about files of metamodel 1 and 2 have samples of their own.
ELSEWHERE = ("aasx-", "converted")
# What a rule cannot be broken without.
COMPANIONS = {}
# Rules that only warn: the document stays valid.
WARNINGS = {"AASd-138.3_2.json", "AASc-3a-003.json", "AASc-3a-050.json",
            "value-id.json"}


def rules_of_the_table():
    text = (ROOT / "src/model/rule.def").read_text(encoding="utf-8")
    return sorted(set(re.findall(r'^RULE\(RULE_\w+, "([^"]+)"', text, re.MULTILINE)))


def check(sample, language):
    match = NAME.fullmatch(sample.name)
    command = [PROGRAM, "check", "--json", "--lang", language]
    if match["format"] == "json":
        command += ["--metamodel", (match["version"] or "3_1").replace("_", ".")]
    run = subprocess.run(command + [sample], capture_output=True, check=False)
    assert run.stderr == b""
    return run.returncode, json.loads(run.stdout)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_sample_breaks_its_rule(sample):
    rule = NAME.fullmatch(sample.name)["rule"]
    texts = {}
    for language in LANGUAGES:
        code, answer = check(sample, language)
        findings = answer["findings"]
        assert {finding["rule"] for finding in findings} == {rule} | COMPANIONS.get(rule, set())
        warns = sample.name in WARNINGS
        assert answer["valid"] is warns
        assert code == (0 if warns else 1)
        for finding in findings:
            assert finding["severity"] == ("warning" if warns else "error")
            assert finding["path"].startswith("$")
            assert finding["line"] > 0
            assert finding["message"] and finding["hint"]
            assert not re.search(r"\{\d\}", finding["message"] + finding["hint"])
        texts[language] = [(finding["message"], finding["hint"]) for finding in findings]
    for english, german in zip(texts["en"], texts["de"]):
        assert english[0] != german[0] and english[1] != german[1]


def test_every_rule_has_a_sample():
    covered = {NAME.fullmatch(sample.name)["rule"] for sample in SAMPLES}
    table = {rule for rule in rules_of_the_table() if not rule.startswith(ELSEWHERE)}
    assert covered == table
