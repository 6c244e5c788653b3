"""inspect --funnel against the same numbers worked out from the file: check_funnel.py PROGRAM SOURCE."""

import json
import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np

program, source = sys.argv[1:3]
os.environ["OMP_WAIT_POLICY"] = "passive"
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "run.h5")
    options = ["--set", "run.start=2010-06-07", "--set", "run.report_from=2011-02-07", "--set", "run.end=2013-09-30", "--set", "providers.subcontract_share=0.5"]
    command = [program, "run", f"{source}/scenarios/scotland-baseline.cfg", "-o", path, "--scale", "0.01", "--replicates", "2", "--spells", "0"]
    subprocess.run(command + options, check=True, capture_output=True)
    text = subprocess.run([program, "inspect", path, "--funnel", "--json"], check=True, capture_output=True, text=True).stdout
    found = json.loads(text)
    table = subprocess.run([program, "inspect", path, "--funnel"], check=True, capture_output=True, text=True).stdout
    with h5py.File(path) as file:

        def sums(name, follow_up=0):
            values = file[name][:].astype(float)
            values = values.sum(axis=2) if values.ndim == 4 else values
            return values[:, : values.shape[1] - follow_up].sum(axis=(0, 1)) / 2 / 0.01

        expected = {
            "payment_groups": {
                "referred": sums("cohort_referred"),
                "attached %": 100 * sums("cohort_attached") / sums("cohort_referred"),
                "outcome by 52 wk %": 100 * sums("cohort_outcome_52", 52) / sums("cohort_referred", 52),
                "by 104 wk %": 100 * sums("cohort_outcome_104", 104) / sums("cohort_referred", 104),
                "paid GBP m": sums("payments_by_group") / 1e8,
            },
            "streams": {"weeks waited": sums("weeks_waited") / sums("journey_starts"), "paid GBP m": sums("payments_by_stream") / 1e8},
            "services": {"started": sums("services_started")},
            "providers": {"spent GBP m": sums("provider_cost") / 1e8,
                          "kept GBP m": (sums("payments_by_provider") + sums("subcontracted")) / 1e8},
        }
compared = 0
for name, columns in expected.items():
    for column, values in columns.items():
        for row, value in zip(found[name], values):
            if np.isnan(value):
                assert row[column] is None, (name, row["label"], column)
            else:
                assert abs(row[column] - value) <= 1e-6 * max(1, abs(value)), (name, row["label"], column, row[column], value)
                compared += value != 0
assert compared > 30, compared
specialist = next(row for row in found["providers"] if row["paid GBP m"] == 0 and row["kept GBP m"] > 0)
assert specialist["spent GBP m"] > 0, specialist
published = {(row["source"], row["what"]): row for row in found["published"]}
assert any(source == "WP20" and row["published"] == 12.8 and row["model"] > 0 for (source, _), row in published.items())
assert "WP23" in table and "2 JSA 25 and over" in table, table
print(f"{compared} numbers of the funnel agree with the file")
