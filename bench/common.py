# SPDX-License-Identifier: Apache-2.0
"""common.py - what the measurements share: servers on one core, the load on the other, medians over interleaved rounds."""
import base64, json, os, platform, re, shutil, signal, statistics, subprocess, tempfile, time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SCHALE = os.environ.get("SCHALE", os.path.join(ROOT, "build", "schale"))
SERVER_CORE, LOAD_CORE = "1", "0"
ROUNDS = int(os.environ.get("ROUNDS", "3"))
SECONDS = os.environ.get("SECONDS_PER_RUN", "4")


def encoded(identifier):
    return base64.urlsafe_b64encode(identifier.encode()).decode().rstrip("=")


def reference(value):
    return {"type": "ExternalReference", "keys": [{"type": "GlobalReference", "value": value}]}


def submodel(number, bytes_wanted=2048):
    """A submodel whose canonical JSON has about bytes_wanted bytes; every tenth value depends on `number`."""
    elements = []
    body = {"modelType": "Submodel", "idShort": "TechnicalData", "id": submodel_id(number), "kind": "Instance",
            "semanticId": reference("https://admin-shell.io/ZVEI/TechnicalData/Submodel/1/2"), "submodelElements": elements}
    size = len(json.dumps(body, separators=(",", ":")))
    while size < bytes_wanted - 200:
        k = len(elements)
        element = {"modelType": "Property", "idShort": "Property%04d" % k, "semanticId": reference("0173-1#02-AAO%03d#002" % (k % 1000)),
                   "valueType": "xs:double", "value": "%d.%d0" % (number * (k + 1) % 9973, k % 10)}
        elements.append(element)
        size += len(json.dumps(element, separators=(",", ":"))) + 1
    return body


def submodel_id(number):
    return "https://example.com/ids/sm/%08d" % number


def text(value):
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def write_environment(path, count, bytes_wanted=2048, first=0):
    with open(path, "w", encoding="utf-8") as out:
        out.write('{"submodels":[')
        for i in range(count):
            out.write(("," if i else "") + text(submodel(first + i, bytes_wanted)))
        out.write("]}")


class Schale:
    def __init__(self, data, core=SERVER_CORE, program=SCHALE, more=()):
        started = time.monotonic()
        self.process = subprocess.Popen(["taskset", "-c", core, program, "serve", "--data", data, "--listen", "127.0.0.1:0", *more],
                                        stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        self.start_seconds = time.monotonic() - started
        self.url = re.search(r"http://\S+", line).group(0)

    def memory(self):
        """Resident memory in MB: all of it, and without mapped file pages."""
        status = open("/proc/%d/status" % self.process.pid).read()
        field = lambda name: int(re.search(name + r":\s+(\d+)", status).group(1)) / 1024
        return field("VmRSS"), field("RssAnon")

    def cpu_seconds(self):
        fields = open("/proc/%d/stat" % self.process.pid).read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


class Nginx:
    """nginx with one worker that serves files of a folder, with its settings for speed on."""

    def __init__(self, folder, port=18080):
        self.folder, self.url = folder, "http://127.0.0.1:%d" % port
        config = os.path.join(folder, "nginx.conf")
        with open(config, "w") as out:
            out.write("""daemon off; worker_processes 1; pid %s/pid; error_log /dev/null; user root;
events { worker_connections 4096; use epoll; }
http { access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_timeout 75; keepalive_requests 1000000000;
open_file_cache max=1000 inactive=60s; open_file_cache_valid 60s; open_file_cache_min_uses 1; etag on; default_type application/json;
server { listen 127.0.0.1:%d; root %s; } }""" % (folder, port, folder))
        self.process = subprocess.Popen(["taskset", "-c", SERVER_CORE, "nginx", "-c", config], stderr=subprocess.DEVNULL)
        for _ in range(100):
            if subprocess.run(["curl", "-s", "-o", "/dev/null", self.url + "/"]).returncode == 0:
                break
            time.sleep(0.05)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(10)


def wrk(url, script=None, connections=64, seconds=SECONDS, arguments=()):
    command = ["taskset", "-c", LOAD_CORE, "wrk", "-t1", "-c%d" % connections, "-d%ss" % seconds, "--latency"]
    if script:
        command += ["-s", script]
    out = subprocess.run(command + [url] + (["--"] + list(arguments) if arguments else []), capture_output=True, text=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    p99 = float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    errors = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    sockets = re.search(r"Socket errors: .*", out)
    return {"rate": rate, "p99_ms": p99, "wrong": (errors.group(0) if errors else "") + (sockets.group(0) if sockets else "")}


def interleaved(runs, rounds=ROUNDS):
    """runs: {name: function that measures once}; median rate and p99 of each over the rounds."""
    got = {name: [] for name in runs}
    for _ in range(rounds):
        for name, run in runs.items():
            got[name].append(run())
    out = {}
    for name, rows in got.items():
        out[name] = {"rate": round(statistics.median(r["rate"] for r in rows)), "p99_ms": round(statistics.median(r["p99_ms"] for r in rows), 2),
                     "rates": [round(r["rate"]) for r in rows], "wrong": "".join(r["wrong"] for r in rows)}
    return out


def timed(command, rounds=ROUNDS, core=SERVER_CORE):
    """Median seconds and the largest resident memory (MB) of a command."""
    seconds, memory = [], 0
    for _ in range(rounds):
        started = time.monotonic()
        process = subprocess.Popen(["taskset", "-c", core] + command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        seconds.append(time.monotonic() - started)
        memory = max(memory, usage.ru_maxrss / 1024)
    return statistics.median(seconds), memory


def machine():
    model = re.search(r"model name\s*:\s*(.*)", open("/proc/cpuinfo").read())
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    changed = subprocess.run(["git", "-C", ROOT, "status", "--porcelain", "src"], capture_output=True, text=True).stdout.strip()
    return {"commit": commit + ("+changes" if changed else ""), "cpu": model.group(1) if model else "?", "cores": os.cpu_count(),
            "kernel": platform.release(), "date": time.strftime("%Y-%m-%d")}


def scratch():
    base = os.environ.get("BENCH_DIR", os.path.join(ROOT, "build", "bench"))
    os.makedirs(base, exist_ok=True)
    return tempfile.mkdtemp(dir=base)


def report(name, rows):
    """rows: list of {what, value, against, ratio, goal, met}. Prints a table and writes bench/results/NAME.json."""
    path = os.path.join(ROOT, "bench", "results", name + ".json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as out:
        json.dump({"machine": machine(), "rows": rows}, out, indent=1, ensure_ascii=False)
        out.write("\n")
    for row in rows:
        print("%-4s %s: %s" % ("ok" if row["met"] else "MISS", row["what"], row["value"]))
        print("       against %s; ratio %s, goal %s" % (row["against"], row["ratio"], row["goal"]))
    return all(row["met"] for row in rows)


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
