"""Paper is a peer: sheets go out numbered, and what was written on them comes in as facts and people.

In: an outing. Out: a tally sheet or sign-up sheet to print. In again: the strokes and the names, typed at the desk by
keyboard. Out: the same facts, cards, owners and due times as a phone would have sent.
"""
