"""Providers as organisations: a second reading of sim/agents/{lots,offices} and sim/processes/contracts/{staff,tender,transfer}.
It completes routeway_reference.Week.
"""

import routeway_reference as ref
from routeway_reference import NONE, quotient
from provision_names import *  # noqa: F403

BY_RULE, WHOLE, YEAR = -1, 65536, 52
PRIMES = (PRIME_A, PRIME_B)


class Organisations:
    # Offices.

    def administration(self, rules, provider):
        saved = rules["providers.sharing_cut"] * rules["gateway.data_sharing"]
        return min(rules["provision.administration"]
                   + rules["providers.system_share"] * (rules["providers.systems"][provider] - 1.0) * (1.0 - saved), 0.9)

    def effective_staff(self, rules, office):
        return office.staff - office.fresh * (1.0 - rules["providers.fresh_share"])

    def value_of_second(self, k, clients, result, h0):
        """Pence that another second would earn; where more than one will do, the C program's."""
        if not clients:
            return 0
        if result["equal"] >= 0:
            return 1e6 if result["minimum_broken"] else 0
        return self.values_in_c[k] if result["theta"] is None else ref.exp(result["theta"]) / h0

    def earned_share(self, p):
        price = p.j.price / 1000.0
        return price * (1.0 - self.rules_of_area(p.area)["providers.margin"]) if p.j.subcontracted else price

    # Lots.

    def lot(self, area, stream):
        return self.lots[area * STREAMS + stream]

    def lot_share(self, area, stream):
        share = self.lot(area, stream).share
        return self.rules_of_area(area)["gateway.prime_a_share"] if share == BY_RULE else share / WHOLE

    def lot_price(self, area, stream, provider):
        lot = self.lot(area, stream)
        return {PRIME_A: lot.price_first, PRIME_B: lot.price_second}.get(provider, 1000)

    def holds(self, area, stream, provider):
        share = self.lot_share(area, stream)
        return share > 0 if provider == PRIME_A else provider == PRIME_B and share < 1

    def holds_nothing(self, area, provider):
        takes = self.rules_of_area(area)["gateway.open"]
        return not any(self.lot(area, stream).begun != NONE and self.holds(area, stream, provider)
                       and (takes[stream] > 0 or self.has_clients(area, stream, provider)) for stream in PROGRAMMES)

    def has_clients(self, area, stream, provider):
        return any(p.j is not None and (p.area, p.j.stream, p.j.provider) == (area, stream, provider) for p in self.persons)

    def successor(self, p):
        """The provider of a client, or who holds its contract now."""
        lost_by = {0: PRIME_A, WHOLE: PRIME_B}.get(self.lot(p.area, p.j.stream).share)
        return 1 - lost_by if p.j.provider == lost_by else p.j.provider

    def transfer_if_lost(self, p):
        lost_by = p.j.provider
        p.j.provider = self.successor(p)
        if p.j.provider == lost_by:
            return
        p.j.price = self.lot_price(p.area, p.j.stream, p.j.provider)
        if p.j.stage == ENGAGED:
            return
        self.count("clients_handed_over", 0, lost_by)
        known = p.j.record
        p.j.record = int(known * self.rules_of(p)["providers.transfer_record"])
        again = known > 0 and p.j.record == 0
        for name in ("assessments", "assessments_repeated"):
            self.count(name, p.area, 0, int(again))
        self.count("handovers", 0, TO_SUCCESSOR)
        self.count("handover_records_lost", 0, TO_SUCCESSOR, int(again))
        if again:
            self.assess(p, TO_SUCCESSOR, known, False)
        p.j.handed_over = min(p.j.handed_over + 1, FULL)
        if p.j.stage in (IN_SERVICES, ACTION_PLAN):
            p.j.stage, p.j.stage_since = ACTION_PLAN, self.week

    # Staff.

    def count_staff(self, name, provider, office, field, advisers):
        before = int(getattr(office, field) * 1000.0)
        setattr(office, field, getattr(office, field) + advisers)
        self.count(name, 0, provider, int(getattr(office, field) * 1000.0) - before)

    def staff_leaves(self, office, provider, share):
        left = office.staff * share
        office.staff -= left
        office.fresh -= office.fresh * share
        self.count_staff("staff_left", provider, office, "left", left)

    def contract_weeks_left(self, area, provider):
        cycle = int(self.rules_of_area(area)["providers.cycle_weeks"])
        return min([self.lot(area, stream).begun + cycle - self.week for stream in PROGRAMMES
                    if cycle > 0 and self.rules_of_area(area)["gateway.open"][stream] > 0
                    and self.lot(area, stream).begun != NONE and self.holds(area, stream, provider)],
                   default=2 ** 31 - 1)

    def settle_staff(self, rules, area, provider, office, clients):
        near = self.contract_weeks_left(area, provider) <= int(rules["providers.quit_window"])
        rate = rules["providers.quit_rate"] + (rules["providers.quit_rise"] if near else 0.0)
        self.staff_leaves(office, provider, min(rate, 1.0))
        weeks = rules["providers.ramp_up_weeks"]
        office.fresh -= office.fresh / weeks if weeks >= 1.0 else office.fresh
        needed = clients / rules["provision.caseload"][provider]
        change = rules["provision.staff_adjustment"] * (needed - office.staff)
        if rules["providers.hire_by_value"] == 1 and clients > 0:
            seconds = rules["provision.contact_hours"] * (1.0 - self.administration(rules, provider)) * 3600.0
            pays = office.value * seconds > rules["contracts.adviser_cost"]
            change = rules["provision.staff_adjustment"] * (needed if pays else -needed)
        if change < 0:
            left = min(-change, office.staff)
            office.staff -= left
            office.fresh = min(office.fresh, office.staff)
            self.count_staff("staff_left", provider, office, "left", left)
            return
        office.staff += change
        self.count_staff("staff_hired", provider, office, "hired", change)
        office.fresh += change if weeks >= 1.0 else 0.0

    # Awards, shifts, failures.

    def tenders(self, area):
        rules = self.rules_of_area(area)
        offices = [self.offices[area * PROVIDERS + provider] for provider in PRIMES]
        for provider in PRIMES:
            self.fail(rules, area, provider, offices[provider], offices[1 - provider])
        for stream in PROGRAMMES:
            self.tender(rules, area, stream, offices)
        if self.week % YEAR == 0:
            for office in offices:
                office.client_weeks_before, office.outcomes_before = office.client_weeks, office.outcomes

    def fail(self, rules, area, provider, office, rival):
        credit = int(rules["providers.credit_weeks"] * office.staff * rules["contracts.adviser_cost"])
        if (rules["providers.credit_weeks"] > 0 and office.staff > 0 and not office.failed and not rival.failed
                and not self.holds_nothing(area, provider)
                and office.cash - office.cash_at_award < -credit):
            office.failed = 1
            self.count("provider_failures", 0, provider)
            self.staff_leaves(office, provider, 1.0)
            for stream in PROGRAMMES:
                self.lot(area, stream).share = 0 if provider == PRIME_A else WHOLE

    def tender(self, rules, area, stream, offices):
        lot, cycle = self.lot(area, stream), int(rules["providers.cycle_weeks"])
        takes = rules["gateway.open"][stream] > 0
        if lot.begun == NONE:
            lot.begun = self.week if takes else NONE
        elif cycle > 0 and self.week - lot.begun >= cycle and takes:
            self.award(rules, area, stream, lot, offices)
        elif (rules["providers.market_shift"] > 0 and takes and self.week - lot.begun >= YEAR
              and self.week % YEAR == 0):
            self.shift_market(rules, area, stream, lot, offices)

    def award(self, rules, area, stream, lot, offices):
        prices, scores = [], []
        outcomes, rates = zip(*(self.record_everywhere(provider) for provider in PRIMES))
        known, total = None not in rates and sum(rates) > 0, sum(outcomes)
        half = int(rules["providers.record_outcomes"])
        for provider in PRIMES:
            draw = self.draw(area, ORGANISATIONS, 1 + stream * PROVIDERS + provider, week=lot.cycle)[0]
            off = 2.0 * (draw / 2 ** 32) - 1.0
            prices.append(int(1000 * (1.0 + rules["providers.price_spread"] * off) + 0.5))
            better = rates[provider] - rates[1 - provider] if known else 0
            quality = 1000 + (quotient(1000 * better * total, sum(rates) * (total + half)) if known else 0)
            scores.append(int(rules["providers.quality_weight"] * 1000000 + 0.5) * quality
                          - int(rules["providers.price_weight"] * 1000000 + 0.5) * prices[provider])
        winner = PRIME_A if scores[0] >= scores[1] else PRIME_B
        loser = 1 - winner
        held = self.holds(area, stream, loser)
        share = rules["providers.winner_share"]
        lot.share = int(WHOLE * (share if winner == PRIME_A else 1.0 - share))
        lot.begun, lot.cycle = self.week, lot.cycle + 1
        lot.price_first, lot.price_second = prices
        for provider in PRIMES:
            if provider == winner or self.holds(area, stream, provider):
                offices[provider].failed, offices[provider].cash_at_award = 0, offices[provider].cash
        self.count("lots_awarded", 0, winner)
        if not held or self.holds(area, stream, loser):
            return
        self.count("lots_lost", 0, loser)
        if self.holds_nothing(area, loser):
            taken = offices[loser].staff * rules["providers.staff_transfer"]
            self.staff_leaves(offices[loser], loser, 1.0)
            offices[winner].staff += taken
            self.count_staff("staff_hired", winner, offices[winner], "hired", taken)

    def record_everywhere(self, provider):
        offices = self.offices[provider::PROVIDERS]
        client_weeks, outcomes = sum(office.client_weeks for office in offices), sum(office.outcomes for office in offices)
        return outcomes, outcomes * 1000000 // client_weeks if client_weeks > 0 else None

    def shift_market(self, rules, area, stream, lot, offices):
        rates = []
        for office in offices:
            weeks = office.client_weeks - office.client_weeks_before
            rates.append((office.outcomes - office.outcomes_before) * 1000000 // weeks if weeks > 0 else None)
        share = self.lot_share(area, stream)
        if None in rates or rates[0] == rates[1] or not 0 < share < 1:
            return
        shift, least = rules["providers.market_shift"], rules["providers.least_share"]
        share += shift if rates[0] > rates[1] else -shift
        lot.share = int(WHOLE * min(max(share, least), 1.0 - least))
        self.count("market_shifts", 0)
