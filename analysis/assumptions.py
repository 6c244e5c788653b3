#!/usr/bin/env python3
"""How conclusions change over the behavioural assumptions: scenarios against the baseline over a grid of parameters.

assumptions.py ROUTEWAY SCENARIOS -o docs/assumptions.md

Every run of a scenario is paired with one of the baseline at the same parameters: same persons, same draws. All numbers of
the text that is written come from these runs.
"""

import argparse
import concurrent.futures
import itertools
import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np
from scipy.stats import t as student

# name, values over the plausible range, the default in the middle; why
GRID = (
    ("jobcentre.alpha", (0.0, 0.5, 1.0), "contact lifts all hazards alike (0), or in proportion to what they are (1): the whole range"),
    ("jobcentre.rho", (0.002, 0.01, 0.1), "a week: advisers look ahead for years (half of the worth is left after 350 weeks), or for 7 weeks"),
    ("jobcentre.kappa", (0.25, 0.5, 1.0), "the most that contact adds to the hazard: a quarter of it, or as much again"),
)
# Varied alone, the others at their defaults, where the program has them.
ALONE = (("shareout.beta", (0.0, 0.02, 0.1), "effect of a full dose of contact on barriers"),)
SCENARIOS = ("aligned-incentives", "minimum-service", "no-one-left-behind")
BASELINE = "scotland-baseline"
FROM = "2009-04-06"  # the reforms begin
WINDOW = {"run.start": "2008-06-02", "run.report_from": "2009-04-06", "run.end": "2013-04-01"}
AT_MINIMUM = "clients at the minimum of contact time (persons)"
OUTCOMES = (("exits_to_work", "exits from benefit into work (a year)", 0), ("job_outcomes", "job outcomes (a year)", 0),
            (AT_MINIMUM, AT_MINIMUM, 0), ("net_fiscal", "net fiscal position (GBP m a year)", 1))


class Difference:
    """A paired difference with its interval."""

    def __init__(self, level, difference, low, high):
        self.level, self.difference, self.low, self.high = level, difference, low, high

    def sign(self):
        return 1 if self.low > 0 else -1 if self.high < 0 else 0


def at_minimum(path):
    """Clients at the minimum at one time, of jobcentres and providers, in real persons; by replicate."""
    with h5py.File(path, "r") as file:
        of_jobcentres = file["clients_at_minimum"][:].astype(float).sum(axis=2)
        of_providers = file["provider_clients_at_minimum"][:].astype(float).sum(axis=(2, 3))
        return (of_jobcentres + of_providers).mean(axis=1) / float(file.attrs["scale"])


def paired(a, b):
    differences = b - a
    n = len(differences)
    half = student.ppf(0.975, n - 1) * differences.std(ddof=1) / np.sqrt(n)
    return Difference(a.mean(), differences.mean(), differences.mean() - half, differences.mean() + half)


class Sweep:
    def __init__(self, arguments, folder):
        self.program, self.scenarios, self.folder = arguments.program, arguments.scenarios, folder
        self.scale, self.replicates, self.jobs = arguments.scale, arguments.replicates, arguments.jobs
        schema = json.loads(self.routeway("schema"))
        self.defaults = {f"{row['module']}.{row['name']}": row.get("default") for row in schema["parameters"]}

    def routeway(self, *words):
        done = subprocess.run([self.program, *words], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"assumptions.py: {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")
        return done.stdout

    def exists(self, scenario):
        return os.path.exists(os.path.join(self.scenarios, scenario + ".cfg"))

    def run(self, scenario, point):
        settings = {**WINDOW, **{name: str(value) for name, value in point}}
        path = os.path.join(self.folder, f"{scenario}_{'_'.join(str(value) for _, value in point)}.h5")
        words = [word for name, value in settings.items() for word in ("--set", f"{name}={value}")]
        self.routeway("run", os.path.join(self.scenarios, scenario + ".cfg"), *words, "--scale", str(self.scale), "--replicates",
                      str(self.replicates), "--spells", "0", "--threads", "1", "-o", path)
        return path

    def compare(self, scenario, point, baseline):
        """{outcome: Difference}"""
        path = self.run(scenario, point)
        found = json.loads(self.routeway("compare", baseline, path, "--from", FROM, "--json"))
        rows = {row["outcome"]: row for row in found["outcomes"]}
        differences = {name: Difference(*(rows[name][key] for key in ("a", "difference", "low", "high")))
                       for name, _, _ in OUTCOMES if name != AT_MINIMUM}
        differences[AT_MINIMUM] = paired(at_minimum(baseline), at_minimum(path))
        os.remove(path)
        return differences

    def at_point(self, point, scenarios):
        baseline = self.run(BASELINE, point)
        found = {scenario: self.compare(scenario, point, baseline) for scenario in scenarios}
        os.remove(baseline)
        return found

    def all_points(self, points, scenarios):
        """{point: {scenario: {outcome: Difference}}}"""
        with concurrent.futures.ThreadPoolExecutor(self.jobs) as pool:
            return dict(zip(points, pool.map(lambda point: self.at_point(point, scenarios), points)))


def number(value, decimals):
    text = f"{value:+,.{decimals}f}"
    return text if any(digit in text for digit in "123456789") else f"{0:.{decimals}f}"


def interval(one, decimals):
    return f"{number(one.difference, decimals)} ({number(one.low, decimals)} to {number(one.high, decimals)})"


def verdict(signs, middle):
    """What the signs over the grid say; middle: that at the defaults. A tenth of the points proves nothing."""
    above, below = signs.count(1), signs.count(-1)
    if above and below:
        return "changes sign"
    apart = above + below
    if apart * 10 <= len(signs):
        return f"inside the noise but for {apart} of {len(signs)} points" if apart else "inside the noise everywhere"
    word = "higher" if above else "lower"
    if apart == len(signs):
        return f"{word} everywhere"
    return f"{word} or inside the noise" if middle else f"{word} at some points, inside the noise at the defaults"


def summary_table(results, default, scenario):
    lines = ["| outcome | baseline | difference at the defaults (95% interval) | lowest and highest over the grid |"
             " higher, inside the noise, lower | |", "|---|---|---|---|---|---|"]
    for name, label, decimals in OUTCOMES:
        all_of_it = [result[scenario][name] for result in results.values()]
        middle = results[default][scenario][name]
        signs = [one.sign() for one in all_of_it]
        low, high = min(one.difference for one in all_of_it), max(one.difference for one in all_of_it)
        lines.append(f"| {label} | {middle.level:,.0f} | {interval(middle, decimals)} | {number(low, decimals)} to {number(high, decimals)} | "
                     f"{signs.count(1)}, {signs.count(0)}, {signs.count(-1)} | {verdict(signs, middle.sign())} |")
    return lines


def short(name):
    return name.split(".")[1]


def mean_at(results, scenario, outcome, name, value):
    """Mean difference over the other parameters, at a value of one."""
    return np.mean([result[scenario][outcome].difference for point, result in results.items() if (name, value) in point])


def in_short(results, default, scenario, grid):
    """A line an outcome: what holds over the grid, and which parameter matters most."""
    lines = []
    for outcome, label, decimals in OUTCOMES:
        signs = [result[scenario][outcome].sign() for result in results.values()]
        means = {name: [mean_at(results, scenario, outcome, name, value) for value in values] for name, values, _ in grid}
        most = max(means, key=lambda name: max(means[name]) - min(means[name]))
        by_value = ", ".join(number(mean, decimals) for mean in means[most])
        says = verdict(signs, results[default][scenario][outcome].sign())
        moves = f"; it moves most with `{most}`: on average {by_value} at its values in rising order" if not says.startswith("inside") else ""
        lines.append(f"- {scenario}, {label}: {says}{moves}")
    return lines


def by_parameter_table(results, scenario, grid):
    heads = [f"{short(name)} = {value:g}" for name, values, _ in grid for value in values]
    lines = ["| outcome | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for outcome, label, decimals in OUTCOMES:
        cells = [mean_at(results, scenario, outcome, name, value) for name, values, _ in grid for value in values]
        lines.append(f"| {label} | " + " | ".join(number(cell, decimals) for cell in cells) + " |")
    return lines


def alone_table(results, default, scenario, name, values):
    lines = [f"With `{name}` alone, the others at their defaults:", "",
             "| outcome | " + " | ".join(f"{value:g}" for value in values) + " |", "|---" * (len(values) + 1) + "|"]
    for outcome, label, decimals in OUTCOMES:
        cells = [interval(results[default + ((name, value),)][scenario][outcome], decimals) for value in values]
        lines.append(f"| {label} | " + " | ".join(cells) + " |")
    return lines


def document(sweep, results, alone, grid, scenarios, default):
    points = len(results)
    command = (f"nice analysis/assumptions.py build/routeway scenarios --scale {sweep.scale:g} "
               f"--replicates {sweep.replicates} -o docs/assumptions.md")
    lines = [
        "# Conclusions over the behavioural assumptions", "",
        "How strongly contact with an adviser acts, on whom, and how far advisers look ahead has no direct evidence (`docs/odd.md`, 8).",
        "The parameters are declared as assumptions; here is what the main conclusions are worth over the ranges that are plausible.",
        "Written by", f"`{command}`:",
        f"{points} points of a grid, at each the baseline and every scenario, {sweep.replicates} replicates of {sweep.scale:g} of the",
        f"population, weeks from {FROM} to {WINDOW['run.end']}, paired: the same persons and draws on both sides. Differences are scenario",
        "less baseline, in real persons and pounds, with 95% intervals over replicates. An interval that holds 0 is *inside the noise*:",
        "there may be an effect that so few replicates of so few persons do not show. With so many intervals some leave out 0 by chance;",
        "a sign at one or two points alone says little, and points are not independent, for they share persons and draws.", "",
        "| parameter | default | values | what they mean |", "|---|---|---|---|"]
    for name, values, why in grid + tuple(alone):
        lines.append(f"| `{name}` | {sweep.defaults[name]:g} | {', '.join(f'{value:g}' for value in values)} | {why} |")
    lines += ["", "## In short", ""]
    for scenario in scenarios:
        lines += in_short(results, default, scenario, grid)
    for scenario in scenarios:
        lines += ["", f"## {scenario}", ""] + summary_table(results, default, scenario)
        lines += ["", "Means over the other two parameters:", ""] + by_parameter_table(results, scenario, grid)
        for (name, values, _), found in alone.items():
            lines += [""] + alone_table(found, default, scenario, name, values)
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("program", metavar="ROUTEWAY")
    parser.add_argument("scenarios", metavar="SCENARIOS", help="folder")
    parser.add_argument("-o", "--output", default="assumptions.md")
    parser.add_argument("--scale", type=float, default=0.02, help="share of the population")
    parser.add_argument("--replicates", type=int, default=5)
    parser.add_argument("--jobs", type=int, default=2, help="runs at once")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sweep = Sweep(arguments, folder)
        scenarios = [name for name in SCENARIOS if sweep.exists(name)]
        points = [tuple(zip((name for name, _, _ in GRID), values)) for values in itertools.product(*(row[1] for row in GRID))]
        default = tuple((name, values[1]) for name, values, _ in GRID)
        results = sweep.all_points(points, scenarios)
        alone = {}
        for row in ALONE:
            if row[0] in sweep.defaults:
                alone[row] = sweep.all_points([default + ((row[0], value),) for value in row[1]], scenarios)
        text = document(sweep, results, alone, GRID, scenarios, default)
    with open(arguments.output, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    main()
