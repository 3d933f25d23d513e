"""Somebody leaves: her sessions, phones, passes and wraps end at once; after an organiser the group has a new key."""

from django.db import transaction
from django.dispatch import Signal
from django.utils.translation import gettext as _

from handbill.accounts.actions.founding import give
from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Invitation, Key, KeyWrap, Member, Role
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.keys.pairs import Pair, next_epoch

ended = Signal()  # sent with member= and by= inside the transaction: the rooms above close their own doors


@transaction.atomic
def end_member(member: Member, *, by: Member, keyring: Keyring) -> None:
    """Close every door of a member. A leaving organiser starts a new epoch."""
    if member.group_id != by.group_id or not member.is_active:
        raise Refusal("no_member", _("There is no such member. Nothing was changed."), 404)
    if member.is_organiser and _organisers(member) == 1:
        raise Refusal(
            "last_organiser",
            _(
                "This is the last organiser. Nothing was changed. Make another one first, or nobody could open the cards."
            ),
            422,
        )
    was_organiser = member.is_organiser
    member.ended_at = now()
    member.save(update_fields=["ended_at"])
    member.sessions.all().delete()
    Key.objects.current().filter(member=member).update(ended_at=now())
    KeyWrap.objects.filter(reader__member=member).delete()
    Invitation.objects.filter(lets_back_in=member, used_at=None).delete()
    ended.send(Member, member=member, by=by)
    if was_organiser:
        new_epoch(by=by, keyring=keyring)
    note(by, "member_ended", member.id)


@transaction.atomic
def new_epoch(*, by: Member, keyring: Keyring) -> Key:
    """A new group key, carrying the old secret; phones seal to it from their next bundle, cards are rewrapped later."""
    old = Key.objects.of_group(by.group, Key.Kind.CARDS)
    following = next_epoch(keyring.cards[old.id], old.id)
    Key.objects.filter(id=old.id).update(ended_at=now())
    key = Key.objects.create(
        group_id=by.group_id, kind=Key.Kind.CARDS, epoch=old.epoch + 1, public=following.pair.public
    )
    KeyWrap.objects.create(group_id=by.group_id, key=old, reader=key, sealed=following.carried)
    KeyWrap.objects.filter(key=old).exclude(reader=key).delete()
    for reader in _readers(by):
        give(key, Pair(following.pair.public, following.pair.secret), reader)
    note(by, "new_epoch", key.id)
    return key


def _readers(by: Member) -> list[Key]:
    """The recovery sheet, and every organiser who was let in."""
    organisers = Key.objects.current().filter(
        member__group=by.group_id, member__role=Role.ORGANISER, member__ended_at=None
    )
    return [*Key.objects.current().filter(group=by.group_id, kind=Key.Kind.RECOVERY), *organisers]


def epochs_to_rewrap(group) -> list[Key]:
    """Card keys that have ended and whose secrets still stand, carried by the one after: cards under them wait to be rewrapped."""
    return list(
        Key.objects.filter(group=group, kind=Key.Kind.CARDS, ended_at__isnull=False, wraps__isnull=False).distinct()
    )


def _organisers(member: Member) -> int:
    return Member.objects.active().filter(group=member.group_id, role=Role.ORGANISER).count()
