#!/bin/sh
# Builds the program: build.sh [folder] [cmake options]. The default folder is build/, the program build/routeway.
set -eu
source=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-$source/build}
[ $# -gt 0 ] && shift
again=$([ -f "$folder/CMakeCache.txt" ] && echo yes || echo no)
cmake -S "$source" -B "$folder" -G Ninja "$@" >/dev/null
# CMake forgets all options when the compiler of a folder changes: it is told them again.
[ "$again" = no ] || cmake -S "$source" -B "$folder" -G Ninja "$@" >/dev/null
cmake --build "$folder" >"$folder/build.log" 2>&1 || {
    grep -E "error|FAILED|warning" "$folder/build.log" | head -40
    exit 1
}
