"""Weeks of the C program, recomputed by routeway_reference.py: every column of every person, every vacancy, every count
must be equal. Only `key` is left out, which says whom the C program may skip.

Arguments: the routeway program, the source folder. dump_week lies beside the program.
"""

import json
import os
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is left in the source folder
import cases  # noqa: E402
import provision_reference  # noqa: E402
import routeway_reference as reference  # noqa: E402

DIFFERENCES_SHOWN = 20


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


def by_person(credit):
    return (credit["row"], credit["stream"])


def compare_provision(out, week, after):
    journeys = [p.j.fields() for p in week.persons if p.j is not None]
    out.equal_lists("journeys", sorted(after["journeys"], key=by_row), sorted(journeys, key=by_row))
    credits = [credit.fields() for p in week.persons for credit in p.credits.values()]
    out.equal_lists("credits", sorted(after["credits"], key=by_person), sorted(credits, key=by_person))
    out.equal_lists("offices", after["offices"], [office.fields() for office in week.offices])
    out.equal_lists("partners", after["partners"], [partner.fields() for partner in week.partners])
    out.equal_lists("funds", after["funds"], [fund.fields() for fund in week.funds])
    out.equal_lists("lots", after["lots"], [lot.fields() for lot in week.lots])


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
    out.equal_lists("payments due", sorted(after["due"]), sorted(week.due))
    out.equal_lists("spells", sorted(dump["spells"]), sorted(week.spells))
    return out.report(), week


def dump_week(program, source, case):
    scenario = os.path.join(source, case.scenario)
    command = [os.path.join(os.path.dirname(program), "dump_week"), scenario, str(case.week), *options_of(case)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return json.loads(done.stdout)


def options_of(case):
    options = [f"run.scale={case.scale}"]
    if case.seed is not None:
        options.append(f"run.seed={case.seed}")
    if not case.screen:
        options.append("--no-screen")
    return options


def title_of(case):
    return f"{os.path.basename(case.scenario)}, week {case.week} {' '.join(options_of(case))}"


def check_philox():
    good = True
    for counter, key, expected in reference.known_answers():
        found = reference.philox(counter, key)
        if found != expected:
            print(f"Philox4x32-10 of {counter}, {key}: {found}, published {expected}")
            good = False
    return good


def check_happened(happened):
    print("counted in all these weeks, by measure and cell:", ", ".join(
        f"{measure} {cell}: {number}" for (measure, cell), number in sorted(happened.items())))
    missing = [(measure, cell) for measure, cells in cases.MUST_HAPPEN.items() for cell in cells
               if happened.get((measure, cell), 0) == 0]
    for measure, cell in missing:
        print(f"{measure} {cell} did not happen in any of these weeks: nothing was tested")
    return not missing


def main():
    program, source = os.path.abspath(sys.argv[1]), sys.argv[2]
    good = check_philox()
    happened = {}
    for case in cases.CASES:
        same, week = compare(title_of(case), dump_week(program, source, case))
        good = good and same
        for (measure, _, cell), number in week.counts.items():
            happened[(measure, cell)] = happened.get((measure, cell), 0) + number
    good = check_happened(happened) and good
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
