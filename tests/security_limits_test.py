# SPDX-License-Identifier: Apache-2.0
"""Limits of security that only a whole server has: the bytes of a list of exploited vulnerabilities over HTTP."""
import json

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
