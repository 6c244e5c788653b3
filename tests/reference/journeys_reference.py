"""Journeys and services: a second reading of sim/agents/{journeys,services}. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from provision_names import *  # noqa: F403


class Journeys:
    def caring_binds(self, p):
        return (p.has(CARER) and not p.has(CHILDCARE) and p.child_birth_week != NONE
                and self.week - p.child_birth_week < 261)

    def barrier(self, p, which):
        return (p.health, p.skills, p.housing, FULL if self.caring_binds(p) else 0, p.confidence)[which]

    def distance(self, p):
        return sum(self.barrier(p, which) for which in range(5))

    def has_adviser(self, p):
        return p.j is not None and p.j.stream in PROGRAMMES and p.j.stage != ENGAGED

    def journey_begins(self, p, stream, provider, group=0, wanted=0):
        p.j = self.new_journey(row=p.row, cost=0, paid=0, distance=self.distance(p), weeks_worked=0, referred=self.week,
                               attached=NONE, stage_since=self.week, service_until=NONE, stream=stream,
                               provider=provider, group=group, stage=ENGAGED, wanted=wanted, record=0, outcome=0,
                               sustained=0, voucher=0)
        self.count("referrals", p.area, stream)

    def journey_ends(self, p, why):
        self.count("journey_ends", p.area, why)
        if p.j.attached != NONE:
            self.count("distance_travelled", p.area, 0, p.j.distance - self.distance(p))
            if p.j.stream in PROGRAMMES:
                p.journey_ended = self.week
        if self.has_adviser(p):
            p.contact = 0
        p.j, p.service = None, 0

    def pay(self, p, event, pence):
        if pence == 0:
            return
        j = p.j
        start = p.job_since if p.activity == EMPLOYED else p.state_since
        self.payments.append([p.row, self.week, pence, start, p.area, j.stream, j.provider, j.group, event, p.state])
        self.count("payments", p.area, event, pence)
        self.count("payments_by_stream", p.area, j.stream, pence)
        self.count("payments_by_provider", p.area, j.provider, pence)
        self.count("payments_by_group", 0, j.group, pence)

    # Services.

    def main_barrier(self, p, record):
        """What looks largest, and how large, through a record that is so complete."""
        draws = self.draw(p.id, SERVICE, 0) + self.draw(p.id, SERVICE, 1)
        rules = self.rules_of(p)
        blur = rules["provision.record_noise"] * (1.0 - rules["choice.information"]) * (FULL - record) / 32
        looks = [self.barrier(p, b) + int(blur * normal(draws[b])) for b in range(5)]
        main = max(range(5), key=lambda b: (looks[b], -b))
        return main, looks[main]

    def service_for(self, rules, barrier, level):
        acting = [s for s in range(SERVICES) if int(rules["provision.barrier"][s]) == barrier]
        if not acting:
            return None
        return acting[0] if level > 127 else acting[-1]

    def service_cost(self, area, service):
        rules = self.rules_of_area(area)
        rural = 1.0 + (rules["provision.rural_cost"] - 1.0) * self.rural_share[area]
        return int(rules["provision.cost"][service] * rural + 0.5)

    def office_index(self, p):
        return p.area * PROVIDERS + p.j.provider

    def office(self, p):
        return self.offices[self.office_index(p)]

    def fund(self, p):
        return self.funds[p.area * STREAMS + p.j.stream]

    def service_begins(self, p, service):
        rules = self.rules_of(p)
        p.service = service + 1
        p.j.service_until = self.week + int(rules["provision.weeks"][service])
        self.count("services_started", p.area, service)
        largest = max(range(5), key=lambda b: (self.barrier(p, b), -b))
        self.count("services_wrong", p.area, 0, int(int(rules["provision.barrier"][service]) != largest))
        p.j.cost = self.service_cost(p.area, service)
        p.j.paid = int(p.j.cost * rules["contracts.start_share"] + 0.5)
        self.office(p).spent += p.j.paid

    def service_ends(self, p, completed):
        service, p.service, p.j.service_until = p.service - 1, 0, NONE
        if completed:
            self.service_acts(p, service)
            self.office(p).spent += p.j.cost - p.j.paid
        self.count("services_completed" if completed else "services_dropped", p.area, service)

    def quality(self, rules, provider, barrier):
        kind = {COLLEGE: "college", THIRD_SECTOR: "third_sector"}.get(provider, "prime")
        return rules["provision.quality_" + kind][barrier]

    def service_acts(self, p, service):
        rules = self.rules_of(p)
        barrier = int(rules["provision.barrier"][service])
        quality = self.quality(self.rules_of_area(p.area), p.j.provider, barrier)
        dose = rules["provision.dose"][service] * quality
        if barrier == CARING_BARRIER:
            p.flags |= CHILDCARE
        else:
            name = ("health", "skills", "housing", None, "confidence")[barrier]
            setattr(p, name, int(max(getattr(p, name) * (1.0 - dose) + 0.5, 0)))
        p.learned = int(min(p.learned + rules["provision.skill_gain"][service] * quality * 32, 64))
