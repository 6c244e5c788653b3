#!/usr/bin/env python3
"""One picture of two runs: employment and claimants under both policies, and the paired differences.

picture.py A.h5 B.h5 -o FILE.png|.svg

Upper row: means over replicates, monthly, in percent of residents aged 16-64.
Lower row: mean of the paired differences B - A with their 95% interval over replicates (t distribution).
"""

import argparse
import datetime
import sys

import h5py
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402
import numpy as np  # noqa: E402
from scipy.stats import t as student  # noqa: E402

COLOURS = ("#12436D", "#F46A25")


def labels(file, name):
    return [x.decode() if isinstance(x, bytes) else str(x) for x in file[name][:]]


def read(path):
    """Title, week dates, and shares [replicate, week] of employed and claimants among persons of 16-64, in percent."""
    with h5py.File(path, "r") as file:
        states = labels(file, "labour_state")
        persons = file["persons"][:].sum(axis=2).astype(float)
        inside = persons.sum(axis=2) - persons[:, :, states.index("out of the model")]
        day_zero = datetime.date(1970, 1, 1)
        days = [day_zero + datetime.timedelta(days=int(d)) for d in file["time"][:]]
        title = file.attrs["title"]
        title = title.decode() if isinstance(title, bytes) else title
        pick = lambda state: 100 * persons[:, :, states.index(state)] / inside  # noqa: E731
        return title, days, pick("employed"), pick("unemployed, claimant")


def monthly(days, values):
    """Means by calendar month: first days of the months, and values [replicate, month]."""
    keys = [(d.year, d.month) for d in days]
    months = sorted(set(keys))
    columns = [values[:, [i for i, k in enumerate(keys) if k == month]].mean(axis=1) for month in months]
    return [datetime.date(y, m, 15) for y, m in months], np.stack(columns, axis=1)


def band(values):
    """Mean and half-width of the 95% interval of the mean, over replicates; no interval for one replicate."""
    mean = values.mean(axis=0)
    n = values.shape[0]
    if n < 2:
        return mean, None
    return mean, student.ppf(0.975, n - 1) * values.std(axis=0, ddof=1) / np.sqrt(n)


def draw_levels(axes, runs, which, title):
    for (name, days, *series), colour, style in zip(runs, COLOURS, ("-", "--")):
        months, values = monthly(days, series[which])
        axes.plot(months, values.mean(axis=0), style, color=colour, label=name, linewidth=1.8)
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_ylabel("% of residents 16-64")
    axes.legend(frameon=False, fontsize=9)


def draw_difference(axes, runs, which, title):
    (_, days, *first), (_, _, *second) = runs
    months, values = monthly(days, second[which] - first[which])
    mean, half = band(values)
    if half is not None:
        axes.fill_between(months, mean - half, mean + half, color="#A285D1", alpha=0.45, linewidth=0, label="95% interval")
        axes.legend(frameon=False, fontsize=9)
    axes.plot(months, mean, color="#801650", linewidth=1.8)
    axes.axhline(0, color="#3D3D3D", linewidth=0.8)
    differs = np.flatnonzero(np.any(values != 0, axis=0))
    if differs.size:
        axes.axvline(months[differs[0]], color="#3D3D3D", linewidth=0.8, linestyle=":")
        axes.annotate(f"differs from {months[differs[0]]:%B %Y}", (months[differs[0]], 0), xytext=(5, 6),
                      textcoords="offset points", fontsize=8, color="#3D3D3D")
    axes.set_title(title, loc="left", fontsize=11)
    axes.set_ylabel("percentage points")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("a")
    parser.add_argument("b")
    parser.add_argument("-o", "--output", default="comparison.png", help="PNG or SVG, by its ending")
    arguments = parser.parse_args()
    try:
        runs = [read(arguments.a), read(arguments.b)]
    except (OSError, KeyError) as problem:
        sys.exit(f"picture.py: not a result that can be drawn: {problem}")
    if runs[0][1] != runs[1][1] or runs[0][2].shape != runs[1][2].shape:
        sys.exit("picture.py: the two results do not cover the same weeks and replicates")
    figure, axes = plt.subplots(2, 2, figsize=(11, 7), sharex=True, constrained_layout=True)
    for column, name in enumerate(("Employment", "Claimants of unemployment benefit")):
        draw_levels(axes[0, column], runs, column, name)
        draw_difference(axes[1, column], runs, column, f"{name}: difference B - A")
    replicates = runs[0][2].shape[0]
    figure.suptitle(f"A: {runs[0][0]}    B: {runs[1][0]}", fontsize=12)
    figure.supxlabel(f"Monthly means of {replicates} paired replicate{'s' if replicates > 1 else ''}. A model, not a forecast.",
                     fontsize=9)
    figure.savefig(arguments.output, dpi=130)
    plt.close(figure)


if __name__ == "__main__":
    main()
