# SPDX-License-Identifier: Apache-2.0
"""search.py - the pages of the web UI over 400,000 shells (COUNT) with a nameplate each: how long the index takes to be made, and how long
the server takes for what each view asks. The reference is the goal of 300 ms."""
import json, statistics, subprocess, sys, time, urllib.parse, urllib.request
from common import *

COUNT = int(os.environ.get("COUNT", "400000"))
FILE_SHELLS = 50000
GOAL_MS = 300
PRODUCTS = [("Spritzgießmaschine", "Injection moulding machine"), ("Förderband", "Conveyor"), ("Trocknungsgerät", "Dryer"), ("Pumpe", "Pump"),
            ("Frequenzumrichter", "Frequency converter"), ("Netzwerkswitch", "Network switch"), ("Sensor", "Sensor"), ("Roboter", "Robot")]
MAKERS = ["Haldorn", "Brenkwerk", "Quindt", "Ostermark", "Vellberg", "Zarnow", "Lindqvist", "Tesmer"]
NAMEPLATE = "https://admin-shell.io/idta/nameplate/3/0/Nameplate"


def prop(name, value):
    return {"modelType": "Property", "idShort": name, "valueType": "xs:string", "value": value}


def languages(name, german, english):
    return {"modelType": "MultiLanguageProperty", "idShort": name,
            "value": [{"language": "de", "text": german}, {"language": "en", "text": english}]}


def shell(n):
    german, english = PRODUCTS[n % len(PRODUCTS)]
    return {"modelType": "AssetAdministrationShell", "id": "https://example.com/shells/%d" % n, "idShort": "Asset%d" % n,
            "displayName": [{"language": "de", "text": "%s %d" % (german, n)}, {"language": "en", "text": "%s %d" % (english, n)}],
            "assetInformation": {"assetKind": "Type" if n % 10 == 0 else "Instance", "globalAssetId": "https://example.com/assets/%d" % n,
                                 "specificAssetIds": [{"name": "location", "value": "Halle %d" % (n % 40)}]},
            "submodels": [{"type": "ModelReference", "keys": [{"type": "Submodel", "value": "https://example.com/nameplates/%d" % n}]}]}


def nameplate(n):
    german, english = PRODUCTS[n % len(PRODUCTS)]
    return {"modelType": "Submodel", "id": "https://example.com/nameplates/%d" % n, "idShort": "Nameplate", "kind": "Instance",
            "semanticId": reference(NAMEPLATE), "submodelElements": [
                languages("ManufacturerName", MAKERS[n % len(MAKERS)] + " GmbH", MAKERS[n % len(MAKERS)] + " Ltd"),
                languages("ManufacturerProductDesignation", german, english), prop("SerialNumber", "SN-%08d" % n),
                prop("OrderCodeOfManufacturer", "6ES7 %03d-%dCK01" % (n % 997, n % 10)), prop("YearOfConstruction", str(1995 + n % 30)),
                prop("FirmwareVersion", "%d.%d.%d" % (n % 9, n % 11, n % 7)), prop("CountryOfOrigin", "DE")]}


def load(data, folder):
    for first in range(0, COUNT, FILE_SHELLS):
        numbers = range(first, min(COUNT, first + FILE_SHELLS))
        path = folder + "/env.json"
        with open(path, "w", encoding="utf-8") as out:
            out.write('{"assetAdministrationShells":[' + ",".join(text(shell(n)) for n in numbers) + '],"submodels":[')
            out.write(",".join(text(nameplate(n)) for n in numbers) + "]}")
        subprocess.run([SCHALE, "import", path, "--data", data], check=True, stdout=subprocess.DEVNULL)
    os.remove(path)


def timed(url, count=15):
    """Milliseconds from request to whole answer over loopback; the median and the worst."""
    took = []
    for _ in range(count):
        began = time.perf_counter()
        with urllib.request.urlopen(url) as answer:
            body = answer.read()
        took.append((time.perf_counter() - began) * 1000)
    return statistics.median(took), max(took), body


def catch_up(schale):
    began = time.monotonic()
    while True:
        state = json.loads(urllib.request.urlopen(schale.url + "/plan/overview").read())
        if not state["building"] and state["counts"]["shells"] >= COUNT:
            return time.monotonic() - began
        time.sleep(0.25)


def main():
    folder = scratch()
    data = folder + "/data"
    load(data, folder)
    schale = Schale(data)
    took = catch_up(schale)
    rows = [{"what": "index of %d shells made anew" % COUNT, "value": "%.0f s, %d/s" % (took, COUNT / took), "against": "-", "ratio": None,
             "goal": "-", "met": True}]
    page = json.loads(urllib.request.urlopen(schale.url + "/plan/search?sort=name&limit=200").read())
    views = [("the overview", "/plan/overview"), ("the first page with facets", "/plan/search?facets=true"),
             ("the next page", "/plan/search?sort=name&limit=50&cursor=" + page["paging_metadata"]["cursor"]),
             ("newest first", "/plan/search?sort=changed"), ("one letter", "/plan/search?q=s"),
             ("a word that an eighth has, with facets", "/plan/search?facets=true&q=" + urllib.parse.quote("förder")),
             ("two words", "/plan/search?q=pump%20ostermark"), ("a serial number", "/plan/search?q=SN-%08d" % (COUNT // 2)),
             ("many hits by name", "/plan/search?q=pumpe&sort=name&limit=200"),
             ("a word that nobody has", "/plan/search?q=zzzz"),
             ("a maker and a place, with facets", "/plan/search?facets=true&location=Halle%207&maker=Tesmer%20Ltd"),
             ("what has no documents", "/plan/search?missing=documents&facets=true")]
    for what, path in views:
        median, worst, body = timed(schale.url + path)
        total = json.loads(body).get("total")
        rows.append({"what": what + ("" if total is None else " (%d hits)" % total), "value": "%.1f ms, worst %.1f ms" % (median, worst),
                     "against": "-", "ratio": None, "goal": "<= %d ms" % GOAL_MS, "met": median <= GOAL_MS})
    schale.stop()
    remove(folder)
    return report("search", rows)


if __name__ == "__main__":
    sys.exit(0 if main() else 1)
