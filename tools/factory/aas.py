# SPDX-License-Identifier: Apache-2.0
# Small constructors for metamodel 3.1 objects as JSON dictionaries; key order follows the
# specification. Texts are always pairs (German, English). A semantic id is a string, or a pair
# (first id, further id).

BASE = "https://ahrental.example"
IEC61360 = "https://admin-shell.io/DataSpecificationTemplates/DataSpecificationIec61360/3"


def texts(pair):
    """Language strings of a pair (German, English)."""
    return [{"language": "de", "text": pair[0]}, {"language": "en", "text": pair[1]}]


def external(value):
    return {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": value}]}


def model(*keys):
    """A ModelReference of (type, value) keys."""
    return {
        "type": "ModelReference",
        "keys": [{"type": kind, "value": value} for kind, value in keys],
    }


def submodel_reference(submodel_id):
    return model(("Submodel", submodel_id))


def _semantics(semantic):
    """semanticId and supplementalSemanticIds of a string or a tuple of strings."""
    if not semantic:
        return {}
    if isinstance(semantic, str):
        return {"semanticId": external(semantic)}
    out = {"semanticId": external(semantic[0])}
    if len(semantic) > 1:
        out["supplementalSemanticIds"] = [external(other) for other in semantic[1:]]
    return out


def _element(kind, name, semantic, label=None, note=None):
    out = {"modelType": kind}
    if name:
        out["idShort"] = name
    if label:
        out["displayName"] = texts(label)
    if note:
        out["description"] = texts(note)
    out.update(_semantics(semantic))
    return out


def prop(name, value, semantic=None, kind="xs:string", label=None, value_id=None):
    out = _element("Property", name, semantic, label)
    out["valueType"] = kind
    if value is not None:
        out["value"] = str(value)
    if value_id:
        out["valueId"] = external(value_id)
    return out


def multi(name, pair, semantic=None, label=None):
    out = _element("MultiLanguageProperty", name, semantic, label)
    if isinstance(pair, str):
        pair = (pair, pair)
    out["value"] = texts(pair)
    return out


def span(name, low, high, semantic=None, kind="xs:double", label=None):
    out = _element("Range", name, semantic, label)
    out["valueType"] = kind
    if low is not None:
        out["min"] = str(low)
    if high is not None:
        out["max"] = str(high)
    return out


def file(name, path, content_type, semantic=None, label=None):
    out = _element("File", name, semantic, label)
    out["value"] = path
    out["contentType"] = content_type
    return out


def reference_element(name, target, semantic=None):
    out = _element("ReferenceElement", name, semantic)
    out["value"] = target
    return out


def relation(name, first, second, semantic):
    out = _element("RelationshipElement", name, semantic)
    out["first"] = first
    out["second"] = second
    return out


def collection(name, members, semantic=None, label=None, note=None):
    out = _element("SubmodelElementCollection", name, semantic, label, note)
    members = [member for member in members if member]
    if members:
        out["value"] = members
    return out


def ordered(name, members, semantic=None, member_semantic=None, label=None):
    """A SubmodelElementList of children without idShort that share member_semantic."""
    out = _element("SubmodelElementList", name, semantic, label)
    if member_semantic:
        out["semanticIdListElement"] = external(member_semantic)
    out["typeValueListElement"] = members[0]["modelType"]
    if "valueType" in members[0]:
        out["valueTypeListElement"] = members[0]["valueType"]
    for member in members:
        assert "idShort" not in member and member["modelType"] == out["typeValueListElement"]
    out["value"] = members
    return out


def entity(name, statements, semantic, asset_id=None, label=None):
    out = _element("Entity", name, semantic, label)
    if statements:
        out["statements"] = statements
    out["entityType"] = "SelfManagedEntity" if asset_id else "CoManagedEntity"
    if asset_id:
        out["globalAssetId"] = asset_id
    return out


def submodel(ident, name, semantic, elements, label, note=None, template=None):
    """template: (version, revision, templateId or None) of the template the submodel follows."""
    out = {"modelType": "Submodel", "id": ident, "idShort": name}
    if template:
        version, revision, template_id = template
        out["administration"] = {"version": version, "revision": revision}
        if template_id:
            out["administration"]["templateId"] = template_id
    out["displayName"] = texts(label)
    if note:
        out["description"] = texts(note)
    out["kind"] = "Instance"
    out.update(_semantics(semantic))
    out["submodelElements"] = [element for element in elements if element]
    return out


def shell(ident, name, label, note, asset, submodel_ids, derived_from=None):
    out = {
        "modelType": "AssetAdministrationShell",
        "id": ident,
        "idShort": name,
        "displayName": texts(label),
        "description": texts(note),
        "administration": {"version": "1", "revision": "0"},
    }
    if derived_from:
        out["derivedFrom"] = model(("AssetAdministrationShell", derived_from))
    out["assetInformation"] = asset
    out["submodels"] = [submodel_reference(one) for one in submodel_ids]
    return out


def concept(ident, name, label, definition, data_type=None, unit=None, symbol=None):
    content = {"modelType": "DataSpecificationIec61360", "preferredName": texts(label)}
    if unit:
        content["unit"] = unit
    if symbol:
        content["symbol"] = symbol
    if data_type:
        content["dataType"] = data_type
    content["definition"] = texts(definition)
    return {
        "modelType": "ConceptDescription",
        "id": ident,
        "idShort": name,
        "displayName": texts(label),
        "administration": {"version": "1", "revision": "0"},
        "embeddedDataSpecifications": [
            {"dataSpecification": external(IEC61360), "dataSpecificationContent": content}
        ],
    }
