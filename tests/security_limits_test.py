# SPDX-License-Identifier: Apache-2.0
"""Limits of security that a whole server keeps: the bytes and ids of a list of exploited vulnerabilities, and what an advisory names by
way of groups."""
import json

import pytest
from advisories_check_test import sound

EXPLOITED = "/plan/security/exploited"
BYTES_MAX = 64 << 20


def test_a_list_of_exploited_vulnerabilities_has_so_many_bytes(schale):
    text = json.dumps({"title": "Long", "vulnerabilities": [{"cveID": "CVE-2021-44228"}]}).encode()
    longest = text + b" " * (BYTES_MAX - len(text))
    assert schale("POST", EXPLOITED, longest, kind="application/json").json == {"title": "Long", "count": 1, "added": 1, "removed": 0}
    assert schale.get(EXPLOITED).json == {"title": "Long", "count": 1}
    for language, words in (("en", "at most 67108864 bytes"), ("de", "höchstens 67108864 Bytes")):
        answer = schale("POST", f"{EXPLOITED}?language={language}", longest.replace(b"Long", b"More") + b" ", kind="application/json")
        assert answer.status == 413 and answer.codes == ["too-long-list"] and words in answer.json["messages"][0]["text"]
    assert schale.get(EXPLOITED).json["title"] == "Long"


def test_a_list_of_exploited_vulnerabilities_has_so_many_ids(schale):
    table = "cveID\n" + "".join(f"CVE-2026-{i:06}\n" for i in range(100000))
    assert schale("POST", EXPLOITED, table, kind="text/csv").json["count"] == 100000
    assert schale("POST", EXPLOITED, table + "CVE-2026-000001\n", kind="text/csv").json == {"count": 100000, "added": 0, "removed": 0}
    answer = schale("POST", EXPLOITED, table + "CVE-2027-0001\n", kind="text/csv")
    assert answer.status == 413 and answer.codes == ["too-long-list"] and "100002: " in answer.json["messages"][0]["text"]


@pytest.mark.parametrize("items, is_kept", [(900, True), (1001, False)])
def test_an_advisory_names_so_many_products_by_way_of_groups(schale, items, is_kept):
    # Of 10,000 products each; to the limit itself: csaf_limits_test.c.
    document = sound()
    document["document"]["tracking"]["id"] = f"GROUPS-{items}"
    ids = [f"G{number}" for number in range(10000)]
    document["product_tree"].setdefault("full_product_names", []).extend({"product_id": one, "name": one} for one in ids)
    document["product_tree"].setdefault("product_groups", []).append({"group_id": "MANY", "product_ids": ids})
    document["vulnerabilities"][0]["remediations"] += [{"category": "workaround", "details": "d", "group_ids": ["MANY"]}] * items
    answer = schale("POST", "/plan/security/advisories", document)
    rules = [one["rule"] for file in answer.json["files"] for one in file["findings"]]
    assert ("not-stored" not in rules) == is_kept, rules
    assert answer.json["refused"] == (0 if is_kept else 1), answer.json
