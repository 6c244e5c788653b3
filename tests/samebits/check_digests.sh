#!/bin/sh
# One digest for 1, 2, 3 and 4 threads, with and without the screen, and for a second program (another compiler's) if given.
# check_digests.sh PROGRAM SOURCE [SECOND PROGRAM]
set -eu
export OMP_WAIT_POLICY=passive # more threads than cores must not spin
program=$1
source=$2
second=${3:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
first=""
others=""
digest() { # name, program, options
    name=$1
    shift
    "$@" --output "$folder/$name.h5" >/dev/null 2>&1
    "$program" inspect "$folder/$name.h5" --digest
}
check() {
    found=$(digest "$@")
    [ -n "$found" ] || { echo "$1: no digest"; exit 1; }
    [ -n "$first" ] || first=$found
    echo "$1 $found"
    [ "$found" = "$first" ] || { echo "$1 differs from the first"; exit 1; }
}
# The Work Programme begins in June 2011: its payments are part of what is compared.
for scenario in scotland-baseline aligned-incentives; do
    first=""
    run="run $source/scenarios/$scenario.cfg --scale 0.01 --replicates 2 --spells 1 --set run.start=2010-06-07 --set run.report_from=2010-12-06 --set run.end=2012-12-31"
    for threads in 1 2 3 4; do
        # shellcheck disable=SC2086
        check "$scenario-threads-$threads" "$program" $run --threads $threads
    done
    # shellcheck disable=SC2086
    check "$scenario-no-screen" "$program" $run --threads 2 --no-screen
    # shellcheck disable=SC2086
    [ -z "$second" ] || check "$scenario-second-compiler" "$second" $run --threads 2
    others="$others $first"
done
# The digest tells scenarios apart: a constant would pass everything above.
# shellcheck disable=SC2086
[ "$(printf '%s\n' $others | sort -u | wc -l)" -eq 2 ] || { echo "two scenarios have one digest"; exit 1; }
