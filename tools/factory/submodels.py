# SPDX-License-Identifier: Apache-2.0
# Builders for the submodels every asset has: nameplate, technical data, documents, contact,
# software.

from . import aas, concepts, documents, terms
from .makers import MAKERS

FILES = "/aasx/files/"
DATA_TYPES = {bool: "xs:boolean", int: "xs:integer", float: "xs:double"}


def submodel_id(code, name):
    return f"{aas.BASE}/submodels/{code}/{name}"


def shell_id(code):
    return f"{aas.BASE}/shells/{code}"


def asset_id(code):
    """A link in the manner of IEC 61406: one URI, short, at a domain the firm controls."""
    return f"{aas.BASE}/id/{code}"


def plain(text):
    """A text without German letters beyond ASCII, for coded names."""
    table = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-", ",": ""}
    return "".join(table.get(letter, letter) for letter in text.lower())


def make(code, name, elements):
    semantic, template, german, english = terms.TEMPLATES[name]
    return aas.submodel(
        submodel_id(code, name), name, semantic, elements, (german, english), template=template
    )


def _prop(name, value, kind="xs:string", key=None):
    return aas.prop(name, value, terms.term(key or name), kind) if value else None


def _multi(name, pair, key=None):
    return aas.multi(name, pair, terms.term(key or name)) if pair else None


def _address(maker):
    return [
        _multi("Street", maker["street"]),
        _multi("Zipcode", maker["zip"]),
        _multi("CityTown", maker["town"]),
        _multi("NationalCode", "DE"),
        aas.collection(
            "Phone",
            [
                _multi("TelephoneNumber", maker["phone"]),
                _prop("TypeOfTelephone", "0173-1#07-AAS754#001"),
                _multi(
                    "AvailableTime",
                    (
                        "Montag bis Freitag 7:30 bis 16:30 Uhr",
                        "Monday to Friday 7:30 am to 4:30 pm",
                    ),
                ),
            ],
            terms.term("Phone"),
        ),
        aas.collection("Email", [_prop("EmailAddress", maker["mail"])], terms.term("Email")),
    ]


def nameplate(asset):
    maker = MAKERS[asset["maker"]]
    own = asset["maker"] == "ahrental"
    link = (
        asset_id(asset["code"])
        if own
        else (f"https://{maker['domain']}/id/{asset['article']}/{asset['serial']}")
    )
    marking = aas.collection(
        None,
        [
            _prop("MarkingName", terms.CE_MARK),
            aas.file(
                "MarkingFile", FILES + "marks/ce.svg", "image/svg+xml", terms.term("MarkingFile")
            ),
            _prop("MarkingAdditionalText", str(asset.get("year", ""))),
        ],
        terms.term("Marking"),
    )
    return make(
        asset["code"],
        "Nameplate",
        [
            _prop("URIOfTheProduct", link, "xs:anyURI"),
            _multi("ManufacturerName", maker["name"]),
            _multi("ManufacturerProductDesignation", asset["name"]),
            aas.collection("AddressInformation", _address(maker), terms.term("AddressInformation")),
            _multi("ManufacturerProductRoot", asset["root"]),
            _multi("ManufacturerProductFamily", asset["family"]),
            _prop("ManufacturerProductType", asset["type"]),
            _prop("OrderCodeOfManufacturer", asset["order"]),
            _prop("ProductArticleNumberOfManufacturer", asset["article"]),
            _prop("SerialNumber", asset.get("serial")),
            _prop("YearOfConstruction", asset.get("year")),
            _prop("DateOfManufacture", asset.get("made"), "xs:date"),
            _prop("HardwareVersion", asset.get("hw")),
            _prop("FirmwareVersion", asset.get("fw")),
            _prop("CountryOfOrigin", "DE"),
            _prop("UniqueFacilityIdentifier", "AHRENTAL-WERK-1") if own else None,
            (
                aas.file(
                    "CompanyLogo",
                    FILES + "marks/ahrental.svg",
                    "image/svg+xml",
                    terms.term("CompanyLogo"),
                )
                if own
                else None
            ),
            "conformity" in asset["documents"]
            and aas.ordered("Markings", [marking], terms.term("Markings"), terms.first("Marking")),
        ],
    )


def technical_property(name, value):
    label, semantic = concepts.NAMES[name], concepts.concept_id(name)
    if isinstance(value, tuple) and isinstance(value[0], str):
        return aas.multi(name, value, semantic, label)
    if isinstance(value, tuple):
        kind = "xs:integer" if all(isinstance(end, int) for end in value) else "xs:double"
        return aas.span(name, value[0], value[1], semantic, kind, label)
    if isinstance(value, bool):
        return aas.prop(name, "true" if value else "false", semantic, "xs:boolean", label)
    if name == "ProductionDate":
        return aas.prop(name, value, semantic, "xs:date", label)
    return aas.prop(name, value, semantic, DATA_TYPES.get(type(value), "xs:string"), label)


def technical_data(asset):
    maker, code = MAKERS[asset["maker"]], asset["code"]
    sections = [
        aas.collection(
            name,
            [technical_property(*item) for item in values.items()],
            concepts.concept_id("section/" + name),
            concepts.SECTION_NAMES[name],
        )
        for name, values in asset["tech"].items()
    ]
    area = aas.collection(
        None,
        sections,
        terms.term("TechnicalPropertyArea"),
        ("Technische Merkmale", "Technical properties"),
    )
    image = aas.collection(
        None,
        [
            aas.file(
                "ImageFile", f"{FILES}{code}/picture.svg", "image/svg+xml", terms.term("ImageFile")
            ),
            _multi("ImageNote", ("Schematische Ansicht", "Schematic view")),
        ],
        terms.term("ProductImage"),
    )
    device_class = asset.get("device_class")
    classification = device_class and aas.collection(
        None,
        [
            _prop("ClassificationSystem", "Ahrental-Anlagenklassen", key="ProductClassSystem"),
            _prop("ClassificationSystemVersion", "2", key="ProductClassSystemVersion"),
            _prop("ProductClassId", device_class[0]),
            _prop("ProductClassCodedName", plain(device_class[2])),
            _multi("ProductClassName", device_class[1:]),
        ],
        terms.term("ProductClassification"),
    )
    statement = (
        "Angaben für das Beispielwerk; Werte gelten bei Nennbedingungen.",
        "Information for the example plant; values apply at rated conditions.",
    )
    return make(
        code,
        "TechnicalData",
        [
            aas.collection(
                "GeneralInformation",
                [
                    _prop("ManufacturerName", maker["name"], key="TdManufacturerName"),
                    _multi("ManufacturerProductDesignation", asset["name"], "TdProductDesignation"),
                    _prop("ManufacturerArticleNumber", asset["article"]),
                    _prop("ManufacturerOrderCode", asset.get("order", asset["article"])),
                    aas.ordered(
                        "ProductImages",
                        [image],
                        terms.term("ProductImages"),
                        terms.first("ProductImage"),
                    ),
                ],
                terms.term("GeneralInformation"),
            ),
            device_class
            and aas.ordered(
                "ProductClassifications",
                [classification],
                terms.term("ProductClassifications"),
                terms.first("ProductClassification"),
            ),
            aas.ordered(
                "TechnicalPropertyAreas",
                [area],
                terms.term("TechnicalPropertyAreas"),
                terms.first("TechnicalPropertyArea"),
            ),
            aas.collection(
                "FurtherInformation",
                [
                    _multi("TextStatement", statement),
                    _prop("ValidDate", asset.get("made", "2026-01-01"), "xs:date"),
                ],
                terms.term("FurtherInformation"),
            ),
        ],
    )


def _document(asset, kind):
    spec, maker = documents.KINDS[kind], MAKERS[asset["maker"]]
    number = documents.number(asset, kind)
    title = (f"{spec['title'][0]} {asset['type']}", f"{spec['title'][1]} {asset['type']}")
    identifier = aas.collection(
        None,
        [
            _prop("DocumentDomainId", maker["domain"]),
            _prop("DocumentIdentifier", number),
            aas.prop("DocumentIsPrimary", "true", terms.term("DocumentIsPrimary"), "xs:boolean"),
        ],
        terms.term("DocumentId"),
    )
    classification = aas.collection(
        None,
        [
            _prop("ClassId", spec["class_id"]),
            _multi("ClassName", spec["class_name"]),
            _prop("ClassificationSystem", "VDI2770:2020"),
        ],
        terms.term("DocumentClassification"),
    )
    version = aas.collection(
        None,
        [
            aas.ordered(
                "Language",
                [aas.prop(None, code, terms.term("Language")) for code in ("de", "en")],
                terms.term("Language"),
                terms.first("Language"),
            ),
            _prop("Version", spec["version"]),
            _multi("Title", title),
            _multi("Description", spec["summary"]),
            _multi("KeyWords", spec["keywords"]),
            _prop("StatusSetDate", documents.issued(asset), "xs:date"),
            _prop("StatusValue", "Released"),
            _prop("OrganizationShortName", maker["short"]),
            _prop("OrganizationOfficialName", maker["name"]),
            aas.ordered(
                "DigitalFiles",
                [
                    aas.file(
                        None,
                        f"{FILES}{asset['code']}/{kind}_de_en.pdf",
                        "application/pdf",
                        terms.term("DigitalFiles"),
                    )
                ],
                terms.term("DigitalFiles"),
                terms.first("DigitalFiles"),
            ),
            aas.file(
                "PreviewFile",
                f"{FILES}{asset['code']}/picture.svg",
                "image/svg+xml",
                terms.term("PreviewFile"),
            ),
        ],
        terms.term("DocumentVersion"),
    )
    lists = [
        ("DocumentIds", "DocumentId", identifier),
        ("DocumentClassifications", "DocumentClassification", classification),
        ("DocumentVersions", "DocumentVersion", version),
    ]
    return aas.collection(
        None,
        [
            aas.ordered(name, [member], terms.term(name), terms.first(key))
            for name, key, member in lists
        ],
        terms.term("Document"),
        title,
    )


def handover(asset):
    return make(
        asset["code"],
        "HandoverDocumentation",
        [
            aas.ordered(
                "Documents",
                [_document(asset, kind) for kind in asset["documents"]],
                terms.term("Documents"),
                terms.first("Document"),
            )
        ],
    )


# People of the firm who can be reached: (idShort, department, first name, name, extension, mail)
PEOPLE = [
    (
        "PlantManagement",
        ("Werkleitung", "Plant management"),
        "Mareike",
        "Tölz",
        "101",
        "werkleitung",
    ),
    ("Maintenance", ("Instandhaltung", "Maintenance"), "Cem", "Aydin", "140", "instandhaltung"),
    (
        "InformationSecurity",
        ("Informationssicherheit", "Information security"),
        "Jonas",
        "Weidner",
        "160",
        "sicherheit",
    ),
    (
        "Quality",
        ("Qualitätssicherung", "Quality assurance"),
        "Petra",
        "Lindgrün",
        "120",
        "qualitaet",
    ),
]


def _contact(name, company, department, phone, mail, person=None):
    maker = MAKERS[company]
    members = [
        _prop("RoleOfContactPerson", "0173-1#07-AAS931#001"),
        _multi("NationalCode", "DE"),
        _prop("Language", "de", key="ContactLanguage"),
        _multi("CityTown", maker["town"]),
        _multi("Company", maker["name"]),
        _multi("Department", department),
        aas.collection("Phone", [_multi("TelephoneNumber", phone)], terms.term("Phone")),
        aas.collection("Email", [_prop("EmailAddress", mail)], terms.term("Email")),
        _multi("Street", maker["street"]),
        _multi("Zipcode", maker["zip"]),
    ]
    if person:
        members += [_multi("NameOfContact", person[1]), _multi("FirstName", person[0])]
    members.append(_prop("AddressOfAdditionalLink", f"https://{maker['domain']}/"))
    return aas.collection(name, members, terms.term("ContactInformation"), department)


def contacts(asset):
    maker = MAKERS[asset["maker"]]
    if asset["code"] == "PLANT-01":
        base = maker["phone"][:-3]
        rows = [
            _contact(
                name,
                "ahrental",
                department,
                base + extension,
                f"{mail}@ahrental.example",
                (first, last),
            )
            for name, department, first, last, extension, mail in PEOPLE
        ]
    else:
        rows = [
            _contact("Service", asset["maker"], maker["service"], maker["phone"], maker["mail"])
        ]
    return make(asset["code"], "ContactInformations", rows)


def software(asset):
    maker, data = MAKERS[asset["maker"]], asset["software"]

    def of_type(name, value, kind="xs:string"):
        return aas.prop(name, value, f"{terms.SOFTWARE}SoftwareNameplateType/{name}", kind)

    def of_instance(name, value, kind="xs:string"):
        return aas.prop(name, value, f"{terms.SOFTWARE}SoftwareNameplateInstance/{name}", kind)

    # The template names these three by older ECLASS versions than the nameplate does.
    kind = aas.collection(
        "SoftwareNameplateType",
        [
            aas.prop(
                "URIOfTheProduct",
                f"https://{maker['domain']}/software/{plain(data['name'][1])}/{data['version']}",
                "0173-1#02-AAY811#001",
            ),
            aas.multi("ManufacturerName", maker["name"], "0173-1#02-AAO677#002"),
            aas.multi("ManufacturerProductDesignation", data["name"], "0173-1#02-AAW338#001"),
            of_type("SoftwareType", data["kind"]),
            of_type("Version", data["version"]),
            of_type("ReleaseDate", data["released"], "xs:date"),
            of_type("BuildDate", data["built"], "xs:date"),
        ],
        terms.SOFTWARE + "SoftwareNameplateType",
        ("Softwaretyp", "Software type"),
    )
    module_id = terms.SOFTWARE + "SoftwareNameplateInstance/InstalledModule"
    instance = aas.collection(
        "SoftwareNameplateInstance",
        [
            aas.prop("SerialNumber", asset["serial"], "0173-1#02-AAM556#002"),
            of_instance("InventoryTag", asset["inventory"]),
            of_instance("InstanceName", asset["code"]),
            of_instance("InstalledVersion", data["version"]),
            of_instance("InstallationDate", data["installed"], "xs:date"),
            of_instance("InstalledOnArchitecture", data["architecture"]),
            of_instance("InstalledOnOS", data["os"]),
            of_instance("InstalledOnHost", asset["type"]),
            aas.collection(
                "InstalledModules",
                [
                    aas.prop(f"InstalledModule{index:02d}", module, module_id)
                    for index, module in enumerate(data["modules"])
                ],
                terms.SOFTWARE + "SoftwareNameplateInstance/InstalledModules",
            ),
        ],
        terms.SOFTWARE + "SoftwareNameplateInstance",
        ("Softwareinstanz", "Software instance"),
    )
    return make(asset["code"], "SoftwareNameplate", [kind, instance])
