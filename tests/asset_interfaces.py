# SPDX-License-Identifier: Apache-2.0
"""The standard submodels that describe interfaces of assets and what is mapped to them, as small as they may be."""
import base64

from conftest import external, prop, submodel

AID = "https://admin-shell.io/idta/AssetInterfacesDescription/1/"
AIMC = "https://admin-shell.io/idta/AssetInterfacesMappingConfiguration/"
WOT = "https://www.w3.org/2019/wot/"
MEANINGS = {
    "base": WOT + "td#baseURI", "contentType": WOT + "hypermedia#forContentType", "href": WOT + "hypermedia#hasTarget",
    "forms": WOT + "td#hasForm", "properties": WOT + "td#PropertyAffordance", "htv_methodName": "https://www.w3.org/2011/http#methodName",
    "mqv_qos": WOT + "mqtt#hasQoSFlag", "mqv_controlPacket": WOT + "mqtt#ControlPacket", "mqv_retain": WOT + "mqtt#hasRetainFlag",
    "modv_entity": WOT + "modbus#hasEntity", "modv_function": WOT + "modbus#hasFunction", "modv_type": WOT + "modbus#hasPayloadDataType",
    "modv_mostSignificantWord": WOT + "modbus#hasMostSignificantWord", "modv_mostSignificantByte": WOT + "modbus#hasMostSignificantByte",
    "modv_zeroBasedAddressing": WOT + "modbus#hasZeroBasedAddressingFlag", "modv_timeout": WOT + "modbus#hasTimeout",
    "modv_pollingTime": WOT + "modbus#hasPollingTime",
}
QUALIFIERS = ("scale", "offset", "deadband")


def word(name, value):
    more = {"semanticId": external(MEANINGS[name])} if name in MEANINGS else {}
    return prop(name, value, **more)


def collection(name, children, meaning=None, **more):
    element = {"modelType": "SubmodelElementCollection", "value": [child for child in children if child], **more}
    if name:
        element["idShort"] = name
    if meaning:
        element["semanticId"] = external(meaning)
    return element


def listing(name, children, kind, meaning=None):
    element = {"modelType": "SubmodelElementList", "idShort": name, "typeValueListElement": kind, "value": list(children)}
    if meaning:
        element["semanticId"] = external(meaning)
    return element


def point(name, href, kind="number", limits=None, parts=(), forms=None, **terms):
    """A datapoint; terms are those of the form, and the qualifiers scale, offset, deadband."""
    qualifiers = [{"type": one, "valueType": "xs:double", "value": str(terms.pop(one))} for one in QUALIFIERS if one in terms]
    form = [word("href", href)] + [word(term, value) for term, value in terms.items()]
    children = [prop("type", kind),
                limits and {"modelType": "Range", "idShort": "min_max", "valueType": "xs:double", "min": str(limits[0]), "max": str(limits[1])},
                parts and collection("properties", [collection(one, [prop("key", key), prop("type", "number")]) for one, key in parts]),
                collection("forms", forms or form, MEANINGS["forms"])]
    more = {"qualifiers": qualifiers} if qualifiers else {}
    return collection(name, children, AID + "0/PropertyDefinition", **more)


def interface(name, base, points, security=None, **endpoint):
    definitions = [collection(f"{security}_sc", [prop("scheme", security)])] if security else []
    return collection(name, [
        prop("title", f"The machine behind {name}"),
        collection("EndpointMetadata", [word("base", base)] + [word(*one) for one in endpoint.items()]
                   + [collection("securityDefinitions", definitions)] * bool(definitions), AID + "0/EndpointMetadata"),
        collection("InteractionMetadata", [collection("properties", points, MEANINGS["properties"])], AID + "0/InteractionMetadata"),
    ], AID + "0/Interface")


def description(identifier, *interfaces, version="1"):
    return submodel(identifier, interfaces, idShort="AssetInterfacesDescription", semanticId=external(AID + version + "/Submodel"))


def element_reference(identifier, path):
    """path: idShorts with dots between them."""
    steps = [{"type": "SubmodelElementCollection", "value": step} for step in path.split(".")]
    steps[-1]["type"] = "Property" if len(steps) == 1 else steps[-1]["type"]
    return {"type": "ModelReference", "keys": [{"type": "Submodel", "value": identifier}] + steps}


def source(identifier, interface_name, *names):
    return element_reference(identifier, ".".join([interface_name, "InteractionMetadata", "properties"] + ".properties.".join(names).split(".")))


def mapping_1(identifier, *relations):
    """Version 1: (first, second) each."""
    items = [{"modelType": "RelationshipElement", "first": first, "second": second} for first, second in relations]
    configuration = collection(None, [{"modelType": "ReferenceElement", "idShort": "InterfaceReference"},
                                      listing("MappingSourceSinkRelations", items, "RelationshipElement")])
    return submodel(identifier, [listing("MappingConfigurations", [configuration], "SubmodelElementCollection")],
                    idShort="AIMC", semanticId=external(AIMC + "1/0/Submodel"))


def mapping_2(identifier, *relations, interval=None, default=None, transformation=None):
    """Version 2: (source, sink) each."""
    def end(kind, index, reference):
        return collection(None, [{"modelType": "ReferenceElement", "idShort": kind, "value": reference},
                                 prop(f"{kind}Id", f"value{index}"),
                                 kind == "Source" and interval and prop("PollingInterval", str(interval), "xs:double")])
    ends = {kind: [end(kind, index, pair[side]) for index, pair in enumerate(relations)] for side, kind in enumerate(("Source", "Sink"))}
    configuration = collection(None, [
        default and prop("DefaultPollingInterval", str(default), "xs:double"),
        transformation and {"modelType": "Blob", "idShort": "Transformation", "contentType": "text/plain", "value": base64.b64encode(transformation.encode()).decode()},
        listing("Sources", ends["Source"], "SubmodelElementCollection"), listing("Sinks", ends["Sink"], "SubmodelElementCollection")])
    return submodel(identifier, [listing("MappingConfigurations", [configuration], "SubmodelElementCollection")],
                    idShort="AssetInterfacesMappingConfiguration", semanticId=external(AIMC + "2/0/Submodel"))
