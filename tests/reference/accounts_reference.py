"""Accounts of one week: a second reading of sim/agents/income and sim/processes/accounts. It completes routeway_reference.Week."""

import routeway_reference as ref
from routeway_reference import ONE, NEVER, LOWEST, NONE, CARER, CHILDCARE, EMPLOYED, OUT, SICK, ESA, JSA_INCOME, \
    INCOME_SUPPORT, CORE, PARTNER, OFFENDER, hazard, log_rate, normal, quotient, q16, threshold, weekly, years
from provision_names import *  # noqa: F403


class Accounts:
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
