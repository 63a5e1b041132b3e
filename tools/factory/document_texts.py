# SPDX-License-Identifier: Apache-2.0
# Texts of the documents by device group: pairs (German, English).

USE = {
    "IMM": (
        "Die Maschine verarbeitet thermoplastische Formmassen zu Formteilen. Andere Werkstoffe, "
        "vor allem reaktive Massen, sind nicht zulässig.",
        "The machine processes thermoplastic compounds into mouldings. Other materials, above all "
        "reactive compounds, are not permitted.",
    ),
    "ROB": (
        "Der Roboter bewegt Greifer und Werkstücke innerhalb seiner Nennlast in einer umzäunten "
        "Zelle.",
        "The robot moves grippers and workpieces within its rated load in a fenced cell.",
    ),
    "PIC": (
        "Das Handhabungsgerät entnimmt Formteile aus einer Spritzgießmaschine mit Schnittstelle "
        "nach EUROMAP 67.",
        "The picker removes mouldings from an injection moulding machine with an interface to "
        "EUROMAP 67.",
    ),
    "DRY": (
        "Der Trockner entzieht rieselfähigem Granulat Feuchte mit trockener Warmluft.",
        "The dryer removes moisture from free-flowing granulate with dry warm air.",
    ),
    "CON": (
        "Die Förderung saugt rieselfähiges Granulat ohne brennbaren Staub zu den Maschinen.",
        "The conveyor draws free-flowing granulate without combustible dust to the machines.",
    ),
    "TCU": (
        "Das Gerät temperiert Spritzgießwerkzeuge mit Wasser bis 140 °C in einem geschlossenen "
        "Kreislauf.",
        "The unit controls the temperature of moulds with water up to 140 °C in a closed circuit.",
    ),
    "MLD": (
        "Das Werkzeug formt in einer Zweikomponentenmaschine je Zyklus acht Gehäuse M20 mit "
        "Dichtung.",
        "The mould forms eight M20 housings with seal per cycle in a two-component machine.",
    ),
    "PLC": (
        "Die Steuerung steuert Maschinen und Linien im Schaltschrank nach IEC 61131.",
        "The controller controls machines and lines in a control cabinet to IEC 61131.",
    ),
    "DRV": (
        "Der Antrieb speist einen Synchronservomotor im Schaltschrank.",
        "The drive feeds a synchronous servo motor in a control cabinet.",
    ),
    "SWI": (
        "Der Switch verbindet Geräte eines Maschinennetzes. Er gehört nicht unmittelbar an das "
        "Internet.",
        "The switch connects devices of a machine network. It must not be connected directly to "
        "the internet.",
    ),
    "CPS": (
        "Der Sensor misst den Druck der Schmelze im Formnest eines Spritzgießwerkzeugs.",
        "The sensor measures the pressure of the melt in the cavity of an injection mould.",
    ),
    "EM": (
        "Der Zähler misst Wirkenergie und Netzgrößen über Stromwandler in Niederspannungsanlagen.",
        "The meter measures active energy and mains quantities through current transformers in "
        "low-voltage installations.",
    ),
    "VIS": (
        "Das System prüft Formteile mit Kamera und Ringlicht und meldet gut oder schlecht.",
        "The system inspects mouldings with a camera and a ring light and reports good or bad.",
    ),
    "AGV": (
        "Das Gehäuse führt Kabel zugentlastet und dicht in Schaltschränke und Geräte.",
        "The housing leads cables into cabinets and devices, sealed and relieved of strain.",
    ),
}

ELECTRIC = (
    "Arbeiten an der elektrischen Ausrüstung nur durch Elektrofachkräfte im spannungsfreien "
    "Zustand.",
    "Work on electrical equipment only by qualified electricians with power off.",
)
HOT = (
    "Heiße Oberflächen: vor Arbeiten abkühlen lassen, Schutzhandschuhe tragen.",
    "Hot surfaces: let them cool before work, wear protective gloves.",
)
NETWORK = (
    "Voreingestelltes Kennwort bei der Inbetriebnahme ändern, nicht benutzte Dienste abschalten.",
    "Change the preset password when commissioning, switch off services not used.",
)

SAFETY = {
    "IMM": [
        HOT,
        ELECTRIC,
        (
            "Quetschgefahr im Werkzeugraum: Schutztüren nie überbrücken.",
            "Danger of crushing in the mould area: never bypass the guards.",
        ),
        (
            "Beim Spülen tritt heiße Schmelze aus: Gesichtsschutz tragen.",
            "Hot melt comes out when purging: wear a face shield.",
        ),
    ],
    "ROB": [
        ELECTRIC,
        (
            "Im Einrichtbetrieb höchstens 250 mm/s und nur mit Zustimmtaster.",
            "In setting mode at most 250 mm/s and only with the enabling switch.",
        ),
        ("Zelle nur bei gesicherter Tür betreten.", "Enter the cell only with the door secured."),
    ],
    "PIC": [
        ELECTRIC,
        (
            "Nicht unter schwebenden Achsen aufhalten; Vertikalachse vor Wartung absetzen.",
            "Do not stand under raised axes; lower the vertical axis before maintenance.",
        ),
    ],
    "DRY": [
        HOT,
        ELECTRIC,
        (
            "Granulat mit Lösungsmitteln nicht trocknen: Explosionsgefahr.",
            "Do not dry granulate containing solvents: danger of explosion.",
        ),
    ],
    "CON": [
        ELECTRIC,
        ("Saugleitungen vor dem Öffnen belüften.", "Vent suction lines before opening them."),
        (
            "Förderleitungen erden, damit sie sich nicht aufladen.",
            "Earth conveying lines so that they do not become charged.",
        ),
    ],
    "TCU": [
        HOT,
        ELECTRIC,
        (
            "Kreislauf steht unter Druck: vor dem Öffnen auf unter 50 °C kühlen und entlasten.",
            "Circuit under pressure: cool to below 50 °C and relieve before opening.",
        ),
    ],
    "MLD": [
        HOT,
        (
            "Nur mit den vier Ringschrauben M24 heben, Werkzeug gegen Öffnen sichern.",
            "Lift only by the four M24 eye bolts, secure the mould against opening.",
        ),
    ],
    "PLC": [
        ELECTRIC,
        NETWORK,
        (
            "Firmware nur vom Hersteller und mit gültiger Signatur einspielen.",
            "Install firmware only from the maker and with a valid signature.",
        ),
    ],
    "DRV": [
        ELECTRIC,
        (
            "Zwischenkreis nach dem Abschalten 10 Minuten entladen lassen.",
            "Let the DC link discharge for 10 minutes after switching off.",
        ),
        (
            "STO verhindert den Anlauf, trennt aber nicht vom Netz.",
            "STO prevents starting but does not isolate from the mains.",
        ),
    ],
    "SWI": [
        NETWORK,
        (
            "Weboberfläche nur über HTTPS und aus dem Verwaltungsnetz erreichbar machen.",
            "Make the web interface reachable only by HTTPS and from the management network.",
        ),
    ],
    "CPS": [
        (
            "Sensorfront nicht mit harten Werkzeugen reinigen.",
            "Do not clean the sensor front with hard tools.",
        ),
        (
            "Stecker trocken und fettfrei halten, sonst driftet die Messung.",
            "Keep the connector dry and free of grease, or the measurement drifts.",
        ),
    ],
    "EM": [
        ELECTRIC,
        (
            "Sekundärkreise von Stromwandlern nie offen betreiben.",
            "Never operate secondary circuits of current transformers open.",
        ),
        NETWORK,
    ],
    "VIS": [
        (
            "Nicht aus kurzem Abstand in das Ringlicht blicken (Risikogruppe 1).",
            "Do not look into the ring light from close range (risk group 1).",
        ),
        NETWORK,
    ],
    "AGV": [
        ("Anzugsmoment 6 Nm nicht überschreiten.", "Do not exceed the tightening torque of 6 Nm."),
        (
            "Nicht für den Einsatz in explosionsfähiger Atmosphäre.",
            "Not for use in explosive atmospheres.",
        ),
    ],
}

STEPS = {
    "IMM": [
        (
            "Hauptschalter ein, Temperaturen erreichen lassen, dann Antrieb ein.",
            "Main switch on, let temperatures settle, then switch on the drive.",
        ),
        (
            "Einrichten: Schließkraft, Öffnungsweg und Auswerfer mit kleinem Weg prüfen.",
            "Setting: check clamping force, opening and ejector with short strokes.",
        ),
        (
            "Automatik: Zyklus starten, die ersten zehn Schüsse verwerfen, Massepolster "
            "beobachten.",
            "Automatic: start the cycle, discard the first ten shots, watch the melt cushion.",
        ),
        (
            "Abstellen: Schnecke leerfahren, Werkzeug entlastet schließen, Heizung aus.",
            "Shut-down: empty the screw, close the mould without load, heating off.",
        ),
    ],
    "ROB": [
        (
            "Quittieren, Referenz prüfen, Programm laden.",
            "Acknowledge, check reference, load program.",
        ),
        (
            "Neues Programm zuerst mit 10 % Geschwindigkeit fahren.",
            "Run a new program at 10 % speed first.",
        ),
        ("Greiferverschleiß wöchentlich prüfen.", "Check gripper wear weekly."),
    ],
    "PIC": [
        ("Referenzfahrt nach jedem Einschalten.", "Reference run after each power-up."),
        (
            "Freigabe der Maschine abwarten, dann Automatik wählen.",
            "Wait for the machine's release, then choose automatic.",
        ),
    ],
    "DRY": [
        (
            "Material wählen: PA6 80 °C, 4 h; PC 120 °C, 3 h.",
            "Choose material: PA6 80 °C, 4 h; PC 120 °C, 3 h.",
        ),
        (
            "Taupunkt über -25 °C: Filter und Trockenmittel prüfen.",
            "Dew point above -25 °C: check filter and desiccant.",
        ),
    ],
    "CON": [
        (
            "Quelle und Ziel koppeln, Förderzeit einstellen.",
            "Couple source and target, set loading time.",
        ),
        (
            "Meldung Saugzeit überschritten: Leitung und Filter prüfen.",
            "Message loading time exceeded: check line and filter.",
        ),
    ],
    "TCU": [
        ("Befüllen, entlüften, Sollwert wählen.", "Fill, vent, choose the set value."),
        (
            "Vor dem Werkzeugwechsel abkühlen und entleeren.",
            "Cool down and drain before changing the mould.",
        ),
    ],
    "VIS": [
        (
            "Prüfprogramm der Artikelnummer zuordnen.",
            "Assign the inspection program to the article number.",
        ),
        ("Täglich mit dem Referenzteil prüfen.", "Check daily with the reference part."),
    ],
}

MAINTENANCE = {
    "IMM": [
        (
            ("täglich", "daily"),
            (
                "Sichtprüfung, Schutztüren und Not-Halt prüfen (Bedienpersonal)",
                "visual check, test guards and emergency stop (operators)",
            ),
        ),
        (
            ("wöchentlich", "weekly"),
            (
                "Zentralschmierung auffüllen, Holme reinigen",
                "top up central lubrication, clean tie bars",
            ),
        ),
        (
            ("alle 2000 h", "every 2000 h"),
            (
                "Heizbänder und Thermofühler prüfen, Schaltschrankfilter wechseln",
                "check heater bands and thermocouples, change cabinet filters",
            ),
        ),
        (
            ("alle 5000 h", "every 5000 h"),
            (
                "Rückstromsperre messen; Ölprobe und Ölfilter, soweit hydraulisch",
                "measure the check ring; oil sample and filter where hydraulic",
            ),
        ),
        (
            ("jährlich", "yearly"),
            (
                "Prüfung der Schutzeinrichtungen durch befähigte Person",
                "inspection of the guards by a competent person",
            ),
        ),
    ],
    "ROB": [
        (
            ("täglich", "daily"),
            ("Not-Halt und Zustimmtaster prüfen", "test emergency stop and enabling switch"),
        ),
        (
            ("alle 1000 h", "every 1000 h"),
            ("Kabelpaket und Dichtungen prüfen", "check cables and seals"),
        ),
        (
            ("alle 3 Jahre", "every 3 years"),
            ("Batterien der Geber wechseln", "change encoder batteries"),
        ),
        (
            ("alle 20000 h", "every 20000 h"),
            ("Getriebefett der Achsen 1 bis 6 wechseln", "change gear grease of axes 1 to 6"),
        ),
    ],
    "MLD": [
        (
            ("alle 20000 Schuss", "every 20000 shots"),
            ("Trennebene und Entlüftung reinigen", "clean parting line and vents"),
        ),
        (
            ("alle 100000 Schuss", "every 100000 shots"),
            (
                "Auswerfer und Drehteller schmieren, Kühlung durchmessen",
                "grease ejectors and rotary table, measure cooling",
            ),
        ),
        (
            ("alle 500000 Schuss", "every 500000 shots"),
            ("Düsennadeln und Dichtkonturen erneuern", "renew nozzle needles and sealing edges"),
        ),
        (("bei 1500000 Schuss", "at 1500000 shots"), ("Grundüberholung", "general overhaul")),
    ],
}

MACHINERY = ("Maschinenrichtlinie 2006/42/EG", "Machinery Directive 2006/42/EC")
EMC = ("EMV-Richtlinie 2014/30/EU", "EMC Directive 2014/30/EU")
LOW_VOLTAGE = ("Niederspannungsrichtlinie 2014/35/EU", "Low Voltage Directive 2014/35/EU")
ROHS = ("RoHS-Richtlinie 2011/65/EU", "RoHS Directive 2011/65/EU")
PRESSURE = ("Druckgeräterichtlinie 2014/68/EU", "Pressure Equipment Directive 2014/68/EU")

DIRECTIVES = {
    "IMM": [MACHINERY, EMC],
    "ROB": [MACHINERY, EMC],
    "PIC": [MACHINERY, EMC],
    "DRY": [MACHINERY, EMC],
    "CON": [MACHINERY, EMC],
    "TCU": [MACHINERY, EMC, PRESSURE],
    "PLC": [EMC, ROHS],
    "DRV": [MACHINERY, LOW_VOLTAGE, EMC, ROHS],
    "SWI": [EMC, ROHS],
    "EM": [LOW_VOLTAGE, EMC, ROHS],
    "VIS": [EMC, ROHS],
}
STANDARDS = {
    "IMM": "EN ISO 20430, EN 60204-1, EN ISO 13849-1",
    "ROB": "EN ISO 10218-1, EN 60204-1, EN ISO 13849-1",
    "PIC": "EN ISO 12100, EN 60204-1",
    "DRY": "EN ISO 12100, EN 60204-1",
    "CON": "EN ISO 12100, EN 60204-1",
    "TCU": "EN ISO 12100, EN 60204-1, EN 61000-6-2",
    "PLC": "EN 61131-2, EN IEC 63000",
    "DRV": "EN 61800-5-1, EN 61800-5-2, EN IEC 61800-3",
    "SWI": "EN 61000-6-2, EN 61000-6-4, EN IEC 63000",
    "EM": "EN 61010-1, EN IEC 62053-22, EN 61326-1",
    "VIS": "EN 61000-6-2, EN 61000-6-4, EN 62471",
}
