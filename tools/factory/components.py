# SPDX-License-Identifier: Apache-2.0
# Control, drive, network, measuring and inspection components. Same form as machines.py.

MODULES_PLC = ["runtime", "io-scan", "modbus-server", "mqtt-client", "web-diagnosis"]


def _plc(code, serial, inventory, made, firmware, installed, note):
    return dict(
        code=code, maker="ambrecht", year=int(made[:4]), made=made, inventory=inventory,
        name=("Speicherprogrammierbare Steuerung " + code[-1], "Programmable logic controller " + code[-1]),
        note=note, type="AS 4200", family=("Baureihe AS 4000", "AS 4000 series"),
        root=("Steuerung", "Controller"), order="AS4200-16DI-16DO-2E", article="AS4200-1616-2E",
        serial=serial, hw="D", fw=firmware,
        device_class=("SPS", "Speicherprogrammierbare Steuerung", "Programmable logic controller"),
        software=dict(name=("Laufzeitsystem AS Runtime", "AS Runtime"), kind="PLC Runtime",
                      version=firmware, released="2024-03-12" if firmware == "4.2.1" else "2025-06-24",
                      built="2024-03-01" if firmware == "4.2.1" else "2025-06-16",
                      installed=installed, os="AS-RTOS 9", architecture="aarch64",
                      modules=MODULES_PLC),
        parts=[], documents=["datasheet", "conformity"], interface=code,
        tech={
            "Control": {"ProgramMemory": 64, "CycleTime": 0.5, "DigitalInputs": 16,
                        "DigitalOutputs": 16, "SecureBoot": firmware != "4.2.1"},
            "Communication": {"EthernetPorts": 2, "PortSpeed": 1000,
                              "FieldbusProtocols": "Modbus TCP, OPC UA, MQTT 5.0"},
            "ElectricalData": {"SupplyVoltage": 24, "PowerConsumption": 18, "ProtectionClass": "IP20"},
            "Mechanics": {"Length": 118, "Width": 92, "Height": 124, "Mass": 0.68},
            "Environment": {"AmbientTemperature": (-20, 60)}})


def _drive(code, serial, inventory, made, name, note, peak):
    return dict(
        code=code, maker="ambrecht", year=int(made[:4]), made=made, inventory=inventory, name=name,
        note=note, type="AD 30-012", family=("Baureihe AD 30", "AD 30 series"),
        root=("Servoantrieb", "Servo drive"), order="AD30-012-A3-STO", article="AD30-012-A3",
        serial=serial, hw="B", fw="2.9.0",
        device_class=("SRV", "Servoantrieb", "Servo drive"),
        software=dict(name=("Antriebsfirmware AD 30", "AD 30 drive firmware"), kind="Drive firmware",
                      version="2.9.0", released="2023-08-29", built="2023-08-21",
                      installed="2023-11-07", os="none", architecture="Cortex-R5",
                      modules=["current-loop", "position-loop", "safe-torque-off"]),
        parts=[], documents=["datasheet", "conformity"],
        tech={
            "Kinematics": {"ContinuousTorque": 28, "PeakTorque": peak, "RatedSpeed": 3000,
                           "EncoderResolution": 20},
            "Control": {"SafetyFunctions": "STO, SS1-t (SIL 3, PL e)", "CycleTime": 0.0625},
            "Communication": {"EthernetPorts": 2, "PortSpeed": 100, "FieldbusProtocols": "Modbus TCP"},
            "ElectricalData": {"SupplyVoltage": 400, "SupplyFrequency": 50, "RatedPower": 7.5,
                               "RatedCurrent": 12, "BackupFuse": 25, "ProtectionClass": "IP20"},
            "Mechanics": {"Length": 226, "Width": 65, "Height": 310, "Mass": 3.9},
            "Environment": {"AmbientTemperature": (0, 45)}})


COMPONENTS = [
    _plc("PLC-01", "AS42-220117-0871", "10135", "2022-01-17", "4.2.1", "2024-04-22",
         ("Steuert Zelle 1: Roboter, Werkzeugdrehteller, Kamera und Ausschleusung.",
          "Controls cell 1: robot, mould rotary table, camera and reject gate.")),
    _plc("PLC-02", "AS42-240308-2204", "10162", "2024-03-08", "4.3.0", "2025-07-14",
         ("Steuert Linie 2 und die zentrale Materialversorgung.",
          "Controls line 2 and the central material supply.")),
    _drive("DRV-01", "AD30-22-04415", "10136", "2022-02-03",
           ("Servoantrieb Drehteller", "Servo drive, rotary table"),
           ("Dreht den Werkzeugteller der Zelle 1 um 180 Grad.",
            "Turns the mould table of cell 1 by 180 degrees."), 84),
    _drive("DRV-02", "AD30-21-02906", "10113", "2021-02-09",
           ("Servoantrieb Schließeinheit", "Servo drive, clamping unit"),
           ("Treibt den Kniehebel der vollelektrischen Maschine.",
            "Drives the toggle of the all-electric machine."), 92),
    dict(
        code="SWI-01", maker="netzbrueck", year=2020, made="2020-10-12", inventory="10110",
        name=("Verwalteter Ethernet-Switch", "Managed Ethernet switch"),
        note=("Trennt das Maschinennetz vom Büronetz und verbindet die beiden Linien.",
              "Separates the machine network from the office network and connects the two lines."),
        type="NB 208M", family=("Baureihe NB 200", "NB 200 series"),
        root=("Ethernet-Switch", "Ethernet switch"), order="NB208M-8TX-2SFP", article="NB-208M-82",
        serial="NB208M-2010-33871", hw="1.2", fw="7.1.4",
        device_class=("SWI", "Ethernet-Switch", "Ethernet switch"),
        software=dict(name=("Switch-Firmware NBOS", "NBOS switch firmware"), kind="Firmware",
                      version="7.1.4", released="2023-05-16", built="2023-05-04",
                      installed="2023-06-20", os="NBOS (Linux 5.10)", architecture="armv7l",
                      modules=["switching", "web-management", "snmp", "ring"]),
        parts=[], documents=["datasheet", "conformity"], interface="SWI-01",
        tech={
            "Communication": {"EthernetPorts": 8, "FibrePorts": 2, "PortSpeed": 1000, "VlanCount": 64,
                              "RedundancyProtocols": "RSTP, MRP"},
            "ElectricalData": {"SupplyVoltage": 24, "PowerConsumption": 11, "ProtectionClass": "IP30"},
            "Mechanics": {"Length": 112, "Width": 58, "Height": 146, "Mass": 0.74},
            "Environment": {"AmbientTemperature": (-40, 70)}}),
    dict(
        code="CPS-01", maker="quarzmess", year=2022, made="2022-07-05", inventory="10138",
        name=("Werkzeuginnendrucksensor", "Cavity pressure sensor"),
        note=("Piezoelektrischer Sensor in Kavität 3, zeichnet den Druckverlauf jedes Schusses auf.",
              "Piezoelectric sensor in cavity 3, records the pressure curve of each shot."),
        type="QD 40-2000", family=("Baureihe QD", "QD series"),
        root=("Drucksensor", "Pressure sensor"), order="QD40-2000-K1.5", article="QD-402000-15",
        serial="QD40-118842", hw="1",
        device_class=("SEN-P", "Drucksensor", "Pressure sensor"), parts=[],
        documents=["datasheet", "calibration"],
        tech={
            "Measurement": {"MeasuringRange": (0, 2000), "Sensitivity": -9.4, "Linearity": 1.0,
                            "NaturalFrequency": 100, "MeltTemperature": 450},
            "Mechanics": {"Length": 14, "Width": 4, "Mass": 0.007},
            "Environment": {"AmbientTemperature": (0, 200)}}),
    dict(
        code="EM-01", maker="stromtal", year=2023, made="2023-01-30", inventory="10151",
        name=("Energiezähler Halle", "Energy meter, hall"),
        note=("Misst den Strombezug der Produktionshalle am Abgang der Niederspannungsverteilung.",
              "Measures the electricity drawn by the production hall at the low-voltage distribution."),
        type="SM 330", family=("Baureihe SM", "SM series"), root=("Energiezähler", "Energy meter"),
        order="SM330-5A-MB-TCP", article="SM-330-05", serial="SM330-0098127", hw="2", fw="1.6.8",
        device_class=("EMZ", "Energiezähler", "Energy meter"), parts=[],
        documents=["datasheet", "conformity"], interface="EM-01",
        tech={
            "Measurement": {"AccuracyClass": "0,5S (IEC 62053-22)", "CurrentInput": 5,
                            "MeasuredQuantities": "U, I, P, Q, S, cos phi, f, THD"},
            "Communication": {"EthernetPorts": 1, "PortSpeed": 100, "FieldbusProtocols": "Modbus TCP"},
            "ElectricalData": {"SupplyVoltage": 230, "SupplyFrequency": 50, "PowerConsumption": 5,
                               "ProtectionClass": "IP20"},
            "Mechanics": {"Length": 72, "Width": 108, "Height": 90, "Mass": 0.41},
            "Environment": {"AmbientTemperature": (-10, 55)}}),
    dict(
        code="VIS-01", maker="okulat", year=2022, made="2022-08-30", inventory="10139",
        name=("Sichtprüfsystem Zelle 1", "Vision inspection, cell 1"),
        note=("Prüft jedes Teil auf Vollständigkeit, Grat und Lage der Dichtung.",
              "Checks each part for completeness, flash and position of the seal."),
        type="OV 5", family=("Baureihe OV", "OV series"),
        root=("Bildverarbeitungssystem", "Vision system"), order="OV5-5MP-25-RL", article="OV-5-525",
        serial="OV5-22-00719", hw="1.1", fw="3.2.5",
        device_class=("BV", "Sichtprüfsystem", "Vision inspection system"),
        software=dict(name=("Prüfsoftware OV Inspect", "OV Inspect"), kind="Inspection software",
                      version="3.2.5", released="2024-11-20", built="2024-11-08",
                      installed="2025-02-03", os="Linux 6.1", architecture="x86_64",
                      modules=["acquisition", "inspection", "rest-api"]),
        parts=[], documents=["manual", "conformity"], interface="VIS-01",
        tech={
            "Measurement": {"SensorResolution": 5.0, "FrameRate": 35, "FieldOfView": 64,
                            "SmallestDefect": 0.15},
            "Communication": {"EthernetPorts": 1, "PortSpeed": 1000},
            "ElectricalData": {"SupplyVoltage": 24, "PowerConsumption": 65, "ProtectionClass": "IP65"},
            "Mechanics": {"Length": 310, "Width": 240, "Height": 420, "Mass": 5.6},
            "Environment": {"AmbientTemperature": (0, 45)}}),
]
