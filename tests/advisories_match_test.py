# SPDX-License-Identifier: Apache-2.0
"""`schale inventory import`, `advisories import`, `advisories match`: from a list of devices and a folder of advisories to what hits what."""
import copy
import hashlib
import io
import json
import os
import subprocess
import zipfile

import pytest
from advisories_check_test import sound
from conftest import Server, b64

PROGRAM = os.environ.get("SCHALE", "build/asan/schale")
SEMANTIC_ID = "urn:schale:template:SecurityAdvisory:1:0"
LIST = '''\ufeffHersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Name
Example GmbH;Valve;V-1000;S-1;0.9;Halle 1;Ventil 1
EXAMPLE;Valve;V-1000;S-2;1.0;Halle 1;"Ventil ""2"""
Example;Valve;;S-3;0.9;Halle 2;Ventil 3
Example GmbH;Valve;V-1000;s 1;0.9;Halle 9;Ventil 1 noch einmal
Other;Pump;P-77;S-1;;Halle 2;Pumpe
'''


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == code, done.stderr + done.stdout
    return done


def advisory(version="2", **more):
    document = sound("csaf_security_advisory")
    document["document"]["tracking"]["version"] = version
    document["document"]["tracking"]["revision_history"] = [
        {"date": "2026-01-%02dT00:00:00Z" % (n + 1), "number": str(n + 1), "summary": "S"} for n in range(int(version))]
    document["document"]["tracking"]["current_release_date"] = "2026-01-%02dT00:00:00Z" % int(version)
    document["product_tree"]["branches"][0]["branches"][0]["branches"][1]["product"]["product_identification_helper"] = {
        "model_numbers": ["V-1000"]}
    document["vulnerabilities"][0].pop("flags")
    document["vulnerabilities"][0]["product_status"] = {"known_affected": ["P2"], "fixed": ["P1"]}
    document["product_tree"].pop("relationships")
    document["product_tree"]["product_groups"][0]["product_ids"] = ["P1", "P2"]
    document.update(more)
    return document


def write(folder, name, document):
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(json.dumps(document))
    return folder


def counts(done):
    return json.loads(done.stdout.splitlines()[-1])


def matches(data):
    return [json.loads(line) for line in run("advisories", "match", "--data", data, "--json").stdout.splitlines()]


@pytest.fixture
def stored(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data")
    run("advisories", "import", write(tmp_path / "news", "a.json", advisory()), "--data", tmp_path / "data")
    return tmp_path


def test_a_list_becomes_shells(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")
    done = run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data", "--json")
    *rows, total = [json.loads(line) for line in done.stdout.splitlines()]
    assert total == {"stored": 4, "duplicates": 1, "refused": 0, "incomplete": 2}
    assert [row["result"] for row in rows] == ["stored", "stored", "stored", "duplicate", "stored"]
    assert [row["missing"] for row in rows] == [[], [], ["order_code"], [], ["firmware"]]
    server = Server(tmp_path / "data")
    shell = server.get("/shells/" + b64(rows[1]["shell"])).json
    ids = {one["name"]: one["value"] for one in shell["assetInformation"]["specificAssetIds"]}
    assert ids == {"serialNumber": "S-2", "orderCode": "V-1000", "location": "Halle 1"}
    assert shell["displayName"] == [{"language": "de", "text": 'Ventil "2"'}]
    nameplate = server.get("/submodels/" + b64(shell["submodels"][0]["keys"][0]["value"])).json
    assert nameplate["semanticId"]["keys"][0]["value"] == "https://admin-shell.io/idta/nameplate/3/0/Nameplate"
    assert {e["idShort"] for e in nameplate["submodelElements"]} == {
        "ManufacturerName", "ManufacturerProductDesignation", "OrderCodeOfManufacturer", "SerialNumber", "FirmwareVersion"}
    server.stop()
    again = run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data", "--lang", "de")
    assert "0 Geräte abgelegt" in again.stdout and "5 doppelt" in again.stdout
    run("verify", tmp_path / "data")


@pytest.mark.parametrize("text, sign", [
    ("maker,product\n\"x,y\n", "line 2: a quote is not closed"),
    ("maker,product\nA,B\n\"x\"y,z\n", "line 3: text behind a closing quote"),
    ("one,two\n1,2\n", "fewer than two columns are known"),
    ("maker,product\n" + "x," * 200 + "\n", "more than 200 fields"),
    ("maker,product\n" + "x" * 4001 + ",y\n", "a field over 4000 bytes")])
def test_of_a_broken_list_nothing_is_stored(tmp_path, text, sign):
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    done = run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data", code=1)
    assert sign in done.stderr
    assert "0 documents" in run("verify", tmp_path / "data").stdout


def test_a_row_that_no_shell_can_hold_is_refused(tmp_path):
    (tmp_path / "list.csv").write_bytes("Hersteller;Ger\xe4t;SN\nA\x01B;x;1\nM\xfcller;Ger\xe4t;2\n".encode("latin-1"))
    done = run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data", code=1)
    assert "AASd-130" in done.stderr and "1 devices stored" in done.stdout and "1 refused" in done.stdout
    run("export", tmp_path / "out.json", "--data", tmp_path / "data")
    assert "Müller" in (tmp_path / "out.json").read_text(encoding="utf-8")


def test_usage(tmp_path):
    run("inventory", "import", "--data", tmp_path / "data", code=2)
    run("inventory", "import", tmp_path / "missing.csv", "--data", tmp_path / "data", code=2)
    run("advisories", "import", "--data", tmp_path / "data", code=2)
    run("advisories", "match", "x", code=2)
    run("advisories", "match", "--data", tmp_path / "nothing", code=2)


def test_advisories_are_submodels(stored):
    server = Server(stored / "data")
    found = server.get("/submodels?semanticId=" + b64(json.dumps({"type": "ExternalReference", "keys": [
        {"type": "GlobalReference", "value": SEMANTIC_ID}]}))).json["result"]
    assert [one["idShort"] for one in found] == ["SecurityAdvisory"]
    values = {e["idShort"]: e.get("value") for e in found[0]["submodelElements"]}
    assert values["TrackingId"] == "EX-2026-1" and values["Score"] == "9.8" and values["Severity"] == "CRITICAL"
    assert [e["value"] for e in values["Vulnerabilities"]] == ["CVE-2026-0001"]
    document = server.get("/submodels/" + b64(found[0]["id"]) + "/submodel-elements/Document/attachment")
    assert document.json == advisory()
    server.stop()


def test_matches_tell_tier_verdict_evidence(stored):
    found = matches(stored / "data")
    assert {(m["name"], m["tier"], m["verdict"]) for m in found} == {
        ("Ventil 1", "certain", "affected"), ('Ventil "2"', "certain", "fixed"), ("Ventil 3", "possible", "unknown")}
    assert [m["verdict"] for m in found] == ["affected", "unknown", "fixed"]
    assert "different order codes" in found[1]["evidence"]
    first = next(m for m in found if m["name"] == "Ventil 1")
    assert first["cve"] == ["CVE-2026-0001"] and first["advisory"] == "EX-2026-1" and first["order_code"] == "V-1000"
    assert first["score"] == 9.8 and first["product"] == "Valve"
    assert "order code V-1000 is the product's model number V-1000" in first["evidence"] and "version 0.9 is among <1.0" in first["evidence"]
    assert not any(m["name"] == "Pumpe" for m in found)
    text = run("advisories", "match", "--data", stored / "data", "--lang", "de").stdout
    assert "Bestellnummer V-1000 ist die Modellnummer V-1000" in text and "Version 0.9 fällt unter <1.0" in text


def test_the_checksum_of_a_file_tells_product_and_version(tmp_path):
    digest = hashlib.sha256(b"what installs it").hexdigest()
    document = advisory()
    helper = document["product_tree"]["branches"][0]["branches"][0]["branches"][1]["product"]["product_identification_helper"]
    helper["hashes"] = [{"filename": "valve.bin", "file_hashes": [{"algorithm": "sha256", "value": digest}]}]
    software = {"id": "urn:software", "modelType": "Submodel", "idShort": "SoftwareNameplate", "submodelElements": [
        {"modelType": "SubmodelElementCollection", "idShort": "SoftwareNameplateType", "value": [
            {"modelType": "Property", "idShort": "InstallationChecksum", "valueType": "xs:string", "value": "0x" + digest.upper(), "semanticId": {
                "type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": "https://admin-shell.io/idta/SoftwareNameplate/1/0/"
                                                                                  "SoftwareNameplate/SoftwareNameplateType/InstallationChecksum"}]}}]}]}
    shell = {"id": "urn:shell", "modelType": "AssetAdministrationShell", "idShort": "Panel", "assetInformation": {"assetKind": "Instance",
             "globalAssetId": "urn:asset"}, "submodels": [{"type": "ModelReference", "keys": [{"type": "Submodel", "value": "urn:software"}]}]}
    (tmp_path / "plant.json").write_text(json.dumps({"assetAdministrationShells": [shell], "submodels": [software]}))
    (tmp_path / "list.csv").write_text("Name;Prüfsumme\nTafel;%s\nAndere;%s\n" % (digest, digest[::-1]), encoding="utf-8")
    run("import", tmp_path / "plant.json", "--data", tmp_path / "data")
    run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data")
    run("advisories", "import", write(tmp_path / "news", "a.json", document), "--data", tmp_path / "data")
    found = matches(tmp_path / "data")
    assert {(m["name"], m["tier"], m["verdict"]) for m in found} == {("Panel", "certain", "affected"), ("Tafel", "certain", "affected")}
    assert all("is that of a file of the product; the file is that of <1.0" in m["evidence"] for m in found)


def test_newer_versions_replace_older_ones(stored):
    data = stored / "data"
    take = lambda name, document: counts(run("advisories", "import", write(stored / name, "a.json", document), "--data", data, "--json"))
    none = {"new": 0, "updated": 0, "unchanged": 0, "left_out": 0, "refused": 0}
    assert take("same", advisory()) == {**none, "left_out": 1}
    assert take("older", advisory("1")) == {**none, "left_out": 1}
    other_words = advisory("3")
    other_words["document"]["title"] = "A valve opens by itself, in other words"
    assert take("words", other_words) == {**none, "unchanged": 1}
    assert matches(data)[0]["title"].endswith("in other words")
    other_fix = advisory("4")
    other_fix["vulnerabilities"][0]["remediations"][0]["details"] = "Use 1.1"
    assert take("fix", other_fix) == {**none, "updated": 1}
    assert len({m["advisory"] for m in matches(data)}) == 1
    run("verify", data)


def test_two_versions_in_one_run(tmp_path):
    folder = write(tmp_path / "news", "a.json", advisory("2"))
    write(folder, "b.json", advisory("4"))
    write(folder, "c.json", advisory("3"))
    other = advisory("2")
    other["document"]["publisher"]["namespace"] = "https://other.example"
    write(folder, "d.json", other)
    assert counts(run("advisories", "import", folder, "--data", tmp_path / "data", "--json")) == {
        "new": 2, "updated": 0, "unchanged": 1, "left_out": 1, "refused": 0}


def test_what_is_wrong_is_refused_and_told(tmp_path):
    broken = advisory()
    broken["vulnerabilities"][0]["product_status"]["known_affected"].append("P9")
    folder = write(write(tmp_path / "news", "a.json", advisory()), "b.json", broken)
    (folder / "c.json").write_text("{")
    done = run("advisories", "import", folder, "--data", tmp_path / "data", code=1)
    assert "b.json:" in done.stdout and "6.1.1" in done.stdout and "json-syntax" in done.stdout
    assert "1 new" in done.stdout and "2 refused" in done.stdout


def test_what_says_nothing_of_products_is_told_and_kept(tmp_path):
    """CISA writes the name of a weakness with a blank behind it: no plant may miss an advisory for that."""
    odd = advisory()
    odd["vulnerabilities"][0]["cwe"] = {"id": "CWE-280", "name": "Improper Handling of Insufficient Permissions or Privileges "}
    odd["document"]["lang"] = "ez"
    folder = write(tmp_path / "news", "a.json", odd)
    done = run("advisories", "import", folder, "--data", tmp_path / "data", "--json")
    assert counts(done)["new"] == 1
    assert {(f["severity"], f["rule"]) for f in json.loads(done.stdout.splitlines()[0])["findings"]} == {("warning", "6.1.11"), ("warning", "6.1.12")}
    assert "error 6.1.11" in run("advisories", "check", folder, code=1).stdout


def test_zip_archives(tmp_path):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2026/a.json", json.dumps(advisory()))
        archive.writestr("index.txt", "2026/a.json")
    (tmp_path / "news.zip").write_bytes(packed.getvalue())
    assert counts(run("advisories", "import", tmp_path / "news.zip", "--data", tmp_path / "data", "--json"))["new"] == 1
    (tmp_path / "bad.zip").write_bytes(packed.getvalue()[:60])
    done = run("advisories", "import", tmp_path / "bad.zip", "--data", tmp_path / "data", "--json", code=1)
    assert json.loads(done.stdout.splitlines()[0])["findings"][0]["rule"] == "zip"
    assert counts(done)["refused"] == 1


def test_an_advisory_that_no_submodel_can_hold(tmp_path):
    document = advisory()
    document["document"]["title"] = "A \u0001 in it"
    done = run("advisories", "import", write(tmp_path / "news", "a.json", document), "--data", tmp_path / "data", "--json", code=1)
    assert json.loads(done.stdout.splitlines()[0])["findings"][0]["rule"] == "not-stored"
