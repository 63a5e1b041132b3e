# SPDX-License-Identifier: Apache-2.0
"""A server for each test module, on a free port with its own folder. SCHALE names the program
(default build/asan/schale)."""
import base64
import http.client
import json
import os
import resource
import signal
import subprocess
import threading
import time

import pytest
import wire_record

PROGRAM = os.environ.get("SCHALE", "build/asan/schale")


def b64(text):
    """Identifiers in paths and queries: base64url without padding."""
    raw = text if isinstance(text, bytes) else text.encode()
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def b64_json(value):
    return b64(json.dumps(value))


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def codes(self):
        """The codes of a Result; also checks its form."""
        messages = self.json["messages"]
        assert messages
        for message in messages:
            assert set(message) == {"code", "correlationId", "messageType", "text", "timestamp"}
            assert message["messageType"] in ("Error", "Warning", "Info", "Exception")
            assert len(message["code"]) <= 32 and len(message["correlationId"]) <= 128
            assert message["text"].strip()
        return [message["code"] for message in messages]


class Server:
    def __init__(self, folder, *arguments):
        self.folder = str(folder)
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", self.folder, *arguments],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line.startswith("listening on http://"), self.process.stderr.read()
        self.url = line.split()[-1]
        self.port = int(self.url.rsplit(":", 1)[1])

    def __call__(self, method, path, body=None, headers=None, kind="application/json"):
        sent = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        if isinstance(body, str):
            body = body.encode()
        if body is not None and kind and "Content-Type" not in sent:
            sent["Content-Type"] = kind
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, path, skip_accept_encoding=True, skip_host="Host" in sent)
        for name, value in sent.items():
            for line in value if isinstance(value, list) else [value]:
                connection.putheader(name, line)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        answer = Answer(connection.getresponse())
        connection.close()
        wire_record.note(method, path, answer)
        return answer

    def get(self, path, **headers):
        return self("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            _, errors = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        assert self.process.returncode == 0, errors
        assert "runtime error" not in errors and "AddressSanitizer" not in errors, errors


def pytest_sessionstart(session):
    wire_record.begin()


def pytest_collection_modifyitems(items):
    """What looks at the answers of the whole run comes last."""
    items.sort(key=lambda item: item.fspath.basename == "openapi_answers_test.py")


@pytest.fixture(scope="module")
def schale(tmp_path_factory):
    one = Server(tmp_path_factory.mktemp("store"))
    yield one
    one.stop()


@pytest.fixture(scope="module")
def factory(tmp_path_factory):
    """A server with the example factory in it."""
    one = Server(tmp_path_factory.mktemp("store"), "--example")
    yield one
    one.stop()


@pytest.fixture
def many_files():
    """Room for thousands of connections in this process while one test runs: a login shell allows 1024 files. A server that was
    started before keeps the shell's limit and has to see to itself."""
    wanted = 4096
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= hard < wanted:
        pytest.skip(f"this machine allows {hard} open files, {wanted} are needed")
    if 0 <= soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def together(count, work):
    """Runs work(0) to work(count - 1) at the same time; what they return, in order."""
    results = [None] * count

    def run(number):
        results[number] = work(number)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def followed(server, path, seq=None):
    """What a list below /plan answers once it has seen that record of the log; without one, the last."""
    if seq is None:
        newest = server.get("/plan/changes?limit=1").json["result"]
        seq = newest[0]["seq"] if newest else 0
    for _ in range(600):
        answer = server.get(path)
        assert answer.status == 200, answer.body
        if not answer.json["building"] and answer.json["seq"] >= seq:
            return answer.json
        time.sleep(0.02)
    raise AssertionError(f"{path} does not follow the log")


def shell(identifier, submodels=(), **more):
    document = {"modelType": "AssetAdministrationShell", "id": identifier,
                "assetInformation": {"assetKind": "Instance", "globalAssetId": identifier + "/asset"}}
    if submodels:
        document["submodels"] = [reference(s) for s in submodels]
    document.update(more)
    return document


def reference(identifier, kind="Submodel"):
    return {"type": "ModelReference", "keys": [{"type": kind, "value": identifier}]}


def external(value):
    return {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": value}]}


def submodel(identifier, elements=(), **more):
    document = {"modelType": "Submodel", "id": identifier}
    document.update(more)
    if elements:
        document["submodelElements"] = list(elements)
    return document


def prop(name, value=None, kind="xs:string", **more):
    element = {"modelType": "Property", "idShort": name, "valueType": kind}
    if value is not None:
        element["value"] = value
    element.update(more)
    return element


def concept(identifier, **more):
    return {"modelType": "ConceptDescription", "id": identifier, **more}


def multipart(*parts):
    """(name, file name or None, content type or None, bytes) each."""
    boundary = "----schale-test-boundary"
    out = b""
    for name, file_name, kind, data in parts:
        out += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"'.encode()
        if file_name is not None:
            out += f'; filename="{file_name}"'.encode()
        out += b"\r\n"
        if kind:
            out += f"Content-Type: {kind}\r\n".encode()
        out += b"\r\n" + data + b"\r\n"
    out += f"--{boundary}--\r\n".encode()
    return out, "multipart/form-data; boundary=" + boundary
