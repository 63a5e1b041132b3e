# SPDX-License-Identifier: Apache-2.0
# Security advisories (CSAF 2.0) about the machines of the plant. Makers, coordinator, findings and
# CVE numbers are invented: the numbers lie where none are assigned.

import json

from .makers import MAKERS

CWES = {
    "CWE-78": "Improper Neutralization of Special Elements used in an OS Command "
    "('OS Command Injection')",
    "CWE-79": "Improper Neutralization of Input During Web Page Generation "
    "('Cross-site Scripting')",
    "CWE-121": "Stack-based Buffer Overflow",
    "CWE-306": "Missing Authentication for Critical Function",
    "CWE-319": "Cleartext Transmission of Sensitive Information",
    "CWE-400": "Uncontrolled Resource Consumption",
    "CWE-427": "Uncontrolled Search Path Element",
    "CWE-787": "Out-of-bounds Write",
    "CWE-798": "Use of Hard-coded Credentials",
}
SEVERITIES = ((9.0, "CRITICAL"), (7.0, "HIGH"), (4.0, "MEDIUM"), (0.1, "LOW"))
COORDINATOR = dict(
    name="Leitstelle Anlagensicherheit Mittelgebirge",
    domain="leitstelle-anlagen.example",
    mail="meldungen@leitstelle-anlagen.example",
)

# What a product is: maker, family or None, name, order codes, and key -> range of versions.
PLC = dict(
    maker="ambrecht",
    family="AS 4000",
    name="AS 4200",
    codes=["AS4200-16DI-16DO-2E"],
    versions={"old": "<4.3.0", "new": ">=4.3.0"},
)
DRIVE = dict(
    maker="ambrecht",
    family="AD 30",
    name="AD 30-012",
    codes=["AD30-012-A3-STO"],
    versions={"all": "<=2.9.0"},
)
SWITCH = dict(
    maker="netzbrueck",
    family="NB 200",
    name="NB 208M",
    codes=[],
    versions={"old": "<7.2.0", "new": ">=7.2.0"},
)
NOVA = [
    dict(
        maker="haldorn",
        family=family,
        name=name,
        codes=[code],
        versions={key + "-old": ">=5.0.0|<5.4.2", key + "-new": ">=5.4.2"},
    )
    for key, family, name, code in (
        ("hx", "HX", "HX 80 E", "HX80E-290-25-NOVA"),
        ("dx", "DX", "DX 250-2K", "DX250-2K-840/200-NOVA-R2"),
    )
]
TERRA = dict(
    maker="haldorn",
    family="HX",
    name="HX 160 H",
    codes=["HX160H-610-40-TERRA"],
    versions={"all": "*"},
)
METER = dict(
    maker="stromtal",
    family="SM",
    name="SM 330",
    codes=["SM330-5A-MB-TCP"],
    versions={"old": "<1.7.0", "new": ">=1.7.0"},
)
CAMERA = dict(
    maker="okulat",
    family="OV",
    name="OV 5",
    codes=["OV5-5MP-25-RL"],
    versions={"all": "*"},
)
ROBOT = dict(
    maker="dornrath",
    family="Sestra",
    name="Sestra 12-1450",
    codes=["SES-12-1450-F-IP67"],
    versions={"all": "*"},
)
DRYER = dict(
    maker="siebelt",
    family="TL",
    name="TL 120",
    codes=["TL120-2T-80-MB"],
    versions={"old": "<2.8.0", "new": ">=2.8.0"},
)
TEMPERATURE = dict(
    maker="wiesgrund",
    family="WT",
    name="WT 9-140",
    codes=["WT9-140-60-PW-MB"],
    versions={"wt-old": "<1.19.0"},
)
FEEDING = dict(
    maker="siebelt",
    family="ZF",
    name="ZF 8-300",
    codes=["ZF8-300-4.0-MB"],
    versions={"zf": "*"},
)

ADVISORIES = [
    dict(
        id="AMB-SA-2026-004",
        maker="ambrecht",
        lang="en",
        title="AS 4200: Remote code execution in the Modbus server",
        summary="A crafted Modbus TCP request makes the controller run code of the sender. "
        "Ambrecht has reports of attacks.",
        products=[PLC],
        revisions=[
            ("2026-10-13", "Initial publication"),
            ("2026-11-03", "Attacks have been reported; mitigation added"),
        ],
        vulnerabilities=[
            dict(
                cve="CVE-2026-94101",
                cwe="CWE-121",
                title="Stack overflow in function code 43",
                text="The length of an object in Read Device Identification (function code 43) "
                "is not checked. A request to the Modbus server can overwrite the stack.",
                vector="AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                score=9.8,
                status={"known_affected": ["old"], "fixed": ["new"]},
                remedies=[
                    ("vendor_fix", "Update to AS Runtime 4.3.0 or later.", "old", "/runtime/4.3.0"),
                    (
                        "mitigation",
                        "Let only the cell's own devices reach the Modbus port of the controller.",
                        "old",
                        None,
                    ),
                ],
            )
        ],
    ),
    dict(
        id="AMB-SA-2026-009",
        maker="ambrecht",
        lang="de",
        title="AD 30: Inbetriebnahmewerkzeug lädt Bibliotheken aus dem Projektordner",
        summary="Wer eine Projektdatei in einen fremden Ordner legt, kann beim Öffnen mit AD Tool "
        "Parameter des angeschlossenen Antriebs verändern.",
        products=[DRIVE],
        revisions=[("2026-09-08", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-94117",
                cwe="CWE-427",
                title="Unsicherer Suchpfad der Servicebibliothek",
                text="Die Servicebibliothek wird zuerst im Ordner des Projekts gesucht. Nötig ist "
                "ein Zugang zu dem Rechner, der über USB am Antrieb steckt.",
                vector="AV:L/AC:L/PR:L/UI:R/S:U/C:L/I:H/A:H",
                score=6.8,
                status={"known_affected": ["all"]},
                remedies=[
                    ("none_available", "Eine neue Firmware ist in Arbeit.", "all", None),
                    (
                        "mitigation",
                        "Projekte nur aus Ordnern öffnen, in die andere nicht schreiben dürfen.",
                        "all",
                        None,
                    ),
                ],
            )
        ],
    ),
    dict(
        id="NBSA-2026-11",
        maker="netzbrueck",
        lang="en",
        title="NB 200 series: Command injection in the web management of NBOS",
        summary="A user of the web management may run commands as root.",
        products=[SWITCH],
        revisions=[
            ("2026-08-18", "Initial publication"),
            ("2026-10-20", "Wording of the description; nothing to do anew"),
        ],
        versions=2,
        vulnerabilities=[
            dict(
                cve="CVE-2026-93820",
                cwe="CWE-78",
                title="Command injection in the ping test",
                text="The address of the ping test goes to a shell. Who has an account can run "
                "commands as root.",
                older="The address of the ping test is not checked well enough.",
                vector="AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
                score=8.8,
                status={"known_affected": ["old"], "fixed": ["new"]},
                remedies=[
                    ("vendor_fix", "Update to NBOS 7.2.0 or later.", "old", "/nbos/7.2.0"),
                    (
                        "workaround",
                        "Allow the web management only in a VLAN of its own.",
                        "old",
                        None,
                    ),
                ],
            )
        ],
    ),
    dict(
        id="HD-SEC-2026-02",
        maker="haldorn",
        lang="de",
        title="Maschinensteuerung Nova: Anmeldung an der REST-Schnittstelle umgehbar",
        summary="Eine fest eingebaute Kennung der Werksprüfung blieb in Nova 5.0 bis 5.4.1 aktiv.",
        products=NOVA,
        revisions=[("2025-03-04", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-90312",
                cwe="CWE-798",
                title="Kennung der Werksprüfung",
                text="Mit der Kennung lassen sich Einstellsätze lesen und überschreiben.",
                vector="AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N",
                score=9.1,
                status={
                    "known_affected": ["hx-old", "dx-old"],
                    "fixed": ["hx-new", "dx-new"],
                },
                remedies=[
                    (
                        "vendor_fix",
                        "Nova 5.4.2 oder neuer einspielen (Kundendienst).",
                        ["hx-old", "dx-old"],
                        "/nova/5.4.2",
                    )
                ],
            )
        ],
    ),
    dict(
        id="HD-SEC-2026-05",
        maker="haldorn",
        lang="de",
        title="Maschinensteuerung Terra: Modbus ohne Anmeldung",
        summary="Wer den Modbus-Port der Steuerung erreicht, kann Sollwerte schreiben.",
        products=[TERRA],
        revisions=[("2026-10-01", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-92040",
                cwe="CWE-306",
                title="Schreibender Zugriff ohne Anmeldung",
                text="Modbus kennt keine Anmeldung. Terra nimmt schreibende Zugriffe von jeder "
                "Adresse an.",
                vector="AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:H",
                score=9.1,
                status={"known_affected": ["all"]},
                remedies=[
                    (
                        "no_fix_planned",
                        "Terra wird nicht mehr weiterentwickelt; Nachrüstung auf Nova auf Anfrage.",
                        "all",
                        None,
                    ),
                    (
                        "mitigation",
                        "Die Maschine in eine eigene Zone stellen, in die kein Modbus führt.",
                        "all",
                        None,
                    ),
                ],
            )
        ],
    ),
    dict(
        id="STM-2026-3",
        maker="stromtal",
        lang="de",
        title="SM 330: Energiezähler antwortet nach Abfragesturm nicht mehr",
        summary="Viele gleichzeitige Verbindungen legen die Modbus-Schnittstelle bis zum Neustart "
        "lahm.",
        products=[METER],
        revisions=[("2026-11-10", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-94555",
                cwe="CWE-400",
                title="Verbindungen werden nicht freigegeben",
                text="Abgebrochene Verbindungen bleiben belegt. Gezählt wird weiter, gelesen nicht.",
                vector="AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H",
                score=7.5,
                status={"known_affected": ["old"], "fixed": ["new"]},
                remedies=[
                    ("vendor_fix", "Firmware 1.7.0 einspielen.", "old", "/firmware/sm330-1.7.0")
                ],
            )
        ],
    ),
    dict(
        id="OK-PSA-26-05",
        maker="okulat",
        lang="en",
        title="OV series: Report about an image parser is being looked into",
        summary="Okulat looks into whether a crafted image can stop or take over the inspection.",
        products=[CAMERA],
        status="interim",
        revisions=[("2026-11-19", "Initial publication")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-94790",
                cwe="CWE-787",
                title="Image parser",
                text="A researcher reports a write outside a buffer when a reference image is "
                "uploaded over HTTP.",
                vector="AV:N/AC:H/PR:N/UI:N/S:U/C:H/I:H/A:H",
                score=8.1,
                status={"under_investigation": ["all"]},
                remedies=[],
            )
        ],
    ),
    dict(
        id="DR-2026-07",
        maker="dornrath",
        lang="de",
        category="csaf_vex",
        title="Sestra: von der Lücke in der MQTT-Bibliothek nicht betroffen",
        summary="Die Robotersteuerung Axon sendet nur; der fehlerhafte Empfang ist nicht enthalten.",
        products=[ROBOT],
        revisions=[("2026-07-14", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-91777",
                cwe="CWE-787",
                title="Empfang großer Nachrichten in einer MQTT-Bibliothek",
                text="Der Empfänger der Bibliothek schreibt über seinen Puffer hinaus.",
                vector=None,
                status={"known_not_affected": ["all"]},
                flag="vulnerable_code_not_present",
                remedies=[],
            )
        ],
    ),
    dict(
        id="SIE-SEC-2026-01",
        maker="siebelt",
        lang="de",
        title="TL 120: Trocknungstemperatur über Modbus verstellbar",
        summary="Die Grenzen der Trocknungstemperatur werden bei Zugriffen über Modbus nicht "
        "geprüft.",
        products=[DRYER],
        revisions=[("2026-05-12", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-91208",
                cwe="CWE-306",
                title="Sollwert ohne Prüfung",
                text="Ein Schreibzugriff kann das Granulat überhitzen.",
                vector="AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:L/A:H",
                score=8.2,
                status={"known_affected": ["old"], "fixed": ["new"]},
                remedies=[
                    (
                        "vendor_fix",
                        "Firmware 2.8.0, einzuspielen durch den Kundendienst.",
                        "old",
                        "/tl/2.8.0",
                    ),
                    ("mitigation", "Modbus nur von der Liniensteuerung aus zulassen.", "old", None),
                ],
            )
        ],
    ),
    dict(
        id="LAM-2026-014",
        maker=None,
        lang="de",
        title="Temperier- und Fördergeräte mehrerer Hersteller: Fernbedienung im Klartext",
        summary="Die Leitstelle hat die Meldung mit Wiesgrund und Siebelt abgestimmt.",
        products=[TEMPERATURE, FEEDING],
        revisions=[("2026-09-29", "Erste Fassung")],
        vulnerabilities=[
            dict(
                cve="CVE-2026-93911",
                cwe="CWE-319",
                title="Kennwort der Fernbedienung im Klartext",
                text="Die Fernbedienung überträgt ihr Kennwort im Klartext. Wer im selben Netz "
                "mithört, kann Temperaturen verstellen.",
                vector="AV:A/AC:L/PR:N/UI:N/S:U/C:L/I:H/A:N",
                score=7.1,
                status={"known_affected": ["wt-old"], "known_not_affected": ["zf"]},
                remedies=[
                    ("vendor_fix", "WT 9: Firmware 1.19.0.", "wt-old", "/wt9/1.19.0"),
                ],
            )
        ],
    ),
]


def publisher(advisory):
    code = advisory["maker"]
    one = MAKERS[code] if code else COORDINATOR
    return {
        "category": "vendor" if code else "coordinator",
        "contact_details": one["mail"],
        "name": one["name"],
        "namespace": f"https://{one['domain']}",
    }


def _product(product):
    """The branch of one product, from its maker down to its versions."""
    helper = {"model_numbers": product["codes"]} if product["codes"] else {}
    versions = []
    for key, versions_of in product["versions"].items():
        named = "all versions" if versions_of == "*" else versions_of.replace("|", " ")
        one = {"name": f"{product['name']} {named}", "product_id": key}
        if helper:
            one["product_identification_helper"] = helper
        versions.append(
            {
                "category": "product_version_range",
                "name": f"vers:{'all' if versions_of == '*' else 'generic'}/{versions_of}",
                "product": one,
            }
        )
    name = {"category": "product_name", "name": product["name"], "branches": versions}
    family = {"category": "product_family", "name": product["family"], "branches": [name]}
    return {
        "category": "vendor",
        "name": MAKERS[product["maker"]]["name"],
        "branches": [family],
    }


def _listed(keys):
    return [keys] if isinstance(keys, str) else keys


def _vulnerability(advisory, one, version):
    text = one.get("older", one["text"]) if version < len(advisory["revisions"]) else one["text"]
    out = {
        "cve": one["cve"],
        "cwe": {"id": one["cwe"], "name": CWES[one["cwe"]]},
        "title": one["title"],
        "notes": [{"category": "description", "text": text}],
        "product_status": one["status"],
    }
    if one.get("flag"):
        out["flags"] = [
            {"label": one["flag"], "product_ids": one["status"]["known_not_affected"]}
        ]
    domain = (MAKERS[advisory["maker"]] if advisory["maker"] else COORDINATOR)["domain"]
    remedies = []
    for category, details, keys, path in one["remedies"]:
        remedy = {"category": category, "details": details, "product_ids": _listed(keys)}
        if path:
            remedy["url"] = f"https://{domain}/downloads{path}"
        remedies.append(remedy)
    if remedies:
        out["remediations"] = remedies
    if one["vector"]:
        severity = next(word for least, word in SEVERITIES if one["score"] >= least)
        scored = [
            key
            for state in ("known_affected", "under_investigation")
            for key in one["status"].get(state, [])
        ]
        out["scores"] = [
            {
                "products": scored,
                "cvss_v3": {
                    "version": "3.1",
                    "vectorString": "CVSS:3.1/" + one["vector"],
                    "baseScore": one["score"],
                    "baseSeverity": severity,
                },
            }
        ]
    return out


def document(advisory, version):
    """The document as of its version 1, 2, …"""
    history = [
        {"date": f"{date}T08:00:00.000Z", "number": str(number), "summary": summary}
        for number, (date, summary) in enumerate(advisory["revisions"][:version], 1)
    ]
    tracking = {
        "id": advisory["id"],
        "status": advisory.get("status", "final"),
        "version": str(version),
        "initial_release_date": history[0]["date"],
        "current_release_date": history[-1]["date"],
        "revision_history": history,
    }
    who = publisher(advisory)
    name = file_name(advisory, version).split("/")[1]
    return {
        "document": {
            "category": advisory.get("category", "csaf_security_advisory"),
            "csaf_version": "2.0",
            "distribution": {"tlp": {"label": "WHITE"}},
            "lang": advisory["lang"],
            "notes": [{"category": "summary", "text": advisory["summary"]}],
            "publisher": who,
            "references": [
                {
                    "category": "self",
                    "summary": advisory["title"],
                    "url": f"{who['namespace']}/csaf/{history[0]['date'][:4]}/{name}",
                }
            ],
            "title": advisory["title"],
            "tracking": tracking,
        },
        "product_tree": {"branches": [_product(one) for one in advisory["products"]]},
        "vulnerabilities": [
            _vulnerability(advisory, one, version) for one in advisory["vulnerabilities"]
        ],
    }


def file_name(advisory, version):
    """An older version has its number in the name, so that it comes first."""
    code = advisory["id"].lower()
    older = version < len(advisory["revisions"])
    return f"advisories/{code}.{version}.json" if older else f"advisories/{code}.json"


def files():
    """(path, bytes) of every document; of one advisory the version before the last, too."""
    for advisory in ADVISORIES:
        last = len(advisory["revisions"])
        for version in range(last - advisory.get("versions", 1) + 1, last + 1):
            text = json.dumps(document(advisory, version), ensure_ascii=False, indent=1)
            yield file_name(advisory, version), (text + "\n").encode("utf-8")
