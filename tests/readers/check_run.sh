#!/bin/sh
# `routeway run` keeps its promises: exit codes, nothing overwritten, nothing left after a stop, same digest for any threads.
# Arguments: the routeway program, the source folder.
set -eu
program=$1
scenario=$2/scenarios/scotland-baseline.cfg
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

expect() { # exit code, then the command
    wanted=$1
    shift
    got=0
    "$@" >out 2>err || got=$?
    [ "$got" -eq "$wanted" ] || { echo "exit code $got instead of $wanted: $*"; cat err; exit 1; }
}
small="--scale 0.002 --set run.report_from=2007-02-01 --set run.end=2007-06-01"

expect 0 "$program" run "$scenario" $small -o one.h5 --threads 1 --json
grep -q '"content_digest"' out
grep -q '^note: with fewer than 5000 persons an area' err || { echo "nothing is said of small areas"; exit 1; }
expect 0 "$program" run "$scenario" --scale 0.06 --set run.report_from=2007-01-01 --set run.end=2007-01-15 -o larger.h5
if grep '^note:' err; then echo "areas are not small"; exit 1; fi
expect 0 "$program" run "$scenario" $small -o three.h5 --threads 3
expect 0 "$program" run "$scenario" $small -o other.h5 --seed 2
[ "$("$program" inspect one.h5 --digest)" = "$("$program" inspect three.h5 --digest)" ] || { echo "threads change the digest"; exit 1; }
[ "$("$program" inspect one.h5 --digest)" != "$("$program" inspect other.h5 --digest)" ] || { echo "the seed changes nothing"; exit 1; }

# How threads wait, in the words of gcc's OpenMP (others say nothing): briefly, unless the environment says otherwise.
unset GOMP_SPINCOUNT
spins() { # threads; what every start of the program says, one after the other
    OMP_DISPLAY_ENV=verbose "$program" run "$scenario" $small -o three.h5 --force --threads "$1" 2>&1 | sed -n "s/.*GOMP_SPINCOUNT = '\(.*\)'.*/\1/p" | tr '\n' ' '
}
if [ -n "$(spins 1)" ]; then
    case "$(unset OMP_WAIT_POLICY; spins 2)" in *" 1000 ") ;; *) echo "threads do not wait briefly"; exit 1 ;; esac
    case "$(unset OMP_WAIT_POLICY; GOMP_SPINCOUNT=77 spins 2)" in *" 77 ") ;; *) echo "threads spin otherwise than they are told"; exit 1 ;; esac
    [ "$(OMP_WAIT_POLICY=passive spins 2)" = "0 " ] || { echo "threads wait otherwise than they are told"; exit 1; }
    case "$(unset OMP_WAIT_POLICY; spins 1)" in *" "?*) echo "one thread starts the program twice"; exit 1 ;; esac
fi

expect 0 "$program" run "$scenario" $small -o profile.h5 --profile
for process in accounts demand demography circumstances separations claims gateway jobcentre provision matching progression contracts observe screen results; do
    grep -q "^$process  *[0-9]" out || { echo "--profile does not name $process"; cat out; exit 1; }
done
grep '%' out | grep -v -e '^total' -e '^incentives' | grep -o '[0-9.-]*%' | tr -d '%' | awk '{sum += $1; most += 0.05} END {exit !(sum > 99.9 - most && sum < 100.1 + most)}' ||
    { echo "the shares of --profile do not add up"; cat out; exit 1; }
grep '^incentives, integration and funding' out | grep -o '[0-9.]*%' | tr -d '%' | awk '{share = $1} END {exit !(share > 0 && share < 100)}' ||
    { echo "--profile does not say what incentives, integration and funding take"; cat out; exit 1; }
[ "$("$program" inspect one.h5 --digest)" = "$("$program" inspect profile.h5 --digest)" ] || { echo "--profile changes the digest"; exit 1; }
expect 0 "$program" run "$scenario" $small -o profile.h5 --force --profile --json
grep -q '"process": "matching"' out
grep -q '"levers_share": 0\.' out

expect 5 "$program" run "$scenario" $small -o one.h5
grep -q -e --force err
expect 0 "$program" run "$scenario" $small -o one.h5 --force
expect 0 "$program" run "$scenario" $small
[ -f scotland-baseline.h5 ] || { echo "no default name for the result"; exit 1; }
expect 2 "$program" run
expect 2 "$program" run "$scenario" --threads none
expect 2 "$program" nothing
expect 3 "$program" run "$scenario" --scale 7 -o bad.h5
expect 3 "$program" run "$scenario" --set run.scal=1 -o bad.h5
expect 5 "$program" run "$scenario" $small -o none/bad.h5
expect 4 "$program" inspect "$scenario"
expect 5 "$program" inspect none.h5
expect 4 "$program" inspect one.h5 --measure nothing
expect 0 "$program" inspect one.h5
expect 0 "$program" inspect one.h5 --targets
expect 0 "$program" inspect one.h5 --funnel
expect 0 "$program" inspect one.h5 --funnel --json
expect 0 "$program" --help
expect 0 "$program" run --help

files() { ls -A | grep -vc -e '^out$' -e '^err$'; }
stop() { # options; the run is told to end as soon as it has begun
    before=$(files)
    "$program" run "$scenario" -o stopped.h5 "$@" >out 2>err &
    number=$!
    tries=0
    until ls -A | grep -q '^\.stopped\.h5\..*\.tmp$'; do
        tries=$((tries + 1))
        [ "$tries" -lt 300 ] || { echo "the run does not begin"; kill "$number"; exit 1; }
        sleep 0.1
    done
    sleep 0.3
    kill -TERM "$number"
    code=0
    wait "$number" || code=$?
    [ "$code" -eq 130 ] || { echo "exit code $code instead of 130 after a stop"; cat err; exit 1; }
    grep -q 'after week [0-9]* of [0-9]* of replicate [0-9]*.*nothing was written' err || { echo "a stop says nothing"; cat err; exit 1; }
    [ "$(files)" -eq "$before" ] || { echo "a stopped run left something"; ls -A; exit 1; }
}
stop --scale 0.5
# Several at once: one of them has not ended when the others stop.
stop --scale 0.05 --replicates 20 --threads 2
grep -q 'when those up to replicate [0-9]* were under way' err || { echo "one replicate at a time"; cat err; exit 1; }

# A disk that is full while several replicates are under way.
before=$(files)
code=0
(trap '' XFSZ && ulimit -f 600 && exec "$program" run "$scenario" $small --scale 0.01 --replicates 6 --threads 3 -o full.h5) >out 2>err || code=$?
[ "$code" -eq 5 ] || { echo "exit code $code instead of 5 on a full disk"; cat err; exit 1; }
grep -q 'too large' err || { echo "a full disk is given no reason"; cat err; exit 1; }
[ "$(files)" -eq "$before" ] || { echo "a failed run left something"; ls -A; exit 1; }
echo "run keeps its promises"
