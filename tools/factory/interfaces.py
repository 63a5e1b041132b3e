# SPDX-License-Identifier: Apache-2.0
# Asset Interfaces Description: where the live values of a machine are read. All endpoints are on
# this host.

from . import aas, concepts, terms
from .submodels import make, submodel_id

MODBUS, HTTP, MQTT = "modbus", "http", "mqtt"
PORTS = {
    MODBUS: "modbus+tcp://127.0.0.1:5020",
    HTTP: "http://127.0.0.1:8090",
    MQTT: "mqtt://127.0.0.1:1883",
}
VOCABULARY = {
    MODBUS: "http://www.w3.org/2011/modbus",
    HTTP: "http://www.w3.org/2011/http",
    MQTT: "http://www.w3.org/2011/mqtt",
}
NAMES = {MODBUS: "InterfaceMODBUS", HTTP: "InterfaceHTTP", MQTT: "InterfaceMQTT"}

# Data points: name, German, English, type, unit, minimum, maximum, concept or None.
SHOT = [
    (
        "injectionPressure",
        "Spritzdruck",
        "Injection pressure",
        "number",
        "bar",
        0,
        2500,
        "PeakInjectionPressure",
    ),
    ("meltCushion", "Massepolster", "Melt cushion", "number", "mm", 0, 50, "MeltCushion"),
    ("cycleTime", "Zykluszeit", "Cycle time", "number", "s", 0, 600, "ProcessCycleTime"),
    ("shotCounter", "Schusszähler", "Shot counter", "integer", None, 0, 99999999, "ShotCounter"),
]

INTERFACES = {
    "IMM-01": [(HTTP, SHOT), (MQTT, SHOT)],
    "IMM-02": [(MODBUS, SHOT)],
    "IMM-03": [(HTTP, SHOT), (MQTT, SHOT)],
    "ROB-01": [
        (
            MQTT,
            [
                (
                    "programNumber",
                    "Programmnummer",
                    "Program number",
                    "integer",
                    None,
                    0,
                    999,
                    None,
                ),
                (
                    "partsPlaced",
                    "Abgelegte Teile",
                    "Parts placed",
                    "integer",
                    None,
                    0,
                    99999999,
                    None,
                ),
                ("speedOverride", "Geschwindigkeit", "Speed override", "number", "%", 0, 100, None),
            ],
        )
    ],
    "DRY-01": [
        (
            MODBUS,
            [
                ("dewPoint", "Taupunkt", "Dew point", "number", "°C", -80, 30, "DewPoint"),
                (
                    "dryingTemperature",
                    "Trocknungstemperatur",
                    "Drying temperature",
                    "number",
                    "°C",
                    0,
                    200,
                    "DryingTemperature",
                ),
            ],
        )
    ],
    "CON-01": [
        (
            MODBUS,
            [
                ("vacuum", "Unterdruck", "Vacuum", "number", "mbar", 0, 500, "VacuumPressure"),
                (
                    "throughput",
                    "Durchsatz",
                    "Throughput",
                    "number",
                    "kg/h",
                    0,
                    400,
                    "ConveyingRate",
                ),
            ],
        )
    ],
    "TCU-01": [
        (
            MODBUS,
            [
                (
                    "flowTemperature",
                    "Vorlauftemperatur",
                    "Flow temperature",
                    "number",
                    "°C",
                    0,
                    160,
                    "FlowTemperature",
                ),
                ("flowRate", "Volumenstrom", "Flow rate", "number", "l/min", 0, 80, "PumpFlow"),
            ],
        )
    ],
    "PLC-01": [
        (
            MODBUS,
            [
                ("cellState", "Zellenzustand", "Cell state", "integer", None, 0, 5, None),
                ("rejects", "Ausschuss", "Rejects", "integer", None, 0, 65535, "RejectCount"),
            ],
        ),
        (MQTT, [("cellState", "Zellenzustand", "Cell state", "integer", None, 0, 5, None)]),
    ],
    "PLC-02": [
        (MODBUS, [("lineState", "Linienzustand", "Line state", "integer", None, 0, 5, None)])
    ],
    "SWI-01": [
        (
            HTTP,
            [
                (
                    "firmwareVersion",
                    "Firmwareversion",
                    "Firmware version",
                    "string",
                    None,
                    None,
                    None,
                    None,
                ),
                ("portsUp", "Aktive Ports", "Ports up", "integer", None, 0, 10, None),
            ],
        )
    ],
    "EM-01": [
        (
            MODBUS,
            [
                (
                    "activePower",
                    "Wirkleistung",
                    "Active power",
                    "number",
                    "kW",
                    0,
                    630,
                    "ActivePower",
                ),
                (
                    "activeEnergy",
                    "Wirkenergie",
                    "Active energy",
                    "number",
                    "kWh",
                    0,
                    99999999,
                    "ActiveEnergy",
                ),
            ],
        )
    ],
    "VIS-01": [
        (
            HTTP,
            [
                (
                    "inspected",
                    "Geprüfte Teile",
                    "Parts inspected",
                    "integer",
                    None,
                    0,
                    99999999,
                    None,
                ),
                (
                    "rejected",
                    "Aussortierte Teile",
                    "Parts rejected",
                    "integer",
                    None,
                    0,
                    99999999,
                    "RejectCount",
                ),
            ],
        )
    ],
}
UNIT_IDS = {
    code: number
    for number, code in enumerate(
        code for code, rows in INTERFACES.items() if any(row[0] == MODBUS for row in rows)
    )
}


def _word(name, value, kind="xs:string"):
    return aas.prop(name, value, terms.WOT[name], kind)


def _security(submodel, interface):
    """The list that picks the security scheme: none, as the endpoints are on this host only."""
    target = aas.model(
        ("Submodel", submodel),
        ("SubmodelElementCollection", interface),
        ("SubmodelElementCollection", "EndpointMetadata"),
        ("SubmodelElementCollection", "securityDefinitions"),
        ("SubmodelElementCollection", "nosec_sc"),
    )
    return aas.ordered(
        "security",
        [aas.reference_element(None, target, terms.WOT["security"])],
        terms.WOT["security"],
        terms.WOT["security"],
    )


def _form(protocol, code, index, point, security):
    name, kind = point[0], point[3]
    if protocol == HTTP:
        members = [
            _word("href", f"/{code}/properties/{name}"),
            security,
            _word("contentType", "application/json"),
            _word("htv_methodName", "GET"),
        ]
    elif protocol == MQTT:
        members = [
            _word("href", f"ahrental/{code}/{name}"),
            security,
            _word("contentType", "application/json"),
            _word("mqv_retain", "true"),
            _word("mqv_controlPacket", "subscribe"),
            _word("mqv_qos", "1"),
        ]
    else:
        address = f"/{UNIT_IDS[code] + 1}/{2 * index}?quantity=2"
        members = [
            _word("href", address),
            security,
            _word("contentType", "application/octet-stream"),
            _word("modv_function", "readHoldingRegisters"),
            _word("modv_entity", "HoldingRegister"),
            _word("modv_zeroBasedAddressing", "true"),
            _word("modv_pollingTime", "1000"),
            _word("modv_type", "xsd:float" if kind == "number" else "xsd:unsignedInt"),
        ]
    return aas.collection("forms", members, terms.WOT["forms"])


def _data_point(protocol, code, index, point, security):
    name, german, english, kind, unit, low, high, concept = point
    number = "xs:double" if kind == "number" else "xs:integer"
    reference = concept and aas.reference_element(
        "valueSemantics",
        aas.model(("ConceptDescription", concepts.concept_id(concept))),
        "https://admin-shell.io/idta/AssetInterfacesDescription/1/0/valueSemantics",
    )
    return aas.collection(
        name,
        [
            _word("key", name),
            _word("type", kind),
            _word("title", english),
            _word("observable", "true" if protocol == MQTT else "false", "xs:boolean"),
            unit and _word("unit", unit),
            high is not None and aas.span("min_max", low, high, terms.term("MinMax"), number),
            reference,
            _form(protocol, code, index, point, security),
        ],
        terms.term("PropertyDefinition"),
        (german, english),
    )


def _interface(asset, protocol, points):
    code, name = asset["code"], NAMES[protocol]
    security = _security(submodel_id(code, "AssetInterfacesDescription"), name)
    endpoint = [
        _word("base", PORTS[protocol], "xs:anyURI"),
        _word(
            "contentType", "application/octet-stream" if protocol == MODBUS else "application/json"
        ),
        security,
        aas.collection(
            "securityDefinitions",
            [aas.collection("nosec_sc", [_word("scheme", "nosec")], terms.WOT["nosec_sc"])],
            terms.WOT["securityDefinitions"],
        ),
    ]
    if protocol == MODBUS:
        endpoint += [
            _word("modv_mostSignificantByte", "true"),
            _word("modv_mostSignificantWord", "true"),
        ]
    return aas.collection(
        name,
        [
            _word("title", f"{asset['type']} ({code})"),
            _word("created", "2026-03-02T08:00:00Z", "xs:dateTime"),
            aas.collection("EndpointMetadata", endpoint, terms.term("EndpointMetadata")),
            aas.collection(
                "InteractionMetadata",
                [
                    aas.collection(
                        "properties",
                        [
                            _data_point(protocol, code, index, point, security)
                            for index, point in enumerate(points)
                        ],
                        terms.WOT["properties"],
                    )
                ],
                terms.term("InteractionMetadata"),
            ),
        ],
        (terms.first("Interface"), VOCABULARY[protocol], "https://www.w3.org/2019/wot/td"),
    )


def description(asset):
    return make(
        asset["code"],
        "AssetInterfacesDescription",
        [_interface(asset, protocol, points) for protocol, points in INTERFACES[asset["code"]]],
    )
