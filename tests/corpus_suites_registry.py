#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the registry and discovery suites of another server against an empty one of ours.

A step that does not come out as the suite expects fails, unless suite_exceptions_registry.tsv names the clause of the
specification by which ours is right; an exception that is not needed fails too.

    tests/corpus_suites_registry.py SHARED

The suites are in SHARED/data/basyx-go-suites, what runs them is SHARED/tools/jsonsuite.py. The last line is "N passed, N failed".
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

PROGRAM = os.environ.get("SCHALE_RELEASE", "build/schale")
SUITES = ["aasregistry/integration_tests", "discoveryservice/security_tests"]
EXCEPTIONS = pathlib.Path(__file__).with_name("suite_exceptions_registry.tsv")
FAILED = re.compile(r"^(?:FAIL|ERR) (\d+) (.*)", re.MULTILINE)
LAST = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$", re.MULTILINE)


def exceptions_of(suite):
    rows = [line.split("\t") for line in EXCEPTIONS.read_text(encoding="utf-8").splitlines()[1:] if line]
    assert all(len(row) == 3 and row[2] for row in rows)
    return {int(step) for name, step, _ in rows if name == suite}


def run(shared, suite):
    """How many steps passed, and the sentences of those that did not."""
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", folder], stdout=subprocess.PIPE, text=True)
        try:
            url = server.stdout.readline().split()[-1]
            config = shared / "data/basyx-go-suites" / suite / "it_config.json"
            out = subprocess.run([sys.executable, shared / "tools/jsonsuite.py", config, url], capture_output=True, text=True,
                                 check=False, timeout=300)
        finally:
            server.terminate()
            server.wait()
    last = LAST.search(out.stdout)
    if not last:
        return 0, {0: out.stdout[-500:] + out.stderr[-500:]}
    return int(last[1]), {int(step): text for step, text in FAILED.findall(out.stdout)}


def main():
    shared = pathlib.Path(sys.argv[1]).resolve()
    if not (shared / "data/basyx-go-suites").is_dir():
        print("0 passed, 0 failed")
        return 0
    passed = failed = 0
    for suite in SUITES:
        ours, wrong = run(shared, suite)
        excepted = exceptions_of(suite)
        for step in sorted(set(wrong) - excepted):
            print(f"step\t{suite}\t{step}\t{wrong[step]}")
        for step in sorted(excepted - set(wrong)):
            print(f"unused\t{suite}\t{step}\tthe exception is not needed")
        print(f"{suite}: {ours} steps as expected, {len(excepted & set(wrong))} exceptions")
        passed += ours
        failed += len(set(wrong) ^ excepted)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
