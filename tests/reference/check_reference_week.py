"""Weeks of the C program, recomputed by routeway_reference.py: every column of every person, every vacancy, every count
must be equal. Only `candidate` is left out, which says whom the C program may skip.

Arguments: the routeway program, the source folder. dump_week lies beside the program.
"""

import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is left in the source folder
import routeway_reference as reference  # noqa: E402

DIFFERENCES_SHOWN = 20

# Cells of the measures that have more than one.
CELLS = {"persons": 8, "claims": 5, "jobs": 14, "claimants_by_duration": 4, "claim_ends": 4, "hires": 4, "job_ends": 5,
         "survey_flows": 9, "survey_persons": 9, "survey_employed": 9, "survey_claimants": 9,
         "survey_conditionality": 4, "cohort_claims_ended": 4, "cohort_repeat_claims_ended": 4}

# Everything at once: rules by area and by lottery, hardly any time for clients in one area and plenty in another, and
# rates so high that rare events happen in one week.
BUSY = """
extends = "scotland-baseline.cfg";
title = "Busy";
claims = { contributory_weeks = 9; sanction_rate = 0.05; lone_parent_child_age = 3.0; lone_parent_review = 1.0;
           repeat_weeks = 60; };
circumstances = { birth_rate = 0.5; health_shock = ( 2.5, 2.5, 2.5, 2.5 ); care_end = 3.0; };
separations = { permanent_rate = 0.002; temporary_rate = 0.3; claims = 0.9; };
demography = { move_rate = 0.5; retire_from_work = 0.9; retire_from_search = 1.0; };
progression = { raise_rate = 5.0; promotion_rate = 1.0; hours_rate = 3.0; to_permanent = 0.2; };
matching = { application_rate = 1.2; };
demand = { expiry_weeks = 5; closing_weeks = 6; temporary_share = 0.5; };
run = { spell_share = 1.0; };
changes = (
    { from = "2008-06-02"; areas = ( "Glasgow City", "Fife" );
      set = { jobcentre = { objective = "sustained"; repeat_early = "on"; adviser_minutes = 0.05; }; }; },
    { from = "2008-06-02"; areas = ( "City of Edinburgh", "Highland" );
      set = { jobcentre = { adviser_minutes = 12.0; }; }; },
    { from = "2008-06-02"; share = 0.4; lottery = 1;
      multiply = { claims = { off_flow = 3.0; }; separations = { permanent_rate = 4.0; }; }; },
    { from = "2008-06-02"; areas = ( "Aberdeen City", "Dundee City" );
      multiply = { demand = { sector_slots = 0.7; }; }; }
);
"""


class Comparison:
    """Collects what differs."""

    def __init__(self, title):
        self.title = title
        self.differences, self.compared = [], 0

    def equal(self, where, in_c, in_python):
        self.compared += 1
        if in_c != in_python:
            self.differences.append(f"{where}: C {in_c}, Python {in_python}")

    def equal_lists(self, where, in_c, in_python):
        self.equal(f"{where}, length", len(in_c), len(in_python))
        for i, (left, right) in enumerate(zip(in_c, in_python)):
            self.equal(f"{where} [{i}]", left, right)

    def report(self):
        verdict = f"{len(self.differences)} differences" if self.differences else "equal"
        print(f"{self.title}: {self.compared} values, {verdict}")
        for line in self.differences[:DIFFERENCES_SHOWN]:
            print(f"  {line}")
        if len(self.differences) > DIFFERENCES_SHOWN:
            print("  ...")
        return not self.differences


def compare_persons(out, week, columns):
    for name in columns.keys() - {"candidate", "rows"}:
        for person, in_c in zip(week.persons, columns[name]):
            out.equal(f"person {person.id} (row {person.row}) {name}", in_c, getattr(person, name))


def compare_vacancies(out, week, vacancies):
    for name in vacancies.keys() - {"first", "slots"}:
        out.equal_lists(f"vacancy {name}", vacancies[name], getattr(week, "vacancy_" + name))


def compare_counts(out, measures, counted, before=None):
    """counted: {(measure, area or week, cell): number}, nothing else; before: what stood in the C program's counts."""
    areas_or_weeks = {}
    for measure, first, cell in counted:
        areas_or_weeks.setdefault(measure, []).append((first, cell))
        out.equal(f"{measure} is a measure", measure in measures, True)
    for measure, values in measures.items():
        mine = [0] * len(values) if before is None else list(before[measure])
        cells = CELLS.get(measure, 1)
        for first, cell in areas_or_weeks.get(measure, []):
            mine[first * cells + cell] += counted[(measure, first, cell)]
        out.equal_lists(measure, values, mine)


def compare_tables(out, week, tables, rules):
    """What the processes prepare, where the reference has the same by other means."""
    out.equal_lists("hazard table", tables["hazard"], reference.HAZARD_TABLE)
    out.equal_lists("normal table", tables["normal"], reference.NORMAL_TABLE)
    for k in range(3):
        out.equal_lists(f"at least {k + 1}", tables[f"at_least_{k + 1}"], reference.AT_LEAST_TABLES[k])
    out.equal_lists("search by duration", tables["by_duration"],
                    [reference.search_by_duration(rules, weeks) for weeks in range(256)])
    out.equal_lists("dose", tables["dose"], [reference.dose(rules, 16 * i) for i in range(512)])
    out.equal_lists("commuting", tables["commuting"], sum(week.commuting, []))
    out.equal_lists("moving", tables["moving"], sum(week.moving, []))
    for name in ("mobility", "pay_factor", "slots_at_start", "redundancy"):
        out.equal_lists(name, tables[name], getattr(week, name))
    for name in ("seconds", "maximum", "h0", "equal", "minimum_broken"):
        out.equal_lists(f"jobcentre {name}", tables[name], [centre[name] for centre in week.centres])
    out.equal_lists("jobcentre minimum", tables["minimum"], sum((centre["minimum"] for centre in week.centres), []))
    for area, centre in enumerate(week.centres):
        if centre["theta"] is not None:  # None: some client is at a corner, where more than one theta will do
            out.equal(f"jobcentre theta [{area}]", tables["theta"][area], centre["theta"])
            out.equal(f"jobcentre spare [{area}]", tables["spare"][area], centre["spare"])


def compare(title, dump):
    out = Comparison(title)
    week = reference.Week(dump)
    week.simulate()
    after = dump["after"]
    compare_persons(out, week, after["persons"])
    compare_vacancies(out, week, after["vacancies"])
    out.equal_lists("slots of tables", [b - a for a, b in zip(week.first, week.first[1:])], week.table_sizes)
    out.equal_lists("effective applications", after["effective_applications"], week.effective_applications)
    compare_counts(out, after["weekly"], week.counts)
    compare_counts(out, after["stocks"], week.stocks())
    compare_counts(out, after["cohorts"], week.cohorts, dump["before"]["cohorts"])
    compare_tables(out, week, dump["tables"], week.rules[0])
    out.equal_lists("spells", sorted(dump["spells"]), sorted(week.spells))
    return out.report(), week


def dump_week(program, scenario, week, *options):
    command = [os.path.join(os.path.dirname(program), "dump_week"), scenario, str(week), *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def check_philox():
    good = True
    for counter, key, expected in reference.known_answers():
        found = reference.philox(counter, key)
        if found != expected:
            print(f"Philox4x32-10 of {counter}, {key}: {found}, published {expected}")
            good = False
    return good


def main():
    program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    scenarios = os.path.join(source, "scenarios")
    baseline = os.path.join(scenarios, "scotland-baseline.cfg")
    aligned = os.path.join(scenarios, "aligned-incentives.cfg")
    good = check_philox()
    happened = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in os.listdir(scenarios):
            os.symlink(os.path.abspath(os.path.join(scenarios, name)), os.path.join(folder, name))
        busy = os.path.join(folder, "busy.cfg")
        with open(busy, "w", encoding="utf-8") as file:
            file.write(BUSY)
        for scenario, week, *options in (
            (baseline, 1, "run.scale=0.001"),
            (baseline, 108, "run.scale=0.001"),
            (baseline, 215, "run.scale=0.001", "run.seed=4294967295", "--no-screen"),
            (aligned, 131, "run.scale=0.001"),
            (busy, 60, "run.scale=0.002", "run.seed=6"),
            (busy, 75, "run.scale=0.001"),
            (busy, 76, "run.scale=0.002", "run.seed=7"),
        ):
            title = f"{os.path.basename(scenario)}, week {week} {' '.join(options)}"
            same, counted = compare(title, dump_week(program, scenario, week, *options))
            good = good and same
            for (measure, _, cell), number in counted.counts.items():
                happened[(measure, cell)] = happened.get((measure, cell), 0) + number
    print("counted in all these weeks, by measure and cell:", ", ".join(
        f"{measure} {cell}: {number}" for (measure, cell), number in sorted(happened.items())))
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
