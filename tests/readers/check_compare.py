"""compare against the same numbers worked out from the files: check_compare.py PROGRAM SOURCE."""

import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np
from scipy import stats

program, source = sys.argv[1:3]
os.environ["OMP_WAIT_POLICY"] = "passive"
SHORT = ["--scale", "0.01", "--set", "run.report_from=2009-01-05", "--set", "run.end=2010-07-05", "--set", "run.start=2008-07-07"]


def run(name, scenario, *options):
    path = os.path.join(folder, name + ".h5")
    command = [program, "run", f"{source}/scenarios/{scenario}.cfg", "-o", path, *SHORT, *options]
    subprocess.run(command, check=True, capture_output=True)
    return path


def compare(*arguments):
    return subprocess.run([program, "compare", *arguments], capture_output=True, text=True)


def series(path, name, cells):
    with h5py.File(path) as file:
        values = file[name][:].astype(float)
    return values.sum(axis=2)[:, :, cells] if values.ndim == 4 else values.sum(axis=2)


with tempfile.TemporaryDirectory() as folder:
    a = run("a", "scotland-baseline", "--replicates", "4")
    b = run("b", "aligned-incentives", "--replicates", "4")
    answer = compare(a, b, "--json", "--from", "2009-07-06")
    assert answer.returncode == 0, answer.stderr
    found = {row["outcome"]: row for row in json.loads(answer.stdout)["outcomes"]}
    with h5py.File(a) as file:
        first = int(np.flatnonzero(file["time"][:] >= 14431)[0])  # 2009-07-06
    rates = []
    for path in (a, b):
        persons = series(path, "persons", slice(None))[:, first:]
        rates.append(100 * persons[:, :, 1].sum(axis=1) / persons[:, :, 1:].sum(axis=(1, 2)))
    difference = rates[1] - rates[0]
    expected = difference.mean()
    half = stats.t.ppf(0.975, 3) * difference.std(ddof=1) / 2
    row = found["employment"]
    for name, value in (("a", rates[0].mean()), ("difference", expected), ("low", expected - half), ("high", expected + half)):
        assert abs(row[name] - value) < 1e-9, (name, row[name], value)
    repeats = [series(p, "claim_starts_repeat", None)[:, first:].sum(axis=1) / series(p, "claim_starts", None)[:, first:].sum(axis=1) for p in (a, b)]
    assert abs(found["repeat_share"]["difference"] - 100 * (repeats[1] - repeats[0]).mean()) < 1e-9
    table = compare(a, b).stdout
    assert "95% interval" in table and "4 paired replicates" in table and "from 2009-04-06" in table, table
    same = compare(a, a)
    assert same.returncode == 0 and "do not differ in any measure" in same.stdout, same.stdout
    other = run("other", "scotland-baseline", "--replicates", "4", "--seed", "2")
    refused = compare(a, other)
    assert refused.returncode == 4 and "seed (1 and 2)" in refused.stderr, refused.stderr
    single = [run(n, s, "--replicates", "1") for n, s in (("s1", "scotland-baseline"), ("s2", "aligned-incentives"))]
    assert "no interval" in compare(*single).stdout
    assert compare(a).returncode == 2 and compare(a, folder + "/none.h5").returncode in (4, 5)
print("compare agrees with the files")
