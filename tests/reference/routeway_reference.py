"""The rules of one week, slowly and in plain Python: a second reading of sim/, to be compared with the C program.

Everything is an int or a float (an IEEE double); nothing wraps, and nothing is screened: every person is looked at by
every process. Where the C program rounds, the same rounding stands here, in the same order of operations. The parts:

    1  numbers             elementary functions, thresholds, hazards, normal draws
    2  random draws        Philox4x32-10, draws by identity, lanes
    3  labels and persons  states, ages, what a person is
    4  events of life      jobs and claims begin and end; what is counted of them
    5  the week's rules    demand, demography, circumstances, separations, claims, jobcentre, matching, progression;
                           gateway, provision, contracts and accounts stand in provision_reference.py
    6  the week            the order of all that, and the interviews
"""

import math
from fractions import Fraction

# ------------------------------------------------------------------------------------------------- 1  numbers

LOG2_E = 1.4426950408889634
LN_2 = 0.6931471805599453
MOST_32 = 2**32 - 1
MOST_16 = 2**16 - 1
ONE = 65536  # a doubling, in Q16
NEVER = -64 * ONE  # the logarithm of a rate of nothing
LOWEST, HIGHEST, STEP = -32 * ONE, 6 * ONE, ONE // 32
TABLE_POINTS = (HIGHEST - LOWEST) // STEP + 2
WEEKS_A_YEAR = 365.25 / 7.0


def quotient(a, b):
    """a / b of whole numbers, rounded towards zero, for b > 0."""
    return a // b if a >= 0 else -(-a // b)


def rounded(x):
    """To the nearest whole number, halves away from zero."""
    return int(x + (0.5 if x >= 0 else -0.5))


def exp2(x):
    """2^x: a whole power, times the Taylor series of the rest."""
    if not x > -1000.0:
        return 0.0
    x = min(x, 1000.0)
    whole = rounded(x)
    y = (x - whole) * LN_2
    series = 1.0
    for i in range(14, 0, -1):
        series = 1.0 + series * (y * (1.0 / i))
    return series * math.ldexp(1.0, whole)


def log2(x):
    """Binary logarithm: the exponent, plus 2 artanh((m-1)/(m+1)) of the mantissa."""
    half, exponent = math.frexp(x)
    mantissa, exponent = half * 2.0, exponent - 1
    if mantissa > 1.4142135623730951:
        mantissa, exponent = mantissa * 0.5, exponent + 1
    s = (mantissa - 1.0) / (mantissa + 1.0)
    square = s * s
    series = 0.0
    for i in range(23, 0, -2):
        series = series * square + 1.0 / i
    return exponent + 2.0 * s * series * LOG2_E


def exp(x):
    return exp2(x * LOG2_E)


def log(x):
    return log2(x) * LN_2


def power(base, exponent):
    if base > 0:
        return exp2(exponent * log2(base))
    return 0.0 if exponent > 0 else 1.0


def normal_quantile(p):
    """Acklam's rational approximation."""
    a = (-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02,
         1.383577518672690e02, -3.066479806614716e01, 2.506628277459239e00)
    b = (-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02, 6.680131188771972e01,
         -1.328068155288572e01, 1.0)
    c = (-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00, -2.549732539343734e00,
         4.374664141464968e00, 2.938163982698783e00)
    d = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)

    def polynomial(coefficients, x):
        value = coefficients[0]
        for coefficient in coefficients[1:]:
            value = value * x + coefficient
        return value

    def tail(share):
        q = power(-2.0 * log(share), 0.5)
        return polynomial(c, q) / polynomial(d, q)

    if p < 0.02425:
        return tail(p)
    if p > 1.0 - 0.02425:
        return -tail(1.0 - p)
    q = p - 0.5
    r = q * q
    return polynomial(a, r) * q / polynomial(b, r)


def threshold(share):
    """A probability as a 32-bit number: a draw below it means yes."""
    scaled = share * 4294967296.0
    if not scaled > 0:
        return 0
    return MOST_32 if scaled >= 4294967295.0 else int(scaled)


def log_rate(rate):
    """log2 of a rate, in Q16."""
    if not rate > 0:
        return NEVER
    return rounded(min(max(log2(rate) * ONE, NEVER), -NEVER))


def log_effect(x):
    """log2 of exp(x), in Q16."""
    return rounded(min(max(x * LOG2_E * ONE, NEVER), -NEVER))


def table_rate(i):
    return exp2(LOWEST / ONE + i * STEP / ONE)


def chance_of_event(rate):
    """1 - exp(-rate)."""
    if rate > 0.01:
        return 1.0 - exp(-rate)
    return rate * (1.0 - rate / 2.0 * (1.0 - rate / 3.0 * (1.0 - rate / 4.0 * (1.0 - rate / 5.0))))


def chance_of_at_least(k, mean):
    """That a Poisson number of this mean is k or more."""
    term, below, tail = exp(-mean), 0.0, 0.0
    for i in range(k + 40):
        if i < k:
            below += term
        else:
            tail += term
        term *= mean / (i + 1)
    return tail if mean < 1 else 1.0 - below


HAZARD_TABLE = [threshold(chance_of_event(table_rate(i))) for i in range(TABLE_POINTS)]
AT_LEAST_TABLES = [[threshold(chance_of_at_least(k, table_rate(i))) for i in range(TABLE_POINTS)] for k in (1, 2, 3)]
NORMAL_TABLE = [rounded(normal_quantile((i + 0.5) / 4096) * 32) for i in range(4096)]


def hazard(rate, table=HAZARD_TABLE):
    """Weekly probability, as a threshold, of a log rate: linear between the points of the table."""
    if rate <= LOWEST:
        return 0
    if rate >= HIGHEST:
        return MOST_32
    point, between = divmod(rate - LOWEST, STEP)
    return table[point] + (table[point + 1] - table[point]) * between // STEP


def weekly(rate_a_week):
    return hazard(log_rate(rate_a_week))


def yearly(rate_a_year):
    return weekly(rate_a_year / WEEKS_A_YEAR)


def normal(draw):
    """A standard normal, in 1/32, of a 32-bit draw."""
    return NORMAL_TABLE[draw >> 20]


def unit(draw):
    return draw / 4294967296.0


def pick(draw, count):
    """A whole number from 0 up to, not including, count."""
    return draw * count >> 32


# ------------------------------------------------------------------------------------------------- 2  random draws

(SCREEN, SCREEN_TAIL, INITIAL, LOTTERY, RECORDED, VACANCY_COUNT, VACANCY, VACANCY_CUT, CIRCUMSTANCES, JOB_END,
 CLAIM_EVENT, APPLY, RANK, MATCH, PROGRESS, MOVE, EDUCATION, CONTACT, BARRIER) = range(1, 20)

(LANE_HEALTH, LANE_FAMILY, LANE_MOVES, LANE_SEPARATION, LANE_CLAIM, LANE_SEARCH, LANE_PROGRESS,
 LANE_BARRIERS) = range(8)


def philox(counter, key):
    """Philox4x32-10 (Salmon, Moraes, Dror and Shaw, 2011)."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(10):
        left, right = 0xD2511F53 * c0, 0xCD9E8D57 * c2
        c0, c1, c2, c3 = right >> 32 ^ c1 ^ k0, right & MOST_32, left >> 32 ^ c3 ^ k1, left & MOST_32
        k0, k1 = k0 + 0x9E3779B9 & MOST_32, k1 + 0xBB67AE85 & MOST_32
    return c0, c1, c2, c3


def known_answers():
    """Random123's test vectors: counter, key, what must come out."""
    return (
        ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
        ((MOST_32,) * 4, (MOST_32,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
        ((0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344), (0xA4093822, 0x299F31D0),
         (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1)),
    )


# ------------------------------------------------------------------------------------------------- 3  labels, persons

NONE = -32768  # a week that is not
FEMALE, MALE = range(2)
LOW, MIDDLE, HIGH = range(3)
SECTORS = 14
SMALL, MEDIUM, LARGE = range(3)
PERMANENT, TEMPORARY = range(2)
OUT, EMPLOYED, SEARCHING, SICK, CARING, OTHER, STUDENT = range(7)
NO_CLAIM, JSA_CONTRIBUTORY, JSA_INCOME, ESA, INCOME_SUPPORT = range(5)
JSA = (JSA_CONTRIBUTORY, JSA_INCOME)
(STATE_OUT, STATE_EMPLOYED, STATE_CLAIMANT, STATE_UNEMPLOYED, STATE_SICK, STATE_CARING, STATE_OTHER,
 STATE_STUDENT) = range(8)
INTO_WORK, INTO_BREAK, INTO_INACTIVITY, ELSEWHERE = range(4)
FROM_CLAIM, FROM_UNEMPLOYMENT, FROM_INACTIVITY, FROM_JOB = range(4)
END_SEPARATION, END_REDUNDANCY, END_HEALTH, END_CARING, END_RETIREMENT = range(5)
OBJECTIVE_OFF_FLOW, OBJECTIVE_SUSTAINED = range(2)
FIRST, SECOND, THIRD = range(3)
CORE, STUCK, CONDITION, PARTNER, CARER, IS_RECORDED, CHILDCARE, OFFENDER = 1, 2, 4, 8, 16, 32, 64, 128
ENTRY_AGE, EXIT_AGE = 16, 65


def state_of(activity, claim):
    """The labour state as it is reported."""
    if activity == SEARCHING:
        return STATE_CLAIMANT if claim in JSA else STATE_UNEMPLOYED
    return (STATE_OUT, STATE_EMPLOYED, None, STATE_SICK, STATE_CARING, STATE_OTHER, STATE_STUDENT)[activity]


class Person:
    """One row of all columns."""

    def __init__(self, row, columns):
        self.row = row
        self.j = None  # the journey through provision
        for name in columns.keys() - {"rows", "key", "journey"}:
            setattr(self, name, columns[name][row])

    def has(self, flag):
        return bool(self.flags & flag)

    @property
    def claims_jsa(self):
        return self.claim in JSA

    @property
    def state(self):
        return state_of(self.activity, self.claim)

    # Identities: the area from bit 22 up; below, a serial among the first residents, or bit 21, the week of entry and a
    # serial among those of that week.
    @property
    def is_entrant(self):
        return bool(self.id >> 21 & 1)

    @property
    def entry_week(self):
        return self.id >> 9 & 0xFFF


def years(since, week):
    """Completed years of 365.25 days."""
    return quotient((week - since) * 28, 1461)


def age_band(age):
    return 0 if age < 25 else 1 if age < 35 else 2 if age < 50 else 3


def claim_age(weeks):
    return 0 if weeks < 13 else 1 if weeks < 26 else 2 if weeks < 52 else 3


def cumulated(weights):
    total, running, out = 0.0, 0.0, []
    for weight in weights:
        total += weight
    for weight in weights:
        running += weight
        out.append(threshold(running / total if total > 0 else 1))
    return out


def place_in(cumulated_weights, draw):
    """The first place whose cumulated weight lies above the draw; the last takes the rest."""
    for place, bound in enumerate(cumulated_weights[:-1]):
        if draw < bound:
            return place
    return len(cumulated_weights) - 1


def first_below(shares, left):
    for place, share in enumerate(shares[:-1]):
        left -= share
        if left < 0:
            return place
    return len(shares) - 1


class Rules(dict):
    """The parameters in force, by their names in scenario files: rules["claims.off_flow"]."""


class Week:
    """The world in one week. `dump` is what dump_week wrote; only what stood before the week is read here."""

    def __init__(self, dump):
        before = dump["before"]
        self.week = dump["week"]
        self.key = (dump["seed"], dump["replicate"])
        self.n_areas = dump["areas"]
        self.area_first = dump["area_first"]
        self.rural_share = dump["rural_share"]
        self.regime = dump["regime"]
        self.rules = [Rules(rules) for rules in dump["rules"]]
        self.start = Rules(dump["rules_at_start"])
        self.persons = [Person(row, before["persons"]) for row in range(len(before["persons"]["id"]))]
        self.row_of_id = {person.id: person for person in self.persons}
        self.present = [p for p in self.persons if not p.is_entrant or p.entry_week <= self.week]
        self.jobs_before = before["stocks"]["jobs"]
        self.applications_before = before["weekly"]["applications"]
        self.effective_applications = list(before["effective_applications"])
        self.read_vacancies(before["vacancies"])
        self.counts = {}  # (measure, area, cell): number
        self.cohorts = {}  # (measure, week in which it began, cell): number
        self.spells = []
        self.read_areas(dump)

    def read_vacancies(self, vacancies):
        self.first = vacancies["first"]
        for name in ("posted", "closes", "sector", "size", "contract", "best", "open"):
            setattr(self, "vacancy_" + name, list(vacancies[name]))

    def read_areas(self, dump):
        """Where people work and move, what jobs pay, and how many job slots there were at the start."""
        n, persons, commuting = self.n_areas, dump["population_16_64"], dump["commuting"]

        def flow(a, b):
            return commuting[a * n + b]

        bonus = self.start["matching.own_area_bonus"]
        self.commuting = [cumulated([flow(a, b) * (bonus if a == b else 1.0) for b in range(n)]) for a in range(n)]
        ties = [[0 if a == b else flow(a, b) + flow(b, a) for b in range(n)] for a in range(n)]
        self.moving = [cumulated(row) for row in ties]
        everyone, movers, away = 0.0, 0.0, []
        for a in range(n):
            everyone += persons[a]
            away.append(0.0)
            for b in range(n):
                away[a] += ties[a][b]
            movers += away[a]
        self.mobility = []
        for a in range(n):
            factor = away[a] / persons[a] / (movers / everyone) if movers > 0 else 0
            self.mobility.append(log_rate(int(factor * 65536.0 if factor < 60000 else 60000 * 65536.0) / 65536.0))

        pay, weight = 0.0, 0.0
        for a in range(n):
            pay += dump["weekly_pay"][a] * persons[a]
            weight += persons[a]
        self.pay_factor = [dump["weekly_pay"][a] * weight / pay for a in range(n)]
        unfilled = self.start["demand.unfilled_at_start"]
        self.slots_at_start = [jobs * (1.0 + unfilled) for jobs in dump["stocks_at_start"]["jobs"]]
        self.table_sizes = self.room_for_vacancies(dump["stocks_at_start"]["jobs"])

    def room_for_vacancies(self, jobs):
        """Slots of each area and band: a twentieth of the jobs of the first week."""
        low, high = self.start["demand.band_low"], self.start["demand.band_high"]
        sizes = []
        for area in range(self.n_areas):
            bands = [0.0, 0.0, 0.0]
            for s in range(SECTORS):
                here = jobs[area * SECTORS + s]
                bands[LOW] += here * low[s]
                bands[HIGH] += here * high[s]
                bands[MIDDLE] += here * (1.0 - low[s] - high[s])
            sizes += [1 if band * 0.05 < 1 else int(band * 0.05 + 0.5) for band in bands]
        return sizes

    # Rules, draws, counts.

    def rules_of(self, p):
        return self.rules[self.regime[p.area * 8 + p.arm]]

    def rules_of_area(self, area):
        return self.rules[self.regime[area * 8]]

    def draw(self, who, purpose, index=0, week=None):
        """Four 32-bit numbers that belong to who draws, when and why."""
        week = self.week if week is None else week
        return philox((who, week & MOST_32, purpose, index), self.key)

    def lane_draw(self, p, lane):
        """The person's draw of the week for one process: 16 bits of one block above 16 of another."""
        word, shift = lane >> 1, 16 * (lane & 1)
        high = self.draw(p.id, SCREEN)[word] >> shift & 0xFFFF
        low = self.draw(p.id, SCREEN_TAIL)[word] >> shift & 0xFFFF
        return high << 16 | low

    def count(self, measure, area=0, cell=0, amount=1):
        place = (measure, area, cell)
        self.counts[place] = self.counts.get(place, 0) + amount

    def count_cohort(self, measure, week, cell=0):
        if week >= 0:
            place = (measure, week, cell)
            self.cohorts[place] = self.cohorts.get(place, 0) + 1

    def is_adult(self, p):
        """Old enough for JSA."""
        return years(p.birth_week, self.week) >= 18

    # --------------------------------------------------------------------------------------------- 4  events of life

    def is_repeat(self, p):
        return p.claim_ended != NONE and p.claim_since - p.claim_ended < int(self.rules[0]["claims.repeat_weeks"])

    def spell_ends(self, p):
        works = p.activity == EMPLOYED
        start = p.job_since if works else p.state_since
        if p.has(IS_RECORDED) and p.activity != OUT and start < self.week:
            self.spells.append([p.row, start, self.week, p.area, p.job_area if works else MOST_16,
                                p.wage if works else 0, p.state, p.claim, 0])

    def claim_starts(self, p):
        p.claim_since = self.week
        p.claims_made = min(p.claims_made + 1, 255)
        self.count("claim_starts", p.area)
        self.count_cohort("cohort_claims", self.week)
        if self.is_repeat(p):
            self.count("claim_starts_repeat", p.area)
            self.count_cohort("cohort_repeat_claims", self.week)

    def claim_ends(self, p, where):
        age = claim_age(self.week - p.claim_since)
        self.count("claim_ends", p.area, where)
        self.count_cohort("cohort_claims_ended", p.claim_since, age)
        if self.is_repeat(p):
            self.count_cohort("cohort_repeat_claims_ended", p.claim_since, age)
        p.claim_ended = self.week
        p.sanction_until = NONE
        p.contact = 0

    def set_state(self, p, activity, claim, where):
        before, had_jsa = p.state, p.claims_jsa
        after = state_of(activity, claim)
        if before != after:
            self.spell_ends(p)
        if had_jsa and claim not in JSA:
            self.claim_ends(p, where)
        p.activity, p.claim = activity, claim
        if before != after:
            p.state_since = self.week
        if not had_jsa and claim in JSA:
            self.claim_starts(p)

    def change(self, p, activity, claim, where=ELSEWHERE):
        """The person does something else, and neither did nor will work. `where` a JSA claim went, if one ends."""
        had_jsa = p.claims_jsa
        self.set_state(p, activity, claim, where)
        if not had_jsa and p.claims_jsa and p.left_benefit:
            if self.week - p.employed_since < 13:
                self.count_cohort("cohort_hired_back_13", p.employed_since)
            p.left_benefit = 0

    def leave_job(self, p, why, activity, claim):
        weeks = self.week - p.employed_since
        self.count("job_ends", p.area, why)
        if p.left_benefit:
            if weeks < 26:
                self.count_cohort("cohort_hired_left_26", p.employed_since)
            if weeks < 13:
                self.count_cohort("cohort_hired_left_13", p.employed_since)
                if claim in JSA:
                    self.count_cohort("cohort_hired_back_13", p.employed_since)
        if weeks >= 13 or claim in JSA:
            p.left_benefit = 0
        self.set_state(p, activity, claim, INTO_WORK)
        p.out_of_work_since = self.week
        p.job_contract = PERMANENT

    def stop(self, p, activity, claim):
        """Into inactivity, from work or not."""
        if p.activity == EMPLOYED:
            self.leave_job(p, END_HEALTH if activity == SICK else END_CARING, activity, claim)
        else:
            self.change(p, activity, claim, INTO_INACTIVITY if claim == NO_CLAIM else ELSEWHERE)

    def hire(self, p, job):
        source = {STATE_EMPLOYED: FROM_JOB, STATE_CLAIMANT: FROM_CLAIM, STATE_UNEMPLOYED: FROM_UNEMPLOYMENT}.get(
            p.state, FROM_INACTIVITY)
        self.count("hires", p.area, source)
        if source == FROM_JOB:
            self.spell_ends(p)
        else:
            self.set_state(p, EMPLOYED, NO_CLAIM, INTO_WORK)
            p.employed_since = self.week
            p.left_benefit = int(source == FROM_CLAIM)
            p.flags &= ~CORE
            if source == FROM_CLAIM:
                self.count_cohort("cohort_hired", self.week)
        for name, value in job.items():
            setattr(p, name, value)
        p.job_since = self.week

    def jsa_kind(self, p):
        """Contributory JSA after a long enough job that ended within half a year."""
        left = self.week if p.activity == EMPLOYED else p.out_of_work_since
        worked = left - p.employed_since
        has_right = self.week - left < 26 and worked >= int(self.rules_of(p)["claims.contribution_weeks"])
        return JSA_CONTRIBUTORY if has_right else JSA_INCOME

    def starts_search(self, p, draw, chance):
        """From inactivity into unemployment, with a claim or without."""
        claims = self.is_adult(p) and draw < threshold(chance)
        self.change(p, SEARCHING, JSA_INCOME if claims else NO_CLAIM)

    # --------------------------------------------------------------------------------------------- 5  the week's rules
    # Demand.

    def slots(self, area, sector):
        rules = self.rules_of_area(area)
        return (self.slots_at_start[area * SECTORS + sector] * rules["demand.job_slots"]
                / self.start["demand.job_slots"] * rules["demand.sector_slots"][sector])

    def set_redundancies(self):
        """A base rate, plus a share of those who work above the number of slots."""
        self.redundancy = []
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            for sector in range(SECTORS):
                jobs = float(self.jobs_before[area * SECTORS + sector])
                excess = jobs - self.slots(area, sector)
                share = excess / jobs * weekly_share(rules["demand.excess_half_life"]) if excess > 0 else 0
                self.redundancy.append(threshold(rules["demand.redundancy_rate"] + share))

    def demand(self, area):
        """Each sector's vacancies move towards its unfilled slots, times (applications/(theta openings))^eta."""
        rules = self.rules_of_area(area)
        gaps = [self.slots(area, s) - self.jobs_before[area * SECTORS + s] for s in range(SECTORS)]
        openings = 0.0
        for gap in gaps:
            openings += max(gap, 0)
        applied = self.effective_applications[area]
        applied += 0.125 * (self.applications_before[area] - applied)
        self.effective_applications[area] = applied
        factor = 0.0
        if openings > 0:
            eta = rules["demand.supply_response"]
            supported = applied / rules["demand.applications_per_opening"]
            factor = power(openings, 1.0 - eta) * (power(supported, eta) if eta > 0 else 1.0) / openings
        for sector, gap in enumerate(gaps):
            self.adjust(area, sector, gap * factor, weekly_share(rules["demand.half_life"]))

    def adjust(self, area, sector, target, share):
        """Towards a whole number, whose rounding stays the same all the time."""
        wanted = max(int(target + unit(self.draw(area, VACANCY_COUNT, sector, week=0)[0])), 0)
        open_now = self.vacancy_open[area * SECTORS + sector]
        if wanted < open_now:
            self.withdraw(area, sector, (open_now - wanted) / open_now * share)
            return
        count = int((wanted - open_now) * share + unit(self.draw(area, VACANCY_COUNT, sector)[1]))
        for serial in range(min(count, 65536)):
            self.post(area, sector, serial << 16 | sector << 8)

    def withdraw(self, area, sector, share):
        for slot in range(self.first[area * 3], self.first[area * 3 + 3]):
            posted = self.vacancy_posted[slot]
            if posted == NONE or self.vacancy_sector[slot] != sector:
                continue
            if self.draw(slot, VACANCY_CUT, posted & MOST_32)[0] < threshold(share):
                self.close(area, slot)
                self.count("vacancies_withdrawn", area)

    def close(self, area, slot):
        self.vacancy_posted[slot] = NONE
        self.vacancy_open[area * SECTORS + self.vacancy_sector[slot]] -= 1

    def post(self, area, sector, index):
        rules = self.rules_of_area(area)
        draw = self.draw(area, VACANCY, index)
        share = unit(draw[0])
        low, high = rules["demand.band_low"][sector], rules["demand.band_high"][sector]
        band = LOW if share < low else HIGH if share >= 1.0 - high else MIDDLE
        sizes = rules["demand.size_share"]
        share = unit(draw[1])
        size = SMALL if share < sizes[0] else MEDIUM if share < sizes[0] + sizes[1] else LARGE
        for slot in self.places(area * 3 + band, 32, lambda i: self.draw(area, VACANCY, index | 1 + i)):
            if self.vacancy_posted[slot] != NONE:
                continue
            self.vacancy_posted[slot] = self.week
            self.vacancy_closes[slot] = self.week + int(rules["demand.closing_weeks"]) - 1
            self.vacancy_sector[slot] = sector
            self.vacancy_size[slot] = size
            temporary = draw[2] < threshold(rules["demand.temporary_share"])
            self.vacancy_contract[slot] = TEMPORARY if temporary else PERMANENT
            self.vacancy_best[slot] = 0
            self.vacancy_open[area * SECTORS + sector] += 1
            self.count("vacancies_posted", area)
            return

    def places(self, table, tries, block):
        """Slots of a table in an order that belongs to the one who looks: four from each block of draws."""
        size = self.first[table + 1] - self.first[table]
        for i in range(tries if size else 0):
            yield self.first[table] + pick(block(i // 4)[i % 4], size)

    # Demography.

    def education(self, p):
        """Week, counted from the week of turning 16, in which education ends, and the qualification then."""
        rules = self.start
        draw = self.draw(p.id, EDUCATION, 0, week=0)
        share = unit(draw[0])
        at_16 = rules["demography.leave_at_16"]
        by_18 = at_16 + rules["demography.leave_at_18"]
        if share < at_16:
            first, span = 0, int(WEEKS_A_YEAR)
        elif share < by_18:
            first, span = int(WEEKS_A_YEAR), int(1.5 * WEEKS_A_YEAR)
        else:
            first, span = int(4 * WEEKS_A_YEAR), int(3 * WEEKS_A_YEAR)
        group = "school" if share < by_18 else "college"
        levels = rules[f"demography.{group}_qualification"]
        return 1 + first + pick(draw[1], span), first_below(levels, unit(draw[2]))

    def calendar(self, p):
        """What was known beforehand: entry at 16, the end of education, exit at 65."""
        entry, leaves = p.birth_week + weeks_at(ENTRY_AGE), p.birth_week + weeks_at(EXIT_AGE)
        if p.is_entrant and entry == self.week:
            self.change(p, STUDENT, NO_CLAIM)
            self.count("entered", p.area)
        if p.activity == STUDENT:
            end = entry + self.education(p)[0]
            if end < 0:  # a first resident who studies for longer than that
                end = pick(self.draw(p.id, EDUCATION, 2, week=0)[0], 208)
            if end == self.week:
                self.leave_education(p)
        if leaves == self.week:
            self.count("left", p.area)
            if p.activity == EMPLOYED:
                self.leave_job(p, END_RETIREMENT, OUT, NO_CLAIM)
            else:
                self.change(p, OUT, NO_CLAIM)

    def leave_education(self, p):
        rules = self.rules_of(p)
        p.qualification = self.education(p)[1]
        draw = self.draw(p.id, EDUCATION, 1, week=0)
        p.band = highest_band(rules, p.qualification, draw[0])
        p.out_of_work_since = p.employed_since = self.week
        if draw[1] < threshold(rules["demography.leaver_searches"]):
            self.starts_search(p, draw[2], rules["demography.leaver_claims"])
        else:
            self.change(p, OTHER, NO_CLAIM)

    def demography(self, p):
        """Early retirement, and moves of home along the ties of commuting."""
        if p.activity == OUT:
            return
        rules = self.rules_of(p)
        retires = 0
        if years(p.birth_week, self.week) >= 58 and p.activity in (EMPLOYED, SEARCHING):
            retires = yearly(rules["demography.retire_from_" + ("work" if p.activity == EMPLOYED else "search")])
        mobility = self.mobility[p.area]
        moves = hazard(log_rate(rules["demography.move_rate"] / WEEKS_A_YEAR) + mobility)
        draw = self.lane_draw(p, LANE_MOVES)
        if draw < retires:
            if p.activity == EMPLOYED:
                self.leave_job(p, END_RETIREMENT, OTHER, NO_CLAIM)
            else:
                self.change(p, OTHER, NO_CLAIM, INTO_INACTIVITY)
            p.flags |= CORE
        elif draw < retires + moves:
            to = place_in(self.moving[p.area], self.draw(p.id, MOVE)[0])
            if to != p.area:
                self.count("moves", to)
                p.area = to

    # Circumstances.

    def is_ill(self, p):
        return p.health > int(self.rules_of(p)["circumstances.sick_threshold"] * 255)

    def health(self, p):
        if p.activity == OUT:
            return
        rules = self.rules_of(p)
        rate = rules["circumstances.health_shock"][age_band(years(p.birth_week, self.week))]
        falls_ill = yearly(rate if p.activity == EMPLOYED else rate * rules["circumstances.shock_out_of_work"])
        lasting = p.has(CORE) and p.activity == SICK
        recovers = weekly(rules["circumstances.recovery"]) if p.health > 0 and not lasting else 0
        draw = self.lane_draw(p, LANE_HEALTH)
        if draw < falls_ill:
            self.health_shock(p, rules)
        elif draw < falls_ill + recovers:
            p.health //= 2
            if p.activity == SICK and not self.is_ill(p):
                self.starts_search(p, self.draw(p.id, CIRCUMSTANCES, 1)[0], rules["circumstances.recovered_claims_jsa"])

    def health_shock(self, p, rules):
        draw = self.draw(p.id, CIRCUMSTANCES, 0)
        low, high = int(rules["circumstances.shock_low"] * 255), int(rules["circumstances.shock_high"] * 255)
        p.health = min(p.health + low + pick(draw[0], max(high - low, 0) + 1), 255)
        if not self.is_ill(p) or p.activity not in (EMPLOYED, SEARCHING):
            return
        leaves = rules["circumstances.sick_leaves_" + ("work" if p.activity == EMPLOYED else "search")]
        if draw[1] < threshold(leaves):
            claims = draw[2] < threshold(rules["circumstances.sick_claims"])
            self.stop(p, SICK, ESA if claims else NO_CLAIM)
            if draw[3] < threshold(rules["circumstances.lasting_share"]):
                p.flags |= CORE | CONDITION

    def family(self, p):
        """Births; the end of care; the start of care."""
        if p.activity == OUT:
            return
        rules = self.rules_of(p)
        age = years(p.birth_week, self.week)
        birth = yearly(rules["circumstances.birth_rate"]) if p.sex == FEMALE and 18 <= age <= 40 else 0
        young_child = p.child_birth_week != NONE and self.week - p.child_birth_week < 261
        onset = rules["circumstances.care_onset"][age_band(age)]
        draw = self.lane_draw(p, LANE_FAMILY)
        if draw < birth:
            self.birth(p, rules)
        elif p.activity == CARING and not p.has(CORE):
            ends = rules["circumstances.care_end_young_child" if young_child else "circumstances.care_end"]
            if draw < birth + yearly(ends):
                self.starts_search(p, self.draw(p.id, CIRCUMSTANCES, 4)[0], rules["claims.inactive_claims"])
        elif p.activity in (EMPLOYED, SEARCHING):
            if draw < birth + yearly(2 * onset if p.sex == FEMALE else onset):
                self.stop(p, CARING, self.carer_claim(p, self.draw(p.id, CIRCUMSTANCES, 3)[0]))

    def birth(self, p, rules):
        draw = self.draw(p.id, CIRCUMSTANCES, 2)
        p.child_birth_week = self.week
        p.flags = (p.flags | CARER) & ~CHILDCARE
        self.count("births", p.area)
        chance = {EMPLOYED: rules["circumstances.birth_leaves_work"],
                  SEARCHING: rules["circumstances.birth_leaves_search"]}.get(p.activity, 0)
        if draw[0] < threshold(chance):
            self.stop(p, CARING, self.carer_claim(p, draw[1]))

    def carer_claim(self, p, draw):
        claims = not p.has(PARTNER) and draw < threshold(self.rules_of(p)["circumstances.partner_income"])
        return INCOME_SUPPORT if claims else NO_CLAIM

    def barriers(self, p):
        """Homes are lost and found; confidence falls out of work and comes back in it; skills fade."""
        if p.activity == OUT:
            return
        rules = self.rules_of(p)
        works = p.activity in (EMPLOYED, STUDENT)
        loss = rules["circumstances.housing_loss"] / WEEKS_A_YEAR
        home = weekly(loss if works else loss * rules["circumstances.housing_out_of_work"])
        found = home + (weekly(rules["circumstances.housing_recovery"]) if p.housing > 0 else 0)
        mood = found
        if not works:
            mood += weekly(rules["circumstances.confidence_loss"])
        elif p.confidence > 0:
            mood += weekly(rules["circumstances.confidence_regain"])
        fade = mood + (0 if works else weekly(rules["circumstances.skills_fade"]))
        draw = self.lane_draw(p, LANE_BARRIERS)
        if draw < home:
            step = rules["circumstances.housing_step"] * (0.5 + unit(self.draw(p.id, BARRIER, 0)[0]))
            p.housing = min(p.housing + int(step * 255), 255)
        elif draw < found:
            p.housing //= 2
        elif draw < mood and works:
            p.confidence //= 2
        elif draw < mood:
            p.confidence = min(p.confidence + int(rules["circumstances.confidence_step"] * 255), 255)
        elif draw < fade:
            p.skills = min(p.skills + int(rules["circumstances.skills_step"] * 255), 255)

    # Separations.

    def separations(self, p):
        if p.activity != EMPLOYED:
            return
        rules = self.rules_of(p)
        ends = hazard(self.separation_rate(p, rules))
        redundant = self.redundancy[p.job_area * SECTORS + p.job_sector]
        draw = self.lane_draw(p, LANE_SEPARATION)
        if draw < ends:
            self.after_job(p, rules, END_SEPARATION)
        elif draw < ends + redundant:
            self.after_job(p, rules, END_REDUNDANCY)

    def separation_rate(self, p, rules):
        """base x exp(effects) x (1 + early x exp(-tenure/early_weeks)); temporary jobs have a rate of their own."""
        supported = log_rate(rules["provision.in_work_support"]) if self.has_adviser(p) else 0
        if p.job_contract == TEMPORARY:
            return log_rate(rules["separations.temporary_rate"]) + supported
        small = rules["separations.small_employer_effect"] if p.job_size == SMALL else 0
        tenure = min(max(self.week - p.job_since, 0), 255)
        early = exp(-tenure / rules["separations.early_weeks"])
        return (log_rate(rules["separations.permanent_rate"])
                + log_effect(rules["separations.band_effect"][p.job_band] + small)
                + log_effect(rules["separations.instability_effect"] / 32) * p.instability
                + log_effect(rules["separations.match_effect"] / 32) * p.match
                + log_effect(rules["separations.health_effect"] / 255.0) * p.health
                + log_rate(1.0 + rules["separations.early_excess"] * early) + supported)

    def after_job(self, p, rules, why):
        draw = self.draw(p.id, JOB_END)
        chance = rules["separations.claims"] + rules["separations.claims_instability"] * p.instability / 32
        if self.is_adult(p) and draw[0] < threshold(chance):
            self.leave_job(p, why, SEARCHING, self.jsa_kind(p))
        elif draw[1] < threshold(rules["separations.searches"]):
            self.leave_job(p, why, SEARCHING, NO_CLAIM)
        else:
            self.leave_job(p, why, OTHER, NO_CLAIM)

    # Claims.

    def contribution_expiry(self, p):
        rules = self.rules_of(p)
        spent = self.week - p.claim_since >= int(rules["claims.contributory_weeks"])
        if p.claim == JSA_CONTRIBUTORY and spent:
            chance = rules["claims.income_based_after"]
            chance = chance * 0.8 if p.has(PARTNER) else chance
            goes_on = self.draw(p.id, CLAIM_EVENT, 1)[0] < threshold(chance)
            self.change(p, SEARCHING, JSA_INCOME if goes_on else NO_CLAIM, INTO_BREAK)

    def claims(self, p):
        rules = self.rules_of(p)
        draw = self.lane_draw(p, LANE_CLAIM)
        if p.state == STATE_CLAIMANT:
            sanctioned = p.sanction_until > self.week
            ends = hazard(self.off_flow(p, rules, sanctioned))
            if draw < ends:
                self.sign_off(p, rules)
            elif draw < ends + weekly(rules["claims.sanction_rate"]) and not sanctioned:
                p.sanction_until = self.week + int(rules["claims.sanction_weeks"])
                self.count("sanctions", p.area)
        elif p.state == STATE_UNEMPLOYED:
            starts = weekly(rules["claims.break_return"]) if self.is_adult(p) else 0
            if draw < starts:
                self.change(p, SEARCHING, self.jsa_kind(p))
            elif draw < starts + weekly(rules["claims.give_up"]):
                self.change(p, OTHER, NO_CLAIM)
        elif p.state == STATE_OTHER:
            if not p.has(CORE) and draw < weekly(rules["claims.inactive_return"]):
                self.starts_search(p, self.draw(p.id, CLAIM_EVENT, 2)[0], rules["claims.inactive_claims"])
        elif p.state == STATE_CARING:
            self.lone_parent(p, rules, draw)

    def off_flow(self, p, rules, sanctioned):
        """Log rate of ends without work: falls with the claim's length; pressed when only exits count."""
        weeks = min(max(self.week - p.claim_since, 0), 255)
        decline = rules["claims.off_flow_decline"] * (1.0 - exp(-weeks / 52.0))
        rate = log_rate(rules["claims.off_flow"] * (1.0 - decline))
        if p.has(STUCK):
            rate += log_rate(rules["claims.stuck_factor"])
        if sanctioned:
            rate += log_rate(rules["claims.sanction_off_flow"])
        pressure = int(log2(1.0 + rules["jobcentre.pressure_off_flow"]) * ONE)
        return rate + quotient(pressure * self.pressed(p, rules), ONE)

    def sign_off(self, p, rules):
        if self.is_ill(p):
            self.change(p, SICK, ESA)
        elif self.draw(p.id, CLAIM_EVENT, 0)[0] < threshold(rules["claims.break_share"]):
            self.change(p, SEARCHING, NO_CLAIM, INTO_BREAK)
        else:
            self.change(p, OTHER, NO_CLAIM, INTO_INACTIVITY)

    def lone_parent(self, p, rules, draw):
        """Must look for work once the youngest child has reached the age of the rule."""
        if p.claim != INCOME_SUPPORT or p.child_birth_week == NONE:
            return
        age = (self.week - p.child_birth_week) / WEEKS_A_YEAR
        if age >= rules["claims.lone_parent_child_age"] and draw < weekly(rules["claims.lone_parent_review"]):
            p.flags &= ~CORE
            self.change(p, SEARCHING, JSA_INCOME)

    # Search, used by advisers and by seekers.

    def search_rate(self, p, rules):
        """Log rate of applications without contact; NEVER for those who do not search."""
        base = rules["matching.application_rate"]
        if p.activity == EMPLOYED:
            base *= rules["matching.employed_factor"]
        elif p.activity == SEARCHING:
            base = base if p.claims_jsa else base * rules["matching.no_claim_factor"]
        elif p.activity in (SICK, CARING, OTHER):
            base *= rules["matching.inactive_factor"]
        else:
            base = 0.0
        rate = log_rate(base)
        if rate == NEVER or p.has(CORE):
            return NEVER
        rate += log_effect(rules["matching.search_effect"] / 32) * (p.search + p.learned)
        for which, level in ((0, p.health), (1, p.skills), (2, p.housing), (4, p.confidence)):
            rate += log_effect(rules["matching.barrier_effect"][which] / 255.0) * level
        if 0 < p.service <= 6:  # above: passed on by the college
            rate += log_rate(rules["provision.lock_in"][p.service - 1])
        if p.activity != EMPLOYED:
            rate += search_by_duration(rules, self.weeks_out(p))
        if p.has(STUCK):
            rate += log_effect(rules["matching.stuck_effect"])
        if self.caring_binds(p):
            rate += log_effect(rules["matching.barrier_effect"][3])
        if p.sanction_until > self.week:
            rate += log_rate(rules["matching.sanction_factor"])
        return rate

    def weeks_out(self, p):
        return min(max(self.week - p.out_of_work_since, 0), 255)

    # Jobcentres.

    def stage(self, p):
        weeks = self.week - p.claim_since
        if self.is_repeat(p) and self.rules_of(p)["jobcentre.repeat_early"] == 1:
            return THIRD
        return FIRST if weeks < 13 else SECOND if weeks < 26 else THIRD

    def jobcentres(self):
        """Every client is reckoned, then each area's contact time is shared out."""
        clients = [[] for _ in range(self.n_areas)]
        for p in self.present:
            if not p.claims_jsa:
                continue
            rules = self.rules_of(p)
            rate = self.search_rate(p, rules)
            error = 0
            if rate != NEVER:
                error = error_about(self, p, rules, int(rules["gateway.jobcentre_record"] * 255))
            place = worth(rules, rate + error, lifted(rules, rate, p.contact) + error, p.claims_made,
                          relief(rules, p, 1))
            if not self.has_adviser(p):
                clients[p.area].append((p, self.stage(p), place))
            self.count("claimants_by_duration", p.area, claim_age(self.week - p.claim_since))
            self.count("repeat_claimants", p.area, 0, int(self.is_repeat(p)))
            self.count("sanctioned", p.area, 0, int(p.sanction_until > self.week))
        self.centres = []
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            residents = self.area_first[area + 1] - self.area_first[area]
            hours = float(int(rules["jobcentre.adviser_minutes"] * 60.0 * residents))
            hours, taken = self.without_cases(hours, self.jobcentre_assigned[area])
            self.count("jobcentre_case_seconds", 0, 0, taken)
            most, h0 = rules["jobcentre.maximum_minutes"] * 60.0, rules["jobcentre.h0"] * 60.0
            least = [min(minutes * 60.0, most) for minutes in rules["jobcentre.minimum_minutes"]]
            share = share_out([(stage, place) for _, stage, place in clients[area]], hours, least, most, h0)
            self.centres.append({"seconds": hours, "minimum": least, "maximum": most, "h0": h0, **share})
            self.count("adviser_seconds", area, 0, int(hours))
            for (p, stage, _), seconds in zip(clients[area], share["given"]):
                p.contact = min(seconds, MOST_16)
                self.relieve(p, 1)
                self.count("contact_seconds", area, 0, p.contact)
                self.count("clients_at_minimum", area, 0, int(seconds <= int(least[stage])))
                self.count("clients_below_minimum", area, 0, int(seconds < int(least[stage])))

    def relieve(self, p, quality):
        """Contact lowers a lack of confidence."""
        rules = self.rules_of(p)
        share = rules["shareout.beta"] * quality
        if share > 0 and p.contact > 0 and p.confidence > 0:
            fall = p.confidence * (q16(min(share, 1)) * dose(rules, p.contact) // ONE)
            whole = fall // ONE + int(self.draw(p.id, CONTACT, 1)[0] >> 16 < fall % ONE)
            p.confidence = max(p.confidence - whole, 0)

    def pressed(self, p, rules):
        """The dose of contact that presses the person into any job."""
        if rules["shareout.pressure_by_schedule"] == 1 and self.has_adviser(p):
            return dose(rules, p.contact) * p.j.pressure // 255
        return dose(rules, p.contact) if rules["jobcentre.objective"] == OBJECTIVE_OFF_FLOW else 0

    # Matching.

    def apply(self, p):
        if p.activity == OUT:
            return
        rules = self.rules_of(p)
        rate = lifted(rules, self.search_rate(p, rules), p.contact)
        if rate <= LOWEST:
            return
        draw = self.lane_draw(p, LANE_SEARCH)
        for number, table in enumerate(AT_LEAST_TABLES):
            if draw >= hazard(rate, table):
                break
            self.apply_once(p, rules, number * 32)

    def apply_once(self, p, rules, index):
        draw = self.draw(p.id, APPLY, index)
        area = place_in(self.commuting[p.area], draw[0])
        band = p.band - int(p.band > LOW and draw[1] < threshold(rules["matching.lower_band"]))
        tries = int(rules["matching.probes"])
        for slot in self.places(area * 3 + band, tries, lambda i: self.draw(p.id, APPLY, index + 1 + i)):
            is_open = self.vacancy_posted[slot] != NONE and self.vacancy_closes[slot] >= self.week
            if is_open and not (p.activity == EMPLOYED and self.vacancy_contract[slot] == TEMPORARY):
                self.count("applications", area)
                self.rank(p, rules, slot)
                return

    def rank(self, p, rules, slot):
        """The employer's opinion of the applicant; the best so far is kept, at equal rank the lowest identity."""
        draw = self.draw(p.id, RANK, slot, week=self.vacancy_posted[slot])
        score = int(rules["matching.signal_ability"] * (p.search + p.learned)) + normal(draw[0])
        if p.activity != EMPLOYED:
            score -= stigma(rules, self.weeks_out(p))
        if p.has(CONDITION):
            score -= int(rules["matching.group_stigma"] * 32)
        if p.has(OFFENDER):
            score -= int(rules["matching.offender_stigma"] * 32)
        if score >= int(rules["matching.threshold"] * 32):
            place = min(max(32768 + score * 8, 0), MOST_16) << 16 | draw[1] >> 16
            self.vacancy_best[slot] = max(self.vacancy_best[slot], place << 32 | MOST_32 - p.id)

    def offers_made(self):
        """Vacancies that close offer the job to the best applicant, wait on, or are withdrawn."""
        offers = []
        for area in range(self.n_areas):
            rules = self.rules_of_area(area)
            for slot in range(self.first[area * 3], self.first[area * 3 + 3]):
                posted = self.vacancy_posted[slot]
                if posted == NONE or self.vacancy_closes[slot] > self.week:
                    continue
                best = self.vacancy_best[slot]
                if best:
                    p = self.row_of_id[MOST_32 - (best & MOST_32)]
                    gone = p.activity in (OUT, STUDENT) or p.has(CORE)
                    if gone or (p.activity == EMPLOYED and self.vacancy_contract[slot] == TEMPORARY):
                        self.reopen(area, slot)
                        continue
                    match = normal(self.draw(p.id, MATCH, slot, week=posted)[0])
                    offers.append((p.row, -match, slot, area))
                    self.count("offers", area)
                elif self.week - posted >= int(rules["demand.expiry_weeks"]):
                    self.close(area, slot)
                    self.count("vacancies_withdrawn", area)
                else:
                    self.reopen(area, slot)
        return sorted(offers)

    def reopen(self, area, slot):
        self.vacancy_best[slot] = 0
        self.vacancy_closes[slot] = self.week + int(self.rules_of_area(area)["demand.closing_weeks"])

    def accept(self, offers):
        """Each person looks at the best match among the offers, and takes it if it is good enough."""
        answered = set()
        for row, minus_match, slot, area in offers:
            p = self.persons[row]
            if row not in answered and self.is_good_enough(p, -minus_match):
                self.take(p, -minus_match, slot, area)
            else:
                self.reopen(area, slot)
            answered.add(row)
        for area in range(self.n_areas):
            self.count("vacancies", area, 0, sum(self.vacancy_open[area * SECTORS:(area + 1) * SECTORS]))

    def is_good_enough(self, p, match):
        rules = self.rules_of(p)
        if p.activity == EMPLOYED:
            return match > p.match + int(rules["matching.mover_gain"] * 32)
        least = reservation(rules, self.weeks_out(p))
        pressure = q16(rules["jobcentre.pressure_reservation"] * 32)
        least -= quotient(quotient(pressure * self.pressed(p, rules), ONE), ONE)
        if rules["shareout.pressure_by_schedule"] == 1 and self.has_adviser(p):
            patient = dose(rules, p.contact) - self.pressed(p, rules)
            least += quotient(quotient(q16(rules["shareout.patience"] * 32) * patient, ONE), ONE)
        return match > least

    def take(self, p, match, slot, area):
        rules = self.rules_of(p)
        band = next(band for band in range(3) if slot < self.first[area * 3 + band + 1])
        posted = self.vacancy_posted[slot]
        draw = self.draw(p.id, MATCH, slot, week=posted)
        self.hire(p, {
            "job_area": area, "job_sector": self.vacancy_sector[slot], "job_band": band,
            "job_size": self.vacancy_size[slot], "job_contract": self.vacancy_contract[slot], "match": match,
            "wage": self.wage(rules, area, band, match, draw[1]), "job_hours": hours_of(rules, p.sex, draw[2])})
        self.count("vacancies_filled", area)
        self.count("weeks_to_fill", area, 0, self.week - posted + 1)
        self.close(area, slot)

    def wage(self, rules, area, band, match, draw):
        spread = rules["progression.wage_spread"] * normal(draw) / 32
        log_wage = spread + rules["progression.match_wage"] * match / 32
        wage = rules["progression.hourly_wage"][band] * self.pay_factor[area] * exp(log_wage) + 0.5
        return min(int(max(wage, rules["progression.minimum_wage"])), MOST_16)

    # Progression.

    def progression(self, p):
        if p.activity != EMPLOYED or p.job_since == self.week:
            return
        rules = self.rules_of(p)
        small = rules["progression.training_small"] if p.job_size == SMALL else 1.0
        chances = (yearly(rules["progression.raise_rate"]),
                   yearly(rules["progression.promotion_rate"]) if p.job_band < HIGH else 0,
                   yearly(rules["progression.hours_rate"]),
                   weekly(rules["progression.to_permanent"]) if p.job_contract == TEMPORARY else 0,
                   yearly(rules["progression.training_rate"][p.qualification] * small))
        draw, below = self.lane_draw(p, LANE_PROGRESS), 0
        for event, chance in enumerate(chances):
            below += chance
            if draw < below:
                self.count("progressions", p.area, event)
                self.progress(p, rules, event)
                return

    def progress(self, p, rules, event):
        """Rise of pay, promotion, change of hours, a permanent contract, training."""
        if event == 0:
            p.wage = raised(p.wage, rules["progression.raise_size"])
        elif event == 1:
            p.job_band += 1
            p.band = max(p.band, p.job_band)
            p.wage = raised(p.wage, rules["progression.promotion_raise"])
        elif event == 2:
            p.job_hours = hours_of(rules, p.sex, self.draw(p.id, PROGRESS)[0])
        elif event == 3:
            p.job_contract = PERMANENT
        else:
            p.skills = int(p.skills * (1.0 - rules["progression.training_dose"]) + 0.5)
            p.wage = raised(p.wage, rules["progression.training_raise"])

    # --------------------------------------------------------------------------------------------- 6  the week

    def simulate(self):
        everyone = self.present
        self.set_redundancies()
        for area in range(self.n_areas):
            self.demand(area)
        for step in (self.calendar, self.demography, self.health, self.family, self.barriers, self.separations,
                     self.contribution_expiry, self.claims):
            for p in everyone:
                step(p)
        self.gateway()
        self.jobcentres()
        self.provision()
        for p in everyone:
            self.apply(p)
        self.accept(self.offers_made())
        for p in everyone:
            self.progression(p)
        self.contracts_step()
        for p in everyone:
            if p.row % 13 == self.week % 13:
                self.interview(p)

    def interview(self, p):
        before = p.survey_state
        now = 0 if p.activity == OUT else {EMPLOYED: 1, SEARCHING: 2}.get(p.activity, 3)
        p.survey_state = now
        if now == 0:
            return
        if before:
            self.count("survey_flows", 0, (before - 1) * 3 + now - 1)
        self.count("survey_conditionality", 0, self.conditionality(p))
        age = years(p.birth_week, self.week)
        lone_parent = (p.has(CARER) and not p.has(PARTNER) and p.child_birth_week != NONE
                       and years(p.child_birth_week, self.week) < 16)
        groups = (True, age < 25, age >= 50, p.sex == FEMALE, p.qualification == 0, p.qualification == 4,
                  p.has(CONDITION), lone_parent, self.rural_share[p.area] > 0.4)
        for group, belongs in enumerate(groups):
            if belongs:
                self.count("survey_persons", 0, group)
                self.count("survey_employed", 0, group, int(now == 1))
                self.count("survey_claimants", 0, group, int(p.claims_jsa))

    def conditionality(self, p):
        """0 off benefit, 1 work-ready, 2 progression to work, 3 none."""
        if p.claim == ESA:
            return 3 if p.has(CORE) else 2
        if p.claim == INCOME_SUPPORT:
            age = 0 if p.child_birth_week == NONE else years(p.child_birth_week, self.week)
            return 3 if age < 1 else 2
        return 0 if p.claim == NO_CLAIM else 1

    def stocks(self):
        """Recounted from the persons, those who have left or are still to come included."""
        stock = {}

        def add(measure, area, cell, amount):
            stock[(measure, area, cell)] = stock.get((measure, area, cell), 0) + amount

        for p in self.persons:
            add("persons", p.area, p.state, 1)
            add("claims", p.area, p.claim, 1)
            if p.activity == EMPLOYED:
                add("jobs", p.job_area, p.job_sector, 1)
                add("temporary_jobs", p.job_area, 0, int(p.job_contract == TEMPORARY))
                add("low_paid", p.area, 0, int(p.wage < self.rules[0]["progression.low_pay_line"]))
                add("hours_worked", p.area, 0, p.job_hours)
                add("earnings", p.area, 0, p.wage * p.job_hours)
        return stock


# Rules that need nothing but parameters.


def weeks_at(age):
    """Whole weeks of life at an age."""
    return int(age * WEEKS_A_YEAR)


def weekly_share(half_life):
    return 1.0 - exp2(-1.0 / half_life) if half_life > 0 else 1.0


def raised(wage, share):
    return min(int(wage * (1.0 + share) + 0.5), MOST_16)


def highest_band(rules, qualification, draw):
    if unit(draw) < rules["progression.low_band_share"][qualification]:
        return LOW
    return HIGH if unit(draw) >= 1.0 - rules["progression.high_band_share"][qualification] else MIDDLE


def hours_of(rules, sex, draw):
    share = rules["progression.part_time_share"] * (1.5 if sex == FEMALE else 0.5)
    return int(rules["progression.part_time_hours" if draw < threshold(share) else "progression.full_time_hours"])


def q16(x):
    return rounded(x * ONE)


def contact_step(contact):
    """Contact is told apart in steps of 16 seconds, up to 511 of them."""
    return min(contact // 16, 511) * 16


def dose_share(rules, contact):
    return 1.0 - exp(-float(contact_step(contact)) / (rules["jobcentre.h0"] * 60.0))


def dose(rules, contact):
    """1 - exp(-h/h0), in Q16."""
    return q16(dose_share(rules, contact))


def softplus(v):
    """log2(1 + 2^v) in Q16, from a table in steps of 1/32."""
    if v <= -16 * ONE:
        return 0
    if v >= 16 * ONE:
        return v
    return q16(log2(1.0 + exp2(-16.0 + (v + 16 * ONE) // STEP / 32.0)))


def lifted(rules, rate, contact):
    """The log rate of applications with contact: r(h) = r + kappa r^alpha rbar^(1-alpha) (1 - exp(-h/h0))."""
    if contact == 0 or rate == NEVER:
        return rate
    distance = log_rate(rules["matching.application_rate"]) - rate
    lift = (log_rate(rules["jobcentre.kappa"]) + log_rate(dose_share(rules, contact))
            + quotient(q16(1.0 - rules["jobcentre.alpha"]) * distance, ONE))
    return rate + softplus(lift)


def search_by_duration(rules, weeks):
    floor = rules["matching.duration_floor"]
    return log_rate(floor + (1.0 - floor) * exp(-weeks / rules["matching.duration_weeks"]))


def fade(rules, weeks):
    return 1.0 - exp(-weeks / rules["matching.stigma_weeks"])


def stigma(rules, weeks):
    return int(rules["matching.stigma"] * fade(rules, weeks) * 32 + 0.5)


def reservation(rules, weeks):
    return rounded((rules["matching.reservation"] - rules["matching.reservation_fall"] * fade(rules, weeks)) * 32)


# What an hour for a client is worth: ln w in steps of 1/32 above -24; None is a client who does not search.

BINS, BIN_LOWEST, BIN_STEPS = 1280, -24, 32


def weight_of_entry(rules, rate, value, not_anyway):
    """log2 of kappa r^alpha rbar^(1-alpha) V (1 - P); None for nothing."""
    if rate <= LOWEST or value <= LOWEST:
        return None
    success, alpha = log_rate(rules["jobcentre.success"]), rules["jobcentre.alpha"]
    mean = log_rate(rules["matching.application_rate"] * rules["jobcentre.success"])
    weight = log_rate(rules["jobcentre.kappa"]) + int((1.0 - alpha) * mean)
    return weight + quotient(q16(alpha) * (rate + success), ONE) + value + not_anyway


def weight_of_relief(rules, relief_of, fee, value, slope_of):
    """log2 of relief (fee + gamma V r dP/dr)."""
    gamma = log_rate(rules["shareout.gamma"])
    if relief_of <= LOWEST:
        return None
    later = gamma + value + slope_of if min(gamma, value, slope_of) > LOWEST else None
    each = sum_of_logs(fee if fee > LOWEST else None, later)
    return None if each is None else each + relief_of


def sum_of_logs(a, b):
    if a is None or b is None:
        return b if a is None else a
    high, low = max(a, b), min(a, b)
    if high - low >= 32 * ONE:
        return high
    return high + q16(log2(1.0 + exp2((low - high) / ONE)))


def slope(r, rho, weeks):
    """r dP/dr of P = r/(r+rho) (1 - exp(-(r+rho) weeks))."""
    if weeks <= 0:
        return 0
    end = exp(-(r + rho) * weeks)
    return r * (rho * (1.0 - end) / ((r + rho) * (r + rho)) + r * weeks * end / (r + rho))


def relief(rules, p, quality):
    """log2 of the barriers that a week of full contact takes away."""
    beta = rules["shareout.beta"]
    return log_rate(beta * quality * p.confidence / 255) if beta > 0 else NEVER


def error_about(week, p, rules, record):
    noise = rules["shareout.rate_noise"]
    if noise <= 0:
        return 0
    draw = week.draw(p.id, CONTACT, 0, week=week.week // 13)[0]
    return log_effect(noise * ((255 - record) / 255) * normal(draw) / 32)


def worth(rules, rate, rate_with_contact, claims_made, relief_of):
    """The place of log2 w of a jobcentre's client."""
    value = 0
    if rules["jobcentre.objective"] == OBJECTIVE_SUSTAINED:
        part = min(rules["jobcentre.sustained_weeks"] / 26.0, 1)
        value = log_rate(power(1.0 - rules["jobcentre.claim_discount"] * part, min(claims_made, 15)))
    cell = min(max(quotient(rate_with_contact + log_rate(rules["jobcentre.success"]) + 16 * ONE, STEP), 0), 511)
    r, rho, weeks = exp2(-16.0 + cell / 32.0), rules["jobcentre.rho"], rules["jobcentre.horizon"]
    entry = weight_of_entry(rules, rate, value, log_rate(1.0 - r / (r + rho) * (1.0 - exp(-(r + rho) * weeks))))
    lower = weight_of_relief(rules, relief_of, NEVER, value, log_rate(slope(r, rho, weeks)) if rate > LOWEST else NEVER)
    return place_of(sum_of_logs(entry, lower))


def place_of(weight):
    if weight is None:
        return None
    place = quotient((quotient(weight * 45426, ONE) - BIN_LOWEST * ONE) * BIN_STEPS, ONE)
    return min(max(place, 0), BINS - 1)


def bin_value(place):
    return BIN_LOWEST + (place + 0.5) / BIN_STEPS


def share_out(clients, seconds, least, most, h0):
    """min(most, max(least, h0 (ln w - theta))) for each client (stage, bin), with theta such that all is used.

    Of n clients, m stand between their bounds; the others' time is fixed. Then
    theta = ln(h0 lambda) = (sum of ln w of the m - (seconds - fixed)/h0) / m.
    Who those m are is found exactly: the time used falls with theta, so the corners at which a client meets a bound are
    searched for the pair between which all the time is used.
    """
    answer = {"theta": 0.0, "equal": -1.0, "minimum_broken": 0, "spare": 0, "given": []}
    if not clients:
        return answer
    each = seconds / len(clients)
    minima = sum(Fraction(least[stage]) for stage, _ in clients)
    if seconds < minima or all(place is None for _, place in clients) or each >= most:
        answer["minimum_broken"] = int(seconds < minima)
        answer["spare"] = int(each > most)
        answer["equal"] = min(each, most)
        answer["given"] = [int(answer["equal"])] * len(clients)
        return answer

    low_of = [min(least[stage], most) for stage, _ in clients]
    values = [None if place is None else Fraction(bin_value(place)) for _, place in clients]

    def given_at(theta):
        return [Fraction(low) if x is None else min(Fraction(most), max(Fraction(low), Fraction(h0) * (x - theta)))
                for x, low in zip(values, low_of)]

    corners = sorted({x - Fraction(bound) / Fraction(h0) for x, low in zip(values, low_of) if x is not None
                      for bound in (low, most)})
    above = next(i for i, theta in enumerate(corners) if sum(given_at(theta)) <= seconds)
    on_corner = above == 0 or sum(given_at(corners[above])) == seconds
    middle = corners[above] if on_corner else (corners[above - 1] + corners[above]) / 2
    wanted = [None if x is None else Fraction(h0) * (x - middle) for x in values]
    at_most = [wish is not None and wish >= most for wish in wanted]
    inside = [wish is not None and low < wish < most for wish, low in zip(wanted, low_of)]
    between, weighted, fixed = sum(inside), float(sum(x for x, m in zip(values, inside) if m)), 0.0
    for group, low in enumerate(least):
        here = [(top, m) for (stage, _), top, m in zip(clients, at_most, inside) if stage == group]
        fixed += sum(not top and not m for top, m in here) * min(low, most) + sum(top for top, _ in here) * most
    if between == 0:  # any theta that keeps everyone at a bound will do
        answer.update(theta=None, spare=None, given=[int(g) for g in given_at(middle)])
        return answer
    theta = (weighted - (seconds - fixed) / h0) / between
    answer.update(theta=None if on_corner else theta, spare=None if on_corner else 0)
    wanted = [0 if place is None else h0 * (bin_value(place) - theta) for _, place in clients]
    answer["given"] = [int(min(most, max(least[stage], wish))) for (stage, _), wish in zip(clients, wanted)]
    return answer
