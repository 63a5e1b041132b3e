#!/bin/bash
# fuzz.sh SECONDS NAME... - runs each fuzz target on a copy of its corpus, so that the corpus in the project stays small. A
# finding stops with its input in build/fuzz/crash-NAME-*.
set -eu
seconds=$1
shift
mkdir -p build/fuzz/corpus
for name in "$@"; do
    mkdir -p "build/fuzz/corpus/$name"
    echo "== $name, $seconds s"
    build/fuzz/fuzz/"$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
        -artifact_prefix="build/fuzz/crash-$name-" "build/fuzz/corpus/$name" $([ -d "fuzz/corpus/$name" ] && echo "fuzz/corpus/$name") \
        2>"build/fuzz/$name.log" || { tail -40 "build/fuzz/$name.log"; exit 1; }
    grep -E 'number_of_executed_units' "build/fuzz/$name.log" || true
done
echo "no finding"
