#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""make_templates.py [FOLDER] - writes templates/*.json, the submodel templates that are built into the program, from tools/templates/*.txt.

The facts (names, semanticIds, cardinalities, types) are those of the templates that the Industrial Digital Twin Association
publishes under CC BY 4.0; names for people, descriptions and examples are our own. A line is one element:

    NAME KIND[:TYPE…] CARDINALITY SEMANTIC-ID | example | label | German label | description | German description

Two spaces of indentation are one level. KIND: P property, M text in several languages, C collection, L list of the class (and value
type) behind the colon, F file, Blob, R reference, E entity, Rel relationship, Range. CARDINALITY: 1 ? + *. "-" names an item of a
list; "NAME=…" lets each have an idShort of its own. "@x" puts in x.part, with {a} replaced by a=…; {binding} by the lines of a
.binding file. The first line is the submodel:

    NAME VERSION REVISION TEMPLATE-NUMBER ID SEMANTIC-ID | label | German label | description | German description

Templates of our own have "schale" as TEMPLATE-NUMBER; "~" as SEMANTIC-ID is then that of the submodel, ":" and the element's name
(of an item without one, that of its list without the last letter).
"""
import glob
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCE, TARGET = os.path.join(HERE, "templates"), os.path.join(HERE, "..", "templates")
CARDINALITIES = {"1": "One", "?": "ZeroToOne", "+": "OneToMany", "*": "ZeroToMany"}
CLASSES = {"P": "Property", "M": "MultiLanguageProperty", "C": "SubmodelElementCollection", "L": "SubmodelElementList", "F": "File",
           "Blob": "Blob", "R": "ReferenceElement", "E": "Entity", "Rel": "RelationshipElement", "Range": "Range"}


def external(value):
    return {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": value}]}


def texts(english, german):
    return [{"language": "en", "text": english}, {"language": "de", "text": german}]


def read(name):
    with open(os.path.join(SOURCE, name)) as file:
        return file.read().rstrip("\n").split("\n")


def expand(lines, values):
    """The lines with all parts put in."""
    for line in lines:
        depth = len(line) - len(line.lstrip(" "))
        text = line[depth:]
        if text == "{binding}":
            for inner in expand(read(values["binding"] + ".binding"), {}):
                yield " " * 8 + inner
            continue
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        if not text.startswith("@"):
            yield " " * depth + text
            continue
        name, *pairs = text[1:].split(" ")
        for inner in expand(read(name + ".part"), dict(pair.split("=", 1) for pair in pairs)):
            yield " " * depth + inner


def qualifier(kind, value):
    return {"kind": "TemplateQualifier", "type": kind, "valueType": "xs:string", "value": value}


def set_value(element, kind, types, example):
    if kind in ("P", "Range"):
        element["valueType"] = "xs:" + types[0]
    if kind in ("F", "Blob"):
        element["contentType"] = types[0]
    if kind == "E":
        element["entityType"] = types[0]
    if kind == "L":
        element["typeValueListElement"] = types[0]
        if len(types) > 1:
            element["valueTypeListElement"] = "xs:" + types[1]
    if example and kind == "P":
        element["value"] = example
    if example and kind == "M":
        text, language = example.rsplit("@", 1)
        element["value"] = [{"language": language, "text": text}]


def element_of(line, own, above):
    head, example, label, label_de, text, text_de = [part.strip() for part in line.split(" | ")] if " | | " not in line else [
        part.strip() for part in line.replace(" | | ", " |  | ").split(" | ")]
    name, kind, cardinality, semantic = head.split(" ")
    name, any_name = name.removesuffix("=…"), name.endswith("=…")
    if semantic == "~":
        semantic = own + ":" + (name if name != "-" else item_name(above))
    kind, *types = kind.split(":")
    element = {"modelType": CLASSES[kind]}
    if name != "-":
        element["idShort"] = name
    element["displayName"] = texts(label, label_de)
    element["description"] = texts(text, text_de)
    element["semanticId"] = external(semantic)
    element["qualifiers"] = [qualifier("SMT/Cardinality", CARDINALITIES[cardinality])]
    if example:
        element["qualifiers"].append(qualifier("SMT/ExampleValue", example))
    if cardinality in "*+" and name != "-":
        element["qualifiers"].append(qualifier("SMT/AllowedIdShort", "[a-zA-Z][a-zA-Z0-9_]*" if any_name else name + "[\\d{2,3}]"))
    set_value(element, kind, types, example)
    return element


def item_name(of_list):
    return of_list[:-3] + "y" if of_list.endswith("ies") else of_list[:-1]


def children_of(element):
    return "statements" if element["modelType"] == "Entity" else "value"


def template_id(number, name):
    return "urn:schale:template:" + name if number == "schale" else "https://admin-shell.io/idta-" + number


def template_of(name):
    first, *rest = read(name)
    head, label, label_de, text, text_de = [part.strip() for part in first.split(" | ")]
    id_short, version, revision, number, identifier, semantic = head.split(" ")
    top = {"modelType": "Submodel", "idShort": id_short, "displayName": texts(label, label_de), "description": texts(text, text_de),
           "administration": {"version": version, "revision": revision, "templateId": template_id(number, id_short)},
           "id": identifier, "kind": "Template", "semanticId": external(semantic)}
    stack = []
    for line in expand(rest, {}):
        depth = (len(line) - len(line.lstrip(" "))) // 2
        del stack[depth:]
        element = element_of(line.strip(), semantic, stack[-1].get("idShort") if stack else None)
        parent, list_name = (stack[-1], children_of(stack[-1])) if stack else (top, "submodelElements")
        parent.setdefault(list_name, []).append(element)
        if parent["modelType"] == "SubmodelElementList":
            parent["semanticIdListElement"] = element["semanticId"]
        stack.append(element)
    return top


def main():
    target = sys.argv[1] if len(sys.argv) > 1 else TARGET
    os.makedirs(target, exist_ok=True)
    for path in sorted(glob.glob(os.path.join(SOURCE, "*.txt"))):
        name = os.path.basename(path)
        with open(os.path.join(target, name.replace(".txt", ".json")), "w") as file:
            json.dump(template_of(name), file, ensure_ascii=False, indent=1)
            file.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
