# SPDX-License-Identifier: Apache-2.0
"""What clients of model_test.py do to documents that all of them share, and what they do wrong."""
import collections
import json
import threading

from conftest import b64, concept, multipart, prop, shell, submodel
from model_documents import at, own_shell, own_submodel
from model_elements import counter

COUNTERS, CONTESTED, WHOLE = 3, 4, 3
LOG, ROWS = "urn:model:shared:log", "urn:model:shared:rows"


class Shared:
    """What was acknowledged, by all clients together."""

    def __init__(self):
        self.lock = threading.Lock()
        self.counts = collections.Counter()    # counter id: increments
        self.balance = collections.Counter()   # contested id: created minus deleted
        self.posted, self.deleted, self.rows = set(), set(), collections.Counter()

    @staticmethod
    def begin(server):
        for i in range(COUNTERS):
            assert server("POST", "/submodels", counter(f"urn:model:shared:counter:{i}")).status == 201
        assert server("POST", "/submodels", submodel(LOG)).status == 201
        rows = {"modelType": "SubmodelElementList", "idShort": "Rows", "typeValueListElement": "Property", "valueTypeListElement": "xs:string"}
        assert server("POST", "/submodels", submodel(ROWS, [rows])).status == 201

    @staticmethod
    def ids():
        """(those that are always there, those that may be)"""
        return ({f"urn:model:shared:counter:{i}" for i in range(COUNTERS)} | {LOG, ROWS}, {f"urn:model:shared:whole:{i}" for i in range(WHOLE)})

    def check(self, server):
        """At the end nothing that was acknowledged is lost, and nothing is there twice."""
        for i in range(COUNTERS):
            name = f"urn:model:shared:counter:{i}"
            value = int(server.get("/submodels/" + b64(name)).json["submodelElements"][0]["value"])
            assert value == self.counts[name], f"{name} is {value}, acknowledged were {self.counts[name]}"
        posted = [one["idShort"] for one in server.get("/submodels/" + b64(LOG)).json.get("submodelElements", [])]
        assert len(posted) == len(set(posted)) and set(posted) == self.posted - self.deleted, set(posted) ^ (self.posted - self.deleted)
        rows = server.get(f"/submodels/{b64(ROWS)}/submodel-elements/Rows").json.get("value", [])
        assert collections.Counter(one["value"] for one in rows) == self.rows
        for name in (f"urn:model:shared:contested:{i}" for i in range(CONTESTED)):
            there = server.get("/concept-descriptions/" + b64(name)).status == 200
            assert self.balance[name] == there, f"{name}: created less deleted is {self.balance[name]}, it is there: {there}"


def increment(c):
    """Read, add one, write on condition that it is still what was read: no increment is lost."""
    name = f"urn:model:shared:counter:{c.luck.randrange(COUNTERS)}"
    path = "/submodels/" + b64(name)
    got = c.ask("GET", path, expect=200)
    value, headers = int(got.json["submodelElements"][0]["value"]) + 1, {"If-Match": got.headers["etag"]}
    roll = c.luck.random()
    if roll < 0.4:
        answer = c.ask("PATCH", at(path, "Count") + "/$value", str(value), headers, expect=(204, 412))
    elif roll < 0.7:
        answer = c.ask("PUT", at(path, "Count"), prop("Count", str(value), "xs:int"), headers, expect=(204, 412))
    else:
        answer = c.ask("PUT", path, submodel(name, [prop("Count", str(value), "xs:int")]), headers, expect=(204, 412))
    if answer.status == 204:
        with c.shared.lock:
            c.shared.counts[name] += 1


def post_to_log(c):
    name = f"E{c.number}_{c.count}"
    answer = c.ask("POST", f"/submodels/{b64(LOG)}/submodel-elements", prop(name, "1"), expect=(201, 409))
    if answer.status == 201:
        with c.shared.lock:
            c.shared.posted.add(name)
        c.log.append(name)
    else:
        c.same("why not", answer.codes, ["contested"])


def delete_from_log(c):
    """One of those that this client put there."""
    if not c.log:
        return
    name = c.log[c.luck.randrange(len(c.log))]
    answer = c.ask("DELETE", at("/submodels/" + b64(LOG), name), expect=(204, 409))
    if answer.status == 204:
        c.log.remove(name)
        with c.shared.lock:
            c.shared.deleted.add(name)


def append_row(c):
    value = f"{c.number}"
    answer = c.ask("POST", at("/submodels/" + b64(ROWS), "Rows"), {"modelType": "Property", "valueType": "xs:string", "value": value},
                   expect=(201, 409))
    if answer.status == 201:
        with c.shared.lock:
            c.shared.rows[value] += 1


def contest(c):
    """Of those who create at once one does, and of those who delete."""
    name = f"urn:model:shared:contested:{c.luck.randrange(CONTESTED)}"
    path, roll = "/concept-descriptions/" + b64(name), c.luck.random()
    if roll < 0.3:
        change = c.ask("POST", "/concept-descriptions", concept(name), expect=(201, 409)).status == 201
    elif roll < 0.6:
        change = c.ask("PUT", path, concept(name), {"If-None-Match": "*"}, expect=(201, 412)).status == 201
    else:
        change = -(c.ask("DELETE", path, expect=(204, 404)).status == 204)
    with c.shared.lock:
        c.shared.balance[name] += change


def replace_whole(c):
    """Whoever reads sees what one client wrote, never parts of two."""
    name = f"urn:model:shared:whole:{c.luck.randrange(WHOLE)}"
    path, mark = "/submodels/" + b64(name), f"{c.number}.{c.count}"
    if c.luck.random() < 0.5:
        c.ask("PUT", path, submodel(name, [prop(f"P{i}", mark) for i in range(c.luck.randrange(1, 20))]), expect=(201, 204))
    answer = c.ask("GET", path, expect=(200, 404))
    if answer.status == 200 and len({one["value"] for one in answer.json["submodelElements"]}) != 1:
        raise AssertionError("parts of two documents")


def walk_list(c):
    """In each list, while others write, what is ours comes exactly once, and as it is."""
    collection, there = c.luck.choice([("/shells", c.own.shells), ("/concept-descriptions", c.own.concepts),
                                       ("/shell-descriptors", {**c.own.shells, **c.own.shell_descriptors}),
                                       ("/submodel-descriptors", {**c.own.submodels, **c.own.submodel_descriptors})])
    items = c.pages(collection, c.luck.choice([7, 50, 1000]))
    ours = f"urn:model:{c.own.name}:"  # another client's may go and come again behind the cursor
    c.same("ids of ours in " + collection, sorted(item["id"] for item in items if item["id"].startswith(ours)), sorted(there))


SHARED_STEPS = [(5, increment), (3, post_to_log), (1, delete_from_log), (2, append_row), (3, contest), (2, replace_whole), (1, walk_list)]


# --- what is wrong -------------------------------------------------------------------------------------------------------------------

SM, SH = "urn:model:wrong:sm", "urn:model:wrong:sh"
FORM = multipart(("fileName", None, None, b"a.txt"), ("other", "a.txt", "text/plain", b"x"))
# (method, path, body, content type, statuses): nothing of it may change anything.
WRONG = [
    ("POST", "/submodels", '{"modelType":"Submodel","id":', "application/json", 400),
    ("POST", "/submodels", b'{"modelType":"Submodel","id":"\xff\xfe"}', "application/json", 400),
    ("POST", "/submodels", '{"modelType":"Submodel","id":"urn:model:wrong:sm","id":"urn:model:wrong:sm"}', "application/json", 400),
    ("POST", "/submodels", "[" * 5000, "application/json", (400, 413)),
    ("POST", "/submodels", "", "application/json", 400),
    ("POST", "/submodels", submodel(SM), "text/plain", 415),
    ("POST", "/submodels", {"modelType": "Submodel", "id": 5}, "application/json", 400),
    ("POST", "/submodels", {"modelType": "Submodel"}, "application/json", 400),
    ("POST", "/submodels", {"modelType": "Nothing", "id": SM}, "application/json", 400),
    ("POST", "/submodels", {"modelType": "Submodel", "id": SM, "unknown": 1}, "application/json", 400),
    ("POST", "/submodels", submodel(SM, idShort="x" * 129), "application/json", 400),
    ("POST", "/submodels", submodel(SM, idShort="1x"), "application/json", 400),
    ("POST", "/submodels", submodel("x" * 2049), "application/json", 400),
    ("POST", "/submodels", submodel(SM, [prop("New", "1"), prop("New", "2")]), "application/json", 400),
    ("POST", "/submodels", submodel(SM, [prop("New", "x", "xs:int")]), "application/json", 400),
    ("POST", "/submodels", submodel(SM, [{"modelType": "Property", "valueType": "xs:int"}]), "application/json", 400),
    ("POST", "/submodels", shell(SH), "application/json", 400),
    ("POST", "/submodels", [], "application/json", 400),
    ("PUT", "/submodels/" + b64(SM), submodel("urn:model:wrong:other"), "application/json", 400),
    ("PUT", "/submodels/!!!", submodel(SM), "application/json", 400),
    ("GET", "/submodels/A", None, None, 400),
    ("GET", "/submodels/" + b64(b"\xff\xfe"), None, None, 400),
    ("GET", "/submodels/" + b64(SM), None, None, 404),
    ("GET", "/submodels/%zz", None, None, 400),
    ("DELETE", "/submodels/" + b64(SM), None, None, 404),
    ("PATCH", "/submodels/" + b64(SM), submodel(SM), "application/json", 404),
    ("PATCH", "/submodels/" + b64(SM) + "/$value", "{}", "application/json", 404),
    ("GET", "/submodels?limit=0", None, None, 400),
    ("GET", "/submodels?limit=-1", None, None, 400),
    ("GET", "/submodels?cursor=!", None, None, 400),
    ("GET", "/shells?cursor=" + b64("x"), None, None, 400),
    ("GET", "/submodels?level=high", None, None, 400),
    ("GET", "/submodels?extent=none", None, None, 400),
    ("GET", "/submodels?semanticId=!", None, None, 400),
    ("GET", "/shells?assetIds=" + b64("{"), None, None, 400),
    ("GET", "/shell-descriptors?assetKind=Thing", None, None, 400),
    ("GET", "/shell-descriptors/$recent-changes?updatedFrom=now", None, None, 400),
    ("GET", "/submodels/" + b64(SM) + "/$history?date=now", None, None, 400),
    ("POST", "/shells", {"modelType": "AssetAdministrationShell", "id": SH}, "application/json", 400),
    ("POST", "/shells", shell(SH, assetInformation={"assetKind": "Instance"}), "application/json", 400),
    ("PUT", "/shells/" + b64(SH) + "/asset-information/thumbnail", *FORM, (400, 404)),
    ("POST", "/concept-descriptions", {"modelType": "ConceptDescription", "id": ""}, "application/json", 400),
    ("POST", "/concept-descriptions", {"modelType": "ConceptDescription", "id": None}, "application/json", 400),
    ("POST", "/shell-descriptors", {"idShort": "NoId"}, "application/json", 400),
    ("POST", "/submodel-descriptors", {"id": "urn:model:wrong:d", "endpoints": []}, "application/json", 400),
    ("POST", "/bulk/shell-descriptors", [], "application/json", 400),
    ("POST", "/lookup/shells/" + b64("urn:model:wrong:l"), {"name": "a"}, "application/json", 400),
    ("POST", "/lookup/shellsByAssetLink", "{", "application/json", 400),
    ("POST", "/upload", "neither", "application/json", 400),
    ("DELETE", "/shells", None, None, 405),
    ("POST", "/submodels/" + b64(SM), submodel(SM), "application/json", 405),
    ("GET", "/nowhere", None, None, 404),
    ("POST", "/submodels/" + b64(LOG) + "/submodel-elements/A..B", prop("New"), "application/json", 400),
    ("POST", "/submodels/" + b64(LOG) + "/submodel-elements/A%5B", prop("New"), "application/json", 400),
    ("POST", "/submodels/" + b64(ROWS) + "/submodel-elements/Rows", prop(None, "1", "xs:int") | {"idShort": "Z"}, "application/json", 400),
    ("DELETE", "/submodels/" + b64(ROWS) + "/submodel-elements/Rows%5B99999999999999999999%5D", None, None, (400, 404)),
    ("PUT", "/submodels/" + b64(LOG) + "/submodel-elements/Nope.New", prop("New"), "application/json", 404),
]


def be_wrong(c):
    method, path, body, kind, expect = c.dice.choice(WRONG)
    c.ask(method, path, body, kind=kind, expect=expect)


def be_wrong_below(c):
    """Wrong elements and values for a submodel that is there; reads show that it stayed as it was."""
    _, path, document = own_submodel(c)
    if document is None:
        return
    wrong = c.dice.choice([prop("1x", "1"), prop("x" * 129, "1"), prop("New", "x", "xs:int"), {"idShort": "New"}, {"modelType": "Property", "idShort": "New"},
                           prop("New", "1") | {"description": []}, prop("New", "1") | {"description": [{"language": "?!", "text": "x"}]}, submodel("urn:x")])
    if wrong.get("description") != []:  # an empty list counts as left out
        c.ask("POST", path + "/submodel-elements", wrong, expect=400)
    for body in ("[]", "{", '{"Nowhere": }', "\"x\""):
        c.ask("PATCH", path + "/$value", body, expect=400)
    first = next((one for one in document.get("submodelElements", []) if one["modelType"] == "Property"), None)
    if first and first["valueType"] == "xs:int":
        c.ask("PATCH", at(path, first["idShort"]) + "/$value", json.dumps("x"), expect=400)
        c.ask("PUT", at(path, first["idShort"]), prop(first["idShort"], "1.5", "xs:int"), expect=400)
        c.ask("PATCH", at(path, first["idShort"]), {"modelType": "Range"}, expect=400)
        c.ask("PATCH", at(path, first["idShort"]) + "/$metadata", {"modelType": "Property", "value": "1"}, expect=400)
        c.ask("GET", at(path, first["idShort"]) + "/attachment", expect=405)
        c.ask("POST", at(path, first["idShort"]), prop("New", "1"), expect=400)
        c.ask("POST", at(path, first["idShort"]) + "/invoke", {}, expect=405)


def be_wrong_at_a_shell(c):
    identifier, path, document = own_shell(c)
    if document is None:
        return
    for body in ({"assetKind": "Thing", "globalAssetId": "urn:x"}, {"assetKind": "Instance"}, {}):
        c.ask("PUT", path + "/asset-information", body, expect=400)
    c.ask("POST", path + "/submodel-refs", {"type": "ModelReference", "keys": []}, expect=400)
    c.ask("PUT", path + "/asset-information/thumbnail", FORM[0], kind=FORM[1], expect=400)
    c.ask("PUT", path + "/asset-information/thumbnail", "{}", expect=415)
    c.ask("PUT", path, shell(identifier, idShort="x" * 129), expect=400)
    c.ask("POST", "/shell-descriptors", {"id": identifier}, expect=409)


WRONG_STEPS = [(6, be_wrong), (2, be_wrong_below), (1, be_wrong_at_a_shell)]
