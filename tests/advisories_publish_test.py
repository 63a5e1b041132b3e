# SPDX-License-Identifier: Apache-2.0
"""Own advisories: a form is filled in, published, and served as a CSAF trusted provider; every public file is fetched and held against
CSAF 2.0, section 7.1. Signatures are checked by GnuPG with the key that is served."""
import copy
import csv
import hashlib
import json
import os
import re
import shutil
import stat
import subprocess

import pytest
from conftest import PROGRAM, Server, b64, together
from http_search_test import asset

SCHEMAS = os.path.join(os.environ.get("SHARED", "../shared"), "data", "csaf", "schema")
BASE = "https://csaf.ahrental.example"
OWN = "/plan/security/own-advisories"
PROVIDER = {"name": "Ahrental Maschinenbau", "namespace": "https://ahrental.example", "category": "vendor",
            "contact_details": "PSIRT: security@ahrental.example", "issuing_authority": "For machines made by Ahrental.", "public_url": BASE}
MINIMAL = {"tracking_id": "AHR-2026-001", "title": "The press opens", "summary": "The guard can be opened over the network.",
           "products": [{"key": "p1", "name": "Press 4000", "order_code": "AHR 4000"}],
           "vulnerabilities": [{"title": "Open guard", "text": "A packet opens the guard.", "states": {"p1": "under_investigation"},
                                "remedies": [{"category": "none_available", "text": "Not yet.", "products": ["p1"]}]}]}
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def full(tracking_id="AHR-2026/007 B"):
    return {
        "tracking_id": tracking_id, "title": "Presse 4000: „Schutz“ öffnet", "language": "de", "tlp": "WHITE",
        "summary": "Der Schutz lässt sich über das Netz öffnen.", "changes": "Erste Meldung.",
        "products": [
            {"key": "p1", "maker": "Ahrental", "name": "Press 4000", "order_code": "AHR 4000-1", "family": "Press", "versions": "< 2.4.1"},
            {"key": "p2", "maker": "Ahrental", "name": "Press 4000", "order_code": "AHR 4000-1", "family": "Press", "versions": "2.4.1"},
            {"key": "p3", "maker": "Ahrental", "name": "Dryer", "order_code": "AHR 900", "versions": ""},
            {"key": "p4", "name": "Gate", "order_code": "AHR 70", "versions": "1.0"}],
        "vulnerabilities": [
            {"cve": "CVE-2026-10001", "title": "Open guard", "text": "Ein Paket öffnet den Schutz.", "cwe": "CWE-306", "vector": VECTOR,
             "states": {"p1": "known_affected", "p2": "fixed", "p3": "known_not_affected", "p4": "under_investigation"},
             "remedies": [{"category": "vendor_fix", "text": "Fassung 2.4.1 einspielen.", "url": "https://ahrental.example/2.4.1", "products": ["p1"]},
                          {"category": "workaround", "text": "Port 4000 sperren."},
                          {"category": "none_available", "text": "Noch keine.", "products": ["p4"]}]},
            {"title": "Lesbare Passwörter", "text": "Passwörter stehen im Klartext im Protokoll.", "states": {"p3": "known_affected"},
             "remedies": [{"category": "none_available", "text": "Noch keine.", "products": ["p3"]}]}],
        "acknowledgments": [{"names": ["Ada L."], "organization": "Example Lab"}]}


@pytest.fixture
def server(tmp_path):
    one = Server(tmp_path / "store")
    yield one
    one.stop()


def settle(server, **more):
    answer = server("PUT", "/plan/security/provider", {**PROVIDER, **more})
    assert answer.status == 200, answer.body
    return answer.json


def create(server, form):
    answer = server("POST", OWN, form)
    assert answer.status == 201, answer.body
    assert answer.headers["location"] == f"{OWN}/{b64(answer.json['id'])}"
    return answer.json


def publish(server, form):
    return server("POST", f"{OWN}/{b64(form['id'])}/publish")


def change(server, form, **members):
    answer = server("PUT", f"{OWN}/{b64(form['id'])}", {**form, **members})
    assert answer.status == 200, answer.body
    return answer.json


def public(server, url):
    """What stands at an address that a public file names."""
    assert url.startswith(BASE + "/.well-known/"), url
    answer = server.get(url[len(BASE):])
    assert answer.status == 200, url
    return answer


def verify(tmp_path, key, text, signature):
    """Checks with GnuPG in a home of its own, below a path that is short enough for its socket; returns the fingerprint that signed."""
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name, content in {"key.asc": key, "text": text, "text.asc": signature}.items():
        (home / name).write_bytes(content)
    run = ["gpg", "--homedir", str(home), "--batch", "--quiet", "--no-auto-check-trustdb"]
    subprocess.run([*run, "--import", str(home / "key.asc")], check=True, capture_output=True)
    told = subprocess.run([*run, "--status-fd", "1", "--verify", str(home / "text.asc"), str(home / "text")], capture_output=True, text=True)
    found = re.search(r"^\[GNUPG:\] VALIDSIG ([0-9A-F]{40})", told.stdout, re.M)
    return found.group(1) if found else None


def schema_errors(name, document):
    """The errors by the standard's schema; references to schemas elsewhere are answered from the folder, or taken as anything."""
    jsonschema = pytest.importorskip("jsonschema")
    with open(os.path.join(SCHEMAS, name), encoding="utf-8") as file:
        schema = json.load(file)
    with open(os.path.join(SCHEMAS, "csaf_json_schema.json"), encoding="utf-8") as file:
        csaf = json.load(file)
    store = {csaf["$id"]: csaf}
    for version in ("2.0", "3.0", "3.1"):
        store[f"https://www.first.org/cvss/cvss-v{version}.json"] = {"properties": {"version": {"const": version}}}
    resolver = jsonschema.RefResolver.from_schema(schema, store=store)
    return [error.message for error in jsonschema.Draft202012Validator(schema, resolver=resolver).iter_errors(document)]


def csaf_findings(tmp_path, text):
    (tmp_path / "document.json").write_bytes(text)
    told = subprocess.run([PROGRAM, "advisories", "check", str(tmp_path / "document.json")], capture_output=True, text=True)
    return told.stdout if told.returncode else ""


# --- the way from form to file -------------------------------------------------------------------------------

def test_nothing_is_public_before_something_is_published(server):
    settle(server)
    create(server, MINIMAL)
    for path in ("csaf/provider-metadata.json", "csaf/white/index.txt", "csaf/white", "csaf/white/2026/", "security.txt", "csaf/openpgp/AB.asc"):
        answer = server.get("/.well-known/" + path)
        assert answer.status == 404 and answer.codes == ["no-such-public-file"]
    assert not os.path.exists(os.path.join(server.folder, "openpgp-key.asc"))
    assert "key" not in server.get("/plan/security/provider").json


@pytest.mark.parametrize("form", [MINIMAL, full()], ids=["minimal", "full"])
def test_what_is_published_is_a_csaf_trusted_provider(server, tmp_path, form):
    settle(server)
    draft = create(server, form)
    assert draft["state"] == "draft" and draft["version"] == "0.1.0" and draft["findings"] == []
    answer = publish(server, draft)
    assert answer.status == 200, answer.body
    done = answer.json
    assert (done["state"], done["version"], done["findings"]) == ("published", "1.0.0", [])
    # 7.1.7 and 7.1.9
    metadata = public(server, BASE + "/.well-known/csaf/provider-metadata.json").json
    assert metadata["canonical_url"] == BASE + "/.well-known/csaf/provider-metadata.json"
    assert metadata["role"] == "csaf_trusted_provider" and metadata["metadata_version"] == "2.0"
    assert metadata["publisher"] == {k: v for k, v in PROVIDER.items() if k != "public_url"}
    # 7.1.12, 7.1.11, 5.1
    folder = next(one["directory_url"] for one in metadata["distributions"] if "directory_url" in one)
    names = public(server, folder + "index.txt").body.decode().splitlines()
    year = done["revisions"][0]["date"][:4]
    wanted = "ahr-2026-001.json" if form is MINIMAL else "ahr-2026_007_b.json"
    assert names == [f"{year}/{wanted}"] and done["url"] == folder + names[0]
    # 7.1.1
    text = public(server, folder + names[0]).body
    document = json.loads(text)
    assert csaf_findings(tmp_path, text) == ""
    tracking = document["document"]["tracking"]
    assert tracking["status"] == "final" and tracking["version"] == "1.0.0" and tracking["id"] == form["tracking_id"]
    assert tracking["initial_release_date"] == tracking["current_release_date"] == tracking["revision_history"][0]["date"]
    assert {"category": "self", "url": done["url"]}.items() <= document["document"]["references"][0].items()
    # 7.1.13
    assert list(csv.reader(public(server, folder + "changes.csv").body.decode().splitlines())) == [[names[0], tracking["current_release_date"]]]
    # 7.1.18
    for algorithm in ("sha256", "sha512"):
        line = public(server, f"{folder}{names[0]}.{algorithm}").body.decode()
        assert line == f"{hashlib.new(algorithm, text).hexdigest()}  {wanted}\n"
    # 7.1.19, 7.1.20
    key, = metadata["public_openpgp_keys"]
    served = public(server, key["url"]).body
    assert key["url"] == f"{BASE}/.well-known/csaf/openpgp/{key['fingerprint']}.asc" and b"PRIVATE" not in served
    signature = public(server, f"{folder}{names[0]}.asc").body
    assert verify(tmp_path, served, text, signature) == key["fingerprint"]
    assert verify(tmp_path, served, text + b" ", signature) is None
    # 7.1.15 to 7.1.17
    rolie = next(one["rolie"] for one in metadata["distributions"] if "rolie" in one)
    feed_url = rolie["feeds"][0]["url"]
    assert feed_url == BASE + "/.well-known/csaf/white/csaf-feed-tlp-white.json" and rolie["feeds"][0]["tlp_label"] == "WHITE"
    feed = public(server, feed_url).json["feed"]
    assert {"rel": "self", "href": feed_url} in feed["link"]
    assert {"scheme": "urn:ietf:params:rolie:category:information-type", "term": "csaf"} in feed["category"]
    entry, = feed["entry"]
    assert (entry["id"], entry["title"], entry["updated"]) == (form["tracking_id"], form["title"], tracking["current_release_date"])
    assert entry["content"] == {"type": "application/json", "src": done["url"]} and entry["format"]["version"] == "2.0"
    links = {(link["rel"], link["href"]) for link in entry["link"]}
    assert links == {("self", done["url"]), ("hash", done["url"] + ".sha256"), ("hash", done["url"] + ".sha512"), ("signature", done["url"] + ".asc")}
    service = public(server, rolie["services"][0]).json["service"]
    assert service["workspace"][0]["collection"][0]["href"] == feed_url
    terms = {one["term"] for one in public(server, rolie["categories"][0]).json["categories"]["category"]}
    assert {product["name"] for product in form["products"]} <= terms
    assert {one["term"] for one in entry["category"]} <= terms
    # 7.1.14
    listing = public(server, folder).body.decode()
    for url in (folder + "index.txt", folder + "changes.csv", folder + year + "/"):
        assert f'href="{url}"' in listing
    listing = public(server, folder + year).body.decode()
    assert f'href="{done["url"]}"' in listing and f'href="{done["url"]}.asc"' in listing
    # 7.1.8
    fields = dict(line.split(": ", 1) for line in public(server, BASE + "/.well-known/security.txt").body.decode().splitlines())
    assert fields["CSAF"] == metadata["canonical_url"] and fields["Contact"] == "mailto:security@ahrental.example"
    assert fields["Encryption"] == key["url"] and tracking["current_release_date"] < fields["Expires"]
    if os.path.isdir(SCHEMAS):
        assert schema_errors("csaf_json_schema.json", document) == []
        assert schema_errors("provider_json_schema.json", metadata) == []


def test_the_document_says_what_the_form_says(server):
    settle(server)
    draft = create(server, full())
    shown = server.get(f"{OWN}/{b64(draft['id'])}?format=csaf").json
    document = public(server, publish(server, draft).json["url"]).json
    for one in (shown, document):
        for name in ("current_release_date", "initial_release_date", "revision_history"):
            one["document"]["tracking"].pop(name)
    assert shown == document
    assert document["document"]["lang"] == "de" and document["document"]["distribution"]["tlp"]["label"] == "WHITE"
    assert document["document"]["acknowledgments"] == [{"names": ["Ada L."], "organization": "Example Lab"}]
    assert document["document"]["publisher"]["contact_details"] == PROVIDER["contact_details"]
    branches = document["product_tree"]["branches"]
    assert [(one["category"], one["name"]) for one in branches] == [("vendor", "Ahrental"), ("vendor", PROVIDER["name"])]
    family, dryer = branches[0]["branches"]
    assert (family["category"], family["name"]) == ("product_family", "Press") and (dryer["category"], dryer["name"]) == ("product_name", "Dryer")
    press, = family["branches"]
    assert [(one["category"], one["name"], one["product"]["product_id"]) for one in press["branches"]] == [
        ("product_version_range", "vers:generic/<2.4.1", "p1"), ("product_version", "2.4.1", "p2")]
    assert press["branches"][0]["product"]["product_identification_helper"] == {"model_numbers": ["AHR 4000-1"]}
    assert press["branches"][0]["product"]["name"] == "Ahrental Press 4000 < 2.4.1"
    assert (dryer["branches"][0]["category"], dryer["branches"][0]["name"]) == ("product_version_range", "vers:all/*")
    first, second = document["vulnerabilities"]
    assert first["cve"] == "CVE-2026-10001" and first["cwe"] == {"id": "CWE-306", "name": "Missing Authentication for Critical Function"}
    assert first["product_status"] == {"known_affected": ["p1"], "fixed": ["p2"], "known_not_affected": ["p3"], "under_investigation": ["p4"]}
    # 9.8: the worked example of FIRST's CVSS 3.1 examples for this vector
    assert first["scores"] == [{"products": ["p1", "p4"], "cvss_v3": {"version": "3.1", "vectorString": VECTOR, "baseScore": 9.8,
                                                                      "baseSeverity": "CRITICAL"}}]
    assert [(one["category"], one["product_ids"]) for one in first["remediations"]] == [
        ("vendor_fix", ["p1"]), ("workaround", ["p1"]), ("none_available", ["p4"])]
    assert first["remediations"][0]["url"] == "https://ahrental.example/2.4.1" and "cve" not in second and "scores" not in second


# --- versions ------------------------------------------------------------------------------------------------

def test_new_versions_count_up_by_what_changed(server, tmp_path):
    settle(server)
    other = publish(server, create(server, {**MINIMAL, "tracking_id": "AHR-2026-002"})).json
    form = publish(server, create(server, full())).json
    again = publish(server, form)
    assert again.status == 400 and again.codes == ["form-unchanged"]
    # without a word about it
    words = change(server, form, title="Other words")
    assert words["state"] == "draft" and [one["rule"] for one in words["findings"]] == ["form-changes"]
    assert publish(server, words).codes == ["form-changes"]
    words = change(server, words, changes="A better title.")
    form = publish(server, words).json
    assert (form["version"], form["state"]) == ("1.0.1", "published") and "changes" not in form
    more = copy.deepcopy(form)
    more["vulnerabilities"][1]["remedies"] = [{"category": "vendor_fix", "text": "2.5", "products": ["p3"]}]
    form = publish(server, change(server, more, changes="There is a fix.")).json
    assert form["version"] == "1.1.0"
    form = publish(server, change(server, form, summary="Once more.", changes="Words.")).json
    assert form["version"] == "1.1.1"
    text = public(server, form["url"]).body
    assert csaf_findings(tmp_path, text) == ""
    tracking = json.loads(text)["document"]["tracking"]
    assert [one["number"] for one in tracking["revision_history"]] == ["1.0.0", "1.0.1", "1.1.0", "1.1.1"]
    assert [one["summary"] for one in tracking["revision_history"]] == ["Erste Meldung.", "A better title.", "There is a fix.", "Words."]
    dates = [one["date"] for one in tracking["revision_history"]]
    assert dates == sorted(set(dates)) and tracking["current_release_date"] == dates[-1] and tracking["initial_release_date"] == dates[0]
    rows = list(csv.reader(server.get("/.well-known/csaf/white/changes.csv").body.decode().splitlines()))
    assert [row[0].split("/")[1] for row in rows] == ["ahr-2026_007_b.json", "ahr-2026-002.json"] and rows[0][1] == dates[-1] > rows[1][1]
    # The other one once more: it is the latest now.
    publish(server, change(server, other, title="T", changes="T"))
    rows = list(csv.reader(server.get("/.well-known/csaf/white/changes.csv").body.decode().splitlines()))
    assert [row[0].split("/")[1] for row in rows] == ["ahr-2026-002.json", "ahr-2026_007_b.json"] and rows[0][1] > rows[1][1]
    key = server.get("/.well-known/csaf/openpgp/" + server.get("/plan/security/provider").json["key"] + ".asc").body
    signature = server.get(form["url"][len(BASE):] + ".asc").body
    assert verify(tmp_path, key, text, signature)


def test_a_change_taken_back_is_no_change(server):
    settle(server)
    form = publish(server, create(server, MINIMAL)).json
    changed = change(server, form, title="Other")
    assert changed["state"] == "draft"
    back = change(server, changed, title=MINIMAL["title"])
    assert back["state"] == "published" and back["findings"] == []
    assert server.get(f"{OWN}/{b64(form['id'])}?format=csaf").body == public(server, form["url"]).body


def test_own_machines_are_matched(server):
    machine = asset(1, maker="Ahrental", code="AHR 4000-1")
    assert server("POST", "/upload", machine).status == 200
    settle(server)
    form = publish(server, create(server, full())).json
    server.stop()
    told = subprocess.run([PROGRAM, "advisories", "match", "--data", server.folder, "--json"], capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert (form["tracking_id"], "certain") in {(one["advisory"], one["tier"]) for one in found}
    assert {one["asset"] for one in found} == {machine["assetAdministrationShells"][0]["id"]}


def test_products_come_from_own_shells(server):
    assert server("POST", "/upload", asset(1, maker="Ahrental", code="AHR 4000-1", name="Press 4000")).status == 200
    settle(server)
    form = create(server, {**MINIMAL, "products": [{"key": "p1", "asset": "urn:search:1", "versions": "< 2"}]})
    assert form["products"] == [{"key": "p1", "maker": "Ahrental", "name": "Dryer", "order_code": "AHR 4000-1", "versions": "< 2",
                                 "asset": "urn:search:1"}]
    answer = server("POST", OWN, {**MINIMAL, "products": [{"key": "p1", "asset": "urn:nowhere"}]})
    assert answer.status == 400 and answer.codes == ["form-asset"]


# --- what is wrong -------------------------------------------------------------------------------------------

def with_vulnerability(**members):
    form = copy.deepcopy(MINIMAL)
    form["vulnerabilities"][0].update(members)
    return form


WRONG = [
    ("form-required", "$.tracking_id", {**MINIMAL, "tracking_id": ""}), ("form-space", "$.tracking_id", {**MINIMAL, "tracking_id": " A"}),
    ("form-required", "$.title", {**MINIMAL, "title": None}), ("form-required", "$.summary", {**MINIMAL, "summary": ""}),
    ("form-language", "$.language", {**MINIMAL, "language": "ez"}), ("form-language", "$.language", {**MINIMAL, "language": "de-"}),
    ("form-word", "$.tlp", {**MINIMAL, "tlp": "CLEAR"}), ("form-tlp", "$.tlp", {**MINIMAL, "tlp": "AMBER"}),
    ("form-required", "$.products", {**MINIMAL, "products": []}), ("form-required", "$.products[0].name", {**MINIMAL, "products": [{"key": "p1"}]}),
    ("form-required", "$.products[1].key", {**MINIMAL, "products": MINIMAL["products"] + [{"name": "x"}]}),
    ("form-twice", "$.products[1].key", {**MINIMAL, "products": MINIMAL["products"] * 2}),
    ("form-required", "$.vulnerabilities", {**MINIMAL, "vulnerabilities": []}), ("form-required", "$.vulnerabilities[0].text", with_vulnerability(text="")),
    ("form-required", "$.vulnerabilities[0].title", with_vulnerability(title="")),
    ("form-cve", "$.vulnerabilities[0].cve", with_vulnerability(cve="CVE-26-1")), ("form-cve", "$.vulnerabilities[0].cve", with_vulnerability(cve="CVE-2026-123")),
    ("form-twice", "$.vulnerabilities[1].cve", {**MINIMAL, "vulnerabilities": [dict(MINIMAL["vulnerabilities"][0], cve="CVE-2026-1234")] * 2}),
    ("form-cwe", "$.vulnerabilities[0].cwe", with_vulnerability(cwe="CWE-999999")), ("form-cwe", "$.vulnerabilities[0].cwe", with_vulnerability(cwe="CWE-079")),
    ("form-vector", "$.vulnerabilities[0].vector", with_vulnerability(vector="CVSS:3.1/AV:N")),
    ("form-vector", "$.vulnerabilities[0].vector", with_vulnerability(vector="AV:N/AC:L/Au:N/C:P/I:P/A:P")),
    ("form-vector-4", "$.vulnerabilities[0].vector", with_vulnerability(vector="CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N")),
    ("form-states", "$.vulnerabilities[0].states", with_vulnerability(states={})), ("form-product", "$.vulnerabilities[0].states.p9", with_vulnerability(states={"p9": "fixed"})),
    ("form-word", "$.vulnerabilities[0].states.p1", with_vulnerability(states={"p1": "broken"})),
    ("form-word", "$.vulnerabilities[0].remedies[0].category", with_vulnerability(remedies=[{"category": "pray", "text": "x", "products": ["p1"]}])),
    ("form-required", "$.vulnerabilities[0].remedies[0].text", with_vulnerability(remedies=[{"category": "workaround", "products": ["p1"]}])),
    ("form-required", "$.vulnerabilities[0].remedies[0].products", with_vulnerability(remedies=[{"category": "workaround", "text": "x"}])),
    ("form-product", "$.vulnerabilities[0].remedies[0].products", with_vulnerability(remedies=[{"category": "workaround", "text": "x", "products": ["p9"]}])),
    ("form-twice", "$.vulnerabilities[0].remedies[0].products", with_vulnerability(remedies=[{"category": "workaround", "text": "x", "products": ["p1", "p1"]}])),
    ("form-url", "$.vulnerabilities[0].remedies[0].url", with_vulnerability(remedies=[{"category": "workaround", "text": "x", "products": ["p1"], "url": "ftp://x"}])),
    ("form-required", "$.acknowledgments[0].names", {**MINIMAL, "acknowledgments": [{}]}),
]


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("store"))
    settle(one)
    yield one
    one.stop()


@pytest.mark.parametrize("rule, path, form", WRONG, ids=[f"{rule} {path}" for rule, path, _ in WRONG])
def test_a_draft_may_be_wrong_but_is_not_published(shared, rule, path, form):
    draft = create(shared, form)
    found = [one for one in draft["findings"] if (one["rule"], one["path"]) == (rule, path)]
    assert found and found[0]["severity"] == "error" and found[0]["message"] and found[0]["hint"] and "{" not in found[0]["message"]
    assert shared.get(f"{OWN}/{b64(draft['id'])}").json["findings"] == draft["findings"]
    assert shared.get(f"{OWN}/{b64(draft['id'])}?format=csaf").status == 200
    before = shared.get("/plan/changes?limit=1").json["result"]
    answer = publish(shared, draft)
    assert answer.status == 400 and rule in answer.codes
    assert shared.get("/plan/changes?limit=1").json["result"] == before
    german = shared("POST", f"{OWN}/{b64(draft['id'])}/publish?language=de").json["messages"]
    assert {one["text"] for one in german} != {one["text"] for one in answer.json["messages"]}
    assert shared("DELETE", f"{OWN}/{b64(draft['id'])}").status == 204


HINTS = [("form-no-code", "$.products[0].order_code", {**MINIMAL, "products": [{"key": "p1", "name": "Press 4000"}]}),
         ("form-no-remedy", "$.vulnerabilities[0].remedies", with_vulnerability(remedies=[])),
         ("form-no-remedy", "$.vulnerabilities[0].remedies", with_vulnerability(states={"p1": "known_affected"}, remedies=[])),
         ("form-no-score", "$.vulnerabilities[0].vector", with_vulnerability(states={"p1": "fixed"}, vector=VECTOR, remedies=[]))]


@pytest.mark.parametrize("rule, path, form", HINTS, ids=["no code", "no remedy", "no remedy for affected", "no score"])
def test_a_warning_hinders_nothing(server, rule, path, form):
    settle(server)
    done = publish(server, create(server, form))
    assert done.status == 200
    assert [(one["rule"], one["path"], one["severity"]) for one in done.json["findings"]] == [(rule, path, "warning")]


REFUSED = [
    ("form-member", {**MINIMAL, "colour": "red"}), ("form-type", {**MINIMAL, "title": 7}), ("form-type", {**MINIMAL, "products": {}}),
    ("form-type", {**MINIMAL, "products": ["x"]}), ("form-type", with_vulnerability(states=["p1"])), ("form-type", []),
    ("form-length", {**MINIMAL, "title": "x" * (64 * 1024 + 1)}), ("form-length", {**MINIMAL, "products": [{"key": "p"}] * 1001}),
    ("form-length", {**MINIMAL, "vulnerabilities": [{}] * 201}), ("form-length", with_vulnerability(remedies=[{}] * 201)),
    ("form-length", {**MINIMAL, "acknowledgments": [{}] * 101}), ("form-characters", {**MINIMAL, "title": "a\u0001"}),
    ("form-characters", with_vulnerability(states={"p\u0001": "fixed"})), ("json-syntax", "{"),
]


@pytest.mark.parametrize("rule, form", REFUSED, ids=[f"{number} {rule}" for number, (rule, _) in enumerate(REFUSED)])
def test_what_is_no_form_is_refused(shared, rule, form):
    answer = shared("POST", OWN, form)
    assert answer.status == 400 and rule in answer.codes


def test_a_form_at_its_limits_is_kept(shared):
    form = {**MINIMAL, "title": "x" * (64 * 1024), "acknowledgments": [{"names": ["n"]}] * 100,
            "products": [{"key": f"p{number}", "name": "n", "order_code": "c"} for number in range(1000)],
            "vulnerabilities": [{"title": "t", "text": "t", "states": {"p1": "known_affected"},
                                 "remedies": [{"category": "workaround", "text": "t"}] * 200}] + MINIMAL["vulnerabilities"] * 199}
    assert create(shared, form)["findings"] == []


@pytest.mark.parametrize("rule, member, value", [
    ("provider-url", "public_url", "http://ahrental.example"), ("provider-url", "public_url", "http://127.0.0.10"), ("provider-url", "public_url", "ahrental"),
    ("provider-url", "public_url", "https://a.example/?x"), ("form-url", "namespace", "ahrental"), ("form-word", "category", "translator"), ("form-type", "name", 1)])
def test_wrong_settings_are_refused(shared, rule, member, value):
    before = shared.get("/plan/security/provider")
    answer = shared("PUT", "/plan/security/provider", {**PROVIDER, member: value})
    assert answer.status == 400 and answer.codes == [rule]
    assert shared.get("/plan/security/provider").json == before.json


@pytest.mark.parametrize("member", ["name", "namespace", "contact_details", "public_url"])
def test_without_settings_nothing_is_published(server, member):
    settings = {**PROVIDER, member: ""}
    told = server("PUT", "/plan/security/provider", settings).json
    assert [(one["rule"], one["path"]) for one in told["findings"]] == [("provider-required", "provider." + member)]
    draft = create(server, MINIMAL)
    assert [(one["rule"], one["path"]) for one in draft["findings"]] == [("provider-required", "provider." + member)]
    assert publish(server, draft).codes == ["provider-required"]


def test_the_number_of_a_published_advisory_stays_its_own(server):
    settle(server)
    first = publish(server, create(server, MINIMAL)).json
    other = create(server, {**MINIMAL, "tracking_id": "ahr-2026-001"})
    assert [(one["rule"], one["path"]) for one in other["findings"]] == [("form-id-taken", "$.tracking_id")]
    assert publish(server, other).codes == ["form-id-taken"]
    changed = change(server, first, tracking_id="AHR-2026-999", changes="x")
    assert publish(server, changed).codes == ["form-id-changed"]
    answer = server("DELETE", f"{OWN}/{b64(first['id'])}")
    assert answer.status == 409 and answer.codes == ["published"]


# --- the rest ------------------------------------------------------------------------------------------------

def test_the_list_and_its_pages(server):
    settle(server)
    forms = [create(server, {**MINIMAL, "tracking_id": f"AHR-2026-{number:03}"}) for number in range(5)]
    done = publish(server, forms[1]).json
    seen, cursor = [], ""
    for _ in range(4):
        page = server.get(f"{OWN}?limit=2{cursor}").json
        assert page["total"] == 5
        seen += page["result"]
        if "cursor" not in page["paging_metadata"]:
            break
        cursor = "&cursor=" + page["paging_metadata"]["cursor"]
    assert [one["id"] for one in seen] == [one["id"] for one in forms]
    assert seen[1] == {"id": done["id"], "tracking_id": "AHR-2026-001", "title": MINIMAL["title"], "state": "published", "version": "1.0.0",
                       "url": done["url"], "released": done["revisions"][0]["date"]}
    for identifier in ("urn:nothing", "urn:schale:own-advisory:x", "urn:schale:csaf-provider"):
        answer = server.get(f"{OWN}/{b64(identifier)}")
        assert answer.status == 404 and answer.codes == ["no-such-own-advisory"]
    assert server.get(f"{OWN}/{b64(done['id'])}?format=xml").codes == ["bad-format"]


def test_conditions(server):
    settle(server)
    draft = create(server, MINIMAL)
    path = f"{OWN}/{b64(draft['id'])}"
    etag = server.get(path).headers["etag"]
    assert server("PUT", path, MINIMAL, headers={"If-Match": etag}).status == 200
    assert server("PUT", path, MINIMAL, headers={"If-Match": etag}).codes == ["changed"]
    etag = server.get("/plan/security/provider").headers["etag"]
    assert server("PUT", "/plan/security/provider", PROVIDER, headers={"If-Match": etag}).status == 200
    assert server("PUT", "/plan/security/provider", PROVIDER, headers={"If-Match": etag}).codes == ["changed"]
    done = publish(server, draft)
    assert server("PUT", path, MINIMAL, headers={"If-Match": done.headers["etag"]}).status == 200
    for _ in range(2):
        answer = server("PUT", "/plan/security/provider", PROVIDER, headers={"If-Match": server.get("/plan/security/provider").headers["etag"]})
        assert answer.status == 200 and answer.headers["etag"] == server.get("/plan/security/provider").headers["etag"]
    url = done.json["url"][len(BASE):]
    one = server.get(url)
    assert one.headers["etag"] and server.get(url, If_None_Match=one.headers["etag"]).status == 304


def test_settings_change_what_is_public(server):
    settle(server)
    publish(server, create(server, MINIMAL))
    key = server.get("/plan/security/provider").json["key"]
    told = settle(server, name="Ahrental GmbH", public_url="https://other.example/")
    assert told["key"] == key
    metadata = server.get("/.well-known/csaf/provider-metadata.json").json
    assert metadata["publisher"]["name"] == "Ahrental GmbH" and metadata["canonical_url"].startswith("https://other.example/.well-known/")
    answer = server("PUT", "/plan/security/provider", {**PROVIDER, "name": ""})
    assert answer.status == 400 and answer.codes == ["provider-required"]


def test_the_server_s_own_address_counts_where_none_is_set(tmp_path):
    one = Server(tmp_path / "store", "--public-url", BASE)
    try:
        assert settle(one, public_url="")["public_url"] == BASE
        assert publish(one, create(one, MINIMAL)).json["url"].startswith(BASE + "/.well-known/csaf/white/")
    finally:
        one.stop()


def test_a_submodel_that_others_have_changed_breaks_nothing(server):
    settle(server)
    form = publish(server, create(server, MINIMAL)).json
    path = "/submodels/" + b64("urn:schale:csaf-provider")
    document = server.get(path).json
    for element in document["submodelElements"]:
        if element["modelType"] == "File":
            del element["value"]
    assert server("PUT", path, document).status == 204
    assert server.get("/.well-known/security.txt").status == 404
    document["submodelElements"] = [one for one in document["submodelElements"] if one["modelType"] != "SubmodelElementList"]
    assert server("PUT", path, document).status == 204
    done = publish(server, change(server, form, title="T", changes="T"))
    assert done.status == 200 and done.json["version"] == "1.1.0"
    assert server.get("/.well-known/csaf/white/index.txt").body.decode().count("\n") == 1


def test_many_at_once_are_all_published(server):
    settle(server)
    forms = [create(server, {**MINIMAL, "tracking_id": f"AHR-2026-{number:03}"}) for number in range(8)]
    assert together(8, lambda n: publish(server, forms[n]).status) == [200] * 8
    rows = list(csv.reader(server.get("/.well-known/csaf/white/changes.csv").body.decode().splitlines()))
    assert len(rows) == 8 and [row[1] for row in rows] == sorted({row[1] for row in rows}, reverse=True)


def test_the_key_stays_in_its_file(server, tmp_path):
    settle(server)
    form = publish(server, create(server, MINIMAL)).json
    file = os.path.join(server.folder, "openpgp-key.asc")
    assert stat.S_IMODE(os.stat(file).st_mode) == 0o600
    with open(file, encoding="ascii") as text:
        secret = text.read()
    assert "PRIVATE KEY" in secret
    fingerprint = server.get("/plan/security/provider").json["key"]
    server.stop()
    for name in os.listdir(server.folder):
        if name != "openpgp-key.asc" and os.path.isfile(os.path.join(server.folder, name)):
            with open(os.path.join(server.folder, name), "rb") as other:
                assert b"PGP PRIVATE" not in other.read(), name
    # A backup holds what is public, and not the key; with the key put back it goes on signing.
    subprocess.run([PROGRAM, "backup", server.folder, str(tmp_path / "backup")], check=True, capture_output=True)
    subprocess.run([PROGRAM, "restore", str(tmp_path / "backup"), str(tmp_path / "copy")], check=True, capture_output=True)
    assert not os.path.exists(tmp_path / "copy" / "openpgp-key.asc")
    shutil.copy(file, tmp_path / "copy" / "openpgp-key.asc")
    again = Server(tmp_path / "copy")
    try:
        assert again.get(form["url"][len(BASE):]).status == 200
        next_one = publish(again, change(again, form, title="T", changes="T")).json
        assert next_one["version"] == "1.0.1" and again.get("/plan/security/provider").json["key"] == fingerprint
    finally:
        again.stop()
    assert subprocess.run([PROGRAM, "verify", str(tmp_path / "copy")], capture_output=True).returncode == 0


def test_a_new_key_does_not_make_old_signatures_void(server, tmp_path):
    settle(server)
    old = publish(server, create(server, MINIMAL)).json
    os.remove(os.path.join(server.folder, "openpgp-key.asc"))
    server.stop()
    again = Server(server.folder)
    try:
        new = publish(again, create(again, {**MINIMAL, "tracking_id": "AHR-2026-002"})).json
        keys = {one["fingerprint"]: one["url"] for one in again.get("/.well-known/csaf/provider-metadata.json").json["public_openpgp_keys"]}
        signers = []
        for form in (new, old):
            text, signature = public(again, form["url"]).body, public(again, form["url"] + ".asc").body
            signers += [key for key, url in keys.items() if verify(tmp_path / key[:4], public(again, url).body, text, signature) == key]
        assert signers == list(keys) and len(signers) == 2
        settle(again, name="Other")
        assert list(keys) == [one["fingerprint"] for one in again.get("/.well-known/csaf/provider-metadata.json").json["public_openpgp_keys"]]
    finally:
        again.stop()


def test_a_broken_key_is_told(server):
    settle(server)
    with open(os.path.join(server.folder, "openpgp-key.asc"), "w", encoding="ascii") as file:
        file.write("no key")
    draft = create(server, MINIMAL)
    answer = publish(server, draft)
    assert answer.status == 500 and "put it back" in answer.json["messages"][0]["text"]
    assert server.get(f"{OWN}/{b64(draft['id'])}").json["state"] == "draft"


def test_the_submodels_follow_their_templates(server):
    settle(server)
    form = publish(server, create(server, full())).json
    for identifier, template in ((form["id"], "OwnAdvisory"), ("urn:schale:csaf-provider", "CsafProvider")):
        document = server.get("/submodels/" + b64(identifier)).json
        assert document["semanticId"]["keys"][0]["value"] == f"urn:schale:template:{template}:1:0"
        known = template_elements(server, template)
        assert element_names(document["submodelElements"]) <= known


def template_elements(server, name):
    listed = server.get("/plan/templates").json["templates"]
    one, = [one for one in listed if one["id"] == f"urn:schale:submodel-template:{name}:1:0"]
    return element_names(server.get("/plan/templates/" + b64(one["id"])).json["submodelElements"])


def element_names(elements):
    """The semanticIds of elements and all below."""
    found = set()
    for element in elements:
        found.add(element["semanticId"]["keys"][0]["value"])
        if element["modelType"] in ("SubmodelElementList", "SubmodelElementCollection"):
            found |= element_names(element.get("value", []))
    return found
