"""Handing people over: offered, accepted, declined, taken back; many at once when an outing's people are shared out.

The card is not touched. Whoever offers seals its data key to the one she asks; the wrap waits in the offer, and only
accepting it makes it a reader's wrap, in the same moment in which the one before loses hers.
"""

import uuid
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Key, Member
from handbill.accounts.readers import member_reader
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.base.ids import new_id
from handbill.followup.models import Answer, FollowUp, Offer
from handbill.keys.envelope import wrap_key
from handbill.people.actions import hand_over_card
from handbill.people.models import Card, CardWrap, Person
from handbill.people.opening import data_keys_of


@transaction.atomic
def offer(person: Person, to: Member, *, by: Member, keyring: Keyring) -> Offer:
    """Ask a member to get back to this person. An open offer to somebody else ends with it."""
    return _offer([(person, to)], by, keyring, deal=None)[0]


@transaction.atomic
def share_out(dealt: Iterable[tuple[Person, Member]], *, by: Member, keyring: Keyring) -> tuple[uuid.UUID, list[Offer]]:
    """Offer many people at once, each to the member chosen; one name for all of it, so that one press takes it back."""
    deal = new_id()
    return deal, _offer(list(dealt), by, keyring, deal)


@transaction.atomic
def accept(given: Offer, *, by: Member) -> Person:
    """From now on the person is hers: the card opens for her and for organisers, and no longer for the one before."""
    mine = _open_offer(given, to=by)
    if Key.objects.current().get(member=by).id != mine.key_id:
        raise Refusal(
            "offer_ended", _("This was sealed to your key of before. Ask for it to be offered once more."), 409
        )
    person = mine.person
    CardWrap.objects.filter(card=person.id, key__kind=Key.Kind.MEMBER).exclude(key=mine.key_id).delete()
    CardWrap.objects.get_or_create(
        card_id=person.id, key_id=mine.key_id, defaults={"group_id": mine.group_id, "wrap": bytes(mine.wrap)}
    )
    Person.objects.filter(id=person.id).update(owner=by, is_anyones=False)
    FollowUp.objects.open().filter(person=person).update(owner=by)
    _answer(Offer.objects.filter(id=mine.id), Answer.ACCEPTED)
    note(mine.offered_by, "card_handed_over", person.id)
    return person


@transaction.atomic
def decline(given: Offer, *, by: Member) -> None:
    """The person stays with whoever has them; the wrap that was made for her is gone."""
    _answer(Offer.objects.filter(id=_open_offer(given, to=by).id), Answer.DECLINED)


@transaction.atomic
def take_back_offer(given: Offer, *, by: Member) -> None:
    """By whoever offered, whoever has the person, or an organiser, as long as nobody has answered."""
    still = _open_offer(given)
    if by.id not in (still.offered_by_id, still.person.owner_id) and not by.is_organiser:
        raise MayNot(_("Only whoever offered them takes it back. Nothing was changed."))
    _answer(Offer.objects.filter(id=still.id), Answer.TAKEN_BACK)


@transaction.atomic
def take_back_deal(deal: uuid.UUID, *, by: Member) -> int:
    """Undo of sharing out: those who have not answered are not asked any more. Returns how many that were."""
    return _answer(Offer.objects.open().filter(deal=deal, offered_by=by, group=by.group_id), Answer.TAKEN_BACK)


@transaction.atomic
def hand_over(person: Person, to: Member, *, by: Member, keyring: Keyring) -> None:
    """At once and without asking: for a member who takes the person herself, and for a helper who came in."""
    _may_get_back(person, to)
    hand_over_card(person, to, keyring=keyring)
    FollowUp.objects.open().filter(person=person).update(owner=to)
    _answer(Offer.objects.open().filter(person=person), Answer.TAKEN_BACK)


def _offer(dealt: list[tuple[Person, Member]], by: Member, keyring: Keyring, deal: uuid.UUID | None) -> list[Offer]:
    """A handful of queries, whatever the number."""
    for person, to in dealt:
        _may_get_back(person, to)
        _is_not_hers_already(person, to, by)
    ids = [person.id for person, _to in dealt]
    list(Person.objects.select_for_update().filter(id__in=ids).order_by("id"))  # two who offer at once come in turn
    cards = Card.objects.filter(person__in=ids).prefetch_related("wraps")
    data_keys = data_keys_of(cards, keyring)
    readers = {to.id: member_reader(to) for to in {to.id: to for _person, to in dealt}.values()}
    if set(ids) - set(data_keys):
        raise Refusal(
            "cannot_open",
            _("You cannot open this card, so you cannot hand it over. Nothing was changed. An organiser can."),
            403,
        )
    _answer(Offer.objects.open().filter(person__in=ids), Answer.TAKEN_BACK)
    return Offer.objects.bulk_create(
        [
            Offer(
                group_id=by.group_id,
                person=person,
                offered_to=to,
                offered_by=by,
                deal=deal,
                key_id=readers[to.id].key_id,
                wrap=wrap_key(data_keys[person.id], person.id, readers[to.id]).box,
            )
            for person, to in dealt
        ]
    )


def _may_get_back(person: Person, to: Member) -> None:
    if to.group_id != person.group_id or not to.is_active or not to.has_people:
        raise Refusal("no_member", _("This member cannot get back to people. Nothing was changed."), 422)
    if person.wants_no_contact_at:
        raise Refusal("no_contact", _("They want no contact, so nobody gets back to them. Nothing was changed."), 409)


def _is_not_hers_already(person: Person, to: Member, by: Member) -> None:
    if to.id == by.id or (to.id == person.owner_id and not person.is_anyones):
        raise Refusal("hers_already", _("They are with this member already. Nothing was changed."), 422)


def _open_offer(given: Offer, to: Member | None = None) -> Offer:
    rows = Offer.objects.open().select_for_update(of=("self",)).select_related("person", "offered_by")
    found = rows.filter(id=given.id, **({"offered_to": to} if to else {})).first()
    if found is None:
        raise Refusal("offer_answered", _("This offer was answered or taken back already. Nothing was changed."), 409)
    return found


def _answer(offers, answer: Answer) -> int:
    return offers.update(answer=answer, answered_at=now(), wrap=None)
