"""Money of one week: a second reading of sim/agents/funds and sim/processes/gateway/funds. It completes
routeway_reference.Week."""

import datetime

from routeway_reference import NO_CLAIM, age_band, log2, threshold, years
from provision_names import *  # noqa: F403


def deal(total, weights):
    """Parts by weights; what rounding leaves goes to the first of the largest."""
    parts = [int(float(total) * (weight / sum(weights))) if sum(weights) else 0 for weight in weights]
    parts[weights.index(max(weights))] += total - sum(parts)
    return parts


class Funding:
    def financial_year(self, day):
        """The year, and the part of it that is over."""
        date = datetime.date(1970, 1, 1) + datetime.timedelta(days=day)
        year = date.year - int((date.month, date.day) < (4, 6))
        return year, (date - datetime.date(year, 4, 6)).days / 365.25

    def cycle(self, area, stream, year):
        rules = self.rules_of_area(area)
        return year - (year - int(rules["funding.cycle_first"])) % int(rules["funding.cycle_years"][stream])

    def residents(self, area):
        return self.area_first[area + 1] - self.area_first[area]

    def pooled(self, area):
        return self.rules_of_area(area)["funding.pool"] == 1

    def limits(self, area, stream):
        """Whether the fund's money limits who starts."""
        return stream not in PROGRAMMES or self.rules_of_area(area)["funding.commitment"][stream] > 0

    def central(self, area):
        return self.rules_of_area(area)["funding.control"] == CENTRAL

    def has_budget(self, area, stream):
        is_open = self.rules_of_area(area)["gateway.open"][stream] > 0
        return self.limits(area, stream) and (stream not in PROGRAMMES or is_open)

    def lapse(self, area, stream, pence):
        """The part that is carried over; the rest is lost."""
        share = self.rules_of_area(area)["funding.carry_over"][stream] if self.has_budget(area, stream) else 0
        carried = int(pence * share)
        self.count("carried_over", 0, stream, carried)
        self.count("unspent", area, stream, pence - carried)
        return carried

    def money_returns(self, j, pence):
        fund = self.funds[j.fund_area * STREAMS + j.fund]
        same = fund.year == j.fund_year and self.has_budget(j.fund_area, j.fund)
        fund.left += pence if same else self.lapse(j.fund_area, j.fund, pence)

    def budgets(self):
        day = self.start_day + 7 * self.week  # week 0 is never compared
        (year, gone), (year_before, gone_before) = self.financial_year(day), self.financial_year(day - 7)
        for area in range(self.n_areas):
            self.dissolve_pot(area)
        for f, fund in enumerate(self.funds):
            if fund.budgeted and not self.has_budget(f // STREAMS, f % STREAMS):
                self.lapse(f // STREAMS, f % STREAMS, fund.left + fund.held)
                fund.left = fund.held = 0
        if year != year_before:
            for stream in range(STREAMS):
                self.begin_year(stream, year)
        else:
            for f, fund in enumerate(self.funds):
                parts = int(self.rules_of_area(f // STREAMS)["funding.instalments"][f % STREAMS])
                past, past_before = int(gone * parts), int(gone_before * parts)
                if past != past_before or parts - past == 1:
                    part = fund.held // (parts - past)
                    fund.left += part
                    fund.held -= part
        for f, fund in enumerate(self.funds):
            has = self.has_budget(f // STREAMS, f % STREAMS)
            if has and not fund.budgeted and year == year_before:
                self.allot(f // STREAMS, f % STREAMS, gone)
            fund.budgeted = int(has)
        for area in range(self.n_areas):
            self.fill_pot(area)

    def begin_year(self, stream, year):
        for area in range(self.n_areas):
            fund, cycle = self.funds[area * STREAMS + stream], self.cycle(area, stream, year)
            if cycle != fund.year:
                fund.left, fund.year = self.lapse(area, stream, fund.left), cycle
            else:
                self.count("carried_over", 0, stream, fund.left)
            self.allot(area, stream, 0.0)

    def allot(self, area, stream, gone):
        if not self.has_budget(area, stream):
            return
        rules, fund = self.rules_of_area(area), self.funds[area * STREAMS + stream]
        amount = int(rules["contracts.budget"][stream] * self.residents(area) * (1.0 - gone))
        self.count("allotted", 0, stream, amount)
        if stream not in PROGRAMMES:
            cost = int(amount * rules["funding.accountability"]) if self.pooled(area) else 0
            self.count("accountability_cost", 0, 0, cost)
            amount -= cost
        parts = int(rules["funding.instalments"][stream])
        first = amount // (parts - int(gone * parts))
        fund.left += first
        fund.held = amount - first

    def dissolve_pot(self, area):
        pot = self.funds[area * STREAMS + POT]
        if not pot.pooled or self.pooled(area):
            return
        budgets = [int(self.rules_of_area(area)["contracts.budget"][s] * self.residents(area)) if s in POOLED else 0
                   for s in range(STREAMS)]
        pot.pooled = 0
        if not sum(budgets):
            return
        parts, pot.left = deal(pot.left, budgets), 0
        for stream, part in enumerate(parts):
            self.funds[area * STREAMS + stream].left += part

    def fill_pot(self, area):
        if self.pooled(area):
            pot, pot_of = self.funds[area * STREAMS + POT], self.funds[area * STREAMS + SUPPORT]
            pot.left, pot_of.left, pot.pooled = pot.left + pot_of.left, 0, 1

    def queue(self):
        """Who waits where, the neediest first, then by lot; the money of areas in local control follows them."""
        self.taken = [0] * (self.n_areas * STREAMS)
        self.waiting = [[] for _ in range(self.n_areas)]
        for p in self.present:
            if p.j is None:
                continue
            if p.j.stage == ENGAGED and self.is_listed(p):
                draw = self.draw(p.id, QUEUE, 0, week=0)[0]
                self.waiting[p.area].append((-self.distance(p), draw, p.id, p))
            elif p.service and p.j.delivery == OWN:
                self.taken[p.area * STREAMS + p.j.stream] += 1
        for area in range(self.n_areas):
            self.waiting[area].sort(key=lambda entry: entry[:3])
            if self.week % 13 == 0 and self.rules_of_area(area)["funding.control"] == LOCAL and not self.pooled(area):
                self.move_to_need(area)
        if self.week % 13 == 0:
            self.move_by_population(SKILLS_STREAM)
            self.move_by_population(SUPPORT)

    def is_listed(self, p):
        """Those for programmes when they would be attached but for money, those with a voucher when they bring it."""
        if p.j.stream in PROGRAMMES:
            return p.claim != NO_CLAIM and self.limits(p.area, p.j.stream) and self.meets(p, self.draw(p.id, JOURNEY, 0)[0])
        return not p.j.voucher or self.uses_voucher(p)

    def move_to_need(self, area):
        needs = [0] * STREAMS
        for need, _, _, p in self.waiting[area]:
            needs[p.j.stream] -= 0 if p.j.stream in PROGRAMMES else need
        if not sum(needs):
            return
        funds, shift = self.funds[area * STREAMS:(area + 1) * STREAMS], self.rules_of_area(area)["funding.shift"]
        taken = [int(fund.left * shift) if s in POOLED else 0 for s, fund in enumerate(funds)]
        for stream, part in enumerate(deal(sum(taken), needs)):
            funds[stream].left += part - taken[stream]
            self.count("moved", 0, stream, max(part - taken[stream], 0))

    def move_by_population(self, stream):
        areas = [area for area in range(self.n_areas) if self.central(area) and not self.pooled(area)]
        funds = [self.funds[area * STREAMS + stream] for area in areas]
        taken = [int(fund.left * self.rules_of_area(area)["funding.shift"]) for area, fund in zip(areas, funds)]
        if sum(taken):
            for fund, gone, part in zip(funds, taken, deal(sum(taken), [self.residents(area) for area in areas])):
                fund.left += part - gone
                self.count("returned", 0, stream, max(gone - part, 0))

    def set_aside(self, p):
        served = p.service and p.j.stream not in PROGRAMMES
        return p.j.committed + (p.j.cost - p.j.paid if served else 0)

    def count_funds(self):
        for f, fund in enumerate(self.funds):
            area, stream = divmod(f, STREAMS)
            if self.has_budget(area, stream):
                self.count("budgets_left", 0, stream, fund.left + fund.held)

    def admit(self):
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            residents = float(self.residents(area))
            rural = 1.0 - (1.0 - rules["provision.rural_places"]) * self.rural_share[area]
            for _, _, _, p in self.waiting[area]:
                if p.j.stream in PROGRAMMES:
                    self.commit(area, p.j)
                    continue
                j, cost = p.j, self.service_cost(area, p.j.wanted - 1)
                charge = cost - self.learner_pays(area, j.stream, cost)
                places = area * STREAMS + j.stream
                room = int(rules["provision.places"][j.stream] * residents / 1000.0 * rural + 0.5)
                pays = self.payer(area, j.stream, charge, rules)
                if p.state_since < self.week and self.taken[places] < room and pays is not None:
                    fund = self.funds[area * STREAMS + pays]
                    self.taken[places] += 1
                    fund.left -= charge
                    j.fund, j.fund_area, j.fund_year = pays, area, fund.year
                    j.cost, j.co_funded, j.admitted = charge, cost - charge, True

    def commit(self, area, j):
        fund, charge = self.funds[area * STREAMS + j.stream], int(self.rules_of_area(area)["funding.commitment"][j.stream] + 0.5)
        if fund.left >= charge:
            fund.left -= charge
            j.fund_area, j.fund_year, j.committed, j.admitted = area, fund.year, charge, True

    def payer(self, area, stream, charge, rules):
        own = POT if self.pooled(area) else stream
        others = POOLED if rules["funding.align"] == 1 else ()
        for fund in (own, *others):
            if self.funds[area * STREAMS + fund].left >= charge:
                return fund
        return None

    def declines(self, p):
        chance = min(p.j.co_funded / 10000.0 * self.rules_of_area(p.area)["funding.price_effect"], 1.0)
        return p.j.co_funded != 0 and self.draw(p.id, FUNDING, 0)[0] < threshold(chance)

    def stream_for(self, p, rules, barrier):
        """The open stream that covers the barrier and is for the person."""
        covers = self.rules_of_area(p.area)
        for stream, name in ((SKILLS_STREAM, "skills"), (SUPPORT, "support")):
            if rules["gateway.open"][stream] > 0 and covers[f"funding.{name}_covers"][barrier] > 0 and self.is_for(p, name):
                return stream
        return None

    def is_for(self, p, name):
        """Whether the stream of that name is for the person's benefit and age."""
        rules, age = self.rules_of_area(p.area), age_band(years(p.birth_week, self.week))
        return rules[f"funding.{name}_benefits"][p.claim] > 0 and rules[f"funding.{name}_ages"][age] > 0

    def covered(self, area, stream):
        """The barriers that a stream may act on."""
        covers = self.rules_of_area(area)["funding.skills_covers" if stream == SKILLS_STREAM else "funding.support_covers"]
        return [barrier for barrier in range(5) if covers[barrier] > 0]

    def provider_for(self, p, stream):
        """The first of a race among the providers that the stream may fund."""
        name = "skills" if stream == SKILLS_STREAM else "support"
        shares = self.rules_of_area(p.area)[f"funding.{name}_providers"]
        listed = [k for k, share in enumerate(shares) if share > 0]
        if len(listed) < 2:
            return listed[0] if listed else None
        draws = self.draw(p.id, FUNDING, 1) + self.draw(p.id, FUNDING, 2)
        return min(listed, key=lambda k: (-log2((draws[k] + 0.5) / 4294967296.0) / shares[k], k))
