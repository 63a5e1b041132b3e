#!/bin/bash
# run.sh [FILE…] - the tests of the web UI in Debian's Chromium (make browser). The last line is "N passed, N failed".
set -u
cd "$(dirname "$0")/../.." || exit 1
if ! (cd tests/browser && npm ci --silent --no-progress --ignore-scripts); then
    echo "0 passed, 1 failed"
    exit 1
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
node --test --test-concurrency="$(nproc)" --test-reporter=spec ${*:-tests/browser/*.test.mjs} >"$log" 2>&1
status=$?
grep -vE '^ℹ (tests|suites|cancelled|skipped|todo|duration)' "$log"
passed=$(sed -n 's/^ℹ pass //p' "$log") failed=$(sed -n 's/^ℹ fail //p' "$log")
[ "$status" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
echo "${passed:-0} passed, ${failed:-1} failed"
[ "${failed:-1}" -eq 0 ]
