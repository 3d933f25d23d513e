"""People as files: opened a few hundred at a time while they are sent, kept nowhere."""

import io
import uuid
from collections.abc import Iterator
from itertools import chain

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.exchange.harmless import as_csv, harmless
from handbill.exchange.vcards import vcard_of
from handbill.people.models import Person
from handbill.people.numbers_of_phones import e164
from handbill.people.opening import OpenedCard, opened_of

AT_ONCE = 500
COLUMNS = ("name", "phone", "email", "other", "note", "language", "tags", "met_on", "agreed_to", "wants_no_contact")
MOST_IN_A_CELL = 32_000  # a spreadsheet's cell holds 32,767


def note_export(keyring: Keyring, people: int) -> None:
    """Before anything is sent: the other organisers read it under 'Who did what'."""
    note(keyring.member, "exported", count=people)


def csv_of(keyring: Keyring) -> Iterator[str]:
    return as_csv(chain([COLUMNS], rows_of(keyring)))


def xlsx_of(keyring: Keyring) -> bytes:
    """One sheet; every cell is text."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("People")
    sheet.append(COLUMNS)
    for row in rows_of(keyring):
        sheet.append([_shown(value) for value in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def vcards_of(keyring: Keyring) -> Iterator[str]:
    country = keyring.member.group.country
    for people, cards in _opened(keyring):
        yield "".join(vcard_of(person.id, cards[person.id], country) for person in people if person.id in cards)


def rows_of(keyring: Keyring) -> Iterator[tuple[str, ...]]:
    """The rows below COLUMNS."""
    country = keyring.member.group.country
    for people, cards in _opened(keyring):
        yield from (_row(person, cards[person.id], country) for person in people if person.id in cards)


def _opened(keyring: Keyring) -> Iterator[tuple[list[Person], dict[uuid.UUID, OpenedCard]]]:
    people, last = Person.objects.visible_to(keyring.member).order_by("id"), None
    related = ("tagged__tag", "consents")
    while batch := list((people.filter(id__gt=last) if last else people).prefetch_related(*related)[:AT_ONCE]):
        yield batch, dict(opened_of(batch, keyring))
        last = batch[-1].id


def _row(person: Person, card: OpenedCard, country: str) -> tuple[str, ...]:
    agreed = sorted({f"{one.purpose}:{one.channel}" for one in person.consents.all() if one.withdrawn_at is None})
    return (
        card.name,
        (e164(card.phone, country) or card.phone) if card.phone else "",
        card.email,
        card.other,
        card.note,
        card.language or person.language,
        "; ".join(sorted(tagged.tag.name for tagged in person.tagged.all())),
        person.met_at.date().isoformat(),
        "; ".join(agreed),
        person.wants_no_contact_at.date().isoformat() if person.wants_no_contact_at else "",
    )


def _shown(value: str) -> str:
    """Harmless, and without what XML 1.0 cannot hold."""
    return "".join(sign for sign in harmless(value) if sign >= " " or sign in "\n\t")[:MOST_IN_A_CELL]
