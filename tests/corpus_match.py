# SPDX-License-Identifier: Apache-2.0
"""corpus_match.py SHARED - how well advisories are matched to devices whose order codes tell the truth, and whether the products of an advisory are
taken for each other (bench/match.py). Fails when it gets worse than what is stated here: the issue's goals, and a little below what was reached."""
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
    ("all", "entry", 0.54, 0.98),
)
SHOWN_MOST = 4.2  # matches for a device whose code is hidden: families that a type is of are told as possible
OTHERS_MOST = 39  # products told for sure to be another one of their advisory, most of them rightly: "Relion 670/650 series" is of the "Relion 650 series"


def main():
    with tempfile.TemporaryDirectory() as folder:
        paths = measured.unpack(folder, SHARED)
        found = measured.measure(folder, paths)
        count, themselves, others = measured.siblings(folder, paths)
    print(found["of"])
    shown = found["shown"].total() / found["devices"]
    checks = [(f"{shown:.2f} matches shown for a device", shown <= SHOWN_MOST),
              (f"{themselves} of {count} products are found by their names in their own advisories", themselves >= 0.985 * count),
              (f"{others} of them are told for sure to be another one there", others <= OTHERS_MOST)]
    for tiers, level, precision_least, recall_least in FLOORS:
        precision, recall = found[tiers].get(level)
        checks += [(f"{tiers}, {level}: precision {precision:.3f}", precision >= precision_least),
                   (f"{tiers}, {level}: recall {recall:.3f}", recall >= recall_least)]
    print("\n".join(text for text, _ in checks))
    failed = [text for text, is_met in checks if not is_met]
    print("\n".join(failed))
    print(f"{len(checks) - len(failed)} passed, {len(failed)} failed")


main()
