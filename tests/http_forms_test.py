# SPDX-License-Identifier: Apache-2.0
"""The forms $metadata, $reference and $path of shells, submodels and elements, and their lists."""
import pytest

from conftest import b64, b64_json, external, prop, reference, shell, submodel

ID, SHELL = "urn:forms:üü", "urn:forms:shell"
MEANING = external("urn:forms:meaning")

# class: (what $metadata keeps, what it leaves out). IDTA-01001 3.1.2, metadata-objects.adoc; IDTA-01002 3.1.2, ...Metadata.
CLASSES = {
    "Property": ({"valueType": "xs:int"}, {"value": "1", "valueId": external("urn:v")}),
    "MultiLanguageProperty": ({}, {"value": [{"language": "de", "text": "x"}], "valueId": external("urn:v")}),
    "Range": ({"valueType": "xs:int"}, {"min": "1", "max": "2"}),
    "File": ({}, {"contentType": "a/b", "value": "/x"}),
    "Blob": ({}, {"contentType": "a/b", "value": "QQ=="}),
    "ReferenceElement": ({}, {"value": external("urn:x")}),
    "RelationshipElement": ({}, {"first": reference("urn:a"), "second": reference("urn:b")}),
    "AnnotatedRelationshipElement": ({}, {"first": reference("urn:a"), "second": reference("urn:b"), "annotations": [prop("Note", "n")]}),
    "Entity": ({"entityType": "SelfManagedEntity"}, {"statements": [prop("Count", "1")], "globalAssetId": "urn:g"}),
    "SubmodelElementCollection": ({}, {"value": [prop("In", "1"), {"modelType": "SubmodelElementCollection", "idShort": "Deep",
                                                                    "value": [prop("Er", "1")]}]}),
    "SubmodelElementList": ({"orderRelevant": True, "typeValueListElement": "SubmodelElementCollection"},
                            {"value": [{"modelType": "SubmodelElementCollection", "value": [prop("Cell", "1")]},
                                       {"modelType": "SubmodelElementCollection", "idShort": "Named"}]}),
    "BasicEventElement": ({"direction": "output", "state": "on", "messageTopic": "t"}, {"observed": reference("urn:a")}),
    "Capability": ({}, {}),
    "Operation": ({}, {"inputVariables": [{"value": prop("Variable", "1")}], "outputVariables": [{"value": prop("Out", "1")}]}),
}


def head(name):
    return {"modelType": name, "idShort": "The" + name, "category": "CONSTANT",
            "description": [{"language": "de", "text": "value"}],
            "qualifiers": [{"type": "q", "valueType": "xs:string", "value": "kept"}]}


ELEMENTS = [head(name) | kept | left_out for name, (kept, left_out) in CLASSES.items()]
METADATA = [head(name) | kept for name, (kept, _) in CLASSES.items()]
PATHS = []
for name in CLASSES:
    PATHS.append("The" + name)
    PATHS += {"AnnotatedRelationshipElement": ["The" + name + ".Note"], "Entity": ["The" + name + ".Count"],
              "SubmodelElementCollection": ["The" + name + s for s in (".In", ".Deep", ".Deep.Er")],
              "SubmodelElementList": ["The" + name + s for s in ("[0]", "[0].Cell", "[1]")]}.get(name, [])
CORE = ["The" + name for name in CLASSES]
ADMINISTRATION = {"version": "1", "revision": "2"}


def keyed(*keys):
    return {"type": "ModelReference", "keys": [{"type": kind, "value": value} for kind, value in keys]}


@pytest.fixture(scope="module", params=["", "shell"])
def path(schale, request):
    """The submodel's path at each mount."""
    own = "/submodels/" + b64(ID)
    document = submodel(ID, ELEMENTS, idShort="Forms", semanticId=MEANING, administration=ADMINISTRATION, kind="Instance")
    assert schale("PUT", own, document).status in (201, 204)
    schale("PUT", "/shells/" + b64(SHELL), shell(SHELL, [ID], idShort="FormsShell"))
    return ("/shells/" + b64(SHELL) if request.param else "") + own


# --- $metadata ---------------------------------------------------------------------------------------------------

def test_metadata_of_a_submodel(schale, path):
    answer = schale.get(path + "/$metadata")
    assert answer.json == {"modelType": "Submodel", "id": ID, "idShort": "Forms", "semanticId": MEANING,
                           "administration": ADMINISTRATION, "kind": "Instance"}
    assert schale.get(path + "/$metadata", If_None_Match=answer.headers["etag"]).status == 304


@pytest.mark.parametrize("index,name", enumerate(CLASSES))
def test_metadata_of_an_element(schale, path, index, name):
    answer = schale.get(f"{path}/submodel-elements/The{name}/$metadata")
    if name in ("Capability", "Operation"):  # IDTA-01002 3.1.2, SerializationModifiers: they have none
        assert answer.status == 400 and answer.codes == ["no-metadata-form"]
    else:
        assert answer.json == METADATA[index]


def test_metadata_of_lists(schale, path):
    listed, cursor = [], ""
    while cursor is not None:
        page = schale.get(f"{path}/submodel-elements/$metadata?limit=4{cursor}").json
        assert len(page["result"]) <= 4
        listed += page["result"]
        cursor = "&cursor=" + page["paging_metadata"]["cursor"] if page["paging_metadata"] else None
    assert listed == METADATA
    found = schale.get("/submodels/$metadata?semanticId=" + b64_json(MEANING)).json["result"]
    assert found == [schale.get(path + "/$metadata").json]
    assert schale.get("/submodels/$metadata?idShort=Nope").json == {"paging_metadata": {}, "result": []}


@pytest.mark.parametrize("query", ["level=core", "level=deep", "extent=withBlobValue"])
def test_metadata_takes_no_modifier(schale, path, query):
    """IDTA-01002 3.1.2, SerializationModifiers: level and extent cannot go with $metadata."""
    for one in ("/submodels", path, path + "/submodel-elements", path + "/submodel-elements/TheProperty"):
        answer = schale.get(f"{one}/$metadata?{query}")
        assert answer.status == 400 and answer.codes == ["bad-modifier"]


# --- $reference --------------------------------------------------------------------------------------------------

def test_references_of_documents(schale, path):
    assert schale.get(path + "/$reference").json == keyed(("Submodel", ID))
    assert schale.get(f"/shells/{b64(SHELL)}/$reference").json == keyed(("AssetAdministrationShell", SHELL))
    assert schale.get("/submodels/$reference?idShort=Forms").json["result"] == [keyed(("Submodel", ID))]
    assert schale.get("/shells/$reference?idShort=FormsShell").json["result"] == [keyed(("AssetAdministrationShell", SHELL))]
    asset = b64_json({"name": "globalAssetId", "value": SHELL + "/asset"})
    assert schale.get("/shells/$reference?assetIds=" + asset).json["result"] == [keyed(("AssetAdministrationShell", SHELL))]
    for one in ("/shells", "/submodels"):
        schale("PUT", one + "/" + b64("urn:forms:more"), (shell if one == "/shells" else submodel)("urn:forms:more"))
        page = schale.get(one + "/$reference?limit=1").json
        assert len(page["result"]) == 1 and page["paging_metadata"]["cursor"]
    assert schale.get("/shells/" + b64("urn:nobody") + "/$reference").codes == ["no-such-shell"]


@pytest.mark.parametrize("steps,keys", [
    ("TheProperty", [("Property", "TheProperty")]),
    ("TheSubmodelElementCollection.Deep.Er", [("SubmodelElementCollection", "TheSubmodelElementCollection"),
                                              ("SubmodelElementCollection", "Deep"), ("Property", "Er")]),
    ("TheSubmodelElementList[0].Cell", [("SubmodelElementList", "TheSubmodelElementList"), ("SubmodelElementCollection", "0"),
                                        ("Property", "Cell")]),
    ("TheSubmodelElementList%5B1%5D", [("SubmodelElementList", "TheSubmodelElementList"), ("SubmodelElementCollection", "1")]),
    ("TheEntity.Count", [("Entity", "TheEntity"), ("Property", "Count")])])
def test_reference_of_an_element(schale, path, steps, keys):
    answer = schale.get(f"{path}/submodel-elements/{steps}/$reference")
    assert answer.json == keyed(("Submodel", ID), *keys)
    assert schale.get(f"{path}/submodel-elements/{steps}/$reference?level=core").json == answer.json


def test_references_of_elements(schale, path):
    page = schale.get(f"{path}/submodel-elements/$reference?limit=2").json
    assert page["result"] == [keyed(("Submodel", ID), (name, "The" + name)) for name in list(CLASSES)[:2]]
    rest = schale.get(f"{path}/submodel-elements/$reference?cursor=" + page["paging_metadata"]["cursor"]).json
    assert rest["result"] == [keyed(("Submodel", ID), (name, "The" + name)) for name in list(CLASSES)[2:]]
    assert rest["paging_metadata"] == {}


# --- $path -------------------------------------------------------------------------------------------------------

def test_paths_of_a_submodel(schale, path):
    assert schale.get(path + "/$path").json == PATHS
    assert schale.get(path + "/$path?level=core").json == CORE
    for one in PATHS:
        assert schale.get(f"{path}/submodel-elements/{one}").status == 200


def test_paths_of_an_element(schale, path):
    base = f"{path}/submodel-elements/TheSubmodelElementCollection"
    assert schale.get(base + "/$path").json == [p for p in PATHS if p.startswith("TheSubmodelElementCollection")]
    assert schale.get(base + "/$path?level=core").json == ["TheSubmodelElementCollection" + s for s in ("", ".In", ".Deep")]
    assert schale.get(base + ".Deep/$path").json == ["TheSubmodelElementCollection.Deep", "TheSubmodelElementCollection.Deep.Er"]
    assert schale.get(f"{path}/submodel-elements/TheSubmodelElementList[0]/$path").json == [
        "TheSubmodelElementList[0]", "TheSubmodelElementList[0].Cell"]
    assert schale.get(f"{path}/submodel-elements/TheEntity/$path").json == ["TheEntity", "TheEntity.Count"]


@pytest.mark.parametrize("name", [name for name in CLASSES if name not in ("SubmodelElementCollection", "SubmodelElementList", "Entity")])
def test_no_paths_of_other_elements(schale, path, name):
    """IDTA-01002 3.1.2, SerializationModifiers: only submodels, collections, lists and entities have the path form."""
    answer = schale.get(f"{path}/submodel-elements/The{name}/$path")
    assert answer.status == 400 and answer.codes == ["no-path-form"]


@pytest.mark.parametrize("limit", [1, 3, 19, 20, 21, 100])
def test_paths_in_pages(schale, path, limit):
    listed, cursor = [], ""
    while cursor is not None:
        page = schale.get(f"{path}/submodel-elements/$path?limit={limit}{cursor}").json
        assert 0 < len(page["result"]) <= limit
        listed += page["result"]
        cursor = "&cursor=" + page["paging_metadata"]["cursor"] if page["paging_metadata"] else None
    assert listed == PATHS
    assert schale.get(path + "/submodel-elements/$path?level=core").json == {"paging_metadata": {}, "result": CORE}


def test_paths_of_submodels(schale, path):
    """One array, as GetPathItemsResult has it; a submodel without elements adds nothing."""
    other = submodel("urn:forms:other", [prop("Only", "1")], semanticId=MEANING)
    for document in (submodel("urn:forms:none", semanticId=MEANING), other):
        schale("PUT", "/submodels/" + b64(document["id"]), document)
    query = "semanticId=" + b64_json(MEANING)
    assert schale.get("/submodels/$path?" + query).json["result"] == PATHS + ["Only"]
    assert schale.get("/submodels/$path?level=core&" + query).json["result"] == CORE + ["Only"]
    for limit in (1, 2, len(PATHS) - 1, len(PATHS), len(PATHS) + 1):
        listed, cursor = [], ""
        while cursor is not None:
            page = schale.get(f"/submodels/$path?limit={limit}{cursor}&{query}").json
            assert len(page["result"]) <= limit
            listed += page["result"]
            cursor = "&cursor=" + page["paging_metadata"]["cursor"] if page["paging_metadata"] else None
        assert listed == PATHS + ["Only"], limit
    # A page that ended inside of a submodel goes on behind it when it is gone meanwhile.
    last = "urn:forms:other"
    schale("PUT", "/submodels/" + b64(last), other | {"submodelElements": [prop("One", "1"), prop("Two", "2")]})
    cursor = schale.get(f"/submodels/$path?limit={len(PATHS) + 1}&{query}").json["paging_metadata"]["cursor"]
    assert schale.get(f"/submodels/$path?cursor={cursor}&{query}").json["result"] == ["Two"]
    assert schale.get(f"/submodels?cursor={cursor}").codes == ["bad-cursor"]
    for wrong in ("1.", ".1", "1.0", "1.x", "1.1.1"):
        assert schale.get("/submodels/$path?cursor=" + b64(wrong)).codes == ["bad-cursor"], wrong
    schale("PUT", "/submodels/" + b64("urn:forms:behind"), submodel("urn:forms:behind", [prop("A1", "1"), prop("A2", "2")], semanticId=MEANING))
    schale("DELETE", "/submodels/" + b64(last))
    assert schale.get(f"/submodels/$path?cursor={cursor}&{query}").json["result"] == ["A1", "A2"]
    for identifier in ("urn:forms:behind", "urn:forms:none"):
        schale("DELETE", "/submodels/" + b64(identifier))


# --- what they share ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("form", ["$metadata", "$reference", "$path"])
def test_refusals(schale, path, form):
    nobody = "/submodels/" + b64("urn:nobody")
    assert schale.get(f"{nobody}/{form}").codes == ["no-such-submodel"]
    assert schale.get(f"{nobody}/submodel-elements/{form}").codes == ["no-such-submodel"]
    assert schale.get(f"{path}/submodel-elements/Nope/{form}").codes == ["no-such-element"]
    assert schale.get(f"{path}/submodel-elements/a..b/{form}").codes == ["bad-id-short-path"]
    assert schale.get(f"/submodels/!/{form}").codes == ["bad-identifier"]
    for one in (f"/submodels/{form}", f"{path}/submodel-elements/{form}"):
        assert schale.get(one + "?limit=0").codes == ["bad-limit"]
        assert schale.get(one + "?cursor=!").codes == ["bad-cursor"]
    assert schale.get(f"/submodels/{form}?semanticId=x").codes == ["bad-reference"]
    if form == "$path":
        assert schale.get(f"{path}/{form}?level=x").codes == ["bad-level"]


@pytest.mark.parametrize("form", ["$metadata", "$reference", "$path"])
def test_padded_ids(schale, path, form):
    """Ids with padding are taken, too: older clients send it."""
    padded = path.replace(b64(ID), b64(ID) + "=" * (-len(b64(ID)) % 4))
    assert padded != path
    assert schale.get(f"{padded}/{form}").json == schale.get(f"{path}/{form}").json


@pytest.mark.parametrize("form", ["$metadata", "$reference", "$path", "$value"])
def test_forms_of_a_big_submodel(schale, form):
    """Over WEB_INLINE_BYTES_MAX, so on a worker."""
    own = "/submodels/" + b64("urn:forms:big")
    schale("PUT", own, submodel("urn:forms:big", [prop(f"P{i:04}", "x" * 100) for i in range(1000)]))
    page = schale.get(f"{own}/submodel-elements/{form}?limit=1000").json["result"]
    assert len(page) == 1000
    assert schale.get(f"{own}/{form}").status == 200
    schale("DELETE", own)
