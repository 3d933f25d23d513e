"""Two cards side by side, with what there is to choose and what will hold of what was agreed to."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from handbill.accounts.keyring import Keyring
from handbill.base.languages import language_name
from handbill.people.merging.agreed import REACHED_BY, that_hold
from handbill.people.merging.choices import (
    BOTH,
    FIELDS,
    FIRST,
    KEPT_BOTH,
    SECOND,
    Chosen,
    both_fit,
    is_a_choice,
    merged_card,
)
from handbill.people.models import Consent, Person
from handbill.people.numbers_of_phones import shown
from handbill.people.opening import OpenedCard, open_cards

LABELS = {
    "name": gettext_lazy("Name"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "other": gettext_lazy("Another way to reach them"),
    "language": gettext_lazy("Language"),
    "note": gettext_lazy("Note"),
    "owner": gettext_lazy("Who gets back to them"),
    "stage": gettext_lazy("Stage"),
}


@dataclass(frozen=True)
class Line:
    """A field on both cards, and whether there is something to choose."""

    field: str
    first: str
    second: str
    is_choice: bool = False
    may_keep_both: bool = False

    @property
    def label(self) -> str:
        return str(LABELS[self.field])

    @property
    def sides(self) -> list[tuple[str, str]]:
        """What may be chosen: side and words."""
        both = [(BOTH, _("Both, one after the other"))] if self.may_keep_both else []
        return [(FIRST, self.first), (SECOND, self.second), *both]


@dataclass(frozen=True)
class AgreedLine:
    """A purpose and channel: what each card says ('yes', 'taken_back' or nothing), and with which card it holds after."""

    purpose: str
    channel: str
    first: str
    second: str
    after: str  # "holds", "first", "second" (with that one's number or address), "no"


@dataclass(frozen=True)
class Comparison:
    first: Person
    second: Person
    lines: list[Line]
    agreed: list[AgreedLine]
    wants_no_contact: bool

    @property
    def to_choose(self) -> list[Line]:
        return [line for line in self.lines if line.is_choice]


def comparison_of(first: Person, second: Person, keyring: Keyring) -> Comparison | None:
    """None where the keyring does not open both. That they were opened is noted."""
    cards = open_cards([first, second], keyring)
    if len(cards) < 2:
        return None
    one, other = cards[first.id], cards[second.id]
    lines = [_line(field, one, other, first.group.country) for field in FIELDS]
    lines += [_of_rows("owner", _owner(first), _owner(second)), _of_rows("stage", _stage(first), _stage(second))]
    wants_none = bool(first.wants_no_contact_at or second.wants_no_contact_at)
    return Comparison(first, second, lines, _agreed(first, second, (one, other), wants_none), wants_none)


def _line(field: str, one: OpenedCard, other: OpenedCard, country: str) -> Line:
    is_choice = is_a_choice(field, one, other, country)
    may_keep_both = is_choice and field in KEPT_BOTH and both_fit(field, one, other)
    return Line(field, _shown(field, one, country), _shown(field, other, country), is_choice, may_keep_both)


def _shown(field: str, card: OpenedCard, country: str) -> str:
    value = getattr(card, field).strip()
    if field == "phone" and value:
        return shown(value, country)
    return language_name(value) if field == "language" and value else value


def _of_rows(field: str, first: str, second: str) -> Line:
    return Line(field, first, second, is_choice=first != second)


def _owner(person: Person) -> str:
    if person.is_anyones:
        return _("anyone")
    return person.owner.name if person.owner else ""


def _stage(person: Person) -> str:
    return person.get_stage_display()


def _agreed(first: Person, second: Person, cards, wants_none: bool) -> list[AgreedLine]:
    sides, country = (list(first.consents.all()), list(second.consents.all())), first.group.country

    def holding(chosen: Chosen) -> set[tuple[str, str]]:
        merged = merged_card(*cards, chosen, country)
        ids = that_hold(*sides, cards=cards, merged=merged, country=country, wants_no_contact=wants_none)
        return {(one.purpose, one.channel) for side in sides for one in side if one.id in ids}

    ways = sorted({(one.purpose, one.channel) for side in sides for one in side})
    return [AgreedLine(*way, *(_says(side, way) for side in sides), _after(way, holding)) for way in ways]


def _says(consents: list[Consent], way: tuple[str, str]) -> str:
    same = [one for one in consents if (one.purpose, one.channel) == way]
    if not same:
        return ""
    return "taken_back" if all(one.withdrawn_at for one in same) else "yes"


def _after(way: tuple[str, str], holding) -> str:
    field = REACHED_BY.get(way[1], "phone")
    with_first, with_second = (way in holding(replace(Chosen(), **{field: side})) for side in (FIRST, SECOND))
    if with_first and with_second:
        return "holds"
    return "first" if with_first else "second" if with_second else "no"
