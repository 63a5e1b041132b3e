# SPDX-License-Identifier: Apache-2.0
"""kill_test.py - the server is killed at random moments under concurrent writes: the store opens, verifies, and holds every write that was
acknowledged; no half import is there. KILLS sets how often (20; the full run of the project is 200)."""
import base64, http.client, json, os, random, re, signal, subprocess, tempfile, threading, time

SCHALE = os.environ.get("SCHALE_RELEASE", "build/schale")
KILLS = int(os.environ.get("KILLS", "20"))
WRITERS = 6


def identifier(writer, number):
    return "urn:kill:%d:%d" % (writer, number)


def submodel(identifier_, value):
    return {"modelType": "Submodel", "id": identifier_, "idShort": "Kill",
            "submodelElements": [{"modelType": "Property", "idShort": "Value", "valueType": "xs:int", "value": str(value)}]}


def path_of(identifier_):
    return "/submodels/" + base64.urlsafe_b64encode(identifier_.encode()).decode().rstrip("=")


class Server:
    def __init__(self, data):
        self.process = subprocess.Popen([SCHALE, "serve", "--data", data, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True)
        line = self.process.stdout.readline()
        assert "listening on" in line, "the store must open after a kill"
        self.port = int(re.search(r":(\d+)/?$", line.strip()).group(1))

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def write_until_dead(port, writer, acknowledged, attempted):
    """Replaces five documents in turn with growing values; remembers what was acknowledged."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while True:
            name = identifier(writer, random.randrange(5))
            value = acknowledged.get(name, 0) + 1
            attempted[name] = max(attempted.get(name, 0), value)
            connection.request("PUT", path_of(name), json.dumps(submodel(name, value)), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (201, 204), answer.status
            acknowledged[name] = value
    except (OSError, http.client.HTTPException):
        pass


def upload_until_dead(port, run, batches):
    """Uploads of 20 documents each: all of them or none must be there afterwards."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        while True:
            number = len(batches)
            batches.append(False)
            names = ["urn:batch:%d:%d:%d" % (run, number, i) for i in range(20)]
            body = json.dumps({"submodels": [submodel(n, number) for n in names]})
            connection.request("POST", "/upload", body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status in (200, 201), answer.status
            batches[number] = True
    except (OSError, http.client.HTTPException):
        pass


def look_up(port, name):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path_of(name))
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return int(json.loads(body)["submodelElements"][0]["value"]) if answer.status == 200 else None


def test_nothing_acknowledged_is_lost():
    with tempfile.TemporaryDirectory() as folder:
        data = folder + "/data"
        acknowledged, attempted, uploads = {}, {}, {}
        for run in range(KILLS):
            server = Server(data)
            uploads[run] = []
            threads = [threading.Thread(target=write_until_dead, args=(server.port, w, acknowledged, attempted)) for w in range(WRITERS)]
            threads.append(threading.Thread(target=upload_until_dead, args=(server.port, run, uploads[run])))
            for thread in threads:
                thread.start()
            time.sleep(random.uniform(0.01, 0.4))
            server.kill()
            for thread in threads:
                thread.join()
            verified = subprocess.run([SCHALE, "verify", data], capture_output=True, text=True)
            assert verified.returncode == 0, verified.stdout + verified.stderr
            server = Server(data)
            for name, value in list(acknowledged.items()):
                stored = look_up(server.port, name)
                assert stored is not None and value <= stored <= attempted[name], (name, value, stored)
                acknowledged[name] = stored
            for number, done in enumerate(uploads[run]):
                there = [look_up(server.port, "urn:batch:%d:%d:%d" % (run, number, i)) is not None for i in range(20)]
                assert all(there) if done else (all(there) or not any(there)), (run, number, done, there)
            server.kill()
        assert acknowledged, "nothing was written: the test tests nothing"
