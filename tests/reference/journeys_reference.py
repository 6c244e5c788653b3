"""Journeys and services: a second reading of sim/agents/{journeys,services}. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from provision_names import *  # noqa: F403

PAYMENT_WEEK, PAYMENT_PENCE, PAYMENT_EVENT = 2, 4, 10  # places in a payment's row


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
        p.j = self.new_journey(row=p.row, cost=0, paid=0, co_funded=0, distance=self.distance(p), weeks_worked=0, referred=self.week,
                               attached=NONE, stage_since=self.week, service_until=NONE, stream=stream,
                               provider=provider, group=group, stage=ENGAGED, wanted=wanted, delivery=OWN, partner=0, record=0, outcome=0,
                               sustained=0, voucher=0, fee_weeks=0, fund=stream, fund_area=p.area, fund_year=0, fees=0, committed=0,
                               price=1000, subcontracted=0, served=0, handed_over=0,
                               distance_paid=self.distance(p), pressure=0)
        p.j.terms = p.j.outcome_pence = p.j.weeks_running = p.j.year = p.j.job_starts = p.j.done = 0
        p.j.outcome_week = p.j.outcome_spell = NONE
        p.j.wage_before = p.wage
        self.count("referrals", p.area, stream)
        self.count("need_referred", 0, stream, p.j.distance)

    def journey_ends(self, p, why):
        self.count("journey_ends", p.area, why)
        if p.j.committed:
            self.count("released", 0, p.j.fund, p.j.committed)
            self.money_returns(p.j, p.j.committed)
        if why == TIME_OVER:
            draw = self.draw(p.id, HANDOVER, TO_JOBCENTRE)[0]
            self.record_arrives(p, TO_JOBCENTRE, p.j.record, draw)
        if p.j.attached != NONE:
            self.count("distance_travelled", p.area, 0, p.j.distance - self.distance(p))
            if p.j.stream in PROGRAMMES:
                p.journey_ended = self.week
                self.credit_begins(p, COURSE_DROPPED)
                self.count("journeys_handed_over", 0, 0, int(p.j.handed_over > 0))
        if self.has_adviser(p):
            p.contact = 0
        p.j, p.service = None, 0

    # Payments.

    def place_of_schedule(self, p):
        regime = self.regime[p.area * 8 + p.arm]
        return self.schedules_now[(regime * len(self.rules[0]["contracts.outcome_fee"]) + p.j.group) * YEARS_OF_CONTRACT + p.j.year]

    def schedule_begins(self, p):
        rules, p.j.year = self.rules_of(p), 0
        if p.j.stream in PROGRAMMES:
            start = rules["schedules.fnd_start" if p.j.stream == FND else "contracts.start"]
            p.j.year = min(int(max((self.start_day + 7 * self.week - start) / 365.25, 0)), YEARS_OF_CONTRACT - 1)
        p.j.terms = self.place_of_schedule(p)

    def terms_of(self, p):
        """The schedule of the rules in force, which must be the C program's, or the one of the attachment."""
        rules = self.rules_of(p)
        if rules["schedules.terms_at_attachment"] == 1:
            return self.schedules[p.j.terms]
        terms = schedule(rules, p.j.group, p.j.year)
        if self.schedules[self.place_of_schedule(p)] != terms:
            raise AssertionError(f"group {p.j.group}: schedule {self.schedules[self.place_of_schedule(p)]}, expected {terms}")
        return terms

    def priced(self, j, pence):
        return quotient(pence * j.price, 1000) if j.stream in PROGRAMMES else pence

    def pay(self, p, event, pence, of=None):
        """Pays the provider of the person's journey, or one credited for a journey that has ended."""
        j = p.j if of is None else self.new_journey(**of.fields(), fund=of.stream, year=0, subcontracted=0)
        if event != CREDIT:
            pence = self.priced(j, pence)
        if of is None and pence > 0:
            j.committed -= min(j.committed, pence)
        if pence == 0:
            return
        lag = self.terms_of(p)["validation_weeks"] if event in VALIDATED else 0
        if of is None and j.partner and event in (JOB_OUTCOME, SUSTAINMENT):
            part = self.partner_part(p, pence)
            self.pay_later(p, j, j.partner - 1, CREDIT, part, lag)
            pence -= part
        if j.subcontracted:
            part = int(pence * (1.0 - self.rules_of_area(p.area)["providers.margin"]))
            self.count("subcontracted", p.area, j.provider, -part)
            self.count("subcontracted", p.area, SPECIALIST, part)
        self.pay_later(p, j, j.provider, event, pence, lag)

    def partner_part(self, p, pence):
        return int(pence * self.rules_of(p)["integration.partner_share"] + 0.5) if p.j.partner else 0

    def pay_later(self, p, j, provider, event, pence, lag):
        if pence == 0:
            return
        start, state = p.job_since if p.activity == EMPLOYED else p.state_since, p.state
        if event == CLAW_BACK:
            start, state = j.outcome_spell, ref.STATE_EMPLOYED
        contract = ((p.area * PROVIDERS + provider) * STREAMS + j.stream) * YEARS_OF_CONTRACT + j.year
        payment = [p.row, contract, self.week + lag, self.week, pence, start, p.area, j.fund, provider, j.group, event, state]
        if lag > 0:
            self.due.append(payment)
        else:
            self.make_payment(payment)

    def make_payment(self, payment):
        self.payments.append(payment)
        _, _, _, _, pence, _, area, stream, provider, group, event, _ = payment
        self.count("payments", area, event, pence)
        self.count("payments_by_stream", area, stream, pence)
        self.count("payments_by_provider", area, provider, pence)
        self.count("payments_by_group", 0, group, pence)
        self.count("payments_made", 0, event)

    def pay_due(self):
        for payment in self.due:
            if payment[PAYMENT_WEEK] <= self.week:
                self.make_payment(payment)
        self.due = [payment for payment in self.due if payment[PAYMENT_WEEK] > self.week]

    # Services.

    def main_barrier(self, p, record, among=range(5)):
        """What looks largest, and how large, through a record that is so complete."""
        draws = self.draw(p.id, SERVICE, 0) + self.draw(p.id, SERVICE, 1)
        rules = self.rules_of(p)
        blur = rules["provision.record_noise"] * (1.0 - rules["choice.information"]) * (FULL - record) / 32
        looks = [self.barrier(p, b) + int(blur * normal(draws[b])) for b in range(5)]
        if not among:
            return None, 0
        main = max(among, key=lambda b: (looks[b], -b))
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

    def learner_pays(self, area, stream, cost):
        return 0 if stream in PROGRAMMES else int(cost * self.rules_of_area(area)["funding.co_funding"][stream] + 0.5)

    def is_elsewhere(self, p):
        """An agency outside the field serves the stream's client."""
        return p.j.stream not in PROGRAMMES and p.j.delivery == BY_LINK

    def service_of(self, p):
        return (p.service - 1) % SERVICES

    def passed_on(self, p):
        return p.service > SERVICES

    def deliverer(self, p):
        if p.j.delivery == BY_PARTNER:
            return p.j.partner - 1
        return SPECIALIST if p.j.subcontracted else p.j.provider

    def deliverer_office(self, p):
        return self.offices[p.area * PROVIDERS + self.deliverer(p)]

    def quality_of(self, area, provider, barrier):
        kind = {COLLEGE: "provision.quality_college", THIRD_SECTOR: "provision.quality_third_sector",
                SPECIALIST: "providers.quality_specialist", LOCAL_AUTHORITY: "provision.quality_local_authority",
                CAREERS: "provision.quality_careers"}.get(provider, "provision.quality_prime")
        return self.rules_of_area(area)[kind][barrier]

    def service_begins(self, p, service):
        rules = self.rules_of(p)
        p.service = service + 1
        p.j.served = 1
        p.j.service_until = self.week + int(rules["provision.weeks"][service])
        self.count("services_started", p.area, service)
        largest = max(range(5), key=lambda b: (self.barrier(p, b), -b))
        self.count("services_wrong", p.area, 0, int(int(rules["provision.barrier"][service]) != largest))
        self.count("links_used", 0, service, int(p.j.delivery == BY_LINK))
        cost = 0 if p.j.delivery == BY_LINK else self.service_cost(p.area, service)
        if p.j.delivery == BY_PARTNER:
            cost = int(cost * (1.0 - rules["integration.partner_funds"]) + 0.5)
        p.j.co_funded = self.learner_pays(p.area, p.j.stream, cost)
        p.j.cost = cost - p.j.co_funded
        p.j.paid = int(p.j.cost * rules["contracts.start_share"] + 0.5)
        self.deliverer_office(p).spent += p.j.paid + p.j.co_funded

    def service_ends(self, p, completed):
        service, p.service, p.j.service_until = self.service_of(p), 0, NONE
        if completed:
            self.service_acts(p, service)
            self.deliverer_office(p).spent += p.j.cost - p.j.paid
        if p.j.stream in PROGRAMMES:
            p.j.delivery = OWN
        self.count("services_completed" if completed else "services_dropped", p.area, service)

    def quality(self, p, barrier):
        return self.quality_of(p.area, self.deliverer(p), barrier)

    def service_acts(self, p, service):
        rules = self.rules_of(p)
        barrier = int(rules["provision.barrier"][service])
        quality = self.quality(p, barrier)
        dose = rules["provision.dose"][service] * quality
        if barrier == CARING_BARRIER:
            p.flags |= CHILDCARE
        else:
            name = ("health", "skills", "housing", None, "confidence")[barrier]
            setattr(p, name, int(max(getattr(p, name) * (1.0 - dose) + 0.5, 0)))
        p.learned = int(min(p.learned + rules["provision.skill_gain"][service] * quality * 32, 64))
