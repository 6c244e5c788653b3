"""Contracts of one week: a second reading of sim/processes/contracts. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from provision_names import *  # noqa: F403


class Contracts:
    def contracts(self, p):
        if p.j is None or p.j.stage == ENGAGED:
            return
        if p.activity == OUT:
            if p.service:
                self.service_ends(p, False)
            self.journey_ends(p, LEFT)
        elif p.j.stream in PROGRAMMES:
            self.on_programme(p, self.rules_of(p))
        elif (p.j.stage == AFTERCARE
              and self.week - p.j.stage_since >= int(self.rules_of(p)["provision.aftercare_weeks"])):
            self.journey_ends(p, AFTERCARE_OVER)

    def on_programme(self, p, rules):
        j, works = p.j, p.activity == EMPLOYED
        placed = j.stage in (PLACEMENT, AFTERCARE)
        if works:
            j.weeks_worked += 1
            if not placed:
                j.stage = AFTERCARE if j.outcome else PLACEMENT
        elif placed:
            j.stage = IN_SERVICES
            self.count("re_engaged", p.area)
        if works != placed:
            j.stage_since = self.week
        needed, most = int(rules["contracts.outcome_weeks"][j.group]), int(rules["contracts.sustainment_most"][j.group])
        if works and not j.outcome and j.weeks_worked >= needed:
            j.outcome, j.stage, j.stage_since = 1, AFTERCARE, self.week
            self.count("job_outcomes", 0, j.group)
            self.count("provider_outcomes", 0, j.provider)
            self.office(p).outcomes_now += 1
            for weeks in (52, 104):
                if self.week - j.referred < weeks:
                    self.count_cohort(f"cohort_outcome_{weeks}", j.referred, j.group)
            self.pay(p, JOB_OUTCOME, int(rules["contracts.outcome_fee"][j.group] + 0.5))
        elif (works and j.outcome and j.sustained < most
              and j.weeks_worked >= needed + (j.sustained + 1) * int(rules["contracts.sustainment_weeks"])):
            j.sustained += 1
            self.count("sustainments", 0, j.group)
            self.pay(p, SUSTAINMENT, int(rules["contracts.sustainment_fee"][j.group] + 0.5))
        if j.outcome and j.sustained >= most:
            self.journey_ends(p, ALL_PAID)
        elif not works and not p.service and self.week - j.attached >= int(rules["contracts.programme_weeks"]):
            self.journey_ends(p, TIME_OVER)

    def count_journeys(self):
        for p in self.present:
            if p.j is not None:
                self.count("journeys", p.area, p.j.stage)
                self.count("journeys_by_stream", p.area, p.j.stream)
                self.count("waiting", p.area, p.j.stream, int(p.j.stage == ENGAGED))

    def settle_offices(self):
        for k in range(self.n_areas * PROVIDERS):
            area, provider = divmod(k, PROVIDERS)
            rules = self.rules_of_area(area)
            cost = self.offices[k].spent + int(self.offices[k].staff * rules["contracts.adviser_cost"])
            self.offices[k].cash += self.counts.get(("payments_by_provider", area, provider), 0) - cost
            self.offices[k].spent = 0
            self.count("provider_seconds", area, provider, int(self.office_seconds[k]))
            self.count("provider_staff", area, provider, int(self.offices[k].staff * 1000.0))
            self.count("provider_cost", area, provider, cost)
            self.count("provider_cash", area, provider, self.offices[k].cash)
            wanted = self.office_clients[k] / rules["provision.caseload"][provider]
            self.offices[k].staff += rules["provision.staff_adjustment"] * (wanted - self.offices[k].staff)
        for area in range(self.n_areas):
            minutes = self.centres[area]["seconds"] / 60.0
            self.count("jobcentre_cost", area, 0,
                       int(minutes * self.rules_of_area(area)["contracts.jobcentre_minute"]))
