# SPDX-License-Identifier: Apache-2.0
"""command_test.py - the commands as a user types them: what they print, where, and how they end (docs/cmd.md)."""
import json, os, re, signal, subprocess, zipfile

import pytest

SCHALE = os.environ.get("SCHALE", "build/asan/schale")

SUBMODEL = {"modelType": "Submodel", "id": "urn:sm:1", "idShort": "Data", "submodelElements": [
    {"modelType": "Property", "idShort": "Speed", "valueType": "xs:double", "value": "1.10"},
    {"modelType": "File", "idShort": "Manual", "value": "/aasx/files/manual.pdf", "contentType": "application/pdf"}]}
SHELL = {"modelType": "AssetAdministrationShell", "id": "urn:shell:1", "idShort": "Machine",
         "assetInformation": {"assetKind": "Instance", "globalAssetId": "urn:asset:1"},
         "submodels": [{"type": "ModelReference", "keys": [{"type": "Submodel", "value": "urn:sm:1"}]}]}
GOOD = {"assetAdministrationShells": [SHELL], "submodels": [SUBMODEL]}
BAD = {"submodels": [{"modelType": "Submodel", "id": "urn:sm:2", "submodelElements": [
    {"modelType": "Property", "valueType": "xs:int", "value": "x"}]}]}


def run(*arguments, **options):
    environment = dict(os.environ, LANG="C", LC_ALL="C")
    return subprocess.run([SCHALE, *map(str, arguments)], capture_output=True, text=True, env=environment, **options)


def write(path, value):
    path.write_text(value if isinstance(value, str) else json.dumps(value))
    return path


@pytest.fixture
def files(tmp_path):
    return {"good": write(tmp_path / "good.json", GOOD), "bad": write(tmp_path / "bad.json", BAD),
            "broken": write(tmp_path / "broken.json", '{"submodels":\n[1'), "folder": tmp_path}


def test_check_says_what_is_wrong_and_how_to_mend_it(files):
    fine = run("check", files["good"])
    assert (fine.returncode, fine.stdout) == (0, "%s: fine\n" % files["good"])
    bad = run("check", files["bad"])
    assert bad.returncode == 1
    assert "AASd-117" in bad.stdout and "value-type" in bad.stdout and "Add an idShort" in bad.stdout
    german = run("check", "--lang", "de", files["bad"])
    assert "Der idShort fehlt." in german.stdout


def test_check_json_is_one_object_for_each_file(files):
    answer = run("check", "--json", files["good"], files["bad"], files["broken"])
    reports = [json.loads(line) for line in answer.stdout.splitlines()]
    assert answer.returncode == 1
    assert [r["valid"] for r in reports] == [True, False, False]
    finding = next(f for f in reports[1]["findings"] if f["rule"] == "AASd-117")
    assert finding["path"] == "$.submodels[0].submodelElements[0]" and finding["severity"] == "error"
    assert finding["message"] and finding["hint"] and finding["line"] == 1
    assert reports[2]["findings"][0]["rule"] == "json-syntax" and reports[2]["findings"][0]["line"] == 2


def test_check_takes_folders_classes_and_versions(files):
    answer = run("check", "--json", files["folder"])
    assert len(answer.stdout.splitlines()) == 3
    one = write(files["folder"] / "property.txt", SUBMODEL["submodelElements"][0])
    assert run("check", "--as", "Property", one).returncode == 0
    assert run("check", one).returncode == 1
    role = write(files["folder"] / "role.txt", {"assetKind": "Role", "globalAssetId": "urn:a"})
    assert run("check", "--as", "AssetInformation", "--metamodel", "3.1", role).returncode == 0
    assert run("check", "--as", "AssetInformation", "--metamodel", "3.0", role).returncode == 1


@pytest.mark.parametrize("arguments", [
    [], ["nonsense"], ["check"], ["check", "--nonsense", "x"], ["check", "/nowhere/x.json"], ["check", "--as", "Nothing", "x"],
    ["check", "--metamodel", "4.0", "x"], ["convert", "x"], ["convert", "/nowhere/x.json", "y.json"], ["mend", "x.json"], ["mend", "/nowhere/x.json", "y.json"],
    ["mend", "x.json", "y.txt"], ["mend", "x.json", "y.json", "--fix", "magic"], ["mend", "x.json", "y.aasx", "--as", "Submodel"],
    ["mend", "x.json", "y.json", "--as", "Nothing"], ["mend", "x.json", "y.json", "--metamodel", "2.0"], ["import"], ["export"], ["verify"],
    ["serve", "--listen", "nonsense"], ["serve", "--listen", "127.0.0.1:99999"], ["serve", "--nonsense"], ["serve", "extra"],
    ["serve", "--public-url", "plant.example"], ["serve", "--public-url", "https://"], ["serve", "--public-url", "http://a/?b"],
    ["serve", "--public-url", "ftp://a"], ["serve", "--public-url", "http://a b"],
    ["backup", "x"], ["restore", "x"], ["check", "--lang", "fr", "x"], ["import", "--data=", "x"], ["export", "x.txt"],
    ["export", "x.txt", "--url", "http://127.0.0.1:1"],
])
def test_wrong_use_ends_with_2_and_says_why(arguments):
    answer = run(*arguments)
    assert answer.returncode == 2 and answer.stderr and not answer.stdout


def test_links_that_lead_back_up_and_pipes_in_folders_are_left_out(files):
    for name in "ab":
        os.symlink(".", files["folder"] / name)
    os.mkfifo(files["folder"] / "pipe.json")
    answer = run("check", "--json", files["folder"], timeout=20)
    assert answer.returncode == 1 and len(answer.stdout.splitlines()) == 3


def test_one_unreadable_file_does_not_hide_the_others(files):
    answer = run("check", "--json", files["good"], "/nowhere/x.json", files["bad"])
    assert answer.returncode == 2 and "/nowhere/x.json" in answer.stderr
    assert [json.loads(line)["valid"] for line in answer.stdout.splitlines()] == [True, False]


def test_file_names_that_are_not_utf8_are_told_in_utf8(files):
    name = os.fsencode(files["folder"]) + b"/\xff\xfe.json"
    with open(name, "w") as file:
        json.dump(GOOD, file)
    out = subprocess.run([SCHALE, "check", "--json", name], capture_output=True).stdout
    assert json.loads(out.decode("utf-8"))["file"].endswith("/\ufffd\ufffd.json")


MENDABLE = {"submodels": [{"modelType": "Submodel", "id": "urn:a", "submodelElements": [
    {"modelType": "Property", "idShort": "Max Speed", "valueType": "xs:double", "value": "3,5"}]}]}


@pytest.mark.parametrize("ending", ["json", "xml", "aasx"])
def test_mend_writes_a_right_file_and_tells_the_changes(files, ending):
    out = files["folder"] / ("mended." + ending)
    answer = run("mend", write(files["folder"] / "wrong.json", MENDABLE), out)
    assert answer.returncode == 0 and not answer.stderr
    assert '"Max Speed" -> "Max_Speed"' in answer.stdout and '"3,5" -> "3.5"' in answer.stdout
    assert run("check", out).returncode == 0


def test_mend_with_chosen_fixes_tells_what_is_left(files):
    out = files["folder"] / "mended.json"
    answer = run("mend", write(files["folder"] / "wrong.json", MENDABLE), out, "--fix", "value", "--json", "--lang", "de")
    assert answer.returncode == 1 and "AASd-002" in answer.stderr
    assert [json.loads(line)["fix"] for line in answer.stdout.splitlines()] == ["value"]
    assert "Form seines Typs" in answer.stdout
    assert json.loads(out.read_text())["submodels"][0]["submodelElements"][0]["value"] == "3.5"


def test_mend_leaves_nothing_for_what_cannot_be_read(files):
    out = files["folder"] / "mended.json"
    answer = run("mend", files["broken"], out)
    assert answer.returncode == 1 and "json-syntax" in answer.stderr and not out.exists()
    assert run("mend", files["good"], "/nowhere/out.json").returncode == 1


def test_writing_that_fails_is_a_failure_not_wrong_use(files):
    assert run("convert", files["good"], "/nowhere/out.json").returncode == 1
    assert run("convert", files["good"], files["folder"] / "out.txt").returncode == 2


def test_descriptors_are_checked_and_stay_json(files):
    descriptor = {"id": "urn:a", "endpoints": [{"interface": "SUBMODEL-3.1", "protocolInformation": {"href": "http://a"}}]}
    one = write(files["folder"] / "descriptor.txt", descriptor)
    assert run("check", "--as", "SubmodelDescriptor", one).returncode == 0
    bad = write(files["folder"] / "bad.txt", {"id": "urn:a"})
    assert run("check", "--as", "SubmodelDescriptor", bad).returncode == 1
    out = files["folder"] / "out.json"
    assert run("convert", "--as", "SubmodelDescriptor", one, out).returncode == 0
    assert json.loads(out.read_text()) == descriptor
    for name in ("out.xml", "out.aasx"):
        assert run("convert", "--as", "SubmodelDescriptor", one, files["folder"] / name).returncode == 2
        assert not (files["folder"] / name).exists()


def test_help_is_on_standard_output():
    assert "schale check" in run("--help").stdout
    for command in ("serve", "check", "convert", "import", "export", "verify", "backup", "restore"):
        answer = run(command, "--help")
        assert answer.returncode == 0 and command in answer.stdout


def test_serve_refuses_the_network_without_being_told(files):
    answer = run("serve", "--data", files["folder"] / "data", "--listen", "0.0.0.0:0", timeout=20)
    assert answer.returncode == 2 and "--without-login-and-tls" in answer.stderr


def test_convert_goes_there_and_back(files):
    folder = files["folder"]
    assert run("convert", files["good"], folder / "a.xml").returncode == 0
    assert run("convert", folder / "a.xml", folder / "b.aasx").returncode == 0
    assert run("convert", folder / "b.aasx", folder / "c.json").returncode == 0
    assert json.loads((folder / "c.json").read_text()) == GOOD
    assert 'xmlns="https://admin-shell.io/aas/3/1"' in (folder / "a.xml").read_text()
    assert run("convert", files["good"], folder / "a.txt").returncode == 2
    assert run("convert", files["broken"], folder / "d.json").returncode == 1
    assert not (folder / "d.json").exists()


def test_import_is_all_or_nothing_and_export_gives_it_back(files):
    folder, data = files["folder"], files["folder"] / "data"
    refused = run("import", files["good"], files["broken"], "--data", data)
    assert refused.returncode == 1 and "nothing was stored" in refused.stderr
    assert run("import", files["good"], "--data", data).stdout == "2 documents stored, 2 of them new, 0 files\n"
    assert run("import", files["good"], "--data", data).stdout == "2 documents stored, 0 of them new, 0 files\n"
    assert run("export", folder / "out.json", "--data", data).returncode == 0
    assert json.loads((folder / "out.json").read_text()) == GOOD
    strict = run("import", "--strict", files["bad"], "--data", data)
    assert strict.returncode == 1
    assert run("import", files["bad"], "--data", data).returncode == 0, "broken rules are told, and stored as they are"
    only = run("export", folder / "only.json", "--data", data, "--id", "urn:shell:1")
    assert only.returncode == 0 and json.loads((folder / "only.json").read_text()) == GOOD
    assert run("export", folder / "none.json", "--data", data, "--id=urn:none").returncode == 1


def test_files_of_a_package_come_back(files):
    folder, data = files["folder"], files["folder"] / "data"
    assert run("convert", files["good"], folder / "empty.aasx").returncode == 0
    with zipfile.ZipFile(folder / "empty.aasx") as source, zipfile.ZipFile(folder / "full.aasx", "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(b"</Types>", b'<Default Extension="pdf" ContentType="application/pdf"/></Types>')
            target.writestr(name, content)
        target.writestr("aasx/_rels/data.json.rels", '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                        '<Relationship Id="R1" Type="http://admin-shell.io/aasx/relationships/aas-suppl" Target="/aasx/files/manual.pdf"/></Relationships>')
        target.writestr("aasx/files/manual.pdf", b"%PDF-1.4 manual")
    assert run("import", folder / "full.aasx", "--data", data).stdout == "2 documents stored, 2 of them new, 1 files\n"
    assert run("export", folder / "again.aasx", "--data", data).returncode == 0
    with zipfile.ZipFile(folder / "again.aasx") as package:
        assert package.read("aasx/files/manual.pdf") == b"%PDF-1.4 manual"


def test_backup_restore_verify(files):
    folder, data = files["folder"], files["folder"] / "data"
    assert run("import", files["good"], "--data", data).returncode == 0
    assert run("verify", data).returncode == 0
    assert run("backup", data, folder / "copy").returncode == 0
    assert run("backup", data, folder / "copy").returncode == 1, "an existing file is not written over"
    assert run("restore", folder / "copy", folder / "second").returncode == 0
    assert run("export", folder / "out.json", "--data", folder / "second").returncode == 0
    assert json.loads((folder / "out.json").read_text()) == GOOD
    damaged = bytearray((folder / "copy").read_bytes())
    at = damaged.find(b"1.10")
    damaged[at] = ord("7")
    (folder / "copy2").write_bytes(damaged)
    refused = run("restore", folder / "copy2", folder / "third")
    assert refused.returncode == 1 and refused.stderr


@pytest.mark.parametrize("missing", ["/nowhere/data", "{folder}/empty", "{folder}/empty/file"])
def test_upkeep_of_what_cannot_be_read_ends_with_2(files, missing):
    folder = files["folder"]
    (folder / "empty").mkdir()
    (folder / "empty" / "file").write_text("no folder")
    missing = missing.format(folder=folder)
    if missing.endswith("/empty"):
        (folder / "empty" / "file").unlink()
    for arguments in (["verify", missing], ["backup", missing, folder / "copy"], ["export", folder / "x.json", "--data", missing]):
        answer = run(*arguments)
        assert answer.returncode == 2 and str(missing) in answer.stderr, arguments
    answer = run("restore", "/nowhere/copy", folder / "new")
    assert answer.returncode == 2 and "/nowhere/copy" in answer.stderr
    assert not (folder / "copy").exists() and not (folder / "x.json").exists()


def test_upkeep_that_fails_ends_with_1(files):
    folder, data = files["folder"], files["folder"] / "data"
    assert run("import", files["good"], "--data", data).returncode == 0
    assert run("backup", data, "/nowhere/copy").returncode == 1
    assert run("backup", data, data / "nowhere" / "copy").returncode == 1
    assert run("backup", data, folder / "copy").returncode == 0
    assert run("restore", folder / "copy", data).returncode == 1, "the folder is not empty"
    (folder / "text").write_text("no backup" * 100)
    assert run("restore", folder / "text", folder / "new").returncode == 1


def test_import_and_export_by_url(files):
    folder = files["folder"]
    server = subprocess.Popen([SCHALE, "serve", "--data", str(folder / "data"), "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, text=True)
    try:
        url = re.search(r"http://\S+", server.stdout.readline()).group(0)
        busy = run("import", files["good"], "--data", folder / "data")
        assert busy.returncode == 1 and str(server.pid) in busy.stderr
        assert run("import", files["good"], "--url", url + "/").returncode == 0
        assert run("import", files["broken"], "--url", url).returncode == 1
        assert run("export", folder / "out.json", "--url", url + "/").returncode == 0
        assert json.loads((folder / "out.json").read_text()) == GOOD
        assert run("export", folder / "out.xml", "--url", url, "--id", "urn:sm:1").returncode == 0
        assert "urn:sm:1" in (folder / "out.xml").read_text() and "urn:shell:1" not in (folder / "out.xml").read_text()
        unknown = run("export", folder / "none.json", "--url", url, "--id", "urn:nobody")
        assert unknown.returncode == 1 and "urn:nobody" in unknown.stderr and not (folder / "none.json").exists()
        assert run("backup", folder / "data", folder / "copy").returncode == 0, "also while it is served"
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(10) == 0
