"""Provision of one week: a second reading of sim/processes/provision. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from integration_reference import assessed, assessment_weeks, case_seconds, leavers
from provision_names import *  # noqa: F403


class Providers:
    def provide(self, p):
        if p.j is None:
            return
        if p.service:
            self.in_service(p)
        if p.j is None or not self.has_adviser(p) or p.activity in (EMPLOYED, OUT):
            return
        rules = self.rules_of(p)
        if p.j.stage == ACTION_PLAN:
            if self.week - p.j.stage_since >= assessment_weeks(rules, TO_PROGRAMME, p.j.record > 0):
                p.j.record = assessed(rules, p.j.record)
                p.j.stage, p.j.stage_since = IN_SERVICES, self.week
                self.count_plan(p)
        if p.j.stage == IN_SERVICES and not p.service:
            self.review(p, rules)
        rate = self.search_rate(p, rules)
        p.place = self.provider_worth(p, rules, rate, ref.lifted(rules, rate, p.contact))

    def in_service(self, p):
        works, out = p.activity == EMPLOYED, p.activity == OUT
        completed = self.week >= p.j.service_until and (works or p.state_since < self.week)
        rules = self.rules_of(p)
        drops = (self.draw(p.id, JOURNEY, 1)[0]
                 < weekly(rules["provision.drop_out"][self.service_of(p)] * leavers(rules)))
        if not (completed or works or out or drops):
            self.college_reviews(p)
            return
        completed = completed and not out
        self.service_ends(p, completed)
        if p.j.stream in PROGRAMMES:
            return
        rest = p.j.cost - p.j.paid
        if completed:
            self.pay(p, COMPLETION, rest)
        else:
            self.money_returns(p.j, rest)
        if not out:
            self.course_ends(p, COMPLETED if completed else FOR_WORK if works else COURSE_DROPPED)
        if completed or works:
            p.j.stage, p.j.stage_since = AFTERCARE, self.week
        else:
            self.journey_ends(p, LEFT if out else DROPPED)

    def weeks_left(self, p):
        rules = self.rules_of(p)
        lasts = rules["contracts.programme_weeks"][p.j.group]
        return int(min(rules["provision.horizon"], lasts)) - (self.week - p.j.attached)

    def review(self, p, rules):
        """Passes the client on, or buys the service for what looks like the main barrier, where it pays."""
        if (self.week - p.j.stage_since) % int(rules["provision.review_weeks"]) != 0:
            return
        barrier, level = self.main_barrier(p, p.j.record)
        service = self.service_for(rules, barrier, level)
        if service is None or level <= 0:
            return
        partner = self.partner_for(p, rules, service, barrier, level)
        if partner is not None:
            self.pass_on(p, rules, service, partner)
            return
        without, after = self.chances(p, rules, service, barrier, level, 1.0)
        bought = (after - without) * own_value(rules, self.terms_of(p), p.j) > self.service_cost(p.area, service)
        if bought or self.finds_link(p, service):
            p.j.delivery = OWN if bought else BY_LINK
            self.service_begins(p, service)

    def chances(self, p, rules, service, barrier, level, quality):
        """Of entering work in the time left: without the service, and with it."""
        rate = self.search_rate(p, rules)
        if rate == NEVER:
            return 0.0, 0.0
        weeks, rho, left = rules["provision.weeks"][service], rules["jobcentre.rho"], self.weeks_left(p)
        r = ref.exp2(rate / ONE) * rules["jobcentre.success"]
        part = min(level, FULL) / FULL * rules["provision.dose"][service] * quality
        lift = ref.exp(-rules["matching.barrier_effect"][barrier] * part
                       + rules["matching.search_effect"] * rules["provision.skill_gain"][service] * quality)
        locked = weeks * (1.0 - rules["provision.lock_in"][service])
        return entry(r, rho, left), entry(r * lift, rho, left - locked)

    def partner_for(self, p, rules, service, barrier, level):
        share = rules["integration.partner_share"]
        if share <= 0:
            return None
        terms = self.terms_of(p)
        cost, own, whole = self.service_cost(p.area, service), own_value(rules, terms, p.j), value(rules, terms, p.j)
        without, alone = self.chances(p, rules, service, barrier, level, self.quality(p.area, p.j.provider, barrier))
        best, found = max(without * own, alone * own - cost), None
        for partner in (COLLEGE, THIRD_SECTOR):
            after = self.chances(p, rules, service, barrier, level, self.quality(p.area, partner, barrier))[1]
            earned = (without + (after - without) * self.reliance(p.area)) * whole * (1.0 - share)
            if after * whole * share > cost * (1.0 - rules["integration.partner_funds"]) and earned > best:
                best, found = earned, partner
        return found

    def pass_on(self, p, rules, service, partner):
        draw = self.draw(p.id, HANDOVER, TO_PARTNER)[0]
        if self.is_lost(p, TO_PARTNER):
            return
        arrives = self.record_arrives(p, TO_PARTNER, p.j.record, draw)
        self.assess(p, TO_PARTNER, p.j.record, arrives)
        p.j.partner, p.j.delivery = partner + 1, BY_PARTNER
        self.count("passed_on", 0, partner)
        self.service_begins(p, service)
        p.j.service_until += assessment_weeks(rules, TO_PARTNER, arrives)

    def provider_worth(self, p, rules, rate, rate_with_contact):
        left, worth = self.weeks_left(p), log_rate(own_value(rules, self.terms_of(p), p.j))
        if rate <= LOWEST or left <= 0 or worth <= LOWEST:
            return None
        success, alpha = log_rate(rules["jobcentre.success"]), rules["jobcentre.alpha"]
        mean = log_rate(rules["matching.application_rate"] * rules["jobcentre.success"])
        cell = min(max(quotient(rate_with_contact + success + 16 * ONE, ONE // 16), 0), 255)
        quarter = min((left + 6) // 13, 16)
        worth += log_rate(rules["jobcentre.kappa"]) + int((1.0 - alpha) * mean)
        worth += quotient(q16(alpha) * (rate + success), ONE)
        worth += log_rate(1.0 - entry(ref.exp2(-16.0 + cell / 16.0), rules["jobcentre.rho"], quarter * 13))
        place = quotient((quotient(worth * 45426, ONE) - ref.BIN_LOWEST * ONE) * ref.BIN_STEPS, ONE)
        return min(max(place, 0), ref.BINS - 1)

    def providers_share_out(self):
        clients = [[] for _ in range(self.n_areas * PROVIDERS)]
        for p in self.present:
            if self.has_adviser(p) and p.activity not in (EMPLOYED, OUT):
                clients[self.office_index(p)].append(p)
                self.assigned[self.office_index(p)] += case_seconds(self.rules_of(p))
        self.office_clients = [len(some) for some in clients]
        self.office_seconds = []
        for k, some in enumerate(clients):
            area, rules = k // PROVIDERS, self.rules_of_area(k // PROVIDERS)
            hours = rules["provision.contact_hours"] * (1.0 - rules["provision.administration"])
            seconds = float(int(self.offices[k].staff * hours * 3600.0))
            seconds, taken = self.without_cases(seconds, self.assigned[k])
            self.count("provider_case_seconds", 0, k % PROVIDERS, taken)
            self.office_seconds.append(seconds)
            most = rules["jobcentre.maximum_minutes"] * 60.0
            least = min(rules["provision.minimum_minutes"] * 60.0, most)
            given = ref.share_out([(0, p.place) for p in some], seconds, [least, 0.0, 0.0], most,
                                  rules["jobcentre.h0"] * 60.0)["given"]
            for p, contact in zip(some, given):
                p.contact = min(contact, ref.MOST_16)
                self.count("provider_clients", area, k % PROVIDERS)
                self.count("provider_contact", area, k % PROVIDERS, p.contact)
                self.count("provider_clients_at_minimum", area, k % PROVIDERS, int(contact <= int(least)))
