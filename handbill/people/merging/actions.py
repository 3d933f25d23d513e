"""Putting two cards together, and taking it back."""

import uuid
from dataclasses import asdict
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Member
from handbill.base.errors import MayNot, Refusal
from handbill.people.actions import empty_the_log, hand_over_card
from handbill.people.correcting import OnTheCard, correct_card
from handbill.people.merging import moving
from handbill.people.merging.agreed import that_hold
from handbill.people.merging.choices import FIELDS, SECOND, Chosen, merged_card
from handbill.people.merging.rows import Merge
from handbill.people.models import Card, NoContact, Person
from handbill.people.no_contact import keep
from handbill.people.opening import OpenedCard, data_key_of, data_keys_of, opened_of, plain_of
from handbill.people.owners_wraps import wrap_for_owners

KEPT_BACK_FOR = timedelta(days=30)


def merge(kept: Person, away: Person, chosen: Chosen, *, keyring: Keyring) -> Merge:
    """`away` goes into `kept`, each field from the side that was chosen (first: kept, second: away).

    What hangs on the other row moves over; its card is kept back, sealed, so that all of this can be taken back.
    """
    by = keyring.member
    if not by.is_organiser:
        raise MayNot(_("Cards are put together by organisers. Nothing was changed. Ask one of yours."))
    with transaction.atomic():
        kept, away = _both_locked(kept, away)
        cards = _opened(kept, away, keyring)
        merged = merged_card(*cards, chosen, by.group.country)
        row = Merge.objects.create(
            group_id=by.group_id, kept=kept, away=away.id, merged_by=by, card_before=kept.card.ct, before=_as_is(kept)
        )
        before = {**row.before, "away": _as_is(away), **_agreements(kept, away, cards, merged, row)}
        before |= _one_open_follow_up(kept, away, row)
        before |= {"moved": moving.move(away, kept), "named": moving.point_to(kept, away)}
        Person.objects.filter(id=away.id).update(merged_into=kept)
        Person.objects.filter(id=kept.id).update(**_chosen_of(kept, away, chosen))
        _forget_notice(away)
        correct_card(kept, merged, keyring=keyring)
        _with_owner(kept, away if chosen.owner == SECOND else kept, keyring)
        if before["wanted_no_contact_at"]:
            keep(keyring, [kept.id])
        Merge.objects.filter(id=row.id).update(
            before=before, card_merged=Card.objects.values_list("ct", flat=True).get(person=kept.id)
        )
        note(by, "merged", kept.id)
    empty_the_log()
    return Merge.objects.get(id=row.id)


def take_back(row: Merge, *, keyring: Keyring) -> Person:
    """Both are as they were. What was added since stays with the kept one; a 'no' that was said since holds for both."""
    by = keyring.member
    with transaction.atomic():
        row = Merge.objects.select_for_update(of=("self",)).filter(id=row.id).select_related("kept__card").first()
        if row is None or row.destroyed_at:
            raise Refusal("merge_settled", _("The other card has been destroyed. Nothing was changed."), 409)
        if row.kept.merged_into_id:
            raise Refusal(
                "merged_further",
                _("This card was put together with another one since. Take that back first. Nothing was changed."),
                409,
            )
        _restore_card(row, keyring)
        away = part(row)
        keys = data_keys_of(Card.objects.filter(person=away.id).prefetch_related("wraps"), keyring)
        _to_members_who_are_there(away, by)
        wrap_for_owners(keys)
        _give_back(row, keyring)
        note(by, "merge_taken_back", row.kept_id)
        row.delete()
    empty_the_log()
    return Person.objects.get(id=away.id)


def part(row: Merge) -> Person:
    """The two are two rows again; the cards are not touched, so it takes no key. Part of the caller's transaction."""
    kept, away, before = row.kept, Person.everybody.get(id=row.away), row.before
    Person.everybody.filter(id=away.id).update(merged_into=None)
    moving.move_back(before["moved"], away, kept)
    moving.point_back(before["named"], away)
    for withdrawn in (kept.consents, away.consents):
        withdrawn.filter(id__in=before["withdrawn"], withdrawn_at=row.merged_at).update(
            withdrawn_at=None, withdrawn_by=None
        )
    for person in (kept, away):
        if not person.follow_ups.filter(closed_at=None).exists():
            closed = person.follow_ups.filter(id__in=before["closed"], closed_at=row.merged_at)
            closed.update(closed_at=None, closed_by=None)
        person.follow_ups.filter(closed_at=None).update(owner=person.owner)
    _settle_no_contact(row, kept, away)
    return away


def _both_locked(kept: Person, away: Person) -> tuple[Person, Person]:
    rows = Person.objects.select_for_update().filter(id__in=[kept.id, away.id], group=kept.group_id)
    found = {person.id: person for person in rows.order_by("id")}
    if len(found) < 2:
        raise Refusal("merged_already", _("These two are one card already. Nothing was changed."), 409)
    if any(person.offers.filter(answer="").exists() for person in found.values()):
        raise Refusal(
            "offer_open",
            _(
                "Somebody is asked to get back to one of them. Wait for the answer, or take the offer back first. Nothing was changed."
            ),
            409,
        )
    return found[kept.id], found[away.id]


def _opened(kept: Person, away: Person, keyring: Keyring) -> tuple[OpenedCard, OpenedCard]:
    cards = dict(opened_of([kept, away], keyring))
    if len(cards) < 2:
        raise Refusal(
            "cannot_open", _("You cannot open both cards, so you cannot put them together. Nothing was changed."), 403
        )
    return cards[kept.id], cards[away.id]


def _as_is(person: Person) -> dict:
    """Ids and codes of the row, to put back or to find its history by once it is gone."""
    return {
        "owner": str(person.owner_id) if person.owner_id else None,
        "is_anyones": person.is_anyones,
        "language": person.language,
        "channels": person.channels,
        "is_unfinished": person.is_unfinished,
        "stage": person.stage,
        "more_languages": person.more_languages,
        "wants_no_contact_at": person.wants_no_contact_at and person.wants_no_contact_at.isoformat(),
        "conversation": str(person.conversation_fact) if person.conversation_fact else None,
        "outing": str(person.met_outing_id) if person.met_outing_id else None,
    }


def _agreements(kept: Person, away: Person, cards, merged: OnTheCard, row: Merge) -> dict:
    """A 'no' of either side is a 'no' of the one; what does not hold any more is taken back, with who and when."""
    wanted = [at for at in (kept.wants_no_contact_at, away.wants_no_contact_at) if at]
    first, second = list(kept.consents.all()), list(away.consents.all())
    holding = that_hold(
        first, second, cards=cards, merged=merged, country=kept.group.country, wants_no_contact=bool(wanted)
    )
    ended = [one.id for one in (*first, *second) if one.withdrawn_at is None and one.id not in holding]
    moving.withdraw(ended, at=row.merged_at, by=row.merged_by)
    if wanted and not kept.wants_no_contact_at:
        Person.objects.filter(id=kept.id).update(wants_no_contact_at=min(wanted))
    return {"withdrawn": ended, "wanted_no_contact_at": min(wanted).isoformat() if wanted else None}


def _one_open_follow_up(kept: Person, away: Person, row: Merge) -> dict:
    """The one that is due first stays open; none where no contact is wanted."""
    rows = [one for person in (kept, away) for one in person.follow_ups.filter(closed_at=None)]
    rows.sort(key=lambda one: (one.due_at is None, one.due_at))
    is_over = kept.wants_no_contact_at or away.wants_no_contact_at
    closed = [str(one.id) for one in (rows if is_over else rows[1:])]
    for person in (kept, away):
        person.follow_ups.filter(id__in=closed).update(closed_at=row.merged_at, closed_by=row.merged_by)
    return {"closed": closed}


def _chosen_of(kept: Person, away: Person, chosen: Chosen) -> dict:
    """What the row says of the one person: stage as chosen, every language either speaks, every channel either gave."""
    spoken = dict.fromkeys([*kept.more_languages, away.language, *away.more_languages])
    return {
        "stage": away.stage if chosen.stage == SECOND else kept.stage,
        "more_languages": [code for code in spoken if code and code != kept.language],
        "channels": list(dict.fromkeys([*kept.channels, *away.channels])),
    }


def _forget_notice(away: Person) -> None:
    """A row that is in no list is not forgotten by a rule either: the kept one is what the rule looks at."""
    notices = getattr(away, "notice", None)
    if notices is not None:
        notices.delete()


def _with_owner(kept: Person, owned: Person, keyring: Keyring) -> None:
    """What is open is with whoever has them now."""
    if owned.owner_id and owned.owner_id != kept.owner_id and owned.owner.is_active:
        hand_over_card(Person.objects.select_related("card").get(id=kept.id), owned.owner, keyring=keyring)
        Person.objects.filter(id=kept.id).update(is_anyones=owned.is_anyones)
    owner = Person.objects.values_list("owner", flat=True).get(id=kept.id)
    kept.follow_ups.filter(closed_at=None).update(owner=owner)


def _restore_card(row: Merge, keyring: Keyring) -> None:
    """Each field as it was, unless it was corrected since: then the correction stands."""
    card = row.kept.card
    data_key = data_key_of(card, keyring)
    if data_key is None:
        raise Refusal(
            "cannot_open", _("You cannot open this card, so you cannot take this back. Nothing was changed."), 403
        )
    before, merged, today = (_fields(card, ct, data_key) for ct in (row.card_before, row.card_merged, card.ct))
    correct_card(
        row.kept,
        OnTheCard(**{name: before[name] if today[name] == merged[name] else today[name] for name in FIELDS}),
        keyring=keyring,
    )


def _fields(card: Card, ct: bytes, data_key: bytes) -> dict[str, str]:
    plain = plain_of(Card(person_id=card.person_id, group_id=card.group_id, ct=bytes(ct)), data_key) or {}
    return {name: str(plain.get(name) or "") for name in asdict(OnTheCard())}


def _give_back(row: Merge, keyring: Keyring) -> None:
    """The row of the kept one as it was, where nobody has changed it since."""
    kept, before = Person.objects.select_related("card").get(id=row.kept_id), row.before
    owner = Member.objects.filter(id=before["owner"], ended_at=None).first() if before["owner"] else None
    if owner and kept.owner_id != owner.id and before["away"]["owner"] == str(kept.owner_id):
        hand_over_card(kept, owner, keyring=keyring)
    Person.objects.filter(id=kept.id).update(
        is_anyones=before["is_anyones"],
        channels=before["channels"],
        is_unfinished=before["is_unfinished"],
        stage=before["stage"],
        more_languages=before["more_languages"],
    )
    owner_now = Person.objects.values_list("owner", flat=True).get(id=kept.id)
    kept.follow_ups.filter(closed_at=None).update(owner=owner_now)


def _settle_no_contact(row: Merge, kept: Person, away: Person) -> None:
    """Said before by one of them: it is that one's again. Said since: it holds for both. Taken back since: for the kept one."""
    at_merging, today = row.before["wanted_no_contact_at"], kept.wants_no_contact_at
    if today and today.isoformat() == at_merging:
        if not row.before["wants_no_contact_at"]:
            Person.everybody.filter(id=kept.id).update(wants_no_contact_at=None)
            NoContact.objects.filter(card=kept.id).delete()
    elif today:
        Person.everybody.filter(id=away.id).update(wants_no_contact_at=today)
        for person in (kept, away):
            person.consents.filter(withdrawn_at=None).update(withdrawn_at=today, withdrawn_by=row.merged_by)
            person.follow_ups.filter(closed_at=None).update(closed_at=today, closed_by=row.merged_by)


def _to_members_who_are_there(away: Person, by: Member) -> None:
    """Whoever had them and has left meanwhile cannot get back to anybody."""
    if away.owner_id and not away.owner.is_active:
        Person.objects.filter(id=away.id).update(owner=by)
        away.follow_ups.filter(closed_at=None).update(owner=by)


def merge_of(id: uuid.UUID) -> Merge | None:
    """The merge by which a row went, as long as the row is there or was."""
    return Merge.objects.filter(away=id).first()
