#!/bin/sh
# One digest for 1, 2, 3 and 4 threads inside a replicate, for any number of replicates at once, with and without the
# screen, and for a second program (another compiler's) if given.
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
    "$@" --output "$folder/$name.h5" >/dev/null 2>"$folder/$name.err"
    "$program" inspect "$folder/$name.h5" --digest
}
check() {
    found=$(digest "$@")
    [ -n "$found" ] || { echo "$1: no digest"; exit 1; }
    [ -n "$first" ] || first=$found
    echo "$1 $found"
    [ "$found" = "$first" ] || { echo "$1 differs from the first"; exit 1; }
}
at_once() { # name, number
    grep -q "($2 at once)" "$folder/$1.err" || { echo "$1: not $2 at once"; cat "$folder/$1.err"; exit 1; }
}
# The Work Programme begins in June 2011: its payments are part of what is compared. A thread has 10,000 persons at least.
for scenario in scotland-baseline aligned-incentives; do
    first=""
    run="run $source/scenarios/$scenario.cfg --scale 0.012 --spells 1 --set run.start=2010-06-07 --set run.report_from=2010-12-06 --set run.end=2012-12-31"
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
# The screen's bounds hold where parameters are far from what they are, and rules differ by area, person and date.
first=""
run="run $source/tests/samebits/extremes.cfg --scale 0.01 --set run.start=2011-06-06 --set run.report_from=2011-06-06 --set run.end=2012-03-05"
# shellcheck disable=SC2086
check extremes "$program" $run --threads 2
# shellcheck disable=SC2086
check extremes-no-screen "$program" $run --threads 1 --no-screen
# shellcheck disable=SC2086
check extremes-scalar "$program" $run --threads 1 --scalar
# shellcheck disable=SC2086
[ -z "$second" ] || check extremes-second-compiler "$second" $run --threads 2
# Replicates one after the other, some at once, with one left over, and two at once with two threads each.
run="run $source/scenarios/scotland-baseline.cfg --scale 0.006 --spells 1 --set run.start=2011-06-06 --set run.report_from=2011-09-05 --set run.end=2012-04-30"
for replicates in 3 2; do
    first=""
    for threads in 1 2 3 4; do
        # shellcheck disable=SC2086
        check "replicates-$replicates-threads-$threads" "$program" $run --replicates $replicates --threads $threads
        [ "$threads" -eq 1 ] || at_once "replicates-$replicates-threads-$threads" $((threads < replicates ? threads : replicates))
    done
    # shellcheck disable=SC2086
    [ -z "$second" ] || check "replicates-$replicates-second-compiler" "$second" $run --replicates $replicates --threads 4
done
