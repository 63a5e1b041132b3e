# SPDX-License-Identifier: Apache-2.0
"""hostile_test.py - input that tries to hurt the whole program: huge bodies, deep nesting, a million attributes, silent and slow clients.
It is refused or served within the limits, and memory stays bounded. Run on the release build, whose memory is the real one."""
import http.client, json, os, re, signal, socket, subprocess, tempfile, time

import pytest

SCHALE = os.environ.get("SCHALE_RELEASE", "build/schale")
RESIDENT_MB_MAX = 400


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory() as folder:
        process = subprocess.Popen([SCHALE, "serve", "--data", folder + "/data", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                   stderr=subprocess.DEVNULL, text=True)
        port = int(re.search(r":(\d+)/?$", process.stdout.readline().strip()).group(1))
        yield type("Server", (), {"port": port, "pid": process.pid})
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def resident_mb(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open("/proc/%d/status" % pid).read()).group(1)) / 1024


def is_well(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    connection.request("GET", "/health")
    answer = connection.getresponse()
    answer.read()
    return answer.status == 200


def send(server, body, content_type="application/json", path="/upload"):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("POST", path, body, {"Content-Type": content_type})
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, text


def test_a_body_of_1_gb_is_refused_without_reading_it(server):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    connection.sendall(b"POST /upload HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n")
    head = connection.recv(4096)
    assert b" 413 " in head.split(b"\r\n")[0]
    assert is_well(server) and resident_mb(server.pid) < RESIDENT_MB_MAX


def test_a_body_of_1_gb_in_chunks_is_cut_off(server):
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=60)
    connection.sendall(b"PUT /submodels/YQ HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
    chunk = b"100000\r\n" + b" " * 0x100000 + b"\r\n"
    sent = 0
    try:
        for _ in range(1024):
            connection.sendall(chunk)
            sent += 1
    except OSError:
        pass
    assert sent < 1024, "the server must stop reading"
    assert is_well(server) and resident_mb(server.pid) < RESIDENT_MB_MAX


@pytest.mark.parametrize("body,content_type", [
    (b'{"a":' * 10000 + b"1" + b"}" * 10000, "application/json"),
    (b"[" * 10000 + b"]" * 10000, "application/json"),
    (b'<environment xmlns="https://admin-shell.io/aas/3/1">' + b"<submodels>" * 10000 + b"</submodels>" * 10000 + b"</environment>", "application/xml"),
    (b'<environment xmlns="https://admin-shell.io/aas/3/1" ' + b" ".join(b'a%d="b"' % i for i in range(1000000)) + b"/>", "application/xml"),
    (b'<!DOCTYPE a [<!ENTITY b "cccccccccc">]><a>&b;</a>', "application/xml"),
    (b'{"submodels":["' + b"\\ud83d\\ude00" * 2000000 + b'"]}', "application/json"),
    (b"PK\x03\x04" + os.urandom(100000), "application/octet-stream"),
], ids=["objects", "arrays", "tags", "attributes", "entities", "escapes", "zip"])
def test_bodies_that_want_to_hurt_are_refused(server, body, content_type):
    status, text = send(server, body, content_type)
    assert status in (400, 413), (status, text[:300])
    assert json.loads(text)["messages"][0]["text"]
    assert is_well(server) and resident_mb(server.pid) < RESIDENT_MB_MAX


def test_ten_thousand_levels_of_elements_are_a_finding_not_a_crash(server):
    deep = b'{"modelType":"SubmodelElementCollection","idShort":"ab","value":[' * 200 + b'{"modelType":"Capability","idShort":"ab"}' + b"]}" * 200
    status, text = send(server, b'{"submodels":[{"modelType":"Submodel","id":"urn:deep","submodelElements":[' + deep + b"]}]}")
    assert status in (400, 413), (status, text[:300])
    assert is_well(server)


def test_a_thousand_silent_clients_do_not_stop_the_others(server, many_files):
    silent = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(1000)]
    half = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(100)]
    for connection in half:
        connection.sendall(b"GET /health HTTP/1.1\r\nHost: ")
    for _ in range(50):
        assert is_well(server)
    assert resident_mb(server.pid) < RESIDENT_MB_MAX
    for connection in silent + half:
        connection.close()
    assert is_well(server)
