"""A link for one person: a volunteer works at once, an organiser needs one more click by another organiser."""

import base64
import hashlib
import secrets
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from handbill.accounts.actions.founding import give, new_member
from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Invitation, Key, KeyWrap, Member, Role
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.keys.aead import lock, open_locked
from handbill.keys.pairs import pair_of

LASTS = timedelta(hours=72)


@transaction.atomic
def invite(
    *, role: str, by: Member, keyring: Keyring, name: str = "", lets_back_in: Member | None = None
) -> tuple[Invitation, str]:
    """Make an invitation and the 128-bit text of its link, which is kept nowhere.

    The group's texts secret travels with it, locked under the link, so that whoever accepts reads the group's texts at
    once.
    """
    if not by.is_organiser:
        raise MayNot(_("Members are invited by organisers."))
    token = secrets.token_bytes(16)
    texts_id, texts_secret = next(iter(keyring.texts.items()))
    invitation = Invitation.objects.create(
        group_id=by.group_id,
        role=role,
        name=name,
        token_hash=_hash(token),
        locked_texts=lock(_key(token), texts_secret, texts_id.bytes),
        lets_back_in=lets_back_in,
        made_by=by,
        ends_at=now() + LASTS,
    )
    note(by, "invited", invitation.id)
    return invitation, base64.urlsafe_b64encode(token).rstrip(b"=").decode()


def standing_invitation(text: str) -> Invitation:
    """The invitation of a link. Refuses one that is unknown, used or over."""
    invitation = Invitation.objects.filter(token_hash=_hash(_token(text))).select_related("group", "made_by").first()
    if invitation is None or invitation.used_at:
        raise _unknown()
    if invitation.ends_at < now():
        raise Refusal(
            "invitation_ended",
            _("This link is over: it works for three days. Nothing was changed. Ask an organiser for a new one."),
            410,
        )
    return invitation


@transaction.atomic
def accept_invitation(text: str, *, name: str, login: str, password: str) -> Member:
    """Make the member and hand her the texts key. The link is used up."""
    invitation = standing_invitation(text)
    if invitation.lets_back_in_id:
        raise _unknown()
    member, own = _member(invitation, name=name, login=login, password=password)
    take_texts(invitation, text, own, member)
    note(member, "accepted_invitation", invitation.id)
    return member


def take_texts(invitation: Invitation, text: str, own: Key, member: Member) -> None:
    """Hand over the texts key that travelled with the link, and use the link up; of two who press at once one is refused."""
    texts = Key.objects.of_group(invitation.group, Key.Kind.TEXTS)
    secret = open_locked(_key(_token(text)), bytes(invitation.locked_texts), texts.id.bytes)
    give(texts, pair_of(secret), own)
    unused = Invitation.objects.filter(id=invitation.id, used_at=None)
    if not unused.update(used_at=now(), used_by=member, locked_texts=None):
        raise _unknown()


def _unknown() -> Refusal:
    return Refusal(
        "invitation_unknown",
        _("This link was used already, or never existed. Nothing was changed. Ask an organiser for a new one."),
        404,
    )


def _member(invitation: Invitation, *, name: str, login: str, password: str) -> tuple[Member, Key]:
    try:
        with transaction.atomic():
            return new_member(invitation.group, name=name, login=login, role=invitation.role, password=password)
    except IntegrityError as error:
        raise Refusal("login_taken", _("Somebody signs in with that name already. Choose another one."), 422) from error


@transaction.atomic
def let_in_organiser(member: Member, *, by: Member, keyring: Keyring) -> None:
    """Seal the group's card secrets to a new organiser's key: from her next request she opens every card."""
    if member.group_id != by.group_id or member.role != Role.ORGANISER or not member.is_active:
        raise Refusal("not_an_organiser", _("Only organisers of this group can be let in to all cards."), 422)
    needs_cards(keyring)
    own = Key.objects.current().get(member=member)
    for key in Key.objects.current().filter(id__in=keyring.cards).exclude(wraps__reader=own):
        give(key, pair_of(keyring.cards[key.id]), own)  # the current epoch opens the ones before
    note(by, "let_in_organiser", member.id)


def needs_cards(keyring: Keyring) -> None:
    """Only who can open cards passes that on. Raises Refusal."""
    if not keyring.member.is_organiser or not keyring.cards:
        raise Refusal(
            "cannot_open_cards",
            _("You cannot open cards yourself yet. Nothing was changed. Ask another organiser to let you in first."),
            403,
        )


def is_let_in(member: Member) -> bool:
    """Whether an organiser holds the group's current card key."""
    return KeyWrap.objects.filter(
        reader__member=member, reader__ended_at=None, key__kind=Key.Kind.CARDS, key__ended_at=None
    ).exists()


def _token(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def _hash(token: bytes) -> bytes:
    return hashlib.sha256(b"invitation" + token).digest()


def _key(token: bytes) -> bytes:
    return hashlib.sha256(b"invitation-texts" + token).digest()
