# SPDX-License-Identifier: Apache-2.0
"""The AASX file server: packages are kept byte for byte, and what is in them becomes part of the store."""
import json
import subprocess
import time

import pytest

from conftest import PROGRAM, Server, b64, multipart, prop, shell, submodel
from http_upload_test import environment, package

KIND = "application/asset-administration-shell-package"
ZIP = "application/aas+zip"
NAMES = [KIND, ZIP, KIND + "+xml", "application/aasx+xml"]


def form(data, name="plant.aasx", ids=(), more=()):
    parts = [("aasIds", None, None, one.encode()) for one in ids]
    parts += [("file", "sent.aasx", KIND, data), ("fileName", None, None, name.encode())]
    return multipart(*parts, *more)


def post(server, data, path="/packages", method="POST", headers=None, **more):
    body, kind = form(data, **more)
    return server(method, path, body, headers, kind)


def listed(server, query=""):
    return server.get("/packages?limit=1000" + query).json["result"]


def revision(server):
    return int([line for line in server.get("/metrics").body.decode().splitlines()
                if line.startswith("schale_log_sequence ")][0].split()[1])


# --- the way of a package ----------------------------------------------------------------------------------------

def test_post_is_kept_and_imported(schale):
    data = package("way")
    answer = post(schale, data, name="way.aasx", ids=["urn:way:shell"])
    assert answer.status == 201
    assert set(answer.json) == {"aasIds", "packageId"} and answer.json["aasIds"] == ["urn:way:shell"]
    identifier = answer.json["packageId"]
    assert 1 <= len(identifier) <= 128
    assert answer.headers["location"] == "/packages/" + b64(identifier)
    got = schale.get(answer.headers["location"])
    assert got.status == 200 and got.body == data
    assert got.headers["content-type"] == KIND and got.headers["x-filename"] == "way.aasx"
    assert got.headers["content-disposition"] == 'attachment; filename="way.aasx"'
    assert got.headers["etag"] == answer.headers["etag"]
    assert schale.get("/shells/" + b64("urn:way:shell")).status == 200
    assert schale.get("/concept-descriptions/" + b64("urn:way:further")).status == 200
    path = "/submodels/" + b64("urn:way:submodel") + "/submodel-elements/Manual/attachment"
    assert schale.get(path).body == b"%PDF manual way"
    assert {"aasIds": ["urn:way:shell"], "packageId": identifier} in listed(schale)


def test_location_has_the_prefix(schale):
    answer = post(schale, package("prefix"), "/api/v3.1/packages")
    assert answer.headers["location"].startswith("/api/v3.1/packages/")
    assert schale.get(answer.headers["location"]).status == 200


def test_etag_and_head(schale):
    answer = post(schale, package("etag"))
    path = answer.headers["location"]
    assert schale.get(path, If_None_Match=answer.headers["etag"]).status == 304
    head = schale("HEAD", path)
    assert head.status == 200 and head.body == b""
    assert head.headers["content-length"] == str(len(package("etag")))
    assert head.headers["x-filename"] == "plant.aasx"


def test_same_package_twice_is_a_conflict(schale):
    data = package("twice")
    first = post(schale, data)
    before = revision(schale)
    second = post(schale, data, name="other.aasx")
    assert second.status == 409 and second.codes == ["exists"]
    assert revision(schale) == before
    assert schale.get(first.headers["location"]).headers["x-filename"] == "plant.aasx"


def test_two_packages_with_the_same_shell(schale):
    """The last one sent counts for the store; both are kept as they were."""
    one, two = package("both", b"ONE"), package("both", b"TWO")
    paths = [post(schale, data).headers["location"] for data in (one, two)]
    assert [schale.get(path).body for path in paths] == [one, two]
    assert schale.get("/shells/" + b64("urn:both:shell") + "/asset-information/thumbnail").body == b"TWO"
    assert len(listed(schale, "&aasId=" + b64("urn:both:shell"))) == 2


def test_changes_in_the_store_do_not_reach_the_package(schale):
    data = package("apart")
    path = post(schale, data).headers["location"]
    element = "/submodels/" + b64("urn:apart:submodel") + "/submodel-elements/Speed/$value"
    assert schale("PATCH", element, "7.5").status == 204
    assert schale.get(path).body == data


def test_delete_takes_the_package_alone(schale):
    path = post(schale, package("gone")).headers["location"]
    assert schale("DELETE", path).status == 204
    for method in ("GET", "DELETE"):
        answer = schale(method, path)
        assert answer.status == 404 and answer.codes == ["no-such-package"]
    assert schale.get("/shells/" + b64("urn:gone:shell")).status == 200
    picture = schale.get("/shells/" + b64("urn:gone:shell") + "/asset-information/thumbnail")
    assert picture.body == b"PICTURE"
    assert listed(schale, "&aasId=" + b64("urn:gone:shell")) == []
    assert post(schale, package("gone")).status == 201, "it may come back"


def test_delete_of_a_shell_leaves_the_package(schale):
    path = post(schale, package("kept")).headers["location"]
    assert schale("DELETE", "/shells/" + b64("urn:kept:shell")).status == 204
    assert schale.get(path).body == package("kept")
    assert listed(schale, "&aasId=" + b64("urn:kept:shell")) != []


def test_delete_with_if_match(schale):
    answer = post(schale, package("match"))
    path = answer.headers["location"]
    assert schale("DELETE", path, headers={"If-Match": '"1"'}).status == 412
    assert schale("DELETE", path, headers={"If-Match": answer.headers["etag"]}).status == 204


# --- PUT ---------------------------------------------------------------------------------------------------------

def test_put_creates_then_replaces(schale):
    path = "/packages/" + b64("my package/ü")
    one, two = package("put", b"ONE"), package("put2", b"TWO")
    answer = post(schale, one, path, "PUT", name="one.aasx")
    assert answer.status == 201 and answer.headers["location"] == path
    assert answer.json == {"aasIds": ["urn:put:shell"], "packageId": "my package/ü"}
    replaced = post(schale, two, path, "PUT", name="two.aasx")
    assert replaced.status == 204 and replaced.body == b""
    got = schale.get(path)
    assert got.body == two and got.headers["x-filename"] == "two.aasx" and got.headers["etag"] == replaced.headers["etag"]
    assert listed(schale, "&aasId=" + b64("urn:put:shell")) == []
    assert listed(schale, "&aasId=" + b64("urn:put2:shell")) == [{"aasIds": ["urn:put2:shell"], "packageId": "my package/ü"}]
    assert schale.get("/shells/" + b64("urn:put:shell")).status == 200, "shells stay"


def test_put_conditions(schale):
    path = "/packages/" + b64("conditions")
    assert post(schale, package("c1"), path, "PUT", headers={"If-Match": "*"}).status == 412
    assert post(schale, package("c1"), path, "PUT", headers={"If-None-Match": "*"}).status == 201
    assert post(schale, package("c2"), path, "PUT", headers={"If-None-Match": "*"}).status == 412
    etag = schale.get(path).headers["etag"]
    assert post(schale, package("c2"), path, "PUT", headers={"If-Match": '"1"'}).status == 412
    assert schale.get("/shells/" + b64("urn:c2:shell")).status == 404, "nothing of it is imported"
    assert post(schale, package("c2"), path, "PUT", headers={"If-Match": etag}).status == 204


def test_length_of_package_ids(schale):
    data = package("length")
    assert post(schale, data, "/packages/" + b64("ü" * 128), "PUT").status == 201
    answer = post(schale, data, "/packages/" + b64("ü" * 129), "PUT")
    assert answer.status == 400 and answer.codes == ["bad-package-id"]


# --- the list ----------------------------------------------------------------------------------------------------

def test_list_is_paged_and_filtered(tmp_path):
    server = Server(tmp_path)
    try:
        assert server.get("/packages").json == {"paging_metadata": {}, "result": []}
        for number in range(5):
            assert post(server, package(f"page{number}"), f"/packages/{b64(str(number))}", "PUT").status == 201
        seen, cursor = [], ""
        while True:
            page = server.get("/packages?limit=2" + cursor).json
            assert len(page["result"]) <= 2
            seen += [one["packageId"] for one in page["result"]]
            if "cursor" not in page["paging_metadata"]:
                break
            cursor = "&cursor=" + page["paging_metadata"]["cursor"]
        assert seen == list("01234")
        assert listed(server, "&aasId=" + b64("urn:page3:shell")) == [{"aasIds": ["urn:page3:shell"], "packageId": "3"}]
        assert listed(server, "&aasId=" + b64("urn:page3:submodel")) == [], "a submodel is no shell"
        assert listed(server, "&aasId=" + b64("urn:nobody")) == []
    finally:
        server.stop()


@pytest.mark.parametrize("query", ["aasId=***", "aasId=", "limit=0", "cursor=", "limit=x"])
def test_list_wrong_queries(schale, query):
    answer = schale.get("/packages?" + query)
    assert answer.status == 400 and answer.codes


# --- the form ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("ids", [
    [], [""], ["urn:ids:shell"], ["urn:ids:shell", "urn:ids,other:shell"], ["urn:ids,other:shell"], [b64("urn:ids:shell")],
    ['["urn:ids:shell","urn:ids,other:shell"]'], [b64("urn:ids:shell") + "," + b64("urn:ids,other:shell")], ["[]"]])
def test_aas_ids(schale, ids):
    data = package("ids", json.dumps(ids).encode(), shells=[shell("urn:ids,other:shell")])
    answer = post(schale, data, ids=ids)
    assert answer.status == 201, answer.body
    assert answer.json["aasIds"] == ["urn:ids:shell", "urn:ids,other:shell"]


@pytest.mark.parametrize("ids", [["urn:nobody"], ["urn:no:shell", "urn:nobody"], ["urn:no:submodel"], ['["urn:nobody"]'],
                                 ["[1]"], ["[oops"], ["urn:no:shell,urn:nobody"], ["urn:no:shell,,"], [","]])
def test_aas_ids_not_in_the_package(schale, ids):
    before = revision(schale)
    answer = post(schale, package("no"), ids=ids)
    assert answer.status == 400 and answer.codes == ["not-in-package"]
    assert revision(schale) == before


@pytest.mark.parametrize("name,header,disposition", [
    ("Pump 7 (new).aasx", "Pump 7 (new).aasx", None),
    ("C:\\files\\pump.aasx", "pump.aasx", 'attachment; filename="pump.aasx"'),
    ("../../etc/passwd", "passwd", None),
    ("Gerät.aasx", "Ger%C3%A4t.aasx", "attachment; filename=\"Ger__t.aasx\"; filename*=UTF-8''Ger%C3%A4t.aasx"),
    ("x\r\nSet-Cookie: a", "xSet-Cookie: a", None), ("", "sent.aasx", None), ("/", "package.aasx", None),
    ("n" * 250 + ".aasx", "n" * 250 + ".aasx", None), ("n" * 251 + ".aasx", "n" * 250 + ".aasx", None),
    ("ü" * 126 + ".aasx", "%C3%BC" * 125 + ".aasx", None)])
def test_file_names(schale, name, header, disposition):
    path = "/packages/" + b64("file name")
    assert post(schale, package("name"), path, "PUT", name=name).status in (201, 204)
    got = schale.get(path)
    assert got.headers["x-filename"] == header
    assert "set-cookie" not in got.headers
    if disposition:
        assert got.headers["content-disposition"] == disposition


@pytest.mark.parametrize("kind", NAMES + [ZIP + "; version=3.2"])
def test_alone_as_body(schale, kind):
    data = package("alone" + str(len(kind)))
    answer = schale("POST", "/packages", data, {"X-FileName": "alone.aasx"}, kind)
    assert answer.status == 201
    got = schale.get(answer.headers["location"])
    assert got.body == data and got.headers["x-filename"] == "alone.aasx"
    assert schale("PUT", answer.headers["location"], data, kind=kind).status == 204
    assert schale.get(answer.headers["location"]).headers["x-filename"] == "package.aasx"


@pytest.mark.parametrize("accept,kind", [(None, KIND), ("*/*", KIND), ("application/json", KIND), (ZIP, ZIP),
                                         ("text/html, " + ZIP + ";q=0.9, " + KIND, ZIP), (KIND + "+xml", KIND + "+xml")])
def test_accept(schale, accept, kind):
    path = "/packages/" + b64("accept")
    post(schale, package("accept"), path, "PUT")
    got = schale("GET", path, headers={"Accept": accept} if accept else None)
    assert got.headers["content-type"] == kind and "accept" in got.headers["vary"].lower()
    assert got.body == package("accept")


@pytest.mark.parametrize("accept", NAMES)
def test_serialization_by_each_name(factory, accept):
    answer = factory.get("/serialization", Accept=accept)
    assert answer.status == 200 and answer.headers["content-type"] == accept and answer.body[:2] == b"PK"


# --- refused -----------------------------------------------------------------------------------------------------

def broken(tag):
    """A package with a shell and a submodel whose id is missing: it cannot be stored as a whole."""
    return package(tag, more=[{"modelType": "Submodel", "idShort": "NoId"}])


WRONG = {
    "json": (lambda: form(json.dumps(environment("wrong")).encode()), 400, "not-a-package"),
    "text": (lambda: form(b"hello"), 400, "not-a-package"),
    "cut": (lambda: form(package("wrong")[:-40]), 400, None),
    "empty zip": (lambda: form(b"PK\x05\x06" + bytes(18)), 400, None),
    "no id": (lambda: form(broken("wrong")), 400, None),
    "no file": (lambda: multipart(("fileName", None, None, b"x.aasx")), 400, "no-file"),
    "empty file": (lambda: form(b""), 400, "no-file"),
    "no form": (lambda: (b"nothing", "multipart/form-data; boundary=x"), 400, None),
    "json body": (lambda: (json.dumps(environment("wrong")).encode(), "application/json"), 415, "media-type"),
    "no body": (lambda: (b"", ZIP), 400, "no-body"),
    "wrong alone": (lambda: (b"hello", ZIP), 400, "not-a-package"),
}


@pytest.mark.parametrize("method,path", [("POST", "/packages"), ("PUT", "/packages/" + b64("wrong"))])
@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_stores_nothing(schale, method, path, case):
    make, status, code = WRONG[case]
    body, kind = make()
    before = revision(schale)
    answer = schale(method, path, body, kind=kind)
    assert answer.status == status, answer.body
    assert answer.codes
    if code:
        assert answer.codes == [code]
    assert revision(schale) == before
    assert schale.get("/shells/" + b64("urn:wrong:shell")).status == 404


def test_a_wrong_put_leaves_the_old_package(schale):
    path = "/packages/" + b64("stays")
    assert post(schale, package("stays"), path, "PUT").status == 201
    assert post(schale, broken("stays"), path, "PUT").status == 400
    assert schale.get(path).body == package("stays")


def test_strict_and_findings(schale):
    """A rule that is broken is told, and hinders only who asks for it."""
    data = package("rule", more=[submodel("urn:rule:more", [prop("Bad", "x", "xs:int")])])
    for path, more in [("/packages?strict=true", ()), ("/packages", [("strict", None, None, b"true")])]:
        answer = post(schale, data, path, more=more)
        assert answer.status == 400 and "value-type" in answer.codes
    answer = post(schale, data, "/packages?findings=true")
    assert answer.status == 201 and [one["rule"] for one in answer.json["findings"]] == ["value-type"]
    assert post(schale, data, "/packages?findings=maybe").status == 400


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_bad_package_ids(schale, method):
    body, kind = form(package("id")) if method == "PUT" else (None, None)
    answer = schale(method, "/packages/***", body, kind=kind)
    assert answer.status == 400 and answer.codes == ["bad-identifier"]


# --- restart, upkeep -----------------------------------------------------------------------------------------------

def test_restart_verify_backup_and_export(tmp_path):
    data, folder = package("restart"), tmp_path / "data"
    server = Server(folder)
    path = post(server, data, name="restart.aasx").headers["location"]
    server.stop()
    run = lambda *arguments: subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    assert run("verify", folder).returncode == 0
    assert run("backup", folder, tmp_path / "copy").returncode == 0
    assert run("restore", tmp_path / "copy", tmp_path / "second").returncode == 0
    assert run("export", tmp_path / "all.json", "--data", folder).returncode == 0
    assert set(json.loads((tmp_path / "all.json").read_text())) == {
        "assetAdministrationShells", "submodels", "conceptDescriptions"}
    server = Server(tmp_path / "second")
    try:
        got = server.get(path)
        assert got.body == data and got.headers["x-filename"] == "restart.aasx"
        assert listed(server, "&aasId=" + b64("urn:restart:shell")) != []
        assert server.get("/serialization").json["submodels"]
    finally:
        server.stop()


# --- 3.2: later --------------------------------------------------------------------------------------------------

def wait(server, location):
    assert location.startswith("/packages-async/status/")
    for _ in range(600):
        answer = server.get(location)
        if answer.status == 302:
            return answer.headers["location"]
        assert answer.status == 200 and answer.json["executionState"] == "Running"
        assert answer.headers["retry-after"] == "1"
        time.sleep(0.1)
    raise AssertionError("the import does not end")


def test_async(schale):
    data = package("async", more=[submodel("urn:async:more", [prop("Bad", "x", "xs:int")])])
    answer = post(schale, data, "/packages-async", name="async.aasx", ids=["urn:async:shell"])
    assert answer.status == 202 and answer.body == b""
    result = wait(schale, answer.headers["location"])
    assert result.startswith("/packages-async/results/")
    for path in (result, result.replace("/results/", "/result/")):
        got = schale.get(path)
        assert got.status == 200 and got.json["executionState"] == "Completed" and got.json["success"] is True
        assert got.codes == ["package-id", "value-type"]
        assert [one["messageType"] for one in got.json["messages"]] == ["Info", "Error"]
    identifier = got.json["messages"][0]["text"]
    kept = schale.get("/packages/" + b64(identifier))
    assert kept.body == data and kept.headers["x-filename"] == "async.aasx"
    assert listed(schale, "&aasId=" + b64("urn:async:shell")) == [{"aasIds": ["urn:async:shell"], "packageId": identifier}]


def test_async_alone(schale):
    answer = schale("POST", "/api/v3.2/packages-async", package("later"), kind=ZIP)
    assert answer.status == 202 and answer.headers["location"].startswith("/api/v3.2/packages-async/status/")
    assert wait(schale, answer.headers["location"].replace("/api/v3.2", ""))
    assert schale.get("/shells/" + b64("urn:later:shell")).status == 200


@pytest.mark.parametrize("make,code", [
    (lambda: form(broken("fail")), None), (lambda: form(package("fail")[:-40]), None),
    (lambda: form(package("fail"), ids=["urn:nobody"]), "not-in-package")])
def test_async_failures_store_nothing(schale, make, code):
    body, kind = make()
    before = revision(schale)
    answer = schale("POST", "/packages-async", body, kind=kind)
    assert answer.status == 202
    got = schale.get(wait(schale, answer.headers["location"]))
    assert got.status == 200 and got.json["executionState"] == "Failed" and got.json["success"] is False
    assert got.codes and (not code or got.codes == [code])
    assert revision(schale) == before


def test_async_twice(schale):
    data = package("again")
    assert post(schale, data).status == 201
    got = schale.get(wait(schale, post(schale, data, "/packages-async").headers["location"]))
    assert got.json["success"] is False and got.codes == ["exists"]


@pytest.mark.parametrize("case", ["json", "no file", "empty file", "no form", "json body", "no body"])
def test_async_wrong_forms_are_refused_at_once(schale, case):
    make, status, _ = WRONG[case]
    body, kind = make()
    answer = schale("POST", "/packages-async", body, kind=kind)
    assert answer.status == status and answer.codes


@pytest.mark.parametrize("path", ["status", "results", "result"])
def test_unknown_handles(schale, path):
    assert schale.get(f"/packages-async/{path}/{b64('nobody')}").codes == ["no-such-handle"]
    assert schale.get(f"/packages-async/{path}/***").status == 400


def test_many_async_and_a_stop(tmp_path):
    """A server that ends waits for what it has accepted; a handle is not known after a restart."""
    server = Server(tmp_path)
    locations = [post(server, package(f"stop{number}"), "/packages-async").headers["location"] for number in range(8)]
    server.stop()
    server = Server(tmp_path)
    try:
        assert server.get(locations[0]).status == 404
        kept = len(listed(server))
        assert kept == 8
        assert all(server.get("/shells/" + b64(f"urn:stop{number}:shell")).status == 200 for number in range(8))
    finally:
        server.stop()
