# SPDX-License-Identifier: Apache-2.0
"""Shells, submodels and concept descriptions as whole documents: create, read, replace, delete, lists, conditions."""
import base64
import json
import re

import pytest

from conftest import b64, b64_json, concept, external, multipart, prop, reference, shell, submodel, together

COLLECTIONS = {"/shells": shell, "/submodels": submodel, "/concept-descriptions": concept}
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_life_of_a_document(schale, collection):
    document = COLLECTIONS[collection]("urn:life:ä" + collection)
    path = f"{collection}/{b64(document['id'])}"
    assert schale.get(path).status == 404

    created = schale("POST", "/api/v3" + collection, document)
    assert created.status == 201 and created.json == document
    assert created.headers["location"] == "/api/v3" + path
    read = schale.get(created.headers["location"])
    assert read.status == 200 and read.json == document
    assert read.headers["etag"] == created.headers["etag"]
    assert read.headers["content-type"] == "application/json"
    assert read.headers["cache-control"] == "no-cache" and read.headers["x-content-type-options"] == "nosniff"

    again = schale("POST", collection, document)
    assert again.status == 409 and again.codes == ["exists"]

    document["idShort"] = "Renamed"
    replaced = schale("PUT", path, document)
    assert replaced.status == 204 and replaced.body == b""
    assert schale.get(path).json == document
    assert schale.get(path).headers["etag"] == replaced.headers["etag"] != created.headers["etag"]

    assert schale("DELETE", path).status == 204
    for method in ("GET", "DELETE"):
        gone = schale(method, path)
        assert gone.status == 404 and gone.codes[0].startswith("no-such-")

    put = schale("PUT", path, document)
    assert put.status == 201 and put.json == document and put.headers["location"] == path
    assert schale("DELETE", path).status == 204


@pytest.mark.parametrize("encode", [
    lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("="),
    lambda raw: base64.urlsafe_b64encode(raw).decode(),
    lambda raw: base64.urlsafe_b64encode(raw).decode().replace("=", "%3D"),
    lambda raw: base64.urlsafe_b64encode(raw).decode().rstrip("=") + "/"])
def test_identifier_encodings(schale, encode):
    identifier = "https://example.com/ids/ÄÖ?x=1#y/ab"
    schale("PUT", "/submodels/" + b64(identifier), submodel(identifier))
    assert schale.get("/submodels/" + encode(identifier.encode())).json["id"] == identifier


@pytest.mark.parametrize("segment", ["a", "!!", "a%20b", b64(b"\xff\xfe"), b64("a\0b"), "%zz", "%00"])
def test_bad_identifiers(schale, segment):
    answer = schale.get("/shells/" + segment)
    assert answer.status == 400, answer.body
    assert answer.codes


# --- what is refused ---------------------------------------------------------------------------------------------

@pytest.mark.parametrize("character", ["x", "\u20ac", "\U0001f600"])
def test_longest_ids(schale, character):
    document = submodel(character * 2048)
    created = schale("POST", "/submodels", document)
    assert created.status == 201 and created.headers["location"] == "/submodels/" + b64(document["id"])
    assert schale.get(created.headers["location"]).json == document
    assert schale("POST", "/submodels", submodel(character * 2049)).codes == ["max-length"]
    assert schale("DELETE", created.headers["location"]).status == 204


def test_media_type(schale):
    for kind in ("text/plain", "application/xml", None):
        answer = schale("POST", "/shells", json.dumps(shell("urn:media")), kind=kind)
        assert answer.status == 415 and answer.codes == ["media-type"]
    assert schale("POST", "/shells", json.dumps(shell("urn:media")),
                  kind="Application/JSON; charset=utf-8").status == 201


@pytest.mark.parametrize("body,code", [
    ("", "no-body"), ("{", "json-syntax"), ("[]", None), ("null", None), ('"x"', None), ("{}", None),
    (json.dumps({"modelType": "Submodel"}), "required"),
    (json.dumps(submodel("x" * 2049)), "max-length"),
    (json.dumps(submodel("urn:x", [prop("1x")])), "AASd-002"),
    (json.dumps(submodel("urn:x", [prop("a1"), prop("a1")])), "AASd-022"),
    (json.dumps(submodel("urn:x", [prop("ab", "x", "xs:int")])), "value-type"),
    (json.dumps(submodel("urn:x", surprise=1)), "unknown-property"),
    (json.dumps(submodel("urn:x", semanticId={"type": "ExternalReference", "keys": []})), "empty-list"),
    (json.dumps(shell("urn:x")), "model-type")])
def test_refused_bodies(schale, body, code):
    answer = schale("POST", "/submodels", body)
    assert answer.status == 400, answer.body
    assert code in answer.codes if code else answer.codes
    assert schale.get("/submodels/" + b64("urn:x")).status == 404


def test_an_empty_list_counts_as_left_out(schale):
    """Other clients send them for each list that they have nothing for (docs/decisions.md)."""
    empty = {"description": [], "submodelElements": [], "qualifiers": [], "supplementalSemanticIds": []}
    path = "/submodels/" + b64("urn:empty")
    answer = schale("POST", "/submodels", submodel("urn:empty", **empty))
    assert answer.status == 201 and answer.json == submodel("urn:empty")
    assert schale("PUT", path, submodel("urn:empty", [prop("Old", "1")])).status == 204
    assert schale("PUT", path, submodel("urn:empty", **empty)).status == 204
    assert schale.get(path).json == submodel("urn:empty")
    listed = {"modelType": "SubmodelElementCollection", "idShort": "Box"}
    answer = schale("POST", path + "/submodel-elements", {**listed, "value": [{**prop("In", "1"), "extensions": []}], "displayName": []})
    assert answer.status == 201 and answer.json == {**listed, "value": [prop("In", "1")]}
    assert schale("PUT", path + "/submodel-elements/Box", {**listed, "value": []}).status == 204
    assert schale.get(path + "/submodel-elements/Box").json == listed
    information = {"assetKind": "Instance", "globalAssetId": "urn:asset"}
    assert schale("PUT", "/shells/" + b64("urn:empty"), shell("urn:empty", submodels=[], assetInformation={
        **information, "specificAssetIds": []})).status == 201
    assert schale.get("/shells/" + b64("urn:empty")).json["assetInformation"] == information


def test_an_empty_list_in_a_patch_is_refused(schale):
    """There, what is left out stays: it would mean the opposite of what it says."""
    path = "/submodels/" + b64("urn:patch-empty")
    document = submodel("urn:patch-empty", [prop("Only", "1")])
    assert schale("PUT", path, document).status == 201
    answer = schale("PATCH", path, {**submodel("urn:patch-empty"), "submodelElements": []})
    assert answer.status == 400 and answer.codes == ["empty-list"]
    assert schale.get(path).json == document


def test_empty_lists_do_not_hide_what_is_wrong(schale):
    elements = [{**prop(f"P{i}", "1"), "qualifiers": []} for i in range(1100)] + [prop("1x")]
    answer = schale("POST", "/submodels", submodel("urn:x", elements))
    assert answer.status == 400 and answer.codes == ["AASd-002"]


def test_all_findings_are_told_with_their_place(schale):
    answer = schale("POST", "/submodels", submodel("urn:x", [prop("1x"), prop("2x"), prop("ab", "z", "xs:int")]))
    assert answer.status == 400 and answer.codes.count("AASd-002") == 2 and "value-type" in answer.codes
    texts = [m["text"] for m in answer.json["messages"]]
    assert any("$.submodelElements[1].idShort" in text for text in texts)


def test_put_needs_the_id_of_its_path(schale):
    answer = schale("PUT", "/submodels/" + b64("urn:one"), submodel("urn:two"))
    assert answer.status == 400 and answer.codes == ["id-differs"]


def test_numbers_keep_their_text_and_long_bodies_work(schale):
    elements = [prop(f"P{i:05}", "1.10", "xs:decimal") for i in range(2000)]
    document = submodel("urn:long", elements)
    assert len(json.dumps(document)) > 100_000
    assert schale("POST", "/submodels", document).json == document
    assert schale.get("/submodels/" + b64("urn:long")).json == document


# --- conditions --------------------------------------------------------------------------------------------------

def test_if_none_match_on_get(schale):
    schale("PUT", "/submodels/" + b64("urn:etag"), submodel("urn:etag"))
    path = "/submodels/" + b64("urn:etag")
    tag = schale.get(path).headers["etag"]
    for value in (tag, "W/" + tag, f'"other", {tag}', "*"):
        answer = schale.get(path, If_None_Match=value)
        assert answer.status == 304 and answer.body == b"" and answer.headers["etag"] == tag
    assert schale.get(path, If_None_Match='"other"').status == 200
    assert schale.get("/submodels/" + b64("urn:nobody"), If_None_Match="*").status == 404
    listed = schale.get("/submodels").headers["etag"]
    assert schale.get("/submodels", If_None_Match=listed).status == 304
    schale("PUT", path, submodel("urn:etag", idShort="Other"))
    assert schale.get(path, If_None_Match=tag).status == 200
    assert schale.get("/submodels", If_None_Match=listed).status == 200


def test_conditions_on_writes(schale):
    path, document = "/submodels/" + b64("urn:cond"), submodel("urn:cond")
    assert schale("PUT", path, document, {"If-Match": "*"}).status == 412
    assert schale("DELETE", path, None, {"If-Match": '"1"'}).status == 412
    assert schale("PUT", path, document, {"If-None-Match": "*"}).status == 201
    refused = schale("PUT", path, document, {"If-None-Match": "*"})
    assert refused.status == 412 and refused.codes == ["changed"]
    first = schale.get(path).headers["etag"]
    second = schale("PUT", path, document, {"If-Match": first}).headers["etag"]
    assert second != first
    assert schale("PUT", path, document, {"If-Match": first}).status == 412
    assert schale("PUT", path, document, {"If-Match": "W/" + second}).status == 412
    for known in (second, "W/" + second, f'"1", W/{second}'):
        assert schale("PUT", path, document, {"If-None-Match": known}).codes == ["changed"]
    third = schale("PUT", path, document, {"If-Match": f'"nonsense", {second}'})
    assert third.status == 204
    assert schale("DELETE", path, None, {"If-Match": first}).status == 412
    assert schale("DELETE", path, None, {"If-Match": third.headers["etag"]}).status == 204


def test_every_line_of_a_condition_counts(schale):
    """RFC 9110, 5.3: several lines of one header are one list."""
    path, document = "/submodels/" + b64("urn:lines"), submodel("urn:lines")
    tag = schale("PUT", path, document).headers["etag"]
    assert schale.get(path, If_None_Match=['"nonsense"', tag]).status == 304
    assert schale("PUT", path, document, {"If-None-Match": ['"nonsense"', tag]}).codes == ["changed"]
    assert schale("DELETE", path, None, {"If-Match": ['"nonsense"', '"more"']}).codes == ["changed"]
    assert schale("DELETE", path, None, {"If-Match": ['"nonsense"', tag]}).status == 204


@pytest.mark.parametrize("headers", [{}, {"If-Match": "*"}])
def test_contested_edits_are_tried_again(schale, headers):
    """Writers to one shell all get through; "*" asks only that the shell is there."""
    path = "/shells/" + b64("urn:contested")
    schale("PUT", path, shell("urn:contested"))
    statuses = together(32, lambda n: schale("POST", path + "/submodel-refs", reference(f"urn:c:{n}"), headers).status)
    assert statuses == [201] * 32
    assert len(schale.get(path).json["submodels"]) == 32


def test_no_update_is_lost(schale):
    """Eight writers increase one number with If-Match: the sum is right."""
    path = "/submodels/" + b64("urn:counter")
    schale("PUT", path, submodel("urn:counter", [prop("Count", "0", "xs:int")]))

    def increase(_):
        done = 0
        while done < 10:
            read = schale.get(path)
            document = read.json
            number = int(document["submodelElements"][0]["value"])
            document["submodelElements"][0]["value"] = str(number + 1)
            done += schale("PUT", path, document, {"If-Match": read.headers["etag"]}).status == 204

    together(8, increase)
    assert schale.get(path).json["submodelElements"][0]["value"] == "80"


# --- lists -------------------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def listed(schale):
    for i in range(7):
        assert schale("PUT", "/submodels/" + b64(f"urn:list:{i}"), submodel(
            f"urn:list:{i}", idShort="Listed", semanticId=external(f"urn:semantic:{i % 2}"),
            supplementalSemanticIds=[external("urn:supplemental")])).status == 201
        assert schale("PUT", "/concept-descriptions/" + b64(f"urn:list:{i}"), concept(
            f"urn:list:{i}", idShort="Listed", isCaseOf=[external(f"urn:case:{i % 3}")])).status == 201
        assets = {"assetKind": "Instance", "globalAssetId": f"urn:asset:{i}",
                  "specificAssetIds": [{"name": "serial", "value": str(i)}, {"name": "maker", "value": "A,B & C"}]}
        assert schale("PUT", "/shells/" + b64(f"urn:list:{i}"), shell(
            f"urn:list:{i}", idShort="Listed", assetInformation=assets)).status == 201
    return schale


@pytest.mark.parametrize("collection", COLLECTIONS)
@pytest.mark.parametrize("limit", [1, 2, 3, 7, 100])
def test_paging(listed, collection, limit):
    seen, cursor = [], ""
    while True:
        page = listed.get(f"{collection}?idShort=Listed&limit={limit}{cursor}").json
        assert len(page["result"]) <= limit
        seen += [document["id"] for document in page["result"]]
        if "cursor" not in page["paging_metadata"]:
            break
        cursor = "&cursor=" + page["paging_metadata"]["cursor"]
    assert seen == [f"urn:list:{i}" for i in range(7)]


@pytest.mark.parametrize("query", ["limit=0", "limit=-1", "limit=x", "limit=", "limit=1.5", "cursor=", "cursor=!",
                                   "cursor=YWJj", "limit=99999999999999999999"])
@pytest.mark.parametrize("path", ["/shells", "/submodels", "/concept-descriptions",
                                  "/submodels/dXJuOmxpc3Q6MA/submodel-elements"])
def test_bad_paging(listed, path, query):
    answer = listed.get(f"{path}?{query}")
    assert answer.status == 400 and answer.codes[0] in ("bad-limit", "bad-cursor")


def test_large_limits_are_cut(listed):
    assert listed.get("/shells?limit=1000").status == 200
    assert listed.get("/shells?limit=1001").status == 200


def ids(answer):
    assert answer.status == 200, answer.body
    return [document["id"] for document in answer.json["result"]]


def test_unknown_parameters_are_ignored(listed):
    assert len(ids(listed.get("/shells?idShort=Listed&level=core&extent=nonsense&surprise=1"))) == 7


def test_filter_id_short(listed):
    assert ids(listed.get("/submodels?idShort=listed")) == []
    assert len(ids(listed.get("/submodels?idShort=L%69sted"))) == 7


def test_filter_semantic_id(listed):
    even = [f"urn:list:{i}" for i in (0, 2, 4, 6)]
    assert ids(listed.get("/submodels?semanticId=" + b64_json(external("urn:semantic:0")))) == even
    spaced = json.dumps(external("urn:semantic:0"), indent=3)
    assert ids(listed.get("/submodels?semanticId=" + b64(spaced))) == even
    assert len(ids(listed.get("/submodels?semanticId=" + b64_json(external("urn:supplemental"))))) == 7
    assert ids(listed.get("/submodels?idShort=Other&semanticId=" + b64_json(external("urn:semantic:0")))) == []
    for bad in ("x", b64("nonsense"), b64_json({"type": "ExternalReference"}), b64_json([])):
        assert listed.get("/submodels?semanticId=" + bad).status == 400


def test_filter_is_case_of(listed):
    assert ids(listed.get("/concept-descriptions?isCaseOf=" + b64_json(external("urn:case:2")))) == [
        "urn:list:2", "urn:list:5"]


def test_filter_data_specification(listed):
    name = "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3"
    listed("PUT", "/concept-descriptions/" + b64("urn:ds"), concept("urn:ds", embeddedDataSpecifications=[
        {"dataSpecification": external(name), "dataSpecificationContent": {
            "modelType": "DataSpecificationIec61360", "preferredName": [{"language": "en", "text": "Mass"}],
            "dataType": "STRING", "definition": [{"language": "en", "text": "Mass"}]}}]))
    assert ids(listed.get("/concept-descriptions?dataSpecificationRef=" + b64_json(external(name)))) == ["urn:ds"]


def test_filter_asset_ids(listed):
    serial, maker = {"name": "serial", "value": "3"}, {"name": "maker", "value": "A,B & C"}
    world = {"name": "globalAssetId", "value": "urn:asset:3"}
    want = ["urn:list:3"]
    assert ids(listed.get(f"/shells?assetIds={b64_json(serial)}")) == want
    assert ids(listed.get(f"/shells?assetIds={b64_json(serial)}&assetIds={b64_json(maker)}")) == want
    assert ids(listed.get(f"/shells?assetIds={b64_json(serial)},{b64_json(world)}")) == want
    assert ids(listed.get(f"/shells?assetIds={b64_json([maker, world, serial])}")) == want
    assert len(ids(listed.get(f"/shells?assetIds={b64_json(maker)}"))) == 7
    assert ids(listed.get(f"/shells?assetIds={b64_json({'name': 'serial', 'value': '33'})}")) == []
    for bad in ("", "x", b64("1"), b64_json({"name": "serial"}), b64_json([1])):
        answer = listed.get("/shells?assetIds=" + bad)
        assert answer.status == 400 and answer.codes == ["bad-asset-ids"], bad


# --- parts of a shell --------------------------------------------------------------------------------------------

@pytest.fixture
def owner(schale):
    document = shell("urn:owner", ["urn:part:1", "urn:part:2"])
    schale("PUT", "/shells/" + b64("urn:owner"), document)
    schale("PUT", "/submodels/" + b64("urn:part:1"), submodel("urn:part:1", [prop("Speed", "5", "xs:int")]))
    schale("DELETE", "/submodels/" + b64("urn:part:2"))
    return "/shells/" + b64("urn:owner")


def test_asset_information(schale, owner):
    before = schale.get(owner).headers["etag"]
    information = {"assetKind": "Type", "globalAssetId": "urn:other"}
    changed = schale("PUT", owner + "/asset-information", information)
    assert changed.status == 204
    assert schale.get(owner + "/asset-information").json == information
    assert schale.get(owner).json["assetInformation"] == information
    assert schale.get(owner).headers["etag"] != before
    assert schale("PUT", owner + "/asset-information", information, {"If-Match": before}).status == 412
    bad = schale("PUT", owner + "/asset-information", {"assetKind": "Nonsense"})
    assert bad.status == 400 and "enum" in bad.codes
    assert schale.get("/shells/" + b64("urn:nobody") + "/asset-information").status == 404


def test_submodel_references(schale, owner):
    path = owner + "/submodel-refs"
    assert [r["keys"][0]["value"] for r in schale.get(path).json["result"]] == ["urn:part:1", "urn:part:2"]
    page = schale.get(path + "?limit=1").json
    rest = schale.get(path + "?limit=1&cursor=" + page["paging_metadata"]["cursor"]).json
    assert rest == {"paging_metadata": {}, "result": [reference("urn:part:2")]}
    added = schale("POST", path, reference("urn:part:3"))
    assert added.status == 201 and added.json == reference("urn:part:3")
    assert schale("POST", path, reference("urn:part:3")).codes == ["already-referred"]
    assert schale("POST", path, {"type": "ModelReference"}).status == 400
    assert schale("DELETE", path + "/" + b64("urn:part:2")).status == 204
    assert schale("DELETE", path + "/" + b64("urn:part:2")).codes == ["not-referred"]
    assert [r["keys"][0]["value"] for r in schale.get(path).json["result"]] == ["urn:part:1", "urn:part:3"]
    assert schale.get("/submodels/" + b64("urn:part:1")).status == 200


def test_the_last_reference_can_go(schale):
    path = "/shells/" + b64("urn:single")
    schale("PUT", path, shell("urn:single", ["urn:part:9"]))
    assert schale("DELETE", path + "/submodel-refs/" + b64("urn:part:9")).status == 204
    assert schale.get(path + "/submodel-refs").json == {"paging_metadata": {}, "result": []}
    assert "submodels" not in schale.get(path).json


def test_superpath(schale, owner):
    one, direct = owner + "/submodels/" + b64("urn:part:1"), "/submodels/" + b64("urn:part:1")
    assert schale.get(one).json == schale.get(direct).json
    assert schale.get(one + "/$value").json == {"Speed": 5}
    assert schale.get(one + "/submodel-elements/Speed").json["value"] == "5"
    schale("PUT", "/submodels/" + b64("urn:stranger"), submodel("urn:stranger"))
    strange = schale.get(owner + "/submodels/" + b64("urn:stranger"))
    assert strange.status == 404 and strange.codes == ["not-referred"]
    assert schale.get(owner + "/submodels/" + b64("urn:part:2")).codes == ["no-such-submodel"]
    assert schale.get("/shells/" + b64("urn:nobody") + "/submodels/eA").codes == ["no-such-shell"]
    assert schale("PUT", owner + "/submodels/" + b64("urn:stranger"), submodel("urn:stranger")).status == 404
    assert schale("PUT", one, submodel("urn:part:1")).status == 204
    assert schale("PUT", owner + "/submodels/" + b64("urn:part:2"), submodel("urn:part:2")).status == 201


def test_put_over_the_shell_creates_both(schale, owner):
    path = owner + "/submodels/" + b64("urn:fresh")
    assert schale("PUT", path, submodel("urn:other")).codes == ["id-differs"]
    assert schale("PUT", path, {"modelType": "Submodel"}).status == 400
    created = schale("PUT", path, submodel("urn:fresh"))
    assert created.status == 201 and created.json == submodel("urn:fresh") and created.headers["location"] == path
    assert schale.get(path).json == schale.get("/submodels/" + b64("urn:fresh")).json
    assert reference("urn:fresh") in schale.get(owner + "/submodel-refs").json["result"]
    assert schale("DELETE", path).status == 204


def test_delete_over_the_shell_takes_both(schale, owner):
    assert schale("DELETE", owner + "/submodels/" + b64("urn:part:1")).status == 204
    assert schale.get("/submodels/" + b64("urn:part:1")).status == 404
    assert [r["keys"][0]["value"] for r in schale.get(owner + "/submodel-refs").json["result"]] == ["urn:part:2"]
    missing = schale("DELETE", owner + "/submodels/" + b64("urn:part:2"))
    assert missing.status == 404 and missing.codes == ["no-such-submodel"]
    assert schale("DELETE", owner + "/submodels/" + b64("urn:part:1")).codes == ["not-referred"]


def test_if_match_over_the_shell_is_about_the_submodel(schale, owner):
    path = owner + "/submodels/" + b64("urn:part:1")
    shell_tag, old = schale.get(owner).headers["etag"], schale.get(path).headers["etag"]
    assert schale("PUT", path, submodel("urn:part:1")).status == 204
    now = schale.get(path).headers["etag"]
    for wrong in {shell_tag, old} - {now}:
        assert schale("DELETE", path, headers={"If-Match": wrong}).codes == ["changed"]
    assert schale("DELETE", path, headers={"If-Match": now}).status == 204
    fresh = owner + "/submodels/" + b64("urn:fresh:2")
    assert schale("PUT", fresh, submodel("urn:fresh:2"), {"If-Match": shell_tag}).codes == ["changed"]
    assert schale("PUT", fresh, submodel("urn:fresh:2"), {"If-Match": "*"}).codes == ["changed"]
    assert schale("PUT", fresh, submodel("urn:fresh:2"), {"If-None-Match": "*"}).status == 201
    assert schale("DELETE", fresh, headers={"If-Match": "*"}).status == 204


def test_thumbnail(schale, owner):
    path = owner + "/asset-information/thumbnail"
    assert schale.get(path).codes == ["no-such-thumbnail"]
    body, kind = multipart(("fileName", None, None, b"../pic ture.png"), ("file", "x.bin", None, PNG))
    assert schale("PUT", path, body, kind=kind).status == 204
    got = schale.get(path)
    assert got.status == 200 and got.body == PNG and got.headers["content-type"] == "image/png"
    assert got.headers["content-disposition"].endswith('"pic_ture.png"') and "etag" in got.headers
    assert schale.get(path, If_None_Match=got.headers["etag"]).status == 304
    resource = schale.get(owner).json["assetInformation"]["defaultThumbnail"]
    assert resource["contentType"] == "image/png" and resource["path"].endswith("/pic_ture.png")
    body, kind = multipart(("fileName", None, None, b"b.svg"), ("file", "b.svg", "image/svg+xml", b"<svg/>"))
    assert schale("PUT", path, body, kind=kind).status == 204
    drawn = schale.get(path)
    assert drawn.body == b"<svg/>" and "sandbox" in drawn.headers["content-security-policy"]
    assert schale("DELETE", path).status == 204
    assert schale.get(path).status == 404 and schale("DELETE", path).status == 404
    assert "defaultThumbnail" not in schale.get(owner).json["assetInformation"]


def test_thumbnail_refusals(schale, owner):
    path = owner + "/asset-information/thumbnail"
    assert schale("PUT", path, b"x", kind="image/png").status == 415
    for body, kind in [multipart(("fileName", None, None, b"x.png")), multipart(("file", "x.png", None, b""))]:
        assert schale("PUT", path, body, kind=kind).codes == ["no-file"]
    assert schale("PUT", path, b"--x--", kind="multipart/form-data").status == 400
    body, kind = multipart(("file", "x.png", None, PNG))
    assert schale("PUT", "/shells/eA/asset-information/thumbnail", body, kind=kind).status == 404


@pytest.mark.parametrize("path", ["/shells", "/submodels", "/submodels/$path", "/shell-descriptors", "/submodels/$recent-changes", "/serialization"])
def test_etags_of_lists_change_with_the_program(schale, path):
    """Another version of the program may write the same list in another form: what it is made with is part of the ETag."""
    assert re.fullmatch(r'"r\d+-[0-9a-f]{8}-[a-z-]+"', schale.get(path).headers["etag"])
