# SPDX-License-Identifier: Apache-2.0
"""Constructed plants over the wire: what the server says of each asset is what visiting everything (plant_search.py) found. The files
in data/plants hold the truth, so that a reader sees it; the search is done again here."""
import glob
import json
import os

import plant_search
import pytest
from asset_interfaces import description, interface
from conftest import b64, external, followed, prop, shell, submodel

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "plants")
NAMEPLATE = "https://admin-shell.io/idta/nameplate/3/0/Nameplate"
PLANTS = sorted(glob.glob(os.path.join(FOLDER, "*.json")))


def read(path):
    with open(path) as file:
        return json.load(file)


def nameplate(identifier):
    maker = {"modelType": "MultiLanguageProperty", "idShort": "ManufacturerName", "value": [{"language": "en", "text": "Example"}]}
    return submodel(identifier, [maker, prop("OrderCodeOfManufacturer", "EX-100"), prop("FirmwareVersion", "1.0")],
                    idShort="Nameplate", semanticId=external(NAMEPLATE))


def environment(assets):
    """An asset of unknown ports has no interface description; one that may be taken over has no nameplate, so that nobody can say
    what is wrong with it."""
    shells, submodels = [], []
    for name, asset in assets.items():
        own = []
        if asset["ports"] is not None:
            faces = [interface(f"face_{i}", f"{'http' if port.startswith('tcp') else 'coap'}://machine:{port.split()[1]}", [])
                     for i, port in enumerate(asset["ports"])]
            own.append(description(f"urn:{name}:interfaces", *faces))
        if not asset["taken"]:
            own.append(nameplate(f"urn:{name}:nameplate"))
        shells.append(shell(name, [one["id"] for one in own]))
        submodels += own
    return {"assetAdministrationShells": shells, **({"submodels": submodels} if submodels else {})}


@pytest.fixture
def stored(schale, request):
    plant = read(request.param)
    made = environment(plant["assets"])
    answer = schale("POST", "/upload", made)
    assert answer.status == 200, answer.body
    answer = schale("PUT", "/plan/security/zones", {"zones": plant["zones"], "conduits": plant["conduits"]})
    assert answer.status == 200, answer.body
    yield plant, int(answer.headers["etag"].strip('"').split("-")[0])
    for path, key in (("/shells/", "assetAdministrationShells"), ("/submodels/", "submodels")):
        for one in made.get(key, []):
            assert schale("DELETE", path + b64(one["id"])).status == 204


def test_there_are_enough_plants_of_all_kinds():
    found = [verdict for path in PLANTS for verdicts in read(path)["truth"].values() for verdict in verdicts.values()]
    assert len(PLANTS) >= 30
    assert min(found.count(verdict) for verdict in ("reachable", "unknown", "not_reachable")) >= 15


@pytest.mark.parametrize("path", PLANTS, ids=os.path.basename)
def test_the_files_hold_what_the_search_finds(path):
    plant = read(path)
    assert plant_search.truth(plant) == plant["truth"]


@pytest.mark.parametrize("stored", PLANTS, ids=os.path.basename, indirect=True)
def test_the_server_says_what_is_true(schale, stored):
    plant, seq = stored
    for asset, verdicts in plant["truth"].items():
        for vector, verdict in {**verdicts, "L": "local", "P": "local"}.items():
            answer = followed(schale, f"/plan/security/reach?asset={b64(asset)}&vector={vector}", seq)
            assert answer["verdict"] == verdict, (asset, vector, answer["proof"])
            assert answer["proof"] and all(sentence.endswith((".", ":")) for sentence in answer["proof"])
