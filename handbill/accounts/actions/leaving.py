"""Somebody leaves: her sessions, phones, passes and wraps end at once; after an organiser the group has a new key."""

from django.db import transaction
from django.db.models import Q
from django.dispatch import Signal
from django.utils.translation import gettext as _

from handbill.accounts.actions.founding import give
from handbill.accounts.actions.inviting import needs_cards
from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Invitation, Key, KeyWrap, Member, Role
from handbill.accounts.second_factor import forget_factors
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.keys.pairs import next_epoch, pair_of

ended = (
    Signal()
)  # sent with member= and by= inside the transaction, when she has no people any more: rooms above close their doors


@transaction.atomic
def end_member(member: Member, *, by: Member, keyring: Keyring) -> None:
    """Close every door of a member. A leaving organiser starts a new epoch."""
    if member.group_id != by.group_id or not member.is_active:
        raise Refusal("no_member", _("There is no such member. Nothing was changed."), 404)
    _check_another(member, by)
    member.ended_at = now()
    member.save(update_fields=["ended_at"])
    member.sessions.all().delete()
    member.enrolled_phones.all().delete()
    forget_factors(member)
    Key.objects.current().filter(member=member).update(ended_at=now())
    had_cards = _take_wraps(member)
    Invitation.objects.filter(Q(lets_back_in=member) | Q(made_by=member), used_at=None).delete()
    ended.send(Member, member=member, by=by)
    if member.is_organiser and had_cards:
        new_epoch(by=by, keyring=keyring)
    note(by, "member_ended", member.id)


@transaction.atomic
def change_role(member: Member, role: str, *, by: Member, keyring: Keyring) -> None:
    """Another role. An organiser who becomes something else loses the cards like one who leaves; a new one waits to be let in."""
    if role == member.role:
        return
    if member.group_id != by.group_id or not member.is_active or role not in Role.values:
        raise Refusal("no_member", _("There is no such member. Nothing was changed."), 404)
    _check_another(member, by)
    was_organiser = member.is_organiser
    member.role = role
    member.save(update_fields=["role"])
    if was_organiser and _take_wraps(member, Key.Kind.CARDS):
        new_epoch(by=by, keyring=keyring)
    if not member.has_people:
        ended.send(Member, member=member, by=by)
    note(by, "role_changed", member.id)


def _check_another(member: Member, by: Member) -> None:
    """Nobody closes her own doors: so one organiser who can open the cards is always left."""
    if not by.is_organiser:
        raise MayNot(_("Members and their roles are changed by organisers."))
    if member.id == by.id:
        raise Refusal(
            "not_yourself",
            _(
                "You cannot take this from yourself. Nothing was changed. Another organiser can do it, so that somebody is left who opens the cards."
            ),
            422,
        )


def _take_wraps(member: Member, *kinds: str) -> bool:
    """Take what is sealed to the member's keys; whether the cards were among it."""
    wraps = KeyWrap.objects.filter(reader__member=member)
    wraps = wraps.filter(key__kind__in=kinds) if kinds else wraps
    had_cards = wraps.filter(key__kind=Key.Kind.CARDS).exists()
    wraps.delete()
    return had_cards


@transaction.atomic
def new_epoch(*, by: Member, keyring: Keyring) -> Key:
    """A new group key, carrying the old secret; phones seal to it from their next bundle, cards are rewrapped later."""
    needs_cards(keyring)
    old = Key.objects.of_group(by.group, Key.Kind.CARDS)
    following = next_epoch(keyring.cards[old.id], old.id)
    Key.objects.filter(id=old.id).update(ended_at=now())
    key = Key.objects.create(
        group_id=by.group_id, kind=Key.Kind.CARDS, epoch=old.epoch + 1, public=following.pair.public
    )
    KeyWrap.objects.create(group_id=by.group_id, key=old, reader=key, sealed=following.carried)
    _carry_no_contact(keyring, key)
    readers = Key.objects.current().filter(opens__key=old).exclude(kind=Key.Kind.CARDS)  # the sheet, organisers let in
    for reader in list(readers):
        give(key, following.pair, reader)
    KeyWrap.objects.filter(key=old).exclude(reader=key).delete()
    note(by, "new_epoch", key.id)
    return key


def _carry_no_contact(keyring: Keyring, key: Key) -> None:
    own = Key.objects.of_group(key.group_id, Key.Kind.NO_CONTACT)
    give(own, pair_of(keyring.no_contact_key), key)


def epochs_to_rewrap(group) -> list[Key]:
    """Card keys that have ended and whose secrets still stand, carried by the one after: cards under them wait to be rewrapped."""
    return list(
        Key.objects.filter(group=group, kind=Key.Kind.CARDS, ended_at__isnull=False, wraps__isnull=False).distinct()
    )
