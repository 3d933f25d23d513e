"""What the group keeps deciding: decisions alike in their words, opened in an unlocked session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.learn.likeness import grouped
from handbill.plan.decisions import open_texts
from handbill.plan.models import Decision, Outing

MOST, SHOWN = 200, 2


@dataclass(frozen=True)
class DecidedAgain:
    """The words, how often since when, how many of them are done, and at which outings' debriefs."""

    words: str
    times: int
    since: date
    done: int
    outings: list[Outing]


@dataclass(frozen=True)
class Deciding:
    """`is_sealed`: there are decisions, and they do not open here."""

    again: list[DecidedAgain]
    is_sealed: bool


def kept_deciding(member: Member, keyring: Keyring | None) -> Deciding:
    """Those decided at two outings or more, the most frequent first. One query."""
    decisions = list(Decision.objects.visible_to(member).order_by("-made_at")[:MOST])
    opened = open_texts(decisions, keyring if member.may_note else None)
    by_id = {decision.id: decision for decision in decisions}
    groups = grouped((id, words) for id, words in opened.items() if words)
    found = [_again(group.words, [by_id[id] for id in group.keys]) for group in groups]
    again = [one for one in found if len(one.outings) > 1]
    return Deciding(again[:SHOWN], bool(decisions) and not any(opened.values()))


def _again(words: str, decisions: Sequence[Decision]) -> DecidedAgain:
    outings = {decision.outing_id: decision.outing for decision in sorted(decisions, key=lambda one: one.made_at)}
    done = sum(decision.done_at is not None for decision in decisions)
    since = min(decision.made_at for decision in decisions).date()
    return DecidedAgain(words, len(decisions), since, done, list(outings.values()))
