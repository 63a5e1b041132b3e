# SPDX-License-Identifier: Apache-2.0
"""What a client of model_test.py does to documents that are its own: there the model is exact."""
import base64
import copy
import hashlib
import json
from urllib.parse import quote

from conftest import b64, external, multipart, reference, shell
from model_elements import (CHILDREN, NAMES, SIZE_MAX, add, children, drop_empty, files_of, new_child, new_submodel, new_value,
                            texts, value_only, walk)

IDS = 5  # of each kind, for each client
STALE = '"9007199254740991"'


class Own:
    """The documents of one client as they must be; what is not there is not in the dict."""

    def __init__(self, number):
        self.name = f"C{number}"
        self.shells, self.submodels, self.concepts = {}, {}, {}
        self.shell_descriptors, self.submodel_descriptors, self.links = {}, {}, {}
        self.files = {}       # (submodel id, File.value): bytes
        self.thumbnails = {}  # shell id: bytes

    def id(self, kind, dice):
        return f"urn:model:{self.name}:{kind}:{dice.randrange(IDS)}"


def new_shell(c, identifier):
    made = shell(identifier, idShort=c.own.name)
    if c.dice.random() < 0.5:
        made["submodels"] = [reference(one) for one in
                             c.dice.sample([f"urn:model:{c.own.name}:submodel:{i}" for i in range(IDS)], c.dice.randrange(1, 4))]
    if c.dice.random() < 0.5:
        made["assetInformation"]["specificAssetIds"] = [{"name": "serial", "value": c.own.name + str(c.dice.randrange(9))}]
    if c.dice.random() < 0.3:
        made["description"] = texts(c.dice)
    return made


def new_concept(c, identifier):
    made = {"modelType": "ConceptDescription", "id": identifier, "idShort": c.own.name}
    if c.dice.random() < 0.5:
        made["isCaseOf"] = [external("urn:case:" + str(c.dice.randrange(5)))]
    return made


def new_descriptor(c, identifier):
    return {"id": identifier, "idShort": c.own.name, "endpoints": [
        {"interface": "X-1.0", "protocolInformation": {"href": "http://x.example/" + str(c.dice.randrange(100))}}]}


# --- whole documents: (name, collection, maker) ------------------------------------------------------------------------------------

def kinds(c):
    return [("shell", "/shells", c.own.shells, new_shell),
            ("submodel", "/submodels", c.own.submodels, lambda c, i: new_submodel(c.dice, i, c.own.name)),
            ("concept", "/concept-descriptions", c.own.concepts, new_concept),
            ("there", "/shell-descriptors", c.own.shell_descriptors, new_descriptor),
            ("below", "/submodel-descriptors", c.own.submodel_descriptors, new_descriptor)]


def forget_files(c, identifier):
    """Of a document that is written anew or gone."""
    c.own.thumbnails.pop(identifier, None)
    for key in [key for key in c.own.files if key[0] == identifier]:
        del c.own.files[key]


def conditions(c, path, there):
    """(headers, whether they hold)"""
    roll = c.dice.random()
    if roll < 0.7:
        return {}, True
    if not there:
        return {"If-None-Match": "*"}, True
    if roll < 0.8:
        return {"If-None-Match": "*"}, False
    if roll < 0.9:
        return {"If-Match": STALE}, False
    return {"If-Match": c.ask("GET", path, expect=200).headers["etag"]}, True


def create(c):
    kind, collection, there, make = c.dice.choice(kinds(c))
    identifier = c.own.id(kind, c.dice)
    document = make(c, identifier)
    if identifier in there:
        c.ask("POST", collection, document, expect=409)
        return
    answer = c.ask("POST", collection, document, expect=201)
    c.same("the document created", answer.json, document)
    there[identifier] = document


def replace(c):
    kind, collection, there, make = c.dice.choice(kinds(c))
    identifier = c.own.id(kind, c.dice)
    path, document = f"{collection}/{b64(identifier)}", make(c, identifier)
    headers, holds = conditions(c, path, identifier in there)
    c.ask("PUT", path, document, headers, expect=412 if not holds else 204 if identifier in there else 201)
    if holds:
        there[identifier] = document
        forget_files(c, identifier)


def delete(c):
    kind, collection, there, _ = c.dice.choice(kinds(c))
    identifier = c.own.id(kind, c.dice)
    path = f"{collection}/{b64(identifier)}"
    if identifier not in there:
        c.ask("DELETE", path, expect=404)
        return
    headers, holds = ({}, True) if c.dice.random() < 0.7 else ({"If-Match": STALE}, False)
    c.ask("DELETE", path, None, headers, expect=204 if holds else 412)
    if holds:
        del there[identifier]
        forget_files(c, identifier)


def without_blobs(document):
    """As it is answered without extent=withBlobValue."""
    document = copy.deepcopy(document)
    if document.get("modelType") == "Submodel":
        for _, element, _, _ in walk(document):
            if element["modelType"] == "Blob":
                element.pop("value", None)
    return document


def read(c):
    kind, collection, there, _ = c.dice.choice(kinds(c))
    identifier = c.own.id(kind, c.dice)
    check(c, collection, identifier, there.get(identifier))


def check(c, collection, identifier, document):
    """The document, or that there is none; its ETag too."""
    path = f"{collection}/{b64(identifier)}"
    answer = c.ask("GET", path + ("?extent=withBlobValue" if collection == "/submodels" else ""), expect=404 if document is None else 200)
    if document is None:
        return None
    c.same(path, answer.json, document)
    c.ask("GET", path, None, {"If-None-Match": c.ask("HEAD", path, expect=200).headers["etag"]}, expect=304)
    return answer.headers["etag"]


def list_own(c):
    """The filter by idShort finds exactly what is there, in pages of any size."""
    _, collection, there, _ = c.dice.choice(kinds(c)[:3])
    items = c.pages(f"{collection}?idShort={c.own.name}", c.dice.choice([1, 2, 3, 100]))
    c.same("ids by idShort", sorted(item["id"] for item in items), sorted(i for i, d in there.items() if d.get("idShort") == c.own.name))
    for item in items:
        c.same(item["id"], item, without_blobs(there[item["id"]]))


def read_past(c):
    """The state at a date that is not over is the current one."""
    kind, collection, there, _ = c.dice.choice(kinds(c)[:2])
    identifier = c.own.id(kind, c.dice)
    answer = c.ask("GET", f"{collection}/{b64(identifier)}/$history?date=2999-01-01T00:00:00Z", expect=200 if identifier in there else 404)
    if identifier in there:
        c.same("the present of the history", answer.json, without_blobs(there[identifier]))


# --- shells ------------------------------------------------------------------------------------------------------------------------

def own_shell(c):
    identifier = c.own.id("shell", c.dice)
    return identifier, "/shells/" + b64(identifier), c.own.shells.get(identifier)


def add_reference(c):
    identifier, path, document = own_shell(c)
    target = reference(c.own.id("submodel", c.dice))
    if document is None:
        c.ask("POST", path + "/submodel-refs", target, expect=404)
    elif target in document.get("submodels", []):
        c.ask("POST", path + "/submodel-refs", target, expect=409)
    else:
        c.ask("POST", path + "/submodel-refs", target, expect=201)
        document.setdefault("submodels", []).append(target)


def remove_reference(c):
    _, path, document = own_shell(c)
    target = c.own.id("submodel", c.dice)
    there = document is not None and reference(target) in document.get("submodels", [])
    c.ask("DELETE", f"{path}/submodel-refs/{b64(target)}", expect=204 if there else 404)
    if there:
        document["submodels"].remove(reference(target))
        if not document["submodels"]:
            del document["submodels"]


def replace_asset(c):
    identifier, path, document = own_shell(c)
    asset = {"assetKind": c.dice.choice(["Instance", "Type"]), "globalAssetId": identifier + "/asset" + str(c.dice.randrange(9))}
    c.ask("PUT", path + "/asset-information", asset, expect=204 if document else 404)
    if document:
        document["assetInformation"] = asset
        c.own.thumbnails.pop(identifier, None)


def thumbnail(c):
    identifier, path, document = own_shell(c)
    path += "/asset-information/thumbnail"
    known = c.own.thumbnails.get(identifier)
    roll = c.dice.random()
    if roll < 0.5:
        name, data = c.dice.choice(["a.png", "b.png"]), c.dice.randbytes(c.dice.choice([1, 100, 70000]))
        body, kind = multipart(("fileName", None, None, name.encode()), ("file", name, "image/png", data))
        c.ask("PUT", path, body, kind=kind, expect=204 if document else 404)
        if document:
            stored = f"/aasx/files/{hashlib.sha256(identifier.encode()).hexdigest()[:8]}/{name}"
            document["assetInformation"]["defaultThumbnail"] = {"path": stored, "contentType": "image/png"}
            c.own.thumbnails[identifier] = data
    elif roll < 0.7:
        there = document is not None and "defaultThumbnail" in document["assetInformation"]
        answer = c.ask("DELETE", path, expect=(200, 204) if there else 404)
        if there:
            del document["assetInformation"]["defaultThumbnail"]
            c.own.thumbnails.pop(identifier, None)
    else:
        answer = c.ask("GET", path, expect=200 if known is not None else 404)
        if known is not None and answer.body != known:
            raise AssertionError("other bytes than the thumbnail's")


# --- asset links and descriptors -------------------------------------------------------------------------------------------------

def asset_links(c):
    """Of shells elsewhere; those of shells here follow from them."""
    identifier = c.own.id("elsewhere", c.dice)
    path, there = "/lookup/shells/" + b64(identifier), c.own.links
    roll = c.dice.random()
    if roll < 0.4:
        links = [{"name": "serial", "value": c.own.name + "/" + str(c.dice.randrange(9))}]
        c.ask("POST", path, links, expect=201)
        there[identifier] = links
    elif roll < 0.6:
        c.ask("DELETE", path, expect=204 if identifier in there else 404)
        there.pop(identifier, None)
    else:
        answer = c.ask("GET", path, expect=200 if identifier in there else 404)
        if identifier in there:
            c.same("asset links", answer.json, there[identifier])
            found = c.ask("POST", "/lookup/shellsByAssetLink?limit=1000", there[identifier], expect=200).json["result"]
            c.same("shells by their links", sorted(found), sorted(i for i, links in there.items() if links == there[identifier]))


def derived_descriptor(c):
    """Of a shell or submodel of ours: it says what they say, and cannot be written."""
    kind, collection, there = c.dice.choice([("shell", "/shell-descriptors", c.own.shells), ("submodel", "/submodel-descriptors", c.own.submodels)])
    identifier = c.own.id(kind, c.dice)
    path = f"{collection}/{b64(identifier)}"
    answer = c.ask("GET", path, expect=200 if identifier in there else 404)
    if identifier not in there:
        return
    for name in ("id", "idShort", "description") + (("semanticId",) if kind == "submodel" else ()):
        c.same(name, answer.json.get(name), there[identifier].get(name))
    if kind == "shell":
        asset, wanted = there[identifier]["assetInformation"], [r["keys"][0]["value"] for r in there[identifier].get("submodels", [])]
        c.same("globalAssetId", answer.json["globalAssetId"], asset["globalAssetId"])
        c.same("submodels", [d["id"] for d in answer.json.get("submodelDescriptors", [])], [i for i in wanted if i in c.own.submodels])
    c.ask("PUT", path, {"id": identifier, "endpoints": answer.json["endpoints"]}, expect=409)
    c.ask("DELETE", path, expect=409)


# --- submodels and their elements ------------------------------------------------------------------------------------------------

def own_submodel(c):
    identifier = c.own.id("submodel", c.dice)
    return identifier, "/submodels/" + b64(identifier), c.own.submodels.get(identifier)


def at(path, element):
    return f"{path}/submodel-elements/{quote(element)}"


def pick(c, document, *classes):
    """A random element: (path, element, container, depth); None when there is none."""
    found = [one for one in walk(document) if not classes or one[1]["modelType"] in classes]
    return c.dice.choice(found) if found else None


def missing(c, path):
    """Something below a submodel that is not there."""
    c.ask(c.dice.choice(["GET", "DELETE"]), at(path, "Nowhere"), expect=404)


def post_element(c):
    _, path, document = own_submodel(c)
    if document is None:
        return missing(c, path)
    holders = [("", document, 0)] + [(p, e, d) for p, e, _, d in walk(document) if e["modelType"] in CHILDREN]
    place, holder, depth = c.dice.choice(holders)
    if len(list(walk(document))) > SIZE_MAX:
        return delete_element(c)
    element = new_child(c.dice, holder, c.dice.choice(NAMES), depth + 1)
    taken = "idShort" in element and element["idShort"] in [one.get("idShort") for one in children(holder)]
    answer = c.ask("POST", at(path, place) if place else path + "/submodel-elements", element, expect=409 if taken else 201)
    if not taken:
        add(holder, element)
        c.ask("GET", answer.headers["location"], expect=200)
    return None


def put_element(c):
    identifier, path, document = own_submodel(c)
    found = document and pick(c, document)
    if not found:
        return missing(c, path)
    place, old, holder, depth = found
    name = old.get("idShort")
    renamed = c.dice.choice(NAMES) if name and c.dice.random() < 0.3 else name
    taken = renamed != name and renamed in [one.get("idShort") for one in children(holder)]
    element = new_child(c.dice, holder, renamed, depth)
    if old["modelType"] == "File" and c.dice.random() < 0.5:
        element = {**old, "idShort": renamed} if name else old  # it keeps its file, under another name
    headers, holds = conditions(c, at(path, place), True)
    expect = {204} if holds and not taken else ({409} if taken else set()) | (set() if holds else {412})
    answer = c.ask("PUT", at(path, place), element, headers, expect=expect)
    if answer.status == 204:
        siblings = children(holder)
        siblings[next(i for i, one in enumerate(siblings) if one is old)] = element
        drop_files(c, identifier, document)
    return None


def create_element(c):
    """PUT where only the last part of the path is missing."""
    _, path, document = own_submodel(c)
    if document is None:
        return missing(c, path)
    holders = [("", document, 0)] + [(p + ".", e, d) for p, e, _, d in walk(document)
                                     if e["modelType"] in CHILDREN and e["modelType"] != "SubmodelElementList"]
    place, holder, depth = c.dice.choice(holders)
    name = c.dice.choice(NAMES)
    if name in [one.get("idShort") for one in children(holder)] or len(list(walk(document))) > SIZE_MAX:
        return delete_element(c)
    element = new_child(c.dice, holder, name, depth + 1)
    c.ask("PUT", at(path, place + name), element, {"If-None-Match": "*"} if c.dice.random() < 0.3 else {}, expect=201)
    add(holder, element)
    return None


def drop_files(c, identifier, document):
    """Files that no element names any more are gone."""
    named = {one["value"] for one in files_of(document)}
    for key in [key for key in c.own.files if key[0] == identifier and key[1] not in named]:
        del c.own.files[key]


def delete_element(c):
    identifier, path, document = own_submodel(c)
    found = document and pick(c, document)
    if not found:
        return missing(c, path)
    place, old, holder, _ = found
    headers, holds = ({}, True) if c.dice.random() < 0.8 else ({"If-Match": STALE}, False)
    c.ask("DELETE", at(path, place), None, headers, expect=204 if holds else 412)
    if holds:
        siblings = children(holder)
        del siblings[next(i for i, one in enumerate(siblings) if one is old)]
        drop_empty(holder)
        drop_files(c, identifier, document)
    return None


def patch_element(c):
    _, path, document = own_submodel(c)
    found = document and pick(c, document, "Property", "Range", "SubmodelElementCollection", "Entity", "Blob")
    if not found:
        return missing(c, path)
    place, element, _, _ = found
    changes = {"description": texts(c.dice)} if c.dice.random() < 0.5 else {"category": c.dice.choice(["CONSTANT", "PARAMETER", "VARIABLE"])}
    suffix = c.dice.choice(["", "/$metadata"])
    if not suffix and element["modelType"] == "Property":
        changes["value"] = new_value(c.dice, element["valueType"])
    c.ask("PATCH", at(path, place) + suffix, {"modelType": element["modelType"], **changes},
          kind=c.dice.choice(["application/json", "application/merge-patch+json"]), expect=204)
    element.update(changes)
    return None


def patch_submodel(c):
    _, path, document = own_submodel(c)
    changes = {"description": texts(c.dice)}
    c.ask("PATCH", path + c.dice.choice(["", "/$metadata"]), {"modelType": "Submodel", **changes}, expect=204 if document else 404)
    if document:
        document.update(changes)


def patch_value(c):
    _, path, document = own_submodel(c)
    found = document and pick(c, document, "Property", "MultiLanguageProperty", "Range")
    if not found:
        return missing(c, path)
    place, element, _, _ = found
    if element["modelType"] == "Property":
        changes = {"value": new_value(c.dice, element["valueType"])}
        sent = value_only(element["valueType"], changes["value"])
    elif element["modelType"] == "Range":
        changes = {"min": str(c.dice.randrange(10)), "max": str(c.dice.randrange(10, 20))}
        sent = {name: int(text) for name, text in changes.items()}
    else:
        changes = {"value": texts(c.dice)}
        sent = [{one["language"]: one["text"]} for one in changes["value"]]
    c.ask("PATCH", at(path, place) + "/$value", json.dumps(sent), expect=204)
    element.update(changes)
    c.same("the value", c.ask("GET", at(path, place) + "/$value", expect=200).json, sent)
    return None


def patch_values(c):
    """Many at once: all Properties at the top."""
    _, path, document = own_submodel(c)
    chosen = [one for one in children(document) if one["modelType"] == "Property" and c.dice.random() < 0.7] if document else []
    if not chosen:
        return missing(c, path)
    texts_ = [new_value(c.dice, one["valueType"]) for one in chosen]
    sent = {one["idShort"]: value_only(one["valueType"], text) for one, text in zip(chosen, texts_)}
    wrong = c.dice.random() < 0.2
    c.ask("PATCH", path + "/$value", {**sent, "Nowhere": 1} if wrong else sent, expect=404 if wrong else 204)
    if not wrong:
        for one, text in zip(chosen, texts_):
            one["value"] = text
    return None


def read_element(c):
    _, path, document = own_submodel(c)
    found = document and pick(c, document)
    if not found:
        return missing(c, path)
    place, element, _, _ = found
    c.same("element " + place, c.ask("GET", at(path, place) + "?extent=withBlobValue", expect=200).json, element)
    items = c.pages(path + "/submodel-elements?extent=withBlobValue", c.dice.choice([1, 2, 100]))
    c.same("elements", items, children(document))
    return None


def attachment(c):
    identifier, path, document = own_submodel(c)
    found = document and pick(c, document, "File", "Blob")
    if not found:
        return missing(c, path)
    place, element, _, _ = found
    path = at(path, place) + "/attachment"
    key, roll = (identifier, element.get("value")), c.dice.random()
    if roll < 0.5:
        name, data = c.dice.choice(["a.txt", "b.txt"]), c.dice.randbytes(c.dice.choice([1, 100, 5000]))
        body, kind = multipart(("fileName", None, None, name.encode()), ("file", name, "text/x", data))
        c.ask("PUT", path, body, kind=kind, expect=204)
        element["contentType"] = "text/x"
        if element["modelType"] == "Blob":
            element["value"] = base64.b64encode(data).decode()
        else:
            element["value"] = c.ask("GET", at("/submodels/" + b64(identifier), place), expect=200).json["value"]
            c.own.files[identifier, element["value"]] = data
            shared = [one for one in files_of(document) if one["value"] == element["value"] and one is not element]
            if shared:
                raise AssertionError("the file of another element was overwritten: " + element["value"])
            drop_files(c, identifier, document)
    elif roll < 0.65:
        there = "value" in element
        c.ask("DELETE", path, expect=200 if there else 404)
        element.pop("value", None)
        drop_files(c, identifier, document)
    else:
        known = base64.b64decode(element["value"]) if element["modelType"] == "Blob" and "value" in element else c.own.files.get(key)
        answer = c.ask("GET", path, expect=404 if known is None else 200)
        if known is not None and answer.body != known:
            raise AssertionError("other bytes than those of the attachment")
    return None


STEPS = [(6, create), (4, replace), (2, delete), (6, read), (2, list_own), (1, read_past), (2, add_reference), (1, remove_reference),
         (1, replace_asset), (2, thumbnail), (2, asset_links), (2, derived_descriptor), (8, post_element), (5, put_element),
         (3, create_element), (3, delete_element), (4, patch_element), (1, patch_submodel), (4, patch_value), (2, patch_values),
         (4, read_element), (5, attachment)]
