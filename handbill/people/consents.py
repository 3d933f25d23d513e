"""What somebody agreed to and how; taking it back: as easy as giving it, and kept with the day and whom they told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.models import Member, Wording
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.facts.models import Fact
from handbill.people.models import Consent, Person

SAID, TICKED, SHEET, SIGN_UP = "said", "ticked", "sheet", "sign_up"


@dataclass(frozen=True)
class Agreed:
    """One line of the history. `how` is said (out loud, somebody ticked it), ticked (by themselves), sheet or sign_up."""

    id: int
    purpose: str  # follow_up, news, texts
    channel: str
    words: str
    words_language: str
    number: int  # of the wording
    how: str
    given_at: datetime
    withdrawn_at: datetime | None
    told: str  # whom they said it to, where that came later than the contact
    is_withdrawn_by_themselves: bool
    withdrawn_by: str  # the name of the member they told; not for pages without a sign-in


def agreed_by(person: Person) -> list[Agreed]:
    """Everything they ever agreed to, in order, with the very words and how it was given."""
    consents = list(person.consents.select_related("wording", "withdrawn_by", "noted_by").order_by("given_at", "id"))
    is_typed = _is_typed_at_the_desk(person) if consents else False
    return [_agreed(consent, _how(consent, person, is_typed)) for consent in consents]


def not_agreed_yet(person: Person):
    """The wordings asked now, in their language where there are any, for ways they have not agreed to."""
    asked = Wording.objects.filter(group=person.group_id, ended_at=None)
    spoken = asked.filter(language=person.language) if person.language else asked.none()
    asked = spoken if spoken.exists() else asked.filter(language=person.group.language)
    for way in person.consents.filter(withdrawn_at=None).values("purpose", "channel"):
        asked = asked.exclude(**way)
    return asked


@transaction.atomic
def note_consent(person: Person, wording: Wording, *, by: Member) -> Consent:
    """They were read these words and said yes to `by`, after they had given the contact."""
    if wording.group_id != person.group_id or wording.ended_at:
        raise Refusal("not_asked", _("These words are not asked any more. Nothing was saved. Choose others."), 422)
    if person.wants_no_contact_at:
        raise Refusal("no_contact", _("They want no contact, so nothing can be agreed to. Nothing was saved."), 409)
    way = {"purpose": wording.purpose, "channel": wording.channel}
    standing = person.consents.filter(**way, withdrawn_at=None).first()
    if standing:
        return standing
    note(by, "consent_noted", person.id)
    return Consent.objects.create(
        person=person, group_id=person.group_id, wording=wording, given_at=now(), noted_by=by, **way
    )


@transaction.atomic
def withdraw_consent(consent: Consent, *, by: Member | None) -> bool:
    """They said so to `by`, or did it themselves (None). What was agreed to stays in the history; False where it was
    taken back already."""
    standing = Consent.objects.filter(id=consent.id, withdrawn_at=None)
    is_changed = bool(standing.update(withdrawn_at=now(), withdrawn_by=by))
    if is_changed and by is not None:
        note(by, "consent_withdrawn", consent.person_id)
    return is_changed


def _how(consent: Consent, person: Person, is_typed: bool) -> str:
    if consent.noted_by_id:
        return SAID
    if person.met_outing_id is None:
        return SIGN_UP
    if is_typed:
        return SHEET
    return TICKED if consent.typed_by == "person" else SAID


def _is_typed_at_the_desk(person: Person) -> bool:
    """No phone brought it: it was written on paper and typed in later."""
    return Fact.objects.filter(group=person.group_id, id=person.contact_fact, phone=None).exists()


def _agreed(consent: Consent, how: str) -> Agreed:
    wording, told = consent.wording, consent.withdrawn_by
    return Agreed(
        consent.id,
        consent.purpose,
        consent.channel,
        wording.text,
        wording.language,
        wording.number,
        how,
        consent.given_at,
        consent.withdrawn_at,
        consent.noted_by.name if consent.noted_by else "",
        consent.withdrawn_at is not None and told is None,
        told.name if told else "",
    )
