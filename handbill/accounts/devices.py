"""What a member is signed in with and may unlock with, as she and the organisers see it, and how each is ended."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.dispatch import Signal

from handbill.accounts.audit import note
from handbill.accounts.browsers import words_of
from handbill.accounts.models import Member
from handbill.accounts.sessions import SessionStore, row_of
from handbill.base.clock import now
from handbill.base.errors import MayNot, NotYours

all_ended = Signal()  # sent with member= inside the transaction, so that rooms above end the phones at her outings


@dataclass(frozen=True)
class Device:
    """A session, or a phone with a PIN. `id` is what an address names it by; there is no network address to show."""

    id: str
    words: str
    began_at: datetime
    used_at: datetime
    is_this_one: bool = False
    ends_at: datetime | None = None


def sessions_of(member: Member, here: SessionStore | None = None) -> list[Device]:
    """Where she is signed in, this one first, then the one used last."""
    this = row_of(here.session_key) if here is not None else ""
    rows = member.sessions.filter(expire_date__gt=now()).order_by("-used_at")
    listed = [
        Device(row.session_key, words_of(row.browser), row.began_at, row.used_at, row.session_key == this)
        for row in rows
    ]
    return sorted(listed, key=lambda one: not one.is_this_one)


def pins_of(member: Member) -> list[Device]:
    """Phones that six digits unlock."""
    rows = member.enrolled_phones.filter(ends_at__gt=now()).order_by("-used_at")
    return [Device(str(row.id), words_of(row.browser), row.made_at, row.used_at, ends_at=row.ends_at) for row in rows]


@transaction.atomic
def end_session(member: Member, row: str, *, by: Member) -> None:
    """Sign a member out in one browser: from then on its cookie is nobody's. NotYours where there is no such session."""
    check_may_end(member, by)
    _delete(member.sessions.filter(session_key=row))
    note(by, "session_ended", member.id)


@transaction.atomic
def end_pin(member: Member, id, *, by: Member) -> None:
    """Destroy the server's share for one phone: its PIN opens nothing any more."""
    check_may_end(member, by)
    _delete(member.enrolled_phones.filter(id=id))
    note(by, "pin_ended", member.id)


@transaction.atomic
def end_everything(member: Member, *, by: Member, but: SessionStore | None = None) -> None:
    """Every session, PIN and phone of hers, except the session this is done from."""
    check_may_end(member, by)
    member.sessions.exclude(session_key=row_of(but.session_key) if but is not None else "").delete()
    member.enrolled_phones.all().delete()
    all_ended.send(Member, member=member)
    note(by, "devices_ended", member.id)


def check_may_end(member: Member, by: Member) -> None:
    """One's own, or, for an organiser, those of a member of her group."""
    if member.group_id != by.group_id:
        raise NotYours
    if member.id != by.id and not by.is_organiser:
        raise MayNot


def _delete(rows) -> None:
    if not rows.delete()[0]:
        raise NotYours
