#!/bin/sh
# ncdump reads the header of a result, and sees coordinates, units and dates.
# Arguments: the routeway program, the source folder.
set -eu
program=$1
source=$2
command -v ncdump >/dev/null || { echo "skipped: no ncdump"; exit 77; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$program" run "$source/scenarios/scotland-baseline.cfg" -o "$folder/tiny.h5" --scale 0.002 \
    --set run.report_from=2007-02-01 --set run.end=2007-04-01 >/dev/null 2>&1
ncdump -h "$folder/tiny.h5" >"$folder/header"
for line in 'time = 8 ;' 'area = 32 ;' 'labour_state = 8 ;' 'int persons(replicate, time, area, labour_state) ;' \
    'string labour_state(labour_state) ;' 'persons:units = "persons" ;' 'double earnings(replicate, time, area) ;' \
    ':Conventions = "CF-1.8" ;' 'group: spells' 'group: people' 'group: participations' 'group: ledger' 'group: scenario'; do
    grep -qF "$line" "$folder/header" || { echo "not in the header: $line"; exit 1; }
done
ncdump -t -v time "$folder/tiny.h5" | grep -qF '"2007-02-05", "2007-02-12"' || { echo "the weeks are not read as dates"; exit 1; }
ncdump -v labour_state "$folder/tiny.h5" | grep -qF '"unemployed, claimant"' || { echo "the labels are not read"; exit 1; }
echo "ncdump reads results"
