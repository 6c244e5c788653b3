"""Weeks of the C program, recomputed by routeway_reference.py: every column of every person, every vacancy, every count
must be equal. Only `key` is left out, which says whom the C program may skip.

Arguments: the routeway program, the source folder. dump_week lies beside the program.
"""

import json
import os
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True  # nothing is left in the source folder
import provision_reference  # noqa: E402
import routeway_reference as reference  # noqa: E402

DIFFERENCES_SHOWN = 20

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

# Provision in full swing: short thresholds, services and programmes, money and places that run out.
PROVISION = """
extends = "scotland-baseline.cfg";
title = "Provision";
gateway = { referral_weeks = ( 4, 6, 2, 3, 0, 0, 0, 0, 0, 3, 4, 4, 4, 0, 0 ); referral_rate = 0.4; attachment_rate = 0.5; data_sharing = 0.5;
            esa_referral_rate = 0.4; esa_assessment_weeks = 2; ex_ib_referral_rate = 0.02; esa_volunteer_rate = 0.01; early_access = 0.5; early_barrier = 0.3;
            refer_rate = ( 0.0, 0.3, 0.3, 0.0 ); stream_weeks = 1; refer_barrier = 0.1; give_up_waiting = 0.1; repeat_counts = "on"; esa_replaces_ib = "2007-06-04"; };
provision = { caseload = ( 20.0, 15.0, 40.0, 40.0, 40.0, 40.0, 40.0 ); staff_adjustment = 0.3; minimum_minutes = 1.0; assessment_weeks = 2; review_weeks = 3;
              weeks = ( 2, 4, 3, 2, 5, 2 ); drop_out = ( 0.1, 0.1, 0.1, 0.1, 0.1, 0.1 ); cost = ( 2000, 9000, 4000, 1500, 6000, 3000 );
              quality_prime = ( 1.3, 0.7, 1.0, 0.8, 1.4 ); aftercare_weeks = 2; in_work_support = 0.3; };
contracts = { outcome_weeks = ( 3, 3, 2, 2, 2, 2, 2, 2, 3, 2, 3, 3, 3, 3, 3 ); sustainment_weeks = 1; sustainment_most = ( 3, 3, 4, 4, 4, 4, 4, 4, 4, 1, 3, 3, 3, 0, 0 );
              programme_weeks = 8; budget = ( 10000000, 150, 100, 10000000 ); carry_over = 0.3; start = "2007-06-04"; };
population = { offender_share = 0.05; };
separations = { temporary_rate = 0.2; permanent_rate = 0.002; };
matching = { application_rate = 0.6; };
circumstances = { housing_loss = 1.0; skills_fade = 0.1; recovery = 0.1; health_shock = ( 0.5, 0.5, 0.5, 0.5 ); };
run = { spell_share = 1.0; };
changes = (
    { from = "2008-01-07"; set = { gateway = { open = { Work_Programme = 1; }; }; }; },
    { from = "2008-01-07"; areas = ( "Glasgow City" ); set = { provision = { horizon = 30; places = ( 1000.0, 20.0, 20.0, 1000.0 ); }; }; },
    { from = "2008-01-07"; share = 0.5; lottery = 2; multiply = { contracts = { outcome_fee = 0.5; }; }; }
);
"""

# The same with persons who choose: on programmes by what is published, elsewhere with vouchers, some of them too small.
CHOICE = """
extends = "provision.cfg";
title = "Choice";
choice = { performance = "raw"; weight = 3.0; prior_attachments = 2.0; voucher_use = 0.4; voucher_weeks = 4; information = 0.3;
           programme_providers = ( 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0 ); quality_weight = 1.5; };
changes = (
    { from = "2008-01-07"; areas = ( "Glasgow City", "Fife", "Highland" ); set = { choice = { performance = "adjusted"; }; matching = { probes = 3; }; }; },
    { from = "2008-01-07"; areas = ( "City of Edinburgh" ); set = { choice = { performance = "off"; }; }; },
    { from = "2008-01-07"; share = 0.7; lottery = 1; set = { choice = { voucher = { skills = 1.0; support = 1.0; }; voucher_value = 8000; }; }; }
);
"""
MUST_HAPPEN = (
    [("journey_ends", cell) for cell in range(5)] + [("payments", cell) for cell in range(5)]
    + [("services_started", cell) for cell in range(6)] + [("referrals", cell) for cell in range(3)]
    + [("attached", cell) for cell in (0, 1, 2, 4, 5, 6, 8)]
    + [(name, 0) for name in ("re_engaged", "assessments", "assessments_repeated", "services_wrong", "distance_travelled")]
    + [("chosen", cell) for cell in (0, 1, 2, 3, 4)] + [("vouchers_issued", 1), ("vouchers_issued", 2)]
    + [("vouchers_lapsed", 2), ("provider_attached", 3), ("provider_outcomes", 0), ("provider_expected", 1)]
    + [("services_completed", 0), ("services_dropped", 0), ("waiting", 1), ("unspent", 1), ("provider_contact", 0)]
)


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
    for name in columns.keys() - {"key", "rows", "journey"}:
        for person, in_c in zip(week.persons, columns[name]):
            out.equal(f"person {person.id} (row {person.row}) {name}", in_c, getattr(person, name))


def compare_vacancies(out, week, vacancies):
    for name in vacancies.keys() - {"first", "slots"}:
        out.equal_lists(f"vacancy {name}", vacancies[name], getattr(week, "vacancy_" + name))


def compare_counts(out, all_cells, measures, counted, before=None):
    """counted: {(measure, area or week, cell): number}, nothing else; before: what stood in the C program's counts."""
    areas_or_weeks = {}
    for measure, first, cell in counted:
        areas_or_weeks.setdefault(measure, []).append((first, cell))
        out.equal(f"{measure} is a measure", measure in measures, True)
    for measure, values in measures.items():
        if measure.startswith("cohort_claims_") and measure != "cohort_claims_ended":
            continue  # of claims up to 104 weeks ago: test_cohorts works them out from spells
        mine = [0] * len(values) if before is None else list(before[measure])
        cells = all_cells[measure]
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


def by_row(journey):
    return journey["row"]


def compare_provision(out, week, after):
    journeys = [p.j.fields() for p in week.persons if p.j is not None]
    out.equal_lists("journeys", sorted(after["journeys"], key=by_row), sorted(journeys, key=by_row))
    out.equal_lists("offices", after["offices"], [office.fields() for office in week.offices])
    out.equal_lists("funds", after["funds"], [fund.fields() for fund in week.funds])


def compare(title, dump):
    out = Comparison(title)
    week = provision_reference.Week(dump)
    week.simulate()
    after = dump["after"]
    compare_persons(out, week, after["persons"])
    compare_vacancies(out, week, after["vacancies"])
    out.equal_lists("slots of tables", [b - a for a, b in zip(week.first, week.first[1:])], week.table_sizes)
    out.equal_lists("effective applications", after["effective_applications"], week.effective_applications)
    compare_counts(out, dump["cells"], after["weekly"], week.counts)
    compare_counts(out, dump["cells"], after["stocks"], week.stocks())
    compare_counts(out, dump["cells"], after["cohorts"], week.cohorts, dump["before"]["cohorts"])
    compare_provision(out, week, after)
    compare_tables(out, week, dump["tables"], week.rules[0])
    out.equal_lists("payments", sorted(dump["payments"]), sorted(week.payments))
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
        provision = os.path.join(folder, "provision.cfg")
        with open(provision, "w", encoding="utf-8") as file:
            file.write(PROVISION)
        choice = os.path.join(folder, "choice.cfg")
        with open(choice, "w", encoding="utf-8") as file:
            file.write(CHOICE)
        for scenario, week, *options in (
            (baseline, 1, "run.scale=0.001"),
            (baseline, 108, "run.scale=0.001"),
            (baseline, 215, "run.scale=0.001", "run.seed=4294967295", "--no-screen"),
            (aligned, 131, "run.scale=0.001"),
            (busy, 60, "run.scale=0.002", "run.seed=6"),
            (busy, 75, "run.scale=0.001"),
            (busy, 76, "run.scale=0.002", "run.seed=7"),
            (provision, 60, "run.scale=0.002"),
            (provision, 66, "run.scale=0.002", "run.seed=2"),
            (provision, 118, "run.scale=0.003", "run.seed=3"),
            (provision, 125, "run.scale=0.002", "run.seed=4", "--no-screen"),
            (choice, 91, "run.scale=0.002"),
            (choice, 117, "run.scale=0.003", "run.seed=2"),
            (choice, 140, "run.scale=0.002", "run.seed=3", "--no-screen"),
        ):
            title = f"{os.path.basename(scenario)}, week {week} {' '.join(options)}"
            same, counted = compare(title, dump_week(program, scenario, week, *options))
            good = good and same
            for (measure, _, cell), number in counted.counts.items():
                happened[(measure, cell)] = happened.get((measure, cell), 0) + number
    print("counted in all these weeks, by measure and cell:", ", ".join(
        f"{measure} {cell}: {number}" for (measure, cell), number in sorted(happened.items())))
    for measure, cell in MUST_HAPPEN:
        if happened.get((measure, cell), 0) == 0:
            print(f"{measure} {cell} did not happen in any of these weeks: nothing was tested")
            good = False
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
