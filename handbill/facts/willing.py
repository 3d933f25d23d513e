"""Conversations that came to 'wants to help' (the rows of Willing), brought along with each batch as Tally is.

A list of people asks this of every person in it. Asked of the ledger, it takes a look into a look into a look, which a
database that has not counted its rows yet may answer in hours; kept at hand, it is one.
"""

import uuid
from collections.abc import Iterable, Sequence

from handbill.facts.ledger import Read, Row
from handbill.facts.models import Willing
from handbill.facts.standing import Readable, details_of, standing

WANTS_TO_HELP = 4  # of SYNC.md's `reception`


def add(outing_id: uuid.UUID, rows: Sequence[Row], group_id: uuid.UUID, touched: Sequence[Read]) -> None:
    """`rows` were just filed, `touched` is what `tallies.touching` found before."""
    before, after = _willing(touched), _willing([*touched, *rows])
    if gone := before - after:
        Willing.objects.filter(outing=outing_id, conversation__in=_ids(gone)).delete()
    _note(after - before, outing_id, group_id)


def recount(outing_id: uuid.UUID, facts: Iterable[Readable], group_id: uuid.UUID) -> None:
    """Look through an outing's whole ledger anew."""
    Willing.objects.filter(outing=outing_id).delete()
    _note(_willing(facts), outing_id, group_id)


def _willing(facts: Iterable[Readable]) -> set[bytes]:
    """Conversations that stand and ended so, details read in."""
    facts = list(facts)
    if not any(fact.fields.get("reception") == WANTS_TO_HELP for fact in facts):
        return set()
    return {id for id, fields in details_of(standing(facts)).items() if fields.get("reception") == WANTS_TO_HELP}


def _note(conversations: set[bytes], outing_id: uuid.UUID, group_id: uuid.UUID) -> None:
    rows = [Willing(group_id=group_id, outing_id=outing_id, conversation=id) for id in _ids(conversations)]
    if rows:
        Willing.objects.bulk_create(rows)


def _ids(conversations: set[bytes]) -> list[uuid.UUID]:
    return [uuid.UUID(bytes=id) for id in sorted(conversations)]
