# SPDX-License-Identifier: Apache-2.0
"""versions.py - how often the program says of a device's version what a person says of it. The rows are tests/data/security/versions.tsv; that
they are the sample that its head describes is checked against CISA's advisories, where SHARED/data/csaf is there.
versions.py --mistakes prints the rows that are not answered as labelled, without writing results."""
import hashlib, random, sys, tarfile
from common import *

SHARED = os.environ.get("SHARED", os.path.join(ROOT, "..", "shared"))
ROWS = os.path.join(ROOT, "tests", "data", "security", "versions.tsv")
LINK = "libmicrohttpd sqlite3 libxml-2.0 libzip gnutls libcurl librhonabwy libmosquitto libmodbus"
SEED, BRANCHES, TEXTS = 20241024, 400, 660


def branches_of(path):
    """(text, advisory) of each branch that is a version or a range of versions, in the order of the documents' names."""
    found = []
    with tarfile.open(path) as tar:
        for member in sorted((m for m in tar if m.name.endswith(".json")), key=lambda m: m.name):
            document = json.load(tar.extractfile(member))

            def walk(branches):
                for branch in branches:
                    if branch["category"] in ("product_version", "product_version_range"):
                        found.append((branch["name"], document["document"]["tracking"]["id"]))
                    walk(branch.get("branches", []))

            walk(document.get("product_tree", {}).get("branches", []))
    return found


def sample(branches):
    """First branches at random, then texts that are not among them, of each one branch at random."""
    pick = random.Random(SEED)
    first = [branches[i] for i in pick.sample(range(len(branches)), BRANCHES)]
    rest, there = {}, {text for text, _ in first}
    for branch in branches:
        if branch[0] not in there:
            rest.setdefault(branch[0], []).append(branch)
    return first + [pick.choice(rest[text]) for text in pick.sample(sorted(rest), TEXTS)]


def answers(lines):
    """Of the function in the library itself: no route and no command asks it alone."""
    folder = scratch()
    libs = subprocess.run(["pkg-config", "--libs", *LINK.split()], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-I" + ROOT + "/src", "-o", folder + "/versions", ROOT + "/bench/versions.c",
                    ROOT + "/build/release/libschale.a", *libs, "-lpthread", "-lm"], check=True)
    said = subprocess.run([folder + "/versions"], input="".join(lines), capture_output=True, text=True, check=True).stdout.split()
    remove(folder)
    return said


def half_of(row):
    """The rules were made by looking at half 0; half 1 says whether they hold elsewhere."""
    return hashlib.sha256((row[0] + "\t" + row[1]).encode()).digest()[0] & 1


def score(what, rows):
    """One row of the results. Right is only yes or no as labelled; rows that nobody can decide are told apart."""
    sure = [(row, said) for row, said in rows if row[2] != "undecidable"]
    unsure = [said for row, said in rows if row[2] == "undecidable"]
    right = sum(row[2] == said for row, said in sure)
    unknown = sum(said == "unknown" for _, said in sure)
    guessed = sum(said != "unknown" for said in unsure)
    answered = len(sure) - unknown + guessed
    of_answered, share = right / answered, unknown / len(sure)
    return {"what": "%s: %d rows, %d different texts" % (what, len(sure), len({row[0] for row, _ in sure})),
            "value": "%d right, %d wrong, %d unknown: right of the answered %.4f, unknown %.4f, right of all %.4f; of %d undecidable ones %d answered, "
                     "which count as wrong" % (right, answered - right, unknown, of_answered, share, right / (len(sure) + guessed), len(unsure), guessed),
            "against": "-", "ratio": None, "goal": "of the answered >= 0.97 right, unknown <= 0.10 of all", "met": of_answered >= 0.97 and share <= 0.10}


def main():
    with open(ROWS, encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("# ") and line != "#\n"]
    rows = [line.rstrip("\n").split("\t") for line in lines]
    said = answers(lines)
    assert len(said) == len(rows)
    pairs = list(zip(rows, said))
    if "--mistakes" in sys.argv:
        for row, answer in pairs:
            if row[2] != answer and (row[2], answer) != ("undecidable", "unknown"):
                print(half_of(row), answer, *row, sep="\t")
        return True
    corpus = os.path.join(SHARED, "data", "csaf", "cisa-ot-advisories.tar.gz")
    if os.path.exists(corpus):
        assert [(row[0], row[4]) for row in rows] == sample(branches_of(corpus)), "the rows are not the sample"
    of_all = [p for p in pairs if p[0][3] == "every version"]
    return report("versions", [
        score("all rows", pairs), score("the branches at random, the mix of the corpus", pairs[:BRANCHES]),
        score("the texts at random", pairs[BRANCHES:]), score("without those that say all versions", [p for p in pairs if p not in of_all]),
        score("the half that rules were made with", [p for p in pairs if half_of(p[0]) == 0]),
        score("the other half", [p for p in pairs if half_of(p[0]) == 1])])


sys.exit(0 if main() else 1)
