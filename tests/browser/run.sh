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
run() { # CONCURRENCY FILE…
    node --test --test-concurrency="$1" --test-reporter=spec "${@:2}" >"$log" 2>&1
    status=$?
    grep -vE '^ℹ (tests|suites|cancelled|skipped|todo|duration)' "$log"
    passed=$(sed -n 's/^ℹ pass //p' "$log") failed=$(sed -n 's/^ℹ fail //p' "$log")
    [ "$status" -eq 0 ] || [ "${failed:-0}" -gt 0 ] || failed=1
}
run "$(nproc)" ${*:-tests/browser/*.test.mjs}
# Browsers side by side on a busy machine starve each other: what failed has to pass alone, one file after the other.
again=$(sed -nE 's|^test at (.*/)?(tests/browser/[a-z_]+\.test\.mjs):.*|\2|p' "$log" | sort -u)
if [ "${failed:-1}" -gt 0 ] && [ -n "$again" ]; then
    echo "== again, alone: $again"
    all=$((${passed:-0} + failed))
    run 1 $again
    passed=$((all - ${failed:-1}))
fi
echo "${passed:-0} passed, ${failed:-1} failed"
[ "${failed:-1}" -eq 0 ]
