"""What somebody does on the page that shows what a group has on them. Nobody is signed in: the link is the right to it.

Each is noted as theirs, without a member. Nothing here opens a card.
"""

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from handbill.accounts.models import AuditEntry
from handbill.accounts.readers import card_reader
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.keys.envelope import NOTE, Sealed, seal
from handbill.keys.errors import KeysError, TooLong
from handbill.people.actions import erase_person
from handbill.people.consents import withdraw_consent
from handbill.people.models import Asked, Consent, Person

LONGEST = 1000  # characters of a correction
MOST_OPEN = 5

asked = Signal()  # sent with asked (people.models.Asked): somebody is to answer
withdrew = Signal()  # sent with person: they took something back themselves


@transaction.atomic
def withdraw_one(person: Person, consent_id: int) -> bool:
    """One purpose by one way. False where it is not theirs, or was taken back already."""
    consent = person.consents.filter(id=consent_id).first()
    if consent is None or not withdraw_consent(consent, by=None):
        return False
    _took_back(person, 1)
    return True


@transaction.atomic
def withdraw_all(person: Person) -> int:
    """Whatever still holds; returns how much it was."""
    count = Consent.objects.filter(person=person.id, withdrawn_at=None).update(withdrawn_at=now(), withdrawn_by=None)
    if count:
        _took_back(person, count)
    return count


def erase_herself(person: Person) -> None:
    """At once and for good, as people.actions.erase_person says. It waits for nobody's key."""
    erase_person(person, by=None, reason="asked", what="erased_themselves")


def seal_correction(person: Person, words: str) -> Sealed:
    """Their words, sealed for organisers: for a page without script. What the browser sealed goes to ask_correction as it is."""
    words = words.strip()
    if not words:
        raise Refusal("empty", _("Write what is wrong and how it should be. Nothing was sent."), 422)
    try:
        return seal({"v": 1, "text": words[:LONGEST]}, label=NOTE, id=new_id(), readers=[card_reader(person.group)])
    except TooLong:
        raise Refusal("too_long", _("That is too long. Nothing was sent. Write less."), 422) from None


def ask_correction(person: Person, sealed: Sealed | dict) -> Asked:
    """Something on the card is wrong; organisers find it on Today. Raises Refusal where it is not sealed to their key."""
    try:
        sealed = sealed if isinstance(sealed, Sealed) else Sealed.from_wire(sealed)
    except KeysError:
        raise _not_for_us() from None
    if [wrap.reader for wrap in sealed.wraps] != [card_reader(person.group).key_id]:
        raise _not_for_us()
    return _ask(person, Asked.Kind.CORRECTION, id=sealed.id, sealed=sealed.to_wire())


def ask_own_card(person: Person) -> Asked:
    """'Send me my card': whoever holds the key writes to them. Asked again while it is open, it is the same."""
    open_one = person.asked.filter(kind=Asked.Kind.OWN_CARD, done_at=None).first()
    return open_one or _ask(person, Asked.Kind.OWN_CARD)


@transaction.atomic
def _ask(person: Person, kind: str, **more) -> Asked:
    if person.asked.filter(done_at=None).count() >= MOST_OPEN:
        raise Refusal("too_many", _("We have your earlier words and have not answered yet. Nothing was sent."), 429)
    if more and Asked.objects.filter(id=more["id"]).exists():
        raise _not_for_us()
    row = Asked.objects.create(person=person, group_id=person.group_id, kind=kind, **more)
    note_themselves(person, "asked_themselves")
    asked.send(Asked, asked=row)
    return row


def _took_back(person: Person, count: int) -> None:
    note_themselves(person, "withdrew_themselves", count)
    withdrew.send(Person, person=person)


def note_themselves(person: Person, what: str, count: int = 1) -> None:
    """A line of the audit that no member stands behind."""
    AuditEntry.objects.create(group_id=person.group_id, by=None, what=what, about=str(person.id), count=count)


def _not_for_us() -> Refusal:
    return Refusal(
        "not_sealed_to_us", _("This did not arrive sealed for us, so it was not kept. Please send it again."), 422
    )
