"""Another password; the recovery sheet; a way back in for somebody who forgot."""

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.actions.founding import give
from handbill.accounts.actions.inviting import needs_cards, standing_invitation, take_texts
from handbill.accounts.audit import note
from handbill.accounts.keyring import Keyring
from handbill.accounts.models import Group, Key, KeyWrap, Member, Role
from handbill.accounts.second_factor import forget_factors
from handbill.accounts.unlocking import set_password, unwrap_member_secret
from handbill.base.clock import now
from handbill.base.errors import Refusal
from handbill.keys.errors import CannotOpen, WrongPassword
from handbill.keys.pairs import new_pair, open_secret, pair_of
from handbill.keys.words import to_words

PASSWORD_FIELDS = ["salt", "argon_passes", "argon_kib", "wrapped_secret", "password_number"]


@transaction.atomic
def change_password(member: Member, old: str, new: str) -> None:
    """Wrap the member's 32 bytes anew and end her other sessions. Raises Refusal where `old` is not the password."""
    try:
        secret = unwrap_member_secret(member, old)
    except WrongPassword as wrong:
        raise Refusal("wrong_password", _("That is not the password you have. Nothing was changed."), 422) from wrong
    _new_password(member, new, secret)
    note(member, "password_changed")


def _new_password(member: Member, password: str, secret: bytes) -> None:
    set_password(member, password, secret)
    member.password_number += 1
    member.save(update_fields=PASSWORD_FIELDS)
    member.sessions.all().delete()
    member.enrolled_phones.all().delete()


@transaction.atomic
def new_recovery_sheet(*, by: Member, keyring: Keyring) -> str:
    """24 new words for everything the old ones opened; the old sheet stops working. Returned once, kept nowhere."""
    needs_cards(keyring)
    Key.objects.current().filter(group=by.group_id, kind=Key.Kind.RECOVERY).update(ended_at=now())
    KeyWrap.objects.filter(reader__group=by.group_id, reader__kind=Key.Kind.RECOVERY).delete()
    words = _sheet(by.group, keyring.cards | keyring.texts)
    note(by, "new_recovery_sheet")
    return words


def sheet_printed(*, by: Member) -> None:
    """A word of today's sheet was typed back: it exists on paper."""
    Key.objects.current().filter(group=by.group_id, kind=Key.Kind.RECOVERY).update(printed_at=now())


def _sheet(group: Group, secrets: dict) -> str:
    pair = new_pair()
    last = Key.objects.filter(group=group, kind=Key.Kind.RECOVERY).order_by("-epoch").first()
    key = Key.objects.create(group=group, kind=Key.Kind.RECOVERY, epoch=last.epoch + 1, public=pair.public)
    for opened in Key.objects.current().filter(id__in=secrets):
        give(opened, pair_of(secrets[opened.id]), key)
    return " ".join(to_words(pair.secret))


@transaction.atomic
def use_recovery_sheet(secret: bytes, *, login: str, password: str) -> tuple[Member, bytes, str]:
    """Open the group with the sheet's secret and give an organiser a new key and password.

    Returns the member, her opened secret and the words of a new sheet; the old words stop working.
    """
    member = Member.objects.active().filter(login=login.strip().casefold(), role=Role.ORGANISER).first()
    sheet = Key.objects.current().filter(kind=Key.Kind.RECOVERY, group=member.group_id).first() if member else None
    if sheet is None or bytes(sheet.public) != pair_of(secret).public:
        raise Refusal(
            "wrong_sheet",
            _(
                "These words do not open the group of that organiser. Nothing was changed. Look for a newer sheet, or check the name."
            ),
            422,
        )
    opened = _opened_by(sheet, secret)
    pair = new_pair()
    own = _fresh_key(member, pair.public)
    _new_password(member, password, pair.secret)
    for key in Key.objects.current().filter(id__in=opened):
        give(key, pair_of(opened[key.id]), own)
    Key.objects.filter(id=sheet.id).update(ended_at=now())
    KeyWrap.objects.filter(reader=sheet).delete()
    note(member, "recovery_sheet_used")
    return member, pair.secret, _sheet(member.group, opened)


def _opened_by(sheet: Key, secret: bytes) -> dict:
    try:
        return {
            wrap.key_id: open_secret(bytes(wrap.sealed), wrap.key_id, pair_of(secret))
            for wrap in KeyWrap.objects.filter(reader=sheet)
        }
    except CannotOpen as problem:
        raise Refusal("wrong_sheet", _("This sheet no longer opens everything. Nothing was changed."), 422) from problem


def _fresh_key(member: Member, public: bytes) -> Key:
    """End a member's key, what is sealed to it and the second factor, which may be lost as well; begin another key."""
    forget_factors(member)
    Key.objects.current().filter(member=member).update(ended_at=now())
    KeyWrap.objects.filter(reader__member=member).delete()
    return Key.objects.create(group_id=member.group_id, kind=Key.Kind.MEMBER, member=member, public=public)


@transaction.atomic
def come_back(text: str, *, password: str) -> Member:
    """A member who forgot her password, with the link an organiser made: a new key, the texts at once, cards when let in."""
    invitation = standing_invitation(text)
    member = invitation.lets_back_in
    if member is None or not member.is_active:
        raise Refusal("invitation_unknown", _("This link lets nobody back in. Ask an organiser for a new one."), 404)
    pair = new_pair()
    own = _fresh_key(member, pair.public)
    _new_password(member, password, pair.secret)
    take_texts(invitation, text, own, member)
    note(member, "came_back", invitation.id)
    return member
