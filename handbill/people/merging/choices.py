"""Which side each field of the merged card comes from."""

from dataclasses import dataclass

from handbill.people.correcting import OnTheCard
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard

FIRST, SECOND, BOTH = "first", "second", "both"
FIELDS = ("name", "phone", "email", "other", "language", "note")
KEPT_BOTH = ("other", "note")  # the two texts may stand one after the other
MOST = {"other": 120, "note": 1000}
JOINED_BY = {"other": ", ", "note": "\n\n"}


@dataclass(frozen=True)
class Chosen:
    """A side for each field; of `other` and `note` both may be kept."""

    name: str = FIRST
    phone: str = FIRST
    email: str = FIRST
    other: str = FIRST
    language: str = FIRST
    note: str = FIRST
    owner: str = FIRST
    stage: str = FIRST


def is_a_choice(field: str, first: OpenedCard, second: OpenedCard, country: str) -> bool:
    """Whether the two say something different; where one says nothing, the other's is taken."""
    one, other = getattr(first, field).strip(), getattr(second, field).strip()
    return bool(one and other) and not says_the_same(field, one, other, country)


def says_the_same(field: str, one: str, other: str, country: str) -> bool:
    """The same number however it is written, the same address in whatever case, else the same words."""
    if one == other:
        return True
    if field == "phone":
        return bool(number := e164(one, country)) and number == e164(other, country)
    return field == "email" and one.casefold() == other.casefold()


def both_fit(field: str, first: OpenedCard, second: OpenedCard) -> bool:
    """Whether the two texts have room on one card."""
    return field in KEPT_BOTH and len(_both(field, first, second)) <= MOST[field]


def merged_card(first: OpenedCard, second: OpenedCard, chosen: Chosen, country: str) -> OnTheCard:
    """The card as it will be."""
    return OnTheCard(**{field: _value(field, first, second, chosen, country) for field in FIELDS})


def _value(field: str, first: OpenedCard, second: OpenedCard, chosen: Chosen, country: str) -> str:
    one, other, side = getattr(first, field), getattr(second, field), getattr(chosen, field)
    if not is_a_choice(field, first, second, country):
        return one if one.strip() else other
    if side == BOTH and both_fit(field, first, second):
        return _both(field, first, second)
    return other if side == SECOND else one


def _both(field: str, first: OpenedCard, second: OpenedCard) -> str:
    return JOINED_BY[field].join((getattr(first, field), getattr(second, field)))
