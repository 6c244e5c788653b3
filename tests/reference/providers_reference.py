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
        self.pay_distance(p, rules)
        rate = self.search_rate(p, rules)
        p.place = ref.place_of(self.provider_weight(p, rules, rate))
        if rules["shareout.pressure_by_schedule"] == 1:
            p.j.pressure = pressure(rules, self.terms_of(p), p.j)

    def pay_distance(self, p, rules):
        """At reviews, for the fall of all barriers below the last level that was paid for."""
        j, weeks = p.j, self.week - p.j.attached
        if weeks == 0 or weeks % int(rules["provision.review_weeks"]) != 0 or p.state_since >= self.week:
            return
        lowest = j.distance - int(rules["shareout.distance_most"] * FULL / 10)
        level = max(self.distance(p), lowest)
        if level < j.distance_paid:
            fee = rules["shareout.distance_fee"][j.group] * 10 * (j.distance_paid - level) / FULL
            j.distance_paid = level
            self.pay(p, DISTANCE, int(fee + 0.5))

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
        must = (rules["providers.prescription"] == 1 and not p.j.served
                and self.week - p.j.attached >= int(rules["providers.prescribed_weeks"]))
        if not must and (self.week - p.j.stage_since) % int(rules["provision.review_weeks"]) != 0:
            return
        barrier, level = self.main_barrier(p, p.j.record)
        service = self.service_for(rules, barrier, level)
        if service is None or level <= 0:
            return
        partner = None if must else self.partner_for(p, rules, service, barrier, level)
        if partner is not None:
            self.pass_on(p, rules, service, partner)
            return
        without, after = self.chances(p, rules, service, barrier, level, 1.0)
        travelled = distance_fee(rules, p.j) * (min(level, FULL) / FULL * rules["provision.dose"][service])
        gain = (after - without) * own_value(rules, self.terms_of(p), p.j) + travelled
        bought = must or gain * self.earned_share(p) > self.service_cost(p.area, service)
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
        cost, price = self.service_cost(p.area, service), self.earned_share(p)
        own, whole = own_value(rules, terms, p.j) * price, value(rules, terms, p.j) * price
        without, alone = self.chances(p, rules, service, barrier, level, self.quality_of(p.area, p.j.provider, barrier))
        best, found = max(without * own, alone * own - cost), None
        for partner in (COLLEGE, THIRD_SECTOR):
            after = self.chances(p, rules, service, barrier, level, self.quality_of(p.area, partner, barrier))[1]
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

    def provider_weight(self, p, rules, rate):
        """log2 of kappa r^alpha rbar^(1-alpha) V (1 - P) + relief (fee + gamma V r dP/dr) + mission; None for nothing."""
        left, worth = self.weeks_left(p), log_rate(own_value(rules, self.terms_of(p), p.j))
        error = 0 if rate == NEVER else ref.error_about(self, p, rules, p.j.record)
        lifted, rate = ref.lifted(rules, rate, p.contact) + error, rate + error
        success, rho = log_rate(rules["jobcentre.success"]), rules["jobcentre.rho"]
        r = ref.exp2(-16.0 + min(max(quotient(lifted + success + 16 * ONE, ONE // 16), 0), 255) / 16.0)
        weeks = min((left + 6) // 13, 16) * 13
        open_ = left > 0 and rate > LOWEST
        weights = [ref.weight_of_entry(rules, rate, worth, log_rate(1.0 - entry(r, rho, weeks))) if open_ else None]
        fee = distance_fee(rules, p.j)
        weights.append(ref.weight_of_relief(
            rules, ref.relief(rules, p, self.quality(p, CONFIDENCE)), log_rate(fee) if fee > 0 else NEVER, worth,
            log_rate(ref.slope(r, rho, weeks)) if open_ else NEVER))
        mission = self.rules_of_area(p.area)["shareout.mission"][p.j.provider]
        weight = log_rate(mission * self.distance(p) / FULL) if mission > 0 else NEVER
        return ref.sum_of_logs(ref.sum_of_logs(*weights), weight if weight > LOWEST else None)

    def providers_share_out(self):
        clients = [[] for _ in range(self.n_areas * PROVIDERS)]
        for p in self.present:
            if self.has_adviser(p) and p.activity not in (EMPLOYED, OUT):
                clients[self.office_index(p)].append(p)
                self.office(p).assigned += case_seconds(self.rules_of(p))
        self.cut_fifths([p.j.distance for some in clients for p in some])
        self.office_clients = [len(some) for some in clients]
        self.office_subcontracted = [sum(p.j.subcontracted for p in some) for some in clients]
        self.office_seconds = []
        for k, some in enumerate(clients):
            area, rules = k // PROVIDERS, self.rules_of_area(k // PROVIDERS)
            hours = rules["provision.contact_hours"] * (1.0 - self.administration(rules, k % PROVIDERS))
            seconds = float(int(self.effective_staff(rules, self.offices[k]) * hours * 3600.0))
            seconds, taken = self.without_cases(seconds, self.offices[k].assigned)
            self.offices[k].assigned = 0
            self.count("provider_case_seconds", 0, k % PROVIDERS, taken)
            self.office_seconds.append(seconds)
            most = rules["jobcentre.maximum_minutes"] * 60.0
            least = min(rules["provision.minimum_minutes"] * 60.0, most)
            h0 = rules["jobcentre.h0"] * 60.0
            result = ref.share_out([(0, p.place) for p in some], seconds, [least, 0.0, 0.0], most, h0)
            self.offices[k].value = self.value_of_second(k, some, result, h0)
            for p, contact in zip(some, result["given"]):
                p.contact = min(contact, ref.MOST_16)
                self.relieve(p, self.quality(p, CONFIDENCE))
                self.count("provider_clients", area, k % PROVIDERS)
                self.count("provider_contact", area, k % PROVIDERS, p.contact)
                self.count("provider_clients_at_minimum", area, k % PROVIDERS, int(contact <= int(least)))
                self.count("provider_clients_below_minimum", 0, k % PROVIDERS, int(contact < int(least)))
                fifth = self.fifth(p.j.distance)
                self.count("provider_clients_by_distance", 0, fifth)
                self.count("provider_contact_by_distance", 0, fifth, p.contact)
                self.count("provider_at_minimum_by_distance", 0, fifth, int(contact <= int(least)))

    def cut_fifths(self, distances):
        """The distance up to which each fifth of the clients, sorted, reaches."""
        distances = sorted(distances)
        last = [-(-len(distances) * fifth // 5) - 1 for fifth in range(1, 5)]
        self.distance_cuts = [distances[place] if distances else 0 for place in last]

    def fifth(self, distance):
        return sum(distance > cut for cut in self.distance_cuts)
