# SPDX-License-Identifier: Apache-2.0
"""history.py - a submodel of 2 KB after 10,000 changes (CHANGES): what a read at a random date costs against one of the current state, on one
core. That the states are the right ones is tested by tests/history_long_test.py."""
import http.client, os, random, sys, time
from common import *

CHANGES = int(os.environ.get("CHANGES", "10000"))
ID = submodel_id(1)
PATH = "/submodels/" + encoded(ID)


def change(url):
    """Values of elements, one after the other. First and last second of them."""
    connection, dice, kind = http.client.HTTPConnection(url.split("//")[1].strip("/")), random.Random(1), {"Content-Type": "application/json"}

    def send(method, path, body):
        connection.request(method, path, body, kind)
        answer = connection.getresponse()
        answer.read()
        assert answer.status in (201, 204), (method, path, answer.status)

    whole = submodel(1)
    names = [element["idShort"] for element in whole["submodelElements"]]
    send("PUT", PATH, text(whole))
    first = time.time()
    for number in range(CHANGES):
        send("PATCH", "%s/submodel-elements/%s/$value" % (PATH, dice.choice(names)), str(number))
    connection.close()
    return first, time.time()


def main():
    folder = scratch()
    schale = Schale(folder + "/data")
    first, last = change(schale.url)
    url, script = schale.url.rstrip("/"), os.path.join(ROOT, "bench", "history.lua")
    rows = []
    for connections in (1, 64):
        got = interleaved({"now": lambda: wrk(url + PATH, connections=connections),
                           "then": lambda: wrk(url, script, connections, arguments=[PATH, str(first), str(last)])})
        a, b = got["then"], got["now"]
        rows.append({"what": "a read at a random date, %d changes, %d connection%s" % (CHANGES, connections, "s" if connections > 1 else ""),
                     "value": "%d/s, p99 %.2f ms %s" % (a["rate"], a["p99_ms"], a["wrong"]),
                     "against": "the current state: %d/s, p99 %.2f ms" % (b["rate"], b["p99_ms"]), "ratio": round(b["rate"] / a["rate"], 2),
                     "goal": "<= 20 times the cost", "met": b["rate"] / a["rate"] <= 20 and not a["wrong"] + b["wrong"], "runs": [a["rates"], b["rates"]]})
    schale.stop()
    remove(folder)
    return report("history", rows)


sys.exit(0 if main() else 1)
