"""A sign-up becomes a person with a sealed card, consents and a follow-up, and is counted by batch."""

import uuid
from datetime import datetime

from django.db import transaction

from handbill.accounts.models import Group, Member
from handbill.accounts.readers import card_reader, member_reader
from handbill.base.errors import Refusal
from handbill.base.ids import new_id
from handbill.base.turns import own_turn
from handbill.copies.models import Batch
from handbill.facts.desk import note_fact
from handbill.keys.envelope import CARD, Sealed, seal
from handbill.keys.pairs import Reader
from handbill.people.models import Consent, Person
from handbill.signup.actions.page import outing_of, page_of
from handbill.signup.offered import NEWS, TEXTS, Offered
from handbill.sync.actions import take_in_typed

BESIDE = (TEXTS[0], NEWS[0])  # in a sign-up, not in the fact


def readers_for(group: Group, owner: Member) -> list[Reader]:
    """Whom the card of a reader is sealed to."""
    return [card_reader(group), member_reader(owner)]


def contact_of(
    group: Group,
    owner: Member,
    agreed: list[Offered],
    *,
    language: str,
    at: datetime,
    plain: dict,
    sealed: Sealed | None,
) -> dict:
    """The body of the contact fact; `plain` is sealed here where the browser did not. News is agreed to by e-mail, later.

    Beside the fact's own fields stand the wordings of what it does not hold: texts become a consent of their own, and news is
    asked about by e-mail.
    """
    consents = [_consent(one) for one in agreed if one.is_follow_up]
    texts = next((str(one.wording.id) for one in agreed if one.is_texts), "")
    news = next((str(one.wording.id) for one in agreed if one.is_news), "")
    if sealed is None:
        sealed = _seal(plain, group, owner, consents, language, at)
    return {
        "person": str(sealed.id),
        "sealed": sealed.to_wire(),
        "channels": _channels(consents, texts),
        "consents": consents,
        "language": language,
        "owner": str(owner.id),
        "typed_by": "person",
        **({TEXTS[0]: texts} if texts else {}),
        **({NEWS[0]: news} if news else {}),
    }


def take_in(group: Group, contact: dict, *, batch: Batch | None, way: str, at: datetime) -> Person:
    """In one transaction. Raises Refusal where what the browser sealed is not for this group."""
    with own_turn(), transaction.atomic():
        page = page_of(group)
        body = {name: value for name, value in contact.items() if name not in BESIDE}
        entry = {"id": str(new_id(at)), "kind": "contact", "made_at": at.isoformat(), "body": body}
        entry["outing"] = str(page.outing_id)
        (receipt,) = take_in_typed([entry], group=group, phone=page.stack, outing=page.outing, by=None)
        if receipt.code:
            raise Refusal(receipt.code, receipt.sentence)
        person = Person.objects.select_related("owner", "group").get(id=contact["person"])
        _met_nowhere(person)
        _agree_to_texts(person, contact.get(TEXTS[0]), at)
        _count(page, person, batch, way, at)
    return person


def _seal(plain: dict, group: Group, owner: Member, consents: list[dict], language: str, at: datetime) -> Sealed:
    card = {"v": 1, **plain, "note": "", "language": language, "consents": consents, "made_at": at.isoformat()}
    return seal(card, label=CARD, id=new_id(at), readers=readers_for(group, owner))


def _consent(one: Offered) -> dict:
    wording = one.wording
    return {"purpose": wording.purpose, "channel": wording.channel, "wording": str(wording.id)}


def _channels(consents: list[dict], texts: str) -> list[str]:
    """The ways that what was ticked stands for; whoever ticks news alone gives an e-mail address."""
    channels = [one["channel"] for one in consents]
    if texts and TEXTS[1] not in channels:
        channels.append(TEXTS[1])
    return channels or [NEWS[1]]


def _agree_to_texts(person: Person, wording: str | None, at: datetime) -> None:
    if wording:
        agreed = {"purpose": TEXTS[0], "channel": TEXTS[1], "wording_id": uuid.UUID(wording), "typed_by": "person"}
        Consent.objects.create(group_id=person.group_id, person=person, given_at=at, **agreed)


def _met_nowhere(person: Person) -> None:
    """Nobody met them at an outing: they came by themselves, and no outing's numbers have them."""
    Person.objects.filter(id=person.id).update(met_outing=None, met_by=None)
    person.met_outing = person.met_by = None


def _count(page, person: Person, batch: Batch | None, way: str, at: datetime) -> None:
    """Who signed up stands on the card, with which batch and how they got it is a fact without a person."""
    body = {**({"batch": str(batch.id)} if batch else {}), **({"way": way} if way else {})}
    outing = (batch and outing_of(batch)) or page.outing
    note_fact("sign_up", body, outing=outing, by=person.owner, made_at=at)
