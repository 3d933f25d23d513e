"""What an outing's facts say about copies, for the ledger of copies below."""

import uuid
from collections import defaultdict
from collections.abc import Iterable

from handbill.copies import noted
from handbill.copies.spread import Reading, Said
from handbill.facts.happened import Counted, Handout, Happened, Moved, of_outing
from handbill.facts.ledger import Row
from handbill.plan.models import Outing

ABOUT_COPIES = ("handout", "taken", "passed_on", "count", "retraction")
OF_THE_PILE = ("cupboard", "member")
WAYS = {"hand": "handed_out", "letterbox": "letterbox", "left_at_place": "left"}


def mark(outing_id: uuid.UUID, rows: Iterable[Row], group_id: uuid.UUID) -> None:
    """In the transaction that files them: the outing's lines have to be read again."""
    if any(row.kind in ABOUT_COPIES for row in rows):
        noted.mark([outing_id], group_id)


def reading_of(outing_id: uuid.UUID) -> Reading | None:
    """The facts that stand, summed up."""
    outing = Outing.objects.select_related("place", "group").filter(pk=outing_id).first()
    if outing is None:
        return None
    happened = of_outing(outing)
    stacks = _stacks(happened)
    moves = [*happened.handouts, *happened.taken, *happened.passed_on]
    return Reading(
        outing=outing.id,
        group=outing.group_id,
        name=outing.place.name,
        on=outing.starts_at.astimezone(outing.zone).date(),
        said=tuple(_summed(happened)),
        left=sum(max(0, copies) for copies in stacks.values()),
        is_closed=_is_closed(happened),
        phones=len({move.phone_id for move in moves} - {None}),
        last_at=max((move.at for move in moves), default=None),
    )


def _summed(happened: Happened) -> list[Said]:
    sums: dict[tuple, list[int]] = defaultdict(lambda: [0, 0])
    for handout in happened.handouts:
        _add(sums, (WAYS[handout.way], handout.batch, None), handout.copies, handout.for_friend)
    for moved in happened.taken:
        if moved.holder != "phone":
            kind = "pile" if moved.holder in OF_THE_PILE else "along"
            _add(sums, (kind, moved.batch, moved.member if moved.holder == "member" else None), moved.copies)
    for moved in happened.passed_on:
        if moved.holder != "phone":
            kind = "handed_back" if moved.holder == "cupboard" else "given_on"
            _add(sums, (kind, moved.batch, moved.member if moved.holder == "member" else None), moved.copies)
    return [Said(kind, copies, batch, member, friends) for (kind, batch, member), (copies, friends) in sums.items()]


def _add(sums: dict, key: tuple, copies: int, for_friends: int = 0) -> None:
    sums[key][0] += copies
    sums[key][1] += for_friends


def _stacks(happened: Happened) -> dict[uuid.UUID | None, int]:
    """What each phone holds at the end; a count replaces what came before it, as in the totals."""
    moves: list[Handout | Moved | Counted] = [
        *happened.handouts,
        *happened.taken,
        *happened.passed_on,
        *happened.counts,
    ]
    taken = {moved.id for moved in happened.taken}
    stacks: dict[uuid.UUID | None, int] = defaultdict(int)
    for move in sorted(moves, key=lambda move: move.id):
        if isinstance(move, Counted):
            stacks[move.phone_id] = move.copies
        else:
            stacks[move.phone_id] += move.copies if move.id in taken else -move.copies
    return stacks


def _is_closed(happened: Happened) -> bool:
    """Every stack that had copies was counted at its end."""
    final = {count.phone_id for count in happened.counts if count.is_final}
    stacks = {move.phone_id for move in (*happened.handouts, *happened.taken)}
    return bool(final) and not stacks - final
