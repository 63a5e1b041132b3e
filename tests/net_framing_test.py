# SPDX-License-Identifier: Apache-2.0
"""The HTTP server over raw sockets: what must be refused, cut off, bounded, answered.

Run against the program named in NET_ECHO_SERVER (default build/asan/net_echo_server)."""
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time

import pytest

PROGRAM = os.environ.get("NET_ECHO_SERVER", "build/asan/net_echo_server")
BODY_MAX = 1 << 20
HEAD_MAX = 16 * 1024
HOST = b"Host: a\r\n"


class Server:
    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read().decode()
        self.port = int(line)
        self.host = arguments[3] if len(arguments) > 3 else "127.0.0.1"

    def connect(self, timeout=20):
        return socket.create_connection((self.host, self.port), timeout=timeout)

    def stop(self):
        """Ends it; returns the seconds that took."""
        began = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        errors = self.process.stderr.read().decode(errors="replace")
        assert self.process.returncode == 0, errors
        return time.monotonic() - began

    def memory_kib(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


@pytest.fixture(scope="module")
def server():
    one = Server()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def hasty():
    """A server that gives a request 1.5 s."""
    one = Server(1500)
    yield one
    one.stop()


class Closed(Exception):
    pass


class Reader:
    def __init__(self, sock):
        self.sock, self.buffer = sock, b""

    def fill(self):
        try:
            piece = self.sock.recv(1 << 16)
        except ConnectionResetError:
            piece = b""
        if not piece:
            raise Closed(self.buffer)
        self.buffer += piece

    def answer(self, method="GET"):
        """One answer: (status, headers, body). Raises Closed at the end of the stream."""
        while b"\r\n\r\n" not in self.buffer:
            self.fill()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        lines = head.decode("latin-1").split("\r\n")
        status = int(lines[0].split()[1])
        headers = {n.strip().lower(): v.strip() for n, v in (l.split(":", 1) for l in lines[1:])}
        length = int(headers.get("content-length", 0))
        if method == "HEAD" or status in (100, 204, 304):
            length = 0
        while len(self.buffer) < length:
            self.fill()
        body, self.buffer = self.buffer[:length], self.buffer[length:]
        return status, headers, body

    def rest(self):
        """Everything up to the end of the stream."""
        try:
            while True:
                self.fill()
        except Closed:
            return self.buffer

    def is_closed(self):
        try:
            self.fill()
        except Closed:
            return self.buffer == b""
        return False


def exchange(server, data, method="GET"):
    """Sends the bytes; returns (status, headers, body, closed afterwards)."""
    with server.connect() as sock:
        sock.sendall(data)
        reader = Reader(sock)
        status, headers, body = reader.answer(method)
        closed = headers.get("connection") == "close" and reader.is_closed()
        return status, headers, body, closed


def get(path=b"/", more=b""):
    return b"GET " + path + b" HTTP/1.1\r\n" + HOST + more + b"\r\n"


def post(more, body=b"", path=b"/"):
    return b"POST " + path + b" HTTP/1.1\r\n" + HOST + more + b"\r\n" + body


def understood(body):
    return json.loads(body)


# Each row: name, bytes, status. Behind each hides a second request that must never be answered.
SECOND = get(b"/second")
REFUSED = [
    ("length_and_chunked", post(b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                                b"0\r\n\r\n"), 400),
    ("chunked_and_length", post(b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                                b"0\r\n\r\n"), 400),
    ("two_lengths_differing", post(b"Content-Length: 5\r\nContent-Length: 6\r\n", b"hello!"), 400),
    ("two_lengths_equal", post(b"Content-Length: 5\r\nContent-Length: 5\r\n", b"hello"), 400),
    ("length_list", post(b"Content-Length: 5, 5\r\n", b"hello"), 400),
    ("length_plus", post(b"Content-Length: +5\r\n", b"hello"), 400),
    ("length_minus", post(b"Content-Length: -5\r\n", b"hello"), 400),
    ("length_letters", post(b"Content-Length: 5abc\r\n", b"hello"), 400),
    ("length_hex", post(b"Content-Length: 0x5\r\n", b"hello"), 400),
    ("length_empty", post(b"Content-Length:\r\n", b"hello"), 400),
    ("length_space_inside", post(b"Content-Length: 5 5\r\n", b"hello"), 400),
    ("length_over_64_bit", post(b"Content-Length: 18446744073709551617\r\n", b"hello"), 413),
    ("length_over_63_bit", post(b"Content-Length: 9223372036854775808\r\n", b"hello"), 400),
    ("space_before_colon", post(b"Content-Length : 5\r\n", b"hello"), 400),
    ("tab_before_colon", post(b"Content-Length\t: 5\r\n", b"hello"), 400),
    ("coding_gzip_chunked", post(b"Transfer-Encoding: gzip, chunked\r\n", b"0\r\n\r\n"), 400),
    ("coding_xchunked", post(b"Transfer-Encoding: xchunked\r\n", b"0\r\n\r\n"), 400),
    ("coding_chunked_twice", post(b"Transfer-Encoding: chunked, chunked\r\n", b"0\r\n\r\n"), 400),
    ("coding_two_headers", post(b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                                b"0\r\n\r\n"), 400),
    ("coding_identity", post(b"Transfer-Encoding: identity\r\n", b"0\r\n\r\n"), 400),
    ("coding_vertical_tab", post(b"Transfer-Encoding: \x0bchunked\r\n", b"0\r\n\r\n"), 400),
    ("coding_in_1_0", b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400),
    ("chunk_size_hex_prefix", post(b"Transfer-Encoding: chunked\r\n", b"0x5\r\nhello\r\n0\r\n\r\n"),
     400),
    ("chunk_size_negative", post(b"Transfer-Encoding: chunked\r\n", b"-5\r\nhello\r\n0\r\n\r\n"),
     400),
    ("chunk_size_overflow", post(b"Transfer-Encoding: chunked\r\n",
                                 b"10000000000000005\r\nhello\r\n0\r\n\r\n"), 413),
    ("chunk_without_end", post(b"Transfer-Encoding: chunked\r\n", b"5\r\nhello0\r\n\r\n"), 400),
    ("no_host", b"GET / HTTP/1.1\r\n\r\n", 400),
    ("two_hosts", get(more=b"Host: a\r\n"), 400),
    ("host_with_space", b"GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400),
    ("host_with_path", b"GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400),
    ("host_with_user", b"GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", 400),
    ("host_list", b"GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400),
    ("host_bad_port", b"GET / HTTP/1.1\r\nHost: a:8x\r\n\r\n", 400),
    ("host_large_port", b"GET / HTTP/1.1\r\nHost: a:65536\r\n\r\n", 400),
    ("two_hosts_in_1_0", b"GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", 400),
    ("nul_in_value", get(more=b"X: a\0b\r\n"), 400),
    ("nul_at_value_end", get(more=b"X: a\0\r\n"), 400),
    ("nul_in_length", post(b"Content-Length: 5\0 6\r\n", b"hello"), 400),
    ("nul_in_name", get(more=b"X\0Y: a\r\n"), 400),
    ("nul_line_ends_head", get(more=b"\0Content-Length: 5\r\n"), 400),
    ("nul_line_ends_head_2", get(more=b"X: a\r\n\0Y: b\r\n"), 400),
    ("control_in_name", get(more=b"X\x01Y: a\r\n"), 400),
    ("control_in_value", get(more=b"X: a\x01b\r\n"), 400),
    ("delete_in_value", get(more=b"X: a\x7fb\r\n"), 400),
    ("bare_cr_in_value", get(more=b"X: a\rY: b\r\n"), 400),
    ("cr_before_cr_lf", get(more=b"X: a\r\r\n"), 400),
    ("bare_lf_line", b"GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n", 400),
    ("bare_lf_request_line", b"GET / HTTP/1.1\nHost: a\r\n\r\n", 400),
    ("bare_lf_end", b"GET / HTTP/1.1\r\nHost: a\r\n\n", 400),
    ("bare_lf_everywhere", b"GET / HTTP/1.1\nHost: a\n\n", 400),
    ("folded_line", get(more=b"X: a\r\n b\r\n"), 400),
    ("folded_line_tab", get(more=b"X: a\r\n\tb\r\n"), 400),
    ("folded_first_line", b"GET / HTTP/1.1\r\n X: b\r\nHost: a\r\n\r\n", 400),
    ("folded_coding", post(b"Transfer-Encoding:\r\n chunked\r\n", b"0\r\n\r\n"), 400),
    ("no_colon", get(more=b"X a\r\n"), 400),
    ("empty_name", get(more=b": a\r\n"), 400),
    ("name_with_paren", get(more=b"X(: a\r\n"), 400),
    ("name_not_ascii", get(more=b"X\xc3\xa4: a\r\n"), 400),
    ("target_no_slash", b"GET x HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("target_star", b"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("target_https", get(b"https://a/"), 400),
    ("target_absolute_no_host", get(b"http:///x"), 400),
    ("target_absolute_user", get(b"http://u@a/x"), 400),
    ("target_fragment", get(b"/a#b"), 400),
    ("target_fragment_in_query", get(b"/a?b#c"), 400),
    ("target_not_ascii", get("/ä".encode()), 400),
    ("target_not_ascii_in_query", get("/?ä".encode()), 400),
    ("target_control", get(b"/a\x01b"), 400),
    ("target_tab", get(b"/a\tb"), 400),
    ("target_nul", get(b"/a\0b"), 400),
    ("target_nul_in_query", get(b"/a?b\0c=d&e"), 400),
    ("target_nul_before_query", get(b"/a\0?b=c&d"), 400),
    ("target_space", get(b"/a b"), 400),
    ("target_space_in_query", get(b"/a?b c"), 400),
    ("two_spaces_before_target", b"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("two_spaces_before_version", b"GET /  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("space_after_version", b"GET / HTTP/1.1 \r\nHost: a\r\n\r\n", 400),
    ("version_lower_case", b"GET / http/1.1\r\nHost: a\r\n\r\n", 400),
    ("version_2", b"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505),
    ("version_0_9", b"GET / HTTP/0.9\r\nHost: a\r\n\r\n", 505),
    ("version_long", b"GET / HTTP/1.10\r\nHost: a\r\n\r\n", 400),
    ("method_unknown", b"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ("method_lower_case", b"get / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ("method_connect", b"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("method_trace", b"TRACE / HTTP/1.1\r\nHost: a\r\n\r\n", 501),
    ("method_not_token", b"G(T / HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    ("method_unknown_bad_frame", b"BREW / HTTP/1.1\r\nHost: a\r\nX : b\r\n\r\n", 400),
    ("expect_other", post(b"Expect: 200-ok\r\nContent-Length: 5\r\n"), 417),
    ("too_many_headers", get(more=b"X: a\r\n" * 100), 431),
    ("head_over_limit", get(more=b"X: " + b"a" * (HEAD_MAX + 1 - len(get(more=b"X: \r\n")))
                            + b"\r\n"), 431),
    ("header_too_large", get(more=b"X: " + b"a" * 200000 + b"\r\n"), 431),
    ("target_too_large", get(b"/" + b"a" * 200000), 414),
    ("body_over_limit_by_length", post(b"Content-Length: %d\r\n" % (BODY_MAX + 1)), 413),
    ("body_of_get", get(more=b"Content-Length: 1\r\n") + b"x", 413),
]


@pytest.mark.parametrize("data,status", [row[1:] for row in REFUSED],
                         ids=[row[0] for row in REFUSED])
def test_refused_and_closed(server, data, status):
    with server.connect() as sock:
        try:
            sock.sendall(data + SECOND)
        except (ConnectionResetError, BrokenPipeError):
            pass
        reader = Reader(sock)
        got, headers, body = reader.answer()
        assert got == status
        assert headers.get("connection", "").lower() == "close"
        rest = reader.rest()
        assert b"second" not in body + rest
        # The library sends its own refusals of a Content-Length's value twice before it closes.
        assert rest == b"" or rest.endswith(b"</html>")


def test_request_line_without_version_is_not_answered_200(server):
    with server.connect() as sock:
        sock.sendall(b"GET /\r\n\r\n")
        reader = Reader(sock)
        try:
            assert reader.answer()[0] == 400
        except Closed as closed:
            assert closed.args[0] == b""


OWN_ERRORS = ["length_and_chunked", "no_host", "nul_in_value", "target_space", "method_unknown",
              "too_many_headers", "body_over_limit_by_length"]


@pytest.mark.parametrize("name", OWN_ERRORS)
def test_error_body_is_the_servers(server, name):
    data, status = next(row[1:] for row in REFUSED if row[0] == name)
    got, headers, body, _ = exchange(server, data)
    assert got == status and headers["content-type"] == "application/json"
    assert json.loads(body)["status"] == status


ACCEPTED = [
    ("plain", get(b"/a/b"), {"path": "/a/b", "query": "", "body": 0}),
    ("query_raw", get(b"/a?x=1&y=%20+z&&="), {"path": "/a", "query": "x=1&y=%20+z&&="}),
    ("query_empty", get(b"/a?"), {"path": "/a", "query": ""}),
    ("query_of_question_marks", get(b"/a??b"), {"path": "/a", "query": "?b"}),
    ("path_raw", get(b"/%2e%2E/../a%2Fb;c=d"), {"path": "/%2e%2E/../a%2Fb;c=d"}),
    ("absolute", get(b"http://b:80/x?y"), {"path": "/x", "query": "y"}),
    ("absolute_bare", get(b"HTTP://b"), {"path": "/", "query": ""}),
    ("absolute_query", get(b"http://b?y=/"), {"path": "/", "query": "y=/"}),
    ("host_ipv6", b"GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", {"path": "/"}),
    ("host_empty", b"GET / HTTP/1.1\r\nHost:\r\n\r\n", {"path": "/"}),
    ("value_spaces", get(more=b"X: \t a b \t\r\nY:\r\n"), {"headers": 3}),
    ("value_obs_text", get(more=b"X: \xe4\r\n"), {"headers": 2}),
    ("headers_100", get(more=b"X: a\r\n" * 99), {"headers": 100}),
    ("header_8_kib", get(more=b"X: " + b"a" * 8192 + b"\r\n"), {"headers": 2}),
    ("head_at_limit", get(more=b"X: " + b"a" * (HEAD_MAX - len(get(more=b"X: \r\n"))) + b"\r\n"),
     {"headers": 2}),
    ("head_at_both_limits", get(more=b"X: %s\r\n" % (b"a" * 155) * 98 + b"Y: z\r\n"),
     {"headers": 100}),
    ("empty_line_before", b"\r\n" + get(), {"path": "/"}),
    ("length", post(b"Content-Length: 5\r\n", b"hello"), {"body": 5}),
    ("length_zero", post(b"Content-Length: 0\r\n"), {"body": 0}),
    ("length_absent", post(b""), {"body": 0}),
    ("length_at_limit", post(b"Content-Length: %d\r\n" % BODY_MAX, b"x" * BODY_MAX),
     {"body": BODY_MAX}),
    ("chunked", post(b"Transfer-Encoding: Chunked\r\n", b"5\r\nhello\r\n1\r\n!\r\n0\r\n\r\n"),
     {"body": 6}),
    ("chunked_extension", post(b"Transfer-Encoding: chunked\r\n",
                               b"5;a=b\r\nhello\r\n0\r\n\r\n"), {"body": 5}),
    ("chunked_trailer", post(b"Transfer-Encoding: chunked\r\n",
                             b"5\r\nhello\r\n0\r\nContent-Length: 9\r\n\r\n"), {"body": 5}),
    ("chunked_at_limit", post(b"Transfer-Encoding: chunked\r\n",
                              b"%x\r\n" % BODY_MAX + b"x" * BODY_MAX + b"\r\n0\r\n\r\n"),
     {"body": BODY_MAX}),
    ("patch", b"PATCH /p HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", {"method": "PATCH"}),
    ("put", b"PUT /p HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx", {"method": "PUT"}),
    ("delete", b"DELETE /p HTTP/1.1\r\nHost: a\r\n\r\n", {"method": "DELETE"}),
    ("options", b"OPTIONS /p HTTP/1.1\r\nHost: a\r\n\r\n", {"method": "OPTIONS"}),
    ("worker", get(b"/slow?a=b", b"X: y\r\n"), {"path": "/slow", "query": "a=b", "headers": 2}),
]


@pytest.mark.parametrize("data,expected", [row[1:] for row in ACCEPTED],
                         ids=[row[0] for row in ACCEPTED])
def test_accepted(server, data, expected):
    status, _, body, _ = exchange(server, data)
    assert status == 200
    got = understood(body)
    assert {name: got[name] for name in expected} == expected


@pytest.mark.parametrize("data", [get(b"/a?x=1&y=+2", b"X: 1\r\nY: 2\r\n"),
                                  post(b"Content-Length: 5\r\n", b"hello"),
                                  post(b"Transfer-Encoding: chunked\r\n", b"5\r\nhello\r\n0\r\n\r\n")])
def test_byte_by_byte_means_the_same(server, data):
    with server.connect() as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for i in range(len(data)):
            sock.sendall(data[i:i + 1])
            time.sleep(0.0005)
        status, _, body = Reader(sock).answer()
    assert status == 200
    assert body == exchange(server, data)[2]


def test_many_large_heads_in_pieces(server):
    """The library's buffer grows while the head comes in; the second reading must still see it."""
    for bytes_each in (200, 1000, 4000, 6000, 14000):
        with server.connect() as sock:
            head = get(more=b"".join(b"X%d: %s\r\n" % (i, b"v" * bytes_each)
                                     for i in range(14000 // bytes_each)))
            for at in range(0, len(head), 700):
                sock.sendall(head[at:at + 700])
                time.sleep(0.001)
            assert Reader(sock).answer()[0] == 200


def test_pipelined(server):
    with server.connect() as sock:
        sock.sendall(get(b"/1?a") + post(b"Content-Length: 5\r\n", b"hello", b"/2") + get(b"/slow")
                     + get(b"/4"))
        reader = Reader(sock)
        paths = [understood(reader.answer()[2])["path"] for _ in range(4)]
    assert paths == ["/1", "/2", "/slow", "/4"]


def test_keep_alive(server):
    with server.connect() as sock:
        reader = Reader(sock)
        for i in range(50):
            sock.sendall(get(b"/%d?%d" % (i, i)))
            status, headers, body = reader.answer()
            assert status == 200 and understood(body)["query"] == str(i)
            assert headers.get("connection", "").lower() != "close"


def test_chunked_body_is_the_last_request_of_its_connection(server):
    """Bare LF inside chunked framing cannot be seen here, so nothing behind it is believed."""
    for body in (b"5\r\nhello\r\n0\r\n\r\n", b"5\nhello\n0\n\n"):
        with server.connect() as sock:
            sock.sendall(post(b"Transfer-Encoding: chunked\r\n", body) + SECOND)
            reader = Reader(sock)
            status, headers, _ = reader.answer()
            assert status in (200, 400) and headers["connection"] == "close"
            assert reader.is_closed()


def test_http_1_0(server):
    status, headers, body, closed = exchange(server, b"GET /x HTTP/1.0\r\n\r\n")
    assert status == 200 and closed and understood(body)["path"] == "/x"


def test_connection_close_is_honoured(server):
    assert exchange(server, get(more=b"Connection: close\r\n"))[3]


def test_head_has_the_length_and_no_body(server):
    with server.connect() as sock:
        sock.sendall(b"HEAD /document HTTP/1.1\r\nHost: a\r\n\r\n" + get(b"/after"))
        reader = Reader(sock)
        status, headers, _ = reader.answer("HEAD")
        assert status == 200 and headers["content-length"] == "2048"
        assert understood(reader.answer()[2])["path"] == "/after"


@pytest.mark.parametrize("status", [204, 304])
def test_no_body(server, status):
    with server.connect() as sock:
        sock.sendall(get(b"/%d" % status) + get(b"/after"))
        reader = Reader(sock)
        assert reader.answer()[0] == status
        assert understood(reader.answer()[2])["path"] == "/after"


def test_big_answer_is_whole(server):
    with server.connect() as sock:
        sock.sendall(get(b"/big"))
        status, headers, body = Reader(sock).answer()
    assert status == 200 and len(body) == 8 << 20 and set(body) == {ord("x")}


def test_expect_continue(server):
    with server.connect() as sock:
        sock.sendall(post(b"Expect: 100-continue\r\nContent-Length: 5\r\n"))
        reader = Reader(sock)
        assert reader.answer()[0] == 100
        sock.sendall(b"hello")
        status, _, body = reader.answer()
        assert status == 200 and understood(body)["body"] == 5


def test_expect_continue_over_the_limit_is_refused_before_the_body(server):
    status, _, _, closed = exchange(
        server, post(b"Expect: 100-continue\r\nContent-Length: %d\r\n" % (BODY_MAX + 1)))
    assert status == 413 and closed


def test_chunked_over_the_limit(server):
    """One past the limit, and without an end: the answer comes when the count passes it."""
    with server.connect() as sock:
        sock.sendall(post(b"Transfer-Encoding: chunked\r\n",
                          b"%x\r\n" % (BODY_MAX + 1) + b"x" * (BODY_MAX + 1)))
        reader = Reader(sock)
        status, headers, body = reader.answer()
        assert status == 413 and headers["connection"] == "close"
        assert json.loads(body)["status"] == 413
        assert reader.is_closed()


def test_large_upload_over_the_limit_sees_its_answer(server):
    """The client is still writing when the answer comes; it must be able to read it afterwards."""
    body = b"x" * (6 << 20)
    with server.connect() as sock:
        try:
            sock.sendall(post(b"Content-Length: %d\r\n" % len(body), body))
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert Reader(sock).answer()[0] == 413


def test_bodies_together_are_bounded():
    server = Server(0, 0, 3 << 20)
    try:
        held = []
        statuses = []
        for _ in range(6):  # 6 half-sent bodies of 1 MiB under a sum of 3 MiB
            sock = server.connect()
            sock.sendall(post(b"Content-Length: %d\r\n" % BODY_MAX, b"x" * (BODY_MAX - 1)))
            held.append(sock)
        time.sleep(0.5)
        for sock in held:
            sock.settimeout(2)
            try:
                sock.sendall(b"x")
                statuses.append(Reader(sock).answer()[0])
            except BrokenPipeError:
                statuses.append(503)
        assert set(statuses) == {200, 503}
        for sock in held:
            sock.close()
        time.sleep(0.3)
        assert exchange(server, post(b"Content-Length: 5\r\n", b"hello"))[0] == 200
    finally:
        server.stop()


def drip(sock, data, seconds, pause=0.8):
    """Sends byte by byte; returns after how long the server ended it, or None."""
    began = time.monotonic()
    sock.settimeout(pause)
    got = b""
    for i in range(len(data)):
        if time.monotonic() - began > seconds:
            return None, got
        try:
            sock.sendall(data[i:i + 1])
            piece = sock.recv(4096)
            got += piece
            if not piece:
                return time.monotonic() - began, got
        except socket.timeout:
            continue
        except OSError:
            return time.monotonic() - began, got
    return None, got


FIRST = get(b"/first")
DRIPS = [
    ("request_line", b"", get(b"/" + b"a" * 100)),
    ("header", b"GET / HTTP/1.1\r\nHost: a\r\n", b"X: " + b"a" * 100),
    ("body", post(b"Content-Length: 100\r\n"), b"x" * 100),
    ("chunk", post(b"Transfer-Encoding: chunked\r\n", b"64\r\n"), b"x" * 100),
    ("second_request_line", FIRST, get(b"/" + b"a" * 100)),
    ("second_header", FIRST + b"GET / HTTP/1.1\r\n", b"X: " + b"a" * 100),
]


@pytest.mark.parametrize("start,data", [row[1:] for row in DRIPS], ids=[row[0] for row in DRIPS])
def test_drip_is_cut_off(hasty, start, data):
    with hasty.connect() as sock:
        if start.startswith(FIRST):
            sock.sendall(FIRST)
            assert Reader(sock).answer()[0] == 200
            start = start[len(FIRST):]
            time.sleep(0.3)
        if start:
            sock.sendall(start)
        seconds, got = drip(sock, data, 12)
        assert seconds is not None and seconds < 10
        assert got == b"" or got.startswith(b"HTTP/1.1 408 ")


def test_silence_is_cut_off(hasty):
    with hasty.connect() as silent, hasty.connect() as partial:
        partial.sendall(b"GET / HT")
        silent.settimeout(10), partial.settimeout(10)
        assert silent.recv(100) == b""
        assert partial.recv(4096).startswith(b"HTTP/1.1 408 ")


def test_idle_keep_alive_outlives_the_request_deadline(hasty):
    with hasty.connect() as sock:
        reader = Reader(sock)
        for _ in range(2):
            sock.sendall(get(b"/x"))
            assert reader.answer()[0] == 200
            time.sleep(3)
        sock.sendall(get(b"/x"))
        assert reader.answer()[0] == 200


def test_idle_keep_alive_ends():
    server = Server(0, 0, 0, "127.0.0.1", 1000)
    try:
        with server.connect() as sock:
            reader = Reader(sock)
            sock.sendall(get())
            assert reader.answer()[0] == 200
            assert reader.is_closed()
    finally:
        server.stop()


def test_client_that_does_not_read_is_cut_off(hasty):
    with socket.socket() as sock:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect((hasty.host, hasty.port))
        sock.sendall(get(b"/big"))
        time.sleep(6)
        sock.settimeout(10)
        received = 0
        try:
            while piece := sock.recv(1 << 16):
                received += len(piece)
        except ConnectionResetError:
            pass
        assert received < 8 << 20


def test_handlers_time_is_not_the_clients(hasty):
    """A request that is whole may wait for its answer longer than it may take to arrive."""
    with hasty.connect() as sock:
        sock.sendall(get(b"/sleep"))
        assert Reader(sock).answer()[0] == 200


def test_thousand_idle_connections(many_files):
    server = Server(0, 1200)
    idle = []
    try:
        before = server.memory_kib()
        for _ in range(1000):
            sock = server.connect()
            sock.sendall(get(b"/x"))
            idle.append(sock)
        for sock in idle:
            assert Reader(sock).answer()[0] == 200
        assert exchange(server, get(b"/y"))[0] == 200
        if "san" not in PROGRAM:  # sanitizers need memory of their own
            assert server.memory_kib() < 40 * 1024
            assert server.memory_kib() - before < 32 * 1024
        for _ in range(20):
            sock = server.connect()
            sock.sendall(get(b"/never"))
            idle.append(sock)
        time.sleep(0.2)
        assert server.stop() < 5
    finally:
        for sock in idle:
            sock.close()
        server.process.kill()


def test_stop_with_work_in_progress():
    server = Server()
    socks = [server.connect() for _ in range(6)]
    for i, sock in enumerate(socks):  # two run on workers, two wait for one, two never answer
        sock.sendall(get(b"/never" if i >= 4 else b"/sleep"))
    time.sleep(0.3)
    assert server.stop() < 5
    for sock in socks:
        sock.close()


def test_stop_finishes_open_requests():
    server = Server()
    with server.connect() as sock:
        sock.sendall(get(b"/slow"))
        time.sleep(0.01)
        server.process.send_signal(signal.SIGTERM)
        assert Reader(sock).answer()[0] == 200
    assert server.stop() < 5


def test_connections_over_the_limit_wait():
    server = Server(0, 10)
    try:
        held = [server.connect() for _ in range(10)]
        for sock in held:
            sock.sendall(get(b"/x"))
            assert Reader(sock).answer()[0] == 200
        with server.connect() as waiting:
            waiting.sendall(get(b"/y"))
            waiting.settimeout(0.5)
            with pytest.raises(socket.timeout):
                waiting.recv(1)
            held.pop().close()
            waiting.settimeout(20)
            assert Reader(waiting).answer()[0] == 200
        for sock in held:
            sock.close()
    finally:
        server.stop()


def test_mixed_suspended_and_plain_load(server):
    """No ready connection may starve while others are suspended."""
    ends = time.monotonic() + 4
    worst, failures = [0.0], []

    def client(path):
        try:
            with server.connect() as sock:
                reader = Reader(sock)
                while time.monotonic() < ends:
                    began = time.monotonic()
                    sock.sendall(get(path))
                    assert reader.answer()[0] == 200
                    worst[0] = max(worst[0], time.monotonic() - began)
        except Exception as failure:  # pylint: disable=broad-except
            failures.append(repr(failure))

    threads = [threading.Thread(target=client, args=(path,))
               for path in [b"/slow", b"/plain"] * 8]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert worst[0] < 3


def test_client_leaves_while_waiting(server):
    for path in (b"/slow", b"/big"):
        for _ in range(50):
            with server.connect() as sock:
                sock.sendall(get(path))
    assert exchange(server, get())[0] == 200


def test_address_in_use():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen()
    # Port 0 cannot collide, so the host is one that no interface has.
    ran = subprocess.run([PROGRAM, "0", "0", "0", "192.0.2.1"], capture_output=True, timeout=20)
    listener.close()
    assert ran.returncode == 1 and b"cannot listen on 192.0.2.1" in ran.stderr


def test_ipv6():
    try:
        server = Server(0, 0, 0, "::1")
    except AssertionError:
        pytest.skip("no IPv6 here")
    try:
        assert exchange(server, get())[0] == 200
    finally:
        server.stop()
