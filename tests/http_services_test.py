# SPDX-License-Identifier: Apache-2.0
"""/aas and /submodel, the services of one shell and of one submodel: what they stand for, and that every operation does there what
it does below /shells/{aasIdentifier} and /submodels/{submodelIdentifier}."""
import pytest

from conftest import Server, b64, multipart, prop, reference, shell, submodel
from http_element_writes_test import elements

SHELL, ID, OTHER = "urn:service:shell", "urn:service:submodel", "urn:service:other"
MOUNTS = ["/submodels/" + b64(ID), "/submodel", "/aas/submodels/" + b64(ID), f"/shells/{b64(SHELL)}/submodels/{b64(ID)}"]
SHELLS = ["/shells/" + b64(SHELL), "/aas"]
PICTURE = b"\x89PNG picture"


def one_submodel():
    return submodel(ID, elements(), idShort="One", semanticId={"type": "ExternalReference", "keys": [
        {"type": "GlobalReference", "value": "urn:meaning"}]})


def one_shell():
    return shell(SHELL, [ID], idShort="Shell")


def fill(server, more=False):
    """Puts the two documents there, as they were."""
    assert server("PUT", SHELLS[0], one_shell()).status in (201, 204)
    assert server("PUT", MOUNTS[0], one_submodel()).status in (201, 204)
    if more:
        assert server("PUT", "/shells/" + b64(OTHER), shell(OTHER)).status in (201, 204)
        assert server("PUT", "/submodels/" + b64(OTHER), submodel(OTHER)).status in (201, 204)
    return server


@pytest.fixture(scope="module", params=["the only ones", "by option"])
def one(request, tmp_path_factory):
    by_option = request.param == "by option"
    options = ["--shell", SHELL, "--submodel", ID] if by_option else []
    server = Server(tmp_path_factory.mktemp("store"), *options)
    fill(server, by_option)
    yield server
    server.stop()


# --- which one ---------------------------------------------------------------------------------------------------

def test_without_option(tmp_path):
    server = Server(tmp_path)
    try:
        def answers():
            return [(got.status, got.status != 200 and got.codes) for got in map(server.get, (
                "/aas", "/aas/submodels/" + b64(ID), "/submodel", "/submodel/submodel-elements/Speed/$value"))]
        no_shell, no_submodel = (404, ["no-service-shell"]), (404, ["no-service-submodel"])
        assert answers() == [no_shell, no_shell, no_submodel, no_submodel]
        text = server.get("/aas").json["messages"][0]["text"]
        assert "--shell" in text and "has 0" in text
        fill(server)
        assert answers() == [(200, False)] * 4
        fill(server, True)
        assert answers() == [no_shell, no_shell, no_submodel, no_submodel]
        text = server.get("/submodel").json["messages"][0]["text"]
        assert "--submodel" in text and "has 2" in text
        assert server("PUT", "/aas", one_shell()).status == 404
        assert server("PATCH", "/submodel/submodel-elements/Speed/$value", "1").status == 404
        assert server("DELETE", "/shells/" + b64(OTHER)).status == 204
        assert server.get("/aas").json == one_shell()
    finally:
        server.stop()


def test_option_names_what_is_not_there(tmp_path):
    """It can be created by PUT, and its place is the one that was asked for."""
    server = Server(tmp_path, "--shell", SHELL, "--submodel", ID)
    try:
        assert server("PUT", "/shells/" + b64(OTHER), shell(OTHER)).status == 201
        assert server.get("/aas").codes == ["no-such-shell"]
        assert server.get("/submodel").codes == ["no-such-submodel"]
        assert server("PUT", "/aas", shell(OTHER)).codes == ["id-differs"]
        assert server("PUT", "/submodel", submodel(OTHER)).codes == ["id-differs"]
        created = server("PUT", "/api/v3/aas", one_shell())
        assert created.status == 201 and created.headers["location"] == "/api/v3/aas"
        created = server("PUT", "/submodel", one_submodel())
        assert created.status == 201 and created.headers["location"] == "/submodel"
        assert server("PUT", "/aas", one_shell()).status == 204
        assert server.get("/aas").json == one_shell() and server.get("/submodel").json["id"] == ID
    finally:
        server.stop()


def test_submodel_of_another_shell(one):
    assert one("PUT", "/submodels/" + b64("urn:stray"), submodel("urn:stray")).status in (201, 204)
    try:
        assert one.get("/aas/submodels/" + b64("urn:stray")).codes == ["not-referred"]
        assert one("PUT", "/aas/submodels/" + b64("urn:stray"), submodel("urn:stray")).codes == ["not-referred"]
    finally:
        assert one("DELETE", "/submodels/" + b64("urn:stray")).status == 204


# --- reading -----------------------------------------------------------------------------------------------------

READS = ["", "?level=core", "/$metadata", "/$path", "/$path?level=core", "/$reference", "/$value", "/submodel-elements",
         "/submodel-elements?limit=2", "/submodel-elements/$metadata", "/submodel-elements/$path", "/submodel-elements/$reference",
         "/submodel-elements/$value"]
READS += [f"/submodel-elements/{path}{form}" for path in ("Speed", "Motor", "Table[0]", "Motor.Power", "Rows%5B1%5D", "Table[0].Cell", "Nothing", "a..b")
          for form in ("", "/$metadata", "/$path", "/$reference", "/$value", "/attachment")]


@pytest.mark.parametrize("suffix", READS)
def test_submodel_reads(one, suffix):
    fill(one)
    wanted, *others = [one.get(mount + suffix) for mount in MOUNTS]
    for got in others:
        assert got.status == wanted.status
        if wanted.status == 200:
            assert got.body == wanted.body and got.headers["etag"] == wanted.headers["etag"]
        else:
            assert got.codes == wanted.codes


@pytest.mark.parametrize("suffix", ["", "/$reference", "/asset-information", "/asset-information/thumbnail", "/submodel-refs",
                                    "/submodel-refs?limit=1"])
def test_shell_reads(one, suffix):
    fill(one)
    wanted, got = one.get(SHELLS[0] + suffix), one.get(SHELLS[1] + suffix)
    assert got.status == wanted.status
    assert (got.body, got.headers["etag"]) == (wanted.body, wanted.headers["etag"]) if wanted.status == 200 \
        else got.codes == wanted.codes


# --- writing -----------------------------------------------------------------------------------------------------

FILE = multipart(("fileName", None, None, b"m.pdf"), ("file", "m.pdf", "application/pdf", b"%PDF"))
WRITES = [
    ("PUT", "", submodel(ID, [prop("New", "1")])), ("PUT", "", submodel(OTHER)), ("PUT", "", {"id": 5}),
    ("PATCH", "", {"modelType": "Submodel", "id": ID, "idShort": "Changed"}),
    ("PATCH", "/$metadata", {"modelType": "Submodel", "id": ID, "category": "x"}), ("PATCH", "/$value", {"Speed": 7}),
    ("PATCH", "/$value", {"Nothing": 7}), ("POST", "/submodel-elements", prop("Fresh", "1")),
    ("POST", "/submodel-elements", prop("Speed", "1")), ("POST", "/submodel-elements/Motor", prop("Fresh", "1")),
    ("POST", "/submodel-elements/Rows", {"modelType": "Property", "valueType": "xs:int", "value": "9"}),
    ("PUT", "/submodel-elements/Speed", prop("Speed", "3", "xs:int")), ("PUT", "/submodel-elements/Fresh", prop("Fresh", "3")),
    ("PATCH", "/submodel-elements/Text", prop("Text", "b")), ("PATCH", "/submodel-elements/Text/$value", "c"),
    ("PATCH", "/submodel-elements/Text/$metadata", {"modelType": "Property", "idShort": "Text", "category": "x"}),
    ("PATCH", "/submodel-elements/Nothing/$value", "c"), ("DELETE", "/submodel-elements/Motor.Power", None),
    ("DELETE", "/submodel-elements/Nothing", None), ("PUT", "/submodel-elements/Manual/attachment", FILE),
    ("PUT", "/submodel-elements/Speed/attachment", FILE), ("DELETE", "/submodel-elements/Manual/attachment", None)]


def send(server, method, path, body, **headers):
    body, kind = body if isinstance(body, tuple) else (f'"{body}"' if isinstance(body, str) else body, "application/json")
    return server(method, path, body, headers, kind)


@pytest.mark.parametrize("number", range(len(WRITES)))
def test_submodel_writes(one, number):
    method, suffix, body = WRITES[number]
    seen = []
    for mount in MOUNTS:
        fill(one)
        answer = send(one, method, mount + suffix, body)
        location = answer.headers.get("location", "")
        if location:
            assert location.startswith(mount + "/") or location == mount
            assert one.get(location).status == 200
        seen.append((answer.status, answer.status >= 400 and answer.codes, answer.status < 400 and answer.body,
                     location[len(mount):], one.get(MOUNTS[0]).body, one.get(SHELLS[0]).body))
    assert seen == [seen[0]] * len(MOUNTS)
    assert seen[0][0] != 501 and (seen[0][0] < 400 or suffix == "" or "Nothing" in suffix or number in (6, 8, 20, 21))


def test_submodel_conditions(one):
    for mount in MOUNTS:
        fill(one)
        etag = one.get(mount + "/submodel-elements/Text").headers["etag"]
        path = mount + "/submodel-elements/Text/$value"
        assert send(one, "PATCH", path, "d", **{"If-Match": '"1-part"'}).status == 412
        assert send(one, "PATCH", path, "d", **{"If-Match": etag}).status == 204
        assert send(one, "PATCH", path, "e", **{"If-Match": etag}).status == 412


def test_conditions_over_a_shell_are_about_the_submodel(one):
    for mount in MOUNTS[2:]:
        fill(one)
        assert one("DELETE", mount, headers={"If-Match": one.get(SHELLS[0]).headers["etag"]}).status == 412
        assert one("DELETE", mount, headers={"If-Match": one.get(mount).headers["etag"]}).status == 204
        assert one.get(MOUNTS[0]).status == 404 and "submodels" not in one.get(SHELLS[0]).json
        created = one("PUT", mount, one_submodel())
        assert created.status == 201 and created.headers["location"] == mount
        assert one.get(SHELLS[0]).json == one_shell()


SHELL_WRITES = [
    ("PUT", "", shell(SHELL, [ID], idShort="Other")), ("PUT", "", shell(OTHER)), ("PUT", "", {"id": 5}),
    ("PUT", "/asset-information", {"assetKind": "Type", "globalAssetId": "urn:new"}), ("PUT", "/asset-information", {}),
    ("POST", "/submodel-refs", reference(OTHER)), ("POST", "/submodel-refs", reference(ID)),
    ("DELETE", "/submodel-refs/" + b64(ID), None), ("DELETE", "/submodel-refs/" + b64(OTHER), None),
    ("PUT", "/asset-information/thumbnail", multipart(("file", "p.png", "image/png", PICTURE))),
    ("DELETE", "/asset-information/thumbnail", None)]


@pytest.mark.parametrize("number", range(len(SHELL_WRITES)))
def test_shell_writes(one, number):
    method, suffix, body = SHELL_WRITES[number]
    seen = []
    for mount in SHELLS:
        fill(one)
        answer = send(one, method, mount + suffix, body)
        location = answer.headers.get("location", "")
        assert not location or location.startswith(mount + "/")
        seen.append((answer.status, answer.status >= 400 and answer.codes, location[len(mount):], one.get(SHELLS[0]).body,
                     one.get(SHELLS[0] + "/asset-information/thumbnail").status))
    assert seen[0] == seen[1] and seen[0][0] != 501


def test_thumbnail(one):
    fill(one)
    assert send(one, "PUT", "/aas/asset-information/thumbnail", multipart(("file", "p.png", "image/png", PICTURE))).status == 204
    assert one.get("/aas/asset-information/thumbnail").body == PICTURE
    assert one("DELETE", "/aas/asset-information/thumbnail").status in (200, 204)
    assert one.get("/aas/asset-information/thumbnail").status == 404


@pytest.mark.parametrize("mount", MOUNTS)
def test_attachment(one, mount):
    fill(one)
    path = mount + "/submodel-elements/Manual/attachment"
    assert send(one, "PUT", path, FILE).status == 204
    assert one.get(path).body == b"%PDF"
    assert one("DELETE", path).status == 200
    assert one.get(path).status == 404


def test_large_submodels_go_to_a_worker(one):
    """More than 64 KiB are not worked on by the event thread: the same answer all the same."""
    large = submodel(ID, [prop(f"P{number}", "x" * 100) for number in range(1000)])
    for mount in MOUNTS:
        fill(one)
        assert one("PUT", mount, large).status == 204
        assert one.get(mount + "/submodel-elements/$value").json["result"]["P99"] == "x" * 100
        assert send(one, "PATCH", mount + "/submodel-elements/P5/$value", "new").status == 204
        assert one.get(mount + "/submodel-elements/P5/$value").json == "new"
    fill(one)


def test_no_delete_of_the_one(one):
    for path in ("/aas", "/submodel"):
        answer = one("DELETE", path)
        assert answer.status == 405 and "DELETE" not in answer.headers["allow"]
