# SPDX-License-Identifier: Apache-2.0
"""corpus_pairs.py SHARED - how well advisories are matched to assets, on the pairs that are labelled by hand (data/security/pairs*.tsv). Whole
numbers fail when they get worse than what is stated here. The issue's goal is precision 0.90 and recall 0.95 with tier possible; the set that
is held back tells what holds for names that no rule was made for."""
import os
import sys
import tempfile

SHARED = sys.argv[1]
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "bench"))
os.environ["SHARED"] = SHARED
import pairs as measured  # noqa: E402

# set, tiers that count as found: precision and recall, a little below what was reached.
GOALS = (
    ("all", "with possible", 0.98, 0.95),
    ("first", "with possible", 0.99, 0.99),
    ("second", "with possible", 0.97, 0.99),
    ("third", "with possible", 0.98, 0.98),
    ("fourth", "with possible", 0.97, 0.92),
    ("held", "with possible", 0.96, 0.84),
    ("fifth", "with possible", 0.98, 0.90),
    ("first", "certain and family", 0.99, 0.96),
    ("second", "certain and family", 0.99, 0.94),
    ("third", "certain and family", 0.99, 0.82),
    ("fourth", "certain and family", 0.99, 0.65),
    ("held", "certain and family", 0.98, 0.66),
    ("fifth", "certain and family", 0.98, 0.66),
)
TIERS = {"certain and family": measured.SHOWN, "with possible": measured.ALL}


def main():
    pairs = measured.read_pairs()
    with tempfile.TemporaryDirectory() as folder:
        measured.answer(folder, pairs, SHARED)
    counts = {"matches": sum(pair["match"] == "true" for pair in pairs), "others": sum(pair["match"] == "false" for pair in pairs)}
    print("assets and products of advisories, labelled by hand:", counts)
    checks = []
    for name, tiers, precision_least, recall_least in GOALS:
        some = [pair for pair in pairs if name in ("all", pair["set"])]
        precision, recall, _, _, _ = measured.quality(some, TIERS[tiers])
        checks += [(f"{name}, {tiers}: precision {precision:.3f}", precision >= precision_least),
                   (f"{name}, {tiers}: recall {recall:.3f}", recall >= recall_least)]
    for held, wrong_most in ((False, 0), (True, 2)):
        _, _, wrong = measured.verdicts([pair for pair in pairs if (pair["set"] in measured.HELD_BACK) == held])
        checks.append((f"wrong verdicts {wrong}", wrong <= wrong_most))
    print("\n".join(text for text, _ in checks))
    passed, failed = sum(is_met for _, is_met in checks), [text for text, is_met in checks if not is_met]
    print("\n".join(failed))
    print(f"{passed} passed, {len(failed)} failed")


main()
