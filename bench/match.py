# SPDX-License-Identifier: Apache-2.0
"""match.py - how well and how fast advisories are matched to assets, on CISA's advisories for industrial control systems (CSAF, in
SHARED/data/csaf). Gold: order codes that stand in two or more advisories, as a helper or in the product's name. Of each, one entry is a
device (its own advisory does not count); found must be the other advisories with this code. First the device has its order code; then the
code is hidden, out of the name too. The reference is the exact name without the code."""
import collections, csv, glob, random, statistics, subprocess, sys, tarfile
from common import *

SHARED = os.environ.get("SHARED", os.path.join(ROOT, "..", "shared"))
CODE = re.compile(r"(?<![0-9A-Za-z-])[0-9][A-Z]{2}[0-9][0-9A-Z]{3}-[0-9A-Z]{5}(?:-[0-9A-Z]{4})?(?![0-9A-Za-z])")
SEEDS = range(5)
LINK = "libmicrohttpd sqlite3 libxml-2.0 libzip gnutls libcurl librhonabwy libmosquitto libmodbus librnp"


def squeezed(code):
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def bare(name):
    """The name without order codes, case, doubled spaces, and "firmware" behind it: a product and its firmware are one answer."""
    return re.sub(r"\s+", " ", re.sub(r"\(\s*\)", "", CODE.sub("", name))).strip().lower().removesuffix(" firmware")


def entries_of(path):
    document = json.load(open(path, encoding="utf-8"))
    advisory, found = document["document"]["tracking"]["id"], []

    def walk(branches, above):
        for branch in branches:
            here = {**above, branch["category"]: branch["name"]}
            if "product" in branch:
                helper = branch["product"].get("product_identification_helper", {})
                codes = {squeezed(c) for c in helper.get("model_numbers", []) + CODE.findall(here["product_name"])}
                found.append({"advisory": advisory, "maker": here.get("vendor", ""), "name": here["product_name"], "codes": codes,
                              "helper": bool(helper)})
            walk(branch.get("branches", []), here)

    walk(document["product_tree"].get("branches", []), {})
    return found


def without_helpers(folder, paths):
    os.makedirs(folder)
    for path in paths:
        document = json.load(open(path, encoding="utf-8"))

        def walk(branches):
            for branch in branches:
                branch.get("product", {}).pop("product_identification_helper", None)
                walk(branch.get("branches", []))

        walk(document["product_tree"].get("branches", []))
        json.dump(document, open(os.path.join(folder, os.path.basename(path)), "w", encoding="utf-8"))


def run(*arguments):
    return subprocess.run([SCHALE, *arguments], check=False, capture_output=True, text=True)


def match(folder, data, advisories, queries, with_code, with_name):
    """{number of the query: its matches}"""
    path = os.path.join(folder, "assets.csv")
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["maker", "product", "order code", "serial number"])
        for number, (code, entry) in enumerate(queries):
            name = re.sub(r"\s+", " ", re.sub(r"\(\s*\)", "", CODE.sub("", entry["name"]))).strip()
            rows.writerow([entry["maker"], name if with_name else "", code if with_code else "", "Q%06d" % number])
    run("inventory", "import", path, "--data", data)
    run("advisories", "import", *advisories, "--data", data)
    shells, found = {}, collections.defaultdict(list)
    run("export", os.path.join(folder, "out.json"), "--data", data)
    for shell in json.load(open(os.path.join(folder, "out.json"), encoding="utf-8"))["assetAdministrationShells"]:
        for one in shell["assetInformation"]["specificAssetIds"]:
            if one["name"] == "serialNumber":
                shells[shell["id"]] = int(one["value"][1:])
    for line in run("advisories", "match", "--data", data, "--json").stdout.splitlines():
        row = json.loads(line)
        found[shells[row["asset"]]].append(row)
    assert len(shells) == len(queries)
    return found


class Score:
    """Found, wrong and missed: of advisories, of entries in them, and of entries that have a code. Of an entry without one nobody can tell
    from the corpus whether it means the device; in the first two it counts as wrong."""

    def __init__(self):
        self.sums = collections.Counter()

    def add(self, level, claimed, gold):
        self.sums[level, "tp"] += len(claimed & gold)
        self.sums[level, "fp"] += len(claimed - gold)
        self.sums[level, "fn"] += len(gold - claimed)

    def get(self, level):
        tp, fp, fn = (self.sums[level, what] for what in ("tp", "fp", "fn"))
        return tp / (tp + fp) if tp + fp else 0, tp / (tp + fn) if tp + fn else 0


def score(queries, entries, claims):
    """claims(number, code, entry): the numbers of the entries that are said to be the device."""
    result = Score()
    for number, (code, entry) in enumerate(queries):
        gold = {i for i, e in enumerate(entries) if code in e["codes"] and e["advisory"] != entry["advisory"]}
        claimed = {i for i in claims(number, code, entry) if entries[i]["advisory"] != entry["advisory"]}
        result.add("entry", claimed, gold)
        result.add("coded", {i for i in claimed if entries[i]["codes"]}, gold)
        result.add("advisory", {entries[i]["advisory"] for i in claimed}, {entries[i]["advisory"] for i in gold})
    return result


def claims_of(found, tiers, by_name):
    def claims(number, code, entry):
        return {i for row in found[number] if row["tier"] in tiers for i in by_name[row["advisory"], bare(row["product"])]}
    return claims


def measure(folder, paths):
    """The scores of the exact name and of the program, how many matches of each tier are shown for a device whose code is hidden, and of what."""
    entries = [e for path in paths for e in entries_of(path)]
    by_name, advisories_of, same = collections.defaultdict(set), collections.defaultdict(set), collections.defaultdict(set)
    for i, e in enumerate(entries):
        by_name[e["advisory"], bare(e["name"])].add(i)
        same[bare(e["name"])].add(i)
        for code in e["codes"]:
            advisories_of[code].add(e["advisory"])
    gold = sorted(code for code, where in advisories_of.items() if len(where) >= 2)
    queries = []
    for seed in SEEDS:
        pick = random.Random(seed)
        queries += [(code, pick.choice([e for e in entries if code in e["codes"]])) for code in gold]
    scored = lambda found, *tiers: score(queries, entries, claims_of(found, tiers, by_name))
    without_helpers(folder + "/bare", paths)
    known = match(folder, folder + "/code", paths, queries, True, True)
    alone = match(folder, folder + "/names", [folder + "/bare"], queries, True, False)
    hidden = match(folder, folder + "/hidden", paths, queries, False, True)
    return {"exact": score(queries, entries, lambda n, code, entry: same[bare(entry["name"])]),
            "certain": scored(known, "certain"), "alone": scored(alone, "certain"),
            "family": scored(hidden, "certain", "family"), "all": scored(hidden, "certain", "family", "possible"),
            "shown": collections.Counter(row["tier"] for some in hidden.values() for row in some), "devices": len(queries),
            "of": "%d order codes in %d advisories with %d products, %d devices" % (len(gold), len(paths), len(entries), len(queries))}


def quality(folder, paths):
    measured, rows = measure(folder, paths), []

    def row(name, value, against, goal, met):
        rows.append({"what": name, "value": value, "against": against, "ratio": None, "goal": goal, "met": met})

    of_advisories = lambda s: "of advisories P %.3f R %.3f" % s.get("advisory")
    text_of = lambda s: "of entries P %.3f R %.3f, of those with a code P %.3f, %s" % (*s.get("entry"), s.get("coded")[0], of_advisories(s))
    certain, alone, family, every = (measured[name] for name in ("certain", "alone", "family", "all"))
    exact = "the exact name without the code: " + text_of(measured["exact"])
    row("order code known, certain tier (%s)" % measured["of"], of_advisories(certain), "-", "of advisories P >= 0.99, R >= 0.95",
        certain.get("advisory")[0] >= 0.99 and certain.get("advisory")[1] >= 0.95)
    row("the same with the helpers taken out of the advisories, by the code alone", of_advisories(alone), "-", "P >= 0.99; R is told",
        alone.get("advisory")[0] >= 0.99)
    row("order code hidden, family tier", text_of(family), exact, "P >= 0.75 of entries", family.get("entry")[0] >= 0.75)
    row("order code hidden, all tiers", text_of(every), exact, "R >= 0.98", every.get("entry")[1] >= 0.98)
    row("matches shown for a device with hidden code: %s" % dict(measured["shown"]),
        "%.1f" % (measured["shown"].total() / measured["devices"]), "-", "-", True)
    return rows


def siblings(folder, paths):
    """Each product of the corpus as a device by its name alone, against its own advisory: how many there are, how many are told to be themselves,
    and how many another product of a different name for sure, which only a range that both are of may be."""
    entries = {(e["advisory"], bare(e["name"])): e for path in paths for e in entries_of(path)}
    keys, found, others = list(entries), set(), 0
    rows_of = match(folder, folder + "/siblings", paths, [("", entries[key]) for key in keys], False, True)
    for number, rows in rows_of.items():
        for row in rows:
            if row["advisory"] == keys[number][0]:
                same = bare(row["product"]) == keys[number][1]
                found |= {number} if same else set()
                others += not same and row["tier"] != "possible"
    return len(keys), len(found), others


def speed(folder, paths):
    program = folder + "/match"
    libs = subprocess.run(["pkg-config", "--libs", *LINK.split()], capture_output=True, text=True, check=True).stdout.split()
    subprocess.run(["gcc", "-std=gnu17", "-D_GNU_SOURCE", "-O2", "-I" + ROOT + "/src", "-o", program, ROOT + "/bench/match.c",
                    ROOT + "/build/release/libschale.a", *libs, "-lpthread", "-lm"], check=True)
    runs = [json.loads(subprocess.run([program, *paths], capture_output=True, text=True, check=True).stdout) for _ in range(ROUNDS)]
    of = lambda name: statistics.median(r[name] for r in runs)
    first, rows = runs[0], []
    whole = "%d advisories, %d products, %d matches" % (first["advisories"], first["products"], first["matches"])

    def row(name, value, goal, met):
        rows.append({"what": name, "value": value, "against": "-", "ratio": None, "goal": goal, "met": met})

    row("10,000 assets against all advisories, reading and index included (%s)" % whole,
        "%.0f ms of processor" % (of("match_10000_ms") + of("read_ms") + of("index_ms") + of("prepare_100000_ms") / 10), "<= 10 s",
        of("match_10000_ms") + of("read_ms") + of("index_ms") < 10000)
    row("one new advisory against 100,000 assets in memory", "median %.0f ms, worst of 64 %.0f ms, the one with most products (%d) %.0f ms" %
        (of("one_advisory_ms"), of("one_advisory_worst_ms"), first["largest_products"], of("largest_advisory_ms")), "<= 200 ms",
        max(of("one_advisory_worst_ms"), of("largest_advisory_ms")) <= 200)
    row("one new asset against all advisories", "median %.3f ms, worst of 1,000 %.2f ms" % (of("one_asset_ms"), of("one_asset_worst_ms")), "<= 50 ms",
        of("one_asset_worst_ms") <= 50)
    return rows


def whole_command(folder, paths):
    """The command itself with 10,000 shells in the store."""
    path, data = folder + "/many.csv", folder + "/many"
    entries = [e for p in paths for e in entries_of(p)]
    pick = random.Random(1)
    with open(path, "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Hersteller", "Produkt", "Bestellnummer", "Seriennummer", "Firmware"])
        for i in range(10000):
            e = pick.choice(entries)
            rows.writerow([e["maker"], CODE.sub("", e["name"]), next(iter(sorted(e["codes"])), "") if i % 2 else "", "S%07d" % i, "%d.%d" % (i % 9, i % 7)])
    run("inventory", "import", path, "--data", data)
    run("advisories", "import", *paths, "--data", data)
    started = time.monotonic()
    lines = run("advisories", "match", "--data", data, "--json").stdout.count("\n")
    took = time.monotonic() - started
    return [{"what": "schale advisories match with 10,000 shells in the store, %d matches written" % lines, "value": "%.1f s" % took, "against": "-",
             "ratio": None, "goal": "<= 10 s", "met": took <= 10}]


def unpack(folder, shared=SHARED):
    """The paths of the corpus' advisories, unpacked into the folder."""
    with tarfile.open(os.path.join(shared, "data", "csaf", "cisa-ot-advisories.tar.gz")) as tar:
        tar.extractall(folder + "/cisa")
    return sorted(glob.glob(folder + "/cisa/**/*.json", recursive=True))


def main():
    folder = scratch()
    paths = unpack(folder)
    rows = quality(folder, paths) + speed(folder, paths) + whole_command(folder, paths)
    remove(folder)
    return report("match", rows)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
