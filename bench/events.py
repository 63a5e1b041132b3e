# SPDX-License-Identifier: Apache-2.0
"""events.py - listeners of GET /plan/events: 1,000 clients and 100 changes a second, every client gets every change in order; the same while
clients are cut off at random and go on with since=; 10,000 that wait, the memory they take and what is left for reads. SECONDS_ACTIVE (20)."""
import http.client, os, random, resource, selectors, socket, sys, threading, time
from common import *

CLIENTS, RATE, IDLE = 1000, 100, 10000
ACTIVE = int(os.environ.get("SECONDS_ACTIVE", "20"))
CUT_EVERY = 0.02  # seconds: 50 clients a second lose their connection
PATH = "/submodels/" + encoded("urn:a")
KIND = {"Content-Type": "application/json"}


class Listener:
    def __init__(self, port, since=None, received=()):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        query = "?since=%d" % since if since else ""
        self.socket.sendall(("GET /plan/events%s HTTP/1.1\r\nHost: a\r\n\r\n" % query).encode())
        self.rest, self.received = b"", list(received)

    def greeted(self):
        while b"retry:" not in self.rest:
            piece = self.socket.recv(1 << 16)
            assert piece, "refused: " + self.rest.decode()
            self.rest += piece
        self.socket.setblocking(False)
        return self

    def read(self, sent_at, delays):
        """True while the stream is open."""
        try:
            piece = self.socket.recv(1 << 17)
        except BlockingIOError:
            return True
        now, events = time.monotonic(), (self.rest + piece).split(b"\n\n")
        self.rest = events.pop()  # counts when it is whole
        for number in [int(line[4:]) for event in events for line in event.split(b"\n") if line.startswith(b"id: ")]:
            self.received.append(number)
            if number in sent_at:
                delays.append(now - sent_at[number])
        return bool(piece)


class Listeners:
    def __init__(self, port, count):
        self.port, self.chosen, self.sent_at, self.delays, self.cuts = port, selectors.DefaultSelector(), {}, [], 0
        self.all = []
        for _ in range(count):
            self.all.append(Listener(port).greeted())
            self.chosen.register(self.all[-1].socket, selectors.EVENT_READ, self.all[-1])

    def read(self, seconds):
        for key, _ in self.chosen.select(seconds):
            assert key.data.read(self.sent_at, self.delays), "a client was cut off by the server"

    def cut(self, index):
        """The connection is closed in the middle of whatever comes; another one goes on behind the last whole event."""
        old = self.all[index]
        self.chosen.unregister(old.socket)
        old.socket.close()
        self.all[index] = new = Listener(self.port, old.received[-1] if old.received else 1, old.received)
        new.socket.setblocking(False)
        self.chosen.register(new.socket, selectors.EVENT_READ, new)
        self.cuts += 1

    def close(self):
        for one in self.all:
            one.socket.close()


def change(connection, value):
    connection.request("PATCH", PATH + "/submodel-elements/Pa/$value", '"%d"' % value, KIND)
    answer = connection.getresponse()
    answer.read()
    assert answer.status == 204, answer.status


def start(folder, connections):
    schale = Schale(folder + "/%d" % connections, more=["--connections", str(connections)])
    connection = http.client.HTTPConnection("127.0.0.1", int(schale.url.rstrip("/").rsplit(":", 1)[1]))
    connection.request("PUT", PATH, text({"modelType": "Submodel", "id": "urn:a", "submodelElements": [
        {"modelType": "Property", "idShort": "Pa", "valueType": "xs:string", "value": "0"}]}), KIND)
    connection.getresponse().read()
    return schale, connection


def listen(folder, connections, cutting):
    """(seconds it took, the listeners, seconds of processor time, MB)"""
    schale, connection = start(folder, connections)
    listeners, dice, wanted = Listeners(connection.port, CLIENTS), random.Random(1), list(range(2, RATE * ACTIVE + 2))

    def write():
        begin = time.monotonic()
        for value in range(1, RATE * ACTIVE + 1):
            time.sleep(max(0, begin + value / RATE - time.monotonic()))
            listeners.sent_at[value + 1] = time.monotonic()
            change(connection, value)
    writer, cpu, began = threading.Thread(target=write, daemon=True), schale.cpu_seconds(), time.monotonic()
    next_cut = began
    writer.start()
    while writer.is_alive() or any(one.received[-1:] != wanted[-1:] for one in listeners.all):
        listeners.read(0.02)
        if cutting and writer.is_alive() and time.monotonic() >= next_cut:
            listeners.cut(dice.randrange(CLIENTS))
            next_cut += CUT_EVERY
        if time.monotonic() - began > ACTIVE * 4:
            break
    took, used, memory = time.monotonic() - began, schale.cpu_seconds() - cpu, schale.memory()[0]
    whole = sum(one.received == wanted for one in listeners.all)
    listeners.close()
    connection.close()
    schale.stop()
    delays = sorted(listeners.delays)
    return {"what": "%d clients, %d changes a second for %d s%s" % (CLIENTS, RATE, ACTIVE, ", %d cut off and resumed" % listeners.cuts if cutting else ""),
            "value": "%d clients got every change, once and in order; delay median %.0f ms, p99 %.0f ms; done after %.1f s, %.0f %% of a core, %.0f MB" % (
                whole, delays[len(delays) // 2] * 1000, delays[len(delays) * 99 // 100] * 1000, took, used / took * 100, memory),
            "against": "-", "ratio": "-", "goal": "all", "met": whole == CLIENTS}


def idle(folder):
    schale, connection = start(folder, 14000)
    url = schale.url.rstrip("/") + PATH
    before = [wrk(url) for _ in range(ROUNDS)]
    listeners = Listeners(connection.port, IDLE)
    memory = schale.memory()[0]
    during = [wrk(url) for _ in range(ROUNDS)]
    change(connection, 1)
    told = time.monotonic()
    while any(one.received != [2] for one in listeners.all) and time.monotonic() - told < 60:
        listeners.read(1)
    all_told = all(one.received == [2] for one in listeners.all)
    told = time.monotonic() - told
    listeners.close()
    connection.close()
    schale.stop()
    a, b = (round(statistics.median(run["rate"] for run in runs)) for runs in (during, before))
    return [{"what": "resident with %d idle clients" % IDLE, "value": "%.0f MB; one change reached %s within %.2f s" % (
                memory, "all" if all_told else "not all", told), "against": "-", "ratio": "-", "goal": "<= 512 MB", "met": memory <= 512 and all_told},
            {"what": "reads beside them", "value": "%d/s" % a, "against": "without them: %d/s" % b, "ratio": round(a / b, 2), "goal": ">= 0.5",
             "met": a / b >= 0.5, "runs": [[round(run["rate"]) for run in runs] for runs in (during, before)]}]


def main():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    os.sched_setaffinity(0, {int(LOAD_CORE)})
    folder = scratch()
    rows = [listen(folder, 4000, False), listen(folder, 4001, True)] + idle(folder)
    remove(folder)
    return report("events", rows)


sys.exit(0 if main() else 1)
