"""One week of the whole model, provision included: routeway_reference.Week with the rules of the files beside this one.
What lasts from week to week of journeys, offices and funds is named as in sim/agents/*.fields.def.
"""

import routeway_reference as ref
from accounts_reference import Accounts
from choice_reference import Choice
from contracts_reference import Contracts
from gateway_reference import Gateway
from journeys_reference import Journeys
from provision_names import ENGAGED
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


class Week(Journeys, Choice, Gateway, Providers, Contracts, Accounts, ref.Week):
    def __init__(self, dump):
        super().__init__(dump)
        before = dump["before"]
        self.start_day = dump["start_day"]
        for fields in before["journeys"]:
            self.persons[fields["row"]].j = Journey(fields)
        self.offices = [Record(fields) for fields in before["offices"]]
        self.funds = [Record(fields) for fields in before["funds"]]
        self.payments = []

    def new_journey(self, **fields):
        return Journey(fields)

    def gateway(self):
        for p in self.present:
            self.refer(p)
        self.budgets()
        self.publish()
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
