# SPDX-License-Identifier: Apache-2.0
"""serve.py - reads over HTTP against nginx that serves the same bytes as a file; then start and memory with many submodels in the store."""
import itertools, os, subprocess, sys, urllib.request
from common import *

COUNT = int(os.environ.get("COUNT", "1000000"))


def fetch(url):
    with urllib.request.urlopen(url) as answer:
        return answer.read()


def load(data, folder):
    """COUNT submodels of 2 KB and one of 200 KB, in files of 50,000 so that the memory of the import stays small."""
    for first in range(0, COUNT, 50000):
        path = folder + "/part.json"
        write_environment(path, min(50000, COUNT - first), 2048, first)
        subprocess.run([SCHALE, "import", path, "--data", data], check=True, stdout=subprocess.DEVNULL)
        os.remove(path)
    path = folder + "/large.json"
    with open(path, "w") as out:
        out.write('{"submodels":[' + text(dict(submodel(99999999, 200 * 1024))) + "]}")
    subprocess.run([SCHALE, "import", path, "--data", data], check=True, stdout=subprocess.DEVNULL)


def main():
    folder = scratch()
    data, files = folder + "/data", folder + "/files"
    os.mkdir(files)
    load(data, folder)
    schale = Schale(data)
    start_ms, (all_mb, own_mb) = schale.start_seconds * 1000, schale.memory()
    one = schale.url + "/api/v3/submodels/" + encoded(submodel_id(1))
    element = schale.url + "/api/v3/submodels/" + encoded(submodel_id(99999999)) + "/submodel-elements/Property0500"
    for name, url in (("one", one), ("element", element)):
        open(files + "/" + name, "wb").write(fetch(url))
    nginx = Nginx(files)
    script = os.path.join(ROOT, "bench", "random.lua")
    seeds = itertools.count(1)  # other submodels each time
    for _ in range(3):  # pages of the store come into memory: nginx holds its file there too
        wrk(schale.url, script, arguments=[str(COUNT), str(next(seeds))])
    got = interleaved({
        "nginx one": lambda: wrk(nginx.url + "/one"), "schale one": lambda: wrk(one),
        "nginx element": lambda: wrk(nginx.url + "/element"), "schale element": lambda: wrk(element),
        "nginx by script": lambda: wrk(nginx.url, script, arguments=[str(COUNT), "7", "/one"]),
        "schale random": lambda: wrk(schale.url, script, arguments=[str(COUNT), str(next(seeds))]),
    })
    after_all, after_own = schale.memory()
    rows = []
    for what, ours, theirs, goal in (("a 2 KB submodel by id", "schale one", "nginx one", 0.8),
                                     ("an element of a 200 KB submodel by path", "schale element", "nginx element", 0.8),
                                     ("random reads over %d submodels" % COUNT, "schale random", "nginx by script", 0.5)):
        a, b = got[ours], got[theirs]
        rows.append({"what": what, "value": "%d/s, p99 %.2f ms %s" % (a["rate"], a["p99_ms"], a["wrong"]),
                     "against": "nginx: %d/s, p99 %.2f ms" % (b["rate"], b["p99_ms"]), "ratio": round(a["rate"] / b["rate"], 2),
                     "goal": ">= %.1f" % goal, "met": a["rate"] / b["rate"] >= goal and not a["wrong"], "runs": [a["rates"], b["rates"]]})
    rows.append({"what": "first answer after the start, %d submodels" % COUNT, "value": "%.0f ms" % start_ms, "against": "-", "ratio": "-",
                 "goal": "<= 100 ms", "met": start_ms <= 100})
    rows.append({"what": "resident then", "value": "%.0f MB, %.0f MB without mapped files" % (all_mb, own_mb), "against": "-", "ratio": "-",
                 "goal": "<= 64 MB", "met": all_mb <= 64})
    rows.append({"what": "resident after the reads", "value": "%.0f MB, %.0f MB without mapped files" % (after_all, after_own), "against": "-",
                 "ratio": "-", "goal": "<= 256 MB without mapped files", "met": after_own <= 256})
    nginx.stop()
    schale.stop()
    remove(folder)
    return report("serve", rows)


sys.exit(0 if main() else 1)
