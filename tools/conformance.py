#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""conformance.py [SHARED] - runs the official tester of the Industrial Digital Twin Association (aas-test-engines, from PyPI into
a venv below build/) against a fresh server, for the four profiles it knows, and writes docs/conformance.md. Exit 1 when a
score is below the one recorded in tools/conformance_scores.tsv, or when a test fails that tools/conformance_reasons.tsv does
not explain. Exit 0 with a message where PyPI cannot be reached."""
import base64
import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.request

TESTER = "aas-test-engines==1.0.3"
ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
VENV = os.path.join(ROOT, "build", "conformance-venv")
PREFIX = "https://admin-shell.io/aas/API/3/0/"
# profile, where it begins on this server (which has many shells, so a service is one of them), what the tester puts before it
PROFILES = [
    ("AssetAdministrationShellRepositoryServiceSpecification/SSP-002", "", ""),
    ("SubmodelRepositoryServiceSpecification/SSP-002", "", ""),
    ("AssetAdministrationShellServiceSpecification/SSP-002", "/shells/{shell}", "/aas"),
    ("SubmodelServiceSpecification/SSP-002", "/submodels/{submodel}", "/submodel"),
]


def table(name):
    with open(os.path.join(ROOT, "tools", name)) as file:
        return list(csv.DictReader(file, delimiter="\t"))


def install():
    """The tester in its venv; False where it cannot be had."""
    python = os.path.join(VENV, "bin", "python")
    version = TESTER.split("==")[1]
    known = subprocess.run([python, "-c", "import importlib.metadata as m; print(m.version('aas-test-engines'))"],
                           capture_output=True, text=True) if os.path.exists(python) else None
    if known and known.stdout.strip() == version:
        return True
    shutil.rmtree(VENV, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", VENV], capture_output=True, text=True)
    if made.returncode:
        print("conformance: left out, no venv can be made here (Debian: python3-venv)")
        return False
    got = subprocess.run([os.path.join(VENV, "bin", "pip"), "install", "-q", TESTER], capture_output=True, text=True)
    if got.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        print("conformance: left out, PyPI cannot be reached")
        return False
    return True


def preload(shared):
    there = os.path.join(shared, "data", "aas-test-engines", "preload.json")
    return there if os.path.exists(there) else os.path.join(ROOT, "tests", "data", "conformance_preload.json")


def upload(url, path):
    with open(path, "rb") as file:
        request = urllib.request.Request(url + "/upload", file.read(), {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["documents"]["created"] > 0
    with open(path) as file:
        environment = json.load(file)
    ids = {"shell": environment["assetAdministrationShells"][0]["id"], "submodel": environment["submodels"][0]["id"]}
    return {name: base64.urlsafe_b64encode(one.encode()).decode().rstrip("=") for name, one in ids.items()}


def run(url, profile, begin, alias):
    command = [os.path.join(VENV, "bin", "python"), "-m", "aas_test_engines", "check_server", url + begin, PREFIX + profile,
               "--output", "json"]
    if alias:
        command += ["--remove-path-prefix", alias]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    try:
        return json.loads(done.stdout)
    except json.JSONDecodeError:
        sys.exit(f"conformance: the tester broke:\n{done.stdout[-500:]}\n{done.stderr[-2000:]}")


def scores_of(report):
    texts = json.dumps(report)
    return [tuple(int(number) for number in re.search(name + r" tests passed: (\d+) / (\d+)", texts).groups())
            for name in ("Negative", "Positive")]


def failures(node, path=()):
    """(operation, test, message) of the innermost entries that are errors."""
    text = " ".join(node["m"].split())
    inner = [one for one in node["s"] if one["l"] >= 2]
    if node["l"] >= 2 and not inner:
        operation = path[1].replace("Checking ", "") if len(path) > 1 else text
        yield operation, " > ".join(one for one in path[2:] if one not in ("Check", "Check meta model")), text
    for one in inner:
        yield from failures(one, path + (text,))


def explained(reasons, operation, message):
    for row in reasons:
        if re.fullmatch(row["operation"], operation) and row["has"] in message:
            return row["reason"]
    return ""


def write(path, results, reasons):
    lines = ["# Conformance", "",
             "<!-- do not edit: made by `make conformance` (tools/conformance.py) -->", "",
             f"`make conformance` runs the official tester ({TESTER.replace('==', ' ')}, PyPI) against a fresh server, with the "
             "four read profiles it", "knows. They are of API 3.0; Schale serves 3.1 and answers as both say where they agree. "
             "`tools/conformance_scores.tsv` has", "the scores below which it fails, `tools/conformance_reasons.tsv` why each "
             "test that fails does.", "",
             "| profile | negative tests | positive tests |", "|---|---|---|"]
    for profile, report in results:
        (bad, bads), (good, goods) = scores_of(report)
        lines.append(f"| {profile} | {bad} / {bads} | {good} / {goods} |")
    for profile, report in results:
        lines += ["", f"## {profile}"]
        rows = {}
        for operation, test, message in failures(report):
            rows.setdefault((operation, explained(reasons, operation, message)), []).append((test, message))
        lines += ["", "| operation | the tester says | why |", "|---|---|---|"] if rows else ["", "All pass."]
        for (operation, reason), found in rows.items():
            first = found[0][1].replace("|", "\\|")[:160]
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            lines.append(f"| {operation} | {first}{more} | {reason or '**not explained**'} |")
    with open(path, "w") as file:
        file.write("\n".join(lines) + "\n")


def judge(results, reasons):
    """What is worse than recorded, as texts."""
    recorded = {row["profile"]: row for row in table("conformance_scores.tsv")}
    for profile, report in results:
        (bad, bads), (good, goods) = scores_of(report)
        print(f"{profile}: negative {bad}/{bads}, positive {good}/{goods}")
        row = recorded[profile]
        if bad < int(row["negative"]) or good < int(row["positive"]):
            yield f"{profile}: recorded are negative {row['negative']}, positive {row['positive']}"
        for operation, _, message in failures(report):
            if not explained(reasons, operation, message):
                yield f"{profile}: {operation}: {message[:200]}"


def main(shared):
    if not install():
        return 0
    folder = tempfile.mkdtemp(prefix="schale-conformance-")
    server = subprocess.Popen([os.path.join(ROOT, "build", "schale"), "serve", "--listen", "127.0.0.1:0", "--data", folder],
                              stdout=subprocess.PIPE, text=True)
    try:
        url = server.stdout.readline().split()[-1]
        ids = upload(url, preload(shared))
        results = [(profile, run(url, profile, begin.format(**ids), alias)) for profile, begin, alias in PROFILES]
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)
    reasons = table("conformance_reasons.tsv")
    write(os.path.join(ROOT, "docs", "conformance.md"), results, reasons)
    worse = list(judge(results, reasons))
    for line in worse:
        print("conformance: " + line)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else os.path.join(ROOT, "..", "shared")))
