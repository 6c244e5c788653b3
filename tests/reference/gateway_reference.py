"""The gateway of one week: a second reading of sim/processes/gateway. It completes routeway_reference.Week."""

import datetime

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from provision_names import *  # noqa: F403


class Gateway:
    def refer(self, p):
        if p.claims_jsa and p.claim_since < self.week and p.j is None:
            self.refer_claimant(p)
        elif p.activity == SICK and p.claim == ESA and p.j is None:
            self.refer_sick(p)

    def refer_claimant(self, p):
        rules = self.rules_of(p)
        weeks = self.week - p.claim_since
        draw = self.draw(p.id, REFERRAL, 0)
        if (rules["gateway.open"][PROGRAMME] > 0 and p.journey_ended == NONE
                and draw[0] < weekly(rules["gateway.referral_rate"])):
            group = self.payment_group(p, rules)
            if weeks >= self.referral_weeks(p, rules, group):
                self.to_programme(p, group, draw[1])
                return
        rates = [weekly(rate) for rate in rules["gateway.refer_rate"]]
        if weeks >= int(rules["gateway.stream_weeks"]) and draw[2] < max(rates[1:]):
            barrier, level = self.main_barrier(p, int(rules["gateway.jobcentre_record"] * FULL))
            stream = SKILLS_STREAM if barrier == SKILLS else SUPPORT
            if (level < rules["gateway.refer_barrier"] * FULL or rules["gateway.open"][stream] <= 0
                    or draw[2] >= rates[stream]):
                return
            self.to_stream(p, rules, stream, barrier, level)

    def to_stream(self, p, rules, stream, barrier, level):
        voucher = int(rules["choice.voucher"][stream] > 0)
        if voucher:
            service, provider = self.service_within_voucher(p, rules, barrier, level), self.voucher_provider(p, barrier)
        else:
            service, provider = self.service_for(rules, barrier, level), COLLEGE if stream == SKILLS_STREAM else THIRD_SECTOR
        if service is None or provider is None:
            return
        self.journey_begins(p, stream, provider, GROUP_SKILLS if stream == SKILLS_STREAM else GROUP_SUPPORT, service + 1)
        p.j.voucher = voucher
        self.count("chosen", 0, provider, voucher)
        self.count("vouchers_issued", 0, stream, voucher)

    def payment_group(self, p, rules):
        if p.has(OFFENDER):
            return PRISON
        most = max(self.barrier(p, b) for b in range(5))
        if (most > rules["gateway.early_barrier"] * FULL
                and self.draw(p.id, REFERRAL, 1, week=0)[0] < threshold(rules["gateway.early_access"])):
            return EARLY
        return YOUNG if years(p.birth_week, self.week) < 25 else ADULT

    def referral_weeks(self, p, rules, group):
        weeks, early = int(rules["gateway.referral_weeks"][group]), int(rules["gateway.referral_weeks"][EARLY])
        return min(weeks, early) if self.is_repeat(p) and rules["gateway.repeat_counts"] == 1 else weeks

    def to_programme(self, p, group, draw):
        first = draw < threshold(self.rules_of_area(p.area)["gateway.prime_a_share"])
        chosen = self.programme_provider(p)
        self.journey_begins(p, PROGRAMME, (PRIME_A if first else PRIME_B) if chosen is None else chosen, group)
        self.count("chosen", 0, p.j.provider, int(chosen is not None))
        self.count_cohort("cohort_referred", self.week, group)

    def refer_sick(self, p):
        rules = self.rules_of(p)
        draw = self.lane_draw(p, ref.LANE_CLAIM)
        of_old = self.start_day + 7 * p.state_since < int(rules["gateway.esa_replaces_ib"])
        assessed = self.week - p.state_since >= int(rules["gateway.esa_assessment_weeks"])
        referred = weekly(rules["gateway.ex_ib_referral_rate"]) if of_old else \
            weekly(rules["gateway.esa_referral_rate"]) if assessed else 0
        if (rules["gateway.open"][PROGRAMME] > 0 and p.journey_ended == NONE
                and draw < referred + weekly(rules["gateway.esa_volunteer_rate"])):
            group = VOLUNTEER if draw >= referred else ESA_EX_IB if of_old else NEW_ESA
            self.to_programme(p, group, self.draw(p.id, REFERRAL, 0)[1])

    def financial_year(self, day):
        date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
        return date.year - int((date.month, date.day) < (4, 6))

    def budgets(self):
        day = self.start_day + 7 * self.week
        if self.financial_year(day - 7) == self.financial_year(day):  # week 0 is never compared
            return
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            residents = self.area_first[area + 1] - self.area_first[area]
            for stream in range(STREAMS):
                fund = self.funds[area * STREAMS + stream]
                left = fund.left
                carried = int(left * rules["contracts.carry_over"])
                if stream not in PROGRAMMES:
                    self.count("unspent", area, stream, left - carried)
                fund.left = carried + int(rules["contracts.budget"][stream] * residents * 1.0)

    def admit(self):
        """The neediest first, then by lot, while there are places and money."""
        self.taken = [0] * (self.n_areas * STREAMS)
        waiting = [[] for _ in range(self.n_areas)]
        for p in self.present:
            if p.j is None:
                continue
            if p.j.stage == ENGAGED and p.j.stream not in PROGRAMMES and (not p.j.voucher or self.uses_voucher(p)):
                waiting[p.area].append((-self.distance(p), self.draw(p.id, QUEUE, 0, week=0)[0], p.id, p))
            elif p.service:
                self.taken[p.area * STREAMS + p.j.stream] += 1
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            residents = float(self.area_first[area + 1] - self.area_first[area])
            rural = 1.0 - (1.0 - rules["provision.rural_places"]) * self.rural_share[area]
            for _, _, _, p in sorted(waiting[area], key=lambda entry: entry[:3]):
                fund, cost = area * STREAMS + p.j.stream, self.service_cost(area, p.j.wanted - 1)
                room = int(rules["provision.places"][p.j.stream] * residents / 1000.0 * rural + 0.5)
                if p.state_since < self.week and self.taken[fund] < room and self.funds[fund].left >= cost:
                    self.taken[fund] += 1
                    self.funds[fund].left -= cost
                    p.j.admitted = True

    def begin(self, p):
        if p.j is None or p.j.stage != ENGAGED:
            return
        rules = self.rules_of(p)
        draw = self.draw(p.id, JOURNEY, 0)
        programme = p.j.stream in PROGRAMMES
        if p.claim == ref.NO_CLAIM:
            if p.j.admitted:
                self.fund(p).left += self.service_cost(p.area, p.j.wanted - 1)
            self.journey_ends(p, LEFT if p.activity == OUT else NOT_STARTED)
        elif p.j.admitted:
            p.j.stage, p.j.attached, p.j.stage_since = IN_SERVICES, self.week, self.week
            self.count_start(p)
            self.service_begins(p, p.j.wanted - 1)
            self.pay(p, START, p.j.paid)
        elif programme and p.state_since < self.week and draw[0] < weekly(rules["gateway.attachment_rate"]):
            self.attach(p, rules, draw[1] < threshold(rules["gateway.data_sharing"]))
        elif p.j.voucher and self.week - p.j.referred >= int(rules["choice.voucher_weeks"]):
            self.count("vouchers_lapsed", 0, p.j.stream)
            self.journey_ends(p, NOT_STARTED)
        elif not programme and draw[0] < weekly(rules["gateway.give_up_waiting"]):
            self.journey_ends(p, DROPPED)

    def count_start(self, p):
        self.count("journey_starts", p.area, p.j.stream)
        self.count("weeks_waited", p.area, p.j.stream, self.week - p.j.referred)

    def attach(self, p, rules, shared):
        p.j.stage, p.j.attached, p.j.stage_since = ACTION_PLAN, self.week, self.week
        p.j.record = int(rules["gateway.jobcentre_record"] * FULL) if shared else 0
        self.count_start(p)
        self.count_attached(p)
        self.count("assessments", p.area)
        self.count("assessments_repeated", p.area, 0, int(not shared))
        self.count("attached", 0, p.j.group)
        self.count_cohort("cohort_attached", p.j.referred, p.j.group)
        since = (self.start_day + 7 * self.week - rules["contracts.start"]) / 365.25
        year = min(int(max(since, 0)), 3)
        fee = rules["contracts.attachment_fee"][p.j.group] * rules["contracts.attachment_share"][year]
        self.pay(p, ATTACHMENT, int(fee + 0.5))
