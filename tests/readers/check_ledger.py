"""The ledger equals the money series to the penny, and each entry names a spell: check_ledger.py PROGRAM SOURCE."""

import os
import subprocess
import sys
import tempfile

import h5py
import numpy as np
import xarray

program, source = sys.argv[1:3]
os.environ["OMP_WAIT_POLICY"] = "passive"
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "run.h5")
    options = ["--set", "run.start=2010-06-07", "--set", "run.report_from=2011-02-07", "--set", "run.end=2013-02-04"]
    subprocess.run(
        [program, "run", f"{source}/scenarios/scotland-baseline.cfg", "-o", path, "--scale", "0.01", "--spells", "1", "--replicates", "2", *options],
        check=True,
        capture_output=True,
    )
    root = xarray.open_dataset(path, decode_times=False)
    with h5py.File(path) as file:
        ledger = {name: file["ledger"][name][:].astype(np.int64) for name in file["ledger"]}
        spells = {name: file["spells"][name][:].astype(np.int64) for name in ("replicate", "person", "state", "start")}
        journeys = {name: file["participations"][name][:].astype(np.int64) for name in file["participations"]}
        events = str(file["ledger/event"].attrs["flag_meanings"]).split()
        streams = str(file["ledger/stream"].attrs["flag_meanings"]).split()
        assert list(file["ledger/event"].attrs["flag_values"]) == list(range(len(events)))
    assert len(ledger["pence"]) > 1000, len(ledger["pence"])
    week = np.searchsorted(root["time"].values, ledger["week"])
    assert (root["time"].values[week] == ledger["week"]).all()

    def sums(keys, shape):
        total = np.zeros(shape)
        np.add.at(total, tuple(keys), ledger["pence"])
        return total

    by = (ledger["replicate"], week, ledger["area"])
    for measure, column in (("payments", "event"), ("payments_by_stream", "stream"), ("payments_by_provider", "provider")):
        series = root[measure].values
        assert (sums((*by, ledger[column]), series.shape) == series).all(), measure
    series = root["payments_by_group"].values
    total = np.zeros(series.shape)
    np.add.at(total, (ledger["replicate"], week, ledger["payment_group"]), ledger["pence"])
    assert (total == series).all(), "payments_by_group"
    for event in ("attachment", "start_of_a_service", "completion_of_a_service", "job_outcome", "sustainment"):
        assert (ledger["event"] == events.index(event)).any(), f"no payment for event {event}"

    made = root["payments_made"].values
    total = np.zeros(made.shape)
    np.add.at(total, (ledger["replicate"], week, ledger["event"]), 1)
    assert (total == made).all(), "payments_made"
    # money moves when it is earned, where nothing has to be validated; the contract names area, provider, stream and year
    assert (ledger["earned"] == ledger["week"]).all() and (root["payments_due"].values == 0).all()
    years = 4
    office, stream = np.divmod(ledger["contract"] // years, len(streams))
    assert (stream == ledger["stream"]).all() and (office == ledger["area"] * root.sizes["provider"] + ledger["provider"]).all()
    assert set(ledger["contract"] % years) == {0, 1}, set(ledger["contract"] % years)

    def names(replicate, person, state, start):
        return set(zip(replicate.tolist(), person.tolist(), state.tolist(), start.tolist()))

    earned = names(ledger["replicate"], ledger["person"], ledger["spell_state"], ledger["spell_start"])
    known = names(spells["replicate"], spells["person"], spells["state"], spells["start"])
    assert earned <= known, f"{len(earned - known)} of {len(earned)} spells that earned a payment are not among the spells: {list(earned - known)[:3]}"
    # every referral of a recorded week is a row of /participations, and every end but those cut off by the end of the run
    first = root["time"].values[0]
    recorded = np.isin(journeys["stream"], [streams.index("Work_Programme"), streams.index("Flexible_New_Deal")]) & (journeys["referred"] >= first)
    for measure, chosen in (("cohort_referred", recorded), ("cohort_attached", recorded & (journeys["started"] >= 0))):
        total = np.zeros(root[measure].shape)
        place = np.searchsorted(root["time"].values, journeys["referred"][chosen])
        np.add.at(total, (journeys["replicate"][chosen], place, journeys["payment_group"][chosen]), 1)
        assert (total == root[measure].values).all(), measure
    ended = (journeys["why"] >= 0) & (journeys["end"] >= first)
    by_why = np.bincount(journeys["why"][ended], minlength=6)
    assert (by_why == root["journey_ends"].sum(("replicate", "time", "area")).values).all(), by_why
    outcomes = int(root["job_outcomes"].sum())
    assert 0 < outcomes <= int(journeys["job_outcome"].sum())
    assert (journeys["why"] < 0).any() and (journeys["started"] <= journeys["end"]).all()
    order = np.lexsort((ledger["week"], ledger["person"]))
    assert len(order) == len(week)
    ledger_xr = xarray.open_dataset(path, group="ledger")
    assert ledger_xr["week"].dtype.kind == "M" and int(ledger_xr["pence"].sum()) == int(root["payments"].sum())
print(f"{len(week)} payments equal the series; {len(earned)} spells are named")
