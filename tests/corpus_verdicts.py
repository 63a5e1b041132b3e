#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `schale check` and `schale convert` over the aas-core samples and compares with their labels.

A sample below Expected/ must be accepted and come back the same from JSON and XML; one below
Unexpected/ must be refused. Samples where we disagree on purpose stand in corpus_exceptions.tsv.

    tests/corpus_verdicts.py [--program build/schale] [--verdicts-only] SHARED

The archives are in SHARED/data/aas-core. The last line is "N passed, N failed": verdicts and round
trips.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import json
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile
import xml.etree.ElementTree as ElementTree

ARCHIVES = {"v3_0": "3.0", "v3_1": "3.1", "v3_1_env": "3.1", "v3_2": "3.2"}
EXCEPTIONS = pathlib.Path(__file__).with_name("corpus_exceptions.tsv")
BATCH = 400  # files for one call of the program
WORKERS = 2


@dataclasses.dataclass(frozen=True)
class Sample:
    path: pathlib.Path
    name: str  # archive and path inside, as the exceptions file has it
    version: str
    format: str  # Json or Xml
    expected: bool
    class_name: str

    @property
    def twin(self):
        """What the JSON and the XML form of one sample have in common."""
        return self.name.replace("/Xml/", "/Json/").rsplit(".", 1)[0].lower()


def samples_of(archive, folder):
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".json", ".xml") or not path.is_file():
            continue
        parts = path.relative_to(folder).parts
        start = next((i for i, part in enumerate(parts) if part in ("Json", "Xml")), None)
        if start is None or any(part.endswith("Error") for part in parts[:start]):
            continue
        rest = parts[start + 1:]
        whole = "ContainedInEnvironment" in rest or archive == "v3_1_env"
        at = next(i for i, part in enumerate(rest) if part in ("Expected", "Unexpected"))
        expected = rest[at] == "Expected"
        # Expected/<Class>/..., Unexpected/<how>/<violation>/<Class>/...
        class_name = "Environment" if whole else rest[at + (1 if expected else 3)]
        yield Sample(path, archive + "/" + "/".join(parts[start:]), ARCHIVES[archive],
                     parts[start], expected, class_name[0].upper() + class_name[1:])


def batches(samples):
    groups = collections.defaultdict(list)
    for sample in samples:
        groups[sample.version, sample.class_name].append(sample)
    for (version, class_name), group in groups.items():
        for i in range(0, len(group), BATCH):
            yield version, class_name, group[i:i + BATCH]


def check_batch(program, version, class_name, group):
    """Verdict and rules of each file."""
    command = [program, "check", "--json", "--metamodel", version, "--as", class_name]
    run = subprocess.run(command + [str(sample.path) for sample in group],
                         capture_output=True, check=False)
    answers = {}
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        rules = [finding["rule"] for finding in answer["findings"]
                 if finding["severity"] == "error"]
        answers[answer["file"]] = (answer["valid"], rules)
    missing = [sample for sample in group if str(sample.path) not in answers]
    for sample in missing:
        answers[str(sample.path)] = (None, [run.stderr.decode(errors="replace")[-200:]])
    return [(sample, *answers[str(sample.path)]) for sample in group]


def same_xml(one, other):
    """Equal as AAS XML: names, order, text of leaves; white space between elements is free."""
    if one.tag != other.tag or len(one) != len(other) or one.attrib != other.attrib:
        return False
    if len(one) == 0 and (one.text or "") != (other.text or ""):
        return False
    return all(same_xml(a, b) for a, b in zip(one, other))


def same_file(one, other):
    if one.suffix == ".json":
        return json.loads(one.read_bytes()) == json.loads(other.read_bytes())
    return same_xml(ElementTree.parse(one).getroot(), ElementTree.parse(other).getroot())


def convert(program, sample, out):
    command = [program, "convert", "--metamodel", sample.version, "--as", sample.class_name,
               str(sample.path), str(out)]
    run = subprocess.run(command, capture_output=True, check=False)
    return None if run.returncode == 0 else run.stderr.decode(errors="replace").strip()[-200:]


def round_trips(program, sample, twin, folder):
    """Differences of the sample read and written, in its own format and as its twin."""
    wrong = []
    targets = [(sample.path, "itself")] + ([(twin.path, "its twin")] if twin else [])
    for target, what in targets:
        out = folder / f"{abs(hash((sample.name, what))):x}{target.suffix}"
        why = convert(program, sample, out)
        if why is None and not same_file(out, target):
            why = f"differs from {what}"
        out.unlink(missing_ok=True)
        if why is not None:
            wrong.append(f"to {target.suffix[1:]}: {why}")
    return wrong


def read_exceptions():
    rows = [line.split("\t") for line in EXCEPTIONS.read_text().splitlines()[1:] if line]
    return {row[0]: row[1:] for row in rows}


def unpack(folder, into):
    for archive in ARCHIVES:
        path = folder / f"{archive}.tar.gz"
        if path.exists():
            with tarfile.open(path) as tar:
                tar.extractall(into / archive)
            yield archive


def run_all(options, folder):
    samples = [sample for archive in unpack(options.shared / "data/aas-core", folder)
               for sample in samples_of(archive, folder / archive)]
    if not samples:
        sys.exit(f"no samples in {options.shared}/data/aas-core")
    out = folder / "out"
    out.mkdir()
    disagreements, trips, differences = {}, 0, {}
    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        runs = [pool.submit(check_batch, options.program, *batch) for batch in batches(samples)]
        for run in runs:
            for sample, valid, rules in run.result():
                if valid is not sample.expected:
                    said = "no answer" if valid is None else "accepted" if valid else "refused"
                    disagreements[sample.name] = f"{said}: {', '.join(rules[:3])}"
        if not options.verdicts_only:
            good = [sample for sample in samples if sample.expected]
            twins = {(sample.twin, sample.format): sample for sample in good}
            runs = {}
            for sample in good:
                twin = twins.get((sample.twin, "Xml" if sample.format == "Json" else "Json"))
                trips += 2 if twin else 1
                runs[sample] = pool.submit(round_trips, options.program, sample, twin, out)
            differences = {sample.name: run.result() for sample, run in runs.items()
                           if run.result()}
    return samples, disagreements, trips, differences


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", default=os.environ.get("SCHALE", "build/schale"))
    parser.add_argument("--verdicts-only", action="store_true")
    parser.add_argument("--list", type=int, default=40, help="rows to print of each table")
    parser.add_argument("shared", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        samples, disagreements, trips, differences = run_all(options, pathlib.Path(folder))
    exceptions = read_exceptions()
    unused = sorted(set(exceptions) - set(disagreements) - set(differences))
    excepted = len(exceptions) - len(unused)
    disagreements = {name: why for name, why in disagreements.items() if name not in exceptions}
    differences = {name: why for name, why in differences.items() if name not in exceptions}
    for name, why in sorted(disagreements.items())[:options.list]:
        print(f"verdict\t{name}\t{why}")
    for name, why in sorted(differences.items())[:options.list]:
        print(f"trip\t{name}\t{'; '.join(why)}")
    for name in unused:
        print(f"unused\t{name}\tthe exception is not needed")
    print(f"aas-core: {len(samples)} samples, {len(disagreements)} disagreements, {trips} round "
          f"trips, {sum(map(len, differences.values()))} differences, {excepted} exceptions")
    failed = len(disagreements) + sum(map(len, differences.values())) + len(unused)
    print(f"{len(samples) + trips - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
