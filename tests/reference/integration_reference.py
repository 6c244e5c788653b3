"""Integration of one week: a second reading of sim/agents/handover and sim/processes/gateway/trust. It completes
routeway_reference.Week.
"""

from routeway_reference import NONE, OFFENDER, ONE, q16, threshold
from provision_names import *  # noqa: F403

LINK, ROOF, JUSTICE = 5, 6, 7  # after the seams


def combined(a, b):
    return FULL - (FULL - a) * (FULL - b) // FULL


def seconds_of(minutes):
    return int(minutes * 60.0)


def case_seconds(rules):
    """What a client of a programme takes besides contact."""
    minutes = 0.0
    if rules["integration.key_worker"] == 1:
        minutes += rules["integration.key_worker_minutes"]
    if rules["integration.co_production"] == 1:
        minutes += rules["integration.co_minutes"]
    return seconds_of(minutes)


def leavers(rules):
    """Those who drop out of services, against those who do without key workers and co-production."""
    kept = rules["integration.key_worker_hold"] if rules["integration.key_worker"] == 1 else 0.0
    designed = rules["integration.co_completion"] if rules["integration.co_production"] == 1 else 0.0
    return (1.0 - kept) * (1.0 - designed)


def co_starts(rules):
    return rules["integration.co_starts"] if rules["integration.co_production"] == 1 else 0.0


def assessed(rules, arrived):
    """The provider's record once the action plan stands."""
    own = int(rules["provision.assessed_record"] * FULL)
    if arrived > 0 and rules["integration.common_assessment"] == 1:
        return arrived
    if rules["integration.combine_records"] == 1:
        return combined(arrived, own)
    return max(arrived, own)


def assessment_weeks(rules, seam, arrives):
    if seam not in (TO_PROGRAMME, TO_SUCCESSOR):
        return 0 if arrives else int(rules["integration.stream_assessment_weeks"])
    if not arrives:
        return int(rules["provision.assessment_weeks"])
    return 0 if rules["integration.common_assessment"] == 1 else 1


def assessment_seconds(rules, known, arrives):
    full = seconds_of(rules["integration.assessment_minutes"])
    if not arrives:
        return full
    return 0 if rules["integration.common_assessment"] == 1 else full * (FULL - known) // FULL


class Integration:
    def begin_integration(self):
        self.jobcentre_assigned = [0] * self.n_areas

    def build_trust(self):
        for area, partnership in enumerate(self.partners):
            rules = self.rules_of_area(area)
            staff = changed = 0
            for office in self.offices[area * PROVIDERS:(area + 1) * PROVIDERS]:
                now, before = int(office.staff * 1000), office.known
                staff, changed, office.known = staff + max(now, before), changed + abs(now - before), now
            churn = changed * ONE // staff if staff else 0
            gone = min(q16(rules["integration.trust_churn"]) * churn // ONE, ONE)
            trust = partnership.trust
            trust += q16(rules["integration.trust_growth"]) * (ONE - trust) // ONE
            trust -= trust * gone // ONE
            partnership.trust = trust
            self.count("trust", area, 0, trust * 1000 // ONE)

    def reliance(self, area):
        return 1.0 - self.rules_of_area(area)["integration.trust_weight"] * (1.0 - self.partners[area].trust / ONE)

    def survives(self, p, draw):
        rules = self.rules_of(p)
        return (rules["integration.key_worker"] == 1
                or draw < threshold(rules["gateway.data_sharing"] * self.reliance(p.area)))

    def jobcentre_record(self, p):
        rules = self.rules_of(p)
        record, own = int(rules["gateway.jobcentre_record"] * FULL), int(rules["provision.assessed_record"] * FULL)
        if rules["integration.common_assessment"] == 1:
            record = combined(record, own)
        if self.from_justice(p):
            record = combined(record, own)
        if (rules["integration.combine_records"] == 1 and p.journey_ended != NONE
                and self.survives(p, self.draw(p.id, HANDOVER, TO_JOBCENTRE, week=p.journey_ended)[0])):
            record = combined(record, own)
        return record

    def one_roof(self, p):
        return self.draw(p.id, HANDOVER, ROOF, week=0)[0] < threshold(self.rules_of(p)["integration.co_location"])

    def from_justice(self, p):
        chance = threshold(self.rules_of(p)["integration.justice"])
        return p.has(OFFENDER) and self.draw(p.id, HANDOVER, JUSTICE, week=0)[0] < chance

    def finds_link(self, p, service):
        return self.draw(p.id, HANDOVER, LINK)[0] < threshold(self.rules_of(p)["integration.link"][service])

    def is_lost(self, p, seam):
        rules = self.rules_of(p)
        chance = rules["integration.handover_loss"][seam] * (1.0 - rules["integration.tracking"])
        lost = self.draw(p.id, HANDOVER, seam)[1] < threshold(chance) and not self.one_roof(p)
        self.count("handover_persons_lost", 0, seam, int(lost))
        return lost

    def record_arrives(self, p, seam, known, draw):
        arrives = known > 0 and self.survives(p, draw)
        self.count("handovers", 0, seam)
        self.count("handover_records_lost", 0, seam, int(known > 0 and not arrives))
        return arrives

    def assess(self, p, seam, known, arrives):
        rules, advisers = self.rules_of(p), seam in (TO_PROGRAMME, TO_SUCCESSOR)
        if advisers:
            self.office(p).assigned += assessment_seconds(rules, known, arrives)
        if known == 0 or arrives:
            return
        weeks = assessment_weeks(rules, seam, False) - assessment_weeks(rules, seam, True)
        if p.j.stage in (PLACEMENT, AFTERCARE):
            weeks = 0
        self.count("handover_assessments", 0, seam)
        self.count("handover_weeks_lost", 0, seam, max(weeks, 0))
        if advisers:
            needed = assessment_seconds(rules, known, True) if seam == TO_PROGRAMME else 0
            self.count("handover_seconds_lost", 0, seam, assessment_seconds(rules, known, False) - needed)

    def assess_in_common(self, p):
        rules = self.rules_of(p)
        if rules["integration.common_assessment"] == 1:
            self.jobcentre_assigned[p.area] += seconds_of(rules["integration.assessment_minutes"])

    def count_plan(self, p, later=0):
        self.count("plans", 0, p.j.stream)
        self.count("weeks_to_plan", 0, p.j.stream, self.week + later - p.j.referred)

    def without_cases(self, seconds, assigned):
        """What is left to be shared out, and what cases took."""
        taken = min(assigned, int(seconds))
        return seconds - float(taken), taken
