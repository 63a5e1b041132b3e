#!/bin/bash
# run.sh - drives published clients, pinned by package.json and requirements.txt, against a fresh server (make clients). A client
# that cannot be had here is left out, and said so. The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0 failed=0
folder=$(mktemp -d)
build/schale serve --listen 127.0.0.1:0 --data "$folder" >"$folder/out" 2>"$folder/err" &
server=$!
add() { # STATUS PASSED FAILED: of one client, whose output is the log; a client that breaks down without a count has failed once
    cat "$folder/log"
    passed=$((passed + ${2:-0})) failed=$((failed + ${3:-0}))
    [ "$1" -eq 0 ] || [ "${3:-0}" -gt 0 ] || failed=$((failed + 1))
}
trap 'kill $server 2>/dev/null; wait $server 2>/dev/null; rm -rf "$folder"' EXIT
for _ in $(seq 100); do grep -q listening "$folder/out" && break; sleep 0.05; done
SCHALE_URL=$(grep -o 'http://.*' "$folder/out")
export SCHALE_URL

echo "== basyx-typescript-sdk, csaf-validator-lib"
if ! command -v npm >/dev/null; then
    echo "   left out: there is no npm here"
elif ! (cd tests/clients && npm ci --silent --no-progress); then
    echo "   left out: the npm registry cannot be reached"
else
    node --test --test-reporter=spec tests/clients/*.test.cjs tests/clients/*.test.mjs >"$folder/log" 2>&1
    add $? "$(sed -n 's/^ℹ pass //p' "$folder/log")" "$(sed -n 's/^ℹ fail //p' "$folder/log")"
fi

echo "== aas-http-client"
venv=build/clients-venv
if ! { [ -x $venv/bin/pip ] || python3 -m venv $venv >/dev/null 2>&1; }; then
    echo "   left out: no venv can be made here (Debian: python3-venv)"
elif ! $venv/bin/pip install -q --disable-pip-version-check -r tests/clients/requirements.txt; then
    echo "   left out: PyPI cannot be reached"
else
    $venv/bin/python tests/clients/aas_http_client_check.py >"$folder/log" 2>&1
    add $? "$(sed -nE 's/^([0-9]+) passed,.*/\1/p' "$folder/log")" "$(sed -nE 's/.* ([0-9]+) failed$/\1/p' "$folder/log")"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
