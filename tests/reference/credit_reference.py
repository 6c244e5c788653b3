"""Shared credit and colleges of one week: a second reading of sim/agents/credits, sim/processes/contracts/credit and
sim/processes/provision/college. It completes routeway_reference.Week. A person's credits are kept by stream."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, NONE, EMPLOYED, OUT, log_rate, threshold
from provision_names import *  # noqa: F403


def share_of(credit_rules, stream):
    return int(credit_rules["credit.outcome_fee"] * credit_rules["credit.share"][stream] + 0.5)


class Credit:
    def credit_begins(self, p, how):
        if self.rules_of(p)["credit.window_weeks"] < 1 or p.activity == OUT or self.is_elsewhere(p):
            return
        before = p.credits.get(p.j.stream)
        again = before is not None and before.paid and p.activity == EMPLOYED and before.spell == p.job_since
        p.credits[p.j.stream] = self.new_credit(
            row=p.row, ended=self.week, spell=p.job_since if again else p.j.outcome_spell if p.j.outcome_pence > 0 else NONE, weeks_worked=0, stream=p.j.stream,
            provider=p.j.provider, group=p.j.group, how=how, paid=1 if again else p.j.outcome, twice=before.twice if before else 0)

    def pay_credit(self, p, credit, pence):
        self.pay(p, CREDIT, pence, of=credit)
        self.count("credited_outcomes", 0, credit.stream)
        if credit.stream == SKILLS_STREAM:
            self.count("course_fees", 0, credit.how, pence)

    def credit_outcome(self, p, rules, fee):
        """A programme has been paid; those who served the person before have their share of it, or new money."""
        if fee == 0:
            return
        if rules["credit.funding"] == FROM_PROGRAMME:
            earlier = [c for s, c in sorted(p.credits.items()) if s != p.j.stream and not c.paid]
            together = max(sum(rules["credit.share"][c.stream] for c in earlier), 1)
            own = fee - self.partner_part(p, fee)
            for credit in earlier:
                part = int(own * (rules["credit.share"][credit.stream] / together))
                if part > 0:
                    credit.paid = 1
                    self.pay(p, CREDIT, -part)
                    self.pay_credit(p, credit, part)
        if any(c.stream != p.j.stream and c.spell == p.job_since for c in p.credits.values()):
            self.paid_twice(p, fee)

    def paid_twice(self, p, pence):
        if not any(credit.twice for credit in p.credits.values()):
            self.count("persons_paid_twice", 0)
        for credit in p.credits.values():
            credit.twice = 1
        self.count("outcomes_paid_twice", 0)
        self.count("pence_paid_twice", 0, 0, pence)

    def retention(self, p):
        rules = self.rules_of(p)
        if (p.j.stream == SKILLS_STREAM and not self.is_elsewhere(p) and p.service
                and self.week - p.j.attached == int(rules["credit.retention_weeks"])):
            fee = pence(rules["credit.retention_fee"])
            p.j.fees += fee
            self.pay(p, RETENTION, fee)

    def follow_credits(self):
        for p in self.present:
            if p.credits:
                self.follow_person(p, self.rules_of(p))

    def follow_person(self, p, rules):
        p.credits = {stream: credit for stream, credit in p.credits.items()
                     if p.activity != OUT and self.week - credit.ended <= int(rules["credit.window_weeks"])}
        paid = {credit.stream for credit in p.credits.values() if credit.spell == p.job_since}
        if p.j is not None and p.j.outcome_pence > 0 and p.j.outcome_spell == p.job_since:
            paid.add(p.j.stream)
        for stream in sorted(p.credits):
            credit = p.credits[stream]
            if p.activity != EMPLOYED or self.week <= credit.ended:
                continue
            credit.weeks_worked += 1
            amount = share_of(rules, stream)
            if (not credit.paid and rules["credit.funding"] == NEW_MONEY and amount > 0
                    and credit.weeks_worked >= int(rules["credit.outcome_weeks"])):
                credit.paid, credit.spell = 1, p.job_since
                self.pay_credit(p, credit, amount)
                if paid - {stream}:
                    self.paid_twice(p, amount)
                paid.add(stream)

    # Colleges.

    def college_reviews(self, p):
        rules, weeks = self.rules_of(p), self.week - p.j.attached
        expected = self.credit_expected(rules)
        if (p.j.stream != SKILLS_STREAM or self.is_elsewhere(p) or self.passed_on(p) or weeks <= 0
                or weeks % int(rules["credit.review_weeks"]) != 0 or expected <= 0):
            return
        rate, lock_in = self.search_rate(p, rules), rules["provision.lock_in"][self.service_of(p)]
        if rate == NEVER:
            return
        told = ref.exp2((rate - log_rate(lock_in)) / ONE) * rules["jobcentre.success"]
        if self.student_worth(p, rules, told, told, expected) > self.student_worth(p, rules, told, told * lock_in, expected):
            p.service += SERVICES
            self.count("students_passed_on", 0)

    def credit_expected(self, rules):
        if (rules["credit.window_weeks"] < rules["credit.outcome_weeks"] or rules["credit.funding"] != NEW_MONEY):
            return 0
        return rules["provision.expected_outcome"] * (rules["credit.share"][SKILLS_STREAM] * rules["credit.outcome_fee"])

    def student_worth(self, p, rules, told, rate, expected):
        """Pence that the college expects when the student enters work at so high a weekly rate."""
        service = self.service_of(p)
        drop_out, left = rules["provision.drop_out"][service], p.j.service_until - self.week
        until_retained = p.j.attached + rules["credit.retention_weeks"] - self.week
        worth = 0.0
        if (until_retained > 0 and rules["credit.retention_weeks"] < rules["provision.weeks"][service]
                and rules["credit.retention_fee"] > 0):
            worth = ref.exp(-(rate + drop_out) * until_retained) * rules["credit.retention_fee"]
        barrier = int(rules["provision.barrier"][service])
        lift = ref.exp(-rules["matching.barrier_effect"][barrier]
                       * (self.barrier(p, barrier) / FULL * rules["provision.dose"][service])
                       + rules["matching.search_effect"] * rules["provision.skill_gain"][service])
        later = entry(told * lift, 0, rules["credit.window_weeks"] - rules["credit.outcome_weeks"])
        completes = ref.exp(-(rate + drop_out) * left)
        works = entry(rate, drop_out, left) if rate > 0 else 0
        return (worth + completes * (rules["credit.qualification_fee"] * rules["credit.pass_chance"] + expected * later)
                + works * expected)

    def course_ends(self, p, how):
        rules = self.rules_of(p)
        if p.j.stream == SKILLS_STREAM:
            if (how == COMPLETED
                    and self.draw(p.id, QUALIFICATION_DRAW, 0)[0] < threshold(rules["credit.pass_chance"])):
                self.count("qualifications", 0)
                fee = 0 if self.is_elsewhere(p) else pence(rules["credit.qualification_fee"])
                p.j.fees += fee
                self.pay(p, QUALIFICATION, fee)
            self.count("courses_ended", 0, how)
            self.count("course_fees", 0, how, p.j.fees)
        self.credit_begins(p, how)
