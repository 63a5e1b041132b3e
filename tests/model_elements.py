# SPDX-License-Identifier: Apache-2.0
"""Random submodel elements, and a submodel as a tree of them: what model_test.py holds the server against."""
from conftest import external, prop, reference

CHILDREN = {"Submodel": "submodelElements", "SubmodelElementCollection": "value", "SubmodelElementList": "value",
            "Entity": "statements", "AnnotatedRelationshipElement": "annotations"}
NAMES = ["Axis", "Belt", "Cam", "Drive", "Encoder", "Fan", "Gear", "Hub-1", "Ix", "Joint_2"]
TYPES = ["xs:int", "xs:string", "xs:boolean"]
TEXTS = ["", "a", "ünïcödé ☃ 🧪", "line\nbreak", '"quoted"', "back\\slash", "x" * 300]
DEPTH_MAX, SIZE_MAX = 4, 40


def new_value(dice, kind):
    if kind == "xs:int":
        return str(dice.randrange(-10 ** 6, 10 ** 6))
    return dice.choice(["true", "false"]) if kind == "xs:boolean" else dice.choice(TEXTS[1:])


def value_only(kind, text):
    """The text of a Property in the value-only form."""
    return int(text) if kind == "xs:int" else text == "true" if kind == "xs:boolean" else text


def texts(dice):
    return [{"language": language, "text": dice.choice(TEXTS[1:])} for language in dice.sample(["de", "en", "fr"], dice.randrange(1, 4))]


def with_name(name, element):
    return {"idShort": name, **element} if name else element


def data_element(dice, name):
    kind = dice.randrange(6)
    if kind == 0:
        return with_name(name, {"modelType": "MultiLanguageProperty", "value": texts(dice)})
    if kind == 1:
        low = dice.randrange(1000)
        return with_name(name, {"modelType": "Range", "valueType": "xs:int", "min": str(low), "max": str(low + dice.randrange(9))})
    if kind == 2:
        return with_name(name, {"modelType": "File", "contentType": "text/plain"})
    if kind == 3:
        return with_name(name, {"modelType": "Blob", "contentType": "text/plain", "value": dice.choice(["QQ==", "AAEC", "////"])})
    if kind == 4:
        return with_name(name, {"modelType": "ReferenceElement", "value": external("urn:see:" + str(dice.randrange(9)))})
    kind = dice.choice(TYPES)
    return with_name(name, {"modelType": "Property", "valueType": kind, "value": new_value(dice, kind)})


def new_element(dice, name, depth):
    """Any class; containers only where there is room below."""
    if depth >= DEPTH_MAX or dice.random() < 0.6:
        return data_element(dice, name)
    names = dice.sample(NAMES, dice.randrange(4))
    kind = dice.randrange(5)
    if kind == 0:
        made = {"modelType": "SubmodelElementCollection", "value": [new_element(dice, one, depth + 1) for one in names]}
    elif kind == 1:
        made = {"modelType": "Entity", "entityType": "CoManagedEntity", "statements": [new_element(dice, one, depth + 1) for one in names]}
    elif kind == 2:
        made = {"modelType": "AnnotatedRelationshipElement", "first": reference("urn:a"), "second": reference("urn:b"),
                "annotations": [data_element(dice, one) for one in names]}
    else:
        made = {"modelType": "SubmodelElementList", "typeValueListElement": dice.choice(["Property", "SubmodelElementCollection", "File"])}
        if made["typeValueListElement"] == "Property":
            made["valueTypeListElement"] = dice.choice(TYPES)
        made["value"] = [new_item(dice, made, depth + 1) for _ in names]
    drop_empty(made)
    return with_name(name, made)


def new_item(dice, holder, depth):
    """What fits into a list."""
    if holder["typeValueListElement"] == "Property":
        kind = holder["valueTypeListElement"]
        return {"modelType": "Property", "valueType": kind, "value": new_value(dice, kind)}
    if holder["typeValueListElement"] == "File":
        return {"modelType": "File", "contentType": "text/plain"}
    made = {"modelType": "SubmodelElementCollection"}
    if depth < DEPTH_MAX:
        made["value"] = [data_element(dice, one) for one in dice.sample(NAMES, dice.randrange(1, 3))]
    return made


def new_child(dice, holder, name, depth):
    """(what fits into the container, its name or None)"""
    if holder["modelType"] == "SubmodelElementList":
        return new_item(dice, holder, depth)
    if holder["modelType"] == "AnnotatedRelationshipElement":
        return data_element(dice, name)
    return new_element(dice, name, depth)


def children(holder):
    return holder.get(CHILDREN.get(holder["modelType"]), [])


def drop_empty(holder):
    """Empty lists are not stored (IDTA-01001, JSON: minItems 1)."""
    key = CHILDREN.get(holder["modelType"])
    if key in holder and not holder[key]:
        del holder[key]


def add(holder, element):
    holder.setdefault(CHILDREN[holder["modelType"]], []).append(element)


def walk(holder, path="", depth=1):
    """(path, element, its container, depth) of everything below, parents first."""
    for index, element in enumerate(children(holder)):
        if holder["modelType"] == "SubmodelElementList":
            here = f"{path}[{index}]"
        else:
            here = f"{path}.{element['idShort']}" if path else element["idShort"]
        yield here, element, holder, depth
        yield from walk(element, here, depth + 1)


def files_of(submodel):
    return [element for _, element, _, _ in walk(submodel) if element["modelType"] == "File" and "value" in element]


def new_submodel(dice, identifier, name):
    made = {"modelType": "Submodel", "id": identifier, "idShort": name,
            "submodelElements": [new_element(dice, one, 1) for one in dice.sample(NAMES, dice.randrange(5))]}
    if dice.random() < 0.3:
        made["semanticId"] = external("urn:meaning:" + str(dice.randrange(5)))
    if dice.random() < 0.3:
        made["description"] = texts(dice)
    drop_empty(made)
    return made


def counter(identifier):
    return {"modelType": "Submodel", "id": identifier, "submodelElements": [prop("Count", "0", "xs:int")]}
