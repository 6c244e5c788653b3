"""How fast the program is on this machine: medians over several runs, as JSON or as the tables of docs/performance.md.

    python3 tests/benchmark/benchmark.py [--program build/routeway] [--runs 5] [--scale 1] [--threads 2] [--cases full,small,...] [--json]

Cases: full (the baseline, standard outputs, with all threads and with one), threads (1, 2, 4 and so on), beside (two runs at the same
time), output (no spells, a sample, everyone's), small (10,000 persons over five years in one thread), ensemble (20 replicates of 100,000
persons over five years under two policies), growth (persons, areas, weeks, seekers), profile (cost by process), toy (a model of three
states on sim/core alone: the program `toy` beside routeway, which a build with tests has), limits (arithmetic and traffic of a person-week
against the machine's; needs valgrind and the program `stream`). A benchmark, not a test: nothing fails for being slow.
"""

import argparse
import csv
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESIDENTS = 3_488_740  # of Scotland, 16-64, as the region's table has them: sizes of samples follow from it
FIVE_YEARS = ["--set", "run.end=2012-12-31", "--set", "run.report_from=2008-01-07", "--set", "run.start=2008-01-07"]


def run(options, scenario="scotland-baseline"):
    with tempfile.TemporaryDirectory() as folder:
        command = [arguments.program, "run", scenario if os.path.isabs(scenario) else f"{SOURCE}/scenarios/{scenario}.cfg", "-o", folder + "/result.h5", "--json", *options]
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return {**json.loads(done.stdout), "wall": seconds}


def summary(results):
    middle = sorted(results, key=lambda result: result["wall"])[len(results) // 2]
    rates = [result["person_weeks"] / result["wall"] for result in results]
    return {
        "seconds": round(statistics.median(result["wall"] for result in results), 3),
        "person_weeks": middle["person_weeks"],
        "rate": round(statistics.median(rates)),
        "lowest": round(min(rates)),
        "highest": round(max(rates)),
        "memory_mb": round(middle["peak_memory_bytes"] / 1e6),
        "threads": middle["threads"],
        "runs": len(results),
    }


def median(options, scenario="scotland-baseline", runs=None):
    return summary([run(options, scenario) for _ in range(runs or arguments.runs)])


def in_turn(*kinds):
    """Runs of several kinds, one after the other in each round, since the machine may be shared."""
    rounds = [[run(options) for options in kinds] for _ in range(arguments.runs)]
    return [list(results) for results in zip(*rounds)]


def ratio(above, below):
    """The median over rounds of how much longer one kind takes than another."""
    return round(statistics.median(a["wall"] / b["wall"] for a, b in zip(above, below)), 3)


def full():
    options = ["--scale", str(arguments.scale)]
    many, one = in_turn(options + ["--threads", str(arguments.threads)], options + ["--threads", "1"])
    persons = RESIDENTS * arguments.scale
    return {
        f"{arguments.threads} threads": summary(many),
        "1 thread": summary(one),
        "speed-up": ratio(one, many),
        "bytes a person at the peak": round(statistics.median(result["peak_memory_bytes"] for result in many) / persons),
        "bytes a person while weeks run": round(statistics.median(result["weeks_memory_bytes"] for result in many) / persons),
    }


def side_by_side(threads):
    """What two runs at the same time get done, times what one alone does."""
    options = ["--scale", str(min(0.3, arguments.scale)), "--set", "run.end=2008-12-29", "--threads", str(threads)]
    gains = []
    for _ in range(arguments.runs):
        alone = run(options)["wall"]
        with ThreadPoolExecutor(2) as pool:
            together = max(result["wall"] for result in pool.map(run, [options, options]))
        gains.append(2 * alone / together)
    return [round(gain, 2) for gain in sorted(gains)]


def beside():
    """What the machine gives to runs that share nothing, and what is lost where there are more threads than cores."""
    return {f"two runs side by side, {threads} threads each, times the work of one": side_by_side(threads) for threads in sorted({1, arguments.threads})}


def speed_up():
    counts = [2**k for k in range(arguments.threads.bit_length()) if 2**k < arguments.threads] + [arguments.threads]
    kinds = in_turn(*[["--scale", str(arguments.scale), "--threads", str(threads)] for threads in counts])
    return {f"{threads} threads": {**summary(results), "speed-up": ratio(kinds[0], results), "digests": sorted({result["content_digest"] for result in results})}
            for threads, results in zip(counts, kinds)}


def output():
    options = ["--scale", str(min(0.3, arguments.scale)), "--threads", str(arguments.threads)]
    shares = (0, 0.1, 1)
    kinds = in_turn(*[options + ["--spells", str(share)] for share in shares])
    return {f"spells of {share:.0%}": {**summary(results), "times as long as without": ratio(results, kinds[0])} for share, results in zip(shares, kinds)}


def small():
    options = ["--scale", f"{10_000 / RESIDENTS:.8f}", "--threads", "1", *FIVE_YEARS]
    vector, scalar = in_turn(options, [*options, "--scalar"])
    parts = in_turn([*options, "--profile"], [*options, "--profile", "--scalar"])
    without = [statistics.median(without_results(result) for result in results) for results in parts]
    return {
        "10,000 persons, five years": summary(vector),
        "the same, scalar code": summary(scalar),
        "seconds but for results, vector and scalar code": [round(seconds, 3) for seconds in without],
    }


def without_results(result):
    return result["wall"] - sum(row["seconds"] for row in result["profile"] if row["process"] == "results")


def ensemble():
    options = ["--scale", f"{100_000 / RESIDENTS:.8f}", "--replicates", "20", "--threads", str(arguments.threads), *FIVE_YEARS]
    policies = {name: median(options, name) for name in ("scotland-baseline", "aligned-incentives")}
    return {**policies, "both, seconds": round(sum(policy["seconds"] for policy in policies.values()), 1)}


def write_copies(folder, copies):
    """A region of so many Scotlands, side by side; nobody commutes from one to another. Returns its scenario."""
    with open(f"{SOURCE}/scenarios/regions/scotland.csv", encoding="utf-8", newline="") as file:
        areas = list(csv.DictReader(file))
    with open(f"{SOURCE}/scenarios/regions/commuting_scotland.csv", encoding="utf-8", newline="") as file:
        flows = list(csv.DictReader(file))
    codes = [row["gss_code"] for row in areas]
    with open(f"{folder}/areas.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, areas[0])
        writer.writeheader()
        for copy in range(copies):
            writer.writerows({**row, "gss_code": f"{row['gss_code']}-{copy}", "name": f"{row['name']} {copy}"} for row in areas)
    with open(f"{folder}/commuting.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["origin_code", "destination_code", "workers"])
        for copy in range(copies):
            for row in flows:
                to = row["destination_code"]
                writer.writerow([f"{row['origin_code']}-{copy}", f"{to}-{copy}" if to in codes else to, row["workers"]])
            others = [f"{code}-{other}" for other in range(copies) if other != copy for code in codes]
            writer.writerows([f"{origin}-{copy}", other, 0] for origin in codes for other in others)
    scenario = f"{folder}/copies.cfg"
    with open(scenario, "w", encoding="utf-8") as file:
        file.write(f'extends = "{SOURCE}/scenarios/scotland-baseline.cfg";\ntitle = "Copies of Scotland";\nregion = "{folder}";\n')
    return scenario


def copies_of(copies, options, runs):
    with tempfile.TemporaryDirectory() as folder:
        return median([*options, "--threads", str(arguments.threads)], write_copies(folder, copies), runs)


def growth():
    def once(*options):
        return median([*options, "--threads", str(arguments.threads)], runs=arguments.growth_runs)

    scale = min(0.1, arguments.scale)
    year = ["--set", "run.report_from=2007-06-04", "--set", "run.end=2007-12-31"]
    cases = {f"persons: scale {size}": once("--scale", str(size)) for size in (0.003, 0.01, 0.03, 0.1, 0.3, 1.0) if size <= arguments.scale}
    if arguments.scale >= 1:
        cases["persons: 41.9 million in 384 areas, a year"] = copies_of(12, ["--scale", "1", *year], 1)
    for copies in (1, 3, 12):
        cases[f"areas: {32 * copies}, the same persons"] = copies_of(copies, ["--scale", str(scale / copies)], arguments.growth_runs)
    for end in ("2009-01-05", "2010-01-04", "2012-01-02", "2014-01-06"):
        cases[f"weeks: to {end}"] = once("--scale", str(scale), "--set", f"run.end={end}")
    for ratio in (1, 2, 3):
        shares = [f"population.claimant_ratio={ratio}", f"population.unemployment_ratio={0.5732 * ratio}"]
        cases[f"seekers at the start: {ratio} times"] = once("--scale", str(scale), *(word for share in shares for word in ("--set", share)))
    return cases


def profile():
    result = run(["--scale", str(min(0.3, arguments.scale)), "--threads", "1", "--profile"])
    lines = {row["process"]: round(1e9 * row["seconds"] / result["person_weeks"], 2) for row in result["profile"]}
    return {"nanoseconds a person-week, one thread": lines}


def run_toy(threads, code):
    command = [os.path.join(os.path.dirname(os.path.abspath(arguments.program)), "toy"), "--threads", str(threads), "--json"]
    done = subprocess.run(command + ["--scalar"] * (code == "scalar"), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def median_toy(threads, code):
    results = sorted((run_toy(threads, code) for _ in range(arguments.runs)), key=lambda result: result["rate"])
    return {
        "seconds": round(statistics.median(result["seconds"] for result in results), 3),
        "person_weeks": results[0]["persons"] * results[0]["weeks"],
        "rate": round(statistics.median(result["rate"] for result in results)),
        "lowest": round(results[0]["rate"]),
        "highest": round(results[-1]["rate"]),
        "threads": threads,
        "code": results[0]["code"],  # what ran: without AVX2, scalar code both times
        "digest": results[0]["digest"],
        "runs": len(results),
    }


def toy():
    return {f"{code} code, {threads} threads": median_toy(threads, code)
            for code in ("vector", "scalar") for threads in sorted({1, arguments.threads})}


def counted(command):
    """What valgrind counts of a command: instructions, and bytes fetched into a cache of a megabyte."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["valgrind", "--tool=callgrind", "--cache-sim=yes", "--LL=1048576,16,64", f"--callgrind-out-file={folder}/counts", *command]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "OMP_WAIT_POLICY": "passive"})
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    text = done.stdout + done.stderr
    events = re.search(r"Events +: (.+)", text).group(1).split()
    counts = dict(zip(events, map(int, re.search(r"Collected : (.+)", text).group(1).split())))
    return counts["Ir"], 64 * (counts["DLmr"] + counts["DLmw"]), text


def limits():
    """Arithmetic and traffic of a person-week against what the machine does at best: the toy's instructions a second on one thread, and
    the triad's bytes. Counted with a cache that holds a sixth of the columns, as the machine's does at scale 1."""
    folder = os.path.dirname(os.path.abspath(arguments.program))
    triad = {threads: statistics.median(float(subprocess.run([f"{folder}/stream", str(threads)], capture_output=True, text=True, check=True).stdout)
                                        for _ in range(arguments.runs)) for threads in sorted({1, arguments.threads})}
    with tempfile.TemporaryDirectory() as place:
        instructions, moved, text = counted(
            ["--toggle-collect=model_step", arguments.program, "run", f"{SOURCE}/scenarios/scotland-baseline.cfg", "--scale", "0.03", "--threads", "1",
             "--set", "run.report_from=2007-01-01", "--set", "run.end=2007-07-30", "--force", "-o", place + "/result.h5"])
    person_weeks = int(re.search(r"([0-9,]+) person-weeks in", text).group(1).replace(",", ""))
    toy_instructions, _, _ = counted([f"{folder}/toy", "--persons", "100000", "--weeks", "100", "--threads", "1"])
    per_second = toy_instructions / 1e7 * median_toy(1, "vector")["rate"]
    whole = run(["--scale", str(min(0.3, arguments.scale)), "--threads", "1", "--profile"])
    weeks = sum(row["seconds"] for row in whole["profile"] if row["process"] not in ("population", "results", "waiting and the rest"))
    return {
        "triad, GB a second": triad,
        "instructions a second of the toy, one thread, billions": round(per_second / 1e9, 2),
        "instructions a person-week": round(instructions / person_weeks, 1),
        "bytes fetched a person-week": round(moved / person_weeks, 1),
        "least ns a person-week by arithmetic": round(1e9 * instructions / person_weeks / per_second, 1),
        "least ns a person-week by traffic": round(moved / person_weeks / triad[1], 1),
        "ns a person-week inside weeks, one thread": round(1e9 * weeks / whole["person_weeks"], 1),
    }


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return {"processor": names[0] if names else platform.machine(), "processors": os.cpu_count(), "system": platform.platform()}


def show(value, indent=0):
    for key, item in value.items():
        if isinstance(item, dict):
            if "rate" in item:
                memory = f"{item['memory_mb']} MB, " if "memory_mb" in item else ""
                print(f"{' ' * indent}{key}: {item['rate']:,} person-weeks/s ({item['lowest']:,} to {item['highest']:,}, {item['runs']} runs), "
                      f"{item['seconds']} s, {memory}{item['threads']} threads")
                show({key: item[key] for key in ("speed-up", "digests", "times as long as without") if key in item}, indent + 4)
            else:
                print(f"{' ' * indent}{key}")
                show(item, indent + 4)
        else:
            print(f"{' ' * indent}{key}: {item}")


CASES = {"full": full, "beside": beside, "threads": speed_up, "output": output, "small": small, "ensemble": ensemble, "growth": growth, "profile": profile, "toy": toy, "limits": limits}
parser = argparse.ArgumentParser(description="Medians of run times on this machine.")
parser.add_argument("--program", default=f"{SOURCE}/build/routeway")
parser.add_argument("--runs", type=int, default=5)
parser.add_argument("--growth-runs", type=int, default=5, help="of each case of growth but the largest, which is run once")
parser.add_argument("--scale", type=float, default=1.0)
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--cases", default=",".join(CASES))
parser.add_argument("--json", action="store_true")
arguments = parser.parse_args()
unknown = set(arguments.cases.split(",")) - set(CASES)
if unknown:
    parser.error(f"no such case: {', '.join(sorted(unknown))}; there are {', '.join(CASES)}")
answer = {"machine": machine(), **{name: CASES[name]() for name in arguments.cases.split(",")}}
if arguments.json:
    print(json.dumps(answer, indent=2))
else:
    show(answer)
