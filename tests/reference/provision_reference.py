"""One week of the whole model, provision included: routeway_reference.Week with the rules of the files beside this one.
What lasts from week to week of journeys, offices and funds is named as in sim/agents/*.fields.def.
"""

import routeway_reference as ref
from accounts_reference import Accounts
from choice_reference import Choice
from contracts_reference import Contracts
from funding_reference import Funding
from credit_reference import Credit
from gateway_reference import Gateway
from integration_reference import Integration
from journeys_reference import Journeys
from journeys_reference import PAYMENT_EVENT, PAYMENT_PENCE
from organisations_reference import Organisations
from providers_reference import Providers


class Record:
    """A struct of the C program: its fields as attributes."""

    def __init__(self, fields):
        self.__dict__.update(fields)

    def fields(self):
        return dict(self.__dict__)


class Journey(Record):
    def __init__(self, fields):
        super().__init__(fields)
        self.admitted = False

    def fields(self):
        return {name: value for name, value in self.__dict__.items() if name != "admitted"}


class Week(Journeys, Integration, Choice, Gateway, Funding, Providers, Organisations, Contracts, Credit, Accounts, ref.Week):
    def __init__(self, dump):
        super().__init__(dump)
        before = dump["before"]
        self.start_day = dump["start_day"]
        for fields in before["journeys"]:
            self.persons[fields["row"]].j = Journey(fields)
        for person in self.persons:
            person.credits = {}
        for fields in before["credits"]:
            self.persons[fields["row"]].credits[fields["stream"]] = Record(fields)
        self.offices = [Record(fields) for fields in before["offices"]]
        self.funds = [Record(fields) for fields in before["funds"]]
        self.lots = [Record(fields) for fields in before["lots"]]
        self.values_in_c = [office["value"] for office in dump["after"]["offices"]]
        self.partners = [Record(fields) for fields in before["partners"]]
        self.payments, self.due = [], before["due"]
        self.schedules, self.schedules_now = dump["schedules"], dump["schedules_now"]
        self.begin_integration()

    def new_credit(self, **fields):
        return Record(fields)


    def new_journey(self, **fields):
        return Journey(fields)

    def gateway(self):
        for p in self.present:
            self.refer(p)
        self.build_trust()
        self.budgets()
        self.publish()
        self.queue()
        self.admit()
        for p in self.present:
            self.begin(p)

    def provision(self):
        for p in self.present:
            self.provide(p)
        self.providers_share_out()

    def contracts_step(self):
        self.pay_due()
        for p in self.present:
            self.contracts(p)
        self.follow_credits()
        self.count_journeys()
        for payment in self.due:
            self.count("payments_due", 0, payment[PAYMENT_EVENT], payment[PAYMENT_PENCE])
        self.settle_offices()
        for area in range(self.n_areas):
            self.tenders(area)
        self.count_funds()
