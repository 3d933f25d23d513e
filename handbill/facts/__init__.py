"""What happened: conversations, handouts, questions heard, contacts taken. Only ever added to.

Flows in: facts as phones and the desk made them. Flows out: totals, the ledger of an outing, the texts the group may read.
Knows no person: a contact is an event with an id.
"""
