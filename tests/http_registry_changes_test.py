# SPDX-License-Identifier: Apache-2.0
"""Descriptors by their last change: /shell-descriptors/$recent-changes, and createdFrom and updatedFrom on both registries' lists.
IDTA-01002 3.2: the working branch has the path, the release the query parameters; both are served."""
import pytest

from conftest import Server, b64, b64_json, shell, submodel
from http_history_test import changes, ids, now

SHELLS = ("/shells", "/shell-descriptors", shell)
SUBMODELS = ("/submodels", "/submodel-descriptors", submodel)


def written(identifier, **more):
    return {"id": identifier, "endpoints": [{"interface": "X-1.0", "protocolInformation": {"href": "http://x.example"}}], **more}


@pytest.mark.parametrize("stored,registry,make", [SHELLS, SUBMODELS])
def test_both_kinds_in_the_order_of_their_last_change(tmp_path, stored, registry, make):
    schale = Server(tmp_path)
    for i in range(3):
        assert schale("POST", stored, make(f"urn:here:{i}")).status == 201
        assert schale("POST", registry, written(f"urn:there:{i}")).status == 201
    middle = now()
    assert schale("PUT", f"{stored}/{b64('urn:here:1')}", make("urn:here:1", idShort="Changed")).status == 204
    assert schale("PUT", f"{registry}/{b64('urn:there:0')}", written("urn:there:0", idShort="Changed")).status == 204
    assert schale("DELETE", f"{registry}/{b64('urn:there:2')}").status == 204
    assert schale("POST", registry, written("urn:there:3")).status == 201
    changed = ["urn:here:1", "urn:there:0", "urn:there:3"]
    for limit in (1, 2, 100):
        assert ids(changes(schale, f"{registry}?updatedFrom={middle}&limit={limit}")) == changed
    assert ids(changes(schale, f"{registry}?createdFrom={middle}")) == ["urn:there:3"]
    everything = changes(schale, f"{registry}?createdFrom=1970-01-01T00:00:00Z&limit=1")
    assert ids(everything) == ["urn:here:0", "urn:there:1", "urn:here:2"] + changed
    # Each is what the registry says of it now.
    for item in everything:
        assert item == schale.get(f"{registry}/{b64(item['id'])}").json
    # Without a time the list keeps its own order, that of creation.
    assert ids(changes(schale, f"{registry}?limit=2")) == [
        "urn:here:0", "urn:there:0", "urn:here:1", "urn:there:1", "urn:here:2", "urn:there:3"]
    assert changes(schale, f"{registry}?updatedFrom={now()}") == []
    for query in ("createdFrom=now", "updatedFrom=", "createdFrom=2026-01-01"):
        assert schale.get(f"{registry}?{query}").codes == ["bad-date"]
    etag = schale.get(f"{registry}?updatedFrom={middle}").headers["etag"]
    assert schale.get(f"{registry}?updatedFrom={middle}", If_None_Match=etag).status == 304
    schale.stop()


def test_a_written_one_is_hidden_while_the_shell_is_here(tmp_path):
    schale = Server(tmp_path)
    assert schale("POST", "/shell-descriptors", written("urn:moving")).status == 201
    assert schale("POST", "/shells", shell("urn:moving", idShort="Here")).status == 201
    found = changes(schale, "/shell-descriptors/$recent-changes?limit=1")
    assert ids(found) == ["urn:moving"] and found[0]["idShort"] == "Here"
    assert schale("DELETE", "/shells/" + b64("urn:moving")).status == 204
    assert changes(schale, "/shell-descriptors/$recent-changes?") == [written("urn:moving")]
    schale.stop()


def test_recent_changes_filters(schale):
    start = now()
    here = shell("urn:filter:here")
    here["assetInformation"].update(assetType="urn:type", specificAssetIds=[{"name": "serial", "value": "7"}])
    there = written("urn:filter:there", assetKind="Type", assetType="urn:type", globalAssetId="urn:filter:asset")
    assert schale("POST", "/shells", here).status == 201
    assert schale("POST", "/shell-descriptors", there).status == 201
    for path in ("/shell-descriptors/$recent-changes", "/shell-descriptors"):
        for query, expected in [("assetKind=Type", ["urn:filter:there"]), ("assetKind=Instance", ["urn:filter:here"]),
                                ("assetType=" + b64("urn:type"), ["urn:filter:here", "urn:filter:there"]),
                                ("assetIds=" + b64_json({"name": "serial", "value": "7"}), ["urn:filter:here"]),
                                ("assetIds=" + b64_json({"name": "globalAssetId", "value": "urn:filter:asset"}), ["urn:filter:there"])]:
            assert ids(changes(schale, f"{path}?createdFrom={start}&{query}")) == expected, query
    for query, code in [("assetKind=Thing", "bad-asset-kind"), ("assetType=!", "bad-asset-type"), ("cursor=!", "bad-cursor"),
                        ("limit=0", "bad-limit"), ("createdFrom=now", "bad-date"), ("updatedFrom=1", "bad-date")]:
        assert schale.get("/shell-descriptors/$recent-changes?" + query).codes == [code], query
    assert "https://admin-shell.io/aas/API/3/2/AssetAdministrationShellRegistryServiceSpecification/SSP-001" in \
        schale.get("/description").json["profiles"]
