"""Which weeks check_reference_week.py recomputes, and what must happen in them."""

from typing import NamedTuple, Optional


class Case(NamedTuple):
    scenario: str  # from the source folder
    week: int
    scale: float
    seed: Optional[int] = None  # None: the scenario's own
    screen: bool = True


BASELINE = "scenarios/scotland-baseline.cfg"
ALIGNED = "scenarios/aligned-incentives.cfg"
OWN = "tests/reference/scenarios/"

CASES = (
    Case(BASELINE, 1, 0.001),
    Case(BASELINE, 108, 0.001),
    Case(BASELINE, 215, 0.001, 4294967295, screen=False),
    Case(ALIGNED, 131, 0.001),
    Case(OWN + "busy.cfg", 60, 0.002, 6),
    Case(OWN + "busy.cfg", 75, 0.001),
    Case(OWN + "busy.cfg", 76, 0.002, 7),
    Case(OWN + "provision.cfg", 60, 0.002),
    Case(OWN + "provision.cfg", 66, 0.002, 2),
    Case(OWN + "provision.cfg", 118, 0.003, 3),
    Case(OWN + "provision.cfg", 125, 0.002, 4, screen=False),
    Case(OWN + "funding.cfg", 117, 0.002, 5),
    Case(OWN + "funding.cfg", 118, 0.003, 5),
    Case(OWN + "funding.cfg", 121, 0.003, 8),
    Case(OWN + "funding.cfg", 127, 0.002, 9, screen=False),
    Case(OWN + "funding.cfg", 130, 0.003, 5),
    Case(OWN + "schedules.cfg", 78, 0.003, 5),
    Case(OWN + "schedules.cfg", 116, 0.003, 6),
    Case(OWN + "credit.cfg", 110, 0.002, 5),
    Case(OWN + "credit.cfg", 124, 0.002, 6),
    Case(OWN + "credit.cfg", 140, 0.002, 7, screen=False),
    Case(OWN + "organisations.cfg", 61, 0.003, 1),
    Case(OWN + "organisations.cfg", 74, 0.003, 1),
    Case(OWN + "organisations.cfg", 65, 0.002),
    Case(OWN + "organisations.cfg", 66, 0.002, screen=False),
    Case(OWN + "organisations.cfg", 156, 0.003, 2),
    Case(OWN + "shareout.cfg", 58, 0.003, 5),
    Case(OWN + "shareout.cfg", 123, 0.003, 6),
    Case(OWN + "integration.cfg", 70, 0.003, 5),
    Case(OWN + "integration.cfg", 90, 0.003, 8),
    Case(OWN + "choice.cfg", 91, 0.002),
    Case(OWN + "choice.cfg", 117, 0.003, 2),
    Case(OWN + "choice.cfg", 140, 0.002, 3, screen=False),
    Case(OWN + "joined.cfg", 121, 0.004, 3),
    Case(OWN + "everything.cfg", 133, 0.003, 5),
)

# By measure, the cells of its axis that all these weeks together must count: else nothing of them was compared.
MUST_HAPPEN = {
    # the programme and the streams
    "referrals": (0, 1, 2, 3),
    "attached": (0, 1, 2, 4, 5, 6, 8, 9, 10, 11, 12),
    "assessments": (0,),
    "assessments_repeated": (0,),
    "plans": (0, 1),
    "weeks_to_plan": (2,),
    "waiting": (1,),
    "services_started": (0, 1, 2, 3, 4, 5),
    "services_completed": (0,),
    "services_dropped": (0,),
    "services_wrong": (0,),
    "re_engaged": (0,),
    "journey_ends": (0, 1, 2, 3, 4),
    "provider_contact": (0,),
    "distance_travelled": (0,),
    "provider_clients_by_distance": (0, 1, 2, 3, 4),
    "provider_contact_by_distance": (0, 1, 2, 3, 4),
    "provider_at_minimum_by_distance": (4,),
    "provider_clients_below_minimum": (0,),
    "job_outcomes_by_distance": (0,),
    # payments
    "payments_made": (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13),
    "payments": (10, 11, 12, 14),
    "payments_due": (3, 7),
    # money of the streams
    "allotted": (1,),
    "unspent": (0, 1),
    "carried_over": (0, 1, 2),
    "returned": (1,),
    "moved": (1,),
    "co_funding": (1,),
    "starts_declined": (1,),
    "need_waiting": (1,),
    "need_started": (1,),
    "need_weeks_waited": (1,),
    "accountability_cost": (0,),
    "stream_referrals": (1, 2, 3, 4),
    "committed": (0,),
    "released": (0,),
    # credit
    "courses_ended": (0, 1, 2),
    "course_fees": (0, 1, 2),
    "qualifications": (0,),
    "students_passed_on": (0,),
    "credited_outcomes": (0, 1, 2),
    "persons_paid_twice": (0,),
    "outcomes_paid_twice": (0,),
    "pence_paid_twice": (0,),
    # providers as organisations
    "lots_awarded": (0, 1),
    "lots_lost": (0, 1),
    "market_shifts": (0,),
    "clients_handed_over": (0, 1),
    "journeys_handed_over": (0,),
    "staff_hired": (0, 1),
    "staff_left": (0, 1),
    "provider_failures": (0, 1),
    "subcontracted": (4,),
    # what is lost between agencies, and what joining up changes
    "handovers": (0, 1, 2, 3, 4),
    "handover_records_lost": (0, 1, 3, 4),
    "handover_persons_lost": (0, 1),
    "handover_assessments": (0, 1, 3),
    "handover_weeks_lost": (0, 1, 3),
    "handover_seconds_lost": (0, 3),
    "jobcentre_case_seconds": (0,),
    "provider_case_seconds": (0,),
    "trust": (0,),
    "wrong_door": (1, 2),
    "links_used": (3,),
    "passed_on": (2, 3),
    "choices_corrected": (2,),
    # choice
    "chosen": (0, 1, 2, 3, 4),
    "vouchers_issued": (1, 2),
    "vouchers_lapsed": (2,),
    "provider_attached": (3,),
    "provider_outcomes": (0, 1),
    "provider_expected": (1,),
}
