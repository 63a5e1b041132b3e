# SPDX-License-Identifier: Apache-2.0
"""The registries: descriptors of what is stored here follow from it, those of things elsewhere are written.
IDTA-01002 3.1.2, AssetAdministrationShellRegistryServiceSpecification and SubmodelRegistryServiceSpecification."""
import itertools

import pytest

from conftest import Server, b64, b64_json, external, prop, reference, shell, submodel

numbers = itertools.count(1)


def fresh(what):
    return f"urn:example:registry:{what}:{next(numbers)}"


def endpoint(href="http://elsewhere.example/x", interface="AAS-3.1", **more):
    return {"interface": interface, "protocolInformation": {"href": href, **more}}


def shell_descriptor(identifier, **more):
    return {"id": identifier, **more}


def submodel_descriptor(identifier, **more):
    return {"id": identifier, "endpoints": [endpoint(interface="SUBMODEL-3.1")], **more}


def own_endpoints(server, path, short):
    """What this server says of itself: one address, which 3.0 clients find by the older name."""
    return [{"interface": f"{short}-{version}", "protocolInformation": {
        "href": server.url + path, "endpointProtocol": "HTTP", "endpointProtocolVersion": ["1.1"]}} for version in ("3.1", "3.0")]


def pages(server, path, limit=100, between=lambda: None):
    """All items of a list, page by page; `between` is called behind each page."""
    items, cursor = [], None
    while True:
        mark = "&" if "?" in path else "?"
        answer = server.get(f"{path}{mark}limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
        assert answer.status == 200, answer.body
        assert len(answer.json["result"]) <= limit
        items += answer.json["result"]
        cursor = answer.json["paging_metadata"].get("cursor")
        if cursor is None:
            return items
        between()


def store(server, *documents):
    paths = {"AssetAdministrationShell": "/shells", "Submodel": "/submodels"}
    for document in documents:
        assert server("POST", paths[document["modelType"]], document).status == 201, document


# --- derived ---------------------------------------------------------------------------------------------------------


def test_descriptor_of_a_stored_shell(schale):
    here, there, nowhere, one = fresh("sm"), fresh("sm"), fresh("sm"), fresh("shell")
    store(schale, submodel(here, [prop("Secret", "not in the descriptor")], idShort="Here", semanticId=external("urn:meaning"),
                           supplementalSemanticIds=[external("urn:more")], administration={"version": "3"},
                           description=[{"language": "en", "text": "d"}], kind="Instance"))
    registered = submodel_descriptor(there, idShort="There")
    assert schale("POST", "/submodel-descriptors", registered).status == 201
    store(schale, shell(one, [here, there, nowhere], idShort="One", administration={"version": "1", "revision": "2"},
                        displayName=[{"language": "de", "text": "Eins"}], description=[{"language": "en", "text": "first"}],
                        assetInformation={"assetKind": "Type", "globalAssetId": "urn:asset", "assetType": "pump",
                                          "specificAssetIds": [{"name": "serial", "value": "7"}]}))
    nested = {"description": [{"language": "en", "text": "d"}], "administration": {"version": "3"}, "idShort": "Here", "id": here,
              "semanticId": external("urn:meaning"), "supplementalSemanticIds": [external("urn:more")],
              "endpoints": own_endpoints(schale, "/submodels/" + b64(here), "SUBMODEL")}
    answer = schale.get("/shell-descriptors/" + b64(one))
    assert answer.status == 200
    assert answer.json == {
        "id": one, "idShort": "One", "administration": {"version": "1", "revision": "2"}, "assetKind": "Type", "assetType": "pump",
        "globalAssetId": "urn:asset", "specificAssetIds": [{"name": "serial", "value": "7"}],
        "displayName": [{"language": "de", "text": "Eins"}], "description": [{"language": "en", "text": "first"}],
        "endpoints": own_endpoints(schale, "/shells/" + b64(one), "AAS"), "submodelDescriptors": [nested, registered]}
    assert schale.get("/submodel-descriptors/" + b64(here)).json == nested
    base = f"/shell-descriptors/{b64(one)}/submodel-descriptors"
    assert schale.get(base).json == {"paging_metadata": {}, "result": [nested, registered]}
    assert schale.get(f"{base}/{b64(here)}").json == nested
    assert schale.get(f"{base}/{b64(there)}").json == registered
    for unknown in (nowhere, "urn:not-referred"):
        answer = schale.get(f"{base}/{b64(unknown)}")
        assert answer.status == 404 and answer.codes == ["no-such-submodel-descriptor"]


def test_endpoints_lead_to_what_they_describe(schale):
    one, two = fresh("shell"), fresh("sm")
    store(schale, submodel(two), shell(one, [two]))
    for prefix in ("", "/api/v3", "/api/v3.0"):
        descriptor = schale.get(f"{prefix}/shell-descriptors/{b64(one)}").json
        for found, identifier in ((descriptor, one), (descriptor["submodelDescriptors"][0], two)):
            href = found["endpoints"][0]["protocolInformation"]["href"]
            assert href.startswith(schale.url + prefix + "/")
            assert schale.get(href[len(schale.url):]).json["id"] == identifier


def test_host_of_the_request_stands_in_the_address(schale):
    one = fresh("shell")
    store(schale, shell(one))
    def href(**headers):
        descriptor = schale.get("/shell-descriptors/" + b64(one), **headers).json
        return descriptor["endpoints"][0]["protocolInformation"]["href"]
    assert href(Host="plant.example:81") == "http://plant.example:81/shells/" + b64(one)
    assert href(Host="") == schale.url + "/shells/" + b64(one)


def test_public_url(tmp_path):
    server = Server(tmp_path, "--public-url", "https://plant.example/aas/")
    store(server, shell("urn:a"))
    information = server.get("/api/v3/shell-descriptors/" + b64("urn:a"), Host="other").json["endpoints"][0]["protocolInformation"]
    assert information["href"] == "https://plant.example/aas/api/v3/shells/" + b64("urn:a")
    assert information["endpointProtocol"] == "HTTPS"
    server.stop()


def test_follows_at_once(schale):
    one, two = fresh("shell"), fresh("sm")
    store(schale, submodel(two, idShort="Old"), shell(one, [two], idShort="Old"))
    path, part = "/shell-descriptors/" + b64(one), "/submodel-descriptors/" + b64(two)
    tag = schale.get(path).headers["etag"]
    assert schale.get(path, If_None_Match=tag).status == 304
    assert schale("PUT", "/submodels/" + b64(two), submodel(two, idShort="New")).status == 204
    answer = schale.get(path, If_None_Match=tag)
    assert answer.status == 200 and answer.json["submodelDescriptors"][0]["idShort"] == "New"
    assert schale.get(part).json["idShort"] == "New"
    assert schale("DELETE", "/submodels/" + b64(two)).status == 204
    assert "submodelDescriptors" not in schale.get(path).json
    assert schale.get(part).codes == ["no-such-submodel-descriptor"]
    assert schale("DELETE", "/shells/" + b64(one)).status == 204
    assert schale.get(path).status == 404 and schale.get(path).codes == ["no-such-shell-descriptor"]
    assert one not in [d["id"] for d in pages(schale, "/shell-descriptors")]


def test_derived_cannot_be_written(schale):
    one, two = fresh("shell"), fresh("sm")
    store(schale, submodel(two), shell(one, [two]))
    nested = f"/shell-descriptors/{b64(one)}/submodel-descriptors"
    for method, path, body in [
            ("POST", "/shell-descriptors", shell_descriptor(one)), ("PUT", "/shell-descriptors/" + b64(one), shell_descriptor(one)),
            ("DELETE", "/shell-descriptors/" + b64(one), None), ("POST", "/submodel-descriptors", submodel_descriptor(two)),
            ("PUT", "/submodel-descriptors/" + b64(two), submodel_descriptor(two)),
            ("DELETE", "/submodel-descriptors/" + b64(two), None), ("POST", nested, submodel_descriptor(fresh("sm"))),
            ("PUT", f"{nested}/{b64(two)}", submodel_descriptor(two)), ("DELETE", f"{nested}/{b64(two)}", None)]:
        answer = schale(method, path, body)
        assert answer.status == 409 and answer.codes == ["derived"], (method, path)
    assert schale.get("/shells/" + b64(one)).status == 200


def test_stored_here_counts_before_what_was_written(schale):
    """A shell that comes here hides the descriptor that was written before; when it goes, that one is there again."""
    one = fresh("shell")
    written = shell_descriptor(one, idShort="Elsewhere")
    assert schale("POST", "/shell-descriptors", written).status == 201
    store(schale, shell(one, idShort="Here"))
    assert schale.get("/shell-descriptors/" + b64(one)).json["idShort"] == "Here"
    assert [d["idShort"] for d in pages(schale, "/shell-descriptors", 1) if d["id"] == one] == ["Here"]
    assert schale("DELETE", "/shells/" + b64(one)).status == 204
    assert schale.get("/shell-descriptors/" + b64(one)).json == written
    assert [d for d in pages(schale, "/shell-descriptors", 1) if d["id"] == one] == [written]
    assert schale("DELETE", "/shell-descriptors/" + b64(one)).status == 204


def test_a_broken_submodel_list_is_overlooked(schale):
    """An import takes documents that break rules; their descriptors can still be read."""
    one = fresh("shell")
    document = shell(one)
    document["submodels"] = [{"type": "ModelReference", "keys": []}, external("urn:x"), reference("x" * 20000)]
    document["assetInformation"] = {"assetKind": "Instance"}
    assert schale("POST", "/upload", {"assetAdministrationShells": [document]}).status == 200
    answer = schale.get("/shell-descriptors/" + b64(one))
    assert answer.status == 200 and "submodelDescriptors" not in answer.json and "globalAssetId" not in answer.json


# --- written ---------------------------------------------------------------------------------------------------------

FULL_ENDPOINT = endpoint("opc.tcp://localhost:4840", endpointProtocol="HTTP", endpointProtocolVersion=["1.1", "2"],
                         subprotocol="OPC UA Basic SOAP", subprotocolBody="ns=2;s=MyAAS", subprotocolBodyEncoding="application/soap+xml",
                         securityAttributes=[{"type": "RFC_TLSA", "key": "k", "value": "v"}])


@pytest.mark.parametrize("path,make", [("/shell-descriptors", shell_descriptor), ("/submodel-descriptors", submodel_descriptor)])
def test_life_of_a_written_descriptor(schale, path, make):
    one = fresh("elsewhere")
    full = make(one, idShort="Elsewhere", endpoints=[FULL_ENDPOINT], administration={"version": "1"},
                extensions=[{"name": "e", "valueType": "xs:int", "value": "1"}], displayName=[{"language": "en", "text": "n"}],
                description=[{"language": "en", "text": "d"}])
    answer = schale("POST", "/api/v3" + path, full)
    assert answer.status == 201 and answer.json == full
    assert answer.headers["location"] == f"/api/v3{path}/{b64(one)}"
    got = schale.get(answer.headers["location"])
    assert got.json == full and got.headers["etag"] == answer.headers["etag"]
    assert schale("POST", path, full).codes == ["exists"]
    full["idShort"] = "Changed"
    answer = schale("PUT", f"{path}/{b64(one)}", full, headers={"If-Match": '"1000000"'})
    assert answer.status == 412
    assert schale("PUT", f"{path}/{b64(one)}", full, headers={"If-Match": got.headers["etag"]}).status == 204
    assert schale.get(f"{path}/{b64(one)}").json == full
    assert full in pages(schale, path)
    assert schale("PUT", f"{path}/{b64('urn:other')}", full).codes == ["id-differs"]
    assert schale("DELETE", f"{path}/{b64(one)}").status == 204
    assert schale("DELETE", f"{path}/{b64(one)}").status == 404
    assert schale.get(f"{path}/{b64(one)}").status == 404
    answer = schale("PUT", f"{path}/{b64(one)}", full)
    assert answer.status == 201 and answer.json == full and answer.headers["location"] == f"{path}/{b64(one)}"


@pytest.mark.parametrize("path,body,code", [
    ("/shell-descriptors", {"idShort": "aa"}, "required"),
    ("/shell-descriptors", shell_descriptor("urn:x", boss=1), "unknown-property"),
    ("/shell-descriptors", shell_descriptor("urn:x", assetKind="Machine"), "enum"),
    ("/shell-descriptors", shell_descriptor("urn:x", idShort="1"), "AASd-002"),
    ("/shell-descriptors", shell_descriptor("urn:x", endpoints=[{"interface": "AAS-3.1"}]), "required"),
    ("/shell-descriptors", shell_descriptor("urn:x", endpoints=[endpoint("h" * 2049)]), "max-length"),
    ("/shell-descriptors", shell_descriptor("urn:x", endpoints=[endpoint(interface="i" * 129)]), "max-length"),
    ("/shell-descriptors", shell_descriptor("urn:x", endpoints=[endpoint(endpointProtocolVersion="1.1")]), "type"),
    ("/shell-descriptors", shell_descriptor("urn:x", submodelDescriptors=[{"id": "a"}]), "required"),
    ("/shell-descriptors", shell_descriptor("urn:x", submodelDescriptors=[submodel_descriptor("a"), submodel_descriptor("a")]),
     "duplicate-id"),
    ("/submodel-descriptors", {"id": "urn:x"}, "required"), ("/submodel-descriptors", {"id": "urn:x", "endpoints": []}, "required"),
    ("/submodel-descriptors", submodel_descriptor("i" * 2049), "max-length"), ("/submodel-descriptors", "{", "json-syntax"),
    ("/submodel-descriptors", [], "type")])
def test_bad_descriptors_are_refused(schale, path, body, code):
    before = schale.get("/metrics").body
    answer = schale("POST", path, body)
    assert answer.status == 400 and code in answer.codes, answer.body
    assert schale.get("/submodel-descriptors/" + b64("urn:x")).status == 404
    assert schale.get("/shell-descriptors/" + b64("urn:x")).status == 404
    def sequence(text):
        return [line for line in text.decode().splitlines() if line.startswith("schale_log_sequence")]
    assert sequence(schale.get("/metrics").body) == sequence(before)


@pytest.mark.parametrize("limit,body", [(2048, endpoint("h" * 2048)), (128, endpoint(interface="i" * 128))])
def test_longest_texts(schale, limit, body):
    assert schale("POST", "/shell-descriptors", shell_descriptor(fresh("long"), endpoints=[body])).status == 201


@pytest.mark.parametrize("method,path", [(m, p) for p in ("/shell-descriptors", "/submodel-descriptors") for m in ("POST", "PUT")])
def test_wrong_bodies(schale, method, path):
    target = path if method == "POST" else f"{path}/{b64('urn:x')}"
    assert schale(method, target).codes == ["no-body"]
    assert schale(method, target, "", headers={"Content-Type": "application/json"}).codes == ["no-body"]
    answer = schale(method, target, "{}", kind="text/plain")
    assert answer.status == 415 and answer.codes == ["media-type"]


@pytest.mark.parametrize("path", ["/shell-descriptors/%s", "/submodel-descriptors/%s", "/shell-descriptors/%s/submodel-descriptors",
                                  "/shell-descriptors/eA/submodel-descriptors/%s"])
def test_bad_identifiers(schale, path):
    for bad in ("HELLOWRONGENCODEDURL", "%2F", "a*b"):
        answer = schale.get(path % bad)
        assert answer.status == 400 and answer.codes == ["bad-identifier"], bad


def test_empty_lists_say_nothing(schale):
    one = fresh("elsewhere")
    answer = schale("POST", "/shell-descriptors", shell_descriptor(one, endpoints=[], specificAssetIds=[], submodelDescriptors=[]))
    assert answer.status == 201 and answer.json == {"id": one}


def test_the_spelling_of_3_0(schale):
    one, meaning = fresh("sm"), [external("urn:meaning")]
    answer = schale("POST", "/submodel-descriptors", submodel_descriptor(one, supplementalSemanticId=meaning))
    assert answer.status == 201 and answer.json == submodel_descriptor(one, supplementalSemanticIds=meaning)


def test_nested_descriptors(schale):
    one, first, second = fresh("elsewhere"), fresh("sm"), fresh("sm")
    base = f"/shell-descriptors/{b64(one)}/submodel-descriptors"
    for method, path, body in [("GET", base, None), ("POST", base, submodel_descriptor(first)),
                               ("PUT", f"{base}/{b64(first)}", submodel_descriptor(first)), ("DELETE", f"{base}/{b64(first)}", None)]:
        answer = schale(method, path, body)
        assert answer.status == 404 and answer.codes == ["no-such-shell-descriptor"], method
    assert schale("POST", "/shell-descriptors", shell_descriptor(one)).status == 201
    assert schale.get(base).json == {"paging_metadata": {}, "result": []}
    answer = schale("POST", base, submodel_descriptor(first))
    assert answer.status == 201 and answer.json == submodel_descriptor(first)
    assert answer.headers["location"] == f"{base}/{b64(first)}"
    assert schale("POST", base, submodel_descriptor(first)).codes == ["exists"]
    answer = schale("PUT", f"{base}/{b64(second)}", submodel_descriptor(second))
    assert answer.status == 201 and answer.headers["location"] == f"{base}/{b64(second)}"
    assert schale("PUT", f"{base}/{b64(second)}", submodel_descriptor(first)).codes == ["id-differs"]
    changed = submodel_descriptor(first, idShort="Changed")
    assert schale("PUT", f"{base}/{b64(first)}", changed).status == 204
    assert pages(schale, base, 1) == [changed, submodel_descriptor(second)]
    assert schale.get("/shell-descriptors/" + b64(one)).json == shell_descriptor(
        one, submodelDescriptors=[changed, submodel_descriptor(second)])
    tag = schale.get(f"{base}/{b64(first)}").headers["etag"]
    assert schale.get(f"{base}/{b64(first)}", If_None_Match=tag).status == 304
    assert schale("DELETE", f"{base}/{b64(second)}").status == 204
    assert schale("DELETE", f"{base}/{b64(first)}", headers={"If-Match": tag}).status == 412
    assert schale("DELETE", f"{base}/{b64(second)}").codes == ["no-such-submodel-descriptor"]
    assert schale("POST", base, {"id": "urn:x"}).codes == ["required"]
    assert schale("DELETE", f"{base}/{b64(first)}").status == 204
    assert schale.get("/shell-descriptors/" + b64(one)).json == shell_descriptor(one)
    # What stands inside the descriptor of a shell is no descriptor of the submodel registry.
    assert schale.get("/submodel-descriptors/" + b64(first)).status == 404


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def server(tmp_path):
    one = Server(tmp_path)
    yield one
    one.stop()


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 1000])
def test_one_order_over_both_kinds(server, limit):
    made = []
    for i in range(7):
        made.append(f"urn:{i}")
        if i % 3:
            store(server, shell(f"urn:{i}"))
        else:
            assert server("POST", "/shell-descriptors", shell_descriptor(f"urn:{i}")).status == 201
    assert [d["id"] for d in pages(server, "/shell-descriptors", limit)] == made


@pytest.mark.parametrize("path,here,there", [
    ("/shell-descriptors", shell, shell_descriptor), ("/submodel-descriptors", submodel, submodel_descriptor)])
def test_paging_while_documents_go_and_come(server, path, here, there):
    """Who stays from the first page to the last comes exactly once, whatever happens around him."""
    document_path = {"/shell-descriptors": "/shells", "/submodel-descriptors": "/submodels"}[path]
    here_ids, there_ids = [f"urn:h{i}" for i in range(12)], [f"urn:t{i}" for i in range(12)]
    for a, b in zip(here_ids, there_ids):
        store(server, here(a))
        assert server("POST", path, there(b)).status == 201
    doomed = [x for i in (11, 2, 6, 0, 9) for x in (("h", f"urn:h{i}"), ("t", f"urn:t{i}"))]
    gone, new = {x for _, x in doomed}, itertools.count()

    def between():
        if doomed:
            kind, identifier = doomed.pop()
            assert server("DELETE", (document_path if kind == "h" else path) + "/" + b64(identifier)).status == 204
        number = next(new)
        if number < 5:
            store(server, here(f"urn:new{number}"))
            # a written one whose thing comes here: once, not twice
            stays = f"urn:t{number + 3}"
            if stays not in gone:
                store(server, here(stays))
    seen = [d["id"] for d in pages(server, path, 2, between)]
    assert len(seen) == len(set(seen))
    for identifier in here_ids + there_ids:
        if identifier not in gone:
            assert identifier in seen
    after = {d["id"] for d in pages(server, path)}
    assert not after & gone and set(here_ids + there_ids) - gone <= after


def test_a_page_of_large_descriptors_ends_early(server):
    """16 MiB (PAGE_BYTES_MAX) count for what goes out, not for the small shells that it is made of."""
    large = submodel_descriptor("urn:large", extensions=[{"name": "e", "value": "x" * 2 ** 20}])
    assert server("POST", "/submodel-descriptors", large).status == 201
    store(server, *[shell(f"urn:{i}", ["urn:large"]) for i in range(20)])
    first = server.get("/shell-descriptors")
    assert 2 ** 24 < len(first.body) < 2 ** 24 + 2 ** 21 and len(first.json["result"]) == 16
    assert [d["id"] for d in pages(server, "/shell-descriptors", 1000)] == [f"urn:{i}" for i in range(20)]


def test_a_shell_of_many_submodels(server):
    """10,000 references, or 16 MiB, count for the descriptor; the list of the nested ones has all in its pages."""
    store(server, submodel("urn:small"), *[shell(f"urn:many:{n}", ["urn:none", *["urn:small"] * n]) for n in (9999, 10000)])
    for n in (9999, 10000):
        assert len(server.get("/shell-descriptors/" + b64(f"urn:many:{n}")).json["submodelDescriptors"]) == 9999
    assert len(pages(server, f"/shell-descriptors/{b64('urn:many:10000')}/submodel-descriptors", 1000)) == 10000
    large = [submodel_descriptor(f"urn:large:{i}", extensions=[{"name": "e", "value": "x" * 2 ** 20}]) for i in range(20)]
    for one in large:
        assert server("POST", "/submodel-descriptors", one).status == 201
    store(server, shell("urn:shell", [one["id"] for one in large]))
    assert server.get("/shell-descriptors/" + b64("urn:shell")).json["submodelDescriptors"] == large[:16]
    nested = f"/shell-descriptors/{b64('urn:shell')}/submodel-descriptors"
    assert server.get(nested).json["result"] == large[:16] and pages(server, nested, 1000) == large
    assert server.get(f"{nested}/{b64('urn:large:19')}").json == large[19]


def test_a_damaged_submodel_fails_the_list(tmp_path):
    """What cannot be read is not what is not there: a list without it would be taken for whole."""
    server = Server(tmp_path)
    store(server, submodel("urn:sound"), submodel("urn:damaged", idShort="Broken"), shell("urn:one", ["urn:sound", "urn:damaged"]))
    nested = f"/shell-descriptors/{b64('urn:one')}/submodel-descriptors"
    assert [item["id"] for item in server.get(nested).json["result"]] == ["urn:sound", "urn:damaged"]
    server.stop()
    server = Server(tmp_path)
    log = tmp_path / "store.log"
    with open(log, "r+b") as file:
        file.seek(log.read_bytes().index(b'"idShort":"Broken"') + 9)
        file.write(b"!")
    for path in (nested, f"{nested}/{b64('urn:damaged')}", "/shell-descriptors/" + b64("urn:one"),
                 "/submodel-descriptors/" + b64("urn:damaged"), "/submodel-descriptors"):
        answer = server.get(path)
        assert answer.status == 500 and answer.json["messages"][0]["messageType"] == "Exception", path
    assert server.get(f"{nested}/{b64('urn:sound')}").status == 200
    assert server.get(nested + "?limit=1").json["result"][0]["id"] == "urn:sound"
    server.stop()


def test_hidden_ones_do_not_shorten_a_page(server):
    for i in range(10):
        assert server("POST", "/shell-descriptors", shell_descriptor(f"urn:{i}", idShort="Elsewhere")).status == 201
    store(server, *[shell(f"urn:{i}") for i in range(8)])
    answer = server.get("/shell-descriptors?limit=5").json
    assert [d["id"] for d in answer["result"]] == ["urn:8", "urn:9", "urn:0", "urn:1", "urn:2"]
    assert [d["id"] for d in pages(server, "/shell-descriptors", 5)] == ["urn:8", "urn:9"] + [f"urn:{i}" for i in range(8)]


def test_filters_over_both_kinds(server):
    def asset(kind, kind_of=None):
        return {"assetKind": kind, "globalAssetId": "urn:asset:" + kind, **({"assetType": kind_of} if kind_of else {})}
    store(server, shell("urn:1", assetInformation=asset("Type", "pump")), shell("urn:2", assetInformation=asset("Instance", "pump")))
    for body in (shell_descriptor("urn:3", assetKind="Type", assetType="pump", specificAssetIds=[{"name": "n", "value": "v"}]),
                 shell_descriptor("urn:4", assetKind="Role"), shell_descriptor("urn:5"),
                 shell_descriptor("urn:6", globalAssetId="urn:asset:Type")):
        assert server("POST", "/shell-descriptors", body).status == 201

    def found(query):
        return [d["id"] for d in pages(server, "/shell-descriptors?" + query, 1)]
    assert found("assetKind=Type") == ["urn:1", "urn:3"]
    assert found("assetKind=Role") == ["urn:4"]
    assert found("assetKind=Batch") == []
    assert found("assetType=" + b64("pump")) == ["urn:1", "urn:2", "urn:3"]
    assert found(f"assetKind=Type&assetType={b64('pump')}") == ["urn:1", "urn:3"]
    assert found("assetIds=" + b64_json({"name": "globalAssetId", "value": "urn:asset:Type"})) == ["urn:1", "urn:6"]
    assert found("assetIds=" + b64_json({"name": "n", "value": "v"})) == ["urn:3"]
    assert server("PUT", "/shells/" + b64("urn:1"), shell("urn:1", assetInformation=asset("Role"))).status == 204
    assert found("assetKind=Type") == ["urn:3"] and found("assetKind=Role") == ["urn:1", "urn:4"]
    for query, code in [("assetKind=OMEGA", "bad-asset-kind"), ("assetKind=", "bad-asset-kind"), ("assetType=pump*", "bad-asset-type"),
                        ("assetType=", "bad-asset-type"), ("assetIds=x", "bad-asset-ids"), ("limit=0", "bad-limit"),
                        ("cursor=HELLO", "bad-cursor"), ("cursor=", "bad-cursor")]:
        answer = server.get("/shell-descriptors?" + query)
        assert answer.status == 400 and answer.codes == [code], query
    assert server.get("/submodel-descriptors?limit=x").codes == ["bad-limit"]


def test_an_environment_holds_no_descriptors(server):
    store(server, shell("urn:here"))
    assert server("POST", "/shell-descriptors", shell_descriptor("urn:elsewhere")).status == 201
    assert server("POST", "/lookup/shells/" + b64("urn:third"), [{"name": "n", "value": "v"}]).status == 201
    environment = server.get("/serialization?format=json").json
    assert set(environment) == {"assetAdministrationShells"} and len(environment["assetAdministrationShells"]) == 1
    documents = [line for line in server.get("/metrics").body.decode().splitlines() if line.startswith("schale_documents{")]
    assert documents == ['schale_documents{kind="shell"} 1', 'schale_documents{kind="submodel"} 0',
                         'schale_documents{kind="concept_description"} 0', 'schale_documents{kind="package"} 0']


def test_everything_is_there_after_a_restart(tmp_path):
    one = Server(tmp_path)
    store(one, shell("urn:here", assetInformation={"assetKind": "Type", "globalAssetId": "urn:asset"}))
    assert one("POST", "/shell-descriptors", shell_descriptor("urn:there", globalAssetId="urn:asset")).status == 201
    before = pages(one, "/shell-descriptors")
    one.stop()
    two = Server(tmp_path)
    after = pages(two, "/shell-descriptors")
    assert [d["id"] for d in after] == [d["id"] for d in before] == ["urn:here", "urn:there"]
    assert [d["id"] for d in pages(two, "/shell-descriptors?assetKind=Type")] == ["urn:here"]
    two.stop()


def test_profiles(schale):
    found = schale.get("/description").json["profiles"]
    base = "https://admin-shell.io/aas/API/3/%d/%sServiceSpecification/SSP-00%d"
    for service, numbers_30, numbers_31 in [("AssetAdministrationShellRegistry", (1, 2), (1, 2, 3, 5)), ("SubmodelRegistry", (1, 2), (1, 2, 3)),
                                            ("Discovery", (1,), (1, 2))]:
        for number in numbers_30:
            assert base % (0, service, number) in found
        for number in numbers_31:
            assert base % (1, service, number) in found
            if (service, number) != ("AssetAdministrationShellRegistry", 1):
                assert base % (2, service, number) in found
    assert len(found) == len(set(found))
    for query in ("AssetAdministrationShellRegistryServiceSpecification/SSP-004", "SubmodelRegistryServiceSpecification/SSP-004"):
        assert not [profile for profile in found if query in profile]
