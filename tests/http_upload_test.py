# SPDX-License-Identifier: Apache-2.0
"""Bringing environments in and taking them out: /upload, /serialization, and the first page."""
import io
import json
import urllib.parse
import xml.etree.ElementTree
import zipfile

import pytest

from conftest import Server, b64, concept, external, multipart, prop, reference, shell, submodel

NAMESPACE = "https://admin-shell.io/aas/3/1"
AASX = "application/asset-administration-shell-package+xml"


def environment(tag):
    return {"assetAdministrationShells": [shell(f"urn:{tag}:shell", [f"urn:{tag}:submodel"])],
            "submodels": [submodel(f"urn:{tag}:submodel", [prop("Speed", "1.10", "xs:decimal",
                                                                semanticId=external(f"urn:{tag}:concept"))])],
            "conceptDescriptions": [concept(f"urn:{tag}:concept", isCaseOf=[external(f"urn:{tag}:further")]),
                                    concept(f"urn:{tag}:further")]}


def xml_environment(tag):
    return f'''<?xml version="1.0"?><environment xmlns="{NAMESPACE}"><submodels><submodel><id>urn:{tag}:xml</id>
<submodelElements><property><idShort>Speed</idShort><valueType>xs:int</valueType><value>5</value></property>
</submodelElements></submodel></submodels></environment>'''


def package(tag, picture=b"PICTURE", more=(), shells=()):
    """An AASX package as other tools write it; the same bytes whenever it is made."""
    data = environment(tag)
    data["assetAdministrationShells"][0]["assetInformation"]["defaultThumbnail"] = {
        "path": "/aasx/files/picture.png", "contentType": "image/png"}
    data["submodels"][0]["submodelElements"].append(
        {"modelType": "File", "idShort": "Manual", "contentType": "application/pdf", "value": "/aasx/files/manual.pdf"})
    data["submodels"] += more
    data["assetAdministrationShells"] += shells
    relation = '<Relationship Type="http://admin-shell.io/aasx/relationships/{}" Target="{}" Id="r{}"/>'
    head = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    types = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
             '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="json" ContentType="application/json"/>'
             '<Default Extension="png" ContentType="image/png"/><Default Extension="pdf" ContentType="application/pdf"/>'
             '<Override PartName="/aasx/aasx-origin" ContentType="text/plain"/></Types>')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr(zipfile.ZipInfo("[Content_Types].xml"), types)
        file.writestr(zipfile.ZipInfo("_rels/.rels"), head + relation.format("aasx-origin", "/aasx/aasx-origin", 1) + "</Relationships>")
        file.writestr(zipfile.ZipInfo("aasx/aasx-origin"), "Intentionally empty")
        file.writestr(zipfile.ZipInfo("aasx/_rels/aasx-origin.rels"),
                      head + relation.format("aas-spec", "/aasx/data.json", 1) + "</Relationships>")
        file.writestr(zipfile.ZipInfo("aasx/data.json"), json.dumps(data))
        file.writestr(zipfile.ZipInfo("aasx/_rels/data.json.rels"),
                      head + relation.format("aas-suppl", "/aasx/files/picture.png", 1) +
                      relation.format("aas-suppl", "/aasx/files/manual.pdf", 2) + "</Relationships>")
        file.writestr(zipfile.ZipInfo("aasx/files/picture.png"), picture)
        file.writestr(zipfile.ZipInfo("aasx/files/manual.pdf"), b"%PDF manual " + tag.encode())
    return out.getvalue()


# --- upload ------------------------------------------------------------------------------------------------------

def test_upload_json_twice(schale):
    first = schale("POST", "/upload", environment("json"))
    assert first.status == 200
    assert first.json == {"files": 1, "documents": {"created": 4, "replaced": 0}, "attachments": 0, "findings": []}
    second = schale("POST", "/upload", environment("json"))
    assert second.status == 200 and second.json["documents"] == {"created": 0, "replaced": 4}
    assert schale.get("/submodels/" + b64("urn:json:submodel")).json == environment("json")["submodels"][0]


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "application/octet-stream", None])
def test_upload_xml(schale, kind):
    tag = "xml" + (kind or "none").replace("/", "")
    answer = schale("POST", "/upload", xml_environment(tag), kind=kind)
    assert answer.status == 200 and answer.json["documents"]["created"] == 1
    assert schale.get("/submodels/" + b64(f"urn:{tag}:xml") + "/$value").json == {"Speed": 5}


def test_upload_package(schale):
    answer = schale("POST", "/upload", package("aasx"), kind=AASX)
    assert answer.status == 200, answer.body
    assert answer.json["documents"]["created"] == 4 and answer.json["attachments"] == 2
    picture = schale.get("/shells/" + b64("urn:aasx:shell") + "/asset-information/thumbnail")
    assert picture.body == b"PICTURE" and picture.headers["content-type"] == "image/png"
    manual = schale.get("/submodels/" + b64("urn:aasx:submodel") + "/submodel-elements/Manual/attachment")
    assert manual.body == b"%PDF manual aasx" and "manual.pdf" in manual.headers["content-disposition"]


def test_two_documents_name_one_part_in_two_ways(schale):
    other = submodel("urn:ways:other", [{"modelType": "File", "idShort": "Manual", "contentType": "application/pdf",
                                         "value": "aasx/files/manual.pdf"}])
    answer = schale("POST", "/upload", package("ways", more=[other]), kind="application/octet-stream")
    assert answer.status == 200 and answer.json["attachments"] == 3  # a picture, and the manual for each of two
    for identifier in ("urn:ways:submodel", "urn:ways:other"):
        got = schale.get(f"/submodels/{b64(identifier)}/submodel-elements/Manual/attachment")
        assert got.status == 200 and got.body == b"%PDF manual ways"


@pytest.mark.parametrize("name,disposition", [
    ("plain.pdf", 'inline; filename="plain.pdf"'),
    ("f\u00fcr \"alle\".pdf", "inline; filename=\"f__r__alle_.pdf\"; filename*=UTF-8''f%C3%BCr%20%22alle%22.pdf"),
    ("\u20ac" * 50 + ".pdf", None)])
def test_file_names_in_answers(schale, name, disposition):
    """RFC 6266: plain text for all, UTF-8 in percent-encoding for who knows it."""
    out = io.BytesIO(package("names", more=[submodel("urn:names:file", [
        {"modelType": "File", "idShort": "Paper", "contentType": "application/pdf", "value": "/aasx/files/" + name}])]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("aasx/files/" + urllib.parse.quote(name), b"%PDF")
    answer = schale("POST", "/upload", out.getvalue(), kind="application/octet-stream")
    assert answer.status == 200, answer.body
    got = schale.get(f"/submodels/{b64('urn:names:file')}/submodel-elements/Paper/attachment")
    assert got.status == 200 and got.body == b"%PDF"
    told = got.headers["content-disposition"]
    assert told == disposition or disposition is None and urllib.parse.unquote(told.split("''")[1]) == "\u20ac" * 38 + ".pdf"


def test_upload_of_several_files(schale):
    body, kind = multipart(("file", "a.json", "application/json", json.dumps(environment("m1")).encode()),
                           ("file", "b.xml", None, xml_environment("m2").encode()),
                           ("file", "c.aasx", "application/octet-stream", package("m3")),
                           ("comment", None, None, b"not a file"))
    answer = schale("POST", "/upload", body, kind=kind)
    assert answer.status == 200, answer.body
    assert answer.json["files"] == 3 and answer.json["documents"]["created"] == 9


def counts(server):
    return [len(server.get(path + "?limit=1000").json["result"])
            for path in ("/shells", "/submodels", "/concept-descriptions")]


@pytest.mark.parametrize("bad", [b"", b"{", b"PK\x03\x04 broken", b"<html/>", b"plain text", b"[1]"])
def test_one_bad_file_refuses_all(schale, bad):
    before = counts(schale)
    body, kind = multipart(("file", "a.json", None, json.dumps(environment("bad")).encode()),
                           ("file", "b.bin", None, bad or b" "))
    answer = schale("POST", "/upload", body, kind=kind)
    assert answer.status == 400 and answer.codes
    assert counts(schale) == before


def test_upload_without_content(schale):
    assert schale("POST", "/upload", b"").codes == ["no-body"]
    body, kind = multipart(("file", "", None, b""))
    assert schale("POST", "/upload", body, kind=kind).codes == ["no-file"]


def test_tolerant_and_strict(schale):
    loose = environment("loose")
    loose["submodels"][0]["submodelElements"][0]["idShort"] = "1x"
    strict = schale("POST", "/upload?strict=true", loose)
    assert strict.status == 400 and "AASd-002" in strict.codes
    assert schale.get("/submodels/" + b64("urn:loose:submodel")).status == 404
    assert schale("POST", "/upload?strict=True", loose).status == 400
    assert schale("POST", "/upload?strict=1", loose).codes == ["bad-boolean"]
    assert schale("POST", "/upload?strict=false", loose).status == 200
    tolerant = schale("POST", "/upload", loose)
    assert tolerant.status == 200
    assert [f["rule"] for f in tolerant.json["findings"]] == ["AASd-002"]
    finding = tolerant.json["findings"][0]
    assert set(finding) >= {"severity", "rule", "path", "element", "line", "message", "hint"}


def test_identifiables_without_id_are_refused(schale):
    answer = schale("POST", "/upload", {"submodels": [{"modelType": "Submodel"}]})
    assert answer.status == 400 and answer.codes


# --- serialization -----------------------------------------------------------------------------------------------

@pytest.fixture(scope="module")
def packed(tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("store"))
    assert one("POST", "/upload", package("s1"), kind=AASX).status == 200
    assert one("POST", "/upload", environment("s2")).status == 200
    yield one
    one.stop()


def ids(document):
    return {key: [item["id"] for item in items] for key, items in document.items()}


def test_serialization_of_everything(packed):
    assert ids(packed.get("/serialization").json) == {
        "assetAdministrationShells": ["urn:s1:shell", "urn:s2:shell"],
        "submodels": ["urn:s1:submodel", "urn:s2:submodel"],
        "conceptDescriptions": ["urn:s1:concept", "urn:s1:further", "urn:s2:concept", "urn:s2:further"]}


def test_serialization_of_named(packed):
    one = packed.get(f"/serialization?aasIds={b64('urn:s2:shell')}").json
    assert one == environment("s2")
    without = packed.get(f"/serialization?aasIds={b64('urn:s2:shell')}&includeConceptDescriptions=false").json
    assert set(without) == {"assetAdministrationShells", "submodels"}
    exact = packed.get(f"/serialization?aasIds={b64('urn:s2:shell')}&submodelIds={b64('urn:s1:submodel')}"
                       "&includeConceptDescriptions=false").json
    assert ids(exact) == {"assetAdministrationShells": ["urn:s2:shell"], "submodels": ["urn:s1:submodel"]}
    two = f"{b64('urn:s1:submodel')},{b64('urn:s2:submodel')}"
    assert len(packed.get(f"/serialization?submodelIds={two}").json["submodels"]) == 2
    either = f"{b64('urn:s1:submodel')},{b64('urn:s2:shell')}"
    assert ids(packed.get(f"/serialization?ids={either}&includeConceptDescriptions=false").json) == {
        "assetAdministrationShells": ["urn:s2:shell"], "submodels": ["urn:s1:submodel", "urn:s2:submodel"]}
    repeated = two.replace(",", "&submodelIds=")
    assert len(packed.get(f"/serialization?submodelIds={repeated}").json["submodels"]) == 2


@pytest.mark.parametrize("query,status", [
    ("aasIds=!", 400), ("aasIds=", 400), ("includeConceptDescriptions=maybe", 400), ("format=pdf", 400),
    ("aasIds=" + b64("urn:nobody"), 404), ("submodelIds=" + b64("urn:nobody"), 404),
    ("ids=" + b64("urn:nobody"), 404), ("ids=", 400)])
def test_serialization_refusals(packed, query, status):
    answer = packed.get("/serialization?" + query)
    assert answer.status == status and answer.codes


@pytest.mark.parametrize("kind", ["application/xml", "text/xml", "text/html, application/xml;q=0.9"])
def test_serialization_as_xml(packed, kind):
    answer = packed.get("/serialization", Accept=kind)
    assert answer.headers["content-type"].split(";")[0] in ("application/xml", "text/xml")
    root = xml.etree.ElementTree.fromstring(answer.body)
    assert root.tag == f"{{{NAMESPACE}}}environment"
    assert len(root.findall(f".//{{{NAMESPACE}}}submodel")) == 2


@pytest.mark.parametrize("kind", [AASX, "application/aasx+xml", "application/aas+zip"])
def test_serialization_round_trip(packed, tmp_path, kind):
    answer = packed.get("/serialization", Accept=kind)
    assert answer.headers["content-type"] == kind
    names = zipfile.ZipFile(io.BytesIO(answer.body)).namelist()
    assert {"aasx/files/picture.png", "aasx/files/manual.pdf"} <= {name.lstrip("/") for name in names}
    other = Server(tmp_path / "store")
    try:
        assert other("POST", "/upload?strict=true", answer.body, kind=kind).status == 200
        assert other.get("/serialization").json == packed.get("/serialization").json
        assert other.get("/shells/" + b64("urn:s1:shell") + "/asset-information/thumbnail").body == b"PICTURE"
    finally:
        other.stop()


def test_two_files_of_one_name(tmp_path):
    """Different bytes under one path in two documents: both are in the package, and named."""
    one, other = Server(tmp_path / "one"), Server(tmp_path / "other")
    try:
        for tag, picture in (("t1", b"FIRST"), ("t2", b"SECOND")):
            assert one("POST", "/upload", package(tag, picture), kind=AASX).status == 200
        taken = one.get("/serialization?format=aasx")
        assert taken.status == 200, taken.body
        assert other("POST", "/upload?strict=true", taken.body, kind=AASX).status == 200
        for tag, picture in (("t1", b"FIRST"), ("t2", b"SECOND")):
            for server in (one, other):
                path = "/shells/" + b64(f"urn:{tag}:shell") + "/asset-information/thumbnail"
                assert server.get(path).body == picture
                manual = f"/submodels/{b64(f'urn:{tag}:submodel')}/submodel-elements/Manual/attachment"
                assert server.get(manual).body == b"%PDF manual " + tag.encode()
    finally:
        one.stop()
        other.stop()


def test_another_name_of_a_file_is_for_files_alone(tmp_path):
    """The text of a path means a file only in a File and in a thumbnail; elsewhere it is data."""
    one = Server(tmp_path)
    path = "/aasx/files/manual.pdf"
    texts = [prop("Text", path), {"modelType": "SubmodelElementCollection", "idShort": "In", "value": [
        prop("Deep", path), {"modelType": "File", "idShort": "Again", "value": path, "contentType": "application/pdf"}]},
        {"modelType": "MultiLanguageProperty", "idShort": "Name", "value": [{"language": "en", "text": path}]}]
    try:
        for tag in ("o1", "o2"):
            assert one("POST", "/upload", package(tag), kind=AASX).status == 200
            for element in texts:
                assert one("POST", f"/submodels/{b64(f'urn:{tag}:submodel')}/submodel-elements", element).status == 201
        taken = zipfile.ZipFile(io.BytesIO(one.get("/serialization?format=aasx").body))
    finally:
        one.stop()
    manuals = {name: taken.read(name) for name in taken.namelist() if name.endswith("manual.pdf")}
    assert sorted(manuals.values()) == [b"%PDF manual o1", b"%PDF manual o2"]
    environment_part = next(name for name in taken.namelist() if name.endswith("data.xml"))
    names = {"": f"{{{NAMESPACE}}}"}
    tree = xml.etree.ElementTree.fromstring(taken.read(environment_part))
    for found in tree.iter(names[""] + "submodel"):
        tag = found.find(names[""] + "id").text.split(":")[1]
        value = {kind: {one.find(names[""] + "value").text for one in found.iter(names[""] + kind)} for kind in ("property", "file")}
        assert value["property"] == {"1.10", path}
        assert len(value["file"]) == 1 and manuals[value["file"].pop()[1:]] == b"%PDF manual " + tag.encode()
        assert [text.text for text in found.iter(names[""] + "text")] == [path]


def test_serialization_of_nothing(tmp_path):
    one = Server(tmp_path / "store")
    try:
        assert one.get("/serialization").json == {}
        assert one.get("/serialization", Accept="application/xml").status == 200
        assert one.get("/serialization?format=aasx").status == 200
    finally:
        one.stop()
