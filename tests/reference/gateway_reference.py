"""The gateway of one week: a second reading of sim/processes/gateway. It completes routeway_reference.Week."""

import datetime

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from integration_reference import assessed, assessment_weeks, co_starts
from provision_names import *  # noqa: F403


class Gateway:
    def refer(self, p):
        if p.claims_jsa and p.claim_since < self.week and p.j is None:
            self.refer_claimant(p)
        elif p.activity == SICK and p.claim == ESA and p.j is None:
            self.refer_sick(p)
        if p.claim != ref.NO_CLAIM and not p.claims_jsa and p.state_since < self.week and p.j is None:
            self.may_come_forward(p)

    def refer_claimant(self, p):
        rules = self.rules_of(p)
        weeks = self.week - p.claim_since
        draw = self.draw(p.id, REFERRAL, 0)
        if not self.has_been_on_one(p, rules) and draw[0] < weekly(rules["gateway.referral_rate"]):
            if rules["gateway.open"][PROGRAMME] > 0:
                group = self.payment_group(p, rules)
                if weeks >= self.referral_weeks(p, rules, group):
                    self.to_programme(p, PROGRAMME, group, draw[1])
                    return
            if rules["gateway.open"][FND] > 0 and weeks >= int(rules["gateway.referral_weeks"][GROUP_FND]):
                self.to_programme(p, FND, GROUP_FND, draw[1])
                return
        rates = [weekly(rate) for rate in rules["gateway.refer_rate"]]
        may_go = weeks >= int(rules["gateway.stream_weeks"]) or self.from_justice(p)
        if may_go and draw[2] < max(rates[SKILLS_STREAM], rates[SUPPORT]):
            self.to_stream(p, rules, rates, draw[2])

    def may_come_forward(self, p):
        """Claimants of other benefits, to a stream that is open and for them."""
        rules = self.rules_of(p)
        rates = [weekly(rate) for rate in rules["funding.come_forward"]]
        streams = [s for s, name in ((SKILLS_STREAM, "skills"), (SUPPORT, "support"))
                   if rules["gateway.open"][s] > 0 and rules[f"funding.{name}_benefits"][p.claim] > 0]
        draw = self.draw(p.id, COME_FORWARD, 0)[0]
        if streams and draw < max(rates[s] for s in streams):
            self.to_stream(p, rules, rates, draw)

    def to_stream(self, p, rules, rates, draw):
        record = self.jobcentre_record(p)
        barrier, level = self.main_barrier(p, record)
        stream = self.stream_for(p, rules, barrier)
        if level < rules["gateway.refer_barrier"] * FULL or stream is None or draw >= rates[stream]:
            return
        if self.offer(p, rules, stream, barrier, level) is None:
            return
        chance = rules["integration.wrong_door"] * (1.0 - rules["integration.single_gateway"])
        if self.draw(p.id, DOOR, 0)[0] < threshold(chance):
            self.through_wrong_door(p, rules, SUPPORT if stream == SKILLS_STREAM else SKILLS_STREAM, record)
        else:
            self.to_service(p, stream, self.offer(p, rules, stream, barrier, level))

    def offer(self, p, rules, stream, barrier, level):
        """What the stream has for the barrier: a service, a provider, and whether the person chose it with a voucher."""
        voucher = int(rules["choice.voucher"][stream] > 0)
        if voucher:
            service = self.service_within_voucher(p, rules, barrier, level)
        else:
            service = self.service_for(rules, barrier, level)
        if service is None:
            return None
        provider = self.voucher_provider(p, barrier) if voucher else self.provider_for(p, stream)
        return None if provider is None else (service, provider, voucher)

    def to_service(self, p, stream, offer):
        service, provider, voucher = offer
        self.journey_begins(p, stream, provider, GROUP_SKILLS if stream == SKILLS_STREAM else GROUP_SUPPORT,
                            service + 1)
        p.j.voucher = voucher
        self.count("chosen", 0, provider, voucher)
        self.count("vouchers_issued", 0, stream, voucher)
        self.count("stream_referrals", 0, p.claim)
        self.assess_in_common(p)

    def through_wrong_door(self, p, rules, stream, record):
        """What the stream has for its own barriers, or nothing."""
        barrier, level = self.main_barrier(p, record, self.covered(p.area, stream))
        offer = self.offer(p, rules, stream, barrier, level)
        self.count("wrong_door", 0, stream)
        if (offer is None or level < rules["gateway.refer_barrier"] * FULL or rules["gateway.open"][stream] <= 0
                or not self.is_for(p, "skills" if stream == SKILLS_STREAM else "support")):
            self.count("handover_persons_lost", 0, TO_STREAM)
        else:
            self.to_service(p, stream, offer)

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

    def has_been_on_one(self, p, rules):
        return p.journey_ended != NONE and self.start_day + 7 * p.journey_ended >= int(rules["gateway.fresh_start"])

    def to_programme(self, p, stream, group, draw):
        first = draw < threshold(self.lot_share(p.area, stream))
        rules, distance = self.rules_of(p), self.distance(p)
        if stream == PROGRAMME and rules["gateway.grouping"] == 1:
            group = (GROUP_INTENSE if distance >= int(rules["gateway.group_intense"] * FULL) else
                     GROUP_ADVANCED if distance >= int(rules["gateway.group_advanced"] * FULL) else GROUP_CORE)
        chosen = self.programme_provider(p, stream)
        self.journey_begins(p, stream, (PRIME_A if first else PRIME_B) if chosen is None else chosen, group)
        self.count("chosen", 0, p.j.provider, int(chosen is not None))
        self.count_cohort("cohort_referred", self.week, group)
        self.assess_in_common(p)

    def refer_sick(self, p):
        rules = self.rules_of(p)
        draw = self.lane_draw(p, ref.LANE_CLAIM)
        of_old = self.start_day + 7 * p.state_since < int(rules["gateway.esa_replaces_ib"])
        assessed = self.week - p.state_since >= int(rules["gateway.esa_assessment_weeks"])
        referred = weekly(rules["gateway.ex_ib_referral_rate"]) if of_old else \
            weekly(rules["gateway.esa_referral_rate"]) if assessed else 0
        if (rules["gateway.open"][PROGRAMME] > 0 and not self.has_been_on_one(p, rules)
                and draw < referred + weekly(rules["gateway.esa_volunteer_rate"])):
            group = VOLUNTEER if draw >= referred else ESA_EX_IB if of_old else NEW_ESA
            self.to_programme(p, PROGRAMME, group, self.draw(p.id, REFERRAL, 0)[1])

    def begin(self, p):
        if p.j is None or p.j.stage != ENGAGED:
            return
        rules = self.rules_of(p)
        draw = self.draw(p.id, JOURNEY, 0)
        programme = p.j.stream in PROGRAMMES
        if p.j.admitted:
            self.count("committed", 0, p.j.fund, p.j.committed)
        if p.claim == ref.NO_CLAIM:
            if p.j.admitted:
                self.money_returns(p.j, p.j.cost)
            self.journey_ends(p, LEFT if p.activity == OUT else NOT_STARTED)
        elif p.j.admitted and self.declines(p):
            self.count("starts_declined", 0, p.j.stream)
            self.money_returns(p.j, p.j.cost)
            self.journey_ends(p, NOT_STARTED)
        elif self.starts(p, rules, draw[0]):
            if self.is_lost(p, TO_PROGRAMME if programme else TO_STREAM):
                if p.j.admitted:
                    self.money_returns(p.j, p.j.cost)
                self.journey_ends(p, DROPPED)
            elif programme:
                self.attach(p, rules, draw[1])
            else:
                self.start_service(p, rules)
        elif p.j.voucher and self.week - p.j.referred >= int(rules["choice.voucher_weeks"]):
            self.count("vouchers_lapsed", 0, p.j.stream)
            self.journey_ends(p, NOT_STARTED)
        elif not programme and draw[0] < weekly(rules["gateway.give_up_waiting"] * (1.0 - co_starts(rules))
                                                * (1.0 - rules["integration.tracking"])):
            self.count("handover_persons_lost", 0, TO_STREAM)
            self.journey_ends(p, DROPPED)

    def starts(self, p, rules, draw):
        if p.j.admitted or p.state_since >= self.week:
            return p.j.admitted
        if p.j.stream in PROGRAMMES:
            return not self.limits(p.area, p.j.stream) and self.meets(p, draw)
        if not self.finds_link(p, p.j.wanted - 1):
            return False
        p.j.delivery = BY_LINK
        return True

    def meets(self, p, draw):
        """Whether the person, referred to a programme, meets its provider."""
        rules = self.rules_of(p)
        rate = rules["gateway.attachment_rate"] * (1.0 + co_starts(rules))
        return p.state_since < self.week and (draw < weekly(rate) or self.one_roof(p))

    def start_service(self, p, rules):
        service, later = p.j.wanted - 1, 0
        if p.j.record == 0:
            known = self.jobcentre_record(p)
            arrives = self.record_arrives(p, TO_STREAM, known, self.draw(p.id, HANDOVER, TO_STREAM)[0])
            self.assess(p, TO_STREAM, known, arrives)
            later = assessment_weeks(rules, TO_STREAM, arrives)
            p.j.record = max(assessed(rules, known if arrives else 0), 1)
            if rules["integration.combine_records"] == 1 and not p.j.voucher and self.is_corrected(p, rules):
                self.count("choices_corrected", 0, p.j.stream)
                return
        p.j.stage, p.j.attached, p.j.stage_since = IN_SERVICES, self.week, self.week
        self.schedule_begins(p)
        self.count_start(p)
        self.count_plan(p, later)
        self.service_begins(p, service)
        p.j.service_until += later
        self.pay(p, START, p.j.paid)
        self.pay(p, CO_FUNDING, p.j.co_funded)
        self.count("co_funding", p.area, p.j.fund, p.j.co_funded)

    def is_corrected(self, p, rules):
        """The provider sees that another of its services is needed: back to waiting."""
        barrier, level = self.main_barrier(p, p.j.record, self.covered(p.area, p.j.stream))
        service = self.service_for(rules, barrier, level)
        if service is None or service + 1 == p.j.wanted or level < rules["gateway.refer_barrier"] * FULL:
            return False
        if p.j.admitted:
            self.money_returns(p.j, p.j.cost)
        p.j.admitted, p.j.delivery, p.j.wanted = False, OWN, service + 1
        p.j.fund, p.j.cost, p.j.co_funded = p.j.stream, 0, 0
        return True

    def count_start(self, p):
        self.count("journey_starts", p.area, p.j.stream)
        self.count("weeks_waited", p.area, p.j.stream, self.week - p.j.referred)
        self.count("need_weeks_waited", 0, p.j.stream, p.j.distance * (self.week - p.j.referred))
        self.count("need_started", 0, p.j.stream, p.j.distance)

    def attach(self, p, rules, draw):
        known = self.jobcentre_record(p)
        arrives = self.record_arrives(p, TO_PROGRAMME, known, draw)
        p.j.stage, p.j.attached, p.j.stage_since = ACTION_PLAN, self.week, self.week
        p.j.provider = self.successor(p)
        p.j.price = self.lot_price(p.area, p.j.stream, p.j.provider)
        passed_on = self.rules_of_area(p.area)["providers.subcontract_share"]
        p.j.subcontracted = int(passed_on > 0 and self.draw(p.id, ORGANISATIONS, 0)[0] < threshold(passed_on))
        self.schedule_begins(p)
        p.j.record = known if arrives else 0
        self.count_start(p)
        self.count("assessments", p.area, 0, int(not arrives or rules["integration.common_assessment"] != 1))
        self.count("assessments_repeated", p.area, 0, int(known > 0 and not arrives))
        self.assess(p, TO_PROGRAMME, known, arrives)
        self.count_attached(p)
        self.count("attached", 0, p.j.group)
        self.count_cohort("cohort_attached", p.j.referred, p.j.group)
        fee = rules["contracts.attachment_fee"][p.j.group] * rules["contracts.attachment_share"][p.j.year]
        self.pay(p, ATTACHMENT, int(fee + 0.5))
