# SPDX-License-Identifier: Apache-2.0
# Puts the example factory together: one Environment, and the files that its shells refer to.

import json

from . import (
    aas,
    advisories,
    concepts,
    documents,
    interfaces,
    pictures,
    security,
    structures,
    submodels,
    terms,
)
from .components import COMPONENTS
from .machines import MACHINES
from .makers import MAKERS
from .products import PRODUCTS, SITE
from .submodels import FILES, asset_id, shell_id

CONTACTS = {"PLANT-01", "IMM-01", "IMM-02", "IMM-03", "ROB-01", "SWI-01", "AGV-M20"}
TIME_SERIES = {
    "IMM-03": structures.shot_series,
    "EM-01": structures.energy_series,
    "CPS-01": structures.cavity_series,
}


def assets():
    return SITE + MACHINES + COMPONENTS + PRODUCTS


def _submodels(asset, with_structure):
    code = asset["code"]
    if "type" in asset:
        yield submodels.nameplate(asset)
    yield submodels.technical_data(asset)
    if asset.get("documents"):
        yield submodels.handover(asset)
    if code in with_structure:
        yield structures.structure(asset, with_structure)
    if code in interfaces.INTERFACES:
        yield interfaces.description(asset)
    if "software" in asset:
        yield submodels.software(asset)
    if code in TIME_SERIES:
        yield TIME_SERIES[code](code)
    if code in CONTACTS:
        yield submodels.contacts(asset)
    if code == "AGV-M20":
        yield structures.carbon_footprint(code)
    if code == "MLD-01":
        yield structures.mould_identification(asset)


def _shell(asset, submodel_ids):
    code = asset["code"]
    specific = []
    if asset.get("serial"):
        specific.append(
            {**_semantic("SerialNumber"), "name": "serialNumber", "value": asset["serial"]}
        )
    specific.append(
        {
            **_semantic("ProductArticleNumberOfManufacturer"),
            "name": "manufacturerPartId",
            "value": asset["article"],
        }
    )
    specific.append({"name": "inventoryNumber", "value": asset["inventory"]})
    information = {
        "assetKind": asset.get("kind", "Instance"),
        "globalAssetId": asset_id(code),
        "specificAssetIds": specific,
    }
    if "derived" in asset:
        information["assetType"] = asset_id(asset["derived"])
    elif "type" in asset and asset["maker"] != "ahrental":
        information["assetType"] = (
            f"https://{MAKERS[asset['maker']]['domain']}/id/{asset['article']}"
        )
    information["defaultThumbnail"] = {
        "path": f"{FILES}{code}/picture.svg",
        "contentType": "image/svg+xml",
    }
    derived = shell_id(asset["derived"]) if "derived" in asset else None
    return aas.shell(
        shell_id(code),
        code.replace("-", "_"),
        asset["name"],
        asset["note"],
        information,
        submodel_ids,
        derived,
    )


def _semantic(key):
    return {"semanticId": aas.external(terms.first(key))}


def build():
    """The Environment as a dictionary."""
    with_structure = {asset["code"] for asset in assets() if structures.has_structure(asset)}
    shells, models = [], []
    for asset in assets():
        own = list(_submodels(asset, with_structure))
        shells.append(_shell(asset, [one["id"] for one in own]))
        models += own
    return {
        "assetAdministrationShells": shells,
        "submodels": models + security.records(),
        "conceptDescriptions": terms.descriptions() + concepts.descriptions(),
    }


def to_text(environment):
    """JSON with one identifiable on each line: small, and a change shows as one line."""
    parts = []
    for name, items in environment.items():
        lines = ",\n".join(
            json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in items
        )
        parts.append(f'"{name}":[\n{lines}\n]')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def files():
    """(path, bytes) of every picture, document and data file, and of every advisory."""
    for asset in assets():
        code = asset["code"]
        yield f"files/{code}/picture.svg", pictures.picture(code).encode("utf-8")
        for kind in asset.get("documents", []):
            yield f"files/{code}/{kind}_de_en.pdf", documents.render(asset, kind)
    curve = "\n".join(structures.cavity_curve()) + "\n"
    yield "files/CPS-01/cavity_pressure.csv", curve.encode("utf-8")
    for name in ("ce", "ahrental"):
        yield f"files/marks/{name}.svg", pictures.mark(name).encode("utf-8")
    yield from security.files()
    yield from advisories.files()
