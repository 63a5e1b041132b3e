# SPDX-License-Identifier: Apache-2.0
"""/plan/security/report: what was known then and what was done, the same for ever, signed."""
import csv
import hashlib
import io
import json
import os
import subprocess
import time
import zipfile

import pytest
from advisories_match_test import advisory
from conftest import PROGRAM, Server, b64
from security_items_test import LIST, by_name, decide, items, publish, set_firmware, settled

REPORT = "/plan/security/report"
KEV = {"title": "Exploited", "catalogVersion": "1", "dateReleased": "2026-01-01", "vulnerabilities": [{"cveID": "CVE-2026-0001"}]}


def import_list(folder, text):
    (folder / "list.csv").write_text(text, encoding="utf-8")
    subprocess.run([PROGRAM, "inventory", "import", str(folder / "list.csv"), "--data", str(folder / "data")], check=True, capture_output=True)


@pytest.fixture
def plant(tmp_path):
    import_list(tmp_path, LIST)
    server = Server(tmp_path / "data")
    yield server
    server.stop()


def last_seq(server):
    return server.get("/plan/changes?limit=1").json["result"][0]["seq"]


def report(server, query="", status=200):
    answer = server.get(REPORT + query)
    assert answer.status == status, answer.body
    return answer


def facts(server, seq, more=""):
    return report(server, f"?format=json&language=en&seq={seq}{more}").json


def told(found):
    return {item["asset"]["name"]: (item["verdict"], item["state"], item["advisory"]["version"]) for item in found["items"]}


def put_zones(server, names, **zone):
    shells = {shell["displayName"][0]["text"]: shell["id"] for shell in server.get("/shells").json["result"]}
    answer = server("PUT", "/plan/security/zones", {"zones": [
        {"id": "north", "name": "Nord <Halle>", "criticality": 3, "target": [2, 2, 2, 1, 2, 1, 2], "achieved": [2, 2, 1, 1, 2, 1, 2],
         "assets": [shells[name] for name in names], **zone}], "conduits": []})
    assert answer.status in (200, 201, 204), answer.body
    return shells


def history(server):
    """Step by step; after each the number of its last record, and what has to be true then."""
    seqs = {"devices": last_seq(server)}
    publish(server, "1")
    seqs["v1"] = last_seq(server)
    item = by_name(server, "Ventil 1")
    assert decide(server, item, state="in_progress", measure="patch", owner="Meier", due="2027-01-31", reason="Stillstand").status == 200
    seqs["decided"] = last_seq(server)
    set_firmware(server, by_name(server, "Ventil 3")["asset"]["id"], "1.0")
    seqs["firmware"] = last_seq(server)
    changed = advisory("2")
    changed["vulnerabilities"][0]["remediations"][0]["details"] = "Use 1.0, second build"
    assert server("POST", "/plan/security/advisories", changed).json["updated"] == 1
    seqs["v2"] = last_seq(server)
    shell = by_name(server, "Ventil 1")["asset"]["id"]
    put_zones(server, ["Ventil 1", "Ventil 2"])
    seqs["zones"] = last_seq(server)
    assert server("POST", "/plan/security/exploited", KEV).status == 200
    seqs["exploited"] = last_seq(server)
    assert server("DELETE", "/shells/" + b64(shell)).status == 204
    seqs["deleted"] = last_seq(server)
    return seqs


def check_history(server, seqs):
    assert told(facts(server, seqs["devices"])) == {} and facts(server, seqs["devices"])["summary"]["assets"] == 4
    first = {"Ventil 1": ("affected", "open", "1"), "Ventil 2": ("fixed", "done", "1"), "Ventil 3": ("unknown", "open", "1")}
    assert told(facts(server, seqs["v1"])) == first and facts(server, seqs["v1"])["decisions"] == []
    decided = facts(server, seqs["decided"])
    assert told(decided) == {**first, "Ventil 1": ("affected", "in_progress", "1")}
    assert [(one["state"], one["owner"], one["due"], one["reason"], one["asset"]["name"]) for one in decided["decisions"]] == [
        ("in_progress", "Meier", "2027-01-31", "Stillstand", "Ventil 1")]
    firmware = facts(server, seqs["firmware"])
    assert told(firmware)["Ventil 3"] == ("fixed", "done", "1")
    second = facts(server, seqs["v2"])
    assert {name: one[2] for name, one in told(second).items()} == {"Ventil 1": "2", "Ventil 2": "2", "Ventil 3": "2"}
    item = next(one for one in second["items"] if one["asset"]["name"] == "Ventil 1")
    assert item["changed_since"] and item["remedies"][0]["details"] == "Use 1.0, second build"
    assert item["known_since"] < item["version_since"] <= second["time"]
    assert second["zones"] == [] and second["summary"]["unzoned"] == 4
    zoned = facts(server, seqs["zones"])
    assert zoned["summary"]["unzoned"] == 2 and [zone["id"] for zone in zoned["zones"]] == ["north"]
    assert zoned["summary"]["exploited"] == 0 and facts(server, seqs["exploited"])["summary"]["exploited"] == 1
    gone = facts(server, seqs["deleted"])
    assert set(told(gone)) == {"Ventil 2", "Ventil 3"} and gone["summary"]["assets"] == 3
    assert len(gone["decisions"]) == 1 and "name" not in gone["decisions"][0]["asset"]
    for seq in seqs.values():
        assert facts(server, seq)["gaps"] == []


def test_every_moment_stays_what_it_was(plant, tmp_path):
    made = {}

    def keep(seqs):
        for name, seq in seqs.items():
            for kind in ("html", "csv", "json"):
                made[name, kind] = report(plant, f"?seq={seq}&format={kind}&language=de").body
    # What was made at the time itself is what is made of it later.
    early = {"devices": last_seq(plant)}
    keep(early)
    seqs = history(plant)
    assert report(plant, f"?seq={seqs['devices']}&format=html&language=de").body == made["devices", "html"]
    keep(seqs)
    check_history(plant, seqs)
    publish(plant, "3")
    plant.stop()
    again = Server(tmp_path / "data")
    try:
        check_history(again, seqs)
        for (name, kind), body in made.items():
            assert report(again, f"?seq={seqs[name]}&format={kind}&language=de").body == body, (name, kind)
    finally:
        again.stop()
    subprocess.run([PROGRAM, "verify", str(tmp_path / "data")], capture_output=True, check=True)
    assert not [name for name in os.listdir(os.environ.get("TMPDIR", "/tmp")) if name.startswith("schale-report-")
                and os.stat(os.path.join(os.environ.get("TMPDIR", "/tmp"), name)).st_mtime > time.time() - 60
                and os.stat(os.path.join(os.environ.get("TMPDIR", "/tmp"), name)).st_uid == os.getuid()]


def test_the_record_is_that_of_the_log(plant, tmp_path):
    publish(plant)
    seqs = [last_seq(plant) - 1, last_seq(plant)]
    found = [facts(plant, seq) for seq in seqs]
    plant.stop()
    log = (tmp_path / "data" / "store.log").read_bytes().split(b"\n")
    records = {one["seq"]: (one, hashlib.sha256(line).hexdigest()) for line in log if line for one in [json.loads(line)] if "seq" in one}
    for one in found:
        assert one["hash"] == records[one["seq"]][1]
    assert found[0]["hash"] == records[seqs[1]][0]["before"]
    plant.process = Server(tmp_path / "data").process


def verified(folder, key, signature, content):
    home = folder / "gpg"
    home.mkdir(mode=0o700, exist_ok=True)
    (home / "key.asc").write_bytes(key)
    (home / "content").write_bytes(content)
    (home / "content.asc").write_bytes(signature)
    gpg = ["gpg", "--batch", "--quiet", "--homedir", str(home)]
    subprocess.run([*gpg, "--import", str(home / "key.asc")], check=True, capture_output=True)
    done = subprocess.run([*gpg, "--verify", str(home / "content.asc"), str(home / "content")], capture_output=True)
    subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], capture_output=True)
    return done.returncode == 0


def test_signatures_are_of_exactly_these_bytes(plant, tmp_path):
    publish(plant)
    settled(plant)
    query = f"?seq={last_seq(plant)}&language=en&format="
    archive = report(plant, query + "zip")
    assert archive.headers["content-type"] == "application/zip" and ".zip" in archive.headers["content-disposition"]
    files = {name: zipfile.ZipFile(io.BytesIO(archive.body)).read(name) for name in zipfile.ZipFile(io.BytesIO(archive.body)).namelist()}
    stem = f"report-{last_seq(plant)}"
    assert set(files) == {f"{stem}.{kind}{more}" for kind in ("html", "csv", "json") for more in ("", ".asc")} | {"public-key.asc", "README.txt"}
    key = files["public-key.asc"]
    assert b"PRIVATE" not in key and stem in files["README.txt"].decode() and "schale verify" in files["README.txt"].decode()
    for kind in ("html", "csv", "json"):
        body = files[f"{stem}.{kind}"]
        assert body == report(plant, query + kind).body
        assert verified(tmp_path, key, files[f"{stem}.{kind}.asc"], body)
        alone = report(plant, query + kind + "&signature=true")
        assert alone.headers["content-type"] == "application/pgp-signature"
        assert f"{stem}.{kind}.asc" in alone.headers["content-disposition"]
        assert verified(tmp_path, key, alone.body, body)
        assert not verified(tmp_path, key, alone.body, body + b" ")
    assert report(plant, query + "zip&signature=true", 400).codes == ["bad-choice"]


def test_a_zone_has_its_own(plant):
    publish(plant)
    shells = put_zones(plant, ["Ventil 1", "Pumpe"])
    for name in ("Ventil 1", "Ventil 3"):
        decide(plant, by_name(plant, name), state="done", reason=name)
    seq = last_seq(plant)
    whole, north = facts(plant, seq), facts(plant, seq, "&zone=north")
    assert set(told(whole)) == {"Ventil 1", "Ventil 2", "Ventil 3"} and set(told(north)) == {"Ventil 1"}
    assert north["zone"] == "north" and "zone" not in whole
    assert [one["reason"] for one in whole["decisions"]] == ["Ventil 1", "Ventil 3"]
    assert [one["reason"] for one in north["decisions"]] == ["Ventil 1"]
    assert north["summary"]["assets"] == 2 and north["summary"]["unzoned"] == 0 and whole["summary"]["unzoned"] == 2
    assert {one["id"] for one in whole["lacking"]} == {shells["Ventil 2"], shells["Ventil 3"]}
    page = report(plant, f"?zone=north&seq={seq}&language=de")
    assert f"report-{seq}-north.html" in page.headers["content-disposition"]
    text = page.body.decode()
    assert "Nord &#60;Halle&#62;" in text and "<Halle>" not in text and "FR 3" in text and "Ventil 2" not in text


@pytest.mark.parametrize("query, status, code", [
    ("?date=2026-02-30", 400, "bad-date"), ("?date=yesterday", 400, "bad-date"), ("?date=2026-11-26T10:00", 400, "bad-date"),
    ("?date=9000-01-01", 400, "future-date"), ("?date=9000-01-01T00:00:00Z", 400, "future-date"),
    ("?date=2001-01-01", 404, "nothing-then"), ("?date=2001-01-01T00:00:00Z", 404, "nothing-then"),
    ("?seq=0", 400, "bad-since"), ("?seq=999999", 400, "bad-since"), ("?seq=-1", 400, "bad-since"), ("?seq=x", 400, "bad-since"),
    ("?zone=nowhere", 404, "no-such-zone"), ("?format=pdf", 400, "bad-choice"), ("?signature=maybe", 400, None),
    ("?language=xx", 400, None)])
def test_what_cannot_be_reported_is_refused(plant, query, status, code):
    answer = report(plant, query, status)
    assert code is None or answer.codes == [code]


def test_nothing_stored_is_nothing_to_report(tmp_path):
    server = Server(tmp_path / "data")
    assert report(server, "", 404).codes == ["nothing-then"]
    server.stop()


def test_a_day_ends_and_a_moment_is_exact(plant):
    before = facts(plant, last_seq(plant))
    time.sleep(0.01)
    publish(plant)
    today = time.strftime("%Y-%m-%d", time.gmtime())
    assert facts_of_date(plant, today)["seq"] == last_seq(plant)
    assert facts_of_date(plant, before["time"])["seq"] == before["seq"]
    assert facts_of_date(plant, "")["seq"] == last_seq(plant)
    local = before["time"].replace("Z", "%2B00:00")
    assert facts_of_date(plant, local)["seq"] == before["seq"]


def facts_of_date(server, date):
    return report(server, f"?format=json&date={date}").json


def test_what_was_deleted_with_its_files_is_named(plant):
    publish(plant)
    decide(plant, by_name(plant, "Ventil 1"), state="done", reason="früher")
    seq = last_seq(plant)
    record, decision = by_name(plant, "Ventil 1")["advisory"]["id"], by_name(plant, "Ventil 1")["id"]
    whole = facts(plant, seq)
    assert whole["gaps"] == []
    assert plant("DELETE", "/submodels/" + b64(record)).status == 204
    now = facts(plant, seq)
    assert now["items"] == [] and [(gap["tracking_id"], gap["version"]) for gap in now["gaps"]] == [("EX-2026-1", "2")]
    assert now["decisions"] == whole["decisions"]
    for kind in ("html", "csv"):
        assert "EX-2026-1" in report(plant, f"?seq={seq}&format={kind}").body.decode()
    # A decision that was deleted was still made.
    assert plant("DELETE", "/submodels/" + b64(decision)).status == 204
    assert facts(plant, seq)["decisions"] == whole["decisions"]
    later = facts(plant, last_seq(plant))["decisions"]
    assert [(one["state"], one["deleted"]) for one in later] == [("done", False), ("done", True)]


def test_a_document_that_was_replaced_is_named(plant):
    """As in stores of before, where a newer version took the same path."""
    publish(plant)
    seq, record = last_seq(plant), by_name(plant, "Ventil 1")["advisory"]["id"]
    attachment = "/submodels/" + b64(record) + "/submodel-elements/Document/attachment"
    name = plant.get("/submodels/" + b64(record) + "/submodel-elements/Document/$value").json["value"].split("/")[-1]
    form = (f"--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/json\r\n\r\n"
            .encode() + plant.get(attachment).body.replace(b"known_affected", b"known_not_affected") + b"\r\n--x--\r\n")
    assert plant("PUT", attachment, form, kind="multipart/form-data; boundary=x").status in (200, 204)
    found = facts(plant, seq)
    assert found["items"] == [] and [gap["tracking_id"] for gap in found["gaps"]] == ["EX-2026-1"]


HOSTILE = '<img src=x onerror=alert(1)>"\'&'


def test_hostile_texts_are_only_texts(tmp_path):
    quoted = HOSTILE.replace('"', '""')
    import_list(tmp_path, "Hersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Name\n"
                f'Example GmbH;Valve;V-1000;S-1;0.9;"{quoted}";"{quoted}"\n' 'Example GmbH;Valve;V-1000;S-2;0.9;=1+1;@SUM(A1)\n')
    server = Server(tmp_path / "data")
    document = advisory("1")
    document["document"]["title"] = HOSTILE + "\u202e"
    assert server("POST", "/plan/security/advisories", document).json["new"] == 1
    decide(server, items(server)[0], state="accepted", reason=HOSTILE, owner="=cmd|x", due="2027-01-01")
    page = report(server, "?language=de")
    text = page.body.decode()
    assert "<img" not in text and "<script" not in text and "&#60;img" in text
    assert "sandbox" in page.headers["content-security-policy"] and "allow-scripts" not in page.headers["content-security-policy"]
    raw = report(server, "?format=csv&language=de").body
    assert raw.startswith(b"\xef\xbb\xbf") and raw.count(b"\r\n") == 3
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {len(rows[0])} and len(rows) == 3
    cells = [cell for row in rows[1:] for cell in row]
    assert "'=1+1" in cells and "'@SUM(A1)" in cells and HOSTILE in cells
    assert not [cell for cell in cells if cell[:1] in "=+@" and cell]
    assert report(server, "?format=json").json["items"]
    server.stop()


def plant_of(folder, assets, advisories):
    """So many assets, each hit by every advisory."""
    import_list(folder, "Hersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Standort;Name\n" + "".join(
        f"Example GmbH;Valve;V-1000;S-{n};0.9;Halle;Ventil {n}\n" for n in range(assets)))
    (folder / "news").mkdir(exist_ok=True)
    for n in range(advisories):
        document = advisory("1")
        document["document"]["tracking"]["id"] = f"EX-2026-{n}"
        (folder / "news" / f"{n}.json").write_text(json.dumps(document))
    subprocess.run([PROGRAM, "advisories", "import", str(folder / "news"), "--data", str(folder / "data")], check=True, capture_output=True)


def write_report(folder, *more):
    done = subprocess.run([PROGRAM, "advisories", "report", "--data", str(folder / "data"), *more], capture_output=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_thousand_items_take_seconds(tmp_path):
    plant_of(tmp_path, 50, 40)
    begin = time.monotonic()
    text = write_report(tmp_path, "--lang", "en").decode()
    assert text.count("EX-2026-39") == 50
    assert time.monotonic() - begin < 20  # with the sanitizers


def test_the_limit_of_items_is_told(tmp_path):
    plant_of(tmp_path, 100, 50)
    found = json.loads(write_report(tmp_path, "--format", "json"))
    assert len(found["items"]) == 5000 and found["not_listed"]["items"] == 0
    import_list(tmp_path, "Hersteller;Produktbezeichnung;Bestell-Nr.;Seriennummer;Firmware;Name\nExample GmbH;Valve;V-1000;T-1;0.9;Eins mehr\n")
    found = json.loads(write_report(tmp_path, "--format", "json"))
    assert len(found["items"]) == 5000 and found["not_listed"]["items"] == 50 and sum(found["summary"]["states"].values()) == 5050
    assert b": 50" in write_report(tmp_path, "--format", "csv").splitlines()[-1]
    assert "More, not listed: 50" in write_report(tmp_path, "--lang", "en").decode()


def test_the_command_writes_the_same(plant, tmp_path):
    publish(plant)
    seq = last_seq(plant)
    body = report(plant, f"?seq={seq}&language=de&format=csv").body
    assert write_report(tmp_path, "--seq", str(seq), "--lang", "de", "--format", "csv") == body
    write_report(tmp_path, "--lang", "de", "--out", str(tmp_path / "out.html"))
    assert (tmp_path / "out.html").read_bytes() == report(plant, f"?seq={seq}&language=de").body
    for more, code in ((["--date", "x"], 2), (["--date", "9000-01-01"], 2), (["--date", "2001-01-01"], 1), (["--zone", "x"], 1),
                       (["--seq", "0"], 2), (["extra"], 2), (["--format", "pdf"], 2)):
        done = subprocess.run([PROGRAM, "advisories", "report", "--data", str(tmp_path / "data"), *more], capture_output=True, text=True)
        assert done.returncode == code and done.stderr and "internal" not in done.stderr, (more, done.returncode, done.stderr)
