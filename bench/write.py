# SPDX-License-Identifier: Apache-2.0
"""write.py - durable writes: 64 clients that replace 2 KB submodels against one client (one commit for each request) and against a bare SQLite
program on the same disk; then an import of 100,000 submodels against a bare insert of the same bytes."""
import os, statistics, subprocess, sys
from common import *

COUNT = 20000
IMPORT = 100000


def remove_database(db):
    for ending in ("", "-wal", "-shm", "-journal"):
        if os.path.exists(db + ending):
            os.remove(db + ending)


def main():
    folder = scratch()
    bare = folder + "/bare_sqlite"
    subprocess.run(["gcc", "-O2", "-o", bare, os.path.join(ROOT, "bench", "bare_sqlite.c"), "-lsqlite3"], check=True)
    path, lines = folder + "/env.json", folder + "/lines"
    write_environment(path, COUNT)
    data = folder + "/data"
    subprocess.run([SCHALE, "import", path, "--data", data], check=True, stdout=subprocess.DEVNULL)
    with open(lines, "w") as out:
        for i in range(COUNT):
            out.write(encoded(submodel_id(i)) + " " + text(submodel(i)) + "\n")
    put = os.path.join(ROOT, "bench", "put.lua")
    schale = Schale(data, core="0,1")
    rows, many, single, reference, plain = [], [], [], [], []
    for round_number in range(ROUNDS):
        many.append(wrk(schale.url, put, 64, SECONDS, [str(COUNT), lines, str(round_number)]))
        single.append(wrk(schale.url, put, 1, SECONDS, [str(COUNT), lines, str(round_number)]))
        db = folder + "/bare.db"
        for way, rates in (("append", reference), ("append-plain", plain)):
            remove_database(db)
            rates.append(float(subprocess.run([bare, way, db, lines, "64", SECONDS], capture_output=True, text=True, check=True).stdout))
    a, b = statistics.median(x["rate"] for x in many), statistics.median(x["rate"] for x in single)
    wrong = "".join(x["wrong"] for x in many + single)
    p99 = statistics.median(x["p99_ms"] for x in many)
    rows.append({"what": "64 connections replace 2 KB submodels", "value": "%.0f/s, p99 %.1f ms %s" % (a, p99, wrong), "against": "one connection: %.0f/s" % b,
                 "ratio": round(a / b, 2), "goal": ">= 4", "met": a / b >= 4 and not wrong})
    for way, rates in (("with a write-ahead log and pages of 16 KB", reference), ("as it comes, with a rollback journal", plain)):
        c = statistics.median(rates)
        rows.append({"what": "64 connections replace 2 KB submodels", "value": "%.0f/s" % a,
                     "against": "bare SQLite %s, transactions of 64: %.0f/s" % (way, c), "ratio": round(a / c, 2), "goal": ">= 0.5",
                     "met": a / c >= 0.5})
    schale.stop()
    subprocess.run([SCHALE, "verify", data], check=True, stdout=subprocess.DEVNULL)
    write_environment(path, IMPORT)
    with open(lines, "w") as out:
        for i in range(IMPORT):
            out.write(submodel_id(i) + " " + text(submodel(i)) + "\n")
    ours, theirs = [], []
    for _ in range(ROUNDS):
        remove(data)
        seconds, _ = timed([SCHALE, "import", path, "--data", data], 1, "0,1")
        ours.append(seconds)
        remove_database(db)
        theirs.append(float(subprocess.run([bare, "load", db, lines], capture_output=True, text=True, check=True).stdout))
    a, b = statistics.median(ours), statistics.median(theirs)
    rows.append({"what": "import of 100,000 submodels of 2 KB", "value": "%.2f s" % a, "against": "bare SQLite insert: %.2f s" % b,
                 "ratio": round(a / b, 2), "goal": "<= 3", "met": a / b <= 3})
    remove(folder)
    return report("write", rows)


sys.exit(0 if main() else 1)
