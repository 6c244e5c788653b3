"""Instructions per person-week, counted by callgrind: the guard against code that has become slower. Counts do not depend on how busy the
machine is, so they can be held in a test; they do depend on the compiler, so with another one than recorded nothing is compared.

    python3 tests/benchmark/check_instructions.py PROGRAM SOURCE [--record] [--functions N]

Only what happens inside model_step is counted: not reading, creating the population, or writing. --record writes the counts of
this build to instructions.json beside this file; do it when a change is meant to cost, and say so in the commit. --functions
prints where the instructions go. Incentives, integration and funding are to take less than a third of a week.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

HIGHER = 1.05  # times what is recorded
LOWER = 0.5  # so much less is no better code: something was not counted
LEVERS_MOST = 1 / 3
SKIPPED = 77
RECORD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "instructions.json")
CASES = {
    "baseline, vector code": ["--set", "run.report_from=2007-01-01", "--set", "run.end=2007-07-30"],
    "baseline, scalar code": ["--set", "run.report_from=2007-01-01", "--set", "run.end=2007-07-30", "--scalar"],
    "Work Programme, vector code": ["--set", "run.start=2011-06-06", "--set", "run.report_from=2011-06-06", "--set", "run.end=2012-03-26"],
    "10,000 persons, vector code": ["--scale", "0.002866", "--set", "run.report_from=2007-01-01", "--set", "run.end=2008-12-29"],
}


def text_of(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout + done.stderr


def count(options, folder):
    command = ["valgrind", "--tool=callgrind", "--toggle-collect=model_step", f"--callgrind-out-file={folder}/counts", arguments.program, "run",
               f"{arguments.source}/scenarios/scotland-baseline.cfg", "--scale", "0.03", "--threads", "1", *options, "--force", "-o", f"{folder}/result.h5"]
    # Set, it keeps the program from starting itself again.
    text = text_of(command, env={**os.environ, "OMP_WAIT_POLICY": "passive"})
    instructions = int(re.search(r"refs: +([0-9,]+)", text).group(1).replace(",", ""))
    person_weeks = int(re.search(r"([0-9,]+) person-weeks in", text).group(1).replace(",", ""))
    return instructions, person_weeks


def print_functions(folder, person_weeks):
    lines = text_of(["callgrind_annotate", f"{folder}/counts"]).splitlines()
    rows = [re.match(r" *([0-9,]+) \([^)]*\) +\S*?:?([^:\s]+) \[", line) for line in lines]
    for row in [row for row in rows if row][: arguments.functions]:
        print(f"    {int(row.group(1).replace(',', '')) / person_weeks:8.2f}  {row.group(2)}")


def levers_share(folder):
    """Of the processes that `run --profile` adds up too: their steps stand in sim/model/week.c."""
    with open(f"{arguments.source}/sim/model/week.c", encoding="utf-8") as file:
        steps = set(re.findall(r"\b(?:gateway|jobcentre|provision|contracts)_[a-z_]+\b", file.read()))
    rows = re.findall(r"^ *([0-9,]+) .*[:/ ]([a-z_]+) \[", text_of(["callgrind_annotate", "--inclusive=yes", "--threshold=100", f"{folder}/counts"]), re.M)
    whole = max(int(row[0].replace(",", "")) for row in rows)
    missing = steps - {name for _, name in rows}
    if len(missing) > len(steps) / 3:
        sys.exit(f"not counted by callgrind: {', '.join(sorted(missing))}")
    return sum(int(number.replace(",", "")) for number, name in rows if name in steps) / whole


def compiler():
    with open(os.path.join(os.path.dirname(arguments.program), "CMakeCache.txt"), encoding="utf-8") as file:
        cache = file.read()
    path = re.search(r"^CMAKE_C_COMPILER:\w+=(.*)$", cache, re.M).group(1)
    kind = re.search(r"^CMAKE_BUILD_TYPE:\w+=(.*)$", cache, re.M).group(1) or "Release"
    version = text_of([path, "--version"]).splitlines()[0]
    return f"{'clang' if 'clang' in version else 'gcc'} {version[version.find('('):]}, {kind}"


parser = argparse.ArgumentParser(description="Instructions per person-week against those recorded.")
parser.add_argument("program")
parser.add_argument("source")
parser.add_argument("--record", action="store_true")
parser.add_argument("--functions", type=int, default=0, metavar="N")
arguments = parser.parse_args()
with open(RECORD, encoding="utf-8") as file:
    recorded = json.load(file)
here = compiler()
if not arguments.record and here != recorded["compiler"]:
    print(f"recorded with {recorded['compiler']}, built with {here}: nothing is compared")
    sys.exit(SKIPPED)
with open("/proc/cpuinfo", encoding="utf-8") as file:
    has_vectors = " avx2 " in file.read()
found, failed = {}, False
for name, options in CASES.items():
    if "vector" in name and not has_vectors:
        print(f"{name}: this processor has no AVX2")
        continue
    with tempfile.TemporaryDirectory() as folder:
        instructions, person_weeks = count(options, folder)
        found[name] = round(instructions / person_weeks, 1)
        before = recorded["instructions per person-week"].get(name)
        print(f"{name}: {found[name]} instructions a person-week, {before} recorded")
        share = levers_share(folder)
        print(f"    incentives, integration and funding: {100 * share:.1f}%")
        if arguments.functions:
            print_functions(folder, person_weeks)
    if found[name] < 1 or not arguments.record and (before is None or not LOWER * before < found[name] <= HIGHER * before):
        print(f"{name}: not within {LOWER} and {HIGHER} times what is recorded")
        failed = True
    if share > LEVERS_MOST:
        print(f"{name}: incentives, integration and funding take more than a third")
        failed = True
if arguments.record and not failed:
    with open(RECORD, "w", encoding="utf-8") as file:
        json.dump({"compiler": here, "instructions per person-week": found}, file, indent=2)
        file.write("\n")
sys.exit(failed)
