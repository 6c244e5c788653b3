"""The rules of provision, contracts and accounts of one week, as a second reading of sim/agents/{journeys,services,income},
sim/processes/{gateway,provision,contracts,accounts}. It completes routeway_reference.Week.
"""

import datetime

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years

BARRIER, REFERRAL, JOURNEY, SERVICE, QUEUE = range(19, 24)
HEALTH, SKILLS, HOUSING, CARING_BARRIER, CONFIDENCE = range(5)
PROGRAMME, SKILLS_STREAM, SUPPORT = range(3)
PRIME_A, PRIME_B, COLLEGE, THIRD_SECTOR = range(4)
SERVICES = 6
YOUNG, ADULT, EARLY, EX_IB, VOLUNTEER, NEW_ESA, ESA_EX_IB, IB_IS, PRISON = range(9)
ENGAGED, ACTION_PLAN, IN_SERVICES, PLACEMENT, AFTERCARE = range(5)
TIME_OVER, ALL_PAID, AFTERCARE_OVER, DROPPED, NOT_STARTED, LEFT = range(6)
ATTACHMENT, START, COMPLETION, JOB_OUTCOME, SUSTAINMENT = range(5)
(GROSS, TAX, NI, EMPLOYER_NI, JSA_PAID, ESA_PAID, IS_PAID, HOUSING_PAID, CHILD_PAID, CREDITS, NET) = range(11)
FULL = 255
JOURNEY_FIELDS = ("row", "distance", "weeks_worked", "referred", "attached", "stage_since", "service_until", "stream",
                  "provider", "group", "stage", "wanted", "record", "outcome", "sustained", "cost", "paid")


class Journey:
    def __init__(self, values):
        for name, value in zip(JOURNEY_FIELDS, values):
            setattr(self, name, value)
        self.admitted = False

    def values(self):
        return [getattr(self, name) for name in JOURNEY_FIELDS]


class Week(ref.Week):
    def __init__(self, dump):
        super().__init__(dump)
        before = dump["before"]
        self.start_day = dump["start_day"]
        for values in before["journeys"]:
            self.persons[values[0]].j = Journey(values)
        offices = before["offices"]
        self.staff, self.cash, self.spent = list(offices["staff"]), list(offices["cash"]), list(offices["spent"])
        self.left = list(before["funds"]["left"])
        self.payments = []

    # Journeys.

    def caring_binds(self, p):
        return (p.has(CARER) and not p.has(CHILDCARE) and p.child_birth_week != NONE
                and self.week - p.child_birth_week < 261)

    def barrier(self, p, which):
        return (p.health, p.skills, p.housing, FULL if self.caring_binds(p) else 0, p.confidence)[which]

    def distance(self, p):
        return sum(self.barrier(p, which) for which in range(5))

    def has_adviser(self, p):
        return p.j is not None and p.j.stream == PROGRAMME and p.j.stage != ENGAGED

    def journey_begins(self, p, stream, provider, group=0, wanted=0):
        p.j = Journey([p.row, self.distance(p), 0, self.week, NONE, self.week, NONE, stream, provider, group, ENGAGED, wanted,
                       0, 0, 0, 0, 0])
        self.count("referrals", p.area, stream)

    def journey_ends(self, p, why):
        self.count("journey_ends", p.area, why)
        if p.j.attached != NONE:
            self.count("distance_travelled", p.area, 0, p.j.distance - self.distance(p))
            if p.j.stream == PROGRAMME:
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
        if j.stream == PROGRAMME:
            self.count("payments_by_group", 0, j.group, pence)

    # Services.

    def main_barrier(self, p, record):
        """What looks largest, and how large, through a record that is so complete."""
        draws = self.draw(p.id, SERVICE, 0) + self.draw(p.id, SERVICE, 1)
        blur = self.rules_of(p)["provision.record_noise"] * (FULL - record) / 32
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

    def office(self, p):
        return p.area * 4 + p.j.provider

    def service_begins(self, p, service):
        rules = self.rules_of(p)
        p.service = service + 1
        p.j.service_until = self.week + int(rules["provision.weeks"][service])
        self.count("services_started", p.area, service)
        largest = max(range(5), key=lambda b: (self.barrier(p, b), -b))
        self.count("services_wrong", p.area, 0, int(int(rules["provision.barrier"][service]) != largest))
        p.j.cost = self.service_cost(p.area, service)
        p.j.paid = int(p.j.cost * rules["contracts.start_share"] + 0.5)
        self.spent[self.office(p)] += p.j.paid

    def service_ends(self, p, completed):
        service, p.service, p.j.service_until = p.service - 1, 0, NONE
        if completed:
            self.service_acts(p, service)
            self.spent[self.office(p)] += p.j.cost - p.j.paid
        self.count("services_completed" if completed else "services_dropped", p.area, service)

    def service_acts(self, p, service):
        rules = self.rules_of(p)
        barrier = int(rules["provision.barrier"][service])
        kind = ("prime", "prime", "college", "third_sector")[p.j.provider]
        quality = self.rules_of_area(p.area)["provision.quality_" + kind][barrier]
        dose = rules["provision.dose"][service] * quality
        if barrier == CARING_BARRIER:
            p.flags |= CHILDCARE
        else:
            name = ("health", "skills", "housing", None, "confidence")[barrier]
            setattr(p, name, int(max(getattr(p, name) * (1.0 - dose) + 0.5, 0)))
        p.learned = int(min(p.learned + rules["provision.skill_gain"][service] * quality * 32, 64))

    # Gateway.

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
            service = self.service_for(rules, barrier, level)
            if service is not None:
                self.journey_begins(p, stream, COLLEGE if stream == SKILLS_STREAM else THIRD_SECTOR, wanted=service + 1)

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
        self.journey_begins(p, PROGRAMME, PRIME_A if first else PRIME_B, group)
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
            for stream in range(3):
                left = self.left[area * 3 + stream]
                carried = int(left * rules["contracts.carry_over"])
                if stream != PROGRAMME:
                    self.count("unspent", area, stream, left - carried)
                self.left[area * 3 + stream] = carried + int(rules["contracts.budget"][stream] * residents * 1.0)

    def admit(self):
        """The neediest first, then by lot, while there are places and money."""
        self.taken = [0] * (self.n_areas * 3)
        waiting = [[] for _ in range(self.n_areas)]
        for p in self.present:
            if p.j is None:
                continue
            if p.j.stage == ENGAGED and p.j.stream != PROGRAMME:
                waiting[p.area].append((-self.distance(p), self.draw(p.id, QUEUE, 0, week=0)[0], p.id, p))
            elif p.service:
                self.taken[p.area * 3 + p.j.stream] += 1
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            residents = float(self.area_first[area + 1] - self.area_first[area])
            rural = 1.0 - (1.0 - rules["provision.rural_places"]) * self.rural_share[area]
            for _, _, _, p in sorted(waiting[area], key=lambda entry: entry[:3]):
                fund, cost = area * 3 + p.j.stream, self.service_cost(area, p.j.wanted - 1)
                room = int(rules["provision.places"][p.j.stream] * residents / 1000.0 * rural + 0.5)
                if p.state_since < self.week and self.taken[fund] < room and self.left[fund] >= cost:
                    self.taken[fund] += 1
                    self.left[fund] -= cost
                    p.j.admitted = True

    def begin(self, p):
        if p.j is None or p.j.stage != ENGAGED:
            return
        rules = self.rules_of(p)
        draw = self.draw(p.id, JOURNEY, 0)
        programme = p.j.stream == PROGRAMME
        if p.claim == ref.NO_CLAIM:
            if p.j.admitted:
                self.left[p.area * 3 + p.j.stream] += self.service_cost(p.area, p.j.wanted - 1)
            self.journey_ends(p, LEFT if p.activity == OUT else NOT_STARTED)
        elif p.j.admitted:
            p.j.stage, p.j.attached, p.j.stage_since = IN_SERVICES, self.week, self.week
            self.count_start(p)
            self.service_begins(p, p.j.wanted - 1)
            self.pay(p, START, p.j.paid)
        elif programme and p.state_since < self.week and draw[0] < weekly(rules["gateway.attachment_rate"]):
            self.attach(p, rules, draw[1] < threshold(rules["gateway.data_sharing"]))
        elif not programme and draw[0] < weekly(rules["gateway.give_up_waiting"]):
            self.journey_ends(p, DROPPED)

    def count_start(self, p):
        self.count("journey_starts", p.area, p.j.stream)
        self.count("weeks_waited", p.area, p.j.stream, self.week - p.j.referred)

    def attach(self, p, rules, shared):
        p.j.stage, p.j.attached, p.j.stage_since = ACTION_PLAN, self.week, self.week
        p.j.record = int(rules["gateway.jobcentre_record"] * FULL) if shared else 0
        self.count_start(p)
        self.count("assessments", p.area)
        self.count("assessments_repeated", p.area, 0, int(not shared))
        self.count("attached", 0, p.j.group)
        self.count_cohort("cohort_attached", p.j.referred, p.j.group)
        since = (self.start_day + 7 * self.week - rules["contracts.start"]) / 365.25
        year = min(int(max(since, 0)), 3)
        fee = rules["contracts.attachment_fee"][p.j.group] * rules["contracts.attachment_share"][year]
        self.pay(p, ATTACHMENT, int(fee + 0.5))

    # Provision.

    def provide(self, p):
        if p.j is None:
            return
        if p.service:
            self.in_service(p)
        if p.j is None or not self.has_adviser(p) or p.activity in (EMPLOYED, OUT):
            return
        rules = self.rules_of(p)
        if p.j.stage == ACTION_PLAN:
            needed = 1 if p.j.record > 0 else int(rules["provision.assessment_weeks"])
            if self.week - p.j.stage_since >= needed:
                p.j.record = max(p.j.record, int(rules["provision.assessed_record"] * FULL))
                p.j.stage, p.j.stage_since = IN_SERVICES, self.week
        if p.j.stage == IN_SERVICES and not p.service:
            self.review(p, rules)
        rate = self.search_rate(p, rules)
        p.place = self.provider_worth(p, rules, rate, ref.lifted(rules, rate, p.contact))

    def in_service(self, p):
        works, out = p.activity == EMPLOYED, p.activity == OUT
        completed = self.week >= p.j.service_until and (works or p.state_since < self.week)
        drops = self.draw(p.id, JOURNEY, 1)[0] < weekly(self.rules_of(p)["provision.drop_out"][p.service - 1])
        if not (completed or works or out or drops):
            return
        completed = completed and not out
        self.service_ends(p, completed)
        if p.j.stream == PROGRAMME:
            return
        rest = p.j.cost - p.j.paid
        if completed:
            self.pay(p, COMPLETION, rest)
        else:
            self.left[p.area * 3 + p.j.stream] += rest
        if completed or works:
            p.j.stage, p.j.stage_since = AFTERCARE, self.week
        else:
            self.journey_ends(p, LEFT if out else DROPPED)

    def weeks_left(self, p):
        return int(self.rules_of(p)["provision.horizon"]) - (self.week - p.j.attached)

    def review(self, p, rules):
        """Buys the service for what looks like the main barrier, if it adds more than it costs."""
        if (self.week - p.j.stage_since) % int(rules["provision.review_weeks"]) != 0:
            return
        barrier, level = self.main_barrier(p, p.j.record)
        service = self.service_for(rules, barrier, level)
        rate = self.search_rate(p, rules)
        if service is None or level <= 0 or rate == NEVER:
            return
        weeks, rho, left = rules["provision.weeks"][service], rules["jobcentre.rho"], self.weeks_left(p)
        r = ref.exp2(rate / ONE) * rules["jobcentre.success"]
        part = min(level, FULL) / FULL * rules["provision.dose"][service]
        lift = ref.exp(-rules["matching.barrier_effect"][barrier] * part
                       + rules["matching.search_effect"] * rules["provision.skill_gain"][service])
        locked = weeks * (1.0 - rules["provision.lock_in"][service])
        more = entry(r * lift, rho, left - locked) - entry(r, rho, left)
        if more * value(rules, p.j) > self.service_cost(p.area, service):
            self.service_begins(p, service)

    def provider_worth(self, p, rules, rate, rate_with_contact):
        left, worth = self.weeks_left(p), log_rate(value(rules, p.j))
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
        clients = [[] for _ in range(self.n_areas * 4)]
        for p in self.present:
            if self.has_adviser(p) and p.activity not in (EMPLOYED, OUT):
                clients[self.office(p)].append(p)
        self.office_clients = [len(some) for some in clients]
        self.office_seconds = []
        for k, some in enumerate(clients):
            area, rules = k // 4, self.rules_of_area(k // 4)
            hours = rules["provision.contact_hours"] * (1.0 - rules["provision.administration"])
            seconds = float(int(self.staff[k] * hours * 3600.0))
            self.office_seconds.append(seconds)
            most = rules["jobcentre.maximum_minutes"] * 60.0
            least = min(rules["provision.minimum_minutes"] * 60.0, most)
            given = ref.share_out([(0, p.place) for p in some], seconds, [least, 0.0, 0.0], most,
                                  rules["jobcentre.h0"] * 60.0)["given"]
            for p, contact in zip(some, given):
                p.contact = min(contact, ref.MOST_16)
                self.count("provider_clients", area, k % 4)
                self.count("provider_contact", area, k % 4, p.contact)
                self.count("provider_clients_at_minimum", area, k % 4, int(contact <= int(least)))

    # Contracts.

    def contracts(self, p):
        if p.j is None or p.j.stage == ENGAGED:
            return
        if p.activity == OUT:
            if p.service:
                self.service_ends(p, False)
            self.journey_ends(p, LEFT)
        elif p.j.stream == PROGRAMME:
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
        for k in range(self.n_areas * 4):
            area, provider = divmod(k, 4)
            rules = self.rules_of_area(area)
            cost = self.spent[k] + int(self.staff[k] * rules["contracts.adviser_cost"])
            self.cash[k] += self.counts.get(("payments_by_provider", area, provider), 0) - cost
            self.spent[k] = 0
            self.count("provider_seconds", area, provider, int(self.office_seconds[k]))
            self.count("provider_staff", area, provider, int(self.staff[k] * 1000.0))
            self.count("provider_cost", area, provider, cost)
            self.count("provider_cash", area, provider, self.cash[k])
            wanted = self.office_clients[k] / rules["provision.caseload"][provider]
            self.staff[k] += rules["provision.staff_adjustment"] * (wanted - self.staff[k])
        for area in range(self.n_areas):
            minutes = self.centres[area]["seconds"] / 60.0
            self.count("jobcentre_cost", area, 0,
                       int(minutes * self.rules_of_area(area)["contracts.jobcentre_minute"]))

    # Accounts: recounted from the persons at the end of the week.

    def income(self, p):
        rates = self.rules[0]

        def rate(name):
            return rates["accounts." + name]

        money = [0] * 11
        adult = years(p.birth_week, self.week) >= 25
        parent = p.has(CARER) and p.child_birth_week != NONE and years(p.child_birth_week, self.week) < 16
        if p.activity == EMPLOYED:
            gross = pence(float(p.wage) * p.job_hours * rate("pay_level"))
            taxable = max(gross - rate("personal_allowance") / 52, 0)
            starting, basic = rate("starting_band") / 52, rate("basic_band") / 52
            in_starting, in_basic = min(taxable, starting), max(min(taxable, basic) - starting, 0)
            money[GROSS] = gross
            money[TAX] = pence(rate("starting_rate") * in_starting + rate("basic_rate") * in_basic
                               + rate("higher_rate") * max(taxable - basic, 0))
            money[NI] = pence(rate("employee_rate") * max(min(gross, rate("upper_limit")) - rate("employee_threshold"), 0)
                              + rate("employee_rate_above") * max(gross - rate("upper_limit"), 0))
            money[EMPLOYER_NI] = pence(rate("employer_rate") * max(gross - rate("employer_threshold"), 0))
        personal = pence(rate("jsa_25") if adult else rate("jsa_young"))
        if p.claims_jsa and p.sanction_until <= self.week:
            money[JSA_PAID] = personal
        if p.claim == ESA:
            if self.start_day + 7 * p.state_since < int(rates["gateway.esa_replaces_ib"]):
                money[ESA_PAID] = pence(rate("incapacity"))
            elif self.week - p.state_since < 13:
                money[ESA_PAID] = personal
            else:
                money[ESA_PAID] = pence(rate("jsa_25") + rate("esa_support" if p.has(CORE) else "esa_activity"))
        if p.claim == INCOME_SUPPORT:
            money[IS_PAID] = pence(rate("income_support"))
        if p.claim in (JSA_INCOME, ESA, INCOME_SUPPORT):
            money[HOUSING_PAID] = pence(rate("housing_support"))
        if parent:
            money[CHILD_PAID] = pence(rate("child_benefit"))
        if not p.has(PARTNER):
            money[CREDITS] = self.tax_credits(rate, money[GROSS], p.job_hours, parent, adult)
        money[NET] = money[GROSS] - money[TAX] - money[NI] + sum(money[JSA_PAID:NET])
        return money

    def tax_credits(self, rate, gross, hours, parent, adult):
        works = gross > 0 and (hours >= 16 if parent else adult and hours >= 30)
        most = rate("child_tax_credit") if parent else 0
        if works:
            most += rate("working_tax_credit") + (rate("lone_parent_credit") if parent else 0) + (
                rate("full_time_credit") if hours >= 30 else 0)
        cut = rate("credit_taper") * max(gross * 52.0 - rate("credit_threshold"), 0)
        return pence(max(most - cut, 0) / 52)

    def stocks(self):
        stock = super().stocks()
        for p in self.persons:
            if p.activity != OUT:
                for account, amount in enumerate(self.income(p)):
                    place = ("accounts", p.area, account)
                    stock[place] = stock.get(place, 0) + amount
        return stock

    # The week.

    def gateway(self):
        for p in self.present:
            self.refer(p)
        self.budgets()
        self.admit()
        for p in self.present:
            self.begin(p)

    def provision(self):
        for p in self.present:
            self.provide(p)
        self.providers_share_out()

    def contracts_step(self):
        for p in self.present:
            self.contracts(p)
        self.count_journeys()
        self.settle_offices()


def pence(amount):
    return int(amount + 0.5)


def entry(r, rho, weeks):
    """Chance of entering work within so many weeks, discounted at rho."""
    return 0.0 if weeks <= 0 else r / (r + rho) * (1.0 - ref.exp(-(r + rho) * weeks))


def value(rules, j):
    """Pence still to be earned from an entry into work."""
    later = (rules["provision.expected_sustainment"] * rules["contracts.sustainment_fee"][j.group]
             * (rules["contracts.sustainment_most"][j.group] - (j.sustained if j.outcome else 0)))
    if j.outcome:
        return max(later, 0)
    return rules["provision.expected_outcome"] * (rules["contracts.outcome_fee"][j.group] + later)
