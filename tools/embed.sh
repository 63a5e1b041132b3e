#!/bin/sh
# embed.sh OUT.c FOLDER HEADER TABLE - writes a C file that holds every file below FOLDER, by the assembler's .incbin: no copy in
# the source, no limit of the compiler. HEADER declares TABLE, which is sorted, so the same files give the same program.
set -eu
out=$1 folder=$2 header=$3 table=$4
{
    echo '/* do not edit: made by tools/embed.sh */'
    echo "#include \"$header\""
    number=0
    find "$folder" -type f | LC_ALL=C sort | while read -r file; do
        name=${table}_$number
        echo "__asm__(\".section .rodata; .balign 16; $name: .incbin \\\"$file\\\"; ${name}_end: .byte 0; .text\");"
        echo "extern const char $name[], ${name}_end[];"
        number=$((number + 1))
    done
    echo "const struct embedded_file $table[] = {"
    number=0
    find "$folder" -type f | LC_ALL=C sort | while read -r file; do
        echo "    {\"${file#"$folder"/}\", ${table}_$number, ${table}_${number}_end},"
        number=$((number + 1))
    done
    echo '    {0}};'
} >"$out"
