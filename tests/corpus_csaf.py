# SPDX-License-Identifier: Apache-2.0
"""corpus_csaf.py SHARED - the verdict of `schale advisories check` on the standard's own cases for the mandatory tests of CSAF 2.0, and on
CISA's published advisories, all of which pass. Each case must fail for its test, or have no finding."""
import json
import os
import subprocess
import sys
import tarfile
import tempfile

PROGRAM = os.environ.get("SCHALE", "build/schale")
FILES_AT_ONCE = 200
# Published with a CWE under another name than MITRE's: told, and rightly.
WRONG = {"icsa-21-068-10.json": "6.1.11", "icsa-21-259-01.json": "6.1.11"}


def findings_of(files):
    found = {}
    for at in range(0, len(files), FILES_AT_ONCE):
        told = subprocess.run([PROGRAM, "advisories", "check", "--json", *files[at:at + FILES_AT_ONCE]], capture_output=True, text=True)
        assert told.returncode in (0, 1), told.stderr
        for line in told.stdout.splitlines():
            one = json.loads(line)
            found[one["file"]] = {finding["rule"] for finding in one["findings"]}
    return found


def cases_in(folder):
    """(file, the test it belongs to, whether it is valid) of what the archive holds."""
    home = os.path.join(folder, "csaf_2.0", "test", "validator", "data")
    with open(os.path.join(home, "testcases.json"), encoding="utf-8") as file:
        tests = json.load(file)["tests"]
    for test in tests:
        for case in test.get("failures", []) + test.get("valid", []) if test["group"] == "mandatory" else []:
            path = os.path.join(home, case["name"])
            if os.path.exists(path):
                yield path, test["id"], case["valid"]


def main(shared):
    passed, failed = 0, []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("oasis-csaf20-validator-tests.tar.gz", "cisa-ot-advisories.tar.gz"):
            with tarfile.open(os.path.join(shared, "data", "csaf", name)) as archive:
                archive.extractall(folder)
        cases = list(cases_in(folder))
        cisa = sorted(os.path.join(top, name) for year in os.listdir(folder) if year.isdigit()
                      for top, _, names in os.walk(os.path.join(folder, year)) for name in names if name.endswith(".json"))
        found = findings_of([path for path, _, _ in cases] + cisa)
        for path, rule, valid in cases + [(path, WRONG.get(os.path.basename(path), ""), os.path.basename(path) not in WRONG) for path in cisa]:
            if not found[path] if valid else rule in found[path]:
                passed += 1
            else:
                failed.append(f"{os.path.basename(path)}: {'valid' if valid else rule}, told {sorted(found[path])}")
    print("\n".join(["advisories (CSAF 2.0)"] + failed[:20]))
    print(f"{len(cases)} cases of the standard, {len(cisa)} published advisories")
    print(f"{passed} passed, {len(failed)} failed")


main(sys.argv[1])
