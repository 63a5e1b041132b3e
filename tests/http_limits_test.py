# SPDX-License-Identifier: Apache-2.0
"""The service's limits (docs/limits.md), at each and one past it."""
import json
import socket

import pytest

from conftest import b64, b64_json, multipart, prop, shell, submodel

MIB = 1 << 20


def announce(schale, method, path, length):
    """Sends a head only: a body over the limit is refused before any of it is read."""
    with socket.create_connection(("127.0.0.1", schale.port), timeout=20) as connection:
        connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                           f"Content-Length: {length}\r\nExpect: 100-continue\r\n\r\n".encode())
        return connection.recv(65536).split(b"\r\n")[0].decode()


@pytest.mark.parametrize("method,path,limit", [
    ("POST", "/submodels", 64 * MIB), ("PUT", "/api/v3/shells/eA", 64 * MIB), ("POST", "/upload", 512 * MIB),
    ("PUT", "/shells/eA/asset-information/thumbnail", 256 * MIB), ("GET", "/shells", MIB), ("POST", "/nothing", MIB),
    ("POST", "/query/shells", MIB)])
def test_bodies(schale, method, path, limit):
    assert " 413 " in announce(schale, method, path, limit + 1)
    assert " 413 " not in announce(schale, method, path, limit)


def test_conditions_of_a_list(schale):
    one = b64_json({"name": "a", "value": "b"})
    assert schale.get("/shells?" + "&".join(["assetIds=" + one] * 16)).status == 200
    assert schale.get("/shells?" + "&".join(["assetIds=" + one] * 17)).status == 400


def test_rows_of_a_page(schale):
    environment = {"submodels": [submodel(f"urn:row:{i}", idShort="Row") for i in range(1001)]}
    assert schale("POST", "/upload", environment).json["documents"]["created"] == 1001
    for limit, rows in ((999, 999), (1000, 1000), (1001, 1000)):
        page = schale.get(f"/submodels?idShort=Row&limit={limit}").json
        assert len(page["result"]) == rows and "cursor" in page["paging_metadata"]


def test_bytes_of_a_page(schale):
    """Twenty documents of a MiB: the page ends behind the one that passes 16 MiB, and nothing is left out."""
    text = "x" * MIB
    environment = {"submodels": [submodel(f"urn:big:{i}", [prop("Text", text)], idShort="Big") for i in range(20)]}
    assert schale("POST", "/upload", environment).status == 200
    first = schale.get("/submodels?idShort=Big").json
    assert len(first["result"]) == 16
    rest = schale.get("/submodels?idShort=Big&cursor=" + first["paging_metadata"]["cursor"]).json
    seen = [d["id"] for d in first["result"] + rest["result"]]
    assert seen == [f"urn:big:{i}" for i in range(20)] and rest["paging_metadata"] == {}


def test_length_of_an_identifier(schale):
    for length, status in ((2048, 201), (2049, 400)):
        identifier = "urn:" + "ü" * (length - 4)
        assert schale("POST", "/submodels", submodel(identifier)).status == status
    assert schale.get("/submodels/" + b64("urn:" + "ü" * 2044)).status == 200
    assert schale.get("/submodels/" + b64("ü" * 4097)).status in (400, 404, 413)


def test_parts_of_a_form(schale):
    def form(count):
        return multipart(*[("file", f"{i}.json", None, json.dumps({"submodels": [submodel(f"urn:part:{i}")]}).encode())
                           for i in range(count)])
    body, kind = form(64)
    assert schale("POST", "/upload", body, kind=kind).json["files"] == 64
    body, kind = form(65)
    assert schale("POST", "/upload", body, kind=kind).status == 413


def test_name_of_a_file(schale):
    schale("PUT", "/shells/" + b64("urn:name"), shell("urn:name"))
    for length in (120, 121):
        name = "a" * (length - 4) + ".png"
        body, kind = multipart(("fileName", None, None, name.encode()), ("file", "x", None, b"PNG"))
        path = "/shells/" + b64("urn:name") + "/asset-information/thumbnail"
        assert schale("PUT", path, body, kind=kind).status == 204
        assert f'"{name[-120:]}"' in schale.get(path).headers["content-disposition"]
