# SPDX-License-Identifier: Apache-2.0
"""Discovery: from what names an asset to the shells about it. IDTA-01002 3.1.2, DiscoveryServiceSpecification."""
import json

import pytest

from conftest import Server, b64, b64_json, external, shell

LINK = {"name": "serial", "value": "7"}


@pytest.fixture
def server(tmp_path):
    one = Server(tmp_path)
    yield one
    one.stop()


def asset(*ids, globally=None):
    information = {"assetKind": "Instance"}
    if globally:
        information["globalAssetId"] = globally
    if ids:
        information["specificAssetIds"] = [dict(zip(("name", "value"), one)) for one in ids]
    return information


def links(*pairs):
    return [{"name": name, "value": value} for name, value in pairs]


def by_links(server, *pairs, query=""):
    answer = server("POST", "/lookup/shellsByAssetLink" + query, links(*pairs))
    assert answer.status == 200, answer.body
    return answer.json


def by_ids(server, *pairs):
    """The three forms that the specification's texts show find the same."""
    values = [{"name": name, "value": value} for name, value in pairs]
    forms = ["&".join("assetIds=" + b64_json(value) for value in values), "assetIds=" + ",".join(map(b64_json, values)),
             "assetIds=" + b64_json(values)]
    answers = [server.get("/lookup/shells?" + form).json for form in forms]
    assert answers[0] == answers[1] == answers[2]
    return answers[0]["result"]


def fill(server):
    """One shell here, one elsewhere by its asset links, one by its descriptor."""
    here = asset(("serial", "7"), ("batch", "b"), globally="urn:asset:1")
    assert server("POST", "/shells", shell("urn:here", assetInformation=here)).status == 201
    assert server("POST", "/lookup/shells/" + b64("urn:links"),
                  links(("serial", "7"), ("globalAssetId", "urn:asset:1"), ("batch", "c"))).status == 201
    assert server("POST", "/shell-descriptors", {"id": "urn:descriptor", "globalAssetId": "urn:asset:2",
                                                 "specificAssetIds": links(("serial", "7"))}).status == 201


def test_all_of_them_are_found(server):
    fill(server)
    everyone = ["urn:here", "urn:links", "urn:descriptor"]
    for pairs, expected in [((("serial", "7"),), everyone), ((("globalAssetId", "urn:asset:1"),), everyone[:2]),
                            ((("globalAssetId", "urn:asset:2"),), everyone[2:]),
                            ((("serial", "7"), ("batch", "b")), everyone[:1]), ((("batch", "c"), ("globalAssetId", "urn:asset:1")), everyone[1:2]),
                            ((("serial", "7"), ("batch", "x")), []), ((("Serial", "7"),), []), ((("serial", "7 "),), []),
                            ((("globalAssetId", "urn:asset:1"), ("globalAssetId", "urn:asset:2")), [])]:
        assert by_links(server, *pairs) == {"paging_metadata": {}, "result": expected}, pairs
        assert by_ids(server, *pairs) == expected, pairs
    assert by_links(server)["result"] == everyone  # no condition: all hold
    assert server.get("/lookup/shells").json["result"] == everyone
    for prefix in ("/api/v3", "/api/v3.0"):
        assert server.get(prefix + "/lookup/shells?assetIds=" + b64_json(LINK)).json["result"] == everyone


def test_links_follow_the_shell(server):
    fill(server)
    changed = shell("urn:here", assetInformation=asset(("serial", "8")))
    assert server("PUT", "/shells/" + b64("urn:here"), changed).status == 204
    assert by_ids(server, ("serial", "7")) == ["urn:links", "urn:descriptor"] and by_ids(server, ("serial", "8")) == ["urn:here"]
    assert server("DELETE", "/shells/" + b64("urn:here")).status == 204
    assert by_ids(server, ("serial", "8")) == []
    assert server.get("/lookup/shells/" + b64("urn:here")).status == 404


def test_links_of_a_shell(server):
    fill(server)
    answer = server.get("/lookup/shells/" + b64("urn:here"))
    assert answer.status == 200
    assert answer.json == links(("globalAssetId", "urn:asset:1"), ("serial", "7"), ("batch", "b"))
    assert server.get("/lookup/shells/" + b64("urn:here"), If_None_Match=answer.headers["etag"]).status == 304
    assert server.get("/lookup/shells/" + b64("urn:links")).json == links(("serial", "7"), ("globalAssetId", "urn:asset:1"), ("batch", "c"))
    assert server.get("/lookup/shells/" + b64("urn:descriptor")).json == links(("globalAssetId", "urn:asset:2"), ("serial", "7"))
    assert server("POST", "/shells", shell("urn:global", assetInformation=asset(globally="g"))).status == 201
    assert server.get("/lookup/shells/" + b64("urn:global")).json == links(("globalAssetId", "g"))
    answer = server.get("/lookup/shells/" + b64("urn:nobody"))
    assert answer.status == 404 and answer.codes == ["no-such-asset-links"]


def test_life_of_posted_links(schale):
    path = "/lookup/shells/" + b64("urn:posted")
    full = [{"name": "serial", "value": "posted", "semanticId": external("urn:meaning"), "externalSubjectId": external("urn:them")}]
    answer = schale("POST", path, full)
    assert answer.status == 201 and answer.json == full
    got = schale.get(path)
    assert got.json == full and got.headers["etag"] == answer.headers["etag"]
    assert schale("POST", path, links(("serial", "new"))).status == 201  # replaces all
    assert schale.get(path).json == links(("serial", "new"))
    assert by_ids(schale, ("serial", "posted")) == [] and by_ids(schale, ("serial", "new")) == ["urn:posted"]
    assert schale("POST", path, full, headers={"If-Match": got.headers["etag"]}).status == 412
    assert schale("POST", path, full, headers={"If-None-Match": "*"}).status == 412
    assert schale("POST", path, []).status == 201 and schale.get(path).json == []
    assert schale("DELETE", path).status == 204
    assert schale("DELETE", path).status == 404 and schale.get(path).status == 404


def test_what_follows_cannot_be_written(server):
    fill(server)
    path = "/lookup/shells/" + b64("urn:here")
    assert server("POST", path, [LINK]).codes == ["derived"] and server("DELETE", path).codes == ["derived"]
    assert server("DELETE", path).status == 409
    path = "/lookup/shells/" + b64("urn:descriptor")
    assert server("DELETE", path).codes == ["derived"]
    # Posted links are all that a shell elsewhere is found by, whatever its descriptor says.
    assert server("POST", path, links(("serial", "9"))).status == 201
    assert by_ids(server, ("serial", "7")) == ["urn:here", "urn:links"] and by_ids(server, ("serial", "9")) == ["urn:descriptor"]
    assert server("DELETE", path).status == 204
    assert by_ids(server, ("serial", "7")) == ["urn:here", "urn:links", "urn:descriptor"]
    # A shell that comes here counts before both.
    assert server("POST", "/shells", shell("urn:links", assetInformation=asset(("serial", "10")))).status == 201
    assert by_ids(server, ("serial", "10")) == ["urn:links"] and by_ids(server, ("batch", "c")) == []


def test_paging(server):
    expected = []
    for i in range(9):
        identifier = f"urn:{i}"
        expected.append(identifier)
        if i % 3 == 0:
            made = server("POST", "/shells", shell(identifier, assetInformation=asset(("serial", "7"))))
        elif i % 3 == 1:
            made = server("POST", "/lookup/shells/" + b64(identifier), [LINK])
        else:
            made = server("POST", "/shell-descriptors", {"id": identifier, "specificAssetIds": [LINK]})
        assert made.status == 201
    doomed = {5: "/shell-descriptors/", 6: "/shells/"}
    found, cursor = [], ""
    while True:
        page = by_links(server, ("serial", "7"), query="?limit=2" + cursor)
        found += page["result"]
        if "cursor" not in page["paging_metadata"]:
            break
        cursor = "&cursor=" + page["paging_metadata"]["cursor"]
        if doomed:
            number, path = doomed.popitem()
            assert server("DELETE", path + b64(f"urn:{number}")).status == 204
            expected.remove(f"urn:{number}")
    assert found == expected


@pytest.mark.parametrize("path", ["/lookup/shellsByAssetLink", "/lookup/shells/" + b64("urn:bad")])
@pytest.mark.parametrize("body,code", [
    ({}, "not-a-list"), ("[", "json-syntax"), ([1], "type"), ([{"name": "n"}], "required"), ([{"value": "v"}], "required"),
    ([{"name": "", "value": "v"}], "min-length"), ([{"name": "n" * 65, "value": "v"}], "max-length"),
    ([{"name": "n", "value": "v" * 2049}], "max-length"), ([{"name": 1, "value": "v"}], "type"),
    ([LINK, {"name": "n", "value": "v", "boss": 1}], "unknown-property")])
def test_bad_links(schale, path, body, code):
    answer = schale("POST", path, body)
    assert answer.status == 400 and code in answer.codes, answer.body
    assert schale.get("/lookup/shells/" + b64("urn:bad")).status == 404


def test_findings_say_which_link(schale):
    text = schale("POST", "/lookup/shellsByAssetLink", [LINK, LINK, {"name": "n", "value": ""}]).json["messages"][0]["text"]
    assert "$[2].value" in text


def test_limits(schale):
    """16 conditions, 1000 links of one shell, texts of 64 and 2048 characters, and one more of each."""
    many = [(f"n{i}", "v") for i in range(17)]
    assert by_links(schale, *many[:16])["result"] == []
    assert schale("POST", "/lookup/shellsByAssetLink", links(*many)).status == 400
    path = "/lookup/shells/" + b64("urn:many")
    many = links(*[(f"n{i}", "v") for i in range(1001)])
    assert schale("POST", path, many[:1000]).status == 201
    assert by_links(schale, ("n999", "v"))["result"] == ["urn:many"]
    answer = schale("POST", path, many)
    assert answer.status == 413 and len(schale.get(path).json) == 1000
    assert schale("POST", path, links(("n" * 64, "v" * 2048))).status == 201
    assert schale("DELETE", path).status == 204


@pytest.mark.parametrize("query,code", [("assetIds=x", "bad-asset-ids"), ("assetIds=", "bad-asset-ids"), ("limit=0", "bad-limit"), ("cursor=!", "bad-cursor"),
                                        ("assetIds=" + b64(json.dumps({"name": "n"})), "bad-asset-ids")])
def test_bad_queries(schale, query, code):
    answer = schale.get("/lookup/shells?" + query)
    assert answer.status == 400 and answer.codes == [code]


def test_a_search_is_never_not_modified(schale):
    tag = schale("POST", "/lookup/shellsByAssetLink", [LINK]).headers["etag"]
    assert schale("POST", "/lookup/shellsByAssetLink", [LINK], headers={"If-None-Match": tag}).status == 200


def test_wrong_types(schale):
    assert schale("POST", "/lookup/shellsByAssetLink").codes == ["no-body"]
    assert schale("POST", "/lookup/shellsByAssetLink", "[]", kind="text/plain").status == 415
    assert schale.get("/lookup/shells/HELLOWRONGENCODEDURL").codes == ["bad-identifier"]
    assert schale("DELETE", "/lookup/shells").status == 405
    assert schale("PUT", "/lookup/shells/eA").status == 405
