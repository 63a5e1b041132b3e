# SPDX-License-Identifier: Apache-2.0
"""corpus_match.py SHARED - how well advisories are matched to devices whose order codes tell the truth (bench/match.py). Fails when it gets worse
than what is stated here: the issue's goals, and a little below what was reached."""
import os
import sys
import tempfile

SHARED = sys.argv[1]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
import match as measured  # noqa: E402

# What is known and counts as found, of what: precision and recall.
FLOORS = (
    ("certain", "advisory", 0.99, 0.99),
    ("alone", "advisory", 0.99, 0.90),
    ("family", "entry", 0.89, 0.89),
    ("family", "coded", 0.98, 0.89),
    ("all", "entry", 0.69, 0.98),
)
SHOWN_MOST = 3.5  # matches for a device whose code is hidden


def main():
    with tempfile.TemporaryDirectory() as folder:
        found = measured.measure(folder, measured.unpack(folder, SHARED))
    print(found["of"])
    shown = found["shown"].total() / found["devices"]
    checks = [(f"{shown:.2f} matches shown for a device", shown <= SHOWN_MOST)]
    for tiers, level, precision_least, recall_least in FLOORS:
        precision, recall = found[tiers].get(level)
        checks += [(f"{tiers}, {level}: precision {precision:.3f}", precision >= precision_least),
                   (f"{tiers}, {level}: recall {recall:.3f}", recall >= recall_least)]
    print("\n".join(text for text, _ in checks))
    failed = [text for text, is_met in checks if not is_met]
    print("\n".join(failed))
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")


main()
