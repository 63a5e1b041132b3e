# SPDX-License-Identifier: Apache-2.0
"""check.py - reading and fully checking: 100 MB of JSON against `jq empty`, of XML against `xmllint --noout`, and many small files."""
import os, subprocess, sys
from common import *


def main():
    folder = scratch()
    big_json, big_xml = folder + "/big.json", folder + "/big.xml"
    write_environment(big_json, 51200)
    subprocess.run([SCHALE, "convert", big_json, big_xml], check=True)
    megabytes = os.path.getsize(big_json) / 1e6
    rows = []
    for path, reference_command, share in ((big_json, ["jq", "empty"], 0.2), (big_xml, ["xmllint", "--noout"], 1.0)):
        ours, theirs = [], []
        memory = 0
        for _ in range(ROUNDS):
            seconds, used = timed([SCHALE, "check", path], 1)
            ours.append(seconds)
            memory = max(memory, used)
            theirs.append(timed(reference_command + [path], 1)[0])
        a, b = sorted(ours)[len(ours) // 2], sorted(theirs)[len(theirs) // 2]
        kind = path.rsplit(".", 1)[1]
        size = os.path.getsize(path) / 1e6
        rows.append({"what": "check %.0f MB of %s" % (size, kind), "value": "%.2f s" % a, "against": "%s: %.2f s" % (reference_command[0], b),
                     "ratio": round(a / b, 3), "goal": "<= %.1f" % share, "met": a / b <= share})
        rows.append({"what": "memory of it", "value": "%.0f MB" % memory, "against": "the file: %.0f MB" % size,
                     "ratio": round(memory / size, 2), "goal": "<= 6", "met": memory / size <= 6})
    small = folder + "/small"
    os.mkdir(small)
    for i in range(20000):
        with open("%s/%05d.json" % (small, i), "w") as out:
            out.write('{"submodels":[' + text(submodel(i, 2048)) + "]}")
    seconds, _ = timed([SCHALE, "check", "--quiet", small])
    rate = 20000 / seconds
    rows.append({"what": "check 20,000 files of 2 KB on one core", "value": "%.0f files/s" % rate, "against": "-", "ratio": "-",
                 "goal": ">= 5000 files/s", "met": rate >= 5000})
    remove(folder)
    return report("check", rows)


sys.exit(0 if main() else 1)
