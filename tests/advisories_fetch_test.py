# SPDX-License-Identifier: Apache-2.0
"""`schale advisories fetch`: providers over TLS, signed by gpg; what they do wrong, and what a folder that mirrors one does."""
import json
import signal
import subprocess
import time

import advisories_publish_test as publish
import pytest
from advisories_match_test import PROGRAM, advisory, run
from conftest import Server
from provider import Key, Provider, make_certificates

NONE = {"new": 0, "updated": 0, "unchanged": 0, "left_out": 0, "refused": 0, "failed": 0}


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("certificates")
    make_certificates(folder)
    return folder


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    folder = tmp_path_factory.mktemp("keys")
    return [Key(folder / name) for name in ("first", "second", "third")]


@pytest.fixture
def provider(tmp_path, certificates, keys):
    one = Provider(tmp_path / "web", keys[0]).start(certificates)
    one.ca = str(certificates / "ca.pem")
    one.data = tmp_path / "data"
    yield one
    one.stop()


def document(number, version="2", **more):
    one = advisory(version, **more)
    one["document"]["tracking"]["id"] = f"EX-2026-{number}"
    return one


def fetch(provider, *arguments, code=0, address=None):
    """The sum, the findings by file, and what was said on standard error. Code None: any."""
    done = subprocess.run([PROGRAM, "advisories", "fetch", address or provider.metadata_url, "--data", str(provider.data), "--ca",
                           provider.ca, "--json", *map(str, arguments)], capture_output=True, text=True)
    assert code in (None, done.returncode), done.stderr + done.stdout
    *files, total = [json.loads(line) for line in done.stdout.splitlines()] or [None]
    told = {one["file"].rsplit("/", 1)[1]: [finding["rule"] for finding in one["findings"]] for one in files}
    return total, told, done.stderr


def test_what_is_new_is_taken_and_nothing_twice(provider):
    provider.publish(document(1))
    provider.publish(document(2))
    assert fetch(provider) == ({**NONE, "new": 2}, {}, "")
    assert provider.taken() == ["ex-2026-1.json", "ex-2026-2.json"]
    assert fetch(provider)[0] == NONE
    assert provider.taken() == []
    provider.publish(document(2, "3"))
    newer = document(1, "4")
    newer["vulnerabilities"][0]["remediations"][0]["details"] = "Use 1.1"
    provider.publish(newer)
    # Listed late, with an early time: what only compares times with the last run would miss it.
    provider.publish(document(3), time="2020-01-01T00:00:00Z")
    assert fetch(provider)[0] == {**NONE, "new": 1, "updated": 1, "unchanged": 1}
    assert provider.taken() == ["ex-2026-1.json", "ex-2026-2.json", "ex-2026-3.json"]
    run("verify", provider.data)


@pytest.mark.parametrize("address", ["metadata", "feed", "changes", "directory", "index"])
def test_every_kind_of_address(provider, keys, tmp_path, address):
    provider.publish(document(1))
    if address == "index":
        (provider.folder / "white" / "changes.csv").unlink()
    (tmp_path / "key.asc").write_bytes(keys[0].public)
    url = {"metadata": provider.metadata_url, "feed": provider.base + "white/feed.json", "changes": provider.base + "white/changes.csv",
           "directory": provider.base + "white/", "index": provider.base + "white/index.txt"}[address]
    for expected in ({**NONE, "new": 1}, NONE):
        assert fetch(provider, "--key", tmp_path / "key.asc", address=url)[0] == expected


def test_a_directory_when_there_is_no_feed(provider):
    provider.rolie = False
    provider.publish(document(1))
    assert fetch(provider)[0] == {**NONE, "new": 1}
    assert not any("feed.json" in path for path in provider.asked)


def spoil(path):
    path.write_bytes(path.read_bytes() + b" ")


@pytest.mark.parametrize("what, rules", [
    ("document", ["hash", "signature"]), ("sha512", ["hash"]), ("asc", ["signature"]), ("asc missing", ["unsigned"]),
    ("hashes missing", ["unsigned"]), ("other key", ["signature"]), ("name", ["file-name"]), ("publisher", ["publisher"]),
    ("not sound", ["6.1.1"]), ("archive", ["json-syntax"])])
def test_a_bad_document_is_refused_alone(provider, keys, what, rules):
    provider.publish(document(1))
    bad = document(2)
    if what == "publisher":
        bad["document"]["publisher"]["namespace"] = "https://other.example"
    if what == "not sound":
        bad["vulnerabilities"][0]["product_status"]["known_affected"].append("P9")
    name = "another-2.json" if what == "name" else "ex-2026-2.json"
    path = provider.path(provider.publish(bad, name=name, key=keys[1] if what == "other key" else None))
    beside = lambda ending: path.with_name(path.name + ending)
    if what == "document":
        spoil(path)
    if what == "sha512":
        beside(".sha512").write_text("0" * 128 + "  " + name)
    if what == "asc":
        beside(".asc").write_bytes(keys[0].sign(b"something else"))
    if what == "asc missing":
        beside(".asc").unlink()
    if what == "hashes missing":
        beside(".sha512").unlink()
        beside(".sha256").unlink()
    if what == "archive":
        data = b"PK\x03\x04" + b"x" * 100
        path.write_bytes(data)
        beside(".asc").write_bytes(keys[0].sign(data))
        beside(".sha512").unlink()
        import hashlib
        beside(".sha256").write_text(hashlib.sha256(data).hexdigest())
    total, told, _ = fetch(provider, code=1)
    assert total == {**NONE, "new": 1, "refused": 1} and told == {name: rules}
    # Mended in place, it comes with the next run; one that is not sound is left until it has another time.
    provider.publish(document(2))
    assert fetch(provider, code=None)[0]["new"] == (0 if what in ("not sound", "archive") else 1)


def test_hashes_by_sha256_alone(provider):
    path = provider.path(provider.publish(document(1)))
    path.with_name(path.name + ".sha512").unlink()
    assert fetch(provider)[0] == {**NONE, "new": 1}
    path = provider.path(provider.publish(document(2)))
    path.with_name(path.name + ".sha512").unlink()
    path.with_name(path.name + ".sha256").write_text("0" * 64)
    assert fetch(provider, code=1)[1] == {"ex-2026-2.json": ["hash"]}


def test_a_provider_that_promises_nothing(provider):
    provider.role, provider.keys, provider.key = "csaf_publisher", [], None
    path = provider.path(provider.publish(document(1)))
    path.with_name(path.name + ".sha512").unlink()
    path.with_name(path.name + ".sha256").unlink()
    assert fetch(provider)[0] == {**NONE, "new": 1}


def test_a_provider_that_begins_to_sign(provider, keys):
    provider.role, provider.keys, provider.key = "csaf_provider", [], None
    provider.publish(document(1))
    assert fetch(provider)[0]["new"] == 1
    provider.keys, provider.key = [keys[0]], keys[0]
    provider.publish(document(2))
    assert fetch(provider)[0] == {**NONE, "new": 1}  # its first key is believed ...
    provider.publish(document(3), signed=False)
    assert fetch(provider, code=1)[1] == {"ex-2026-3.json": ["unsigned"]}  # ... and from then on it signs


def test_a_new_key_is_told_and_refused_until_it_is_accepted(provider, keys):
    provider.publish(document(1))
    assert fetch(provider)[0]["new"] == 1
    provider.keys = [keys[1]]
    provider.publish(document(2), key=keys[1])
    total, told, said = fetch(provider, code=1)
    assert total["refused"] == 1 and told == {"ex-2026-2.json": ["signature"]} and keys[1].fingerprint in said
    assert fetch(provider, "--accept-key", keys[2].fingerprint, code=None)[0] is None
    assert fetch(provider, "--accept-key", keys[1].fingerprint)[0] == {**NONE, "new": 1}
    provider.keys = [keys[0], keys[1]]
    provider.publish(document(3))
    provider.publish(document(4), key=keys[1])
    assert fetch(provider)[0] == {**NONE, "new": 2}
    # A key that the provider does not name any more is not believed.
    provider.keys = [keys[1]]
    provider.publish(document(5), key=keys[0])
    assert fetch(provider, code=1)[1] == {"ex-2026-5.json": ["signature"]}


def test_a_key_that_is_not_the_one_that_is_named(provider, keys):
    provider.publish(document(1))
    (provider.folder / f"{keys[0].fingerprint}.asc").write_bytes(keys[1].public)
    total, _, said = fetch(provider, code=1)
    assert total == NONE and "is not the key " + keys[0].fingerprint in said
    provider.write_lists()
    assert fetch(provider)[0]["new"] == 1  # nothing was pinned by the failure


@pytest.mark.parametrize("path, value, sign", [
    ("canonical_url", "http://localhost/provider-metadata.json", "$.canonical_url"), ("canonical_url", None, "$.canonical_url"),
    ("canonical_url", "https://localhost/other.json", "/provider-metadata.json"), ("role", "king", "$.role"),
    ("metadata_version", "3.0", "$.metadata_version"), ("last_updated", "today", "$.last_updated"),
    ("list_on_CSAF_aggregators", "yes", "$.list_on_CSAF_aggregators"), ("publisher", {}, "$.publisher"),
    ("public_openpgp_keys", [{"url": "https://localhost/k", "fingerprint": "12"}], "$.public_openpgp_keys"),
    ("public_openpgp_keys", [{"url": "https://localhost/k"}] * 33, "more than 32"),
    ("distributions", [{"rolie": {}}], "$.distributions[].rolie.feeds"), ("distributions", [], "neither"),
    ("distributions", [{"directory_url": "https://u:p@localhost/"}], "directory_url")])
def test_metadata_that_is_not_valid(provider, path, value, sign):
    provider.publish(document(1))
    provider.metadata.pop(path)
    if value is not None:
        provider.metadata[path] = value
    provider.write_metadata()
    total, told, said = fetch(provider, code=1)
    assert total == NONE and told == {} and sign in said


def huge():
    while True:
        yield b" " * (1 << 20)


@pytest.mark.parametrize("file, answer, sign", [
    ("provider-metadata.json", (404, {}, b""), "is not there"),
    ("provider-metadata.json", (301, {"Location": "https://elsewhere.example/"}, b""), "redirects are not followed"),
    ("provider-metadata.json", (200, {}, huge()), "has more than"), ("provider-metadata.json", (500, {}, b""), "answers 500"),
    ("provider-metadata.json", (200, {}, b"{"), "provider-metadata.json"),
    ("white/feed.json", (404, {}, b""), "is not there"), ("white/feed.json", (200, {}, b"[]"), "no ROLIE feed"),
    ("white/feed.json", (200, {}, b"\xff"), ""), ("white/feed.json", (200, {}, huge()), "has more than")])
def test_answers_that_lead_nowhere(provider, file, answer, sign):
    provider.publish(document(1))
    provider.answers["/.well-known/csaf/" + file] = answer
    total, _, said = fetch(provider, code=1)
    assert total == NONE and sign in said and said.strip()
    provider.answers.clear()
    assert fetch(provider)[0]["new"] == 1


@pytest.mark.parametrize("answer, sign", [((404, {}, b""), "is not there"), ((503, {}, b""), "answers 503"), ((200, {}, huge()), "has more")])
def test_a_document_that_cannot_be_fetched_is_tried_again(provider, answer, sign):
    provider.publish(document(1))
    provider.publish(document(2))
    provider.answers["/.well-known/csaf/white/2026/ex-2026-1.json"] = answer
    total, told, said = fetch(provider, code=1)
    assert total == {**NONE, "new": 1, "failed": 1} and told == {"ex-2026-1.json": ["not-fetched"]} and sign in said
    provider.answers.clear()
    provider.taken()
    assert fetch(provider)[0] == {**NONE, "new": 1}
    assert provider.taken() == ["ex-2026-1.json"]


def test_nobody_is_sent_to_another_host(provider):
    provider.publish(document(1))
    feed = json.loads((provider.folder / "white" / "feed.json").read_text())
    for href in ("https://127.0.0.1:1/a.json", "http://localhost/a.json", "file:///etc/passwd", provider.base + "../../a.json"):
        feed["feed"]["entry"].append({"updated": "2026-01-01T00:00:00Z", "link": [{"rel": "self", "href": href}]})
    (provider.folder / "white" / "feed.json").write_text(json.dumps(feed))
    total, _, said = fetch(provider, code=1)
    assert total == {**NONE, "new": 1} and "4 entries of a list" in said
    provider.rolie = False
    provider.write_lists()
    with open(provider.folder / "white" / "changes.csv", "a") as out:
        out.write('"../../a.json","2026-01-01T00:00:00Z"\n"/etc/passwd","2026-01-01T00:00:00Z"\n')
    assert "2 entries of a list" in fetch(provider, code=1)[2]


def test_the_certificate_is_checked(provider):
    provider.publish(document(1))
    done = run("advisories", "fetch", provider.metadata_url, "--data", provider.data, "--json", code=1)
    assert json.loads(done.stdout) == NONE and "certificate" in done.stderr.lower()
    assert provider.asked == []


def test_a_run_that_was_killed_goes_on(provider):
    for number in range(130):
        provider.publish(document(number), signed=False)
    provider.role, provider.keys, provider.key = "csaf_publisher", [], None
    provider.write_lists()
    process = subprocess.Popen([PROGRAM, "advisories", "fetch", provider.metadata_url, "--data", str(provider.data), "--ca", provider.ca],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while len([path for path in provider.asked if path.endswith(".json")]) < 115:  # behind the first hundred, which are stored together
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    first = set(provider.taken())
    total = fetch(provider)[0]
    second = set(provider.taken())
    assert total["new"] == 30 and total["left_out"] == 0 and len(second) == 30
    assert first | second == {f"ex-2026-{number}.json" for number in range(130)}
    run("verify", provider.data)


def test_an_aggregator(provider, tmp_path, certificates, keys):
    other = Provider(tmp_path / "other", keys[1]).start(certificates)
    try:
        provider.publish(document(1))
        other.publish(document(2))
        publisher = {"category": "vendor", "name": "Example", "namespace": "https://example.com"}
        entry = lambda one: {"last_updated": "2026-01-01T00:00:00Z", "publisher": publisher, "url": one.metadata_url}
        aggregator = {
            "aggregator": {"category": "aggregator", "name": "A", "namespace": "https://a.example"}, "aggregator_version": "2.0",
            "canonical_url": provider.base + "aggregator.json", "last_updated": "2026-01-01T00:00:00Z",
            "csaf_providers": [{"metadata": entry(provider)}],
            "csaf_publishers": [{"metadata": {**entry(other), "url": "https://gone.invalid/provider-metadata.json"},
                                 "mirrors": [other.metadata_url], "update_interval": "daily"}]}
        (provider.folder / "aggregator.json").write_text(json.dumps(aggregator))
        assert fetch(provider, address=provider.base + "aggregator.json")[0] == {**NONE, "new": 2}
        aggregator["csaf_publishers"][0].pop("mirrors")
        (provider.folder / "aggregator.json").write_text(json.dumps(aggregator))
        assert "without mirrors" in fetch(provider, address=provider.base + "aggregator.json", code=1)[2]
    finally:
        other.stop()


def test_usage(tmp_path):
    for address in ("http://example.com/", "nothing", tmp_path, "https://example.com/a/../b"):
        run("advisories", "fetch", address, "--data", tmp_path / "data", code=2)
    run("advisories", "fetch", "--data", tmp_path / "data", code=2)
    (tmp_path / "key").write_text("no key")
    done = run("advisories", "fetch", "https://example.com/", "--data", tmp_path / "data", "--key", tmp_path / "key", code=2)
    assert "no OpenPGP key" in done.stderr


# --- folders ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", ["fetch", "import"])
def test_a_folder_that_mirrors_a_provider(provider, tmp_path, keys, command):
    provider.publish(document(1))
    provider.publish(document(2), key=keys[1])
    stick = provider.mirror(tmp_path / "stick")
    done = run("advisories", command, stick, "--data", provider.data, "--json", code=1)
    *files, total = [json.loads(line) for line in done.stdout.splitlines()]
    assert (total["new"], total["refused"]) == (1, 1) and [f["rule"] for f in files[0]["findings"]] == ["signature"]
    assert provider.asked == []
    # The key is the one that was believed then, also over the web; and what came by stick is not fetched again.
    provider.keys = [keys[1]]
    provider.publish(document(2), key=keys[1])
    assert fetch(provider, code=1)[1] == {"ex-2026-2.json": ["signature"]}
    assert provider.taken() == ["ex-2026-2.json"]


def test_a_folder_without_metadata(provider, tmp_path, keys):
    provider.publish(document(1))
    path = provider.path(provider.publish(document(2)))
    spoil(path)
    stick = provider.mirror(tmp_path / "stick") / "white"
    total = json.loads(run("advisories", "fetch", stick, "--data", provider.data, "--json", code=1).stdout.splitlines()[-1])
    assert total == {**NONE, "new": 1, "refused": 1}
    (tmp_path / "key.asc").write_bytes(keys[1].public)
    done = run("advisories", "fetch", stick, "--data", provider.data, "--json", "--key", tmp_path / "key.asc", code=1)
    assert {f["rule"] for line in done.stdout.splitlines()[:-1] for f in json.loads(line)["findings"]} == {"signature", "hash"}


def test_lists_deep_in_a_folder(provider, tmp_path):
    """Four folders below the top are looked into, not five."""
    provider.role, provider.keys, provider.key = "csaf_publisher", [], None
    provider.publish(document(1))
    for depth, found in ((4, 1), (5, 0)):
        stick = tmp_path / f"stick{depth}"
        inner = stick.joinpath(*["x"] * depth)
        provider.mirror(stick)
        (stick / "white").rename(tmp_path / "white")
        inner.parent.mkdir(parents=True)
        (tmp_path / "white").rename(inner)
        done = run("advisories", "fetch", stick, "--data", tmp_path / f"data{depth}", "--json", code=0 if found else 1)
        assert json.loads(done.stdout)["new"] == found


def test_so_many_lists_of_a_folder_are_read(tmp_path):
    stick = tmp_path / "stick"
    metadata = Provider(tmp_path / "web", role="csaf_publisher")
    metadata.write_lists()
    stick.mkdir()
    (stick / "provider-metadata.json").write_text(json.dumps(metadata.metadata))
    for number in range(65):
        folder = stick / f"{number:02}"
        folder.mkdir()
        (folder / "index.txt").write_text(f"ex-2026-{number}.json\n")
        (folder / f"ex-2026-{number}.json").write_text(json.dumps(document(number)))
    assert json.loads(run("advisories", "fetch", stick, "--data", tmp_path / "data", "--json").stdout)["new"] == 64


def test_what_is_published_here_can_be_fetched_there(tmp_path):
    server = Server(tmp_path / "maker")
    publish.settle(server)
    forms = [publish.create(server, form) for form in (publish.MINIMAL, publish.full())]
    assert all(publish.publish(server, form).status < 300 for form in forms)
    root = publish.BASE + "/.well-known/csaf/"
    metadata = publish.public(server, root + "provider-metadata.json").json
    names = ["provider-metadata.json", "white/changes.csv", *(key["url"][len(root):] for key in metadata["public_openpgp_keys"])]
    listed = ["white/" + row.split('"')[1] for row in publish.public(server, root + "white/changes.csv").body.decode().splitlines()]
    names += [name + ending for name in listed for ending in ("", ".sha512", ".asc")]
    for name in names:
        path = tmp_path / "stick" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(publish.public(server, root + name).body)
    server.stop()
    done = run("advisories", "fetch", tmp_path / "stick", "--data", tmp_path / "data", "--json")
    assert json.loads(done.stdout) == {**NONE, "new": 2}


def test_hashes_and_signatures_beside_plain_files(provider, tmp_path, keys):
    first, second, third = (provider.path(provider.publish(document(n))) for n in (1, 2, 3))
    spoil(first)
    third.with_name(third.name + ".asc").write_bytes(keys[0].sign(b"else"))
    stick = provider.mirror(tmp_path / "stick") / "white" / "2026"
    (tmp_path / "key.asc").write_bytes(keys[0].public)
    done = run("advisories", "import", stick, "--data", provider.data, "--json", "--key", tmp_path / "key.asc", code=1)
    *files, total = [json.loads(line) for line in done.stdout.splitlines()]
    assert {f["file"][-6]: [x["rule"] for x in f["findings"]] for f in files} == {"1": ["hash", "signature"], "2": [], "3": ["signature"]}
    assert total == {**{k: v for k, v in NONE.items() if k != "failed"}, "new": 1, "refused": 2}
    # Without a key a signature says nothing.
    total = json.loads(run("advisories", "import", stick, "--data", provider.data, "--json", code=1).stdout.splitlines()[-1])
    assert (total["new"], total["left_out"], total["refused"]) == (1, 1, 1)
