"""Codes of sim/agents/axes.def and sim/core/purposes.def that the rules of provision use."""

from routeway_reference import exp

BARRIER, REFERRAL, JOURNEY, SERVICE, QUEUE = range(19, 24)
QUALIFICATION_DRAW = 25
ORGANISATIONS = 26
HANDOVER, DOOR = 28, 29
TO_PROGRAMME, TO_STREAM, TO_PARTNER, TO_SUCCESSOR, TO_JOBCENTRE = range(5)
CHOICE, COME_FORWARD = 30, 31
NOT_PUBLISHED, RAW, ADJUSTED = range(3)
HEALTH, SKILLS, HOUSING, CARING_BARRIER, CONFIDENCE = range(5)
FUNDING = 27
FIXED, CENTRAL, LOCAL = range(3)
PROGRAMME, SKILLS_STREAM, SUPPORT, FND = range(4)
STREAMS = 4
PRIME_A, PRIME_B, COLLEGE, THIRD_SECTOR, SPECIALIST, LOCAL_AUTHORITY, CAREERS = range(7)
PROVIDERS = 7
PROGRAMMES = (PROGRAMME, FND)
POT = SKILLS_STREAM
POOLED = (SKILLS_STREAM, SUPPORT)
SERVICES = 6
(YOUNG, ADULT, EARLY, EX_IB, VOLUNTEER, NEW_ESA, ESA_EX_IB, IB_IS, PRISON, GROUP_FND, GROUP_CORE, GROUP_ADVANCED, GROUP_INTENSE,
 GROUP_SKILLS, GROUP_SUPPORT) = range(15)
ENGAGED, ACTION_PLAN, IN_SERVICES, PLACEMENT, AFTERCARE = range(5)
TIME_OVER, ALL_PAID, AFTERCARE_OVER, DROPPED, NOT_STARTED, LEFT = range(6)
(ATTACHMENT, START, COMPLETION, JOB_OUTCOME, SUSTAINMENT, SERVICE_FEE, JOB_START, PROGRESSION, DISTANCE, ENGAGEMENT, QUALIFICATION,
 RETENTION, CREDIT, CLAW_BACK, CO_FUNDING) = range(15)
(GROSS, TAX, NI, EMPLOYER_NI, JSA_PAID, ESA_PAID, IS_PAID, HOUSING_PAID, CHILD_PAID, CREDITS, NET) = range(11)
COMPLETED, FOR_WORK, COURSE_DROPPED = range(3)
NEW_MONEY, FROM_PROGRAMME = range(2)
FULL = 255
BILLION = 1000000000
OWN, BY_LINK, BY_PARTNER = range(3)  # who gives a service


def pence(amount):
    return int(amount + 0.5)


def entry(r, rho, weeks):
    """Chance of entering work within so many weeks, discounted at rho."""
    return 0.0 if weeks <= 0 else r / (r + rho) * (1.0 - exp(-(r + rho) * weeks))


DONE_ENGAGEMENT, DONE_PROGRESSION, DONE_CLAW_BACK = 1, 2, 4
YEARS_OF_CONTRACT = 4
VALIDATED = (JOB_START, JOB_OUTCOME, SUSTAINMENT, PROGRESSION, CLAW_BACK)


def schedule(rules, group, year):
    """What a contract pays for, by the names of sim/agents/schedule.fields.def."""
    def of(module, name, factor=1.0):
        return int(rules[f"{module}.{name}"][group] * factor + 0.5)

    later = year + 1 >= int(rules["schedules.later_from"][group])
    outcome = rules["schedules.later_outcome_share"][group] if later else 1.0
    found = {name: of("contracts", name) for name in ("outcome_weeks", "sustainment_weeks", "sustainment_most")}
    found.update({name: of("schedules", name) for name in (
        "service_fee_every", "service_fee_weeks", "job_start_most", "progression_weeks", "validation_weeks", "claw_back_weeks")})
    found.update({name: of("schedules", name + "_fee") for name in ("engagement", "job_start", "progression")})
    found["continuous"] = int(rules["schedules.continuous"][group] > 0)
    found["service_fee"] = of("schedules", "service_fee", rules["schedules.later_service_share"][group] if later else 1.0)
    found["outcome"] = of("contracts", "outcome_fee", outcome)
    found["sustainment"] = of("contracts", "sustainment_fee", outcome)
    found["progression_gain"], found["claw_back"] = of("schedules", "progression_gain", BILLION), of("schedules", "claw_back", BILLION)
    return found


def value(rules, terms, j):
    """Pence still to be earned from an entry into work."""
    later = (rules["provision.expected_sustainment"] * terms["sustainment"]
             * (terms["sustainment_most"] - (j.sustained if j.outcome else 0)))
    worth = max(later, 0) if j.outcome else rules["provision.expected_outcome"] * (terms["outcome"] + later)
    if j.job_starts < terms["job_start_most"]:
        worth += terms["job_start"]
    if j.wage_before > 0 and not j.done & DONE_PROGRESSION:
        worth += rules["schedules.expected_progression"] * terms["progression"]
    return worth


def distance_fee(rules, j):
    """Pence for a whole barrier; nothing once the most has been paid."""
    if j.distance - j.distance_paid >= rules["shareout.distance_most"] * FULL / 10:
        return 0
    return rules["shareout.distance_fee"][j.group] * 10


def pressure(rules, terms, j):
    """The share, in 1/255, of what can still be earned that some weeks in work more would bring."""
    total, soon = value(rules, terms, j), 0
    beyond = (j.weeks_running if terms["continuous"] else j.weeks_worked) + int(rules["shareout.entry_weeks"]) - terms["outcome_weeks"]
    if beyond >= 0:
        sustained = min(beyond // terms["sustainment_weeks"], terms["sustainment_most"])
        soon = rules["provision.expected_sustainment"] * terms["sustainment"] * max(sustained - j.sustained, 0)
        if not j.outcome:
            soon = rules["provision.expected_outcome"] * (terms["outcome"] + soon)
    if j.job_starts < terms["job_start_most"]:
        soon += terms["job_start"]
    if total <= 0 or soon <= 0:
        return 0
    return int(soon / total * FULL + 0.5) if soon < total else FULL


def own_value(rules, terms, j):
    """The same, but for a partner's share."""
    return value(rules, terms, j) * (1.0 - rules["integration.partner_share"]) if j.partner else value(rules, terms, j)
