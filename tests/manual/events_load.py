# SPDX-License-Identifier: Apache-2.0
"""Many listeners of GET /plan/events, run by hand: `python3 tests/manual/events_load.py [active|idle]`. SCHALE names the program
(default build/schale). active: 1,000 clients and 100 changes a second for 20 s, every client must get every change in order. idle:
10,000 clients that wait, how much memory the server takes, and one change that all are told."""
import atexit
import http.client
import json
import os
import re
import resource
import selectors
import socket
import subprocess
import sys
import tempfile
import threading
import time

PROGRAM = os.environ.get("SCHALE", "build/schale")
PATH = "/submodels/dXJuOmE"  # urn:a
KIND = {"Content-Type": "application/json"}


def memory_mib(pid):
    with open(f"/proc/{pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Clients:
    def __init__(self, port, count):
        self.chosen, self.rest, self.last, self.received, self.delays = selectors.DefaultSelector(), {}, {}, {}, []
        self.sent_at = {}
        for _ in range(count):
            sock = socket.create_connection(("127.0.0.1", port), timeout=60)
            sock.sendall(b"GET /plan/events HTTP/1.1\r\nHost: a\r\n\r\n")
            sock.settimeout(60)
            text = b""
            while b"\nretry:" not in text and b"retry:" not in text:
                text += sock.recv(4096)
            sock.setblocking(False)
            self.chosen.register(sock, selectors.EVENT_READ)
            self.rest[sock], self.received[sock] = b"", []

    def read(self, seconds):
        for key, _ in self.chosen.select(seconds):
            try:
                piece = key.fileobj.recv(1 << 17)
            except BlockingIOError:
                continue
            if not piece:
                raise SystemExit("a client was cut off")
            now = time.monotonic()
            text = self.rest[key.fileobj] + piece
            cut = text.rfind(b"\n")
            self.rest[key.fileobj] = text[cut + 1:]
            for line in text[:cut].split(b"\n"):
                if line.startswith(b"id: "):
                    number = int(line[4:])
                    self.received[key.fileobj].append(number)
                    if number in self.sent_at:
                        self.delays.append(now - self.sent_at[number])


def change(connection, value):
    connection.request("PATCH", PATH + "/submodel-elements/Pa/$value", json.dumps(str(value)), KIND)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 204, answer.status


def start(connections):
    process = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--data", tempfile.mkdtemp(prefix="schale-events-"),
                                "--connections", str(connections)], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    atexit.register(process.kill)
    port = int(process.stdout.readline().rsplit(":", 1)[1])
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("PUT", PATH, json.dumps({"modelType": "Submodel", "id": "urn:a", "submodelElements": [
        {"modelType": "Property", "idShort": "Pa", "valueType": "xs:string", "value": "0"}]}), KIND)
    assert connection.getresponse().read() is not None
    return process, port, connection


def active(count=1000, rate=100, seconds=20):
    process, port, connection = start(4000)
    clients = Clients(port, count)

    def write():
        begin = time.monotonic()
        for value in range(1, rate * seconds + 1):
            time.sleep(max(0, begin + value / rate - time.monotonic()))
            clients.sent_at[value + 1] = time.monotonic()
            change(connection, value)
    writer = threading.Thread(target=write, daemon=True)
    cpu = cpu_seconds(process.pid)
    began = time.monotonic()
    writer.start()
    wanted = list(range(2, rate * seconds + 2))
    while writer.is_alive() or any(not got or got[-1] != wanted[-1] for got in clients.received.values()):
        clients.read(0.2)
        if time.monotonic() - began > seconds * 4:
            raise SystemExit("too slow: " + str(min(len(got) for got in clients.received.values())))
    took = time.monotonic() - began
    assert all(got == wanted for got in clients.received.values()), "not every change, or not in order"
    delays = sorted(clients.delays)
    print(f"{count} clients, {rate} changes a second for {seconds} s: all {count * len(wanted)} events came, in order, after "
          f"{took:.1f} s; delay median {delays[len(delays) // 2] * 1000:.0f} ms, p99 {delays[len(delays) * 99 // 100] * 1000:.0f} ms; "
          f"server {cpu_seconds(process.pid) - cpu:.1f} s CPU, {memory_mib(process.pid):.0f} MiB")
    process.terminate()


def idle(count=10000):
    process, port, connection = start(14000)
    before = memory_mib(process.pid)
    clients = Clients(port, count)
    cpu = cpu_seconds(process.pid)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        clients.read(1)
    print(f"{count} idle clients: {memory_mib(process.pid):.0f} MiB (before them {before:.0f}), "
          f"{(cpu_seconds(process.pid) - cpu) / 30 * 100:.1f} % of a core with keep-alives")
    change(connection, 1)
    told = time.monotonic()
    while any(got != [2] for got in clients.received.values()):
        clients.read(1)
        if time.monotonic() - told > 60:
            raise SystemExit("not told")
    print(f"one change: all told after {time.monotonic() - told:.2f} s; {memory_mib(process.pid):.0f} MiB")
    process.terminate()
    process.wait()


if __name__ == "__main__":
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    {"active": active, "idle": idle}[sys.argv[1] if len(sys.argv) > 1 else "active"]()
