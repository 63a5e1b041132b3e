# SPDX-License-Identifier: Apache-2.0
"""The route table: every operation of the specification is known, whatever mount or prefix."""
import csv
import os
import re

import pytest

from conftest import b64

SPEC = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "spec", "derived")
FILES = ["operations-v3.1.2.tsv", "operations-v3.2-prerelease.tsv"]
MOUNTS = ["/submodel", "/aas/submodels/{submodelIdentifier}", "/submodels/{submodelIdentifier}",
          "/shells/{aasIdentifier}/submodels/{submodelIdentifier}"]
# One operation of each family, so that the test says something where the specification's files are not.
SAMPLE = [("GET", "/shells"), ("POST", "/shells"), ("GET", "/shells/{aasIdentifier}"), ("GET", "/shells/$reference"),
          ("GET", "/shell-descriptors"), ("POST", "/query/shells"), ("GET", "/packages/{packageId}"),
          ("GET", "/bulk/status/{handleId}"), ("POST", "/lookup/shellsByAssetLink"), ("GET", "/lookup/shells"),
          ("GET", "/serialization"), ("GET", "/description"), ("GET", "/aas/asset-information/thumbnail"),
          ("POST", "/aas/submodels/{submodelIdentifier}/submodel-elements/{idShortPath}/invoke-asnyc"),
          ("POST", "/packages-async"), ("GET", "/shells/{aasIdentifier}/$history")]
SAMPLE += [(method, mount + suffix) for mount in MOUNTS for method, suffix in [
    ("GET", ""), ("PATCH", "/$value"), ("GET", "/submodel-elements/$path"),
    ("DELETE", "/submodel-elements/{idShortPath}/attachment"),
    ("POST", "/submodel-elements/{idShortPath}/invoke/$value"),
    ("GET", "/submodel-elements/{idShortPath}/operation-results/{handleId}/$value")]]


def operations():
    found = set()
    for name in FILES:
        path = os.path.join(SPEC, name)
        if os.path.exists(path):
            with open(path) as file:
                found |= {(row["method"], row["path"]) for row in csv.DictReader(file, delimiter="\t")}
    return found


def concrete(path):
    path = path.replace("{idShortPath}", "Some.Path")
    return re.sub(r"\{\w+\}", b64("urn:nobody"), path)


def known(schale, method, path, prefix=""):
    answer = schale(method, prefix + concrete(path))
    if answer.status in (404, 405):
        return answer.codes[0] not in ("no-such-route", "no-such-method"), answer
    return True, answer


@pytest.mark.parametrize("method,path", SAMPLE)
def test_sample_is_known(schale, method, path):
    ok, answer = known(schale, method, path)
    assert ok, answer.body


def test_all_operations_of_the_specification_are_known(schale):
    missing = [one for one in sorted(operations()) if not known(schale, *one)[0]]
    assert missing == []


def test_no_method_beyond_the_specification(schale):
    """Allow names exactly the methods of the specification's files, and our own."""
    by_path = {}
    for method, path in operations():
        by_path.setdefault(path, set()).add(method)
    extra = {}
    for path, methods in by_path.items():
        answer = schale("OPTIONS", concrete(path))
        assert answer.status == 204
        allowed = set(answer.headers["allow"].split(", ")) - {"OPTIONS", "HEAD"}
        if allowed != methods:
            extra[path] = allowed ^ methods
    assert extra == {}


@pytest.mark.parametrize("prefix", ["", "/api/v3", "/api/v3.0", "/api/v3.1", "/api/v3.2"])
def test_prefixes(schale, prefix):
    assert schale.get(prefix + "/shells").status == 200
    assert schale.get(prefix + "/shells/").status == 200
    assert schale.get(prefix + "/health").json["status"] == "UP"


@pytest.mark.parametrize("path", [
    "/nothing", "/api/v4/shells", "/api/v3x/shells", "/shells//", "//shells", "/shells/x/y/z",
    "/submodels/x/$nothing", "/Shells", "/submodel-elements", "/shells/eA/submodels", "/shellss"])
def test_unknown_paths(schale, path):
    answer = schale.get(path)
    assert answer.status == 404 and answer.codes == ["no-such-route"]


def test_percent_encoded_segments(schale):
    assert schale.get("/%73hells").status == 200
    assert schale.get("/submodels/%24value").status == 200
    assert schale.get("/submodels/%24VALUE").status in (400, 404)


def test_method_not_allowed(schale):
    answer = schale("DELETE", "/shells")
    assert answer.status == 405 and answer.codes == ["no-such-method"]
    assert answer.headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_options(schale):
    answer = schale("OPTIONS", "/concept-descriptions/eA")
    assert answer.status == 204 and answer.headers["allow"] == "GET, HEAD, PUT, DELETE, OPTIONS"


def test_not_implemented(schale):
    for method, path in [("POST", "/query/submodels"), ("POST", "/query/shells")]:
        answer = schale(method, path)
        assert answer.status == 501 and answer.codes == ["not-implemented"], path


def test_head_is_get_without_body(schale):
    got, head = schale.get("/description"), schale("HEAD", "/description")
    assert head.status == 200 and head.body == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_description_lists_profiles(schale):
    profiles = schale.get("/description").json["profiles"]
    assert "https://admin-shell.io/aas/API/3/1/ConceptDescriptionRepositoryServiceSpecification/SSP-001" in profiles


SHORT = {"AssetAdministrationShellRepository": "AP", "SubmodelRepository": "SP", "ConceptDescriptionRepository": "CD",
         "AssetAdministrationShellRegistry": "AR", "SubmodelRegistry": "SR", "Discovery": "DI", "AasxFileServer": "FS",
         "AssetAdministrationShell": "AS", "Submodel": "SS"}


def test_profiles_are_served_whole(schale):
    """No operation of a profile that /description names answers 501."""
    path = os.path.join(SPEC, FILES[0])
    if not os.path.exists(path):
        pytest.skip("the specification's list of operations is not here")
    named = set()
    for profile in schale.get("/description").json["profiles"]:
        _, _, service, number = profile.rsplit("/", 3)
        named.add(SHORT[service.replace("ServiceSpecification", "")] + str(int(number[-3:])))
    with open(path) as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if named & set(row["profiles"].split())]
    assert len(rows) > 20
    assert [row for row in rows if schale(row["method"], concrete(row["path"])).status == 501] == []


def test_metrics(schale):
    answer = schale.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    text = answer.body.decode()
    for name in ("requests_total", "refused_total", "connections", "sent_bytes_total", "log_sequence",
                 "uptime_seconds", "resident_memory_bytes", 'documents{kind="shell"}'):
        assert re.search(r"^schale_" + re.escape(name) + r" \d+$", text, re.M), name


def test_error_language(schale):
    german = schale.get("/nothing", Accept_Language="de-DE,de;q=0.9,en;q=0.8").json
    assert "keine Operation" in german["messages"][0]["text"]
    english = schale.get("/nothing", Accept_Language="en,de;q=0.9").json
    assert "no operation" in english["messages"][0]["text"]
