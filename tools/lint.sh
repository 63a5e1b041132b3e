#!/bin/bash
# lint.sh - what can be checked about the source without running it: folder order, sizes, headers, banned calls, formatting.
set -u
bad=0
complain() { echo "$1"; bad=1; }

# Folder order: an #include may only name a folder that layers.txt allows, or the file's own.
while IFS=: read -r file line text; do
    own=$(echo "$file" | cut -d/ -f2)
    other=$(echo "$text" | sed -E 's/.*"([a-z]+)\/.*/\1/')
    [ "$own" = "$other" ] && continue
    grep -E "^$own:" tools/layers.txt | grep -qw "$other" || complain "$file:$line: $own/ must not include $other/"
done < <(git ls-files 'src/*.[ch]' | grep -v _test.c | xargs grep -nE '#include "[a-z]+/' | sed -E 's/^([^:]+):([0-9]+):/\1:\2:/')

# Sizes: files at most 600 lines, functions at most 100. Tables (.def, routes_table) are exempt.
for file in $(git ls-files 'src/*.c' 'src/*.h' 'fuzz/*.c' | grep -v _table.c); do
    lines=$(wc -l <"$file")
    [ "$lines" -le 600 ] || complain "$file: $lines lines, at most 600"
    [ "${file%_test.c}" = "$file" ] || continue # rows of test data are long
    awk -v file="$file" '/^\{/ {start = NR} /^\}/ {if (start && NR - start > 101) {print file ":" start ": function of " NR - start - 1 " lines, at most 100"; bad = 1} start = 0} END {exit bad}' "$file" || bad=1
    head -1 "$file" | grep -q 'SPDX-License-Identifier: Apache-2.0' || complain "$file: no SPDX line"
    awk -v file="$file" '!/clang-format|META_|^RULE|^ROW/ {line = $0; gsub(/[\x80-\xBF]/, "", line); if (length(line) > 140) {print file ":" NR ": over 140 columns"; bad = 1}} END {exit bad}' "$file" || bad=1
done

# Every header stands alone (those of tests need the test library).
for header in $(git ls-files 'src/*.h' | grep -v _test.h); do
    echo "#include \"${header#src/}\"" | gcc -std=gnu17 -D_GNU_SOURCE -Isrc -Wall -Wextra -fsyntax-only $(pkg-config --cflags libmicrohttpd sqlite3 libxml-2.0) -xc - || complain "$header does not stand alone"
done

# Memory comes from base, but for the files that lint_alloc.txt lists with a reason.
git ls-files 'src/*.c' | grep -vE 'src/base/|_test.c' | xargs grep -lE '\b(malloc|calloc|realloc)\(' | while read -r file; do
    grep -q "^$file " tools/lint_alloc.txt || echo "$file: allocates and is not in tools/lint_alloc.txt"
done | grep . && bad=1

# Formatting.
clang-format-14 --dry-run --Werror $(git ls-files 'src/*.[ch]' 'fuzz/*.c') 2>&1 | grep -E 'error:' | head -20 | grep . && bad=1

[ "$bad" -eq 0 ] && echo "lint: fine"
exit $bad
