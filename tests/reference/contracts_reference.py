"""Contracts of one week: a second reading of sim/processes/contracts. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from provision_names import *  # noqa: F403


class Contracts:
    def contracts(self, p):
        if p.j is None:
            return
        if p.j.stream in PROGRAMMES:
            self.transfer_if_lost(p)
        if p.j.stage == ENGAGED:
            return
        if p.activity == OUT:
            if p.service:
                self.service_ends(p, False)
            self.journey_ends(p, LEFT)
        elif p.j.stream in PROGRAMMES:
            self.on_programme(p, self.rules_of(p))
        else:
            self.retention(p)
            if not self.is_elsewhere(p):
                self.pay_service_fee(p, self.terms_of(p))
            if (p.j.stage == AFTERCARE
                    and self.week - p.j.stage_since >= int(self.rules_of(p)["provision.aftercare_weeks"])):
                self.journey_ends(p, AFTERCARE_OVER)

    def pay_service_fee(self, p, terms):
        weeks, settled = self.week - p.j.attached, p.j.fee_weeks
        if weeks - settled >= terms["service_fee_every"]:
            p.j.fee_weeks = weeks
            self.pay(p, SERVICE_FEE, max(min(weeks, terms["service_fee_weeks"]) - settled, 0) * terms["service_fee"])

    def on_programme(self, p, rules):
        j, works, terms = p.j, p.activity == EMPLOYED, self.terms_of(p)
        self.pay_service_fee(p, terms)
        if j.stage == IN_SERVICES and not j.done & DONE_ENGAGEMENT:
            j.done |= DONE_ENGAGEMENT
            self.pay(p, ENGAGEMENT, terms["engagement"])
        self.follow(p, works, terms)
        if works:
            self.earn_by_weeks(p, terms)
        lasts = int(rules["contracts.programme_weeks"][j.group])
        may_progress = (terms["progression"] > 0 and j.wage_before > 0 and not j.done & DONE_PROGRESSION
                        and self.week - j.attached < lasts)
        if (works and may_progress and j.weeks_running >= terms["progression_weeks"]
                and p.wage * BILLION >= j.wage_before * (BILLION + terms["progression_gain"])):
            j.done |= DONE_PROGRESSION
            may_progress = False
            self.pay(p, PROGRESSION, terms["progression"])
        may_lose = (works and j.outcome and terms["claw_back"] > 0 and not j.done & DONE_CLAW_BACK
                    and self.week - j.outcome_week < terms["claw_back_weeks"])
        if j.outcome and j.sustained >= terms["sustainment_most"] and not may_progress and not may_lose:
            self.journey_ends(p, ALL_PAID)
        elif not works and not p.service and self.week - j.attached >= lasts:
            self.journey_ends(p, TIME_OVER)

    def follow(self, p, works, terms):
        j, placed = p.j, p.j.stage in (PLACEMENT, AFTERCARE)
        j.weeks_worked += int(works)
        j.weeks_running = j.weeks_running + 1 if works else 0
        if works and not placed:
            if j.stage == ACTION_PLAN:
                j.done |= DONE_ENGAGEMENT
            j.stage = AFTERCARE if j.outcome else PLACEMENT
            j.job_starts = min(j.job_starts + 1, FULL)
            if j.job_starts <= terms["job_start_most"]:
                self.pay(p, JOB_START, terms["job_start"])
        elif placed and not works:
            j.stage = IN_SERVICES
            self.count("re_engaged", p.area)
            if j.outcome and self.week - j.outcome_week <= terms["claw_back_weeks"] and not j.done & DONE_CLAW_BACK:
                j.done |= DONE_CLAW_BACK
                self.pay(p, CLAW_BACK, -((j.outcome_pence * terms["claw_back"] + BILLION // 2) // BILLION))
        if works != placed:
            j.stage_since = self.week

    def earn_by_weeks(self, p, terms):
        j = p.j
        weeks = j.weeks_running if terms["continuous"] else j.weeks_worked
        if not j.outcome and weeks >= terms["outcome_weeks"]:
            j.outcome, j.stage, j.stage_since = 1, AFTERCARE, self.week
            j.outcome_week, j.outcome_pence, j.outcome_spell = self.week, terms["outcome"], p.job_since
            self.count("job_outcomes", 0, j.group)
            self.count("provider_outcomes", p.area, j.provider)
            self.office(p).outcomes_now += 1
            self.count("job_outcomes_by_distance", 0, self.fifth(j.distance))
            for since in (52, 104):
                if self.week - j.referred < since:
                    self.count_cohort(f"cohort_outcome_{since}", j.referred, j.group)
            self.pay(p, JOB_OUTCOME, terms["outcome"])
            self.credit_outcome(p, self.rules_of(p), self.priced(j, terms["outcome"]))
        elif (j.outcome and j.sustained < terms["sustainment_most"]
              and weeks >= terms["outcome_weeks"] + (j.sustained + 1) * terms["sustainment_weeks"]):
            j.sustained += 1
            self.count("sustainments", 0, j.group)
            self.pay(p, SUSTAINMENT, terms["sustainment"])

    def count_journeys(self):
        for p in self.present:
            if p.j is not None:
                self.count("journeys", p.area, p.j.stage)
                self.count("journeys_by_stream", p.area, p.j.stream)
                self.count("waiting", p.area, p.j.stream, int(p.j.stage == ENGAGED))
                self.count("budgets_left", 0, p.j.fund, self.set_aside(p))
                self.count("need_waiting", 0, p.j.stream, p.j.distance if p.j.stage == ENGAGED else 0)

    def charge_subcontractors(self):
        """For the advisers of their clients."""
        for k, office in enumerate(self.offices):
            if self.office_clients[k]:
                area = k // PROVIDERS
                cost = int(office.staff * self.rules_of_area(area)["contracts.adviser_cost"])
                part = cost * self.office_subcontracted[k] // self.office_clients[k]
                office.spent -= part
                self.offices[area * PROVIDERS + SPECIALIST].spent += part

    def settle_offices(self):
        self.charge_subcontractors()
        for k in range(self.n_areas * PROVIDERS):
            area, provider = divmod(k, PROVIDERS)
            rules = self.rules_of_area(area)
            cost = self.offices[k].spent + int(self.offices[k].staff * rules["contracts.adviser_cost"])
            self.offices[k].cash += (self.counts.get(("payments_by_provider", area, provider), 0)
                                     + self.counts.get(("subcontracted", area, provider), 0) - cost)
            self.offices[k].client_weeks += self.office_clients[k]
            self.offices[k].outcomes += self.counts.get(("provider_outcomes", area, provider), 0)
            self.offices[k].spent = 0
            self.count("provider_administration", 0, provider,
                       int(self.offices[k].staff * self.administration(rules, provider) * 1000.0 + 0.5))
            self.count("provider_seconds", area, provider, int(self.office_seconds[k]))
            self.count("provider_staff", area, provider, int(self.offices[k].staff * 1000.0))
            self.count("provider_cost", area, provider, cost)
            self.count("provider_cash", area, provider, self.offices[k].cash)
            self.settle_staff(rules, area, provider, self.offices[k], self.office_clients[k])
        for area in range(self.n_areas):
            minutes = self.centres[area]["seconds"] / 60.0
            self.count("jobcentre_cost", area, 0,
                       int(minutes * self.rules_of_area(area)["contracts.jobcentre_minute"]))
