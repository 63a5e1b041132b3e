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
    ("all", "with possible", 0.95, 0.93),
    ("all but those held back", "with possible", 0.955, 0.949),
    ("first", "with possible", 0.98, 0.99),
    ("second", "with possible", 0.97, 0.99),
    ("third", "with possible", 0.96, 0.98),
    ("fourth", "with possible", 0.97, 0.92),
    ("held", "with possible", 0.94, 0.96),
    ("fifth", "with possible", 0.97, 0.96),
    ("sixth", "with possible", 0.94, 0.92),
    ("seventh", "with possible", 0.96, 0.85),
    ("eighth", "with possible", 0.96, 0.92),
    ("ninth", "with possible", 0.95, 0.96),
    ("tenth", "with possible", 0.92, 0.90),
    ("eleventh", "with possible", 0.92, 0.92),
    ("twelfth", "with possible", 0.91, 0.70),
    ("siemens", "with possible", 0.92, 0.96),
    ("all", "certain and family", 0.99, 0.59),
    ("first", "certain and family", 0.99, 0.94),
    ("second", "certain and family", 0.99, 0.94),
    ("third", "certain and family", 0.98, 0.84),
    ("fourth", "certain and family", 0.99, 0.65),
    ("held", "certain and family", 0.97, 0.70),
    ("fifth", "certain and family", 0.99, 0.70),
    ("siemens", "certain and family", 0.98, 0.55),
)
WRONG_MOST = 3
TIERS = {"certain and family": measured.SHOWN, "with possible": measured.ALL}


def main():
    pairs = measured.read_pairs()
    with tempfile.TemporaryDirectory() as folder:
        measured.answer(folder, pairs, SHARED)
    counts = {"matches": sum(pair["match"] == "true" for pair in pairs), "others": sum(pair["match"] == "false" for pair in pairs)}
    print("assets and products of advisories, labelled by hand:", counts)
    checks = []
    for name, tiers, precision_least, recall_least in GOALS:
        some = [pair for pair in pairs if name in ("all", pair["set"]) or (name.startswith("all but") and pair["set"] not in measured.HELD_BACK)]
        precision, recall, _, _, _ = measured.quality(some, TIERS[tiers])
        checks += [(f"{name}, {tiers}: precision {precision:.3f}", precision >= precision_least),
                   (f"{name}, {tiers}: recall {recall:.3f}", recall >= recall_least)]
    asked, _, wrong = measured.verdicts(pairs)
    checks.append((f"wrong verdicts {wrong} of {asked}", wrong <= WRONG_MOST))
    print("\n".join(text for text, _ in checks))
    passed, failed = sum(is_met for _, is_met in checks), [text for text, is_met in checks if not is_met]
    print("\n".join(failed))
    print(f"{passed} passed, {len(failed)} failed")


main()
