"""Results open in xarray with both netCDF engines, without special code, and hold what `inspect` says.

Arguments: the routeway program, the source folder.
"""

import csv
import io
import os
import subprocess
import sys
import tempfile

try:
    import h5py
    import numpy as np
    import xarray as xr
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

program, source = sys.argv[1:3]
DIMENSIONS = {
    "persons": ("replicate", "time", "area", "labour_state"),
    "jobs": ("replicate", "time", "area", "sector"),
    "vacancies": ("replicate", "time", "area"),
    "survey_flows": ("replicate", "time", "survey_flow"),
    "cohort_claims": ("replicate", "time"),
}


def routeway(*arguments):
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, (arguments, done.returncode, done.stderr)
    return done.stdout


def check_dataset(data, engine):
    for name, dims in DIMENSIONS.items():
        assert data[name].dims == dims, (engine, name, data[name].dims)
    for name, variable in data.variables.items():
        assert "long_name" in variable.attrs, (engine, name)
        assert "units" in variable.attrs or name == "time", (engine, name)
    assert "area_name" in data.coords and data["area_name"].dims == ("area",)
    assert set(data.dims) <= set(data.coords), engine
    assert data["time"].dtype.kind == "M", (engine, data["time"].dtype)
    assert str(data["time"].values[0])[:10] == "2007-02-05", engine
    assert (np.diff(data["time"].values) == np.timedelta64(7, "D")).all(), engine
    assert "employed" in list(data["labour_state"].values), engine
    assert data["area"].values[0].startswith("S12"), engine
    assert data["adviser_seconds"].dtype.kind == "f", "a unit that xarray takes for a time span"
    assert data.attrs["Conventions"] == "CF-1.8" and data.attrs["state"] == "complete"


def check_sums(data, path):
    rows = list(csv.reader(io.StringIO(routeway("inspect", path, "--measure", "persons"))))
    assert rows[0] == ["replicate", "time", "area", "labour_state", "persons"]
    assert len(rows) - 1 == data["persons"].size
    assert sum(float(row[-1]) for row in rows[1:]) == float(data["persons"].sum())
    employed = data["persons"].sel(labour_state="employed").sum("area")
    assert (employed == data["jobs"].sum(["area", "sector"])).all(), "a job for each of the employed"
    assert len(data["persons"].to_dataframe()) == data["persons"].size
    with h5py.File(path) as raw:
        assert (raw["persons"][...] == data["persons"].values).all()


def check_tables(path):
    people = xr.open_dataset(path, group="people", engine="netcdf4")
    spells = xr.open_dataset(path, group="spells", engine="netcdf4")
    ledger = xr.open_dataset(path, group="ledger", engine="netcdf4")
    assert ledger["week"].dtype.kind == "M" and ledger["spell_start"].dtype.kind == "M"
    participations = xr.open_dataset(path, group="participations", engine="netcdf4")
    for table in (people, spells, ledger, participations):
        for name, column in table.variables.items():
            assert "long_name" in column.attrs, name
    assert spells["start"].dtype.kind == "M" and (spells["start"] <= spells["end"]).all()
    assert set(np.unique(spells["person"])) <= set(np.unique(people["person"]))
    with h5py.File(path) as raw:
        flags = raw["spells/state"].attrs
        assert len(flags["flag_values"]) == len(flags["flag_meanings"].split())
        assert flags["flag_values"].dtype == raw["spells/state"].dtype
        assert raw["spells/work_area"].attrs["_FillValue"].dtype == raw["spells/work_area"].dtype
        for name in ("stream", "event", "provider", "payment_group", "spell_state"):
            flags = raw["ledger"][name].attrs
            assert len(flags["flag_values"]) == len(flags["flag_meanings"].split()), name
        place = {key: nth for nth, key in enumerate(zip(raw["people/replicate"][:], raw["people/person"][:]))}
        order = [place[key] for key in zip(raw["spells/replicate"][:], raw["spells/person"][:])]
        starts = raw["spells/start"][:]
        keys = list(zip(order, starts))
        assert keys == sorted(keys), "spells by person, then start"
        assert "title" in raw["scenario/text"][()].decode()
        lengths = {raw["scenario"][name].shape for name in raw["scenario"] if name != "text"}
        assert len(lengths) == 1


with tempfile.TemporaryDirectory() as folder:
    result = os.path.join(folder, "tiny.h5")
    scenario = os.path.join(source, "scenarios", "scotland-baseline.cfg")
    routeway("run", scenario, "-o", result, "--scale", "0.002", "--replicates", "2", "--set", "run.report_from=2007-02-01",
             "--set", "run.end=2007-06-01", "--spells", "0.5")
    for chosen in ("h5netcdf", "netcdf4"):
        with xr.open_dataset(result, engine=chosen) as opened:
            check_dataset(opened, chosen)
            check_sums(opened, result)
    check_tables(result)
print("xarray reads results with h5netcdf and netcdf4")
