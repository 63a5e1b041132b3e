#!/bin/bash
# run.sh [NAME] - runs the measurements (check, write, serve, api, history, events, search, match, pairs, versions, todo), or one of them.
set -u
cd "$(dirname "$0")/.."
bad=0
for name in ${1:-check write serve api history events search match pairs versions todo}; do
    echo "== $name"
    /usr/bin/python3 bench/"$name".py || bad=1
done
exit $bad
