"""Choice of provider: a second reading of sim/processes/gateway/choose. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import NEVER, ONE, log_rate, q16, quotient, weekly
from provision_names import *  # noqa: F403

PUBLISHED = ("1", "2", "3", "4")
FIGURES = ("attached", "outcomes", "expected")


class Choice:
    def taste(self, p, provider):
        u = (self.draw(p.id, CHOICE, provider, week=0)[0] + 0.5) / 4294967296.0
        return q16(-ref.log(-ref.log(u)))

    def choose(self, p, scores):
        """The provider of the highest score and taste; the first among equals. scores: {provider: Q16}."""
        return max(scores, key=lambda provider: (scores[provider] + self.taste(p, provider), -provider))

    def weighed(self, weight, doublings):
        return quotient(q16(weight) * doublings, ONE)

    def published_score(self, p, rules, provider):
        office = self.offices[p.area * PROVIDERS + provider]
        outcomes, attached, expected = (
            sum(getattr(office, f"{name}_{quarter}") for quarter in PUBLISHED) for name in ("outcomes", "attached", "expected"))
        few, prior = rules["choice.prior_attachments"], rules["choice.prior"]
        if rules["choice.performance"] == ADJUSTED:
            share = (outcomes + few * prior) / (expected / ONE + few * prior)
        else:
            share = (outcomes + few * prior) / (float(attached) + few)
        return self.weighed(rules["choice.weight"], log_rate(share))

    def programme_provider(self, p, stream):
        """None where nobody chooses. Of the prime contractors, those with the contract."""
        rules, here = self.rules_of(p), self.rules_of_area(p.area)
        if rules["choice.performance"] == NOT_PUBLISHED:
            return None
        scores = {k: self.published_score(p, rules, k) for k in range(PROVIDERS)
                  if here["choice.programme_providers"][k] > 0
                  and (k not in (PRIME_A, PRIME_B) or self.holds(p.area, stream, k))}
        return self.choose(p, scores) if scores else None

    def voucher_provider(self, p, barrier):
        here = self.rules_of_area(p.area)
        scores = {}
        for k in range(PROVIDERS):
            quality = self.quality_of(p.area, k, barrier)
            if here["choice.voucher_providers"][k] > 0 and quality > 0:
                scores[k] = self.weighed(self.rules_of(p)["choice.quality_weight"], log_rate(quality))
        return self.choose(p, scores) if scores else None

    def service_within_voucher(self, p, rules, barrier, level):
        most = rules["choice.voucher_value"]
        proper = self.service_for(rules, barrier, level)
        if proper is not None and self.service_cost(p.area, proper) <= most:
            return proper
        others = [s for s in range(SERVICES)
                  if int(rules["provision.barrier"][s]) == barrier and self.service_cost(p.area, s) <= most]
        return max(others, key=lambda s: (self.service_cost(p.area, s), -s)) if others else None

    def uses_voucher(self, p):
        return self.draw(p.id, CHOICE, 64)[0] < weekly(self.rules_of(p)["choice.voucher_use"])

    def expected_outcome(self, p):
        rules = self.rules_of(p)
        rate = self.search_rate(p, rules)
        if rate == NEVER:
            return 0
        r = ref.exp2(rate / ONE) * rules["jobcentre.success"]
        return q16((1.0 - ref.exp(-r * rules["contracts.programme_weeks"][p.j.group])) * rules["provision.expected_outcome"])

    def count_attached(self, p):
        office, expected = self.office(p), self.expected_outcome(p)
        office.attached_now += 1
        office.expected_now += expected
        self.count("provider_attached", 0, p.j.provider)
        self.count("provider_expected", 0, p.j.provider, expected)

    def publish(self):
        if self.week == 0 or self.week % 13 != 0:
            return
        for office in self.offices:
            for name in FIGURES:
                latest = [getattr(office, f"{name}_{quarter}") for quarter in ("now", "late", "1", "2", "3")]
                for quarter, number in zip(("now", "late") + PUBLISHED, [0] + latest):
                    setattr(office, f"{name}_{quarter}", number)
