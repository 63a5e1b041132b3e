# SPDX-License-Identifier: Apache-2.0
"""api.py - parts of submodels: values and pages of 100 against nginx that serves the same bytes as a file; then values written durably by 64
clients to a submodel of 10,000 elements, against one of 10."""
import os, statistics, subprocess, sys, urllib.request
from common import *

COUNT = 1000


def with_elements(number, count):
    elements = [{"modelType": "Property", "idShort": "Property%04d" % k, "semanticId": reference("0173-1#02-AAO%03d#002" % (k % 1000)),
                 "valueType": "xs:double", "value": "%d.5" % k} for k in range(count)]
    return {"modelType": "Submodel", "idShort": "TechnicalData", "id": submodel_id(number), "kind": "Instance", "submodelElements": elements}


def load(data, folder):
    path = folder + "/env.json"
    write_environment(path, COUNT)
    subprocess.run([SCHALE, "import", path, "--data", data], check=True, stdout=subprocess.DEVNULL)
    with open(path, "w") as out:
        out.write('{"submodels":[' + ",".join(text(with_elements(90000000 + n, n)) for n in (10, 10000)) + "]}")
    subprocess.run([SCHALE, "import", path, "--data", data], check=True, stdout=subprocess.DEVNULL)


def reads(schale, folder):
    files = folder + "/files"
    os.mkdir(files)
    element = schale.url + "/api/v3/submodels/" + encoded(submodel_id(90010000)) + "/submodel-elements/Property5000"
    urls = {"element": element, "value": element + "/$value", "page": schale.url + "/api/v3/submodels?limit=100"}
    for name, url in urls.items():
        with urllib.request.urlopen(url) as answer, open(files + "/" + name, "wb") as out:
            out.write(answer.read())
    nginx = Nginx(files)
    runs = {}
    for name, url in urls.items():
        runs["nginx " + name] = lambda name=name: wrk(nginx.url + "/" + name)
        runs["schale " + name] = lambda url=url: wrk(url)
    got = interleaved(runs)
    nginx.stop()
    rows = []
    for name, what, goal in (("element", "an element of a submodel of 10,000 by path", 0.7), ("value", "the value of it", 0.7),
                             ("page", "a page of 100 submodels of 2 KB", 0.5)):
        a, b = got["schale " + name], got["nginx " + name]
        rows.append({"what": what, "value": "%d/s, p99 %.2f ms %s" % (a["rate"], a["p99_ms"], a["wrong"]),
                     "against": "nginx: %d/s, p99 %.2f ms" % (b["rate"], b["p99_ms"]), "ratio": round(a["rate"] / b["rate"], 2),
                     "goal": ">= %.1f" % goal, "met": a["rate"] / b["rate"] >= goal and not a["wrong"], "runs": [a["rates"], b["rates"]]})
    return rows


def writes(data):
    schale = Schale(data, core="0,1")
    script = os.path.join(ROOT, "bench", "patch.lua")
    run = lambda n: wrk(schale.url, script, arguments=[encoded(submodel_id(90000000 + n)), str(n)])
    got = interleaved({n: lambda n=n: run(n) for n in (10, 10000)})
    schale.stop()
    subprocess.run([SCHALE, "verify", data], check=True, stdout=subprocess.DEVNULL)
    a, b = got[10000], got[10]
    return [{"what": "64 connections replace values in one submodel of 10,000 elements", "value": "%d/s, p99 %.1f ms %s" % (a["rate"], a["p99_ms"], a["wrong"]),
             "against": "one of 10 elements: %d/s, p99 %.1f ms" % (b["rate"], b["p99_ms"]), "ratio": round(a["rate"] / b["rate"], 2), "goal": ">= 0.5",
             "met": a["rate"] / b["rate"] >= 0.5 and not a["wrong"] + b["wrong"], "runs": [a["rates"], b["rates"]]}]


def main():
    folder = scratch()
    data = folder + "/data"
    load(data, folder)
    schale = Schale(data)
    rows = reads(schale, folder)
    schale.stop()
    rows += writes(data)
    remove(folder)
    return report("api", rows)


sys.exit(0 if main() else 1)
