#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Mends every aas-core sample and every published file that has errors, and some of those that have none: nothing crashes, a
mended file never has more errors than before, and a second mending changes nothing. Where nothing was changed only some are
looked at so closely.

    tests/corpus_mend.py [--program build/schale] SHARED

The last line is "N passed, N failed"."""
import argparse
import collections
import concurrent.futures
import json
import pathlib
import subprocess
import tempfile

import corpus_verdicts

WORKERS = 2
BATCH = 400
CLEAN_OF = 20
FORMATS = {".json": "json", ".xml": "xml", ".aasx": "aasx"}


def files_of(shared, folder):
    """Path, and options for its version and class."""
    for archive in corpus_verdicts.unpack(shared / "data" / "aas-core", folder):
        for sample in corpus_verdicts.samples_of(archive, folder / archive):
            yield sample.path, ["--as", sample.class_name, "--metamodel", sample.version]
    for name in ("idta-templates", "real-aas"):
        for path in sorted((shared / "data" / name).rglob("*")):
            if path.suffix in FORMATS and path.is_file():
                yield path, []


def run(program, *arguments):
    return subprocess.run([program, *map(str, arguments)], capture_output=True, timeout=300)


def count_errors(program, paths, options):
    """By path; checked in one run of the program."""
    counts = {}
    out = run(program, "check", "--json", *paths, *options).stdout.decode("utf-8", "replace")
    for line in out.rstrip("\n").split("\n"):
        report = json.loads(line)
        counts[report["file"]] = (sum(finding["severity"] == "error" for finding in report["findings"]) +
                                  report.get("not_listed", 0))
    return [counts.get(str(path)) for path in paths]


def with_errors(program, files):
    """What is looked at: files with their options and number of errors; of those without any, one of CLEAN_OF."""
    groups, clean = collections.defaultdict(list), 0
    for path, options in files:
        groups[tuple(options)].append(path)
    for options, paths in groups.items():
        for start in range(0, len(paths), BATCH):
            batch = paths[start:start + BATCH]
            for path, count in zip(batch, count_errors(program, batch, options)):
                clean += count == 0
                if count != 0 or clean % CLEAN_OF == 0:
                    yield path, options, count


def examine(program, path, options, before, scratch, thorough):
    out, again = scratch / ("out" + path.suffix), scratch / ("again" + path.suffix)
    if before is None:
        return "crashed", "in the check"
    first = run(program, "mend", path, out, *options)
    if first.returncode not in (0, 1) or b"runtime error" in first.stderr or b"Sanitizer" in first.stderr:
        return "crashed", f"{first.returncode} {first.stderr[:300]!r}"
    if not out.exists():
        return ("unreadable", "") if before else ("refused", "a file without errors was not written")
    if not first.stdout.strip() and not thorough:
        return "same", ""
    after = count_errors(program, [out], options)[0]
    second = run(program, "mend", out, again, *options)
    same = again.exists() and out.read_bytes() == again.read_bytes()
    if after > before:
        return "worse", f"{before} errors before, {after} after"
    if second.stdout.strip() or not same:
        return "unstable", second.stdout.decode()[:300]
    return ("mended" if before and not after else "better" if after < before else "same"), ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default="build/schale")
    parser.add_argument("--only", default="")
    parser.add_argument("shared", type=pathlib.Path)
    arguments = parser.parse_args()
    verdicts = collections.Counter()
    with tempfile.TemporaryDirectory() as folder:
        files = [one for one in files_of(arguments.shared, pathlib.Path(folder)) if arguments.only in str(one[0])]

        def one(item):
            number, (path, options, before) = item
            scratch = pathlib.Path(folder) / f"scratch{number}"
            scratch.mkdir()
            return path, options, examine(arguments.program, path, options, before, scratch, number % CLEAN_OF == 0)

        with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
            for path, options, (verdict, text) in pool.map(one, enumerate(with_errors(arguments.program, files))):
                verdicts[verdict] += 1
                if verdict in ("crashed", "worse", "unstable", "refused"):
                    print(f"{verdict}: {path} {' '.join(options)}: {text}")
    failed = sum(verdicts[name] for name in ("crashed", "worse", "unstable", "refused"))
    print(", ".join(f"{count} {name}" for name, count in verdicts.most_common()))
    print(f"{sum(verdicts.values()) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
