#!/bin/sh
# embed.sh OUT.c FOLDER - writes a C file that holds every file below FOLDER, by the assembler's .incbin: no copy in the
# source, no limit of the compiler. The table is sorted, so the same files give the same program.
set -eu
out=$1 folder=$2
{
    echo '/* do not edit: made by tools/embed.sh */'
    echo '#include "cmd/example.h"'
    number=0
    find "$folder" -type f | LC_ALL=C sort | while read -r file; do
        echo "__asm__(\".section .rodata; .balign 16; embedded_$number: .incbin \\\"$file\\\"; embedded_${number}_end: .byte 0; .text\");"
        echo "extern const char embedded_$number[], embedded_${number}_end[];"
        number=$((number + 1))
    done
    echo 'const struct embedded_file example_files[] = {'
    number=0
    find "$folder" -type f | LC_ALL=C sort | while read -r file; do
        echo "    {\"${file#"$folder"/}\", embedded_$number, embedded_${number}_end},"
        number=$((number + 1))
    done
    echo '    {0}};'
} >"$out"
