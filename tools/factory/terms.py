# SPDX-License-Identifier: Apache-2.0
# Semantic ids of the published IDTA submodel templates, with names and definitions of our own wording.
# Rows: key | semantic id | further semantic id (- for none) | German | English | German def. | English def.
# Rows without definitions give only the id; the others also become concept descriptions.

from . import aas

TEMPLATES = {
    # name: (submodel semantic id, (version, revision, template id), German label, English label)
    "Nameplate": (
        "https://admin-shell.io/idta/nameplate/3/0/Nameplate",
        ("3", "0", "https://admin-shell.io/idta-02006-3-0"),
        "Digitales Typenschild",
        "Digital nameplate",
    ),
    "TechnicalData": (
        "0173-1#01-AHX837#002",
        ("2", "0", "https://admin-shell.io/idta-02003-2-0"),
        "Technische Daten",
        "Technical data",
    ),
    "HandoverDocumentation": (
        "0173-1#01-AHF578#003",
        ("2", "0", "https://admin-shell.io/idta-02004-2-0"),
        "Übergabedokumentation",
        "Handover documentation",
    ),
    "HierarchicalStructures": (
        "https://admin-shell.io/idta/HierarchicalStructures/1/1/Submodel",
        ("1", "1", None),
        "Hierarchische Struktur",
        "Hierarchical structure",
    ),
    "TimeSeries": (
        "https://admin-shell.io/idta/TimeSeries/1/1",
        ("1", "1", None),
        "Zeitreihen",
        "Time series",
    ),
    "CarbonFootprint": (
        "https://admin-shell.io/idta/CarbonFootprint/CarbonFootprint/1/0",
        ("1", "0", None),
        "CO2-Fußabdruck",
        "Carbon footprint",
    ),
    "AssetInterfacesDescription": (
        "https://admin-shell.io/idta/AssetInterfacesDescription/1/1/Submodel",
        ("1", "1", None),
        "Schnittstellenbeschreibung",
        "Asset interfaces description",
    ),
    "ContactInformations": (
        "https://admin-shell.io/zvei/nameplate/1/0/ContactInformations",
        ("1", "0", None),
        "Kontaktinformationen",
        "Contact information",
    ),
    "SoftwareNameplate": (
        "https://admin-shell.io/idta/SoftwareNameplate/1/0",
        ("1", "0", None),
        "Software-Typenschild",
        "Software nameplate",
    ),
    "PlasticsAndRubberMouldsIdentification": (
        "https://admin-shell.io/idta/euromap/Moulds/Identification/1/0",
        ("1", "0", None),
        "Werkzeugidentifikation",
        "Mould identification",
    ),
}

TERMS = """
URIOfTheProduct | 0112/2///61987#ABN590#002 | 0173-1#02-ABH173#003 | Produkt-URI | URI of the product | weltweit eindeutige Kennung des Produkts als Link | globally unique identification of the product as a link
ManufacturerName | 0112/2///61987#ABA565#009 | 0173-1#02-AAO677#004 | Herstellername | Manufacturer name | rechtlich gültige Bezeichnung des Herstellers | legally valid designation of the manufacturer
ManufacturerProductDesignation | 0112/2///61987#ABA567#009 | 0173-1#02-AAW338#003 | Produktbezeichnung | Product designation | Kurzbeschreibung des Produkts durch den Hersteller | short description of the product by the manufacturer
AddressInformation | https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/AddressInformation | 0112/2///61360_7#AAS002#001 | Anschrift | Address information | Anschrift und Erreichbarkeit des Herstellers | address and contact details of the manufacturer
ManufacturerProductRoot | 0112/2///61360_7#AAS011#001 | 0173-1#02-AAU732#003 | Produktstamm | Product root | oberste Ebene der Produkthierarchie des Herstellers | top level of the manufacturer's product hierarchy
ManufacturerProductFamily | 0112/2///61987#ABP464#002 | 0173-1#02-AAU731#003 | Produktfamilie | Product family | zweite Ebene der Produkthierarchie des Herstellers | second level of the manufacturer's product hierarchy
ManufacturerProductType | 0112/2///61987#ABA300#008 | 0173-1#02-AAO057#004 | Produkttyp | Product type | Merkmal zur Unterscheidung der Produkte einer Familie | characteristic that tells the products of a family apart
OrderCodeOfManufacturer | 0112/2///61987#ABA950#008 | 0173-1#02-AAO227#004 | Bestellcode | Order code | Code, mit dem genau diese Ausführung bestellt wird | code with which exactly this variant is ordered
ProductArticleNumberOfManufacturer | 0112/2///61987#ABA581#007 | 0173-1#02-AAO676#005 | Artikelnummer | Article number | Nummer des Produkts beim Hersteller | number of the product at the manufacturer
SerialNumber | 0112/2///61987#ABA951#009 | 0173-1#02-AAM556#004 | Seriennummer | Serial number | eindeutige Nummer des einzelnen Geräts | unique number of the individual device
YearOfConstruction | 0112/2///61987#ABP000#002 | 0173-1#02-AAP906#003 | Baujahr | Year of construction | Jahr, in dem die Herstellung abgeschlossen wurde | year in which manufacture was completed
DateOfManufacture | 0112/2///61987#ABB757#007 | 0173-1#02-AAR972#004 | Herstellungsdatum | Date of manufacture | Tag, an dem die Herstellung abgeschlossen wurde | day on which manufacture was completed
HardwareVersion | 0112/2///61987#ABA926#008 | 0173-1#02-AAN270#004 | Hardwareversion | Hardware version | Stand der Hardware | state of the hardware
FirmwareVersion | 0112/2///61987#ABA302#006 | 0173-1#02-AAM985#004 | Firmwareversion | Firmware version | Stand der Firmware | state of the firmware
CountryOfOrigin | 0112/2///61987#ABP462#001 | 0173-1#02-AAO259#007 | Ursprungsland | Country of origin | Land der Herstellung als zweistelliger Code | country of manufacture as a two-letter code
UniqueFacilityIdentifier | https://admin-shell.io/idta/nameplate/3/0/UniqueFacilityIdentifier | - | Kennung der Betriebsstätte | Unique facility identifier | Kennung des Orts, an dem das Produkt hergestellt wird | identification of the place where the product is made
CompanyLogo | 0112/2///61987#ABP463#001 | 0173-1#02-ABI776#002 | Firmenlogo | Company logo | Zeichen des Herstellers als Bild | sign of the manufacturer as a picture
Markings | 0112/2///61360_7#AAS006#001 | 0173-1#02-ABI563#003 | Kennzeichnungen | Markings | Sammlung der Kennzeichnungen am Produkt | collection of the markings on the product
Marking | 0112/2///61360_7#AAS009#001 | 0173-1#02-ABI564#003 | Kennzeichnung | Marking | Angaben zu einer Kennzeichnung am Produkt | information on one marking on the product
MarkingName | 0112/2///61987#ABA231#009 | 0173-1#02-ABI190#003 | Name der Kennzeichnung | Marking name | gebräuchlicher Name der Kennzeichnung | common name of the marking
MarkingFile | 0112/2///61987#ABO100#002 | 0173-1#02-ABI191#003 | Bild der Kennzeichnung | Marking file | Bild der Kennzeichnung | picture of the marking
MarkingAdditionalText | 0112/2///61987#ABB146#007 | 0173-1#02-ABI192#003 | Zusatztext | Additional text | Text neben der Kennzeichnung | text beside the marking
GeneralInformation | 0173-1#02-ABK161#002/0173-1#01-AHX838#002 | - | Allgemeine Angaben | General information | Angaben zu Hersteller und Bestellung des Produkts | information on the manufacturer and ordering of the product
TdManufacturerName | 0173-1#02-AAO677#004 | - | Herstellername | Manufacturer name | rechtlich gültige Bezeichnung des Herstellers | legally valid designation of the manufacturer
TdProductDesignation | 0173-1#02-AAW338#003 | - | Produktbezeichnung | Product designation | Kurzbeschreibung des Produkts durch den Hersteller | short description of the product by the manufacturer
ManufacturerArticleNumber | 0173-1#02-AAO676#005 | - | Artikelnummer | Article number | Nummer des Produkts beim Hersteller | number of the product at the manufacturer
ManufacturerOrderCode | 0173-1#02-AAO227#004 | - | Bestellcode | Order code | Code, mit dem genau diese Ausführung bestellt wird | code with which exactly this variant is ordered
ProductImages | 0173-1#02-ABM220#001 | - | Produktbilder | Product images | Bilder des Produkts | pictures of the product
ProductImage | 0173-1#02-ABM220#001/0173-1#01-AHY911#001 | -
ImageFile | 0173-1#02-ABK291#002 | - | Bilddatei | Image file | Datei mit einem Bild des Produkts | file with a picture of the product
ImageNote | 0173-1#02-ABL423#001 | -
ProductClassifications | 0173-1#02-ABK162#002 | - | Produktklassifikationen | Product classifications | Einordnung des Produkts in Klassifikationssysteme | classification of the product in classification systems
ProductClassification | 0173-1#02-ABK162#002/0173-1#01-AHX839#002 | -
ProductClassSystem | 0173-1#02-ABL424#001 | - | Klassifikationssystem | Classification system | Name des Klassifikationssystems | name of the classification system
ProductClassSystemVersion | 0173-1#02-AAR710#003 | -
ProductClassId | 0173-1#02-ABG776#003 | - | Produktklassen-ID | Product class id | Kennung der Produktklasse im Klassifikationssystem | identification of the product class in the classification system
ProductClassCodedName | 0173-1#02-ABK128#002 | - | Codierter Klassenname | Coded class name | codierter Name der Produktklasse | coded name of the product class
ProductClassName | 0173-1#02-ABK273#002 | -
TechnicalPropertyAreas | 0173-1#02-ABK163#002 | - | Technische Merkmalsbereiche | Technical property areas | Sammlung der technischen Merkmale | collection of technical properties
TechnicalPropertyArea | 0173-1#02-ABL358#002/0173-1#01-AHX773#002 | -
FurtherInformation | 0173-1#02-ABK164#002 | - | Weitere Angaben | Further information | weitere Angaben zu den technischen Daten | further information on the technical data
TextStatement | 0173-1#02-ABK134#002 | - | Hinweistext | Text statement | Erklärung des Herstellers zu den Angaben | statement of the manufacturer on the information
ValidDate | 0173-1#02-ABL775#001 | - | Gültigkeitsdatum | Valid date | Tag, von dem an die Angaben gelten | day from which the information applies
Documents | 0173-1#02-ABI500#003 | - | Dokumente | Documents | Liste der übergebenen Dokumente | list of the documents handed over
Document | 0173-1#02-ABI500#003/0173-1#01-AHF579#003 | -
DocumentIds | 0173-1#02-ABI501#003 | - | Dokumentkennungen | Document ids | Kennungen, unter denen das Dokument geführt wird | identifiers under which the document is kept
DocumentId | 0173-1#02-ABI501#003/0173-1#01-AHF580#003 | -
DocumentDomainId | 0173-1#02-ABH994#003 | - | Domäne der Kennung | Document domain id | Organisation, die die Kennung vergibt | organisation that issues the identifier
DocumentIdentifier | 0173-1#02-AAO099#004 | - | Dokumentkennung | Document identifier | Nummer des Dokuments in seiner Domäne | number of the document in its domain
DocumentIsPrimary | 0173-1#02-ABH995#003 | - | Hauptkennung | Primary identifier | Angabe, ob die Kennung die bevorzugte ist | tells whether the identifier is the preferred one
DocumentClassifications | 0173-1#02-ABI502#003 | - | Dokumentklassen | Document classifications | Klassen, zu denen das Dokument gehört | classes to which the document belongs
DocumentClassification | 0173-1#02-ABI502#003/0173-1#01-AHF581#003 | -
ClassId | 0173-1#02-ABH996#003 | - | Klassen-ID | Class id | Kennung der Dokumentklasse | identification of the document class
ClassName | 0173-1#02-ABJ219#002 | - | Klassenname | Class name | Name der Dokumentklasse | name of the document class
ClassificationSystem | 0173-1#02-ABH997#003 | - | Klassifikationssystem | Classification system | System, aus dem die Dokumentklasse stammt | system from which the document class comes
DocumentVersions | 0173-1#02-ABI503#003 | - | Dokumentversionen | Document versions | Fassungen des Dokuments | versions of the document
DocumentVersion | 0173-1#02-ABI503#003/0173-1#01-AHF582#003 | -
Language | 0173-1#02-AAN468#008 | - | Sprache | Language | Sprachen des Dokuments als Sprachkürzel | languages of the document as language codes
Version | 0173-1#02-AAP003#005 | - | Version | Version | Bezeichnung der Fassung | designation of the version
Title | 0173-1#02-ABG940#003 | - | Titel | Title | Titel des Dokuments | title of the document
Description | 0173-1#02-AAN466#004 | - | Beschreibung | Description | Zusammenfassung des Inhalts | summary of the content
KeyWords | 0173-1#02-ABH999#003 | - | Schlagwörter | Key words | Schlagwörter zum Inhalt | key words on the content
StatusSetDate | 0173-1#02-ABI000#003 | - | Datum des Status | Status set date | Tag, an dem der Status gesetzt wurde | day on which the status was set
StatusValue | 0173-1#02-ABI001#003 | - | Status | Status value | Bearbeitungsstatus der Fassung | life cycle status of the version
OrganizationShortName | https://api.eclass-cdp.com/0173-1-02-ABI002-003 | - | Kurzname der Organisation | Organisation short name | gebräuchlicher Name der verantwortlichen Organisation | common name of the responsible organisation
OrganizationOfficialName | 0173-1#02-ABI004#003 | - | Name der Organisation | Organisation official name | amtlicher Name der verantwortlichen Organisation | official name of the responsible organisation
DigitalFiles | 0173-1#02-ABK126#002 | - | Digitale Dateien | Digital files | Dateien mit dem Inhalt des Dokuments | files with the content of the document
PreviewFile | 0173-1#02-ABK127#002 | -
ContactInformation | https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/ContactInformation | - | Kontakt | Contact information | Angaben zu einer Ansprechstelle | information on one point of contact
RoleOfContactPerson | 0173-1#02-AAO204#003 | -
NationalCode | 0173-1#02-AAO134#002 | - | Ländercode | National code | Ländercode der Anschrift | country code of the address
ContactLanguage | https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/ContactInformation/Language | -
CityTown | 0173-1#02-AAO132#002 | - | Ort | City or town | Ort der Anschrift | town of the address
Company | 0173-1#02-AAW001#001 | - | Firma | Company | Name der Firma | name of the company
Department | 0173-1#02-AAO127#003 | - | Abteilung | Department | Abteilung innerhalb der Firma | department within the company
Phone | https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/ContactInformation/Phone | - | Telefon | Phone | Telefonnummer mit Angaben zur Erreichbarkeit | phone number with information on availability
TelephoneNumber | 0173-1#02-AAO136#002 | - | Telefonnummer | Telephone number | vollständige Telefonnummer | complete telephone number
TypeOfTelephone | 0173-1#02-AAO137#003 | -
AvailableTime | https://admin-shell.io/zvei/nameplate/1/0/ContactInformations/ContactInformation/AvailableTime/ | -
Email | 0173-1#02-AAQ836#005 | - | E-Mail | Email | E-Mail-Anschrift mit Angaben dazu | email address with information on it
EmailAddress | 0173-1#02-AAO198#002 | - | E-Mail-Anschrift | Email address | elektronische Postanschrift | electronic mail address
Street | 0173-1#02-AAO128#002 | - | Straße | Street | Straße und Hausnummer | street and house number
Zipcode | 0173-1#02-AAO129#002 | - | Postleitzahl | Zip code | Postleitzahl der Anschrift | postal code of the address
NameOfContact | 0173-1#02-AAO205#002 | - | Nachname | Name of contact | Nachname der Ansprechperson | last name of the contact person
FirstName | 0173-1#02-AAO206#002 | - | Vorname | First name | Vorname der Ansprechperson | first name of the contact person
AddressOfAdditionalLink | 0173-1#02-AAQ326#002 | -
EntryNode | https://admin-shell.io/idta/HierarchicalStructures/EntryNode/1/0 | - | Einstiegsknoten | Entry node | Knoten des Assets, zu dem die Struktur gehört | node of the asset to which the structure belongs
Node | https://admin-shell.io/idta/HierarchicalStructures/Node/1/0 | - | Knoten | Node | Teil der Struktur | part of the structure
SameAs | https://admin-shell.io/idta/HierarchicalStructures/SameAs/1/0 | - | Ist dasselbe wie | Same as | verbindet zwei Knoten, die dasselbe Asset darstellen | links two nodes that stand for the same asset
HasPart | https://admin-shell.io/idta/HierarchicalStructures/HasPart/1/0 | - | Hat Teil | Has part | verbindet das Ganze mit einem Teil | links the whole with a part
BulkCount | https://admin-shell.io/idta/HierarchicalStructures/BulkCount/1/0 | - | Stückzahl | Bulk count | Anzahl gleicher Teile | number of equal parts
ArcheType | https://admin-shell.io/idta/HierarchicalStructures/ArcheType/1/0 | - | Archetyp | Archetype | Umfang der Struktur: Full, OneDown oder OneUp | extent of the structure: Full, OneDown or OneUp
Metadata | https://admin-shell.io/idta/TimeSeries/Metadata/1/1 | - | Metadaten | Metadata | Angaben zur Zeitreihe und zum Aufbau ihrer Sätze | information on the time series and the form of its records
TsName | https://admin-shell.io/idta/TimeSeries/Metadata/Name/1/1 | -
TsDescription | https://admin-shell.io/idta/TimeSeries/Metadata/Description/1/1 | -
Record | https://admin-shell.io/idta/TimeSeries/Record/1/1 | - | Satz | Record | Werte zu einem Zeitpunkt | values at one point in time
RelativePointInTime | https://admin-shell.io/idta/TimeSeries/RelativePointInTime/1/1 | - | Zeitpunkt seit Beginn | Relative point in time | Zeitpunkt in Sekunden seit Beginn des Abschnitts | point in time in seconds since the start of the segment
UtcTime | https://admin-shell.io/idta/TimeSeries/UtcTime/1/1 | - | Zeitpunkt (UTC) | UTC time | Zeitpunkt in koordinierter Weltzeit | point in time in coordinated universal time
Segments | https://admin-shell.io/idta/TimeSeries/Segments/1/1 | - | Abschnitte | Segments | Abschnitte der Zeitreihe | segments of the time series
InternalSegment | https://admin-shell.io/idta/TimeSeries/Segments/InternalSegment/1/1 | - | Interner Abschnitt | Internal segment | Abschnitt, dessen Sätze im Teilmodell stehen | segment whose records stand in the submodel
ExternalSegment | https://admin-shell.io/idta/TimeSeries/Segments/ExternalSegment/1/1 | - | Externer Abschnitt | External segment | Abschnitt, dessen Sätze in einer Datei stehen | segment whose records stand in a file
SegmentName | https://admin-shell.io/idta/TimeSeries/Segment/Name/1/1 | -
SegmentDescription | https://admin-shell.io/idta/TimeSeries/Segment/Description/1/1 | -
RecordCount | https://admin-shell.io/idta/TimeSeries/Segment/RecordCount/1/1 | - | Anzahl Sätze | Record count | Anzahl der Sätze im Abschnitt | number of records in the segment
StartTime | https://admin-shell.io/idta/TimeSeries/Segment/StartTime/1/1 | - | Beginn | Start time | Zeitpunkt des ersten Satzes | time of the first record
EndTime | https://admin-shell.io/idta/TimeSeries/Segment/EndTime/1/1 | - | Ende | End time | Zeitpunkt des letzten Satzes | time of the last record
Duration | https://admin-shell.io/idta/TimeSeries/Segment/Duration/1/1 | -
SamplingInterval | https://admin-shell.io/idta/TimeSeries/Segment/SamplingInterval/1/1 | - | Abtastabstand | Sampling interval | Zeit zwischen zwei Sätzen in Sekunden | time between two records in seconds
State | https://admin-shell.io/idta/TimeSeries/Segment/State/1/1 | -
LastUpdate | https://admin-shell.io/idta/TimeSeries/Segment/LastUpdate/1/1 | -
SegmentFile | https://admin-shell.io/idta/TimeSeries/File/1/1 | -
Records | https://admin-shell.io/idta/TimeSeries/Records/1/1 | - | Sätze | Records | Sätze des Abschnitts | records of the segment
ProductCarbonFootprints | https://admin-shell.io/idta/CarbonFootprint/ProductCarbonFootprints/1/0 | - | CO2-Fußabdrücke | Product carbon footprints | Bilanzen der Treibhausgase über Abschnitte des Lebenswegs | balances of greenhouse gases over stages of the life cycle
ProductCarbonFootprint | https://admin-shell.io/idta/CarbonFootprint/ProductCarbonFootprint/1/0 | -
PcfCalculationMethods | https://admin-shell.io/idta/CarbonFootprint/PcfCalculationMethods/1/0 | - | Berechnungsverfahren | Calculation methods | Normen, nach denen gerechnet wurde | standards used for the calculation
PcfCalculationMethod | 0173-1#02-ABG854#003 | - | Berechnungsverfahren | Calculation method | Norm, nach der gerechnet wurde | standard used for the calculation
PcfCO2eq | 0173-1#02-ABG855#003 | - | CO2-Äquivalente | CO2 equivalents | Summe der Treibhausgase in kg CO2-Äquivalenten | sum of greenhouse gases in kg of CO2 equivalents
ReferenceImpactUnitForCalculation | 0173-1#02-ABG856#003 | - | Bezugseinheit | Reference unit | Mengeneinheit, auf die sich der Wert bezieht | unit of quantity to which the value refers
QuantityOfMeasureForCalculation | 0173-1#02-ABG857#003 | - | Bezugsmenge | Reference quantity | Menge, auf die sich der Wert bezieht | quantity to which the value refers
LifeCyclePhases | https://admin-shell.io/idta/CarbonFootprint/LifeCyclePhases/1/0 | - | Lebenswegabschnitte | Life cycle phases | Abschnitte des Lebenswegs, die der Wert umfasst | stages of the life cycle covered by the value
LifeCyclePhase | 0173-1#02-ABG858#003 | - | Lebenswegabschnitt | Life cycle phase | ein Abschnitt des Lebenswegs | one stage of the life cycle
ExplanatoryStatement | https://admin-shell.io/idta/CarbonFootprint/ExplanatoryStatement/1/0 | - | Erläuterung | Explanatory statement | Erklärung zur Berechnung des Werts | explanation of how the value was calculated
PublicationDate | https://admin-shell.io/idta/CarbonFootprint/PublicationDate/1/0 | -
ExpirationDate | https://admin-shell.io/idta/CarbonFootprint/ExpirationDate/1/0 | -
Interface | https://admin-shell.io/idta/AssetInterfacesDescription/1/0/Interface | - | Schnittstelle | Interface | Beschreibung eines Zugangs zu den Daten des Assets | description of one access to the data of the asset
EndpointMetadata | https://admin-shell.io/idta/AssetInterfacesDescription/1/0/EndpointMetadata | - | Endpunktangaben | Endpoint metadata | Adresse und Absicherung des Zugangs | address and protection of the access
InteractionMetadata | https://admin-shell.io/idta/AssetInterfacesDescription/1/0/InteractionMetadata | https://www.w3.org/2019/wot/td#InteractionAffordance | Datenpunkte | Interaction metadata | Datenpunkte, die über den Zugang gelesen werden | data points read through the access
PropertyDefinition | https://admin-shell.io/idta/AssetInterfacesDescription/1/0/PropertyDefinition | https://www.w3.org/2019/wot/td#name
MinMax | https://admin-shell.io/idta/AssetInterfacesDescription/1/0/minMaxRange | -
"""

# Ids of the Web of Things vocabulary used by the interface descriptions.
WOT = {
    "title": "https://www.w3.org/2019/wot/td#title",
    "created": "http://purl.org/dc/terms/created",
    "base": "https://www.w3.org/2019/wot/td#baseURI",
    "contentType": "https://www.w3.org/2019/wot/hypermedia#forContentType",
    "security": "https://www.w3.org/2019/wot/td#hasSecurityConfiguration",
    "securityDefinitions": "https://www.w3.org/2019/wot/td#definesSecurityScheme",
    "nosec_sc": "https://www.w3.org/2019/wot/security#NoSecurityScheme",
    "scheme": "https://www.w3.org/2019/wot/security#SecurityScheme",
    "properties": "https://www.w3.org/2019/wot/td#PropertyAffordance",
    "key": (
        "https://admin-shell.io/idta/AssetInterfacesDescription/1/0/key",
        "https://www.w3.org/2019/wot/td#name",
    ),
    "type": "https://www.w3.org/1999/02/22-rdf-syntax-ns#type",
    "observable": "https://www.w3.org/2019/wot/td#isObservable",
    "unit": "https://schema.org/unitCode",
    "forms": "https://www.w3.org/2019/wot/td#hasForm",
    "href": "https://www.w3.org/2019/wot/hypermedia#hasTarget",
    "htv_methodName": "https://www.w3.org/2011/http#methodName",
    "modv_function": "https://www.w3.org/2019/wot/modbus#hasFunction",
    "modv_entity": "https://www.w3.org/2019/wot/modbus#hasEntity",
    "modv_zeroBasedAddressing": "https://www.w3.org/2019/wot/modbus#hasZeroBasedAddressingFlag",
    "modv_pollingTime": "https://www.w3.org/2019/wot/modbus#hasPollingTime",
    "modv_type": "https://www.w3.org/2019/wot/modbus#hasPayloadDataType",
    "modv_mostSignificantByte": "https://www.w3.org/2019/wot/modbus#hasMostSignificantByte",
    "modv_mostSignificantWord": "https://www.w3.org/2019/wot/modbus#hasMostSignificantWord",
    "mqv_retain": "https://www.w3.org/2019/wot/mqtt#hasRetainFlag",
    "mqv_controlPacket": "https://www.w3.org/2019/wot/mqtt#ControlPacket",
    "mqv_qos": "https://www.w3.org/2019/wot/mqtt#hasQoSFlag",
}

SOFTWARE = "https://admin-shell.io/idta/SoftwareNameplate/1/0/SoftwareNameplate/"
MOULD = "https://admin-shell.io/idta/euromap/Moulds/Identification/"
CE_MARK = "0173-1#07-DAA603#004"


def _rows():
    for line in TERMS.strip().splitlines():
        yield [cell.strip() for cell in line.split("|")]


_IDS = {row[0]: (row[1],) if row[2] == "-" else (row[1], row[2]) for row in _rows()}


def term(key):
    """Semantic ids of a template element: first the template's, then its further one."""
    return _IDS[key]


def first(key):
    return _IDS[key][0]


def descriptions():
    """Concept descriptions of the rows that have definitions."""
    out, seen = [], set()
    for row in _rows():
        if len(row) == 7 and row[1] not in seen:
            seen.add(row[1])
            out.append(aas.concept(row[1], row[0], (row[3], row[4]), (row[5], row[6])))
    return out
