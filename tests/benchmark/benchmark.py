"""How fast the program is on this machine: medians over several runs, as JSON or as the tables of docs/performance.md.

    python3 tests/benchmark/benchmark.py [--program build/routeway] [--runs 5] [--scale 1] [--threads 2] [--cases full,small,...] [--json]

Cases: full (the baseline, standard outputs, with all threads and with one), output (no spells, a sample, everyone's), small (10,000
persons over five years in one thread), ensemble (20 replicates of 100,000 persons over five years under two policies), growth
(persons), profile (cost by process), toy (a model of three states on sim/core alone: the program `toy` beside routeway, which a build
with tests has). A benchmark, not a test: nothing fails for being slow.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

SOURCE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
RESIDENTS = 3_488_740  # of Scotland, 16-64, as the region's table has them: sizes of samples follow from it
FIVE_YEARS = ["--set", "run.end=2012-12-31", "--set", "run.report_from=2008-01-07", "--set", "run.start=2008-01-07"]


def run(options, scenario="scotland-baseline"):
    with tempfile.TemporaryDirectory() as folder:
        command = [arguments.program, "run", f"{SOURCE}/scenarios/{scenario}.cfg", "-o", folder + "/result.h5", "--json", *options]
        began = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - began
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return {**json.loads(done.stdout), "wall": seconds}


def median(options, scenario="scotland-baseline", runs=None):
    results = [run(options, scenario) for _ in range(runs or arguments.runs)]
    middle = sorted(results, key=lambda result: result["wall"])[len(results) // 2]
    rates = [result["person_weeks"] / result["wall"] for result in results]
    return {
        "seconds": round(middle["wall"], 3),
        "person_weeks": middle["person_weeks"],
        "rate": round(statistics.median(rates)),
        "lowest": round(min(rates)),
        "highest": round(max(rates)),
        "memory_mb": round(middle["peak_memory_bytes"] / 1e6),
        "threads": middle["threads"],
        "runs": len(results),
    }


def full():
    options = ["--scale", str(arguments.scale)]
    many = median(options + ["--threads", str(arguments.threads)])
    one = median(options + ["--threads", "1"], runs=max(1, arguments.runs // 2))
    persons = RESIDENTS * arguments.scale
    return {
        f"{arguments.threads} threads": many,
        "1 thread": one,
        "speed-up": round(many["rate"] / one["rate"], 2),
        "bytes a person at the peak": round(many["memory_mb"] * 1e6 / persons),
    }


def output():
    options = ["--scale", str(min(0.3, arguments.scale)), "--threads", str(arguments.threads)]
    return {f"spells of {share:.0%}": median(options + ["--spells", str(share)]) for share in (0, 0.1, 1)}


def small():
    return {"10,000 persons, five years": median(["--scale", f"{10_000 / RESIDENTS:.8f}", "--threads", "1", *FIVE_YEARS])}


def ensemble():
    options = ["--scale", f"{100_000 / RESIDENTS:.8f}", "--replicates", "20", "--threads", str(arguments.threads), *FIVE_YEARS]
    runs = max(1, arguments.runs // 2)
    policies = {name: median(options, name, runs) for name in ("scotland-baseline", "aligned-incentives")}
    return {**policies, "both, seconds": round(sum(policy["seconds"] for policy in policies.values()), 1)}


def growth():
    sizes = [size for size in (0.003, 0.01, 0.03, 0.1, 0.3, 1.0) if size <= arguments.scale]
    return {f"scale {size}": median(["--scale", str(size), "--threads", str(arguments.threads)], runs=1) for size in sizes}


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
            else:
                print(f"{' ' * indent}{key}")
                show(item, indent + 4)
        else:
            print(f"{' ' * indent}{key}: {item}")


CASES = {"full": full, "output": output, "small": small, "ensemble": ensemble, "growth": growth, "profile": profile, "toy": toy}
parser = argparse.ArgumentParser(description="Medians of run times on this machine.")
parser.add_argument("--program", default=f"{SOURCE}/build/routeway")
parser.add_argument("--runs", type=int, default=5)
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
