#!/bin/sh
# Every shipped scenario is free of problems, runs, and gives other counts than the baseline: what it changes does something.
# Arguments: the routeway program, the source folder.
set -eu
program=$1
scenarios=$2/scenarios
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
small="--scale 0.002 --threads 1"

digest() { # of the counts of a scenario over the whole run
    "$program" run "$1" $small -o "$folder/result.h5" --force >"$folder/out" 2>&1 || { echo "$1 does not run" >&2; cat "$folder/out" >&2; exit 1; }
    "$program" inspect "$folder/result.h5" --digest
}

failed=0
count=0
baseline=$(digest "$scenarios/scotland-baseline.cfg")
for scenario in "$scenarios"/*.cfg; do
    name=${scenario##*/}
    [ "$name" != uk-rates.cfg ] || continue # rates alone, for scenarios to extend
    "$program" check "$scenario" >"$folder/out" 2>&1 || { echo "$name has problems"; cat "$folder/out"; failed=1; continue; }
    [ "$name" != scotland-baseline.cfg ] || continue
    count=$((count + 1))
    found=$(digest "$scenario") || exit 1
    [ "$found" != "$baseline" ] || { echo "$name counts what the baseline counts: nothing in it acts"; failed=1; }
done
[ "$failed" -eq 0 ] || exit 1
[ "$count" -gt 0 ] || { echo "no scenarios in $scenarios"; exit 1; }
echo "$count scenarios run, and each differs from the baseline"
