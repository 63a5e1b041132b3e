# SPDX-License-Identifier: Apache-2.0
"""aas-http-client (a Python client over the BaSyx SDK, from PyPI) against a server at SCHALE_URL: shells, submodels, elements,
attachments. It reads and writes with the BaSyx objects, so its reader judges what the server answers. Prints what fails; exit 1
when something did."""
import logging
import os
import pathlib
import sys
import tempfile
import traceback

from aas_http_client.classes.client import aas_client
from aas_http_client.utilities import sdk_tools
from basyx.aas import model

logging.disable(logging.CRITICAL)  # it logs each refusal, and refusals are asked for here
SHELL, SUBMODEL = "https://example.org/clients/python/shells/1", "https://example.org/clients/python/submodels/1"


def shells(client):
    asset = model.AssetInformation(model.AssetKind.INSTANCE, "https://example.org/clients/python/assets/1")
    shell = model.AssetAdministrationShell(asset, SHELL, id_short="Press")
    assert client.shells.post_asset_administration_shell(sdk_tools.convert_to_dict(shell))["id"] == SHELL
    assert client.shells.post_asset_administration_shell(sdk_tools.convert_to_dict(shell)) is None
    got = sdk_tools.convert_to_object(client.shells.get_asset_administration_shell_by_id(SHELL))
    assert got.id_short == "Press" and got.asset_information.global_asset_id == asset.global_asset_id
    got.id_short = "Press2"
    assert client.shells.put_asset_administration_shell_by_id(SHELL, sdk_tools.convert_to_dict(got))
    found = client.shells.get_all_asset_administration_shells(id_short="Press2")
    assert [one["id"] for one in found["result"]] == [SHELL]


def submodels(client):
    inner = model.Property("Speed", model.datatypes.Int, 1500)
    one = model.Submodel(SUBMODEL, [model.SubmodelElementCollection("Motor", [inner])], id_short="Data")
    assert client.submodels.post_submodel(sdk_tools.convert_to_dict(one))["id"] == SUBMODEL
    reference = sdk_tools.convert_to_dict(model.ModelReference.from_referable(one))
    assert client.shells.post_submodel_reference_aas_repository(SHELL, reference)
    assert client.shells.get_submodel_by_id_aas_repository(SHELL, SUBMODEL)["idShort"] == "Data"
    got = sdk_tools.convert_to_object(client.submodels.get_submodel_by_id(SUBMODEL))
    assert got.get_referable(["Motor", "Speed"]).value == 1500
    assert client.submodels.get_submodel_by_id_value_only(SUBMODEL) == {"Motor": {"Speed": 1500}}
    assert client.submodels.patch_submodel_by_id_value_only(SUBMODEL, {"Motor": {"Speed": 1600}})
    assert client.submodels.get_submodel_by_id_value_only(SUBMODEL) == {"Motor": {"Speed": 1600}}


def elements(client):
    power = sdk_tools.convert_to_dict(model.Property("Power", model.datatypes.Double, 7.5))
    assert client.submodels.post_submodel_element_by_path_submodel_repo(SUBMODEL, "Motor", power)
    got = sdk_tools.convert_to_object(client.submodels.get_submodel_element_by_path_submodel_repo(SUBMODEL, "Motor.Power"))
    assert got.value == 7.5
    power["value"] = "8.5"
    assert client.submodels.put_submodel_element_by_path_submodel_repo(SUBMODEL, "Motor.Power", power)
    listed = client.submodels.get_submodel_element_by_path_submodel_repo(SUBMODEL, "Motor")
    assert [one["value"] for one in listed["value"]] == ["1600", "8.5"]
    assert client.submodels.delete_submodel_element_by_path_submodel_repo(SUBMODEL, "Motor.Power")
    assert client.submodels.get_submodel_element_by_path_submodel_repo(SUBMODEL, "Motor.Power") is None


def attachments(client):
    manual = sdk_tools.convert_to_dict(model.File("Manual", "text/plain"))
    assert client.submodels.post_submodel_element_submodel_repo(SUBMODEL, manual)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder, "manual.txt")
        path.write_bytes(b"read me")
        assert client.experimental.put_file_by_path_submodel_repo(SUBMODEL, "Manual", path)
    assert client.experimental.get_file_by_path_submodel_repo(SUBMODEL, "Manual") == b"read me"
    assert client.experimental.delete_file_by_path_submodel_repo(SUBMODEL, "Manual")
    assert client.experimental.get_file_by_path_submodel_repo(SUBMODEL, "Manual") is None


def removal(client):
    assert client.submodels.delete_submodel_by_id(SUBMODEL)
    assert client.submodels.get_submodel_by_id(SUBMODEL) is None
    assert client.shells.delete_asset_administration_shell_by_id(SHELL)
    assert client.shells.get_asset_administration_shell_by_id(SHELL) is None


def main():
    client, failed = aas_client.create_by_url(os.environ["SCHALE_URL"], encoded_ids=False), 0
    steps = [shells, submodels, elements, attachments, removal]
    for step in steps:
        try:
            step(client)
        except Exception:  # whatever a client of others throws is a failure of the step
            failed += 1
            print(f"{step.__name__}:\n{traceback.format_exc(limit=-2)}")
    print(f"{len(steps) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
