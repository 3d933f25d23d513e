"""What happened to the copies of many outings, read from their facts once and kept at hand (plan's CopiesGone).

A kept row carries a stamp of the facts it was read from. One query for all outings tells which rows are out of date, so
the plan of a group with years of outings reads next to nothing.
"""

import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max

from handbill.base.turns import own_turn
from handbill.facts.models import Fact
from handbill.facts.standing import standing
from handbill.plan.models import CopiesGone, Outing

READING = 1  # a new number has every outing read anew, where this module comes to count differently
PARTS = 12
KINDS = ("handout", "asked_in_vain", "taken", "passed_on", "count", "retraction")
COLUMNS = ("id", "kind", "outing_id", "phone_id", "of", "copies", "happened_at", "body")
OF_THE_PILE = ("cupboard", "member")


@dataclass(frozen=True, slots=True)
class Move:
    """As much of a fact as following copies needs."""

    id: uuid.UUID
    kind: str
    outing_id: uuid.UUID
    phone_id: uuid.UUID | None
    of: uuid.UUID | None
    copies: int
    at: datetime
    fields: dict


def gone_at(outings: Collection[Outing]) -> dict[uuid.UUID, CopiesGone]:
    """By outing id; an outing on which no fact was noted is not there."""
    stamps = _stamps(outings)
    kept = {row.outing_id: row for row in CopiesGone.objects.filter(outing__in=stamps)}
    stale = [one for one in outings if one.id in stamps and not _is_fresh(kept.get(one.id), stamps[one.id])]
    fresh = _read(stale, stamps)
    _keep(fresh)
    return kept | {row.outing_id: row for row in fresh}


def count_moves(outing: Outing, facts: Iterable[Move]) -> dict:
    """The columns of CopiesGone for one outing. Pure; the order of arrival does not matter."""
    moves = sorted(standing(facts), key=lambda move: (move.at, move.id))
    handouts = [move for move in moves if move.kind == "handout"]
    given = [move for move in handouts if move.fields.get("way") != "letterbox"]
    last_at = given[-1].at if given else None
    vain = [move for move in moves if move.kind == "asked_in_vain"]
    stacks = stacks_of(moves)
    return {
        "by_hand": sum(move.copies for move in given),
        "by_letterbox": sum(move.copies for move in handouts) - sum(move.copies for move in given),
        "bins": bins_of(outing, given),
        "last_at": last_at,
        "from_pile": _taken(moves, OF_THE_PILE),
        "from_elsewhere": _taken(moves, ("other",)),
        "in_hand": sum(stacks.values()),
        "most_in_hand": max(stacks.values(), default=0),
        "home": _home(moves),
        "asked_in_vain": sum(move.copies for move in vain),
        "went_without": any(last_at is None or move.at >= last_at for move in vain),
        "carried_off": any(_is_carried_off(move) and last_at and move.at > last_at for move in moves),
    }


def bins_of(outing: Outing, given: Sequence[Move]) -> list[int]:
    """Copies in each twelfth of the planned hours; what went before or after counts to the nearest."""
    bins, length = [0] * PARTS, outing.ends_at - outing.starts_at
    for move in given:
        part = int((move.at - outing.starts_at) / length * PARTS)
        bins[min(max(part, 0), PARTS - 1)] += move.copies
    return bins


def stacks_of(moves: Sequence[Move]) -> dict[uuid.UUID | None, int]:
    """What each phone holds at the end; a count replaces what came before it."""
    stacks: dict[uuid.UUID | None, int] = defaultdict(int)
    for move in moves:
        if move.kind == "count":
            stacks[move.phone_id] = move.copies
        elif move.kind == "taken":
            stacks[move.phone_id] += move.copies
        elif move.kind in ("handout", "passed_on"):
            stacks[move.phone_id] -= move.copies
    return stacks


def _stamps(outings: Collection[Outing]) -> dict[uuid.UUID, str]:
    """Facts are only ever added to, so the latest row and how many there are tell whether any has come."""
    counted = Fact.objects.filter(outing__in=outings).order_by().values_list("outing_id")
    arrived = {id: f"{last}.{n}" for id, last, n in counted.annotate(last=Max("row"), n=Count("row"))}
    hours = {one.id: f"{one.starts_at.timestamp():.0f}.{one.ends_at.timestamp():.0f}" for one in outings}
    return {id: f"{READING}.{hours[id]}.{facts}" for id, facts in arrived.items()}


def _is_fresh(row: CopiesGone | None, stamp: str) -> bool:
    return row is not None and row.stamp == stamp


def _read(outings: Sequence[Outing], stamps: dict[uuid.UUID, str]) -> list[CopiesGone]:
    if not outings:
        return []
    facts = Fact.objects.filter(outing__in=outings, kind__in=KINDS).order_by().values_list(*COLUMNS)
    moves = defaultdict(list)
    for *columns, body in facts.iterator(2000):
        move = Move(*columns, json.loads(body))
        moves[move.outing_id].append(move)
    return [
        CopiesGone(group_id=one.group_id, outing=one, stamp=stamps[one.id], **count_moves(one, moves[one.id]))
        for one in outings
    ]


def _keep(rows: list[CopiesGone]) -> None:
    if not rows:
        return
    columns = [field.name for field in CopiesGone._meta.fields if field.name not in ("id", "group", "outing")]
    with own_turn(), transaction.atomic():
        CopiesGone.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["outing"], update_fields=columns, batch_size=50
        )


def _taken(moves: Sequence[Move], holders: tuple[str, ...]) -> int:
    return sum(move.copies for move in moves if move.kind == "taken" and move.fields.get("from") in holders)


def _home(moves: Sequence[Move]) -> int | None:
    """Counted in every stack at its end, with what was handed back before; None while a stack was not counted."""
    final = {move.phone_id: move for move in moves if move.kind == "count" and move.fields.get("final")}
    stacks = {move.phone_id for move in moves if move.kind in ("handout", "taken")}
    if not final or stacks - final.keys():
        return None
    handed_back = [move for move in moves if _leaves(move) and move.phone_id in final]
    before = sum(move.copies for move in handed_back if move.at < final[move.phone_id].at)
    return sum(count.copies for count in final.values()) + before


def _leaves(move: Move) -> bool:
    """Out of all stacks, not from one to the next."""
    return move.kind == "passed_on" and move.fields.get("to") != "phone"


def _is_carried_off(move: Move) -> bool:
    """Put into letterboxes or taken home: these copies were still there when the last one was wanted."""
    return move.copies > 0 and (_leaves(move) or move.kind == "handout")
