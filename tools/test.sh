#!/bin/bash
# test.sh [PART] - runs the unit tests under the sanitizers, the tests over the wire and the command line, and, where the shared data is
# there, the corpora. Adds up; the last line is "N passed, N failed". PART: only tests whose name holds it.
set -u
part=${1:-}
passed=0 failed=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=0 UBSAN_OPTIONS=print_stacktrace=1

echo "== unit tests (AddressSanitizer, UBSan)"
build/asan/unit $part >"$log" 2>&1
status=$?
ok=$(grep -c '^\[       OK \]' "$log")
bad=$(grep -c '^\[  FAILED  \] [^0-9]' "$log")
crashed=$(grep -c '^UNIT FAILED' "$log")
if [ "$status" -ne 0 ]; then
    grep -E 'FAILED|ERROR|error:|runtime|SUMMARY|: error|    #[0-9]' "$log" | head -80
    [ "$bad" -gt 0 ] || bad=$crashed
fi
echo "   $ok passed, $bad failed"
passed=$((passed + ok)) failed=$((failed + bad))

echo "== tests over the wire and the command line"
SCHALE=${SCHALE:-build/asan/schale} /usr/bin/python3 -m pytest -q -p no:cacheprovider ${part:+-k "$part"} tests 2>&1 | tee "$log" | tail -40
ok=$(grep -oE '[0-9]+ passed' "$log" | tail -1 | grep -oE '[0-9]+')
bad=$(grep -oE '[0-9]+ failed' "$log" | tail -1 | grep -oE '[0-9]+')
broken=$(grep -oE '[0-9]+ errors?' "$log" | tail -1 | grep -oE '[0-9]+')
passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0} + ${broken:-0}))
[ -n "$ok$bad$broken" ] || [ -n "$part" ] || failed=$((failed + 1))

if command -v npm >/dev/null && [ -z "$part" ]; then
    tests/clients/run.sh >"$log" 2>&1
    cat "$log"
    ok=$(tail -1 "$log" | sed -nE 's/^([0-9]+) passed, [0-9]+ failed$/\1/p')
    bad=$(tail -1 "$log" | sed -nE 's/^[0-9]+ passed, ([0-9]+) failed$/\1/p')
    passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-1}))
else
    echo "== no npm here, or only a part: the published clients are left out"
fi

if [ -z "$part" ]; then
    echo "== the web UI in Chromium"
    tests/browser/run.sh >"$log" 2>&1
    grep -vE '^✔' "$log"
    ok=$(tail -1 "$log" | sed -nE 's/^([0-9]+) passed, [0-9]+ failed$/\1/p')
    bad=$(tail -1 "$log" | sed -nE 's/^[0-9]+ passed, ([0-9]+) failed$/\1/p')
    passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-1}))
fi

if [ -d "${SHARED:-../shared}/data/aas-core" ] && [ -z "$part" ]; then
    echo "== corpora in ${SHARED:-../shared}"
    for script in tests/corpus_*.py; do
        /usr/bin/python3 "$script" "${SHARED:-../shared}" >"$log" 2>&1
        tail -n 12 "$log"
        line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
        if [ -z "$line" ]; then
            failed=$((failed + 1))
        else
            passed=$((passed + $(echo "$line" | grep -oE '^[0-9]+')))
            failed=$((failed + $(echo "$line" | grep -oE '[0-9]+ failed' | grep -oE '[0-9]+')))
        fi
    done
else
    echo "== no shared data here: the corpora are left out"
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
