# SPDX-License-Identifier: Apache-2.0
# Security of the plant: zones and conduits, decisions about advisories, the list of exploited
# vulnerabilities, where advisories come from, and an advisory of the firm's own.

import hashlib
import json

from . import advisories
from .records import Record
from .submodels import FILES, shell_id

REQUIREMENTS = ("FR1", "FR2", "FR3", "FR4", "FR5", "FR6", "FR7")

# id, name, description, untrusted, criticality, target, achieved, assets, position.
ZONES = [
    ("internet", "Internet", "Fernwartung der Hersteller", True, None, None, None, [], (0, 40)),
    (
        "office",
        "Büro",
        "Arbeitsplätze, Planung, Energiemanagement",
        True,
        None,
        None,
        None,
        [],
        (0, 320),
    ),
    (
        "dmz",
        "Netzübergang",
        "Switch und Datendrehscheibe zwischen Büro und Halle",
        False,
        3,
        (2, 2, 2, 1, 2, 2, 2),
        (2, 2, 1, 1, 1, 1, 2),
        ["SWI-01"],
        (380, 180),
    ),
    (
        "cell_1",
        "Spritzgießzelle 1",
        "Zweikomponentenmaschine mit Steuerung, Drehteller und Temperierung",
        False,
        4,
        (2, 2, 2, 1, 2, 2, 3),
        (1, 1, 1, 1, 2, 1, 2),
        ["IMM-03", "PLC-01", "DRV-01", "TCU-01"],
        (760, 40),
    ),
    (
        "line_2",
        "Linie 2",
        "Spritzgießmaschinen 1 und 2 mit Entnahme",
        False,
        3,
        (2, 2, 2, 1, 2, 1, 2),
        (1, 2, 2, 1, 2, 1, 2),
        ["IMM-01", "IMM-02", "PIC-01", "PLC-02", "DRV-02"],
        (760, 420),
    ),
    (
        "robot",
        "Roboter Zelle 1",
        "Roboter und Schutzzaun",
        False,
        4,
        (2, 2, 2, 1, 2, 1, 2),
        (2, 2, 2, 1, 2, 1, 2),
        ["ROB-01"],
        (1140, 40),
    ),
    (
        "quality",
        "Qualität",
        "Sichtprüfung",
        False,
        2,
        (1, 1, 2, 1, 2, 1, 1),
        (1, 1, 1, 1, 2, 1, 1),
        ["VIS-01"],
        (1140, 240),
    ),
    (
        "material",
        "Material",
        "Trockner und zentrale Förderung",
        False,
        3,
        (1, 2, 2, 1, 2, 1, 2),
        (1, 2, 2, 1, 2, 1, 2),
        ["DRY-01", "CON-01"],
        (1140, 460),
    ),
    (
        "building",
        "Gebäude",
        "Energiezähler und Niederspannung",
        False,
        1,
        (1, 1, 1, 0, 1, 1, 1),
        (0, 0, 1, 0, 1, 0, 1),
        ["EM-01"],
        (380, 460),
    ),
    (
        "offline",
        "Ohne Netz",
        "Werkzeug, Sensor ohne Ethernet, Teile, Lose; Werk und Linien als Ganzes",
        False,
        1,
        None,
        None,
        [
            "PLANT-01",
            "LINE-01",
            "LINE-02",
            "MLD-01",
            "CPS-01",
            "AGV-M20",
            "LOT-260917",
            "AGV-M20-0417",
            "AGV-M20-0418",
        ],
        (380, 680),
    ),
]
# id, name, from, to, [(transport, ports, direction, note)]. The ports are those of interfaces.py.
CONDUITS = [
    ("C1", "Fernwartung", "internet", "dmz", [("tcp", "443", "forth", "VPN, nur nach Freigabe")]),
    (
        "C2",
        "Büro zum Netzübergang",
        "office",
        "dmz",
        [
            ("tcp", "8090", "forth", "Weboberfläche des Switches"),
            ("tcp", "1883", "forth", "Abruf von Prozesswerten"),
        ],
    ),
    (
        "C3",
        "Zelle 1",
        "dmz",
        "cell_1",
        [
            ("tcp", "8090", "forth", "Schussdaten der Maschine 3"),
            ("tcp", "5020", "forth", "Zellenzustand der Steuerung 1"),
        ],
    ),
    ("C4", "Linie 2", "dmz", "line_2", [("tcp", "8090", "forth", "Schussdaten der Maschine 1")]),
    ("C5", "Material", "line_2", "material", [("tcp", "5020", "forth", "Steuerung 2")]),
    ("C6", "Roboter", "cell_1", "robot", [("tcp", "1883", "forth", "Programmnummer, Ablage")]),
    ("C7", "Sichtprüfung", "cell_1", "quality", [("tcp", "8090", "forth", "Prüfergebnisse")]),
    ("C8", "Energiedaten", "office", "building", [("tcp", "5020", "forth", "Lastgang")]),
]

# code, advisory, tier, verdict, state, measure, owner, due, reason, when.
DECISIONS = [
    (
        "PLC-01",
        "AMB-SA-2026-004",
        "certain",
        "affected",
        "in_progress",
        "patch",
        "Instandhaltung, T. Wegner",
        "2026-12-19",
        "AS Runtime 4.3.0 beim Werkzeugwechsel in KW 51, vorher Sicherung des Programms.",
        "2026-11-05T07:40:00Z",
    ),
    (
        "DRV-02",
        "AMB-SA-2026-009",
        "certain",
        "affected",
        "accepted",
        "accept",
        "Instandhaltung, T. Wegner",
        "2027-03-31",
        "Das Servicenotebook liegt im verschlossenen Schrank und öffnet nur eigene Projekte.",
        "2026-09-15T09:05:00Z",
    ),
    (
        "DRY-01",
        "SIE-SEC-2026-01",
        "certain",
        "affected",
        "done",
        "segment",
        "IT, M. Hallbauer",
        None,
        "Trockner und Förderung stehen in einer eigenen Zone; Modbus kommt nur von Linie 2.",
        "2026-06-02T12:20:00Z",
    ),
]
ACTOR = "example"

EXPLOITED = {
    "title": "Ausgenutzte Schwachstellen (Beispielliste)",
    "catalogVersion": "2026.11.20",
    "dateReleased": "2026-11-20T06:00:00.0000Z",
    "count": 2,
    "vulnerabilities": [
        {
            "cveID": "CVE-2026-94101",
            "vendorProject": "Ambrecht Steuerungen AG",
            "product": "AS 4200",
            "vulnerabilityName": "Stack overflow in the Modbus server",
            "dateAdded": "2026-11-02",
        },
        {
            "cveID": "CVE-2026-90077",
            "vendorProject": "Kein Hersteller dieses Werks",
            "product": "Fernwartungsgerät",
            "vulnerabilityName": "Kennwort im Auslieferungszustand",
            "dateAdded": "2026-03-17",
        },
    ],
}
SOURCE = "https://netzbrueck.example/.well-known/csaf/provider-metadata.json"


def _sha256(*pieces):
    return hashlib.sha256("\x1f".join(pieces).encode("utf-8")).hexdigest()


def _zone(record, row):
    ident, name, text, untrusted, criticality, target, achieved, codes, (x, y) = row

    def levels(name, values):
        values = values or (0,) * len(REQUIREMENTS)
        return record.collection(
            name,
            name,
            [
                record.text(requirement, level, "xs:unsignedByte")
                for requirement, level in zip(REQUIREMENTS, values)
            ],
        )

    assets = [
        record.refer(None, ("AssetAdministrationShell", shell_id(code)), item="Asset")
        for code in codes
    ]
    return record.collection(
        ident,
        "Zone",
        [
            record.text("Name", name),
            record.text("Description", text),
            record.text("Untrusted", "true" if untrusted else "false", "xs:boolean"),
            record.text("Criticality", criticality, "xs:unsignedByte"),
            levels("Target", target),
            levels("Achieved", achieved),
            record.referred("Assets", assets),
            record.text("PositionX", x, "xs:int"),
            record.text("PositionY", y, "xs:int"),
        ],
    )


def _zones():
    record = Record("SecurityZones")
    ident = "urn:schale:security-zones"

    def end(name, zone):
        return record.refer(
            name,
            ("Submodel", ident),
            ("SubmodelElementCollection", "Zones"),
            ("SubmodelElementCollection", zone),
        )

    conduits = [
        record.collection(
            name,
            "Conduit",
            [
                record.text("Name", title),
                end("From", start),
                end("To", target),
                record.items(
                    "Flows",
                    "Flow",
                    [
                        [
                            record.text("Transport", transport),
                            record.text("Ports", ports),
                            record.text("Direction", direction),
                            record.text("Note", note),
                        ]
                        for transport, ports, direction, note in flows
                    ],
                ),
            ],
        )
        for name, title, start, target, flows in CONDUITS
    ]
    zones = [_zone(record, row) for row in ZONES]
    return record.submodel(
        ident,
        [
            record.collection("Zones", "Zones", zones),
            record.collection("Conduits", "Conduits", conduits),
        ],
    )


def _advisory(tracking_id):
    return next(one for one in advisories.ADVISORIES if one["id"] == tracking_id)


def _digest(document):
    """What advisory.c makes of the products, their states and the remedies."""

    def compact(value):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    text = compact(document["product_tree"])
    for number, one in enumerate(document["vulnerabilities"]):
        for name in ("cve", "ids", "product_status", "remediations"):
            text += f"\n{number}.{name}:" + (compact(one[name]) if name in one else "")
    return _sha256(text)


def _decision(row):
    code, tracking_id, tier, verdict, state, measure, owner, due, reason, when = row
    advisory = _advisory(tracking_id)
    version = len(advisory["revisions"])
    namespace = advisories.publisher(advisory)["namespace"]
    about = "urn:schale:advisory:" + _sha256(namespace, tracking_id)[:32]
    record = Record("AdvisoryStatus")
    return record.submodel(
        "urn:schale:advisory-status:" + _sha256(shell_id(code), about)[:32],
        [
            record.refer("Asset", ("AssetAdministrationShell", shell_id(code))),
            record.refer("Advisory", ("Submodel", about)),
            record.text("TrackingId", tracking_id),
            record.text("AdvisoryVersion", version),
            record.text("AdvisoryDigest", _digest(advisories.document(advisory, version))),
            record.text("Tier", tier),
            record.text("Verdict", verdict),
            record.texts(
                "Vulnerabilities", "Vulnerability", [v["cve"] for v in advisory["vulnerabilities"]]
            ),
            record.text("State", state),
            record.text("Measure", measure),
            record.text("Owner", owner),
            record.text("Due", due, "xs:date"),
            record.text("Reason", reason),
            record.text("DecidedAt", when, "xs:dateTime"),
            record.text("DecidedBy", ACTOR),
        ],
    )


def _exploited():
    record = Record("ExploitedVulnerabilities")
    return record.submodel(
        "urn:schale:exploited-vulnerabilities",
        [
            record.text("Title", EXPLOITED["title"]),
            record.text("Version", EXPLOITED["catalogVersion"]),
            record.text("Released", EXPLOITED["dateReleased"]),
            record.text("Count", EXPLOITED["count"], "xs:unsignedInt"),
            record.file("Document", f"{FILES}exploited.json", "application/json"),
        ],
    )


def _source():
    """Without an interval: it runs only by hand."""
    record = Record("AdvisorySource")
    return record.submodel(
        "urn:schale:advisory-source:" + _sha256(SOURCE)[:32],
        [record.text("Url", SOURCE), record.text("Name", "Netzbrück PSIRT")],
    )


def _provider():
    record = Record("CsafProvider")
    return record.submodel(
        "urn:schale:csaf-provider",
        [
            record.text("ProviderName", "Kunststofftechnik Ahrental GmbH"),
            record.text("Namespace", "https://ahrental.example"),
            record.text("PublisherCategory", "vendor"),
            record.text("ContactDetails", "produktsicherheit@ahrental.example"),
            record.text("PublicUrl", "https://ahrental.example"),
        ],
    )


def _own_advisory():
    record = Record("OwnAdvisory")
    vulnerability = [
        record.text("Cve", "CVE-2026-94900"),
        record.text("Title", "Funkbefehl ohne Anmeldung"),
        record.text(
            "Text",
            "Wer in Funkreichweite ist, kann die Aufzeichnung der Temperatur löschen.",
        ),
        record.text("Cwe", "CWE-306"),
        record.text("Vector", "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N"),
        record.items(
            "States", "State", [[record.text("Name", "box"), record.text("Value", "known_affected")]]
        ),
        record.items(
            "Remedies",
            "Remedy",
            [
                [
                    record.text("Category", "vendor_fix"),
                    record.text("Text", "Firmware 1.4 des Fühlers einspielen."),
                    record.text("Url", "https://ahrental.example/box/1.4"),
                    record.texts("ProductKeys", "ProductKey", ["box"]),
                ]
            ],
        ),
    ]
    product = [
        record.text("Key", "box"),
        record.text("Maker", "Kunststofftechnik Ahrental GmbH"),
        record.text("Family", "Transportboxen AB"),
        record.text("ProductName", "AB-60 T mit Temperaturfühler"),
        record.text("OrderCode", "AB60-T-BLE"),
        record.text("Versions", "< 1.4"),
    ]
    return record.submodel(
        "urn:schale:own-advisory:AHR-2026-001",
        [
            record.text("TrackingId", "AHR-2026-001"),
            record.text("Title", "Transportbox AB-60 T: Aufzeichnung löschbar"),
            record.text("Language", "de"),
            record.text("Tlp", "WHITE"),
            record.text("PublicationState", "draft"),
            record.text("Version", "0.1.0"),
            record.text(
                "Summary", "Der Temperaturfühler der Box nimmt Funkbefehle ohne Anmeldung an."
            ),
            record.items("Products", "Product", [product]),
            record.items("Vulnerabilities", "Vulnerability", [vulnerability]),
        ],
    )


def records():
    """The submodels; no shell refers to them."""
    return [
        _zones(),
        *(_decision(row) for row in DECISIONS),
        _exploited(),
        _source(),
        _provider(),
        _own_advisory(),
    ]


def files():
    text = json.dumps(EXPLOITED, ensure_ascii=False, indent=1)
    yield "files/exploited.json", (text + "\n").encode("utf-8")
