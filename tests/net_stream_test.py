# SPDX-License-Identifier: Apache-2.0
"""Answers that come in pieces: woken, silent, endless, broken off, left by the client, ended by the server."""
import http.client
import re
import signal
import time

import pytest

from net_framing_test import Server

LINES = b"".join(b"line %d\n" % i for i in range(5))


@pytest.fixture(scope="module")
def server():
    one = Server(1500)
    yield one
    one.stop()


def ask(server, path, method="GET", version="1.1"):
    sock = server.connect()
    host = b"Host: a\r\n" if version == "1.1" else b""
    sock.sendall(f"{method} {path} HTTP/{version}\r\n".encode() + host + b"\r\n")
    return sock


def read_all(sock):
    got = b""
    while piece := sock.recv(1 << 16):
        got += piece
    return got


@pytest.mark.parametrize("path", ["/ticks", "/ticks-worker"])
def test_pieces_come_when_woken_and_the_connection_goes_on(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    for _ in range(3):
        connection.request("GET", path)
        answer = connection.getresponse()
        assert answer.getheader("Transfer-Encoding") == "chunked" and answer.read() == LINES
        connection.request("GET", "/echo")
        assert connection.getresponse().read().startswith(b'{"method":"GET"')
    connection.close()


def test_http_1_0_gets_the_pieces_and_the_end_of_the_connection(server):
    sock = ask(server, "/ticks", version="1.0")
    head, body = read_all(sock).split(b"\r\n\r\n", 1)
    assert b"chunked" not in head.lower() and body == LINES


def test_head_reads_nothing(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("HEAD", "/flood")
    answer = connection.getresponse()
    assert answer.status == 200 and answer.getheader("Content-Type") == "text/plain"
    assert read_all(ask(server, "/ticks", "HEAD")).endswith(b"\r\n\r\n")
    assert b"0\r\n\r\n" not in read_all(ask(server, "/ticks", "HEAD"))


def test_a_stream_that_breaks_off_is_seen_to(server):
    sock = ask(server, "/broken")
    got = read_all(sock)
    assert b"line 0\n" in got and not got.endswith(b"0\r\n\r\n")


def test_a_silent_stream_is_not_cut(server):
    """The watchdog gives a request 1.5 s; a stream that has nothing to say is no late request."""
    sock = ask(server, "/quiet")
    assert sock.recv(4096).startswith(b"HTTP/1.1 200")
    sock.settimeout(4)
    with pytest.raises(TimeoutError):
        sock.recv(1)


def test_a_client_that_takes_nothing_is_let_go(server):
    sock = ask(server, "/flood")
    time.sleep(4)  # 1.5 s without progress, and the watchdog's ticks
    sock.settimeout(10)
    try:
        read_all(sock)  # what the kernel has of it, then the end
    except ConnectionResetError:
        pass


def test_clients_that_leave_and_a_server_that_stops():
    one = Server(20000)
    for _ in range(100):
        ask(one, "/quiet").close()
        ask(one, "/flood").close()
    held = [ask(one, path) for path in ["/quiet", "/flood", "/ticks"] * 50]
    for sock in held:
        assert sock.recv(20).startswith(b"HTTP/1.1 200")
    began = time.monotonic()
    one.process.send_signal(signal.SIGTERM)
    quiet = read_all(held[0])
    assert quiet.endswith(b"0\r\n\r\n"), "a stopping server ends its streams whole"
    one.process.wait(timeout=15)
    assert time.monotonic() - began < 3.5
    errors = one.process.stderr.read().decode()
    assert one.process.returncode == 0, errors
    assert re.search(r"streams released (\d+)", errors).group(1) == "350", errors
