# SPDX-License-Identifier: Apache-2.0
"""/plan/security/sources: sources of advisories that the server fetches from by itself."""
import time

import pytest
from advisories_fetch_test import NONE, certificates, document, keys  # noqa: F401 (fixtures)
from conftest import Server, b64
from provider import Provider

PATH = "/plan/security/sources"


@pytest.fixture
def provider(tmp_path, certificates, keys):  # noqa: F811
    one = Provider(tmp_path / "web", keys[0]).start(certificates)
    one.ca = str(certificates / "ca.pem")
    yield one
    one.stop()


@pytest.fixture
def server(tmp_path, provider):
    one = Server(tmp_path / "data", "--advisories-ca", provider.ca)
    yield one
    one.stop()


def add(server, url, **more):
    answer = server("POST", PATH, {"url": url, **more})
    assert answer.status == 201, answer.body
    assert answer.headers["location"].endswith(PATH + "/" + b64(answer.json["id"]))
    return answer.json


def source(server):
    found = server.get(PATH).json["result"]
    assert len(found) == 1
    return found[0]


def wait(server, what):
    """Until the one source is as it should be."""
    for _ in range(600):
        one = source(server)
        if what(one):
            return one
        time.sleep(0.1)
    raise AssertionError(one)


def done(one):
    return "last_run" in one and not one["is_running"]


def test_a_source_that_is_due_is_run_by_itself(server, provider, keys):  # noqa: F811
    provider.publish(document(1))
    made = add(server, provider.metadata_url, name="Beispiel", every_hours=24)
    assert made["url"] == provider.metadata_url and made["name"] == "Beispiel" and made["every_hours"] == 24
    one = wait(server, done)
    assert one["last_result"] == {**NONE, "new": 1} and "error" not in one
    assert one["keys"] == [keys[0].fingerprint] and one["offered"] == []
    day = (time.mktime(time.strptime(one["next_run"][:19], "%Y-%m-%dT%H:%M:%S")) -
           time.mktime(time.strptime(one["last_run"][:19], "%Y-%m-%dT%H:%M:%S"))) / 3600
    assert day == 24
    assert server.get("/plan/security/advisories").json["result"][0]["tracking_id"] == "EX-2026-1"
    # Not again before its time, but when somebody asks.
    provider.publish(document(2))
    time.sleep(1)
    assert provider.taken() == ["ex-2026-1.json"]
    assert server("POST", PATH + "/" + b64(one["id"]) + "/run").status == 202
    assert wait(server, lambda now: done(now) and now["last_run"] != one["last_run"])["last_result"] == {**NONE, "new": 1}


def test_one_by_hand_goes_out_only_when_asked(server, provider):
    provider.publish(document(1))
    made = add(server, provider.metadata_url)
    assert made["every_hours"] is None and "next_run" not in made
    time.sleep(1)
    assert provider.asked == [] and "last_run" not in source(server)
    server("POST", PATH + "/" + b64(made["id"]) + "/run")
    assert wait(server, done)["last_result"]["new"] == 1
    assert server("DELETE", PATH + "/" + b64(made["id"])).status == 204
    assert server.get(PATH).json["result"] == []
    assert server("POST", PATH + "/" + b64(made["id"]) + "/run").codes == ["no-such-source"]
    assert server("DELETE", PATH + "/" + b64(made["id"])).status == 404


def test_an_error_is_kept_and_the_next_try_is_at_its_time(server, provider):
    provider.answers["/.well-known/csaf/provider-metadata.json"] = (503, {}, b"")
    add(server, provider.metadata_url, every_hours=1)
    one = wait(server, done)
    assert "503" in one["error"] and one["last_result"] == NONE
    time.sleep(1)
    assert len(provider.asked) == 1 and one["next_run"] > one["last_run"]


@pytest.mark.parametrize("path, answer, english, german", [
    ("/.well-known/csaf/provider-metadata.json", (503, {}, b""), "{url}: the server answers 503.", "{url}: Der Server antwortet mit 503."),
    ("/.well-known/csaf/provider-metadata.json", (302, {"Location": "https://x.example/"}, b""),
     "{url}: the server answers 302; redirects are not followed.",
     "{url}: Der Server antwortet mit 302; Weiterleitungen wird nicht gefolgt."),
    ("/.well-known/csaf/provider-metadata.json", (404, {}, b""), "{url} is not there.", "{url} ist nicht vorhanden."),
    ("/.well-known/csaf/provider-metadata.json", (200, {}, b"{}"),
     "{url} is not as it has to be. $.canonical_url: no plain address that begins with https://.",
     "{url} ist nicht so, wie es sein muss. $.canonical_url: keine einfache Adresse, die mit https:// beginnt.")])
def test_an_error_is_told_in_the_language_asked_for(server, provider, path, answer, english, german):
    provider.answers[path] = answer
    add(server, provider.metadata_url)
    server("POST", PATH + "/" + b64(source(server)["id"]) + "/run")
    one = wait(server, lambda now: done(now) and "error" in now)
    assert one["error"] == english.format(url=provider.metadata_url)
    assert server.get(PATH + "?language=de").json["result"][0]["error"] == german.format(url=provider.metadata_url)
    asked = server("GET", PATH, None, {"Accept-Language": "de"})
    assert asked.json["result"][0]["error"] == german.format(url=provider.metadata_url)
    assert server.get(PATH + "?language=xx").codes == ["bad-language"]
    record = server.get("/submodels/" + b64(one["id"])).json
    assert {"Error", "ErrorReason"} <= {element["idShort"] for element in record["submodelElements"]}
    assert server("POST", "/plan/check?as=Submodel", record).json["valid"]


def test_a_server_that_is_not_there_is_told_with_the_words_of_the_library(server, provider):
    add(server, "https://127.0.0.1:1/provider-metadata.json", every_hours=1)
    one = wait(server, lambda now: done(now) and "error" in now)
    assert one["error"].startswith("https://127.0.0.1:1/provider-metadata.json: there is no answer (")
    german = server.get(PATH + "?language=de").json["result"][0]["error"]
    assert german.startswith("https://127.0.0.1:1/provider-metadata.json: Es kommt keine Antwort (")


def test_a_new_key_waits_for_somebody_to_accept_it(server, provider, keys):  # noqa: F811
    provider.publish(document(1))
    made = add(server, provider.metadata_url, every_hours=24)
    first = wait(server, done)
    place = PATH + "/" + b64(made["id"])
    provider.keys = [keys[1]]
    provider.publish(document(2), key=keys[1])
    server("POST", place + "/run")
    one = wait(server, lambda now: done(now) and now["last_run"] != first["last_run"])
    assert one["last_result"]["refused"] == 1 and one["offered"] == [keys[1].fingerprint]
    assert server("POST", place + "/keys", {"fingerprint": keys[2].fingerprint}).codes == ["no-such-key"]
    assert server("POST", place + "/keys", {}).status == 400
    accepted = server("POST", place + "/keys", {"fingerprint": keys[1].fingerprint.lower()}).json
    assert accepted["keys"] == [keys[0].fingerprint, keys[1].fingerprint] and accepted["offered"] == []
    server("POST", place + "/run")
    again = wait(server, lambda now: done(now) and now["last_run"] != one["last_run"])
    assert again["last_result"] == {**NONE, "new": 1} and again["keys"] == accepted["keys"]


@pytest.mark.parametrize("body, code", [
    ({"url": "http://example.com/"}, "bad-source"), ({"url": "/media/stick"}, "bad-source"), ({"url": "file:///etc/"}, "bad-source"),
    ({"url": "https://u@example.com/"}, "bad-source"), ({"url": "localhost"}, "bad-source"), ({}, "bad-source"), ({"url": 7}, "bad-member"),
    ({"url": "example.com", "every_hours": 0}, "bad-hours"), ({"url": "example.com", "every_hours": 8761}, "bad-hours"),
    ({"url": "example.com", "every_hours": 1.5}, "bad-hours"), ({"url": "example.com", "every_hours": "24"}, "bad-hours"),
    ({"url": "example.com", "name": "x" * 201}, "bad-member"), ({"url": "example.com", "name": "a\u0001b"}, "bad-member"),
    ({"url": "example.com", "every": 1}, "no-such-member")])
def test_what_is_no_source(server, body, code):
    answer = server("POST", PATH, body)
    assert answer.status == 400 and answer.codes == [code]
    assert server.get(PATH).json["result"] == []


def test_limits_and_doubles(server):
    add(server, "psirt.invalid", name="x" * 200, every_hours=8760)
    assert server("POST", PATH, {"url": "psirt.invalid"}).codes == ["exists"]


def test_there_are_so_many_sources(server):
    for number in range(200):
        add(server, f"s{number}.example.com")
    answer = server("POST", PATH, {"url": "one.example.com"})
    assert answer.status == 400 and answer.codes == ["too-many-sources"]
    assert len(server.get(PATH).json["result"]) == 200


def replace(server, one, **values):
    """Writes the record as an import could, or anybody over the AAS API."""
    stored = server.get("/submodels/" + b64(one["id"])).json
    for element in stored["submodelElements"]:
        element["value"] = values.get(element["idShort"], element.get("value"))
    assert server("PUT", "/submodels/" + b64(one["id"]), stored).status == 204
    return stored


def test_a_record_that_was_put_in_otherwise_sends_nobody_elsewhere(server, provider):
    """Its address is looked at again before anything goes out."""
    made = add(server, provider.metadata_url)
    replace(server, made, Url=provider.metadata_url.replace("https", "http"))
    server("POST", PATH + "/" + b64(made["id"]) + "/run")
    assert "https://" in wait(server, done)["error"] and provider.asked == []
    other = server("POST", PATH + "/" + b64("urn:nobody") + "/run")
    assert other.status == 404 and other.codes == ["no-such-source"]


def test_a_source_that_an_import_brings_is_not_run_by_itself(tmp_path, provider):
    """A supplier's file may hold what looks like a source: nothing goes out before somebody wants it."""
    provider.publish(document(1))
    first = Server(tmp_path / "one", "--advisories-ca", provider.ca)
    made = add(first, provider.metadata_url, every_hours=1)
    wait(first, done)
    record = first.get("/submodels/" + b64(made["id"])).json
    first.stop()
    record["submodelElements"] = [e for e in record["submodelElements"] if e["idShort"] in ("Url", "EveryHours")]
    provider.asked.clear()
    server = Server(tmp_path / "two", "--advisories-ca", provider.ca)
    assert server("POST", "/submodels", record).status == 201
    assert server("POST", "/submodels", {**record, "id": "urn:template", "kind": "Template"}).status == 201
    assert server("POST", PATH, {"url": "psirt.invalid"}).status == 201  # wakes the thread
    found = server.get(PATH).json["result"]
    assert [one["url"] for one in found] == [provider.metadata_url, "psirt.invalid"] and "next_run" not in found[0]
    time.sleep(1.5)
    assert provider.asked == []
    assert server("POST", PATH + "/" + b64(made["id"]) + "/run").status == 202
    for _ in range(300):
        one = server.get(PATH).json["result"][0]
        if done(one):
            break
        time.sleep(0.1)
    assert one["last_result"]["new"] == 1 and "next_run" in one
    server.stop()


def test_a_stop_breaks_off_and_the_next_start_goes_on(tmp_path, provider):
    for number in range(3):
        provider.publish(document(number))
    provider.before = lambda path: time.sleep(30) if path.endswith("ex-2026-1.json") else None
    server = Server(tmp_path / "data", "--advisories-ca", provider.ca)
    add(server, provider.metadata_url, every_hours=24)
    while not any(path.endswith("ex-2026-1.json") for path in provider.asked):
        time.sleep(0.05)
    assert source(server)["is_running"]
    began = time.monotonic()
    server.stop()
    assert time.monotonic() - began < 10
    provider.before = None
    server = Server(tmp_path / "data", "--advisories-ca", provider.ca)
    one = source(server)
    assert one["error"] == "The run was stopped." and one["last_result"]["failed"] == 0
    assert one["next_run"][:16] != one["last_run"][:16]  # after a quarter of an hour, not a day
    provider.asked.clear()
    server("POST", PATH + "/" + b64(one["id"]) + "/run")
    after = wait(server, lambda now: done(now) and now["last_run"] != one["last_run"])
    assert one["last_result"]["new"] + after["last_result"]["new"] == 3 and "error" not in after
    server.stop()
