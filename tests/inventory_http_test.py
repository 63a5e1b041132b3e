# SPDX-License-Identifier: Apache-2.0
"""The inventory: what shells say of their devices, by the server and by the command line; lists of devices shown, confirmed, imported."""
import csv
import io
import json
import os
import subprocess
import urllib.parse

import openpyxl
import pytest
from conftest import PROGRAM, Server, b64, external, followed, multipart, prop, shell, submodel

ROUTE = "/plan/security/inventory"
REAL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "data", "real-aas")
NAMEPLATE = external("https://admin-shell.io/idta/nameplate/3/0/Nameplate")
SOFTWARE = "https://admin-shell.io/idta/SoftwareNameplate/1/0"
INTERFACES = external("https://admin-shell.io/idta/AssetInterfacesDescription/1/1/Submodel")
DATASHEET = external("https://admin-shell.io/idta/SubmodelTemplate/opcuaserverdatasheet/1/0")


def run(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True)
    assert done.returncode == code, done.stderr + done.stdout
    return done


def listed(data):
    return {one["name"]: one for one in map(json.loads, run("inventory", "list", "--data", data, "--json").stdout.splitlines())}


def inventory(server, **query):
    followed(server, "/plan/security/summary")  # the list follows what was stored a moment later
    answer = server.get(ROUTE + "?" + urllib.parse.urlencode(query, doseq=True))
    assert answer.status == 200, answer.body
    return answer.json


def names(page):
    return [one["name"] for one in page["result"]]


def collection(name, *elements):
    return {"modelType": "SubmodelElementCollection", "idShort": name, "value": list(elements)}


def interface(name, base):
    return collection(name, prop("title", name), collection("EndpointMetadata", prop("base", base, "xs:anyURI")))


def device(number, elements=(), asset_ids=(), more=(), **changes):
    """A shell with a nameplate, and more submodels, each (idShort, semanticId, elements)."""
    identifier = f"urn:device:{number}"
    submodels = [submodel(identifier + ":nameplate", elements, idShort="Nameplate", semanticId=NAMEPLATE)]
    for name, meaning, parts in more:
        submodels.append(submodel(identifier + ":" + name, parts, idShort=name, semanticId=meaning))
    one = shell(identifier, [s["id"] for s in submodels], idShort=f"Device{number}")
    one["assetInformation"] = {"assetKind": "Instance", "globalAssetId": identifier + ":asset"}
    if asset_ids:
        one["assetInformation"]["specificAssetIds"] = [{"name": n, "value": v} for n, v in asset_ids]
    one["assetInformation"].update(changes)
    return {"assetAdministrationShells": [one], "submodels": submodels}


def told(server, document):
    """What the inventory says of one device that is stored now."""
    assert server("POST", "/upload", document).status in (200, 201)
    identifier = document["assetAdministrationShells"][0]["id"]
    return next(one for one in inventory(server, limit=1000)["result"] if one["asset"] == identifier)


# --- what shells say --------------------------------------------------------------------------------------------------------

def test_the_example_factory(factory):
    page = inventory(factory, limit=1000)
    assert page["total"] == len(page["result"]) == 24 and page["paging_metadata"] == {}
    assert [n.lower() for n in names(page)] == sorted(n.lower() for n in names(page))
    meter = next(one for one in page["result"] if one["name"] == "Energy meter, hall")
    assert meter == {
        "asset": "https://ahrental.example/shells/EM-01", "name": "Energy meter, hall", "maker": "Stromtal Messtechnik GmbH",
        "product": "Energy meter, hall", "family": "SM series", "type": "SM 330", "order_code": "SM330-5A-MB-TCP",
        "article_number": "SM-330-05", "serial_number": "SM330-0098127", "hardware": "2", "inventory_number": "10151",
        "zone": "building", "zone_name": "Gebäude",
        "part_of": {"name": "Ahrental plant", "asset": "https://ahrental.example/shells/PLANT-01"},
        "interfaces": [{"name": "Modbus", "transport": "tcp", "port": 5020}], "interfaces_known": True, "lacks": ["firmware"], "duplicates": []}
    controller = next(one for one in page["result"] if one["asset"].endswith("/PLC-01"))
    assert controller["software"] == "4.2.1" and [i["port"] for i in controller["interfaces"]] == [1883, 5020]


def test_it_is_filtered_and_paged(factory):
    assert names(inventory(factory, q="servo drive"))[0].startswith("Servo drive, clamping")
    assert names(inventory(factory, q="AS42-220117")) == ["Programmable logic controller 1"]
    assert names(inventory(factory, q="nobody has this")) == []
    lacking = inventory(factory, lacks="firmware", limit=1000)
    assert lacking["total"] and all("firmware" in one["lacks"] for one in lacking["result"])
    both = inventory(factory, lacks=["firmware", "serial_number"], limit=1000)
    assert all({"firmware", "serial_number"} <= set(one["lacks"]) for one in both["result"]) and both["total"] < lacking["total"]
    assert inventory(factory, lacks="any", limit=1000)["total"] == lacking["total"]
    found, query = [], {"limit": 7}
    while True:
        page = inventory(factory, **query)
        assert page["total"] == 24 and len(page["result"]) <= 7
        found += names(page)
        if "cursor" not in page["paging_metadata"]:
            break
        query["cursor"] = page["paging_metadata"]["cursor"]
    assert found == names(inventory(factory, limit=1000)) and len(set(found)) == 24
    assert len(inventory(factory, limit=1001)["result"]) == 24


@pytest.mark.parametrize("query, code", [
    ("lacks=colour", "bad-lack"), ("lacks=", "bad-lack"), ("format=xml", "bad-format"), ("limit=0", "bad-limit"), ("limit=x", "bad-limit"),
    ("cursor=!", "bad-cursor"), ("cursor=YWJj", "bad-cursor"), ("language=fr", "bad-language"), ("q=" + "x" * 201, "long-search")])
def test_what_the_list_refuses(schale, query, code):
    answer = schale.get(ROUTE + "?" + query)
    assert answer.status == 400 and answer.codes == [code]
    german = schale.get(ROUTE + "?" + query, Accept_Language="de").json["messages"][0]["text"]
    assert german != answer.json["messages"][0]["text"] or code == "bad-language"


def test_a_text_at_the_limit_is_searched(schale):
    assert schale.get(ROUTE + "?q=" + "x" * 200).status == 200


def test_software_is_told_apart_from_the_device(schale):
    software = [collection("SoftwareNameplateType", {**prop("Version", "1.0"), "semanticId": external(
                    SOFTWARE + "/SoftwareNameplate/SoftwareNameplateType/Version")},
                    {"modelType": "MultiLanguageProperty", "idShort": "ManufacturerName", "value": [{"language": "en", "text": "Soft Ltd"}]}),
                collection("SoftwareNameplateInstance", prop("SerialNumber", "SOFT-1"), prop("InstalledVersion", "1.3"))]
    plate = [prop("SerialNumber", "HARD-1")]
    more = [("SoftwareNameplate", external(SOFTWARE), software)]
    one = told(schale, device("soft", plate, more=more))
    assert one["serial_number"] == "HARD-1" and one["software"] == "1.3" and one["maker"] == "Soft Ltd"
    # The software's own nameplate first: still the device's number.
    document = device("soft2", plate, more=more)
    document["assetAdministrationShells"][0]["submodels"].reverse()
    assert told(schale, document)["serial_number"] == "HARD-1"
    # Only a type: its version is what there is.
    more = [("SoftwareNameplate", external(SOFTWARE), software[:1])]
    assert told(schale, device("soft3", plate, more=more))["software"] == "1.0"


def test_ports_come_from_interfaces(schale):
    description = ("AssetInterfacesDescription", INTERFACES, [
        interface("InterfaceMODBUS", "modbus+tcp://10.0.0.5"), interface("InterfaceHTTP", "https://10.0.0.5/api"),
        interface("InterfaceCOAP", "coap://10.0.0.5:5690")])
    one = told(schale, device("ports", more=[description]))
    assert one["interfaces"] == [{"name": "HTTPS", "transport": "tcp", "port": 443}, {"name": "Modbus", "transport": "tcp", "port": 502},
                                 {"name": "CoAP", "transport": "udp", "port": 5690}]
    assert one["interfaces_known"] is True
    # A datasheet tells of one server, and nothing of others.
    sheet = ("UAServerDataSheet", DATASHEET, [{"modelType": "SubmodelElementList", "idShort": "DiscoveryUrls",
             "typeValueListElement": "Property", "valueTypeListElement": "xs:anyURI", "value": [
                 {"modelType": "Property", "valueType": "xs:anyURI", "value": "opc.tcp://10.0.0.5:48010",
                  "semanticId": external("https://admin-shell.io/idta/UAServerDatasheet/1/0/DiscoveryUrl")}]}])
    one = told(schale, device("sheet", more=[sheet]))
    assert [i["port"] for i in one["interfaces"]] == [48010] and one["interfaces_known"] is False
    # An interface without an address, or a submodel that is not here: there may be more than is said.
    half = ("AssetInterfacesDescription", INTERFACES, [interface("A", "http://a"), collection("B", collection("EndpointMetadata", prop("title", "B")))])
    one = told(schale, device("half", more=[half]))
    assert [i["port"] for i in one["interfaces"]] == [80] and one["interfaces_known"] is False
    document = device("gone", more=[description])
    document["assetAdministrationShells"][0]["submodels"].append({"type": "ModelReference", "keys": [{"type": "Submodel", "value": "urn:gone"}]})
    assert told(schale, document)["interfaces_known"] is False


def test_what_is_missing_is_told(schale):
    names_of = {"modelType": "MultiLanguageProperty", "idShort": "ManufacturerName", "value": [{"language": "en", "text": "Siemens"}]}
    product = {"modelType": "MultiLanguageProperty", "idShort": "ManufacturerProductDesignation",
               "value": [{"language": "en", "text": "CPU 6ES7515-2FM00-0AB0"}]}
    assert told(schale, device("bare"))["lacks"] == ["maker", "order_code", "serial_number", "firmware", "product"]
    assert told(schale, device("bare2", [prop("OrderCodeOfManufacturer", " ")]))["lacks"][1] == "order_code"
    one = told(schale, device("coded", [names_of, product, prop("FirmwareVersion", "DE")], [("serialNumber", "1")]))
    assert one["lacks"] == ["firmware"]  # the order number stands in the product's name; DE is no version
    one = told(schale, device("type", [names_of, product, prop("SoftwareVersion", "V2")], [("cpe", "cpe:2.3:h:x:y:*"), ("purl", "pkg:x/y")],
                              assetKind="Type"))
    assert one["lacks"] == [] and one["cpe"] == "cpe:2.3:h:x:y:*" and one["purl"] == "pkg:x/y"


def test_duplicates_are_told(tmp_path):
    server = Server(tmp_path / "data")
    maker = {"modelType": "MultiLanguageProperty", "idShort": "ManufacturerName", "value": [{"language": "en", "text": "Siemens"}]}
    other = {**maker, "value": [{"language": "en", "text": "SIEMENS AG"}]}
    for number, elements, changes in ((1, [maker, prop("SerialNumber", "S C-1")], {}), (2, [other, prop("SerialNumber", "sc1")], {}),
                                      (3, [maker, prop("SerialNumber", "SC-2")], {}), (4, [], {"globalAssetId": "urn:device:3:asset"})):
        assert server("POST", "/upload", device(number, elements, **changes)).status == 200
    found = {one["name"]: one["duplicates"] for one in inventory(server)["result"]}
    assert found == {"Device1": ["urn:device:2"], "Device2": ["urn:device:1"], "Device3": ["urn:device:4"], "Device4": ["urn:device:3"]}
    for number in range(5, 27):  # 21 others of one device are told as 20
        server("POST", "/upload", device(number, globalAssetId="urn:all"))
    assert {len(one["duplicates"]) for one in inventory(server, limit=100)["result"] if int(one["name"][6:]) > 4} == {20}
    server.stop()


def test_a_table_for_spreadsheets(factory, schale):
    answer = factory.get(ROUTE + "?format=csv&language=de")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"] == 'attachment; filename="inventar.csv"'
    text = answer.body.decode("utf-8")
    assert text.startswith("\ufeffName,Hersteller,Produkt,") and text.endswith("\r\n") and text.count("\r\n") == 25
    rows = {row["Name"]: row for row in csv.DictReader(io.StringIO(text[1:], newline=""))}
    controller = rows["Programmable logic controller 1"]
    assert controller["Bestellnummer"] == "AS4200-16DI-16DO-2E" and controller["Schnittstellen"] == "MQTT tcp/1883; Modbus tcp/5020"
    assert controller["Teil von"].startswith("Injection moulding machine 3") and controller["Fehlt"] == ""
    english = csv.DictReader(io.StringIO(factory.get(ROUTE + "?format=csv&q=AS42-220117&limit=1").body.decode("utf-8-sig"), newline=""))
    assert [row["Serial number"] for row in english] == ["AS42-220117-0871"]
    for number, text in enumerate(("=HYPERLINK(\"http://x\")", "+1", "-1", "@x", "plain")):
        schale("POST", "/upload", device(f"formula{number}", [prop("SerialNumber", text)]))
    table = csv.DictReader(io.StringIO(schale.get(ROUTE + "?format=csv&q=formula").body.decode("utf-8-sig"), newline=""))
    assert [row["Serial number"] for row in table if row["Shell"].startswith("urn:device:formula")] == [
        "'=HYPERLINK(\"http://x\")", "'+1", "'-1", "'@x", "plain"]


@pytest.mark.skipif(not os.path.isdir(REAL), reason="the shared data is not here")
@pytest.mark.parametrize("file, name, expected", [
    ("v3/model.aasx", "Machine Tool", {"maker": "Werkzeugmaschinenhersteller", "order_code": "A-12345", "article_number": "AB11-ABC22-123456",
                                       "hardware": "1.0", "firmware": "1.0", "software": "1.0", "lacks": []}),
    ("v3/cable1.aasx", "HARTING AAS 0948C0C0756050", {"order_code": "0948C0C0756050", "article_number": "09 48 C0C 0756 050", "lacks": ["firmware"]}),
    ("v3/Festo_8047502_VTEM_03_3S7PLKP1N6K.aasx", "AAS_VTEM_3S7PLKP1N6K", {"maker": "FESTO", "family": "VTEM", "lacks": ["serial_number", "firmware"]}),
    # This file has the semanticId of the firmware at CountryOfOrigin.
    ("v3/IESEDriveMotorDM3000.aasx", "Servo Motor DM-3000 (Fraunhofer IESE)", {"type": "DM-3000", "lacks": ["firmware"]}),
    # Blanks where there is no order code.
    ("v3/AFPM_Motor_Cleaned_NoMissingRef_V2.aasx", "AFPMMotorProductionType", {"lacks": ["order_code", "serial_number", "firmware"]})])
def test_real_files(tmp_path, file, name, expected):
    run("import", os.path.join(REAL, file), "--data", tmp_path / "data")
    one = listed(tmp_path / "data")[name]
    assert {member: one.get(member) for member in expected} == expected


# --- lists of devices -------------------------------------------------------------------------------------------------------

LIST = ("Inventar Werk 2, Stand 2026\n\nHersteller;;Art;Serien-Nr.;Stand;IP-Adresse\n"
        "Siemens;;6ES7 515-2FM00-0AB0;S-1;V2.1;10.0.0.1\nWAGO;;750-880;S-2;V11;10.0.0.2\nSiemens AG;;6ES7 515-2FM00-0AB0;s1;V2.1;10.0.0.3\n"
        "Beckhoff;;CX9020;S-4;;10.0.0.4\n")


def post(server, path, text, kind="text/csv"):
    return server("POST", ROUTE + path, text, kind=kind)


def test_a_list_is_shown_first(schale):
    before = inventory(schale, limit=1)["total"]
    shown = post(schale, "/preview", LIST).json
    assert shown["separator"] == ";" and shown["encoding"] == "utf-8" and shown["rows"] == 4 and shown["head_line"] == 3
    assert [(c["index"], c["head"], c.get("guess")) for c in shown["columns"]] == [
        (0, "Hersteller", "maker"), (2, "Art", "order_code"), (3, "Serien-Nr.", "serial_number"), (4, "Stand", "firmware"), (5, "IP-Adresse", None)]
    assert shown["columns"][1]["samples"] == ["6ES7 515-2FM00-0AB0", "750-880", "CX9020"]
    assert "maker" in shown["names"] and "checksum" in shown["names"] and len(shown["names"]) == 16
    assert inventory(schale, limit=1)["total"] == before


@pytest.mark.parametrize("body, separator, encoding", [
    (LIST.encode("windows-1252").replace(b"Art", b"Ger\xe4t"), ";", "windows-1252"), (LIST.encode("utf-16"), ";", "utf-16le"),
    (b"\xfe\xff" + LIST.encode("utf-16-be"), ";", "utf-16be"), (LIST.replace(";", "\t").encode("utf-8-sig"), "\t", "utf-8"),
    (LIST.replace(";", ",").encode(), ",", "utf-8"), (b"sep=;\r\n" + LIST.encode(), ";", "utf-8")])
def test_every_export_of_a_spreadsheet_is_read(schale, body, separator, encoding):
    for kind, sent in (("text/csv", body), (None, None)):
        if kind is None:
            sent, kind = multipart(("file", "devices.csv", "text/csv", body))
        shown = schale("POST", ROUTE + "/preview", sent, kind=kind).json
        assert (shown["separator"], shown["encoding"], shown["rows"]) == (separator, encoding, 4)
        assert shown["columns"][0]["guess"] == "maker"


def test_a_confirmed_list_becomes_shells(tmp_path):
    server = Server(tmp_path / "data")
    answer = post(server, "?columns=maker,,order_code,serial_number,,name&language=de", LIST)
    assert answer.status == 200
    done = answer.json
    assert {k: done[k] for k in ("stored", "lacking", "duplicates", "refused", "not_listed")} == {
        "stored": 3, "lacking": 3, "duplicates": 1, "refused": 0, "not_listed": 0}
    assert done["rows"] == [
        {"line": 4, "kind": "lacks", "text": "für eine sichere Zuordnung fehlt die Version"},
        {"line": 5, "kind": "lacks", "text": "für eine sichere Zuordnung fehlt die Version"},
        {"line": 6, "kind": "duplicate", "text": "dasselbe Gerät wie in Zeile 4"},
        {"line": 7, "kind": "lacks", "text": "für eine sichere Zuordnung fehlt die Version"}]
    found = inventory(server)["result"]
    assert [one["name"] for one in found] == ["10.0.0.1", "10.0.0.2", "10.0.0.4"]
    assert {one["asset"] for one in found} == set(done["assets"]) and len(done["assets"]) == 3
    assert found[0]["order_code"] == "6ES7 515-2FM00-0AB0" and found[0]["lacks"] == ["firmware"] + ["product"]
    shell_of = server.get("/shells/" + b64(found[0]["asset"])).json
    plate = server.get("/submodels/" + b64(shell_of["submodels"][0]["keys"][0]["value"])).json
    assert plate["semanticId"] == NAMEPLATE
    # Again: nothing is stored, nothing is changed, whatever the columns are.
    again = post(server, "", LIST).json
    assert again["stored"] == 0 and again["duplicates"] == 4 and again["assets"] == []
    assert again["rows"][0]["text"] == "this device is in the store already"
    assert server.get("/shells/" + b64(found[0]["asset"])).json == shell_of
    server.stop()
    run("verify", tmp_path / "data")


def test_a_list_without_a_head_keeps_its_first_row(tmp_path):
    server = Server(tmp_path / "data")
    text = "Siemens;6ES7 515-2FM00-0AB0;V2.1;Halle 1\nWAGO;750-880;V11;Halle 2\n"
    shown = post(server, "/preview", text).json
    assert shown["head_line"] == 0 and shown["rows"] == 2
    assert [(c["head"], c.get("guess")) for c in shown["columns"]] == [("", "maker"), ("", "order_code"), ("", "firmware"), ("", None)]
    assert post(server, "?columns=maker,order_code,firmware,location", text).json["stored"] == 2
    assert {one["location"] for one in inventory(server)["result"]} == {"Halle 1", "Halle 2"}
    server.stop()


def test_a_device_of_another_file_is_a_duplicate(tmp_path):
    server = Server(tmp_path / "data")
    maker = {"modelType": "MultiLanguageProperty", "idShort": "ManufacturerName", "value": [{"language": "en", "text": "Siemens"}]}
    server("POST", "/upload", device(1, [maker, prop("SerialNumber", "S-1")]))
    server("POST", "/upload", device(2, asset_ids=[("inventoryNumber", "4711")]))
    done = post(server, "", "Maker,Serial number,Inventory number\nSIEMENS AG,s1,\nABB,,4711\nABB,,4712\n").json
    assert (done["stored"], done["duplicates"]) == (1, 2)
    server.stop()


def test_a_row_that_no_shell_can_hold_is_refused_alone(schale):
    done = post(schale, "", "Maker,Serial number\nA\x01B,R-1\nGood,R-2\n").json
    assert (done["stored"], done["refused"]) == (1, 1) and done["rows"][0]["line"] == 2 and done["rows"][0]["kind"] == "refused"
    assert "character" in done["rows"][0]["text"].lower() and "\x01" not in done["rows"][0]["text"]
    done = post(schale, "?columns=name", "a,b\nPump 7,1\n,2\nPump 8,\n").json
    assert (done["stored"], done["refused"]) == (2, 1)
    assert done["rows"][1] == {"line": 3, "kind": "refused", "text": "nothing stands in the columns that count"}


def workbook(**sheets):
    """A workbook as openpyxl writes it; a sheet whose name begins with _ is hidden."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.strip("_"))
        sheet.sheet_state = "hidden" if name.startswith("_") else "visible"
        for row in rows:
            sheet.append(row)
        for cell in sheet["D"]:
            cell.number_format = "000000"
    book.save(out)
    return out.getvalue()


DEVICES = [["Geräteliste Werk Süd"], [], ["Hersteller", "Produkt", "Bestell-Nr.", "Seriennummer", "Firmware", "Notiz"],
           ["Siemens", "CPU \"1515F\"", "6ES7 515-2FM00-0AB0", 4711, "V2.1", True], [None] * 6,
           ["WAGO", "Koppler\n2. Zeile", "750-880", 123456789012345, 4.6, None]]


def test_a_workbook_is_read(schale, tmp_path):
    body = workbook(Deckblatt=[["Werk"], ["Stand", "heute"], ["Version", 3]], _alt=DEVICES * 2, Geräte=DEVICES)
    shown = post(schale, "/preview", body, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").json
    assert (shown["sheet"], shown["head_line"], shown["rows"]) == ("Geräte", 3, 2)
    assert [c.get("guess") for c in shown["columns"]] == ["maker", "product", "order_code", "serial_number", "firmware", None]
    assert shown["first"] == [["Siemens", "CPU \"1515F\"", "6ES7 515-2FM00-0AB0", "004711", "V2.1", "TRUE"],
                              ["WAGO", "Koppler 2. Zeile", "750-880", "123456789012345", "4.6"]]
    (tmp_path / "list.xlsx").write_bytes(body)
    done = run("inventory", "import", tmp_path / "list.xlsx", "--data", tmp_path / "data", "--json").stdout.splitlines()
    assert [json.loads(line).get("line") for line in done] == [4, 6, None]  # as the sheet counts them
    found = listed(tmp_path / "data")["Koppler 2. Zeile"]
    assert (found["order_code"], found["serial_number"], found["firmware"]) == ("750-880", "123456789012345", "4.6")


@pytest.mark.parametrize("body, status, sign", [
    (workbook(A=[]), 400, "no row"), (workbook(A=[["Hersteller", "Produkt"]]), 400, "no row"), (workbook(A=[], _B=DEVICES), 400, "no row"),
    (workbook(A=DEVICES)[:3000], 400, "no Excel workbook"), (b"PK\x03\x04", 400, "no Excel workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, 400, "old Excel workbook"),
    (workbook(A=[["Hersteller", "Produkt"]] + [["A", "x" * 4000]]), 200, None),
    (workbook(A=[["Hersteller", "Produkt"]] + [["A", "x" * 4001]]), 413, "Line 2: a field"),
    (workbook(A=[["Hersteller", "Produkt"] + ["x"] * 199]), 413, "Line 1: there are more than 200"),
    (workbook(**{f"S{i}": [["a", "b"], ["c", "d"]] for i in range(19)}, Last=DEVICES), 200, "Last"),
    (workbook(**{f"S{i}": [["a", "b"], ["c", "d"]] for i in range(20)}, Last=DEVICES), 200, "S0")])
def test_workbooks_at_their_limits(schale, body, status, sign):
    answer = post(schale, "/preview", body)
    assert answer.status == status, answer.body
    if status == 200:
        assert sign in (None, answer.json["sheet"])
    else:
        assert answer.codes == ["bad-list"] and sign in answer.json["messages"][0]["text"]
        german = post(schale, "/preview?language=de", body).json["messages"][0]["text"]
        assert german != answer.json["messages"][0]["text"]


@pytest.mark.parametrize("path, text, status, code, sign", [
    ("", "Maker,Product\n\"A,B\n", 400, "bad-list", "Line 2: a quote"), ("", "Maker,Product\nA,B\n\"A\"x,B\n", 400, "bad-list", "Line 3: there is text"),
    ("", "", 400, "no-body", "body"), ("", "Maker,Product\n", 400, "bad-list", "no row"), ("", "one,two\n1,2\n", 400, "bad-list", "Fewer than two"),
    ("?columns=maker,colour", "a,b\n1,2\n", 400, "bad-columns", "colour"), ("?columns=maker,maker", "a,b\n1,2\n", 400, "bad-columns", "maker"),
    ("?columns=", "Maker,Product\n1,2\n", 400, "bad-columns", "columns"), ("?columns=,,", "Maker,Product\n1,2\n", 400, "bad-columns", "columns"),
    ("?language=fr", "Maker,Product\n1,2\n", 400, "bad-language", "fr"),
    ("", "Maker,Product\n" + "x" * 4000 + ",y\n", 200, None, None), ("", "Maker,Product\n" + "x" * 4001 + ",y\n", 413, "bad-list", "Line 2: a field"),
    ("?columns=maker,name", "a,b" + ",c" * 198 + "\nA,LIMIT\n", 200, None, None),
    ("?columns=maker,name", "a,b" + ",c" * 199 + "\nA,LIMIT\n", 413, "bad-list", "Line 1: there are more than 200")])
def test_of_a_bad_list_nothing_is_stored(schale, path, text, status, code, sign):
    before = inventory(schale, limit=1)["total"]
    answer = post(schale, path, text)
    assert answer.status == status, answer.body
    if status == 200:
        return
    assert answer.codes == [code] and sign in answer.json["messages"][0]["text"]
    assert inventory(schale, limit=1)["total"] == before
    if "language" not in path:
        german = post(schale, path + ("&" if "?" in path else "?") + "language=de", text).json["messages"][0]["text"]
        assert german != answer.json["messages"][0]["text"]


def test_two_files_at_once_are_refused(schale):
    body, kind = multipart(("file", "a.csv", "text/csv", LIST.encode()), ("file", "b.csv", "text/csv", LIST.encode()))
    assert schale("POST", ROUTE, body, kind=kind).codes == ["one-file"]
    body, kind = multipart(("other", None, None, b"x"))
    assert schale("POST", ROUTE, body, kind=kind).codes == ["no-file"]


@pytest.mark.parametrize("rows, status", [(100000, 200), (100001, 413)])
def test_rows_at_the_limit(schale, rows, status):
    answer = post(schale, "/preview", "Maker,Product\n" + "a,b\n" * rows)
    assert answer.status == status
    if status == 200:
        assert answer.json["rows"] == rows


@pytest.mark.parametrize("more, status", [(0, 200), (1, 413)])
def test_bytes_at_the_limit(schale, more, status):
    head = "Maker,Product\na,b\n"
    answer = post(schale, "/preview", head + "\n" * ((32 << 20) - len(head) + more))
    assert answer.status == status


@pytest.mark.parametrize("rows, not_listed", [(1000, 0), (1001, 1)])
def test_rows_that_are_told(tmp_path, rows, not_listed):
    server = Server(tmp_path / "data")
    done = post(server, "", "Maker,Serial number\n" + "".join(f"A,N{i}\n" for i in range(rows))).json
    assert done["stored"] == rows == len(done["assets"]) and len(done["rows"]) == 1000 and done["not_listed"] == not_listed
    for limit in (1000, 1001):  # one page has no more
        page = inventory(server, limit=limit)
        assert page["total"] == rows and len(page["result"]) == 1000 and ("cursor" in page["paging_metadata"]) == (rows > 1000)
    assert len(inventory(server)["result"]) == 100
    server.stop()


def test_duplicates_are_known_from_one_batch_to_the_next(tmp_path):
    """2,000 rows are stored at once."""
    (tmp_path / "list.csv").write_text("Maker,Serial number\n" + "".join(f"A,N{i}\n" for i in range(2000)) + "A,N0\nA,N1999\nA,N2000\n")
    done = run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data").stdout.decode().splitlines()
    assert "2001 devices stored" in done[-1] and "2 duplicates" in done[-1]
    assert [line.split("list.csv:")[1] for line in done if "same device" in line] == [
        "2002: the same device as in line 2", "2003: the same device as in line 2001"]


# --- the command line -------------------------------------------------------------------------------------------------------

def test_the_command_line_does_the_same(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-16")
    data = tmp_path / "data"
    done = run("inventory", "import", tmp_path / "list.csv", "--data", data, "--columns", "maker,,order_code,serial_number,firmware,name")
    assert b"3 devices stored, 1 of them lack something" in done.stdout and b"list.csv:6: the same device as in line 4" in done.stdout
    found = listed(data)
    assert set(found) == {"10.0.0.1", "10.0.0.2", "10.0.0.4"} and found["10.0.0.2"]["firmware"] == "V11"
    text = run("inventory", "list", "--data", data).stdout.decode()
    assert text.splitlines()[0] == "10.0.0.1  Siemens  -  6ES7 515-2FM00-0AB0  S-1  V2.1  -"
    table = run("inventory", "list", "--data", data, "--csv", "--lang", "de").stdout.decode("utf-8-sig")
    assert next(csv.DictReader(io.StringIO(table, newline="")))["Seriennummer"] == "S-1"
    server = Server(data)
    assert inventory(server)["result"] == list(found.values())
    assert server.get(ROUTE + "?format=csv&language=de").body.decode("utf-8-sig") == table
    server.stop()


def test_an_exported_inventory_comes_back(tmp_path):
    (tmp_path / "list.csv").write_text("Maker,Serial number,Firmware,Name\nA,1,2.0,-K1\n\"B; C\",2,,\"two\nlines\"\n")
    run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "one")
    (tmp_path / "out.csv").write_bytes(run("inventory", "list", "--data", tmp_path / "one", "--csv").stdout)
    run("inventory", "import", tmp_path / "out.csv", "--data", tmp_path / "two")
    assert listed(tmp_path / "two") == listed(tmp_path / "one")


def test_wrong_use(tmp_path):
    (tmp_path / "list.csv").write_text(LIST)
    done = run("inventory", "import", tmp_path / "list.csv", "--data", tmp_path / "data", "--columns", "maker,colour", code=1)
    assert b"colour" in done.stderr
    run("inventory", "list", "--data", tmp_path / "data", "--json", "--csv", code=2)
    run("inventory", "list", "x", "--data", tmp_path / "data", code=2)
    run("inventory", "list", "--data", tmp_path / "nothing", code=2)
