#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""corpus_real.py SHARED [--table FILE] - every published template and maker's file: imports in tolerant mode, exports again, and what comes out
is what was read: the same identifiables as JSON values, the same files. With --table, writes what was found as Markdown.
Files of metamodel 1.0 and 2.0 must convert to something that `check` accepts, or findings name why not."""
import collections, json, os, shutil, subprocess, sys, tarfile, tempfile, time, zipfile

SCHALE = os.environ.get("SCHALE_RELEASE", "build/schale")


def unpack(shared, work):
    """All files to read: those in the folders, and those in the archives beside them."""
    found = []
    for part in ("real-aas", "idta-templates"):
        for folder, _, names in os.walk(os.path.join(shared, "data", part)):
            for name in sorted(names):
                path = os.path.join(folder, name)
                if name.endswith(".tar.gz"):
                    into = os.path.join(work, name)
                    tarfile.open(path).extractall(into)
                    for inner, _, inner_names in os.walk(into):
                        found += [os.path.join(inner, n) for n in inner_names if n.endswith((".json", ".xml", ".aasx"))]
                elif name.endswith((".json", ".xml", ".aasx")):
                    found.append(path)
    return sorted(found)


def run(*arguments):
    return subprocess.run([SCHALE, *arguments], capture_output=True, text=True)


def by_id(environment):
    out = collections.defaultdict(list)
    for kind, items in environment.items():
        for item in items:
            out[(kind, item["id"])].append(item)
    return out


def files_of(package):
    """Contents of all parts that a relationship or the data names, but the package's own bookkeeping. What nothing names is not part of
    the package in the sense of OPC."""
    with zipfile.ZipFile(package) as archive:
        texts = b"".join(archive.read(n) for n in archive.namelist() if n.endswith((".rels", ".xml", ".json")))
        return {archive.read(n) for n in archive.namelist() if not n.endswith((".rels", "[Content_Types].xml", "/"))
                and "aasx-origin" not in n and os.path.basename(n).encode() in texts}


def data_parts(package):
    with zipfile.ZipFile(package) as archive:
        return {archive.read(n) for n in archive.namelist() if n.endswith((".xml", ".json")) and "Content_Types" not in n}


def round_trip(path, work):
    """None when everything is there again, else what is not."""
    converted, store, exported = (os.path.join(work, n) for n in ("converted.json", "store", "exported.json"))
    shutil.rmtree(store, ignore_errors=True)
    if run("convert", path, converted).returncode != 0:
        return "cannot be converted"
    done = run("import", path, "--data", store)
    if done.returncode != 0:
        return "cannot be imported: " + (done.stderr.strip().split("\n") or ["?"])[-1]
    done = run("export", exported, "--data", store)
    if done.returncode != 0:
        return "cannot be exported: " + done.stderr.strip()
    before, after = by_id(json.load(open(converted))), by_id(json.load(open(exported)))
    if set(before) != set(after):
        return "other documents: %s" % sorted(set(before) ^ set(after))[:3]
    for key, items in before.items():
        # A store holds one document for an id; a file that has two says so in a finding.
        if after[key][0] not in items:
            return "%s changed" % (key,)
    if path.endswith(".aasx"):
        package = os.path.join(work, "exported.aasx")
        if run("export", package, "--data", store).returncode != 0:
            return "cannot be exported as a package"
        lost = files_of(path) - files_of(package) - data_parts(path)
        if lost:
            return "%d files lost" % len(lost)
    return None


def main():
    shared = sys.argv[1]
    table = sys.argv[3] if len(sys.argv) > 3 else None
    work = tempfile.mkdtemp()
    passed, failed, rows = 0, 0, []
    for path in unpack(shared, work):
        started = time.monotonic()
        answer = run("check", "--json", "--tolerant", path)
        seconds = time.monotonic() - started
        strict = run("check", "--json", path)
        try:
            report, strict_report = json.loads(answer.stdout), json.loads(strict.stdout)
        except ValueError:
            failed += 1
            print("FAILED %s: check gave no answer (%d) %s" % (path, answer.returncode, answer.stderr[-300:]))
            continue
        findings = report["findings"]
        rules = collections.Counter(f["rule"] for f in findings)
        # Refused as a whole, with the reason: what cannot be read, is nested too deep, or has no id to be stored under.
        unreadable = any(f["severity"] == "error" and (f["rule"] in (
            "json-syntax", "xml-syntax", "aasx-package", "not-aas", "too-large", "aasx-spec", "depth")
            or (f["rule"] == "required" and "property id." in f["message"])) for f in findings)
        problem = None if unreadable else round_trip(path, work)
        name = os.path.relpath(path, os.path.join(shared, "data")) if not path.startswith(work) else os.path.relpath(path, work)
        if problem:
            failed += 1
            print("FAILED %s: %s" % (name, problem))
        else:
            passed += 1
        converted = [f for f in findings if f["rule"] == "converted"]
        rows.append((name, os.path.getsize(path), "old, converted" if converted else "3.x",
                     "yes" if strict_report["valid"] else "no", sum(rules.values()) + report.get("not_listed", 0), ", ".join("%s %d" % r for r in rules.most_common(4)), seconds,
                     "unreadable, refused" if unreadable else problem or "complete"))
    if table:
        with open(table, "w") as out:
            out.write("# Real files\n\nEvery template and maker's file of the shared data, read, checked, imported in tolerant mode and exported again "
                      "(`tests/corpus_real.py`).\nNames of makers' files are theirs.\n\n| file | KB | metamodel | strictly valid | findings | most frequent rules | ms | import and export |\n"
                      "|---|---|---|---|---|---|---|---|\n")
            for name, size, version, valid, count, rules, seconds, end in rows:
                out.write("| %s | %d | %s | %s | %d | %s | %.0f | %s |\n" % (name, (size + 1023) // 1024, version, valid, count, rules, seconds * 1000, end))
    shutil.rmtree(work)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


sys.exit(main())
