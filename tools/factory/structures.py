# SPDX-License-Identifier: Apache-2.0
# Builders for structure, time series, carbon footprint and mould identification.

import datetime
import math

from . import aas, concepts, products, terms
from .submodels import FILES, asset_id, make, submodel_id

RECORDS = 48


def has_structure(asset):
    return bool(asset.get("parts")) or asset["code"] in products.MATERIALS


def _nodes(asset):
    """(idShort, entity) pairs below the entry node of an asset."""
    code, node = asset["code"], terms.term("Node")
    for child, name in asset["parts"] + products.LOT_PARTS.get(code, []):
        yield name, child, aas.entity(name, None, node, asset_id(child))
    for name, german, english, lot in products.MATERIALS.get(code, []):
        statements = lot and [
            aas.prop(
                "MaterialLot",
                lot,
                concepts.concept_id("MaterialLot"),
                label=concepts.NAMES["MaterialLot"],
            )
        ]
        yield name, None, aas.entity(name, statements, node, None, (german, english))
    if code == "LOT-260917":
        bulk = aas.prop("BulkCount", products.LOT_REST, terms.term("BulkCount"), "xs:unsignedLong")
        yield "OtherParts", None, aas.entity(
            "OtherParts", [bulk], node, None, ("übrige Teile des Loses", "other parts of the lot")
        )


def structure(asset, with_structure):
    """HierarchicalStructures one level down; with_structure: codes that have one as well."""
    own = submodel_id(asset["code"], "HierarchicalStructures")

    def entry(ident, *names):
        return aas.model(
            ("Submodel", ident), ("Entity", "EntryNode"), *(("Entity", name) for name in names)
        )

    statements = []
    nodes = list(_nodes(asset))
    for name, child, element in nodes:
        statements.append(element)
    for name, child, element in nodes:
        statements.append(
            aas.relation("HasPart_" + name, entry(own), entry(own, name), terms.term("HasPart"))
        )
    for name, child, element in nodes:
        if child in with_structure:
            target = entry(submodel_id(child, "HierarchicalStructures"))
            statements.append(
                aas.relation("SameAs_" + name, entry(own, name), target, terms.term("SameAs"))
            )
    return make(
        asset["code"],
        "HierarchicalStructures",
        [
            aas.prop("ArcheType", "OneDown", terms.term("ArcheType")),
            aas.entity(
                "EntryNode",
                statements,
                terms.term("EntryNode"),
                asset_id(asset["code"]),
                label=asset["name"],
            ),
        ],
    )


def _variable(name, value, kind):
    return aas.prop(name, value, concepts.concept_id(name), kind, concepts.NAMES[name])


def _series(code, title, text, template_record, segment):
    return make(
        code,
        "TimeSeries",
        [
            aas.collection(
                "Metadata",
                [
                    aas.multi("Name", title, terms.term("TsName")),
                    aas.multi("Description", text, terms.term("TsDescription")),
                    aas.collection("Record", template_record, terms.term("Record")),
                ],
                terms.term("Metadata"),
            ),
            aas.collection("Segments", [segment], terms.term("Segments")),
        ],
    )


def _segment_head(title, count, start, end, duration, interval):
    return [
        aas.multi("Name", title, terms.term("SegmentName")),
        aas.prop("RecordCount", count, terms.term("RecordCount"), "xs:long"),
        aas.prop("StartTime", start, terms.term("StartTime")),
        aas.prop("EndTime", end, terms.term("EndTime")),
        aas.prop("Duration", duration, terms.term("Duration")),
        interval
        and aas.prop("SamplingInterval", interval, terms.term("SamplingInterval"), "xs:long"),
        aas.prop("State", "completed", terms.term("State")),
        aas.prop("LastUpdate", end, terms.term("LastUpdate")),
    ]


def _ripple(index, *waves):
    """A repeatable small disturbance: the sum of (amplitude, period, phase) waves."""
    return sum(
        height * math.sin(2 * math.pi * index / period + phase) for height, period, phase in waves
    )


def shots():
    """48 shots of the two-component machine: seconds, peak pressure, cushion, cycle time."""
    for index in range(RECORDS):
        drift = 6.0 if index > 30 else 0.0  # a new drum of granulate after shot 30
        yield (
            24 * index,
            f"{1184.0 + drift * 3 + _ripple(index, (5.2, 7.3, 0.4), (2.9, 3.1, 1.7)):.1f}",
            f"{5.40 - drift / 60 + _ripple(index, (0.06, 5.9, 0.9), (0.03, 2.7, 0.1)):.2f}",
            f"{24.00 + _ripple(index, (0.05, 9.1, 0.3)):.2f}",
        )


def energy():
    """48 quarter hours of the hall from 04:00 to 16:00 UTC: time, mean power, meter reading."""
    start = datetime.datetime(2026, 9, 17, 4, 0)
    reading = 4182310.0
    for index in range(RECORDS):
        hour = 4 + index / 4
        shape = (
            0.62
            + 0.38 / (1 + math.exp(-(hour - 5.2) * 2.4))
            - 0.10 * math.exp(-((hour - 10.5) ** 2) / 0.5)
        )
        power = 204.0 * shape + _ripple(index, (6.5, 4.7, 0.2), (3.8, 2.3, 1.1))
        reading += power / 4
        when = start + datetime.timedelta(minutes=15 * index)
        yield when.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{power:.1f}", f"{reading:.1f}"


def shot_series(code):
    names = [
        ("Time", "xs:long"),
        ("PeakInjectionPressure", "xs:double"),
        ("MeltCushion", "xs:double"),
        ("ProcessCycleTime", "xs:double"),
    ]

    def record(name, values):
        members = [aas.prop("Time", values[0], terms.term("RelativePointInTime"), "xs:long")]
        members += [
            _variable(variable, value, kind)
            for (variable, kind), value in zip(names[1:], values[1:])
        ]
        return aas.collection(name, members, terms.term("Record"))

    rows = [record(f"Record{index:02d}", values) for index, values in enumerate(shots())]
    head = _segment_head(
        ("Schussprotokoll 17.09.2026", "Shot log 17 September 2026"),
        RECORDS,
        "2026-09-17T06:00:00Z",
        "2026-09-17T06:18:48Z",
        "PT18M48S",
        24,
    )
    segment = aas.collection(
        "InternalSegment",
        head + [aas.collection("Records", rows, terms.term("Records"))],
        terms.term("InternalSegment"),
    )
    return _series(
        code,
        ("Schussprotokoll", "Shot log"),
        (
            "Kennwerte jedes Schusses aus der Maschinensteuerung",
            "characteristic values of each shot from the machine control",
        ),
        record("Record", (None,) * 4)["value"],
        segment,
    )


def energy_series(code):
    def record(name, when, power, reading):
        return aas.collection(
            name,
            [
                aas.prop("Time", when, terms.term("UtcTime"), "xs:dateTime"),
                _variable("ActivePower", power, "xs:double"),
                _variable("ActiveEnergy", reading, "xs:double"),
            ],
            terms.term("Record"),
        )

    data = list(energy())
    rows = [record(f"Record{index:02d}", *values) for index, values in enumerate(data)]
    head = _segment_head(
        ("Lastgang 17.09.2026", "Load profile 17 September 2026"),
        RECORDS,
        data[0][0],
        data[-1][0],
        "PT11H45M",
        900,
    )
    segment = aas.collection(
        "InternalSegment",
        head + [aas.collection("Records", rows, terms.term("Records"))],
        terms.term("InternalSegment"),
    )
    return _series(
        code,
        ("Lastgang der Halle", "Load profile of the hall"),
        (
            "Viertelstundenwerte der Wirkleistung und des Zählerstands",
            "quarter-hour values of active power and of the meter reading",
        ),
        record("Record", None, None, None)["value"],
        segment,
    )


def cavity_curve():
    """The pressure in the cavity over one shot, as lines of a CSV file (12 s, every 50 ms)."""
    yield "time_s,cavity_pressure_bar"
    for index in range(241):
        time = index * 0.05
        fill = 420 / (1 + math.exp(-(time - 1.1) * 7))
        hold = 190 / (1 + math.exp(-(time - 1.7) * 12)) * math.exp(-max(0.0, time - 1.9) / 2.4)
        release = 1 / (1 + math.exp((time - 6.2) * 1.3))
        pressure = (fill + hold) * release + _ripple(index, (1.2, 5.3, 0.0))
        yield f"{time:.2f},{max(0.0, pressure):.1f}"


def cavity_series(code):
    pressure = aas.prop(
        "CavityPressure",
        None,
        concepts.concept_id("CavityPressure"),
        "xs:double",
        concepts.NAMES["CavityPressure"],
    )
    head = _segment_head(
        ("Druckverlauf Schuss 684213", "Pressure curve of shot 684213"),
        241,
        "2026-09-17T06:18:48Z",
        "2026-09-17T06:19:00Z",
        "PT12S",
        None,
    )
    segment = aas.collection(
        "ExternalSegment",
        head
        + [
            aas.file(
                "File", f"{FILES}{code}/cavity_pressure.csv", "text/csv", terms.term("SegmentFile")
            )
        ],
        terms.term("ExternalSegment"),
    )
    return _series(
        code,
        ("Werkzeuginnendruck", "Cavity pressure"),
        ("Druckverlauf in Kavität 3 über einen Schuss", "pressure in cavity 3 over one shot"),
        [aas.prop("Time", None, terms.term("RelativePointInTime"), "xs:double"), pressure],
        segment,
    )


def carbon_footprint(code):
    data = products.CARBON

    def listing(name, key, pairs):
        return aas.ordered(
            name,
            [aas.prop(None, value, terms.term(key), value_id=ident) for value, ident in pairs],
            terms.term(name),
            terms.first(key),
        )

    footprint = aas.collection(
        None,
        [
            listing("PcfCalculationMethods", "PcfCalculationMethod", [data["method"]]),
            aas.prop("PcfCO2eq", data["total"], terms.term("PcfCO2eq"), "xs:decimal"),
            aas.prop(
                "ReferenceImpactUnitForCalculation",
                data["unit"][0],
                terms.term("ReferenceImpactUnitForCalculation"),
                value_id=data["unit"][1],
            ),
            aas.prop(
                "QuantityOfMeasureForCalculation",
                data["declared"],
                terms.term("QuantityOfMeasureForCalculation"),
                "xs:double",
            ),
            listing("LifeCyclePhases", "LifeCyclePhase", data["phases"]),
            aas.file(
                "ExplanatoryStatement",
                f"{FILES}{code}/carbon_de_en.pdf",
                "application/pdf",
                terms.term("ExplanatoryStatement"),
            ),
            aas.prop(
                "PublicationDate", data["published"], terms.term("PublicationDate"), "xs:dateTime"
            ),
            aas.prop(
                "ExpirationDate", data["expires"], terms.term("ExpirationDate"), "xs:dateTime"
            ),
        ],
        terms.term("ProductCarbonFootprint"),
        ("Wiege bis Werkstor", "Cradle to gate"),
    )
    return make(
        code,
        "CarbonFootprint",
        [
            aas.ordered(
                "ProductCarbonFootprints",
                [footprint],
                terms.term("ProductCarbonFootprints"),
                terms.first("ProductCarbonFootprint"),
            )
        ],
    )


def mould_identification(asset):
    def own(name):
        return f"{terms.MOULD}{name}/1/0"

    return make(
        asset["code"],
        "PlasticsAndRubberMouldsIdentification",
        [
            aas.prop("MonthOfConstruction", 8, "0173-1#02-ABA682#001", "xs:int"),
            aas.prop("InitialOperationDate", "2022-09-05", "0173-1#02-ABA683#001", "xs:date"),
            aas.prop("InitialSamplingDate", "2022-08-30", own("InitialSamplingDate"), "xs:date"),
            aas.prop(
                "InitialProductionDate", "2022-09-19", own("InitialProductionDate"), "xs:date"
            ),
            aas.prop("ManufacturerURI", "https://eschert.example/", own("ManufacturerURI")),
            aas.prop("AssetID", asset_id(asset["code"]), "0173-1#02-ABA684#001"),
            aas.prop("ArticleID", "204020", own("ArticleID")),
            aas.prop("ArticleName", "Gehäuse Kabelverschraubung M20", own("ArticleName")),
            aas.multi("ComponentName", asset["name"], "0173-1#02-ABA685#001"),
            aas.multi(
                "Location",
                ("Zelle 1, Spritzgießmaschine 3", "Cell 1, moulding machine 3"),
                "0173-1#02-ABA686#001",
            ),
        ],
    )
