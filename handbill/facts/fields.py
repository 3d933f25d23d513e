"""What may stand in a field of a fact: one checker for each form SYNC.md knows.

A checker takes the value, the field's name and the notes of the fact it stands in. It raises BadFact with a sentence
that names the field, and writes down what needs the database to be judged: references to things the group has issued.
"""

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from handbill.facts.canonical import canonical_json
from handbill.keys import errors
from handbill.keys.envelope import Sealed

MOST_IN_A_LIST = 50

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MADE_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
LANGUAGE = re.compile(
    r"(([a-z]{2,3}(-[a-z]{3}){0,3}|[a-z]{4,8})(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wyz\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?|x(-[a-z\d]{1,8})+"
    r"|en-gb-oed|i-(ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(be-fr|be-nl|ch-de))",
    re.ASCII | re.IGNORECASE,
)


class BadFact(Exception):
    """A fact that cannot be read. The sentence names the field."""

    def __init__(self, sentence: str):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(slots=True, eq=False)
class Notes:
    """What a body leaves to be judged: `references` as (what, id, field), and its SEALED."""

    references: list[tuple[str, uuid.UUID, str]] = field(default_factory=list)
    sealed: Sealed | None = None


Checker = Callable[[object, str, Notes], None]


def whole(least: int, most: int) -> Checker:
    def check(value, name, notes):
        is_whole = type(value) is int or (type(value) is float and value.is_integer())
        if not is_whole or not least <= value <= most:
            sentence = _("The field {field} must be a whole number from {least} to {most}.")
            raise BadFact(sentence.format(field=name, least=least, most=most))

    return check


def choice(*words: str) -> Checker:
    def check(value, name, notes):
        if not isinstance(value, str) or value not in words:
            sentence = _("The field {field} must be one of these: {words}.")
            raise BadFact(sentence.format(field=name, words=", ".join(words)))

    return check


def truth(value, name, notes):
    if value is not True and value is not False:
        raise BadFact(_("The field {field} must be true or false.").format(field=name))


def language(value, name, notes):
    if not isinstance(value, str) or len(value) > 35 or not LANGUAGE.fullmatch(value):
        sentence = _("The field {field} must be a language tag of at most 35 characters, such as “en” or “pt-BR”.")
        raise BadFact(sentence.format(field=name))


def moment(value, name, notes):
    moment_of(value, name)


def any_id(value, name, notes):
    """An id that need not exist here (yet)."""
    id_of(value, name)


def made_id(value, name, notes):
    """An id that the client made: UUIDv7."""
    if not isinstance(value, str) or not MADE_ID.fullmatch(value):
        raise BadFact(
            _("The field {field} must be an id: a UUID of version 7 in lower case with hyphens.").format(field=name)
        )


def issued(what: str) -> Checker:
    """The id of something this group has issued at any time: a batch, question, point, wording or member."""

    def check(value, name, notes):
        notes.references.append((what, id_of(value, name), name))

    return check


def either(word: str, other: Checker) -> Checker:
    def check(value, name, notes):
        if value != word:
            other(value, name, notes)

    return check


def list_of(item: Checker) -> Checker:
    def check(values, name, notes):
        if not isinstance(values, list) or len(values) > MOST_IN_A_LIST:
            sentence = _("The field {field} must be a list of at most {most}.")
            raise BadFact(sentence.format(field=name, most=MOST_IN_A_LIST))
        for number, value in enumerate(values):
            item(value, f"{name}[{number}]", notes)
        if len({canonical_json(value) for value in values}) < len(values):
            raise BadFact(_("The field {field} must not hold the same entry twice.").format(field=name))

    return check


def object_of(fields: Mapping[str, "Entry"]) -> Checker:
    def check(value, name, notes):
        check_fields(value, fields, name, notes)

    return check


def sealed(value, name, notes):
    if not isinstance(value, dict):
        raise BadFact(_("The field {field} must be an object.").format(field=name))
    try:
        notes.sealed = Sealed.from_wire(without_nulls(value))
    except errors.BadForm as error:
        sentence = _("The field {field} has not the form of something sealed.")
        raise BadFact(sentence.format(field=f"{name}.{error.field}"[:100])) from None
    made_id(value["id"], f"{name}.id", notes)


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as a kind lists it."""

    check: Checker
    is_required: bool = False


def required(check: Checker) -> Entry:
    return Entry(check, True)


def optional(check: Checker) -> Entry:
    return Entry(check)


def check_fields(value: object, fields: Mapping[str, Entry], place: str, notes: Notes) -> None:
    """Check an object against its list of fields: an unknown one is refused by name, null is as good as absent."""
    if not isinstance(value, dict):
        raise BadFact(_("The field {field} must be an object.").format(field=place))
    for name, inside in value.items():
        if inside is None:
            continue
        entry = fields.get(name)
        if entry is None:
            raise BadFact(_("There is no field {field} here.").format(field=f"{place}.{name}"[:100]))
        entry.check(inside, f"{place}.{name}", notes)
    for name, entry in fields.items():
        if entry.is_required and value.get(name) is None:
            raise BadFact(_("The field {field} is missing.").format(field=f"{place}.{name}"))


def id_of(value: object, name: str) -> uuid.UUID:
    if not isinstance(value, str) or not ID.fullmatch(value):
        raise BadFact(_("The field {field} must be an id: a UUID in lower case with hyphens.").format(field=name))
    return uuid.UUID(value)


def moment_of(value: object, name: str) -> datetime:
    """A time of RFC 3339 with an offset, in UTC."""
    moment = parsed_moment(value)
    if moment is None:
        sentence = _("The field {field} must be a time with an offset, such as 2026-09-12T15:04:05Z.")
        raise BadFact(sentence.format(field=name))
    return moment


def parsed_moment(value: object) -> datetime | None:
    if not isinstance(value, str) or not MOMENT.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value if value[-1] != "z" else value.upper())
        return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def without_nulls(value: object) -> object:
    """The same without members that are null, at every depth."""
    if isinstance(value, dict):
        return {name: without_nulls(inside) for name, inside in value.items() if inside is not None}
    return [without_nulls(inside) for inside in value] if isinstance(value, list) else value
