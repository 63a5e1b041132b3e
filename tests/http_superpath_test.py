# SPDX-License-Identifier: Apache-2.0
"""A submodel through the shell that refers to it: every read answers what the direct way answers (IDTA-01002 3.1.2, Asset
Administration Shell Repository: "superpath")."""
import pytest
from conftest import b64, prop, shell, submodel

SUBMODEL, SHELL = "urn:superpath:submodel", "urn:superpath:shell"
DIRECT, OVER = "/submodels/" + b64(SUBMODEL), f"/shells/{b64(SHELL)}/submodels/{b64(SUBMODEL)}"


@pytest.fixture(scope="module")
def both(schale):
    motor = {"modelType": "SubmodelElementCollection", "idShort": "Motor", "value": [prop("Speed", "1500", "xs:int")]}
    assert schale("POST", "/submodels", submodel(SUBMODEL, [motor, prop("Text", "ä")], idShort="Data")).status == 201
    assert schale("POST", "/shells", shell(SHELL, [SUBMODEL])).status == 201
    return schale


@pytest.mark.parametrize("path", [
    "", "?level=core", "/$metadata", "/$value", "/$path", "/$reference", "/submodel-elements", "/submodel-elements?limit=1",
    "/submodel-elements/$metadata", "/submodel-elements/$value", "/submodel-elements/$path", "/submodel-elements/$reference",
    "/submodel-elements/Motor", "/submodel-elements/Motor?level=core", "/submodel-elements/Motor/$metadata",
    "/submodel-elements/Motor/$value", "/submodel-elements/Motor.Speed/$value", "/submodel-elements/Motor/$path",
    "/submodel-elements/Motor.Speed/$reference"])
def test_read_is_the_same(both, path):
    direct, over = both.get(DIRECT + path), both.get(OVER + path)
    assert direct.status == over.status == 200
    assert direct.json == over.json
    assert direct.headers["etag"] == over.headers["etag"]


def test_values(both):
    assert both.get(OVER + "/submodel-elements/Motor/$value").json == {"Speed": 1500}
    assert both.get(OVER + "/submodel-elements/$value").json["result"] == {"Motor": {"Speed": 1500}, "Text": "ä"}


def test_of_a_shell_that_does_not_refer_to_it(both):
    assert both("POST", "/shells", shell("urn:superpath:other")).status == 201
    for path in ("", "/submodel-elements", "/submodel-elements/$value", "/submodel-elements/Motor/$value"):
        answer = both.get(f"/shells/{b64('urn:superpath:other')}/submodels/{b64(SUBMODEL)}" + path)
        assert answer.status == 404 and answer.codes == ["not-referred"]
