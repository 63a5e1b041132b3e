# SPDX-License-Identifier: Apache-2.0
"""todo.py - the list of what advisories ask for, over HTTP, with 10,000 devices and all of CISA's advisories (SHARED/data/csaf) in the
store: how soon it is there after the start, how long a page takes, how soon something new is in it, what it costs in memory."""
import csv, glob, random, sys, tarfile, urllib.request
from common import *
from match import CODE, SHARED, entries_of, run

ASSETS = int(os.environ.get("ASSETS", "10000"))


def get(server, path, **request):
    started = time.monotonic()
    with urllib.request.urlopen(urllib.request.Request(server.url + path, **request)) as answer:
        body = json.load(answer)
    return body, (time.monotonic() - started) * 1000


def until(server, path, holds, seconds=60):
    """Milliseconds until an answer is as it should be."""
    started = time.monotonic()
    while time.monotonic() - started < seconds:
        if holds(get(server, path)[0]):
            return (time.monotonic() - started) * 1000
        time.sleep(0.002)
    raise SystemExit("it does not come: " + path)


def fill(folder, paths):
    entries, pick, data = [e for p in paths for e in entries_of(p)], random.Random(1), folder + "/data"
    with open(folder + "/many.csv", "w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["Hersteller", "Produkt", "Bestellnummer", "Seriennummer", "Firmware"])
        for i in range(ASSETS):
            e = pick.choice(entries)
            rows.writerow([e["maker"], CODE.sub("", e["name"]), next(iter(sorted(e["codes"])), "") if i % 2 else "", "S%07d" % i, "%d.%d" % (i % 9, i % 7)])
    run("inventory", "import", folder + "/many.csv", "--data", data)
    run("advisories", "import", *paths[1:], "--data", data)
    return data


def one_round(data, folder, path, number):
    times = {}
    server = Schale(data)
    times["whole"] = until(server, "/plan/security/items?limit=1", lambda found: not found["building"])
    times["memory"] = server.memory()[1]
    found, _ = get(server, "/plan/security/items?limit=100")
    times["items"] = found["total"]
    times["page"] = statistics.median(get(server, "/plan/security/items?limit=100")[1] for _ in range(20))
    times["filtered"] = statistics.median(get(server, "/plan/security/items?limit=100&q=siemens&verdict=affected&sort=due")[1] for _ in range(20))
    times["summary"] = statistics.median(get(server, "/plan/security/summary")[1] for _ in range(20))
    times["inventory"] = statistics.median(get(server, "/plan/security/inventory?limit=100")[1] for _ in range(10))
    document = json.load(open(path, encoding="utf-8"))
    document["document"]["tracking"]["id"] += "-%d" % number
    body = json.dumps(document).encode()
    before = get(server, "/plan/security/advisories?limit=1")[0]["total"]
    started = time.monotonic()
    get(server, "/plan/security/advisories", data=body, headers={"Content-Type": "application/json"}, method="POST")
    until(server, "/plan/security/advisories?limit=1", lambda answer: answer["total"] > before)
    times["advisory"] = (time.monotonic() - started) * 1000
    shell = get(server, "/shells?limit=1")[0]["result"][0]
    shell.update(id="urn:new:%d" % number, idShort="New%d" % number)
    shell["assetInformation"]["globalAssetId"] = "urn:new:asset:%d" % number
    started = time.monotonic()
    get(server, "/shells", data=json.dumps(shell).encode(), headers={"Content-Type": "application/json"}, method="POST")
    until(server, "/plan/security/items?limit=1&asset=" + encoded(shell["id"]), lambda answer: answer["seq"] > found["seq"] + 1)
    times["asset"] = (time.monotonic() - started) * 1000
    server.stop()
    return times


def main():
    folder = scratch()
    with tarfile.open(os.path.join(SHARED, "data", "csaf", "cisa-ot-advisories.tar.gz")) as tar:
        tar.extractall(folder + "/cisa")
    paths = sorted(glob.glob(folder + "/cisa/**/*.json", recursive=True))
    data = fill(folder, paths)
    rounds = [one_round(data, folder, paths[0], number) for number in range(ROUNDS)]
    of = lambda name: statistics.median(one[name] for one in rounds)
    what = "%d devices, %d advisories, %d items" % (ASSETS, len(paths) - 1, of("items"))
    rows = [("from the start of the server to the whole list (%s)" % what, "%.0f ms" % of("whole"), "<= 10 s", of("whole") <= 10000),
            ("memory of the server then, without mapped files", "%.0f MB" % of("memory"), "-", True),
            ("a page of 100 items", "%.1f ms" % of("page"), "-", True),
            ("the same of those that fit words and a verdict, by due date", "%.1f ms" % of("filtered"), "-", True),
            ("the summary", "%.1f ms" % of("summary"), "-", True),
            ("a page of 100 devices of the inventory", "%.1f ms" % of("inventory"), "-", True),
            ("from sending an advisory to its place in the list", "%.0f ms" % of("advisory"), "<= 200 ms", of("advisory") <= 200),
            ("from sending a shell to its place in the list", "%.0f ms" % of("asset"), "<= 50 ms and the 30 ms that commits gather", of("asset") <= 80)]
    remove(folder)
    return report("todo", [{"what": name, "value": value, "against": "-", "ratio": None, "goal": goal, "met": met} for name, value, goal, met in rows])


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
