"""Codes of sim/agents/axes.def and sim/core/purposes.def that the rules of provision use."""

from routeway_reference import exp

BARRIER, REFERRAL, JOURNEY, SERVICE, QUEUE = range(19, 24)
CHOICE = 30
NOT_PUBLISHED, RAW, ADJUSTED = range(3)
HEALTH, SKILLS, HOUSING, CARING_BARRIER, CONFIDENCE = range(5)
PROGRAMME, SKILLS_STREAM, SUPPORT, FND = range(4)
STREAMS = 4
PRIME_A, PRIME_B, COLLEGE, THIRD_SECTOR, SPECIALIST, LOCAL_AUTHORITY, CAREERS = range(7)
PROVIDERS = 7
PROGRAMMES = (PROGRAMME, FND)
SERVICES = 6
(YOUNG, ADULT, EARLY, EX_IB, VOLUNTEER, NEW_ESA, ESA_EX_IB, IB_IS, PRISON, GROUP_FND, GROUP_CORE, GROUP_ADVANCED, GROUP_INTENSE,
 GROUP_SKILLS, GROUP_SUPPORT) = range(15)
ENGAGED, ACTION_PLAN, IN_SERVICES, PLACEMENT, AFTERCARE = range(5)
TIME_OVER, ALL_PAID, AFTERCARE_OVER, DROPPED, NOT_STARTED, LEFT = range(6)
(ATTACHMENT, START, COMPLETION, JOB_OUTCOME, SUSTAINMENT, SERVICE_FEE, JOB_START, PROGRESSION, DISTANCE, ENGAGEMENT, QUALIFICATION,
 RETENTION, CREDIT, CLAW_BACK, CO_FUNDING) = range(15)
(GROSS, TAX, NI, EMPLOYER_NI, JSA_PAID, ESA_PAID, IS_PAID, HOUSING_PAID, CHILD_PAID, CREDITS, NET) = range(11)
FULL = 255


def pence(amount):
    return int(amount + 0.5)


def entry(r, rho, weeks):
    """Chance of entering work within so many weeks, discounted at rho."""
    return 0.0 if weeks <= 0 else r / (r + rho) * (1.0 - exp(-(r + rho) * weeks))


def value(rules, j):
    """Pence still to be earned from an entry into work."""
    later = (rules["provision.expected_sustainment"] * rules["contracts.sustainment_fee"][j.group]
             * (rules["contracts.sustainment_most"][j.group] - (j.sustained if j.outcome else 0)))
    if j.outcome:
        return max(later, 0)
    return rules["provision.expected_outcome"] * (rules["contracts.outcome_fee"][j.group] + later)
