# SPDX-License-Identifier: Apache-2.0
# The documents handed over with each asset: what they are called, and their text in German and
# English.

from . import concepts, products
from .document_texts import DIRECTIVES, MAINTENANCE, SAFETY, STANDARDS, STEPS, USE
from .makers import MAKERS
from .pdf import Document

KINDS = {
    # class ids and names: VDI 2770 part 1:2020, table of document classes
    "manual": dict(
        class_id="03-02",
        class_name=("Bedienung", "Operation"),
        version="3.1",
        title=("Betriebsanleitung (Auszug)", "Operating manual (excerpt)"),
        number="BA",
        summary=(
            "Auszug aus der Betriebsanleitung: Verwendung, Sicherheit, Betrieb, Daten",
            "Excerpt from the operating manual: use, safety, operation, data",
        ),
        keywords=("Betrieb, Sicherheit, Bedienung", "operation, safety, use"),
    ),
    "conformity": dict(
        class_id="02-04",
        class_name=("Zeugnisse, Zertifikate, Bescheinigungen", "Certificates, declarations"),
        version="1.0",
        title=("EU-Konformitätserklärung", "EU declaration of conformity"),
        number="KE",
        summary=(
            "Erklärung des Herstellers zu den angewandten Richtlinien und Normen",
            "Declaration of the manufacturer on directives and standards applied",
        ),
        keywords=("CE, Konformität, Richtlinien", "CE, conformity, directives"),
    ),
    "incorporation": dict(
        class_id="02-04",
        class_name=("Zeugnisse, Zertifikate, Bescheinigungen", "Certificates, declarations"),
        version="1.0",
        title=("Einbauerklärung", "Declaration of incorporation"),
        number="EE",
        summary=(
            "Erklärung für den Einbau einer unvollständigen Maschine",
            "Declaration for the incorporation of partly completed machinery",
        ),
        keywords=("Einbau, unvollständige Maschine", "incorporation, partly completed machinery"),
    ),
    "maintenance": dict(
        class_id="03-04",
        class_name=("Inspektion, Wartung, Prüfung", "Inspection, maintenance, testing"),
        version="2.0",
        title=("Wartungsplan", "Maintenance plan"),
        number="WP",
        summary=(
            "Wartungsarbeiten mit Fristen und Zuständigkeit",
            "Maintenance work with intervals and responsibility",
        ),
        keywords=("Wartung, Fristen, Schmierung", "maintenance, intervals, lubrication"),
    ),
    "datasheet": dict(
        class_id="02-01",
        class_name=("Technische Spezifikation", "Technical specification"),
        version="1.4",
        title=("Datenblatt", "Data sheet"),
        number="DB",
        summary=("Technische Daten und Bestellangaben", "Technical data and ordering information"),
        keywords=("Daten, Bestellung", "data, ordering"),
    ),
    "calibration": dict(
        class_id="02-04",
        class_name=("Zeugnisse, Zertifikate, Bescheinigungen", "Certificates, declarations"),
        version="1.0",
        title=("Kalibrierschein", "Calibration certificate"),
        number="KS",
        summary=("Ergebnis der Werkskalibrierung", "Result of the factory calibration"),
        keywords=("Kalibrierung, Empfindlichkeit", "calibration, sensitivity"),
    ),
    "inspection": dict(
        class_id="02-04",
        class_name=("Zeugnisse, Zertifikate, Bescheinigungen", "Certificates, declarations"),
        version="1.0",
        title=("Prüfbericht", "Inspection report"),
        number="PB",
        summary=("Ergebnis der Losprüfung", "Result of the lot inspection"),
        keywords=("Prüfung, Los, Ausschuss", "inspection, lot, rejects"),
    ),
    "carbon": dict(
        class_id="02-01",
        class_name=("Technische Spezifikation", "Technical specification"),
        version="1.0",
        title=("Erläuterung CO2-Fußabdruck", "Carbon footprint statement"),
        number="CF",
        summary=(
            "Annahmen und Anteile der Berechnung nach ISO 14067",
            "Assumptions and shares of the calculation to ISO 14067",
        ),
        keywords=("CO2, Klima, Produkt", "CO2, climate, product"),
    ),
}

LABELS = {
    "use": ("Bestimmungsgemäße Verwendung", "Intended use"),
    "safety": ("Sicherheitshinweise", "Safety notes"),
    "steps": ("Bedienung", "Operation"),
    "data": ("Technische Daten", "Technical data"),
    "plan": ("Wartungsarbeiten", "Maintenance work"),
    "type": ("Typ", "Type"),
    "order": ("Bestellcode", "Order code"),
    "serial": ("Seriennummer", "Serial number"),
    "year": ("Baujahr", "Year of construction"),
    "maker": ("Hersteller", "Manufacturer"),
    "firmware": ("Firmware", "Firmware"),
}


MANUAL_ROWS = 14  # an excerpt: what fits on the page


def number(asset, kind):
    return f"{KINDS[kind]['number']}-{asset['article']}-{KINDS[kind]['version']}"


def issued(asset):
    return asset.get("made", "2026-02-02")


def _decimal(value, language):
    text = f"{value}"
    return text.replace(".", ",") if language == 0 and isinstance(value, float) else text


def _value(name, value, language):
    unit = concepts.UNITS[name]
    unit = "" if unit in ("", "1") else " " + unit
    if isinstance(value, tuple) and isinstance(value[0], str):
        return value[language]
    if isinstance(value, tuple):
        word = " bis " if language == 0 else " to "
        return word.join(_decimal(end, language) for end in value) + unit
    if isinstance(value, bool):
        return (("nein", "ja"), ("no", "yes"))[language][value]
    return _decimal(value, language) + unit


def _data(document, asset, language, limit=None):
    rows = [
        (concepts.NAMES[name][language], _value(name, value, language))
        for section in asset["tech"].values()
        for name, value in section.items()
    ]
    document.heading(LABELS["data"][language])
    document.table(rows[:limit])


def _identity(document, asset, language):
    rows = [
        ("maker", MAKERS[asset["maker"]]["name"]),
        ("type", asset["type"]),
        ("order", asset["order"]),
        ("serial", asset.get("serial")),
        ("year", str(asset["year"]) if "year" in asset else None),
        ("firmware", asset.get("fw")),
    ]
    document.table([(LABELS[key][language], value) for key, value in rows if value])


def _group(asset):
    return "AGV" if asset["maker"] == "ahrental" else asset["code"].split("-")[0]


def _manual(document, asset, language):
    _identity(document, asset, language)
    document.heading(LABELS["use"][language])
    document.paragraph(USE[_group(asset)][language])
    document.heading(LABELS["safety"][language])
    document.bullets([pair[language] for pair in SAFETY[_group(asset)]])
    document.heading(LABELS["steps"][language])
    document.bullets([pair[language] for pair in STEPS[_group(asset)]])
    _data(document, asset, language, MANUAL_ROWS)


def _datasheet(document, asset, language):
    _identity(document, asset, language)
    document.heading(LABELS["use"][language])
    document.paragraph(USE[_group(asset)][language])
    _data(document, asset, language)
    document.heading(LABELS["safety"][language])
    document.bullets([pair[language] for pair in SAFETY[_group(asset)]])


def _declaration(document, asset, language):
    maker, group = MAKERS[asset["maker"]], _group(asset)
    partly = "incorporation" in asset["documents"]
    _identity(document, asset, language)
    if partly:
        document.paragraph(
            (
                "Wir erklären, dass die genannte unvollständige Maschine die grundlegenden "
                "Anforderungen der folgenden Richtlinien erfüllt, soweit der Lieferumfang "
                "reicht. Die Inbetriebnahme ist untersagt, bis die Maschine, in die sie "
                "eingebaut wird, den Richtlinien entspricht.",
                "We declare that the partly completed machinery named above meets the essential "
                "requirements of the following directives as far as delivered. It must not be "
                "put into service until the machinery into which it is built conforms to the "
                "directives.",
            )[language]
        )
    else:
        document.paragraph(
            (
                "Wir erklären in alleiniger Verantwortung, dass das genannte Produkt den folgenden "
                "Harmonisierungsrechtsvorschriften der Union entspricht.",
                "We declare under our sole responsibility that the product named above conforms "
                "to the following Union harmonisation legislation.",
            )[language]
        )
    document.bullets([pair[language] for pair in DIRECTIVES[group]])
    document.paragraph(("Angewandte Normen: ", "Standards applied: ")[language] + STANDARDS[group])
    document.paragraph(
        (
            "Bevollmächtigt für die technischen Unterlagen: ",
            "Authorised to compile the technical file: ",
        )[language]
        + f"{maker['name']}, {maker['street']}, {maker['zip']} {maker['town']}"
    )
    document.paragraph(f"{maker['town']}, {asset['made']}")


def _maintenance(document, asset, language):
    _identity(document, asset, language)
    document.heading(LABELS["plan"][language])
    document.table([(row[0][language], row[1][language]) for row in MAINTENANCE[_group(asset)]])
    document.heading(LABELS["safety"][language])
    document.bullets([pair[language] for pair in SAFETY[_group(asset)]])


def _calibration(document, asset, language):
    _identity(document, asset, language)
    document.heading(("Ergebnis", "Result")[language])
    points = [(0, 0.0), (500, -4698.0), (1000, -9402.0), (1500, -14096.0), (2000, -18801.0)]
    word = ("Ladung bei", "charge at")[language]
    document.table(
        [(f"{word} {bar} bar", f"{_decimal(charge, language)} pC") for bar, charge in points]
    )
    document.paragraph(
        (
            "Kalibriert bei 23 °C im Vergleich mit dem Werksnormal. Nächste Kalibrierung "
            "empfohlen nach 24 Monaten oder 500 000 Schüssen.",
            "Calibrated at 23 °C by comparison with the factory standard. Next calibration "
            "recommended after 24 months or 500 000 shots.",
        )[language]
    )
    _data(document, asset, language)


def _inspection(document, asset, language):
    _identity(document, asset, language)
    _data(document, asset, language)
    document.heading(("Prüfungen", "Tests")[language])
    checks = [
        (
            ("Sichtprüfung, alle Teile", "visual inspection, all parts"),
            (
                "41 Teile aussortiert: 23 Grat, 12 Dichtung versetzt, 6 unvollständig",
                "41 parts sorted out: 23 flash, 12 seal offset, 6 incomplete",
            ),
        ),
        (
            ("Anzugsmoment, 8 Teile je Stunde", "tightening torque, 8 parts per hour"),
            ("6,0 bis 6,4 Nm, in Ordnung", "6.0 to 6.4 Nm, in order"),
        ),
        (
            ("Dichtheit, 8 Teile je Stunde", "tightness, 8 parts per hour"),
            ("unter 0,00003 Pa·m³/s, in Ordnung", "below 0.00003 Pa·m³/s, in order"),
        ),
        (("Teilegewicht", "part mass"), ("9,55 bis 9,66 g", "9.55 to 9.66 g")),
    ]
    document.table([(check[language], result[language]) for check, result in checks])
    document.paragraph(
        ("Freigegeben durch die Qualitätssicherung.", "Released by quality assurance.")[language]
    )


def _carbon(document, asset, language):
    _identity(document, asset, language)
    document.paragraph(
        (
            "Der Wert gilt für ein Stück, von der Wiege bis zum Werkstor (A1 bis A3). Bezugsjahr "
            "2025; Strom des Werks zu 31 % aus der eigenen Photovoltaik. Erfundene Zahlen für "
            "das Beispielwerk.",
            "The value applies to one piece, cradle to gate (A1 to A3). Reference year 2025; 31 "
            "% of the plant's electricity comes from its own photovoltaics. Invented numbers for "
            "the example plant.",
        )[language]
    )
    document.heading(("Anteile je Stück", "Shares for one piece")[language])
    rows = [
        (row[language], f"{_decimal(row[2], language)} g CO2e") for row in products.CARBON_SHARES
    ]
    total = round(sum(row[2] for row in products.CARBON_SHARES), 1)
    document.table(rows + [(("Summe", "Total")[language], f"{_decimal(total, language)} g CO2e")])


WRITERS = {
    "manual": _manual,
    "conformity": _declaration,
    "incorporation": _declaration,
    "maintenance": _maintenance,
    "datasheet": _datasheet,
    "calibration": _calibration,
    "inspection": _inspection,
    "carbon": _carbon,
}


def render(asset, kind):
    """Bytes of one PDF document: German first, English on a page of its own."""
    spec, maker = KINDS[kind], MAKERS[asset["maker"]]
    title = f"{spec['title'][0]} {asset['type']}"
    document = Document(
        title,
        maker["name"],
        asset["name"][0],
        f"{number(asset, kind)}   {issued(asset)}   {maker['name']}",
    )
    for language in (0, 1):
        if language:
            document.new_page()
        document.masthead(
            maker["name"], f"{spec['title'][language]} {asset['type']}", asset["name"][language]
        )
        WRITERS[kind](document, asset, language)
    return document.to_bytes()
