# SPDX-License-Identifier: Apache-2.0
# The plant, its two lines, the product type and what was made of it.

SITE = [
    dict(
        code="PLANT-01",
        maker="ahrental",
        inventory="WERK-1",
        name=("Werk Ahrental", "Ahrental plant"),
        note=(
            "Kunststofftechnik Ahrental GmbH, 85 Beschäftigte, technische Spritzgussteile seit "
            "1974.",
            "Kunststofftechnik Ahrental GmbH, 85 people, moulded technical parts since 1974.",
        ),
        serial="WERK-1",
        article="WERK",
        parts=[
            ("LINE-01", "Line1"),
            ("LINE-02", "Line2"),
            ("DRY-01", "Dryer"),
            ("CON-01", "MaterialFeeding"),
            ("SWI-01", "NetworkSwitch"),
            ("EM-01", "EnergyMeter"),
        ],
        tech_name=("Werk", "Plant"),
        tech={
            "Site": {
                "Employees": 85,
                "FloorArea": 3400,
                "AnnualThroughput": 620,
                "ShiftModel": ("Dreischicht, Montag bis Freitag", "three shifts, Monday to Friday"),
                "PvPower": 180,
            },
            "ElectricalData": {"SupplyVoltage": 400, "SupplyFrequency": 50, "RatedPower": 630},
        },
    ),
    dict(
        code="LINE-01",
        maker="ahrental",
        inventory="LINIE-1",
        name=("Linie 1, Kabelverschraubungen", "Line 1, cable glands"),
        note=(
            "Zweikomponentenzelle mit Roboter, Kamera und Stückprüfung.",
            "Two-component cell with robot, camera and routine test.",
        ),
        serial="LINIE-1",
        article="LINIE",
        parts=[("IMM-03", "MouldingMachine"), ("ROB-01", "Robot"), ("VIS-01", "Vision")],
        tech_name=("Linie", "Line"),
        tech={
            "Production": {
                "PartsPerHour": 1200,
                "ProcessCycleTime": 24.0,
                "ShiftModel": ("Dreischicht", "three shifts"),
            }
        },
    ),
    dict(
        code="LINE-02",
        maker="ahrental",
        inventory="LINIE-2",
        name=("Linie 2, Gehäuse", "Line 2, housings"),
        note=(
            "Zwei Maschinen für Gehäuse und Abdeckungen mit linearem Handhabungsgerät.",
            "Two machines for housings and covers with a linear picker.",
        ),
        serial="LINIE-2",
        article="LINIE",
        parts=[
            ("IMM-01", "MouldingMachineSmall"),
            ("IMM-02", "MouldingMachineLarge"),
            ("PIC-01", "Picker"),
            ("PLC-02", "LineController"),
        ],
        tech_name=("Linie", "Line"),
        tech={
            "Production": {
                "PartsPerHour": 640,
                "ProcessCycleTime": 22.5,
                "ShiftModel": ("Zweischicht", "two shifts"),
            }
        },
    ),
]

GLAND_TECH = {
    "Mechanics": {
        "ThreadSize": "M20 x 1,5",
        "CableDiameter": (6, 12),
        "WrenchSize": 24,
        "PartMass": 9.6,
    },
    "Material": {
        "BodyMaterial": "PA6-GF15",
        "SealMaterial": "TPE-S 55 Shore A",
        "Flammability": "V-2",
    },
    "Environment": {"OperatingTemperature": (-40, 100), "ProtectionClass": "IP68 (5 bar, 30 min)"},
}
GLAND = dict(
    maker="ahrental",
    type="AGV-M20",
    family=("Kabelverschraubungen AGV", "AGV cable glands"),
    root=("Kabelverschraubung", "Cable gland"),
    order="AGV-M20-6-12-GR",
    article="204020",
    device_class=("KVS", "Kabelverschraubung", "Cable gland"),
)


def _made(code, name, note, serial, made, production, inventory):
    return dict(
        GLAND,
        code=code,
        kind="Instance",
        name=name,
        note=note,
        serial=serial,
        made=made,
        year=int(made[:4]),
        inventory=inventory,
        derived="AGV-M20",
        parts=[],
        tech={"Production": production},
        documents=["inspection"] if code.startswith("LOT") else [],
    )


PRODUCTS = [
    dict(
        GLAND,
        code="AGV-M20",
        kind="Type",
        name=("Gehäuse Kabelverschraubung M20", "Cable gland housing M20"),
        note=(
            "Zweikomponenten-Gehäuse: Polyamid mit angespritzter TPE-Dichtung.",
            "Two-component housing: polyamide with a moulded-on TPE seal.",
        ),
        inventory="ART-204020",
        parts=[],
        documents=["datasheet", "carbon"],
        tech=GLAND_TECH,
    ),
    _made(
        "LOT-260917",
        ("Los 260917 Kabelverschraubung M20", "Lot 260917, cable gland M20"),
        (
            "Los aus der Schicht vom 17. September 2026 auf Linie 1.",
            "Lot from the shift of 17 September 2026 on line 1.",
        ),
        "260917",
        "2026-09-17",
        {
            "LotSize": 8640,
            "RejectCount": 41,
            "MaterialLot": "PA6-26-3318 / TPE-26-0907",
            "ProductionDate": "2026-09-17",
        },
        "LOS-260917",
    ),
    _made(
        "AGV-M20-0417",
        ("Kabelverschraubung M20 Nr. 0417", "Cable gland M20 no. 0417"),
        (
            "Einzelteil aus Los 260917 mit Stückprüfung.",
            "Single part from lot 260917 with routine test.",
        ),
        "260917-0417",
        "2026-09-17",
        {
            "TorqueTested": 6.2,
            "LeakRate": 0.000021,
            "PartMass": 9.58,
            "ProductionDate": "2026-09-17",
        },
        "TEIL-0417",
    ),
    _made(
        "AGV-M20-0418",
        ("Kabelverschraubung M20 Nr. 0418", "Cable gland M20 no. 0418"),
        (
            "Einzelteil aus Los 260917 mit Stückprüfung.",
            "Single part from lot 260917 with routine test.",
        ),
        "260917-0418",
        "2026-09-17",
        {
            "TorqueTested": 6.1,
            "LeakRate": 0.000018,
            "PartMass": 9.61,
            "ProductionDate": "2026-09-17",
        },
        "TEIL-0418",
    ),
]

# Bills of material without shells of their own: owner -> (idShort, German, English, lot or None)
MATERIALS = {
    "AGV-M20": [
        ("BodyGranulate", "Granulat PA6-GF15", "Granulate PA6-GF15", None),
        ("SealGranulate", "Granulat TPE-S", "Granulate TPE-S", None),
        ("Colour", "Farbmasterbatch lichtgrau", "Colour masterbatch light grey", None),
    ],
    "LOT-260917": [
        ("BodyGranulate", "Granulat PA6-GF15", "Granulate PA6-GF15", "PA6-26-3318"),
        ("SealGranulate", "Granulat TPE-S", "Granulate TPE-S", "TPE-26-0907"),
    ],
}
LOT_PARTS = {"LOT-260917": [("AGV-M20-0417", "Part0417"), ("AGV-M20-0418", "Part0418")]}
LOT_REST = 8638  # parts of the lot that have no shell of their own

CARBON = dict(
    total="0.0687",
    declared="1",
    unit=("piece", "0173-1#07-ABZ603#003"),
    method=("ISO 14067", "0173-1#07-ABU218#003"),
    phases=[
        ("A1 - raw material supply (and upstream production)", "0173-1#07-ABU208#003"),
        ("A2 - cradle-to-gate transport to factory", "0173-1#07-ABU209#003"),
        ("A3 - production", "0173-1#07-ABU210#003"),
    ],
    published="2026-02-02T08:00:00Z",
    expires="2028-02-02T00:00:00Z",
)

# What stands behind the carbon footprint: (German, English, g CO2 equivalents for one piece)
CARBON_SHARES = [
    ("Granulat PA6-GF15 (8,1 g)", "Granulate PA6-GF15 (8.1 g)", 51.0),
    ("Granulat TPE-S (1,5 g)", "Granulate TPE-S (1.5 g)", 5.2),
    ("Transport zum Werk", "Transport to the plant", 0.9),
    ("Strom Spritzgießen und Trocknen", "Electricity for moulding and drying", 10.4),
    ("Verpackung und Ausschuss", "Packaging and rejects", 1.2),
]
