"""Phones at outings: joining by pass or as a member, the token a phone speaks with, when it was last heard."""

import hashlib
import secrets
import uuid
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from handbill.accounts.models import Instance, Member, Phone
from handbill.base.clock import now
from handbill.base.errors import MayNot, Refusal
from handbill.plan.models import Joining, Outing, Pass
from handbill.plan.passes import LATE_DAYS, closes_at, ended_at, find_pass, is_withdrawn


@transaction.atomic
def join_by_pass(text: str, phone_id: uuid.UUID, name: str = "") -> tuple[Joining, str, bool]:
    """A helper's phone joins: (joining, token, is_late). Late means: it was here before and may only send facts.

    Refusals: 404 pass_unknown, 410 pass_ended, 409 phone_elsewhere.
    """
    pass_ = find_pass(text)
    if pass_ is None:
        raise Refusal(
            "pass_unknown", _("This square is not known here. Ask whoever leads the outing for the new one."), 404
        )
    is_late = _is_late(pass_, phone_id)
    joining, token = _join(pass_.outing, _phone(pass_.group, phone_id, name), by_pass=pass_, is_late=is_late)
    return joining, token, is_late


@transaction.atomic
def join_as_member(member: Member, outing_id: uuid.UUID, phone_id: uuid.UUID, name: str = "") -> tuple[Joining, str]:
    """A member's own phone joins an outing of her group: (joining, token)."""
    outing = Outing.objects.visible_to(member).filter(id=outing_id).first()
    if outing is None:
        raise Refusal("unknown_outing", _("There is no such outing in your group."), 404)
    if not member.may_note:
        raise MayNot(_("Your role looks at numbers and notes nothing. An organiser can change that."))
    phone = _phone(outing.group, phone_id, name)
    if phone.member_id != member.id:
        phone.member = member
        phone.save(update_fields=["member"])
    return _join(outing, phone, by_pass=None, is_late=False)


def joining_of(token: str) -> Joining | None:
    """Whose token it is; None once it was replaced, ended, or lies 30 days behind its outing, or the member has left."""
    # Every batch of facts comes through here: no more is fetched along than all of them need.
    joinings = Joining.objects.select_related("outing", "phone")
    joining = joinings.filter(token_hash=_hash_of(token), ended_at=None).first()
    return joining if joining and _still_speaks(joining) else None


def may_read_outing(joining: Joining) -> bool:
    """Whether the outing is still shown to this phone: until its pass ends; to a member's phone for the days it may send."""
    if joining.by_pass is None:
        return True
    return not is_withdrawn(joining.by_pass) and now() <= ended_at(joining.by_pass)


def heard(joining: Joining, waiting: int | None) -> None:
    """The phone has spoken; `waiting` is what it still holds, where it said so."""
    joining.heard_at = now()
    if waiting is not None:
        joining.waiting = waiting
    joining.save(update_fields=["heard_at", "waiting"])


def _is_late(pass_: Pass, phone_id: uuid.UUID) -> bool:
    if not is_withdrawn(pass_) and now() <= ended_at(pass_):
        return False
    # A backup of before the outing knows nobody who was there: then the square is enough.
    is_forgotten = _was_restored_since(pass_.outing.starts_at)
    in_time = now() <= ended_at(pass_) + timedelta(days=LATE_DAYS)
    was_here = Joining.objects.filter(outing=pass_.outing_id, phone_id=phone_id, by_pass__isnull=False, ended_at=None)
    if is_withdrawn(pass_) or not in_time or not (is_forgotten or was_here.exists()):
        sentence = _("This square has ended. What you noted is still on this phone; ask whoever leads the outing.")
        raise Refusal("pass_ended", sentence, 410)
    return True


def _was_restored_since(moment: datetime) -> bool:
    instance = Instance.objects.first()
    restored_at = instance.restored_at if instance else None
    return restored_at is not None and restored_at > moment


def _phone(group, phone_id: uuid.UUID, name: str) -> Phone:
    """The group's phone with this id. An id is one group's: a phone makes a fresh one for each."""
    phone, made = Phone.objects.get_or_create(id=phone_id, defaults={"group": group, "name": name})
    if phone.group_id != group.id:
        sentence = _(
            "This phone's number is taken. Nothing was lost; open the square once more, so that it makes a new one."
        )
        raise Refusal("phone_elsewhere", sentence, 409)
    if not made and name and phone.name != name:
        phone.name = name
        phone.save(update_fields=["name"])
    return phone


def _join(outing: Outing, phone: Phone, *, by_pass: Pass | None, is_late: bool) -> tuple[Joining, str]:
    token = secrets.token_urlsafe(32)
    fresh = {"by_pass": by_pass, "token_hash": _hash_of(token), "is_late": is_late, "heard_at": now(), "ended_at": None}
    joining, _made = Joining.objects.update_or_create(
        outing=outing, phone=phone, defaults=fresh, create_defaults={**fresh, "group": outing.group}
    )
    return joining, token


def _still_speaks(joining: Joining) -> bool:
    if joining.by_pass_id is None and not (joining.phone.member and joining.phone.member.is_active):
        return False
    return now() <= closes_at(joining.outing) + timedelta(days=LATE_DAYS)


def _hash_of(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
