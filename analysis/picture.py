#!/usr/bin/env python3
"""One picture of two runs: employment and claimants under both policies, and the paired differences.

picture.py A.h5 B.h5 -o FILE.png|.svg

Upper row: means over replicates, by month, in percent of residents aged 16-64, with the 95% interval of the mean.
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

COLOUR_A, COLOUR_B, COLOUR_DIFFERENCE, GREY = "#12436D", "#F46A25", "#801650", "#3D3D3D"
SAME_PEOPLE = ("region", "scale", "seed", "replicates")


def text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


class Run:
    """Title, first days of the weeks, and shares [replicate, week] of persons of 16-64, in percent."""

    def __init__(self, path):
        with h5py.File(path, "r") as file:
            states = [text(label) for label in file["labour_state"][:]]
            persons = file["persons"][:].sum(axis=2).astype(float)
            self.days = [datetime.date(1970, 1, 1) + datetime.timedelta(days=int(d)) for d in file["time"][:]]
            self.title = text(file.attrs["title"])
            self.people = {name: text(file.attrs[name]) for name in SAME_PEOPLE}
            self.version = text(file.attrs["code_version"])
        inside = persons.sum(axis=2) - persons[:, :, states.index("out of the model")]
        self.employed = 100 * persons[:, :, states.index("employed")] / inside
        self.claimants = 100 * persons[:, :, states.index("unemployed, claimant")] / inside


def first_difference(path_a, path_b, weeks):
    """The first week in which a stock or weekly measure differs, as `routeway compare` finds it; None if none does."""
    first = weeks
    with h5py.File(path_a, "r") as a, h5py.File(path_b, "r") as b:
        for name, values in a.items():
            if text(values.attrs.get("kind", "cohort")) == "cohort":
                continue
            differs = np.any(values[:] != b[name][:], axis=tuple(d for d in range(values.ndim) if d != 1))
            if differs.any():
                first = min(first, int(np.argmax(differs)))
    return first if first < weeks else None


def monthly(days, values):
    """Means by calendar month: the middle of the months, and values [replicate, month]."""
    keys = [(day.year, day.month) for day in days]
    months = sorted(set(keys))
    columns = [values[:, [i for i, key in enumerate(keys) if key == month]].mean(axis=1) for month in months]
    return [datetime.date(year, month, 15) for year, month in months], np.stack(columns, axis=1)


def draw_band(axes, months, values, colour, style, label):
    """Mean over replicates, and the 95% interval of it where there are replicates enough."""
    mean, n = values.mean(axis=0), values.shape[0]
    axes.plot(months, mean, style, color=colour, label=label, linewidth=1.8)
    if n > 1:
        half = student.ppf(0.975, n - 1) * values.std(axis=0, ddof=1) / np.sqrt(n)
        axes.fill_between(months, mean - half, mean + half, color=colour, alpha=0.25, linewidth=0)


def mark_reform(axes, day):
    if day:
        axes.axvline(day, color=GREY, linewidth=1, linestyle=":", label=f"B differs from {day.day} {day:%B %Y}")


def draw(a, b, reform, path):
    figure, axes = plt.subplots(2, 2, figsize=(11, 7.4), sharex=True, constrained_layout=True)
    for column, (name, key) in enumerate((("Employment", "employed"), ("Claimants of unemployment benefit", "claimants"))):
        upper, lower = axes[:, column]
        for letter, run, colour, style in (("A", a, COLOUR_A, "-"), ("B", b, COLOUR_B, "--")):
            months, values = monthly(run.days, getattr(run, key))
            draw_band(upper, months, values, colour, style, f"{letter}: {run.title}")
        upper.set_title(name, loc="left", fontsize=11)
        upper.set_ylabel("% of residents aged 16-64")
        months, values = monthly(a.days, getattr(b, key) - getattr(a, key))
        draw_band(lower, months, values, COLOUR_DIFFERENCE, "-", None)
        lower.axhline(0, color=GREY, linewidth=0.8)
        lower.set_title(f"{name}: difference B - A", loc="left", fontsize=11)
        lower.set_ylabel("percentage points")
        lower.set_xlabel("year")
        for one in (upper, lower):
            one.spines[["top", "right"]].set_visible(False)
            mark_reform(one, reform)
        upper.legend(frameon=False, fontsize=9)
    n = values.shape[0]
    figure.suptitle(f"{b.title}, compared with {a.title}", fontsize=12, fontweight="bold")
    bands = "shaded: 95% interval over replicates; " if n > 1 else ""
    figure.supxlabel(f"Monthly means of {n} paired replicate{'s' if n > 1 else ''}; {bands}seed {a.people['seed']}, "
                     f"scale {a.people['scale']}. Source: Routeway {a.version}, a model, not a forecast.", fontsize=8.5)
    figure.savefig(path, dpi=130)
    plt.close(figure)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("a", metavar="A.h5")
    parser.add_argument("b", metavar="B.h5")
    parser.add_argument("-o", "--output", default="comparison.png", help="PNG or SVG, by its ending")
    arguments = parser.parse_args()
    try:
        a, b = Run(arguments.a), Run(arguments.b)
        differs = [name for name in SAME_PEOPLE if a.people[name] != b.people[name]]
        differs += ["weeks"] if a.days != b.days else []
        if differs:
            sys.exit(f"picture.py: the two results cannot be paired; they differ in: {', '.join(differs)}")
        first = first_difference(arguments.a, arguments.b, len(a.days))
        draw(a, b, None if first is None else a.days[first], arguments.output)
    except (OSError, KeyError, ValueError) as problem:
        sys.exit(f"picture.py: no picture can be drawn: {problem}")


if __name__ == "__main__":
    main()
