# SPDX-License-Identifier: Apache-2.0
# Concept descriptions of the plant's own technical data properties, and of the sections they stand in.
# Rows: idShort | German name | English name | unit | data type (m measure, c count, s text, b yes/no) |
#       German definition | English definition

from . import aas

TYPES = {"m": "REAL_MEASURE", "c": "INTEGER_COUNT", "s": "STRING", "b": "BOOLEAN"}

PROPERTIES = """
ClampingForce | Schließkraft | Clamping force | kN | m | größte Kraft, mit der die Schließeinheit das Werkzeug zuhält | greatest force with which the clamping unit holds the mould closed
OpeningStroke | Öffnungshub | Opening stroke | mm | m | Weg der beweglichen Aufspannplatte vom geschlossenen zum ganz offenen Werkzeug | travel of the moving platen from closed to fully open mould
TieBarDistanceHorizontal | Lichter Holmabstand horizontal | Distance between tie bars, horizontal | mm | m | freier waagerechter Abstand zwischen den Holmen | free horizontal distance between the tie bars
TieBarDistanceVertical | Lichter Holmabstand vertikal | Distance between tie bars, vertical | mm | m | freier senkrechter Abstand zwischen den Holmen | free vertical distance between the tie bars
MouldHeight | Werkzeugeinbauhöhe | Mould height | mm | m | zulässige Dicke des eingebauten Werkzeugs | permitted thickness of the installed mould
PlatenLoad | Zulässiges Werkzeuggewicht | Permitted mould mass | kg | m | größte Masse des Werkzeugs auf der beweglichen Seite | greatest mass of the mould on the moving side
EjectorStroke | Auswerferhub | Ejector stroke | mm | m | größter Weg des Auswerfers | greatest travel of the ejector
EjectorForce | Auswerferkraft | Ejector force | kN | m | größte Kraft des Auswerfers nach vorn | greatest forward force of the ejector
DriveConcept | Antriebskonzept | Drive concept | - | s | Art, wie Schließ- und Spritzeinheit angetrieben werden | way the clamping and injection units are driven
ScrewDiameter | Schneckendurchmesser | Screw diameter | mm | m | Außendurchmesser der Plastifizierschnecke | outer diameter of the plasticising screw
ScrewRatio | L/D-Verhältnis | L/D ratio | 1 | m | wirksame Schneckenlänge geteilt durch den Durchmesser | effective screw length divided by the diameter
InjectionPressure | Spritzdruck | Injection pressure | bar | m | größter spezifischer Druck auf die Schmelze vor der Schnecke | greatest specific pressure on the melt in front of the screw
ShotVolume | Hubvolumen | Shot volume | cm³ | m | rechnerisches Volumen des größten Schneckenhubs | calculated volume of the greatest screw stroke
ShotMass | Schussgewicht (PS) | Shot mass (PS) | g | m | größte Masse eines Schusses aus Polystyrol | greatest mass of one shot of polystyrene
InjectionRate | Einspritzstrom | Injection rate | cm³/s | m | größter Volumenstrom beim Einspritzen in Luft | greatest volume flow when injecting into air
PlasticisingRate | Plastifizierstrom | Plasticising rate | g/s | m | aufgeschmolzene Masse je Zeit bei Polystyrol | mass of polystyrene melted per unit of time
SecondUnitScrewDiameter | Schneckendurchmesser 2. Spritzeinheit | Screw diameter, second unit | mm | m | Außendurchmesser der Schnecke der zweiten Komponente | outer diameter of the screw for the second component
SecondUnitShotVolume | Hubvolumen 2. Spritzeinheit | Shot volume, second unit | cm³ | m | rechnerisches Volumen des größten Schneckenhubs der zweiten Komponente | calculated volume of the greatest screw stroke of the second component
HeatingZones | Heizzonen | Heating zones | - | c | Anzahl getrennt geregelter Heizzonen | number of heating zones controlled separately
HeatingPower | Heizleistung | Heating power | kW | m | gesamte elektrische Leistung der Heizung | total electrical power of the heating
OilVolume | Ölfüllung | Oil volume | l | m | Füllmenge des Hydraulikbehälters | quantity held by the hydraulic tank
SupplyVoltage | Versorgungsspannung | Supply voltage | V | m | Nennspannung der elektrischen Versorgung | rated voltage of the electrical supply
SupplyFrequency | Netzfrequenz | Supply frequency | Hz | m | Nennfrequenz der elektrischen Versorgung | rated frequency of the electrical supply
RatedPower | Anschlussleistung | Connected load | kW | m | elektrische Leistung, für die der Anschluss ausgelegt ist | electrical power for which the connection is designed
RatedCurrent | Nennstrom | Rated current | A | m | Strom, den das Gerät im Dauerbetrieb führt | current carried by the device in continuous duty
PowerConsumption | Leistungsaufnahme | Power consumption | W | m | typisch aufgenommene elektrische Leistung | electrical power typically taken
BackupFuse | Vorsicherung | Backup fuse | A | m | Nennstrom der vorgeschalteten Sicherung | rated current of the upstream fuse
ProtectionClass | Schutzart | Degree of protection | - | s | Schutz durch Gehäuse gegen Berührung und Wasser (IP-Code) | protection by the enclosure against contact and water (IP code)
Length | Länge | Length | mm | m | größtes Maß in Längsrichtung | greatest dimension along the length
Width | Breite | Width | mm | m | größtes Maß quer zur Länge | greatest dimension across the length
Height | Höhe | Height | mm | m | größtes Maß vom Boden nach oben | greatest dimension from the floor upwards
Mass | Masse | Mass | kg | m | Masse ohne Betriebsstoffe | mass without operating fluids
SoundLevel | Emissions-Schalldruckpegel | Emission sound pressure level | dB(A) | m | A-bewerteter Schalldruckpegel am Arbeitsplatz | A-weighted sound pressure level at the work place
AmbientTemperature | Umgebungstemperatur | Ambient temperature | °C | m | zulässige Lufttemperatur am Aufstellort im Betrieb | permitted air temperature at the place of use in operation
CoolingWaterDemand | Kühlwasserbedarf | Cooling water demand | l/min | m | erforderlicher Volumenstrom des Kühlwassers | required volume flow of cooling water
CompressedAirPressure | Druckluftversorgung | Compressed air supply | bar | m | erforderlicher Überdruck der Druckluft | required gauge pressure of compressed air
DryCycleTime | Trockenlaufzeit | Dry cycle time | s | m | kürzeste Zeit eines Zyklus ohne Einspritzen | shortest time of one cycle without injection
AxisCount | Anzahl Achsen | Number of axes | - | c | Anzahl der gesteuerten Bewegungsachsen | number of controlled axes of motion
Payload | Traglast | Payload | kg | m | größte Masse aus Greifer und Teil am Flansch | greatest mass of gripper and part at the flange
Reach | Reichweite | Reach | mm | m | größter Abstand der Handwurzel von der ersten Achse | greatest distance of the wrist from the first axis
Repeatability | Wiederholgenauigkeit | Pose repeatability | mm | m | Streuung der Pose bei wiederholtem Anfahren | spread of the pose over repeated approaches
StrokeX | Hub X-Achse | Stroke of X axis | mm | m | Verfahrweg der Entformachse | travel of the demoulding axis
StrokeY | Hub Y-Achse | Stroke of Y axis | mm | m | Verfahrweg der Vertikalachse | travel of the vertical axis
StrokeZ | Hub Z-Achse | Stroke of Z axis | mm | m | Verfahrweg der Querachse | travel of the transverse axis
RemovalTime | Entnahmezeit | Removal time | s | m | kürzeste Zeit vom Einfahren bis zum Verlassen des Werkzeugraums | shortest time from entering to leaving the mould area
MountingPosition | Einbaulage | Mounting position | - | s | Lage, in der das Gerät montiert werden darf | position in which the device may be mounted
DewPoint | Taupunkt | Dew point | °C | m | Taupunkt der Trockenluft bei Nennbetrieb | dew point of the drying air in rated operation
DryingTemperature | Trocknungstemperatur | Drying temperature | °C | m | einstellbare Temperatur der Trockenluft | adjustable temperature of the drying air
AirFlow | Luftstrom | Air flow | m³/h | m | Volumenstrom der Trockenluft | volume flow of the drying air
HopperVolume | Trichtervolumen | Hopper volume | l | m | nutzbares Volumen des Trichters | usable volume of the hopper
ConveyingRate | Förderleistung | Conveying rate | kg/h | m | geförderte Masse Granulat je Stunde | mass of granulate conveyed per hour
ConveyingDistance | Förderweg | Conveying distance | m | m | größte Länge der Förderleitung | greatest length of the conveying line
VacuumPressure | Unterdruck | Vacuum | mbar | m | größter Unterdruck des Gebläses | greatest vacuum of the blower
StationCount | Anzahl Förderstellen | Number of stations | - | c | Anzahl der anschließbaren Fördergeräte | number of loaders that can be connected
FlowTemperature | Vorlauftemperatur | Flow temperature | °C | m | regelbare Temperatur des Mediums am Vorlauf | controllable temperature of the medium at the outlet
ControlAccuracy | Regelgenauigkeit | Control accuracy | K | m | größte Abweichung vom Sollwert im Beharrungszustand | greatest deviation from the set value in steady state
PumpFlow | Pumpenförderstrom | Pump flow | l/min | m | größter Volumenstrom der Umwälzpumpe | greatest volume flow of the circulation pump
PumpPressure | Pumpendruck | Pump pressure | bar | m | größter Druck der Umwälzpumpe | greatest pressure of the circulation pump
CoolingPower | Kühlleistung | Cooling power | kW | m | abführbare Wärmeleistung bei 80 °C Vorlauf | heat flow removable at 80 °C flow temperature
HeatTransferMedium | Wärmeträger | Heat transfer medium | - | s | Medium, das im Kreislauf umläuft | medium circulating in the circuit
ProgramMemory | Programmspeicher | Program memory | MB | m | Speicher für das Anwenderprogramm | memory for the user program
CycleTime | Kleinste Zykluszeit | Shortest cycle time | ms | m | kürzeste einstellbare Zeit der zyklischen Aufgabe | shortest adjustable time of the cyclic task
DigitalInputs | Digitale Eingänge | Digital inputs | - | c | Anzahl der digitalen Eingänge | number of digital inputs
DigitalOutputs | Digitale Ausgänge | Digital outputs | - | c | Anzahl der digitalen Ausgänge | number of digital outputs
FieldbusProtocols | Feldbusprotokolle | Fieldbus protocols | - | s | unterstützte Protokolle zur Feldebene | protocols supported towards the field level
SecureBoot | Gesicherter Start | Secure boot | - | b | Gerät startet nur signierte Firmware | device starts signed firmware only
EthernetPorts | Ethernet-Ports | Ethernet ports | - | c | Anzahl der Ethernet-Anschlüsse | number of Ethernet connections
FibrePorts | Glasfaser-Ports | Fibre ports | - | c | Anzahl der Steckplätze für Glasfasermodule | number of slots for fibre modules
PortSpeed | Datenrate je Port | Data rate per port | Mbit/s | m | größte Datenrate eines Anschlusses | greatest data rate of one connection
VlanCount | Anzahl VLANs | Number of VLANs | - | c | Anzahl der einrichtbaren virtuellen Netze | number of virtual networks that can be set up
RedundancyProtocols | Redundanzverfahren | Redundancy protocols | - | s | unterstützte Verfahren für redundante Netze | methods supported for redundant networks
ContinuousTorque | Stillstandsdrehmoment | Standstill torque | Nm | m | dauernd zulässiges Drehmoment im Stillstand | torque permitted continuously at standstill
PeakTorque | Spitzendrehmoment | Peak torque | Nm | m | kurzzeitig zulässiges Drehmoment | torque permitted for a short time
RatedSpeed | Nenndrehzahl | Rated speed | 1/min | m | Drehzahl bei Nennleistung | speed at rated power
EncoderResolution | Auflösung des Gebers | Encoder resolution | bit | c | Auflösung des Winkelgebers je Umdrehung | resolution of the angle encoder per revolution
SafetyFunctions | Sicherheitsfunktionen | Safety functions | - | s | im Gerät ausgeführte Sicherheitsfunktionen | safety functions carried out by the device
MeasuringRange | Messbereich | Measuring range | bar | m | Bereich, in dem die Messabweichung eingehalten wird | range in which the measurement error is kept
Sensitivity | Empfindlichkeit | Sensitivity | pC/bar | m | Ausgangsladung je Druck | output charge per pressure
Linearity | Linearitätsabweichung | Linearity error | % | m | größte Abweichung von der Ausgleichsgeraden, bezogen auf den Endwert | greatest deviation from the best straight line, related to full scale
NaturalFrequency | Eigenfrequenz | Natural frequency | kHz | m | niedrigste Eigenfrequenz des Aufnehmers | lowest natural frequency of the sensor
MeltTemperature | Schmelzetemperatur | Melt temperature | °C | m | größte Temperatur der Schmelze am Sensor | greatest temperature of the melt at the sensor
AccuracyClass | Genauigkeitsklasse | Accuracy class | - | s | Genauigkeitsklasse der Wirkenergiemessung | accuracy class of active energy measurement
CurrentInput | Stromeingang | Current input | A | m | Nennstrom des Wandlereingangs | rated current of the transformer input
MeasuredQuantities | Messgrößen | Measured quantities | - | s | Größen, die das Gerät misst | quantities measured by the device
SensorResolution | Sensorauflösung | Sensor resolution | Mpx | m | Anzahl der Bildpunkte des Bildsensors | number of picture elements of the image sensor
FrameRate | Bildrate | Frame rate | 1/s | m | Bilder je Sekunde bei voller Auflösung | pictures per second at full resolution
FieldOfView | Sichtfeld | Field of view | mm | m | Breite des abgebildeten Bereichs im Arbeitsabstand | width of the imaged area at working distance
SmallestDefect | Kleinster erkannter Fehler | Smallest defect found | mm | m | kleinste Fehlstelle, die sicher erkannt wird | smallest flaw that is found reliably
CavityCount | Anzahl Kavitäten | Number of cavities | - | c | Anzahl der Formnester | number of cavities
MouldSteel | Werkzeugstahl | Mould steel | - | s | Werkstoff der formgebenden Teile | material of the shaping parts
HotRunner | Heißkanal | Hot runner | - | s | Ausführung des Angusssystems | design of the runner system
GuaranteedShots | Zugesicherte Schusszahl | Guaranteed number of shots | - | c | Schüsse bis zur Grundüberholung | shots until general overhaul
ShotCounter | Schusszähler | Shot counter | - | c | bisher gefahrene Schüsse | shots run so far
ProcessCycleTime | Zykluszeit | Cycle time | s | m | Zeit von Schuss zu Schuss in der Serie | time from shot to shot in series production
ThreadSize | Anschlussgewinde | Connection thread | - | s | Bezeichnung des Gewindes | designation of the thread
CableDiameter | Klemmbereich | Clamping range | mm | m | Durchmesser der Kabel, die abgedichtet werden | diameter of the cables that are sealed
WrenchSize | Schlüsselweite | Wrench size | mm | m | Abstand der Schlüsselflächen | distance across flats
BodyMaterial | Werkstoff Gehäuse | Body material | - | s | Werkstoff der harten Komponente | material of the hard component
SealMaterial | Werkstoff Dichtung | Seal material | - | s | Werkstoff der weichen Komponente | material of the soft component
PartMass | Teilegewicht | Part mass | g | m | Masse eines Teils | mass of one part
OperatingTemperature | Einsatztemperatur | Operating temperature | °C | m | zulässige Temperatur im Einsatz | permitted temperature in use
Flammability | Brennbarkeitsklasse | Flammability class | - | s | Brandverhalten nach UL 94 | burning behaviour to UL 94
LotSize | Losgröße | Lot size | - | c | Anzahl der Teile im Los | number of parts in the lot
RejectCount | Ausschuss | Rejects | - | c | Anzahl der aussortierten Teile | number of parts sorted out
MaterialLot | Materialcharge | Material lot | - | s | Charge des verarbeiteten Granulats | lot of the granulate processed
ProductionDate | Produktionsdatum | Production date | - | d | Tag der Herstellung | day of manufacture
TorqueTested | Geprüftes Anzugsmoment | Tested tightening torque | Nm | m | Drehmoment der Stückprüfung | torque of the routine test
LeakRate | Leckrate | Leak rate | Pa·m³/s | m | gemessene Leckrate der Dichtheitsprüfung | leak rate measured in the leak test
Employees | Beschäftigte | Employees | - | c | Anzahl der Menschen, die im Werk arbeiten | number of people working in the plant
FloorArea | Hallenfläche | Floor area | m² | m | Nutzfläche der Produktionshalle | usable area of the production hall
AnnualThroughput | Jahresdurchsatz | Annual throughput | t | m | im Jahr verarbeitete Masse Kunststoff | mass of plastics processed in a year
ShiftModel | Schichtmodell | Shift pattern | - | s | Arbeitszeitmodell der Produktion | working time pattern of production
PvPower | Photovoltaikleistung | Photovoltaic power | kW | m | Spitzenleistung der eigenen Photovoltaikanlage | peak power of the plant's own photovoltaic system
PartsPerHour | Teile je Stunde | Parts per hour | 1/h | m | Ausbringung der Linie im Normalbetrieb | output of the line in normal operation
PeakInjectionPressure | Spitzenspritzdruck | Peak injection pressure | bar | m | größter Spritzdruck in einem Zyklus | greatest injection pressure in one cycle
MeltCushion | Massepolster | Melt cushion | mm | m | Schneckenweg, der am Ende des Nachdrucks übrig bleibt | screw travel left at the end of holding
CavityPressure | Werkzeuginnendruck | Cavity pressure | bar | m | Druck der Schmelze im Formnest | pressure of the melt in the cavity
ActivePower | Wirkleistung | Active power | kW | m | Mittelwert der Wirkleistung im Messintervall | mean active power in the measuring interval
ActiveEnergy | Wirkenergie | Active energy | kWh | m | Zählerstand der bezogenen Wirkenergie | meter reading of active energy drawn
"""

SECTIONS = """
ClampingUnit | Schließeinheit | Clamping unit
InjectionUnit | Spritzeinheit | Injection unit
ElectricalData | Elektrische Daten | Electrical data
Mechanics | Abmessungen und Masse | Dimensions and mass
Environment | Umgebung und Medien | Environment and supplies
Kinematics | Kinematik | Kinematics
Process | Prozessdaten | Process data
Control | Steuerung | Control
Communication | Kommunikation | Communication
Measurement | Messtechnik | Measurement
Material | Werkstoffe | Materials
Production | Produktion | Production
Site | Standort | Site
"""


def _rows(text):
    for line in text.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


def concept_id(name):
    return f"{aas.BASE}/concepts/{name}"


NAMES = {row[0]: (row[1], row[2]) for row in _rows(PROPERTIES)}
UNITS = {row[0]: "" if row[3] == "-" else row[3] for row in _rows(PROPERTIES)}
SECTION_NAMES = {row[0]: (row[1], row[2]) for row in _rows(SECTIONS)}


def descriptions():
    """Concept descriptions of every property and section, in table order."""
    out = []
    for name, german, english, unit, kind, german_text, english_text in _rows(PROPERTIES):
        data_type = {"d": "DATE", **TYPES}[kind]
        unit = "" if unit == "-" else unit
        if data_type == "REAL_MEASURE" and not unit:
            raise ValueError(f"{name}: a measure needs a unit (AASc-3a-009)")
        out.append(
            aas.concept(
                concept_id(name),
                name,
                (german, english),
                (german_text, english_text),
                data_type,
                unit,
            )
        )
    for name, german, english in _rows(SECTIONS):
        definition = (
            f"Gruppe technischer Merkmale: {german}",
            f"group of technical properties: {english.lower()}",
        )
        out.append(aas.concept(concept_id("section/" + name), name, (german, english), definition))
    return out
